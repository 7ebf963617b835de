"""Who stands where in a graph: what a page of a thing has to gather, looked up once for all pages.

In go the records of a graph, out come tables by id. Nothing is changed later, so that pages may be
made in several threads at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import TypeVar

from libyagraph.names import BASE, claim, event
from libyagraph.records import Actor, Article, Claim, Edge, Event, Place, Records

Thing = Actor | Article | Claim | Edge | Event | Place
T = TypeVar("T")


def path(thing: Thing) -> str:
    """The IRI of a thing without the namespace: `actor/egypt`, `claim/ARTICLE/ID`."""
    if isinstance(thing, Edge):
        return thing.id
    if isinstance(thing, Claim):
        return claim(thing.id).removeprefix(BASE)
    if isinstance(thing, Event):
        return event(thing.id).removeprefix(BASE)
    kind = {Actor: "actor", Article: "article", Place: "place"}[type(thing)]
    return f"{kind}/{thing.id}"


def tellers(told: Claim) -> tuple[str, ...]:
    """Who acts or speaks in a claim: who denies, where it is a denial."""
    return told.roles.get("actor") or told.roles.get("participants") or told.said_by


class Index:
    """The tables of one graph; each is made in one walk over the records."""

    def __init__(self, records: Records) -> None:
        self.records = records
        claims, edges = records.claims.values(), records.edges
        ties, lifted = records.ties(), records.of_family("lifted")
        tables = (records.actors, records.articles, records.places, records.claims, records.events)
        self.things: dict[str, Thing] = {
            path(one): one for table in tables for one in table.values()
        }
        self.things |= {edge.id: edge for edge in edges}
        self.edges = {edge.id: edge for edge in edges}
        self.edges_of = _by(edges, lambda edge: (edge.source, edge.target))
        self.ties_of_event = _by(ties, lambda edge: (edge.event,))
        self.ties_of_claim = _by(ties, lambda edge: edge.claims)
        self.lifted_of_tie = _by(lifted, lambda edge: (edge.lifted_from,))
        self.claims_of = _by(claims, _named)
        self.claims_in = _by(sorted(claims, key=_place_in_text), lambda told: (told.article,))
        self.parts_of = _by(claims, lambda told: (told.part_of,))
        self.events_of = _by(
            records.events.values(), lambda e: (i for r in e.roles.values() for i in r)
        )
        self.events_at = _by(records.events.values(), lambda event: event.places)
        self.articles_by = _by(
            records.articles.values(), lambda a: (a.publisher, a.agency, *a.republished_by)
        )
        self.answers: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
        for told in claims:
            for link, targets in told.links.items():
                for target in targets:
                    self.answers[target].append((link, told))

    def denials(self, told: Claim) -> list[Claim]:
        """The claims that deny this one, or its event, sorted by id."""
        found = {
            other.id: other
            for target in (told.id, told.event)
            for link, other in self.answers.get(target, ())
            if link == "denies" and other.id != told.id
        }
        return [found[id] for id in sorted(found)]

    def told(self, ids: Iterable[str]) -> list[Claim]:
        """The claims of these ids, as far as they are there."""
        claims = self.records.claims
        return [claims[id] for id in ids if id in claims]


def _by(things: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    """The things of each key, in their order, each once."""
    table: dict[str, list[T]] = {}
    for thing in things:
        for key in dict.fromkeys(keys(thing)):
            if key:
                table.setdefault(key, []).append(thing)
    return table


def _named(told: Claim) -> list[str]:
    """The actors that take part in a claim, or tell it."""
    roles = [id for ids in told.roles.values() for id in ids]
    return [*roles, *told.said_by, *told.attribution, *told.relayed_by]


def _place_in_text(told: Claim) -> tuple[int, int, str]:
    first = told.evidence[0] if told.evidence else None
    return (first.start, first.end, told.id) if first else (0, 0, told.id)
