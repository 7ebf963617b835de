"""For whom actors act at a date: envoy → office → northland, captain → fighters → a camp."""

from __future__ import annotations

from pathlib import Path

import pytest
from libyagraph.edtf import parse
from libyagraph.lift import Lifter
from libyagraph.records import Edge

from tests.support import Entry, Tiny, article, tiny, told


def lifted(made: Tiny) -> list[Edge]:
    return list(made.records().of_family("lifted"))


def support(actor: str = "envoy", recipient: str = "captain", **keys: object) -> Entry:
    return told("a", "support", actor=actor, recipient=recipient, **keys)


@pytest.mark.parametrize(
    ("actor", "date", "end", "through"),
    [
        ("envoy", "2016-05-10", "northland", ["office", "northland"]),
        ("envoy", "2014-03", "northland", ["office", "northland"]),
        ("envoy", "2014-02", "envoy", []),
        ("envoy", "2003", "hall", ["hall"]),
        ("envoy", "2019", "envoy", []),
        ("office", "1800", "northland", ["northland"]),
        ("captain", "2016-12-31", "hills", ["fighters", "hills"]),
        ("captain", "2017-01-01", "plains", ["fighters", "plains"]),
        ("captain", "2013", "captain", []),
        ("fighters", "2013", "fighters", []),
        ("northland", "2016", "northland", []),
        ("union", "2016", "union", []),
        ("hills", "2016", "hills", []),
        ("alpha", "2016", "alpha", []),
    ],
)
def test_the_way_of_an_actor_at_a_date(
    actor: str, date: str, end: str, through: list[str], tmp_path: Path
) -> None:
    """Through posts, what bodies act for and camps; states and organisations of states stay."""
    when = parse(date).begin
    assert when
    made = tiny(tmp_path, claims=[support()])
    way = Lifter(made.corpus, made.vocabulary).way(actor, when)
    assert (way.end, [fact.target for fact in way.through]) == (end, through)


def test_a_lifted_tie_says_through_what(tmp_path: Path) -> None:
    """One for the tie, with every affiliation on the way, the undated one marked."""
    made = tiny(tmp_path, claims=[support(date="2016-05-09")])
    [edge] = lifted(made)
    [tie] = made.records().ties()
    assert (edge.source, edge.relation, edge.target) == ("northland", "supports", "hills")
    assert edge.lifted_from == tie.id
    assert edge.via_source == ("post/envoy/2", "affiliation/office/acts-for/1")
    assert edge.via_target == ("post/captain/1", "membership/fighters/1")
    assert (edge.first, edge.last, edge.status, edge.date) == (
        tie.first,
        tie.last,
        tie.status,
        "2016-05-09",
    )
    assert edge.claims == tie.claims
    assert made.holds("?x a lg:LiftedTie ; lg:undatedWay true")


def test_a_way_of_dated_affiliations_is_not_marked(tmp_path: Path) -> None:
    """Only an affiliation without a period makes the lifting uncertain."""
    made = tiny(tmp_path, claims=[support(actor="gamma", date="2016-05-09")])
    assert [(e.source, e.target) for e in lifted(made)] == [("gamma", "hills")]
    assert not made.holds("?x lg:undatedWay true")


def test_a_lifted_tie_is_no_tie_and_no_affiliation(tmp_path: Path) -> None:
    """Counts stay apart; all three are edges, with from, to and relation."""
    made = tiny(tmp_path, claims=[support(date="2016-05-09")])
    assert not made.holds("?x a lg:LiftedTie, lg:Tie")
    assert not made.holds("?x a lg:LiftedTie, lg:Affiliation")
    assert not made.holds("?x a lg:Tie, lg:Affiliation")
    query = """SELECT ?x { { ?x a lg:Tie } UNION { ?x a lg:LiftedTie } UNION { ?x a lg:Affiliation }
        FILTER NOT EXISTS { ?x lg:from ?f ; lg:to ?t ; lg:relation ?r } }"""
    assert made.rows(query) == []


@pytest.mark.parametrize(
    ("actor", "recipient"), [("envoy", "office"), ("envoy", "northland"), ("captain", "hills")]
)
def test_equal_ends_give_no_lifted_tie(actor: str, recipient: str, tmp_path: Path) -> None:
    """Who supports his own state is not a state that supports itself."""
    made = tiny(tmp_path, claims=[support(actor, recipient, date="2016-05-09")])
    assert len(made.ties()) == 1
    assert lifted(made) == []


def test_where_nobody_moves_there_is_no_lifted_tie(tmp_path: Path) -> None:
    """States, and actors that act for nobody, are already where lifting ends."""
    made = tiny(tmp_path, claims=[support("alpha", "northland", date="2016-05-09")])
    assert lifted(made) == []


def test_one_end_is_enough(tmp_path: Path) -> None:
    """The other stays itself."""
    made = tiny(tmp_path, claims=[support("envoy", "alpha", date="2016-05-09")])
    assert [(e.source, e.target) for e in lifted(made)] == [("northland", "alpha")]


@pytest.mark.parametrize(
    ("published", "date", "camp"),
    [
        ("2016-05-10", None, "hills"),
        ("2017-05-10", None, "plains"),
        ("2017-05-10", "2016-05-10", "hills"),
        ("2016-05-10", "2017-02", "plains"),
        ("2018-05-10", "2015/2017-06", "hills"),
    ],
)
def test_the_date_of_the_event_decides_else_the_publication(
    published: str, date: str | None, camp: str, tmp_path: Path
) -> None:
    """An undated event is lifted at the date of its article; a long one at its beginning."""
    when = {"date": date} if date else {}
    entry = article(
        [support("gamma", "fighters", **when)], published={"date": published, "basis": "printed"}
    )
    made = tiny(tmp_path, articles={"first": entry})
    assert [edge.target for edge in lifted(made)] == [camp]


def test_a_camp_counts_before_other_memberships(tmp_path: Path) -> None:
    """An actor that belongs to a camp and to an organisation of states lifts to its camp."""
    source = ["https://example.org/"]
    council = {
        "id": "council",
        "kind": "government",
        "names": {"en": "Council"},
        "sources": source,
        "memberships": [
            {"organisation": "union", "during": "2000/..", "sources": source},
            {"organisation": "hills", "during": "2014/..", "sources": source},
        ],
    }
    made = tiny(tmp_path, claims=[support("gamma", "council", date="2016-05-09")], actors=[council])
    assert [edge.target for edge in lifted(made)] == ["hills"]


def test_being_a_member_of_an_organisation_of_states_is_not_acting_for_it(tmp_path: Path) -> None:
    """Lifting goes through posts, through what bodies act for, and to camps."""
    source = ["https://example.org/"]
    member = {"organisation": "union", "during": "2000/..", "sources": source}
    council = {
        "id": "council",
        "kind": "government",
        "names": {"en": "Council"},
        "sources": source,
        "memberships": [member],
    }
    made = tiny(tmp_path, claims=[support("gamma", "council", date="2016-05-09")], actors=[council])
    assert lifted(made) == []


def test_affiliations_in_a_circle_end(tmp_path: Path) -> None:
    """Two bodies that act for each other do not hang the derivation."""
    source = ["https://example.org/"]
    pair = [
        {
            "id": one,
            "kind": "institution",
            "names": {"en": one},
            "sources": source,
            "acts_for": [{"actor": other, "sources": source}],
        }
        for one, other in (("tick", "tock"), ("tock", "tick"))
    ]
    made = tiny(tmp_path, claims=[support("tick", "alpha", date="2016-05-09")], actors=pair)
    assert [(e.source, e.target) for e in lifted(made)] == [("tock", "alpha")]


def test_lifted_statuses_and_sources_are_those_of_the_tie(tmp_path: Path) -> None:
    """A contested tie is contested between states too, and yields no plain edge there."""
    deny = told("no", "denial", actor="envoy", denies="a")
    made = tiny(tmp_path, claims=[support(date="2016-05-09"), deny])
    [edge] = lifted(made)
    assert (edge.status, edge.sources, edge.denied_by) == ("contested", 1, ("envoy",))
    assert not made.holds("actor:northland lg:supports actor:hills")
