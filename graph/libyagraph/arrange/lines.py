"""The tree of a file as lines: one layout for everything that says the same.

In goes a tree with the shape of its kind, out comes the text. Where everything stands follows from
the values and the comments alone, never from where they stood before.
"""

from __future__ import annotations

from collections.abc import Iterable

from libyagraph.arrange import scalars
from libyagraph.arrange.scalars import WIDTH
from libyagraph.arrange.shapes import Shape
from libyagraph.arrange.tree import Comment, Document, Group, Slot, Text, Value

STEP = 2
"""The indentation of each level."""


def written(document: Document, shape: Shape) -> str:
    """A document as text, with line feeds at the ends of its lines."""
    lines = _Lines(0)
    lines.comments(document.head)
    if document.apart:
        lines.blank()
    _mapping(document.root, shape, lines)
    return "".join(f"{line}\n" for line in lines.all)


def item(slot: Slot, shape: Shape, indent: int) -> list[str]:
    """One item of a list as lines, its dash at an indentation."""
    lines = _Lines(indent)
    _list(Group([slot], keyed=False), shape, lines)
    return lines.all


class _Lines:
    """Lines at one indentation; no blank line comes first, and never two together."""

    def __init__(self, indent: int) -> None:
        self.indent = indent
        self.all: list[str] = []

    def add(self, line: str, trail: str = "") -> None:
        self.all.append(" " * self.indent + line + (f" {trail}" if trail else ""))

    def blank(self) -> None:
        if self.all and self.all[-1]:
            self.all.append("")

    def comments(self, comments: Iterable[Comment], *, apart: bool = False) -> None:
        for number, comment in enumerate(comments):
            if comment.apart or (apart and number == 0):
                self.blank()
            self.add(comment.text)

    def deeper(self) -> _Lines:
        return _Lines(self.indent + STEP)


def _mapping(group: Group, shape: Shape, lines: _Lines) -> None:
    for number, slot in enumerate(_ordered(group, shape)):
        listed = isinstance(slot.value, Group) and not slot.value.keyed and slot.value.slots
        _before(slot, lines, apart=bool(listed and shape.of(slot.key).entry and number))
        _entry(slot, shape, lines)
    lines.comments(group.after)


def _ordered(group: Group, shape: Shape) -> list[Slot]:
    if not group.keyed:
        return group.slots
    order = {key: number for number, key in enumerate(shape.keys)}
    return sorted(group.slots, key=lambda slot: order.get(slot.key, len(order)))


def _before(slot: Slot, lines: _Lines, *, apart: bool) -> None:
    """The comments before a slot, and the blank lines around them."""
    lines.comments(slot.before, apart=apart)
    if slot.apart if slot.before else apart:
        lines.blank()


def _entry(slot: Slot, shape: Shape, lines: _Lines) -> None:
    key = f"{scalars.line(slot.key)}:"
    inner = shape.of(slot.key)
    if isinstance(slot.value, Text):
        if slot.value.bare:
            lines.add(key, slot.trail)
            below = lines.deeper()
            below.comments(slot.below)
            lines.all += below.all
        else:
            _text(f"{key} ", slot, shape, slot.key, lines)
        return
    flat = _flat(slot.value, inner)
    room = WIDTH - lines.indent - len(key) - 1
    if flat is not None and (inner.tight or not slot.value.slots or len(flat) <= room):
        lines.add(f"{key} {flat}", slot.trail)
    else:
        lines.add(key, slot.trail)
        lines.all += _block(slot.value, inner, lines.deeper()).all


def _text(lead: str, slot: Slot, shape: Shape, key: str, lines: _Lines) -> None:
    """A text behind `key: ` or `- `: on that line, or as a block below it."""
    assert isinstance(slot.value, Text)
    text = slot.value.text
    line = _scalar(text, shape, key)
    if "\n" in text or lines.indent + len(lead) + len(line) > WIDTH:
        block = scalars.block(text, WIDTH - lines.indent - STEP)
        if block and key not in shape.digest:
            lines.add(lead + block[0], slot.trail)
            pad = " " * (lines.indent + STEP)
            lines.all += [(pad + each).rstrip(" ") for each in block[1:]]
            return
    lines.add(lead + line, slot.trail)


def _scalar(text: str, shape: Shape, key: str, *, flow: bool = False) -> str:
    if key in shape.digest:
        return scalars.quoted(text)
    return scalars.line(text, flow=flow, typed=shape.is_typed(key))


def _block(group: Group, shape: Shape, lines: _Lines) -> _Lines:
    if group.keyed:
        _mapping(group, shape, lines)
    else:
        _list(group, shape, lines)
    return lines


def _list(group: Group, shape: Shape, lines: _Lines) -> None:
    for number, slot in enumerate(group.slots):
        slot.before += _first(slot, shape, lines.indent)
        _before(slot, lines, apart=shape.apart and number > 0)
        flat = _item(slot, shape, lines.indent)
        if isinstance(slot.value, Text):
            _text("- ", slot, shape, str(number), lines)
        elif flat is not None:
            lines.add(f"- {flat}", slot.trail)
        else:
            inner = _block(slot.value, shape, lines.deeper()).all
            lines.add(f"- {inner[0].lstrip(' ')}")
            lines.all += inner[1:]
    lines.comments(group.after)


def _item(slot: Slot, shape: Shape, indent: int) -> str | None:
    """An item as it goes on one line: a list always does, a mapping where it fits."""
    if isinstance(slot.value, Text):
        return None
    flat = _flat(slot.value, shape)
    if flat is None or not slot.value.slots or not slot.value.keyed:
        return flat
    return flat if len(flat) <= WIDTH - indent - STEP else None


def _first(slot: Slot, shape: Shape, indent: int) -> list[Comment]:
    """The comments on the line of a dash and before what begins there, taken away from there.

    They go before the item: what begins behind a dash has no line above it.
    """
    if isinstance(slot.value, Text) or not slot.value.slots:
        return []
    first = _ordered(slot.value, shape)[0]
    found, first.before = first.before, []
    if not slot.value.keyed:
        found = [*found, *_first(first, shape, indent + STEP)]
    if slot.trail and _item(slot, shape, indent) is None:
        found, slot.trail = [Comment(slot.trail), *found], ""
    return found


def _flat(value: Value, shape: Shape, key: str = "", outer: Shape | None = None) -> str | None:
    """A value on one line, or None where it has comments, blocks, or items that have lines."""
    if isinstance(value, Text):
        broken = "\n" in value.text and not (outer and outer.tight)
        return None if broken else _scalar(value.text, outer or shape, key, flow=True)
    if not value.slots:
        return "{}" if value.keyed else "[]"
    commented = any(slot.before or slot.trail or slot.below for slot in value.slots)
    if commented or value.after or (value.keyed and shape.entry):
        return None
    parts = []
    for number, slot in enumerate(_ordered(value, shape)):
        if not value.keyed and isinstance(slot.value, Group):
            return None
        inner = shape.of(slot.key) if value.keyed else shape
        part = _flat(slot.value, inner, slot.key if value.keyed else str(number), shape)
        if part is None:
            return None
        parts.append(f"{scalars.line(slot.key, flow=True)}: {part}" if value.keyed else part)
    inside = ", ".join(parts)
    return f"{{{inside}}}" if value.keyed else f"[{inside}]"
