"""The one reader of YAML: strict, and it knows lines.

In goes the bytes of a file, out comes a tree of nodes with their positions, and all problems found
on the way. Scalars stay the text that was written: nothing is guessed, so `no`, `010` and
`2019-02-30` are what the analyst typed. Tags, anchors, aliases, merge keys, several documents,
directives, duplicate keys and control characters are refused; files over 5 MB, nesting over 64 and
more than 500,000 values too. Nothing is written.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from collections.abc import Mapping as _Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from libyagraph.errors import Problem

LARGEST = 5_000_000
"""The largest file, in bytes."""

DEEPEST = 64
"""The deepest nesting of mappings and sequences."""

MOST = 500_000
"""The most keys and values of a file: so many take a second or two, and 200 MB."""


class Mark(NamedTuple):
    """A position, counted from 1."""

    line: int
    column: int


Marks = _Mapping[str, Mark]
"""Where each part was written, by key: `type`, `actor.0`, `evidence.1`; `` is the whole."""


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


# What controls a terminal, ends a line in YAML 1.1 alone, is no character, or hides or turns text:
# refused raw or escaped. A carriage return is fine before a line feed only.
CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
_RETURN = re.compile("\r(?!\n)")
_LOADER = getattr(yaml, "CLoader", yaml.Loader)


def read(path: Path, name: str | None = None) -> tuple[Node | None, list[Problem]]:
    """Read one file; `name` is how problems call it (the path by default).

    Returns the root, or None where it can't be read at all, and the problems.
    """
    called = name or str(path)
    data, problems = contents(path, called)
    return (None, problems) if data is None else read_bytes(data, called)


def contents(path: Path, name: str) -> tuple[bytes | None, list[Problem]]:
    """The bytes of a file, or None and why it can't be read; never more than the largest file."""
    try:
        with open(path, "rb", 0, opener=_opener) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None, [_whole(name, "can't be read: not a file", "unreadable")]
            data = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        return None, [_whole(name, f"can't be read: {reason}", "unreadable")]
    if data is not None and len(data) > LARGEST:
        return None, [_whole(name, f"the file is over {LARGEST // 1_000_000} MB", "size")]
    return data, []


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe would keep us waiting


def read_bytes(data: bytes, name: str) -> tuple[Node | None, list[Problem]]:
    """As `read`, from bytes at hand."""
    if len(data) > LARGEST:
        return None, [_whole(name, f"the file is over {LARGEST // 1_000_000} MB", "size")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        mark = _mark_at(before, len(before))
        return None, [_problem(name, _Refused("the file is not UTF-8", mark, "encoding"))]
    text = text.removeprefix("\ufeff")
    control = CONTROL.search(text) or ("\r" in text and _RETURN.search(text))
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
        return None, [*problems, _problem(name, _syntax(error, text))]
    except yaml.YAMLError as error:
        said = " ".join(str(error).split())
        return None, [*problems, _problem(name, _Refused(f"not YAML: {said}", Mark(1, 1)))]
    return root, problems


def _syntax(error: yaml.MarkedYAMLError, text: str) -> _Refused:
    """Where the parser stops, or where begins what is not closed there, and no blank end."""
    at, begun = error.problem_mark or error.context_mark, error.context_mark
    said = " ".join((error.problem or error.context or "").split())
    open_ = error.context in _UNCLOSED or (error.context == _QUOTED and "unexpected" in said)
    if at and begun and begun.line < at.line and open_:
        at, said = begun, f"{said}, from here to line {at.line + 1}"
    said += next((f"; {hint}" for part, hint in _HINTS.items() if part in said), "")
    mark = Mark(at.line + 1, at.column + 1) if at else Mark(1, 1)
    if at and at.index >= (end := len(text.rstrip())):
        mark = _mark_at(text, end)
    return _Refused(f"not YAML: {said}", mark)


_HINTS = {
    "mapping values are not allowed": "put a text that holds a colon and a space into quotes",
    "cannot start any token": "put a text that begins like this into quotes, and no tabs before it",
}
"""What to do, by what the parser says."""

_UNCLOSED = frozenset(
    (
        "while parsing a flow mapping",
        "while parsing a flow sequence",
        "while scanning a simple key",
    )
)
_QUOTED = "while scanning a quoted scalar"


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
        self._left = MOST
        self._text = text if "?" in text else ""
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
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            raise _Refused("aliases (*) are not allowed", _mark(event), "alias")
        self._judge(event)
        if depth == DEEPEST:
            raise _Refused(f"nested deeper than {DEEPEST}", _mark(event), "nesting")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(event, _mark(event), depth + 1)
        items = []
        while not isinstance(inner := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(inner, depth + 1))
        return Sequence(tuple(items), _mark(event), _span(event, inner))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.anchor or event.tag or not self._left:
            self._judge(event)
        self._left -= 1
        text, style = event.value, event.style
        # Only double quotes can bring in by an escape what the text itself does not hold.
        if style == '"' and (control := CONTROL.search(text.replace("\r", "\0"))):
            code = f"U+{ord(text[control.start()]):04X}"
            raise _Refused(f"escaped control character {code}", _mark(event), "control")
        # The style of what is plain is None, or "" from the C parser.
        return _new(Scalar, (text, _mark(event), not style, _span(event, event)))

    def _judge(self, event: yaml.Event) -> None:
        """Refuse what no node may have, and one node too many."""
        if getattr(event, "anchor", None):
            raise _Refused("anchors (&) are not allowed", _mark(event), "anchor")
        if getattr(event, "tag", None):
            raise _Refused("tags (!) are not allowed", _mark(event), "tag")
        if not self._left:
            raise _Refused(f"more than {MOST:,} keys and values", _mark(event), "size")
        self._left -= 1

    def _mapping(self, start: yaml.Event, mark: Mark, depth: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth)
            if not isinstance(key, Scalar):
                raise _Refused("a key must be a word", key.mark, "key")
            if key.plain and key.text == "<<":
                raise _Refused("merge keys (<<) are not allowed", key.mark, "merge")
            if self._text[key.span[0] - 1 : key.span[0]] == "?":  # libyaml drops it in brackets
                raise _Refused("put a word that begins with ? into quotes", key.mark)
            value = self._node(self._next(), depth)
            if key.text in entries:
                self._twice(key, entries[key.text][0].mark)
            else:
                entries[key.text] = key, value
        return Mapping(tuple(entries.values()), mark, _span(start, event))

    def _twice(self, key: Scalar, first: Mark) -> None:
        word = key.text if len(key.text) <= 60 else key.text[:59] + "…"
        message = f"duplicate key {word}, first on line {first.line}"
        self._problems.append(
            Problem(self._name, key.mark.line, key.mark.column, message, "duplicate-key")
        )


_new = tuple.__new__  # as the constructors do, which take longer


def _span(start: yaml.Event, end: yaml.Event) -> tuple[int, int]:
    first, last = start.start_mark, end.end_mark
    return (first.index, last.index) if first and last else (0, 0)


def _mark(event: yaml.Event) -> Mark:
    at = event.start_mark
    return _new(Mark, (at.line + 1, at.column + 1)) if at else Mark(1, 1)
