"""Invented queries, sound and damaged: the workers live through them, and the answers are right.

Right is what rdflib's own engine answers too, where it has an answer. Where the two differ for a
reason that is known, a rule tells which, and all such cases are counted; any other is a failure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from libyagraph import compile as compile_
from libyagraph import corpus, paths, store
from libyagraph.errors import LibyagraphError, QueryError, QueryLimitError
from libyagraph.names import GRAPH_ONTOLOGY, PREFIXES, RDFS
from libyagraph.query.engine import Engine
from libyagraph.query.question import Answer
from libyagraph.vocabulary import Vocabulary

from scripts.queries import Query, queries
from tests.oracle import Told, by_rdflib
from tests.results import of_answer
from tests.solutions import Cell, Expected, same
from tests.support import VALID

SEED = "1"


@dataclass(frozen=True)
class Asked:
    """A small graph: its quads as a file, and an engine that asks them as one."""

    file: Path
    quads: Sequence[ox.Quad]
    engine: Engine


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Iterator[Asked]:
    """The graph of the corpus of every construct, with the hierarchy of the ontology.

    Numbers are as the store has them: `-3.50` is `-3.5` there.
    """
    directory = tmp_path_factory.mktemp("asked")
    sound = corpus.load(VALID, vocabulary).sound()
    all_ = ox.Store()
    all_.bulk_load(
        compile_.nquads(sound, vocabulary, paths.ontology()), format=ox.RdfFormat.N_QUADS
    )
    hierarchy = RDFS + "sub"
    quads = [
        quad
        for quad in sorted(all_, key=str)
        if quad.graph_name != ox.NamedNode(GRAPH_ONTOLOGY)
        or quad.predicate.value.startswith(hierarchy)
    ]
    file = directory / "asked.nq"
    file.write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    store.make(file.read_bytes(), directory / "store")
    engine = Engine(directory / "store")
    yield Asked(file, quads, engine)
    engine.close()


# ---- what is known to differ


def by_value(told: Expected) -> Expected:
    """Without the types of numbers."""

    def bare(cell: Cell) -> Cell:
        number = cell[:1] == ("literal",) and not isinstance(cell[1], str)
        return ("number", round(float(str(cell[1])), 9)) if number else cell

    return replace(told, rows=tuple(tuple(map(bare, row)) for row in told.rows))


def bound(told: Expected) -> Expected:
    """Without the columns that no row has a value in."""
    kept = [n for n in range(len(told.columns)) if any(row[n] for row in told.rows)]
    return replace(
        told,
        columns=tuple(told.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in told.rows),
    )


def unrepeated(told: Expected) -> Expected:
    """Each row once, without what counts or adds up rows; blank nodes are one."""
    kept = [n for n, name in enumerate(told.columns) if not re.fullmatch(r"a\d", name)]
    rows = [tuple(row[n] for n in kept) for row in told.rows]
    plain = [tuple(("blank", "") if c[:1] == ("blank",) else c for c in row) for row in rows]
    columns = tuple(told.columns[n] for n in kept)
    return replace(told, columns=columns, rows=tuple(dict.fromkeys(plain)))


def untold(told: Expected) -> Expected:
    """Without the column of a computed value."""
    place = told.columns.index("told")
    rows = tuple((*row[:place], *row[place + 1 :]) for row in told.rows)
    return Expected((*told.columns[:place], *told.columns[place + 1 :]), rows)


def known(query: Query, ours: Expected, theirs: Expected) -> str:
    """For which known reason the two differ; empty for none.

    - `columns of *`: rdflib shows the variables of `MINUS` and `EXISTS`, which are never bound.
    - `no group`: of no solutions, `GROUP BY` makes no group, and rdflib one of nothing.
    - `numeric type`: rdflib's product of two integers is a decimal.
    - `repetitions`: rdflib joins with what a sub-select or `VALUES` yields as with a set.
    - `description`: rdflib describes whatever a pattern binds, the standard what is asked for.
    - `errors`: rdflib has a value, of `!"text"@fr` or `STRDT` of nothing, where Oxigraph has none.
    """
    if "*" in query.text.partition("{")[0] and same(bound(ours), bound(theirs)):
        return "columns of *"
    if "GROUP BY" in query.text and not ours.rows and len(theirs.rows) == 1:
        return "no group"
    if re.search(r" [*+/-] ", query.text) and same(by_value(ours), by_value(theirs)):
        return "numeric type"
    if re.search(r"VALUES|\{ SELECT", query.text) and same(unrepeated(ours), unrepeated(theirs)):
        return "repetitions"
    if query.text.startswith("DESCRIBE ?") and set(ours.rows) < set(theirs.rows):
        return "description"
    if "told" in ours.columns and same(untold(ours), untold(theirs)):
        place = ours.columns.index("told")
        if not any(row[place] for row in set(ours.rows) - set(theirs.rows)):
            return "errors"
    return ""


KNOWN = ("columns of *", "no group", "numeric type", "repetitions", "description", "errors")


# ---- all of them


def answers(engine: Engine, made: Sequence[Query]) -> list[Answer | LibyagraphError]:
    """What the engine makes of each query; after each hundred it is asked whether it lives."""

    def ask(query: Query) -> Answer | LibyagraphError:
        try:
            return engine.ask(query.text, prefixes=PREFIXES, timeout=2)
        except (QueryError, QueryLimitError) as error:
            return error

    found: list[Answer | LibyagraphError] = []
    with ThreadPoolExecutor(3) as threads:
        for start in range(0, len(made), 100):
            found += threads.map(ask, made[start : start + 100])
            assert b"true" in engine.ask("ASK {}").data
            assert len(engine.pids()) <= 4
    return found


def judged(query: Query, ours: Answer | LibyagraphError, theirs: Told) -> str:
    """How the two answers compare, in a word or two; `different` where nothing explains it."""
    if isinstance(ours, QueryLimitError):
        return "limited"
    if isinstance(ours, LibyagraphError):
        return "no SPARQL" if query.damaged else "different"
    if theirs.error:
        return "rdflib late" if theirs.error == "late" else "rdflib failed"
    mine = of_answer(ours.kind, ours.data, "json")
    try:
        other = of_answer(theirs.kind, theirs.data, "json")
    except SyntaxError:  # an IRI that is none, say
        return "rdflib failed"
    if ours.kind == theirs.kind and same(mine, other, ordered=query.ordered):
        return "equal, not empty" if mine.rows or mine.boolean else "equal"
    return known(query, mine, other) or "different"


def compare(asked: Asked, count: int) -> None:
    """Ask so many queries of both engines."""
    made = list(queries(asked.quads, count, SEED))
    ours = answers(asked.engine, made)
    theirs = by_rdflib(asked.file, [query.text for query in made])
    score: Counter[str] = Counter()
    differing = []
    for query, mine, other in zip(made, ours, theirs, strict=True):
        how = judged(query, mine, other)
        score[how] += 1
        if how == "different":
            told = mine.data if isinstance(mine, Answer) else mine
            differing.append(f"{query.text}\n  {told!r}\n  {other.data or other.error!r}")
    print(f"\n{count} queries: {dict(score.most_common())}")
    assert differing == []
    equal = score["equal"] + score["equal, not empty"]
    assert equal > 0.65 * count
    assert score["equal, not empty"] > 0.3 * count
    explained = sum(score[how] for how in KNOWN)
    assert explained < 0.1 * count


def test_some_queries_are_answered_as_by_rdflib(asked: Asked) -> None:
    """Three hundred queries: nobody dies of any, and the answers are rdflib's."""
    compare(asked, 300)


@pytest.mark.slow
def test_many_queries_are_answered_as_by_rdflib(asked: Asked) -> None:
    """Ten thousand."""
    compare(asked, 10_000)


def test_the_same_seed_gives_the_same_queries(asked: Asked) -> None:
    """Queries depend on the graph and the seed alone, and are of every form."""
    made = list(queries(asked.quads, 300, SEED))
    assert list(queries(asked.quads[::-1], 300, SEED)) == made
    assert list(queries(asked.quads, 300, "2")) != made
    forms = Counter(query.text.split()[0] for query in made if not query.damaged)
    assert set(forms) == {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
    assert 20 < sum(query.damaged for query in made) < 80


def test_a_triple_of_two_graphs_counts_once(tmp_path: Path) -> None:
    """What two graphs both say is one triple of their union."""
    nquads = "".join(f"<x:a> <x:a> <x:a> <x:{graph}> .\n" for graph in ("one", "two"))
    store.make(nquads.encode(), tmp_path / "store")
    engine = Engine(tmp_path / "store")
    answer = engine.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", select="csv")
    engine.close()
    assert answer.data == b"n\r\n1\r\n"
