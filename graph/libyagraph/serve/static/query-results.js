// What came back, shown: a table or a yes or no, the network, files to save, and refusals. In go
// answers with what was asked, and a state that says how to show them; what is asked next is for
// `query.js` to say.
import { Refusal, cancel, fileOf, formatsOf, isBusy } from "./query-ask.js";
import { counted, element, english, queryOf, rowsText, say } from "./query-data.js";
import { nameOf } from "./query-names.js";
import { canDraw, drawNetwork, endNetwork } from "./query-network.js";
import { drawTable, drawTruth } from "./query-table.js";

let shown = null; // {answer, request}: what is on the screen
let turn = 0; // counts what is shown, so that what comes late is not drawn over it

export const showing = () => shown !== null;

function status(message, busy = false) {
  element("results").hidden = false;
  element("results").setAttribute("aria-busy", String(busy));
  element("status").textContent = message;
  const focused = document.activeElement === element("cancel");
  element("cancel").hidden = !busy;
  if (focused && !busy) element("results").focus();
}
function word(message) {
  element("told").textContent = message;
}

// Nothing is shown; a message says why, or the section goes.
export function clear(message = "", busy = false) {
  turn += 1;
  shown = null;
  for (const name of ["tools", "asked", "refused"]) element(name).hidden = true;
  element("table").replaceChildren();
  endNetwork();
  word("");
  status(message, busy);
  element("results").hidden = !message;
}

const sentence = (words) => (/[.!?…]$/.test(words) ? words : `${words}.`);

// In the words of the server, which are English; `again` asks once more.
export function refuse(error, again) {
  if (!(error instanceof Refusal)) throw error;
  clear(" ");
  element("refused").hidden = false;
  element("refused").replaceChildren(error.status ? english("span", {}, sentence(error.message)) : error.message,
    ...(error.wait ? [" ", say("wait", { seconds: error.wait })] : []), " ",
    ...(error.status === 400 || error.status === 404 ? [] : [button(say("again"), again, { id: "again" })]));
}

function heading({ name, values = {}, lift, text }) {
  const query = queryOf(name);
  if (!query) return [make("pre", { class: "only-print", dir: "ltr" }, text)];
  const given = query.parameters.filter((parameter) => values[parameter.name]).map(({ name: own, kind }) =>
    [" · ", english("code", {}, own), " ", isolated(nameOf(kind, values[own]).text)]);
  return [english("span", {}, query.title), ...given.flat(), ...(lift ? [" · ", say("lift")] : [])];
}

// Hands a file to the browser, as it would one that was linked.
function give(name, blob) {
  const href = URL.createObjectURL(blob);
  make("a", { href, download: name }).click();
  setTimeout(URL.revokeObjectURL, 20_000, href);
}

async function download(request, ending, type) {
  element("downloads").open = false;
  element("downloads").querySelector("summary").focus();
  const before = element("status").textContent;
  status(say("saving"), true);
  try {
    const name = `${request.name || "query"}.${ending}`;
    give(name, await fileOf(request, type));
    word(say("saved", { name }));
  } catch (error) {
    if (error.name === "AbortError") word(say("cancelled"));
    else if (error instanceof Refusal) word(error.message);
    else throw error;
  } finally {
    if (!isBusy()) status(before);
  }
}

function offerFiles(kind, request) {
  element("downloads").querySelector("ul").replaceChildren(...formatsOf(kind).map(([name, ending, type]) =>
    make("li", {}, button(name, () => download(request, ending, type), { "data-type": ending }))));
}

// Draws what is shown the way the state says. onChange(part, id) is told what else is chosen, and
// which element had the focus.
export async function drawView(state, onChange) {
  const { answer, request } = shown;
  const mine = turn;
  const views = element("views");
  if (answer.kind === "truth") {
    views.hidden = true;
    press("table");
    return drawTruth(answer);
  }
  // A table waits for nothing; whether there is a network is known once the names are there.
  if (state.view === "table") showTable(state, onChange);
  const drawable = await canDraw(answer, request);
  if (mine !== turn) return undefined;
  views.hidden = !drawable;
  if (state.view === "table") return undefined;
  if (!drawable) return showTable(state, onChange);
  press("network");
  return drawNetwork(answer, request, state, (columns, which) => onChange(columns, `#column-${which}`));
}

function press(view) {
  for (const node of element("views").querySelectorAll("[data-view]"))
    node.setAttribute("aria-pressed", String(node.dataset.view === view));
  element("table").hidden = view !== "table";
  element("network").hidden = view !== "network";
}

function showTable({ sort }, onChange) {
  press("table");
  endNetwork();
  drawTable(shown.answer, sort, (next, column) => onChange({ sort: next }, `[data-sort="${CSS.escape(column)}"]`));
}

// Shows an answer. Columns that only a lifted query fills are left out of others.
export function showAnswer(answer, request, state, onChange) {
  turn += 1;
  const lifted = request.lift ? [] : (queryOf(request.name)?.columns || []).filter((column) => column.lifted);
  const empty = new Set(lifted.map(({ name }) => name));
  const columns = answer.columns?.filter((name) => !empty.has(name));
  shown = { answer: { ...answer, columns }, request };
  element("refused").hidden = true;
  element("asked").hidden = false;
  element("asked").replaceChildren(...heading(request));
  element("tools").hidden = false;
  offerFiles(answer.kind, request);
  const took = say("took", { ms: counted(answer.ms) });
  status(answer.rows ? `${rowsText(answer.rows.length)} · ${took}` : took);
  return drawView(state, onChange);
}

async function copyLink(commit) {
  commit();
  const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
  word(say(copied ? "copied" : "notCopied"));
}

// onView(view) and commit() are for the state and its address.
export function makeResults(onView, commit) {
  element("cancel").addEventListener("click", cancel);
  element("copy").addEventListener("click", () => copyLink(commit));
  for (const node of element("views").querySelectorAll("[data-view]"))
    node.addEventListener("click", () => onView(node.dataset.view));
}
