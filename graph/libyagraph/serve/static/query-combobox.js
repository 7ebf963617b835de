// A field that completes names of actors or articles: the combobox pattern of ARIA, with arrows,
// Enter and Escape. What is typed and not chosen stays as it is; the server knows names too.
import { element, say } from "./query-data.js";
import { idFor, loaded, nameOf, search } from "./query-names.js";

const titled = ({ text, lang }) => make("bdi", lang ? { lang } : {}, text);

// {nodes, value(), put(id)}. id: of the field; describedby: of what explains it.
export function combobox(kind, { id, describedby, required }) {
  const listId = `${id}-found`;
  const field = make("input", {
    type: "text", id, role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
    "aria-describedby": describedby, autocomplete: "off", spellcheck: "false", required,
  });
  const list = make("ul", { id: listId, class: "found", role: "listbox", hidden: true,
    "aria-label": say(kind === "article" ? "articlesFound" : "found") });
  let chosen = null; // {id, text}: whom the text in the field means
  let at = -1;

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }
  function put(value) {
    const { text } = nameOf(kind, value);
    chosen = { id: value, text };
    field.value = text;
  }
  function mark(next) {
    at = next;
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    const active = list.children[at];
    if (!active) return field.removeAttribute("aria-activedescendant");
    active.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", active.id);
  }
  function option({ id: value, name, note, by }, index) {
    const aside = by !== name.text && by !== value ? make("span", { class: "muted" }, " · ", isolated(by)) : [];
    return make("li", {
      role: "option", id: `${listId}-${index}`, "data-id": value, "aria-selected": "false",
      onmousedown: (event) => event.preventDefault(),
      onclick: () => { put(value); close(); },
    }, make("span", { class: "what" }, titled(name), aside), make("span", { class: "muted" }, isolated(note)));
  }
  async function open() {
    const text = field.value;
    await loaded();
    if (document.activeElement !== field || field.value !== text) return;
    const results = search(kind, text);
    list.replaceChildren(...(results.length ? results.map(option)
      : [make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "muted" },
        say(kind === "article" ? "noArticle" : "nothing"))]));
    list.hidden = false;
    list.scrollTop = 0;
    at = -1;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", "true");
  }
  const count = () => list.querySelectorAll("[data-id]").length;
  async function move(step) {
    if (list.hidden) await open();
    if (list.hidden || !count()) return;
    mark(at < 0 ? (step > 0 ? 0 : count() - 1) : (at + step + count()) % count());
  }
  const keys = {
    ArrowDown: () => { move(1); return true; },
    ArrowUp: () => { move(-1); return true; },
    Enter() {
      const node = list.hidden ? null : list.querySelectorAll("[data-id]")[at];
      if (node) node.click();
      return Boolean(node);
    },
    Escape() {
      if (list.hidden && !field.value) return false;
      if (list.hidden) field.value = "";
      close();
      return true;
    },
  };
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || !Object.hasOwn(keys, event.key) || !keys[event.key]()) return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("input", () => (field.value.trim() ? open() : close()));
  field.addEventListener("blur", close);

  return {
    nodes: make("div", { class: "finder" }, field, list),
    // The id where one was chosen or only one is called so, else what was typed.
    value: () => (chosen && chosen.text === field.value ? chosen.id : idFor(kind, field.value.trim())),
    // Shows the id at once, and the name when it is known.
    put(value) {
      put(value);
      loaded().then(() => { if (element(id) === field && chosen?.id === value && field.value === chosen.text) put(value); });
    },
  };
}
