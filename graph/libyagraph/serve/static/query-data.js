// What the server wrote into the page: words, named queries, prefixes; and the ids by which people
// know things. It asks nothing and draws nothing.
//
// dom.js (make, isolated, button) and fold.js (fold, skeleton) are plain scripts that stand before
// these modules; their names are there for all of them.
export const element = (id) => document.getElementById(id);
const given = JSON.parse(element("data").textContent);
export const { base, examples, language, ontology, prefixes, queries } = given;

const words = new Map(Object.entries(given.words));
// A text of the interface; {name} is replaced by values.name.
export const say = (key, values = {}) => (words.get(key) ?? key)
  .replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(values, name) ? String(values[name]) : all));

// The digits of ids and dates in every language, so that numbers of a table and of its head agree.
const digits = new Intl.NumberFormat(language, { numberingSystem: "latn" });
const plural = new Intl.PluralRules(language);
export const counted = (number) => digits.format(number);
export const rowsText = (count) => say(count ? `rows.${plural.select(count)}` : "rows.zero", { count: counted(count) });

export const queryOf = (name) => queries.find((query) => query.name === name);

// What is English whatever the page speaks: names and descriptions of queries, words of the server.
export const english = (tag, attributes, ...content) => make(tag, { ...attributes, lang: "en", dir: "ltr" }, ...content);

const spaces = Object.entries(prefixes).sort(([, one], [, other]) => other.length - one.length);

// egypt for our actor of that id, an-article#a-claim for its claim, rdf:type for what has a prefix.
export function idOf(iri) {
  if (iri.startsWith(ontology)) return iri.slice(ontology.length);
  if (iri.startsWith(base)) {
    const [kind, ...rest] = iri.slice(base.length).split("/");
    if (["claim", "event"].includes(kind)) return rest.join("/").replace("/", "#");
    return (["actor", "place", "article", "topic"].includes(kind) ? rest : [kind, ...rest]).join("/");
  }
  const [prefix, space] = spaces.find(([, start]) => iri.startsWith(start)) || [];
  return prefix ? `${prefix}:${iri.slice(space.length)}` : iri;
}

export const isActor = (term) => term?.type === "uri" && term.value.startsWith(`${base}actor/`);

// Where this server tells of a thing; "" for what is not its own.
export function pageOf(iri) {
  const path = iri.startsWith(base) && !iri.startsWith(ontology) ? iri.slice(base.length) : "";
  return path && !path.startsWith("graph/") ? `/${path.split("/").map(encodeURIComponent).join("/")}` : "";
}

// A cell of an answer; null where it has none, whatever its column is called.
export const termOf = (row, column) => (Object.hasOwn(row, column) ? row[column] : null);
