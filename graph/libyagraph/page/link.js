// The state as an address: what differs from the page's first state stands behind the # of its
// address, so that a link opens what its sender saw. Whoever has a part of the state says how it is
// written and taken up. A link is anybody's text: what is not known is passed over.
const LONGEST_LINK = 20000;
const linkParts = [];
// write() gives a text, or "" for the first state; take(text) is given "" for that.
const linked = (name, write, take) => linkParts.push({ name, write, take });

const plainly = (text) => encodeURIComponent(text)
  .replace(/%(?:3A|2C|2F|7E|21|2A)/g, (code) => decodeURIComponent(code));
function linkText() {
  const parts = linkParts.map(({ name, write }) => [name, write()]).filter(([, text]) => text);
  return parts.map(([name, text]) => `${name}=${plainly(text)}`).join("&");
}

let written = "";
let writing = 0;
function writeLink() {
  clearTimeout(writing);
  writing = 0;
  const text = linkText();
  if (text === written) return;
  written = text;
  try {
    history.replaceState(null, "", text ? `#${text}` : location.pathname + location.search);
  } catch {
    // A browser may forbid it where the page has no place of its own; the link is then as it was.
  }
}
// Addresses change when the reader rests: browsers allow some hundred changes a minute at most.
function linkSoon() {
  if (!writing) writing = setTimeout(writeLink, 250);
}

function takeLink() {
  const text = location.hash.slice(1, LONGEST_LINK);
  const given = new URLSearchParams(text);
  for (const { name, take } of linkParts) take(given.get(name) || "");
  written = linkText();
}

const choice = (text, known, otherwise) => (known.includes(text) ? text : otherwise);

linked("view", () => (state.view === "people" ? "" : state.view),
  (text) => { state.view = choice(text, ["people", "states"], "people"); });
linked("lang", () => (language === data.language ? "" : language),
  (text) => { language = choice(text, data.languages, data.language); });

// A filter: "*" all, "a,b" these alone, "!a,b" all but these; the shorter is written.
const EMPTY = "_"; // actors without a bloc
function filterText(group) {
  const off = state.off[group];
  const all = [...keysOf.get(group)];
  const list = (keys) => keys.map((key) => key || EMPTY).sort().join(",");
  if (!off.size) return "*";
  const on = all.filter((key) => !off.has(key));
  return on.length && on.length < off.size ? list(on) : `!${list([...off])}`;
}
function takeFilter(group, text) {
  const all = [...keysOf.get(group)];
  const without = text.startsWith("!");
  const named = new Set(text.replace(/^!/, "").split(",").filter(Boolean)
    .map((key) => (key === EMPTY ? "" : key)));
  const known = all.filter((key) => named.has(key));
  // Where nothing of it is known, nothing is hidden.
  const off = text === "*" || !known.length ? [] : all.filter((key) => named.has(key) === without);
  state.off[group] = new Set(off);
}
const firstFilters = new Map(GROUPS.map((group) => [group, filterText(group)]));
for (const group of GROUPS) {
  linked(group, () => { const text = filterText(group); return text === firstFilters.get(group) ? "" : text; },
    (text) => takeFilter(group, text || firstFilters.get(group)));
}
for (const name of ["affiliations", "undated", "possible"])
  linked(name, () => (state[name] ? "" : "0"), (text) => { state[name] = text !== "0"; });
linked("top", () => (state.top === data.start.top ? "" : String(state.top)),
  (text) => { state.top = text === "0" ? 0 : data.start.top; });

const isWhole = ({ from, to }) => from <= 0 && to >= bins.length - 1;
linked("period",
  () => (state.period ? [state.period.from, state.period.to].map((at) => binKey(bins[at])).join("~") : ""),
  (text) => {
    const [from, to] = text.split("~").map((key) => bins.findIndex((bin) => binKey(bin) === key));
    const period = from >= 0 && to >= from ? { from, to } : null;
    state.period = period && !isWhole(period) ? period : null;
  });

linked("open", () => (state.selected ? `${state.selected.type}:${state.selected.id}` : ""), (text) => {
  const [, type, id] = /^([a-z]+):([\s\S]*)$/.exec(text) || [];
  state.selected = type && known(type, id) ? { type, id } : null;
  state.past = [];
});
linked("chain", () => {
  const { from, to, by, over } = state.chain;
  return from || to ? [from, to, by, over].join("~") : "";
}, (text) => {
  const [from, to, by, over] = text.split("~");
  state.chain = {
    from: actors.has(from) ? from : "", to: actors.has(to) ? to : "",
    by: choice(by, ["strongest", "shortest"], "strongest"),
    over: choice(over, ["shown", "all"], "shown"),
  };
});
