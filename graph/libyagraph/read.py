"""The one reader of YAML: strict, and it knows lines.

In goes the bytes of a file, out comes a tree of nodes with their positions, and all problems found
on the way. Scalars stay the text that was written: nothing is guessed, so `no`, `010` and
`2019-02-30` are what the analyst typed. Tags, anchors, aliases, merge keys, several documents,
directives, duplicate keys and control characters are refused; files over 5 MB and nesting over 64
too. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml

from libyagraph.errors import Problem

LARGEST = 5_000_000
"""The largest file, in bytes."""

DEEPEST = 64
"""The deepest nesting of mappings and sequences."""


class Mark(NamedTuple):
    """A position, counted from 1."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A piece of text; `plain` where it was written without quotes.

    `span` is where a node stands in the file, in code points after any byte-order mark.
    """

    text: str
    mark: Mark
    plain: bool = True
    span: tuple[int, int] = (0, 0)


class Sequence(NamedTuple):
    """A list of nodes."""

    items: tuple[Node, ...]
    mark: Mark
    span: tuple[int, int] = (0, 0)


class Mapping(NamedTuple):
    """Keys, in the order of the file, with their nodes."""

    entries: tuple[tuple[Scalar, Node], ...]
    mark: Mark
    span: tuple[int, int] = (0, 0)

    def get(self, key: str) -> Node | None:
        """The node of a key, or None."""
        return next((node for name, node in self.entries if name.text == key), None)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    def __init__(self, message: str, mark: Mark, name: str = "syntax") -> None:
        super().__init__(message)
        self.message, self.mark, self.name = message, mark, name


# What YAML 1.2 calls non-printable, and what hides or turns text round: refused raw or escaped.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


def read(path: Path, name: str | None = None) -> tuple[Node | None, list[Problem]]:
    """Read one file; `name` is how problems call it (the path by default).

    Returns the root, or None where it can't be read at all, and the problems.
    """
    called = name or str(path)
    try:
        if path.stat().st_size > LARGEST:
            return None, [_whole(called, f"the file is over {LARGEST // 1_000_000} MB", "size")]
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return None, [_whole(called, f"can't be read: {reason}", "unreadable")]
    return read_bytes(data, called)


def read_bytes(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """As `read`, from bytes at hand."""
    if len(data) > LARGEST:
        return None, [_whole(name, f"the file is over {LARGEST // 1_000_000} MB", "size")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        mark = _mark_at(before, len(before))
        return None, [_problem(name, _Refused("the file is not UTF-8", mark, "encoding"))]
    text = text.removeprefix("\ufeff")
    control = _CONTROL.search(text)
    if control:
        mark = _mark_at(text, control.start())
        code = f"U+{ord(control.group()):04X}"
        return None, [_problem(name, _Refused(f"control character {code}", mark, "control"))]
    problems: list[Problem] = []
    try:
        root = _Builder(name, text, problems).build()
    except _Refused as refusal:
        return None, [*problems, _problem(name, refusal)]
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
        said = " ".join((error.problem or error.context or "not YAML").split())
        return None, [*problems, _problem(name, _Refused(f"not YAML: {said}", mark))]
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        return None, [*problems, _problem(name, _Refused(f"not YAML: {said}", Mark(1, 1)))]
    return root, problems


def _problem(file: str, refusal: _Refused) -> Problem:
    return Problem(file, refusal.mark.line, refusal.mark.column, refusal.message, refusal.name)


def _whole(file: str, message: str, name: str) -> Problem:
    return Problem(file, 1, 1, message, name)


def _mark_at(text: str, index: int) -> Mark:
    line_start = text.rfind("\n", 0, index) + 1
    return Mark(text.count("\n", 0, index) + 1, index - line_start + 1)


class _Builder:
    """Builds nodes from the parser's events."""

    def __init__(self, name: str, text: str, problems: list[Problem]) -> None:
        self._name = name
        self._problems = problems
        # Events are taken one by one from the parser: yaml.parse asks for each of them twice.
        self._next: Callable[[], yaml.Event] = _LOADER(text).get_event

    def build(self) -> Node | None:
        root: Node | None = None
        seen = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                seen += 1
                if event.version or event.tags:
                    raise _Refused("directives are not allowed", _mark(event), "directive")
                if seen > 1:
                    raise _Refused(
                        "a second document; one file holds one", _mark(event), "documents"
                    )
                root = self._node(self._next(), 0)
        if root is None or (isinstance(root, Scalar) and not root.text):
            raise _Refused("the file is empty", Mark(1, 1), "empty")
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > DEEPEST:
            raise _Refused(f"nested deeper than {DEEPEST}", _mark(event), "nesting")
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("aliases (*) are not allowed", _mark(event), "alias")
        if not isinstance(event, yaml.NodeEvent):  # pragma: no cover - the parser pairs its events
            raise _Refused("not YAML", _mark(event))
        if event.anchor:
            raise _Refused("anchors (&) are not allowed", _mark(event), "anchor")
        if getattr(event, "tag", None):
            raise _Refused("tags (!) are not allowed", _mark(event), "tag")
        if isinstance(event, yaml.ScalarEvent):
            # Only double quotes can bring in by an escape what the text itself does not hold.
            if event.style == '"' and (control := _CONTROL.search(event.value)):
                code = f"U+{ord(control.group()):04X}"
                raise _Refused(f"escaped control character {code}", _mark(event), "control")
            plain = not event.style  # None, or "" from the C parser
            return Scalar(event.value, _mark(event), plain, _span(event, event))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := self._next(), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Sequence(tuple(items), _mark(event), _span(event, inner))
        return self._mapping(event, _mark(event), depth)

    def _mapping(self, start: yaml.Event, mark: Mark, depth: int) -> Mapping:
        entries: list[tuple[Scalar, Node]] = []
        first: dict[str, Mark] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _Refused("a key must be a word", key.mark, "key")
            if key.plain and key.text == "<<":
                raise _Refused("merge keys (<<) are not allowed", key.mark, "merge")
            value = self._node(self._next(), depth + 1)
            if key.text in first:
                message = f"duplicate key {key.text}, first on line {first[key.text].line}"
                self._problems.append(
                    Problem(self._name, key.mark.line, key.mark.column, message, "duplicate-key")
                )
                continue
            first[key.text] = key.mark
            entries.append((key, value))
        return Mapping(tuple(entries), mark, _span(start, event))


def _span(start: yaml.Event, end: yaml.Event) -> tuple[int, int]:
    first, last = start.start_mark, end.end_mark
    return (first.index, last.index) if first and last else (0, 0)


def _mark(event: yaml.Event) -> Mark:
    at = event.start_mark
    return Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
