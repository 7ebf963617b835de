"""Two tables, `nodes.csv` and `edges.csv`, for spreadsheets, pandas and Gephi's data laboratory.

In goes a network, out come the bytes of both files and messages about forbidden characters. Columns
that Gephi knows have the names it expects. Text that a spreadsheet would run as a formula gets an
apostrophe in front; numbers and days are left as they are. No row is left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from libyagraph.export.characters import Cleaner
from libyagraph.export.table import EDGE_COLUMNS, NODE_COLUMNS, Value, arcs, nodes, number

if TYPE_CHECKING:
    import networkx as nx

NODE_REST = tuple(name for name in NODE_COLUMNS if name != "label")
EDGE_REST = tuple(name for name in EDGE_COLUMNS if name not in ("relation_label", "weight"))
NODE_HEAD = ("Id", "Label", *NODE_REST)
EDGE_HEAD = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", *EDGE_REST)
"""`Kind` keeps Gephi from merging parallel edges, `relation` is the plain relation."""

RISKY = re.compile("[=+\\-@\t\r\n]")
"""First characters that make a cell a formula, by OWASP's list (CSV Injection)."""
DAY = re.compile(r"-?\d{4,}-\d\d-\d\d")


def render(network: nx.MultiDiGraph) -> tuple[Mapping[str, bytes], list[str]]:
    """The two files by name, and a message for each thing that had to be changed.

    UTF-8 without a mark of byte order, which Gephi would read as part of the first column's name;
    commas; lines end in CR LF (RFC 4180). The same network always gives the same bytes. Positions
    are those of the page, `y` down.
    """
    cleaner = Cleaner()
    node_rows = [
        (node.id, node.values["label"], *(node.values[name] for name in NODE_REST))
        for node in nodes(network, cleaner)
    ]
    edge_rows = [
        (
            *(edge.source, edge.target, "Directed", edge.kind, edge.id),
            *(edge.values["relation_label"], edge.weight),
            *(edge.values[name] for name in EDGE_REST),
        )
        for edge in arcs(network, cleaner)
    ]
    files = {"edges.csv": _table(EDGE_HEAD, edge_rows), "nodes.csv": _table(NODE_HEAD, node_rows)}
    return files, cleaner.messages


def _table(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def _cell(value: Value) -> str:
    if not isinstance(value, str):
        return number(value)
    return f"'{value}" if RISKY.match(value) and not DAY.fullmatch(value) else value
