"""The network has every actor and every edge, and narrowing keeps what was asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import get_type_hints

import pytest
from libyagraph.errors import UsageError
from libyagraph.network import EdgeAttributes, NodeAttributes, narrow, network
from libyagraph.records import Records
from libyagraph.style import Style

from tests.fixtures_network import EDGES, POSITIONS, RECORDS, VOCABULARY


def ids(records: Records) -> set[str]:
    return {edge.id for edge in records.edges}


def test_every_actor_is_a_node_and_every_edge_an_edge() -> None:
    graph = network(RECORDS, VOCABULARY)
    assert list(graph) == sorted(RECORDS.actors)
    found = {key: (source, target) for source, target, key in graph.edges(keys=True)}
    assert found == {edge.id: (edge.source, edge.target) for edge in RECORDS.edges}


def test_a_symmetric_edge_is_there_once_as_it_was_recorded() -> None:
    graph = network(RECORDS, VOCABULARY)
    assert graph.has_edge("sisi", "khalifa-haftar", "tie/meets/1")
    assert not graph.has_edge("khalifa-haftar", "sisi", "tie/meets/1")
    assert graph.edges["sisi", "khalifa-haftar", "tie/meets/1"]["symmetric"] is True


@pytest.mark.parametrize("style", [None, Style(RECORDS, VOCABULARY)])
def test_all_documented_attributes_are_there_with_their_types(style: Style | None) -> None:
    graph = network(RECORDS, VOCABULARY, positions=POSITIONS, style=style)
    rows: list[tuple[type, dict[str, object]]]
    rows = [(NodeAttributes, data) for _, data in graph.nodes(data=True)]
    rows += [(EdgeAttributes, data) for _, _, data in graph.edges(data=True)]
    for attributes, data in rows:
        hints = get_type_hints(attributes)
        assert list(data) == list(hints)
        assert {n: type(v) for n, v in data.items()} == {
            name: getattr(hint, "__origin__", hint) for name, hint in hints.items()
        }


def test_an_edge_carries_what_its_record_says() -> None:
    data = network(RECORDS, VOCABULARY).edges["sisi", "khalifa-haftar", "tie/supports/1"]
    assert data == data | {
        "relation": "supports",
        "relation_label": "soutient",
        "title": "renouvelle son soutien",
        "status": "contested",
        "denied_by": ("fayez-al-sarraj",),
        "date": "2019-05-09",
        "weight": 2,
        "claims": ("one#support", "two#support"),
        "line": "dashed",
    }


def test_labels_are_in_the_language_asked_for() -> None:
    graph = network(RECORDS, VOCABULARY, language="ar")
    assert graph.nodes["egypt"]["label"] == "مصر"
    assert graph.nodes["sisi"]["label"] == "Abdel Fattah al-Sissi"
    edge = graph.edges["sisi", "khalifa-haftar", "tie/supports/1"]
    assert edge["relation_label"] == "يدعم"
    assert edge["title"] == "renouvelle son soutien"


def test_a_node_counts_its_claims_and_spans_its_days() -> None:
    nodes = network(RECORDS, VOCABULARY).nodes
    assert nodes["rfi"]["claims"] == 2
    assert nodes["nobody"]["claims"] == 0
    haftar = nodes["khalifa-haftar"]
    assert (haftar["first"], haftar["last"]) == ("2019-04-04", "2025-01-01")
    assert (nodes["west"]["first"], nodes["west"]["last"]) == ("", "")


def test_a_weight_is_never_below_one() -> None:
    graph = network(RECORDS, VOCABULARY)
    edge = graph.edges["fayez-al-sarraj", "west", "tie/undated"]
    assert (edge["sources"], edge["weight"]) == (0, 1)


def test_families_and_isolated_actors_can_be_left_out() -> None:
    graph = network(RECORDS, VOCABULARY, families=("lifted",), isolated=False)
    assert list(graph) == ["east", "egypt"]
    assert [key for *_, key in graph.edges(keys=True)] == ["tie/supports/1/lifted"]
    with pytest.raises(UsageError, match="did you mean lifted"):
        network(RECORDS, VOCABULARY, families=("lift",))


def test_the_order_of_the_records_does_not_matter() -> None:
    turned = replace(
        RECORDS,
        edges=RECORDS.edges[::-1],
        actors=dict(reversed(list(RECORDS.actors.items()))),
    )
    one, other = network(RECORDS, VOCABULARY), network(turned, VOCABULARY)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_an_end_that_no_table_knows_is_a_node_all_the_same() -> None:
    records = replace(RECORDS, actors={})
    graph = network(records, VOCABULARY)
    assert graph.number_of_edges() == len(RECORDS.edges)
    assert graph.nodes["sisi"]["label"] == "sisi"


def test_narrowing_by_nothing_keeps_every_edge() -> None:
    assert narrow(RECORDS).edges == RECORDS.edges


def test_a_relation_brings_its_sub_relations() -> None:
    found = narrow(RECORDS, relation="supports", vocabulary=VOCABULARY)
    assert {edge.relation for edge in found.edges} == {"supports", "aids"}
    assert len(found.edges) == 4
    assert {e.relation for e in narrow(RECORDS, relation="supports").edges} == {"supports"}


@pytest.mark.parametrize(
    ("since", "until", "out"),
    [
        ("2019-05-10", None, {"tie/meets/1", "tie/meets/2", "tie/supports/1"}),
        ("2019-05-09", "2019-05-09", {"tie/meets/1"}),
        (None, "2019-04-03", {"tie/meets/1", "tie/meets/2", "tie/meets/3", "tie/open"}),
        ("2025-01-02", None, {"membership/haftar/east", "tie/meets/3", "tie/supports/1"}),
    ],
)
def test_a_period_leaves_out_what_certainly_lies_outside(
    since: str | None, until: str | None, out: set[str]
) -> None:
    """What has no date, or none on that side, may have been then, and stays."""
    found = ids(narrow(RECORDS, since=since, until=until))
    assert not out & found
    assert "tie/undated" in found
    assert "tie/nasty" in found


def test_an_open_tie_goes_on() -> None:
    assert "tie/open" in ids(narrow(RECORDS, since="2030-01-01"))
    assert "membership/haftar/east" in ids(narrow(RECORDS, until="1990-01-01"))


def test_an_actor_keeps_what_joins_those_around_it() -> None:
    near = narrow(RECORDS, actor="egypt")
    assert ids(near) == {"tie/supports/1/lifted"}
    wider = narrow(RECORDS, actor="egypt", depth=2)
    assert ids(wider) == {"tie/supports/1/lifted", "membership/haftar/east"}
    assert narrow(RECORDS, actor="nobody").edges == ()
    assert list(narrow(RECORDS, actor="nobody").actors) == ["nobody"]
    assert narrow(RECORDS, actor="egypt", depth=0).edges == ()


def test_what_is_kept_brings_its_event_its_denial_and_their_context() -> None:
    found = narrow(RECORDS, actor="egypt")
    assert list(found.claims) == ["one#speech", "one#support", "two#denial", "two#support"]
    assert list(found.events) == ["one#speech", "one#support", "two#denial"]
    assert list(found.articles) == ["one", "two"]
    assert list(found.places) == ["cairo"]
    assert {"fayez-al-sarraj", "rfi", "egypt", "east", "west"} <= found.actors.keys()
    assert "nasty" not in found.actors


def test_narrowed_records_refer_to_nothing_that_was_left_out() -> None:
    for actor in RECORDS.actors:
        found = narrow(RECORDS, actor=actor, families=("tie",))
        for edge in found.edges:
            assert {edge.source, edge.target, *edge.denied_by} <= found.actors.keys()
            assert {*edge.claims} <= found.claims.keys()
            assert {*edge.articles} <= found.articles.keys()
        for claim in found.claims.values():
            assert claim.event in found.events
            assert claim.article in found.articles
            assert claim.part_of in {"", *found.claims}
        for event in found.events.values():
            assert {*event.claims} <= found.claims.keys()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"actor": "khalifa-hafter"}, "unknown actor khalifa-hafter; did you mean khalifa-haf"),
        ({"actor": "zzz"}, "unknown actor zzz; there are "),
        ({"relation": "suports"}, "unknown relation suports; did you mean supports"),
        ({"families": ("ties",)}, "did you mean tie"),
        ({"depth": -1}, "not -1"),
        ({"since": "2019-05"}, "'2019-05' is not an ISO day"),
        ({"since": "20190501"}, "is not an ISO day"),
        ({"until": ""}, "is not an ISO day"),
        ({"since": "2019-02-01", "until": "2019-01-01"}, "before it begins"),
    ],
)
def test_a_wrong_wish_is_refused(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        narrow(RECORDS, vocabulary=VOCABULARY, **wrong)  # type: ignore[arg-type]


def test_every_edge_of_the_fixture_has_an_id_of_its_own() -> None:
    assert len(EDGES) == len(RECORDS.edges)
