"""GraphML as networkx and igraph read it: every parallel edge, with what it says."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from libyagraph.export.graphml import render
from libyagraph.network import network
from libyagraph.style import Style

from tests.fixtures_network import EDGES, NASTY_CLEAN, POSITIONS, RECORDS, VOCABULARY

GRAPH = network(RECORDS, VOCABULARY, positions=POSITIONS, style=Style(RECORDS, VOCABULARY))
NUMBERS = ("polarity", "symmetric", "sources")
TEXTS = ("family", "relation", "status", "date", "first", "last", "event", "event_type")
LISTS = ("claims", "articles", "denied_by", "via_source", "via_target", "provenance")


def says_the_same(data: Any, id: str) -> None:
    edge = EDGES[id]
    for name in NUMBERS:
        assert data[name] == getattr(edge, name)
    for name in TEXTS:
        assert data.get(name, "") == getattr(edge, name)
    for name in LISTS:
        assert data.get(name, "") == "; ".join(getattr(edge, name))


def test_networkx_reads_every_edge_with_its_id_relation_dates_and_status() -> None:
    graph = nx.read_graphml(io.BytesIO(render(GRAPH)[0]), edge_key_type=str)
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == set(RECORDS.actors)
    found = {key: (s, t, data) for s, t, key, data in graph.edges(keys=True, data=True)}
    assert {id: ends[:2] for id, ends in found.items()} == {
        id: (edge.source, edge.target) for id, edge in EDGES.items()
    }
    for id, (_, _, data) in found.items():
        says_the_same(data, id)


def test_igraph_reads_every_edge_with_its_id_relation_dates_and_status(tmp_path: Path) -> None:
    path = tmp_path / "network.graphml"
    path.write_bytes(render(GRAPH)[0])
    graph = igraph.Graph.Read_GraphML(str(path))
    assert graph.is_directed()
    assert set(graph.vs["id"]) == set(RECORDS.actors)
    assert sorted(graph.es["id"]) == sorted(EDGES)
    for edge in graph.es:
        data = edge.attributes()
        ends = (graph.vs[edge.source]["id"], graph.vs[edge.target]["id"])
        assert ends == (EDGES[data["id"]].source, EDGES[data["id"]].target)
        says_the_same(data, data["id"])


def test_nodes_keep_every_attribute() -> None:
    """Text that is empty is left out, and a list is one text."""
    graph = nx.read_graphml(io.BytesIO(render(GRAPH)[0]), edge_key_type=str)
    for id, data in GRAPH.nodes(data=True):
        if id != "nasty":
            flat = {**data, "aliases": "; ".join(data["aliases"])}
            assert graph.nodes[id] == {name: value for name, value in flat.items() if value != ""}


def test_nasty_text_comes_back_whole_and_what_was_replaced_is_reported() -> None:
    body, messages = render(GRAPH)
    graph = nx.read_graphml(io.BytesIO(body), edge_key_type=str)
    assert graph.nodes["nasty"]["name_en"] == NASTY_CLEAN
    assert len(messages) == len(set(messages)) == 4


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_but_for_what_xml_forbids(text: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="e", relation=text, date=text)
    body, messages = render(graph)
    back = nx.read_graphml(io.BytesIO(body), edge_key_type=str, force_multigraph=True)
    found = back.edges["a", "b", "e"].get("date", "")
    assert len(found) == len(text)
    assert all(b in (a, "\ufffd") for a, b in zip(text, found, strict=True))
    assert bool(messages) == (found != text)


def test_the_same_network_gives_the_same_bytes() -> None:
    assert render(GRAPH) == render(GRAPH.copy())
