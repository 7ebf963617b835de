"""Fewer records: what somebody asks for by actor, relation, period, article and number of sources.

In go the records of a graph, out come records in the same order. Claims, events, articles, places
and actors that they refer to are among them; only a lifted tie may name a tie or an affiliation
that was not asked for. Nothing is computed anew: a status is that of the whole graph, and so are
the sources of an edge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from libyagraph.errors import UsageError
from libyagraph.fields import nearest
from libyagraph.records import Records

if TYPE_CHECKING:
    from libyagraph.records import Claim, Edge
    from libyagraph.vocabulary import Vocabulary

FAMILIES = ("tie", "lifted", "affiliation")


def narrow(
    records: Records,
    *,
    actor: str | None = None,
    depth: int = 1,
    relation: str | None = None,
    since: str | None = None,
    until: str | None = None,
    articles: Collection[str] = (),
    min_sources: int = 1,
    vocabulary: Vocabulary | None = None,
    families: Collection[str] = FAMILIES,
) -> Records:
    """The records of some edges, with the actors, claims, events, articles and places they need.

    An edge stays when it is of one of `families`, of `relation` or one of its sub-relations (those
    need the `vocabulary`), may have been between `since` and `until`, ISO days, both included (what
    has no date stays), is told in one of `articles` (an affiliation: has it for a source), and
    rests on at least `min_sources` distinct sources. `actor` then keeps what joins the actors
    within `depth` steps of it through these edges, in either direction. All claims of the events of
    the edges stay, who denies them, and what those refer to; where no `relation` and no number of
    sources is asked for, so do the claims of the actor, or of the articles, that yield no tie. With
    nothing asked for, all of it comes back.

    Raises `UsageError` for an unknown actor, relation, article or family, a negative depth, less
    than one source, and bounds that are no ISO day or reversed.
    """
    _refuse_period(since, until)
    if depth < 0:
        raise UsageError(f"the depth is a number of steps from 0 on, not {depth}")
    if min_sources < 1:
        raise UsageError(f"an edge has a source at least; {min_sources} is no number of them")
    for article in articles:
        if article not in records.articles:
            raise unknown("article", article, records.articles)
    for family in families:
        if family not in FAMILIES:
            raise unknown("family", family, FAMILIES)
    asked = actor or relation or since or until or articles or min_sources > 1
    if not asked and set(families) == set(FAMILIES):
        return records
    relations = _relations(records, vocabulary, relation) if relation else None

    def within(first: str, last: str) -> bool:
        return not (since and last and last < since) and not (until and first and first > until)

    edges = [
        edge
        for edge in records.edges
        if edge.family in families
        and (relations is None or edge.relation in relations)
        and within(edge.first, edge.last)
        and (not articles or not _told_in(edge).isdisjoint(articles))
        and (min_sources <= 1 or edge.sources >= min_sources)
    ]
    if actor is not None:
        if actor not in records.actors:
            raise unknown("actor", actor, records.actors)
        near = _within(edges, actor, depth)
        edges = [edge for edge in edges if edge.source in near and edge.target in near]
    own: set[str] = set()
    if (actor is not None or articles) and relations is None and min_sources <= 1:
        for claim in records.claims.values():  # what is done and said without a tie
            event = records.events.get(claim.event)
            theirs = actor is None or actor in named_by(claim)
            here = not articles or claim.article in articles
            if theirs and here and (not event or within(event.first, event.last)):
                own.add(claim.id)
    return needed(records, tuple(edges), {actor} if actor is not None else set(), own)


def _refuse_period(since: str | None, until: str | None) -> None:
    for bound in (since, until):
        if bound is not None and not _is_day(bound):
            raise UsageError(f"{bound!r} is not an ISO day, such as 2019-05-09")
    if since and until and since > until:
        raise UsageError(f"the period ends ({until}) before it begins ({since})")


def _told_in(edge: Edge) -> set[str]:
    """The ids of the articles that tell of an edge, or that an affiliation is taken from."""
    sources = (source.partition("article:") for source in edge.provenance)
    return {*edge.articles, *(id for before, found, id in sources if found and not before)}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _relations(records: Records, vocabulary: Vocabulary | None, relation: str) -> frozenset[str]:
    used = {edge.relation for edge in records.edges}
    known = used | (vocabulary.relations.keys() if vocabulary else set())
    if relation not in known:
        raise unknown("relation", relation, known)
    return (vocabulary.relation_and_below(relation) if vocabulary else frozenset()) | {relation}


def unknown(what: str, word: str, known: Iterable[str]) -> UsageError:
    """The error for a word that is not among the `known` ones, with the nearest of them."""
    return UsageError(f"unknown {what} {word}{nearest(word, known)}")


def _within(edges: Iterable[Edge], actor: str, depth: int) -> set[str]:
    neighbours: dict[str, set[str]] = {}
    for edge in edges:
        neighbours.setdefault(edge.source, set()).add(edge.target)
        neighbours.setdefault(edge.target, set()).add(edge.source)
    reached = rim = {actor}
    for _ in range(depth):
        rim = {n for id in rim for n in neighbours.get(id, ())} - reached
        if not rim:
            break
        reached = reached | rim
    return reached


def named_by(claim: Claim) -> set[str]:
    """The ids of the actors that a claim names, in a role or among those who tell."""
    roles = {actor for actors in claim.roles.values() for actor in actors}
    return roles.union(claim.said_by, claim.attribution, claim.relayed_by)


def needed(
    records: Records, edges: tuple[Edge, ...], actors: set[str], claims_too: set[str]
) -> Records:
    """The records of some edges, actors and claims (by id), with all that these refer to.

    The edges keep their order; no other edge is among them.
    """
    events = {edge.event for edge in edges if edge.event in records.events}
    told = claims_too | {id for edge in edges for id in edge.claims}
    told.update(id for event in events for id in records.events[event].claims)
    answered = told | events
    told.update(
        id for id, claim in records.claims.items() if answered & {*claim.links.get("denies", ())}
    )
    claims: dict[str, Claim] = {}
    ahead = sorted(told)
    while ahead:
        id = ahead.pop()
        if id in records.claims and id not in claims:
            claims[id] = records.claims[id]
            links = {target for targets in claims[id].links.values() for target in targets}
            events.update(links & records.events.keys(), {claims[id].event})
            ahead += sorted(links | {claims[id].part_of})
    kept = {
        id: replace(event, claims=tuple(claim for claim in event.claims if claim in claims))
        for id, event in records.events.items()
        if id in events
    }
    named = actors.union(*((edge.source, edge.target, *edge.denied_by) for edge in edges))
    named.update(*(named_by(claim) for claim in claims.values()))
    named.update(id for event in kept.values() for ids in event.roles.values() for id in ids)
    for id in named & records.actors.keys():
        named |= {records.actors[id].camp, records.actors[id].state}
    articles = {claim.article for claim in claims.values()}
    articles.update(id for edge in edges for id in edge.articles)
    places = {id for claim in claims.values() for id in claim.places}
    places.update(id for event in kept.values() for id in event.places)
    return Records(
        actors={id: actor for id, actor in records.actors.items() if id in named},
        places={id: place for id, place in records.places.items() if id in places},
        articles={id: article for id, article in records.articles.items() if id in articles},
        claims={id: claim for id, claim in records.claims.items() if id in claims},
        events=kept,
        edges=edges,
    )
