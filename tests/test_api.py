"""The Python API: a built graph opened, asked, narrowed, drawn and exported."""

from __future__ import annotations

import csv
import gc
import io
import json
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import libyagraph
import networkx as nx
import pyoxigraph as ox
import pytest
from libyagraph import store as store_
from libyagraph.api import Graph, open_graph
from libyagraph.build import Built, build
from libyagraph.errors import GraphError, QueryError, QueryLimitError, UsageError
from libyagraph.export import EXPORTERS
from libyagraph.names import GRAPH_REGISTRY, LG, PREFIXES, RDF
from libyagraph.records import Records
from libyagraph.vocabulary import Vocabulary
from rdflib import Dataset, Literal, Namespace, URIRef, Variable
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.sparql import prepareQuery

from tests.support import article, has_ended, told, write_corpus

# rdflib 7.6 calls what it has deprecated itself.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated")

ACTOR = Namespace(PREFIXES["actor"])
EGYPT, HAFTAR = ACTOR["egypt"], ACTOR["khalifa-haftar"]


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[Graph]:
    """The graph of `seeds/`, open."""
    with open_graph(graph) as opened:
        yield opened


@pytest.fixture(scope="module")
def rdf(opened: Graph) -> Dataset:
    """The graph as an rdflib Dataset."""
    return opened.rdf


# ---- opening


def test_the_package_itself_has_the_api() -> None:
    """`import libyagraph` is enough."""
    assert libyagraph.open_graph is open_graph
    assert libyagraph.Graph is Graph
    with pytest.raises(AttributeError, match="no attribute 'opengraph'"):
        _ = libyagraph.opengraph


def test_a_graph_opens_by_its_output_or_by_its_version(built: Built) -> None:
    """The directory of `build --out`, its `current` and the version itself are one graph."""
    out = built.directory.parents[1]
    for directory in (out, str(out), out / "current", built.directory):
        with open_graph(directory) as graph:
            assert graph.directory.samefile(built.directory)
            assert graph.manifest["counts"] == built.counts
    assert repr(open_graph(out)) == f"Graph({str(built.directory.resolve())!r})"


def test_where_there_is_no_graph_it_says_so(tmp_path: Path) -> None:
    """A directory without a graph is an error with the way out, and nothing is made in it."""
    for directory in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(GraphError, match="there is no graph here; run libyagraph build"):
            open_graph(directory)
    assert list(tmp_path.iterdir()) == []


def test_by_default_the_graph_of_the_working_directory_opens(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`open_graph()` takes `build/` where one works."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "build").symlink_to(built.directory.parents[1])
    with open_graph() as graph:
        assert graph.directory == built.directory.resolve()
    assert not (tmp_path / "cache").exists()


def test_else_a_graph_is_built_into_the_cache(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere the packaged corpus is built into the user's cache, once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    with open_graph() as graph:
        assert graph.directory.is_relative_to(tmp_path / "cache" / "libyagraph")
        assert graph.manifest["counts"] == built.counts
        made = graph.directory
    before = made.stat().st_mtime_ns
    with open_graph() as again:
        assert (again.directory, made.stat().st_mtime_ns) == (made, before)
    assert list((tmp_path / "work").iterdir()) == []


def test_a_cache_that_cannot_be_written_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a place for a cache there is one clear error."""
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphError, match="could not be written"):
        open_graph()


def test_two_graphs_are_open_at_once(opened: Graph, tmp_path: Path) -> None:
    """Graphs do not know of each other: each answers from its own store."""
    corpus = write_corpus(
        tmp_path / "tiny", claims=[told("a", "support", actor="alpha", recipient="beta")]
    )
    small = build(corpus, tmp_path / "out").directory
    count = "SELECT (COUNT(?t) AS ?n) { ?t a lg:Tie }"
    with open_graph(small) as other, open_graph(small) as third:
        assert other.query(count).values == (("1",),)
        assert opened.query(count).values == ((str(len(opened.records.ties())),),)
        assert third.query(count).values == (("1",),)
        assert [row["supporter"] for row in other.query("supporters", actor="beta")] == ["alpha"]


def test_a_graph_that_is_open_stays_what_it_was(tmp_path: Path) -> None:
    """A new build does not change what an open graph says, however it was opened."""
    claims = [told(f"c{n}", "support", actor="alpha", recipient="beta") for n in range(3)]
    out = tmp_path / "out"
    build(write_corpus(tmp_path / "first", claims=claims[:1]), out)
    graphs = [open_graph(out), open_graph(out / "current")]
    build(write_corpus(tmp_path / "second", claims=claims), out)
    for graph in graphs:
        counts = graph.manifest["counts"]
        assert isinstance(counts, dict)
        assert counts["claims"] == len(graph.records.claims) == 1
        assert graph.query("SELECT (COUNT(?c) AS ?n) { ?c a lg:Claim }").values == (("1",),)
        graph.close()


def test_closing_ends_the_worker(graph: Path) -> None:
    """`with` leaves no process; a graph can be closed twice, and before it was asked."""
    with open_graph(graph) as opened:
        opened.query("ASK {}")
        (worker,) = opened._engine.pids()
    assert has_ended(worker)
    opened.close()
    Graph(graph).close()


def test_a_graph_that_is_dropped_ends_its_worker(graph: Path) -> None:
    """Who forgets to close a graph leaves no process behind either."""
    opened = open_graph(graph)
    opened.query("ASK {}")
    (worker,) = opened._engine.pids()
    del opened
    gc.collect()
    assert has_ended(worker)


def test_nothing_is_written_to_the_graph(graph: Path) -> None:
    """Opening, asking, drawing and exporting leave the files of a version as they were."""

    def files() -> dict[str, bytes]:
        found = (path for path in graph.rglob("*") if path.is_file())
        return {str(path): path.read_bytes() for path in found if path.name != "LOCK"}

    before = files()
    with open_graph(graph) as opened:
        opened.query("contested")
        opened.query("ASK {}")
        opened.draw()
        opened.export("trig", io.BytesIO())
        list(opened.rdf.triples((EGYPT, None, None)))
    assert files() == before


# ---- asking


def test_a_named_query_and_its_rows(opened: Graph) -> None:
    """Rows have a length, columns, values and mappings, and come as CSV, TSV and a table."""
    found = opened.query("supporters", actor="khalifa-haftar")
    assert found.columns[:2] == ("supporter", "relation")
    assert len(found) == len(found.values) == len(list(found))
    assert next(iter(found)) == dict(zip(found.columns, found.values[0], strict=True))
    told_ = list(csv.reader(io.StringIO(found.csv())))
    assert [tuple(row) for row in told_] == [found.columns, *found.values]
    told_ = list(csv.reader(io.StringIO(found.tsv()), delimiter="\t"))
    assert [tuple(row) for row in told_] == [found.columns, *found.values]
    assert len(found.table().splitlines()) == 2 + len(found)


def test_free_sparql_of_all_forms(opened: Graph) -> None:
    """SELECT gives its columns, ASK one cell, CONSTRUCT and DESCRIBE triples; IRIs are full."""
    select = opened.query("SELECT ?a ?n { ?a a lg:State ; rdfs:label ?n }")
    assert select.columns == ("a", "n")
    assert (str(EGYPT), "Égypte") in select.values
    assert opened.query("ASK { ?t a lg:Tie }").values == (("true",),)
    assert opened.query("ASK{?t a lg:Nothing}").values == (("false",),)
    construct = opened.query("CONSTRUCT { ?a a lg:State } WHERE { ?a a lg:State }")
    assert construct.columns == ("subject", "predicate", "object")
    assert (str(EGYPT), RDF + "type", LG + "State") in construct.values
    describe = opened.query(f"DESCRIBE <{EGYPT}>")
    assert all(row[0] == str(EGYPT) for row in describe.values)
    assert (
        opened.query("SELECT ?a ?b { ?a a lg:State OPTIONAL { ?a lg:no ?b } }").values[0][1] == ""
    )


def test_parameters_go_with_named_queries_alone(opened: Graph) -> None:
    """Parameters that free SPARQL would ignore are an error."""
    with pytest.raises(UsageError, match="go with a named query"):
        opened.query("SELECT * { ?s ?p ?o }", actor="egypt")
    with pytest.raises(UsageError, match="go with a named query"):
        opened.query("SELECT * { ?s ?p ?o }", lift=True)


@pytest.mark.parametrize(
    "query", ["", "suporters", "SELECT", "DROP ALL", "SELECT * { SERVICE ?x {} }"]
)
def test_what_cannot_be_asked_is_wrong_use(opened: Graph, query: str) -> None:
    """Unknown names, mistakes and what is not allowed are `UsageError`."""
    with pytest.raises(UsageError):
        opened.query(query)


def test_limits_are_errors_of_their_own(opened: Graph) -> None:
    """A query over its limit is told apart from a mistake, and the next one works."""
    with pytest.raises(QueryLimitError):
        opened.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c", timeout=0.3)
    assert opened.query("ASK {}").values == (("true",),)


def test_results_come_as_json_and_xml(opened: Graph) -> None:
    """Named queries give SPARQL results with full IRIs."""
    found = json.loads(opened.named_results("contested", {}, "json"))
    (row,) = found["results"]["bindings"]
    assert row["denied_by"] == {"type": "uri", "value": str(ACTOR["russia"])}
    assert ElementTree.fromstring(opened.named_results("contested", {}, "xml")).tag.endswith(
        "sparql"
    )


# ---- the network


def test_the_network_has_every_edge(opened: Graph, records: Records) -> None:
    """A networkx MultiDiGraph of all actors and edges; each edge knows its family."""
    network = opened.network()
    assert isinstance(network, nx.MultiDiGraph)
    assert network.number_of_edges() == len(records.edges)
    families = [data["family"] for _, _, data in network.edges(data=True)]
    for family in ("tie", "lifted", "affiliation"):
        assert families.count(family) == len(records.of_family(family))


def test_the_network_narrows(opened: Graph, vocabulary: Vocabulary) -> None:
    """By actor (id or name), depth, relation with those below it, and period."""
    whole = set(opened.network().edges(keys=True))
    around = opened.network(actor="khalifa-haftar")
    assert set(around.edges(keys=True)) < whole
    neighbours = {"khalifa-haftar"}
    for source, target in opened.network().edges():
        if "khalifa-haftar" in (source, target):
            neighbours |= {source, target}
    assert {n for edge in around.edges() for n in edge} == neighbours
    assert set(opened.network(actor="Général Haftar").edges(keys=True)) == set(
        around.edges(keys=True)
    )
    further = opened.network(actor="khalifa-haftar", depth=2)
    assert set(around.edges(keys=True)) < set(further.edges(keys=True))
    supports = opened.network(relation="supports")
    below = vocabulary.relation_and_below("supports")
    assert {data["relation"] for *_, data in supports.edges(data=True)} <= below
    assert "aids" in {data["relation"] for *_, data in supports.edges(data=True)}
    early = opened.narrowed(until="2017")
    assert all(not edge.first or edge.first <= "2017-12-31" for edge in early.edges)
    late = opened.narrowed(since="2019-05", until="2020")
    assert all(not edge.last or edge.last >= "2019-05-01" for edge in late.edges)
    assert 0 < len(late.edges) < len(whole)


@pytest.mark.parametrize(
    "narrow",
    [
        lambda g: g.network(actor="khalifa-hafter"),
        lambda g: g.network(relation="suports"),
        lambda g: g.network(since="yesterday"),
        lambda g: g.network(since="2020", until="2019"),
        lambda g: g.network(actor="egypt", depth=-1),
        lambda g: g.draw(language="de"),
        lambda g: g.draw(actor="khalifa-hafter"),
        lambda g: g.export("gexf", io.BytesIO(), relation="suports"),
        lambda g: g.export("gxf", io.BytesIO()),
    ],
)
def test_what_cannot_be_narrowed_is_wrong_use(
    opened: Graph, narrow: Callable[[Graph], object]
) -> None:
    """An unknown actor, relation, date, language or format is an error, not the whole graph."""
    with pytest.raises(UsageError):
        narrow(opened)


def test_a_misspelt_keyword_is_an_error(opened: Graph) -> None:
    """`actr=` does not silently give the whole graph."""
    for call in (opened.network, opened.narrowed, opened.draw):
        with pytest.raises((TypeError, UsageError)):
            call(actr="egypt")  # type: ignore[call-arg]


# ---- rdflib


def test_rdf_reads_as_any_dataset(rdf: Dataset, graph: Path) -> None:
    """Triples, values, membership and length are those of the N-Quads."""
    lines = (graph / "graph.nq").read_text(encoding="utf-8").splitlines()
    parsed = list(ox.parse("\n".join(lines), format=ox.RdfFormat.N_QUADS))
    assert len(rdf) == len({quad.triple for quad in parsed})
    assert len(list(rdf.quads((None, None, None, None)))) == len(parsed)
    assert len(set(rdf.triples((None, None, None)))) == len({quad.triple for quad in parsed})
    assert (EGYPT, URIRef(RDF + "type"), URIRef(LG + "State")) in rdf
    assert (EGYPT, URIRef(RDF + "type"), URIRef(LG + "Person")) not in rdf
    assert HAFTAR in set(rdf.objects(EGYPT, URIRef(LG + "supports")))


def test_rdf_knows_its_named_graphs(rdf: Dataset, graph: Path) -> None:
    """The named graphs can be listed, taken one by one and written out."""
    quads = ox.parse(path=str(graph / "graph.nq"), format=ox.RdfFormat.N_QUADS)
    sizes: dict[str, int] = {}
    for quad in quads:
        sizes[str(quad.graph_name)[1:-1]] = sizes.get(str(quad.graph_name)[1:-1], 0) + 1
    found = {str(g.identifier): len(g) for g in rdf.graphs()}
    assert found.pop(str(DATASET_DEFAULT_GRAPH_ID)) == len(rdf)  # rdflib lists it too
    assert found == sizes
    assert len(rdf.graph(URIRef(GRAPH_REGISTRY))) == sizes[GRAPH_REGISTRY]
    assert "graph:registry" in rdf.serialize(format="trig")


def test_rdf_takes_select_ask_construct_and_describe(rdf: Dataset) -> None:
    """The four forms, with our prefixes declared already."""
    found = rdf.query("SELECT ?n { actor:egypt rdfs:label ?n }")
    assert Literal("Égypte", lang="fr") in {row[0] for row in found}  # type: ignore[index]
    assert [str(v) for v in found.vars or ()] == ["n"]
    assert rdf.query("ASK { ?t a lg:Tie }").askAnswer is True
    assert bool(rdf.query("ASK { ?t a lg:Nothing }")) is False
    made = rdf.query("CONSTRUCT { ?a a lg:Found } WHERE { ?a a lg:State }").graph
    assert made is not None
    assert (EGYPT, URIRef(RDF + "type"), URIRef(LG + "Found")) in made
    described = rdf.query(f"DESCRIBE <{EGYPT}>").graph
    assert described is not None
    # read from the store, a plain string carries its datatype; read from N-Triples it does not
    assert set(map(str, described.objects(EGYPT))) == set(map(str, rdf.objects(EGYPT)))
    assert len(described) == len(list(rdf.triples((EGYPT, None, None))))


@pytest.mark.parametrize("name", ["a", Variable("a")])
def test_rdf_takes_values_for_variables(rdf: Dataset, name: str) -> None:
    """`initBindings` works as in rdflib, for variables shown and not shown, in all forms."""
    bound = {name: EGYPT}
    shown = rdf.query("SELECT ?a ?n { ?a rdfs:label ?n }", initBindings=bound)
    assert {row[0] for row in shown} == {EGYPT}  # type: ignore[index]
    hidden = rdf.query("SELECT ?n { ?a rdfs:label ?n }", initBindings=bound)
    assert Literal("Égypte", lang="fr") in {row[0] for row in hidden}  # type: ignore[index]
    assert bool(rdf.query("ASK { ?a a lg:State }", initBindings=bound))
    assert not bool(rdf.query("ASK { ?a a lg:Person }", initBindings=bound))
    query = "SELECT (COUNT(*) AS ?n) { ?a rdfs:label ?l }"
    ((count,),) = rdf.query(query, initBindings=bound)  # type: ignore[misc]
    assert int(count) == len(list(rdf.objects(EGYPT, URIRef(PREFIXES["rdfs"] + "label"))))


@pytest.mark.parametrize(
    "value",
    [
        Literal("plain"),
        Literal("two\nlines"),
        Literal('a "quote" and \\ and \t and \r'),
        Literal('"""'),
        Literal("Égypte", lang="fr"),
        Literal(7),
        Literal(True),
        Literal("1.5", datatype=URIRef(PREFIXES["xsd"] + "decimal")),
        Literal("2019-05-09", datatype=URIRef(PREFIXES["xsd"] + "date")),
        URIRef("http://example.org/é?a=b#c"),
    ],
)
def test_rdf_takes_every_value(rdf: Dataset, value: Literal | URIRef) -> None:
    """A value comes back as it went in, whatever characters it has."""
    found = rdf.query("SELECT ?x { BIND(?x AS ?y) }", initBindings={"x": value})
    assert [row[0] for row in found] == [value]  # type: ignore[index]


def test_rdf_takes_prefixes(rdf: Dataset) -> None:
    """`initNs` adds prefixes for a query."""
    found = rdf.query("ASK { x:egypt a lg:State }", initNs={"x": ACTOR})
    assert found.askAnswer is True


def test_rdf_is_read_only(rdf: Dataset) -> None:
    """Every way of writing is refused, and nothing changes."""
    before = len(rdf)
    triple = (EGYPT, URIRef(RDF + "type"), URIRef(LG + "Person"))
    registry = rdf.get_context(URIRef(GRAPH_REGISTRY))
    for write in (
        lambda: rdf.add(triple),
        lambda: rdf.addN([(*triple, registry)]),
        lambda: rdf.set(triple),
        lambda: rdf.remove(triple),
        lambda: rdf.remove_graph(registry),
        lambda: rdf.update("DELETE WHERE { ?s ?p ?o }"),
        lambda: rdf.parse(data="<a:a> <a:b> <a:c> .", format="turtle"),
        lambda: registry.add(triple),
        lambda: registry.remove(triple),
    ):
        with pytest.raises(UsageError, match="can only be read"):
            write()
    assert len(rdf) == before
    assert triple not in rdf


def test_rdf_cannot_take_the_caller_down(rdf: Dataset) -> None:
    """A query that crashes the engine, or never ends, is an error; the next one works."""
    with pytest.raises(QueryError, match="nested deeper"):
        rdf.query("SELECT * " + "{" * 3000 + "}" * 3000)
    with pytest.raises(QueryLimitError):
        rdf.query("ASK { FILTER(" + "!" * 30_000 + "true) }")
    with pytest.raises(QueryError):
        rdf.query("SELECT * {")
    assert bool(rdf.query("ASK {}"))


def test_rdf_reaches_no_network(rdf: Dataset) -> None:
    """However rdflib is asked: as text, prepared, with options, or past our store."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/"
        text = f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}"
        heard = []

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                heard.append(connection)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        registry = rdf.get_context(URIRef(GRAPH_REGISTRY))
        asked: list[Callable[[], Iterable[object]]] = [
            lambda: rdf.query(text),
            lambda: rdf.query(prepareQuery(text)),
            lambda: rdf.query(text, DEBUG=False),
            lambda: rdf.query(text, use_store_provided=False),
            lambda: registry.query(prepareQuery(text)),
        ]
        refused = []
        for ask in asked:
            try:
                list(ask())
            except Exception as error:
                refused.append(type(error))
        thread.join()
    assert not heard
    assert all(issubclass(error, UsageError) for error in refused), refused
    assert len(refused) == len(asked)


# ---- drawing and exporting


def test_a_page_is_drawn_and_written(opened: Graph, tmp_path: Path) -> None:
    """`draw` returns the page, and writes the same where a path is given."""
    page = opened.draw(tmp_path / "page.html", language="en", title="Mine & yours")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
    assert page.startswith("<!DOCTYPE html>")
    assert 'lang="en"' in page
    assert "Mine &amp; yours" in page
    assert page == opened.draw(language="en", title="Mine & yours")
    assert len(opened.draw(actor="egypt")) < len(page)


def test_what_cannot_be_written_is_an_os_error(opened: Graph, tmp_path: Path) -> None:
    """A missing directory is an `OSError` that names the path asked for, and leaves nothing."""
    target = tmp_path / "missing" / "page.html"
    for write in (
        lambda: opened.draw(target),
        lambda: opened.export("gexf", target),
        lambda: opened.export("turtle", str(target)),
        lambda: opened.export("csv", target),
    ):
        with pytest.raises(OSError, match=r"page\.html") as caught:
            write()
        assert str(caught.value.filename) in (str(target), str(target.parent))
    assert list(tmp_path.iterdir()) == []


def ties_in(name: str, data: bytes) -> int:
    """How many ties a file of a format carries, read by a reader that is not ours."""
    if name in ("gexf", "graphml"):
        root = ElementTree.fromstring(data)
        space = root.tag.partition("}")[0] + "}"
        kinds = {
            e.get("id"): e.get("title") or e.get("attr.name")
            for e in root.iter()
            if e.tag in (space + "attribute", space + "key")
        }
        values = (
            (kinds.get(e.get("for") or e.get("key")), e.get("value") or e.text)
            for edge in root.iter(space + "edge")
            for e in edge.iter()
        )
        return sum(1 for key, value in values if key == "family" and value == "tie")
    if name == "cytoscape":
        edges = json.loads(data)["elements"]["edges"]
        return sum(1 for edge in edges if edge["data"]["family"] == "tie")
    if name == "ndjson":
        return len({tie for line in data.splitlines() for tie in json.loads(line)["ties"]})
    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "trig": ox.RdfFormat.TRIG,
        "nquads": ox.RdfFormat.N_QUADS,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    triples = {quad.triple for quad in ox.parse(data, format=formats[name])}
    tie = (ox.NamedNode(RDF + "type"), ox.NamedNode(LG + "Tie"))
    return sum(1 for triple in triples if (triple.predicate, triple.object) == tie)


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_carries_every_tie(
    opened: Graph, seeds_store: ox.Store, tmp_path: Path, name: str
) -> None:
    """Written to a path or a stream, the ties in a file are those in the RDF."""
    ties = len(
        set(
            seeds_store.quads_for_pattern(
                None, ox.NamedNode(RDF + "type"), ox.NamedNode(LG + "Tie"), ox.DefaultGraph()
            )
        )
    )
    target = tmp_path / "out"
    opened.export(name, str(target))
    if EXPORTERS[name].directory:
        with (target / "edges.csv").open(encoding="utf-8", newline="") as file:
            assert sum(row["family"] == "tie" for row in csv.DictReader(file)) == ties
        with pytest.raises(UsageError, match="directory"):
            opened.export(name, io.BytesIO())
        return
    stream = io.BytesIO()
    opened.export(name, stream)
    assert stream.getvalue() == target.read_bytes()
    assert ties_in(name, stream.getvalue()) == ties


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld"])
def test_rdf_exports_lose_no_statement(opened: Graph, seeds_store: ox.Store, name: str) -> None:
    """TriG, N-Quads and JSON-LD hold every quad, Turtle every triple."""
    stream = io.BytesIO()
    opened.export(name, stream)
    formats = {"turtle": "TURTLE", "trig": "TRIG", "nquads": "N_QUADS", "jsonld": "JSON_LD"}
    found = set(ox.parse(stream.getvalue(), format=getattr(ox.RdfFormat, formats[name])))
    if name == "turtle":
        assert {quad.triple for quad in found} == set(store_.triples(seeds_store))
    else:
        assert found == set(store_.quads(seeds_store))


def test_a_narrowed_export_holds_what_the_network_holds(opened: Graph, tmp_path: Path) -> None:
    """Narrowing goes through to a file."""
    opened.export("csv", tmp_path / "out", actor="egypt", language="en")
    with (tmp_path / "out" / "edges.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == opened.network(actor="egypt").number_of_edges() > 0


def test_only_verified_texts_are_quoted(opened: Graph, texts: Path, tmp_path: Path) -> None:
    """A text that differs from the one annotated is left out; the others are taken."""
    copy = tmp_path / "texts"
    shutil.copytree(texts, copy)
    assert opened.verified_texts(copy).keys() == opened.records.articles.keys()
    changed = opened.records.articles["2020-01-10-haftar-cessez-le-feu"]
    path = copy / changed.file
    path.write_bytes(path.read_bytes() + b" ")
    assert opened.verified_texts(copy).keys() == opened.records.articles.keys() - {changed.id}
    path.unlink()
    assert opened.verified_texts(copy).keys() == opened.records.articles.keys() - {changed.id}


def test_a_corpus_of_one_s_own_is_built_and_asked(tmp_path: Path) -> None:
    """From Python too, a corpus becomes a graph and answers."""
    articles = {
        "first": article([told("a", "support", actor="alpha", recipient="beta")]),
        "second": article(
            [told("b", "denial", actor="alpha", denies="first#a")], source={"file": "second.txt"}
        ),
    }
    built = build(write_corpus(tmp_path / "mine", articles=articles), tmp_path / "out")
    with open_graph(built.directory) as graph:
        (row,) = graph.query("contested")
        assert (row["claim"], row["denied_by"]) == ("first#a", "alpha")
