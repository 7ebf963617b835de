"""Chance that is the same everywhere: one seed, one run of numbers.

In goes a seed as text, out come choices. Only `Random.random` is used, whose numbers Python keeps
from version to version; nothing depends on the order of a set.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


class Skewed(Generic[T]):
    """Items with weights; the weight of the nth is 1 / (n + `shift`) where none are given."""

    def __init__(
        self, items: Sequence[T], weights: Sequence[float] = (), shift: float = 2.0
    ) -> None:
        self.items = tuple(items)
        self.sums = tuple(accumulate(weights or [1 / (n + shift) for n in range(len(items))]))


class Dice:
    """Choices by chance."""

    def __init__(self, seed: str) -> None:
        self._next = Random(seed).random  # a text is hashed by SHA-512, not by `hash`

    def chance(self, share: float) -> bool:
        """True in so large a share of cases."""
        return self._next() < share

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self._next() * (most - least + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._next() * len(items))]

    def weighted(self, skewed: Skewed[T]) -> T:
        """One of the items, by their weights."""
        place = bisect_right(skewed.sums, self._next() * skewed.sums[-1])
        return skewed.items[min(place, len(skewed.items) - 1)]

    def some(self, items: Sequence[T], count: int) -> tuple[T, ...]:
        """So many different items, in the order of the draw; all where there are fewer."""
        left = list(items)
        return tuple(left.pop(int(self._next() * len(left))) for _ in range(min(count, len(items))))
