// One claim, whole: what it tells, the words that say so, who says it, who denies it.

// A button that opens an actor, with its sign.
function actorButton(id) {
  const actor = actors.get(id);
  if (!actor) return isolated(id);
  return make("button", { type: "button", class: "actor", onclick: () => select("actor", id) },
    nodeSign(actor.shape, legible(actor.colour)), named(id));
}

const actorButtons = (ids) => joined((ids || []).map(actorButton), " ");

// Who acts or speaks in a claim.
function tellersOf(claim) {
  const { actor, participants } = claim.roles || {};
  return actor || participants || claim.saidBy || [];
}

// A button that opens another claim, named by its type, by who acts or speaks, and by its source.
function claimButton(id) {
  const claim = claims.get(id);
  if (!claim) return make("span", { class: "muted" }, isolated(id), ` (${say("missing")})`);
  const who = tellersOf(claim).map(named);
  return make("button", { type: "button", class: "jump", onclick: () => select("claim", id) },
    isolated(label("type", claim.type)), who.length ? [" · ", joined(who, ", ")] : [],
    " · ", publisherName(articles.get(claim.article) || {}));
}

const publisherName = ({ publisher, title, language: lang }) =>
  publisher ? named(publisher) : spoken({ text: title || "", lang });

function passage({ start, end, text }, lang) {
  const where = make("span", { class: "where" }, say("characters", { start, end }));
  if (!text) return make("p", { class: "position" }, where);
  const [before, marked, after] = text;
  return make("figure", { class: "passage" },
    make("blockquote", { lang, dir: "auto" }, before, make("mark", {}, marked), after),
    make("figcaption", {}, where));
}

// The title of an article, in its own language.
const articleLink = ({ id, title, url, language: lang }) =>
  link(title || id, url, title ? lang : undefined);

// Who published it, and when, as far as that is known and from where.
function published(article) {
  const basis = article.basis ? ` (${say(`basis.${article.basis}`)})` : "";
  return [publisherName(article), article.agency ? [" / ", named(article.agency)] : [],
    article.published ? [" · ", date(article.published), basis] : []];
}

function source(id) {
  const article = articles.get(id);
  if (!article) return make("p", { class: "source" }, isolated(id));
  return make("p", { class: "source" },
    make("cite", {}, articleLink(article)),
    make("button", { type: "button", class: "jump muted", onclick: () => select("article", id) },
      published(article)));
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
  const mine = table(interfaces.get(language)).get(`figure.${kind}`);
  return [isolated(mine || label("term", kind)), ": ",
    make("bdi", { dir: "ltr" }, figureText({ comparator, value }))];
}

function eventButton(id) {
  const { type, date: when } = events.get(id);
  return make("button", { type: "button", class: "jump", onclick: () => select("event", id) },
    isolated(label("type", type)), when ? [" · ", date(when)] : []);
}

// What a claim answers: another claim, or an event that the articles share.
function targetButton(id) {
  if (claims.has(id)) return claimButton(id);
  return events.has(id) ? eventButton(id) : isolated(id);
}

// When, as the text has it, as it was resolved, and between which days that lies.
function dateFacts(claim, lang) {
  const [first, last] = claim.span || [];
  return [
    fact(say("timeWords"), claim.words && make("q", { lang, dir: "auto" }, claim.words)),
    fact(say("date"), claim.date ? [date(claim.date), claim.span
      ? make("span", { class: "muted" }, " = ", day(spanText(first, last))) : []]
      : make("span", { class: "muted" }, say("undated"))),
    fact(say("effective"), claim.effective && date(claim.effective)),
  ];
}

// Who denies a claim: their names, and the claims that do so.
function denials(claim) {
  const ids = claim.deniedBy || [];
  if (!ids.length) return [];
  const who = [...new Set(ids.flatMap((id) => tellersOf(claims.get(id) || {})))].map(actorButton);
  return make("div", { class: "denied" },
    make("p", {}, who.length ? sayAround("deniedBy", "who", joined(who, " ")) : say("contestedNoName")),
    joined(ids.map(claimButton), " "));
}

function answers(claim) {
  const back = (answersTo.get(claim.id) || []).filter(({ name }) => name !== "denies");
  return [
    [...table(claim.links)].flatMap(([name, ids]) =>
      fact(label("link", name), joined(ids.map(targetButton), " "))),
    fact(say("answered"), back.map(({ name, claim: other }) =>
      make("div", {}, isolated(label("link", name)), ": ", claimButton(other.id)))),
  ];
}

function claimFacts(claim, lang) {
  const chain = joined((claim.attribution || []).map(actorButton), ` ${arrow()} `);
  const others = (claimsOfEvent.get(claim.event) || []).length > 1 || claim.event !== claim.id;
  return make("dl", {},
    dateFacts(claim, lang),
    fact(say("attribution"), chain),
    fact(say("relayed"), actorButtons(claim.relayedBy)),
    chain.length ? [] : fact(say("saidBy"), actorButtons(claim.saidBy)),
    [...table(claim.roles)].flatMap(([role, ids]) => fact(label("role", role), actorButtons(ids))),
    fact(say("places"), joined((claim.places || []).map((id) => spoken(placeIn(id))), ", ")),
    fact(say("topics"),
      joined((claim.topics || []).map((topic) => isolated(label("topic", topic))), ", ")),
    fact(say("figures"), joined((claim.figures || []).map(figure), ", ")),
    extraFacts(claim.extra, lang),
    answers(claim),
    fact(say("partOf"), claim.partOf && claimButton(claim.partOf)),
    others && events.has(claim.event) ? fact(say("event"), eventButton(claim.event)) : [],
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
    denials(claim),
    (claim.evidence || []).map((one) => passage(one, lang)), source(claim.article),
    claimFacts(claim, lang));
}
