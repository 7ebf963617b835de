// “How are these two connected?”: two fields, which chain, over what; then the chain, step by step,
// each with the ties that open its evidence.
const chainFields = { from: element("chain-from"), to: element("chain-to") };
let foundChain = null;

const familyNow = () => (state.view === "states" ? "lifted" : "tie");
const chainPool = () => (state.chain.over === "all"
  ? drawable.filter((edge) => edge.family === familyNow()) : visible().edges);

function findChain() {
  const { from, to, by } = state.chain;
  foundChain = from && to && from !== to ? chainBetween(chainPool(), from, to, by) : null;
}
// For the drawing: the ties of the chain while it is looked at.
function chainEdges() {
  return openedTab === "chain" && foundChain ? foundChain.steps.flatMap(({ edges: list }) => list) : null;
}

function setChain(values) {
  Object.assign(state.chain, values);
  changed("chain");
}
// From an actor's panel: the chain starts there.
function connectFrom(id) {
  select(null);
  setChain({ from: id });
  openTab("chain");
  chainFields.to.focus();
}

function stepItem({ from, to, edges: list, strength }) {
  return make("li", { class: "step" },
    make("p", { class: "muted" }, named(from), ` ${arrow()} `, named(to), " · ", say("origins", { count: strength })),
    list.map((edge) => edgeButton(edge)));
}

function chainAnswer() {
  const { from, to } = state.chain;
  if (!from || !to) return [make("p", { class: "muted" }, say("chainHelp"))];
  if (from === to) return [make("p", { class: "muted" }, say("chainSame"))];
  if (!foundChain) return [make("p", {}, say(state.chain.over === "all" ? "chainNone" : "chainNoneShown"))];
  const { actors: way, steps } = foundChain;
  const weakest = Math.min(...steps.map(({ strength }) => strength));
  return [
    make("p", { class: "way" }, joined(way.map(actorButton), ` ${arrow()} `)),
    make("p", { class: "muted" }, say("chainSum", { steps: steps.length, count: weakest })),
    make("ol", { class: "steps" }, steps.map(stepItem)),
  ];
}

function drawChain() {
  findChain();
  for (const end of ["from", "to"])
    if (document.activeElement !== chainFields[end]) chainFields[end].value = state.chain[end] ? nameOf(state.chain[end]) : "";
  for (const name of ["by", "over"])
    for (const box of document.querySelectorAll(`[name="chain-${name}"]`)) box.checked = box.value === state.chain[name];
  element("chain-answer").replaceChildren(...chainAnswer());
}

for (const end of ["from", "to"]) {
  const input = chainFields[end];
  makeFinder(input, element(`chain-${end}-found`), (id) => {
    input.value = nameOf(id);
    setChain({ [end]: id });
  });
  input.addEventListener("blur", () => {
    if (!input.value.trim() && state.chain[end]) setChain({ [end]: "" });
    else input.value = state.chain[end] ? nameOf(state.chain[end]) : "";
  });
  input.addEventListener("focus", () => input.select());
}
for (const name of ["by", "over"])
  for (const box of document.querySelectorAll(`[name="chain-${name}"]`))
    box.addEventListener("change", () => setChain({ [name]: box.value }));
element("chain-swap").addEventListener("click", () =>
  setChain({ from: state.chain.to, to: state.chain.from }));
