// What is asked and how it is shown, as the fragment of the page's address, and back. A link is
// anybody's text: what is not known is passed over. A named query stands behind `query`, one whose
// form is merely open behind `form`, and free SPARQL behind `sparql`.
import { queryOf } from "./query-data.js";

const LONGEST = 400_000;
const COLUMNS = ["from", "to", "label", "sort"];

// The first state of a page: nothing is asked.
export const nothing = () => ({
  name: "", text: null, values: {}, lift: false, asked: false, view: "table", from: "", to: "", label: null, sort: "",
});

export function fragmentOf(state) {
  const parts = new URLSearchParams();
  if (state.name) {
    parts.set(state.asked ? "query" : "form", state.name);
    for (const [name, value] of Object.entries(state.values)) if (value) parts.set(`p.${name}`, value);
    if (state.lift) parts.set("lift", "1");
  } else if (state.text !== null) {
    parts.set("sparql", state.text);
  }
  if (state.view === "network") parts.set("view", "network");
  for (const name of COLUMNS) if (state[name] || (name === "label" && state.label === "")) parts.set(name, state[name]);
  return parts.toString();
}

export function stateOf(fragment) {
  const state = nothing();
  const parts = new URLSearchParams(fragment.slice(0, LONGEST));
  const query = queryOf(parts.get("query") ?? parts.get("form"));
  if (query) {
    Object.assign(state, { name: query.name, asked: parts.has("query"), lift: query.lifts && parts.get("lift") === "1" });
    for (const { name } of query.parameters) {
      const value = parts.get(`p.${name}`);
      if (value) state.values[name] = value.slice(0, 500);
    }
  } else if (parts.has("sparql")) {
    state.text = parts.get("sparql");
  } else {
    return state;
  }
  if (parts.get("view") === "network") state.view = "network";
  for (const name of COLUMNS) if (parts.has(name)) state[name] = parts.get(name).slice(0, 200);
  return state;
}
