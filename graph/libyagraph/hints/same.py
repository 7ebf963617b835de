"""Events that look the same in several articles, and are not yet joined: `same-event`.

In go claims with their dates, article by article, out comes a proposal for each event that looks
like one of an earlier article. Two claims look the same where

- one type is the other or a kind of it,
- the same actors take part, two at least: on the same sides, unless the type has none,
- their dates share a day, and tell enough: neither is wider than 45 days, and one tells it within
  ten,
- no article tells of both, and nothing else sets them apart: another number (`nth`), a habit
  (`repeated`), other places, other topics. Where all sides act together, as at a meeting, places
  and topics do not count on one and the same day: they name it as they like.

Nothing is merged: only the annotator knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from libyagraph.edtf import Edtf
from libyagraph.errors import Problem
from libyagraph.fields import Reporter
from libyagraph.model import Article, Claim, Corpus, Event
from libyagraph.resolve import PARTIES, event_of, event_type, find_claim
from libyagraph.vocabulary import EventType, Vocabulary

NAME = "same-event"

WIDEST = 45
NARROW = 10
"""How many days the wider and the narrower of two dates may span."""

_MOST = 200
"""So many events of one month and the same parties are compared with a new one, no more."""

_Sides = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class _Telling:
    """A claim that tells of an event, or a shared event itself (without a claim)."""

    event: str
    type: EventType
    sides: _Sides
    date: Edtf
    width: int
    places: tuple[str, ...]
    topics: tuple[str, ...] = ()
    nth: int | None = None
    article: str = ""
    claim: Claim | None = None


class SameEvents:
    """Takes in claims in the order of publication, and finds what looks the same."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self.problems: list[Problem] = []
        self._corpus, self._types = corpus, vocabulary.event_types
        self._loose = {type_.key for type_ in self._types.values() if _is_loose(type_)}
        self._joint = {key for key in self._loose if self._is_joint(key, vocabulary)}
        self._seen: dict[tuple[frozenset[str], int], list[_Telling]] = defaultdict(list)
        self._proposed: set[str] = set()
        self._within: dict[str, frozenset[str]] = {}
        self._articles = _articles_of(corpus)
        for event in corpus.events.values():
            if telling := self._shared(event):
                self._look(telling)

    def add(self, article: Article, claim: Claim, date: Edtf) -> None:
        """Take in a claim, and propose to join it where it looks like an earlier one."""
        if claim.repeated or not claim.roles or (width := _width(date)) > WIDEST:
            return
        corpus = self._corpus
        event = event_of(corpus, article, claim) if claim.event else f"{article.id}#{claim.id}"
        type_ = self._types.get(claim.type or event_type(corpus, event))
        sides = tuple(frozenset(claim.roles.get(role, ())) for role in PARTIES)
        if type_ and claim.id:
            telling = _Telling(
                event, type_, sides, date, width, claim.places, claim.topics, claim.nth,
                article.id, claim,
            )  # fmt: skip
            self._look(telling)

    def _shared(self, event: Event) -> _Telling | None:
        type_ = self._types.get(event.type)
        if type_ is None or event.date is None or (width := _width(event.date)) > WIDEST:
            return None
        sides = tuple(frozenset(event.roles.get(role, ())) for role in PARTIES)
        return _Telling(event.id, type_, sides, event.date, width, event.places)

    def _look(self, telling: _Telling) -> None:
        parties = frozenset().union(*telling.sides)
        if len(parties) < 2:
            return
        found = False
        for month in _months(telling.date):
            seen = self._seen[parties, month]
            if not found and telling.event not in self._proposed:
                found = self._propose(telling, seen)
            seen.append(telling)

    def _propose(self, telling: _Telling, seen: list[_Telling]) -> bool:
        for other in seen[:_MOST]:
            if other.article == telling.article != "":  # which then tells of both
                continue
            if other.event != telling.event and self._alike(other, telling):
                self._tell(other, telling)
                return True
        return False

    def _alike(self, one: _Telling, other: _Telling) -> bool:
        kind, kin = one.type, other.type
        if not (kind.is_a(kin.key) or kin.is_a(kind.key)):
            return False
        if min(one.width, other.width) > NARROW or not one.date.touches(other.date):
            return False
        if one.sides != other.sides and not {kind.key, kin.key} <= self._loose:
            return False
        if one.nth and other.nth and one.nth != other.nth:
            return False
        if not self._articles_of(one.event).isdisjoint(self._articles_of(other.event)):
            return False
        joint = {kind.key, kin.key} <= self._joint
        if joint and one.width == other.width == 1:
            return True
        topics_fit = not (one.topics and other.topics) or not set(one.topics).isdisjoint(
            other.topics
        )
        return (topics_fit or joint) and self._near(one.places, other.places)

    def _is_joint(self, key: str, vocabulary: Vocabulary) -> bool:
        """Whether those who take part in such an event do not do it against each other."""
        relations = [vocabulary.relations.get(rule.relation) for rule in self._types[key].rules]
        return all(relation is None or relation.polarity >= 0 for relation in relations)

    def _near(self, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
        if not some or not others:
            return True
        return any(a in self._around(b) or b in self._around(a) for a in some for b in others)

    def _around(self, place: str) -> frozenset[str]:
        """A place with all that it lies in."""
        known = self._within.get(place)
        if known is None:
            found: list[str] = []
            at = place
            while at and at not in found:
                found.append(at)
                at = self._corpus.places[at].within if at in self._corpus.places else ""
            known = self._within[place] = frozenset(found)
        return known

    def _articles_of(self, event: str) -> frozenset[str]:
        return self._articles.get(event) or frozenset((event.partition("#")[0],))

    def _tell(self, earlier: _Telling, later: _Telling) -> None:
        """Propose on the later one, or on the one that tells less: to it the other can be named."""
        named, told = earlier, later
        if "#" not in later.event or (
            later.type.key != earlier.type.key
            and "#" in earlier.event
            and later.type.is_a(earlier.type.key)
        ):
            named, told = later, earlier
        if "#" not in told.event or told.event in self._proposed:
            return
        self._proposed.add(told.event)
        home = find_claim(self._corpus, told.event, told.article)
        if home is None:
            return
        article, claim = home
        what = (
            f"the event of {named.event}"
            if "#" in named.event
            else f"the shared event {named.event}"
        )
        narrower = told.type.key != named.type.key and told.type.is_a(named.type.key)
        less = " and leave out the type" if narrower else ""
        message = (
            f"looks like {what} ({named.type.key}, same parties, {named.date.text}): "
            f"if it is the same, say event: {named.event}{less}"
        )
        report = Reporter(article.file)
        report.warning(claim.marks.get("id") or claim.marks[""], message, NAME)
        self.problems += report.problems


def _is_loose(type_: EventType) -> bool:
    """Whether it does not matter on which side of an event of this type somebody stands."""
    return "participants" in type_.roles and all(rule.symmetric for rule in type_.rules)


def _articles_of(corpus: Corpus) -> dict[str, frozenset[str]]:
    """The articles that tell of each event that more than one claim tells of."""
    found: dict[str, set[str]] = defaultdict(set)
    for article in corpus.articles.values():
        for claim in article.claims:
            if claim.event:
                event = event_of(corpus, article, claim)
                found[event].add(article.id)
                if "#" in event:
                    found[event].add(event.partition("#")[0])
    return {event: frozenset(articles) for event, articles in found.items()}


def _width(date: Edtf) -> int:
    """About how many days a date spans; an open end is wider than all."""
    first, last = date.first, date.last
    if first is None or last is None:
        return WIDEST + 1
    return (last[0] - first[0]) * 366 + (last[1] - first[1]) * 31 + last[2] - first[2] + 1


def _months(date: Edtf) -> Iterator[int]:
    """The months that a date touches, counted from year 0."""
    first, last = date.first, date.last
    if first and last:
        yield from range(first[0] * 12 + first[1], last[0] * 12 + last[1] + 1)
