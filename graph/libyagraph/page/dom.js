// Building blocks of the document. Data only ever becomes text nodes and attributes named here.

// make("p", {class: "x", onclick: f}, child, "text", …): children that are empty are left out.
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return node;
}

// Text of unknown direction, kept from turning its neighbours round.
const isolated = (text) => make("bdi", {}, text);
// A text {text, lang} with its language and direction, where that is not the reader's.
function spoken({ text, lang }) {
  if (!lang || lang === language) return isolated(text);
  return make("bdi", { lang, dir: interfaces.get(lang)?.direction || "auto" }, text);
}
const named = (id) => spoken(nameIn(id));

// A text of the interface in which {name} is replaced by nodes.
const sayAround = (key, name, nodes) => joined(say(key).split(`{${name}}`), nodes);
const day = (text) => make("bdi", { dir: "ltr", class: "date" }, text);
// What points on in the reader's direction, from the first of two to the second.
const arrow = () => (rightToLeft() ? "←" : "→");
const arrowBack = () => (rightToLeft() ? "→" : "←");
const arrowOf = (edge) => (edge.symmetric ? "↔" : arrow());
const date = (edtf) => joined(dateTexts(edtf).map(day), ", ");

// An article in few words: who published it, and when.
function articleNodes(id) {
  const { publisher, published: when, title, language: lang } = articles.get(id);
  return [publisher ? named(publisher) : spoken({ text: title || id, lang }), when ? [" · ", date(when)] : []];
}

function link(text, address, lang) {
  const url = webAddress(address);
  const words = spoken({ text, lang });
  if (!url) return words;
  // On paper addresses are written out, but not twice.
  const bare = text === url || text === url.replace(/\/$/, "");
  return make("a", { href: url, rel: "noopener noreferrer", target: "_blank", class: bare && "bare" }, words);
}

// A list in pieces. On the canvas a path of thousands of lines takes much longer than a path for each
// sixteen.
function* packs(list, size) {
  for (let at = 0; at < list.length; at += size) yield size >= list.length ? list : list.slice(at, at + size);
}

// Parts with something between each two.
function joined(parts, between) {
  return parts.flatMap((part, index) => (index ? [between, part] : [part]));
}

// A row of a description list, or nothing where there is nothing to say.
function fact(term, ...content) {
  const filled = content.flat(Infinity).filter(Boolean);
  if (!filled.length) return [];
  return [make("div", { class: "fact" }, make("dt", {}, term), make("dd", {}, ...filled))];
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children.flat());
  return node;
}

// The sign of an edge: colour and dash.
function edgeSign(colour, dashes = [], width = 2.5) {
  const line = svg("line", {
    x1: 1, y1: 5, x2: 33, y2: 5, stroke: colour, "stroke-width": width,
    "stroke-dasharray": (dashes || []).join(" "),
  });
  return svg("svg", { viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true" }, line);
}

const INK = "currentColor";

// A button with a word; quiet ones look like links.
const button = (text, onclick, attributes = {}) =>
  make("button", { type: "button", class: "quiet", onclick, ...attributes }, text);
