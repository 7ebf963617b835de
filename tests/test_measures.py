"""Measures: small networks whose answers are known, and the definitions that users read."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph.api import Graph, open_graph
from libyagraph.errors import UsageError
from libyagraph.measures import ActorMeasures, NetworkMeasures, measure
from libyagraph.measures.definitions import DEFINITIONS
from libyagraph.measures.periods import By, periods
from libyagraph.measures.projection import NOT_SO, Projection, counted
from libyagraph.records import Edge
from libyagraph.vocabulary import Vocabulary

from scripts import measures as script
from tests.commands import Commands, Done
from tests.support import environment, rows


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[Graph]:
    with open_graph(graph) as found:
        yield found


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    return Commands(tmp_path, monkeypatch, capsysbinary)


def tie(start: str, end: str, polarity: int = 0, **more: Any) -> Edge:
    fields_: dict[str, Any] = {"symmetric": False, "status": "asserted", **more}
    relation = {1: "supports", 0: "visits", -1: "opposes"}[polarity]
    id = f"tie/{start}/{end}/{relation}/{more.get('first', '')}"
    return Edge(id, "tie", start, end, relation, polarity=polarity, **fields_)


def ties(*pairs: str, polarity: int = 0, **more: Any) -> list[Edge]:
    """`ab` is a tie from a to b."""
    return [tie(pair[0], pair[1], polarity, **more) for pair in pairs]


# ---- centrality


def test_degree_counts_others_and_ties_count_every_tie() -> None:
    """Parallel ties and ties the other way join the same two."""
    edges = [*ties("ab", "ac"), *ties("ab", polarity=1), *ties("ba", symmetric=True)]
    found = measure(edges, {}).actors
    assert (found["a"].degree, found["a"].ties) == (2, 4)
    assert (found["a"].ties_out, found["a"].ties_in) == (4, 1)
    assert (found["b"].degree, found["b"].ties_out, found["b"].ties_in) == (1, 1, 3)
    assert (found["c"].degree, found["c"].ties, found["c"].ties_out) == (1, 1, 0)
    network = measure(edges, {}).network
    assert (network.actors, network.ties, network.pairs) == (3, 4, 2)


def test_betweenness_of_a_chain_and_a_star() -> None:
    """In the middle of a chain of three everything passes; at the ends nothing does."""
    chain = measure(ties("ab", "bc"), {}).actors
    assert [chain[actor].betweenness for actor in "abc"] == [0.0, 1.0, 0.0]
    star = measure(ties("xa", "xb", "xc", "xd"), {}).actors
    assert star["x"].betweenness == 1.0
    square = measure(ties("ab", "bc", "cd", "da"), {}).actors
    assert {each.betweenness for each in square.values()} == {0.166667}


letters = st.sampled_from("abcdefgh")
networks = st.lists(
    st.builds(
        lambda start, end, sign, both: tie(start, end, sign, symmetric=both),
        *(letters, letters, st.sampled_from((1, 0, -1)), st.booleans()),
    ),
    max_size=25,
)


@given(networks)
def test_measures_are_those_of_networkx(edges: list[Edge]) -> None:
    """Degree and betweenness on the simple graph, reciprocity on the directed one."""
    simple: Any = nx.Graph()
    directed: Any = nx.DiGraph()
    for edge in edges:
        simple.add_nodes_from((edge.source, edge.target))
        directed.add_nodes_from((edge.source, edge.target))
        if edge.source != edge.target:
            simple.add_edge(edge.source, edge.target)
            if not edge.symmetric:
                directed.add_edge(edge.source, edge.target)
    found = measure(edges, {}).actors
    assert {id: each.degree for id, each in found.items()} == dict(simple.degree())
    between = nx.betweenness_centrality(simple)
    for id, each in found.items():
        assert each.betweenness == pytest.approx(between[id], abs=1e-6)
        back = [other for other in directed.successors(id) if directed.has_edge(other, id)]
        arcs = directed.in_degree(id) + directed.out_degree(id)
        assert each.reciprocity == (pytest.approx(2 * len(back) / arcs, abs=1e-6) if arcs else None)


# ---- brokerage


@pytest.mark.parametrize(
    ("blocs", "role"),
    [
        ("AAA", "coordinator"),
        ("ABA", "itinerant"),
        ("ABB", "gatekeeper"),
        ("AAB", "representative"),
        ("ABC", "liaison"),
    ],
)
def test_each_role_of_gould_and_fernandez(blocs: str, role: str) -> None:
    """A leads to B and B to C; the blocs of the three tell the role, and only B's."""
    found = measure(ties("ab", "bc"), dict(zip("abc", blocs, strict=True)))
    roles = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
    assert [name for name in roles if getattr(found.actors["b"], name)] == [role]
    assert found.actors["b"].brokerage == found.network.brokerage == 1
    assert found.actors["a"].brokerage == found.actors["c"].brokerage == 0
    assert getattr(found.network, role) == 1


def test_who_is_joined_directly_needs_no_broker() -> None:
    """Nor does anyone broker over hostile ties, or for those without a bloc."""
    blocs = dict.fromkeys("abc", "A")
    assert measure(ties("ab", "bc", "ac"), blocs).network.brokerage == 0
    assert measure(ties("ab", "bc", "ca"), blocs).network.brokerage == 3
    assert measure([*ties("ab"), *ties("bc", polarity=-1)], blocs).network.brokerage == 0
    assert measure(ties("ab", "bc"), {"a": "A", "b": "A", "c": ""}).network.brokerage == 0
    both = measure(ties("ab", "bc", symmetric=True), blocs)
    assert both.network.brokerage == 2


def test_an_actor_stands_in_its_bloc(opened: Graph) -> None:
    """The bloc is the camp, else the state; `east` brokers between camps and states alone."""
    (found,) = opened.measures(lift=True)
    assert found.actors["east"].brokerage == found.actors["east"].liaison > 0
    assert found.network.coordinator == 0


# ---- reciprocity


def test_reciprocity_leaves_out_what_is_mutual_by_nature() -> None:
    """A meeting is no answer; a visit in return is."""
    edges = [*ties("ab", "ba", "ac"), *ties("bc", symmetric=True)]
    found = measure(edges, {})
    assert found.network.reciprocity == pytest.approx(2 / 3, abs=1e-6)
    assert found.actors["a"].reciprocity == pytest.approx(2 / 3, abs=1e-6)
    assert found.actors["b"].reciprocity == 1.0
    assert measure(ties("ab", symmetric=True), {}).network.reciprocity is None


# ---- balance


@pytest.mark.parametrize("negative", range(4))
def test_a_triad_is_balanced_with_an_even_number_of_negative_sides(negative: int) -> None:
    """The foe of a foe is a friend."""
    signs = [-1] * negative + [1] * (3 - negative)
    edges = [
        tie(pair[0], pair[1], sign) for pair, sign in zip(("ab", "bc", "ca"), signs, strict=True)
    ]
    found = measure(edges, {})
    assert found.network.triads == 1
    assert getattr(found.network, f"triads_{negative}_negative") == 1
    assert found.network.balance == (1.0 if negative in (0, 2) else 0.0)
    assert {each.balance for each in found.actors.values()} == {found.network.balance}


def test_the_sign_of_a_pair_is_that_of_all_of_its_ties() -> None:
    """Two supports outweigh one hostile act; one each leaves nothing to say, and so do visits."""
    more = [*ties("ab", polarity=-1), *ties("ab", "ba", polarity=1), *ties("bc", "ca", polarity=1)]
    assert measure(more, {}).network.triads_0_negative == 1
    even = [*ties("ab", polarity=-1), *ties("ab", "bc", "ca", polarity=1)]
    assert measure(even, {}).network.triads == 0
    assert measure(ties("ab", "bc", "ca"), {}).network.balance is None


# ---- communities


def test_two_circles_are_two_communities_and_foes_are_joined_by_none() -> None:
    """Numbered by size; hostile ties draw nobody together."""
    one = ties(*(a + b for a in "abcd" for b in "abcd" if a < b))
    two = ties(*(a + b for a in "xyz" for b in "xyz" if a < b))
    found = measure([*one, *two, *ties("ax", polarity=-1)], {})
    assert {found.actors[id].community for id in "abcd"} == {1}
    assert {found.actors[id].community for id in "xyz"} == {2}
    assert found.network.communities == 2
    assert found.network.modularity == pytest.approx(4 / 9, abs=1e-6)  # 1 - (12/18)² - (6/18)²


def test_without_ties_there_is_nothing_to_measure() -> None:
    """No number is made up."""
    found = measure([], {})
    assert found.network == NetworkMeasures()
    assert found.actors == {}
    hostile = measure(ties("ab", polarity=-1), {})
    assert (hostile.network.modularity, hostile.network.communities) == (None, 2)


def test_a_tie_to_oneself_joins_nobody() -> None:
    """It is a tie, and no more."""
    found = measure(ties("aa", "ab"), {})
    assert (found.actors["a"].degree, found.actors["a"].ties) == (1, 2)


# ---- which ties


def test_plans_and_denials_are_left_out_unless_asked_for(vocabulary: Vocabulary) -> None:
    """What counts is what somebody says to be so."""
    assert vocabulary.statuses.keys() > NOT_SO
    edges = [tie("a", "b", status=s, first=s) for s in sorted(vocabulary.statuses)]
    assert {e.status for e in counted(edges)} == vocabulary.statuses.keys() - NOT_SO
    assert {e.status for e in counted(edges, ["planned"])} == {"planned"}


def test_all_ties_of_the_corpus_are_counted(opened: Graph, seeds_store: Any) -> None:
    """As many as the RDF has of these statuses."""
    for statuses in ((), ("contested",), ("asserted", "planned")):
        wanted = statuses or ("asserted", "reported", "alleged", "contested")
        values = " ".join(f"lg:{status}" for status in wanted)
        query = f"SELECT ?t WHERE {{ VALUES ?s {{ {values} }} ?t a lg:Tie ; lg:status ?s }}"
        (found,) = opened.measures(statuses=statuses)
        assert found.network.ties == len(rows(seeds_store, query))


def test_wrong_wishes_are_refused(opened: Graph) -> None:
    """With the nearest word that is known."""
    with pytest.raises(UsageError, match="unknown status assertd; did you mean asserted"):
        opened.measures(statuses=["assertd"])
    with pytest.raises(UsageError, match="unknown period week"):
        opened.measures(by="week")
    with pytest.raises(UsageError, match="unknown actor egipt"):
        opened.measures(actor="egipt")


# ---- periods


def test_a_tie_is_in_every_period_that_it_can_have_been_in() -> None:
    """Undated ones are in none, open ones go on, and a year without any is there too."""
    edges = [
        tie("a", "b", first="2016-11-01", last="2016-11-30"),
        tie("a", "c", first="2018-01-01", last="2019-02-01"),
        tie("a", "d", first="2019-01-01"),
        tie("a", "e", last="2016-05-01"),
        tie("a", "f"),
    ]
    found = {name: [edge.target for edge in inside] for name, inside in periods(edges, "year")}
    assert found == {"2016": ["b", "e"], "2017": [], "2018": ["c"], "2019": ["c", "d"]}
    months = [name for name, _ in periods(edges, "month")]
    assert months[0] == "2016-05"
    assert months[-1] == "2019-02"
    assert all(a < b for a, b in pairwise(months))
    assert list(periods([tie("a", "b")], "year")) == []


@pytest.mark.parametrize("by", ["year", "month"])
def test_periods_before_our_era_are_in_order(by: By) -> None:
    """Whatever the date, no tie is lost and nothing fails."""
    edges = [tie("a", "b", first="-0002-11-01", last="0001-02-01")]
    found = list(periods(edges, by))
    assert [len(inside) for _, inside in found] == [1] * (4 if by == "year" else 28)
    assert found[0][0].startswith("-0002")


def test_each_period_is_measured_for_itself(opened: Graph) -> None:
    """The ties of a year are those that `--since` and `--until` keep, but for the undated."""
    found = {each.period: each for each in opened.measures(by="year")}
    assert found["2017"].network == NetworkMeasures()
    for year in ("2016", "2019", "2020"):
        (part,) = opened.measures(since=year, until=year)
        undated = [e for e in counted(opened.records.ties()) if not (e.first or e.last)]
        assert found[year].network.ties == part.network.ties - len(undated)


# ---- what people see


def test_every_measure_is_defined_once() -> None:
    """A column that nobody explains, or explains twice, is a column nobody can use."""
    names = [name for each in DEFINITIONS for name in each.names]
    assert len(names) == len(set(names))
    assert set(names) == {f.name for kind in (ActorMeasures, NetworkMeasures) for f in fields(kind)}


def test_the_page_of_measures_says_what_the_program_says() -> None:
    """docs/measures.md has each definition, its projection and its reference, and no other."""
    page = script.TARGET.read_text(encoding="utf-8")
    assert page == script.renewed(page), script.COMMAND
    for each in DEFINITIONS:
        assert all(f"`{name}`" in page for name in each.names)
        assert each.text in page


def asked(run: Commands, graph: Path, options: str) -> Done:
    return run.fine("stats", "--graph", graph, *options.split())


def test_stats_prints_tables(run: Commands, graph: Path) -> None:
    """The network first, then the actors of the highest degree; how many are left is told."""
    done = run.fine("stats", "--graph", graph, "--top", "3")
    network, actors = done.out.split("\n\n")
    assert network.startswith("measure ")
    assert actors.splitlines()[2].startswith("khalifa-haftar ")
    assert len(actors.splitlines()) == 5
    assert re.search(r"libyagraph: \d+ more; --top 0 shows all", done.err)
    assert "\n\n" not in run.fine("stats", "--graph", graph, "--of", "network").out
    full = run.fine("stats", "--graph", graph, "--of", "actors", "--top", "0")
    assert (len(full.out.splitlines()) > 30, full.err) == (True, "")


def test_stats_writes_csv_and_json_with_the_same_numbers(run: Commands, graph: Path) -> None:
    """Every measure is a column; what is not defined is empty, or null."""
    told = run.fine("stats", "--graph", graph, "--format", "csv", "--lang", "en").out
    table = list(csv.DictReader(io.StringIO(told)))
    whole = json.loads(run.fine("stats", "--graph", graph, "--format", "json", "--lang", "en").out)
    assert [row["actor"] for row in table] == [row["actor"] for row in whole["actors"]]
    for row, other in zip(table, whole["actors"], strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in other.items()}
    assert table[0]["name"] == "Khalifa Haftar"
    network = run.fine("stats", "--graph", graph, "--format", "csv", "--of", "network").out
    (line,) = csv.DictReader(io.StringIO(network))
    assert set(line) == {f.name for f in fields(NetworkMeasures)}
    only = json.loads(asked(run, graph, "--format json --of network").out)
    assert list(only) == ["network"]


def test_stats_by_period_has_a_row_for_each(run: Commands, graph: Path) -> None:
    """Years of the network, and actors within each."""
    out = asked(run, graph, "--by year --of network --format csv").out
    years = [row["period"] for row in csv.DictReader(io.StringIO(out))]
    assert years == [str(year) for year in range(int(years[0]), int(years[-1]) + 1)]
    out = asked(run, graph, "--by month --format csv").out
    assert {len(row["period"]) for row in csv.DictReader(io.StringIO(out))} == {7}
    table = asked(run, graph, "--by year --top 1").out
    assert table.startswith("period ")


def test_stats_without_a_tie_says_so(run: Commands, graph: Path) -> None:
    """A table of nothing is no answer; csv still has its head."""
    asked = ("stats", "--graph", graph, "--actor", "rfi")
    done = run.fine(*asked)
    assert (done.out, done.err) == ("", "libyagraph: no ties\n")
    assert run.fine(*asked, "--format", "csv").out.startswith("actor,name,ties,")
    assert json.loads(run.fine(*asked, "--format", "json").out)["actors"] == []


def test_stats_explains_every_measure(run: Commands) -> None:
    """With definition, projection and reference; no graph is needed."""
    out = run.fine("stats", "--explain").out
    words = " ".join(out.split())
    for each in DEFINITIONS:
        assert ", ".join(each.names) in words
        assert each.text in words
        assert f"Taken over: {each.projection}." in words
        assert not each.reference or f"Reference: {each.reference}." in words


@pytest.mark.parametrize(
    "line",
    ["stats --by week", "stats --status assertd", "stats --actor egipt", "stats --top -1"],
)
def test_wrong_use_of_stats_is_told_with_code_2(run: Commands, graph: Path, line: str) -> None:
    """And nothing is printed as if it were an answer."""
    done = run(*line.split(), "--graph", graph)
    assert (done.code, done.out) == (2, "")
    assert done.err.strip()


def stats(graph: Path, seed: str, *arguments: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "libyagraph", "stats", "--graph", str(graph), *arguments],
        env={**environment(), "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    ).stdout


def test_measures_are_the_same_whatever_the_hash_seed(graph: Path) -> None:
    """Communities too."""
    arguments: Sequence[str] = ("--format", "json", "--by", "year", "--lift")
    assert stats(graph, "1", *arguments) == stats(graph, "2", *arguments)


def test_nodes_of_a_projection_are_in_the_order_of_ids() -> None:
    """So that no algorithm sees the order of the ties."""
    assert Projection(ties("cb", "ba")).actors == ["a", "b", "c"]
    one = measure(ties("cb", "ba", "ac"), {})
    assert one == measure(ties("ac", "ba", "cb"), {})
