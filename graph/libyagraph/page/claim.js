// One claim, whole: what it tells, the words that say so, who says it, who denies it.

// A button that opens an actor, with its sign.
function actorButton(id) {
  const actor = actors.get(id);
  if (!actor) return isolated(id);
  return make("button", { type: "button", class: "actor", onclick: () => select("actor", id) },
    nodeSign(actor.shape, legible(actor.colour)), named(id));
}

const actorButtons = (ids) => joined((ids || []).map(actorButton), " ");

// A button that opens another claim, named by its type, by who acts or speaks, and by its source.
function claimButton(id) {
  const claim = claims.get(id);
  if (!claim) return make("span", { class: "muted" }, isolated(id), ` (${say("missing")})`);
  const roles = claim.roles || {};
  const who = (roles.actor || roles.participants || claim.saidBy || []).map(named);
  return make("button", { type: "button", class: "jump", onclick: () => select("claim", id) },
    isolated(label("type", claim.type)), who.length ? [" · ", joined(who, ", ")] : [],
    " · ", publisherName(articles.get(claim.article) || {}));
}

const publisherName = ({ publisher, title, language: lang }) =>
  publisher ? named(publisher) : spoken({ text: title || "", lang });

function passage({ start, end, text }, lang) {
  const where = make("span", { class: "where" },
    say("characters", { start, end }));
  if (!text) return make("p", { class: "position" }, where);
  const [before, marked, after] = text;
  return make("figure", { class: "passage" },
    make("blockquote", { lang, dir: "auto" }, before, make("mark", {}, marked), after),
    make("figcaption", {}, where));
}

// The title of an article, in its own language.
const articleLink = ({ id, title, url, language: lang }) =>
  link(title || id, url, title ? lang : undefined);

function source(id) {
  const article = articles.get(id);
  if (!article) return make("p", { class: "source" }, isolated(id));
  const basis = article.basis ? ` (${say(`basis.${article.basis}`)})` : "";
  return make("p", { class: "source" },
    make("cite", {}, articleLink(article)),
    make("span", { class: "muted" }, publisherName(article),
      article.agency ? [" / ", named(article.agency)] : [],
      article.published ? [" · ", date(article.published), basis] : []));
}

// The word that a party uses for another: “…” = id.
function loadedWord(value, lang) {
  const [, word, id] = /^(.*) = (\S+)$/.exec(value) || [null, value, ""];
  const quoted = spoken({ text: word, lang });
  return id ? [quoted, " = ", actorButton(id)] : quoted;
}

const EXTRA = {
  outcome: (value) => isolated(label("outcome", value)),
  repeated: (value) => (value === "true" ? say("yes") : isolated(value)),
  within: (value) => isolated(durationText(value)),
  conditions: (value) =>
    joined(value.split("; ").map((topic) => isolated(label("topic", topic))), ", "),
  label: loadedWord,
};

function extraFacts(extra, lang) {
  return [...table(extra)].flatMap(([key, value]) => {
    const term = words.get("term").has(key) ? label("term", key) : say(key);
    return fact(term, Object.hasOwn(EXTRA, key) ? EXTRA[key](value, lang) : isolated(value));
  });
}

function figure({ kind, comparator, value }) {
  const own = table(interfaces.get(language)).get(`figure.${kind}`);
  return [isolated(own || label("term", kind)), ": ",
    make("bdi", { dir: "ltr" }, figureText({ comparator, value }))];
}

function targetButton(id) {
  if (claims.has(id)) return claimButton(id);
  const first = [...claims.values()].find((claim) => claim.event === id);
  return first ? claimButton(first.id) : isolated(id);
}

function claimFacts(claim, lang) {
  const arrow = document.documentElement.dir === "rtl" ? " ← " : " → ";
  const chain = joined((claim.attribution || []).map(actorButton), arrow);
  return make("dl", {},
    fact(say("attribution"), chain),
    fact(say("relayed"), actorButtons(claim.relayedBy)),
    chain.length ? [] : fact(say("saidBy"), actorButtons(claim.saidBy)),
    [...table(claim.roles)].flatMap(([role, ids]) => fact(label("role", role), actorButtons(ids))),
    fact(say("places"), joined((claim.places || []).map((id) => spoken(placeIn(id))), ", ")),
    fact(say("timeWords"), claim.words && make("q", { lang, dir: "auto" }, claim.words)),
    fact(say("effective"), claim.effective && date(claim.effective)),
    fact(say("topics"),
      joined((claim.topics || []).map((topic) => isolated(label("topic", topic))), ", ")),
    fact(say("figures"), joined((claim.figures || []).map(figure), ", ")),
    extraFacts(claim.extra, lang),
    [...table(claim.links)].flatMap(([name, ids]) =>
      fact(label("link", name), joined(ids.map(targetButton), " "))),
    fact(say("partOf"), claim.partOf && claimButton(claim.partOf)),
    fact(say("denials"), joined((claim.deniedBy || []).map(claimButton), " ")),
    fact(say("note"), claim.note && isolated(claim.note)));
}

// heading: "h3" or "h4", by where the card stands.
function claimCard(claim, heading = "h4") {
  const lang = articles.get(claim.article)?.language; // of what is quoted
  return make("article", { class: "claim", "data-claim": claim.id },
    make(heading, {}, isolated(label("type", claim.type)),
      claim.date ? [" · ", date(claim.date)] : []),
    make("p", { class: "modality" },
      make("span", { class: `chip ${claim.modality}`, title: definition("modality", claim.modality) },
        label("modality", claim.modality)),
      claim.cue ? [" ", make("q", { lang, dir: "auto", class: "cue" }, claim.cue)] : []),
    (claim.evidence || []).map((one) => passage(one, lang)), source(claim.article),
    claimFacts(claim, lang));
}
