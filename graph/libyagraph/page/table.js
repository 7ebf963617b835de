// The table of what is drawn: the same edges, for those who read or tab instead of looking.
const PAGE = 400;
let rowsShown = PAGE;

function tableRow(edge) {
  const what = label("relation", edge.relation);
  const [from, to] = [edge.source, edge.target];
  const opener = make("button", { type: "button", class: "open", "data-edge": edge.id,
    onclick: () => select("edge", edge.id) }, say("open"),
  make("span", { class: "hidden" }, ": ", named(from), ` – ${what} – `, named(to)));
  const current = state.selected?.type === "edge" && state.selected.id === edge.id;
  return make("tr", { "aria-current": current ? "true" : undefined, class: current ? "current" : undefined },
    make("td", {}, opener), make("td", {}, named(from)),
    make("td", {}, make("span", { class: "signed" },
      edgeSign(legible(strokeOf(edge.id).color), strokeOf(edge.id).dashes || []),
      isolated(what))),
    make("td", {}, named(to)),
    make("td", {}, edge.status && edge.family !== "affiliation" ? label("status", edge.status)
      : say("affiliationOne")),
    make("td", {}, shortDate(edge) ? day(shortDate(edge)) : make("span", { class: "muted" }, say("undated"))),
    make("td", { class: "number" }, (edge.claims || []).length || ""));
}

function sortKey(edge) {
  return `${edge.family === "affiliation" ? 1 : 0}${edge.first || "9999"}${edge.id}`;
}

function drawTable() {
  const shown = visible().edges.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  element("edges-title").replaceChildren(say("tableTitle"),
    make("span", { class: "badge" }, shown.length));
  if (!element("table").open) return;
  const columns = ["open", "from", "relationOne", "to", "statusOne", "date", "claimsCount"];
  const more = shown.length > rowsShown ? make("button", { type: "button", class: "quiet",
    onclick: () => { rowsShown += PAGE; drawTable(); } }, say("more")) : [];
  element("rows").replaceChildren(make("table", {},
    make("thead", {}, make("tr", {}, columns.map((key) => make("th", { scope: "col" },
      key === "open" ? make("span", { class: "hidden" }, say(key)) : say(key))))),
    make("tbody", {}, shown.slice(0, rowsShown).map(tableRow))), ...[more].flat());
}
