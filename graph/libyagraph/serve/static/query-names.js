// What actors and articles are called: asked of the server once, when somebody first needs it, and
// searched by folded names, then by the sound of their consonants. It knows letters, and no name.
import { isActor, idOf, language } from "./query-data.js";

const MOST = 50;
let asking = null;
let actors = new Map();
let articles = new Map();
let kinds = new Map();

const inReadersLanguage = (texts) => {
  const known = new Map(Object.entries(texts || {}));
  const lang = [language, "fr", "en", ...known.keys()].find((code) => known.get(code));
  return lang ? { text: known.get(lang), lang } : null;
};

// All spellings by which a thing is found, each in its forms.
function entry(id, name, note, others, weight = 0) {
  const forms = [...new Set([name.text, ...others, id])].map((text) => {
    const form = fold(text);
    return { text, form, bones: skeleton(form) };
  });
  return { id, name, note, forms, weight };
}

function take(given) {
  kinds = new Map(Object.entries(given.kinds || {}));
  actors = new Map(given.actors.map(({ id, kind, names, aliases, weight }) => {
    const note = inReadersLanguage(kinds.get(kind))?.text || kind;
    const others = [...Object.values(names), ...aliases];
    return [id, entry(id, inReadersLanguage(names) || { text: id }, note, others, weight)];
  }));
  articles = new Map(given.articles.map(({ id, title, date }) =>
    [id, entry(id, { text: title || id, lang: "" }, date, [date])]));
}

// Settles once the names are there, or can't be had: ids do without.
export function loaded() {
  asking ||= fetch("/names", { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .then(take)
    .catch(() => { asking = null; });
  return asking;
}

const tableOf = (kind) => (kind === "article" ? articles : actors);
// {text, lang} of an id.
export const nameOf = (kind, id) => tableOf(kind).get(id)?.name || { text: id };
export const knows = (kind, id) => tableOf(kind).has(id);
export const actorName = (term) => (isActor(term) ? nameOf("actor", idOf(term.value)) : { text: term.value });

// How well one spelling answers: whole, from the beginning of a word, anywhere, by sound; 0 not at
// all. People type the last word of a name as often as its first.
function score({ form, bones }, wanted) {
  if (form === wanted.form) return 4;
  if (` ${form}`.includes(` ${wanted.form}`)) return 3;
  if (wanted.words.every((word) => form.includes(word))) return 2;
  return wanted.sounds && wanted.bones.every((bone) => bones.some((own) => own.startsWith(bone))) ? 1 : 0;
}

// The best answers to what was typed; of those that are as good the ones with more ties, then by
// name: {id, name, note, by}.
export function search(kind, text) {
  const form = fold(text);
  const bones = skeleton(form);
  const wanted = { form, words: form.split(" "), bones, sounds: bones.join("").length >= 3 };
  const found = [];
  for (const one of tableOf(kind).values()) {
    const [best, by] = one.forms.map((spelling) => [form ? score(spelling, wanted) : 1, spelling.text])
      .reduce((former, next) => (next[0] > former[0] ? next : former), [0, ""]);
    if (best) found.push({ ...one, best, by });
  }
  const collator = new Intl.Collator(language);
  return found
    .sort((one, other) => other.best - one.best || (form ? other.weight - one.weight : 0) || collator.compare(one.name.text, other.name.text))
    .slice(0, MOST);
}

// The one thing that is called so, as its id; what was typed where none is, or several are.
export function idFor(kind, text) {
  const form = fold(text);
  const called = [...tableOf(kind).values()].filter(({ forms }) => forms.some((one) => one.form === form));
  return form && !knows(kind, text) && called.length === 1 ? called[0].id : text;
}
