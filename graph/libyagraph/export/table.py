"""A network as typed columns and clean rows: what all of its formats have in common.

In goes a network, out come its columns, and its nodes and edges with clean ids and values that are
text, numbers or truth values. Every edge comes out, with a kind that Gephi will not merge. How a
format writes them is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_type_hints

from libyagraph.network import EdgeAttributes, NodeAttributes

if TYPE_CHECKING:
    import networkx as nx

    from libyagraph.export.characters import Cleaner

Value = str | int | float | bool
BLANKS: Mapping[type, Value] = {str: "", int: 0, float: 0.0, bool: False}


@dataclass(frozen=True, slots=True)
class Node:
    """An actor, its values by column."""

    id: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Arc:
    """An edge, its values by column; `kind` is its relation, numbered where Gephi would merge."""

    id: str
    source: str
    target: str
    kind: str
    weight: int | float
    values: Mapping[str, Value]


def _columns(attributes: type) -> Mapping[str, type]:
    hints = get_type_hints(attributes)
    return {name: hint if hint in BLANKS else str for name, hint in hints.items()}


NODE_COLUMNS = _columns(NodeAttributes)
"""The columns of nodes and their types; lists of ids are text."""
EDGE_COLUMNS = _columns(EdgeAttributes)
"""The columns of edges and their types; lists of ids are text."""


def nodes(network: nx.MultiDiGraph, cleaner: Cleaner) -> Iterator[Node]:
    """The nodes, in the order of the network."""
    for key, data in network.nodes(data=True):
        id = cleaner.id(str(key), "node")
        yield Node(id, _values(data, NODE_COLUMNS, cleaner, f"node {id!r}"))


def arcs(network: nx.MultiDiGraph, cleaner: Cleaner) -> Iterator[Arc]:
    """The edges, sorted by id.

    `kind` is unique among the edges that Gephi takes for parallel: those of one direction, and a
    symmetric edge stands for both. The first keeps the relation as it is, the next are `meets (2)`,
    `meets (3)`. Weights below 1, at which Gephi drops an edge, are 1.
    """
    taken: set[tuple[str, str, str]] = set()
    counts: dict[tuple[str, str, str], int] = {}
    ids: set[str] = set()
    edges = sorted(network.edges(keys=True, data=True), key=lambda e: (str(e[2]), e[0], e[1]))
    for start, end, key, data in edges:
        source, target = cleaner.id(str(start), "node"), cleaner.id(str(end), "node")
        raw = str(key)
        if raw in ids:
            raw = f"{key} {start} {end}"
            cleaner.report(f"edge {key!r}: called {raw!r}, since another edge has its id")
        ids.add(raw)
        id = cleaner.id(raw, "edge")
        values = _values(data, EDGE_COLUMNS, cleaner, f"edge {id!r}")
        relation = one_line(str(values["relation"]))
        pair = (source, target, relation)
        counts[pair] = count = counts.get(pair, 0) + 1
        kind = relation if count == 1 else f"{relation} ({count})"
        while not taken.isdisjoint(_spans(source, target, kind, data.get("symmetric"))):
            counts[pair] = count = count + 1
            kind = f"{relation} ({count})"
        taken |= _spans(source, target, kind, data.get("symmetric"))
        yield Arc(id, source, target, kind, max(data.get("weight", 1), 1), values)


def _spans(source: str, target: str, kind: str, symmetric: object) -> set[tuple[str, str, str]]:
    return {(source, target, kind), *([(target, source, kind)] if symmetric else [])}


def one_line(text: str) -> str:
    """The text with each run of XML's white space as one space, as xsd:token has it."""
    return " ".join(part for part in text.translate(_SPACES).split(" ") if part)


_SPACES = str.maketrans("\t\n\r", "   ")


def _values(
    data: Mapping[str, object], columns: Mapping[str, type], cleaner: Cleaner, where: str
) -> Mapping[str, Value]:
    values: dict[str, Value] = {}
    for name, type_ in columns.items():
        value = data.get(name, BLANKS[type_])
        if isinstance(value, list | tuple):
            value = "; ".join(map(str, value))
        if isinstance(value, int | float):
            values[name] = value
        else:
            values[name] = cleaner.text(str(value), f"{where}, {name}")
    return values


def number(value: float) -> str:
    """A number or truth value as XML Schema and Gephi write it: `true`, `3`, `2.5`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def cell(value: Value) -> str:
    """A value as text."""
    return value if isinstance(value, str) else number(value)
