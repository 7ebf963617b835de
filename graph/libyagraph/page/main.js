// Everything wired together: tabs, languages, views, and what is redrawn when.
function openTab(name, focus = false) {
  for (const key of ["legend", "panel"]) {
    const tab = element(`tab-${key}`);
    tab.setAttribute("aria-selected", String(key === name));
    tab.tabIndex = key === name ? 0 : -1;
    element(key).hidden = key !== name;
    if (focus && key === name) tab.focus();
  }
}
for (const key of ["legend", "panel"]) {
  const tab = element(`tab-${key}`);
  tab.addEventListener("click", () => openTab(key));
  tab.addEventListener("keydown", (event) => {
    if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key))
      openTab(key === "legend" ? "panel" : "legend", true);
  });
}

function translate() {
  document.documentElement.lang = language;
  document.documentElement.dir = interfaces.get(language).direction;
  for (const node of document.querySelectorAll("[data-word]"))
    node.textContent = say(node.dataset.word);
  for (const node of document.querySelectorAll("[data-aria]"))
    node.setAttribute("aria-label", say(node.dataset.aria));
  field.placeholder = say("search");
  if (!data.title) {
    document.title = say("title");
    document.querySelector("h1 bdi").textContent = say("title");
  }
  const count = (key) => make("span", {}, make("b", {}, data.totals[key]), ` ${say(key)}`);
  element("counts").replaceChildren(
    ...joined(["articles", "claims", "ties", "actors"].map(count), " "),
    ...(data.note ? [make("details", { class: "limits" }, make("summary", {}, say("limits")),
      make("p", { dir: "auto" }, data.note))] : []));
}

function drawLanguages() {
  element("languages").replaceChildren(...data.languages.map((code) =>
    make("button", { type: "button", lang: code, "aria-pressed": String(code === language),
      "data-language": code, onclick: () => { language = code; changed("language"); } },
    interfaces.get(code).name)));
}

function drawViews() {
  for (const button of document.querySelectorAll("[data-view]"))
    button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
}
for (const button of document.querySelectorAll("[data-view]"))
  button.addEventListener("click", () => { state.view = button.dataset.view; changed("view"); });

onChange((what) => {
  if (what === "language") {
    const focused = document.activeElement?.dataset.language;
    translate();
    drawLanguages();
    if (focused) document.querySelector(`[data-language="${focused}"]`)?.focus();
  }
  if (what === "view") drawViews();
  if (what !== "filters" && what !== "selection") drawLegend();
  if (what === "selection") openTab(state.selected ? "panel" : "legend");
  if (what !== "filters") drawPanel({ focus: what === "selection" });
  drawTable();
  if (what === "selection") comeBack();
  if (what === "view") fit();
  else if (what === "filters") refit();
  else redraw();
});

// Who closes the panel goes on where it was opened.
let opener = "";
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("[data-edge]");
  if (button) opener = button.dataset.edge;
}, true);
function comeBack() {
  if (state.selected) return;
  const buttons = [...document.querySelectorAll("[data-edge]")];
  const button = buttons.find((node) => node.dataset.edge === opener);
  opener = "";
  if (button) button.focus();
}

function follow(selection) {
  const actor = selection?.type === "actor" && visible().actors.has(selection.id);
  if (actor && isOutside(selection.id)) network.moveTo({ position: placeOf(selection.id) });
}
onChange((what) => { if (what === "selection") follow(state.selected); });

function zoom(factor) {
  ownView = true;
  network.moveTo({ scale: network.getScale() * factor });
}
element("zoom-in").addEventListener("click", () => zoom(1.3));
element("zoom-out").addEventListener("click", () => zoom(1 / 1.3));
element("fit").addEventListener("click", () => fit());
element("table").addEventListener("toggle", () => {
  drawTable();
  const printing = document.documentElement.classList.contains("printing");
  if (element("table").open && !printing) element("edges").scrollIntoView({ block: "nearest" });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.selected && event.target !== field) select(null);
});

function repaint() {
  readGround();
  redraw();
  drawLegend();
  drawPanel();
  drawTable();
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
// Paper is light: colours change, and the drawing is made anew, before the page is taken.
addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  element("table").open = true;
  repaint();
  network.redraw();
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  repaint();
});

const header = document.querySelector(".top");
new ResizeObserver(() => {
  document.documentElement.style.setProperty("--top", `${header.offsetHeight}px`);
}).observe(header);
new ResizeObserver(() => {
  if (document.documentElement.classList.contains("printing")) return;
  network.setSize("100%", "100%");
  fit();
}).observe(canvas);

// For tests, and for whoever drives the page from a console.
window.libyagraph = Object.freeze({
  labels: () => shownLabels.map(({ id, text, x, y, w, h, fontPx }) => ({ id, text, x, y, w, h, fontPx })),
  counts: () => {
    const sums = { tie: 0, lifted: 0, affiliation: 0 };
    for (const { family } of edges.values()) sums[family] += 1;
    return sums;
  },
  visible: () => ({ actors: [...visible().actors], edges: visible().edges.map(({ id }) => id) }),
  select: (type, id) => select(type, id),
  place: (id) => ({ ...network.canvasToDOM(placeOf(id)), r: radiusOf(id) }),
});

readGround();
translate();
drawLanguages();
drawViews();
drawLegend();
drawPanel();
drawTable();
fit();
document.fonts.ready.then(() => network.redraw());
