"""The tables as the csv module, spreadsheets and Gephi read them."""

from __future__ import annotations

import csv
import io

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from libyagraph.export.csv import DAY, NUMBER, RISKY, render
from libyagraph.network import network
from libyagraph.style import Style

from tests.fixtures_network import (
    ACTORS,
    EDGES,
    FORMULA,
    NASTY_CLEAN,
    POSITIONS,
    RECORDS,
    VOCABULARY,
)

GRAPH = network(RECORDS, VOCABULARY, positions=POSITIONS, style=Style(RECORDS, VOCABULARY))


def table(name: str, graph: nx.MultiDiGraph = GRAPH) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(graph)[0][name].decode(), newline="")))


def test_every_edge_is_a_row_with_relation_dates_and_status() -> None:
    rows = {row["Id"]: row for row in table("edges.csv")}
    assert rows.keys() == EDGES.keys()
    for id, edge in EDGES.items():
        row = rows[id]
        assert (row["Source"], row["Target"]) == (edge.source, edge.target)
        for name in ("family", "relation", "status", "first", "last", "event", "event_type"):
            assert row[name] == getattr(edge, name)
        assert row["date"].removeprefix("'") == edge.date
        assert row["symmetric"] == ("true" if edge.symmetric else "false")
        assert (int(row["polarity"]), int(row["sources"])) == (edge.polarity, edge.sources)
        for name in ("claims", "articles", "denied_by", "via_source", "via_target", "provenance"):
            assert row[name] == "; ".join(getattr(edge, name))


def test_every_actor_is_a_row() -> None:
    rows = {row["Id"]: row for row in table("nodes.csv")}
    assert list(rows) == [actor.id for actor in ACTORS]
    assert rows["egypt"]["Label"] == "Égypte"
    assert rows["egypt"]["name_ar"] == "مصر"
    assert rows["nasty"]["name_en"] == NASTY_CLEAN


def test_columns_have_the_names_that_gephi_expects() -> None:
    files, _ = render(GRAPH)
    assert list(files) == ["edges.csv", "nodes.csv"]
    assert files["nodes.csv"].startswith(b"Id,Label,")
    assert files["edges.csv"].startswith(b"Source,Target,Type,Kind,Id,Label,Weight,")
    for name in files:
        head = [column.lower() for column in table(name)[0]]
        assert len(head) == len(set(head))


def test_parallel_edges_have_kinds_of_their_own_so_that_gephi_merges_none() -> None:
    rows = table("edges.csv")
    assert {row["Type"] for row in rows} == {"Directed"}
    assert len({(row["Source"], row["Target"], row["Kind"]) for row in rows}) == len(EDGES)
    assert {row["Kind"] for row in rows if row["relation"] == "meets"} == {
        "meets",
        "meets (2)",
        "meets (3)",
    }


def test_no_cell_is_a_formula_and_numbers_are_numbers() -> None:
    nodes = {row["Id"]: row for row in table("nodes.csv")}
    assert nodes["formula"]["Label"] == "'" + FORMULA
    assert nodes["formula"]["name_en"] == "'-2+3"
    assert float(nodes["east"]["y"]) == -100.0
    edges = {row["Id"]: row for row in table("edges.csv")}
    assert edges["tie/nasty"]["date"] == "'@" + FORMULA
    assert edges["tie/nasty"]["polarity"] == "-1"
    assert edges["tie/meets/1"]["first"] == "2019-04-14"


def test_an_id_is_the_same_in_both_tables() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("-a", "=b", key="@e", relation="+r")
    assert {row["Id"] for row in table("nodes.csv", graph)} == {"'-a", "'=b"}
    (row,) = table("edges.csv", graph)
    assert (row["Source"], row["Target"], row["Id"], row["Kind"]) == ("'-a", "'=b", "'@e", "'+r")


def test_the_file_is_utf_8_without_a_byte_order_mark() -> None:
    for data in render(GRAPH)[0].values():
        assert not data.startswith(b"\xef\xbb\xbf")
        assert "\ufffd" in data.decode()


def test_an_apostrophe_is_reported_once_for_each_cell() -> None:
    """What was changed is told: which row, and which column."""
    graph = nx.MultiDiGraph()
    graph.add_node("a", label="=1+1", kind="＝1", wikidata="Q1", name_en=" +1", name_fr="a;@b")
    files, messages = render(graph)
    told = "an apostrophe in front of what would be a formula"
    assert messages == [
        f"node 'a', {name}: {told}" for name in ("Label", "name_fr", "name_en", "kind")
    ]
    (row,) = table("nodes.csv", graph)
    assert (row["Label"], row["kind"], row["wikidata"]) == ("'=1+1", "'＝1", "Q1")
    assert (row["name_en"], row["name_fr"]) == ("' +1", "a;'@b")
    assert files["nodes.csv"].count(b"'") == 4


@given(st.text(st.characters(exclude_categories=())) | st.text(alphabet="=+-@\t\r\n,\"';a\x00"))
def test_any_text_comes_back_and_runs_nowhere(text: str) -> None:
    """Without the apostrophes, which go in front of what would run, it is the same text."""
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="e", relation="r", date=text)
    (row,) = table("edges.csv", graph)
    found = row["date"]
    if not (DAY.fullmatch(found) or NUMBER.fullmatch(found)):
        assert not RISKY.search(found)
    at = 0
    for character in found:
        if at < len(text) and character in (text[at], "\ufffd"):
            at += 1
        else:
            assert character == "'"
    assert at == len(text)
    assert bool(render(graph)[1]) == (found != text)
