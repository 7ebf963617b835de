"""The records of a built graph, and that every view carries the same edges as the RDF."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
from libyagraph import corpus as corpus_
from libyagraph import ontology, paths
from libyagraph.build import Built, build
from libyagraph.export import exporter
from libyagraph.model import Corpus
from libyagraph.network import network
from libyagraph.page import render
from libyagraph.records import Records
from libyagraph.records.load import load as load_records
from libyagraph.style import Style
from libyagraph.vocabulary import Vocabulary

from tests.support import ROOT, VALID, article, asks, rows, store_of, tiny, told, write_corpus

CLASSES = {"tie": "lg:Tie", "lifted": "lg:LiftedTie", "affiliation": "lg:Affiliation"}


class _Scripts(HTMLParser):
    """The texts of the scripts of a page that have an id."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See whether a script begins."""
        self._open = dict(attrs).get("id") or "" if tag == "script" else ""

    def handle_data(self, data: str) -> None:
        """Keep what stands in it."""
        if self._open:
            self.found[self._open] = self.found.get(self._open, "") + data

    def handle_endtag(self, tag: str) -> None:
        """See it end."""
        self._open = ""


def page_data(html: str) -> dict[str, Any]:
    """The data that a page carries for its scripts."""
    parser = _Scripts()
    parser.feed(html)
    found: dict[str, Any] = json.loads(parser.found["data"])
    return found


def page_edges(html: str) -> list[dict[str, str]]:
    """The edges of a page, without those that others only go through."""
    return [edge for edge in page_data(html)["edges"] if not edge.get("aside")]


def in_rdf(store: ox.Store) -> dict[str, int]:
    """How many edges of each family a query finds."""
    return {
        family: int(rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a {name} }}")[0][0])
        for family, name in CLASSES.items()
    }


def gexf_families(data: bytes) -> Counter[str]:
    """The edges of a GEXF file by family."""
    root = ElementTree.fromstring(data)
    space = {"g": root.tag[1:].partition("}")[0]}
    attributes = {
        each.get("title"): each.get("id")
        for block in root.findall(".//g:attributes[@class='edge']", space)
        for each in block.findall("g:attribute", space)
    }
    found: Counter[str] = Counter()
    ids = set()
    for edge in root.findall(".//g:edge", space):
        ids.add(edge.get("id"))
        values = edge.findall("g:attvalues/g:attvalue", space)
        found.update(v.get("value") or "" for v in values if v.get("for") == attributes["family"])
    assert len(ids) == found.total()
    return found


def views(records: Records, vocabulary: Vocabulary, tmp_path: Path) -> dict[str, Mapping[str, int]]:
    """The number of edges of each family in every view and export of a graph."""
    graph = network(records, vocabulary, style=Style(records, vocabulary))
    gexf, graphml = BytesIO(), BytesIO()
    exporter("gexf").write(graph, gexf)
    exporter("graphml").write(graph, graphml)
    exporter("csv").write(graph, tmp_path / "csv")
    with (tmp_path / "csv" / "edges.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    family = next(name for name in lines[0] if name.lower() == "family")
    read = nx.read_graphml(BytesIO(graphml.getvalue()), force_multigraph=True)
    edges = page_edges(render(records, vocabulary))
    return {
        "records": Counter(edge.family for edge in records.edges),
        "network": Counter(data["family"] for *_, data in graph.edges(data=True)),
        "page": Counter(edge["family"] for edge in edges),
        "gexf": gexf_families(gexf.getvalue()),
        "graphml": Counter(data["family"] for *_, data in read.edges(data=True)),
        "csv": Counter(line[family] for line in lines),
    }


def test_every_view_has_every_edge(
    records: Records, vocabulary: Vocabulary, seeds_store: ox.Store, built: Built, tmp_path: Path
) -> None:
    """Ties, lifted ties and affiliations are as many in RDF, records, page, network and exports."""
    expected = in_rdf(seeds_store)
    assert all(expected.values())
    found = views(records, vocabulary, tmp_path)
    assert {name: dict(counts) for name, counts in found.items()} == dict.fromkeys(found, expected)
    assert [built.counts[name] for name in ("ties", "lifted ties", "affiliations")] == [
        expected[family] for family in CLASSES
    ]


def test_the_written_page_and_gexf_have_every_edge(
    graph: Path, seeds_store: ox.Store, built: Built
) -> None:
    """The files of a build, not only what can be made from its records."""
    expected = in_rdf(seeds_store)
    edges = page_edges((graph / "graph.html").read_text(encoding="utf-8"))
    assert dict(Counter(str(edge["family"]) for edge in edges)) == expected
    assert dict(gexf_families((graph / "graph.gexf").read_bytes())) == expected


def test_the_counts_of_a_build_are_those_of_the_corpus(built: Built, corpus: Corpus) -> None:
    """Articles, claims and actors as annotated; events are those that some claim tells of."""
    claims = [claim for article in corpus.articles.values() for claim in article.claims]
    assert built.counts["articles"] == len(corpus.articles)
    assert built.counts["claims"] == len(claims)
    assert built.counts["actors"] == len(corpus.actors)
    founded = sum(1 for claim in claims if not claim.event)
    shared = {claim.event for claim in claims} & set(corpus.events)
    assert built.counts["events"] == founded + len(shared)


def test_every_edge_opens_down_to_the_words(records: Records) -> None:
    """Each tie has claims, each claim a teller and evidence; each affiliation a source."""
    for edge in records.edges:
        if edge.family == "affiliation":
            assert edge.provenance, edge.id
            continue
        assert edge.claims and edge.articles, edge.id
        for id in edge.claims:
            claim = records.claims[id]
            assert claim.article in records.articles
            assert claim.said_by and claim.evidence
    assert {edge.lifted_from for edge in records.of_family("lifted")} <= {
        tie.id for tie in records.ties()
    }
    known = {edge.id for edge in records.of_family("affiliation")}
    for edge in records.edges:
        assert {*edge.via_source, *edge.via_target} <= known


def test_no_reference_of_the_graph_dangles(records: Records) -> None:
    """Every id that a record names is the id of a record."""
    for edge in records.edges:
        assert {edge.source, edge.target, *edge.denied_by} <= set(records.actors)
        assert not edge.event or edge.event in records.events
    for claim in records.claims.values():
        named = {*claim.said_by, *claim.attribution, *claim.relayed_by}
        named |= {id for ids in claim.roles.values() for id in ids}
        assert named <= set(records.actors)
        assert set(claim.places) <= set(records.places)
        assert claim.event in records.events
        for targets in claim.links.values():
            assert set(targets) <= {*records.claims, *records.events}


def test_records_tell_what_was_annotated(vocabulary: Vocabulary) -> None:
    """All that a claim of the valid corpus says comes back from its graph."""
    from libyagraph import compile as compile_

    sound = corpus_.load(VALID, vocabulary).sound()
    store = store_of(compile_.nquads(sound, vocabulary, paths.ontology()))
    records = load_records(store, vocabulary)
    appeal = records.claims["every-construct#appeal"]
    assert (appeal.date, appeal.effective, appeal.words) == (
        "2016-05-10?",
        "2016-05-15",
        "on Tuesday",
    )
    assert appeal.extra == {
        "nth": "2",
        "within": "P1M",
        "outcome": "unknown",
        "conditions": "arms",
    }
    assert [(p.start, p.end) for p in appeal.evidence] == [(5, 63), (65, 89)]
    march = records.claims["every-construct#march"]
    assert [(f.kind, f.comparator, f.value) for f in march.figures] == [
        ("hurt", ">", 12),
        ("boats", "=", 0),
        ("camps", "<=", 3),
        ("days", "~", 40),
    ]
    told_by_two = records.claims["every-construct#told-by-two"]
    assert told_by_two.attribution == ("wire", "clerk")
    assert records.claims["every-construct#boats"].part_of == "every-construct#speech"
    assert records.claims["every-construct#no-boats"].links["denies"] == (
        "every-construct#boats",
        "long-march",
    )
    assert records.actors["alpha"].names["ar"] == "ألفا"
    assert ("The Quiet", "en", "2010/2015") in {
        (alias.value, alias.language, alias.valid) for alias in records.actors["alpha"].aliases
    }
    assert records.actors["captain"].camp == "plains"
    assert records.actors["office"].state == "northland"
    assert (records.places["harbour"].latitude, records.places["coast"].latitude) == (-3.5, None)
    assert records.events["long-march"].status == "contested"


def test_figures_and_labels_keep_their_order(tmp_path: Path) -> None:
    """The tenth comes after the ninth."""
    figures = {f"kind{number}": number for number in range(1, 13)}
    made = tiny(tmp_path, claims=[told("a", "statement", actor="alpha", figures=figures)])
    claim = made.records().claims["first#a"]
    assert [figure.value for figure in claim.figures] == list(range(1, 13))


# ---- an event type is added in Turtle alone ------------------------------------------------------

PIGEONS = """
lg:lends a owl:ObjectProperty, lg:Relation ;
    lg:family "tie" ;
    lg:polarity 1 ;
    lg:colour "#123456" ;
    rdfs:subPropertyOf lg:aids ;
    rdfs:label "lends pigeons to"@en, "prête des pigeons à"@fr, "يعير الحمام"@ar ;
    skos:definition "Lends pigeons."@en, "Prête des pigeons."@fr .

lg:pigeonRule a lg:TieRule ;
    lg:relates lg:lends ;
    lg:fromRole lg:actor ;
    lg:toRole lg:recipient ;
    lg:symmetric false ;
    rdfs:label "pigeons"@en, "pigeons"@fr, "حمام"@ar ;
    skos:definition "Each actor lends to each recipient."@en, "Chacun prête à chacun."@fr .

lg:PigeonLoan a owl:Class, lg:EventType ;
    rdfs:subClassOf lg:Aid ;
    lg:yields lg:pigeonRule ;
    rdfs:label "loan of pigeons"@en, "prêt de pigeons"@fr, "إعارة حمام"@ar ;
    skos:definition "Pigeons are lent."@en, "Des pigeons sont prêtés."@fr .
"""


@pytest.fixture
def pigeons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the ontology with one more event type, which the program then reads."""
    directory = shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    with (directory / "libyagraph.ttl").open("a", encoding="utf-8") as file:
        file.write(PIGEONS)
    monkeypatch.setenv("LIBYAGRAPH_ONTOLOGY", str(directory))
    return directory


def test_an_event_type_is_added_in_turtle_alone(pigeons: Path, tmp_path: Path) -> None:
    """Type, rule and relation of the Turtle reach RDF, ties, records, legend, page and exports."""
    loan = told("loan", "pigeon-loan", actor="envoy", recipient="beta", date="2016-05-09")
    made = tiny(tmp_path, claims=[loan])
    vocabulary, records = made.vocabulary, made.records()
    assert vocabulary.event_types["pigeon-loan"].is_a("aid")
    assert made.holds("event:first\\/loan a lg:PigeonLoan")
    assert made.holds("?x a lg:Tie ; lg:relation lg:lends ; lg:from actor:envoy ; lg:to actor:beta")
    assert made.holds("?x a lg:LiftedTie ; lg:relation lg:lends ; lg:from actor:northland")
    for name in ("lends", "aids", "supports"):
        assert made.holds(f"actor:envoy lg:{name} actor:beta")
    [tie] = records.ties()
    assert (tie.relation, tie.event_type, tie.polarity) == ("lends", "pigeon-loan", 1)
    [line] = [e for e in Style(records, vocabulary).legend() if e.group == "relation"]
    assert (line.key, line.colour, line.labels["fr"]) == ("lends", "#123456", "prête des pigeons à")

    built = build(made.directory, tmp_path / "build")
    html = (built.directory / "graph.html").read_text(encoding="utf-8")
    data = page_data(html)
    assert data["words"]["type"]["pigeon-loan"]["fr"] == "prêt de pigeons"
    assert data["words"]["relation"]["lends"]["ar"] == "يعير الحمام"
    assert any(entry["key"] == "lends" for entry in data["legend"])
    assert b'"lends"' in (built.directory / "graph.gexf").read_bytes()
    found = views(records, vocabulary, tmp_path)
    expected = in_rdf(made.store)
    assert {name: dict(counts) for name, counts in found.items()} == dict.fromkeys(found, expected)
    graph = network(records, vocabulary)
    for name in ("gexf", "graphml"):
        stream = BytesIO()
        exporter(name).write(graph, stream)
        assert re.search(rb"\blends\b", stream.getvalue()) and b"pigeon-loan" in stream.getvalue()
    text = (tmp_path / "csv" / "edges.csv").read_text(encoding="utf-8-sig")
    assert "lends" in text and "pigeon-loan" in text


def test_the_new_type_is_unknown_without_its_turtle(tmp_path: Path) -> None:
    """The same annotation is refused with the ontology as it is."""
    loan = told("loan", "pigeon-loan", actor="envoy", recipient="beta")
    root = write_corpus(tmp_path, articles={"first": article([loan])})
    [error] = corpus_.load(root, ontology.load(paths.ontology())).errors
    assert "unknown type pigeon-loan" in error.message


def test_a_graph_carries_its_own_vocabulary(pigeons: Path, tmp_path: Path) -> None:
    """A built graph is read without the ontology that it was built with."""
    from libyagraph import store

    loan = told("loan", "pigeon-loan", actor="envoy", recipient="beta")
    made = tiny(tmp_path, claims=[loan])
    assert store.vocabulary(made.store) == made.vocabulary
    assert asks(made.store, "lg:PigeonLoan rdfs:subClassOf lg:Aid")
