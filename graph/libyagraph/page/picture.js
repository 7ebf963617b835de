// The drawing as a picture file: what is on the canvas, at twice its size, over a legend of what is
// shown, with where it is from. It reads from left to right or from right to left as the page does.
const PICTURE_SCALE = 2;
const MARGIN = 20;

const shownEntries = (group) => data.legend.concat(articleEntries()).filter((entry) =>
  entry.group === group && !state.off[group].has(entry.key) && visible().counts.get(group).get(entry.key));

function paintLine(context, x, y, colour, dashes, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes || []);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 30, y);
  context.stroke();
  context.setLineDash([]);
}
function paintSign(context, { group, colour, dashes, shape }, x, y) {
  const ink = colourOf("--ink");
  if (group === "relation") paintLine(context, x, y, legible(colour), [], 2.5);
  else if (group === "status") paintLine(context, x, y, ink, dashes, 2);
  else if (group === "affiliation") paintLine(context, x, y, legible(NEUTRAL), dashes, 2);
  else {
    paintShape(context, { shape: shape || "dot", x: x + 7, y, r: 6, borderWidth: 1,
      fill: legible(group === "kind" ? NEUTRAL : colour || NEUTRAL), border: colourOf("--ground") });
  }
}
const signWidth = ({ group }) => (["relation", "status", "affiliation"].includes(group) ? 36 : 19);

// What stands below the drawing, line by line: {text, bold, size} or {entries}.
function captions() {
  const { edges: drawn, actors: joined } = visible();
  const period = periodNow();
  const parts = [say(state.view), state.period ? [binText(bins[period.from]), binText(bins[period.to])].join(" – ") : "",
    say("pictureCounts", { ties: drawn.filter((e) => e.family !== "affiliation").length, actors: joined.size })];
  const lines = [{ text: data.title || say("title"), bold: true, size: 17 }, { text: parts.filter(Boolean).join(" · ") }];
  for (const group of ["relation", "status", "affiliation", "bloc", "kind"]) {
    const entries = shownEntries(group);
    if (entries.length) lines.push({ text: say(group), bold: true, entries });
  }
  // Isolated, each with a direction of its own.
  const sources = shownEntries("article").map(({ key }) => `\u2068${articleName(key)}\u2069`);
  if (sources.length) lines.push({ text: `${say("sources")}: ${sources.slice(0, 12).join("; ")}${sources.length > 12 ? "; …" : ""}` });
  if (data.note) lines.push({ text: data.note });
  return lines;
}

// A text in rows of a width.
function wrapped(context, text, width) {
  const rows = [""];
  for (const word of text.split(" ")) {
    const longer = rows[rows.length - 1] ? `${rows[rows.length - 1]} ${word}` : word;
    if (context.measureText(longer).width > width && rows[rows.length - 1]) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows;
}

// Set the captions within a width; with `paint` they are painted too. Returns the height they take.
function setCaptions(context, lines, width, top, paint) {
  const turned = rightToLeft();
  const font = colourOf("--font");
  let y = top;
  context.textBaseline = "middle";
  context.direction = turned ? "rtl" : "ltr";
  context.textAlign = "start";
  const put = (text, x, at) => { if (paint) context.fillText(text, turned ? width - x : x, at); };
  for (const { text, bold, size = 13, entries } of lines) {
    const high = size * 1.6;
    context.font = `${bold ? 650 : 400} ${size}px ${font}`;
    context.fillStyle = colourOf("--ink");
    for (const [index, row] of wrapped(context, text, width - 2 * MARGIN).entries()) {
      if (index) y += high;
      put(row, MARGIN, y + high / 2);
    }
    context.font = `400 ${size}px ${font}`;
    let x = MARGIN;
    if (entries) y += high;
    for (const entry of entries || []) {
      const name = nameText(entry);
      const wide = signWidth(entry) + context.measureText(name).width + 22;
      if (x + wide > width - MARGIN && x > MARGIN) { x = MARGIN; y += high; }
      if (paint) {
        const sign = signWidth(entry);
        paintSign(context, entry, turned ? width - x - sign + 6 : x, y + high / 2);
        context.fillStyle = colourOf("--ink");
      }
      put(name, x + signWidth(entry), y + high / 2);
      x += wide;
    }
    y += high + 3;
  }
  return y - top;
}

function pictureOf() {
  const { width, height } = room;
  const lines = captions();
  const measuring = document.createElement("canvas").getContext("2d");
  const below = setCaptions(measuring, lines, width, 0, false) + 2 * MARGIN;
  const sheet = Object.assign(document.createElement("canvas"),
    { width: width * PICTURE_SCALE, height: (height + below) * PICTURE_SCALE });
  const context = sheet.getContext("2d");
  context.scale(PICTURE_SCALE, PICTURE_SCALE);
  context.fillStyle = colourOf("--ground");
  context.fillRect(0, 0, width, height + below);
  const view = lens();
  const shot = sceneOf(view, width, height);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  paintStrokes(context, shot.curves, strengthOf, thickness(view.scale), { hair: heavy() ? 0.5 : 0 });
  for (const [id, disc] of shot.discs) paintActor(context, id, disc);
  paintNames(context, shot, { width, height, taken: [] });
  context.restore();
  context.fillStyle = colourOf("--line");
  context.fillRect(MARGIN, height, width - 2 * MARGIN, 1);
  setCaptions(context, lines, width, height + MARGIN, true);
  return sheet;
}

element("png").addEventListener("click", () => {
  pictureOf().toBlob((blob) => {
    save("graph.png", blob);
    tell(say("saved", { name: "graph.png" }));
  }, "image/png");
});
