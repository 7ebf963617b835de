"""The time words of a text (`hier`, `on Tuesday`, `depuis le 4 avril`), held against the calendar.

In go the words, the language and the date of publication of the text; out comes a `Span` of the
days that they can mean, or None where that cannot be told. One file holds the words of a language,
`grammar` and `rules` say what they mean. What is doubtful is taken widely: a contradiction may be
missed, and none is made up.
"""

from __future__ import annotations

from functools import lru_cache

from libyagraph.edtf import Day, Edtf
from libyagraph.timewords.arabic import ARABIC
from libyagraph.timewords.english import ENGLISH
from libyagraph.timewords.french import FRENCH
from libyagraph.timewords.grammar import meaning
from libyagraph.timewords.meaning import Meaning
from libyagraph.timewords.span import Origin, Part, Span, ordinal, spanned

__all__ = ["LANGUAGES", "Origin", "Part", "Span", "resolve"]

LANGUAGES = {"ar": ARABIC, "en": ENGLISH, "fr": FRENCH}

_WIDEST = 1100
"""A text whose date is not known within three years tells nothing."""

_SEEN = 1 << 16


def resolve(words: str, language: str, published: Edtf) -> Span | None:
    """The days that time words can mean in a text of that language and date; None if unknown.

    Where the date of publication is a range, the days are those for any day of it. A span without
    any days says that the calendar has no such day.

    >>> from libyagraph.edtf import parse
    >>> str(resolve("hier", "fr", parse("2019-05-11")))
    '2019-05-10'
    >>> str(resolve("jeudi 9 mai", "fr", parse("2019-05-11")))
    '2019-05-09'
    >>> str(resolve("last month", "en", parse("2019-05")))
    '2019-04'
    >>> str(resolve("on Tuesday", "en", parse("2019-05-11")))
    '2019-05-07 or 2019-05-14'
    >>> resolve("mardi 9 mai 2019", "fr", parse("2019-05-11")).days
    ()
    >>> resolve("ce jour-là", "fr", parse("2019-05-11"))
    """
    return _resolve(words, language, published.first, published.last)


@lru_cache(_SEEN)
def _resolve(words: str, language: str, first: Day | None, last: Day | None) -> Span | None:
    said = _meaning(words, language)
    if said is None or first is None or last is None:
        return None
    try:
        low, high = ordinal(first), ordinal(last)
        if high - low > _WIDEST:
            return None
        ranges = said.days(low, high)
        # What has no year may be right in another one.
        known = ranges or said.origin in ("weekday", "calendar")
        return spanned(ranges, said.part, said.origin) if known else None
    except (ValueError, OverflowError):  # at the ends of the calendar
        return None


@lru_cache(_SEEN)
def _meaning(words: str, language: str) -> Meaning | None:
    known = LANGUAGES.get(language)
    codes = known.codes(words) if known else None
    return meaning(codes) if codes else None
