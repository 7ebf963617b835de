"""Actors outside of the periods that the registry knows of them: `outside-post`.

In goes a claim with its date, out comes a warning for each actor who takes part in it, or relays
it, though its time is over: all of its posts have a period, one has ended, and none is near the
date. A body without posts is judged by its memberships and by whom it acts for, so that a
government that is gone is seen. One that took the place of another is also judged before it did.

Before its first known post a person may be anything, so that nothing is said. A post without a
period, or with a single date, of which nobody knows how long it lasted, settles nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from libyagraph.edtf import Day, Edtf
from libyagraph.fields import Reporter
from libyagraph.model import Actor, Affiliation, Article, Claim, Corpus
from libyagraph.resolve import PARTIES
from libyagraph.timewords.span import day, ordinal
from libyagraph.vocabulary import Vocabulary

NAME = "outside-post"

NEAR = 92
"""Three months: who is named, elected or just gone acts for an office without holding it."""

_JUDGED = frozenset((*PARTIES, "via"))
_FIRST, _LAST = (0, 1, 1), (10_000, 1, 1)


@dataclass(frozen=True, slots=True)
class _Period:
    first: Day
    last: Day
    fact: Affiliation


@dataclass(frozen=True, slots=True)
class _Known:
    """The periods of an actor, and the day before which it was not there."""

    periods: tuple[_Period, ...]
    begun: Day

    def beside(self, first: Day, last: Day) -> Affiliation | None:
        """What is nearest to a time from `first` to `last` that is outside of all periods."""
        before = after = None
        for period in self.periods:
            if period.last < first:
                before = max(before or period, period, key=lambda p: p.last)
            elif period.first > last:
                after = min(after or period, period, key=lambda p: p.first)
            else:
                return None
        if before:
            return before.fact
        return after.fact if after and last < self.begun else None


class Posts:
    """Judges the claims of one corpus."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        final = {kind.key for kind in vocabulary.kinds.values() if kind.final}
        self._told: set[tuple[str, str]] = set()
        self._known = {
            actor.id: known
            for actor in corpus.actors.values()
            if actor.kind not in final and (known := _known(actor))
        }

    def judge(self, report: Reporter, article: Article, claim: Claim, date: Edtf) -> None:
        """Warn of the parties of a claim who hold nothing at its date, once in an article."""
        first, last = date.first or _FIRST, date.last or _LAST
        written = article.published
        if first > (written.last or _LAST):  # it is planned by those who are in office now
            first = written.first or first
        for role, ids in (*claim.roles.items(), ("via", claim.via)):
            if role not in _JUDGED:
                continue
            for number, id_ in enumerate(ids):
                known = self._known.get(id_)
                if not known or (article.id, id_) in self._told:
                    continue
                # Who relays it may do so at any time from then to the publication.
                until = last if role != "via" else max(last, written.last or _LAST)
                if fact := known.beside(first, until):
                    self._told.add((article.id, id_))
                    mark = claim.marks.get(f"{role}.{number}") or claim.marks[""]
                    report.warning(mark, self._message(fact, date), NAME)

    def _message(self, fact: Affiliation, date: Edtf) -> str:
        relation = self._vocabulary.relations.get(fact.relation)
        title = fact.titles.get("en") or next(iter(fact.titles.values()), "")
        title = title or (relation.label("en") if relation else fact.relation)
        during = fact.during.text if fact.during else ""
        what = "post" if fact.family == "posts" else "membership or mandate"
        return (
            f"the registry knows no {what} of {fact.holder} at {date.text}; "
            f"the nearest is {title} ({fact.target}), {during}"
        )


def _known(actor: Actor) -> _Known | None:
    """The periods of what an actor holds; None where one of them is not known."""
    posts, others, succeeded = [], [], []
    for fact in actor.affiliations:
        if fact.family == "posts":
            posts.append(fact)
        elif fact.family in ("memberships", "acts_for"):
            others.append(fact)
        elif fact.family == "predecessors":
            succeeded.append(fact)
    facts = posts or others
    try:
        periods = [_wide(fact, d) for fact in facts if (d := fact.during) and d.interval]
        begun = [_wide(fact, fact.during).first for fact in succeeded if fact.during]
    except ValueError:  # at the ends of the calendar
        return None
    if not facts or len(periods) < len(facts):
        return None
    return _Known(tuple(periods), min(begun, default=_FIRST))


def _wide(fact: Affiliation, during: Edtf) -> _Period:
    """The period of a fact, with what is near to it."""
    first, last = during.first, during.last
    return _Period(
        day(ordinal(first) - NEAR) if first else _FIRST,
        day(ordinal(last) + NEAR) if last else _LAST,
        fact,
    )
