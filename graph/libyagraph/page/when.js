// Time: in which months ties were. An edge has the bounds of its dates, and the two days between
// which it certainly was; a period is a stretch of bins (months or years), both ends included.
const dayNumber = (iso) => {
  const [, year, month, day] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(iso) || [];
  return year === undefined ? NaN : Number(year) * 10000 + Number(month) * 100 + Number(day);
};
const dayOr = (iso, other) => (iso ? dayNumber(iso) : other);

for (const edge of drawable) {
  edge.dated = Boolean(edge.first || edge.last);
  edge.from = dayOr(edge.first, -Infinity);
  edge.until = dayOr(edge.last, Infinity);
  // [latest beginning, earliest end]; by default anywhere between its bounds.
  const [begin, end] = edge.sure || [];
  edge.begun = edge.sure ? dayOr(begin, -Infinity) : edge.until;
  edge.ended = edge.sure ? dayOr(end, Infinity) : edge.from;
}

const MONTHS_AT_MOST = 200;
// Each bin: the number of its first and last day, its year, and its month from 1 or 0.
const bins = (() => {
  const ties = drawable.filter((edge) => edge.family === "tie" && edge.dated);
  const days = ties.flatMap((edge) => [edge.first, edge.last]).filter(Boolean).sort();
  if (!days.length) return [];
  const numbers = days.map(dayNumber).sort((a, b) => a - b);
  const year = (number) => Math.floor(number / 10000);
  const month = (number) => Math.floor(number / 100) % 100;
  const [low, high] = [numbers[0], numbers[numbers.length - 1]];
  const start = year(low) * 12 + month(low) - 1;
  const stop = year(high) * 12 + month(high) - 1;
  const made = [];
  if (stop - start < MONTHS_AT_MOST) {
    for (let at = start; at <= stop; at++) {
      const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
      made.push({ year: y, month: m, first: y * 10000 + m * 100 + 1, last: y * 10000 + m * 100 + 31 });
    }
  } else {
    for (let y = year(low); y <= year(high); y++)
      made.push({ year: y, month: 0, first: y * 10000 + 101, last: y * 10000 + 1231 });
  }
  return made;
})();

const [OUT, POSSIBLE, CERTAIN] = [0, 1, 2];
// Whether an edge was between two days.
function presence(edge, first, last) {
  if (edge.from > last || edge.until < first) return OUT;
  return edge.begun <= last && edge.ended >= first ? CERTAIN : POSSIBLE;
}

// The bins in which a tie can have been: [first, last], for the histogram.
function binsOf(edge) {
  const at = (number, other) => {
    if (!Number.isFinite(number)) return other;
    const found = bins.findIndex((bin) => number <= bin.last);
    return found < 0 ? bins.length - 1 : found;
  };
  const first = at(edge.from, -1);
  const last = at(edge.until, -1);
  return [first < 0 ? last : first, last < 0 ? first : last];
}
for (const edge of drawable) if (edge.dated && bins.length) edge.bins = binsOf(edge);

// A bin as "2019-05", for links, and in words.
const binKey = ({ year, month }) => (month ? `${year}-${String(month).padStart(2, "0")}` : `${year}`);
const monthFormats = new Map();
function binText({ year, month }, form = "long") {
  if (!month) return String(year);
  const key = `${language} ${form}`;
  if (!monthFormats.has(key))
    monthFormats.set(key, new Intl.DateTimeFormat(language, {
      year: "numeric", month: form, timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" }));
  return monthFormats.get(key).format(new Date(Date.UTC(year, month - 1, 15)));
}
