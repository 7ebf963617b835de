// Runs in every page that is tested, before its own scripts: writes down what an attack would do,
// and which cases are in the page. `watch` is for the test.
(() => {
  const MARK = /zq(\d+)z/g;
  const numbers = (text) => [...text.matchAll(MARK)].map(([, number]) => Number(number));
  const fired = new Set(); // cases whose script ran
  const foreign = new Set(); // elements and attributes that no page of ours makes
  const shown = new Set(); // cases that stand in the page, or on the canvas
  const blocked = new Set(); // what the content security policy had to stop
  const errors = [];

  window.__fired = fired;
  window.__f = (number) => fired.add(number);
  // That a size changed twice within one frame, as on paper, is no error of a script.
  addEventListener("error", ({ message }) => {
    if (!message.startsWith("ResizeObserver loop")) errors.push(message);
  });
  addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason)));
  addEventListener("securitypolicyviolation", (event) =>
    blocked.add(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));

  // What a page may hold once it runs: nothing that loads, runs or frames.
  const REFUSED = new Set(["script", "iframe", "frame", "object", "embed", "applet", "img", "image",
    "picture", "video", "audio", "source", "track", "base", "meta", "link", "style", "form",
    "template", "math", "mtext", "mglyph", "animate", "set", "animatetransform", "animatemotion",
    "foreignobject", "use", "marquee", "noscript", "textarea", "portal", "xss"]);
  const ADDRESSES = new Set(["href", "src", "action", "formaction", "data", "xlink:href", "poster",
    "srcset", "srcdoc", "background", "ping"]);
  const FINE = /^(https?:\/\/|#|blob:|data:image\/png|data:text\/csv)/i;

  function lookAt(node) {
    if (REFUSED.has(node.localName)) foreign.add(`<${node.localName}> ${node.outerHTML.slice(0, 120)}`);
    for (const { name, value } of node.attributes) {
      for (const number of numbers(value)) shown.add(number);
      if (name.startsWith("on") || (ADDRESSES.has(name) && !FINE.test(value)))
        foreign.add(`${name}="${value}" of <${node.localName}>`);
    }
  }
  function look(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.nodeType === Node.TEXT_NODE) for (const number of numbers(node.data)) shown.add(number);
      return;
    }
    lookAt(node);
    for (const inner of node.querySelectorAll("*")) lookAt(inner);
    for (const number of numbers(node.textContent)) shown.add(number);
  }
  const observer = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") lookAt(target);
      else if (type === "characterData") look(target);
      else addedNodes.forEach(look);
    }
  });
  // The page's own scripts and styles stand in its source, which the test looks at on its own.
  addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("h1").forEach(look);
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    observer.observe(document, all);
  });
  for (const name of ["fillText", "strokeText"]) {
    const own = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function draw(text, ...rest) {
      for (const number of numbers(String(text))) shown.add(number);
      return own.call(this, text, ...rest);
    };
  }

  // All texts of the page's data, wherever they stand in it.
  function leaves() {
    const found = [];
    const walk = (value) => {
      if (typeof value === "string") found.push(value);
      else if (value && typeof value === "object")
        for (const [key, inner] of Object.entries(value)) {
          found.push(key);
          walk(inner);
        }
    };
    for (const { textContent } of document.querySelectorAll("script[type='application/json']"))
      walk(JSON.parse(textContent));
    return found;
  }
  // Of these cases, by number, those whose whole text is in the data.
  function carried(texts) {
    const found = new Map();
    for (const leaf of leaves()) for (const number of numbers(leaf)) {
      if (leaf.includes(texts[number])) found.set(number, true);
    }
    return [...found.keys()];
  }

  const frame = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); });
  const pause = () => new Promise((done) => { setTimeout(done); });
  const KINDS = { actor: "actors", edge: "edges", claim: "claims", event: "events", article: "articles" };

  // The panel of everything there is, with all that opens in it: of each table every `step`th from
  // `start` on. The table of ties stays closed meanwhile, since it would be drawn each time.
  async function panels(start, step) {
    document.getElementById("table").open = false;
    const data = JSON.parse(document.getElementById("data").textContent);
    for (const [kind, table] of Object.entries(KINDS)) {
      const rows = Array.isArray(data[table]) ? data[table].map(({ id }) => id) : Object.keys(data[table] || {});
      for (let rank = start; rank < rows.length; rank += step) {
        libyagraph.select(kind, rows[rank]);
        for (const details of document.querySelectorAll("#panel details")) details.open = true;
        if (rank % 8 === 0) await pause();
        else await null;
      }
    }
    libyagraph.select(null);
    await frame();
  }

  // Everything that unfolds, and the lists that have more to show.
  async function unfold() {
    for (const details of document.querySelectorAll("details")) details.open = true;
    await frame();
    for (let left = 20; left && document.getElementById("more"); left -= 1) {
      document.getElementById("more").click();
      await pause();
    }
  }

  // Types a text into every field there is, as a keyboard would; whether all of them took it.
  async function type(text) {
    const fields = [...document.querySelectorAll("input[type=search], input[type=text]")];
    const taken = [];
    for (const field of fields) {
      field.focus();
      field.value = text;
      for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
      taken.push(field.value.replace(/\s/g, "") === text.replace(/\s/g, ""));
      await null;
      for (const key of ["ArrowDown", "Escape"])
        field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      field.blur();
    }
    return taken;
  }

  // Opens the page at another link, as who follows it would.
  async function follow(hash) {
    const heard = new Promise((done) => { addEventListener("hashchange", done, { once: true }); });
    const before = location.hash;
    location.hash = hash;
    if (location.hash !== before) await heard;
    await null;
    return location.hash;
  }

  // What was polluted: a key that stands on an object which nobody made.
  const polluted = () => [Object.prototype, Array.prototype, Function.prototype, String.prototype]
    .flatMap((prototype) => Object.keys(prototype));

  const told = () => ({
    fired: [...fired], foreign: [...foreign], blocked: [...blocked], errors, polluted: polluted(),
    shown: [...shown],
  });
  window.watch = { carried, panels, unfold, type, follow, frame, told };
})();
