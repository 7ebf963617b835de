"""Which ties an event yields, claim by claim, by the rules of the ontology.

In go the events of a corpus, out come ties with the claims that yield each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from libyagraph import names
from libyagraph.happenings import Happening, Happenings
from libyagraph.resolve import Roles, Told
from libyagraph.vocabulary import TieRule, Vocabulary


@dataclass(frozen=True, slots=True, order=True)
class TieKey:
    """What makes one tie: its event, its two ends and its relation."""

    event: str
    start: str
    relation: str
    end: str
    symmetric: bool

    @property
    def iri(self) -> str:
        """The IRI of the tie."""
        event = self.event.replace("#", "/")
        return f"{names.BASE}tie/{event}/{self.start}/{self.relation}/{self.end}"


def ties_of(
    event: Happening, happenings: Happenings, vocabulary: Vocabulary
) -> dict[TieKey, list[Told]]:
    """The ties of an event, sorted, each with the claims whose roles yield it.

    Where only denials tell of an event, its own roles yield what is denied, with no claims.
    """
    found: dict[TieKey, list[Told]] = defaultdict(list)
    for told in event.told:
        for key in _yielded(event.id, told, happenings, vocabulary):
            found[key].append(told)
    if not event.told:
        roles = {key: tuple(ids) for key, ids in event.roles.items()}
        for rule in vocabulary.event_types[event.type].rules:
            found |= {key: [] for key in _between(event.id, rule, roles)}
    return dict(sorted(found.items()))


def _yielded(
    event: str, told: Told, happenings: Happenings, vocabulary: Vocabulary
) -> Iterable[TieKey]:
    keys: dict[TieKey, None] = {}
    for rule in vocabulary.event_types[told.type].rules:
        if not rule.through:
            keys |= dict.fromkeys(_between(event, rule, told.roles))
            continue
        ends = [
            author
            for target in told.links.get(rule.through, ())
            for author in happenings.authors(target.ref, target.is_claim)
        ]
        pairs = _pairs(told.roles.get(rule.from_role, ()), ends)
        keys |= dict.fromkeys(_key(event, rule, start, end) for start, end in pairs)
    return keys


def _pairs(starts: Iterable[str], ends: Iterable[str]) -> list[tuple[str, str]]:
    ends = list(ends)
    return [(start, end) for start in starts for end in ends if start != end]


def _key(event: str, rule: TieRule, start: str, end: str) -> TieKey:
    if rule.symmetric:
        start, end = sorted((start, end))
    return TieKey(event, start, rule.relation, end, rule.symmetric)


def _between(event: str, rule: TieRule, roles: Roles) -> list[TieKey]:
    """The ties that a rule yields between roles; across sides only where it is symmetric."""
    if rule.through:
        return []
    starts, ends = roles.get(rule.from_role, ()), roles.get(rule.to_role, ())
    pairs = _pairs(starts, ends)
    if rule.symmetric:
        loose = roles.get("participants", ())
        pairs += _pairs((*starts, *ends), loose)
        pairs += [(a, b) for n, a in enumerate(loose) for b in loose[n + 1 :]]
    return list(dict.fromkeys(_key(event, rule, start, end) for start, end in pairs))
