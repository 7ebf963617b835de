"""What time words say, whatever their language: a small grammar over coded words.

In goes a line of codes, as `language` makes them from the words of a text, out comes a `Meaning`:
which days it can be for a text of certain days. Of what the grammar does not know nothing is made.

    w1 … w7   a weekday            r-1:0    from so many to so many days after the text
    m1 … m12  a month              t1 … t3  beginning, middle, end
    n9        a number             we       a weekend
    uw        a unit: h d w f m y  q        at night
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from libyagraph.timewords import rules
from libyagraph.timewords.meaning import Meaning, begun, by_night, up_to
from libyagraph.timewords.rules import Rule

_W, _M, _Y = r"w(?P<weekday>\d)", r"m(?P<month>\d+)", r"n(?P<year>[12]\d{3})"
_D, _D2 = r"n(?P<day>[1-9]|[12]\d|3[01])", r"n(?P<day2>[1-9]|[12]\d|3[01])"
_T, _R = r"(?:t(?P<third>\d) )?", r"(?:r(?P<from>-?\d+):(?P<to>-?\d+) )?"
_U, _N = r"u(?P<unit>[hdwfmy])", r"n(?P<n>\d{1,3})"
_COUNT = rf"(?:about |(?P<more>more |over )|(?P<less>less ))?(?:{_N}|few) {_U}"
_AND, _IN = "(?: (?:to|and|or|until))?", "(?:in |over |um )*"
_FROM, _DURING = "(?:from |between |in )?", "(?:in |over |hence |this )*"
_Y1 = r"(?: n(?P<year1>[12]\d{3}))?"
_WAY = "(?P<way>last|next)"
_THAT_YEAR = "(?: (?P<which>last|next|this) uy| uy (?P<which2>last|next|this))"
_WHEN = rf"(?:(?: uy)? {_Y}| {_WAY}|{_THAT_YEAR})?"

_GRAMMAR: tuple[tuple[str, Rule], ...] = (
    (r"r(?P<from>-?\d+):(?P<to>-?\d+)", rules.relative),
    # Weekdays and weekends
    (rf"{_R}{_T}(?:(?P<way>(?:this )?(?:last|next)s?|this) )?{_W}", rules.weekday),
    (rf"{_W} {_WAY}", rules.weekday),
    (rf"{_R}{_FROM}{_W}{_AND} w(?P<weekday2>\d)", rules.weekdays),
    (rf"{_DURING}{_T}(?:{_WAY} )?we", rules.weekend),
    (rf"{_DURING}we {_WAY}", rules.weekend),
    # Days by their number
    (rf"{_R}(?:this )?(?:{_W} )?{_D} {_M}{_WHEN}", rules.date),
    (rf"{_R}(?:this )?(?:{_W} )?{_M} {_D}(?: {_Y}|{_THAT_YEAR})?", rules.date),
    (rf"{_Y} n(?P<month>[1-9]|1[0-2]) {_D}", rules.date),
    (rf"{_W} {_D}", rules.weekday_and_number),
    (rf"{_FROM}(?:w\d )?{_D}{_AND} (?:w\d )?{_D2} {_M}(?: {_Y})?", rules.from_day_to_day),
    (
        rf"{_FROM}(?:w\d )?{_D} {_M}{_Y1}{_AND} (?:w\d )?{_D2} m(?P<month2>\d+)(?: {_Y})?",
        rules.from_day_to_day,
    ),
    (
        rf"{_FROM}(?:w\d )?{_M} {_D}{_Y1}{_AND} (?:w\d )?(?:m(?P<month2>\d+) )?{_D2}(?: {_Y})?",
        rules.from_day_to_day,
    ),
    # Weeks, months and years
    (rf"{_IN}{_T}{_IN}{_M}{_WHEN}", rules.month),
    (rf"{_IN}{_T}{_WAY} {_M}", rules.month),
    (rf"(?:in |over )*{_T}(?:uy )?{_Y}", rules.year),
    (rf"{_FROM}{_Y}{_AND} n(?P<year2>[12]\d{{3}})", rules.year),
    (rf"(?P<over>in |over )?{_T}(?P<way>this|last|next) u(?P<unit>[wmy])", rules.unit),
    (rf"(?P<over>in |over )?{_T}u(?P<unit>[wmy]) (?P<way>this|last|next)", rules.unit),
    (r"(?:in )?t(?P<third>\d) u(?P<unit>[wmy])", rules.unit),
    # So many days, weeks, months
    (rf"ago {_COUNT}", rules.ago),
    (rf"{_COUNT} ago", rules.ago),
    (rf"since {_COUNT}", rules.since),
    (rf"for {_COUNT}", rules.ongoing),
    (rf"{_DURING}(?:{_N} )?lasts {_U}", rules.past),
    (rf"{_DURING}lasts? (?:{_N}|few) {_U}", rules.past),
    (rf"{_DURING}(?:{_N} )?nexts {_U}", rules.coming),
    (rf"{_DURING}nexts? (?:{_N}|few) {_U}", rules.coming),
    (rf"{_DURING}{_U} nexts", rules.coming),
    (rf"by {_COUNT}", rules.coming),
    (rf"hence {_COUNT}", rules.hence),
    (rf"{_COUNT} hence", rules.hence),
)


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Rule], ...]:
    return tuple((re.compile(pattern), rule) for pattern, rule in _GRAMMAR)


def meaning(codes: str) -> Meaning | None:
    """What coded words mean, or None."""
    codes, nights = re.subn(r"\bq\b ?", "", codes)
    found = _plain(codes.strip())
    return by_night(found) if found and nights else found


def _plain(codes: str) -> Meaning | None:
    for pattern, rule in _compiled():
        if match := pattern.fullmatch(codes):
            return rule(match)
    way, _, rest = codes.partition(" ")
    inner = _plain(re.sub("^(?:to |in )+", "", rest)) if way in _WAYS else None
    if inner is None or inner.part != "within":
        return None
    if way == "by":
        return up_to(inner)
    if way == "since":
        return begun(inner)
    return replace(inner, part="end" if way == "until" else "begin")


_WAYS = ("since", "from", "until", "by")
