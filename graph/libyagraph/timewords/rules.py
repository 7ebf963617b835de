"""The rules of the grammar: from the numbers that were matched to the days that they can mean.

In goes the match of one pattern, out comes a `Meaning`. Where words are vague the days are many:
what is made of them is a warning, and none may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date as Date

from libyagraph.timewords import days as near
from libyagraph.timewords.days import REACH, UNITS
from libyagraph.timewords.meaning import Meaning, Ranges
from libyagraph.timewords.span import Days

_EIGHT_YEARS = 8 * 365 + 2
"""From 29 February 1896 to that of 1904: the longest that there is between two."""


Said = re.Match[str]
Rule = Callable[[Said], Meaning]


def _word(said: Said, name: str) -> str:
    return said.groupdict().get(name) or ""


def _number(said: Said, name: str) -> int:
    return int(_word(said, name) or 0)


_OFFSETS = {"last": -1, "next": 1}


def relative(said: Said) -> Meaning:
    """So many days from the text."""
    first, last = _number(said, "from"), _number(said, "to")
    return Meaning(lambda low, high: [(low + first, high + last)])


def _beside(way: str, low: int, high: int, reach: int) -> Days:
    if "last" in way:
        return low - 2 * reach, high
    if "next" in way:
        return low, high + 2 * reach
    return low - reach, high + reach


def weekday(said: Said) -> Meaning:
    """A weekday within a week; the last or the next one within two."""
    number, way = _number(said, "weekday"), _word(said, "way")
    first, last = _number(said, "from"), _number(said, "to")
    return Meaning(
        lambda low, high: near.weekdays(number, *_beside(way, low + first, high + last, 7)),
        "text" if way or _word(said, "from") else "story",
    )


def weekdays(said: Said) -> Meaning:
    """From one weekday to another."""
    begin = _number(said, "weekday")
    length = (_number(said, "weekday2") - begin) % 7
    return Meaning(
        lambda low, high: [
            (day, day + length) for day, _ in near.weekdays(begin, low - 13, high + 7)
        ],
        "story",
    )


def weekend(said: Said) -> Meaning:
    """Friday to Sunday, so that both the Western and the Arab weekend are in it."""
    way = _word(said, "way")
    return Meaning(
        lambda low, high: [
            (friday, friday + 2) for friday, _ in near.weekdays(5, *_beside(way, low, high, 9))
        ],
        "text" if way else "story",
    )


def _which_year(said: Said) -> int:
    return _OFFSETS.get(_word(said, "which") or _word(said, "which2"), 0)


def _window(way: str, low: int, high: int) -> Days:
    """Where a day or month without a year is looked for: the year of the text is always in it.

    “Last May” may be the latest May or that of the last year.
    """
    before, after = near.near_years(low, high, 0)[0], near.near_years(low, high, 0)[-1]
    if way == "last":
        return near.in_year(before - 1)[0], high
    if way == "next":
        return low, near.in_year(after + 1)[1]
    return min(low - REACH, near.in_year(before)[0]), max(high + REACH, near.in_year(after)[1])


def _whole(years: range) -> Days:
    return near.in_year(years[0])[0], near.in_year(years[-1])[1]


def date(said: Said) -> Meaning:
    """A day of a month; a weekday beside it must be right."""
    day, month, year = (_number(said, name) for name in ("day", "month", "year"))
    number, way, offset = _number(said, "weekday"), _word(said, "way"), _which_year(said)

    def found(low: int, high: int) -> Ranges:
        if offset:
            low, high = _whole(near.near_years(low, high, offset))
        elif year:
            low, high = near.in_year(year)
        elif (day, month) == (29, 2) and not number:
            low, high = low - _EIGHT_YEARS, high + _EIGHT_YEARS
        else:
            low, high = _window(way, low, high)
        return near.dated(day, month, low, high, number)

    if year or not near.exists(month, day):
        return Meaning(found, "calendar")
    if way or offset:
        return Meaning(found)
    return Meaning(found, "weekday" if number else "story")


def weekday_and_number(said: Said) -> Meaning:
    """A weekday that is some day of a month that is not told."""
    day, number = _number(said, "day"), _number(said, "weekday")
    return Meaning(lambda low, high: near.dated(day, 0, low - 62, high + 62, number), "weekday")


def from_day_to_day(said: Said) -> Meaning:
    """From a day of a month to another day of it, or of a later one."""
    begin, end, year = (_number(said, name) for name in ("day", "day2", "year"))
    month2 = _number(said, "month2") or _number(said, "month")
    month, year1 = _number(said, "month") or month2, _number(said, "year1")

    def found(low: int, high: int) -> Ranges:
        low, high = near.in_year(year) if year else _window("", low, high)
        ranges = []
        for last, _ in near.dated(end, month2, low, high):
            before = year1 or Date.fromordinal(last).year - (month > month2)
            start = near.on(before, month, begin)
            ranges += [(start, last)] if start and start <= last else []
        return ranges

    return Meaning(found, "story")


def month(said: Said) -> Meaning:
    """A month, or its beginning, middle or end."""
    number, third, year = (_number(said, name) for name in ("month", "third", "year"))
    way, offset = _word(said, "way"), _which_year(said)

    def found(low: int, high: int) -> Ranges:
        years = near.near_years(low, high, offset) if offset else [year] if year else []
        if years:
            return [near.in_month(y, number, third) for y in years]
        return near.months(number, third, *_window(way, low, high))

    return Meaning(found, "calendar" if year else "text" if way or offset else "story")


def year(said: Said) -> Meaning:
    """A year, or its beginning, middle or end; or from one year to another."""
    first, third, last = (_number(said, name) for name in ("year", "third", "year2"))
    if last:
        return Meaning(lambda _low, _high: [_whole(range(first, last + 1))], "calendar")
    return Meaning(lambda _low, _high: [near.in_year(first, third)], "calendar")


def unit(said: Said) -> Meaning:
    """The week, month or year of the text, or the one before or after it."""
    name, third = _word(said, "unit"), _number(said, "third")
    offset = _OFFSETS.get(_word(said, "way"), 0)
    lax = bool(_word(said, "over"))  # “in the last month” may be its days up to now

    def found(low: int, high: int) -> Ranges:
        if name == "w":  # weeks begin on Saturday, Sunday or Monday: any day of any of them
            return [{-1: (low - 13, high), 0: (low - 6, high + 6), 1: (low, high + 13)}[offset]]
        if name == "m":
            room = 31 if lax or (third and not offset) else 0
            months = near.near_month(low, high, offset)
            return [(first - room, last + room) for first, last in months]
        years = [near.in_year(y, third) for y in near.near_years(low, high, offset)]
        return [*years, (low - 366, high)] if lax else years

    return Meaning(found)


def _few(said: Said) -> Days:
    """Between how many days the number lies that was told, or a few."""
    number, length = _number(said, "n"), UNITS[said["unit"]]
    more, less = bool(_word(said, "more")), bool(_word(said, "less"))
    return near.counted(number, length, more=more, less=less) if number else length.few


def ago(said: Said) -> Meaning:
    """So many days before the text."""
    least, most = _few(said)
    return Meaning(lambda low, high: [(low - most, high - least)])


def since(said: Said) -> Meaning:
    """Begun so many days before the text."""
    return replace(ago(said), part="begin")


def ongoing(said: Said) -> Meaning:
    """Begun so many days before the text, if it still goes on; else it has only a length."""
    return replace(ago(said), part="ongoing")


def past(said: Said) -> Meaning:
    """Within so many days before the text."""
    most = _few(said)[1]
    return Meaning(lambda low, high: [(low - most, high)])


def coming(said: Said) -> Meaning:
    """Within so many days after the text."""
    most = _few(said)[1]
    return Meaning(lambda low, high: [(low, high + most)])


def hence(said: Said) -> Meaning:
    """So many days after the text."""
    least, most = _few(said)
    return Meaning(lambda low, high: [(low + least, high + most)])
