// What the drawing shows, on any canvas: ties, actors, names and words on ties, in pixels of the
// screen. In go the state and a view of the network, out comes paint; nothing is changed.
// What stands out while something is selected, or a chain is looked at: null where nothing is.
function emphasis() {
  const { type, id } = state.selected || {};
  const near = type === "edge" ? [edges.get(id)]
    : type === "actor" ? edgesOfActor.get(id)
      : type === "claim" ? edgesOfClaim.get(id) : type === "event" ? edgesOfEvent.get(id)
        : type ? [] : chainEdges();
  const drawn = new Set((near || []).flatMap((edge) =>
    [edge, ...(liftedOfTie.get(edge.id) || [])]).filter(edgeVisible));
  if (!drawn.size) return null;
  const ends = new Set([...drawn].flatMap((edge) => [edge.source, edge.target]));
  return { edges: drawn, actors: ends };
}
const isFaint = (id) => stand !== null && !stand.actors.has(id);

function strengthOf(edge) {
  if (stand) return stand.edges.has(edge) ? CHOSEN : PALE;
  if (edge.family === "affiliation") return BODY;
  return onlyPossible(edge) ? MAYBE : PLAIN;
}

// How the network's pixels become those of the canvas' element.
function lens() {
  const { x, y } = network.canvasToDOM({ x: 0, y: 0 });
  return { scale: network.getScale(), x, y };
}

function discOf(id, { scale, x, y }) {
  const at = spots.get(id);
  return { id, x: at.x * scale + x, y: at.y * scale + y, r: sizeOf(id) * signScale(scale) };
}

// {discs, curves} of what is drawn now, in pixels of the screen.
function sceneOf(view, width, height) {
  const spread = Math.min(Math.max(signScale(view.scale) / 0.75, 0.8), 2);
  const { edges: drawn, actors: joined } = visible();
  const discs = new Map([...joined].filter((id) => spots.has(id)).map((id) => [id, discOf(id, view)]));
  const curves = [];
  for (const edge of drawn) {
    const [a, b] = [discs.get(edge.source), discs.get(edge.target)];
    const curve = strokes[edge.index] && a && b && curveOf(edge, a, b, spread);
    if (curve && !offScreen(curve, width, height)) curves.push(curve);
  }
  return { discs, curves };
}

// In a crowd all but the chosen one, without borders.
function paintCrowd(context, discs) {
  for (const faint of [true, false]) {
    const list = [...discs.values()].filter(({ id }) => isFaint(id) === faint);
    context.globalAlpha = faint ? 0.25 : 1;
    paintShapes(context, list.map(({ id, x, y, r }) => {
      const { shape, colour } = actors.get(id);
      return { shape, x, y, r, fill: legible(colour) };
    }));
  }
  context.globalAlpha = 1;
  const chosen = state.selected?.type === "actor" && discs.get(state.selected.id);
  if (chosen) paintActor(context, chosen.id, chosen);
}

function paintActor(context, id, { x, y, r }, pen = 1) {
  const actor = actors.get(id);
  const chosen = state.selected?.type === "actor" && state.selected.id === id;
  context.globalAlpha = isFaint(id) ? 0.25 : 1;
  paintShape(context, {
    shape: actor.shape, x, y, r, fill: legible(actor.colour),
    border: colourOf(chosen ? "--ink" : "--ground"), borderWidth: (chosen ? 3 : 1.5) * pen,
  });
  context.globalAlpha = 1;
}

// Words on ties, where they stand out, or where there is much room for few.
function tagsOf(curves) {
  const roomy = curves.length <= 40 && curves.length && network.getScale() > camera.whole * 1.4;
  return curves
    .filter(({ edge, far }) => far > 70 && (stand ? stand.edges.has(edge) : roomy))
    .slice(0, 60)
    .map((curve) => ({ text: label("relation", curve.edge.relation),
      spots: [0.5, 0.38, 0.62, 0.26, 0.74].map((t) => along(curve, t)) }));
}

function boxOf(node) {
  const [own, frame] = [node.getBoundingClientRect(), canvas.getBoundingClientRect()];
  return { x: own.left - frame.left, y: own.top - frame.top, w: own.width, h: own.height };
}

// Names and words, placed and painted; returns where they stand.
function paintNames(context, { discs, curves }, { width, height, taken }) {
  const fontPx = width < 520 ? 12 : 13;
  const named = [...discs.values()].map((disc) => {
    const bold = stand !== null && stand.actors.has(disc.id);
    return { ...disc, text: nameOf(disc.id), faint: isFaint(disc.id), bold,
      rank: (actors.get(disc.id).weight || 0) + (bold ? 1e6 : 0) };
  });
  const crossed = named.length > 150 ? [] : curves.map(({ edge, x1, y1, x2, y2 }) => ({
    x1, y1, x2, y2, weight: edge.family === "affiliation" ? 0.3 : stand && !stand.edges.has(edge) ? 0.1 : 1 }));
  const font = colourOf("--font");
  context.font = `500 ${fontPx}px ${font}`;
  const measure = (text) => context.measureText(text).width;
  if (motion.rough) named.sort((a, b) => b.rank - a.rank).splice(ROUGH_NAMES);
  const boxes = placeLabels(named, { width, height, taken, strokes: crossed }, fontPx, measure, tagsOf(curves));
  paintLabels(context, boxes, { font, ink: colourOf("--ink"), muted: colourOf("--muted"), halo: colourOf("--ground") });
  return boxes;
}
