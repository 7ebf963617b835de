// The data of the page: read once, never changed. Tables are Maps, so that no id can meet a
// property that JavaScript's objects bring with them.
const element = (id) => document.getElementById(id);
const readJson = (id) => JSON.parse(element(id).textContent);
const table = (object) => new Map(Object.entries(object || {}));

const data = readJson("data");
const actors = table(data.actors);
const articles = table(data.articles);
const claims = table(data.claims);
const edges = table(data.edges);
const places = table(data.places);
const words = new Map(Object.entries(data.words).map(([name, terms]) => [name, table(terms)]));
const interfaces = table(data.interface);

for (const [id, edge] of edges) edge.id = id;
for (const [id, claim] of claims) claim.id = id;
for (const [id, article] of articles) article.id = id;

const edgesOfActor = new Map();
const edgesOfClaim = new Map();
const liftedOfTie = new Map();
const push = (map, key, value) => map.has(key) ? map.get(key).push(value) : map.set(key, [value]);
for (const edge of edges.values()) {
  push(edgesOfActor, edge.source, edge);
  if (edge.target !== edge.source) push(edgesOfActor, edge.target, edge);
  if (edge.family === "tie") for (const id of edge.claims || []) push(edgesOfClaim, id, edge);
  if (edge.liftedFrom) push(liftedOfTie, edge.liftedFrom, edge);
}

let language = data.language;

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
  const own = table(interfaces.get(language)).get(`${kind}.${key}`);
  return own || table(words.get("definition").get(`${kind}/${key}`)).get(language) || "";
}

// The name of an actor with its language, else its id.
const nameIn = (id) => best(actors.get(id)?.names, ["fr", "en"]) || { text: id };
const nameOf = (id) => nameIn(id).text;
const placeIn = (id) => wording(places.get(id)) || { text: id };

// EDTF for people: an open end is three dots. Several dates stand apart.
function dateTexts(edtf) {
  const end = (day) => (day === ".." || day === "" ? "…" : day);
  return (edtf || "").split(/;\s*/).filter(Boolean).map((one) => one.split("/").map(end).join(" – "));
}

// A date in few words: of several, the whole time between.
function shortDate({ date: edtf, first, last }) {
  const texts = dateTexts(edtf);
  if (texts.length < 2 && texts[0]) return texts[0];
  return first || last ? `${first || "…"} – ${last || "…"}` : "";
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

// One form for all spellings of a name: no accents, no case, one letter for the forms of alef,
// yeh, heh and the vowels of Arabic left out (NFD takes hamza and vowels off as marks).
function fold(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}|\u0640/gu, "")
    .toLowerCase()
    .replace(/[ٱ]/g, "ا")
    .replace(/[ىی]/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/ک/g, "ك")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
