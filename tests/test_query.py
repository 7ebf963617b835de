"""Free SPARQL: whole answers within limits, in a process that can neither read nor reach out."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from libyagraph import store as store_
from libyagraph.errors import LibyagraphError, QueryError, QueryLimitError
from libyagraph.names import GRAPH_REGISTRY, PREFIXES
from libyagraph.query import rows
from libyagraph.query.confine import later_files
from libyagraph.query.engine import Engine
from libyagraph.query.question import Answer

from tests.support import environment, has_ended

EGYPT = "https://w3id.org/libyagraph/actor/egypt"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"

SELECTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}


@pytest.fixture(scope="module")
def engine(graph: Path) -> Iterator[Engine]:
    """An engine over the graph of `seeds/`."""
    engine = Engine(graph / "store")
    yield engine
    engine.close()


def rows_of(answer: Answer) -> tuple[tuple[str, ...], ...]:
    return rows.of_json(answer.data).values


def single(answer: Answer) -> str:
    ((value,),) = rows_of(answer)
    return value


# ---- answers


@pytest.mark.parametrize("format_", SELECTS)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?a ?n { ?a a lg:State ; rdfs:label ?n } ORDER BY ?a ?n",
        "SELECT ?t ?d { ?t a lg:Tie OPTIONAL { ?t lg:first ?d } } ORDER BY ?t ?d",
        "SELECT ?r (COUNT(?t) AS ?n) { ?t a lg:Tie ; lg:relation ?r } GROUP BY ?r ORDER BY ?r",
        "SELECT ?x { ?x a lg:NoSuchThing }",
        'SELECT ("a,\\"b\\"\\n\\tc\\r<&>é ع" AS ?x) (1.50 AS ?y) ("x"@fr AS ?z) {}',
        "ASK { ?t a lg:Tie }",
        "ASK { ?t a lg:NoSuchThing }",
    ],
)
def test_rows_are_those_of_the_store(
    engine: Engine, seeds_store: ox.Store, query: str, format_: str
) -> None:
    """A worker answers SELECT and ASK with the very bytes of Oxigraph, in every format."""
    found = seeds_store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QuerySolutions | ox.QueryBoolean)
    answer = engine.ask(query, select=format_, prefixes=PREFIXES)
    assert answer.data == found.serialize(format=SELECTS[format_])
    assert answer.kind == ("boolean" if isinstance(found, ox.QueryBoolean) else "select")


@pytest.mark.parametrize("format_", GRAPHS)
@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?t lg:from ?a } WHERE { ?t a lg:Tie ; lg:from ?a }",
        "CONSTRUCT WHERE { ?a a lg:State ; rdfs:label ?n }",
        "CONSTRUCT { ?x a lg:Tie } WHERE { ?x a lg:NoSuchThing }",
        f"DESCRIBE <{EGYPT}>",
    ],
)
def test_triples_are_those_of_the_store(
    engine: Engine, seeds_store: ox.Store, query: str, format_: str
) -> None:
    """CONSTRUCT and DESCRIBE answer with the triples of Oxigraph, in both formats."""
    found = seeds_store.query(query, prefixes=PREFIXES)
    assert isinstance(found, ox.QueryTriples)
    answer = engine.ask(query, graph=format_, prefixes=PREFIXES)
    assert answer.kind == "graph"
    told = {quad.triple for quad in ox.parse(answer.data, format=GRAPHS[format_])}
    assert told == set(found)


def test_all_graphs_are_asked_as_one(engine: Engine, seeds_store: ox.Store) -> None:
    """The default graph is the union of all named graphs."""
    assert engine.ask("ASK { ?c a lg:Claim . ?t a lg:Tie . ?p a lg:State }", prefixes=PREFIXES)
    named = single(engine.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"))
    assert int(named) == len(list(store_.quads(seeds_store)))


def test_a_default_graph_is_the_only_one_asked(engine: Engine, seeds_store: ox.Store) -> None:
    """Who names a graph gets the triples of that graph alone; one that is not there is empty."""
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    there = list(seeds_store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH_REGISTRY)))
    assert single(engine.ask(count, default_graph=GRAPH_REGISTRY)) == str(len(there))
    assert single(engine.ask(count, default_graph="http://nowhere/")) == "0"
    with pytest.raises(QueryError):
        engine.ask(count, default_graph="not an iri")


@pytest.mark.parametrize("form", ["FROM <{}>", "FROM<{}>", "from <{}>", "FROM <x:y> FROM <{}>"])
def test_from_says_which_graph_is_asked(engine: Engine, seeds_store: ox.Store, form: str) -> None:
    """`FROM` of SPARQL is obeyed (or refused): never an answer from graphs that were not named."""
    there = list(seeds_store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH_REGISTRY)))
    query = f"SELECT (COUNT(*) AS ?n) {form.format(GRAPH_REGISTRY)} {{ ?s ?p ?o }}"
    try:
        answer = engine.ask(query)
    except QueryError:
        return
    assert single(answer) == str(len(there))


def test_bindings_replace_variables(engine: Engine) -> None:
    """A variable with a given value stands for that value, whether it is shown or not."""
    bindings = {"a": f"<{EGYPT}>"}
    shown = engine.ask("SELECT ?a ?n { ?a rdfs:label ?n }", bindings=bindings, prefixes=PREFIXES)
    assert {row[0] for row in rows_of(shown)} == {EGYPT}
    hidden = engine.ask("SELECT ?n { ?a rdfs:label ?n }", bindings=bindings, prefixes=PREFIXES)
    assert {row[0] for row in rows_of(hidden)} == {row[1] for row in rows_of(shown)}


def test_bindings_work_in_ask_and_construct(engine: Engine) -> None:
    """The other forms take values too."""
    for query, kind in (
        ("ASK { ?a rdfs:label ?n }", b"true"),
        ("CONSTRUCT { ?a a lg:Found } WHERE { ?a rdfs:label ?n }", EGYPT.encode()),
    ):
        answer = engine.ask(query, bindings={"a": f"<{EGYPT}>"}, prefixes=PREFIXES)
        assert kind in answer.data
        assert b"khalifa-haftar" not in answer.data
    nobody = engine.ask("ASK { ?a rdfs:label ?n }", bindings={"a": "<x:y>"}, prefixes=PREFIXES)
    assert b"false" in nobody.data


@pytest.mark.parametrize("text", ["plain", 'a "quoted" \\ one', "é ع 🙂", "two\nlines", "?x } #"])
def test_bindings_are_terms_never_text(engine: Engine, text: str) -> None:
    """A value can hold any character without becoming a part of the query."""
    bindings = {"x": str(ox.Literal(text))}
    assert single(engine.ask("SELECT ?x { BIND(?x AS ?y) }", bindings=bindings)) == text


@pytest.mark.parametrize(
    "bindings",
    [{"x": ""}, {"x": "_:b"}, {"x": "<a b>"}, {"x": "1 } #"}, {"x y": '"a"'}, {"x": "\x00"}],
)
def test_bindings_that_are_no_terms_are_refused(engine: Engine, bindings: dict[str, str]) -> None:
    """A value that is no IRI or literal is an error of the caller."""
    with pytest.raises(QueryError):
        engine.ask("SELECT ?x { BIND(?x AS ?y) }", bindings=bindings)


def test_prefixes_need_no_declaration_and_can_be_declared_anew(engine: Engine) -> None:
    """Given prefixes work; what the query declares itself comes first; a bad one is an error."""
    assert b"true" in engine.ask("ASK { ?t a lg:Tie }", prefixes=PREFIXES).data
    own = "PREFIX lg: <http://x/> ASK { ?t a lg:Tie }"
    assert b"false" in engine.ask(own, prefixes=PREFIXES).data
    with pytest.raises(QueryError, match="SPARQL"):
        engine.ask("ASK { ?t a lg:Tie }")
    with pytest.raises(QueryError):
        engine.ask("ASK { ?t a x:Tie }", prefixes={"x": "not an iri"})


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "ASK",
        "SELECT * {",
        "ASK {} ASK {}",
        "ASK {} ; DROP ALL",
        "{" * 20,
        "\x00",
        "\ufeff",
    ],
)
def test_what_is_not_sparql_is_told_in_one_line(engine: Engine, query: str) -> None:
    """A mistake is shown as one short line, and the next query works."""
    with pytest.raises(QueryError, match=r"^not SPARQL: ") as caught:
        engine.ask(query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert b"true" in engine.ask("ASK {}").data


def test_a_nul_is_a_character_like_others(engine: Engine) -> None:
    """A NUL in a string reaches the engine and does not cut the query."""
    assert b"false" in engine.ask("ASK { ?s ?p '\x00' }").data
    assert single(engine.ask("SELECT (STRLEN('a\x00b') AS ?n) {}")) == "3"


def test_a_lone_surrogate_is_refused(engine: Engine) -> None:
    """What is not Unicode text is an error of the caller, written plainly or escaped."""
    for query in (
        "ASK { ?s ?p '\ud800' }",
        "ASK { ?s ?p '\\uD800' }",
        "ASK { ?s ?p '\\U00110000' }",
    ):
        with pytest.raises(QueryError):
            engine.ask(query)


@pytest.mark.parametrize("query", ["SELECT (<http://x/f>(1) AS ?y) {}", "LOAD <x:y>", "DROP ALL"])
def test_what_the_engine_lacks_or_refuses_is_an_error(engine: Engine, query: str) -> None:
    """An unknown function and an update end as errors of the caller."""
    with pytest.raises(QueryError):
        engine.ask(query)


# ---- limits


def test_a_query_over_its_time_is_stopped(engine: Engine) -> None:
    """A query without end is stopped, says so, and the next one works."""
    with pytest.raises(QueryLimitError, match=r"longer than 0\.5 s"):
        engine.ask(RUNAWAY, timeout=0.5)
    assert single(engine.ask("SELECT (1 AS ?x) {}")) == "1"


def test_a_query_over_its_memory_is_stopped(engine: Engine) -> None:
    """A text of a terabyte ends as an error, and takes neither us nor the next query down."""
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
    with pytest.raises(QueryLimitError, match="memory"):
        engine.ask(f"SELECT (STRLEN(?s40) AS ?n) {{ BIND('x' AS ?s0) {doubled} }}", timeout=60)
    assert single(engine.ask("SELECT (1 AS ?x) {}")) == "1"


@pytest.mark.parametrize("format_", SELECTS)
def test_an_answer_over_the_cap_is_no_answer(engine: Engine, format_: str) -> None:
    """Over 16 MB nothing comes back but an error that says what to do: never half an answer."""
    with pytest.raises(QueryLimitError, match=r"larger than 16 MB; add a LIMIT"):
        engine.ask("SELECT * { ?a ?b ?c . ?d ?e ?f }", select=format_, timeout=60)
    assert single(engine.ask("SELECT (1 AS ?x) {}")) == "1"


def test_an_answer_below_the_cap_comes_whole(engine: Engine) -> None:
    """An answer of several megabytes is complete."""
    query = "SELECT ?x ?y { ?x a lg:EventType . ?y a ?z } LIMIT 50000"
    answer = engine.ask(query, select="csv", prefixes=PREFIXES, timeout=60)
    assert len(answer.data) > 3_000_000
    assert answer.data.count(b"\r\n") == 50_001


@pytest.mark.parametrize(
    "query",
    [
        "ASK { FILTER(" + "!" * 30_000 + "true) }",
        "ASK { FILTER(" + "1+" * 30_000 + "1) }",
        "ASK { FILTER(" + "1||" * 20_000 + "1) }",
        "ASK { {}" + "UNION{}" * 9_000 + " }",
        "ASK { " + "MINUS{?s ?p ?o}" * 4_000 + " }",
        "ASK { " + "?s?p?o." * 9_000 + " }",
        "SELECT * { " + "<<" * 20_000 + " }",
    ],
    ids=["not", "plus", "or", "union", "minus", "join", "quoted"],
)
def test_a_query_that_crashes_the_engine_is_an_error(engine: Engine, query: str) -> None:
    """What the guard can't see may kill the worker, never the caller; the next query works."""
    with pytest.raises(LibyagraphError):
        engine.ask(query)
    assert single(engine.ask("SELECT (1 AS ?x) {}")) == "1"


def test_deep_brackets_that_pass_the_guard_are_answered(engine: Engine) -> None:
    """The deepest nesting that is allowed does not crash the engine."""
    assert b"true" in engine.ask("ASK " + "{" * 128 + "}" * 128).data
    deep = engine.ask("SELECT (" + "(" * 120 + "1" + ")" * 120 + " AS ?x) {}")
    assert single(deep) == "1"


# ---- what a query can't do


def test_no_query_reaches_the_network(engine: Engine) -> None:
    """Whatever is asked, nobody who listens hears of it."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        there = f"http://127.0.0.1:{server.getsockname()[1]}/"
        body = "{ ?s ?p ?o }"
        for query in (
            f"SELECT * {{ SERVICE <{there}> {body} }}",
            f"SELECT * {{ SERVICESILENT <{there}> {body} }}",
            f"SELECT * {{ BIND(1 AS ?x) SERVICE SILENT <{there}> {body} }}",
            f"SELECT * {{ VALUES ?x {{ 1 }} OPTIONAL {{ ?x a trueSERVICE <{there}> {body} }} }}",
            f"PREFIX x: <{there}> SELECT * {{ SERVICEx:a {body} }}",
            f"PREFIX x: <{there}> SELECT * {{ SERVICESILENTx:a {body} }}",
            f"LOAD <{there}>",
            f"SELECT * FROM <{there}> {body} LIMIT 1",
            f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {body} }} LIMIT 1",
            f"DESCRIBE <{there}>",
        ):
            try:
                engine.ask(query)
            except LibyagraphError:
                continue
        with pytest.raises(TimeoutError):
            server.accept()


def test_no_query_reads_a_file(engine: Engine, tmp_path: Path) -> None:
    """A file's address is a name like others."""
    file = tmp_path / "secret.nt"
    file.write_text('<x:a> <x:b> "ZQXJ" .\n', encoding="utf-8")
    for clause in (f"FROM <{file.as_uri()}>", f"FROM NAMED <{file.as_uri()}>"):
        for body in ("{ ?s ?p ?o }", "{ GRAPH ?g { ?s ?p ?o } }"):
            query = f"SELECT ?o {clause} WHERE {body}"
            try:
                assert b"ZQXJ" not in engine.ask(query).data
            except LibyagraphError:
                continue


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_worker_can_open_nothing_more(engine: Engine) -> None:
    """The process that runs queries may open neither files nor sockets, and dumps no core."""
    engine.ask("ASK {}")
    limits = Path(f"/proc/{_worker(engine)}/limits").read_text(encoding="ascii")
    found = {line[:26].strip(): line[26:].split()[:2] for line in limits.splitlines()[1:]}
    assert found["Max open files"] == ["0", "0"]
    assert found["Max core file size"] == ["0", "0"]
    assert "unlimited" not in found["Max address space"]


# ---- processes


def _worker(engine: Engine) -> int:
    (pid,) = engine.pids()
    return pid


def test_a_store_that_is_missing_is_an_error(tmp_path: Path) -> None:
    """An engine over nothing says so, each time, instead of hanging."""
    engine = Engine(tmp_path / "nothing")
    for _ in range(2):
        with pytest.raises(LibyagraphError):
            engine.ask("ASK {}")
    engine.close()
    assert not (tmp_path / "nothing").exists()


def test_threads_each_get_their_own_answer(engine: Engine) -> None:
    """An engine can be shared between threads, also while some of their queries are stopped."""

    def ask(number: int) -> str:
        if number % 10 == 9:
            with pytest.raises(QueryLimitError):
                engine.ask(RUNAWAY, timeout=0.2)
            return str(number)
        return single(engine.ask(f"SELECT ({number} AS ?x) {{}}"))

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(40))) == [str(number) for number in range(40)]


def test_a_worker_is_kept_and_replaced(graph: Path) -> None:
    """One process serves query after query; one that is killed is replaced; closing ends it."""
    engine = Engine(graph / "store")
    engine.close()  # nothing to end yet
    engine.ask("ASK {}")
    first = _worker(engine)
    engine.ask("ASK {}")
    assert _worker(engine) == first
    os.kill(first, signal.SIGKILL)
    assert has_ended(first)
    assert b"true" in engine.ask("ASK {}").data
    second = _worker(engine)
    assert second != first
    engine.close()
    engine.close()
    assert has_ended(second)
    assert b"true" in engine.ask("ASK {}").data
    engine.close()


def test_a_worker_killed_at_work_is_an_error(graph: Path) -> None:
    """Whoever kills the process (the kernel, short of memory) makes no wrong answer."""
    engine = Engine(graph / "store")
    engine.ask("ASK {}")
    timer = threading.Timer(0.3, os.kill, (_worker(engine), signal.SIGKILL))
    timer.start()
    with pytest.raises(QueryLimitError):
        engine.ask(RUNAWAY, timeout=60)
    timer.join()
    assert b"true" in engine.ask("ASK {}").data
    engine.close()


SCRIPT = """
import os, signal, sys, threading
import libyagraph
graph = libyagraph.open_graph(sys.argv[1])
graph.query("ASK {}")
print(graph._engine.pids()[0], flush=True)
"""


def _script(graph: Path, more: str) -> list[str]:
    return [sys.executable, "-c", SCRIPT + more, str(graph)]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_worker_outlives_a_program_that_ends(graph: Path) -> None:
    """A program that never closes its graph leaves no process behind, and no warning."""
    done = subprocess.run(
        _script(graph, ""), env=environment(), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert has_ended(int(done.stdout))


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("at", ["rest", "work"])
def test_no_worker_outlives_a_program_that_is_killed(
    graph: Path, how: signal.Signals, at: str
) -> None:
    """Killing the program ends the worker too, at rest and in the middle of a query."""
    more = "print('', end='', flush=True)\n"
    more += f"graph.query({RUNAWAY!r}, timeout=300)\n" if at == "work" else "signal.pause()\n"
    with subprocess.Popen(
        _script(graph, more), env=environment(), stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        pid = int(program.stdout.readline())
        if at == "work":
            time.sleep(0.3)
        program.send_signal(how)
        program.wait()
    try:
        assert has_ended(pid), "the worker goes on without anybody who could stop it"
    finally:
        if not _gone(pid):
            os.kill(pid, signal.SIGKILL)


def _gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2][1] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_an_interrupted_query_leaves_no_answer_for_the_next(graph: Path) -> None:
    """After Ctrl-C (in a notebook, say) the next query gets its own answer, not the old one's."""
    more = f"""
for query in ("SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d a ?f }}", {RUNAWAY!r}):
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    try:
        graph.query(query, timeout=60)
    except KeyboardInterrupt:
        print("interrupted")
    print(graph.query("SELECT ('mine' AS ?x) {{}}").values[0][0], flush=True)
"""
    done = subprocess.run(
        _script(graph, more), env=environment(), capture_output=True, text=True, check=False
    )
    answers = done.stdout.splitlines()[1:]
    assert [line for line in answers if line != "interrupted"] == ["mine", "mine"], done.stderr


@pytest.mark.parametrize("name", ["json", "resource", "pyoxigraph", "libyagraph"])
def test_no_module_of_the_working_directory_is_run(graph: Path, tmp_path: Path, name: str) -> None:
    """A `json.py` that lies where somebody works is not run by the worker in place of Python's."""
    planted = tmp_path / f"{name}.py"
    planted.write_text("open('ran', 'w').close()\nraise SystemExit(1)\n", encoding="utf-8")
    command = Path(sys.executable).with_name("libyagraph")
    done = subprocess.run(
        [str(command), "query", "--graph", str(graph), "-e", "ASK {}", "--format", "csv"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (tmp_path / "ran").exists()
    assert (done.returncode, done.stdout) == (0, "true\n"), done.stderr


def test_it_works_from_any_directory(graph: Path) -> None:
    """The worker finds the program whatever the working directory and the caller's own path."""
    script = f"import sys, libyagraph; g = libyagraph.open_graph({str(graph)!r});"
    script += "print(g.query('ASK {}').values[0][0]); g.close()"
    variables = {k: v for k, v in environment().items() if k != "PYTHONPATH"}
    source = environment()["PYTHONPATH"].split(os.pathsep)[0]
    moved = f"import sys; sys.path.insert(0, {source!r}); " + script
    done = subprocess.run(
        [sys.executable, "-c", moved],
        cwd="/",
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "true\n", "")


# ---- large stores


def test_a_store_of_many_files_is_asked(tmp_path: Path) -> None:
    """The engine opens some of a large store's files only when it needs them, and may."""
    store = ox.Store(str(tmp_path / "store"))
    for number in range(40):  # each makes files of its own
        line = f'<x:{number}> <x:p> "{number}" <x:g> .\n<x:{number}> <x:p> "{number}" .\n'
        store.bulk_load(line.encode(), format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    assert later_files(tmp_path / "store") > 10
    engine = Engine(tmp_path / "store")
    for number in range(40):
        assert single(engine.ask(f"SELECT ?o {{ <x:{number}> <x:p> ?o }}")) == str(number)
    assert single(engine.ask("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")) == "40"
    engine.close()


CONFINED = """
import errno, os, socket, sys
from libyagraph.query.confine import confine
confine(0, 3)
files = []
while True:
    try:
        files.append(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        assert error.errno == errno.EMFILE
        break
os.close(files.pop())
for make in (socket.socket, socket.socketpair):
    try:
        make()
    except OSError as error:
        assert error.errno == errno.EACCES, error
    else:
        sys.exit("a socket could be had")
print(len(files))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the filter is one of Linux' kernel")
def test_who_may_open_files_gets_no_socket() -> None:
    """Where a worker may open some more files, none of them can be a socket."""
    done = subprocess.run(
        [sys.executable, "-c", CONFINED],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "2\n"), done.stderr
