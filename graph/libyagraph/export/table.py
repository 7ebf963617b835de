"""A network as typed columns and clean rows: what all of its formats have in common.

In goes a network, out come its columns, and its nodes and edges with clean ids and values that are
text, numbers or truth values. Every edge comes out, with a kind that Gephi will not merge. How a
format writes them is no matter of this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast, get_type_hints

from libyagraph.export.characters import told
from libyagraph.network import EdgeAttributes, NodeAttributes

if TYPE_CHECKING:
    import networkx as nx

    from libyagraph.export.characters import Cleaner

Value = str | int | float | bool
Types = Mapping[str, type]

BLANKS: Mapping[type, Value] = {str: "", int: 0, float: 0.0, bool: False}
NODE_EXTRAS, EDGE_EXTRAS = "node_columns", "edge_columns"
"""Where a network keeps the types of further columns: those of measures, and of merged ties."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value for each node or edge, in their order; an unknown one is an empty text.

    `kinds` are the types that the values have, which may be others than that of the column.
    """

    kind: type
    values: Sequence[Value]
    kinds: frozenset[type]


Columns = Mapping[str, Column]


class Node(NamedTuple):
    """An actor; `facts` are what the network says of it, as they are."""

    id: str
    facts: Mapping[str, object]


class Arc(NamedTuple):
    """An edge; `kind` is its relation, numbered where Gephi would merge. `facts` as of a node."""

    id: str
    source: str
    target: str
    kind: str
    weight: int | float
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """A network as columns: nodes in its order, edges sorted by id."""

    nodes: Sequence[Node]
    node_columns: Columns
    arcs: Sequence[Arc]
    arc_columns: Columns


def _types(attributes: type) -> Types:
    hints = get_type_hints(attributes)
    return {name: hint if hint in BLANKS else str for name, hint in hints.items()}


NODE_TYPES = _types(NodeAttributes)
"""The columns of any node; lists of ids are text."""
ARC_TYPES = _types(EdgeAttributes)
"""The columns of any edge; lists of ids are text."""


def table(network: nx.MultiDiGraph, cleaner: Cleaner) -> Table:
    """All nodes and edges of a network as rows; the cleaner is told of what was changed.

    The ids of a list are one text, joined by semicolons.
    """
    ids = {key: cleaner.id(str(key), "node") for key in network}
    facts = [data for _, data in network.nodes(data=True)]
    types = {**NODE_TYPES, **network.graph.get(NODE_EXTRAS, {})}
    columns = _columns(facts, types, cleaner, "node", list(ids.values()))
    nodes = [Node(*each) for each in zip(ids.values(), facts, strict=True)]
    edges = _edges(network)
    edge_ids = _edge_ids([edge[:3] for edge in edges], cleaner)
    types = {**ARC_TYPES, **network.graph.get(EDGE_EXTRAS, {})}
    arc_columns = _columns([edge[3] for edge in edges], types, cleaner, "edge", edge_ids)
    arcs = _arcs(edges, edge_ids, arc_columns["relation"].values, ids)
    return Table(nodes, columns, arcs, arc_columns)


_Edge = tuple[str, object, object, Mapping[str, object]]


def _edges(network: nx.MultiDiGraph) -> list[_Edge]:
    found = (
        (str(key), start, end, data)
        for start, neighbours in network.adjacency()
        for end, parallel in neighbours.items()
        for key, data in parallel.items()
    )
    return sorted(found, key=lambda edge: edge[:3])


def _arcs(
    edges: Sequence[_Edge],
    ids: Sequence[str],
    relations: Sequence[Value],
    nodes: Mapping[object, str],
) -> list[Arc]:
    """The edges, each with a kind that is its own.

    `kind` is unique among the edges that Gephi takes for parallel: those of one direction, and a
    symmetric edge stands for both. The first keeps the relation as it is, the next are `meets (2)`,
    `meets (3)`. Weights below 1, at which Gephi drops an edge, are 1.
    """
    arcs: list[Arc] = []
    taken: set[tuple[str, str, str]] = set()
    counts: dict[tuple[str, str, str], int] = {}
    for id, relation_, (_, start, end, data) in zip(ids, relations, edges, strict=True):
        source, target = nodes[start], nodes[end]
        relation = one_line(str(relation_))
        both_ways = data.get("symmetric", False)
        count = counts.get((source, target, relation), 0) + 1
        kind = relation if count == 1 else f"{relation} ({count})"
        while (source, target, kind) in taken or (both_ways and (target, source, kind) in taken):
            count += 1
            kind = f"{relation} ({count})"
        counts[source, target, relation] = count
        taken.add((source, target, kind))
        if both_ways:
            taken.add((target, source, kind))
        weight = data.get("weight", 1)
        heavy = weight if isinstance(weight, int | float) and weight >= 1 else 1
        arcs.append(Arc(id, source, target, kind, heavy, data))
    return arcs


def _edge_ids(edges: Sequence[tuple[str, object, object]], cleaner: Cleaner) -> list[str]:
    """A clean id for each edge, and never the same for two."""
    ids: list[str] = []
    taken: set[str] = set()
    for key, start, end in edges:
        raw = key
        if raw in taken:
            raw = f"{key} {start} {end}"
            cleaner.report(f"edge {told(key)}: called {told(raw)}, since another edge has its id")
        taken.add(raw)
        ids.append(cleaner.id(raw, "edge"))
    return ids


def one_line(text: str) -> str:
    """The text with each run of XML's white space as one space, as xsd:token has it."""
    if text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(part for part in text.translate(_SPACES).split(" ") if part)


_SPACES = str.maketrans("\t\n\r", "   ")


def _columns(
    facts: Sequence[Mapping[str, object]],
    types: Types,
    cleaner: Cleaner,
    kind: str,
    ids: Sequence[str],
) -> Columns:
    """The values of all nodes or edges, column by column, clean.

    One look at a whole column tells that nothing in it must be cleaned. A look at each value would
    be the slowest part of an export.
    """
    found: dict[str, list[Value]] = {}
    kinds: dict[str, frozenset[type]] = {}
    dirty: list[tuple[int, int, str]] = []
    for rank, (name, raw) in enumerate(zip(types, _raw(facts, types), strict=True)):
        column, kinds[name] = _flat(raw)
        plain = kinds[name] == {str}
        texts = column if plain else [value for value in column if isinstance(value, str)]
        if not "".join(cast("Sequence[str]", texts)).isprintable():
            dirty += [
                (row, rank, name)
                for row, value in enumerate(column)
                if isinstance(value, str) and not value.isprintable()
            ]
        found[name] = column
    for row, _, name in sorted(dirty):
        found[name][row] = cleaner.text(str(found[name][row]), kind, ids[row], name)
    return {name: Column(type_, found[name], kinds[name]) for name, type_ in types.items()}


def _raw(facts: Sequence[Mapping[str, object]], types: Types) -> Iterable[Sequence[object]]:
    """The columns as the network has them, with a blank for what it does not say."""
    if not facts:
        return [()] * len(types)
    try:
        return zip(*map(itemgetter(*types), facts), strict=True)
    except KeyError:  # a network from elsewhere need not have all
        blanks = [(name, BLANKS[type_]) for name, type_ in types.items()]
        return [[data.get(name, blank) for data in facts] for name, blank in blanks]


def _flat(values: Sequence[object]) -> tuple[list[Value], frozenset[type]]:
    """A column with text, numbers and truth values alone, and which of these it has."""
    kinds = frozenset(map(type, values))
    if kinds <= _PLAIN:
        return cast("list[Value]", list(values)), kinds
    if kinds == {tuple}:
        lists = cast("Sequence[tuple[str, ...]]", values)
        return [_joined(value) if value else "" for value in lists], frozenset((str,))
    made = [_value(value) for value in values]
    return made, frozenset(map(type, made))


def _joined(items: Iterable[object]) -> str:
    return "; ".join(map(str, items))


def _value(value: object) -> Value:
    if isinstance(value, tuple | list):
        return _joined(value)
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else ""
    return "" if value is None else str(value)


_PLAIN = {str, int, bool}


def number(value: float) -> str:
    """A number or truth value as XML Schema and Gephi write it: `true`, `3`, `2.5`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def cell(value: Value) -> str:
    """A value as text."""
    return value if isinstance(value, str) else number(value)
