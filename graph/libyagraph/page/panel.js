// The panel: what is selected, opened down to the claims.
const panel = element("panel");

function statusLine(edge) {
  const entry = data.legend.find((e) => e.group === "status" && e.key === edge.status);
  const who = (edge.deniedBy || []).map(named);
  const contested = edge.status === "contested" || edge.status === "denied";
  const said = who.length ? sayAround("deniedBy", "who", joined(who, ", "))
    : contested ? say("contestedNoName") : "";
  const means = said || definition("status", edge.status);
  return make("p", { class: "status" },
    edgeSign(legible(strokeOf(edge.id).color), (entry || {}).dashes),
    make("strong", {}, label("status", edge.status)), means ? [" — ", means] : []);
}

function ends(edge) {
  const rtl = document.documentElement.dir === "rtl";
  const arrow = edge.symmetric ? "↔" : rtl ? "←" : "→";
  return make("p", { class: "ends" }, actorButton(edge.source),
    make("span", { class: "arrow", "aria-hidden": "true" }, ` ${arrow} `), actorButton(edge.target));
}

function edgeButton(edge, seen = "") {
  const other = edge.source === seen ? edge.target : edge.source;
  // In a list of one relation its name stands above already.
  const title = wording(edge.title) || (seen ? null : { text: label("relation", edge.relation) });
  const rtl = document.documentElement.dir === "rtl";
  const out = edge.symmetric ? "↔" : (edge.source === seen) !== rtl ? "→" : "←";
  const names = seen ? [`${out} `, named(other)] : edgeTitle(edge);
  return make("button", { type: "button", class: "edge", onclick: () => select("edge", edge.id) },
    make("span", { class: "swatch" },
      edgeSign(legible(strokeOf(edge.id).color), strokeOf(edge.id).dashes || [])),
    make("span", { class: "what" }, names, title ? [" · ", spoken(title)] : [],
      edge.family === "lifted" ? ` (${say("lifted")})` : ""),
    make("span", { class: "muted" }, shortDate(edge) ? day(shortDate(edge))
      : edge.family === "affiliation" ? say("noPeriod") : say("undated")));
}

function heading(text, ...more) {
  return make("h3", {}, text, ...more);
}

// A source is an article of this page, by its id, or an address.
function sourceLink(text) {
  const article = articles.get(text.replace(/^article:/, ""));
  return article ? articleLink(article) : link(text, text);
}

function provenance(sources) {
  return make("ul", { class: "plain" }, (sources || []).map((text) => make("li", {}, sourceLink(text))));
}

function way(name, ids) {
  const steps = (ids || []).map((id) => edges.get(id)).filter(Boolean);
  if (!steps.length) return fact(name, make("span", { class: "muted" }, say("notLifted")));
  return [make("div", {}, make("dt", {}, name), make("dd", {}, steps.map((step) => edgeButton(step))))];
}

function edgePanel(edge) {
  const bodies = edge.family === "affiliation";
  const title = wording(edge.title);
  const tie = edge.liftedFrom && edges.get(edge.liftedFrom);
  const told = (edge.claims || []).map((id) => claims.get(id)).filter(Boolean);
  const means = definition("relation", edge.relation);
  const extra = [];
  if (edge.family === "lifted") {
    extra.push(heading(say("through")), tie ? edgeButton(tie) : isolated(edge.liftedFrom),
      make("dl", {}, way(say("wayFrom"), edge.viaSource), way(say("wayTo"), edge.viaTarget)));
  }
  if (bodies) extra.push(heading(say("provenance")), provenance(edge.provenance));
  if (!bodies) {
    extra.push(heading(say("told"), make("span", { class: "badge" }, told.length)),
      told.map((claim) => claimCard(claim)));
  }
  return [
    make("p", { class: "over" }, say(bodies ? "affiliationOne" : edge.family)),
    make("h2", { tabindex: "-1" }, spoken(title || { text: label("relation", edge.relation) })),
    ends(edge),
    means ? make("p", { class: "muted" }, isolated(means)) : [],
    bodies ? [] : statusLine(edge),
    make("dl", {},
      title ? fact(say("relationOne"), label("relation", edge.relation)) : [],
      fact(say(bodies ? "period" : "date"), edge.date ? date(edge.date)
        : edge.first || edge.last ? date(`${edge.first || ".."}/${edge.last || ".."}`) : make("span", { class: "muted" }, say(bodies ? "noPeriod" : "undated"))),
      edge.eventType ? fact(say("event"), label("type", edge.eventType)) : [],
      bodies ? [] : fact(say("distinct"), String(edge.sources || 0))),
    extra,
  ];
}

function namesList(actor) {
  return make("dl", {}, ["fr", "en", "ar"].flatMap((code) =>
    fact(spoken({ text: interfaces.get(code).name, lang: code }),
      table(actor.names).get(code) && make("bdi", { lang: code }, table(actor.names).get(code)))));
}

function aliases(actor) {
  const all = (actor.aliases || []).map((alias) => [make("bdi", { lang: alias.language }, alias.value),
    alias.valid ? [" (", date(alias.valid), ")"] : []]);
  return all.length ? make("dl", {}, fact(say("aliases"), joined(all, " · "))) : [];
}

function tellsOf(claim, id) {
  return (claim.saidBy || []).includes(id) || (claim.attribution || []).includes(id)
    || (claim.relayedBy || []).includes(id) || [...table(claim.roles).values()].flat().includes(id);
}

function grouped(list, id) {
  const groups = new Map();
  for (const edge of list) push(groups, edge.relation, edge);
  return [...groups].map(([relation, found]) => make("section", { class: "group" },
    make("h4", {}, label("relation", relation), make("span", { class: "badge" }, found.length)),
    found.map((edge) => edgeButton(edge, id))));
}

function actorPanel(id) {
  const actor = actors.get(id);
  const own = edgesOfActor.get(id) || [];
  const of = (family) => own.filter((edge) => edge.family === family);
  const [ties, lifted, bodies] = ["tie", "lifted", "affiliation"].map(of);
  const others = [...claims.values()].filter((c) => !edgesOfClaim.has(c.id) && tellsOf(c, id));
  const block = (title, list, content) => list.length
    ? [heading(title, make("span", { class: "badge" }, list.length)), content] : [];
  return [
    make("p", { class: "over" }, nodeSign(actor.shape, legible(actor.colour)),
      label("kind", actor.kind)),
    make("h2", { tabindex: "-1" }, named(id)),
    namesList(actor), aliases(actor),
    make("dl", {},
      actor.camp && actor.camp !== id ? fact(say("camp"), actorButton(actor.camp)) : [],
      actor.state && actor.state !== id ? fact(say("state"), actorButton(actor.state)) : [],
      actor.wikidata ? fact(say("wikidata"),
        link(actor.wikidata, `https://www.wikidata.org/wiki/${encodeURIComponent(actor.wikidata)}`))
        : [],
      fact(say("note"), actor.note && isolated(actor.note))),
    block(say("tiesOf"), ties, grouped(ties, id)),
    block(say("lifted"), lifted, grouped(lifted, id)),
    block(say("affiliations"), bodies, grouped(bodies, id)),
    block(say("tellsOf"), others, others.map((claim) => claimCard(claim))),
    actor.sources ? [heading(say("sources")), provenance(actor.sources)] : [],
  ];
}

function claimPanel(claim) {
  const yielded = edgesOfClaim.get(claim.id) || [];
  return [
    make("p", { class: "over" }, say("claim")),
    make("h2", { tabindex: "-1" }, isolated(label("type", claim.type))),
    claimCard(claim, "h3"),
    yielded.length ? [heading(say("tiesOf")), yielded.map((edge) => edgeButton(edge))] : [],
  ];
}

function drawPanel({ focus = false } = {}) {
  const chosen = state.selected;
  const bar = make("div", { class: "bar" },
    state.past.length ? make("button", { type: "button", class: "quiet", onclick: goBack }, say("back")) : [],
    chosen ? make("button", { type: "button", class: "quiet close", onclick: () => select(null) },
      say("close")) : []);
  const source = { edge: edges, actor: actors, claim: claims }[chosen?.type]?.get(chosen.id);
  const content = !source ? make("p", { class: "muted" }, say("choose"))
    : chosen.type === "edge" ? edgePanel(source)
      : chosen.type === "actor" ? actorPanel(chosen.id) : claimPanel(source);
  panel.replaceChildren(bar, ...[content].flat(Infinity));
  panel.scrollTop = 0;
    const beside = matchMedia("(min-width: 861px)").matches;
  if (focus && source) panel.querySelector("h2").focus({ preventScroll: beside });
}
