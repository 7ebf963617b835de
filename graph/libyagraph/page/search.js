// The search field: a combobox over names and aliases in all languages, folded.
const field = element("search");
const found = element("found");
const MOST = 9;
const folded = [...actors].map(([id, actor]) => {
  const names = [...table(actor.names).values(), ...(actor.aliases || []).map((a) => a.value), id];
  return { id, forms: [...new Set(names)].map((text) => ({ text, form: fold(text) })) };
});
let at = -1;

// Best first: a name that begins so, then a word that does, then anything; then the weightier.
function matches(query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const parts = wanted.split(" ");
  const results = [];
  for (const { id, forms } of folded) {
    let best = 0;
    let by = "";
    for (const { text, form } of forms) {
      const score = form.startsWith(wanted) ? 3 : ` ${form}`.includes(` ${wanted}`) ? 2
        : parts.every((part) => form.includes(part)) ? 1 : 0;
      if (score > best) [best, by] = [score, text];
    }
    if (best) results.push({ id, best, by, weight: actors.get(id).weight || 0 });
  }
  return results
    .sort((a, b) => b.best - a.best || b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, MOST);
}

function closeFound() {
  found.hidden = true;
  at = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(id) {
  field.value = "";
  closeFound();
  select("actor", id);
}

function option({ id, by }, index) {
  const name = nameIn(id);
  const actor = actors.get(id);
  return make("li", { role: "option", id: `option-${index}`, "data-id": id, "aria-selected": "false",
    onmousedown: (event) => { event.preventDefault(); choose(id); } },
  nodeSign(actor.shape, legible(actor.colour)), make("span", { class: "what" }, spoken(name),
    by !== name.text && by !== id ? make("span", { class: "muted" }, " · ", isolated(by)) : []),
  make("span", { class: "muted" }, label("kind", actor.kind)));
}

function openFound() {
  at = -1;
  field.removeAttribute("aria-activedescendant");
  if (!fold(field.value)) return closeFound();
  const results = matches(field.value);
  found.replaceChildren(...(results.length ? results.map(option)
    : [make("li", { role: "option", "aria-disabled": "true", class: "muted" }, say("nothing"))]));
  found.hidden = false;
  field.setAttribute("aria-expanded", "true");
}

function move(step) {
  const options = [...found.querySelectorAll("[data-id]")];
  if (!options.length) return;
  at = (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length;
  options.forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
  options[at].scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", options[at].id);
}

field.addEventListener("input", openFound);
field.addEventListener("focus", openFound);
field.addEventListener("blur", closeFound);
field.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (found.hidden) openFound();
    move(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if (event.key === "Enter") {
    const options = [...found.querySelectorAll("[data-id]")];
    const chosen = options[Math.max(at, 0)];
    if (chosen && !found.hidden) choose(chosen.dataset.id);
  } else if (event.key === "Escape") {
    closeFound();
  }
});
