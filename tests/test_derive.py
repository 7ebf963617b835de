"""What follows from all claims together, asked in SPARQL of small invented corpora."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.support import Entry, Tiny, article, tiny, told

MARCH = {"id": "march", "type": "offensive", "actor": "alpha", "recipient": "gamma"}
SUPPORTS = "actor:alpha lg:supports actor:beta"


def support(id: str = "a", **keys: object) -> dict[str, object]:
    return {**told(id, "support", actor="alpha", recipient="beta"), **keys}


def denial(of: str | list[str], id: str = "no", actor: str = "delta") -> dict[str, object]:
    return told(id, "denial", actor=actor, denies=of)


def statuses(made: Tiny) -> dict[str, str]:
    """The status of each tie, as `from relation to`."""
    query = (
        "SELECT ?f ?r ?t ?s { ?x a lg:Tie ; lg:from ?f ; lg:to ?t ; lg:relation ?r ; lg:status ?s }"
    )
    return {f"{f} {r} {t}": status for f, r, t, status in made.rows(query)}


# ---- status --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ({}, "asserted"),
        ({"modality": "asserted"}, "asserted"),
        ({"modality": "implied"}, "asserted"),
        ({"modality": "reported"}, "reported"),
        ({"modality": "alleged"}, "alleged"),
        ({"modality": "intended"}, "planned"),
        ({"modality": "planned"}, "planned"),
        ({"according_to": "delta"}, "reported"),
        ({"according_to": "alpha"}, "asserted"),
        ({"according_to": "beta"}, "asserted"),
        ({"according_to": ["wire", "alpha"]}, "asserted"),
        ({"according_to": ["alpha", "wire"]}, "reported"),
        ({"via": "envoy"}, "asserted"),
        ({"according_to": "alpha", "modality": "alleged"}, "alleged"),
        ({"according_to": "alpha", "modality": "intended"}, "planned"),
    ],
)
def test_one_claim_gives_its_event_and_its_tie_a_status(
    keys: dict[str, object], status: str, tmp_path: Path
) -> None:
    """Reported from a participant's own mouth is asserted; said with distance it stays alleged."""
    made = tiny(tmp_path, claims=[{**support(), **keys}])
    assert made.status("first#a") == status
    assert statuses(made) == {"alpha supports beta": status}
    assert made.holds(SUPPORTS) is (status == "asserted")


@pytest.mark.parametrize("modalities", list(permutations(["alleged", "reported", "planned"])))
@pytest.mark.parametrize("best", ["implied", "reported", "alleged", "planned"])
def test_the_strongest_claim_decides(
    modalities: tuple[str, ...], best: str, tmp_path: Path
) -> None:
    """Whatever their order: asserted, reported, alleged, planned."""
    order = ["implied", "reported", "alleged", "planned"]
    weaker = [word for word in modalities if order.index(word) >= order.index(best)]
    words = [*weaker, best]
    claims = [support("a", modality=words[0])]
    claims += [told(f"b{n}", event="a", modality=word) for n, word in enumerate(words[1:])]
    made = tiny(tmp_path, claims=claims)
    assert made.status("first#a") == ("asserted" if best == "implied" else best)


def test_who_speaks_only_of_others_is_not_first_hand(tmp_path: Path) -> None:
    """One who is merely exempt from an embargo does not speak for those who impose it."""
    embargo = told("a", "embargo", actor="union", recipient="beta", **{"except": "gamma"})
    made = tiny(tmp_path, claims=[{**embargo, "according_to": "gamma"}])
    assert made.status("first#a") == "reported"


# ---- denials -------------------------------------------------------------------------------------


def test_a_denied_claim_is_contested(tmp_path: Path) -> None:
    """The event and the tie are contested, whoever denies is named, and no plain edge is left."""
    made = tiny(tmp_path, claims=[support(), denial("a")])
    assert made.status("first#a") == "contested"
    assert statuses(made) == {"alpha supports beta": "contested"}
    assert made.rows("SELECT ?a { ?x a lg:Tie ; lg:deniedBy ?a }") == [("delta",)]
    assert not made.holds(SUPPORTS)
    assert made.status("first#no") == "asserted"


def test_all_who_deny_are_named(tmp_path: Path) -> None:
    """Several deniers, in several articles; one without an actor of its own role is its teller."""
    made = tiny(
        tmp_path,
        articles={
            "first": article([support(), denial("a", "n1"), denial("a", "n2", "gamma")]),
            "other": article([denial("first#a", "n3", "beta")]),
        },
    )
    query = "SELECT ?a { ?x a lg:Tie ; lg:deniedBy ?a }"
    assert made.rows(query) == [("beta",), ("delta",), ("gamma",)]


def test_denying_a_claim_contests_only_the_ties_that_it_yields(tmp_path: Path) -> None:
    """Two tellings of one event by other actors: the tie of the one that nobody denies stands."""
    made = tiny(
        tmp_path,
        claims=[
            support(),
            told("b", "support", event="a", actor="gamma", recipient="beta"),
            denial("b"),
        ],
    )
    assert made.status("first#a") == "contested"
    assert statuses(made) == {"alpha supports beta": "asserted", "gamma supports beta": "contested"}
    assert made.holds(SUPPORTS)
    assert not made.holds("actor:gamma lg:supports actor:beta")


def test_denying_one_of_two_claims_contests_the_tie_of_both(tmp_path: Path) -> None:
    """A tie that two claims yield is contested where one of them is denied."""
    made = tiny(tmp_path, claims=[support(), told("b", event="a"), denial("b")])
    assert statuses(made) == {"alpha supports beta": "contested"}


def test_denying_a_shared_event_contests_all_of_its_ties(tmp_path: Path) -> None:
    """Whichever claim yields them."""
    made = tiny(
        tmp_path,
        claims=[
            told("a", event="march"),
            told("b", "offensive", event="march", actor="beta", recipient="gamma"),
            denial("march"),
        ],
        events=[MARCH],
    )
    assert made.status("march") == "contested"
    assert statuses(made) == {"alpha fights gamma": "contested", "beta fights gamma": "contested"}


def test_what_only_denials_tell_of_is_denied(tmp_path: Path) -> None:
    """The tie is there, so that it can be shown, with who denies it and the denial as its claim."""
    made = tiny(tmp_path, claims=[denial("march", actor="alpha")], events=[MARCH])
    assert made.status("march") == "denied"
    assert statuses(made) == {"alpha fights gamma": "denied"}
    assert made.rows("SELECT ?a ?c { ?x a lg:Tie ; lg:deniedBy ?a ; lg:basedOn ?c }") == [
        ("alpha", "first#no")
    ]
    assert not made.holds("actor:alpha lg:fights actor:gamma")


def test_what_nobody_tells_of_has_no_status_and_no_tie(tmp_path: Path) -> None:
    """An event of the shared list that no claim names stays a mere entry."""
    made = tiny(tmp_path, claims=[support()], events=[MARCH])
    assert made.status("march") == ""
    assert made.ties() == {("alpha", "supports", "beta")}


# ---- ties ----------------------------------------------------------------------------------------


def test_ties_run_from_each_actor_to_each_recipient(tmp_path: Path) -> None:
    """Never within a side, never to third parties."""
    claim = support(actor=["alpha", "gamma"], recipient=["beta", "delta"], against="envoy")
    made = tiny(tmp_path, claims=[claim])
    assert made.ties() == {
        (a, "supports", b) for a in ("alpha", "gamma") for b in ("beta", "delta")
    }


def test_a_meeting_joins_across_sides_only_and_once(tmp_path: Path) -> None:
    """A symmetric tie is there once, marked, with plain edges both ways; sides meet each other."""
    meeting = told("a", "meeting", actor=["gamma", "delta"], recipient=["alpha"])
    made = tiny(tmp_path, claims=[meeting])
    assert made.ties() == {("alpha", "meets", "gamma"), ("alpha", "meets", "delta")}
    assert all(tie.symmetric for tie in made.records().ties())
    for pair in (("alpha", "gamma"), ("gamma", "alpha"), ("delta", "alpha")):
        assert made.holds("actor:{} lg:meets actor:{}".format(*pair))
    assert not made.holds("actor:gamma lg:meets actor:delta")


def test_participants_meet_pairwise(tmp_path: Path) -> None:
    """Where no sides are told everybody meets everybody, once."""
    made = tiny(tmp_path, claims=[told("a", "talks", participants=["gamma", "alpha", "beta"])])
    assert made.ties() == {
        ("alpha", "meets", "beta"),
        ("alpha", "meets", "gamma"),
        ("beta", "meets", "gamma"),
    }


def test_a_retelling_with_the_sides_turned_round_is_the_same_tie(tmp_path: Path) -> None:
    """A meets B, B meets A: one symmetric tie, based on both claims."""
    claims = [
        told("a", "meeting", actor="alpha", recipient="beta"),
        told("b", "meeting", event="a", actor="beta", recipient="alpha"),
    ]
    made = tiny(tmp_path, claims=claims)
    [tie] = made.records().ties()
    assert tie.claims == ("first#a", "first#b")


def test_a_sub_relation_yields_its_super_relations_as_plain_edges(tmp_path: Path) -> None:
    """Who aids supports; who visits meets, both ways, though a visit itself goes one way."""
    made = tiny(
        tmp_path,
        claims=[
            told("a", "arms-supply", actor="alpha", recipient="beta"),
            told("b", "visit", actor="alpha", recipient="gamma"),
        ],
    )
    assert made.holds("actor:alpha lg:aids actor:beta")
    assert made.holds(SUPPORTS)
    assert not made.holds("actor:beta lg:supports actor:alpha")
    assert made.holds("actor:alpha lg:visits actor:gamma")
    assert made.holds("actor:gamma lg:meets actor:alpha")
    assert not made.holds("actor:gamma lg:visits actor:alpha")
    assert made.ties() == {("alpha", "aids", "beta"), ("alpha", "visits", "gamma")}


def test_a_super_relation_is_found_through_the_ontology_in_the_same_store(tmp_path: Path) -> None:
    """Queries follow `rdfs:subPropertyOf`, since the ontology is among the graphs."""
    made = tiny(tmp_path, claims=[told("a", "arms-supply", actor="alpha", recipient="beta")])
    query = """SELECT ?f { ?x a lg:Tie ; lg:from ?f ; lg:relation/rdfs:subPropertyOf* lg:supports ;
        lg:ofEvent/rdf:type/rdfs:subClassOf* lg:Aid }"""
    assert made.rows(query) == [("alpha",)]


APPEAL = told("appeal", "appeal", actor="alpha", recipient="beta", topics=["ceasefire"])


def test_rejecting_refuses_whoever_made_the_appeal(tmp_path: Path) -> None:
    """The tie runs through `rejects`, to the actor of the very claim that is answered."""
    made = tiny(tmp_path, claims=[APPEAL, told("no", "rejection", actor="beta", rejects="appeal")])
    assert made.ties() == {("alpha", "appealsTo", "beta"), ("beta", "refuses", "alpha")}
    assert made.rows("SELECT ?e { ?x lg:relation lg:refuses ; lg:ofEvent ?e }") == [("first#no",)]


def test_a_retelling_by_other_actors_stays_apart(tmp_path: Path) -> None:
    """One appeal, told of states and then of presidents: only those of the claim are refused."""
    again = told("again", "appeal", event="appeal", actor="gamma", recipient="beta")
    reject = told("no", "rejection", actor="beta", rejects="appeal")
    made = tiny(tmp_path / "1", claims=[APPEAL, again, reject])
    assert ("beta", "refuses", "alpha") in made.ties()
    assert ("beta", "refuses", "gamma") not in made.ties()
    made = tiny(tmp_path / "2", claims=[APPEAL, again, {**reject, "rejects": "again"}])
    assert ("beta", "refuses", "gamma") in made.ties()
    assert ("beta", "refuses", "alpha") not in made.ties()
    assert made.rows("SELECT ?a { event:first\\/appeal lg:actor ?a }") == [("alpha",), ("gamma",)]


def test_rejecting_a_shared_event_refuses_all_who_made_it(tmp_path: Path) -> None:
    """The actors and participants of the event, but not those to whom it was addressed."""
    shared = {"id": "call", "type": "agreement", "participants": ["alpha", "gamma"]}
    made = tiny(
        tmp_path,
        claims=[told("no", "rejection", actor="beta", rejects="call"), told("t", event="call")],
        events=[shared],
    )
    refused = {to for start, relation, to in made.ties() if relation == "refuses"}
    assert refused == {"alpha", "gamma"}


def test_what_has_no_author_refuses_its_teller(tmp_path: Path) -> None:
    """A claim without an actor of its own was made by who says it."""
    formed = told("formed", "formation", recipient="beta", according_to="delta")
    made = tiny(tmp_path, claims=[formed, told("no", "rejection", actor="alpha", rejects="formed")])
    assert ("alpha", "refuses", "delta") in made.ties()


def test_nobody_is_tied_to_himself_through_an_answer(tmp_path: Path) -> None:
    """One who turns down his own earlier appeal does not refuse himself."""
    made = tiny(tmp_path, claims=[APPEAL, told("no", "rejection", actor="alpha", rejects="appeal")])
    assert made.ties() == {("alpha", "appealsTo", "beta")}


def test_a_tie_rests_on_the_claims_whose_own_roles_yield_it(tmp_path: Path) -> None:
    """A retelling by others is not among the claims of the first tie; one without roles is."""
    claims = [support(), told("b", event="a"), told("c", "support", event="a", actor="gamma", recipient="beta")]  # fmt: skip # noqa: E501
    made = tiny(tmp_path, claims=claims)
    based = {tie.source: tie.claims for tie in made.records().ties()}
    assert based == {"alpha": ("first#a", "first#b"), "gamma": ("first#c",)}


def test_ids_with_the_same_letters_give_different_ties(tmp_path: Path) -> None:
    """Every tie has an IRI of its own, also across articles with claims of the same id."""
    made = tiny(tmp_path, articles={"one": article([support()]), "two": article([support()])})
    assert len({tie.id for tie in made.records().ties()}) == 2


# ---- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        ([None], "", ""),
        (["2016-05-09"], "2016-05-09", "2016-05-09"),
        (["2016-05", "2016-05-09"], "2016-05-09", "2016-05-09"),
        (["2016-05-08", "2016-05-09"], "2016-05-08", "2016-05-09"),
        (["2016-04-04/..", "2016-05/2016-06"], "2016-04-04", ""),
        (["2016-04/2016-05", "2016-05/2016-06"], "2016-04-01", "2016-06-30"),
        ([None, "2016-05~"], "2016-05-01", "2016-05-31"),
    ],
)
def test_dates_of_an_event_and_of_its_ties(
    dates: list[str | None], first: str, last: str, tmp_path: Path
) -> None:
    """What all claims tell together; both carry every EDTF date as it was written."""
    claims: list[Entry] = []
    for number, date in enumerate(dates):
        when = {"date": date} if date else {}
        claims.append(told(f"c{number}", event="c0", **when) if number else support("c0", **when))
    made = tiny(tmp_path, claims=claims)
    event, [tie] = made.records().events["first#c0"], made.records().ties()
    assert (event.first, event.last) == (tie.first, tie.last) == (first, last)
    assert set(event.dates) == {date for date in dates if date}
    assert tie.date == "; ".join(sorted({date for date in dates if date}))
    query = "SELECT ?b { event:first\\/c0 sem:hasEarliestBeginTimeStamp ?b }"
    assert made.rows(query) == ([(first,)] if first else [])


# ---- sources and actors of events ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "sources"),
    [
        ({"publisher": "paper"}, {"publisher": "paper"}, 1),
        ({"publisher": "paper"}, {"publisher": "second-paper"}, 2),
        ({"publisher": "paper", "agency": "wire"}, {"publisher": "second-paper"}, 2),
        ({"agency": "wire"}, {"publisher": "second-paper", "agency": "wire"}, 1),
        ({"agency": "wire"}, {"publisher": "wire"}, 1),
    ],
)
def test_sources_are_distinct_origins(
    one: dict[str, object], other: dict[str, object], sources: int, tmp_path: Path
) -> None:
    """A text of an agency is one origin, however often it is printed, by itself too."""
    articles = {
        "first": article([support()], **one),
        "other": article([told("b", event="first#a")], **other),
    }
    made = tiny(tmp_path, articles=articles)
    assert made.rows("SELECT ?n { ?x a lg:Tie ; lg:sources ?n }") == [(str(sources),)]


def test_an_event_carries_the_union_of_what_its_claims_say(tmp_path: Path) -> None:
    """Roles, places and dates of the shared entry and of each claim."""
    made = tiny(
        tmp_path,
        claims=[
            told("a", event="march", place="coast", date="2016-05-01"),
            told("b", "offensive", event="march", actor="beta", recipient="gamma", place="harbour"),
        ],
        events=[{**MARCH, "date": "2016-05"}],
    )
    event = made.records().events["march"]
    assert event.roles == {"actor": ("alpha", "beta"), "recipient": ("gamma",)}
    assert event.places == ("coast", "harbour")
    assert event.dates == ("2016-05", "2016-05-01")
    assert event.claims == ("first#a", "first#b")
    assert made.rows("SELECT ?a { event:march sem:hasActor ?a }") == [
        ("alpha",),
        ("beta",),
        ("gamma",),
    ]
    assert made.rows("SELECT ?a { event:march sem:hasPlace ?a }") == [("coast",), ("harbour",)]
