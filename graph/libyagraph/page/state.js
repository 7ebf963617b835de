// What the reader has chosen: view, filters, selection. Whoever draws listens for changes.
const state = {
  view: "people",
  affiliations: true,
  selected: null, // {type: "edge" | "actor" | "claim", id}
  past: [],
  off: {
    relation: new Set(), status: new Set(), kind: new Set(), bloc: new Set(), affiliation: new Set(),
  },
};
const listeners = [];
const onChange = (listener) => listeners.push(listener);
// what: "filters", "selection", "view" or "language"
const changed = (what) => listeners.forEach((listener) => listener(what));

function actorAllowed(id) {
  const actor = actors.get(id);
  return Boolean(actor) && !state.off.kind.has(actor.kind) && !state.off.bloc.has(actor.bloc || "");
}

function edgeVisible(edge) {
  if (state.view === "states") {
    if (edge.family !== "lifted") return false;
  } else if (edge.family === "lifted") return false;
  if (edge.family === "affiliation") {
    if (!state.affiliations || state.off.affiliation.has(edge.relation)) return false;
  } else if (state.off.relation.has(edge.relation) || state.off.status.has(edge.status)) {
    return false;
  }
  return actorAllowed(edge.source) && actorAllowed(edge.target);
}

// The edges to draw now, and the actors that they join: nobody stands alone.
function visible() {
  const shown = [...edges.values()].filter(edgeVisible);
  const ids = new Set(shown.flatMap((edge) => [edge.source, edge.target]));
  return { edges: shown, actors: ids };
}

function select(type, id, { remember = true } = {}) {
  if (remember && state.selected) state.past.push(state.selected);
  if (!type) state.past = [];
  state.selected = type ? { type, id } : null;
  changed("selection");
}

function goBack() {
  const last = state.past.pop();
  if (last) select(last.type, last.id, { remember: false });
  else select(null);
}

// What stands out while something is selected: null where nothing is.
function emphasis() {
  const chosen = state.selected;
  if (!chosen || chosen.type === "claim") return null;
  if (chosen.type === "edge") {
    const edge = edges.get(chosen.id);
    if (!edge || !edgeVisible(edge)) return null;
    return { edges: new Set([edge.id]), actors: new Set([edge.source, edge.target]) };
  }
  const near = (edgesOfActor.get(chosen.id) || []).filter(edgeVisible);
  if (!near.length) return null;
  const ends = near.flatMap((edge) => [edge.source, edge.target]);
  return { edges: new Set(near.map((edge) => edge.id)), actors: new Set(ends) };
}
