"""Evidence against the texts: what still holds is silent, what does not is named."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from libyagraph import corpus as corpus_
from libyagraph.errors import Problem
from libyagraph.evidence import digest, verify
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary

from tests import support
from tests.support import VALID, told, write_corpus


@pytest.fixture(scope="module")
def valid(vocabulary: Vocabulary) -> Corpus:
    return corpus_.load(VALID, vocabulary).sound()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return shutil.copytree(VALID / "texts", tmp_path / "texts")


def changed(path: Path, at: int) -> None:
    """Put another character in the place of one code point."""
    text = path.read_bytes().decode("utf-8")
    other = "X" if text[at] != "X" else "Y"
    path.write_bytes((text[:at] + other + text[at + 1 :]).encode("utf-8"))


def passages(problems: list[Problem]) -> list[str]:
    return [problem.message for problem in problems if problem.name == "digest-mismatch"]


def test_the_seeds_hold(corpus: Corpus, texts: Path) -> None:
    """Every passage of the corpus says in its text what was annotated."""
    assert verify(corpus, texts) == []


def test_every_article_of_the_seeds_is_pinned(corpus: Corpus) -> None:
    """SHA-256, length and a digest of each passage: without them nothing could be verified."""
    for article in corpus.articles.values():
        assert len(article.sha256) == 64 and article.characters > 0
        assert all(passage.digest for claim in article.claims for passage in claim.evidence)


def test_the_invented_texts_hold(valid: Corpus) -> None:
    """Positions are code points: characters beyond the basic plane count once."""
    assert verify(valid, VALID / "texts") == []


def test_one_changed_character_is_found_where_it_matters(valid: Corpus, copied: Path) -> None:
    """The article, and the passages that hold the character, are named; no others are."""
    text = (copied / "harbour.txt").read_text(encoding="utf-8")
    at = text.index("quoted a clerk") + 2
    changed(copied / "harbour.txt", at)
    problems = verify(valid, copied)
    assert [problem.name for problem in problems] == ["text-changed", "digest-mismatch"]
    assert "article every-construct: the text is not the one annotated" in problems[0].message
    [message] = passages(problems)
    assert message.startswith("article every-construct, claim told-by-two: characters 116–144")
    lines = (VALID / "every-construct.yaml").read_text(encoding="utf-8").splitlines()
    assert "[116, 144," in lines[problems[1].line - 1]


@pytest.mark.parametrize("step", [7])
def test_any_changed_character_names_exactly_the_passages_around_it(
    valid: Corpus, copied: Path, step: int
) -> None:
    """Tried all along the text, the passages that are named are those that hold the character."""
    article = valid.articles["every-construct"]
    original = (copied / "harbour.txt").read_bytes()
    for at in range(0, article.characters, step):
        changed(copied / "harbour.txt", at)
        expected = sorted(
            f"article every-construct, claim {claim.id}: "
            f"characters {passage.start}–{passage.end} no longer hold"
            for claim in article.claims
            for passage in claim.evidence
            if passage.start <= at < passage.end
        )
        found = verify(valid, copied)
        assert sorted(passages(found)) == expected
        assert [p.name for p in found if "the text is not" in p.message] == ["text-changed"]
        (copied / "harbour.txt").write_bytes(original)


def test_an_inserted_character_moves_what_follows(valid: Corpus, copied: Path) -> None:
    """All passages after it no longer hold, those before do, and the length is told."""
    path = copied / "second.txt"
    path.write_text("!" + path.read_text("utf-8"), encoding="utf-8")
    found = verify(valid, copied)
    assert len(passages(found)) == 3
    assert any("105 characters, not" in p.message or "characters, not" in p.message for p in found)
    assert all("second" in message for message in passages(found))


def test_other_line_ends_are_another_text(valid: Corpus, copied: Path) -> None:
    """Positions count what is in the file: nothing is translated on the way."""
    path = copied / "harbour.txt"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert passages(verify(valid, copied))


@pytest.mark.parametrize("how", ["missing", "directory", "latin-1"])
def test_a_text_that_is_not_at_hand_is_a_warning(how: str, valid: Corpus, copied: Path) -> None:
    """The graph can be built without the texts: their articles are named, and others verified."""
    path = copied / "harbour.txt"
    path.unlink()
    if how == "directory":
        path.mkdir()
    if how == "latin-1":
        path.write_bytes("é".encode("latin-1"))
    [problem] = verify(valid, copied)
    assert problem.level == "warning"
    assert problem.file.endswith("every-construct.yaml")
    assert "harbour.txt" in problem.message


def test_a_name_too_long_for_a_file_is_a_text_that_is_not_there(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Whatever an annotation calls its text: the check goes on."""
    root = write_corpus(
        tmp_path / "corpus",
        articles={
            "first": support.article(
                [told("a", "support", actor="alpha", recipient="beta")],
                source={"file": "z" * 400 + ".txt"},
            )
        },
    )
    [problem] = verify(corpus_.load(root, vocabulary).corpus, tmp_path)
    assert (problem.level, problem.name) == ("warning", "no-text")
    assert len(problem.message) < 200


def test_verifying_tells_how_far_it_is(valid: Corpus) -> None:
    """After each article, out of how many."""
    heard: list[tuple[int, int]] = []
    verify(valid, VALID / "texts", lambda done, whole: heard.append((done, whole)))
    count = len(valid.articles)
    assert heard == [(number, count) for number in range(1, count + 1)]


def test_a_digest_is_the_beginning_of_a_sha256() -> None:
    """Twelve hexadecimal digits of the passage as UTF-8, which anybody can compute."""
    assert digest("é🕊") == hashlib.sha256("é🕊".encode()).hexdigest()[:12]
