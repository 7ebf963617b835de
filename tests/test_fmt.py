"""`libyagraph fmt`: one order and one layout for whatever says the same, and nothing lost."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from libyagraph import paths
from libyagraph.arrange import formatted, scalars, values
from libyagraph.arrange.entries import article_text, registry_text
from libyagraph.corpus import find
from libyagraph.fields import Reporter
from libyagraph.model import (
    Actor,
    Affiliation,
    Alias,
    Article,
    Claim,
    Event,
    Evidence,
    Figure,
    Label,
    Place,
)
from libyagraph.parse.article import ArticleParser
from libyagraph.parse.registry import RegistryParser
from libyagraph.read import Mapping, Node, read_bytes
from libyagraph.vocabulary import Vocabulary

from tests import strategies
from tests.commands import Commands
from tests.messy import NUMBER, Messy
from tests.support import VALID


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    """The command line, in an empty directory."""
    return Commands(tmp_path, monkeypatch, capsysbinary)


def fmt(text: str, vocabulary: Vocabulary) -> str:
    """An annotation as it comes out, which must come out the same when it goes in again."""
    once, problems = formatted(text.encode(), "f.yaml", vocabulary)
    assert problems == []
    assert formatted(once, "f.yaml", vocabulary) == (once, [])
    return once.decode()


def root_of(text: str) -> Node | None:
    root, problems = read_bytes(text.encode(), "f.yaml")
    return None if problems else root


# ---- what must hold of any file

_KEYS = (
    *("id", "type", "names", "evidence", "at", "sources", "date", "claims", "actors", "figures"),
    *("no", "1e3", "a b", "x"),
)
_VALUES = st.recursive(
    strategies.texts(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=3)
    ),
    max_leaves=10,
)
_FILES = st.dictionaries(
    st.sampled_from(("title", "published", "source", "claims", "actors", "note", "unknown")),
    _VALUES,
    min_size=1,
    max_size=4,
).filter(lambda file: bool(file.keys() - {"unknown", "actors"}))
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=500, suppress_health_check=_SLOW)
@given(st.data())
def test_any_layout_becomes_one_and_says_the_same(
    vocabulary: Vocabulary, data: st.DataObject
) -> None:
    """However a file is laid out: the same values, each comment once, and nothing left to do."""
    said = data.draw(_FILES)
    text = Messy(data).text(said)
    root = root_of(text)
    assume(root is not None and values(root) == said)  # a comment below a block is a part of it
    found = fmt(text, vocabulary)
    again = root_of(found)
    assert again and values(again) == said
    assert sorted(NUMBER.findall(found)) == sorted(NUMBER.findall(text))
    assert all(line == line.rstrip() for line in found.split("\n"))


@settings(max_examples=300, suppress_health_check=_SLOW)
@given(st.dictionaries(st.sampled_from(("title", "source", "note")), _VALUES, min_size=1))
def test_the_layout_does_not_depend_on_the_old_one(
    vocabulary: Vocabulary, said: dict[str, object]
) -> None:
    """Two files that say the same, without comments, come out the same."""
    flat = "\n".join(f"{key}: {_json(said[key])}" for key in sorted(said))
    turned = "\n".join(f"{key}: {_json(said[key])}" for key in sorted(said, reverse=True))
    assert fmt(flat, vocabulary) == fmt(turned, vocabulary)


def _json(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_json(k)}: {_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return scalars.quoted(str(value))


_PIECES = (
    *"ab#:-?,[]{}\n \t'\"|>~é\r",
    *("\n  ", "\n    ", ": ", "- ", " # c", "\n# d\n", "\n  # e\n", "\r\n", ":\n", "\nkey: "),
    *("|-\n  ", ">\n", "\u2028", "\x85", "? ", "\n- ", "\n  - ", "evidence:", "claims:\n", '""'),
    *("---", "..."),
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join))
def test_whatever_reads_is_rearranged(vocabulary: Vocabulary, text: str) -> None:
    """Any text at all: what the reader takes can be formatted, what it refuses stays as it is."""
    data = f"note: a\n{text}".encode()
    root, problems = read_bytes(data, "f.yaml")
    if problems:
        assert formatted(data, "f.yaml", vocabulary) == (data, problems)
    else:
        assert root and values(root) == values(root_of(fmt(data.decode(), vocabulary)) or root)


@settings(max_examples=300)
@given(strategies.texts())
def test_other_readers_take_a_text_for_the_same_text(text: str) -> None:
    """PyYAML, which guesses as YAML 1.1 does, reads what is written as text, in block and flow."""
    assert yaml.safe_load(f"key: {scalars.line(text)}\n") == {"key": text}
    assert yaml.safe_load(f"{{a: [{scalars.line(text, flow=True)}]}}\n") == {"a": [text]}
    block = scalars.block(text, 40)
    if block:
        lines = "\n".join(f"  {line}" if line else "" for line in block[1:])
        assert yaml.safe_load(f"key: {block[0]}\n{lines}\nnext: a\n") == {"key": text, "next": "a"}


_CORE = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\d+|0o[0-7]+|0x[\da-fA-F]+"
    r"|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
    re.ASCII,
)
"""What the core schema of YAML 1.2 (10.3.2) takes for something else than text."""


@given(st.from_regex(_CORE, fullmatch=True) | strategies.texts())
def test_what_the_core_schema_guesses_is_quoted(text: str) -> None:
    """A reader of YAML 1.2 takes no bare text for a number, a truth value or nothing."""
    bare = scalars.line(text) == text
    assert not (bare and _CORE.fullmatch(text))


# ---- the model, written and read


def parsed_article(text: str, vocabulary: Vocabulary) -> Article | None:
    root = root_of(text)
    assert isinstance(root, Mapping), text
    report = Reporter("f.yaml")
    found = ArticleParser(vocabulary).article(root, report, "an-article")
    errors = [str(problem) for problem in report.problems if problem.level == "error"]
    assert errors == [], text
    return found


_LEFT_OUT = {"file", "marks", "number", "holder"}


def _told(value: object, seen: set[str]) -> None:
    """Note each field of a model value, and below it, that says something."""
    if isinstance(value, tuple | list):
        for each in value:
            _told(each, seen)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if getattr(value, field.name):
                seen.add(f"{type(value).__name__}.{field.name}")
                _told(getattr(value, field.name), seen)


def _fields(*types: type) -> set[str]:
    return {
        f"{each.__name__}.{field.name}"
        for each in types
        if dataclasses.is_dataclass(each)
        for field in dataclasses.fields(each)
        if field.name not in _LEFT_OUT
    }


def test_an_article_that_is_written_reads_as_itself(vocabulary: Vocabulary) -> None:
    """Any article of the model, as YAML, is parsed to the same article; no field is left out."""
    seen: set[str] = set()

    @settings(max_examples=200, suppress_health_check=_SLOW)
    @given(strategies.articles(vocabulary))
    def holds(article: Article) -> None:
        text = article_text(article, vocabulary)
        assert parsed_article(text, vocabulary) == article
        assert formatted(text.encode(), "f.yaml", vocabulary) == (text.encode(), [])
        _told(article, seen)

    holds()
    assert _fields(Article) <= seen


def test_claims_that_are_written_read_as_themselves(vocabulary: Vocabulary) -> None:
    """The same of any claims, in one article."""
    seen: set[str] = set()
    with_none = parsed_article(
        "title: T\npublisher: a\nlanguage: fr\npublished: {date: 2024, basis: found}\n"
        "source: {file: a.txt}\nclaims: [{id: a, event: b, evidence: [[0, 5]]}]\n",
        vocabulary,
    )
    assert with_none

    @settings(max_examples=500, suppress_health_check=_SLOW)
    @given(st.lists(strategies.claims(vocabulary), min_size=1, max_size=2))
    def holds(claims: list[Claim]) -> None:
        article = dataclasses.replace(with_none, claims=tuple(claims))
        text = article_text(article, vocabulary)
        assert parsed_article(text, vocabulary) == article
        assert formatted(text.encode(), "f.yaml", vocabulary) == (text.encode(), [])
        _told(claims, seen)

    holds()
    assert _fields(Claim, Evidence, Figure, Label) <= seen


def test_a_registry_that_is_written_reads_as_itself(vocabulary: Vocabulary) -> None:
    """Any actors, places and shared events, as YAML, are parsed to the same ones."""
    seen: set[str] = set()
    parser = RegistryParser(vocabulary)
    actors = st.lists(strategies.actors(vocabulary), max_size=1)
    places = st.lists(strategies.places(vocabulary), max_size=1)
    events = st.lists(strategies.events(vocabulary), min_size=1, max_size=2)

    @settings(max_examples=500, suppress_health_check=_SLOW)
    @given(actors, places, events)
    def holds(actors: list[Actor], places: list[Place], events: list[Event]) -> None:
        text = registry_text(vocabulary, actors=actors, places=places, events=events)
        root = root_of(text)
        assert isinstance(root, Mapping), text
        report = Reporter("f.yaml")

        def part(key: str) -> Mapping:
            return root._replace(entries=tuple(e for e in root.entries if e[0].text == key))

        assert parser.actors(part("actors"), report) == actors
        assert parser.places(part("places"), report) == places
        assert parser.events(part("events"), report) == events
        assert [str(p) for p in report.problems if p.level == "error"] == [], text
        assert formatted(text.encode(), "f.yaml", vocabulary) == (text.encode(), [])
        _told([*actors, *places, *events], seen)

    holds()
    assert _fields(Actor, Place, Event, Alias, Affiliation) <= seen


# ---- the layout, by examples


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # keys in their order, unknown ones last, the comments with what they precede or trail
        (
            "# head\nclaims:\n- {type: visit, id: a}\nmade: up # by whom\n# why\ntitle: T\n",
            "# head\n# why\ntitle: T\n\nclaims:\n  - id: a\n    type: visit\nmade: up # by whom\n",
        ),
        # quotes where they are needed, and around digests and web addresses
        (
            "title: 'Libye: la trêve'\nsource: {characters: 9, sha256: abc, file: 'a.txt'}\n"
            "published: {url: https://example.org/a, date: '2019'}\n",
            'title: "Libye: la trêve"\npublished: {date: 2019, url: "https://example.org/a"}\n'
            'source: {file: a.txt, sha256: "abc", characters: 9}\n',
        ),
        # texts that others take for something else, and numbers that are meant
        (
            "title: '2019'\n"
            "claims: [{id: 'no', nth: '2', words: '12:30', figures: {killed: '3'}}]\n",
            'title: "2019"\n\nclaims:\n  - id: "no"\n    words: "12:30"\n    nth: 2\n'
            "    figures: {killed: 3}\n",
        ),
        # passages one a line, and lists of words on one line
        (
            "claims:\n- evidence: [[0, 5, 0123456789ab], {quote: a b}]\n  topics:\n  - a\n  - b\n",
            'claims:\n  - topics: [a, b]\n    evidence:\n      - [0, 5, "0123456789ab"]\n'
            "      - {quote: a b}\n",
        ),
        # a comment within a list keeps it open; one at the end of a claim stays there
        (
            "claims:\n  - topics: [a, # first\n      b]\n    id: c\n    # more to come\n"
            "  - id: d\n",
            "claims:\n  - id: c\n    topics:\n      - a # first\n      - b\n    # more to come\n\n"
            "  - id: d\n",
        ),
        # what is still to be written: a key without a value, and what is commented out below it
        (
            "title: # soon\nclaims:\n    # - id: a\n    #   type: b\n",
            "title: # soon\nclaims:\n  # - id: a\n  #   type: b\n",
        ),
        # the registry: a blank line between entries, none before a commented one's first line
        (
            "actors:\n- kind: state\n  id: a\n# Beta is gone.\n- id: b\n\n\n  kind: state\n",
            "actors:\n  - id: a\n    kind: state\n\n"
            "  # Beta is gone.\n  - id: b\n    kind: state\n",
        ),
        ("places: []\nevents: {}\n", "places: []\nevents: {}\n"),
    ],
)
def test_examples_of_the_layout(vocabulary: Vocabulary, before: str, after: str) -> None:
    """What the documentation says of the layout, in short."""
    assert fmt(before, vocabulary) == after
    assert fmt(after, vocabulary) == after


def test_long_texts_are_broken_at_gaps(vocabulary: Vocabulary) -> None:
    """A note that is longer than a line is folded, one of several lines keeps them."""
    long = "word " * 40 + "end"
    found = fmt(f'title: T\nnote: "{long}"\n', vocabulary)
    assert found.startswith("title: T\nnote: >-\n  word word")
    assert max(map(len, found.splitlines())) <= scalars.WIDTH
    assert fmt('note: "one\\n\\ntwo"\n', vocabulary) == "note: |-\n  one\n\n  two\n"
    assert fmt('note: "one\\n two\\n"\n', vocabulary) == "note: |\n  one\n   two\n"
    assert fmt('note: " one\\ntwo"\n', vocabulary) == 'note: " one\\ntwo"\n'


def test_long_lists_and_mappings_are_opened(vocabulary: Vocabulary) -> None:
    """What fits on a line stands on one, what does not has an item a line; source never breaks."""
    names = ", ".join(f"{key}: {'n' * 40}" for key in ("fr", "en", "ar"))
    found = fmt(
        f"actors: [{{id: a, names: {{{names}}}, sources: [{'s' * 60}, {'t' * 60}]}}]\n", vocabulary
    )
    assert "    names:\n      fr: nnn" in found
    assert "    sources:\n      - sss" in found
    source = f'source: {{file: {"f" * 60}.txt, sha256: "{"0" * 64}", characters: 10}}\n'
    assert fmt(source, vocabulary) == source


def test_the_line_for_the_language_server_stays_first(vocabulary: Vocabulary) -> None:
    """Editors look for the schema in the first line, so nothing gets before it."""
    first = "# yaml-language-server: $schema=../schema/article.json\n"
    found = fmt(f"{first}# About it.\n\nclaims: []\n# T\ntitle: T\n", vocabulary)
    assert found.startswith(f"{first}# About it.\n\n# T\ntitle: T\n")


def test_windows_line_ends_stay_and_the_mark_goes(vocabulary: Vocabulary) -> None:
    """A file of Windows keeps CR LF throughout; a byte-order mark says nothing and is dropped."""
    data = "\ufeffpublisher: b\r\ntitle: a # c\r\nnote: |\n  one\r\n  two\r\n".encode()
    found, problems = formatted(data, "f.yaml", vocabulary)
    assert problems == []
    assert found == b"title: a # c\r\npublisher: b\r\nnote: |\r\n  one\r\n  two\r\n"
    assert formatted(found, "f.yaml", vocabulary) == (found, [])


def test_the_seeds_and_the_valid_corpus_are_rearranged_without_a_loss(
    vocabulary: Vocabulary,
) -> None:
    """Every file of ours says the same afterwards, and formatting it again changes nothing."""
    for file in (*find(paths.seeds()), *find(VALID)):
        text = file.read_text(encoding="utf-8")
        before, after = root_of(text), root_of(fmt(text, vocabulary))
        assert before and after and values(before) == values(after), file


# ---- the command

UNTIDY = "publisher: b # c\ntitle: a\n"
TIDY = "title: a\npublisher: b # c\n"


def test_files_are_written_only_where_they_change(run: Commands, tmp_path: Path) -> None:
    """The untidy file is put in order and listed; the tidy one is not even touched."""
    (tmp_path / "articles").mkdir()
    untidy, tidy = tmp_path / "articles" / "untidy.yaml", tmp_path / "articles" / "tidy.yaml"
    untidy.write_text(UNTIDY, encoding="utf-8")
    tidy.write_text(TIDY, encoding="utf-8")
    before = tidy.stat()
    done = run("fmt")
    assert (done.code, done.out, done.err) == (0, "articles/untidy.yaml\n", "2 files: 1 changed\n")
    assert untidy.read_text(encoding="utf-8") == TIDY
    after = tidy.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert run("fmt").out == ""
    assert sorted(path.name for path in (tmp_path / "articles").iterdir()) == [
        "tidy.yaml",
        "untidy.yaml",
    ]


def test_check_and_diff_write_nothing(run: Commands, tmp_path: Path) -> None:
    """`--check` lists and fails, `--diff` shows what would change; both leave the file alone."""
    path = tmp_path / "a.yaml"
    path.write_text(UNTIDY, encoding="utf-8")
    done = run("fmt", "--check")
    assert (done.code, done.out, done.err) == (1, "a.yaml\n", "1 file: 1 would change\n")
    done = run("fmt", "a.yaml", "--diff")
    assert done.code == 0
    assert done.out.splitlines()[2:] == [
        "@@ -1,2 +1,2 @@",
        "+title: a",
        " publisher: b # c",
        "-title: a",
    ]
    assert run("fmt", "--check", "--diff").code == 1
    assert path.read_text(encoding="utf-8") == UNTIDY
    path.write_bytes(b"\xef\xbb\xbf" + TIDY.encode())
    assert "only its byte-order mark" in run("fmt", "a.yaml", "--diff").out
    path.write_text(TIDY, encoding="utf-8")
    assert run("fmt", "--check").code == 0
    assert run("fmt", "--diff").out == ""


def test_what_does_not_read_cleanly_is_left_and_reported(run: Commands, tmp_path: Path) -> None:
    """A file that can't be read is named with its line; the others are formatted all the same."""
    bad = {
        "broken.yaml": b"title: [a\n",
        "twice.yaml": b"title: a\ntitle: b\n",
        "latin.yaml": "title: é\n".encode("latin-1"),
        "other.yaml": b"services: {web: {image: a}}\n",
        "list.yaml": b"- title: a\n",
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "untidy.yaml").write_text(UNTIDY, encoding="utf-8")
    done = run("fmt", ".")
    assert (done.code, done.out) == (1, "untidy.yaml\n")
    assert [line.split(":")[0] for line in done.err.splitlines()[:-1]] == sorted(bad)
    assert "twice.yaml:2:1: duplicate key title, first on line 1" in done.err
    assert "other.yaml:1:1: neither an article nor a registry" in done.err
    assert done.err.endswith("6 files: 1 changed, 5 left as they are\n")
    assert {name: (tmp_path / name).read_bytes() for name in bad} == bad
    assert (tmp_path / "untidy.yaml").read_text(encoding="utf-8") == TIDY


def test_standard_input_goes_to_standard_output(run: Commands) -> None:
    """An editor can send what is on its screen; what can't be read comes back as it was."""
    assert run("fmt", "-", stdin=UNTIDY.encode()).out == TIDY
    done = run("fmt", "-", stdin=b"title: [a\n")
    assert (done.code, done.out) == (1, "title: [a\n")
    assert done.err.startswith("<stdin>:1:8: not YAML")
    assert run("fmt", "-", "--check", stdin=UNTIDY.encode()).code == 1
    assert run("fmt", "-", "--check", stdin=TIDY.encode()).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("missing.yaml",), "missing.yaml: there is no such file"),
        (("empty",), "empty: holds no annotations (*.yaml)"),
        (("-", "a.yaml"), "- stands alone"),
        ((), "there are no annotations here: name a file or a directory"),
    ],
)
def test_wrong_use_is_one_line(
    run: Commands, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Nothing to format is wrong use, and the packaged corpus is never formatted by accident."""
    (tmp_path / "empty").mkdir()
    done = run("fmt", *arguments)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err


def test_a_link_is_followed_and_stays_a_link(run: Commands, tmp_path: Path) -> None:
    """What a link leads to is formatted; the link is not replaced by a file."""
    (tmp_path / "real.yaml").write_text(UNTIDY, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to("real.yaml")
    assert run("fmt", "link.yaml").code == 0
    assert (tmp_path / "link.yaml").is_symlink()
    assert (tmp_path / "real.yaml").read_text(encoding="utf-8") == TIDY
