// The table of what is drawn: the same edges, for those who read or tab instead of looking. A click
// on the head of a column sorts it, a second one turns it round; the field keeps what holds a text.
const ROWS_AT_ONCE = 300;
const rowsOf = { shown: ROWS_AT_ONCE, text: "", key: "", down: false };

const statusText = (edge) => (edge.family === "affiliation" ? say("affiliationOne") : label("status", edge.status));
const relationText = (edge) => label("relation", edge.relation);
const toldIn = (edge) => (edge.told.length ? edge.told.map(articleName) : (edge.provenance || []));
// What a column sorts by; words by the reader's alphabet.
const COLUMNS = [
  ["from", (edge) => nameOf(edge.source)],
  ["relationOne", relationText],
  ["to", (edge) => nameOf(edge.target)],
  ["statusOne", statusText],
  ["date", (edge) => (edge.dated ? edge.from : Infinity)],
  ["distinct", (edge) => edge.sources],
  ["claimsCount", (edge) => edge.claims.length],
];

function tableRow(edge) {
  const [from, to] = [edge.source, edge.target];
  const opener = make("button", { type: "button", class: "open", "data-edge": edge.id,
    onclick: () => select("edge", edge.id) }, say("open"),
  make("span", { class: "hidden" }, ": ", named(from), ` – ${relationText(edge)} – `, named(to)));
  const when = shortDate(edge) ? day(shortDate(edge)) : make("span", { class: "muted" }, edgeDate(edge));
  return make("tr", {}, make("td", {}, opener), make("td", {}, named(from)),
    make("td", {}, make("span", { class: "signed" }, signOfEdge(edge), isolated(relationText(edge)))),
    make("td", {}, named(to)), make("td", {}, statusText(edge)),
    make("td", {}, when, onlyPossible(edge) ? make("span", { class: "muted" }, ` (${say("possibly")})`) : []),
    make("td", { class: "number" }, edge.family === "affiliation" ? "" : edge.sources),
    make("td", { class: "number" }, edge.claims.length || ""));
}

const wordsOf = (edge) => fold([edge.source, edge.target].flatMap((id) => [nameOf(id), id])
  .concat(relationText(edge), statusText(edge), edge.date || "", toldIn(edge)).join(" "));
function tableEdges() {
  const wanted = fold(rowsOf.text).split(" ").filter(Boolean);
  const list = visible().edges.filter((edge) => {
    if (!wanted.length) return true;
    const text = wordsOf(edge);
    return wanted.every((word) => text.includes(word));
  });
  const of = COLUMNS.find(([key]) => key === rowsOf.key)?.[1];
  const collator = new Intl.Collator(language);
  const compare = (a, b) => (typeof a === "number" ? (a < b ? -1 : a > b ? 1 : 0) : collator.compare(a, b));
  const first = (a, b) => (a.family === "affiliation") - (b.family === "affiliation")
    || compare(a.dated ? a.from : Infinity, b.dated ? b.from : Infinity) || (a.id < b.id ? -1 : 1);
  const turn = rowsOf.down ? -1 : 1;
  return list.sort((a, b) => (of ? turn * compare(of(a), of(b)) : 0) || first(a, b));
}

function sortBy(key) {
  Object.assign(rowsOf, rowsOf.key === key
    ? (rowsOf.down ? { key: "", down: false } : { down: true }) : { key, down: false });
  drawTable();
  document.querySelector(`[data-sort="${key}"]`).focus();
  linkSoon();
}

function columnHead([key]) {
  const own = rowsOf.key === key;
  const sorted = own ? (rowsOf.down ? "descending" : "ascending") : "none";
  const sign = own ? (rowsOf.down ? "▼" : "▲") : "↕";
  return make("th", { scope: "col", "aria-sort": sorted },
    make("button", { type: "button", "data-sort": key, onclick: () => sortBy(key) }, say(key),
      make("span", { class: "sorts", "aria-hidden": "true" }, ` ${sign}`)));
}

function drawTable() {
  const total = visible().edges.length;
  element("edges-title").replaceChildren(say("tableTitle"), badge(total));
  if (!element("table").open) return;
  const shown = tableEdges();
  const more = shown.length > rowsOf.shown ? button(say("more"),
    () => { rowsOf.shown += ROWS_AT_ONCE; drawTable(); }, { id: "more" }) : [];
  element("table-count").textContent = rowsOf.text ? say("ofAll", { count: shown.length, all: total }) : "";
  element("rows").replaceChildren(make("table", {},
    make("thead", {}, make("tr", {},
      make("th", { scope: "col" }, make("span", { class: "hidden" }, say("open"))), COLUMNS.map(columnHead))),
    make("tbody", {}, shown.slice(0, rowsOf.shown).map(tableRow))), ...[more].flat());
  markCurrent();
}

// The row of the edge that is open.
function markCurrent() {
  const { type, id } = state.selected || {};
  for (const row of document.querySelectorAll("#rows [aria-current]")) row.removeAttribute("aria-current");
  const node = type === "edge" && document.querySelector(`#rows [data-edge="${CSS.escape(id)}"]`);
  if (node) node.closest("tr").setAttribute("aria-current", "true");
}

element("table-text").addEventListener("input", ({ target }) => {
  rowsOf.text = target.value;
  drawTable();
  linkSoon();
});
linked("sort", () => (rowsOf.key ? (rowsOf.down ? "-" : "") + rowsOf.key : ""), (text) => {
  const key = COLUMNS.map(([name]) => name).find((name) => name === text.replace(/^-/, "")) || "";
  Object.assign(rowsOf, { key, down: Boolean(key) && text.startsWith("-") });
});
linked("text", () => rowsOf.text, (text) => {
  rowsOf.text = element("table-text").value = text.slice(0, 200);
});
linked("table", () => (element("table").open ? "1" : ""), (text) => { element("table").open = text === "1"; });
