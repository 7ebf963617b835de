// Where names stand on the canvas: at one size on the screen whatever the zoom, never over each
// other, over another actor or across the border. In go discs and a way to measure text, out come
// boxes. A name that has no room is left out; zooming in makes room. Words on ties come after names.
const LINE = 1.2;
const PAD = 2;
const TAG = 0.86; // words on ties are smaller than names
const LONGEST = 20;
// The strongest actors get their names even where these must cover small ones.
const CHIEF = 16;
// More names than this never find room on a screen.
const NAMES_AT_MOST = 260;
const [FAINT, MINOR, STRONG, TEXT] = [0, 1, 2, 3];

// A long name on two lines of about the same length.
function lines(text) {
  if (text.length <= LONGEST) return [text];
  const parts = text.split(" ");
  let best = [text];
  let width = Infinity;
  for (let i = 1; i < parts.length; i++) {
    const pair = [parts.slice(0, i).join(" "), parts.slice(i).join(" ")];
    const longest = Math.max(pair[0].length, pair[1].length);
    if (longest < width) [best, width] = [pair, longest];
  }
  return best;
}

const overlap = (a, b) =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

// Boxes sorted into squares of the screen, so that only near ones are compared.
class Crowd {
  constructor() { this.squares = new Map(); }

  *keys(box) {
    for (let i = Math.floor(box.x / 96); i <= Math.floor((box.x + box.w) / 96); i++)
      for (let j = Math.floor(box.y / 96); j <= Math.floor((box.y + box.h) / 96); j++)
        yield `${i},${j}`;
  }

  add(box) { for (const key of this.keys(box)) push(this.squares, key, box); }

  // Whether a box meets another than that of its `owner`, those less than `least` not counted.
  hit(box, owner, least) {
    for (const key of this.keys(box))
      for (const other of this.squares.get(key) || [])
        if (other.owner !== owner && other.grade >= least && overlap(box, other)) return true;
    return false;
  }
}

// Nearest first: below, above, beside, at the corners; then the same a little further off.
function* around(disc, w, h) {
  for (const gap of [2, 9, 18]) {
    const r = disc.r + gap;
    const d = disc.r * 0.72 + gap;
    yield [disc.x - w / 2, disc.y + r];
    yield [disc.x - w / 2, disc.y - r - h];
    yield [disc.x + r, disc.y - h / 2];
    yield [disc.x - r - w, disc.y - h / 2];
    yield [disc.x + d, disc.y + d - h * 0.2];
    yield [disc.x - d - w, disc.y + d - h * 0.2];
    yield [disc.x + d, disc.y - d - h * 0.8];
    yield [disc.x - d - w, disc.y - d - h * 0.8];
    yield [disc.x - w * 0.2, disc.y + r];
    yield [disc.x - w * 0.8, disc.y + r];
    yield [disc.x - w * 0.2, disc.y - r - h];
    yield [disc.x - w * 0.8, disc.y - r - h];
  }
}

// Whether a straight stroke {x1, y1, x2, y2} runs through a box (Liang and Barsky's clipping).
function crosses({ x1, y1, x2, y2 }, box) {
  let [from, to] = [0, 1];
  const [dx, dy] = [x2 - x1, y2 - y1];
  for (const [p, q] of [[-dx, x1 - box.x], [dx, box.x + box.w - x1],
    [-dy, y1 - box.y], [dy, box.y + box.h - y1]]) {
    if (p === 0) {
      if (q < 0) return false;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
    if (from > to) return false;
  }
  return true;
}

// The free place round a disc that the fewest strokes run through, the nearest among equals.
function bestPlace(disc, w, h, least, { width, height, crowd, strokes }) {
  let best = null;
  let lowest = Infinity;
  let far = 0;
  for (const [x, y] of around(disc, w, h)) {
    const penalty = (far++) * 0.12;
    if (penalty >= lowest) break;
    if (x < 2 || y < 2 || x + w > width - 2 || y + h > height - 2) continue;
    const box = { owner: null, grade: TEXT, x, y, w, h };
    if (crowd.hit(box, disc.id, least)) continue;
    let cost = penalty;
    for (const stroke of strokes) {
      if (crosses(stroke, box)) cost += stroke.weight;
      if (cost >= lowest) break;
    }
    if (cost < lowest) [best, lowest] = [box, cost];
  }
  return best;
}

// discs: {id, text, x, y, r, rank, faint, bold}, in pixels of the screen; higher ranks choose first.
// screen: its width and height, taken boxes that names must leave free, and strokes to avoid.
// tags: {text, spots}, words with the points on their ties where they may stand.
function placeLabels(discs, { width, height, taken, strokes }, fontPx, measure, tags = []) {
  const crowd = new Crowd();
  for (const box of taken) crowd.add({ owner: null, grade: TEXT, ...box });
  const inside = discs.filter(
    (d) => d.x > -d.r && d.y > -d.r && d.x < width + d.r && d.y < height + d.r);
  const placed = [];
  const ranked = [...inside].sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
  ranked.forEach((d, index) => {
    const grade = d.faint ? FAINT : index < CHIEF ? STRONG : MINOR;
    crowd.add({ owner: d.id, grade, x: d.x - d.r, y: d.y - d.r, w: 2 * d.r, h: 2 * d.r });
  });
  const world = { width, height, crowd, strokes };
  for (const [index, disc] of ranked.slice(0, NAMES_AT_MOST).entries()) {
    const rows = lines(disc.text);
    const w = Math.max(...rows.map(measure)) + 2 * PAD;
    const h = rows.length * fontPx * LINE + PAD;
    const box = bestPlace(disc, w, h, disc.bold ? MINOR : FAINT, world)
      || (index < CHIEF && bestPlace(disc, w, h, STRONG, world));
    if (!box) continue;
    crowd.add(box);
    placed.push({ ...box, id: disc.id, text: disc.text, rows, fontPx, faint: disc.faint });
  }
  for (const { text, spots } of tags) {
    const [w, h] = [measure(text) * TAG + 2 * PAD, fontPx * TAG * LINE + PAD];
    const boxes = spots.map(({ x, y }) => ({ owner: null, grade: TEXT, x: x - w / 2, y: y - h / 2, w, h }));
    const box = boxes.find((one) => one.x > 2 && one.y > 2 && one.x + w < width - 2
      && one.y + h < height - 2 && !crowd.hit(one, null, FAINT) && !crowd.hit(one, undefined, TEXT));
    if (!box) continue;
    crowd.add(box);
    placed.push({ ...box, text, rows: [text], fontPx: fontPx * TAG, faint: false, tag: true });
  }
  return placed;
}

function paintLabels(context, boxes, { ink, muted, halo, font }) {
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.strokeStyle = halo;
  for (const box of boxes) {
    context.font = `${box.tag ? "italic 400" : "500"} ${box.fontPx}px ${font}`;
    context.globalAlpha = box.faint ? 0.4 : 1;
    context.fillStyle = box.tag ? muted : ink;
    context.lineWidth = box.tag ? 5 : 3.5;
    box.rows.forEach((row, index) => {
      const y = box.y + PAD / 2 + box.fontPx * LINE * (index + 0.5);
      context.direction = /[\u0590-\u08ff]/.test(row) ? "rtl" : "ltr";
      context.strokeText(row, box.x + box.w / 2, y);
      context.fillText(row, box.x + box.w / 2, y);
    });
  }
  context.globalAlpha = 1;
}
