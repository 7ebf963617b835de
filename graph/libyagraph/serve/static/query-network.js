// The network of an answer: choices of columns, the drawing, and the same ties as a list for those
// who cannot use a drawing. In go an answer and a state, out come nodes and the chosen columns.
import { base, counted, element, pageOf, say } from "./query-data.js";
import { actorName, knows, loaded } from "./query-names.js";
import { choose, draw, end, fit, repaint, zoom } from "./query-drawing.js";
import { columnsFor, pairs } from "./query-pairs.js";

const LISTED = 500;
let shownTies = [];
let drawing = 0; // counts drawings, so that one that was overtaken says nothing

const nameNode = (iri) => {
  const { text, lang } = actorName({ type: "uri", value: iri });
  return make("bdi", lang ? { lang } : {}, text);
};
// The IRI of the actor that a named query was asked about, by the name of the parameter; "" where a
// name was typed that is not one actor's.
const aboutIn = (request) => (parameter) => {
  const id = request.values?.[parameter];
  return knows("actor", id) ? `${base}actor/${id}` : "";
};

function listOf(ties) {
  const rows = ties.slice(0, LISTED).map(({ from, label, to, count }) => make("tr", {}, make("td", {}, nameNode(from)),
    make("td", {}, isolated(label)), make("td", {}, nameNode(to)), make("td", { class: "number" }, counted(count))));
  const heads = ["fromColumn", "labelColumn", "toColumn", "times"];
  return make("table", {}, make("caption", { class: "hidden" }, say("edges")),
    make("thead", {}, make("tr", {}, heads.map((key) => make("th", { scope: "col" }, say(key))))), make("tbody", {}, rows));
}

// The list of all ties, or of those of one actor.
function showTies(iri) {
  const ties = iri ? shownTies.filter(({ from, to }) => from === iri || to === iri) : shownTies;
  const note = ties.length > LISTED ? say("shown", { shown: counted(LISTED), count: counted(ties.length) }) : "";
  const name = iri ? actorName({ type: "uri", value: iri }).text : "";
  element("tie-list").replaceChildren(listOf(ties), ...(note ? [make("p", { class: "muted" }, note)] : []));
  element("about").replaceChildren(...(iri ? [say("about", { name }), " ",
    make("a", { href: pageOf(iri) }, say("page")), " ",
    button(say("whole"), () => { choose(null); showTies(null); element("tie-list").focus(); })] : []));
}

function picker(id, label, options, chosen, onChange) {
  const select = make("select", { id, onchange: () => onChange(select.value) },
    options.map(([value, text]) => make("option", { value, selected: value === chosen }, text)));
  return make("div", { class: "picker" }, make("label", { for: id }, say(label)), select);
}

function pickers(found, state, request, onColumns) {
  const text = (column) => (column.startsWith("$") ? say("askedFor", { name: column.slice(1) }) : column);
  const ends = found.ends.map((column) => [column, text(column)]);
  const labels = [["", say("noLabel")], ...found.labels.map((column) => [column, column])];
  const change = (name) => (value) => onColumns({ ...state, [name]: value }, name);
  return make("div", { class: "row" },
    picker("column-from", "fromColumn", ends, state.from, change("from")),
    picker("column-to", "toColumn", ends, state.to, change("to")),
    picker("column-label", "labelColumn", labels, state.label, change("label")));
}

const tool = (key, sign, onclick) => make("button", { type: "button", "aria-label": say(key), onclick },
  make("span", { "aria-hidden": "true" }, sign));

// Whether an answer has two columns of actors, once it is known what actors are called.
export async function canDraw(answer, request) {
  if (!answer.rows?.length) return false;
  await loaded();
  const { from, to } = columnsFor(answer, request, aboutIn(request));
  return Boolean(from && to);
}

// Draws the network of an answer. `columns` are those of a link; onColumns({from, to, label}, which)
// is told when others are chosen.
export async function drawNetwork(answer, request, columns, onColumns) {
  const mine = ++drawing;
  await loaded();
  const about = aboutIn(request);
  const found = columnsFor(answer, request, about);
  const known = (value, list, otherwise) => (list.includes(value) ? value : otherwise);
  const state = {
    from: known(columns.from, found.ends, found.from), to: known(columns.to, found.ends, found.to),
    label: known(columns.label, [...found.labels, ""], found.label),
  };
  const { actors, ties, allActors, allTies } = pairs(answer.rows, state, about);
  shownTies = ties;
  const notices = [
    allActors > actors.length ? say("strongest", { all: counted(allActors), shown: counted(actors.length) }) : "",
    allTies > ties.length ? say("strongestTies", { all: counted(allTies), shown: counted(ties.length) }) : "",
  ].filter(Boolean);
  const numbers = { actors: counted(actors.length), ties: counted(ties.length) };
  const counts = make("p", { class: "muted", role: "status", id: "drawn" });
  if (!ties.length) {
    end();
    return element("network").replaceChildren(pickers(found, state, request, onColumns), make("p", { class: "muted" }, say("noPairs")));
  }
  const canvas = make("div", { id: "drawing", role: "img", "aria-label": say("drawingLabel", numbers) });
  const list = make("div", { class: "ties" }, make("p", { id: "about", class: "muted", role: "status" }),
    make("div", { class: "scroll", id: "tie-list", tabindex: 0, role: "group", "aria-label": say("edges") }));
  element("network").replaceChildren(pickers(found, state, request, onColumns), counts,
    ...notices.map((text) => make("p", { class: "told-here" }, text)),
    make("div", { class: "beside" }, make("div", { class: "drawing" }, canvas,
      make("div", { class: "tools zoom", role: "group", "aria-label": say("zoom") }, tool("zoomIn", "+", () => zoom(1.3)),
        tool("zoomOut", "−", () => zoom(1 / 1.3)), tool("fit", "⤢", fit))), list));
  showTies(null);
  counts.textContent = say("drawing");
  const named = actors.map(({ id, weight }) => ({ id, weight, text: actorName({ type: "uri", value: id }).text }));
  await draw(canvas, { actors: named, ties }, showTies);
  if (mine === drawing) counts.textContent = say("drawn", numbers);
  return undefined;
}

export const endNetwork = () => { drawing += 1; end(); element("network").replaceChildren(); };
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
