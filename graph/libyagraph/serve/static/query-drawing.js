// Actors and ties drawn by vis-network, which is loaded once somebody wants a drawing. Texts are
// painted on a canvas, so that none of them is ever read as markup. The layout is seeded, and stands
// still once it is found.
const LIBRARY = "/static/vis-network.min.js";
const STEPS = 60_000; // of the layout, times actors: some hundred for few, some dozen for many
const BENT = 150;
const LONGEST = 28; // characters of a name in the drawing; the list has all of it
let loading = null;
let network = null;

const library = () => loading ||= new Promise((resolve, reject) => {
  document.head.append(make("script", { src: LIBRARY, onload: resolve, onerror: () => { loading = null; reject(new Error(LIBRARY)); } }));
});

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Options that follow the reader's ground: light, dark, or paper.
function look() {
  const [ink, muted, ground, accent] = ["--ink", "--muted", "--ground", "--accent"].map(colour);
  const font = { face: "system-ui, sans-serif", strokeColor: ground, strokeWidth: 4 };
  return {
    nodes: { color: { background: accent, border: ground, highlight: { background: ink, border: accent } },
      font: { ...font, color: ink } },
    edges: { color: { color: muted, highlight: accent, opacity: 0.75 }, font: { ...font, color: muted, align: "middle" } },
  };
}

// ids are put behind a sign: vis-network's tables are objects, where `__proto__` would be no actor.
const held = (id) => `=${id}`;

const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);

export function end() {
  network?.destroy();
  network = null;
}

// Draws into a node. actors: [{id, text, weight}], ties: [{from, to, label, count}]; onChoose(id) is
// told of an actor that is touched, or null. Settles when the drawing stands.
export async function draw(place, { actors, ties }, onChoose) {
  await library();
  end();
  const { nodes, edges } = look();
  const crowd = actors.length > 60;
  const most = Math.max(...actors.map(({ weight }) => weight));
  const signs = new vis.DataSet(actors.map(({ id, text, weight }) => ({ id: held(id), label: short(text),
    size: 6 + 12 * Math.sqrt(weight / most) })));
  network = new vis.Network(place, {
    nodes: signs,
    edges: ties.map(({ from, to, label, count }, index) => ({
      id: index, from: held(from), to: held(to), value: count,
      label: crowd ? undefined : [label, count > 1 ? `×${count}` : ""].filter(Boolean).join(" ") || undefined,
    })),
  }, {
    layout: { randomSeed: 7, improvedLayout: false },
    nodes: { shape: "dot", borderWidth: 1, ...nodes },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.6 } }, scaling: { min: 1, max: 6, label: { enabled: false } },
      // Bent ties keep parallel ones apart; each is one more body for the layout, so few are bent.
      smooth: { enabled: ties.length <= BENT, type: "dynamic" }, selectionWidth: 0.5, ...edges },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -60, springLength: 90, avoidOverlap: 0.3 },
      stabilization: { enabled: true, iterations: Math.min(400, Math.max(60, Math.round(STEPS / actors.length))), fit: true } },
    interaction: { hover: false, keyboard: { enabled: true, bindToWindow: false }, hideEdgesOnDrag: ties.length > 300,
      multiselect: false },
  });
  const drawn = network;
  drawn.on("click", ({ nodes: [id] }) => onChoose(id ? id.slice(1) : null));
  await new Promise((resolve) => {
    drawn.once("stabilizationIterationsDone", resolve);
    if (actors.length < 2) resolve();
  });
  // What was found stays: nothing moves by itself, for whoever wants it so and for everyone else.
  drawn.setOptions({ physics: false });
  drawn.fit({ animation: false });
  // Names and signs as large as on the screen at the scale that shows all.
  const grown = 1 / Math.min(1, Math.max(drawn.getScale(), 0.25));
  signs.update(signs.get().map(({ id, size }) => ({ id, size: size * grown * 0.8 })));
  drawn.setOptions({ nodes: { font: { size: 12 * grown } }, edges: { font: { size: 9 * grown } } });
}

export const fit = () => network?.fit({ animation: false });
export const zoom = (factor) => network?.moveTo({ scale: network.getScale() * factor, animation: false });
export const choose = (id) => {
  if (!network) return;
  if (id) network.selectNodes([held(id)]); else network.unselectAll();
};
export const repaint = () => {
  if (!network) return;
  const { nodes, edges } = look();
  network.setOptions({ nodes, edges });
};
// For tests and consoles: what is drawn, and where.
export const drawnNow = () => (network ? network.getPositions() : null);
