"""What was planted: events with their statuses and ties, by the rules that the manual gives.

In go the planned claims, out comes what a build must find. The rules are applied anew, from what
claims were meant to say: nothing that the program reads, resolves or derives with is used.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from libyagraph.vocabulary import TieRule, Vocabulary

from scripts.generated.plan import PARTIES, Claim, Roles, Shared, When

Ends = tuple[str, str, str]
"""From, relation, to."""


@dataclass(slots=True)
class Planted:
    """One event with all that tells of it."""

    type: str
    shared: Shared | None = None
    claims: list[Claim] = field(default_factory=list)
    roles: dict[str, dict[str, None]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def add(self, roles: Roles, places: Iterable[str]) -> None:
        """Put together who is told of, and where."""
        for key, ids in roles.items():
            self.roles.setdefault(key, {}).update(dict.fromkeys(ids))
        self.places.update(places)


class Truth:
    """Takes in claims, and says what follows from all of them."""

    def __init__(self, words: Vocabulary, shared: Iterable[Shared]) -> None:
        self._words = words
        self._claims: dict[str, Claim] = {}
        self._denials: dict[str, list[Claim]] = {}
        self._events: dict[str, Planted] = {}
        self.articles = 0
        for event in shared:
            planted = self._events[event.ref] = Planted(event.type, event)
            planted.add(event.roles, event.places)

    def add(self, claims: Iterable[Claim]) -> None:
        """Take in the claims of one more article."""
        self.articles += 1
        for typed in claims:
            claim = replace(typed, keys={}, sentence="", again=())  # ten thousand articles are big
            self._claims[claim.ref] = claim
            planted = self._events.setdefault(claim.event, Planted(claim.type))
            planted.claims.append(claim)
            planted.add(claim.roles, claim.places)
            for ref in claim.answers.get("denies", ()):
                self._denials.setdefault(ref, []).append(claim)

    def whole(self) -> Iterable[tuple[str, Mapping[str, object]]]:
        """Every event by its reference, sorted."""
        for ref, event in sorted(self._events.items()):
            yield ref, self._event(ref, event)

    def claims(self) -> Iterable[tuple[str, Mapping[str, object]]]:
        """Every claim by its reference, sorted."""
        for ref, claim in sorted(self._claims.items()):
            said = {
                "event": claim.event,
                "modality": claim.modality,
                "said_by": sorted(claim.said_by),
                "date": claim.when.edtf if claim.when else "",
            }
            yield ref, said

    def _event(self, ref: str, event: Planted) -> Mapping[str, object]:
        whole = self._denials.get(ref, []) if event.shared else []
        denials = whole + [d for claim in event.claims for d in self._denials.get(claim.ref, [])]
        parties = {id_ for key in PARTIES for id_ in event.roles.get(key, {})}
        first, last = bounds(_dates(event))
        ties = []
        for ends, claims in sorted(self._ties(event).items()):
            against = whole + [d for claim in claims for d in self._denials.get(claim.ref, [])]
            word = status(claims, parties, bool(against))
            if word:
                ties.append([*ends, word, len({claim.origin for claim in claims or against})])
        return {
            "id": ref,
            "type": event.type,
            "status": status(event.claims, parties, bool(denials)),
            "roles": {key: sorted(ids) for key, ids in sorted(event.roles.items())},
            "places": sorted(event.places),
            "first": str(first or ""),
            "last": str(last or ""),
            "claims": sorted(claim.ref for claim in event.claims),
            "denials": sorted({claim.ref for claim in denials}),
            "ties": ties,
        }

    def _ties(self, event: Planted) -> dict[Ends, list[Claim]]:
        """The ties of an event, each with the claims whose own roles yield it."""
        rules = self._words.event_types[event.type].rules
        found: dict[Ends, list[Claim]] = {}
        for claim in event.claims:
            for rule in rules:
                made = [a for ref in claim.answers.get(rule.through, ()) for a in self._made(ref)]
                for ends in dict.fromkeys(_joined(rule, claim.roles, made)):
                    if claim not in found.setdefault(ends, []):
                        found[ends].append(claim)
        if not event.claims and event.shared:
            for rule in rules:
                found |= {ends: [] for ends in _joined(rule, event.shared.roles, [])}
        return found

    def _made(self, ref: str) -> list[str]:
        """Who made what is answered."""
        claim, event = self._claims.get(ref), self._events.get(ref)
        roles: Roles = claim.roles if claim else {}
        if not claim and event:
            roles = {key: tuple(ids) for key, ids in event.roles.items()}
        made = [*roles.get("actor", ()), *roles.get("participants", ())]
        return made or list(claim.said_by if claim else ())


def _joined(rule: TieRule, roles: Roles, made: Sequence[str]) -> Iterable[Ends]:
    starts, loose = roles.get(rule.from_role, ()), roles.get("participants", ())
    stops = made if rule.through else roles.get(rule.to_role, ())
    pairs = [(a, b) for a in starts for b in stops]
    if rule.symmetric:
        pairs += [(a, b) for a in (*starts, *stops) for b in loose]
        pairs += [(a, b) for n, a in enumerate(loose) for b in loose[:n]]
        pairs = [(min(pair), max(pair)) for pair in pairs]
    return [(a, rule.relation, b) for a, b in pairs if a != b]


def status(claims: Sequence[Claim], parties: set[str], denied: bool) -> str:
    """What claims make of what they tell; empty where nobody tells or denies it."""
    if denied:
        return "contested" if claims else "denied"
    words = {claim.modality for claim in claims}
    for claim in claims:
        if claim.modality == "reported" and not parties.isdisjoint(claim.said_by):
            words.add("asserted")
    if "asserted" in words or "implied" in words:
        return "asserted"
    for word in ("reported", "alleged"):
        if word in words:
            return word
    return "planned" if words else ""


def _dates(event: Planted) -> list[When]:
    """The dates that hold: a shared event's own rules over what claims give."""
    if event.shared and event.shared.when:
        return [event.shared.when]
    return [claim.when for claim in event.claims if claim.when]


def bounds(dates: Sequence[When]) -> tuple[date | None, date | None]:
    """The first and the last day: spans add up, points narrow each other unless they disagree."""
    points = [when.begin for when in dates if when.begin and not when.interval]
    if len(points) == len(dates) and points:
        low, high = max(a for a, _ in points), min(b for _, b in points)
        if low <= high:
            return low, high
    starts = [when.begin and when.begin[0] for when in dates]
    stops = [when.end and when.end[1] for when in dates]
    return (
        None if None in starts else min((day for day in starts if day), default=None),
        None if None in stops else max((day for day in stops if day), default=None),
    )


def as_json(truth: Truth, made: Mapping[str, object], counts: Mapping[str, int]) -> str:
    """The whole as JSON, an event or a claim on each line."""
    events = [dict(event) for _, event in truth.whole()]
    told = [event for event in events if event["status"]]
    claims = list(truth.claims())
    ties = sum(len(cast("list[object]", event["ties"])) for event in events)
    head = {
        **made,
        "counts": {
            "articles": truth.articles,
            "claims": len(claims),
            "events": len(told),
            "ties": ties,
            **counts,
        },
        "events_by_type": Counter(str(event["type"]) for event in told),
        "events_by_status": Counter(str(event["status"]) for event in told),
        "claims_by_modality": Counter(str(claim["modality"]) for _, claim in claims),
    }
    text = json.dumps(head, ensure_ascii=False, indent=1, sort_keys=True).removesuffix("\n}")
    listed = ",\n".join(f" {json.dumps(event, ensure_ascii=False)}" for event in events)
    said = ",\n".join(
        f" {json.dumps(ref)}: {json.dumps(claim, ensure_ascii=False)}" for ref, claim in claims
    )
    return f'{text},\n"events": [\n{listed}\n],\n"claims_told": {{\n{said}\n}}\n}}\n'
