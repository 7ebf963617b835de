"""JSON for Cytoscape: what its desktop program needs, and what Cytoscape.js draws."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
from libyagraph.export.cytoscape import STYLE, render
from libyagraph.network import network
from libyagraph.style import Style

from tests.fixtures_network import ACTORS, EDGES, POSITIONS, RECORDS, VOCABULARY

GRAPH = network(RECORDS, VOCABULARY, positions=POSITIONS, style=Style(RECORDS, VOCABULARY))
FILE: dict[str, Any] = json.loads(render(GRAPH)[0])
NODES = {node["data"]["id"]: node for node in FILE["elements"]["nodes"]}
LINKS = {edge["data"]["id"]: edge["data"] for edge in FILE["elements"]["edges"]}


def test_every_edge_is_an_element_with_relation_dates_and_status() -> None:
    """Ids are ids, numbers numbers and lists lists."""
    assert LINKS.keys() == EDGES.keys()
    for id, edge in EDGES.items():
        data = LINKS[id]
        assert (data["source"], data["target"]) == (edge.source, edge.target)
        assert data["interaction"] == data["relation"] == edge.relation
        for name in ("family", "status", "date", "first", "last", "event", "event_type"):
            assert data.get(name, "") == getattr(edge, name)
        assert (data["polarity"], data["symmetric"]) == (edge.polarity, edge.symmetric)
        assert data["weight"] == max(edge.sources, 1)
        for name in ("claims", "articles", "denied_by", "via_source", "via_target", "provenance"):
            assert data[name] == list(getattr(edge, name))


def test_every_actor_stands_where_it_stands_on_the_page() -> None:
    """In Cytoscape, too, `y` points down."""
    style = Style(RECORDS, VOCABULARY)
    assert NODES.keys() == {actor.id for actor in ACTORS}
    for actor in ACTORS:
        node = NODES[actor.id]
        x, y = POSITIONS[actor.id]
        assert node["position"] == {"x": x, "y": y}
        assert node["data"]["colour"] == style.node_colour(actor)
        assert node["data"]["diameter"] == 2 * style.node_size(actor)


def test_the_desktop_program_finds_what_it_needs() -> None:
    """It fails without `data` and both lists, and reads `null` as the word."""
    assert FILE["format_version"] == "1.0"
    assert FILE["data"]["name"]
    assert {"nodes", "edges"} <= FILE["elements"].keys()
    assert b"null" not in render(GRAPH)[0]
    empty = json.loads(render(nx.MultiDiGraph())[0])
    assert empty["elements"] == {"nodes": [], "edges": []}
    for node in NODES.values():
        assert node["data"]["name"] == node["data"]["label"]


def test_a_column_has_one_type() -> None:
    """The desktop program guesses the type of a column from the first value."""
    for table in (LINKS.values(), [{**n["data"], **n["position"]} for n in NODES.values()]):
        types: dict[str, set[type]] = {}
        for data in table:
            for name, value in data.items():
                types.setdefault(name, set()).add(type(value))
        assert {name: found for name, found in types.items() if len(found) > 1} == {}


def test_the_style_speaks_of_data_that_is_there() -> None:
    """Nothing is mapped from a column that no element has."""
    known = {name for data in LINKS.values() for name in data}
    known |= {name for node in NODES.values() for name in node["data"]}
    mapped = {
        value.removeprefix("data(").removesuffix(")")
        for rule in STYLE
        for value in rule["style"].values()  # type: ignore[attr-defined]
        if str(value).startswith("data(")
    }
    assert mapped <= known


def test_an_edge_that_has_the_id_of_a_node_gets_another() -> None:
    """Cytoscape.js has one space of ids for nodes and edges."""
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="a", relation="meets")
    graph.add_edge("a", "b", key="edge a", relation="meets")
    body, messages = render(graph)
    edges = [edge["data"]["id"] for edge in json.loads(body)["elements"]["edges"]]
    assert len({*edges, "a", "b"}) == 4
    assert len(messages) == 2
    assert messages[0] == "edge 'a': called 'edge a', since a node has its id"


def test_the_same_network_gives_the_same_bytes() -> None:
    """Whatever the run."""
    assert render(GRAPH) == render(GRAPH.copy())
