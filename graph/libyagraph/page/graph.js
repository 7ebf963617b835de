// The drawing: vis-network with fixed positions, and our own names on top. It listens to the
// state and changes nothing of it but the selection.
const canvas = element("canvas");
const tip = element("tip");
const looks = new Map(readJson("nodes").map((node) => [node.id, node]));
const strokes = new Map(readJson("links").map((edge) => [edge.id, edge]));
const states = table(data.states);
const BODIES_OPACITY = 0.55;
let shownLabels = [];
let enlarged = 1;
let portrait = false;
let stretch = 1;
let now = { edges: [], actors: new Set() }; // what is drawn
let stand = null; // what stands out of it
let framed = new Set(); // whom the canvas was last fitted to
let ownView = false; // whether the reader has moved or zoomed since

const colourOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let ground = [255, 255, 255];

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}
// A colour of the data, moved towards white or black until it stands out from the ground (3:1).
function legible(hex) {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return hex;
  const towards = luminance(ground) > 0.3 ? 0 : 255;
  let rgb = channels(hex);
  for (let i = 0; i < 12 && contrast(rgb, ground) < 3; i++)
    rgb = rgb.map((c) => Math.round(c + (towards - c) * 0.12));
  return `#${rgb.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}
function readGround() {
  const found = /#[0-9a-f]{6}/i.exec(colourOf("--ground"));
  if (found) ground = channels(found[0]);
}

const NO_STROKE = { color: "#8a919c", dashes: [] };
const strokeOf = (id) => strokes.get(id) || NO_STROKE;

function placeOf(id) {
  const node = looks.get(id);
  const [x, y] = state.view === "states" && states.has(id) ? states.get(id) : [node.x, node.y];
  return portrait ? { x: y, y: x * stretch } : { x, y: y * stretch };
}

// A view of its own counts on its own: camps weigh by what is lifted to them.
function sizeOf(id) {
  const lifted = state.view === "states" && states.get(id);
  return lifted ? lifted[2] : looks.get(id).size;
}

// In pixels of the screen.
const radiusOf = (id) => sizeOf(id) * enlarged * network.getScale();

function drawnNode(id) {
  const node = looks.get(id);
  const faint = stand && !stand.actors.has(id);
  const chosen = state.selected && state.selected.type === "actor" && state.selected.id === id;
  const fill = legible(node.color);
  const edge = chosen ? colourOf("--ink") : colourOf("--ground");
  const colour = { background: fill, border: edge };
  return {
    id, ...shapeOptions(node.shape), size: sizeOf(id) * enlarged, ...placeOf(id),
    hidden: !now.actors.has(id),
    opacity: faint ? 0.22 : 1, borderWidth: (chosen ? 3 : 1.5) * enlarged,
    borderWidthSelected: 3 * enlarged, fixed: true,
    color: { ...colour, highlight: { background: fill, border: colourOf("--ink") }, hover: colour },
  };
}

function drawnEdge(edge, shown) {
  const line = strokes.get(edge.id);
  const strong = stand && stand.edges.has(edge.id);
  const faint = stand && !strong;
  const body = edge.family === "affiliation";
  const opacity = faint ? 0.08 : strong ? 1 : body ? BODIES_OPACITY : 0.82;
  const colour = legible(line.color);
  return {
    id: edge.id, from: line.from, to: line.to, hidden: !shown.has(edge.id), dashes: line.dashes,
    smooth: line.smooth, width: line.width * (strong ? 1.6 : 1) * Math.sqrt(enlarged),
    color: { color: colour, highlight: colour, hover: colour, opacity, inherit: false },
    arrows: line.arrows && !body
      ? { to: { enabled: true, scaleFactor: 0.55 * Math.sqrt(enlarged) } } : "",
  };
}

const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, {
  physics: { enabled: false },
  layout: { improvedLayout: false },
  nodes: { chosen: false },
  edges: { smooth: false, chosen: false, hoverWidth: 0, selectionWidth: 0 },
  interaction: {
    hideEdgesOnDrag: true, hover: true, keyboard: false, multiselect: false, dragNodes: false,
    selectConnectedEdges: false, tooltipDelay: 100,
  },
});

function redraw() {
  now = visible();
  stand = emphasis();
  const shown = new Set(now.edges.map((edge) => edge.id));
  nodeSet.update([...looks.keys()].map((id) => drawnNode(id)));
  edgeSet.update([...strokes.keys()].map((id) => drawnEdge(edges.get(id), shown)));
  const notice = element("notice");
  notice.textContent = !now.edges.length ? say("empty")
    : data.cut ? say("strongest", { shown: data.cut, all: data.totals.actors }) : "";
}

const span = (values) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { size: high - low || 1, middle: (low + high) / 2 };
};

// Fill the canvas with what is drawn, with room for names at the border: turned on a high screen,
// and stretched a little to the canvas' own proportions.
function fit({ glide = false } = {}) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const ids = [...visible().actors];
  if (!width || !height || !ids.length) return redraw();
  portrait = height > width * 1.15;
  stretch = 1;
  const below = width < 620 ? 34 : 0; // the buttons stand there in a row
  const roomX = width - 2 * Math.min(76, width * 0.12);
  const roomY = height - below - 2 * Math.min(40, height * 0.08);
  const points = ids.map(placeOf);
  const [across, down] = [span(points.map((p) => p.x)), span(points.map((p) => p.y))];
  stretch = Math.min(Math.max((roomY / roomX) * (across.size / down.size), 0.8), 1.6);
  const scale = Math.min(roomX / across.size, roomY / (down.size * stretch), 1.8);
  // A drawing made small keeps signs that can be seen and touched.
  enlarged = Math.min(Math.max((0.85 / scale) ** 0.65, 0.8), 3);
  redraw();
  const middle = { x: across.middle, y: down.middle * stretch + below / 2 / scale };
  framed = new Set(ids);
  ownView = false;
  const still = !glide || matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = !still && { duration: 240, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: middle, scale, animation });
}

// After a filter: fit anew where most of those framed are gone; also where the rest stand in a
// corner or others came back off the canvas, unless the reader has moved it.
function refit() {
  redraw();
  const shown = [...now.actors];
  const left = shown.filter((id) => framed.has(id)).length;
  const poor = () => isCornered(shown) || shown.some((id) => !framed.has(id) && isOutside(id));
  if (shown.length && (left * 2 < framed.size || (!ownView && poor()))) fit({ glide: true });
}

function isOutside(id) {
  const { x, y } = network.canvasToDOM(placeOf(id));
  return x < 0 || y < 0 || x > canvas.clientWidth || y > canvas.clientHeight;
}

// Whether actors take less than half of the canvas, across and down.
function isCornered(ids) {
  const points = ids.map((id) => network.canvasToDOM(placeOf(id)));
  return span(points.map(({ x }) => x)).size * 2 < canvas.clientWidth
    && span(points.map(({ y }) => y)).size * 2 < canvas.clientHeight;
}

function boxOf(node) {
  const [own, frame] = [node.getBoundingClientRect(), canvas.getBoundingClientRect()];
  return { x: own.left - frame.left, y: own.top - frame.top, w: own.width, h: own.height };
}

function paint(context) {
  const scale = network.getScale();
  const density = context.getTransform().a / scale;
  const { clientWidth: width, clientHeight: height } = canvas;
  const fontPx = width < 520 ? 12 : 13;
  const discs = [...now.actors].filter((id) => looks.has(id)).map((id) => {
    const at = network.canvasToDOM(placeOf(id));
    const faint = Boolean(stand) && !stand.actors.has(id);
    const bold = Boolean(stand) && !faint;
    const rank = (actors.get(id).weight || 0) + (bold ? 1e6 : 0);
    return { id, text: nameOf(id), x: at.x, y: at.y, r: radiusOf(id), rank,
      faint, bold };
  });
  const at = new Map(discs.map((disc) => [disc.id, disc]));
  const strokesNow = discs.length > 150 ? [] : now.edges.map((edge) => {
    const [from, to] = [at.get(edge.source), at.get(edge.target)];
    const weight = edge.family === "affiliation" ? 0.3 : stand && !stand.edges.has(edge.id) ? 0.1 : 1;
    return { x1: from.x, y1: from.y, x2: to.x, y2: to.y, weight };
  });
  const screen = { width, height, taken: [".tools", ".notice"].map((name) => boxOf(document.querySelector(name))),
    strokes: strokesNow };
  context.save();
  context.setTransform(density, 0, 0, density, 0, 0);
  context.font = `500 ${fontPx}px ${colourOf("--font")}`;
  const measure = (text) => context.measureText(text).width;
  shownLabels = placeLabels(discs, screen, fontPx, measure);
  paintLabels(context, shownLabels, { ink: colourOf("--ink"), halo: colourOf("--ground") });
  context.restore();
}

function edgeTitle(edge) {
  const arrow = edge.symmetric ? "↔" : document.documentElement.dir === "rtl" ? "←" : "→";
  return [named(edge.source), ` ${arrow} `, named(edge.target)];
}

function showTip(content, { x, y }) {
  tip.replaceChildren(...content);
  tip.hidden = false;
  const room = canvas.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(4, Math.min(x + 14, room))}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 14, canvas.clientHeight - tip.offsetHeight - 8))}px`;
}
network.on("hoverNode", ({ node, pointer }) => {
  const actor = actors.get(node);
  showTip([make("strong", {}, named(node)), make("span", {}, label("kind", actor.kind))],
    pointer.DOM);
});
network.on("hoverEdge", ({ edge: id, pointer }) => {
  const edge = edges.get(id);
  const what = [label("relation", edge.relation), edge.status && label("status", edge.status),
    shortDate(edge)].filter(Boolean).join(" · ");
  showTip([make("strong", {}, edgeTitle(edge)), make("span", {}, what)], pointer.DOM);
});
for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"])
  network.on(event, () => { tip.hidden = true; });
network.on("click", ({ nodes, edges: lines }) => {
  if (nodes.length) select("actor", nodes[0]);
  else if (lines.length) select("edge", lines[0]);
  else if (state.selected) select(null);
});
for (const event of ["dragEnd", "zoom"]) network.on(event, () => { ownView = true; });
network.on("afterDrawing", paint);
// The table is the way in for the keyboard; a picture takes no focus.
for (const node of canvas.querySelectorAll("[tabindex]")) node.removeAttribute("tabindex");
