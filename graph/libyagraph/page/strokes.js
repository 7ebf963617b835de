// Ties on the canvas. In go edges and where actors stand on the screen, out come curves: parallel
// ones bent apart, ending at the border of what they join, an arrowhead where a tie has a direction.
// Strokes of one look are one path, so that thousands of ties take a few strokes of the pen.
const NEUTRAL = "#8a919c";
const looks = readJson("links");
const strokeOf = (id) => {
  const edge = edges.get(id);
  const row = edge && !edge.aside && looks.of[edge.index];
  if (row) return { colour: looks.colours[row[0]], dashes: looks.dashes[row[1]], width: row[2], bend: row[3] };
  const [relation, status] = ["relation", "status"].map((group) =>
    data.legend.find((entry) => entry.group === group && entry.key === edge?.[group]));
  const body = edge?.family === "affiliation";
  return { colour: (!body && relation?.colour) || NEUTRAL, dashes: status?.dashes || (body ? [1, 4] : []),
    width: 1, bend: 0 };
};
const strokes = drawable.map((edge) => (looks.of[edge.index] ? strokeOf(edge.id) : null));
const styles = new Map();
drawable.forEach((edge, index) => {
  const stroke = strokes[index];
  if (!stroke) return;
  const key = [stroke.colour, stroke.dashes, stroke.width].join("|");
  if (!styles.has(key)) styles.set(key, styles.size);
  stroke.style = styles.get(key);
});

// How strongly: those that don't matter now, affiliations, possible ones, all others, chosen ones.
const [PALE, BODY, MAYBE, PLAIN, CHOSEN] = [0, 1, 2, 3, 4];
const OPACITY = [0.1, 0.6, 0.34, 0.85, 1];
const APART = 27; // pixels between the bends of two parallel ties
const HEAD = 8;

// The curve of an edge between two discs {x, y, r}: start, control point and end; null where the
// discs touch.
function curveOf(edge, a, b, spread) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const far = Math.hypot(dx, dy);
  if (far < a.r + b.r + 2) return null;
  const { bend } = strokes[edge.index];
  const aside = Math.sign(bend) * Math.min(Math.abs(bend) * APART * spread, far * 0.75);
  const [cx, cy] = [(a.x + b.x) / 2 - (dy / far) * aside, (a.y + b.y) / 2 + (dx / far) * aside];
  const [out, home] = [Math.hypot(cx - a.x, cy - a.y) || 1, Math.hypot(b.x - cx, b.y - cy) || 1];
  const [leave, arrive] = [a.r + 1, b.r + 2];
  return {
    edge, cx, cy, far,
    x1: a.x + ((cx - a.x) / out) * leave, y1: a.y + ((cy - a.y) / out) * leave,
    x2: b.x - ((b.x - cx) / home) * arrive, y2: b.y - ((b.y - cy) / home) * arrive,
    ux: (b.x - cx) / home, uy: (b.y - cy) / home,
  };
}

// The point of a curve at t, from 0 to 1.
function along({ x1, y1, cx, cy, x2, y2 }, t) {
  const [p, q, r] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return { x: p * x1 + q * cx + r * x2, y: p * y1 + q * cy + r * y2 };
}

function offScreen({ x1, y1, cx, cy, x2, y2 }, width, height) {
  return Math.max(x1, cx, x2) < 0 || Math.min(x1, cx, x2) > width
    || Math.max(y1, cy, y2) < 0 || Math.min(y1, cy, y2) > height;
}

const hasHead = (edge) => !edge.symmetric && edge.family !== "affiliation";

function traceCurves(context, curves, back, pack) {
  for (const some of packs(curves, pack)) {
    context.beginPath();
    for (const { edge, x1, y1, cx, cy, x2, y2, ux, uy } of some) {
      const short = back && hasHead(edge) ? back : 0;
      context.moveTo(x1, y1);
      if (strokes[edge.index].bend) context.quadraticCurveTo(cx, cy, x2 - ux * short, y2 - uy * short);
      else context.lineTo(x2 - ux * short, y2 - uy * short);
    }
    context.stroke();
  }
}

function traceHeads(context, curves, size) {
  for (const some of packs(curves.filter(({ edge }) => hasHead(edge)), 16)) {
    context.beginPath();
    for (const { x2, y2, ux, uy } of some) {
      const [bx, by, side] = [x2 - ux * size, y2 - uy * size, size * 0.4];
      context.moveTo(x2, y2);
      context.lineTo(bx - uy * side, by + ux * side);
      context.lineTo(bx + uy * side, by - ux * side);
      context.closePath();
    }
    context.fill();
  }
}

// curves: as `curveOf` gives them; strengthOf: an edge to one of the strengths above; thick: by how
// much lines are thicker than their width says. Thousands of ties are `hair` wide, the width of one
// point of the screen, which is drawn twenty times as fast; `rough` leaves out dashes and heads.
function paintStrokes(context, curves, strengthOf, thick, { hair = 0, rough = false } = {}) {
  const groups = new Map();
  for (const curve of curves) {
    const key = strengthOf(curve.edge) * 4096 + strokes[curve.edge.index].style;
    const group = groups.get(key);
    if (group) group.push(curve);
    else groups.set(key, [curve]);
  }
  context.lineCap = "butt";
  context.lineJoin = "round";
  for (const key of [...groups.keys()].sort((a, b) => a - b)) {
    const group = groups.get(key);
    const strength = Math.floor(key / 4096);
    const { colour, dashes, width } = strokes[group[0].edge.index];
    const chosen = strength === CHOSEN;
    const line = hair && !chosen ? hair : width * thick * (chosen ? 1.5 : 1);
    const head = (HEAD + line) * Math.sqrt(thick) * (hair && !chosen ? 0.7 : 1);
    context.globalAlpha = OPACITY[strength];
    if (chosen) { // a border of the ground's colour keeps it off what it crosses
      context.setLineDash([]);
      context.lineWidth = line + 4;
      context.strokeStyle = colourOf("--ground");
      traceCurves(context, group, 0, 1);
    }
    context.strokeStyle = context.fillStyle = legible(colour);
    context.lineWidth = line;
    context.setLineDash(rough ? [] : dashes);
    traceCurves(context, group, head * 0.8, hair ? 16 : 1);
    context.setLineDash([]);
    if (!rough && strength !== PALE) traceHeads(context, group, head);
  }
  context.globalAlpha = 1;
}
