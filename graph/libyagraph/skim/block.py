"""The lines of one file, put together by their columns.

In go lines that were looked at one by one, out comes the tree of the file; `Unsure` is raised where
the columns do not tell a plain tree of lists and mappings.
"""

from __future__ import annotations

from libyagraph.read import Mapping, Node, Sequence
from libyagraph.skim.flow import DEEPEST
from libyagraph.skim.nodes import Entry, Unsure, mapping, sequence

Line = tuple[int, int, str | None, Entry | None, Node | None]
"""Column of the dash or -1, column of what follows it, key, key with its value, and value.

A line without a key has only a value; where the value is still to come, the entry holds none of
use.
"""


class Block:
    """Builds the tree."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._at = 0
        self._depth = 0

    def root(self) -> Mapping:
        """The mapping that the file is."""
        if not self._lines or self._lines[0][0] != -1 or self._lines[0][1] != 0:
            raise Unsure
        found = self._mapping(0)
        if self._at != len(self._lines):
            raise Unsure
        return found

    def _mapping(self, column: int) -> Mapping:
        """A mapping whose keys stand at `column`; its first line may begin with a dash."""
        lines, last, at = self._lines, len(self._lines), self._at
        entries: dict[str, Entry] = {}
        _, _, key, entry, value = lines[at]
        while True:
            if key is None or entry is None or key in entries:
                raise Unsure
            at += 1
            if value is None:
                self._at = at
                entry = entry[0], self._below(column)
                at = self._at
            entries[key] = entry
            if at == last:
                break
            dash, place, key, entry, value = lines[at]
            if dash == -1:
                if place == column:
                    continue
                if place > column:
                    raise Unsure
            elif dash >= column:
                raise Unsure
            break
        self._at = at
        return mapping(tuple(entries.values()))

    def _below(self, column: int) -> Node:
        """What stands under a key at `column`."""
        if self._at == len(self._lines):
            raise Unsure
        self._depth += 1
        if self._depth > DEEPEST:
            raise Unsure
        dash, at, key, _, _ = self._lines[self._at]
        if dash == -1:
            if at <= column or key is None:
                raise Unsure
            found: Node = self._mapping(at)
        elif dash >= column:
            found = self._sequence(dash)
        else:
            raise Unsure
        self._depth -= 1
        return found

    def _sequence(self, column: int) -> Sequence:
        """A list whose dashes stand at `column`."""
        lines, last = self._lines, len(self._lines)
        items: list[Node] = []
        while self._at < last:
            dash, at, key, _, value = lines[self._at]
            if dash == column:
                if key is not None:
                    items.append(self._mapping(at))
                elif value is not None:
                    items.append(value)
                    self._at += 1
                else:
                    raise Unsure
            elif dash > column or (dash == -1 and at > column):
                raise Unsure
            else:
                break
        return sequence(tuple(items))
