"""Lifting: for whom an actor acts at a date, and through what.

In goes an actor with a date, out comes the state, camp or organisation that it acts for and every
affiliation on the way. States, camps and international organisations stay themselves. A person is
lifted through a post, a body through what it acts for, and who has neither through its camp.
"""

from __future__ import annotations

from dataclasses import dataclass

from libyagraph.edtf import Bounds, Edtf
from libyagraph.model import Affiliation, Corpus
from libyagraph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Way:
    """Where lifting an actor ends, and the affiliations on the way, nearest first."""

    end: str
    through: tuple[Affiliation, ...]

    @property
    def undated(self) -> bool:
        """Whether an affiliation on the way has no period."""
        return any(fact.during is None for fact in self.through)


class Lifter:
    """Lifts actors of one corpus."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._actors = corpus.actors
        kinds = vocabulary.kinds.values()
        self._final = {kind.key for kind in kinds if kind.final}
        self._gathering = {kind.key for kind in kinds if kind.gathering}

    def way(self, actor: str, when: Bounds) -> Way:
        """The way of an actor at a date, as far as it goes."""
        day = Edtf("", when, when)
        through: list[Affiliation] = []
        seen = {actor}
        while fact := self._step(actor, day):
            if fact.target in seen:
                break
            actor = fact.target
            seen.add(actor)
            through.append(fact)
        return Way(actor, tuple(through))

    def _step(self, actor: str, day: Edtf) -> Affiliation | None:
        known = self._actors[actor]
        if known.kind in self._final:
            return None
        standing = [f for f in known.affiliations if f.during is None or f.during.touches(day)]
        camps = [
            f
            for f in standing
            if f.family == "memberships" and self._actors[f.target].kind in self._gathering
        ]
        posts = [f for f in standing if f.family == "posts"]
        proxies = [f for f in standing if f.family == "acts_for"]
        return next(iter((*posts, *proxies, *camps)), None)
