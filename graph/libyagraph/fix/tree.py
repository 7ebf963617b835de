"""The parts of an annotation's tree that have to do with its text.

In goes the tree of a file, out come its passages, and the nodes at the end of paths. Values are
taken as far as they are what they should be; what they are not is for `parse` to report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from libyagraph.fix.faces import Passage
from libyagraph.read import Mapping, Node, Scalar, Sequence

_DIGEST = re.compile(r"[0-9a-f]{12}", re.ASCII)

Path = tuple[str | int, ...]
"""The way to a node: keys, and numbers of items (`claims`, 3, `evidence`, 0)."""


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; one item stands for a list of one."""
    if node is None:
        return ()
    return node.items if isinstance(node, Sequence) else (node,)


def at(root: Node, path: Path) -> Node:
    """The node at the end of a path, or the last one on it that is there."""
    node = root
    for step in path:
        if isinstance(step, str):
            found = node.get(step) if isinstance(node, Mapping) else None
        else:
            found = next(iter(items(node)[step : step + 1]), None)
        if found is None:
            break
        node = found
    return node


def words(node: Node | None) -> str:
    """The text of a scalar; nothing for anything else."""
    return node.text if isinstance(node, Scalar) else ""


def number(node: Node | None) -> int:
    """A scalar as a whole number, or -1 where it is none."""
    text = words(node)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1


class Item(NamedTuple):
    """A passage of a claim as it is written; `alone` where it is no item of a list."""

    path: Path
    claim: str
    node: Node
    alone: bool

    @property
    def span(self) -> tuple[int, int]:
        """The positions, or (-1, -1) where they are none."""
        return span_of(self.node)

    @property
    def passage(self) -> Passage | None:
        """The passage, if it has a digest."""
        node = self.node
        said = words(node.items[2]) if isinstance(node, Sequence) and len(node.items) == 3 else ""
        return Passage(*self.span, said) if self.span[1] > 0 and _DIGEST.fullmatch(said) else None

    @property
    def quote(self) -> str:
        """The words still to be placed."""
        return words(self.node.get("quote")) if isinstance(self.node, Mapping) else ""


def evidence(root: Mapping) -> Iterator[Item]:
    """Everything that stands under `evidence`, claim by claim."""
    for n, claim in enumerate(items(root.get("claims"))):
        found = claim.get("evidence") if isinstance(claim, Mapping) else None
        id_ = words(claim.get("id")) if isinstance(claim, Mapping) else ""
        for m, node in enumerate(items(found)):
            yield Item(("claims", n, "evidence", m), id_ or f"{n + 1}", node, node is found)


def span_of(node: Node | None) -> tuple[int, int]:
    """The positions that a list begins with, or (-1, -1) where it has none."""
    found = node.items if isinstance(node, Sequence) else ()
    start, end = (number(found[0]), number(found[1])) if len(found) in (2, 3) else (-1, -1)
    return (start, end) if 0 <= start < end else (-1, -1)
