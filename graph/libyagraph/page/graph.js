// The drawing: vis-network holds the actors at fixed places, moves and scales; ties and names are
// painted before and after its actors. It reads the state and changes nothing of it.
const canvas = element("canvas");
const room = { width: 0, height: 0 }; // of the canvas, in pixels of the screen
const placedNodes = table(readJson("nodes"));
const placedStates = table(data.states);
const camera = { portrait: false, stretch: 1, whole: 1 }; // whole: the scale that shows all
const spots = new Map(); // where actors stand, in the network's own pixels
let stand = null; // what stands out: {edges, actors}
let shownLabels = [];
let shownCurves = [];

function placeOf(id) {
  const [, x, y] = placedNodes.get(id);
  const own = state.view === "states" && placedStates.get(id);
  const [px, py] = own || [x, y];
  return camera.portrait ? { x: py, y: px * camera.stretch } : { x: px, y: py * camera.stretch };
}

// A view of its own counts on its own: camps weigh by what is lifted to them.
function sizeOf(id) {
  const lifted = state.view === "states" && placedStates.get(id);
  return lifted ? lifted[2] : placedNodes.get(id)[0];
}

// Signs grow with the zoom, but less than distances do: so zooming in takes a crowd apart, and a
// drawing made small keeps signs that can be seen and touched.
const signScale = (scale) => 0.92 * scale ** 0.4;
// In pixels of the screen.
const radiusOf = (id) => sizeOf(id) * signScale(network.getScale());

// While a large drawing moves, its last picture moves instead; after a change it is drawn roughly
// first, and with all its signs once the reader rests.
const HEAVY = 900;
const REST = 220; // milliseconds
const ROUGH_NAMES = 40;
const motion = { on: false, rough: true, picture: null, view: null, timer: 0, resting: 0 };
const heavy = () => visible().edges.length + visible().actors.size > HEAVY;
const repaintSoon = () => network.body.emitter.emit("_requestRedraw");
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
function setMoving(on, rest = 0) {
  clearTimeout(motion.timer);
  if (on && !motion.on && heavy() && motion.view) keepPicture();
  const was = motion.on;
  motion.on = on && heavy() && motion.picture !== null;
  if (rest) motion.timer = setTimeout(() => setMoving(false), rest);
  if (was && !motion.on) redrawSoon();
}
function redrawSoon() {
  motion.rough = heavy();
  clearTimeout(motion.resting);
  if (motion.rough) motion.resting = setTimeout(() => { motion.rough = false; repaintSoon(); }, REST);
  repaintSoon();
}

// A copy of what is on the canvas, and how it was seen.
function keepPicture() {
  const drawn = canvas.querySelector("canvas");
  const { width, height } = drawn;
  const kept = motion.picture?.canvas || document.createElement("canvas");
  Object.assign(kept, { width, height });
  kept.getContext("2d").drawImage(drawn, 0, 0);
  motion.picture = { canvas: kept, view: motion.view };
}

function movePicture(context, view, density) {
  const { canvas: kept, view: then } = motion.picture;
  const ratio = view.scale / then.scale;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(kept, (view.x - then.x * ratio) * density, (view.y - then.y * ratio) * density,
    kept.width * ratio, kept.height * ratio);
}

// How much thicker than its width says a tie is drawn.
const thickness = (scale) => Math.min(Math.max(signScale(scale), 0.7), 1.7);

// vis-network skips actors by a box that it keeps for each. We know better, from the scene: so all
// share one that is everywhere.
const everywhere = {};
let scene = null;
function paintBefore(context) {
  Object.assign(everywhere, { left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity });
  const view = lens();
  const density = context.getTransform().a / view.scale;
  context.save();
  if (motion.on) movePicture(context, view, density);
  else {
    context.setTransform(density, 0, 0, density, 0, 0);
    scene = sceneOf(view, room.width, room.height);
    shownCurves = scene.curves;
    const hair = heavy() ? 1 / density : 0;
    paintStrokes(context, scene.curves, strengthOf, thickness(view.scale), { hair, rough: hair > 0 && motion.rough });
    if (hair) paintCrowd(context, scene.discs);
  }
  // vis-network draws those that it finds here: of a crowd none, it would take them one by one.
  network.body.nodeIndices = heavy() ? [] : Object.keys(network.body.nodes);
  context.restore();
}
function paintAfter(context) {
  if (motion.on || !scene) return;
  const view = lens();
  const density = context.getTransform().a / view.scale;
  const taken = [...document.querySelectorAll(".tools, .notice")].map(boxOf);
  context.save();
  context.setTransform(density, 0, 0, density, 0, 0);
  shownLabels = paintNames(context, scene, { ...room, taken });
  context.restore();
  motion.view = view;
}

// An actor's id as vis-network has it: its tables are objects, where `__proto__` would be no actor.
const heldAs = (id) => `=${id}`;
// vis-network calls this for each actor.
function drawActor({ ctx, id: own, x, y }) {
  const id = own.slice(1);
  const disc = !motion.on && scene?.discs.get(id);
  const pen = 1 / network.getScale();
  return { drawNode: () => { if (disc) paintActor(ctx, id, { x, y, r: disc.r * pen }, pen); } };
}

const nodeSet = new vis.DataSet();
const network = new vis.Network(canvas, { nodes: nodeSet, edges: new vis.DataSet() }, {
  autoResize: false,
  physics: { enabled: false },
  layout: { improvedLayout: false },
  nodes: { shape: "custom", ctxRenderer: drawActor, chosen: false, size: 60 },
  interaction: { hover: false, keyboard: false, multiselect: false, dragNodes: false,
    selectable: false, selectConnectedEdges: false },
});
network.on("beforeDrawing", paintBefore);
network.on("afterDrawing", paintAfter);
network.on("dragStart", () => setMoving(true));
network.on("dragEnd", () => setMoving(false));
network.on("zoom", () => setMoving(true, 140));

// Tell vis-network where actors stand, after the view or the canvas' proportions have changed.
function placeActors() {
  for (const id of placedNodes.keys()) spots.set(id, placeOf(id));
  const held = network.body.nodes;
  const added = [];
  for (const [id, { x, y }] of spots) {
    const own = heldAs(id);
    if (held[own]) Object.assign(held[own], { x, y }); // without the half millisecond of an update
    else added.push({ id: own, x, y });
  }
  if (added.length) nodeSet.add(added);
  for (const { id } of added) held[id].shape.boundingBox = everywhere;
}
// After a change of what is drawn or stands out.
function redraw() {
  stand = emphasis();
  motion.on = false;
  redrawSoon();
}
