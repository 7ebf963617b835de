"""What words mean before it is known when the text was published.

A `Meaning` makes ranges of days from the days of a text; some are made of others: since then, up to
then, in the night of that day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from libyagraph.timewords.span import Days, Origin, Part

Ranges = list[Days]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which days it can be for a text of the days from one ordinal to another."""

    days: Callable[[int, int], Ranges]
    origin: Origin = "text"
    part: Part = "within"


def by_night(meaning: Meaning) -> Meaning:
    """A night belongs to two days."""
    return replace(
        meaning,
        days=lambda low, high: [(first - 1, last + 1) for first, last in meaning.days(low, high)],
    )


def begun(meaning: Meaning) -> Meaning:
    """Since then: what is past, if any of it is."""

    def found(low: int, high: int) -> Ranges:
        ranges = meaning.days(low, high)
        return [r for r in ranges if r[0] <= high] or ranges

    return replace(meaning, days=found, part="begin")


def up_to(meaning: Meaning) -> Meaning:
    """From the text up to then."""

    def found(low: int, high: int) -> Ranges:
        ranges = meaning.days(low, high)
        return [(low, last) for _, last in ranges if last >= low] or ranges

    return replace(meaning, days=found)
