"""Coverage: what share of a text is annotated, and what nothing accounts for."""

from __future__ import annotations

from pathlib import Path

import pytest
from libyagraph import corpus as corpus_
from libyagraph.coverage import coverage
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary

from tests.support import article, write_corpus

TEXT = "Alpha met Beta. They spoke for an hour about nothing at all. Copyright of nobody."
MET = {"id": "met", "type": "meeting", "actor": "alpha", "recipient": "beta"}


def covered(
    tmp_path: Path, vocabulary: Vocabulary, evidence: list[list[int]], **more: object
) -> tuple[list[tuple[int, int]], float]:
    """The gaps of one invented article, and its share of evidence."""
    told = article([{**MET, "evidence": evidence}])
    told["source"] = {"file": "one.txt"}
    told.update(more)
    root = write_corpus(tmp_path / "c", articles={"one": told})
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT, encoding="utf-8")
    found, missing = coverage(corpus_.load(root, vocabulary).sound(), tmp_path / "texts")
    assert not missing
    return [(gap.start, gap.end) for gap in found[0].gaps], found[0].share


def test_a_sentence_that_nothing_accounts_for_is_named(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """Each sentence without evidence is a gap, from its first to its last word."""
    gaps, share = covered(tmp_path, vocabulary, [[0, 15]])
    assert [TEXT[start:end] for start, end in gaps] == [
        "They spoke for an hour about nothing at all",
        "Copyright of nobody",
    ]
    assert share == pytest.approx(15 / len(TEXT))


def test_ignored_and_silent_sentences_are_accounted_for(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """What is ignored is no part of the body; what tells of no event is, and is no gap."""
    gaps, share = covered(
        tmp_path,
        vocabulary,
        [[0, 15]],
        ignore=[{"at": [61, 81], "why": "boilerplate"}],
        no_claim=[{"at": [16, 60], "why": "small talk"}],
    )
    assert gaps == []
    assert share == pytest.approx(15 / (len(TEXT) - 20))


def test_joining_words_are_no_gap_but_whole_sentences_are(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """A few words beside evidence join it; a short sentence of its own is still a gap."""
    gaps, _ = covered(tmp_path, vocabulary, [[0, 15], [21, 60]])
    assert [TEXT[start:end] for start, end in gaps] == ["Copyright of nobody"]


def test_every_sentence_of_the_corpus_is_accounted_for(corpus: Corpus, texts: Path) -> None:
    """All of the five bodies is evidence, ignored, or listed as telling of no event."""
    found, missing = coverage(corpus, texts)
    assert not missing
    assert {each.article: [(g.start, g.end) for g in each.gaps] for each in found} == {
        each.article: [] for each in found
    }
