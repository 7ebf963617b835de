"""Dates against the time words of the text: `time-words`.

In goes a claim with its own date and words, out comes a warning where no day of the date can be one
that the words tell. It may be told in another's words, from another day than that of the text, or
of what is to take effect: where any of these would explain the date, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from libyagraph.edtf import Edtf
from libyagraph.fields import Reporter, shown
from libyagraph.hints.around import outer
from libyagraph.model import Article, Claim, Corpus
from libyagraph.timewords import Span, resolve
from libyagraph.timewords.span import moved

NAME = "time-words"

OLDER_IF_AGENCY = 2
"""How many days a paper may take to print an agency's text, with the words that it had then."""

OLDER_IF_SAID = 7
"""How many days before the text somebody may have said what it cites, in his words."""

ANNOUNCED = 31
"""How many days before the text something may have been announced that is still ahead."""

_MOST = 200
"""So many claims of an article may tell the day from which the words are meant; few have more."""

_VERBS = {"within": "is", "begin": "begins", "ongoing": "begins", "end": "ends"}


def time_words(report: Reporter, article: Article, claim: Claim, corpus: Corpus) -> None:
    """Warn where the words of a claim contradict its date."""
    date = claim.date
    span = resolve(claim.words, article.language, article.published)
    if date is None or span is None or span.allows(date):
        return
    if claim.effective and span.allows(claim.effective):
        return
    if _is_announced(span, article.published, date):
        return
    for day in _other_days(article, claim, span, corpus):
        other = resolve(claim.words, article.language, day)
        if other is None or other.allows(date):
            return
    mark = claim.marks.get("date") or claim.marks[""]
    report.warning(mark, _message(claim.words, article, span, date), NAME)


def _is_announced(span: Span, published: Edtf, date: Edtf) -> bool:
    """Whether the words look ahead from the text, and the date lies shortly before it.

    They may then tell of what was announced on that date, and not of the date.
    """
    low, high = published.first, published.last
    if not (low and high and date.last and span.first and span.last):
        return False
    if span.first < low or span.last <= high or date.last >= span.first:
        return False
    recent = _point(published, ANNOUNCED)
    return recent is not None and recent.touches(date)


def _message(words: str, article: Article, span: Span, date: Edtf) -> str:
    words, published = f'"{shown(words)}"', article.published.text
    if not span.days:
        where = "no calendar" if span.origin == "calendar" else f"no calendar around {published}"
        return f"{where} has {words}; the date is {date.text}"
    seen = "" if span.origin == "calendar" else f" seen from {published}"
    return f"{words}{seen} {_VERBS[span.part]} {span}, not {date.text}"


def _other_days(article: Article, claim: Claim, span: Span, corpus: Corpus) -> Iterator[Edtf]:
    """The days, other than that of the text, from which the words may be meant."""
    if span.origin == "calendar":
        return
    beyond = outer(claim, corpus.claims[article.id])
    said = any(c.according_to or c.via for c in (claim, *beyond))
    older = max(OLDER_IF_SAID * said, OLDER_IF_AGENCY * bool(article.agency))
    if older and (text := _point(article.published, older)):
        yield text
    around = [c.date for c in beyond if c.date]
    if span.origin == "weekday" and claim.date:
        around.append(claim.date)  # the weekday alone tells whether it is right
    if span.origin != "text":  # a story goes from day to day
        beside = article.claims[:_MOST]
        around += [c.date for c in beside if c.date and c.words != claim.words]
    for date in dict.fromkeys(around):
        if day := _point(date):
            yield day


def _point(date: Edtf, older: int = 0) -> Edtf | None:
    """The beginning of a date, or some days before it, as a day to look from."""
    bounds = (date.first, date.last) if older else date.begin
    if not bounds or not bounds[0] or not bounds[1]:
        return None
    try:
        bounds = moved((bounds[0], bounds[1]), older, 0)
    except ValueError:  # at the ends of the calendar
        return None
    return Edtf("", bounds, bounds)
