"""Named queries on generated graphs: two engines, and the rows that their heads promise."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from libyagraph import store as store_
from libyagraph.errors import GraphError
from libyagraph.query import named
from rdflib.term import Identifier

from scripts.named_cases import Case, Measured, cases, write
from tests.oracle import by_rdflib

NAMES = sorted(named.named())
SMALL, LARGE = 10, 200
SEEDS = (0, 1)

Found = Counter[tuple[frozenset[str], ...]]


@pytest.fixture(scope="module", params=SEEDS)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    """Ten generated articles, of several seeds."""
    return _graph(tmp_path_factory, SMALL, int(request.param))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measured]:
    """Two hundred generated articles."""
    yield _graph(tmp_path_factory, LARGE, 0)


def _graph(scratch: pytest.TempPathFactory, count: int, seed: int) -> Measured:
    directory = scratch.mktemp("generated") / "graph"
    write(count, directory, seed=seed)
    return Measured(directory)


def _dataset(graph: Measured) -> rdflib.Graph:
    """The triples of all graphs in rdflib's own store, each once, as ours are asked."""
    data = ox.serialize(store_.triples(graph.store), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return rdflib.Graph().parse(data=data, format="nt")


def ours(graph: Measured, case: Case) -> Found:
    """Rows with full IRIs; cells as sets of words, since order within GROUP_CONCAT is anybody's."""
    return read(graph.named_results(case.name, case.values, "json", lift=case.lift), case)


def read(answer: bytes, case: Case) -> Found:
    """The rows of an answer in JSON."""
    columns = named.find(case.name).columns_shown(case.lift)
    return Counter(
        tuple(frozenset(row.get(c, {}).get("value", "").split()) for c in columns)
        for row in json.loads(answer)["results"]["bindings"]
    )


def theirs(dataset: rdflib.Graph, graph: Measured, case: Case) -> Found:
    """The same rows by rdflib's own engine."""
    columns = named.find(case.name).columns_shown(case.lift)
    found = dataset.query(graph.text_of(case.name, case.values, lift=case.lift))
    rows: list[Mapping[str, Identifier]] = [
        {str(variable): term for variable, term in row.items()} for row in found.bindings
    ]
    return Counter(tuple(frozenset(str(row.get(c, "")).split()) for c in columns) for row in rows)


def compare(graph: Measured) -> dict[str, int]:
    """Hold both engines against each other; the rows of each query in all of its cases."""
    dataset = _dataset(graph)
    rows: Counter[str] = Counter()
    for case in cases(graph):
        found = ours(graph, case)
        assert found == theirs(dataset, graph, case), str(case)
        rows[case.name] += sum(found.values())
    return rows


def test_both_engines_find_the_same_rows_on_invented_graphs(small: Measured) -> None:
    """The queries are plain SPARQL 1.1, whatever they do for the planner of one engine."""
    rows = compare(small)
    assert rows["timeline"] and rows["article"] and rows["single-source"]


@pytest.mark.slow
def test_both_engines_find_the_same_rows_on_two_hundred_articles(large: Measured) -> None:
    """The same where every query finds something; what rdflib does not end in time is left out."""
    asked = cases(large)
    texts = [large.text_of(case.name, case.values, lift=case.lift) for case in asked]
    told = by_rdflib(large.directory / "graph.nq", texts, seconds=60)
    compared = 0
    for case, answer in zip(asked, told, strict=True):
        found = ours(large, case)
        if not answer.error:
            compared += sum(found.values())
            assert found == read(answer.data, case), str(case)
        else:
            assert answer.error == "late", answer.error
    assert compared
    assert {case.name for case in asked if ours(large, case)} == set(NAMES)


def test_every_query_is_measured_with_and_without_what_it_takes(small: Measured) -> None:
    """Each query is among the cases, with `--lift` where it takes it, and without where it may."""
    asked = {(case.name, case.lift) for case in cases(small)}
    assert asked >= {(name, False) for name in NAMES}
    assert {name for name, lift in asked if lift} == {n for n in NAMES if named.find(n).lifts}


@pytest.mark.parametrize("name", NAMES)
def test_a_narrowed_answer_is_part_of_the_whole(small: Measured, name: str) -> None:
    """What an actor or a period narrows is what all rows hold, and nothing else."""
    query = named.find(name)
    if any(parameter.required for parameter in query.parameters):
        return
    whole = set(small.named(name, {}).values)
    for case in cases(small):
        if case.name == name and not case.lift:
            assert set(small.named(name, case.values).values) <= whole, str(case)


def test_a_directory_without_a_store_is_refused(tmp_path: Path) -> None:
    """What is measured is a graph, or an error."""
    with pytest.raises(GraphError):
        cases(Measured(tmp_path))
