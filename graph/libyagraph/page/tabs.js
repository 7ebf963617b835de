// The tabs beside the drawing: legend, details, path. On a narrow screen their panes are a drawer over
// the drawing, closed until something is opened.
const TABS = ["legend", "panel", "chain"];
let openedTab = "legend";
const narrow = matchMedia("(max-width: 860px)");
const side = document.querySelector("aside");

function showDrawer(on) {
  side.classList.toggle("opened", on);
  for (const name of TABS) {
    element(name).hidden = name !== openedTab || (narrow.matches && !on);
    if (narrow.matches) element(`tab-${name}`).setAttribute("aria-expanded", String(on && name === openedTab));
    else element(`tab-${name}`).removeAttribute("aria-expanded");
  }
}
function openTab(name, { focus = false, drawer = true } = {}) {
  const before = openedTab;
  openedTab = name;
  for (const key of TABS) {
    const tab = element(`tab-${key}`);
    tab.setAttribute("aria-selected", String(key === name));
    tab.tabIndex = key === name ? 0 : -1;
    if (focus && key === name) tab.focus();
  }
  showDrawer(drawer);
  if (name === "chain") drawChain();
  if (before !== name && [before, name].includes("chain")) redraw();
  linkSoon();
}
TABS.forEach((key, index) => {
  const tab = element(`tab-${key}`);
  tab.addEventListener("click", () =>
    openTab(key, { drawer: !(narrow.matches && side.classList.contains("opened") && openedTab === key) }));
  tab.addEventListener("keydown", ({ key: pressed }) => {
    const ahead = rightToLeft() ? "ArrowLeft" : "ArrowRight";
    const steps = { [ahead]: 1, [ahead === "ArrowLeft" ? "ArrowRight" : "ArrowLeft"]: -1 };
    const next = pressed === "Home" ? 0 : pressed === "End" ? TABS.length - 1
      : pressed in steps ? (index + steps[pressed] + TABS.length) % TABS.length : -1;
    if (next >= 0) openTab(TABS[next], { focus: true });
  });
});
element("drawer-close").addEventListener("click", () => {
  showDrawer(false);
  element(`tab-${openedTab}`).focus();
});
narrow.addEventListener("change", () => showDrawer(!narrow.matches));
linked("tab", () => (openedTab === (state.selected ? "panel" : "legend") ? "" : openedTab),
  (text) => { openedTab = choice(text, TABS, state.selected ? "panel" : "legend"); });
