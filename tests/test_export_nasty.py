"""Eleven strings that break files, in every field of every record: each file still parses."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas
import pyoxigraph as ox
import pytest
from libyagraph.export import EXPORTERS, NetworkExporter, claims, cytoscape, gexf, graphml, jsonld
from libyagraph.export import csv as csv_
from libyagraph.export.characters import FORBIDDEN
from libyagraph.export.csv import harmless
from libyagraph.export.view import view
from libyagraph.network import network
from libyagraph.records import Actor, Alias, Claim, Edge, Records
from libyagraph.style import Style
from lxml import etree

from tests.fixtures_network import CLAIMS, RECORDS, VOCABULARY

STRINGS = {
    "nul": "a\x00b\x00",
    "vertical-tab": "a\x0bb",
    "not-a-character": "a\ufffeb",
    "lone-surrogates": "a\ud800b\udfff",
    "bidi-controls": "a\u202eb\u2066c\u200f",
    "end-of-cdata": "a]]>b",
    "ampersand": "a&b&amp;<c>",
    "quotes": "a\"b'c`d\\",
    "emoji": "🕊️👩‍👩‍👧🇱🇾",
    "long": "x" * 10_000,
    "formula": '=cmd|" /C calc"!A0',
}
TEXTS = ("family", "relation", "status", "date", "event", "event_type", "lifted_from")
LISTS = ("denied_by", "claims", "articles", "via_source", "via_target", "provenance")


def clean(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


def nasty_edge(text: str) -> Edge:
    """An edge that has the string in every field that can hold one, and is told twice."""
    given: dict[str, Any] = dict.fromkeys(TEXTS, text)
    given |= dict.fromkeys(LISTS, (text, text))
    ends: dict[str, Any] = {"source": text, "target": f"{text}2", "title": {"fr": text}}
    given |= {"first": text, "last": text}
    return Edge(id=f"e{text}", symmetric=False, polarity=-1, **given, **ends)


def nasty_records(text: str) -> Records:
    names = {"fr": text, "en": text, "ar": text, "ru": f"{text}ru"}
    about: dict[str, Any] = {
        "kind": text,
        "camp": text,
        "state": text,
        "wikidata": text,
        "note": text,
    }
    aliases = (Alias(f"{text} alias", "fr"),)
    actors = {id: Actor(id=id, names=names, aliases=aliases, **about) for id in (text, f"{text}2")}
    claim = CLAIMS[0]
    words: dict[str, Any] = {
        each.name: text
        for each in fields(Claim)
        if isinstance(getattr(claim, each.name), str) and each.name != "event_type"
    }
    told = replace(claim, **words, topics=(text,), places=(text,), roles={"actor": (text,)})
    return replace(RECORDS, edges=(nasty_edge(text),), actors=actors, claims={text: told})


def drawn(text: str) -> Any:
    """The network as told; an unknown family stays as the record has it."""
    records = nasty_records(text)
    told = replace(records, edges=(replace(records.edges[0], family="tie"),))
    return network(told, VOCABULARY, style=Style(told, VOCABULARY))


def expected(text: str, kind: str) -> dict[str, str]:
    """The texts of the edge as a reader finds them."""
    found = {name: clean(text) for name in TEXTS} | {"family": "tie"}
    found |= {name: clean(f"{text}; {text}") for name in LISTS}
    if kind == "csv":
        found = {name: harmless(value) for name, value in found.items()}
    return found


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_gexf_parses_and_says_what_it_said(text: str) -> None:
    """The one edge is read with all its texts, and two nodes with all their names."""
    body, messages = gexf.render(drawn(text))
    assert etree.fromstring(body, etree.XMLParser(huge_tree=True)) is not None
    graph = nx.read_gexf(io.BytesIO(body), version="1.3")
    ((source, target, data),) = graph.edges(data=True)
    assert (source, target, data["id"]) == (clean(text), clean(f"{text}2"), clean(f"e{text}"))
    assert data == data | expected(text, "gexf")
    assert graph.nodes[source]["name_fr"] == clean(text)
    assert clean(f"{text}ru") in graph.nodes[source]["aliases"]
    assert_told_once(text, messages)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_graphml_parses_and_says_what_it_said(text: str, tmp_path: Path) -> None:
    """Both networkx and igraph read the same."""
    body, messages = graphml.render(drawn(text))
    graph = nx.read_graphml(io.BytesIO(body), force_multigraph=True)
    ((source, target, id, data),) = graph.edges(keys=True, data=True)
    assert (source, target, id) == (clean(text), clean(f"{text}2"), clean(f"e{text}"))
    assert data == data | expected(text, "graphml")
    path = tmp_path / "a.graphml"
    path.write_bytes(body)
    other = igraph.Graph.Read_GraphML(str(path))
    (edge,) = other.es
    assert edge.attributes() == edge.attributes() | expected(text, "graphml")
    if "&" not in text:  # igraph 1.0.0 leaves references in the ids of nodes as they are written
        assert other.vs["id"] == [clean(text), clean(f"{text}2")]
    assert_told_once(text, messages)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_csv_parses_and_runs_nothing(text: str) -> None:
    """In pandas there is the one row of edges and the two of nodes."""
    files, messages = csv_.render(drawn(text))
    edges = pandas.read_csv(io.BytesIO(files["edges.csv"]), dtype=str, keep_default_na=False)
    (row,) = edges.to_dict("records")
    assert row == row | expected(text, "csv")
    assert row["Source"] == harmless(clean(text))
    nodes = pandas.read_csv(io.BytesIO(files["nodes.csv"]), dtype=str, keep_default_na=False)
    assert list(nodes["Id"]) == [harmless(clean(text)), harmless(clean(f"{text}2"))]
    for data in files.values():
        for cells in csv.reader(io.StringIO(data.decode(), newline="")):
            assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in cells)
    assert_told_once(text, messages)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_cytoscape_parses_and_says_what_it_said(text: str) -> None:
    """Lists stay lists."""
    body, messages = cytoscape.render(drawn(text))
    elements = json.loads(body)["elements"]
    (edge,) = (each["data"] for each in elements["edges"])
    assert edge == edge | {name: clean(text) for name in TEXTS} | {"family": "tie"}
    assert all(edge[name] == [clean(text)] * 2 for name in LISTS)
    assert [node["data"]["id"] for node in elements["nodes"]] == [clean(text), clean(f"{text}2")]
    assert_told_once(text, messages)


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_claims_parse_and_say_what_they_said(text: str) -> None:
    """One line for one claim, whatever is in it."""
    body, messages = claims.render(nasty_records(text), VOCABULARY, "fr")
    assert body.count(b"\n") == 1
    row = json.loads(body)
    assert (row["cue"], row["note"], row["words"]) == (clean(text),) * 3
    assert (row["topics"], row["places"], row["actor"]) == ([clean(text)],) * 3
    frame = pandas.read_json(io.BytesIO(body), lines=True)
    assert frame["topics"][0] == [clean(text)]
    assert_told_once(text, messages)


@pytest.mark.parametrize("name", [n for n in STRINGS if n != "lone-surrogates"])
def test_json_ld_holds_any_text_that_rdf_can_hold(name: str) -> None:
    """RDF knows no lone surrogates; everything else comes back as it was, labels included."""
    store = ox.Store()
    subject = ox.NamedNode("https://w3id.org/libyagraph/claim/a/b")
    for predicate in ("cue", "label", "date"):
        node = ox.NamedNode(f"https://w3id.org/libyagraph/ontology#{predicate}")
        for value in (ox.Literal(STRINGS[name]), ox.Literal(STRINGS[name], language="fr")):
            store.add(ox.Quad(subject, node, value, subject))
    assert set(ox.parse(jsonld.render(store), format=ox.RdfFormat.JSON_LD)) == set(store)


def assert_told_once(text: str, messages: list[str]) -> None:
    """Each replacement is told, none twice, on one line that hides nothing."""
    assert len(messages) == len(set(messages))
    assert bool([m for m in messages if "U+FFFD" in m]) == bool(FORBIDDEN.search(text))
    for message in messages:
        assert message.isprintable()
        assert len(message) < 400


NETWORKS = [e for e in EXPORTERS.values() if e.kind == "network"]


@pytest.mark.parametrize("exporter", NETWORKS, ids=lambda e: e.name)
def test_merged_and_measured_networks_are_as_robust(exporter: NetworkExporter) -> None:
    """All strings at once, merged by pair and with measures, in every format of networks."""
    parts = [nasty_records(text) for text in STRINGS.values()]
    records = replace(
        RECORDS,
        actors={id: actor for part in parts for id, actor in part.actors.items()},
        edges=tuple(replace(edge, family="tie") for part in parts for edge in part.edges),
    )
    style = Style(records, VOCABULARY)
    graph = view(records, records, VOCABULARY, style, aggregate="pair", measures=True)
    assert graph.number_of_edges() == len(STRINGS)
    made, messages = exporter.render(graph, True)
    text = b"".join(made.values() if not isinstance(made, bytes) else [made]).decode()
    assert not FORBIDDEN.search(text)
    assert len(messages) == len(set(messages))
