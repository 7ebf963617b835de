"""Calendar arithmetic on ordinals: days, weekdays, months and years within reach of a text.

In go numbers and a window, out come ranges of days. Nothing here knows any language.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date as Date
from math import ceil, floor

from libyagraph.timewords.span import Days

REACH = 330
"""What is named without its year lies within so many days of the text, eleven months: beyond that
people name the year."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time: its length in days, and between how many days a few of it lie."""

    length: float
    few: Days


UNITS = {
    "h": Unit(1 / 24, (0, 2)),
    "d": Unit(1, (1, 30)),
    "w": Unit(7, (7, 120)),
    "f": Unit(14, (14, 180)),
    "m": Unit(30.44, (28, 550)),
    "y": Unit(365.25, (300, 7000)),
}


def counted(number: int, unit: Unit, *, more: bool = False, less: bool = False) -> Days:
    """Between how many days a number of units lies, as people count.

    A quarter of the number may be amiss, one at least; half of it always remains. `more than` may
    be as much again, `less than` nothing at all.

    >>> counted(2, UNITS["w"])
    (7, 21)
    """
    amiss = max(1, ceil(number / 4))
    low = 0 if less else max(number - amiss, number / 2)
    high = (2 * number if more else number) + amiss
    return floor(low * unit.length), ceil(high * unit.length)


def on(year: int, month: int, day: int) -> int | None:
    """The ordinal of a day, or None where the calendar has no such day."""
    return Date(year, month, day).toordinal() if day <= monthrange(year, month)[1] else None


def exists(month: int, day: int) -> bool:
    """Whether a month has such a day in some year."""
    return on(2000, month, day) is not None


def weekdays(weekday: int, low: int, high: int) -> list[Days]:
    """The days from `low` to `high` that fall on a weekday, 1 for Monday."""
    first = low + (weekday - 1 - (low - 1)) % 7
    return [(day, day) for day in range(first, high + 1, 7)]


def dated(day: int, month: int, low: int, high: int, weekday: int = 0) -> list[Days]:
    """The days of that number, month and weekday from `low` to `high`; 0 leaves it open."""
    months = [(year, m) for year, m in _months(low, high) if month in (0, m)]
    found = [on(year, m, day) for year, m in months]
    return [
        (d, d)
        for d in found
        if d is not None and low <= d <= high and weekday in (0, (d - 1) % 7 + 1)
    ]


def months(month: int, third: int, low: int, high: int) -> list[Days]:
    """The months of that number, or a part of them, that have a day from `low` to `high`."""
    found = [in_month(year, m, third) for year, m in _months(low, high) if m == month]
    return [(first, last) for first, last in found if first <= high and last >= low]


def _months(low: int, high: int) -> list[tuple[int, int]]:
    first, last = Date.fromordinal(low), Date.fromordinal(high)
    count = (last.year - first.year) * 12 + last.month - first.month
    start = first.year * 12 + first.month - 1
    return [(n // 12, n % 12 + 1) for n in range(start, start + count + 1)]


_THIRDS = {0: (1, 31), 1: (1, 15), 2: (8, 23), 3: (16, 31)}
_SEASONS = {0: (1, 12), 1: (1, 6), 2: (4, 9), 3: (7, 12)}


def in_month(year: int, month: int, third: int = 0) -> Days:
    """A month, or its beginning (1), middle (2) or end (3), widely taken."""
    first, last = _THIRDS[third]
    length = monthrange(year, month)[1]
    start = Date(year, month, 1).toordinal() - 1
    return start + first, start + min(last, length)


def in_year(year: int, third: int = 0) -> Days:
    """A year, or its beginning (1), middle (2) or end (3), widely taken."""
    first, last = _SEASONS[third]
    return Date(year, first, 1).toordinal(), in_month(year, last)[1]


def near_month(low: int, high: int, offset: int) -> list[Days]:
    """The month of each day from `low` to `high`, or one before (-1) or after it (1)."""
    found = []
    for year, month in _months(low, high):
        number = year * 12 + month - 1 + offset
        found.append(in_month(number // 12, number % 12 + 1))
    return found


def near_years(low: int, high: int, offset: int) -> range:
    """The year of each day from `low` to `high`, or one before (-1) or after it (1)."""
    first, last = Date.fromordinal(low).year, Date.fromordinal(high).year
    return range(first + offset, last + offset + 1)
