"""Less by article and by number of sources, and what is drawn where there is too much."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from libyagraph import cli
from libyagraph.api import open_graph
from libyagraph.build import build
from libyagraph.errors import UsageError
from libyagraph.network import narrow
from libyagraph.records import Records
from libyagraph.vocabulary import Vocabulary

from tests.fixtures_network import RECORDS, VOCABULARY
from tests.support import article, told, write_corpus


def ids(records: Records) -> set[str]:
    return {edge.id for edge in records.edges}


def test_an_article_keeps_what_it_tells_of() -> None:
    """Ties, lifted ties, its claims that yield none, and affiliations that have it for a source."""
    found = narrow(RECORDS, articles=["one"])
    assert ids(found) == {"tie/open", "tie/supports/1", "tie/supports/1/lifted"}
    assert "one#speech" in found.claims
    sourced = replace(RECORDS.edges[-1], provenance=("article:one", "https://example.org/"))
    records = replace(RECORDS, edges=(*RECORDS.edges[:-1], sourced))
    assert sourced.id in ids(narrow(records, articles=["one"]))
    assert sourced.id not in ids(narrow(records, articles=["two"]))
    both = narrow(RECORDS, articles=["one", "two"])
    assert ids(both) == ids(found) | {"tie/meets/1", "tie/meets/2", "tie/meets/3"}
    assert ids(narrow(RECORDS, articles=["three"])) == set()


def test_a_number_of_sources_leaves_out_what_rests_on_fewer() -> None:
    """Distinct ones, as the graph counts them; claims without a tie are left out with it."""
    found = narrow(RECORDS, min_sources=2)
    assert ids(found) == {"tie/meets/2", "tie/supports/1", "tie/supports/1/lifted"}
    assert ids(narrow(RECORDS, min_sources=3)) == {"tie/meets/2"}
    assert "one#speech" not in narrow(RECORDS, articles=["two"], min_sources=3).claims
    assert narrow(RECORDS, min_sources=1) is RECORDS


def test_they_narrow_together_with_the_rest() -> None:
    """Each leaves out more; the actor's own claims are those of the articles."""
    found = narrow(
        RECORDS, actor="sisi", articles=["one"], relation="supports", vocabulary=VOCABULARY
    )
    assert ids(found) == {"tie/open", "tie/supports/1"}
    assert "two#meeting" in narrow(RECORDS, actor="rfi", articles=["two"]).claims
    assert "two#meeting" not in narrow(RECORDS, actor="rfi", articles=["one"]).claims


def test_what_there_is_not_is_refused() -> None:
    """With the nearest that there is."""
    with pytest.raises(UsageError, match="unknown article on; did you mean one"):
        narrow(RECORDS, articles=["two", "on"])
    with pytest.raises(UsageError, match="0 is no number"):
        narrow(RECORDS, min_sources=0)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles, the second of which tells a tie of the first again."""
    place = tmp_path_factory.mktemp("narrowing")
    first = [
        told("meet", "meeting", actor="alpha", recipient="gamma"),
        told("back", "support", actor="captain", recipient="alpha"),
    ]
    second = [told("again", event="first#meet"), told("word", "statement", actor="delta")]
    texts = {"first": article(first), "second": article(second, publisher="second-paper")}
    return build(write_corpus(place / "corpus", articles=texts), place / "build").directory


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of 1,600 actors in no camp, beside those of the invented registry."""
    place = tmp_path_factory.mktemp("crowd")
    sources = ["https://example.org/"]
    extras = [
        {"id": f"extra-{n}", "kind": "person", "names": {"en": f"Extra {n}"}, "sources": sources}
        for n in range(1600)
    ]
    claims = [
        told(f"meet-{n}", "meeting", actor="captain", recipient=f"extra-{n}") for n in range(50)
    ]
    return build(
        write_corpus(place / "corpus", claims=claims, actors=extras), place / "b"
    ).directory


@dataclass(frozen=True)
class Done:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """The command line, in this process."""

    def command(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["libyagraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        code = exit_.value.code
        assert isinstance(code, int)
        return Done(code, *capsys.readouterr())

    return command


def ties(directory: Path) -> set[str]:
    with (directory / "edges.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["Id"] for row in csv.DictReader(file) if row["family"] == "tie"}


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--article", "second"], {"meet"}),
        (["--article", "first", "--article", "second"], {"meet", "back"}),
        (["--min-sources", "2"], {"meet"}),
        (["--min-sources", "1"], {"meet", "back"}),
        (["--min-sources", "3"], set()),
    ],
)
def test_export_and_draw_take_the_same_options(
    run: Callable[..., Done], built: Path, tmp_path: Path, options: list[str], wanted: set[str]
) -> None:
    """On the command line; what is drawn is what is exported."""
    out, page = tmp_path / "csv", tmp_path / "page.html"
    assert run("export", "csv", "--graph", built, *options, "-o", out).code == 0
    assert {id.split("/")[2] for id in ties(out)} == wanted
    assert run("draw", "--graph", built, *options, "-o", page).code == 0
    drawn = set(re.findall(r'"id":"tie/first/([a-z]+)/[^"]*[a-z]"', page.read_text("utf-8")))
    assert drawn == wanted


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--article", "fist"], "unknown article fist; did you mean first?"),
        (["--min-sources", "0"], "0 is not in the range"),
        (["--min-sources", "two"], "'two' is not a valid integer"),
    ],
)
def test_wrong_options_are_one_clear_line(
    run: Callable[..., Done], built: Path, options: list[str], said: str
) -> None:
    """And exit 2."""
    done = run("draw", "--graph", built, *options, "-o", "-")
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_python_takes_one_article_or_several(built: Path) -> None:
    """A text is one id, not its letters."""
    with open_graph(built) as graph:
        one, two = graph.narrowed(article="second"), graph.narrowed(article=["first", "second"])
        assert len(one.ties()) == 1
        assert len(two.ties()) == 2
        assert "second#word" in one.claims


def test_draw_says_that_there_are_too_many(
    run: Callable[..., Done], crowd: Path, tmp_path: Path
) -> None:
    """What the page starts from, and how to ask for less; a part that can be read says nothing."""
    page = tmp_path / "page.html"
    done = run("draw", "--graph", crowd, "-o", page)
    assert (done.code, done.out) == (0, f"page: {page}\n")
    wanted = r"1,6\d\d actors are too many for one drawing: the page starts from the 300 of whom"
    wanted += " most is told; --actor, --relation, --since, --article and --min-sources draw a part"
    assert re.search(wanted, done.err)
    assert run("draw", "--graph", crowd, "--actor", "captain", "-o", page).err == ""


def test_the_vocabulary_is_not_needed(vocabulary: Vocabulary) -> None:
    """Only for sub-relations."""
    assert ids(narrow(RECORDS, articles=["one"], vocabulary=vocabulary)) == ids(
        narrow(RECORDS, articles=["one"])
    )
