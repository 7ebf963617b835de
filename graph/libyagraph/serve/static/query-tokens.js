// SPARQL taken apart for colouring: [text, kind] for all of a text, in its order. It judges nothing;
// what is no token of SPARQL has no kind.
const KINDS = ["string", "iri", "comment", "variable", "language", "name", "number", "word"];
const TOKEN = new RegExp([
  /("{3}(?:"{0,2}(?:[^"\\]|\\[^]))*(?:"{3})?|'{3}(?:'{0,2}(?:[^'\\]|\\[^]))*(?:'{3})?|"(?:[^"\\\n\r]|\\.)*"?|'(?:[^'\\\n\r]|\\.)*'?)/,
  /(<[^<>"{}|^`\\\x00-\x20]*>)/,
  /(#[^\n\r]*)/,
  /([?$][\p{L}\p{N}_]+)/,
  /(@[A-Za-z]+(?:-[A-Za-z0-9]+)*)/,
  /((?:\p{L}[\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_:%-]|\.(?=[\p{L}\p{N}_:%-])|\\.)*)/,
  /([0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/,
  /(\p{L}[\p{L}\p{N}_-]*)/,
].map(({ source }) => source).join("|"), "gu");

export function* tokens(text) {
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > end) yield [text.slice(end, match.index), ""];
    yield [match[0], KINDS[match.slice(1).findIndex((group) => group !== undefined)]];
    end = match.index + match[0].length;
  }
  if (end < text.length) yield [text.slice(end), ""];
}

// The prefixes that a text uses and does not declare, of those that are known.
export function undeclared(text, known) {
  const used = new Set();
  const declared = new Set();
  let before = "";
  for (const [token, kind] of tokens(text)) {
    if (kind === "name") (before === "PREFIX" ? declared : used).add(token.split(":")[0]);
    if (kind && kind !== "comment") before = kind === "word" ? token.toUpperCase() : "";
  }
  const left = known.filter((prefix) => !declared.has(prefix));
  const wanted = left.filter((prefix) => used.has(prefix));
  return wanted.length || used.size ? wanted : left;
}
