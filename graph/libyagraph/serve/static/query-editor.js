// The editor: a textarea over a painted copy of its text, with line numbers. In go a text and the
// place of an error, out comes the text. Painting is an ornament: without it the text is plain.
import { element, examples, prefixes, say } from "./query-data.js";
import { tokens, undeclared } from "./query-tokens.js";

const PAINTED = 20_000; // characters; a longer text is shown plain, so that typing stays quick
const INDENT = "  ";
const area = element("text");
let badLine = 0;
let waiting = 0;
let leaving = false; // Escape was pressed: the next Tab leaves

function paint() {
  const text = area.value;
  const lines = text.split("\n").length;
  element("numbers").replaceChildren(...Array.from({ length: lines }, (_, index) =>
    make("span", { class: index + 1 === badLine ? "bad" : null }, `${index + 1}\n`)));
  const plain = text.length > PAINTED;
  element("code").classList.toggle("plain", plain);
  // The last line needs something on it, or it would have no height.
  element("painted").replaceChildren(...(plain ? [] : [...tokens(text)].map(([part, kind]) =>
    (kind ? make("span", { class: `t-${kind}` }, part) : part))), "\n");
  follow();
}
// Once for all changes before the next picture: a browser types a text of many lines line by line.
function paintSoon() {
  waiting ||= requestAnimationFrame(() => { waiting = 0; paint(); });
}
// The layers below go where the textarea is scrolled to.
function follow() {
  element("painted").style.transform = `translate(${-area.scrollLeft}px, ${-area.scrollTop}px)`;
  element("numbers").style.transform = `translateY(${-area.scrollTop}px)`;
}

// The one way of typing from a script that the browser can undo; without it the text is put there.
function type(text) {
  area.focus();
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    paint();
  }
}
function typeOver(from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  type(text);
}

// Lines that are marked move together; a caret alone takes the next two spaces.
function indent(back) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const start = value.lastIndexOf("\n", from - 1) + 1;
  if (!back && from === to) return type(INDENT);
  const block = value.slice(start, to);
  const moved = back ? block.replace(/^ {1,2}/gm, "") : block.replace(/^(?=.)/gm, INDENT);
  if (moved === block) return undefined;
  typeOver(start, to, moved);
  return area.setSelectionRange(from === to ? Math.max(start, from + moved.length - block.length) : start, start + moved.length);
}

export const text = () => area.value;
export function put(value) {
  if (area.value === value) return;
  area.value = value;
  area.scrollTo(0, 0);
  area.setSelectionRange(0, 0);
  tell("");
}

// Says what is wrong under the text; place {line, column} is marked, and the caret goes there.
export function tell(sentence, place = null) {
  element("text-error").textContent = sentence;
  element("text-error").hidden = !sentence;
  area.setAttribute("aria-invalid", String(Boolean(sentence)));
  const lines = area.value.split("\n");
  badLine = place && place.line >= 1 && place.line <= lines.length ? place.line : 0;
  paint();
  if (!badLine) return;
  const before = lines.slice(0, badLine - 1).reduce((sum, line) => sum + line.length + 1, 0);
  // The server counts characters, a textarea units of 16 bits.
  const within = [...lines[badLine - 1]].slice(0, place.column - 1).join("").length;
  area.focus();
  area.setSelectionRange(before + within, before + within);
  const lineHeight = parseFloat(getComputedStyle(area).lineHeight);
  const [top, bottom] = [(badLine - 2) * lineHeight, (badLine + 1) * lineHeight - area.clientHeight];
  area.scrollTop = Math.min(Math.max(area.scrollTop, bottom), Math.max(top, 0));
  follow();
}

function insertPrefixes() {
  const wanted = undeclared(area.value, Object.keys(prefixes));
  const lines = wanted.map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("");
  if (lines) typeOver(0, 0, lines);
}

// onRun is called for Ctrl + Enter and the button.
export function makeEditor(onRun) {
  area.addEventListener("input", () => (badLine || !element("text-error").hidden ? tell("") : paintSoon()));
  area.addEventListener("scroll", follow);
  area.addEventListener("keydown", (event) => {
    const leave = leaving;
    leaving = event.key === "Escape" || (leaving && event.key === "Shift");
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    } else if (event.key === "Tab" && !leave && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      indent(event.shiftKey);
    }
  });
  element("run").addEventListener("click", onRun);
  element("prefixes").addEventListener("click", insertPrefixes);
  element("examples").querySelector("ul").replaceChildren(...Object.entries(examples).map(([name, query]) =>
    make("li", {}, button(say(`example.${name}`), () => {
      element("examples").open = false;
      typeOver(0, area.value.length, query);
      area.setSelectionRange(0, 0);
      area.scrollTo(0, 0);
    }, { "data-example": name }))));
  paint();
}
