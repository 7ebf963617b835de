// The strip of time: how many ties there are in each month or year, two handles that choose a
// period, and a button that lets it run. What certainly was in the period is drawn solid, what
// possibly was is faint; what has no date is counted, and shown or not.
const strip = element("period");
const handles = { since: element("since"), until: element("until") };
const bars = bins.map((_, index) =>
  svg("rect", { x: index + 0.08, width: 0.84, y: 100, height: 0 }));
element("bars").setAttribute("viewBox", `0 0 ${bins.length || 1} 100`);
element("bars").append(...bars);
const YEAR_WIDTH = 40; // pixels
let running = 0;

const whole = () => ({ from: 0, to: bins.length - 1 });
const periodNow = () => state.period || whole();
// The handles stand on the borders between bins, so that they line up with the bars.
function setPeriod(period) {
  state.period = isWhole(period) ? null : period;
  changed("period");
}

function drawYears() {
  const years = [...new Set(bins.map(({ year }) => year))];
  const wide = element("years").parentElement.clientWidth || 600;
  const room = wide / bins.length; // of a bin
  let free = -Infinity; // up to where there is a year already
  const firsts = years.map((year) => ({ year, at: bins.findIndex((bin) => bin.year === year) }))
    .filter(({ at }, index, all) => {
      const next = all[index + 1];
      const short = index === 0 && next && (next.at - at) * room < YEAR_WIDTH;
      const fits = !short && at * room >= free && wide - at * room > YEAR_WIDTH;
      if (fits) free = at * room + YEAR_WIDTH;
      return fits;
    });
  element("years").replaceChildren(...firsts.map(({ year, at }) => {
    const mark = make("span", {}, day(String(year)));
    mark.style.insetInlineStart = `${(100 * at) / bins.length}%`;
    return mark;
  }));
}

function drawPeriod() {
  strip.hidden = bins.length < 2;
  if (strip.hidden) return;
  const { bars: counts, undated, possible } = visible();
  const { from, to } = periodNow();
  const most = Math.max(1, ...counts);
  counts.forEach((count, index) => {
    const high = count ? Math.max(6, (100 * count) / most) : 0;
    const inside = index >= from && index <= to;
    bars[index].setAttribute("y", 100 - high);
    bars[index].setAttribute("height", high);
    bars[index].setAttribute("class", inside ? "in" : "out");
  });
  for (const [name, value, bin] of [["since", from, bins[from]], ["until", to + 1, bins[to]]]) {
    Object.assign(handles[name], { max: bins.length, value });
    handles[name].setAttribute("aria-valuetext", binText(bin));
  }
  element("span").replaceChildren(...joined([bins[from], bins[to]]
    .filter((bin, index) => index === 0 || from !== to)
    .map((bin) => make("bdi", {}, binText(bin, "short"))), " – "));
  element("whole-period").disabled = state.period === null;
  for (const [name, count] of [["undated", undated], ["possible", possible]]) {
    element(name).checked = state[name];
    element(`${name}-count`).textContent = count;
  }
  element("possible").closest("label").classList.toggle("idle", state.period === null);
}

function nameRunning() {
  const step = still();
  element("play").setAttribute("aria-label", say(step ? "step" : running ? "stop" : "play"));
  element("play").title = say(step ? "step" : running ? "stop" : "play");
  element("play").classList.toggle("running", running > 0);
}

function stop() {
  clearInterval(running);
  running = 0;
  nameRunning();
}

// On to the next bin in which there are ties: the end alone where the period begins with all, else
// the whole window.
function stepOn() {
  const { from, to } = state.period || { from: 0, to: -1 };
  const { bars: counts } = visible();
  let next = to + 1;
  while (next < bins.length - 1 && !counts[next]) next += 1;
  if (next >= bins.length - 1) stop();
  if (next > bins.length - 1) return;
  setPeriod(from === 0 ? { from, to: next } : { from: from + next - to, to: next });
}

function play() {
  if (running) return stop();
  if (periodNow().to >= bins.length - 1) state.period = null;
  stepOn();
  if (!still() && state.period) running = setInterval(stepOn, 700);
  nameRunning();
}

for (const [name, input] of Object.entries(handles)) {
  input.addEventListener("input", () => {
    stop();
    const { from, to } = periodNow();
    const value = Number(input.value);
    setPeriod(name === "since" ? { from: Math.min(value, to), to } : { from, to: Math.max(value - 1, from) });
  });
  input.addEventListener("change", refit);
}
element("play").addEventListener("click", play);
element("whole-period").addEventListener("click", () => {
  stop();
  setPeriod(whole());
  refit();
  handles.since.focus(); // the button is gone now
});
for (const name of ["undated", "possible"])
  element(name).addEventListener("change", ({ target }) => { state[name] = target.checked; changed("filters"); });
