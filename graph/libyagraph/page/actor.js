// The panels of an actor, an event, an article and a claim.
function namesList(actor) {
  return make("dl", {}, data.languages.flatMap((code) =>
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
    make("h4", {}, label("relation", relation), badge(found.length)),
    found.sort((a, b) => a.from - b.from || 0).map((edge) => edgeButton(edge, id))));
}

// Posts and memberships over time, the earliest first: each with a bar on one scale; an end that is
// open or unknown reaches the border, and fades.
function overTime(list, id) {
  const year = (number) => Math.floor(number / 10000) + (Math.floor(number / 100) % 100 - 1) / 12;
  const all = [...list.flatMap(({ from, until }) => [from, until]).filter(Number.isFinite),
    ...bins.flatMap(({ first, last }) => [first, last])].map(year);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const at = (number, other) => (Number.isFinite(number) ? 100 * (year(number) - low) / (high - low || 1) : other);
  const bar = ({ from, until, dated }) => {
    if (!dated) return [];
    const [x1, x2] = [at(from, 0), at(until, 100)];
    const rect = (x, width, kind) => svg("rect", { x, y: 0, width, height: 4, class: kind });
    return svg("svg", { class: "term", viewBox: "0 0 100 4", preserveAspectRatio: "none", "aria-hidden": "true" },
      rect(0, 100, "axis"), rect(x1, Math.max(x2 - x1, 1), "held"),
      Number.isFinite(from) ? [] : rect(0, 3, "open"), Number.isFinite(until) ? [] : rect(97, 3, "open"));
  };
  const order = [...list].sort((a, b) => a.from - b.from || a.until - b.until || 0);
  return make("ul", { class: "terms" }, order.map((edge) =>
    make("li", {}, edgeButton(edge, id), bar(edge))));
}

PANELS.actor = (actor) => {
  const { id } = actor;
  const mine = edgesOfActor.get(id) || [];
  const of = (family) => mine.filter((edge) => edge.family === family);
  const [ties, lifted, bodies] = ["tie", "lifted", "affiliation"].map(of);
  const others = [...claims.values()].filter((c) => !edgesOfClaim.has(c.id) && tellsOf(c, id));
  return [
    make("p", { class: "over" }, nodeSign(actor.shape, legible(actor.colour)),
      label("kind", actor.kind)),
    make("h2", { tabindex: "-1" }, named(id)),
    make("p", {}, button(say("connectFrom"), () => connectFrom(id), { class: "quiet connect" })),
    namesList(actor), aliases(actor),
    make("dl", {},
      actor.camp && actor.camp !== id ? fact(say("camp"), actorButton(actor.camp)) : [],
      actor.state && actor.state !== id ? fact(say("state"), actorButton(actor.state)) : [],
      actor.wikidata ? fact(say("wikidata"),
        link(actor.wikidata, `https://www.wikidata.org/wiki/${encodeURIComponent(actor.wikidata)}`))
        : [],
      fact(say("note"), actor.note && isolated(actor.note))),
    block(say("affiliations"), bodies, overTime(bodies, id)),
    block(say("tiesOf"), ties, grouped(ties, id)),
    block(say("liftedOf"), lifted, grouped(lifted, id)),
    block(say("tellsOf"), others, others.map((claim) => claimCard(claim))),
    actor.sources ? [heading(say("sources")), provenance(actor.sources)] : [],
  ];
};

// An event has what its claims say together, where it has no more of its own.
function rolesOf(event, told) {
  if (event.roles) return table(event.roles);
  const roles = new Map();
  for (const claim of told)
    for (const [role, ids] of table(claim.roles))
      roles.set(role, [...new Set([...(roles.get(role) || []), ...ids])]);
  return roles;
}

PANELS.event = (event) => {
  const told = claimsOfEvent.get(event.id) || [];
  const ties = edgesOfEvent.get(event.id) || [];
  const where = event.places || [...new Set(told.flatMap((claim) => claim.places || []))];
  const denying = (answersTo.get(event.id) || []).filter(({ name }) => name === "denies");
  const who = [...new Set([...told.flatMap((claim) => claim.deniedBy || []), ...denying.map((d) => d.claim.id)]
    .flatMap((id) => tellersOf(claims.get(id) || {})))];
  return [
    make("p", { class: "over" }, say("event")),
    make("h2", { tabindex: "-1" }, isolated(label("type", event.type)),
      event.date ? [" · ", date(event.date)] : []),
    event.status ? statusLine({ status: event.status, deniedBy: who }, INK) : [],
    make("dl", {},
      fact(say("date"), event.date ? [date(event.date), make("span", { class: "muted" }, " = ",
        day(spanText(event.first, event.last)))] : make("span", { class: "muted" }, say("undated"))),
      [...rolesOf(event, told)].flatMap(([role, ids]) => fact(label("role", role), actorButtons(ids))),
      fact(say("places"), joined(where.map((id) => spoken(placeIn(id))), ", ")),
      fact(say("denials"), joined(denying.map(({ claim }) => claimButton(claim.id)), " "))),
    block(say("tiesOf"), ties, ties.map((edge) => edgeButton(edge))),
    block(say("told"), told, told.map((claim) => claimCard(claim))),
  ];
};

PANELS.article = (article) => {
  const told = claimsOfArticle.get(article.id) || [];
  const at = ({ evidence }) => (evidence?.length
    ? make("span", { class: "where" }, say("characters", evidence[0])) : []);
  return [
    make("p", { class: "over" }, say("articleOne")),
    make("h2", { tabindex: "-1" }, spoken({ text: article.title || article.id, lang: article.language })),
    make("p", { class: "muted" }, published(article)),
    webAddress(article.url) ? make("p", {}, link(article.url, article.url)) : [],
    block(say("claimsOf"), told, make("ul", { class: "plain" }, told.map((claim) =>
      make("li", {}, claimButton(claim.id), make("br"), at(claim))))),
  ];
};

PANELS.claim = (claim) => {
  const yielded = edgesOfClaim.get(claim.id) || [];
  return [
    make("p", { class: "over" }, say("claim")),
    make("h2", { tabindex: "-1" }, isolated(label("type", claim.type))),
    claimCard(claim, "h3"),
    block(say("tiesOf"), yielded, yielded.map((edge) => edgeButton(edge))),
  ];
};
