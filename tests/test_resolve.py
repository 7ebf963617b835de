"""What a claim says once everything that it leaves to others is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
from libyagraph.resolve import Target, Told, event_of, event_type, resolve

from tests.support import Entry, article, tiny, told


def resolved(tmp_path: Path, *claims: Entry, **more: object) -> dict[str, Told]:
    """The claims of the article `first`, by their own ids."""
    made = tiny(tmp_path, claims=claims, **more)  # type: ignore[arg-type]
    return {each.claim.id: each for each in resolve(made.corpus.articles["first"], made.corpus)}


SPEECH = told("speech", "statement", actor="alpha", via="envoy", date="2016-05-09")


@pytest.mark.parametrize(
    ("keys", "modality", "said_by"),
    [
        ({}, "asserted", ("paper",)),
        ({"modality": "implied"}, "implied", ("paper",)),
        ({"according_to": "wire"}, "reported", ("wire",)),
        ({"according_to": ["wire", "delta"]}, "reported", ("delta",)),
        ({"via": "envoy"}, "reported", ("alpha",)),
        ({"via": "envoy", "according_to": ["wire", "delta"]}, "reported", ("delta",)),
        ({"via": "envoy", "modality": "alleged"}, "alleged", ("alpha",)),
    ],
)
def test_modality_and_teller_by_default(
    keys: dict[str, object], modality: str, said_by: tuple[str, ...], tmp_path: Path
) -> None:
    """Attributed is reported; said by the innermost teller, else who is relayed, else the paper."""
    claim = told("a", "support", actor="alpha", recipient="beta", **keys)
    found = resolved(tmp_path, claim)["a"]
    assert (found.modality, found.said_by) == (modality, said_by)


def test_what_is_relayed_without_sides_is_said_by_the_participants(tmp_path: Path) -> None:
    """A joint communiqué of two, by one spokesman, is both's own."""
    claim = told("a", "agreement", participants=["alpha", "beta"], via="envoy")
    assert resolved(tmp_path, claim)["a"].said_by == ("alpha", "beta")


def test_a_claim_inherits_from_what_it_is_in(tmp_path: Path) -> None:
    """`via`, `date` and `according_to` come from the nearest claim around it that has them."""
    found = resolved(
        tmp_path,
        told("c", "support", actor="alpha", recipient="beta", part_of="b"),
        told("b", "statement", actor="alpha", according_to="wire", part_of="speech"),
        SPEECH,
        told("d", "support", actor="alpha", recipient="beta", part_of="b", date="2016-05-01"),
        told("e", "support", actor="alpha", recipient="beta", part_of="b", date="undated"),
    )
    inner = found["c"]
    assert (inner.via, inner.according_to) == (("envoy",), ("wire",))
    assert inner.date and inner.date.text == "2016-05-09"
    assert (inner.modality, inner.said_by) == ("reported", ("wire",))
    assert inner.part_of == "first#b"
    assert found["d"].date and found["d"].date.text == "2016-05-01"
    assert found["e"].date is None


def test_what_a_claim_has_of_its_own_is_not_inherited(tmp_path: Path) -> None:
    """Its own tellers replace those around it; places, topics and modality are never inherited."""
    found = resolved(
        tmp_path,
        {**SPEECH, "according_to": "wire", "modality": "alleged", "place": "coast"},
        told(
            "a", "support", actor="alpha", recipient="beta", part_of="speech", according_to="delta"
        ),
    )
    assert found["a"].according_to == ("delta",)
    assert found["a"].modality == "reported"
    assert found["a"].claim.places == ()


def test_a_retelling_has_the_event_of_the_first_claim(tmp_path: Path) -> None:
    """Through a chain within one article, to the claim or to the shared event at its end."""
    march = {"id": "march", "type": "offensive", "actor": "alpha", "recipient": "gamma"}
    found = resolved(
        tmp_path,
        told("a", "support", actor="alpha", recipient="beta"),
        told("b", event="a"),
        told("c", event="b", actor="delta", recipient="beta"),
        told("d", event="march"),
        told("e", event="d"),
        events=[march],
    )
    assert {id: each.event for id, each in found.items()} == {
        "a": "first#a",
        "b": "first#a",
        "c": "first#a",
        "d": "march",
        "e": "march",
    }
    assert (found["b"].type, found["b"].roles) == ("support", found["a"].roles)
    assert (found["c"].roles["actor"], found["c"].own) == (("delta",), True)
    assert (found["e"].type, found["e"].roles["recipient"]) == ("offensive", ("gamma",))
    assert not found["b"].own


def test_a_reference_reaches_into_another_article(tmp_path: Path) -> None:
    """`article#id` names a claim elsewhere; a plain id is local first, and then a shared event."""
    march = {"id": "march", "type": "offensive", "actor": "alpha", "recipient": "gamma"}
    appeal = told("appeal", "appeal", actor="alpha", recipient="beta")
    rejects = ["appeal", "other#appeal", "march"]
    made = tiny(
        tmp_path,
        articles={
            "other": article([appeal]),
            "first": article([appeal, told("no", "rejection", actor="beta", rejects=rejects)]),
        },
        events=[march],
    )
    [_, rejection] = resolve(made.corpus.articles["first"], made.corpus)
    assert rejection.links["rejects"] == (
        Target("first#appeal", is_claim=True),
        Target("other#appeal", is_claim=True),
        Target("march", is_claim=False),
    )
    assert event_type(made.corpus, "march") == "offensive"
    assert event_type(made.corpus, "other#appeal") == "appeal"


def test_cycles_end(tmp_path: Path) -> None:
    """What `check` would refuse does not hang who resolves it all the same."""
    from libyagraph import corpus, ontology, paths

    from tests.support import write_corpus

    claims = [
        told("a", "support", actor="alpha", recipient="beta", part_of="b", event="c"),
        told("b", "support", actor="alpha", recipient="beta", part_of="a", event="a"),
        told("c", "support", actor="alpha", recipient="beta", part_of="c", event="b"),
    ]
    root = write_corpus(tmp_path, claims=claims)
    found = corpus.load(root, ontology.load(paths.ontology()))
    assert found.errors
    first = found.corpus.articles["first"]
    assert len(resolve(first, found.corpus)) == 3
    assert event_of(found.corpus, first, first.claims[0]).startswith("first#")
