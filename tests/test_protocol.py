"""The W3C's tests of the SPARQL 1.1 Protocol and of service descriptions, by their names.

The suite's manifest gives each test a name; the requests are those of its edition with requests.
The server is read-only: where a test wants an update done, it must be refused (4xx), and what it
would have changed must be as before.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tests.serving import FORM, QUERY, Reply, Served, served

UPDATE = "application/sparql-update"
DATA = [f"http://kasei.us/2009/09/sparql/data/data{number}.rdf" for number in range(4)]
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")

TRIG = "".join(f"<{iri}> {{ <{iri}> a <http://xmlns.com/foaf/0.1/Document> }}\n" for iri in DATA)

BOOLEAN = {"application/sparql-results+xml", "application/sparql-results+json"}
TABULAR = BOOLEAN | {"text/csv", "text/tab-separated-values"}
TRIPLES = {"application/rdf+xml", "text/turtle", "application/n-triples", "application/ld+json"}

ONE, TWO = (f"<{DATA[number]}> a ?type" for number in (1, 2))
NAMED = f"GRAPH ?g1 {{ {ONE} }} GRAPH ?g2 {{ {TWO} }}"
PREFIXES = "PREFIX dc: <http://purl.org/dc/terms/> PREFIX foaf: <http://xmlns.com/foaf/0.1/> "


def target(*pairs: tuple[str, str]) -> str:
    """The address of the endpoint with parameters, percent-encoded as in the suite."""
    return f"/sparql?{urlencode(pairs, quote_via=quote)}" if pairs else "/sparql"


def default(*numbers: int) -> list[tuple[str, str]]:
    """Graphs to ask as the default graph."""
    return [("default-graph-uri", DATA[number]) for number in numbers]


def named(*numbers: int) -> list[tuple[str, str]]:
    """Graphs to ask as named graphs."""
    return [("named-graph-uri", DATA[number]) for number in numbers]


@dataclass(frozen=True)
class Trial:
    """One test: a request, and what its answer must be.

    Attributes:
        address: its parameters in the address.
        method: its method.
        type: its `Content-Type`, or none.
        body: what is posted.
        answers: the media types that will do; None where it must be refused.
        true: whether the answer is that of an ASK, and yes.
    """

    address: tuple[tuple[str, str], ...] = ()
    method: str = "GET"
    type: str = ""
    body: bytes = b""
    answers: frozenset[str] | None = None
    true: bool = False

    def sent(self, server: Served) -> Reply:
        """The answer."""
        headers = {"Content-Type": self.type} if self.type else {}
        return server.request(self.method, target(*self.address), headers, self.body)


def asked(*address: tuple[str, str]) -> Trial:
    """A GET that must answer yes."""
    return Trial(address, answers=frozenset(BOOLEAN), true=True)


def posted(text: str, *address: tuple[str, str], answers: set[str] | None = None) -> Trial:
    """A query, posted as it is, that must answer yes; or with these media types."""
    kinds = frozenset(answers or BOOLEAN)
    return Trial(address, "POST", QUERY, text.encode("utf-8"), kinds, true=answers is None)


def refused(
    body: str | bytes = b"", type_: str = "", *address: tuple[str, str], method: str = "POST"
) -> Trial:
    """A request that must be refused."""
    data = body.encode("utf-8") if isinstance(body, str) else body
    return Trial(address, method, type_, data)


def _insert(graph: str, what: str, where: str) -> str:
    return (
        f"{PREFIXES}DROP ALL ; INSERT DATA {{ GRAPH <http://example.org/a> {{ <x:a> a <x:b> }} }} ;"
        f" INSERT {{ GRAPH <http://example.org/{graph}/> {{ {what} }} }} WHERE {{ {where} }}"
    )


_DOCUMENT, _RESOURCE = "?s a foaf:Document", "?s a dc:BibliographicResource"

TRIALS: Mapping[str, Trial] = {
    # queries
    "query_get": asked(("query", "ASK {}"), *default(0)),
    "query_post_form": Trial(
        tuple(default(0)), "POST", FORM, b"query=ASK%20%7B%7D", frozenset(BOOLEAN), true=True
    ),
    "query_post_direct": posted("ASK {}"),
    "query_dataset_default_graphs_get": asked(
        ("query", f"ASK {{ {ONE} . {TWO} . }}"), *default(1, 2)
    ),
    "query_dataset_default_graphs_post": posted(f"ASK {{ {ONE} . {TWO} . }}", *default(1, 2)),
    "query_dataset_named_graphs_post": posted(f"ASK {{ {NAMED} }}", *named(1, 2)),
    "query_dataset_named_graphs_get": asked(("query", f"ASK {{ {NAMED} }}"), *named(1, 2)),
    "query_dataset_full": posted(
        f"ASK {{ <{DATA[3]}> a ?type {NAMED} }}", *default(3), *named(1, 2)
    ),
    # The suite's own address has the second graph's name inside the first one's, by a slip.
    "query_multiple_dataset": posted(f"ASK FROM <{DATA[3]}> {{ {NAMED} }}", *named(1, 2)),
    "query_content_type_select": posted("SELECT (1 AS ?value) {}", *default(0), answers=TABULAR),
    "query_content_type_ask": posted("ASK {}", *default(0), answers=BOOLEAN),
    "query_content_type_describe": posted(
        "DESCRIBE <http://example.org/>", *default(0), answers=TRIPLES
    ),
    "query_content_type_construct": posted(
        "CONSTRUCT { <s> <p> 1 } WHERE {}", *default(0), answers=TRIPLES
    ),
    # queries that are none
    "bad_query_method": refused(b"", FORM, ("query", "ASK {}"), *default(0), method="PUT"),
    "bad_multiple_queries": refused(
        b"", "", ("query", "ASK {}"), ("query", "SELECT * {}"), method="GET"
    ),
    "bad_query_wrong_media_type": refused("ASK {}", "text/plain"),
    "bad_query_missing_form_type": refused("query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": refused("ASK {}"),
    "bad_query_non_utf8": refused("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16"),
    "bad_query_syntax": refused(b"", "", ("query", "ASK {"), method="GET"),
    # updates: the suite wants them done; read-only, they are refused
    "update_dataset_default_graph": refused(
        _insert("default", _RESOURCE, _DOCUMENT), UPDATE, ("using-graph-uri", DATA[1])
    ),
    "update_dataset_default_graphs": refused(
        _insert("defaults", _RESOURCE, _DOCUMENT),
        UPDATE,
        *[("using-graph-uri", DATA[number]) for number in (1, 2)],
    ),
    "update_dataset_named_graphs": refused(
        _insert("named", _RESOURCE, f"GRAPH ?g {{ {_DOCUMENT} }}"),
        UPDATE,
        *[("using-named-graph-uri", DATA[number]) for number in (1, 2)],
    ),
    "update_dataset_full": refused(
        _insert("full", "?s <http://example.org/in> ?g", f"GRAPH ?g {{ {_DOCUMENT} }}"),
        UPDATE,
        ("using-graph-uri", DATA[1]),
        ("using-named-graph-uri", DATA[2]),
    ),
    "update_post_form": refused("update=CLEAR+ALL", FORM),
    "update_post_direct": refused("CLEAR ALL", UPDATE),
    "update_base_uri": refused(
        "CLEAR GRAPH <http://example.org/base/> ; INSERT DATA { GRAPH <http://example.org/base/>"
        " { <http://example.org/s> <http://example.org/p> <test> } }",
        UPDATE,
    ),
    # updates that are none: the suite wants them refused, too
    "bad_update_get": refused(b"", "", ("update", "CLEAR ALL"), method="GET"),
    "bad_multiple_updates": refused("update=CLEAR%20NAMED&update=CLEAR%20DEFAULT", FORM),
    "bad_update_wrong_media_type": refused("CLEAR NAMED", "text/plain"),
    "bad_update_missing_form_type": refused("update=CLEAR%20NAMED"),
    "bad_update_non_utf8": refused("CLEAR NAMED".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    "bad_update_syntax": refused("update=CLEAR%20XYZ", FORM),
    "bad_update_dataset_conflict": refused(
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/> WITH <http://example/addresses>"
        " DELETE { ?person foaf:givenName 'Bill' } INSERT { ?person foaf:givenName 'William' }"
        " WHERE { ?person foaf:givenName 'Bill' }",
        UPDATE,
        ("using-named-graph-uri", "http://example/people"),
    ),
}

STATUSES = {
    "bad_query_method": 405,
    "bad_multiple_queries": 400,
    "bad_query_syntax": 400,
    "bad_query_wrong_media_type": 415,
    "bad_query_missing_form_type": 415,
    "bad_query_missing_direct_type": 415,
    "bad_query_non_utf8": 415,
    "bad_update_wrong_media_type": 415,
    "bad_update_missing_form_type": 415,
}
"""How those are refused that are no updates; all others are, with 403."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the four graphs that the suite's requests speak of."""
    data = tmp_path_factory.mktemp("protocol") / "data.trig"
    data.write_text(TRIG, encoding="utf-8")
    with served("--data", data) as found:
        yield found


def entries(w3c: Path, name: str) -> list[str]:
    """The names of the tests of a manifest."""
    manifest = Graph().parse(w3c / "sparql11" / name / "manifest.ttl", format="turtle")
    (listed,) = manifest.objects(None, MF.entries)
    return [str(entry).rpartition("#")[2] for entry in manifest.items(listed)]


def test_every_test_of_the_manifests_is_here(w3c: Path) -> None:
    """34 tests of the protocol and 3 of descriptions: these, and no others."""
    protocol, description = entries(w3c, "protocol"), entries(w3c, "service-description")
    assert sorted(TRIALS) == sorted(protocol)
    assert sorted(DESCRIPTION) == sorted(description)
    assert (len(protocol), len(description)) == (34, 3)


@pytest.mark.parametrize("name", TRIALS)
def test_protocol(server: Served, name: str) -> None:
    """The answer is that of the suite; an update is refused and changes nothing."""
    trial = TRIALS[name]
    reply = trial.sent(server)
    if trial.answers is None:
        assert reply.status == STATUSES.get(name, 403), reply.text
        assert reply.sentence()
    else:
        assert reply.status == 200, reply.text
        assert reply.type in trial.answers
        assert not trial.true or reply.told()
    rows = server.query("SELECT ?g ?s ?o { GRAPH ?g { ?s a ?o } } ORDER BY ?g", "text/csv").text
    document = "http://xmlns.com/foaf/0.1/Document"
    assert rows.split("\r\n")[1:-1] == [f"{iri},{iri},{document}" for iri in DATA]


def text_of(trial: Trial) -> str:
    """The query of a test."""
    return dict(trial.address).get("query") or trial.body.decode("utf-8")


@pytest.mark.parametrize(
    "name", [name for name, trial in TRIALS.items() if trial.true and "rdf>" in text_of(trial)]
)
def test_the_dataset_of_a_trial_decides(server: Served, name: str) -> None:
    """Asked of other graphs, a test that asks for data answers no: else it would test nothing."""
    text = text_of(TRIALS[name])
    reply = server.query(text, default_graph_uri=DATA[0], named_graph_uri=DATA[0])
    assert reply.told() is False


# ---- the description of the service


def described(server: Served, accept: str = "text/turtle") -> Graph:
    """What the service says of itself."""
    reply = server.get("/sparql", accept)
    assert reply.status == 200
    assert reply.type in TRIPLES
    return Graph().parse(data=reply.body, format=accept, publicID=f"{server.url}/sparql")


def has_endpoint_triple(server: Served) -> None:
    """The description has `sd:endpoint` with the address that was asked."""
    assert list(described(server).objects(None, SD.endpoint)) == [URIRef(f"{server.url}/sparql")]


def returns_rdf(server: Served) -> None:
    """A bare GET returns RDF, in each format, and the same in all."""
    found = described(server)
    assert len(found) > 10
    for accept in TRIPLES - {"text/turtle"}:
        assert set(described(server, accept)) == set(found)
    assert server.get("/sparql").type == "text/turtle"


def conforms_to_schema(server: Served) -> None:
    """Each property is one of the vocabulary, and its subject and object are of its classes."""
    found = described(server)
    for subject, predicate, value in found:
        assert not isinstance(subject, BNode) and not isinstance(value, BNode)
        if predicate == RDF.type:
            assert value in CLASSES
            continue
        domain, fits = SCHEMA[str(predicate).removeprefix(str(SD))]
        assert (subject, RDF.type, SD[domain]) in found
        assert fits(found, value), (predicate, value)
    (service,) = found.subjects(RDF.type, SD.Service)
    assert set(found.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    (dataset,) = found.objects(service, SD.defaultDataset)
    named = found.objects(dataset, SD.namedGraph)
    assert sorted(str(found.value(one, SD.name)) for one in named) == DATA
    assert (service, SD.feature, SD.BasicFederatedQuery) not in found


def _typed(name: str) -> Callable[[Graph, Node], bool]:
    return lambda found, value: (value, RDF.type, SD[name]) in found


def _named(found: Graph, value: Node) -> bool:
    return isinstance(value, URIRef) and not isinstance(value, Literal)


CLASSES = {SD.Service, SD.Dataset, SD.Graph, SD.NamedGraph}
SCHEMA: Mapping[str, tuple[str, Callable[[Graph, Node], bool]]] = {
    "endpoint": ("Service", _named),
    "supportedLanguage": ("Service", _named),
    "feature": ("Service", _named),
    "resultFormat": ("Service", _named),
    "defaultDataset": ("Service", _typed("Dataset")),
    "defaultGraph": ("Dataset", _typed("Graph")),
    "namedGraph": ("Dataset", _typed("NamedGraph")),
    "name": ("NamedGraph", _named),
}
"""Domain and range of the properties of the vocabulary that are used."""

DESCRIPTION: Mapping[str, Callable[[Served], None]] = {
    "has-endpoint-triple": has_endpoint_triple,
    "returns-rdf": returns_rdf,
    "conforms-to-schema": conforms_to_schema,
}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib 7.6 itself
@pytest.mark.parametrize("name", DESCRIPTION)
def test_service_description(server: Served, name: str) -> None:
    """The description of the service is what the suite wants of it."""
    DESCRIPTION[name](server)


def test_rows_of_a_trial_are_rows(server: Served) -> None:
    """The rows of the SELECT that the suite posts are there, in whatever format they come."""
    for accept in TABULAR:
        reply = server.post("SELECT (1 AS ?value) {}", accept=accept)
        assert reply.type == accept
        assert "1" in reply.text
    answer = json.loads(server.post("SELECT (1 AS ?value) {}").body)
    assert [row["value"]["value"] for row in answer["results"]["bindings"]] == ["1"]
