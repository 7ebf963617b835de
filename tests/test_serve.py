"""What a served graph answers: SPARQL, pages, data of IRIs, statuses; how it starts, ends, renews.

The server is the command, in a process of its own; what it says of the graph is held against the
graph's own files.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib
from libyagraph.build import build
from libyagraph.names import BASE, GRAPH_DERIVED, GRAPH_ONTOLOGY, GRAPH_REGISTRY, RDF

from tests.serving import ASK, FORM, LIMIT, QUERY, Reply, Served, served, started
from tests.support import environment, has_ended, told, write_corpus

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
CSV, TSV = "text/csv", "text/tab-separated-values"
TURTLE, NTRIPLES = "text/turtle", "application/n-triples"
RDFXML, JSONLD = "application/rdf+xml", "application/ld+json"
PARSERS = {
    TURTLE: ox.RdfFormat.TURTLE,
    NTRIPLES: ox.RdfFormat.N_TRIPLES,
    RDFXML: ox.RdfFormat.RDF_XML,
    JSONLD: ox.RdfFormat.JSON_LD,
}
TIES = "SELECT ?tie { ?tie a lg:Tie } ORDER BY ?tie"
BUILD = "CONSTRUCT { ?tie a lg:Tie } WHERE { ?tie a lg:Tie }"
LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[Served]:
    """A server of the packaged corpus with small limits, and one foreign origin and host."""
    with served(
        *("--graph", graph, "--timeout", 2, "--max-answer", 1),
        *("--allow-host", "graph.example", "--allow-origin", "https://page.example"),
    ) as found:
        yield found


@pytest.fixture(scope="module")
def everything(graph: Path) -> set[ox.Triple]:
    """All triples of the graph, of whatever named graph."""
    return {quad.triple for quad in ox.parse(path=graph / "graph.nq")}


def triples(reply: Reply) -> set[ox.Triple]:
    """The triples of an answer, in whichever format it has."""
    return {quad.triple for quad in ox.parse(reply.body, format=PARSERS[reply.type])}


# ---- formats


@pytest.mark.parametrize("type_", [JSON, XML, CSV, TSV, "application/json", "text/xml"])
def test_rows_in_each_format(server: Served, everything: set[ox.Triple], type_: str) -> None:
    """Rows come in the format that is asked for, by the name by which it is asked for."""
    reply = server.query(TIES, type_)
    assert (reply.status, reply.type) == (200, type_)
    ties = sorted(
        triple.subject.value
        for triple in everything
        if triple.predicate.value == RDF + "type"
        and triple.object == ox.NamedNode(f"{BASE}ontology#Tie")
        and isinstance(triple.subject, ox.NamedNode)
    )
    assert len(ties) > 50
    if "json" in type_:
        rows = json.loads(reply.body)["results"]["bindings"]
        assert [row["tie"]["value"] for row in rows] == ties
    elif "xml" in type_:
        tree = ElementTree.fromstring(reply.text)
        assert [
            one.text for one in tree.iter("{http://www.w3.org/2005/sparql-results#}uri")
        ] == ties
    elif type_ == CSV:
        assert [row[0] for row in csv.reader(io.StringIO(reply.text))] == ["tie", *ties]
    else:
        assert reply.text.splitlines() == ["?tie", *(f"<{tie}>" for tie in ties)]


@pytest.mark.parametrize("type_", PARSERS)
def test_triples_in_each_format(server: Served, everything: set[ox.Triple], type_: str) -> None:
    """Triples come in the format that is asked for, and are those of the graph."""
    reply = server.query(BUILD, type_)
    assert (reply.status, reply.type) == (200, type_)
    found = triples(reply)
    assert len(found) > 50
    assert found <= everything


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/*", CSV),
        ("application/*", JSON),
        (f"{JSON};q=0.5, {XML}", XML),
        (f"{CSV};q=0.1, */*;q=0.2", JSON),
        (f"{JSON};q=0, */*", XML),
        ("text/html, */*;q=0.1", JSON),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
        ("TEXT/CSV", CSV),
        (f"{TSV};charset=utf-8;q=1", TSV),
        (f"{TURTLE}, {CSV};q=0.2", CSV),
        ("nonsense, text/csv", CSV),
    ],
)
def test_the_preferred_format(server: Served, accept: str, type_: str) -> None:
    """Of what a client takes it gets what it prefers, and of several the standard's own."""
    reply = server.query(ASK if type_ == JSON else TIES, accept)
    assert (reply.status, reply.type) == (200, type_)
    assert "accept" in reply.headers["vary"].lower()


@pytest.mark.parametrize(
    ("query", "accept"),
    [(TIES, "text/html"), (TIES, TURTLE), (BUILD, CSV), (ASK, "image/png"), (ASK, f"{JSON};q=0")],
)
def test_no_format_will_do(server: Served, query: str, accept: str) -> None:
    """Who takes none of the formats of an answer is told so."""
    reply = server.query(query, accept)
    assert reply.status == 406
    assert "accept" in reply.sentence()


# ---- caches


def test_an_answer_is_asked_after_by_its_tag(server: Served) -> None:
    """What has not changed is not sent again; another format, query or dataset is another thing."""
    first = server.query(TIES)
    tag = first.headers["etag"]
    again = server.query(TIES, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    assert server.query(TIES, headers={"If-None-Match": "*"}).status == 304
    others = (
        server.query(TIES, CSV),
        server.query(f"{TIES} LIMIT 1"),
        server.query(TIES, default_graph_uri=GRAPH_DERIVED),
        server.get("/sparql"),
    )
    assert len({tag, *(one.headers["etag"] for one in others)}) == 5
    assert server.query(TIES, headers={"If-None-Match": others[0].headers["etag"]}).status == 200


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (NOW() AS ?x) {}",
        "SELECT (RAND() AS ?x) {}",
        "SELECT (struuid() AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (BNODE() AS ?x) {}",
    ],
)
def test_what_changes_of_itself_is_not_kept(server: Served, text: str) -> None:
    """An answer that depends on the clock or on chance has no tag."""
    reply = server.query(text)
    assert reply.status == 200
    assert "etag" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"


def test_compression(server: Served) -> None:
    """Who takes gzip gets it, and the same bytes after unpacking; small answers stay plain."""
    plain = server.query(TIES)
    packed = server.query(TIES, headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 3
    assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers
    for taken in ("gzip;q=0", "identity", "br"):
        assert server.query(TIES, headers={"Accept-Encoding": taken}).body == plain.body
    small = server.query(ASK, headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in small.headers
    for page in ("/", "/actor/egypt", "/query", "/names"):
        zipped = server.get(page, accept_encoding="gzip")
        assert zipped.headers["content-encoding"] == "gzip"
        assert gzip.decompress(zipped.body) == server.get(page).body


# ---- methods


def test_head_is_get_without_its_body(server: Served) -> None:
    """HEAD has the headers of GET, and nothing after them."""
    for target in ("/", "/query", "/actor/egypt", f"/sparql?query={ASK.replace(' ', '+')}"):
        got, head = server.get(target), server.request("HEAD", target)
        assert head.body == b""
        assert head.status == got.status == 200
        assert {**head.headers, "date": ""} == {**got.headers, "date": ""}


def test_other_methods(server: Served) -> None:
    """What an address does not take is refused with what it takes."""
    options = server.request("OPTIONS", "/sparql")
    assert (options.status, options.body) == (204, b"")
    assert set(options.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}
    for method, target in (("PUT", "/sparql"), ("DELETE", "/actor/egypt"), ("POST", "/")):
        reply = server.request(method, target)
        assert reply.status == 405
        assert "GET" in reply.headers["allow"]
        assert method in reply.sentence()


# ---- datasets


def test_the_default_graph_is_the_union(server: Served) -> None:
    """A query that names no graph asks all of them; prefixes of the project need no declaration."""
    count = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    rows = json.loads(server.query(count).body)["results"]["bindings"]
    assert int(rows[0]["n"]["value"]) >= 8
    assert server.query("ASK { actor:egypt ?p ?o . ?tie lg:from|lg:to actor:egypt }").told()


def test_a_dataset_of_the_request(server: Served) -> None:
    """`default-graph-uri` and `named-graph-uri` are the whole dataset, whatever the query names."""
    tie, actor = "ASK { ?s a lg:Tie }", "ASK { actor:egypt ?p ?o }"
    assert server.query(tie, default_graph_uri=GRAPH_DERIVED).told()
    assert not server.query(actor, default_graph_uri=GRAPH_ONTOLOGY).told()
    assert server.query(actor, default_graph_uri=GRAPH_REGISTRY).told()
    assert not server.query(tie, named_graph_uri=GRAPH_DERIVED).told()
    assert server.query("ASK { GRAPH ?g { ?s a lg:Tie } }", named_graph_uri=GRAPH_DERIVED).told()
    assert not server.query(
        f"ASK FROM <{GRAPH_DERIVED}> {{ ?s a lg:Tie }}", default_graph_uri=GRAPH_REGISTRY
    ).told()
    assert server.query("ASK { <actor/egypt> ?p ?o }").told()
    assert server.query(ASK, default_graph_uri="no iri").status == 400


# ---- statuses


def test_syntax_is_refused_with_its_position(server: Served) -> None:
    """An error of syntax has line and column."""
    reply = server.post("ASK {\n  ?s }")
    assert reply.status == 400
    assert re.search(r"\b2:\d+", reply.sentence())


@pytest.mark.parametrize("text", ["DROP ALL", "INSERT DATA { <x:a> <x:b> 1 }", "LOAD <file:///a>"])
def test_updates_are_forbidden(server: Served, text: str) -> None:
    """An update is refused with 403, however it is sent."""
    form = {"Content-Type": FORM}
    update = server.request("POST", "/sparql", form, b"update=" + text.encode("ascii"))
    direct = server.request("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"x")
    for reply in (server.post(text), server.query(text), update, direct):
        assert reply.status == 403
        assert reply.sentence()


def test_federation_is_forbidden(server: Served) -> None:
    """`SERVICE` is refused with 403, silent or not."""
    for silent in ("", "SILENT "):
        reply = server.post(f"ASK {{ SERVICE {silent}<http://127.0.0.1:9/> {{}} }}")
        assert reply.status == 403
        assert "SERVICE" in reply.sentence()


def test_too_long_too_large_too_slow(server: Served) -> None:
    """Over a limit: 413 for what is posted or answered, 414 for an address, 503 over time."""
    padding = "#" * (64 * 1024)
    assert "65536" in server.post(f"{ASK}{padding}").sentence()
    for reply, status in (
        (server.post(f"{ASK}{padding}"), 413),
        (server.request("POST", "/sparql", {"Content-Type": QUERY}, b"#" * 300_000), 413),
        (server.post("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000"), 413),
        (server.get(f"/sparql?query={'a' * 62_000}"), 414),
        (server.post(LONG), 503),
    ):
        assert reply.status == status
        assert reply.sentence()
    assert "LIMIT" in server.post("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000").text
    late = server.post(LONG)
    assert late.headers["retry-after"].isdecimal()
    assert "2 s" in late.sentence()


@pytest.mark.parametrize(
    "target",
    ["/nowhere", "/actor/nobody", "/actor/", "/claim/a/b/c", "/static/none.js", "/named/none"],
)
def test_nothing_there(server: Served, target: str) -> None:
    """An address that leads nowhere is 404, with a sentence."""
    reply = server.get(target)
    assert reply.status == 404
    assert reply.sentence()


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/actor/egypt?part=999", 404),
        ("/actor/egypt?part=two", 400),
        ("/actor/egypt?part=%C2%B2", 400),
        ("/actor/egypt?lang=fr&lang=en", 400),
        ("/actor/egypt?lang=xx", 400),
        ("/actor/egypt?lang=%F0%9F", 400),
        ("/actor/%C3%A9", 404),
        ("/actor//egypt", 404),
        ("//page.example/", 404),
        ("/named/supporters?actor=%00", 400),
        ("/named/supporters?actor=egypt&actor=egypt", 400),
        ("/named/supporters.rq.rq?actor=egypt", 404),
        ("/named/%0a", 404),
        ("/static/words.json", 404),
    ],
)
def test_odd_addresses(server: Served, target: str, status: int) -> None:
    """What is not quite right in an address is told in a sentence, and is no mistake of ours."""
    reply = server.get(target)
    assert reply.status == status
    assert reply.sentence().isprintable()


@pytest.mark.parametrize("accept", ["a/b;q=1e308," * 900, "*/*;q=nan", "*/*;q=-1", ",;,;=", "a"])
def test_odd_preferences(server: Served, accept: str) -> None:
    """A header that can't be read, or wants nothing that there is, is refused or passed over."""
    assert server.get("/actor/egypt", accept).status in (200, 406)
    assert server.query(ASK, accept).status in (200, 406)


def test_every_answer_has_its_headers(server: Served) -> None:
    """Whatever is answered may not be sniffed, framed or run."""
    for target in ("/", "/query", "/sparql", "/actor/egypt", "/nowhere", "/sparql?query=x"):
        headers = server.get(target).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "server" not in headers


# ---- who may ask


def test_an_allowed_host(server: Served) -> None:
    """A name that is allowed, or is the machine's own, will do; no other will."""
    for host in ("graph.example", f"localhost:{server.port}", f"LOCALHOST:{server.port}"):
        assert server.get("/query", host=host).status == 200
    for host in ("localhost", "graph.example.evil", f"graph.example.:{server.port}"):
        reply = server.get("/query", host=host)
        assert reply.status == 403
        assert "--allow-host" in reply.sentence()


def test_an_allowed_origin(server: Served) -> None:
    """Pages of an origin that is allowed may ask and read; those of others may not."""
    ours = server.query(ASK, headers={"Origin": server.url})
    assert ours.status == 200
    assert "access-control-allow-origin" not in ours.headers
    allowed = server.query(ASK, headers={"Origin": "https://page.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://page.example"
    assert "origin" in allowed.headers["vary"].lower()
    asked = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
    before = server.request("OPTIONS", "/sparql", asked)
    assert before.status == 204
    assert "POST" in before.headers["access-control-allow-methods"]
    assert "content-type" in before.headers["access-control-allow-headers"]
    foreign = server.query(ASK, headers={"Origin": "https://page.example.evil"})
    assert foreign.status == 403
    assert "access-control-allow-origin" not in foreign.headers


# ---- pages


def test_every_iri_dereferences(server: Served, everything: set[ox.Triple]) -> None:
    """Each subject in the data namespace is a page, and triples of the graph in four formats."""
    subjects = {
        triple.subject.value.removeprefix(BASE)
        for triple in everything
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(BASE)
    }
    kinds = {path.partition("/")[0] for path in subjects}
    paths = sorted(path for path in subjects if not path.startswith(("ontology", "graph/")))
    assert {"actor", "article", "event", "claim", "place", "tie"} <= kinds
    assert len(paths) > 400

    def wrong(path: str) -> list[str]:
        found = []
        page = server.get(f"/{path}", "text/html")
        if (page.status, page.type) != (200, "text/html") or BASE + path not in page.text:
            found.append(f"{path}: {page.status}")
        read = {type_: server.get(f"/{path}", type_) for type_ in PARSERS}
        if any(reply.status != 200 or reply.type != type_ for type_, reply in read.items()):
            return [*found, f"{path}: {[reply.status for reply in read.values()]}"]
        told = [triples(reply) for reply in read.values()]
        own = {triple for triple in everything if triple.subject == ox.NamedNode(BASE + path)}
        if any(one != told[0] for one in told) or not own <= told[0] <= everything:
            found.append(f"{path}: its triples differ")
        return found

    with ThreadPoolExecutor(4) as threads:
        assert [one for found in threads.map(wrong, paths) for one in found] == []


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib 7.6 itself
def test_rdflib_reads_what_an_iri_leads_to(server: Served) -> None:
    """Another reader of RDF finds the same in each format."""
    found = [
        rdflib.Graph().parse(data=server.get("/actor/egypt", type_).body, format=type_)
        for type_ in PARSERS
    ]
    assert len(found[0]) > 10
    assert all(set(one) == set(found[0]) for one in found)


def test_pages(server: Served) -> None:
    """The drawing, the query page, what it loads, and the named queries are there."""
    drawing = server.get("/")
    assert drawing.type == "text/html"
    assert len(drawing.body) > 500_000
    policy = drawing.headers["content-security-policy"]
    assert re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', drawing.text)
    assert "script-src 'sha256-" in policy
    console = server.get("/query")
    loaded = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', console.text))
    assert loaded
    for target in loaded:
        assert server.get(target).status == 200
    assert server.get("/query", accept_language="ar").text.count('dir="rtl"')
    names = json.loads(server.get("/names").body)
    assert "egypt" in {actor["id"] for actor in names["actors"]}


def test_named_queries(server: Served) -> None:
    """Each named query is listed, has its SPARQL, and answers the same as that SPARQL."""
    listed = json.loads(server.get("/named").body)
    assert len(listed) >= 10
    values = {"actor": "egypt", "b": "fayez-al-sarraj", "article": "2019-05-11-rfi-haftar-caire"}
    for query in listed:
        asked = [one["name"] for one in query["parameters"] if one["required"]]
        given = "&".join(f"{name}={values.get(name, 'khalifa-haftar')}" for name in asked)
        reply = server.get(f"/named/{query['name']}?{given}", CSV)
        assert reply.status == 200, reply.text
        text = server.get(f"/named/{query['name']}.rq?{given}")
        assert text.type == "application/sparql-query"
        assert sorted(server.post(text.text, accept=CSV).text.split()) == sorted(reply.text.split())
    wrong = server.get("/named/supporters?actor=nobody-at-all")
    assert wrong.status == 400
    assert server.get("/named/supporters?frob=1").status == 400


# ---- files of RDF


def test_files_are_served(tmp_path: Path) -> None:
    """`--data`: graphs as in the files, no union; `/` leads to the query page, IRIs nowhere."""
    (tmp_path / "a.ttl").write_text("<x:a> <x:b> 1 .", encoding="utf-8")
    (tmp_path / "b.trig").write_text("<x:g> { <x:a> <x:b> 2 }", encoding="utf-8")
    with served("--data", tmp_path / "a.ttl", "--data", tmp_path / "b.trig") as server:
        rows = server.query("SELECT ?o { ?s ?p ?o }", CSV).text
        assert rows.split() == ["o", "1"]
        rows = server.query("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }", CSV).text
        assert rows.split() == ["g,o", "x:g,2"]
        assert server.query("ASK { ?s ?p 2 }", default_graph_uri="x:g").told()
        leads = server.get("/")
        assert (leads.status, leads.headers["location"]) == (303, "/query")
        assert server.get("/query").status == 200
        assert json.loads(server.get("/named").body) == []
        assert server.get("/actor/egypt").status == 404


# ---- starting


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--graph", "none"], 3, "none"),
        (["--host", "256.0.0.1"], 3, "can't listen on 256.0.0.1"),
        (["--host", "192.0.2.1"], 3, "can't listen on 192.0.2.1"),
        (["--port", "65536"], 2, "65536"),
        (["--workers", "0"], 2, "0"),
        (["--allow-origin", "page.example"], 2, "no origin"),
        (["--allow-host", "a/b"], 2, "no name of a host"),
        (["--data", "none.ttl"], 2, "none.ttl"),
        (["--timeout", "0"], 2, "--timeout"),
    ],
)
def test_what_cannot_be_served(
    graph: Path, tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    """It ends with the right code and one line that says why, and nobody was listened for."""
    more = [] if {"--graph", "--data"} & set(arguments) else ["--graph", str(graph)]
    done = run(tmp_path, "--port", "0", *more, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    *usage, line = done.stderr.splitlines()
    assert words in line
    assert all(one.startswith(("Usage:", "Try ")) or not one for one in usage)


def test_a_taken_port(graph: Path, tmp_path: Path) -> None:
    """A port that somebody has is exit 3 and one line."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(tmp_path, "--graph", str(graph), "--port", str(port))
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert f"port {port}" in done.stderr


def run(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A server that can't start."""
    return subprocess.run(
        [sys.executable, "-m", "libyagraph", "serve", *arguments],
        env=environment(),
        cwd=directory,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_only_this_machine_can_ask(server: Served) -> None:
    """By default nothing listens but on loopback."""
    port = f"{server.port:04X}"
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text("ascii").splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if local.endswith(f":{port}") and state == "0A":
                found.append(local)
    assert found == [f"0100007F:{port}"]


# ---- ending


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_it_is_told_to(graph: Path, tmp_path: Path, number: int) -> None:
    """In the midst of long queries, too, it ends with 0, and so do its workers."""
    server = started(tmp_path, "--graph", graph)
    lines = [server.line() for _ in range(4)]
    for line in lines[:3]:
        body = LONG.encode("ascii")
        fields = {"Content-Type": QUERY, "Content-Length": str(len(body))}
        line.send(server.head("POST", "/sparql", fields) + body)
    time.sleep(0.5)
    workers = server.workers()
    assert workers
    begun = time.monotonic()
    server.process.send_signal(number)
    assert server.process.wait(LIMIT) == 0
    assert time.monotonic() - begun < 8  # six, and some for a busy machine
    assert all(has_ended(pid) for pid in workers)
    assert not any("Traceback" in line for line in server.logged())
    for line in lines:
        line.close()


def test_workers_that_are_killed_are_replaced_unseen(graph: Path) -> None:
    """Whoever kills idle workers, the next question is answered: by others."""
    with served("--graph", graph) as server:
        for _ in range(3):
            pids = server.workers()
            assert pids
            for pid in pids:
                os.kill(pid, signal.SIGKILL)
            assert all(map(has_ended, pids))
            assert server.post("ASK {}").status == 200


def test_workers_end_with_a_killed_server(graph: Path, tmp_path: Path) -> None:
    """A server that is killed leaves no worker behind, not even one with a long query."""
    server = started(tmp_path, "--graph", graph)
    with server.line() as line:
        body = LONG.encode("ascii")
        fields = {"Content-Type": QUERY, "Content-Length": str(len(body))}
        line.send(server.head("POST", "/sparql", fields) + body)
        time.sleep(0.3)
        workers = server.workers()
        server.process.kill()
        server.process.wait()
    assert workers
    assert all(has_ended(pid) for pid in workers)


# ---- the log


def test_the_log_keeps_queries_to_itself(graph: Path) -> None:
    """A line for each request, of printable characters, and nothing of what is asked."""
    with served("--graph", graph) as server:
        server.query("ASK { ?secret ?p ?o }")
        server.post("ASK { ?secret ?p ?o }")
        server.get("/actor/%1b%5b31m%0aforged")
        server.request("GET", "/x\x1b[31m")
        assert server.stop() == 0
        logged = server.logged()[1:]
    assert len(logged) >= 3
    assert "secret" not in "".join(logged)
    assert all(line.isprintable() for line in logged)
    assert any(re.fullmatch(r"127\.0\.0\.1 GET /sparql 200 \d+ [\d.]+ms", line) for line in logged)
    assert not any(line.startswith("forged") for line in logged)


def test_the_log_may_tell_queries_or_nothing(graph: Path) -> None:
    """`--log-queries` has the parameters of addresses; `--quiet` has no line of a request."""
    with served("--graph", graph, "--log-queries") as server:
        server.query("ASK { ?secret ?p ?o }")
        assert server.stop() == 0
        assert "secret" in "".join(server.logged())
    with served("--graph", graph, "--quiet") as server:
        assert server.lives()
        assert server.stop() == 0
        assert len(server.logged()) == 1


# ---- a new build


def test_a_new_build_drops_no_request(tmp_path: Path) -> None:
    """While three builds come, eight clients ask without pause: no error, no mixed answer."""
    out = tmp_path / "build"
    counts = []
    for number in (1, 2, 3, 4):
        ids = [f"a{one}" for one in range(number * 3)]
        claims = [told(id, "support", actor="alpha", recipient="beta") for id in ids]
        write_corpus(tmp_path / f"corpus{number}", claims=claims)
        counts.append(len(ids))
    build(tmp_path / "corpus1", out)
    # Both of one version say how many claims there are: a mixed answer would have two numbers.
    text = (
        "SELECT ?n ?m { { SELECT (COUNT(?c) AS ?n) { ?c a lg:Claim } }"
        " { SELECT (COUNT(DISTINCT ?d) AS ?m) { GRAPH ?g { ?d a lg:Claim } } } }"
    )
    over = threading.Event()
    seen: list[list[tuple[int, int]]] = [[] for _ in range(8)]

    def ask(server: Served, mine: list[tuple[int, int]]) -> None:
        body = text.encode("ascii")
        fields = {"Content-Type": QUERY, "Accept": CSV, "Content-Length": str(len(body))}
        with server.line() as line:
            while not over.is_set():
                line.send(server.head("POST", "/sparql", fields) + body)
                reply = line.reply("POST")
                assert reply.status == 200, reply.text
                rows = reply.text.split()[1]
                first, second = rows.split(",")
                mine.append((int(first), int(second)))
                assert server.get("/query").status == 200

    with served("--graph", out) as server, ThreadPoolExecutor(8) as threads:
        asking = [threads.submit(ask, server, mine) for mine in seen]
        try:
            for number in (2, 3, 4):
                build(tmp_path / f"corpus{number}", out)
                until = time.monotonic() + LIMIT
                while time.monotonic() < until and seen[0][-1:] != [(counts[number - 1],) * 2]:
                    assert not any(one.done() for one in asking)
                    time.sleep(0.05)
        finally:
            over.set()
        for one in asking:
            one.result()
        assert sum("serving the new build" in line for line in server.logged()) == 3
        # The old ones are closed: no worker of theirs is left.
        until = time.monotonic() + LIMIT
        while time.monotonic() < until and len(server.workers()) > 3:
            time.sleep(0.05)
        assert len(server.workers()) == 3
    for mine in seen:
        assert mine == sorted(mine)
        assert {first for first, _ in mine} == set(counts)
        assert all(first == second for first, second in mine)
