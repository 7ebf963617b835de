"""The tree of a file, from its text and its nodes.

In go the text and what `read` made of it, out comes a tree of slots, one for each entry of a
mapping and each item of a list, with the comments that precede, trail or close them. A comment
belongs to what ends before it on its line, or to what follows it, or to the block at whose end it
stands no less deep.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from libyagraph.arrange.tree import Comment, Document, Group, Slot, Text
from libyagraph.read import Mapping, Node, Scalar, Sequence

_COMMENT = re.compile(r"#[^\r\n]*")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")


def grown(text: str, root: Mapping) -> Document:
    """The tree of a file, from its text (without a byte-order mark) and its nodes."""
    return _Grower(text).document(root)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a slot or a group stood; `inside` is the group that holds it."""

    start: int
    end: int
    column: float
    inside: _Place | None
    slot: Slot | None = None
    group: Group | None = None
    flow: bool = False


class _Grower:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._scalars: list[tuple[int, int]] = []
        self._slots: list[_Place] = []
        self._flows: list[_Place] = []
        self._tokens: list[tuple[int, int, Slot]] = []
        """Where what was written on one line ends: (end, -start, slot), the last one the widest."""

    def document(self, root: Mapping) -> Document:
        group, whole = self._group(root, None)
        document = Document(group)
        found = self._found()
        self._tokens.sort(key=lambda token: token[:2])
        for at in found:
            self._attach(at, document, whole)
        for place in self._slots:
            slot = place.slot
            if slot and isinstance(slot.value, Group) and not slot.value.slots:
                slot.before += slot.value.after  # there is no room in `[]`
                slot.value.after = []
            if slot and slot.before:
                slot.apart = self._is_apart(place.start)
        if document.head and self._slots:
            document.apart = self._is_apart(self._slots[0].start)
        return document

    # ---- nodes

    def _group(self, node: Mapping | Sequence, inside: _Place | None) -> tuple[Group, _Place]:
        group = Group([], isinstance(node, Mapping))
        start, end = node.span
        flow = self._text[start : start + 1] in ("[", "{")
        column: float = start - self._line(start)
        if not flow and not group.keyed and inside and inside.column == column:
            column += 0.5  # a list no deeper than its key: what stands there is not within it
        place = _Place(start, end, column, inside, group=group, flow=flow)
        if flow:
            self._flows.append(place)
        if isinstance(node, Mapping):
            for key, value in node.entries:
                slot = Slot(Text(""), key.text)
                self._scalars.append(key.span)
                self._slot(slot, key.span[0], value, place)
                self._token(key, slot)
        else:
            for item in node.items:
                self._slot(Slot(Text("")), item.span[0], item, place)
        return group, place

    def _slot(self, slot: Slot, start: int, value: Node, inside: _Place) -> None:
        assert inside.group
        inside.group.slots.append(slot)
        self._slots.append(_Place(start, start, start - self._line(start), inside, slot=slot))
        if isinstance(value, Scalar):
            slot.value = Text(value.text, bare=value.plain and not value.text)
            self._scalars.append(value.span)
            if not slot.value.bare and self._text[value.span[0]] not in "|>":
                self._token(value, slot)
        else:
            slot.value, place = self._group(value, inside)
            if place.flow:
                self._token(value, slot)

    def _token(self, node: Node, slot: Slot) -> None:
        start, end = node.span
        self._tokens.append((end, -start, slot))

    # ---- comments

    def _found(self) -> list[tuple[int, str, Slot | None]]:
        """Each comment with its place, and the slot in the head of whose block scalar it stands."""
        text = self._text
        found: list[tuple[int, str, Slot | None]] = []
        edges = [(0, 0), *sorted(self._scalars), (len(text), len(text))]
        for (_, before), (after, _) in pairwise(edges):
            for match in _COMMENT.finditer(text, before, after):
                found.append((match.start(), match[0].rstrip(), None))
        for start, end in self._scalars:
            head = _HEADER.match(text, start, end)
            if head and head[1]:
                found.append((head.start(1), head[1].rstrip(), self._before(start).slot))
        return sorted(found, key=lambda each: each[0])

    def _before(self, at: int) -> _Place:
        """The last slot that begins before a place, or there."""
        return self._slots[bisect_right(self._slots, at, key=lambda place: place.start) - 1]

    def _attach(
        self, found: tuple[int, str, Slot | None], document: Document, whole: _Place
    ) -> None:
        at, words, slot = found
        slot = slot or self._trailed(at)
        if slot:
            if slot.trail:  # there is room for one: the others go before it
                slot.before.append(Comment(slot.trail))
            slot.trail = words
            return
        comment = Comment(words, self._is_apart(at))
        index = bisect_right(self._slots, at, key=lambda place: place.start)
        after = self._slots[index] if index < len(self._slots) else None
        if index == 0:
            document.head.append(comment)
            return
        last = self._slots[index - 1]
        flow = next((p for p in reversed(self._flows) if p.start < at < p.end), None)
        if flow and flow.group and not (after and after.start < flow.end):
            flow.group.after.append(comment)
        elif flow and after and after.slot:
            after.slot.before.append(comment)
        elif self._is_below(last, at) and last.slot:
            last.slot.below.append(comment)
        else:
            closed = self._closed(last, after, at - self._line(at))
            if closed:
                closed.after.append(comment)
            elif after and after.slot:
                after.slot.before.append(comment)
            elif whole.group:
                whole.group.after.append(comment)

    def _trailed(self, at: int) -> Slot | None:
        """The slot that ends on the line of a comment, before it: the widest of those that do."""
        index = bisect_right(self._tokens, at, key=lambda token: token[0])
        end, _, slot = self._tokens[index - 1] if index else (0, 0, None)
        return slot if end > self._line(at) else None

    def _is_below(self, last: _Place, at: int) -> bool:
        value = last.slot.value if last.slot else None
        empty = isinstance(value, Text) and value.bare
        keyed = last.inside and last.inside.group and last.inside.group.keyed
        return bool(empty and keyed and at - self._line(at) > last.column)

    def _closed(self, last: _Place, after: _Place | None, column: int) -> Group | None:
        """The innermost group that ended before a comment and is no deeper than it."""
        still_open = set()
        place = after.inside if after else None
        while place:
            still_open.add(place)
            place = place.inside
        place = last.inside
        while place and place not in still_open:
            if not place.flow and place.column <= column:
                return place.group
            place = place.inside
        return None

    # ---- lines

    def _line(self, at: int) -> int:
        """Where the line of a place begins."""
        return self._lines[bisect_right(self._lines, at) - 1]

    def _is_apart(self, at: int) -> bool:
        """Whether the line before that of a place is blank."""
        number = bisect_right(self._lines, at) - 1
        if number == 0:
            return False
        return not self._text[self._lines[number - 1] : self._lines[number]].strip()
