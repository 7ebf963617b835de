"""What time words can mean: the days, and how the date of a claim is held against them.

In go ranges of days, out comes a `Span`, which says whether a date agrees with it. A date that
agrees in one day agrees; nobody is asked to be exact where the words are not.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from libyagraph.edtf import Bounds, Day, Edtf, iso

Part = Literal["within", "begin", "end", "ongoing"]
"""Which part of a date the words tell: a day of it, its beginning, its end, or the beginning of
what still goes on."""

Origin = Literal["text", "story", "weekday", "calendar"]
"""From where the words are counted: the day of the text (`hier`), also a day that the text tells
of (`mardi`, `9 mai`), the same with a weekday to prove it (`jeudi 9 mai`), or nowhere (`2014`)."""

Days = tuple[int, int]
"""First and last day of a range, as ordinals."""

_QUALIFIERS = frozenset("?~%")
_LEAST_MARGIN = 7


@dataclass(frozen=True, slots=True)
class Span:
    """The days that words can mean: one of the ranges `days`, in order; none where no day fits.

    >>> str(Span(days=(((2019, 5, 7), (2019, 5, 7)), ((2019, 9, 1), (2019, 9, 30)))))
    '2019-05-07 or 2019-09'
    """

    days: tuple[Bounds, ...]
    part: Part = "within"
    origin: Origin = "text"

    @property
    def first(self) -> Day | None:
        """The earliest possible day."""
        return self.days[0][0] if self.days else None

    @property
    def last(self) -> Day | None:
        """The latest possible day."""
        return self.days[-1][1] if self.days else None

    def allows(self, date: Edtf) -> bool:
        """Whether a date can be the one that the words tell.

        One that is qualified (`?`, `~`, `%`) has as much room again as it spans, a week at least.
        """
        if self._fits(date):
            return True
        return not _QUALIFIERS.isdisjoint(date.text) and self._fits(_widened(date))

    def _fits(self, date: Edtf) -> bool:
        begin, end = date.begin, date.end
        if self.part == "within" or not self.days:
            return self._touch(begin and begin[0], end and end[1])
        if self.part == "end":
            if date.interval:
                return end is None or self._touch(*end)
            return begin is None or begin[0] <= self.days[-1][1]  # some day before the end
        if not date.interval:  # some day after the beginning
            return self.part == "ongoing" or end is None or end[1] >= self.days[0][0]
        if begin is None or (self.part == "ongoing" and end is not None):
            return True
        return self._touch(*begin)

    def _touch(self, low: Day | None, high: Day | None) -> bool:
        return any(
            (low is None or low <= last) and (high is None or high >= first)
            for first, last in self.days
        )

    def __str__(self) -> str:
        shown = [_shown(first, last) for first, last in self.days[:4]]
        more = ["…"] if len(self.days) > 4 else []
        return " or ".join(shown + more)


def spanned(ranges: Sequence[Days], part: Part, origin: Origin) -> Span:
    """A span of ranges in any order; those that touch become one."""
    merged: list[Days] = []
    for first, last in sorted(ranges):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return Span(tuple((day(first), day(last)) for first, last in merged), part, origin)


def day(ordinal: int) -> Day:
    """The day of an ordinal; raises `ValueError` outside of the years 1 to 9999."""
    found = Date.fromordinal(ordinal)
    return found.year, found.month, found.day


def ordinal(day: Day) -> int:
    """The ordinal of a day; raises `ValueError` outside of the years 1 to 9999."""
    return Date(*day).toordinal()


def moved(bounds: Bounds, before: int, after: int) -> Bounds:
    """Bounds that begin some days earlier and end some days later; raises `ValueError` as above."""
    return day(ordinal(bounds[0]) - before), day(ordinal(bounds[1]) + after)


def _widened(date: Edtf) -> Edtf:
    def wide(bounds: Bounds | None) -> Bounds | None:
        if bounds is None:
            return None
        room = max(_LEAST_MARGIN, ordinal(bounds[1]) - ordinal(bounds[0]) + 1)
        return moved(bounds, room, room)

    try:
        return Edtf("", wide(date.begin), wide(date.end), date.interval)
    except ValueError:  # at the ends of the calendar
        return date


def _shown(first: Day, last: Day) -> str:
    if first == last:
        return iso(first)
    year, month = first[:2]
    if (first[1:], last) == ((1, 1), (year, 12, 31)):
        return f"{year:04d}"
    if first[2] == 1 and last == (year, month, monthrange(year, month)[1]):
        return f"{year:04d}-{month:02d}"
    return f"{iso(first)}/{iso(last)}"
