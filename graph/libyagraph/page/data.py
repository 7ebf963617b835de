"""The records as the JSON that the page's scripts read.

In go records, vocabulary and style, out come plain dictionaries and lists without empty values.
Only what the page shows gets in: no digest, no file name, and of a text only the sentences around
its evidence. What follows from the rest is left to the page: a page is a file to send.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from libyagraph.names import short
from libyagraph.page.passages import excerpt
from libyagraph.page.when import bounds, certain
from libyagraph.page.words import labels

if TYPE_CHECKING:
    from libyagraph.records import Actor, Article, Claim, Edge, Event, Passage, Records
    from libyagraph.style import LegendEntry, Style
    from libyagraph.vocabulary import Vocabulary

Json = dict[str, object]


def page_data(
    records: Records,
    vocabulary: Vocabulary,
    style: Style,
    texts: Mapping[str, str],
    *,
    asides: tuple[Edge, ...] = (),
    aside_actors: tuple[Actor, ...] = (),
) -> Json:
    """All that the panel, the legend, the search and the table show.

    `asides` are edges that are not drawn, with actors at their ends: others go through them.
    """
    denials = _denials(records)
    claims = records.claims
    return {
        "actors": {a.id: _actor(a, style) for a in (*records.actors.values(), *aside_actors)},
        "articles": {a.id: _article(a) for a in records.articles.values()},
        "claims": {
            claim.id: _claim(claim, denials.get(claim.id, []), texts.get(claim.article, ""))
            for claim in claims.values()
        },
        "edges": _edges(records, asides),
        "events": {event.id: _event(event, claims) for event in records.events.values()},
        "legend": [_legend(entry) for entry in style.legend()],
        "places": {place.id: dict(place.names) for place in records.places.values()},
        "words": labels(records, vocabulary, asides),
    }


def _filled(**values: object) -> Json:
    """What says something: no empty text, list or mapping, and no None; 0 and False stay."""
    return {key: value for key, value in values.items() if value or value == 0}


def _actor(actor: Actor, style: Style) -> Json:
    return _filled(
        names=dict(actor.names),
        kind=actor.kind,
        aliases=[_filled(value=a.value, language=a.language, valid=a.valid) for a in actor.aliases],
        camp=actor.camp,
        state=actor.state,
        bloc=style.bloc(actor),
        colour=style.node_colour(actor),
        shape=style.node_shape(actor),
        weight=style.weight(actor.id),
        wikidata=actor.wikidata,
        note=actor.note,
        sources=[short(source) for source in actor.sources],
    )


def _article(article: Article) -> Json:
    return _filled(
        title=article.title,
        language=article.language,
        publisher=article.publisher,
        published=article.published,
        basis=article.basis,
        url=article.url,
        agency=article.agency,
    )


def _edges(records: Records, asides: tuple[Edge, ...]) -> list[Json]:
    """All edges in their order; of a lifted tie only what its tie doesn't say already."""
    below = {edge.id: _edge(edge, records.claims) for edge in (*records.edges, *asides)}
    found = []
    for edge in records.edges:
        own = below[edge.id]
        tie = below.get(edge.lifted_from)
        if tie is not None:
            own = {key: own.get(key) for key in own | tie if own.get(key) != tie.get(key)}
        found.append(own)
    return found + [below[edge.id] | {"aside": True} for edge in asides]


def _edge(edge: Edge, claims: Mapping[str, Claim]) -> Json:
    sure = certain(edge)
    told = {(c.event_type, c.event) for id in edge.claims if (c := claims.get(id))}
    plain = told == {(edge.event_type, edge.event)}
    return _filled(
        id=edge.id,
        family=edge.family,
        source=edge.source,
        target=edge.target,
        relation=edge.relation,
        symmetric=edge.symmetric or None,
        status=edge.status,
        date=edge.date,
        first=edge.first,
        last=edge.last,
        sure=list(sure) if sure else None,
        sources=edge.sources if edge.sources != 1 else None,
        event="" if plain else edge.event,
        eventType="" if plain else edge.event_type,
        claims=list(edge.claims),
        deniedBy=list(edge.denied_by),
        liftedFrom=edge.lifted_from,
        viaSource=list(edge.via_source),
        viaTarget=list(edge.via_target),
        title=dict(edge.title),
        provenance=[short(source) for source in edge.provenance],
    )


def _event(event: Event, claims: Mapping[str, Claim]) -> Json:
    """An event; roles and places only where they are not those that its claims tell."""
    told = [claims[id] for id in event.claims if id in claims]
    roles: dict[str, set[str]] = defaultdict(set)
    for claim in told:
        for role, actors in claim.roles.items():
            roles[role].update(actors)
    own = {role: set(actors) for role, actors in event.roles.items() if actors}
    places = {place for claim in told for place in claim.places}
    return _filled(
        type=event.type,
        status=event.status,
        date="; ".join(event.dates),
        first=event.first,
        last=event.last,
        roles={key: sorted(ids) for key, ids in own.items()} if own != roles else None,
        places=list(event.places) if set(event.places) != places else None,
    )


def _claim(claim: Claim, denied_by: list[str], text: str) -> Json:
    return _filled(
        article=claim.article,
        event=claim.event if claim.event != claim.id else "",
        type=claim.event_type,
        modality=claim.modality,
        saidBy=list(claim.said_by),
        evidence=[_passage(passage, text) for passage in claim.evidence],
        roles={role: list(actors) for role, actors in claim.roles.items() if actors},
        places=list(claim.places),
        date=claim.date,
        span=bounds(claim.date) if claim.date else None,
        effective=claim.effective,
        words=claim.words,
        cue=claim.cue,
        attribution=list(claim.attribution),
        relayedBy=list(claim.relayed_by),
        partOf=claim.part_of,
        links={link: list(targets) for link, targets in claim.links.items() if targets},
        deniedBy=denied_by,
        topics=list(claim.topics),
        figures=[
            {"kind": f.kind, "comparator": f.comparator, "value": f.value} for f in claim.figures
        ],
        extra=dict(claim.extra),
        note=claim.note,
    )


def _passage(passage: Passage, text: str) -> Json:
    found = excerpt(text, passage) if text else None
    if found is None:
        return {"start": passage.start, "end": passage.end}
    return {"start": passage.start, "end": passage.end, "text": list(found)}


def _legend(entry: LegendEntry) -> Json:
    return {"key": entry.key, "group": entry.group} | _filled(
        labels=dict(entry.labels),
        count=entry.count,
        colour=entry.colour,
        dashes=list(entry.dashes),
        shape=entry.shape,
    )


def _denials(records: Records) -> dict[str, list[str]]:
    """For every claim that is denied, itself or through its event, the claims that deny it."""
    by_target: dict[str, set[str]] = defaultdict(set)
    for claim in records.claims.values():
        for target in claim.links.get("denies", ()):
            by_target[target].add(claim.id)
    return {
        claim.id: sorted(found)
        for claim in records.claims.values()
        if (found := (by_target[claim.id] | by_target[claim.event]) - {claim.id})
    }
