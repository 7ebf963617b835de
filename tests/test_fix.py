"""`check --fix` fills in what a machine can, and touches nothing else of the file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph.evidence import digest
from libyagraph.fields import Reporter
from libyagraph.fix import fix
from libyagraph.read import Mapping, read_bytes

from tests.support import VALID

TEXT = "Alpha met Beta. 🕊 Gamma did not. Alpha left.\nThe end."


def fixed(annotation: str, text: str = TEXT) -> tuple[str, list[str]]:
    """An annotation after `fix`, with the problems; what comes out must be readable."""
    root, problems = read_bytes(annotation.encode(), "f.yaml")
    assert isinstance(root, Mapping) and problems == []
    report = Reporter("f.yaml")
    found = fix(annotation, root, text, report)
    assert read_bytes(found.encode(), "f.yaml")[1] == [], found
    return found, [str(problem) for problem in report.problems]


def entry(start: int, end: int) -> str:
    return f'[{start}, {end}, "{digest(TEXT[start:end])}"]'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("evidence: [[0, 5]]", f"evidence: [{entry(0, 5)}]"),
        ("evidence: [{quote: met Beta}]", f"evidence: [{entry(6, 14)}]"),
        ("evidence: {quote: met Beta}", f"evidence: [{entry(6, 14)}]"),
        ('evidence: [{quote: "🕊 Gamma"}, [0, 5]]', f"evidence: [{entry(16, 23)}, {entry(0, 5)}]"),
        ("evidence: [[0, 5, '000000000000']]", "evidence: [[0, 5, '000000000000']]"),
    ],
)
def test_passages_on_one_line(before: str, after: str) -> None:
    """Digests are added, quotes become positions, and what has a digest stays."""
    head = "# a comment\nclaims:\n  - id: a # another\n    "
    tail = "   # the last\n    note:   'odd   spacing'\n"
    assert fixed(head + before + tail) == (head + after + tail, [])


@pytest.mark.parametrize(
    "quote",
    [
        "quote: met Beta",
        'quote: "met Beta"',
        "quote: 'met Beta'",
        "quote: met Beta  # why",
        "quote: |-\n          met Beta",
        "quote: >-\n          met\n          Beta",
        "quote: met\n          Beta",
    ],
)
@pytest.mark.parametrize("indent", ["    ", "      "])
def test_passages_in_blocks(quote: str, indent: str) -> None:
    """However a quote is written, it becomes one passage, and what follows stays where it is."""
    before = f"claims:\n  - id: a\n    evidence:\n{indent}- {quote}\n{indent}- [0, 5]\n  - id: b\n"
    found, problems = fixed(before)
    assert problems == []
    root, _ = read_bytes(found.encode(), "f.yaml")
    expected, _ = read_bytes(
        f"claims: [{{id: a, evidence: [{entry(6, 14)}, {entry(0, 5)}]}}, {{id: b}}]".encode(), "f"
    )
    assert shape(root) == shape(expected), found


def shape(node: object) -> object:
    """A tree without its marks."""
    if entries := getattr(node, "entries", None):
        return {key.text: shape(value) for key, value in entries}
    items = getattr(node, "items", None)
    return [shape(item) for item in items] if items else getattr(node, "text", None)


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("Delta", "the quote is not in the text: Delta"),
        ("Alpha", "the quote stands more than once in the text"),
        ("Alpha left. The end.", "the quote is not in the text"),
    ],
)
def test_a_quote_that_can_not_be_placed_stays_and_is_reported(quote: str, message: str) -> None:
    """Nothing is guessed: not found, or found twice, it is named with its place."""
    before = f"claims:\n  - evidence: [{{quote: {quote}}}, [0, 5]]\n"
    found, [problem] = fixed(before)
    assert f"{{quote: {quote}}}" in found
    assert entry(0, 5) in found
    assert problem.startswith("f.yaml:2:24: ") and message in problem


@pytest.mark.parametrize(
    "passage", ["[5, 5]", "[9, 3]", "[0, 9999]", "[-1, 3]", "[a, 3]", "[², 3]"]
)
def test_a_passage_outside_of_the_text_stays_and_is_reported(passage: str) -> None:
    """Reversed, empty, beyond the end, or no numbers at all."""
    before = f"claims:\n  - evidence: [{passage}]\n"
    found, problems = fixed(before)
    assert found == before
    assert len(problems) == 1


SHA = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("source: {file: a.txt}\n", f'source: {{file: a.txt, sha256: "{SHA}", characters: 53}}\n'),
        (
            "source: { file: a.txt } # c\n",
            f'source: {{ file: a.txt, sha256: "{SHA}", characters: 53 }} # c\n',
        ),
        (
            "source:\n    file: a.txt # c\ntitle: T\n",
            f'source:\n    file: a.txt\n    sha256: "{SHA}"\n    characters: 53 # c\ntitle: T\n',
        ),
        (
            f"source: {{file: a.txt, sha256: {SHA}}}\n",
            f"source: {{file: a.txt, sha256: {SHA}, characters: 53}}\n",
        ),
        (
            "source: {file: a.txt, sha256: '0', characters: 1}\n",
            "source: {file: a.txt, sha256: '0', characters: 1}\n",
        ),
    ],
)  # fmt: skip
def test_the_source_is_pinned(before: str, after: str) -> None:
    """SHA-256 and length are added where they lack, and never replaced."""
    assert len(TEXT) == 53
    assert fixed(before) == (after, [])


def test_fixing_twice_changes_nothing() -> None:
    """What is fixed is fixed, and the valid corpus is as `fix` would leave it."""
    for name, text in (("every-construct", "harbour"), ("second", "second")):
        annotation = (VALID / f"{name}.yaml").read_text(encoding="utf-8")
        words = (VALID / "texts" / f"{text}.txt").read_bytes().decode()
        assert fixed(annotation, words) == (annotation, [])


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    """An annotation with CRLF keeps its line ends around what is filled in."""
    before = "claims:\r\n  - evidence:\r\n      - quote: met Beta\r\n      - [0, 5]\r\n"
    after = f"claims:\r\n  - evidence:\r\n      - {entry(6, 14)}\r\n      - {entry(0, 5)}\r\n"
    assert fixed(before) == (after, [])


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_every_quote_of_the_text_is_found_or_named(one: int, other: int) -> None:
    """Any piece of a text, quoted, becomes its own position, or is said to stand more than once."""
    start, end = sorted((one, other))
    quote = TEXT[start:end]
    if not quote.strip():
        return
    escaped = quote.replace("\n", "\\n")
    found, problems = fixed(f'claims: [{{evidence: [{{quote: "{escaped}"}}]}}]')
    if TEXT.count(quote) == 1:
        assert problems == []
        assert entry(start, end) in found
    else:
        assert len(problems) == 1
