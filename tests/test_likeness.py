"""Names that may mean an actor who is there already are found, and the reason is told."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph.likeness import REASONS, folded, identifier, near
from libyagraph.model import Actor, Alias, Corpus, Place

from tests.language_server import node
from tests.strategies import AWKWARD


def actor(name: str, *aliases: str, id: str = "them") -> Actor:
    """An actor of one name, with aliases."""
    return Actor(
        id=id,
        kind="person",
        names={"en": name},
        aliases=tuple(Alias(alias, "en") for alias in aliases),
        wikidata="",
        affiliations=(),
        sources=(),
        note="",
        file="",
        marks={},
    )


def reason(one: str, other: str) -> str:
    """Why one name is near to another; the same both ways."""
    there, back = (near(a, [actor(b)]) for a, b in ((one, other), (other, one)))
    assert [match.reason for match in there] == [match.reason for match in back]
    return there[0].reason if there else ""


@pytest.mark.parametrize(
    ("reason_", "one", "other"),
    [
        # the same letters: case, accents, hyphens and apostrophes; the forms of Arabic letters
        ("same", "Khalifa Haftar", "KHALIFA HAFTAR"),
        ("same", "Élysée", "elysee"),
        ("same", "Fayez al-Sarraj", "Fayez Al Sarraj"),
        ("same", "L'Orient-Le Jour", "L’Orient Le Jour"),
        ("same", "أحمد", "احمد"),
        ("same", "إيمانويل", "ايمانويل"),
        ("same", "ٱلله", "الله"),
        ("same", "خليفة", "خليفه"),
        ("same", "السيسي", "السيسى"),
        ("same", "مُحَمَّد", "محمد"),
        ("same", "محـــمد", "محمد"),
        ("same", "کریم", "كريم"),
        # the same words: their order, and articles
        ("words", "Sarraj", "al-Sarraj"),
        ("words", "al-Sarraj", "el-Sarraj"),
        ("words", "as-Sarraj", "Al-Sarraj"),
        ("words", "Haftar Khalifa", "Khalifa Haftar"),
        ("words", "حفتر خليفة", "خليفة حفتر"),
        ("words", "فايز السراج", "فايز سراج"),
        ("words", "Abdul Hamid", "Abdelhamid"),
        ("words", "Abd al-Hamid", "Abdulhamid"),
        ("words", "عبد الحميد", "عبدالحميد"),
        ("words", "The Gazette", "Gazette"),
        # other spellings of the same sounds, also in other scripts
        ("sound", "Hifter", "Haftar"),
        ("sound", "Khalifa Hafter", "Halifa Haftar"),
        ("sound", "Serraj", "Sarraj"),
        ("sound", "Sarraj", "Sarradj"),
        ("sound", "Dbeibah", "Dabaiba"),
        ("sound", "Gaddafi", "Kadhafi"),
        ("sound", "Qaddafi", "Gheddafi"),
        ("sound", "Bashagha", "Bachagha"),
        ("sound", "Mohamed", "Muhammad"),
        ("sound", "Poutine", "Putin"),
        ("sound", "Walid Haddad", "Oualid Haddad"),
        ("sound", "Khalifa Haftar", "خليفة حفتر"),
        ("sound", "Fayez Sarraj", "فايز السراج"),
        ("sound", "Sergueï Lavrov", "Сергей Лавров"),
        ("sound", "Сергей Лавров", "سيرغي لافروف"),
        # slips
        ("slip", "Sisi", "Sissi"),
        ("slip", "Khalifar Haftar", "Khalifa Haftar"),
        ("slip", "Emmanuel Marcon", "Emmanuel Macron"),
        # one name in another
        ("part", "Haftar", "Khalifa Haftar"),
        ("part", "Serraj", "Fayez al-Sarraj"),
        ("part", "حفتر", "خليفة بلقاسم حفتر"),
        ("part", "government", "Government of National Unity"),
        # and what is not near
        ("", "Haftar", "Sarraj"),
        ("", "Eastern camp", "Western camp"),
        ("", "Est", "Ouest"),
        ("", "Saddam Haftar", "Khalifa Haftar"),
        ("", "Ali", "Ola"),
        ("", "Russia", "Rasha"),
        ("", "of the", "the"),
        ("", "", "Haftar"),
        ("", "…", "—"),
    ],
)
def test_the_reason_why_two_names_are_near(reason_: str, one: str, other: str) -> None:
    """Each step of the rule, by names as press and registries have them."""
    assert reason(one, other) == reason_


def test_the_nearest_name_of_each_actor_comes_first() -> None:
    """Every actor stands once, by the name that is most like it; aliases count as names do."""
    actors = [
        actor("Khalifa Haftar", "Hifter", "maréchal Haftar", id="a"),
        actor("Saddam Haftar", id="b"),
        actor("Hiftar", id="c"),
        actor("Ada Morrow", id="d"),
    ]
    found = near("hifter", actors)
    assert [(match.actor.id, match.name, match.reason) for match in found] == [
        ("a", "Hifter", "same"),
        ("c", "Hiftar", "sound"),
        ("b", "Saddam Haftar", "part"),
    ]
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True) and scores[0] == 1
    assert all(match.reason in REASONS for match in found)


def test_every_name_of_the_registry_finds_its_actor(corpus: Corpus) -> None:
    """Whoever enters an actor of the packaged corpus again is told so, whatever name he takes."""
    for known in corpus.actors.values():
        for name in (*known.names.values(), *(alias.value for alias in known.aliases)):
            same = [match for match in near(name, corpus.actors.values()) if match.score == 1]
            assert known in [match.actor for match in same], name


def test_the_page_folds_alike(corpus: Corpus) -> None:
    """Who searches on the page finds by the same spellings: its script folds as we do."""
    entries: list[Actor | Place] = [*corpus.actors.values(), *corpus.places.values()]
    names = {name for entry in entries for name in entry.names.values()}
    names |= {alias.value for entry in entries for alias in entry.aliases}
    names |= {
        *AWKWARD,
        "ÉLYSÉE",
        "İstanbul",
        "Dağlı",
        "Straße",
        "Łódź",
        "Ångström",
        "گروه",
        "١٢٣",
        "ﷲ",
    }
    script = (
        "const [code, names] = JSON.parse(require('fs').readFileSync(0));"
        "require('vm').runInThisContext(code);"
        "console.log(JSON.stringify(names.map(fold)));"
    )
    code = (files("libyagraph.page") / "fold.js").read_text(encoding="utf-8")
    asked = sorted(names)
    done = subprocess.run(
        [str(node()), "-e", script],
        input=json.dumps([code, asked]).encode(),
        capture_output=True,
        check=True,
    )
    assert dict(zip(asked, json.loads(done.stdout), strict=True)) == {n: folded(n) for n in asked}


@given(st.text(max_size=20))
def test_any_name_is_like_itself(name: str) -> None:
    """Folding is done once for all, and what has letters is the same as itself."""
    assert folded(folded(name)) == folded(name)
    assert reason(name, name) == ("same" if folded(name) else "")


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    """Which name was there first plays no part."""
    reason(one, other)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Fayez al-Sarraj", "fayez-al-sarraj"),
        ("L’Orient-Le Jour", "l-orient-le-jour"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Øystein Łuczak", "oystein-luczak"),
        ("Force 8", "force-8"),
        ("خليفة حفتر", ""),
        ("Сергей", ""),
        ("…", ""),
    ],
)
def test_an_id_is_made_of_latin_letters_alone(name: str, id_: str) -> None:
    """Of other letters none is made: it would be a transliteration that nobody chose."""
    assert identifier(name) == id_
