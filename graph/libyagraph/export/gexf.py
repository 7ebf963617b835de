"""GEXF 1.3, written so that Gephi reads every edge and opens the file as the page looks.

In goes a network, out come bytes and messages about what had to be changed: forbidden characters,
and dates that Gephi would refuse. The rules are those of Gephi's importer (`ImporterGEXF.java` and
`ImportContainerImpl.java`), each with a test of its name. No edge is dropped, nothing is dynamic
but the time of nodes and edges, and no clock is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from libyagraph.export.characters import Cleaner
from libyagraph.export.markup import document, element, empty, start
from libyagraph.export.table import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Arc,
    Node,
    Value,
    arcs,
    cell,
    nodes,
    number,
    one_line,
)

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
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
    "idtype": "string",
}
TYPES: Mapping[type, str] = {str: "string", int: "integer", float: "double", bool: "boolean"}
PREFIX = "lg_"
"""Keeps the ids of attributes apart from `label`, `id`, `weight` and `kind`, which Gephi has."""

DRAWN_NODES = frozenset({"label", "x", "y", "size", "colour"})
DRAWN_EDGES = frozenset({"weight", "colour", "width", "line"})

Days = tuple[str, str]
Day = Mapping[str, str]


def render(network: nx.MultiDiGraph) -> tuple[bytes, list[str]]:
    """The network as GEXF in UTF-8, and a message for each thing that had to be changed.

    The same network always gives the same bytes. Symmetric edges are directed, with the attribute
    `symmetric`. `y` is turned round: it points up in Gephi.
    """
    cleaner = Cleaner()
    body = document(_lines(network, cleaner))
    return body, cleaner.messages


def _lines(network: nx.MultiDiGraph, cleaner: Cleaner) -> Iterator[str]:
    points = list(nodes(network, cleaner))
    edges = list(arcs(network, cleaner))
    periods = {edge.id: _period(edge, cleaner) for edge in edges}
    placed = any(node.values["x"] or node.values["y"] for node in points)
    yield start("gexf", NAMESPACES)
    yield start("meta")
    yield element("creator", {}, "libyagraph")
    yield "</meta>"
    yield start("graph", GRAPH)
    yield from _attributes("node", NODE_COLUMNS, DRAWN_NODES)
    yield from _attributes("edge", EDGE_COLUMNS, DRAWN_EDGES)
    yield start("nodes", {"count": str(len(points))})
    lives = _lives(edges, periods)
    for node in points:
        yield from _node(node, _spell(lives.get(node.id, ("", ""))), placed)
    yield "</nodes>"
    yield start("edges", {"count": str(len(edges))})
    for edge in edges:
        yield from _edge(edge, _spell(periods[edge.id]))
    yield from ("</edges>", "</graph>", "</gexf>")


def _attributes(of: str, columns: Mapping[str, type], drawn: frozenset[str]) -> Iterator[str]:
    yield start("attributes", {"class": of, "mode": "static"})
    for name, type_ in columns.items():
        if name not in drawn:
            yield empty("attribute", {"id": PREFIX + name, "title": name, "type": TYPES[type_]})
    yield "</attributes>"


def _node(node: Node, spell: Day, placed: bool) -> Iterator[str]:
    label = one_line(str(node.values["label"])) or node.id
    yield start("node", {"id": node.id, "label": label, **spell})
    yield from _attvalues(node.values, DRAWN_NODES)
    yield from _colour(node.values["colour"])
    if placed:
        x, y = float(node.values["x"]), float(node.values["y"])
        yield empty("viz:position", {"x": number(x), "y": number(0.0 - y), "z": "0.0"})
    if node.values["size"]:
        yield empty("viz:size", {"value": cell(node.values["size"])})
    yield "</node>"


def _edge(edge: Arc, spell: Day) -> Iterator[str]:
    attributes = {
        "id": edge.id,
        "source": edge.source,
        "target": edge.target,
        "type": "directed",
        "kind": edge.kind,
        "label": one_line(str(edge.values["relation_label"])),
        "weight": number(edge.weight),
        **spell,
    }
    yield start("edge", {name: value for name, value in attributes.items() if value})
    yield from _attvalues(edge.values, DRAWN_EDGES)
    yield from _colour(edge.values["colour"])
    if edge.values["width"]:
        yield empty("viz:thickness", {"value": cell(edge.values["width"])})
    if edge.values["line"] in ("solid", "dashed", "dotted"):
        yield empty("viz:shape", {"value": str(edge.values["line"])})
    yield "</edge>"


def _attvalues(values: Mapping[str, Value], drawn: frozenset[str]) -> Iterator[str]:
    """The values without the empty ones, which Gephi skips too."""
    yield "<attvalues>"
    for name, value in values.items():
        if name not in drawn and value != "":
            yield empty("attvalue", {"for": PREFIX + name, "value": cell(value)})
    yield "</attvalues>"


def _colour(colour: Value) -> Iterator[str]:
    """Red, green and blue: Gephi 0.9 looks a `hex` up among Java's system properties."""
    if isinstance(colour, str) and len(colour) == 7:
        red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
        yield empty("viz:color", {"r": red, "g": green, "b": blue})


def _period(edge: Arc, cleaner: Cleaner) -> Days:
    """First and last day; both left out where Gephi would refuse one of them, or the pair."""
    first, last = str(edge.values["first"]), str(edge.values["last"])
    for day in filter(None, (first, last)):
        if not _is_day(day):
            cleaner.report(f"edge {edge.id!r}: {day!r} is not an ISO day; no dates on the timeline")
            return ("", "")
    if first and last and last < first:
        cleaner.report(f"edge {edge.id!r}: {first} is after {last}; no dates on the timeline")
        return ("", "")
    return (first, last)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _lives(edges: Iterable[Arc], periods: Mapping[str, Days]) -> Mapping[str, Days]:
    """From the first to the last day of a node's edges, open where one of them is open.

    Gephi hides an edge whose node is hidden, so an undated edge keeps its nodes on all days.
    """
    lives: dict[str, Days] = {}
    for edge in edges:
        first, last = periods[edge.id]
        for node in (edge.source, edge.target):
            low, high = lives.get(node, (first, last))
            lives[node] = (
                min(low, first) if low and first else "",
                max(high, last) if high and last else "",
            )
    return lives


def _spell(days: Days) -> Day:
    first, last = days
    return {**({"start": first} if first else {}), **({"end": last} if last else {})}
