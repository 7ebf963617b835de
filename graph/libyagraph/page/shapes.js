// The shapes of actors: one outline each for the drawing, the legend and the buttons, in radii of a
// node and as vis-network draws them. The names are those of the ontology; unknown ones are dots.
const corners = (count, reach, from = -Math.PI / 2) =>
  Array.from({ length: count }, (_, i) => {
    const angle = from + (2 * Math.PI * i) / count;
    return [reach(i) * Math.cos(angle), reach(i) * Math.sin(angle)];
  });
const lowered = (points, by) => points.map(([x, y]) => [x, y + by]);

const OUTLINES = new Map([
  ["square", [[-1, -1], [1, -1], [1, 1], [-1, 1]]],
  ["diamond", corners(4, () => 1)],
  ["triangle", [[0, -1.01], [1.15, 0.98], [-1.15, 0.98]]],
  ["triangleDown", [[0, 1.01], [1.15, -0.98], [-1.15, -0.98]]],
  ["hexagon", corners(6, () => 1, 0)],
  ["star", lowered(corners(10, (i) => (i % 2 ? 0.41 : 1.066)), 0.082)],
  ["pentagon", lowered(corners(5, () => 1.12), 0.09)],
]);
// A round shape with a hole, of this part of its radius.
const HOLES = new Map([["ring", 0.5]]);
// What vis-network doesn't draw by itself.
const OWN = ["pentagon", "ring"];

function trace(context, shape, x, y, size) {
  const points = OUTLINES.get(shape);
  context.beginPath();
  if (!points) context.arc(x, y, size, 0, 2 * Math.PI);
  for (const [dx, dy] of points || []) context.lineTo(x + dx * size, y + dy * size);
  context.closePath();
}

// vis-network calls this as a method of the node's shape, and leaves it to us to keep the box by
// which it skips what is off the screen. Size, opacity and borders are those of its own shapes.
function renderer(shape) {
  return function draw({ ctx, x, y, style }) {
    const drawNode = () => {
      this.updateBoundingBox(x, y, ctx);
      trace(ctx, shape, x, y, style.size);
      ctx.fillStyle = style.color;
      ctx.fill();
      ctx.lineWidth = style.borderWidth / network.getScale();
      ctx.strokeStyle = style.borderColor;
      if (style.borderWidth) ctx.stroke();
      if (!HOLES.has(shape)) return;
      trace(ctx, shape, x, y, style.size * HOLES.get(shape));
      ctx.fillStyle = colourOf("--ground");
      ctx.fill();
    };
    return { drawNode };
  };
}
const renderers = new Map(OWN.map((shape) => [shape, renderer(shape)]));

// The options by which vis-network draws a shape.
function shapeOptions(shape) {
  if (renderers.has(shape)) return { shape: "custom", ctxRenderer: renderers.get(shape) };
  return { shape: OUTLINES.has(shape) ? shape : "dot" };
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
