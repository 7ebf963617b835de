"""GraphML, for networkx, igraph, yEd and others; for Gephi take GEXF.

In goes a network, out come bytes and messages about forbidden characters. Every parallel edge keeps
its id, names of keys are those of the network's attributes, and empty text is left out. Gephi's
GraphML importer knows no kinds of edges and merges parallel ones, which no file can prevent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from libyagraph.export.characters import Cleaner
from libyagraph.export.markup import content, document, empty, quoted, start
from libyagraph.export.table import Column, Columns, cell, table

if TYPE_CHECKING:
    import networkx as nx

EDGE_IDS = ("id", "key")
"""The id of an edge as data, and as no attribute of its element: igraph 1.0.0 reads such an
attribute from its table of nodes (`es["id"]` held the first nodes' ids). igraph and Gephi take the
id from data called `id`, networkx from data called `key`."""

TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def render(network: nx.MultiDiGraph) -> tuple[bytes, list[str]]:
    """The network as GraphML in UTF-8, and a message for each thing that had to be changed.

    The same network always gives the same bytes. Positions are those of the page, `y` down.
    """
    cleaner = Cleaner()
    body = document(_lines(network, cleaner))
    return body, cleaner.messages


def _lines(network: nx.MultiDiGraph, cleaner: Cleaner) -> Iterator[str]:
    rows = table(network, cleaner)
    ids = Column(str, [edge.id for edge in rows.arcs], frozenset((str,)))
    arc_columns = {**dict.fromkeys(EDGE_IDS, ids), **rows.arc_columns}
    yield start("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for of, columns in (("node", rows.node_columns), ("edge", arc_columns)):
        for name, column in columns.items():
            key = {"id": f"{of}_{name}", "for": of, "attr.name": name}
            yield empty("key", {**key, "attr.type": TYPES[column.kind]})
    yield start("graph", {"edgedefault": "directed"})
    for node, data in zip(rows.nodes, _data("node", rows.node_columns), strict=True):
        yield f"<node id={quoted(node.id)}>{data}\n</node>"
    for edge, data in zip(rows.arcs, _data("edge", arc_columns), strict=True):
        ends = f"source={quoted(edge.source)} target={quoted(edge.target)}"
        yield f"<edge {ends}>{data}\n</edge>"
    yield from ("</graph>", "</graphml>")


def _data(of: str, columns: Columns) -> Iterator[str]:
    """The values of each row, without the empty ones."""
    heads = [f"\n<data key={quoted(f'{of}_{name}')}>" for name in columns]
    for row in zip(*(column.values for column in columns.values()), strict=True):
        yield "".join(
            [
                f"{head}{content(cell(value))}</data>"
                for head, value in zip(heads, row, strict=True)
                if value != ""
            ]
        )
