"""Other people's readers, over whole graphs: actors and ties as the RDF has them.

The five articles, and an invented network with up to six ties between two actors and every form of
date. A short form of it runs always, one of 10,000 actors and 30,000 ties among the slow tests.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas
import pyoxigraph as ox
import pytest
from libyagraph.export import csv as csv_
from libyagraph.export import cytoscape, gexf, graphml
from libyagraph.export.view import view
from libyagraph.names import BASE
from libyagraph.records.load import load
from libyagraph.store import vocabulary as vocabulary_of
from libyagraph.style import Style
from lxml import etree

from scripts.bench_export import by_networkx, flat, kept_by_gephi
from scripts.multigraph import store as invented_store
from tests.language_server import node
from tests.support import prefixed
from tests.test_export_gexf import RNG

TIES = """SELECT ?tie ?from ?relation ?to ?status ?first ?last ?sources
    (GROUP_CONCAT(STR(?d); separator="; ") AS ?date) WHERE {
  { SELECT * WHERE {
    ?tie a lg:Tie ; lg:from ?from ; lg:relation ?relation ; lg:to ?to ; lg:status ?status ;
         lg:sources ?sources .
    OPTIONAL { ?tie lg:first ?first } OPTIONAL { ?tie lg:last ?last }
    OPTIONAL { ?tie lg:date ?d } } ORDER BY ?tie ?d }
} GROUP BY ?tie ?from ?relation ?to ?status ?first ?last ?sources"""
ACTORS = "SELECT DISTINCT ?a WHERE { ?k rdfs:subClassOf* lg:Actor . ?a a ?k }"


@dataclass(frozen=True)
class Tie:
    """What the RDF, or a reader, has of a tie."""

    source: str
    relation: str
    target: str
    status: str
    date: str
    first: str
    last: str
    weight: float


@dataclass(frozen=True)
class Whole:
    """A graph: what its RDF says, and its network as files of each format."""

    actors: frozenset[str]
    ties: Mapping[str, Tie]
    network: Any
    directory: Path

    def written(self, name: str) -> Path:
        """The file of a format, or its directory."""
        path = self.directory / name
        if not path.exists():
            if name == "csv":
                path.mkdir()
                for each, data in csv_.render(self.network)[0].items():
                    (path / each).write_bytes(data)
            else:
                render = {"gexf": gexf, "graphml": graphml, "cyjs": cytoscape}[name].render
                path.write_bytes(render(self.network)[0])
        return path


def whole(store: ox.Store, directory: Path) -> Whole:
    words = vocabulary_of(store)
    records = load(store, words)
    network = view(records, records, words, Style(records, words))
    found = store.query(prefixed(ACTORS))
    actors = frozenset(row["a"].value.removeprefix(f"{BASE}actor/") for row in found)  # type: ignore[union-attr]
    return Whole(actors, in_rdf(store), network, directory)


def in_rdf(store: ox.Store) -> dict[str, Tie]:
    """The ties as a query finds them, by id."""
    ties = {}
    for row in store.query(prefixed(TIES)):  # type: ignore[union-attr]
        told = {name: row[name].value if row[name] else "" for name in ("first", "last", "date")}
        actor, term = f"{BASE}actor/", f"{BASE}ontology#"
        ties[row["tie"].value.removeprefix(BASE)] = Tie(
            source=row["from"].value.removeprefix(actor),
            target=row["to"].value.removeprefix(actor),
            relation=row["relation"].value.removeprefix(term),
            status=row["status"].value.removeprefix(term),
            weight=float(row["sources"].value),
            **told,
        )
    return ties


@pytest.fixture(scope="module")
def corpus_graph(seeds_store: ox.Store, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The five articles."""
    return whole(seeds_store, tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """An invented network, the short form."""
    return whole(invented_store(200, 600), tmp_path_factory.mktemp("invented"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The same at full size."""
    return whole(invented_store(10_000, 30_000), tmp_path_factory.mktemp("large"))


@pytest.fixture(params=["corpus_graph", "invented", pytest.param("large", marks=pytest.mark.slow)])
def told(request: pytest.FixtureRequest) -> Whole:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Whole)
    return found


def tie(source: str, target: str, data: Mapping[str, Any]) -> Tie:
    """A tie as a reader has it; text that is empty may be missing."""
    texts = ("relation", "status", "date", "first", "last")
    return Tie(
        source=source,
        target=target,
        weight=float(data["weight"]),
        **{name: "" if missing(data.get(name)) else str(data[name]) for name in texts},
    )


def missing(value: object) -> bool:
    return value is None or value != value  # noqa: PLR0124 - not a number is how frames say it


def ties_of(edges: Iterable[tuple[str, str, str, Mapping[str, Any]]]) -> dict[str, Tie]:
    """The ties among the edges, by id; none is there twice."""
    found = [(id, tie(s, t, data)) for s, t, id, data in edges if data["family"] == "tie"]
    assert len(dict(found)) == len(found)
    return dict(found)


def by_node(format_: str, path: Path, modules: Path) -> Any:
    """What a program in Node reads."""
    script = Path(__file__).parent / "node" / "read.cjs"
    done = subprocess.run(
        [node(), "--max-old-space-size=4096", script, modules.resolve(), format_, path],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


def test_networkx_reads_gexf_as_the_rdf_has_it(told: Whole) -> None:
    """Actors, and of each tie its ends, relation, dates, status and weight."""
    graph = nx.read_gexf(told.written("gexf"), version="1.3")
    assert set(graph) == told.actors
    assert ties_of(graph.edges(keys=True, data=True)) == told.ties


def test_graphology_reads_gexf_as_the_rdf_has_it(told: Whole, node_modules: Path) -> None:
    """The library that Gephi Lite reads with."""
    found = by_node("gexf", told.written("gexf"), node_modules)
    assert {each["id"] for each in found["nodes"]} == told.actors
    edges = ((e["source"], e["target"], e["id"], e["data"]) for e in found["edges"])
    assert ties_of(edges) == told.ties
    assert all(
        {"label", "x", "y", "size", "color"} <= each["data"].keys() for each in found["nodes"]
    )


def test_networkx_reads_graphml_as_the_rdf_has_it(told: Whole) -> None:
    """Keys of edges are the ids of ties."""
    graph = nx.read_graphml(told.written("graphml"), edge_key_type=str)
    assert set(graph) == told.actors
    assert ties_of(graph.edges(keys=True, data=True)) == told.ties


def test_igraph_reads_graphml_as_the_rdf_has_it(told: Whole) -> None:
    """The library behind R's and Python's igraph; `id` of an edge is that of the tie."""
    graph = igraph.Graph.Read_GraphML(str(told.written("graphml")))
    names = graph.vs["id"]
    assert set(names) == told.actors
    edges = ((names[e.source], names[e.target], e["id"], e.attributes()) for e in graph.es)
    assert ties_of(edges) == told.ties


def test_pandas_reads_the_tables_as_the_rdf_has_it(told: Whole) -> None:
    """Numbers are numbers, days are text, and every row has an id."""
    path = told.written("csv")
    nodes = pandas.read_csv(path / "nodes.csv", keep_default_na=False)
    assert set(nodes["Id"]) == told.actors
    edges = pandas.read_csv(path / "edges.csv", keep_default_na=False, dtype={"date": str})
    assert edges["Weight"].dtype.kind == "i"
    assert edges["Id"].is_unique
    rows = edges.rename(columns={"Weight": "weight"}).to_dict("records")
    for row in rows:  # an apostrophe in front is what keeps `-0044` from being calculated
        row["date"] = row["date"].removeprefix("'")
    found = ties_of((r["Source"], r["Target"], r["Id"].removeprefix("'"), r) for r in rows)
    assert found == told.ties


def test_cytoscape_reads_its_json_as_the_rdf_has_it(told: Whole, node_modules: Path) -> None:
    """Cytoscape.js, with the style of the file: colours and lines are those of the network."""
    found = by_node("cytoscape", told.written("cyjs"), node_modules)
    assert {each["id"] for each in found["nodes"]} == told.actors
    edges = [(e["source"], e["target"], e["id"], e["data"]) for e in found["edges"]]
    assert ties_of(edges) == told.ties
    for each in found["edges"]:
        assert each["line"] == each["data"]["line"]
        assert each["arrow"] == ("none" if each["data"]["symmetric"] else "triangle")
    for each in found["nodes"]:
        data = told.network.nodes[each["id"]]
        assert each["position"] == {"x": data["x"], "y": data["y"]}
        assert each["width"] == 2 * data["size"]
        assert each["colour"] == "rgb({},{},{})".format(*bytes.fromhex(data["colour"][1:]))


def test_gephi_keeps_every_tie_of_ours_and_not_of_networkx(told: Whole) -> None:
    """By the rules of its importer: same source, target and kind are one edge."""
    kept = kept_by_gephi(told.written("gexf").read_bytes())
    assert len(kept) == told.network.number_of_edges()
    assert told.ties.keys() <= kept
    lost = told.ties.keys() - kept_by_gephi(by_networkx(flat(told.network)))
    assert lost, "networkx gives parallel edges no kind of their own"


def test_the_grammar_of_gexf_1_3_takes_the_file(told: Whole) -> None:
    """The official grammar, over every element."""
    if not RNG.exists():
        reason = f"no grammar at {RNG}; set LIBYAGRAPH_GEXF_RNG"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    grammar = etree.RelaxNG(etree.parse(RNG))
    parser = etree.XMLParser(huge_tree=True)
    grammar.assertValid(etree.parse(told.written("gexf"), parser))


def test_no_weight_is_zero_no_id_there_twice_and_no_interval_reversed(told: Whole) -> None:
    """Each of these would make an edge vanish."""
    graph = nx.read_gexf(told.written("gexf"), version="1.3")
    ids = [key for *_, key in graph.edges(keys=True)]
    assert len(ids) == len(set(ids)) == told.network.number_of_edges()
    for *_, data in graph.edges(data=True):
        assert data["weight"] >= 1
        start, end = data.get("start"), data.get("end")
        assert not (start and end) or start <= end
        assert all(day is None or is_day(day) for day in (start, end))


def is_day(text: str) -> bool:
    return len(text) == 10 and text == pandas.Timestamp(text).strftime("%Y-%m-%d")


def test_every_form_of_date_is_there(invented: Whole) -> None:
    """The invented network has ties of all of them, and several between the same two actors."""
    pairs = pandas.Series([tuple(sorted((t.source, t.target))) for t in invented.ties.values()])
    assert 4 < pairs.value_counts().max() <= 6
    assert {"2019-04-04/..", "Y170000002", "-0044-03-15", "201X", ""} <= {
        each.date for each in invented.ties.values()
    }
