// The legend, which is the filter too: what occurs in this view, how it looks, how often.
const GROUPS = ["relation", "status", "bloc", "kind", "affiliation"];
const NEUTRAL = "#8a919c";

function occurrences() {
  const counts = new Map(GROUPS.map((group) => [group, new Map()]));
  const count = (group, key) => counts.get(group).set(key, (counts.get(group).get(key) || 0) + 1);
  const ends = new Set();
  for (const edge of edges.values()) {
    if ((edge.family === "lifted") !== (state.view === "states")) continue;
    ends.add(edge.source).add(edge.target);
    if (edge.family === "affiliation") count("affiliation", edge.relation);
    else {
      count("relation", edge.relation);
      count("status", edge.status);
    }
  }
  for (const id of ends) {
    const actor = actors.get(id);
    if (!actor) continue;
    count("kind", actor.kind);
    count("bloc", actor.bloc || "");
  }
  return counts;
}

function signOf(entry) {
  const { group } = entry;
  if (group === "relation") return edgeSign(legible(entry.colour));
  if (group === "status") return edgeSign(INK, entry.dashes, 2);
  if (group === "affiliation") return edgeSign(legible(NEUTRAL), entry.dashes);
  if (group === "kind") return nodeSign(entry.shape, legible(NEUTRAL));
  return nodeSign("dot", legible(entry.colour || NEUTRAL));
}

function entryName({ group, key, labels }) {
  if (group === "bloc") return key ? named(key) : say("noBloc");
  return spoken(wording(labels) || { text: label(group, key) });
}

function toggle(group, key, on) {
  if (on) state.off[group].delete(key);
  else state.off[group].add(key);
  changed("filters");
}

function entryRow(entry, count) {
  const { group, key } = entry;
  const box = make("input", {
    type: "checkbox", checked: !state.off[group].has(key), "data-key": key,
    onchange: (event) => toggle(group, key, event.target.checked),
  });
  const means = group === "relation" || group === "status" ? definition(group, key) : "";
  return make("li", {}, make("label", { class: "entry", title: means || undefined },
    box, make("span", { class: "swatch" }, signOf(entry)),
    make("span", { class: "what" }, entryName(entry)),
    make("span", { class: "number" }, count)));
}

function groupBlock(group, counts) {
  const entries = data.legend.filter((e) => e.group === group && counts.get(e.key));
  if (!entries.length) return [];
  const setAll = (on) => () => {
    for (const { key } of entries) state.off[group][on ? "delete" : "add"](key);
    changed("filters");
    drawLegend();
  };
  const title = make("legend", {}, say(group));
  const bulk = entries.length < 3 ? [] : make("div", { class: "bulk" },
    make("button", { type: "button", class: "quiet", "aria-label": `${say("all")} (${say(group)})`,
      onclick: setAll(true) }, say("all")),
    make("button", { type: "button", class: "quiet", "aria-label": `${say("none")} (${say(group)})`,
      onclick: setAll(false) }, say("none")));
  const switchBox = group !== "affiliation" ? [] : make("label", { class: "entry main-switch" },
    make("input", { type: "checkbox", id: "affiliations", checked: state.affiliations,
      onchange: (event) => { state.affiliations = event.target.checked; changed("filters"); } }),
    make("span", { class: "what" }, say("showAffiliations")));
  return make("fieldset", { "data-group": group }, title, bulk, switchBox,
    make("ul", { class: "entries" }, entries.map((e) => entryRow(e, counts.get(e.key)))));
}

function drawLegend() {
  const counts = occurrences();
  const groups = GROUPS.map((group) => groupBlock(group, counts.get(group)));
  element("legend").replaceChildren(...groups.flat());
}
