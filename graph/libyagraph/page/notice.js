// What the page says of itself over the drawing.
let telling = 0;
// A word that goes away again, said to screen readers too.
function tell(text) {
  clearTimeout(telling);
  element("told").textContent = text;
  telling = setTimeout(() => { element("told").textContent = ""; }, 4000);
}

// That there is more than the drawing shows, or than the page holds.
function cutText(shown) {
  const { part, start } = data;
  const all = data.totals.actors;
  const around = (key, ids) => sayAround(key, "blocs", joined(ids.map(named), ", "));
  if (part) return part.length ? around("heldBlocs", part) : [say("heldTop", { shown: actors.size, all })];
  const first = filterText("bloc") === firstFilters.get("bloc") && state.top === start.top;
  if (!first || !(start.blocs.length || start.top)) return [];
  const more = button(say("showAll", { all }), () => {
    state.off.bloc.clear();
    state.top = 0;
    changed("filters");
    canvas.focus(); // the button is gone now
  }, { class: "quiet all" });
  return [start.blocs.length ? around("startBlocs", start.blocs) : say("startTop", { shown, all }), " ", more];
}
function drawNotice() {
  const { edges: drawn, actors: ends } = visible();
  element("notice").replaceChildren(...[drawn.length ? cutText(ends.size) : say("empty")].flat(Infinity));
}
