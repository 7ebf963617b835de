"""JSON for Cytoscape and Cytoscape.js (`.cyjs`): elements with positions, and a style to draw them.

In goes a network, out come bytes and messages about forbidden characters. The desktop program reads
the elements and their data; Cytoscape.js takes the whole file and draws it as the page looks. Lists
of ids stay lists, and what is not known is left out: the desktop program reads `null` as a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from libyagraph.export.characters import FORBIDDEN, Cleaner, told
from libyagraph.export.table import Arc, Columns, Node, Value, table

if TYPE_CHECKING:
    import networkx as nx

NAME = "libyagraph"
HEAD: Mapping[str, object] = {
    "format_version": "1.0",
    "generated_by": NAME,
    "target_cytoscapejs_version": "~2.1",  # what the desktop program writes itself
    "data": {"name": NAME, "shared_name": NAME},
    "layout": {"name": "preset"},
}
STYLE: Sequence[Mapping[str, object]] = (
    {"selector": "node", "style": {"label": "data(label)", "font-size": 12}},
    {"selector": "node[colour]", "style": {"background-color": "data(colour)"}},
    {
        "selector": "node[diameter]",
        "style": {"width": "data(diameter)", "height": "data(diameter)"},
    },
    {"selector": "edge", "style": {"curve-style": "bezier"}},
    {"selector": "edge[!symmetric]", "style": {"target-arrow-shape": "triangle"}},
    {
        "selector": "edge[colour]",
        "style": {"line-color": "data(colour)", "target-arrow-color": "data(colour)"},
    },
    {"selector": "edge[width]", "style": {"width": "data(width)"}},
    {"selector": "edge[line]", "style": {"line-style": "data(line)"}},
)


def render(network: nx.MultiDiGraph) -> tuple[bytes, list[str]]:
    """The network as JSON in UTF-8, and a message for each thing that had to be changed.

    The same network always gives the same bytes. Positions are those of the page, `y` down.
    """
    cleaner = Cleaner()
    return ("\n".join(_lines(network, cleaner)) + "\n").encode(), cleaner.messages


def _lines(network: nx.MultiDiGraph, cleaner: Cleaner) -> Iterator[str]:
    rows = table(network, cleaner)
    taken = {node.id for node in rows.nodes}
    nodes = map(_node, rows.nodes, _rows(rows.node_columns))
    values = _rows(rows.arc_columns)
    edges = [_edge(*each, taken, cleaner) for each in zip(rows.arcs, values, strict=True)]
    yield "{"
    for key, value in HEAD.items():
        yield f"{_json(key)}: {_json(value)},"
    yield '"style": ['
    yield ",\n".join(map(_json, STYLE))
    yield '],\n"elements": {\n"nodes": ['
    yield ",\n".join(map(_json, nodes))
    yield '],\n"edges": ['
    yield ",\n".join(map(_json, edges))
    yield "]}}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _rows(columns: Columns) -> Iterator[dict[str, Value]]:
    for row in zip(*(column.values for column in columns.values()), strict=True):
        yield dict(zip(columns, row, strict=True))


def _node(node: Node, values: dict[str, Value]) -> Mapping[str, object]:
    x, y, size = (values.pop(name) for name in ("x", "y", "size"))
    data = {"id": node.id, "name": values["label"], **_known(values, node.facts)}
    if size:
        data["diameter"] = 2 * float(size)
    return {"data": data, "position": {"x": x, "y": y}}


def _edge(
    edge: Arc, values: Mapping[str, Value], taken: set[str], cleaner: Cleaner
) -> Mapping[str, object]:
    id = edge.id
    while id in taken:  # Cytoscape.js knows one space of ids for nodes and edges
        id = f"edge {id}"
    if id != edge.id:
        cleaner.report(f"edge {told(edge.id)}: called {told(id)}, since a node has its id")
    taken.add(id)
    data = {
        "id": id,
        "source": edge.source,
        "target": edge.target,
        "interaction": values["relation"],
        "name": f"{edge.source} ({values['relation']}) {edge.target}",
        **_known({**values, "weight": edge.weight}, edge.facts),
    }
    return {"data": data}


def _known(values: Mapping[str, Value], facts: Mapping[str, object]) -> dict[str, object]:
    """What is known: text that is not empty, numbers, truth values, and lists as lists."""
    known: dict[str, object] = {}
    for name, value in values.items():
        fact = facts.get(name)
        if isinstance(fact, list | tuple):
            known[name] = [FORBIDDEN.sub("\ufffd", str(item)) for item in fact]
        elif value != "":
            known[name] = value
    return known
