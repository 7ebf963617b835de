"""Reads annotations in the usual style quickly, and leaves everything else to `read`.

In goes the text of a file, out comes the same tree that `read` would build, without positions; or
None, as soon as a line is not of the plain kind that is understood here: one key with a value on
one line, lists and mappings in block or one-line flow style, quotes without escapes, comments.
Nothing is refused here and no problem is found: whatever is wrong, or only unusual, is for `read`,
which alone judges. Lines that were seen before are not looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from libyagraph.read import CONTROL, Mapping, Node, Scalar
from libyagraph.skim.block import Block, Line
from libyagraph.skim.flow import KEY, one_line
from libyagraph.skim.nodes import NOWHERE, Unsure, scalar

_LINE = re.compile(rf"( *)(?:(-) +)?(?:({KEY}):(?: +|$))?(.*)", re.ASCII)
_WORD = re.compile(rf"( *)(- +)?({KEY}): +([A-Za-z0-9][\w-]*)", re.ASCII)
_PLAIN = re.compile(r"[\w«“‘„(<=~]|-\d|/\d|\.\./")
_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'((?:[^']|'')*)') *(?: #.*)?""")
# Line breaks of YAML 1.1 that are not split at, and what else is not looked into here.
_UNUSUAL = re.compile(CONTROL.pattern.removesuffix("]") + "\r\t\x85\u2028\u2029]")

_SKIP: Line = (-1, -1, None, None, None)
_MOST = 20_000
"""How many lines are remembered."""

_LONGEST = 10_000
"""The longest line: a pattern takes up to 250 bytes of memory for each character."""


class _Style(Scalar):
    """What stands for a block scalar until its lines are read."""

    __slots__ = ()


class Skimmer:
    """Reads files one after the other, and remembers the lines that recur among them."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {"": _SKIP}
        self._keys: dict[str, Scalar] = {}

    def skim(self, text: str) -> Mapping | None:
        """The tree of a file, or None where only `read` can tell."""
        if _UNUSUAL.search(text):
            return None
        if len(self._lines) > _MOST:
            self._lines = {"": _SKIP}
        known = self._lines
        try:
            lines: list[Line] = []
            ahead = iter(text.split("\n"))
            for line in ahead:
                found = known.get(line)
                if found is None:
                    seen, found = line, self._line(line)
                    while isinstance(style := found[4], _Style):
                        paragraph, seen = _paragraph(style.text, found[1], ahead)
                        lines.append(self._keyed(found[0], found[1], found[2], paragraph))
                        found = self._line(seen)
                    known[seen] = found
                if found is not _SKIP:
                    lines.append(found)
            return Block(lines).root()
        except Unsure:
            return None

    def _line(self, line: str) -> Line:
        if len(line) > _LONGEST:
            raise Unsure
        match = _WORD.fullmatch(line)  # most lines
        if match:
            blank, dash, key, word = match.groups()
            return self._keyed(len(blank) if dash else -1, match.start(3), key, scalar(word))
        match = _LINE.fullmatch(line)
        if match is None:
            raise Unsure
        blank, dash, key, rest = match.groups()
        rest = rest.rstrip(" ")
        if rest.startswith("#"):
            rest = ""
        if not rest and key is None:
            if dash or line.lstrip(" ")[:1] not in ("", "#"):
                raise Unsure
            return _SKIP
        column = match.start(3 if key is not None else 4)
        value = _value(rest) if rest else None
        return self._keyed(len(blank) if dash else -1, column, key, value)

    def _keyed(self, dash: int, column: int, key: str | None, value: Node | None) -> Line:
        if key is None:
            return dash, column, None, None, value
        name = self._keys.get(key)
        if name is None:
            name = self._keys[key] = scalar(key)
        return dash, column, key, (name, name if value is None else value), value


def _value(text: str) -> Node:
    first = text[0]
    if first in ">|":
        if text not in (">-", ">", "|-", "|"):
            raise Unsure
        return _Style(text, NOWHERE)
    if first in "[{":
        return one_line(text)
    if first in "\"'":
        quoted = _QUOTED.fullmatch(text)
        if quoted is None:
            raise Unsure
        double, single = quoted.groups()
        return scalar(single.replace("''", "'") if double is None else double)
    if not _PLAIN.match(text):
        raise Unsure
    comment = text.find(" #")
    if comment >= 0:
        text = text[:comment].rstrip(" ")
    if ": " in text or text[-1] == ":":
        raise Unsure
    return scalar(text)


def _paragraph(style: str, column: int, ahead: Iterator[str]) -> tuple[Scalar, str]:
    """The lines of a block scalar under a key at `column`, and the line that follows them."""
    found: list[str] = []
    indent = 0
    for line in ahead:
        text = line.lstrip(" ")
        deep = len(line) - len(text)
        if text and not found:
            indent = deep
        if not text or deep < indent or indent <= column:
            break
        if deep > indent or line.endswith(" "):
            raise Unsure
        found.append(text)
    else:  # the file ends without a line break
        raise Unsure
    while not text:  # blank lines at its end are no part of it
        line = next(ahead, "#")
        text = line.lstrip(" ")
        deep = len(line) - len(text)
    if not found or (deep > column and line != "#"):
        raise Unsure
    joined = (" " if style[0] == ">" else "\n").join(found)
    return scalar(joined if style.endswith("-") else joined + "\n"), line
