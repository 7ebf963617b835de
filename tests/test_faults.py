"""What attacks once brought down: it must hold, whatever a query, a client or a system does."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from libyagraph import open_graph, sums
from libyagraph.errors import AnswerTooLargeError, GraphError, QueryError, QueryLimitError
from libyagraph.names import PREFIXES
from libyagraph.query.guard import DEEPEST, guard
from libyagraph.query.pool import Pool, Room
from libyagraph.query.question import Answer, Limits, Question
from libyagraph.serve import media
from libyagraph.serve.console import assets

from tests.serving import LIMIT, Served, served
from tests.support import environment, has_ended, run_async

ELSEWHERE = "<http://127.0.0.1:1/>"
COLON = "PREFIX : <http://127.0.0.1:1/> PREFIX service: <http://x/> "
ANY = "{ ?s ?p ?o }"


def asked(text: str) -> Question:
    return Question(text, prefixes=PREFIXES)


# ---- the guard


@pytest.mark.parametrize(
    "query",
    [
        f"{COLON} SELECT * {{ SERVICE:e {ANY} }}",
        f"{COLON} SELECT * {{ service:e {ANY} }}",
        f"{COLON} SELECT * {{ SERVICESILENT:e # a comment\n {ANY} }}",
        f"SELECT * {{ VALUES ?x {{ '''a' }} SERVICE {ELSEWHERE} {ANY} }}",
        f'SELECT * {{ VALUES ?x {{ """a" }} SERVICE {ELSEWHERE} {ANY} }}',
        f"SELECT * {{ ?a ?p ?b FILTER(?a<?b)SERVICE#>\n?e{ANY} }}",
        f"SELECT * {{ ?a ?p ?b FILTER(?a<'x>') SERVICE {ELSEWHERE} {ANY} FILTER(?a<'y>') }}",
        f"SELECT * {{ ?a ?p ?b FILTER(?a<?b)#>'''\n SERVICE {ELSEWHERE} {ANY}\n#'''\n }}",
        f"SELECT * {{ VALUES (?a ?b) {{ (1 <urn:b#>) }} SERVICE {ELSEWHERE} {ANY} }}",
    ],
)
def test_service_is_seen_where_a_token_may_be_read_in_two_ways(query: str) -> None:
    """The engine reads by what may stand at a place, and so must the guard."""
    with pytest.raises(QueryError, match="SERVICE"):
        guard(query)


@pytest.mark.parametrize(
    "query",
    [
        f"{COLON} SELECT * {{ GRAPH service:g {ANY} }}",
        f"{COLON} SELECT * FROM service:g FROM NAMED service:h {ANY}",
        f"{COLON} SELECT * {{ ?s service:p service:o . {ANY} }}",
        "SELECT * { ?a ?p 'service' FILTER(?a<?b&&?c>?d) FILTER((?a<?b)&&(?c>?d)) }",
        "SELECT * { ?a ?p ?b FILTER(?d<'2020'&&?d>'2010') }",
        "SELECT * { VALUES (?a ?s) { (<http://x/a#b> <http://x/c#service>) } }",
        "SELECT * { ?s (<#service>|<a#b>)* ?o FILTER(?o IN (<#a>, <#service>)) }",
        "SELECT * { ?s ?p '''it's a 'service' ''' , '' , \"\"\"a \"service\".\"\"\" }",
    ],
)
def test_no_query_is_refused_for_a_sign_that_looks_like_another(query: str) -> None:
    """Comparisons without spaces, graphs called service and IRIs in rows are allowed."""
    guard(query)


def test_nesting_can_not_be_hidden_behind_a_comparison() -> None:
    """What looks like an IRI and is none counts with its brackets."""
    with pytest.raises(QueryError, match="nested deeper"):
        guard(f"ASK {{ FILTER(?a<{'(' * DEEPEST}?b>?c{')' * DEEPEST}) }}")
    guard(f"ASK {{ {'FILTER((?a<?b)&&?c>?d) ' * 2 * DEEPEST} }}")


def test_strings_that_nothing_closes_do_not_keep_the_guard_busy() -> None:
    """A text of three quotes again and again, none of which end a string, is refused at once."""
    with pytest.raises(QueryError, match="not closed"):
        guard("\\'''\n" * 10_000)


# ---- the workers


def test_a_worker_that_can_not_be_started_is_a_limit(graph: Path) -> None:
    """Where the system has no more files, the question is refused as what can be tried again."""

    async def test() -> None:
        pool = Pool(graph / "store")
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        try:
            taken = max(int(one.name) for one in Path("/proc/self/fd").iterdir())
            resource.setrlimit(resource.RLIMIT_NOFILE, (taken, hard))
            fill: list[int] = []
            with pytest.raises(OSError, match="Too many open files"):
                while True:
                    fill.append(os.open(os.devnull, os.O_RDONLY))
            with pytest.raises(QueryLimitError, match="could not be started: too many open files"):
                await pool.ask(asked("ASK {}"))
            for one in fill:
                os.close(one)
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        assert isinstance(await pool.ask(asked("ASK {}")), Answer)
        await pool.close()

    run_async(test())


def test_workers_that_are_killed_before_their_first_question_cost_nobody_an_answer(
    graph: Path,
) -> None:
    """Who asks next is answered by another worker, and is not told of too much memory."""

    async def test() -> None:
        pool = Pool(graph / "store", room=Room(workers=2, ready=True))
        await pool.start()
        for pid in pool.pids():
            os.kill(pid, 9)
        while not all(map(has_ended, pool.pids())):
            await asyncio.sleep(0.01)
        assert isinstance(await pool.ask(asked("ASK {}")), Answer)
        await pool.close()

    run_async(test())


def test_a_worker_that_grew_fat_on_a_refused_query_is_replaced(graph: Path) -> None:
    """Its memory is the next one's, however the query ended."""
    doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(28))
    large = f"SELECT ?s28 {{ BIND('x' AS ?s0) {doubled} }}"

    async def test() -> None:
        room = Room(workers=1, patience=50.0)
        pool = Pool(graph / "store", limits=Limits(seconds=50, answer=1000), room=room)
        await pool.ask(asked("ASK {}"))
        before = pool.pids()
        with pytest.raises(AnswerTooLargeError):
            await pool.ask(asked(large))
        await pool.ask(asked("ASK {}"))
        assert not set(before) & set(pool.pids())
        await pool.close()

    run_async(test())


FORKED = """
import multiprocessing, sys
from libyagraph import open_graph

graph = open_graph(sys.argv[1])
assert graph.query("SELECT (1 AS ?x) {}").values == (("1",),)

def child(answers):
    answers.put(graph.query("SELECT (2 AS ?x) {}").values)
    graph.close()
    answers.put("closed")

context = multiprocessing.get_context("fork")
answers = context.Queue()
process = context.Process(target=child, args=(answers,))
process.start()
print(answers.get(timeout=25), answers.get(timeout=25))
process.join(25)
print(process.exitcode, graph.query("SELECT (3 AS ?x) {}").values)
graph.close()
"""


def test_a_graph_that_was_asked_can_be_asked_after_a_fork(graph: Path) -> None:
    """A child has workers of its own, and leaves its parent's alone."""
    done = subprocess.run(
        [sys.executable, "-c", FORKED, str(graph)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout == "(('2',),) closed\n0 (('3',),)\n", done.stderr


# ---- what is kept


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTERRAND() } LIMIT 1",
        "SELECT ?s { ?s ?p ?o } ORDER BYRAND() LIMIT 1",
        "SELECT (IF(true,NOW()  ,1) AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
    ],
)
def test_what_differs_each_time_has_no_tag(server: Served, query: str) -> None:
    """Nobody is told that an answer is the same where it need not be."""
    reply = server.query(query)
    assert (reply.status, reply.headers.get("etag")) == (200, None)


@pytest.mark.parametrize(("query", "status"), [("SELEC", 400), ("DROP ALL", 403)])
def test_a_star_does_not_stand_for_an_answer_that_there_is_not(
    server: Served, query: str, status: int
) -> None:
    """`If-None-Match: *` asks for what is there; a mistake is told as one."""
    assert server.query(query, headers={"If-None-Match": "*"}).status == status
    assert server.query("ASK {}", headers={"If-None-Match": "*"}).status == 304


def test_names_of_files_that_are_not_there_are_not_kept() -> None:
    """Whoever asks for a million of them takes no memory."""
    before = assets._static.cache_info().currsize
    assert [assets.static(f"{number}.js") for number in range(100)] == [None] * 100
    assert assets._static.cache_info().currsize == before
    assert assets.static("query.js")


@pytest.mark.parametrize(
    ("header", "zipped"),
    [("*, gzip;q=0", False), ("gzip;q=0, *", False), ("*;q=0, gzip", True), ("*", True)],
)
def test_a_coding_that_is_named_counts_for_more_than_any(header: str, zipped: bool) -> None:
    """A star stands for those that are not named."""
    assert media.zips(header) is zipped


# ---- the server


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[Served]:
    """A server of the graph of `seeds/`."""
    with served("--graph", graph) as running:
        yield running


def test_a_graph_that_goes_away_is_told_once(graph: Path, tmp_path: Path) -> None:
    """The log does not fill, and the answers go on."""
    out = tmp_path / "out"
    shutil.copytree(graph.parent.parent, out, symlinks=True)
    with served("--graph", out) as running:
        (out / "current").unlink()
        time.sleep(2.5)
        told = [line for line in running.logged() if "can't be served" in line]
        assert len(told) == 1
        assert running.lives()


@contextmanager
def unheard(out: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server whose standard error nobody reads any more, with its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "libyagraph", "serve", "--port", "0", "--graph", str(out)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    line = process.stderr.readline().decode()
    process.stderr.close()
    try:
        yield process, int(line.rpartition("/ ")[0].rpartition(":")[2])
    finally:
        process.terminate()
        assert process.wait(LIMIT) == 0


def test_a_server_whose_log_nobody_reads_serves_on(graph: Path, tmp_path: Path) -> None:
    """`serve 2>&1 | head -1` answers, and picks up new builds."""
    out = tmp_path / "out"
    shutil.copytree(graph.parent.parent, out, symlinks=True)
    with unheard(out) as (process, port):
        running = Served(process, "127.0.0.1", port, tmp_path / "log")
        before = running.query("ASK {}").headers["etag"]
        name = (out / "current").readlink()
        shutil.copytree(out / name, out / f"{name}-2")
        (out / "fresh").symlink_to(f"{name}-2")
        (out / "fresh").replace(out / "current")
        until = time.monotonic() + LIMIT
        while running.query("ASK {}").headers["etag"] == before:
            assert time.monotonic() < until
            time.sleep(0.1)


# ---- versions


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "a\nb"])
def test_a_manifest_with_a_name_that_no_file_has_is_damaged(
    graph: Path, tmp_path: Path, name: str
) -> None:
    """Whatever is in it, it is told in one line."""
    version = tmp_path / "version"
    shutil.copytree(graph, version)
    path = version / sums.MANIFEST
    told = dict(sums.manifest(version))
    told["files"] = {name: {"bytes": 1, "sha256": "00"}}
    path.write_text(json.dumps(told))
    with pytest.raises(GraphError, match="does not tell size and sum"):
        open_graph(version)
    assert [damage.file for damage in sums.damages(version)] == [sums.MANIFEST]
