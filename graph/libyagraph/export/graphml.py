"""GraphML, for networkx, igraph, yEd and others; for Gephi take GEXF.

In goes a network, out come bytes and messages about forbidden characters. Every parallel edge keeps
its id, names of keys are those of the network's attributes, and empty text is left out. Gephi's
GraphML importer knows no kinds of edges and merges parallel ones, which no file can prevent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from libyagraph.export.characters import Cleaner
from libyagraph.export.markup import document, element, empty, start
from libyagraph.export.table import EDGE_COLUMNS, NODE_COLUMNS, Value, arcs, cell, nodes

if TYPE_CHECKING:
    import networkx as nx

EDGE_ID = "edge_id"
"""The id of an edge once more, as data: igraph 1.0.0 mixes the ids of edges up with those of nodes
(`es["id"]` held the first nodes' ids)."""

TYPES: Mapping[type, str] = {str: "string", int: "int", float: "double", bool: "boolean"}


def render(network: nx.MultiDiGraph) -> tuple[bytes, list[str]]:
    """The network as GraphML in UTF-8, and a message for each thing that had to be changed.

    The same network always gives the same bytes. Positions are those of the page, `y` down.
    """
    cleaner = Cleaner()
    body = document(_lines(network, cleaner))
    return body, cleaner.messages


def _lines(network: nx.MultiDiGraph, cleaner: Cleaner) -> Iterator[str]:
    yield start("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for of, columns in (("node", NODE_COLUMNS), ("edge", {EDGE_ID: str, **EDGE_COLUMNS})):
        for name, type_ in columns.items():
            key = {"id": f"{of}_{name}", "for": of, "attr.name": name, "attr.type": TYPES[type_]}
            yield empty("key", key)
    yield start("graph", {"edgedefault": "directed"})
    for node in nodes(network, cleaner):
        yield start("node", {"id": node.id})
        yield from _data("node", node.values)
        yield "</node>"
    for edge in arcs(network, cleaner):
        yield start("edge", {"id": edge.id, "source": edge.source, "target": edge.target})
        yield from _data("edge", {EDGE_ID: edge.id, **edge.values})
        yield "</edge>"
    yield from ("</graph>", "</graphml>")


def _data(of: str, values: Mapping[str, Value]) -> Iterator[str]:
    for name, value in values.items():
        if value != "":
            yield element("data", {"key": f"{of}_{name}"}, cell(value))
