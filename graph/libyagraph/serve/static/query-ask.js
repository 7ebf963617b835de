// What goes to the server and comes back: an answer as columns and rows, or a refusal in one
// sentence. It draws nothing. One question runs at a time: a new one ends the former.
import { say } from "./query-data.js";
import { triplesOf } from "./query-ntriples.js";

const JSON_RESULTS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";
const JSON_OR_TRIPLES = `${JSON_RESULTS}, ${TRIPLES};q=0.9`;

// What the server did not answer: its sentence, and after how many seconds to try again.
export class Refusal extends Error {
  constructor(sentence, { status = 0, wait = 0 } = {}) {
    super(sentence);
    Object.assign(this, { status, wait });
  }

  // {line, column}, both from 1, where the sentence tells of a place in the query.
  get place() {
    const found = this.status === 400
      && (/\bline (\d+),? column (\d+)/i.exec(this.message) || /\bat (\d+):(\d+)/.exec(this.message));
    return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
  }
}

let running = null;
export const cancel = () => running?.abort();
export const isBusy = () => running !== null;

// Runs work(signal); what was running before is cancelled. Raises AbortError once it is cancelled.
async function alone(work) {
  cancel();
  const mine = new AbortController();
  running = mine;
  try {
    return await work(mine.signal);
  } finally {
    if (running === mine) running = null;
  }
}

async function fetched(address, accept, signal, query) {
  const sent = query === undefined ? {} : { method: "POST", body: query };
  const headers = { Accept: accept, ...(sent.body === undefined ? {} : { "Content-Type": "application/sparql-query" }) };
  let response;
  try {
    response = await fetch(address, { ...sent, headers, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal(say("unreachable"));
  }
  if (response.ok) return response;
  const sentence = (await response.text()).trim().slice(0, 1000);
  const wait = Number(response.headers.get("Retry-After")) || 0;
  throw new Refusal(sentence || `${response.status} ${response.statusText}`, { status: response.status, wait });
}

function namedAddress({ name, values, lift }, ending = "") {
  const filled = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  if (lift) filled.set("lift", "true");
  return `/named/${encodeURIComponent(name)}${ending}${filled.size ? `?${filled}` : ""}`;
}

// {kind: "rows" | "triples", columns, rows, ms} or {kind: "truth", truth, ms}. A request has a name,
// values and lift, or a text.
export const ask = (request) => alone(async (signal) => {
  const start = performance.now();
  const response = request.name
    ? await fetched(namedAddress(request), JSON_RESULTS, signal)
    : await fetched("/sparql", JSON_OR_TRIPLES, signal, request.text);
  const text = await response.text();
  const ms = Math.round(performance.now() - start);
  if ((response.headers.get("Content-Type") || "").startsWith(TRIPLES))
    return { kind: "triples", columns: ["subject", "predicate", "object"], rows: triplesOf(text), ms };
  try {
    const answer = JSON.parse(text);
    if (typeof answer.boolean === "boolean") return { kind: "truth", truth: answer.boolean, ms };
    return { kind: "rows", columns: answer.head.vars, rows: answer.results.bindings, ms };
  } catch {
    throw new Refusal(say("unreadable"));
  }
});

const sparqlIn = async (request, signal) => (request.name
  ? (await fetched(namedAddress(request, ".rq"), "application/sparql-query", signal)).text() : request.text);

// The SPARQL of a named query with its parameters in place.
export const sparqlOf = (request) => alone((signal) => sparqlIn(request, signal));

// The whole answer as a file of this type.
export const fileOf = (request, type) => alone(async (signal) =>
  (await fetched("/sparql", type, signal, await sparqlIn(request, signal))).blob());

const ROWS = [["CSV", "csv", "text/csv"], ["TSV", "tsv", "text/tab-separated-values"]];
const ANY = [["JSON", "json", JSON_RESULTS], ["XML", "xml", "application/sparql-results+xml"]];
const GRAPH = [["Turtle", "ttl", "text/turtle"], ["N-Triples", "nt", TRIPLES],
  ["JSON-LD", "jsonld", "application/ld+json"], ["RDF/XML", "rdf", "application/rdf+xml"]];
// The files that an answer of this kind can be had as: [name, ending, type].
export const formatsOf = (kind) => ({ rows: [...ROWS, ...ANY], truth: ANY, triples: GRAPH })[kind];
