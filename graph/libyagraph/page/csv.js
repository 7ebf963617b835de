// What is shown as files. A table for spreadsheets: UTF-8 with the mark by which they know it, and
// no cell that they would take for a formula.
function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A leading apostrophe makes text of what begins like a formula; quotes keep what would part cells.
function csvCell(value) {
  const text = String(value ?? "");
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}
const csvText = (rows) => `\ufeff${rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("")}`;

const CSV_COLUMNS = [
  ["id", (edge) => edge.id],
  ["family", (edge) => edge.family],
  ["from", (edge) => edge.source],
  ["from_name", (edge) => nameOf(edge.source)],
  ["relation", (edge) => edge.relation],
  ["relation_label", relationText],
  ["to", (edge) => edge.target],
  ["to_name", (edge) => nameOf(edge.target)],
  ["symmetric", (edge) => Boolean(edge.symmetric)],
  ["title", (edge) => wording(edge.title)?.text || ""],
  ["status", (edge) => edge.status || ""],
  ["denied_by", (edge) => (edge.deniedBy || []).join("; ")],
  ["date", (edge) => edge.date || ""],
  ["first", (edge) => edge.first || ""],
  ["last", (edge) => edge.last || ""],
  ["presence", (edge) => (!edge.dated ? "" : onlyPossible(edge) ? "possible" : "certain")],
  ["sources", (edge) => edge.sources],
  ["claims", (edge) => edge.claims.join("; ")],
  ["articles", (edge) => toldIn(edge).join("; ")],
  ["lifted_from", (edge) => edge.liftedFrom || ""],
];

const edgesCsv = (list) => csvText([CSV_COLUMNS.map(([name]) => name),
  ...list.map((edge) => CSV_COLUMNS.map(([, of]) => of(edge)))]);
element("csv").addEventListener("click", () => {
  const list = tableEdges();
  save("edges.csv", new Blob([edgesCsv(list)], { type: "text/csv;charset=utf-8" }));
  tell(say("saved", { name: "edges.csv" }));
});
