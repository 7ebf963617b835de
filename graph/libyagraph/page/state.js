// What the reader has chosen, and what follows: which edges are drawn, how many there would be of
// each. Whoever draws listens for changes.
const GROUPS = ["relation", "status", "bloc", "kind", "article", "affiliation"];
const state = {
  view: "people",
  affiliations: true,
  undated: true,
  possible: true,
  period: null, // {from, to}: numbers of bins, both included
  top: data.start.top, // how many of the strongest actors at most; 0 for all
  selected: null, // {type: "edge" | "actor" | "claim" | "event" | "article", id}
  past: [],
  chain: { from: "", to: "", by: "strongest", over: "shown" },
  off: Object.fromEntries(GROUPS.map((group) => [group, new Set()])),
};
const listeners = [];
const onChange = (listener) => listeners.push(listener);
// what: "filters", "period", "selection", "chain", "view", "language", or "all"
function changed(what) {
  if (["filters", "period", "view", "all"].includes(what)) seen = null;
  listeners.forEach((listener) => listener(what));
}

// The keys that a group's filter can have, as the data have them.
const keysOf = new Map(GROUPS.map((group) => [group, new Set(
  group === "article" ? articles.keys()
    : group === "relation" || group === "status"
      ? drawable.filter((e) => e.family !== "affiliation").map((e) => e[group])
      : group === "affiliation"
        ? drawable.filter((e) => e.family === "affiliation").map((e) => e.relation)
        : [...actors.values()].map((actor) => actor[group] || ""))]));
if (data.start.blocs.length)
  for (const key of keysOf.get("bloc")) if (!data.start.blocs.includes(key)) state.off.bloc.add(key);

// Actors by weight; the strongest are those that `top` keeps.
const rankOf = new Map([...actors.values()]
  .sort((a, b) => (b.weight || 0) - (a.weight || 0) || (a.id < b.id ? -1 : 1))
  .map(({ id }, rank) => [id, rank]));

// Each reason against drawing an edge has a bit. What no other reason than its own group's filter
// hides is counted in that group: so a number says what a tick would bring.
const BITS = { relation: 1, status: 2, bloc: 4, kind: 8, article: 16, affiliation: 32, time: 64, top: 128 };
const presences = new Uint8Array(drawable.length);

function reasonsOfActors() {
  const reasons = new Map();
  for (const { id, kind, bloc } of actors.values()) {
    reasons.set(id, (state.off.kind.has(kind) ? BITS.kind : 0)
      | (state.off.bloc.has(bloc || "") ? BITS.bloc : 0)
      | (state.top && rankOf.get(id) >= state.top ? BITS.top : 0));
  }
  return reasons;
}

// What a period says of an edge; an affiliation without dates always holds.
function timeOf(edge, period) {
  if (!edge.dated) return edge.family === "affiliation" || state.undated ? CERTAIN : OUT;
  const found = period ? presence(edge, period.first, period.last) : CERTAIN;
  return found === POSSIBLE && !state.possible ? OUT : found;
}

let seen = null;
// {edges, actors, counts, bars, undated, possible} of what is drawn now; made anew after a change.
function visible() {
  return seen ||= look();
}

function look() {
  const { off } = state;
  const period = state.period
    && { first: bins[state.period.from].first, last: bins[state.period.to].last };
  const actorReasons = reasonsOfActors();
  const shown = [];
  const counts = new Map(GROUPS.map((group) => [group, new Map()]));
  const ends = { kind: new Set(), bloc: new Set() };
  const bars = new Uint32Array(bins.length);
  const count = (group, key) => counts.get(group).set(key, (counts.get(group).get(key) || 0) + 1);
  let [undated, possible] = [0, 0];
  for (const edge of drawable) {
    if ((edge.family === "lifted") !== (state.view === "states")) continue;
    const body = edge.family === "affiliation";
    const [source, target] = [actorReasons.get(edge.source), actorReasons.get(edge.target)];
    if (source === undefined || target === undefined) continue;
    let reasons = source | target;
    const time = timeOf(edge, period);
    presences[edge.index] = time;
    if (time === OUT) reasons |= BITS.time;
    if (body) {
      if (!state.affiliations || off.affiliation.has(edge.relation)) reasons |= BITS.affiliation;
      if (!(reasons & ~BITS.affiliation)) count("affiliation", edge.relation);
    } else {
      if (off.relation.has(edge.relation)) reasons |= BITS.relation;
      if (off.status.has(edge.status)) reasons |= BITS.status;
      if (off.article.size && edge.told.length && edge.told.every((id) => off.article.has(id)))
        reasons |= BITS.article;
      if (!(reasons & ~BITS.relation)) count("relation", edge.relation);
      if (!(reasons & ~BITS.status)) count("status", edge.status);
      if (!(reasons & ~BITS.article)) for (const id of edge.told) count("article", id);
      if (!(reasons & ~BITS.time)) {
        if (!edge.dated) undated += 1;
        else if (edge.bins) for (let at = edge.bins[0]; at <= edge.bins[1]; at++) bars[at] += 1;
        if (period && edge.dated && presence(edge, period.first, period.last) === POSSIBLE) possible += 1;
      }
    }
    if (!(reasons & ~BITS.kind)) ends.kind.add(edge.source).add(edge.target);
    if (!(reasons & ~BITS.bloc)) ends.bloc.add(edge.source).add(edge.target);
    if (!reasons) shown.push(edge);
  }
  for (const group of ["kind", "bloc"])
    for (const id of ends[group]) count(group, actors.get(id)[group] || "");
  const joined = new Set();
  for (const { source, target } of shown) joined.add(source).add(target);
  return { edges: shown, actors: joined, shown: new Set(shown), counts, bars, undated, possible };
}
const edgeVisible = (edge) => visible().shown.has(edge);
const onlyPossible = (edge) => presences[edge.index] === POSSIBLE;

const tables = { edge: edges, actor: actors, claim: claims, event: events, article: articles };
const known = (type, id) => Object.hasOwn(tables, type) && tables[type].has(id);
function select(type, id, { remember = true } = {}) {
  if (type && !known(type, id)) return;
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
