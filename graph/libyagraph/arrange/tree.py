"""A file as it can be written anew: what it says, with each comment where it belongs.

Values only: `grow` makes them of a file, `entries` of the model, `lines` writes them. Positions and
layout are left behind; nothing that was written is.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with its `#`; `apart` where a blank line stands before it."""

    text: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text; `bare` where nothing at all was written, as after `title:`."""

    text: str
    bare: bool = False


@dataclass(slots=True)
class Group:
    """The entries of a mapping, or the items of a list; `after` are comments that close it."""

    slots: list[Slot]
    keyed: bool
    after: list[Comment] = field(default_factory=list)


@dataclass(slots=True)
class Slot:
    """An entry of a mapping with its `key`, or an item of a list without one.

    Comments stand `before` it on lines of their own (`apart`: a blank line follows them), behind it
    on its line (`trail`), or `below` its key where it has no value yet.
    """

    value: Value
    key: str = ""
    before: list[Comment] = field(default_factory=list)
    apart: bool = False
    trail: str = ""
    below: list[Comment] = field(default_factory=list)


Value = Text | Group


@dataclass(slots=True)
class Document:
    """A whole file; `head` are the comments before its first key, `apart` as in a slot."""

    root: Group
    head: list[Comment] = field(default_factory=list)
    apart: bool = False


def comments(document: Document) -> list[str]:
    """The comments of a document, sorted: none may get lost or stand twice."""
    found = [comment.text for comment in document.head]

    def collect(group: Group) -> None:
        found.extend(comment.text for comment in group.after)
        for slot in group.slots:
            found.extend(comment.text for comment in (*slot.before, *slot.below))
            found.extend(filter(None, (slot.trail,)))
            if isinstance(slot.value, Group):
                collect(slot.value)

    collect(document.root)
    return sorted(found)
