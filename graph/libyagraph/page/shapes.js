// The shapes of actors: one outline each for the drawing, the legend and the buttons, in radii of a
// node. The names are those of the ontology; unknown ones are dots.
const corners = (count, reach, from = -Math.PI / 2) =>
  Array.from({ length: count }, (_, i) => {
    const angle = from + (2 * Math.PI * i) / count;
    return [reach(i) * Math.cos(angle), reach(i) * Math.sin(angle)];
  });
const lowered = (points, by) => points.map(([x, y]) => [x, y + by]);

const OUTLINES = new Map([
  ["square", [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]],
  ["diamond", corners(4, () => 1.1)],
  ["triangle", [[0, -1.01], [1.15, 0.98], [-1.15, 0.98]]],
  ["triangleDown", [[0, 1.01], [1.15, -0.98], [-1.15, -0.98]]],
  ["hexagon", corners(6, () => 1, 0)],
  ["star", lowered(corners(10, (i) => (i % 2 ? 0.5 : 1.15)), 0.082)],
  ["pentagon", lowered(corners(5, () => 1.12), 0.09)],
]);
// A round shape with a hole, of this part of its radius.
const HOLES = new Map([["ring", 0.5]]);

// Add the outline of a shape to the path.
function outline(context, shape, x, y, size) {
  const points = OUTLINES.get(shape);
  if (!points) {
    context.moveTo(x + size, y);
    context.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  points.forEach(([dx, dy], index) =>
    context[index ? "lineTo" : "moveTo"](x + dx * size, y + dy * size));
  context.closePath();
}
function trace(context, shape, x, y, size) {
  context.beginPath();
  outline(context, shape, x, y, size);
}

// An actor on the canvas: filled, with a border that keeps it off what lies behind.
function paintShape(context, { shape, x, y, r, fill, border, borderWidth }) {
  trace(context, shape, x, y, r);
  context.fillStyle = fill;
  context.fill();
  if (borderWidth) {
    context.lineWidth = borderWidth;
    context.strokeStyle = border;
    context.stroke();
  }
  if (!HOLES.has(shape)) return;
  trace(context, shape, x, y, r * HOLES.get(shape));
  context.fillStyle = colourOf("--ground");
  context.fill();
}

// Many actors at once, {shape, x, y, r, fill}: those of one colour some at a time, without borders.
function paintShapes(context, list) {
  const colours = new Map();
  for (const one of list) push(colours, one.fill, one);
  for (const [fill, ones] of colours) {
    context.fillStyle = fill;
    for (const some of packs(ones, 16)) {
      context.beginPath();
      for (const { shape, x, y, r } of some) outline(context, shape, x, y, r);
      context.fill();
    }
  }
  context.fillStyle = colourOf("--ground");
  for (const { shape, x, y, r } of list) {
    if (!HOLES.has(shape)) continue;
    trace(context, shape, x, y, r * HOLES.get(shape));
    context.fill();
  }
}

// The sign of an actor as the drawing has it.
function nodeSign(shape, colour) {
  const [middle, radius] = [8, 6.2];
  const points = OUTLINES.get(shape);
  const hole = HOLES.get(shape) || 0;
  const at = (value) => (middle + value * radius).toFixed(1);
  const round = (r, paint) => svg("circle", { cx: middle, cy: middle, r, ...paint });
  const figure = points
    ? svg("polygon", { points: points.map((point) => point.map(at).join()).join(" "), fill: colour })
    : !hole ? round(radius, { fill: colour })
      : round((radius * (1 + hole)) / 2,
        { fill: "none", stroke: colour, "stroke-width": radius * (1 - hole) });
  return svg("svg", { viewBox: "0 0 16 16", width: 14, height: 14, class: "sign",
    "data-shape": shape, "aria-hidden": "true" }, figure);
}
