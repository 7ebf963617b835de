// The data of the page, read once. Tables are Maps, so that no id can meet a property that
// JavaScript's objects bring with them.
const element = (id) => document.getElementById(id);
const readJson = (id) => JSON.parse(element(id).textContent);
const table = (object) => new Map(Object.entries(object || {}));

const data = readJson("data");
const actors = table(data.actors);
const articles = table(data.articles);
const claims = table(data.claims);
const events = table(data.events);
const places = table(data.places);
const words = new Map(Object.entries(data.words).map(([name, terms]) => [name, table(terms)]));
const interfaces = table(data.interface);
const edges = new Map();

for (const rows of [actors, articles, claims, events]) for (const [id, row] of rows) row.id = id;

const edgesOfActor = new Map();
const edgesOfClaim = new Map();
const edgesOfEvent = new Map();
const liftedOfTie = new Map();
const claimsOfEvent = new Map();
const claimsOfArticle = new Map();
const answersTo = new Map();
const push = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);

for (const claim of claims.values()) {
  claim.event ||= claim.id;
  push(claimsOfEvent, claim.event, claim);
  push(claimsOfArticle, claim.article, claim);
  for (const [name, ids] of table(claim.links))
    for (const id of ids) push(answersTo, id, { name, claim });
}
for (const list of claimsOfArticle.values())
  list.sort((a, b) => (a.evidence?.[0]?.start || 0) - (b.evidence?.[0]?.start || 0));

// What an edge leaves out follows from the tie that it is lifted from, or from its claims.
const own = new Map(data.edges.map((edge) => [edge.id, edge]));
for (const row of own.values()) {
  const edge = { ...own.get(row.liftedFrom), ...row };
  if (row.liftedFrom) delete edge.aside;
  const first = claims.get(edge.claims?.[0]);
  edge.event ||= first?.event;
  edge.eventType ||= first?.type;
  edge.claims ||= [];
  edge.sources ??= 1;
  edge.told = [...new Set(edge.claims.map((id) => claims.get(id)?.article).filter(Boolean))];
  edges.set(edge.id, edge);
}
// Those that can be drawn, each with its number.
const drawable = [...edges.values()].filter((edge) => !edge.aside);
drawable.forEach((edge, index) => { edge.index = index; });
for (const edge of drawable) {
  push(edgesOfActor, edge.source, edge);
  if (edge.target !== edge.source) push(edgesOfActor, edge.target, edge);
  if (edge.family === "tie") {
    for (const id of edge.claims) push(edgesOfClaim, id, edge);
    if (edge.event) push(edgesOfEvent, edge.event, edge);
  }
  if (edge.liftedFrom) push(liftedOfTie, edge.liftedFrom, edge);
}

let language = data.language;
const rightToLeft = () => interfaces.get(language).direction === "rtl";

// A text of the interface in the reader's language; {name} is replaced by values.name.
function say(key, values = {}) {
  const text = table(interfaces.get(language)).get(key);
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (all, name) => name in values ? String(values[name]) : all);
}

// The text in the reader's language, else in the first of others that there is: {text, lang}.
function best(texts, others) {
  const known = table(texts);
  const lang = [language, ...others, ...known.keys()].find((code) => known.get(code));
  return lang && { text: known.get(lang), lang };
}
const wording = (texts) => best(texts, ["en", "fr"]);

// The label of a word of the vocabulary, else the word itself.
function label(kind, key) {
  return wording(words.get(kind)?.get(key))?.text || key || "";
}

// What a word means, in the reader's language or not at all.
function definition(kind, key) {
  const mine = table(interfaces.get(language)).get(`${kind}.${key}`);
  return mine || table(words.get("definition").get(`${kind}/${key}`)).get(language) || "";
}

// The name of an actor with its language, else its id.
const nameIn = (id) => best(actors.get(id)?.names, ["fr", "en"]) || { text: id };
const nameOf = (id) => nameIn(id).text;
const placeIn = (id) => wording(places.get(id)) || { text: id };

// An article in few words: who published it, and when.
function articleName(id) {
  const { publisher, published, title } = articles.get(id) || {};
  return [publisher ? nameOf(publisher) : title || id, ...dateTexts(published)].join(" · ");
}

// EDTF for people: an open end is three dots. Several dates stand apart.
function dateTexts(edtf) {
  const end = (day) => (day === ".." || day === "" ? "…" : day);
  return (edtf || "").split(/;\s*/).filter(Boolean).map((one) => one.split("/").map(end).join(" – "));
}
const spanText = (first, last) => (first === last ? first : `${first || "…"} – ${last || "…"}`);

// A date in few words: of several, the whole time between.
function shortDate({ date: edtf, first, last }) {
  const texts = dateTexts(edtf);
  if (texts.length < 2 && texts[0]) return texts[0];
  return first || last ? spanText(first, last) : "";
}

// P1M as "1 month", in the reader's language and in the digits of the dates.
function durationText(iso) {
  const [, count, letter] = /^P(\d+)([DWMY])$/.exec(iso) || [];
  const unit = { D: "day", W: "week", M: "month", Y: "year" }[letter];
  if (!unit) return iso;
  const format = { style: "unit", unit, unitDisplay: "long", numberingSystem: "latn" };
  return new Intl.NumberFormat(language, format).format(Number(count));
}

const figureText = ({ comparator, value }) => {
  const sign = { "=": "", ">=": "≥ ", "<=": "≤ ", "~": "≈ " }[comparator];
  return (sign === undefined ? `${comparator} ` : sign) + value;
};

// Only web addresses become links: javascript: and data: never do.
function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}
