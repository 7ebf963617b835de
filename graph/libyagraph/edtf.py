"""Dates as people know them: EDTF levels 0 and 1, with their earliest and latest days.

In goes the text of a date, out comes an `Edtf` with the bounds of its beginning and of its end, as
ISO days that compare as text within four-digit years. Qualifiers (`?`, `~`, `%`) are kept in the
text and do not widen the bounds. Seasons 21 to 24 are the northern ones. No day is invented: an
open or unknown end has no bound.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

Day = tuple[int, int, int]
"""Year (astronomical), month, day: a triple compares rightly where text does not."""

Bounds = tuple[Day, Day]


LONGEST = 100
"""The longest text of a date."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval.

    `begin` and `end` are the earliest and latest day of the beginning and of the end, or None where
    that end is open or unknown. For a single date both are the same: it lies somewhere within.
    """

    text: str
    begin: Bounds | None
    end: Bounds | None
    interval: bool = False

    @property
    def first(self) -> Day | None:
        """The earliest day on which it can hold."""
        return self.begin[0] if self.begin else None

    @property
    def last(self) -> Day | None:
        """The latest day on which it can hold."""
        return self.end[1] if self.end else None

    def touches(self, other: Edtf) -> bool:
        """Whether some day can belong to both."""
        return not _after(self.first, other.last) and not _after(other.first, self.last)


def _after(first: Day | None, last: Day | None) -> bool:
    return first is not None and last is not None and first > last


_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DATE = re.compile(
    r"(?P<year>-?(?:\d{4}|\d{3}X|\d{2}XX)|Y-?[1-9]\d{4,})"
    r"(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?"
    r"(?P<qualifier>[?~%])?",
    re.ASCII,
)
_END = re.compile(r"|\.\.|-?[\dX].{3,}", re.ASCII)
_OTHER_FORM = re.compile(
    r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)"
    r"|(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<last>\d{4})"
    r"|(?P<packed>\d{8})",
    re.ASCII,
)
_TIME = re.compile(
    r"(?P<date>-?\d{4}-\d{2}-\d{2})T(?P<h>\d{2}):(?P<m>\d{2}):(?P<s>\d{2})"
    r"(?:Z|[+-](?P<zh>\d{2})(?::(?P<zm>\d{2}))?)?",
    re.ASCII,
)


@lru_cache(maxsize=10_000)
def parse(text: str) -> Edtf:
    """Read an EDTF date of level 0 or 1.

    Raises `ValueError` with a short reason where it is not one.

    >>> parse("2019-04-04/..").first
    (2019, 4, 4)
    >>> parse("2020-01").last
    (2020, 1, 31)
    """
    if len(text) > LONGEST:
        raise ValueError(f"{text} is too long for an EDTF date")
    if "/" not in text:
        bounds = _plain_day(text) or _single(text)
        return Edtf(text, bounds, bounds)
    begin_text, _, end_text = text.partition("/")
    if "/" in end_text or not all(_END.fullmatch(part) for part in (begin_text, end_text)):
        raise ValueError(f"{text} is not an EDTF interval (level 0 or 1){_meant(text)}")
    begin, end = _end(begin_text), _end(end_text)
    if begin is None and end is None:
        raise ValueError(f"{text} has neither a beginning nor an end")
    if begin and end and begin[0] > end[1]:
        raise ValueError(f"{text} ends before it begins")
    return Edtf(text, begin, end, interval=True)


def _end(text: str) -> Bounds | None:
    return None if text in ("", "..") else _single(text)


def _single(text: str) -> Bounds:
    if "T" in text:
        return _moment(text)
    match = _DATE.fullmatch(text)
    if not match:
        said = text or "an empty date"
        raise ValueError(f"{said} is not an EDTF date (level 0 or 1){_meant(text)}")
    year, month, day = match["year"], match["month"], match["day"]
    if "X" in year and (month or day):
        raise ValueError(f"{text}: a month or a day of an unknown year")
    if year.startswith("Y") and month:
        raise ValueError(f"{text}: a year of more than four digits stands alone")
    if month == "XX" and day not in (None, "XX"):
        raise ValueError(f"{text}: a day of an unknown month")
    low, high = _years(year)
    if month in (None, "XX"):
        return (low, 1, 1), (high, 12, 31)
    number = int(month)
    if number in _SEASONS:
        if day:
            raise ValueError(f"{text}: a season has no days")
        start, stop = _SEASONS[number]
        until = low + (stop < start)
        return (low, start, 1), (until, stop, _length(until, stop))
    if not 1 <= number <= 12:
        raise ValueError(f"{text}: there is no month {month}")
    if day in (None, "XX"):
        return (low, number, 1), (low, number, _length(low, number))
    if not 1 <= int(day) <= _length(low, number):
        raise ValueError(f"{text}: {year}-{month} has no day {day}")
    return (low, number, int(day)), (low, number, int(day))


def _plain_day(text: str) -> Bounds | None:
    """A day without more, which most dates are, or None."""
    if len(text) != 10 or not _DAY.fullmatch(text):
        return None
    day = int(text[:4]), int(text[5:7]), int(text[8:])
    return (day, day) if 1 <= day[1] <= 12 and 1 <= day[2] <= 28 else None


def _meant(text: str) -> str:
    """`; did you mean 2019-05-09?` where a date in another form can mean but one day or month."""
    match = _OTHER_FORM.fullmatch(text)
    if not match:
        return ""
    if packed := match["packed"]:
        return _meant(f"{packed[:4]}.{packed[4:6]}.{packed[6:]}")
    year = match["year"] or match["last"]
    month, day = match["month"] or match["second"], match["day"] or match["first"]
    if match["last"] and (int(day) <= 12 and day != month):
        return ""
    found = "-".join([year, f"{int(month):02d}", *([f"{int(day):02d}"] if day else [])])
    try:
        _single(found)
    except ValueError:
        return ""
    return f"; did you mean {found}?"


def _moment(text: str) -> Bounds:
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError(f"{text} is not an EDTF date and time")
    parts = {name: int(match[name] or 0) for name in ("h", "m", "s", "zh", "zm")}
    midnight = (parts["h"], parts["m"], parts["s"]) == (24, 0, 0)
    if (parts["h"] > 23 and not midnight) or parts["m"] > 59 or parts["s"] > 59:
        raise ValueError(f"{text}: there is no such time")
    if parts["zh"] > 14 or parts["zm"] > 59:
        raise ValueError(f"{text}: there is no such time zone")
    return _single(match["date"])


def _years(text: str) -> tuple[int, int]:
    if text.startswith("Y"):
        return int(text[1:]), int(text[1:])
    unknown = text.count("X")
    low, high = int(text.replace("X", "0")), int(text.replace("X", "9"))
    if text == "-0000":
        raise ValueError("-0000 is not a year")
    return (low, high) if low <= high or not unknown else (high, low)


def _length(year: int, month: int) -> int:
    # The calendar repeats every 400 years, so that any year has its like within datetime's range.
    return monthrange(2000 + year % 400, month)[1]


def combine(dates: Sequence[Edtf]) -> tuple[Bounds | None, Bounds | None]:
    """The bounds of the beginning and of the end of what several dates tell of.

    Durations add up: the hull of all intervals, and of the points beside them. Uncertain points
    alone narrow each other: their intersection, or their hull where they contradict each other.
    No dates, no bounds.
    """
    if not dates:
        return None, None
    spans = [date for date in dates if date.interval]
    points = [date.begin for date in dates if not date.interval and date.begin]
    if not spans:
        low, high = max(p[0] for p in points), min(p[1] for p in points)
        if low > high:
            low, high = min(p[0] for p in points), max(p[1] for p in points)
        return (low, high), (low, high)
    begins = [*(date.begin for date in spans), *points]
    ends = [*(date.end for date in spans), *points]
    known = [bounds for bounds in begins if bounds], [bounds for bounds in ends if bounds]
    return (
        None if None in begins else (min(b[0] for b in known[0]), min(b[1] for b in known[0])),
        None if None in ends else (max(e[0] for e in known[1]), max(e[1] for e in known[1])),
    )


def iso(day: Day) -> str:
    """The day as ISO 8601 (and `xsd:date`) text.

    >>> iso((2019, 5, 9))
    '2019-05-09'
    """
    year, month, number = day
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{number:02d}"
