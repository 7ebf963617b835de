// N-Triples as rows of terms in the shape of SPARQL's JSON results. A line that is none of it, such
// as one with a triple for its object, becomes a literal of the whole line: nothing is left out.
const IRI = "<([^<>\"{}|^`\\x00-\\x20]*)>";
const BLANK = "_:([^\\s<>\"]+?)";
const STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"(?:@([A-Za-z][\\w-]*)|\\^\\^" + IRI + ")?";
const LINE = new RegExp(`^\\s*(?:${IRI}|${BLANK})\\s*${IRI}\\s*(?:${IRI}|${BLANK}|${STRING})\\s*\\.\\s*$`);
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const LETTERS = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

const plain = (text) => (text.includes("\\")
  ? text.replace(ESCAPE, (all, four, eight, letter) => {
    const code = parseInt(four || eight, 16);
    return letter ? LETTERS[letter] ?? letter : code <= 0x10ffff ? String.fromCodePoint(code) : all;
  }) : text);

function resource(iri, blank) {
  return iri === undefined ? { type: "bnode", value: blank } : { type: "uri", value: plain(iri) };
}

function literal(text, lang, datatype) {
  const term = { type: "literal", value: plain(text) };
  if (lang) term["xml:lang"] = lang;
  if (datatype) term.datatype = plain(datatype);
  return term;
}

function rowOf(line) {
  const found = LINE.exec(line);
  if (!found) return { object: { type: "literal", value: line } };
  const [, subject, blank, predicate, iri, node, text, lang, datatype] = found;
  return {
    subject: resource(subject, blank),
    predicate: resource(predicate),
    object: text === undefined ? resource(iri, node) : literal(text, lang, datatype),
  };
}

export const triplesOf = (text) => text.split(/\r?\n/).filter((line) => /^\s*[^\s#]/.test(line)).map(rowOf);
