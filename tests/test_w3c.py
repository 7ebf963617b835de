"""The W3C's tests of SPARQL queries, through the Python API: what the engine can do, we can.

Each test is run by pyoxigraph alone and by `open_data`, and judged by the same judge. Left out:
federation (`SERVICE` is refused on purpose), updates (so is writing), entailment regimes, and what
is not asked through Python (protocol, service description).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import libyagraph
import pyoxigraph as ox
import pytest
from libyagraph.data import Data
from libyagraph.errors import QueryError, QueryLimitError

from tests.results import of_answer
from tests.solutions import Expected, cell, same
from tests.w3c import Case, Told, alone, cases

FEW = 4
"""The normal run asks of every so manieth dataset."""

LEAST = {"evaluation": 405, "positive": 195, "negative": 84}
"""How many cases of each kind the bare engine passes at least: else their reader is amiss."""


@pytest.fixture(scope="module")
def suite(w3c: Path) -> list[Case]:
    """All cases."""
    return cases(w3c)


@pytest.fixture(scope="module")
def bare(suite: list[Case]) -> dict[str, Told]:
    """What pyoxigraph alone makes of each case."""
    return {case.id: told for case, told in zip(suite, alone(suite), strict=True)}


def passes(case: Case, told: Told) -> bool:
    """Whether that is what the suite wants."""
    if case.kind != "evaluation":
        # To know no such function is no error of syntax.
        return (case.kind == "positive") == (not told.error or "custom function" in told.error)
    if told.error:
        return False
    found = of_answer(told.kind, told.data, case.format)
    return same(case.expected, found, ordered=case.expected.ordered, lax=case.lax)


def alike(case: Case, one: Told, other: Told) -> bool:
    """Whether both are errors, or both the same answer, right or wrong."""
    if one.error or other.error or case.kind != "evaluation":
        return bool(one.error) == bool(other.error)
    found = [of_answer(told.kind, told.data, case.format) for told in (one, other)]
    return same(found[0], found[1])


def asked(data: Data, case: Case) -> Told:
    """What the Python API makes of a case."""
    try:
        answer = data.ask(case.text, select=case.format, graph="ntriples", base=case.base)
    except (QueryError, QueryLimitError) as error:
        return Told(error=str(error))
    return Told(answer.kind, answer.data)


def opened(found: Sequence[Case], directory: Path) -> Data:
    """The data of cases, which is the same for all: files as they are, named graphs as N-Quads."""
    files = list(found[0].default)
    quads = [
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(path.as_uri()))
        for path in found[0].named
        for quad in ox.parse(path=path, base_iri=path.as_uri(), rename_blank_nodes=True)
    ]
    if quads or not files:
        named = directory / "named.nq"
        named.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
        files.append(named)
    return libyagraph.open_data(*files)


def datasets(suite: Sequence[Case]) -> Iterator[list[Case]]:
    """The cases by what they are asked of; those about syntax are asked of nothing."""
    of: dict[tuple[tuple[Path, ...], tuple[Path, ...]], list[Case]] = {}
    for case in suite:
        of.setdefault((case.default, case.named), []).append(case)
    yield from of.values()


def judged(groups: Sequence[list[Case]], bare: dict[str, Told], directory: Path) -> list[str]:
    """Ask all groups; what passes with the bare engine alone, or is answered otherwise."""

    def judge(numbered: tuple[int, list[Case]]) -> list[tuple[Case, Told]]:
        number, found = numbered
        own = directory / str(number)
        own.mkdir()
        with opened(found, own) as data:
            return [(case, asked(data, case)) for case in found]

    score: Counter[str] = Counter()
    failed = []
    with ThreadPoolExecutor(2) as pool:
        for case, told in (pair for got in pool.map(judge, enumerate(groups)) for pair in got):
            engine, ours = passes(case, bare[case.id]), passes(case, told)
            score["cases"] += 1
            score["pyoxigraph"] += engine
            score["libyagraph"] += ours
            if (engine and not ours) or not alike(case, bare[case.id], told):
                failed.append(f"{case.id}: {told.error or told.data!r}")
    print(f"\nW3C: {dict(score)}")
    assert score["cases"] == sum(map(len, groups))
    return failed


def test_the_bare_engine_passes_nearly_all(suite: list[Case], bare: dict[str, Told]) -> None:
    """Reader and judge are right: pyoxigraph's own score is what it is known to be."""
    score = Counter(case.kind for case in suite if passes(case, bare[case.id]))
    assert Counter(case.kind for case in suite) == {
        "evaluation": 432,
        "positive": 209,
        "negative": 85,
    }
    assert {kind: score[kind] >= least for kind, least in LEAST.items()} == dict.fromkeys(
        LEAST, True
    ), score


def test_nothing_fails_that_the_bare_engine_passes(
    suite: list[Case], bare: dict[str, Told], tmp_path: Path
) -> None:
    """All cases of syntax, and those of every fourth dataset."""
    groups = [
        found
        for number, found in enumerate(datasets(suite))
        if number % FEW == 0 or not (found[0].default or found[0].named)
    ]
    assert judged(groups, bare, tmp_path) == []


@pytest.mark.slow
def test_nothing_fails_of_the_whole_suite(
    suite: list[Case], bare: dict[str, Told], tmp_path: Path
) -> None:
    """All cases of all datasets."""
    assert judged(list(datasets(suite)), bare, tmp_path) == []


# ---- the judge


def blank(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(("blank", name) for name in names)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ([blank("a", "b"), blank("b", "a")], [blank("x", "y"), blank("y", "x")], True),
        ([blank("a", "b"), blank("b", "c")], [blank("x", "y"), blank("z", "y")], False),
        ([blank("a", "a")], [blank("x", "y")], False),
        ([blank("a", "b")], [blank("x", "x")], False),
        ([blank("a"), blank("a")], [blank("x"), blank("y")], False),
        ([blank("a"), blank("b")], [blank("x"), blank("y")], True),
        (
            [blank(*"ab"), blank(*"bc"), blank(*"ca"), blank(*"de"), blank(*"ef"), blank(*"fd")],
            [blank(*"ab"), blank(*"bc"), blank(*"cd"), blank(*"de"), blank(*"ef"), blank(*"fa")],
            False,
        ),
        (
            [blank(f"a{n}", f"b{n}") for n in range(1500)],
            [blank(f"x{n}", f"y{n}") for n in range(1500)],
            True,
        ),
    ],
    ids=["swap", "direction", "loop", "no loop", "twice", "two", "triangles, hexagon", "many"],
)
def test_blank_nodes_are_compared_by_what_they_are_in(
    one: list[tuple[tuple[str, str], ...]], other: list[tuple[tuple[str, str], ...]], equal: bool
) -> None:
    """Labels mean nothing; which of them are the same, and where they stand, means everything."""
    columns = tuple("xy"[: len(one[0])])
    assert same(Expected(columns, tuple(one)), Expected(columns, tuple(other))) is equal


def test_order_and_number_of_rows_count_where_they_should() -> None:
    """Lists differ by order, multisets by how often; REDUCED may drop repetitions, not rows."""
    a, b = (cell(ox.Literal("a")),), (cell(ox.Literal("b")),)
    ab, ba = Expected(("x",), (a, b)), Expected(("x",), (b, a))
    assert same(ab, ba)
    assert not same(ab, ba, ordered=True)
    aab = Expected(("x",), (a, a, b))
    assert not same(aab, ab)
    assert same(aab, ab, lax=True)
    assert not same(ab, aab, lax=True)
    assert not same(aab, Expected(("x",), (a,)), lax=True)


def test_numbers_are_compared_by_value_and_type() -> None:
    """One decimal can be written in several ways; an integer is no decimal."""
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    assert cell(ox.Literal("1.0", datatype=decimal)) == cell(ox.Literal("1.00", datatype=decimal))
    assert cell(ox.Literal("1", datatype=decimal)) != cell(ox.Literal(1))
    assert cell(ox.Literal("1")) != cell(ox.Literal(1))
