"""Long lists in parts: a page stays readable, and nothing is left out.

In go lists, out come those pieces of them that a part of a page shows. All lists of a page are cut
at the same places, so that its parts together hold everything once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LONGEST = 100
"""How much of one list a page holds: a hundred ties with their claims are about 150 KB."""


@dataclass(frozen=True, slots=True)
class Shown(Generic[T]):
    """The part of a list that is shown, and how long the whole of it is."""

    items: Sequence[T]
    total: int


class Parts:
    """Which part of long lists a page shows, from 1, and how many parts there turn out to be."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = 1

    def cut(self, things: Iterable[T]) -> Shown[T]:
        """This part of a list."""
        found = list(things)
        self.count = max(self.count, -(-len(found) // LONGEST))
        return Shown(found[(self.number - 1) * LONGEST : self.number * LONGEST], len(found))
