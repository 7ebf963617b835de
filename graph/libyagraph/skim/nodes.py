"""The nodes of a skimmed tree: those of `read`, without positions.

In go texts and nodes, out come nodes, made as their constructors make them, which take twice as
long.
"""

from __future__ import annotations

from libyagraph.read import Mapping, Mark, Node, Scalar, Sequence

NOWHERE = Mark(0, 0)
"""The position of every node here."""

Entry = tuple[Scalar, Node]

_NO_SPAN = (0, 0)
_new = tuple.__new__


class Unsure(Exception):
    """What stands here is for `read` to tell."""


def scalar(text: str) -> Scalar:
    """A piece of text."""
    return _new(Scalar, (text, NOWHERE, True, _NO_SPAN))


def sequence(items: tuple[Node, ...]) -> Sequence:
    """A list."""
    return _new(Sequence, (items, NOWHERE, _NO_SPAN))


def mapping(entries: tuple[Entry, ...]) -> Mapping:
    """Keys with their nodes."""
    return _new(Mapping, (entries, NOWHERE, _NO_SPAN))
