// A named query as a form. In goes a query, out come the values of its fields; what it asks is for
// `query.js` to say.
import { element, english, queryOf, say } from "./query-data.js";
import { combobox } from "./query-combobox.js";

let fields = new Map();
let lift = null;
let openForm = "";

function plainField(kind, { id, describedby, required }) {
  const numeric = kind === "number";
  const field = make("input", { type: "text", id, required, "aria-describedby": describedby, autocomplete: "off",
    spellcheck: "false", dir: "ltr", inputmode: numeric ? "numeric" : null, pattern: numeric ? "[0-9]+" : null });
  return { nodes: field, value: () => field.value.trim(), put: (value) => { field.value = value; } };
}

function fieldOf({ name, kind, required, description }) {
  const id = `parameter-${name}`;
  const describedby = `${id}-hint`;
  const finds = kind === "actor" || kind === "article";
  const made = finds ? combobox(kind, { id, describedby, required }) : plainField(kind, { id, describedby, required });
  fields.set(name, made);
  return make("div", { class: "field" },
    make("label", { for: id }, english("span", {}, make("code", {}, name), " – ", description),
      make("span", { class: "muted" }, ` (${say(required ? "required" : "optional")})`)),
    made.nodes, make("p", { id: describedby, class: "muted small" }, say(`hint.${kind}`)));
}

function columnsOf(query) {
  const shown = query.columns.map(({ name, description, lifted }) => make("div", { class: "fact" },
    english("dt", {}, make("code", {}, name)),
    make("dd", {}, english("span", {}, description), lifted ? make("span", { class: "muted" }, ` (${say("liftedOnly")})`) : [])));
  return make("details", { class: "columns" }, make("summary", {}, say("columnsOf")), make("dl", {}, shown));
}

// Shows the form of a query; what it held before stays where it is the same query.
export function showForm(name, values, lifted, { onAsk, onSparql }) {
  const query = queryOf(name);
  if (openForm !== name) {
    openForm = name;
    fields = new Map();
    lift = query.lifts ? make("input", { type: "checkbox", id: "lift" }) : null;
    const form = make("form", { onsubmit: (event) => { event.preventDefault(); onAsk(); } },
      query.parameters.map(fieldOf),
      lift ? make("label", { class: "check" }, lift, say("lift")) : [],
      make("div", { class: "row" }, make("button", { type: "submit", class: "main", id: "ask" }, say("ask")),
        button(say("showSparql"), () => { if (form.reportValidity()) onSparql(); }, { id: "show-sparql" })));
    element("form").replaceChildren(english("h2", { id: "form-title", tabindex: -1 }, query.title), form, columnsOf(query));
  }
  for (const [key, field] of fields) field.put(values[key] || "");
  if (lift) lift.checked = lifted;
}

// {name, values, lift} of the open form; fields that are empty are left out.
export function formState() {
  const filled = [...fields].map(([name, field]) => [name, field.value()]).filter(([, value]) => value);
  return { name: openForm, values: Object.fromEntries(filled), lift: Boolean(lift?.checked) };
}
