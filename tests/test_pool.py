"""Workers side by side: clients take turns, and what takes long holds nobody up but its like."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from libyagraph.errors import (
    AnswerTooLargeError,
    NotAcceptableError,
    QueryBusyError,
    QueryForbiddenError,
    QueryLimitError,
    QueryTooLongError,
    UsageError,
)
from libyagraph.names import PREFIXES
from libyagraph.query import rows
from libyagraph.query.line import Line
from libyagraph.query.pool import Pool, Room
from libyagraph.query.question import Answer, Limits, Question
from rdflib import Graph
from rdflib.compare import isomorphic

from tests.support import has_ended, run_async

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STATES = "CONSTRUCT { ?a rdfs:label ?n } WHERE { ?a a lg:State ; rdfs:label ?n }"


def question(text: str, **options: object) -> Question:
    return Question(text, prefixes=PREFIXES, **options)  # type: ignore[arg-type]


def cell(answer: Answer) -> str:
    ((value,),) = rows.of_json(answer.data).values
    return value


@asynccontextmanager
async def pool_of(graph: Path, limits: Limits | None = None, **room: Any) -> AsyncIterator[Pool]:
    pool = Pool(graph / "store", limits=limits, room=Room(**room))
    try:
        yield pool
    finally:
        pids = pool.pids()
        await pool.close()
        assert all(map(has_ended, pids))


async def until(true: Callable[[], bool]) -> None:
    """Wait until something is so; the test's own limit ends it."""
    while not true():
        await asyncio.sleep(0.01)


def run(test: Coroutine[None, None, None]) -> None:
    run_async(asyncio.wait_for(test, 60))


# ---- the line


def test_clients_take_turns_in_line() -> None:
    """Who asks once is second in line, however much another has asked for before."""

    async def test() -> None:
        line, order = Line(1), []

        async def wait(client: str) -> None:
            async with line.place(client, asyncio.get_running_loop().time() + 10):
                order.append(client)
                await asyncio.sleep(0)

        async with line.place("first", asyncio.get_running_loop().time() + 10):
            waiting = [asyncio.create_task(wait(client)) for client in ("a", "a", "a", "b", "c")]
            await until(lambda: line.waiting() == 5)
            assert line.waiting("a") == 3
        await asyncio.gather(*waiting)
        assert order == ["a", "b", "c", "a", "a"]
        assert (line.free, line.waiting()) == (1, 0)

    run(test())


def test_who_leaves_the_line_leaves_no_gap() -> None:
    """A place goes on to the next where one gave up, ran out of time or was given it too late."""

    async def test() -> None:
        clock = asyncio.get_running_loop().time
        line = Line(1)

        async def wait(client: str, seconds: float) -> str:
            async with line.place(client, clock() + seconds):
                return client

        async with line.place("first", clock() + 10):
            late = asyncio.create_task(wait("late", 0.05))
            gone = asyncio.create_task(wait("gone", 10))
            last = asyncio.create_task(wait("last", 10))
            await until(lambda: line.waiting() == 3)
            gone.cancel()
            with pytest.raises(QueryBusyError, match="waited"):
                await late
        last_too = asyncio.create_task(wait("last", 10))
        assert [await last, await last_too] == ["last", "last"]
        assert line.free == 1

    run(test())


def test_a_place_given_to_who_is_cancelled_is_not_lost() -> None:
    """Cancelled in the moment in which it is given a place, a question passes it on."""

    async def test() -> None:
        line = Line(1)
        deadline = asyncio.get_running_loop().time() + 10
        entered = asyncio.create_task(line._enter("a", deadline))
        await entered
        waiting = asyncio.create_task(line._enter("b", deadline))
        await until(lambda: line.waiting() == 1)
        line._leave()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        assert line.free == 1

    run(test())


def test_the_last_place_is_not_for_the_slow() -> None:
    """Who is known to be slow leaves one of two places to others; so does who waits already."""

    async def test() -> None:
        line, order = Line(2), []
        deadline = asyncio.get_running_loop().time() + 30

        async def ask(client: str, over: asyncio.Event) -> None:
            async with line.place(client, deadline):
                order.append(client)
                await over.wait()

        first, then = asyncio.Event(), asyncio.Event()
        asked = [asyncio.create_task(ask(client, first)) for client in ("slow", "other")]
        await asyncio.sleep(0)
        asked += [asyncio.create_task(ask("slow", then)) for _ in range(2)]
        await asyncio.sleep(0)
        assert line.waiting("slow") == 2
        line.remember("slow")
        first.set()
        while len(order) < 3:
            await asyncio.sleep(0)
        assert (line.free, line.waiting("slow")) == (1, 1)
        await ask("other", first)
        assert order == ["slow", "other", "slow", "other"]
        then.set()
        await asyncio.gather(*asked)
        assert (order[-1], line.free, line.waiting()) == ("slow", 2, 0)

    run(test())


# ---- quick and long


def test_long_queries_hold_nobody_up_but_their_like(graph: Path) -> None:
    """With one worker and more endless queries than places, a quick one is answered at once."""

    async def test() -> None:
        async with pool_of(graph, workers=1, long=1, patience=0.1) as pool:
            asked = (pool.ask(question(ENDLESS), client=c, seconds=8) for c in "abc")
            endless = [asyncio.ensure_future(one) for one in asked]
            await until(lambda: pool._long.free == 0 and pool._long.waiting() == 2)
            for number in range(5):
                answer = await pool.ask(question(f"SELECT ({number} AS ?x) {{}}"), client="d")
                assert cell(answer) == str(number)
            assert not any(one.done() for one in endless)
            for one in endless:
                one.cancel()
            await asyncio.wait(endless)
            await until(lambda: pool._long.free == 1)

    run(test())


def test_a_long_query_that_waits_runs_when_it_is_its_turn(graph: Path) -> None:
    """What had to make way is asked again, and answered whole."""
    long = "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?c a ?d . FILTER(STR(?a) < STR(?c)) }"

    async def test() -> None:
        async with pool_of(graph, workers=2, long=1, patience=0.01) as pool:
            asked = [pool.ask(question(long), client=c, seconds=50) for c in "abc"]
            answers = [cell(answer) for answer in await asyncio.gather(*asked)]
            assert len(set(answers)) == 1
            assert int(answers[0]) > 1000

    run(test())


def test_more_long_queries_than_may_wait_are_refused(graph: Path) -> None:
    """Of one client's, as its own affair; of all, as everybody's."""

    async def test() -> None:
        places = {"workers": 1, "long": 1, "long_waiting": 2, "long_client": 2}
        async with pool_of(graph, None, patience=0.05, **places) as pool:
            asked = (pool.ask(question(ENDLESS), client=client, seconds=20) for client in "aab")
            endless = [asyncio.ensure_future(one) for one in asked]
            await until(lambda: pool._long.waiting() == 2)
            with pytest.raises(QueryBusyError, match="yours") as caught:
                await pool.ask(question(ENDLESS), client="a", seconds=20)
            assert caught.value.own
            with pytest.raises(QueryBusyError) as caught:
                await pool.ask(question(ENDLESS), client="c", seconds=20)
            assert not caught.value.own
            for one in endless:
                one.cancel()
            await until(lambda: not pool._asking.total())

    run(test())


def test_too_many_questions_are_refused_at_once(graph: Path) -> None:
    """There is a limit for each client, and one for all."""

    async def test() -> None:
        async with pool_of(graph, workers=1, waiting=3, client=2) as pool:
            asked = [pool.ask(question("ASK {}"), client=client) for client in "aaabb"]
            answers = await asyncio.gather(*asked, return_exceptions=True)
            errors = [one for one in answers if isinstance(one, QueryBusyError)]
            assert [one.own for one in errors] == [True, False]
            assert sum(isinstance(one, Answer) for one in answers) == 3
            assert isinstance(await pool.ask(question("ASK {}"), client="a"), Answer)

    run(test())


def test_time_counts_from_the_asking(graph: Path) -> None:
    """Who waits for others as long as its query may take is told so."""

    async def test() -> None:
        async with pool_of(graph, workers=1, long=1, patience=30.0) as pool:
            await pool.ask(question("ASK {}"))
            first = asyncio.ensure_future(pool.ask(question(ENDLESS), seconds=2))
            await asyncio.sleep(0)
            with pytest.raises(QueryBusyError, match="waited"):
                await pool.ask(question("ASK {}"), seconds=0.2)
            with pytest.raises(QueryLimitError, match="longer than 2 s"):
                await first

    run(test())


def test_a_question_that_is_given_up_ends_its_worker(graph: Path) -> None:
    """Nobody goes on working for who has gone, and the next question is answered."""

    async def test() -> None:
        async with pool_of(graph, workers=1) as pool:
            asked = asyncio.ensure_future(pool.ask(question(ENDLESS), seconds=50))
            await until(lambda: len(pool.pids()) == 1)
            (pid,) = pool.pids()
            await asyncio.sleep(0.05)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            await until(lambda: pid not in pool.pids())
            assert has_ended(pid)
            assert isinstance(await pool.ask(question("ASK {}")), Answer)

    run(test())


def test_workers_that_are_to_be_ready_are_there_before_they_are_needed(graph: Path) -> None:
    """They are started at the beginning, and one that is lost is replaced unasked."""

    async def test() -> None:
        async with pool_of(graph, workers=2, long=1, patience=0.05, ready=True) as pool:
            await pool.start()
            assert len(pool.pids()) == 2
            with pytest.raises(QueryLimitError):
                await pool.ask(question(ENDLESS), seconds=0.5)
            await until(lambda: len(pool.pids()) == 2 and len(pool._idle) == 2)

    run(test())


def test_a_pool_that_is_closed_at_work_says_so(graph: Path) -> None:
    """Whoever waits for an answer is told that there will be none."""

    async def test() -> None:
        async with pool_of(graph) as pool:
            asked = asyncio.ensure_future(pool.ask(question(ENDLESS), seconds=50))
            await until(lambda: len(pool.pids()) == 1)
            await asyncio.sleep(0.05)
            await pool.close()
            with pytest.raises(QueryLimitError, match="closed"):
                await asked

    run(test())


# ---- questions and limits


def test_limits_can_be_set(graph: Path) -> None:
    """Memory, answer and time are those that are given."""

    async def test() -> None:
        tight = Limits(seconds=5, memory=64 * 1024 * 1024, answer=2000)
        async with pool_of(graph, tight) as pool:
            with pytest.raises(AnswerTooLargeError, match=r"larger than 0\.0019"):
                await pool.ask(question("SELECT * { ?s ?p ?o } LIMIT 100"))
            doubled = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(27))
            text = f"SELECT (STRLEN(?s27) AS ?n) {{ BIND('x' AS ?s0) {doubled} }}"
            with pytest.raises(QueryLimitError, match="memory"):
                await pool.ask(question(text))
        async with pool_of(graph) as pool:  # with a gigabyte the same is answered
            assert cell(await pool.ask(question(text))) == str(2**27)

    run(test())


@pytest.mark.parametrize(
    "limits", [{"seconds": 0}, {"seconds": 3601}, {"memory": 1}, {"answer": 0}]
)
def test_limits_that_are_none_are_refused(limits: dict[str, int]) -> None:
    """A limit of nothing, or of hours, is a mistake."""
    with pytest.raises(UsageError):
        Limits(**limits)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("INSERT DATA { <x:a> <x:b> <x:c> }", QueryForbiddenError),
        ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", QueryForbiddenError),
        ("ASK {} #" + "x" * 65536, QueryTooLongError),
    ],
)
def test_each_refusal_has_a_kind(graph: Path, text: str, error: type[Exception]) -> None:
    """So that a server can tell them apart."""

    async def test() -> None:
        async with pool_of(graph) as pool:
            with pytest.raises(error):
                await pool.ask(question(text))

    run(test())


def test_an_answer_that_none_of_the_formats_fits_is_refused(graph: Path) -> None:
    """Who takes rows alone is told that the query answers with triples, and the reverse."""

    async def test() -> None:
        async with pool_of(graph) as pool:
            with pytest.raises(NotAcceptableError, match="triples"):
                await pool.ask(question(STATES, graph=""))
            with pytest.raises(NotAcceptableError, match="yes or no"):
                await pool.ask(question("ASK {}", select=""))
        with pytest.raises(UsageError, match="svg"):
            question("ASK {}", select="svg")

    run(test())


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own use
@pytest.mark.parametrize(
    ("format_", "parser"),
    [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld")],
)
def test_triples_come_in_four_formats_compressed_or_not(
    graph: Path, format_: str, parser: str
) -> None:
    """All say the same; compressed, an answer holds the very bytes."""

    async def test() -> None:
        async with pool_of(graph) as pool:
            plain = await pool.ask(question(STATES, graph=format_))
            zipped = await pool.ask(question(STATES, graph=format_, zipped=True))
            base = await pool.ask(question(STATES, graph="ntriples"))
            assert (plain.format, plain.zipped, zipped.zipped) == (format_, False, True)
            assert sorted(gzip.decompress(zipped.data)) == sorted(plain.data)
            found = Graph().parse(data=plain.data, format=parser)
            assert len(found) > 10
            assert isomorphic(found, Graph().parse(data=base.data, format="nt"))
            small = await pool.ask(question("ASK {}", zipped=True))
            assert not small.zipped

    run(test())


def test_a_dataset_that_is_given_is_the_one_asked(graph: Path) -> None:
    """Default graphs are merged, named ones are there for GRAPH alone, and no others are."""
    base = "https://w3id.org/libyagraph/graph/"
    names = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    default = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"

    async def test() -> None:
        async with pool_of(graph) as pool:

            async def count(text: str, **dataset: tuple[str, ...]) -> int:
                answer = await pool.ask(Question(text, **dataset))  # type: ignore[arg-type]
                return int(cell(answer))

            registry, derived = (base + "registry",), (base + "derived",)
            one = await count(default, default_graphs=registry)
            other = await count(default, default_graphs=derived)
            both = await count(default, default_graphs=registry + derived)
            assert max(one, other) < both <= one + other
            assert await count(default, named_graphs=registry) == 0
            assert await count(names, named_graphs=registry) == 1
            assert await count(names, default_graphs=registry, named_graphs=()) == 0
            assert await count(default, default_graphs=("x:nothing",)) == 0

    run(test())


def test_relative_iris_are_resolved(graph: Path) -> None:
    """Against the base that is given; without one they are an error."""

    async def test() -> None:
        async with pool_of(graph) as pool:
            ask = "ASK { <actor/egypt> rdfs:label ?n }"
            found = await pool.ask(question(ask, base="https://w3id.org/libyagraph/"))
            assert b"true" in found.data

    run(test())
