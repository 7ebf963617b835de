"""The records as the JSON that the page's scripts read.

In go records, vocabulary and style, out come plain dictionaries and lists without empty values.
Only what the page shows gets in: no digest, no file name, and of a text only the sentences around
its evidence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from libyagraph.names import short
from libyagraph.page.passages import excerpt

if TYPE_CHECKING:
    from libyagraph.records import Actor, Article, Claim, Edge, Passage, Records
    from libyagraph.style import LegendEntry, Style
    from libyagraph.vocabulary import Term, Vocabulary

Json = dict[str, object]


def page_data(
    records: Records, vocabulary: Vocabulary, style: Style, texts: Mapping[str, str]
) -> Json:
    """All that the panel, the legend, the search and the table show."""
    denials = _denials(records)
    return {
        "actors": {a.id: _actor(a, style) for a in records.actors.values()},
        "articles": {a.id: _article(a) for a in records.articles.values()},
        "claims": {
            claim.id: _claim(claim, denials.get(claim.id, []), texts.get(claim.article, ""))
            for claim in records.claims.values()
        },
        "edges": {edge.id: _edge(edge) for edge in records.edges},
        "legend": [_legend(entry) for entry in style.legend()],
        "places": {place.id: dict(place.names) for place in records.places.values()},
        "words": _words(records, vocabulary),
    }


def _filled(**values: object) -> Json:
    return {key: value for key, value in values.items() if value not in ("", None, (), [], {})}


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


def _edge(edge: Edge) -> Json:
    return _filled(
        family=edge.family,
        source=edge.source,
        target=edge.target,
        relation=edge.relation,
        symmetric=edge.symmetric,
        status=edge.status,
        date=edge.date,
        first=edge.first,
        last=edge.last,
        sources=edge.sources,
        eventType=edge.event_type,
        claims=list(edge.claims),
        deniedBy=list(edge.denied_by),
        liftedFrom=edge.lifted_from,
        viaSource=list(edge.via_source),
        viaTarget=list(edge.via_target),
        title=dict(edge.title),
        provenance=[short(source) for source in edge.provenance],
    )


def _claim(claim: Claim, denied_by: list[str], text: str) -> Json:
    return _filled(
        article=claim.article,
        event=claim.event,
        type=claim.event_type,
        modality=claim.modality,
        saidBy=list(claim.said_by),
        evidence=[_passage(passage, text) for passage in claim.evidence],
        roles={role: list(actors) for role, actors in claim.roles.items() if actors},
        places=list(claim.places),
        date=claim.date,
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


def _words(records: Records, vocabulary: Vocabulary) -> Json:
    """The labels of what occurs, by table and key."""
    claims, edges = records.claims.values(), records.edges
    return {
        "definition": {
            f"{name}/{key}": dict(term.definitions)
            for name, table, keys in (
                ("status", vocabulary.statuses, {edge.status for edge in edges}),
                ("relation", vocabulary.relations, {edge.relation for edge in edges}),
                ("modality", vocabulary.modalities, {claim.modality for claim in claims}),
            )
            for key in keys
            if (term := _term(table, key)) and term.definitions
        },
        "kind": _labels(vocabulary.kinds, (a.kind for a in records.actors.values())),
        "relation": _labels(vocabulary.relations, (edge.relation for edge in edges)),
        "status": _labels(vocabulary.statuses, (edge.status for edge in edges)),
        "modality": _labels(vocabulary.modalities, (claim.modality for claim in claims)),
        "type": _labels(
            vocabulary.event_types,
            [*(claim.event_type for claim in claims), *(edge.event_type for edge in edges)],
        ),
        "role": _labels(vocabulary.roles, (role for claim in claims for role in claim.roles)),
        "link": _labels(vocabulary.links, (link for claim in claims for link in claim.links)),
        "topic": _labels(
            vocabulary.topics,
            [t for c in claims for t in (*c.topics, *c.extra.get("conditions", "").split("; "))],
        ),
        "outcome": _labels(vocabulary.outcomes, vocabulary.outcomes),
        "term": _labels(
            vocabulary.terms,
            [key for c in claims for key in (*c.extra, *(figure.kind for figure in c.figures))],
        ),
    }


def _term(table: Mapping[str, Term], key: str) -> Term | None:
    return table.get(key)


def _labels(table: Mapping[str, Term], keys: Iterable[str]) -> dict[str, dict[str, str]]:
    return {key: dict(table[key].labels) for key in set(keys) if key in table}
