"""GEXF 1.3, written so that Gephi reads every edge and opens the file as the page looks.

In goes a network, out come bytes and messages about what had to be changed: forbidden characters,
and dates that Gephi would refuse. The rules are those of Gephi's importer (`ImporterGEXF.java` and
`ImportContainerImpl.java`), each with a test of its name. No edge is dropped, nothing is dynamic
but the time of nodes and edges, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import repeat
from typing import TYPE_CHECKING

from libyagraph.export.characters import Cleaner
from libyagraph.export.markup import document, element, empty, quoted, start
from libyagraph.export.table import Column, Columns, Table, Value, cell, number, one_line, table
from libyagraph.export.timeline import Periods, lives, periods

if TYPE_CHECKING:
    import networkx as nx

NAMESPACES = {
    "xmlns": "http://gexf.net/1.3",
    "xmlns:viz": "http://gexf.net/1.3/viz",
    "version": "1.3",
}
GRAPH = {
    # Every edge is directed. Without a default, networkx takes the graph for undirected and
    # refuses; the default makes Gephi drop undirected edges, of which there are none.
    "defaultedgetype": "directed",
    "idtype": "string",
}
DYNAMIC = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
STATIC = {"mode": "static"}
TYPES: Mapping[type, str] = {str: "string", int: "integer", float: "double", bool: "boolean"}
DRAWN_NODES = frozenset({"label", "x", "y", "size", "colour"})
DRAWN_EDGES = frozenset({"weight", "colour", "width", "line"})
LINES = frozenset({"solid", "dashed", "dotted"})


def render(network: nx.MultiDiGraph, *, dynamic: bool = True) -> tuple[bytes, list[str]]:
    """The network as GEXF in UTF-8, and a message for each thing that had to be changed.

    The same network always gives the same bytes. Symmetric edges are directed, with the attribute
    `symmetric`. `y` is turned round: it points up in Gephi. Where it is not `dynamic`, there is no
    timeline, and dates are text alone.
    """
    cleaner = Cleaner()
    body = document(_lines(network, cleaner, dynamic))
    return body, cleaner.messages


def _lines(network: nx.MultiDiGraph, cleaner: Cleaner, dynamic: bool) -> Iterator[str]:
    rows = table(network, cleaner)
    times: Mapping[str, Periods] = {}
    if dynamic:
        first, last = (rows.arc_columns[name].values for name in ("first", "last"))
        times = {
            edge.id: periods(edge, str(begin), str(end), cleaner)
            for edge, begin, end in zip(rows.arcs, first, last, strict=True)
        }
    yield start("gexf", NAMESPACES)
    yield start("meta")
    yield element("creator", {}, "libyagraph")
    yield "</meta>"
    yield start("graph", {**GRAPH, **(DYNAMIC if dynamic else STATIC)})
    yield from _attributes("node", rows.node_columns, DRAWN_NODES)
    yield from _attributes("edge", rows.arc_columns, DRAWN_EDGES)
    yield start("nodes", {"count": str(len(rows.nodes))})
    yield from _nodes(rows, lives(rows.arcs, times))
    yield "</nodes>"
    yield start("edges", {"count": str(len(rows.arcs))})
    yield from _edges(rows, times)
    yield from ("</edges>", "</graph>", "</gexf>")


def _attributes(of: str, columns: Columns, drawn: frozenset[str]) -> Iterator[str]:
    """The columns by numbers, in which no id is one of Gephi's own (`label`, `weight`, `degree`).

    graphology takes the title for the name of a column where its id is a number, and else the id.
    """
    yield start("attributes", {"class": of, "mode": "static"})
    for rank, (name, column) in enumerate(columns.items()):
        if name not in drawn:
            given = {"id": str(rank), "title": name, "type": TYPES[column.kind]}
            yield empty("attribute", given)
    yield "</attributes>"


def _nodes(rows: Table, alive: Mapping[str, Periods]) -> Iterator[str]:
    columns = rows.node_columns
    x, y = columns["x"].values, columns["y"].values
    written = zip(
        rows.nodes,
        _each(columns["label"], lambda label: one_line(str(label))),
        _attvalues(columns, DRAWN_NODES, len(rows.nodes)),
        _each(columns["colour"], _colour),
        map(_position, x, y) if any(x) or any(y) else repeat("", len(rows.nodes)),
        _each(columns["size"], lambda size: _drawn("size", size)),
        strict=True,
    )
    for node, label, values, *looks in written:
        days, spells = _time(alive.get(node.id, ()))
        yield (
            f"<node id={quoted(node.id)} label={quoted(label or node.id)}{days}>"
            f"{values}{spells}{''.join(looks)}\n</node>"
        )


def _edges(rows: Table, times: Mapping[str, Periods]) -> Iterator[str]:
    columns = rows.arc_columns
    written = zip(
        rows.arcs,
        _each(columns["relation_label"], lambda label: _given("label", one_line(str(label)))),
        _attvalues(columns, DRAWN_EDGES, len(rows.arcs)),
        _each(columns["colour"], _colour),
        _each(columns["width"], lambda width: _drawn("thickness", width)),
        _each(columns["line"], lambda line: _drawn("shape", line if line in LINES else "")),
        strict=True,
    )
    for edge, label, values, colour, width, line in written:
        days, spells = _time(times.get(edge.id, ()))
        yield (
            f"<edge id={quoted(edge.id)} source={quoted(edge.source)}"
            f' target={quoted(edge.target)} type="directed"{_given("kind", edge.kind)}{label}'
            f' weight="{number(edge.weight)}"{days}>'
            f"{values}{spells}{colour}{width}{line}\n</edge>"
        )


def _attvalues(columns: Columns, drawn: frozenset[str], count: int) -> Iterator[str]:
    """The values of each of `count` rows without the empty ones, which Gephi skips too."""
    written: list[Iterable[str]] = [repeat("\n<attvalues>", count)]
    for rank, (name, column) in enumerate(columns.items()):
        if name not in drawn and any(value != "" for value in column.values):
            written.append(_each(column, partial(_attvalue, f'\n<attvalue for="{rank}" value=')))
    return map("".join, zip(*written, repeat("\n</attvalues>", count), strict=True))


def _attvalue(head: str, value: Value) -> str:
    if isinstance(value, str):
        return f"{head}{quoted(value)}/>" if value else ""
    return f'{head}"{number(value)}"/>'


def _each(column: Column, write: Callable[[Value], str]) -> Iterator[str]:
    """What is written for each value of a column: once for each that recurs."""
    if len(column.kinds) > 1:  # True, 1 and 1.0 are one key of a mapping, and three texts
        return map(write, column.values)
    written = {value: write(value) for value in set(column.values)}
    return map(written.__getitem__, column.values)


def _given(name: str, text: str) -> str:
    return f" {name}={quoted(text)}" if text else ""


def _drawn(name: str, value: Value) -> str:
    return f'\n<viz:{name} value="{cell(value)}"/>' if value else ""


def _position(x: Value, y: Value) -> str:
    right, up = float(x or 0), 0.0 - float(y or 0)
    return f'\n<viz:position x="{number(right)}" y="{number(up)}" z="0.0"/>'


def _colour(colour: Value) -> str:
    """Red, green and blue: Gephi 0.9 looks a `hex` up among Java's system properties."""
    if not isinstance(colour, str) or len(colour) != 7:
        return ""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f'\n<viz:color r="{red}" g="{green}" b="{blue}"/>'


@lru_cache(maxsize=20_000)
def _time(spells: Periods) -> tuple[str, str]:
    """One period as attributes of its element, several as spells within it."""
    written = [
        "".join(_given(name, day) for name, day in zip(("start", "end"), days, strict=True))
        for days in spells
    ]
    if len(written) < 2:
        return "".join(written), ""
    return "", "".join(("\n<spells>", *(f"\n<spell{days}/>" for days in written), "\n</spells>"))
