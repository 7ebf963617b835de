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
const day = (text) => make("bdi", { dir: "ltr", class: "date" }, text);
const date = (edtf) => joined(dateTexts(edtf).map(day), ", ");

function link(text, address) {
  const url = webAddress(address);
  if (!url) return isolated(text);
  return make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, isolated(text));
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
  node.append(...children);
  return node;
}

const star = (cx, cy, r, points = 5) =>
  Array.from({ length: points * 2 }, (_, i) => {
    const reach = i % 2 ? r * 0.5 : r;
    const angle = (Math.PI * i) / points - Math.PI / 2;
    return `${(cx + reach * Math.cos(angle)).toFixed(1)},${(cy + reach * Math.sin(angle)).toFixed(1)}`;
  }).join(" ");

const POLYGONS = {
  diamond: "8,1 15,8 8,15 1,8",
  triangle: "8,2 15,14 1,14",
  triangleDown: "1,2 15,2 8,14",
  hexagon: "4,2 12,2 15.5,8 12,14 4,14 0.5,8",
  star: star(8, 8.5, 8),
};

// The sign of an actor as the drawing has it.
function nodeSign(shape, colour) {
  const paint = { fill: colour, class: "sign" };
  let figure = svg("circle", { cx: 8, cy: 8, r: 6.5, ...paint });
  if (shape === "square" || shape === "box") {
    figure = svg("rect", { x: 2, y: 2, width: 12, height: 12, ...paint });
  } else if (Object.hasOwn(POLYGONS, shape)) {
    figure = svg("polygon", { points: POLYGONS[shape], ...paint });
  }
  return svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, figure);
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
