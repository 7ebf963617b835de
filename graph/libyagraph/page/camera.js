// The camera: what of the drawing is on the canvas. It moves by itself only where most of what was
// on the canvas is gone, and never once the reader has moved it.
let framed = new Set(); // whom the canvas was last fitted to
let ownView = false; // whether the reader has moved or zoomed since

const span = (values) => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return { size: high - low || 1, middle: (low + high) / 2 };
};

function moveTo(position, scale, glide = false) {
  if (!glide || still() || heavy()) {
    network.moveTo({ position, scale });
    return repaintSoon();
  }
  network.moveTo({ position, scale, animation: { duration: 240, easingFunction: "easeInOutQuad" } });
}

// Turned on a high screen, and stretched a little to the canvas' own proportions: for all that this
// view can show, so that filters don't move actors.
function arrange() {
  const { width, height } = room;
  camera.portrait = height > width * 1.15;
  camera.stretch = 1;
  const ids = state.view === "states" ? [...placedStates.keys()] : [...placedNodes.keys()];
  const joined = ids.filter((id) => edgesOfActor.has(id));
  const points = joined.map(placeOf);
  const [across, down] = [span(points.map((p) => p.x)), span(points.map((p) => p.y))];
  camera.stretch = Math.min(Math.max((height / width) * (across.size / down.size), 0.8), 1.6);
  camera.whole = scaleFor(across.size, down.size * camera.stretch);
  placeActors();
}

// The buttons stand below in a row where there is little room.
const below = () => (room.width < 620 ? 34 : 0);
// The scale at which so much fits into the canvas, with room for names at the border.
function scaleFor(across, down) {
  const { width, height } = room;
  const roomX = width - 2 * Math.min(76, width * 0.12);
  const roomY = height - below() - 2 * Math.min(40, height * 0.08);
  return Math.max(Math.min(roomX / across, roomY / down, 1.8), 0.02);
}

// Fill the canvas with what is drawn.
function fit({ glide = false, anew = false } = {}) {
  const ids = [...visible().actors].filter((id) => placedNodes.has(id));
  if (anew || !spots.size) arrange();
  if (!room.width || !room.height || !ids.length) return redraw();
  const points = ids.map((id) => spots.get(id));
  const [across, down] = [span(points.map((p) => p.x)), span(points.map((p) => p.y))];
  const scale = scaleFor(across.size, down.size);
  framed = new Set(ids);
  ownView = false;
  heldCamera = "";
  redraw();
  moveTo({ x: across.middle, y: down.middle + below() / 2 / scale }, scale, glide);
  linkSoon();
}

// What of the network the canvas shows: {left, top, right, bottom}.
function windowNow() {
  const { scale, x, y } = lens();
  const [left, top] = [-x / scale, -y / scale];
  return { left, top, right: left + room.width / scale, bottom: top + room.height / scale };
}
const isOutside = ({ x, y }, { left, top, right, bottom }) => x < left || y < top || x > right || y > bottom;

// Whether actors take less than half of the canvas, across and down.
const isCornered = (points, { left, top, right, bottom }) =>
  span(points.map(({ x }) => x)).size * 2 < right - left && span(points.map(({ y }) => y)).size * 2 < bottom - top;

// After a filter: fit anew where most of those framed are gone; also where the rest stand in a
// corner or others came, unless the reader has moved it.
function refit() {
  redraw();
  const shown = [...visible().actors].filter((id) => spots.has(id));
  const left = shown.filter((id) => framed.has(id)).length;
  const poor = () => left < shown.length || isCornered(shown.map((id) => spots.get(id)), windowNow());
  if (shown.length && (left * 2 < framed.size || (!ownView && poor()))) fit({ glide: true });
}

// Bring a selected actor onto the canvas.
function follow() {
  const { type, id } = state.selected || {};
  if (type === "actor" && visible().actors.has(id) && isOutside(spots.get(id), windowNow())) moveTo(spots.get(id), network.getScale(), true);
}

function movedByReader() {
  ownView = true;
  heldCamera = cameraText();
  linkSoon();
}
function zoom(factor) {
  setMoving(true, 140);
  network.moveTo({ scale: network.getScale() * factor });
  repaintSoon();
  movedByReader();
}
function pan(x, y) {
  setMoving(true, 140);
  network.moveTo({ offset: { x: -x, y: -y } , position: network.getViewPosition() });
  repaintSoon();
  movedByReader();
}
for (const event of ["dragEnd", "zoom"]) network.on(event, movedByReader);
element("zoom-in").addEventListener("click", () => zoom(1.3));
element("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
element("fit").addEventListener("click", () => fit());

const KEYS = new Map(Object.entries({
  ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60),
  ArrowDown: () => pan(0, 60), "+": () => zoom(1.3), "=": () => zoom(1.3), "-": () => zoom(1 / 1.3),
  0: () => fit(),
}));
canvas.addEventListener("keydown", (event) => {
  const act = !event.ctrlKey && !event.metaKey && !event.altKey && KEYS.get(event.key);
  if (!act) return;
  act();
  event.preventDefault();
});

// In a link the camera is the layout's point in the middle of the canvas, and how much nearer than
// a whole view: so that it means the same on another screen.
function cameraText() {
  if (!ownView) return "";
  const { x, y } = network.getViewPosition();
  const [across, down] = camera.portrait ? [y / camera.stretch, x] : [x, y / camera.stretch];
  return [across.toFixed(1), down.toFixed(1), (network.getScale() / camera.whole).toFixed(3)].join();
}
let wantedCamera = "";
let heldCamera = ""; // where the reader has moved it, for when the canvas changes
linked("at", cameraText, (text) => { wantedCamera = text; });
function takeCamera() {
  measureRoom();
  fit({ anew: true });
  const [x, y, nearer] = wantedCamera.split(",").map(Number);
  [heldCamera, wantedCamera] = [wantedCamera, ""];
  if (y === undefined || ![x, y, nearer].every(Number.isFinite) || nearer < 0.05 || nearer > 40) return;
  const at = camera.portrait ? { x: y, y: x * camera.stretch } : { x, y: y * camera.stretch };
  moveTo(at, camera.whole * nearer);
  ownView = true;
}

// The canvas changes its size with the window, the panel, the strip of time and the table.
function measureRoom() {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === room.width && height === room.height) return false;
  Object.assign(room, { width, height });
  network.setSize("100%", "100%"); // scales what it shows to the new size, which is not ours
  return true;
}
new ResizeObserver(() => {
  if (document.documentElement.classList.contains("printing") || !measureRoom()) return;
  wantedCamera = heldCamera;
  takeCamera();
}).observe(canvas);
