// Everything wired together: languages, views, links, and what is redrawn when.
function translate() {
  document.documentElement.lang = language;
  document.documentElement.dir = interfaces.get(language).direction;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-aria]")) node.setAttribute("aria-label", say(node.dataset.aria));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
  if (!data.title) {
    document.title = say("title");
    document.querySelector("h1 bdi").textContent = say("title");
  }
  const count = (key) => make("span", {}, make("b", {}, data.totals[key]), ` ${say(key)}`);
  element("counts").replaceChildren(
    ...joined(["articles", "claims", "ties", "actors"].map(count), " "),
    ...(data.note ? [make("details", { class: "limits" }, make("summary", {}, say("limits")),
      make("p", { dir: "auto" }, data.note))] : []));
  element("languages").replaceChildren(...data.languages.map((code) =>
    make("button", { type: "button", lang: code, "aria-pressed": String(code === language),
      "aria-label": `${interfaces.get(code).short} – ${interfaces.get(code).name}`, "data-language": code,
      onclick: () => { language = code; changed("language"); } },
    make("span", { class: "long" }, interfaces.get(code).name),
    make("span", { class: "short" }, interfaces.get(code).short))));
  drawYears();
  nameRunning();
}

function drawViews() {
  for (const node of document.querySelectorAll("[data-view]"))
    node.setAttribute("aria-pressed", String(node.dataset.view === state.view));
}
for (const node of document.querySelectorAll("[data-view]"))
  node.addEventListener("click", () => { state.view = node.dataset.view; changed("view"); });

const DRAWN_BY = {
  language() {
    const focused = document.activeElement?.dataset.language;
    translate();
    drawLegend(); drawPanel(); drawPeriod(); drawTable(); drawChain(); drawNotice(); redraw();
    if (focused) document.querySelector(`[data-language="${focused}"]`)?.focus();
  },
  view() { drawViews(); drawLegend(); drawPeriod(); drawTable(); drawChain(); drawNotice(); fit({ anew: true }); },
  filters() {
    refreshLegend(); drawPeriod(); drawTable(); drawNotice();
    if (openedTab === "chain") drawChain();
    if (running) redraw(); else refit();
  },
  period() {
    refreshLegend(); drawPeriod(); drawTable(); drawNotice();
    if (openedTab === "chain") drawChain();
    redraw();
  },
  chain() { drawChain(); redraw(); },
  selection() {
    if (state.selected) openTab("panel");
    else openTab(openedTab === "panel" ? "legend" : openedTab, { drawer: false });
    drawPanel({ focus: true });
    markCurrent();
    if (!state.selected) comeBack();
    redraw();
    follow();
  },
  all() {
    readGround();
    translate();
    drawViews(); drawLegend(); drawPanel(); drawPeriod(); drawTable();
    openTab(openedTab, { drawer: Boolean(state.selected) });
    drawNotice();
    takeCamera();
  },
};
onChange((what) => {
  DRAWN_BY[what]();
  if (what !== "all") linkSoon();
});

// Who closes the panel goes on where it was opened.
let opener = "";
document.addEventListener("click", ({ target }) => {
  const node = target instanceof Element && target.closest("[data-edge]");
  if (node) opener = node.dataset.edge;
}, true);
function comeBack() {
  const node = opener && document.querySelector(`[data-edge="${CSS.escape(opener)}"]`);
  opener = "";
  if (node) node.focus();
}

element("table").addEventListener("toggle", () => {
  drawTable();
  linkSoon();
  const printing = document.documentElement.classList.contains("printing");
  if (element("table").open && !printing) element("edges").scrollIntoView({ block: "nearest" });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.target === field) return;
  if (state.selected) select(null);
  else if (narrow.matches) showDrawer(false);
});

// To the table, without an address of its own: what stands behind the # is the state.
element("skip").addEventListener("click", (event) => {
  event.preventDefault();
  element("edges").focus();
  element("edges").scrollIntoView();
});

async function copyLink() {
  writeLink();
  try {
    await navigator.clipboard.writeText(location.href);
    tell(say("copied"));
  } catch {
    tell(say("notCopied"));
  }
}
element("copy").addEventListener("click", copyLink);
addEventListener("hashchange", () => {
  if (location.hash.slice(1) === written) return;
  takeLink();
  changed("all");
});

function repaint() {
  readGround();
  drawLegend(); drawPanel(); drawTable(); drawChain();
  redraw();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
// Paper is light: colours change, and the drawing is made anew, before the page is taken.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  element("table").open = true;
  element("legend").hidden = false;
  repaint();
  network.redraw();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  showDrawer(!narrow.matches || side.classList.contains("opened"));
  repaint();
});

new ResizeObserver(drawYears).observe(strip);

// For tests, and for whoever drives the page from a console.
window.libyagraph = Object.freeze({
  labels: () => shownLabels.map(({ id, text, x, y, w, h, fontPx }) => ({ id, text, x, y, w, h, fontPx })),
  counts: () => {
    const sums = { tie: 0, lifted: 0, affiliation: 0 };
    for (const { family } of drawable) sums[family] += 1;
    return sums;
  },
  visible: () => ({ actors: [...visible().actors], edges: visible().edges.map(({ id }) => id) }),
  faint: () => visible().edges.filter(onlyPossible).map(({ id }) => id),
  select: (type, id) => select(type, id),
  place: (id) => spots.has(id) ? { ...network.canvasToDOM(spots.get(id)), r: radiusOf(id) } : null,
  curve: (id) => {
    const curve = shownCurves.find(({ edge }) => edge.id === id);
    return curve && { start: along(curve, 0), middle: along(curve, 0.5), end: along(curve, 1) };
  },
  chain: () => foundChain && foundChain.actors,
});

takeLink();
changed("all");
document.fonts.ready.then(repaintSoon);
