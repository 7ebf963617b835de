// Fields that find actors: comboboxes over names and aliases in all languages, folded, and at last
// by the sound of their consonants.
const MOST = 9;
let folded = null; // made at the first search
const nameForms = () => folded ||= [...actors].filter(([id]) => placedNodes.has(id)).map(([id, actor]) => {
  const names = [...table(actor.names).values(), ...(actor.aliases || []).map((a) => a.value), id];
  const forms = [...new Set(names)].map((text) => ({ text, form: fold(text) }));
  for (const one of forms) one.bones = skeleton(one.form);
  return { id, forms };
});

// Best first: a name that begins so, then a word that does, then anything; then what sounds so; then
// the weightier.
function matches(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const parts = wanted.split(" ");
  const bones = skeleton(wanted);
  const sounds = bones.join("").length >= 3;
  const results = [];
  for (const { id, forms } of nameForms()) {
    let best = 0;
    let by = "";
    for (const { text, form, bones: own } of forms) {
      const score = form.startsWith(wanted) ? 4 : ` ${form}`.includes(` ${wanted}`) ? 3
        : parts.every((part) => form.includes(part)) ? 2
          : sounds && bones.every((bone) => own.some((one) => one.startsWith(bone))) ? 1 : 0;
      if (score > best) [best, by] = [score, text];
    }
    if (best) results.push({ id, best, by, weight: actors.get(id).weight || 0 });
  }
  return results
    .sort((a, b) => b.best - a.best || b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, MOST);
}

// field: an input; list: its listbox; choose: told of the actor that was taken.
function makeFinder(field, list, choose) {
  let at = -1;
  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (id) => { close(); choose(id); };
  const option = ({ id, by }, index) => {
    const name = nameIn(id);
    const actor = actors.get(id);
    return make("li", { role: "option", id: `${list.id}-${index}`, "data-id": id, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); take(id); } },
    nodeSign(actor.shape, legible(actor.colour)), make("span", { class: "what" }, spoken(name),
      by !== name.text && by !== id ? make("span", { class: "muted" }, " · ", isolated(by)) : []),
    make("span", { class: "muted" }, label("kind", actor.kind)));
  };
  const open = () => {
    at = -1;
    field.removeAttribute("aria-activedescendant");
    if (!fold(field.value)) return close();
    const results = matches(field.value);
    list.replaceChildren(...(results.length ? results.map(option)
      : [make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "muted" }, say("nothing"))]));
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  };
  const options = () => [...list.querySelectorAll("[data-id]")];
  const move = (step) => {
    const all = options();
    if (!all.length) return;
    at = (at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length;
    all.forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    all[at].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", all[at].id);
  };
  field.addEventListener("input", open);
  field.addEventListener("focus", open);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) open();
      move(event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
    } else if (event.key === "Enter") {
      const chosen = options()[Math.max(at, 0)];
      if (chosen && !list.hidden) take(chosen.dataset.id);
    } else if (event.key === "Escape" && !list.hidden) {
      close();
      event.stopPropagation();
    }
  });
}

const field = element("search");
makeFinder(field, element("found"), (id) => {
  field.value = "";
  select("actor", id);
});
