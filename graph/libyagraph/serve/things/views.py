"""What each kind of page shows: gathered, in its order, and cut into parts where it is long.

In go an index, a store and a thing, out come frozen values that a template writes down. Nothing is
said in any language here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from libyagraph.names import BASE, DCT, RDFS, SKOS, short
from libyagraph.records import Actor, Article, Claim, Edge, Event, Place
from libyagraph.records.node import Node
from libyagraph.serve.things.index import Index
from libyagraph.serve.things.parts import Parts, Shown


@dataclass(frozen=True, slots=True)
class Group:
    """The ties of one relation: those shown, and how many there are."""

    relation: str
    total: int
    ties: Sequence[Edge]


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with all that a page of it shows."""

    actor: Actor
    holds: Shown[Edge]
    held: Shown[Edge]
    groups: Sequence[Group]
    ties: int
    lifted: Shown[Edge]
    timeline: Shown[Event]
    speaking: Shown[tuple[Article, int]]
    printed: Shown[Article]
    untied: Shown[Claim]


def actor_view(actor: Actor, index: Index, parts: Parts) -> ActorView:
    """What there is of an actor; ties by relation, then by date, undated ones last."""
    mine = index.edges_of.get(actor.id, [])
    facts = [edge for edge in mine if edge.family == "affiliation"]
    holds = [edge for edge in facts if edge.source == actor.id or edge.symmetric]
    ties = sorted((e for e in mine if e.family == "tie"), key=lambda e: (e.relation, *by_date(e)))
    totals = Counter(edge.relation for edge in ties)
    shown = parts.cut(ties).items
    lifted = {e.id: e for tie in ties for e in index.lifted_of_tie.get(tie.id, ())}
    lifted |= {edge.id: edge for edge in mine if edge.family == "lifted"}
    claims = index.claims_of.get(actor.id, [])
    speaking = Counter(claim.article for claim in claims)
    articles = index.records.articles
    return ActorView(
        actor=actor,
        holds=parts.cut(sorted(holds, key=by_date)),
        held=parts.cut(sorted((e for e in facts if e not in holds), key=by_date)),
        groups=[
            Group(relation, totals[relation], list(group))
            for relation, group in groupby(shown, key=lambda edge: edge.relation)
        ],
        ties=len(ties),
        lifted=parts.cut(sorted(lifted.values(), key=by_date)),
        timeline=parts.cut(sorted(index.events_of.get(actor.id, ()), key=by_date)),
        speaking=parts.cut(
            (articles[id], speaking[id])
            for id in sorted(speaking, key=lambda id: (articles[id].published, id))
            if id in articles
        ),
        printed=parts.cut(
            sorted(index.articles_by.get(actor.id, ()), key=lambda a: (a.published, a.id))
        ),
        untied=parts.cut(claim for claim in claims if claim.id not in index.ties_of_claim),
    )


def by_date(thing: Edge | Event) -> tuple[str, str, str]:
    """Sorts by the first day, then by the last; what has none comes last."""
    return thing.first or thing.last or "~", thing.last or "~", thing.id


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its claims in the order of the text."""

    article: Article
    notes: Sequence[str]
    date_notes: Sequence[str]
    claims: Shown[Claim]


def article_view(article: Article, index: Index, parts: Parts, said: Node) -> ArticleView:
    """What there is of an article; `said` is what the store says of it."""
    return ArticleView(
        article,
        said.all(RDFS + "comment"),
        said.lg("dateNote"),
        parts.cut(index.claims_in.get(article.id, ())),
    )


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with the claims that tell of it, what denies it, and its ties."""

    event: Event
    words: Sequence[tuple[str, str]]
    """Words of the texts that tell when, each once, with the language of each."""
    titles: dict[str, str]
    notes: Sequence[str]
    sources: Sequence[str]
    claims: Shown[Claim]
    denials: Sequence[Claim]
    answers: Shown[tuple[str, Claim]]
    ties: Shown[Edge]


def event_view(event: Event, index: Index, parts: Parts, said: Node) -> EventView:
    """What there is of an event."""
    told = index.told(event.claims)
    answers = index.answers.get(event.id, []) if event.id not in index.records.claims else []
    own = [claim for link, claim in answers if link == "denies"]
    articles = index.records.articles
    dated = [c for c in told if c.words and c.article in articles]
    words = {(c.words, articles[c.article].language) for c in dated}
    denials = {
        claim.id: claim for claim in (*own, *(d for one in told for d in index.denials(one)))
    }
    return EventView(
        event=event,
        words=sorted(words),
        titles=said.texts(RDFS + "label"),
        notes=said.all(RDFS + "comment"),
        sources=[_source(text) for text in said.all(DCT + "source")],
        claims=parts.cut(told),
        denials=[denials[id] for id in sorted(denials)],
        answers=parts.cut((link, claim) for link, claim in answers if link != "denies"),
        ties=parts.cut(index.ties_of_event.get(event.id, ())),
    )


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with what it answers to, is answered by, and yields."""

    claim: Claim
    article: Article | None
    denials: Sequence[Claim]
    answers: Shown[tuple[str, Claim]]
    contained: Shown[Claim]
    ties: Shown[Edge]


def claim_view(claim: Claim, index: Index, parts: Parts) -> ClaimView:
    """What there is of a claim."""
    answers = index.answers.get(claim.id, ())
    return ClaimView(
        claim=claim,
        article=index.records.articles.get(claim.article),
        denials=index.denials(claim),
        answers=parts.cut((link, other) for link, other in answers if link != "denies"),
        contained=parts.cut(index.parts_of.get(claim.id, ())),
        ties=parts.cut(index.ties_of_claim.get(claim.id, ())),
    )


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with the events there."""

    place: Place
    aliases: Sequence[ox.Literal]
    within: Sequence[str]
    notes: Sequence[str]
    sources: Sequence[str]
    matches: Sequence[str]
    events: Shown[Event]


def place_view(place: Place, index: Index, parts: Parts, said: Node) -> PlaceView:
    """What there is of a place."""
    aliases = {v for v in said.values.get(SKOS + "altLabel", ()) if isinstance(v, ox.Literal)}
    return PlaceView(
        place=place,
        aliases=sorted(aliases, key=str),
        within=said.ids("liesWithin"),
        notes=said.all(RDFS + "comment"),
        sources=[_source(text) for text in said.all(DCT + "source")],
        matches=said.all(SKOS + "exactMatch"),
        events=parts.cut(sorted(index.events_at.get(place.id, ()), key=by_date)),
    )


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A tie, a lifted tie or an affiliation, opened down to what says so."""

    edge: Edge
    tie: Edge | None
    lifted: Sequence[Edge]
    claims: Shown[Claim]


def edge_view(edge: Edge, index: Index, parts: Parts) -> EdgeView:
    """What there is of an edge."""
    tie = index.edges.get(edge.lifted_from)
    lifted = index.lifted_of_tie.get(edge.id, [])
    return EdgeView(edge, tie, lifted, parts.cut(index.told(edge.claims)))


def _source(value: str) -> str:
    return f"article:{short(value)}" if value.startswith(BASE + "article/") else value
