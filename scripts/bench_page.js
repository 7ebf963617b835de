// Runs in every page that is measured, before its own scripts. A drawing is what one task puts on a
// canvas; it is there when the browser has painted it and takes the next task.
(() => {
  const COUNTED = {
    lines: ["lineTo", "quadraticCurveTo", "bezierCurveTo"],
    marks: ["arc", "rect", "fillRect", "drawImage", "fillText", "strokeText"],
  };
  const ENDING = ["stroke", "fill", "clearRect", "drawImage", "fillText"];
  const drawings = []; // {begun, done, seen, lines, marks}
  const frames = []; // milliseconds from each frame to the next
  let current = null;
  let last = 0;

  function painted(then) {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  }
  function touch() {
    last = performance.now();
    if (current) return current;
    const drawing = { begun: last, done: 0, seen: 0, lines: 0, marks: 0 };
    current = drawing;
    drawings.push(drawing);
    queueMicrotask(() => {
      drawing.done = performance.now();
      current = null;
      const see = () => painted(() => { drawing.seen = performance.now(); });
      // What was drawn while loading is painted with the next frame.
      if (window.benchStrokes) requestAnimationFrame(see);
      else see();
    });
    return drawing;
  }
  const wrap = (prototype, name, count) => {
    const own = prototype[name];
    prototype[name] = function draw(...given) {
      const drawing = touch();
      if (count) drawing[count] += 1;
      return own.apply(this, given);
    };
  };
  const canvas = CanvasRenderingContext2D.prototype;
  if (window.benchStrokes) {
    for (const [count, names] of Object.entries(COUNTED))
      for (const name of names) wrap(canvas, name, count);
  } else {
    for (const name of ENDING) wrap(canvas, name, "");
  }

  const pause = (time) => new Promise((done) => { setTimeout(done, time); });
  // With physics vis-network draws nothing until it is stabilised, and then perhaps for ever; its
  // page makes this global.
  let stable = 0; // when it was, or that it never had to be
  let network;
  Object.defineProperty(window, "network", {
    configurable: true,
    get: () => network,
    set: (made) => {
      network = made;
      if (!made?.physics?.physicsEnabled) return;
      stable = Infinity;
      made.once("stabilizationIterationsDone", () => { stable = performance.now(); });
    },
  });
  const QUIET = 700;
  // When nothing has been drawn for a while, or once physics are done with.
  async function settled() {
    const quiet = () => drawings.length > 0 && performance.now() - last >= QUIET;
    const seen = () => drawings.some(({ begun, seen: at }) => begun >= stable && at > 0);
    while (document.readyState !== "complete" || !(stable ? seen() : quiet())) await pause(50);
  }
  // The first drawing with nearly all lines, and the first with all else that the last one has.
  function first() {
    const complete = drawings.filter(({ lines }) => lines >= window.benchStrokes * 0.9);
    const end = complete[complete.length - 1];
    const whole = complete.find(({ lines, marks }) =>
      lines + marks >= 0.98 * (end.lines + end.marks));
    return [complete[0].seen, whole.seen];
  }

  let counting = false;
  let drawnBefore = 0;
  function count() {
    drawnBefore = drawings.length;
    let before = performance.now();
    counting = true;
    const step = (now) => {
      frames.push(now - before);
      before = now;
      if (counting) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
  // The milliseconds that each drawing since `count` took, until it was painted.
  const drawn = () => drawings.slice(drawnBefore).map(({ begun, seen }) => seen - begun);
  // The milliseconds of all frames since `count`, but the first, which began before.
  function counted() {
    counting = false;
    return frames.splice(0).slice(1);
  }

  // What an act makes one wait for: until the first drawing after it, and until the last.
  async function waited(act) {
    const before = drawings.length;
    const begun = performance.now();
    last = begun;
    act();
    while (drawings.length === before || performance.now() - last < QUIET) await pause(20);
    const made = drawings.slice(before);
    return [made[0].seen - begun, made[made.length - 1].seen - begun];
  }
  // A point of the canvas where no actor of pyvis would be dragged along.
  function free() {
    const box = document.querySelector("canvas").getBoundingClientRect();
    const held = (x, y) => network && network.getNodeAt({ x, y }) !== undefined;
    let [x, y] = [box.width * 0.45, box.height * 0.4];
    while (held(x, y)) [x, y] = [x + 7, y + 3];
    return [box.x + x, box.y + y];
  }
  // Ten relations of the legend, off and on again.
  async function tick() {
    const found = [];
    const boxes = () => [...document.querySelectorAll("[data-group=relation] [data-key]")];
    for (let turn = 0; turn < 2; turn += 1)
      for (let at = 0; at < Math.min(10, boxes().length); at += 1)
        found.push(await waited(() => boxes()[at].click()));
    return found;
  }
  // Both handles of the period, step by step towards the middle.
  async function slide() {
    const found = [];
    for (const [name, way] of [["until", -1], ["since", 1]]) {
      const handle = document.querySelector(`input[type=range]#${name}`);
      for (let step = 1; step <= 10; step += 1)
        found.push(await waited(() => {
          handle.value = Number(handle.value) + way * step;
          handle.dispatchEvent(new Event("input", { bubbles: true }));
        }));
    }
    return found;
  }
  window.bench = { settled, first, free, count, drawn, counted, tick, slide };
})();
