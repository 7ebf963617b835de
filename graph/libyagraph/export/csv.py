"""Two tables, `nodes.csv` and `edges.csv`, for spreadsheets, pandas and Gephi's data laboratory.

In goes a network, out come the bytes of both files and messages about what had to be changed.
Columns that Gephi knows have the names it expects. Text that a spreadsheet would run as a formula
gets an apostrophe in front; numbers and days are left as they are. No row is left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from libyagraph.export.characters import Cleaner, told
from libyagraph.export.table import Value, number, table

if TYPE_CHECKING:
    import networkx as nx

RISKY = re.compile(r"^[\t\r\n]|(?:^|(?<=[\t\r\n;])) *[=+\-@＝＋－＠]")
"""What makes a cell a formula, by OWASP's list (CSV Injection): certain first characters, and the
same after what a spreadsheet of another country takes for the end of a cell."""
DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")


def render(network: nx.MultiDiGraph) -> tuple[Mapping[str, bytes], list[str]]:
    """The two files by name, and a message for each thing that had to be changed.

    UTF-8 without a mark of byte order, which Gephi would read as part of the first column's name;
    commas; lines end in CR LF (RFC 4180). The same network always gives the same bytes. Positions
    are those of the page, `y` down.
    """
    cleaner = Cleaner()
    rows = table(network, cleaner)
    rest = {name: column.values for name, column in rows.node_columns.items()}
    ids = [node.id for node in rows.nodes]
    nodes = _table({"Id": ids, "Label": rest.pop("label"), **rest}, "node", ids, cleaner)
    rest = {name: column.values for name, column in rows.arc_columns.items()}
    ids = [edge.id for edge in rows.arcs]
    del rest["weight"]
    known: dict[str, Sequence[Value]] = {
        "Source": [edge.source for edge in rows.arcs],
        "Target": [edge.target for edge in rows.arcs],
        "Type": ["Directed"] * len(ids),
        "Kind": [edge.kind for edge in rows.arcs],  # keeps Gephi from merging parallel edges
        "Id": ids,
        "Label": rest.pop("relation_label"),
        "Weight": [edge.weight for edge in rows.arcs],
    }
    edges = _table({**known, **rest}, "edge", ids, cleaner)
    return {"edges.csv": edges, "nodes.csv": nodes}, cleaner.messages


def harmless(text: str) -> str:
    """A text that no spreadsheet runs; numbers and days come back as they are."""
    risky = RISKY.search(text) and not DAY.fullmatch(text) and not NUMBER.fullmatch(text)
    return RISKY.sub(r"'\g<0>", text) if risky else text


def _table(
    columns: Mapping[str, Sequence[Value]], kind: str, ids: Sequence[str], cleaner: Cleaner
) -> bytes:
    """A table in UTF-8; each apostrophe in it is reported."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for id, row in zip(ids, zip(*columns.values(), strict=True), strict=True):
        cells = [value if isinstance(value, str) else number(value) for value in row]
        for at, (name, value) in enumerate(zip(columns, row, strict=True)):
            if isinstance(value, str) and (cell := harmless(value)) != value:
                cells[at] = cell
                cleaner.report(
                    f"{kind} {told(id)}, {name}: an apostrophe in front of what would be a formula"
                )
        writer.writerow(cells)
    return out.getvalue().encode()
