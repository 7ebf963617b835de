"""GEXF as Gephi reads it: one test for each rule of its importer, named after the rule."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph import edtf
from libyagraph.export.gexf import render
from libyagraph.export.pairs import paired
from libyagraph.export.timeline import merged
from libyagraph.export.view import view
from libyagraph.network import network
from libyagraph.records import Edge, Records
from libyagraph.style import Style
from lxml import etree

from scripts.multigraph import DATES
from tests.fixtures_network import (
    ACTORS,
    EDGES,
    FORMULA,
    NASTY_CLEAN,
    POSITIONS,
    RECORDS,
    VOCABULARY,
)

ROOT = Path(__file__).parent.parent
RNG = Path(os.environ.get("LIBYAGRAPH_GEXF_RNG", ROOT.parent / "shared" / "gexf" / "gexf.rng"))
NS = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


def drawn(records: Records = RECORDS) -> Any:
    style = Style(records, VOCABULARY)
    return network(records, VOCABULARY, positions=POSITIONS, style=style)


def parsed(records: Records = RECORDS) -> Any:
    return etree.fromstring(render(drawn(records))[0], etree.XMLParser(huge_tree=True))


def edges(root: Any) -> dict[str, Any]:
    return {edge.get("id"): edge for edge in root.iter(NS + "edge")}


def nodes(root: Any) -> dict[str, Any]:
    return {node.get("id"): node for node in root.iter(NS + "node")}


def values(element: Any) -> dict[str, str]:
    """The values of a node or an edge by the titles of their columns."""
    of = element.tag.removeprefix(NS)
    titles = {
        each.get("id"): each.get("title")
        for block in element.getroottree().iter(NS + "attributes")
        if block.get("class") == of
        for each in block
    }
    return {titles[v.get("for")]: v.get("value") for v in element.iter(NS + "attvalue")}


def time_of(element: Any) -> list[tuple[str, str]]:
    """The periods of a node or an edge as Gephi reads them: spells, else start and end."""
    spells = list(element.iter(NS + "spell")) or [element]
    found = [(each.get("start", ""), each.get("end", "")) for each in spells]
    return [days for days in found if days != ("", "")]


def with_edges(*more: Edge) -> Records:
    return replace(RECORDS, edges=more, actors={"sisi": RECORDS.actors["sisi"]})


def tie(id: str, **more: Any) -> Edge:
    fields: dict[str, Any] = {
        "source": "sisi",
        "target": "egypt",
        "relation": "meets",
        "symmetric": False,
    } | more
    return Edge(id=id, family="tie", polarity=0, status="asserted", **fields)


def kept_by_gephi(root: Any) -> list[Any]:
    """The edges that Gephi's import container keeps, with its default of merging parallel ones."""
    kept: dict[tuple[str, str, str], Any] = {}
    seen = set()
    for edge in root.iter(NS + "edge"):
        kind = (edge.get("source"), edge.get("target"), edge.get("kind"))
        reversed_ = any(end and end < start for start, end in time_of(edge))
        if edge.get("id") in seen or float(edge.get("weight")) == 0 or reversed_:
            continue
        seen.add(edge.get("id"))
        kept.setdefault(kind, edge)
    return list(kept.values())


def test_the_file_is_valid_gexf_1_3() -> None:
    if not RNG.exists():
        reason = f"no grammar at {RNG}; set LIBYAGRAPH_GEXF_RNG"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    grammar = etree.RelaxNG(etree.parse(RNG))
    style = Style(RECORDS, VOCABULARY)
    many = with_edges(*(tie(f"e{n}", first=f"20{n}-01-01", last=f"20{n}-02-01") for n in (11, 13)))
    pairs = view(many, many, VOCABULARY, style, aggregate="pair", measures=True)
    assert b"<spell " in render(pairs)[0]
    graphs = (drawn(), network(RECORDS, VOCABULARY), drawn(with_edges()), nx.MultiDiGraph(), pairs)
    for graph in graphs:
        for dynamic in (True, False):
            body, _ = render(graph, dynamic=dynamic)
            grammar.assertValid(etree.parse(io.BytesIO(body)))


def test_parallel_edges_have_kinds_of_their_own_so_that_gephi_merges_none() -> None:
    root = parsed()
    assert {e.get("id") for e in kept_by_gephi(root)} == EDGES.keys()
    found = edges(root)
    assert [found[f"tie/meets/{n}"].get("kind") for n in (1, 2, 3)] == [
        "meets",
        "meets (2)",
        "meets (3)",
    ]
    assert {values(found[f"tie/meets/{n}"])["relation"] for n in (1, 2, 3)} == {"meets"}


def test_a_kind_is_the_plain_relation_unless_it_collides() -> None:
    """Two directions do not collide; a symmetric edge collides with both."""
    one, two = tie("a"), tie("b", source="egypt", target="sisi")
    assert {e.get("kind") for e in edges(parsed(with_edges(one, two))).values()} == {"meets"}
    found = edges(parsed(with_edges(one, two, tie("c", symmetric=True))))
    assert [found[id].get("kind") for id in "abc"] == ["meets", "meets", "meets (2)"]
    found = edges(parsed(with_edges(tie("a", relation="meets (2)"), tie("b"), tie("c"))))
    assert [found[id].get("kind") for id in "abc"] == ["meets (2)", "meets", "meets (3)"]


def test_thousands_of_parallel_edges_survive() -> None:
    many = [tie(f"e{n:05}", symmetric=bool(n % 3)) for n in range(6000)]
    assert len(kept_by_gephi(parsed(with_edges(*many)))) == 6000


def test_every_edge_is_directed_so_that_the_default_type_drops_none() -> None:
    root = parsed()
    assert {edge.get("type") for edge in root.iter(NS + "edge")} == {"directed"}
    symmetric = {id for id, e in edges(root).items() if values(e)["symmetric"] == "true"}
    assert symmetric == {edge.id for edge in RECORDS.edges if edge.symmetric}


def test_days_are_whole_and_edtf_stands_beside_as_text() -> None:
    root = parsed()
    graph = root.find(NS + "graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    for id, element in edges(root).items():
        edge = EDGES[id]
        assert element.get("start", "") == edge.first
        assert element.get("end", "") == edge.last
        assert values(element).get("date", "") == edge.date
    may = edges(root)["tie/meets/3"]
    assert (may.get("start"), may.get("end")) == ("2019-05-01", "2019-05-31")
    assert values(may)["date"] == "2019-05"


def test_a_missing_end_is_open_and_nothing_says_startopen() -> None:
    root = parsed()
    assert "end" not in edges(root)["tie/open"].attrib
    assert "start" not in edges(root)["membership/haftar/east"].attrib
    assert not {"start", "end"} & set(edges(root)["tie/undated"].attrib)
    assert b"startopen" not in render(drawn())[0]
    assert b"endopen" not in render(drawn())[0]


def test_half_a_date_is_an_open_end_and_a_reversed_interval_is_left_out_and_both_are_reported() -> (
    None
):
    """Half a date would end Gephi's import, a reversed interval make the edge vanish."""
    records = with_edges(
        tie("half", first="2021", last="2021-05-01"),
        tie("reversed", first="2021-05-02", last="2021-05-01", date="2021"),
    )
    body, messages = render(drawn(records))
    found = edges(etree.fromstring(body))
    assert time_of(found["half"]) == [("", "2021-05-01")]
    assert time_of(found["reversed"]) == []
    assert messages == [
        "edge 'half': '2021' is no ISO day of the years 1 to 9999; open on the timeline",
        "edge 'reversed': 2021-05-02 is after 2021-05-01; no dates on the timeline",
    ]
    assert values(found["reversed"])["first"] == "2021-05-02"


def test_every_form_of_edtf_becomes_whole_days_or_open_ends() -> None:
    """Whatever date the model takes, Gephi takes what is written, and no edge is lost."""
    ties, expected = [], {}
    for number, text in enumerate(DATES):
        when = edtf.parse(text) if text else None
        first, last = (
            (edtf.iso(d) if d else "" for d in (when.first, when.last)) if when else ("", "")
        )
        ties.append(tie(f"e{number:02}", date=text, first=first, last=last))
        expected[f"e{number:02}"] = (text, first, last)
    root = parsed(with_edges(*ties))
    assert {edge.get("id") for edge in kept_by_gephi(root)} == expected.keys()
    for id, edge in edges(root).items():
        text, first, last = expected[id]
        assert values(edge).get("date", "") == text
        found = time_of(edge)
        written = tuple(day if len(day) == 10 and day >= "0001" else "" for day in (first, last))
        assert found == ([] if written == ("", "") else [written])


def test_several_periods_are_spells_that_neither_overlap_nor_touch() -> None:
    """Gephi refuses a spell that overlaps another; a point within a span is no spell of its own."""
    days = [
        ("2019-05-09", "2019-05-09"),
        ("2019-05-01", "2019-05-31"),
        ("2019-06-01", "2019-06-02"),
        ("2020-01-01", ""),
        ("2019-09-01", "2019-09-30"),
        ("", ""),
    ]
    ties = [tie(f"e{n}", first=first, last=last) for n, (first, last) in enumerate(days)]
    part, bundles = paired(with_edges(*ties))
    (edge,) = part.edges
    graph = network(part, VOCABULARY)
    graph.edges["sisi", "egypt", edge.id]["spells"] = bundles[edge.id].spells
    (element,) = edges(etree.fromstring(render(graph)[0])).values()
    assert time_of(element) == [
        ("2019-05-01", "2019-06-02"),
        ("2019-09-01", "2019-09-30"),
        ("2020-01-01", ""),
    ]
    assert not {"start", "end"} & set(element.attrib)


@given(
    st.lists(st.tuples(st.dates(date(2019, 1, 1), date(2019, 3, 1)), st.integers(0, 9)), max_size=9)
)
def test_spells_hold_the_same_days_in_the_order_of_time(spans: list[tuple[date, int]]) -> None:
    """No day is added or lost, and between two spells there is a day at least."""
    pairs = [(start, start + timedelta(days=length)) for start, length in spans]
    found = merged((first.isoformat(), last.isoformat()) for first, last in pairs)

    def all_days(spans: Iterable[tuple[date, date]]) -> set[date]:
        return {a + timedelta(days=n) for a, b in spans for n in range((b - a).days + 1)}

    spells = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in found]
    assert all_days(spells) == all_days(pairs)
    gaps = [(b[0] - a[1]).days for a, b in pairwise(spells)]
    assert all(gap > 1 for gap in gaps)


def test_a_static_file_has_no_time_but_keeps_dates_as_text() -> None:
    """`--static` opens without a timeline; every date can still be read."""
    body, messages = render(drawn(), dynamic=False)
    root = etree.fromstring(body, etree.XMLParser(huge_tree=True))
    graph = root.find(NS + "graph")
    assert graph.get("mode") == "static"
    assert not {"timeformat", "timerepresentation"} & set(graph.attrib)
    for element in (*edges(root).values(), *nodes(root).values()):
        assert time_of(element) == []
    assert values(edges(root)["tie/meets/3"])["last"] == "2019-05-31"
    assert messages == render(drawn())[1]


def test_a_node_is_there_as_long_as_its_edges() -> None:
    """Gephi hides an edge with its node, so an undated or open edge keeps its nodes open."""
    found = nodes(parsed())
    days = {id: (node.get("start"), node.get("end")) for id, node in found.items()}
    assert days["egypt"] == ("2019-05-09", "2019-05-09")
    assert days["east"] == (None, "2025-01-01")
    assert days["khalifa-haftar"] == (None, None)
    assert days["sisi"] == ("2019-04-04", None)
    assert days["west"] == days["nobody"] == (None, None)


def test_no_weight_is_below_one_and_no_edge_id_is_there_twice() -> None:
    root = parsed()
    weights = {id: float(edge.get("weight")) for id, edge in edges(root).items()}
    assert weights == {id: max(edge.sources, 1) for id, edge in EDGES.items()}
    graph = drawn()
    for _, _, data in graph.edges(data=True):
        data["weight"] = 0
    root = etree.fromstring(render(graph)[0], etree.XMLParser(huge_tree=True))
    assert {edge.get("weight") for edge in root.iter(NS + "edge")} == {"1"}


def test_one_id_on_two_pairs_becomes_two_ids_and_is_reported() -> None:
    twice = with_edges(tie("e"), tie("e", source="egypt", target="sisi"))
    body, messages = render(drawn(twice))
    assert len(edges(etree.fromstring(body))) == 2
    assert messages == ["edge 'e': called 'e sisi egypt', since another edge has its id"]


def test_ids_of_attributes_collide_with_none_of_gephis_columns() -> None:
    """They are numbers, for which graphology takes the title as the name."""
    ids = Counter(a.get("id") for a in parsed().iter(NS + "attribute"))
    assert all(id.isdecimal() for id in ids)
    titles = {a.get("title") for a in parsed().iter(NS + "attribute")}
    assert not titles & {"label", "id", "weight"}


def test_there_is_one_block_of_static_attributes_for_each_class() -> None:
    blocks = list(parsed().iter(NS + "attributes"))
    assert [(b.get("class"), b.get("mode")) for b in blocks] == [
        ("node", "static"),
        ("edge", "static"),
    ]
    types = {a.get("type") for block in blocks for a in block}
    assert types <= {"string", "integer", "double", "boolean"}
    for value in parsed().iter(NS + "attvalue"):
        assert set(value.attrib) == {"for", "value"}


def test_forbidden_characters_are_replaced_and_each_place_is_reported_once() -> None:
    body, messages = render(drawn())
    root = etree.fromstring(body, etree.XMLParser(huge_tree=True))
    assert values(nodes(root)["nasty"])["name_en"] == NASTY_CLEAN
    changed = "U+0000, U+000B, U+D800, U+FFFE replaced by U+FFFD"
    assert messages == [
        f"node 'nasty', label: {changed}",
        f"node 'nasty', name_fr: {changed}",
        f"node 'nasty', name_en: {changed}",
        f"edge 'tie/nasty', title: {changed}",
    ]
    assert not any(ord(c) < 32 for message in messages for c in message)


def test_ids_that_differ_in_a_forbidden_character_stay_apart() -> None:
    ties = with_edges(tie("e\x00", target="n\x00"), tie("e\x01", target="n\x01"))
    body, messages = render(drawn(ties))
    root = etree.fromstring(body)
    assert {"n\ufffd", "n\ufffd (2)"} <= nodes(root).keys()
    assert {e.get("target") for e in edges(root).values()} == {"n\ufffd", "n\ufffd (2)"}
    assert list(edges(root)) == ["e\ufffd", "e\ufffd (2)"]
    assert len(messages) == len(set(messages))


def test_a_formula_is_only_text() -> None:
    assert nodes(parsed())["formula"].get("label") == FORMULA


def test_colour_size_and_position_open_as_the_page_looks() -> None:
    """The page's y points down and Gephi's up."""
    style = Style(RECORDS, VOCABULARY)
    root = parsed()
    for actor in ACTORS:
        node = nodes(root)[actor.id]
        colour = node.find(VIZ + "color")
        assert "#" + "".join(f"{int(colour.get(c)):02x}" for c in "rgb") == style.node_colour(actor)
        assert float(node.find(VIZ + "size").get("value")) == style.node_size(actor)
        position = node.find(VIZ + "position")
        x, y = POSITIONS[actor.id]
        assert (float(position.get("x")), float(position.get("y"))) == (x, -y)
    for id, edge in edges(root).items():
        assert float(edge.find(VIZ + "thickness").get("value")) == style.edge_width(EDGES[id])
        assert edge.find(VIZ + "color") is not None


def test_the_line_tells_the_status_as_the_page_does() -> None:
    lines = {id: e.find(VIZ + "shape").get("value") for id, e in edges(parsed()).items()}
    assert lines["tie/open"] == "solid"
    assert lines["tie/supports/1"] == "dashed"
    assert lines["tie/nasty"] == "dotted"
    assert lines["membership/haftar/east"] == "dotted"


def test_without_positions_and_style_gephi_chooses() -> None:
    body, _ = render(network(RECORDS, VOCABULARY))
    assert b"viz:position" not in body
    assert b"viz:color" not in body
    assert b"viz:size" not in body


def test_networkx_reads_every_parallel_edge_with_relation_dates_and_status() -> None:
    graph = nx.read_gexf(io.BytesIO(render(drawn())[0]), version="1.3")
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == set(RECORDS.actors)
    found = {key: (s, t, data) for s, t, key, data in graph.edges(keys=True, data=True)}
    assert found.keys() == EDGES.keys()
    for id, (source, target, data) in found.items():
        edge = EDGES[id]
        assert (source, target) == (edge.source, edge.target)
        for name in ("family", "relation", "status", "polarity", "symmetric", "sources"):
            assert data[name] == getattr(edge, name)
        for name in ("date", "first", "last", "event", "event_type", "lifted_from"):
            assert data.get(name, "") == getattr(edge, name)
        for name in ("claims", "articles", "denied_by", "via_source", "via_target", "provenance"):
            assert data.get(name, "") == "; ".join(getattr(edge, name))


def run(seed: str) -> bytes:
    code = (
        "import sys; from tests.test_export_gexf import *;"
        "sys.stdout.buffer.write(render(drawn())[0])"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    environment["PYTHONPATH"] = os.pathsep.join([str(ROOT / "graph"), str(ROOT)])
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, check=True, capture_output=True
    ).stdout


def test_the_bytes_are_the_same_whatever_the_hash_seed_and_the_order() -> None:
    turned = replace(
        RECORDS, edges=RECORDS.edges[::-1], actors=dict(reversed(list(RECORDS.actors.items())))
    )
    assert run("1") == run("2") == render(drawn(turned))[0]


def test_no_time_of_writing_is_told() -> None:
    assert b"lastmodified" not in render(drawn())[0]


def texts() -> Iterator[Any]:
    yield st.text(st.characters(exclude_categories=()))
    yield st.text(alphabet="\x00\x0b\r\n\t]]>&'\"<\ud800\uffff\U0001f54a a")


@given(st.one_of(*texts()))
def test_any_text_comes_back_but_for_what_xml_forbids(text: str) -> None:
    records = with_edges(tie("e", date=text, relation=text, target=text))
    body, messages = render(drawn(records))
    element = edges(etree.fromstring(body))["e"]
    found = values(element).get("date", "")
    assert len(found) == len(text)
    assert all(b in (a, "\ufffd") for a, b in zip(text, found, strict=True))
    assert bool(messages) == (found != text)
