// The panel: what is selected, opened down to the claims. Here are its frame and the panel of an
// edge; `actor.js` has the others.
const panel = element("panel");

const dashesOf = (group, key) =>
  data.legend.find((entry) => entry.group === group && entry.key === key)?.dashes;

function statusLine({ status, deniedBy }, colour) {
  const who = (deniedBy || []).map(actorButton);
  const contested = status === "contested" || status === "denied";
  const said = who.length ? sayAround("deniedBy", "who", joined(who, " "))
    : contested ? say("contestedNoName") : "";
  const means = said || definition("status", status);
  return make("p", { class: "status" }, edgeSign(colour, dashesOf("status", status)),
    make("strong", {}, label("status", status)), means ? [" — ", means] : []);
}

function ends(edge) {
  return make("p", { class: "ends" }, actorButton(edge.source),
    make("span", { class: "arrow", "aria-hidden": "true" }, ` ${arrowOf(edge)} `), actorButton(edge.target));
}

const signOfEdge = (edge) => {
  const { colour, dashes } = strokeOf(edge.id);
  return edgeSign(legible(colour), dashes);
};

function edgeDate(edge) {
  if (shortDate(edge)) return day(shortDate(edge));
  return say(edge.family === "affiliation" ? "noPeriod" : "undated");
}

// seen: the actor in whose list the edge stands; its name is left out.
function edgeButton(edge, seen = "") {
  const other = edge.source === seen ? edge.target : edge.source;
  // In a list of one relation its name stands above already.
  const title = wording(edge.title) || (seen ? null : { text: label("relation", edge.relation) });
  const out = edge.symmetric ? "↔" : edge.source === seen ? arrow() : arrowBack();
  const names = seen ? [`${out} `, named(other)] : edgeTitle(edge);
  return make("button", { type: "button", class: "edge", "data-open": edge.id, onclick: () => select("edge", edge.id) },
    make("span", { class: "swatch" }, signOfEdge(edge)),
    make("span", { class: "what" }, names, title ? [" · ", spoken(title)] : [],
      edge.family === "lifted" ? ` (${say("lifted")})` : ""),
    make("span", { class: "muted" }, edgeDate(edge)));
}

const heading = (text, ...more) => make("h3", {}, text, ...more);
const badge = (count) => make("span", { class: "badge" }, count);

// A part of a panel under a heading with a number; nothing where the list is empty.
const block = (title, list, content) => (list.length ? [heading(title, badge(list.length)), content] : []);

// A source is an article of this page, by its id, or an address.
function sourceLink(text) {
  const id = text.replace(/^article:/, "");
  if (!articles.has(id)) return link(text, text);
  return make("button", { type: "button", class: "jump", onclick: () => select("article", id) },
    spoken({ text: articles.get(id).title || id, lang: articles.get(id).language }));
}

const provenance = (sources) =>
  make("ul", { class: "plain" }, (sources || []).map((text) => make("li", {}, sourceLink(text))));

// Through what one end is lifted, step by step.
function way(name, ids) {
  if (!ids?.length) return fact(name, make("span", { class: "muted" }, say("notLifted")));
  const step = (id) => edges.has(id) ? edgeButton(edges.get(id))
    : make("span", { class: "muted" }, isolated(id), ` (${say("missing")})`);
  return [make("div", {}, make("dt", {}, name), make("dd", {}, ids.map(step)))];
}

function edgePanel(edge) {
  const bodies = edge.family === "affiliation";
  const title = wording(edge.title);
  const tie = edge.liftedFrom && edges.get(edge.liftedFrom);
  const told = edge.claims.map((id) => claims.get(id)).filter(Boolean);
  const means = definition("relation", edge.relation);
  const extra = [];
  if (edge.family === "lifted") {
    extra.push(heading(say("through")), tie ? edgeButton(tie) : isolated(edge.liftedFrom),
      make("dl", {}, way(say("wayFrom"), edge.viaSource), way(say("wayTo"), edge.viaTarget)));
  }
  if (bodies) extra.push(heading(say("provenance")), provenance(edge.provenance));
  else extra.push(block(say("told"), told, told.map((claim) => claimCard(claim))));
  const when = edge.date || (edge.first || edge.last ? `${edge.first || ".."}/${edge.last || ".."}` : "");
  return [
    make("p", { class: "over" }, say(bodies ? "affiliationOne" : edge.family)),
    make("h2", { tabindex: "-1" }, spoken(title || { text: label("relation", edge.relation) })),
    ends(edge),
    means ? make("p", { class: "muted" }, isolated(means)) : [],
    bodies ? [] : statusLine(edge, legible(strokeOf(edge.id).colour)),
    make("dl", {},
      title ? fact(say("relationOne"), label("relation", edge.relation)) : [],
      fact(say(bodies ? "period" : "date"),
        when ? date(when) : make("span", { class: "muted" }, edgeDate(edge))),
      events.has(edge.event) ? fact(say("event"), eventButton(edge.event))
        : edge.eventType ? fact(say("event"), label("type", edge.eventType)) : [],
      bodies ? [] : fact(say("distinct"), String(edge.sources))),
    extra,
  ];
}

const PANELS = { edge: edgePanel };
function drawPanel({ focus = false } = {}) {
  const chosen = state.selected;
  const bar = make("div", { class: "bar" },
    state.past.length ? button(say("back"), goBack) : [],
    chosen ? button(say("close"), () => select(null), { class: "quiet close" }) : []);
  const source = chosen && tables[chosen.type].get(chosen.id);
  const content = source ? PANELS[chosen.type](source) : make("p", { class: "muted" }, say("choose"));
  panel.replaceChildren(bar, ...[content].flat(Infinity));
  if (source) panel.scrollTop = 0;
  const beside = matchMedia("(min-width: 861px)").matches;
  if (focus && source) panel.querySelector("h2").focus({ preventScroll: beside });
}
