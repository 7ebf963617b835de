// Which columns of an answer hold actors, and the ties between two of them. In go rows, out come
// actors and ties with how many rows tell of each; nothing is drawn here.
import { idOf, isActor, queryOf, termOf } from "./query-data.js";

const LOOKED_AT = 2000; // rows in which columns of actors are looked for
const USUAL = [["from", "to"], ["a", "b"], ["actor", "recipient"], ["subject", "object"]];
const LABELS = ["relation", "how", "type", "predicate", "status"];
const MOST_ACTORS = 500;
const MOST_TIES = 2000;

// `$actor` stands for the actor that a named query was asked about: it is in no row, but in all.
const asked = (request, about) => (queryOf(request.name)?.parameters || [])
  .filter(({ name, kind }) => kind === "actor" && about(name)).map(({ name }) => `$${name}`);

// The columns that can be ends of ties: {ends, labels, from, to, label} with the likeliest choice.
// about(name) is the IRI of the actor that is the value of a parameter, or "".
export function columnsFor({ columns, rows }, request, about) {
  const some = rows.slice(0, LOOKED_AT);
  const held = columns.filter((column) => some.some((row) => isActor(termOf(row, column))));
  const given = asked(request, about);
  const ends = [...held, ...given];
  const usual = USUAL.find((pair) => pair.every((column) => held.includes(column)));
  const [from, to] = usual || (held.length && given.length ? [held[0], given[0]] : [held[0], held[1]]);
  const labels = columns.filter((column) => !held.includes(column));
  return { ends, labels, from, to, label: LABELS.find((name) => labels.includes(name)) || "" };
}

// {actors: [{id, weight}], ties: [{from, label, to, count}], allActors, allTies}: the strongest
// first. Above 500 actors only those with most rows are kept, and ties between them; `allTies`
// counts these.
export function pairs(rows, { from, to, label }, about) {
  const endOf = (row, column) => (column.startsWith("$") ? about(column.slice(1)) : isActor(termOf(row, column)) && row[column].value);
  const counts = new Map();
  for (const row of rows) {
    const [source, target] = [endOf(row, from), endOf(row, to)];
    if (!source || !target) continue;
    const term = label ? termOf(row, label) : null;
    const word = term ? (term.type === "uri" ? idOf(term.value) : String(term.value)) : "";
    const key = `${source} ${target} ${word}`; // an IRI holds no space
    const tie = counts.get(key) || { from: source, to: target, label: word, count: 0 };
    tie.count += 1;
    counts.set(key, tie);
  }
  const strongest = (one, other) => other.count - one.count;
  const all = [...counts.values()].sort(strongest);
  const weights = new Map();
  for (const { from: source, to: target, count } of all)
    for (const end of new Set([source, target])) weights.set(end, (weights.get(end) || 0) + count);
  const ranked = [...weights].sort(([one, weight], [other, otherWeight]) => otherWeight - weight || (one < other ? -1 : 1));
  const kept = new Map(ranked.slice(0, MOST_ACTORS));
  const between = all.filter((tie) => kept.has(tie.from) && kept.has(tie.to));
  const actors = [...kept].map(([id, weight]) => ({ id, weight }));
  return { actors, ties: between.slice(0, MOST_TIES), allActors: weights.size, allTies: between.length };
}
