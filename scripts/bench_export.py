"""Exports measured: GEXF by our own writer and by networkx, of the same network in one run.

In goes a number of actors and of ties, out come seconds, and how many ties of each file Gephi would
keep. `bench.py export` runs it; `kept_by_gephi` is what tests hold the exports against, too.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree

import networkx as nx
from libyagraph.export import gexf, graphml
from libyagraph.network import network
from libyagraph.records.load import load
from libyagraph.store import vocabulary
from libyagraph.style import Style

from scripts import multigraph

SIZE = (10_000, 30_000)


def kept_by_gephi(data: bytes) -> set[str]:
    """The ids of the edges of a GEXF file that Gephi's importer keeps, as it is set by default.

    As in `ImportContainerImpl.java`: an edge is lost with a repeated id, a weight of 0, a reversed
    interval, undirected where all are directed, and where another has its source, target and kind.
    """
    kept: dict[tuple[str | None, str | None, str | None], str] = {}
    seen: set[str | None] = set()
    default = ""
    for event, element in ElementTree.iterparse(io.BytesIO(data), events=("start", "end")):
        name = element.tag.rpartition("}")[2]
        if event == "start" and name == "graph":
            default = element.get("defaultedgetype", "")
        if event == "start" or name != "edge":
            continue
        id, type_ = element.get("id"), element.get("type", default)
        undirected = default == "directed" and type_ == "undirected"
        if id not in seen and float(element.get("weight", "1")) and not undirected:
            seen.add(id)
            if not any(end and end < start for start, end in _times(element)):
                key = (element.get("source"), element.get("target"), element.get("kind"))
                kept.setdefault(key, str(id))
        element.clear()
    return set(kept.values())


def _times(edge: ElementTree.Element) -> Iterator[tuple[str, str]]:
    spells = [each for each in edge.iter() if each.tag.endswith("}spell")] or [edge]
    return ((each.get("start", ""), each.get("end", "")) for each in spells)


def by_networkx(graph: Any) -> bytes:
    """A network as networkx writes it, which takes lists for values that change with time."""
    out = io.BytesIO()
    nx.write_gexf(graph, out, version="1.2draft")
    return out.getvalue()


def flat(graph: Any) -> Any:
    """The network with lists as text, as every writer but ours needs it; all else is the same."""
    made = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        made.add_node(node, **_flat(data))
    for start, end, key, data in graph.edges(keys=True, data=True):
        made.add_edge(start, end, key=key, **_flat(data))
    return made


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    return {
        name: "; ".join(value) if isinstance(value, tuple) else value
        for name, value in data.items()
    }


def invented(actors: int, ties: int) -> Any:
    """The network of an invented graph of a size, with places and colours."""
    store = multigraph.store(actors, ties)
    words = vocabulary(store)
    records = load(store, words)
    places = {id: (float(n % 100), float(n // 100)) for n, id in enumerate(records.actors)}
    return network(records, words, positions=places, style=Style(records, words))


def candidates(actors: int, ties: int) -> dict[str, Callable[[], object]]:
    """What is measured, by name; prints first how many ties of each file Gephi would keep."""
    ours = invented(actors, ties)
    theirs = flat(ours)
    print(f"{actors} actors, {ours.number_of_edges()} ties; Gephi keeps")
    files = {"libyagraph": gexf.render(ours)[0], "networkx": by_networkx(theirs)}
    for name, data in files.items():
        kept = len(kept_by_gephi(data))
        print(f"  {name}: {kept} ({100 * kept / ours.number_of_edges():.1f} %), {len(data)} bytes")
    return {
        "GEXF: libyagraph": lambda: gexf.render(ours),
        "GEXF: networkx": lambda: by_networkx(theirs),
        "GraphML: libyagraph": lambda: graphml.render(ours),
        "GraphML: networkx": lambda: nx.write_graphml_xml(theirs, io.BytesIO()),
    }
