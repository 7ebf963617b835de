"""One file after another: what is valid is read in full, what is not is named with its place.

`data/valid/` is a corpus that uses every construct of the language. Each file of `data/invalid/` is
put beside it; its first lines say which errors it must give, as `line:column fragment` (`*` for any
column), all of them and no others.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from libyagraph import corpus as corpus_
from libyagraph.edtf import parse as edtf
from libyagraph.fields import Reporter
from libyagraph.model import Claim, Corpus, Figure, Label
from libyagraph.parse.article import ArticleParser
from libyagraph.read import Mapping, read_bytes
from libyagraph.vocabulary import Vocabulary

from tests.support import DATA, VALID, article, problems, told, write_corpus

INVALID = sorted((DATA / "invalid").glob("*.yaml"))
EXPECTED = re.compile(r"# (\d+):(\d+|\*) (.+)")


@pytest.fixture(scope="module")
def valid(vocabulary: Vocabulary) -> Corpus:
    return corpus_.load(VALID, vocabulary).sound()


@pytest.fixture(scope="module")
def claims(valid: Corpus) -> dict[str, Claim]:
    return {claim.id: claim for claim in valid.articles["every-construct"].claims}


def test_the_valid_corpus_has_no_problems(vocabulary: Vocabulary) -> None:
    """Every construct of the language, in one corpus, without an error or a warning."""
    assert corpus_.load(VALID, vocabulary).problems == ()


def test_the_seeds_have_no_problems(vocabulary: Vocabulary) -> None:
    """The corpus that comes with the program is sound, without warnings."""
    assert corpus_.load(None, vocabulary).problems == ()


def test_the_valid_corpus_uses_every_key(vocabulary: Vocabulary) -> None:
    """A key that is added to the language must be added to the valid corpus."""
    files = [VALID / "every-construct.yaml", VALID / "second.yaml"]
    written = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    used = {key for each in written for claim in each["claims"] for key in claim}
    fields = {
        "id", "type", "event", "evidence", "modality", "cue", "according_to", "via", "in", "place",
        "date", "effective", "words", "topics", "conditions", "figures", "label", "nth", "within",
        "outcome", "repeated", "note", "review",
    }  # fmt: skip
    assert fields | set(vocabulary.roles) | set(vocabulary.links) == used


def test_what_is_written_is_what_is_read(claims: dict[str, Claim], valid: Corpus) -> None:
    """Every key of a claim arrives in the model with the value that was written."""
    appeal = claims["appeal"]
    assert appeal.type == "appeal"
    assert appeal.roles == {
        "actor": ("alpha",),
        "recipient": ("beta",),
        "against": ("gamma", "gang"),
    }
    assert appeal.date == edtf("2016-05-10?")
    assert appeal.effective == edtf("2016-05-15")
    assert (appeal.nth, appeal.within, appeal.outcome) == (2, "P1M", "unknown")
    assert (appeal.topics, appeal.conditions) == (("ceasefire", "political-talks"), ("arms",))
    assert (appeal.words, appeal.review, appeal.note) == ("on Tuesday", "draft", "Two\nlines.")
    assert appeal.places == ("harbour",)
    assert [(passage.start, passage.end) for passage in appeal.evidence] == [(5, 63), (65, 89)]
    assert claims["told-by-two"].according_to == ("wire", "clerk")
    assert claims["told-by-two"].event == "appeal"
    assert claims["told-by-two"].roles == {}
    assert claims["speech"].via == ("envoy",)
    assert claims["boats"].part_of == "speech"
    assert (claims["boats"].modality, claims["boats"].cue) == ("alleged", "denies")
    assert claims["no-boats"].links == {"denies": ("boats", "long-march")}
    assert claims["no-boats"].undated and claims["no-boats"].date is None
    assert claims["no-boats"].repeated and not claims["boats"].repeated
    assert claims["delta-welcomes"].links == {"welcomes": ("appeal",), "about": ("speech",)}
    assert claims["delta-welcomes"].labels == (
        Label("a gang of clerks", "beta"),
        Label("gang", "gang"),
    )
    assert claims["ban"].roles["except"] == ("gamma",)
    assert claims["march"].figures == (
        Figure("hurt", ">", 12),
        Figure("boats", "=", 0),
        Figure("camps", "<=", 3),
        Figure("days", "~", 40),
    )
    first = valid.articles["every-construct"]
    assert first.title == 'Alpha asks "twice" — a \\ test 🕊'
    assert (first.publisher, first.agency, first.republished_by) == (
        "paper",
        "wire",
        ("second-paper",),
    )
    assert [(r.start, r.end, r.why) for r in (*first.ignore, *first.no_claim)] == [
        (0, 4, "navigation"),
        (403, 416, "footer"),
    ]
    assert {actor.id for actor in first.actors} == {"clerk", "gang"}
    assert valid.places["harbour"].latitude == "-3.50"
    assert valid.actors["alpha"].note == "Two lines,\nand a\ttab 🕊."


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_mistake_is_named_with_its_place(
    path: Path, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """All errors of a file are reported in one run, each at its line and column, and no others."""
    lines = path.read_text(encoding="utf-8").splitlines()
    expected = [match.groups() for line in lines if (match := EXPECTED.fullmatch(line))]
    assert expected, "a file of data/invalid begins with the errors that it must give"
    directory = shutil.copytree(VALID, tmp_path / "corpus")
    shutil.copy(path, directory)
    found = [
        (str(error.line), str(error.column), error.message)
        for error in corpus_.load(directory, vocabulary).errors
    ]
    assert all(e.file.endswith(path.name) for e in corpus_.load(directory, vocabulary).errors)
    missing = [
        each
        for each in expected
        if not any(
            each[0] == line and each[1] in (column, "*") and each[2] in message
            for line, column, message in found
        )
    ]
    assert not missing, f"not among {found}"
    assert len(found) == len(expected), found


def test_all_problems_of_all_files_come_in_one_run(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """Two broken articles are both reported, sorted by file and place."""
    root = write_corpus(
        tmp_path,
        articles={
            "two": article([told("a", "support", actor="alpha", recipient="betta")]),
            "one": article([told("a", "supprt", actor="alfa", recipient="beta")], lang="en"),
        },
    )
    found = corpus_.load(root, vocabulary).errors
    assert list(found) == sorted(found)
    assert [(Path(error.file).name, error.name) for error in found] == [
        ("one.yaml", "unknown-word"),
        ("one.yaml", "unknown-actor"),
        ("one.yaml", "unknown-key"),
        ("two.yaml", "unknown-actor"),
    ]


@pytest.mark.parametrize(
    ("entry", "fragment"),
    [
        ({"aliases": [{"value": "X", "lang": "not a language"}]}, "lang"),
        ({"names": {"fr-aaaaaaaaaaaaaaaa": "X"}}, "language"),
        ({"sources": ["https://example.org/%zz"]}, "address"),
        ({"sources": ["http://[1"]}, "address"),
        ({"sources": ["https://example.org/\ue000"]}, "address"),
        ({"sources": ["article:x> <y> <z> <g> ."]}, "article"),
    ],
)
def test_what_no_graph_can_hold_is_a_problem_of_the_data(
    entry: dict[str, object], fragment: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Language tags and addresses that RDF refuses are told with their line, not by the store."""
    actor = {
        "id": "new",
        "kind": "person",
        "names": {"en": "New"},
        "sources": ["https://example.org/"],
        **entry,
    }
    root = write_corpus(tmp_path, actors=[actor])
    assert any(fragment in problem for problem in problems(root, vocabulary, "more-actors.yaml"))


def test_geonames_numbers_are_ascii(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """An id that goes into an address is made of ASCII digits."""
    root = write_corpus(tmp_path)
    path = root / "places.yaml"
    path.write_text(path.read_text("utf-8").replace("2215636", "٢٢١٥"), encoding="utf-8")
    assert any("geonames" in problem for problem in problems(root, vocabulary))


WORDS = [
    "alpha", "beta", "support", "meeting", "article#id", "first#a", "a", "", "2016-05-10",
    "undated", "true", "3", ">=2", "no", "asserted", "x" * 300, "é\n🕊", "#", "a#b#c", "-", "٣", "²",
]  # fmt: skip
KEYS = [
    "id", "type", "actor", "recipient", "participants", "evidence", "date", "in", "event", "denies",
    "topics", "figures", "label", "nth", "within", "repeated", "place", "according_to", "via",
]  # fmt: skip
words, keys = st.sampled_from(WORDS), st.sampled_from(KEYS)
values = st.recursive(
    words | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["quote", "at", "why", "id", "for", "term", "x"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(
    st.lists(st.dictionaries(keys, values, max_size=8), max_size=3),
    st.dictionaries(
        st.sampled_from(["title", "published", "source", "ignore", "actors", "agency"]), values
    ),
)
def test_no_article_crashes_the_parser(
    vocabulary: Vocabulary, claims: list[dict[str, object]], top: dict[str, object]
) -> None:
    """Whatever stands under whatever key, there is an article or a problem, and no exception."""
    text = yaml.safe_dump({**article(claims), **top}, allow_unicode=True)
    root, unreadable = read_bytes(text.encode(), "first.yaml")
    if root is None:
        assert unreadable
        return
    assert isinstance(root, Mapping)
    report = Reporter("first.yaml")
    found = ArticleParser(vocabulary).article(root, report, "first")
    assert found is not None or report.problems
