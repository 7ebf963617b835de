// The query page, wired together: what is asked, and the address that holds it. It speaks to the
// server that it came from, and to no other.
import { Refusal, ask, cancel, isBusy, sparqlOf } from "./query-ask.js";
import { element, queries, say } from "./query-data.js";
import { drawnNow } from "./query-drawing.js";
import { makeEditor, put, tell, text } from "./query-editor.js";
import { formState, showForm } from "./query-form.js";
import { fragmentOf, nothing, stateOf } from "./query-link.js";
import { loaded } from "./query-names.js";
import { clear, drawView, makeResults, refuse, showAnswer, showing } from "./query-results.js";

const narrow = matchMedia("(max-width: 860px)");
let state = nothing();
let committed = ""; // the fragment as it stands in the address
let turn = 0;

function commit({ push = false } = {}) {
  const fragment = fragmentOf(state);
  if (fragment === committed) return;
  committed = fragment;
  try {
    history[push ? "pushState" : "replaceState"](null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  } catch {
    // A browser refuses an address that is too long for it, or too many in a minute: it stays as it was.
  }
}

// Shows the form or the editor of the state; the answer is not touched.
function show() {
  const free = !state.name && state.text !== null;
  element("welcome").hidden = Boolean(state.name) || free;
  element("form").hidden = !state.name;
  element("editor").hidden = !free;
  if (state.name) showForm(state.name, state.values, state.lift, { onAsk: askForm, onSparql: showSparql });
  if (free) put(state.text);
  for (const node of document.querySelectorAll("[data-query]")) {
    const current = node.dataset.query ? node.dataset.query === state.name : free;
    if (current) node.setAttribute("aria-current", "true"); else node.removeAttribute("aria-current");
  }
}

function onChange(part, focused) {
  Object.assign(state, part);
  commit();
  const drawn = drawView(state, onChange);
  document.querySelector(focused)?.focus();
  drawn.then(() => { if (document.activeElement === document.body) document.querySelector(focused)?.focus(); });
}

// Runs work and shows how it went; what was overtaken by another question says nothing.
async function attempt(work, again) {
  const mine = ++turn;
  clear(say("asking"), true);
  try {
    await work();
  } catch (error) {
    if (mine !== turn) return;
    if (error.name === "AbortError") clear(say("cancelled"));
    else if (error instanceof Refusal && error.status === 400 && !element("editor").hidden) {
      clear();
      tell(error.message, error.place);
    } else refuse(error, again);
  }
}

function run() {
  const { name, values, lift } = state;
  const request = name ? { name, values, lift } : { text: state.text };
  tell("");
  return attempt(async () => {
    const mine = turn;
    const answer = await ask(request);
    if (mine === turn) await showAnswer(answer, request, state, onChange);
  }, run);
}

// What was asked by hand is looked at: its answer comes into sight.
async function runInSight() {
  const done = run();
  const { top } = element("results").getBoundingClientRect();
  if (top > innerHeight * 0.6) element("results").scrollIntoView();
  return done;
}

async function askForm() {
  await loaded(); // so that a name that was typed becomes an id in the address
  state = { ...state, ...formState(), asked: true, text: null };
  commit({ push: true });
  return runInSight();
}

function askFree() {
  const same = text() === state.text;
  state = { ...state, name: "", text: text(), sort: same ? state.sort : "" };
  commit({ push: true });
  return runInSight();
}

function begin(next, focused) {
  cancel();
  turn += 1;
  clear();
  state = { ...nothing(), ...next };
  commit({ push: true });
  show();
  element(focused)?.focus();
}

const showSparql = () => attempt(async () => {
  await loaded();
  begin({ text: await sparqlOf(formState()) }, "text");
}, showSparql);

function choose(name) {
  if (narrow.matches) element("questions").open = false;
  const free = text();
  if (name) begin({ name }, "form-title"); else begin({ text: free }, "text");
}

// The state of the address. A named query that had been asked is asked again; free SPARQL, which
// may be anybody's, waits for a click.
function restore() {
  cancel();
  turn += 1;
  clear();
  state = stateOf(location.hash.slice(1));
  if (!queries.length) state.text ??= "";
  committed = fragmentOf(state);
  if (narrow.matches && committed) element("questions").open = false;
  show();
  if (state.name && state.asked) run();
  else if (state.text) clear(say("runAgain"));
}

makeEditor(askFree);
makeResults((view) => onChange({ view }, `[data-view="${view}"]`), () => {
  if (!element("editor").hidden) state.text = text();
  commit();
});
for (const node of document.querySelectorAll("[data-query]"))
  node.addEventListener("click", () => choose(node.dataset.query));
for (const node of document.querySelectorAll("#languages a"))
  node.addEventListener("click", () => { node.hash = location.hash; });
element("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (element("results").hidden ? document.querySelector("main :is(input, textarea, button)") : element("results"))?.focus();
});
// A menu closes when something else is touched, or with Escape.
for (const menu of document.querySelectorAll(".menu")) {
  document.addEventListener("click", ({ target }) => { if (!menu.contains(target)) menu.open = false; });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
addEventListener("popstate", restore);

// For tests, and for whoever drives the page from a console.
window.libyagraph = Object.freeze({ busy: isBusy, drawn: drawnNow, showing });
restore();
