// The legend, which is the filter too: what occurs in this view, how it looks, and how many of each
// would be drawn with what all other filters leave.
const legendRows = [];

const articleEntries = () => [...articles.keys()]
  .sort((a, b) => (articles.get(a).published || "").localeCompare(articles.get(b).published || "") || (a < b ? -1 : 1))
  .map((key) => ({ group: "article", key }));

// What can occur in this view, whatever the filters.
function occurring() {
  const found = new Map(GROUPS.map((group) => [group, new Set()]));
  for (const edge of drawable) {
    if ((edge.family === "lifted") !== (state.view === "states")) continue;
    if (edge.family === "affiliation") found.get("affiliation").add(edge.relation);
    else {
      found.get("relation").add(edge.relation);
      found.get("status").add(edge.status);
      for (const id of edge.told) found.get("article").add(id);
    }
    for (const actor of [edge.source, edge.target].map((id) => actors.get(id)).filter(Boolean)) {
      found.get("kind").add(actor.kind);
      found.get("bloc").add(actor.bloc || "");
    }
  }
  return found;
}

function signOf({ group, colour, dashes, shape }) {
  if (group === "relation") return edgeSign(legible(colour));
  if (group === "status") return edgeSign(INK, dashes, 2);
  if (group === "affiliation") return edgeSign(legible(NEUTRAL), dashes);
  if (group === "kind") return nodeSign(shape, legible(NEUTRAL));
  return nodeSign("dot", legible(colour || NEUTRAL));
}

function entryName({ group, key, labels }) {
  if (group === "bloc") return key ? named(key) : say("noBloc");
  if (group === "article") return articleNodes(key);
  return spoken(wording(labels) || { text: label(group, key) });
}
const nameText = (entry) => make("span", {}, entryName(entry)).textContent;

function toggle(group, key, on) {
  if (on) state.off[group].delete(key);
  else state.off[group].add(key);
  changed("filters");
}

// All others of its group off; once more, and all are on again.
function only(group, key) {
  const others = [...keysOf.get(group)].filter((other) => other !== key);
  const alone = !state.off[group].has(key) && others.every((other) => state.off[group].has(other));
  state.off[group] = new Set(alone ? [] : others);
  if (group === "affiliation") state.affiliations = true;
  changed("filters");
}

function entryRow(entry) {
  const { group, key } = entry;
  const box = make("input", { type: "checkbox", "data-key": key,
    onchange: ({ target }) => toggle(group, key, target.checked) });
  const number = make("span", { class: "number" });
  const means = group === "relation" || group === "status" ? definition(group, key)
    : group === "article" ? articles.get(key).title : "";
  const name = make("span", { class: "what" }, entryName(entry));
  const row = make("li", {},
    make("label", { class: "entry", title: means || undefined }, box,
      group === "article" ? [] : make("span", { class: "swatch" }, signOf(entry)), name, number),
    button(say("only"), () => only(group, key),
      { class: "quiet only", "aria-label": say("onlyOne", { name: nameText(entry) }) }));
  legendRows.push({ group, key, box, number, row });
  return row;
}

function bulkButtons(group, entries) {
  const setAll = (on) => () => {
    for (const { key } of entries) state.off[group][on ? "delete" : "add"](key);
    changed("filters");
  };
  const one = (word, on) => button(say(word), setAll(on), { "aria-label": `${say(word)} (${say(group)})` });
  return make("div", { class: "bulk" }, one("all", true), one("none", false));
}

function groupBlock(group, found) {
  const entries = (group === "article" ? articleEntries()
    : data.legend.filter((entry) => entry.group === group)).filter(({ key }) => found.get(group).has(key));
  if (!entries.length) return [];
  const switchBox = group !== "affiliation" ? [] : make("label", { class: "entry main-switch" },
    make("input", { type: "checkbox", id: "affiliations",
      onchange: ({ target }) => { state.affiliations = target.checked; changed("filters"); } }),
    make("span", { class: "what" }, say("showAffiliations")));
  return make("fieldset", { "data-group": group }, make("legend", {}, say(group)),
    entries.length < 2 ? [] : bulkButtons(group, entries), switchBox,
    make("ul", { class: "entries" }, entries.map(entryRow)));
}

function drawLegend() {
  legendRows.length = 0;
  const found = occurring();
  element("legend").replaceChildren(
    make("p", { class: "hint" }, say("countsHelp"), " ",
      button(say("reset"), resetFilters, { id: "reset" })),
    ...GROUPS.flatMap((group) => groupBlock(group, found)));
  refreshLegend();
}

// Only what a filter changes: ticks and numbers.
function refreshLegend() {
  const { counts } = visible();
  for (const { group, key, box, number, row } of legendRows) {
    const count = counts.get(group).get(key) || 0;
    if (number.textContent !== String(count)) number.textContent = count;
    box.checked = !state.off[group].has(key);
    row.classList.toggle("absent", !count);
  }
  const bodies = element("affiliations");
  if (bodies) bodies.checked = state.affiliations;
  element("reset").disabled = !filtered();
}

const filtered = () => GROUPS.some((group) => filterText(group) !== firstFilters.get(group))
  || !state.affiliations || !state.undated || !state.possible || state.period !== null
  || state.top !== data.start.top;
function resetFilters() {
  for (const group of GROUPS) takeFilter(group, firstFilters.get(group));
  Object.assign(state, { affiliations: true, undated: true, possible: true, period: null, top: data.start.top });
  changed("filters");
  element("legend").focus(); // the button is gone now
}
