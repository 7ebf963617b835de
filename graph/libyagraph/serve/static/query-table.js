// Answers as a table. In go columns and rows, out come nodes: ids that lead to the thing's own page,
// literals with their language or type, five hundred rows at a time. The rows stay as they are.
import { counted, element, idOf, pageOf, say, language, termOf } from "./query-data.js";

const AT_ONCE = 500;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = new Set(["integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger",
  "positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong"].map((name) => XSD + name));
const isNumber = (term) => term.type.endsWith("literal") && NUMERIC.has(term.datatype);

// A triple within a term, as RDF 1.2 has it, in the order in which it is read.
const inWords = (term) => (term.type === "triple"
  ? `<< ${[term.value.subject, term.value.predicate, term.value.object].map(inWords).join(" ")} >>`
  : term.type === "uri" ? idOf(term.value) : term.type === "bnode" ? `_:${term.value}` : term.value);

function iriNode(iri) {
  const text = isolated(idOf(iri));
  const own = pageOf(iri);
  if (own) return make("a", { href: own, title: iri }, text);
  if (!/^https?:/i.test(iri) || idOf(iri) !== iri) return make("span", { title: iri }, text);
  return make("a", { href: iri, rel: "noopener noreferrer", target: "_blank", class: "bare" }, text);
}

function literalNodes(term) {
  const lang = term["xml:lang"];
  if (isNumber(term)) return make("bdi", { class: "date" }, term.value);
  const type = term.datatype && term.datatype !== `${XSD}string` ? idOf(term.datatype).split(":").pop() : "";
  const note = lang ? `@${lang}` : type;
  return [make("bdi", { lang, class: type ? "date" : null }, term.value),
    note ? [" ", make("span", { class: "typed", dir: "ltr" }, note)] : []];
}

function cell(term) {
  if (!term) return make("td", {});
  if (term.type === "uri") return make("td", {}, iriNode(term.value));
  if (term.type.endsWith("literal")) return make("td", { class: isNumber(term) ? "number" : null }, literalNodes(term));
  return make("td", {}, isolated(inWords(term)));
}

// Numbers as numbers and before words, words by the reader's alphabet, what is unbound last in
// either direction. Equal rows stay in the order of the answer.
function sorted(rows, sort) {
  if (!sort) return rows;
  const turn = sort.startsWith("-") ? -1 : 1;
  const column = sort.replace(/^-/, "");
  const collator = new Intl.Collator(language, { numeric: true });
  const keyed = rows.map((row) => {
    const term = termOf(row, column);
    const number = term && isNumber(term) ? Number(term.value) : NaN;
    return { row, none: !term, number, text: term ? inWords(term) : "" };
  });
  const byText = (one, other) => collator.compare(one.text, other.text);
  const compare = (one, other) => {
    const [words, otherWords] = [Number.isNaN(one.number), Number.isNaN(other.number)];
    if (words || otherWords) return words && otherWords ? byText(one, other) : words - otherWords;
    return one.number - other.number;
  };
  return keyed.sort((one, other) => one.none - other.none || turn * compare(one, other)).map(({ row }) => row);
}

// The next sort of a column: up, down, and as the answer has it.
const nextSort = (sort, column) => (sort === column ? `-${column}` : sort === `-${column}` ? "" : column);

function head(columns, sort, onSort) {
  return make("thead", {}, make("tr", {}, columns.map((column) => {
    const [direction, sign] = sort === column ? ["ascending", "▲"] : sort === `-${column}` ? ["descending", "▼"] : ["none", "↕"];
    return make("th", { scope: "col", "aria-sort": direction },
      make("button", { type: "button", "data-sort": column, onclick: () => onSort(nextSort(sort, column), column) }, isolated(column),
        make("span", { class: "sorts", "aria-hidden": "true" }, ` ${sign}`)));
  })));
}

// Draws rows of an answer; onSort(sort, column) is told how to sort from now on, and whose head was
// pressed.
export function drawTable({ columns, rows }, sort, onSort) {
  const place = element("table");
  if (!rows.length) return place.replaceChildren(make("p", { class: "muted" }, say("nothingFound")));
  const list = sorted(rows, sort);
  const body = make("tbody", {});
  const note = make("p", { class: "row muted", id: "shown" });
  let shown = 0;
  function grow() {
    const next = list.slice(shown, shown + AT_ONCE);
    shown += next.length;
    body.append(...next.map((row) => make("tr", {}, columns.map((column) => cell(termOf(row, column))))));
    const left = shown < list.length;
    note.replaceChildren(...(list.length > AT_ONCE
      ? [say("shown", { shown: counted(shown), count: counted(list.length) })] : []));
    if (left) note.append(" ", button(say("more"), () => { grow(); element("more")?.focus(); }, { id: "more" }));
  }
  grow();
  const frame = make("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": say("scroll") },
    make("table", {}, head(columns, sort, onSort), body));
  return place.replaceChildren(frame, note);
}

export function drawTruth({ truth }) {
  element("table").replaceChildren(make("p", { class: "truth" }, say(truth ? "yes" : "no")));
}
