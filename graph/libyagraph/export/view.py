"""The network that is exported: the ties as told, merged or lifted, with measures where asked for.

In go the records of a part and of the whole graph, out comes a `networkx.MultiDiGraph` with places
and colours. What its edges and nodes carry beyond those of any network stands among its columns.
"""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from libyagraph.export.pairs import COLUMNS, Bundle, paired
from libyagraph.export.table import EDGE_EXTRAS, NODE_EXTRAS
from libyagraph.export.timeline import SPELLS
from libyagraph.network.lifted import lifted
from libyagraph.network.narrow import unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from libyagraph.records import Records
    from libyagraph.style import Style
    from libyagraph.vocabulary import Vocabulary

LANGUAGES = ("fr", "en", "ar")
AGGREGATES = ("event", "pair")
"""One edge for each event, or for each pair and relation."""


def view(
    part: Records,
    whole: Records,
    vocabulary: Vocabulary,
    style: Style,
    *,
    language: str = "fr",
    aggregate: str = "event",
    lift: bool = False,
    measures: bool = False,
) -> nx.MultiDiGraph:
    """The network of a part of the graph, as `api.Graph.network` describes it.

    Raises `UsageError` for an unknown language or way of merging.
    """
    from libyagraph.layout import positions
    from libyagraph.measures import ActorMeasures, measured
    from libyagraph.network import network

    if language not in LANGUAGES:
        raise unknown("language", language, LANGUAGES)
    if aggregate not in AGGREGATES:
        raise unknown("way of merging", aggregate, AGGREGATES)
    isolated = not lift and part.edges == whole.edges
    asked = part
    told = part = lifted(part, whole) if lift else part
    bundles: Mapping[str, Bundle] = {}
    if aggregate == "pair":
        part, bundles = paired(part)
    graph = network(
        part,
        vocabulary,
        language=language,
        positions=positions(told, families=("tie", "lifted") if lift else ("tie", "affiliation")),
        style=style,
        isolated=isolated,
    )
    if lift:
        _sized(graph)
    if aggregate == "pair":
        _bundled(graph, bundles)
    if measures:
        found = measured(asked, whole, vocabulary, style, lift=lift)[0]
        graph.graph[NODE_EXTRAS] = {each.name: _number(each.type) for each in fields(ActorMeasures)}
        nobody = ActorMeasures()
        for node, data in graph.nodes(data=True):
            data.update(asdict(found.actors.get(node, nobody)))
    return graph


def _sized(graph: nx.MultiDiGraph) -> None:
    """Sizes by what is lifted to an actor: by its own ties alone, states would be the smallest."""
    from libyagraph.style import radius

    for node, data in graph.nodes(data=True):
        data["size"] = radius(graph.degree(node))


def _bundled(graph: nx.MultiDiGraph, bundles: Mapping[str, Bundle]) -> None:
    graph.graph[EDGE_EXTRAS] = dict(COLUMNS)
    for _, _, key, data in graph.edges(keys=True, data=True):
        bundle = bundles[key]
        data.update({name: getattr(bundle, name) for name in COLUMNS})
        if bundle.spells:
            data[SPELLS] = bundle.spells


def _number(type_: object) -> type:
    """The type of a column, from that of a field as it is written."""
    return float if "float" in str(type_) else int
