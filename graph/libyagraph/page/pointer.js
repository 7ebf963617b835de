// What is under the pointer: actors first, then ties. Its name is shown, a click or a touch opens it.
const tip = element("tip");
const TOUCH = 12; // how far off a finger may be, in pixels

function actorAt({ x, y }, slack) {
  let found = null;
  let nearest = Infinity;
  for (const disc of scene?.discs.values() || []) {
    const far = Math.hypot(disc.x - x, disc.y - y) - disc.r;
    if (far <= slack && far < nearest) [found, nearest] = [disc.id, far];
  }
  return found;
}

function far({ x: px, y: py }, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const t = Math.max(0, Math.min(1, ((px - a.x) * dx + (py - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(a.x + t * dx - px, a.y + t * dy - py);
}
function edgeAt(point, slack) {
  let found = null;
  let nearest = slack;
  for (const curve of shownCurves) {
    const { x1, y1, cx, cy, x2, y2, edge } = curve;
    if (Math.min(x1, cx, x2) - slack > point.x || Math.max(x1, cx, x2) + slack < point.x) continue;
    if (Math.min(y1, cy, y2) - slack > point.y || Math.max(y1, cy, y2) + slack < point.y) continue;
    if (stand && !stand.edges.has(edge)) continue;
    for (let i = 0; i < 8; i++) {
      const off = far(point, along(curve, i / 8), along(curve, (i + 1) / 8));
      if (off < nearest) [found, nearest] = [edge, off];
    }
  }
  return found;
}
const under = (point, touched) => {
  const actor = actorAt(point, touched ? TOUCH : 1);
  return actor ? { actor } : { edge: edgeAt(point, touched ? TOUCH : 5) };
};

const edgeTitle = (edge) => [named(edge.source), ` ${arrowOf(edge)} `, named(edge.target)];

function showTip(content, { x, y }) {
  tip.replaceChildren(...content);
  tip.hidden = false;
  tip.style.left = `${Math.max(4, Math.min(x + 14, room.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 14, room.height - tip.offsetHeight - 8))}px`;
}
function hideTip() {
  tip.hidden = true;
  canvas.style.cursor = "";
}

function edgeTip(edge) {
  const what = [label("relation", edge.relation),
    edge.family === "affiliation" ? wording(edge.title)?.text : label("status", edge.status),
    shortDate(edge) || say("undated"), onlyPossible(edge) && say("possibly")].filter(Boolean);
  return [make("strong", {}, edgeTitle(edge)), make("span", {}, joined(what.map(isolated), " · "))];
}

canvas.addEventListener("pointermove", (event) => {
  if (event.pointerType === "touch" || event.buttons || motion.on) return hideTip();
  const frame = canvas.getBoundingClientRect();
  const point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const { actor, edge } = under(point, false);
  if (!actor && !edge) return hideTip();
  canvas.style.cursor = "pointer";
  showTip(edge ? edgeTip(edge)
    : [make("strong", {}, named(actor)), make("span", {}, label("kind", actors.get(actor).kind))], point);
});
canvas.addEventListener("pointerleave", hideTip);
for (const event of ["dragStart", "zoom"]) network.on(event, hideTip);

// The browser's own click, after a touch too: one of vis-network comes before it, and the browser's
// would then hit what has opened under the finger. Who has dragged has not clicked.
let pressed = { x: 0, y: 0 };
canvas.addEventListener("pointerdown", ({ clientX: x, clientY: y }) => { pressed = { x, y }; });
canvas.addEventListener("click", ({ clientX: x, clientY: y, pointerType }) => {
  if (Math.hypot(x - pressed.x, y - pressed.y) > 6) return;
  const frame = canvas.getBoundingClientRect();
  const { actor, edge } = under({ x: x - frame.left, y: y - frame.top }, pointerType === "touch");
  hideTip();
  if (actor) select("actor", actor);
  else if (edge) select("edge", edge.id);
  else if (state.selected) select(null);
});
// vis-network's own elements take no focus: the canvas does, with a name and keys of its own.
for (const node of canvas.querySelectorAll("[tabindex]")) node.removeAttribute("tabindex");
