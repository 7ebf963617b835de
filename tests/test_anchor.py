"""Passages found again in a text that changed around them: what is proven, and in good time."""

from __future__ import annotations

import random
import re
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libyagraph.evidence import digest
from libyagraph.fix.anchor import SHORT, Found, find_again
from libyagraph.fix.faces import Passage, faces
from libyagraph.fix.regions import Known, Regions, whole

OLD = (
    "The president received the general. They spoke for two hours. "
    "The envoy’s office said nothing. A clerk told the paper of boats. The end."
)


def passage(text: str, words: str) -> Passage:
    """The first place of some words in a text."""
    start = text.index(words)
    return Passage(start, start + len(words), digest(words))


def again(old: str, new: str, *words: str) -> list[Found]:
    """Where words of an old text stand in a new one."""
    passages = [passage(old, each) for each in words]
    found = find_again(passages, faces(new))
    return [found[each] for each in passages]


SENTENCES = tuple(re.findall(r"\S[^.]+\.", OLD))[:4]


@pytest.mark.parametrize(
    ("before", "behind"), [("", ""), ("Menu\n", ""), ("", "\nFooter"), ("Menu\n", "\nFooter")]
)
def test_what_is_put_around_a_text_moves_its_passages(before: str, behind: str) -> None:
    """Navigation above and below: every passage stands where its words stand now."""
    new = before + OLD + behind
    assert again(OLD, new, *SENTENCES) == [Found(new.index(words)) for words in SENTENCES]


def test_what_is_put_between_moves_what_follows() -> None:
    """Each passage moves by what stands before it, also where all move by other distances."""
    new = OLD.replace(". ", ".\n\nAdvertisement.\n\n")
    assert again(OLD, new, *SENTENCES) == [Found(new.index(words)) for words in SENTENCES]


def test_what_is_gone_moves_what_follows_back() -> None:
    """A shorter text is as good as a longer one."""
    new = OLD.replace(SENTENCES[0] + " ", "")
    lost, *found = again(OLD, new, *SENTENCES)
    assert lost == Found(None, "absent")
    assert found == [Found(new.index(words)) for words in SENTENCES[1:]]


def test_a_paragraph_that_was_moved_is_found() -> None:
    """The order of passages does not matter where their words stand once."""
    new = " ".join(reversed(SENTENCES))
    assert again(OLD, new, *SENTENCES) == [Found(new.index(words)) for words in SENTENCES]


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace("’", "'"),
        lambda t: t.replace(" of ", "\u00a0of "),
        lambda t: t.replace("’", "'").replace(" two", "\u202ftwo"),
    ],
)
def test_other_apostrophes_and_spaces_are_the_same_words(change: object) -> None:
    """The old digest is that of the words as they were typed: that proves them."""
    assert callable(change)
    new = "Menu\n" + change(OLD)
    assert again(OLD, new, *SENTENCES) == [Found(5 + OLD.index(words)) for words in SENTENCES]
    assert again(new, OLD, *(change(words) for words in SENTENCES[2:3])) == [
        Found(OLD.index(SENTENCES[2]))
    ]


@pytest.mark.parametrize("word", ["hours", "spoke", "two "])
def test_one_changed_word_loses_its_passage_alone(word: str) -> None:
    """Nearly the same is not the same."""
    new = "Menu\n" + OLD.replace(word, "XXXXX"[: len(word)])
    first, lost, *others = again(OLD, new, *SENTENCES)
    assert lost == Found(None, "absent")
    assert [first, *others] == [Found(new.index(words)) for words in (SENTENCES[0], *SENTENCES[2:])]


def test_words_that_recur_go_with_their_neighbours() -> None:
    """A teaser repeats a sentence; the one meant is that which moved with the rest."""
    new = f"{SENTENCES[1]} … Menu\n{OLD}"
    found = again(OLD, new, *SENTENCES)
    assert found == [Found(new.index(OLD) + OLD.index(words)) for words in SENTENCES]


def test_words_that_recur_without_neighbours_stay_open() -> None:
    """Twice in the text, and nothing that shows which: nothing is guessed."""
    new = f"{SENTENCES[1]}\nMenu. {SENTENCES[1]}"
    assert again(OLD, new, SENTENCES[1]) == [Found(None, "several", (0, new.rindex("They")))]


def test_a_text_given_twice_stays_open() -> None:
    """A page that holds the article twice shows nowhere which copy was meant."""
    new = f"Menu\n{OLD}\nPrint this:\n{OLD}"
    assert {found.why for found in again(OLD, new, *SENTENCES)} == {"several"}


def test_words_at_the_old_place_by_chance_move_with_both_neighbours() -> None:
    """The same words at the old place are others, if all around moved alike."""
    words = ("The minister met the envoy.", "He said so again.", "The talks went on in Valdon.")
    old = " ".join(words)
    at = old.index(words[1])
    other = "#" * at + words[1]
    new = other + "#" * len(old) + old
    assert new[at : at + len(words[1])] == words[1]
    found = again(old, new, *words)
    assert found == [Found(len(other) + len(old) + old.index(each)) for each in words]


def test_words_that_fit_either_neighbour_stay_open() -> None:
    """Doubled between two sentences that moved by different distances: either may be meant."""
    new = "Menu\n" + OLD.replace(SENTENCES[1], f"{SENTENCES[1]} {SENTENCES[1]}")
    first, open_, last, _ = again(OLD, new, *SENTENCES)
    places = (new.index(SENTENCES[1]), new.rindex(SENTENCES[1]))
    assert open_ == Found(None, "several", places)
    assert (first, last) == (Found(5), Found(new.index(SENTENCES[2])))


def test_a_short_passage_needs_another_beside_it() -> None:
    """A word or two may be in any text; with a sentence that moved alike it is theirs."""
    short = "The end"
    assert len(short) < SHORT
    new = f"Menu\n{OLD}"
    start = new.index(short)
    assert again(OLD, new, short) == [Found(None, "short", (start,))]
    assert again(OLD, new, *SENTENCES, short)[-1] == Found(start)


def test_a_passage_longer_than_the_text_is_absent() -> None:
    """Nothing is read beyond the end."""
    assert again(OLD, "Alpha.", OLD) == [Found(None, "absent")]
    assert again(OLD, "", OLD) == [Found(None, "absent")]


# ---- whatever the texts

WORDS = st.lists(st.sampled_from(("ab", "b", "é", "🕊", "’", " ", "\n")), max_size=40).map("".join)


@given(WORDS, WORDS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6))
@settings(max_examples=300)
def test_a_find_always_has_the_words(old: str, new: str, spans: list[tuple[int, int]]) -> None:
    """In texts full of repetitions: a find has the digest, and what has none is nowhere proven."""
    passages = [
        Passage(start, start + length, digest(old[start : start + length]))
        for start, length in spans
        if start + length <= len(old)
    ]
    texts = faces(new)
    for each, found in find_again(passages, texts).items():
        length = each.end - each.start
        places = {
            at
            for at in range(len(new) - length + 1)
            if any(text.stands(each, at - each.start) for text in texts)
        }
        if found.start is not None:
            assert found.start in places
        elif found.why == "absent":
            assert not places
        elif found.why == "short":
            assert len(places) == 1 and length < SHORT
        else:
            assert found.why == "several" and len(places) > 1


@given(st.randoms(use_true_random=False), st.integers(1, 30))
@settings(max_examples=60)
def test_passages_survive_whatever_happens_between_them(chance: random.Random, count: int) -> None:
    """Text is put in and taken out around passages of their own words: all are found."""

    def gap() -> str:
        signs = ("Lire aussi", "—", "\n", "🕊", "é", " ", "\u00a0")
        return "".join(chance.choices(signs, k=chance.randint(0, 30)))

    kept = [f"In passage {n} the council’s words were {chance.random()}." for n in range(count)]
    old = "".join(each for words in kept for each in (gap(), words)) + gap()
    new = "".join(each for words in kept for each in (gap(), words)) + gap()
    assert again(old, new, *kept) == [Found(new.index(words)) for words in kept]


def test_a_long_text_takes_little_work() -> None:
    """A megabyte of text: one search near by, and all the others by the distance it moved."""
    chance = random.Random(1)
    old = " ".join(f"w{chance.randrange(10**6)}" for _ in range(130_000))
    starts = [chance.randrange(len(old) - 200) for _ in range(50)]
    passages = [Passage(at, at + 120, digest(old[at : at + 120])) for at in starts]
    new = faces("Accueil | Monde\n" + old)
    found = find_again(passages, new, work=30_000_000)
    assert [found[each] for each in passages] == [Found(each.start + 16) for each in passages]


def test_work_that_does_not_suffice_is_told() -> None:
    """What could not be searched whole is not said to be absent, nor found."""
    far = "x" * 50_000 + OLD
    [found] = find_again([passage(OLD, SENTENCES[0])], faces(far), work=1_000_000).values()
    assert found == Found(None, "unsearched")


# ---- regions, which have no digest


def regions(old: str, new: str, *words: str) -> Regions:
    """What is known of a change by the places of some words."""
    known = [Known(old.index(w), old.index(w) + len(w), new.index(w)) for w in words]
    return Regions(known, len(old), len(new))


@pytest.mark.parametrize(
    ("old", "new", "words", "region", "moved"),
    [
        ("..alpha..beta..", "----..alpha..beta..", "alpha beta", (7, 9), (11, 13)),
        ("..alpha..beta..", "..alpha..---beta..", "alpha beta", (7, 9), None),
        ("..alpha..beta..", "..alpha..beta..----", "alpha beta", (1, 2), (1, 2)),
        ("..alpha..beta..", "--..alpha..beta..", "alpha beta", (1, 2), None),
        ("..alpha..beta..", "--..alpha..beta..", "alpha beta", (0, 2), (0, 4)),
        ("..alpha..beta..", "--..alpha..beta..", "alpha beta", (13, 15), (15, 17)),
        ("..alpha..beta..", "..alpha..beta..--", "alpha beta", (13, 15), (13, 17)),
        ("..alpha..beta..", "..alpha..beta-", "alpha beta", (13, 15), (13, 14)),
        ("..alpha..beta..", "..alpha..beta", "alpha beta", (13, 15), None),
        ("..alpha..beta..", "--..alpha..beta..", "alpha", (3, 5), (5, 7)),
        ("..alpha..beta..", "--..alpha..beta..--", "alpha beta", (0, 15), (0, 19)),
    ],
)
def test_a_region_moves_where_both_sides_show_it(
    old: str, new: str, words: str, region: tuple[int, int], moved: tuple[int, int] | None
) -> None:
    """Between two that moved alike, within one, or at an end of the text; else nothing is said."""
    assert regions(old, new, *words.split()).moved(*region) == moved


def test_without_the_old_length_an_end_shows_nothing() -> None:
    """Whether a region reached to the end can't be told then."""
    assert Regions([Known(2, 7, 4)], 0, 30).moved(13, 15) is None


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=20), st.data())
def test_the_sha256_shows_what_was_put_in(
    old: str, one: str, other: str, data: st.DataObject
) -> None:
    """In one place, or before and behind: the old text is found whole, wherever it was cut."""
    old = f"{old}."
    cut = data.draw(st.integers(0, len(old)))
    sum_ = sha256(old.encode("utf-8", "surrogatepass")).hexdigest()
    new = old[:cut] + one + old[cut:]
    at = 0 if cut else len(one)
    known = [Known(0, 1, at)] if cut != 0 else [Known(0, len(old), at)]
    parts = whole(faces(new)[:1], sum_, len(old), known)
    assert "".join(new[k.now : k.now + k.end - k.start] for k in parts) == old
    new = one + old + other
    parts = whole(faces(new)[:1], sum_, len(old), [Known(0, len(old), len(one))])
    assert [(k.start, k.end) for k in parts] == [(0, len(old))]
    assert new[parts[0].now :][: len(old)] == old
    assert whole(faces(new + "!")[:1], sum_[::-1], len(old), known) == ()
