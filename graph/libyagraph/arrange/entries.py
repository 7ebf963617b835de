"""Model values as annotations: the reverse of parsing.

In goes an article, or actors, places and shared events of the registry; out comes the text that
`parse` makes the same values of, in the canonical layout. Marks and files are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from libyagraph.arrange.lines import written
from libyagraph.arrange.shapes import shapes
from libyagraph.arrange.tree import Document, Group, Slot, Text, Value
from libyagraph.edtf import Edtf
from libyagraph.model import (
    Actor,
    Affiliation,
    Alias,
    Article,
    Claim,
    Event,
    Evidence,
    Place,
    Region,
)
from libyagraph.names import kebab
from libyagraph.vocabulary import Vocabulary

Said = str | int | bool | Edtf | Value | None
"""What stands under a key; what is empty or None is left out."""


def article_text(article: Article, vocabulary: Vocabulary) -> str:
    """An article as the text of its file."""
    return written(Document(_article(article)), shapes(vocabulary).article)


def registry_text(
    vocabulary: Vocabulary,
    *,
    actors: Iterable[Actor] = (),
    places: Iterable[Place] = (),
    events: Iterable[Event] = (),
) -> str:
    """A registry as the text of its file."""
    root = mapping(
        actors=_list(map(actor, actors)),
        places=_list(map(place, places)),
        events=_list(map(event, events)),
    )
    return written(Document(root), shapes(vocabulary).registry)


def actor(actor: Actor) -> Group:
    """An actor as an entry of the registry, or of its article."""
    families: dict[str, list[Group]] = {}
    for affiliation in actor.affiliations:
        families.setdefault(affiliation.family, []).append(_affiliation(affiliation))
    return mapping(
        id=actor.id,
        kind=actor.kind,
        names=_texts_by(actor.names),
        aliases=_list(map(_alias, actor.aliases)),
        wikidata=actor.wikidata,
        **{family: _list(found) for family, found in families.items()},
        sources=_words(actor.sources),
        note=actor.note,
    )


def place(place: Place) -> Group:
    """A place as an entry of the registry."""
    return mapping(
        id=place.id,
        kind=place.kind,
        names=_texts_by(place.names),
        aliases=_list(map(_alias, place.aliases)),
        within=place.within,
        latitude=place.latitude,
        longitude=place.longitude,
        geonames=place.geonames,
        wikidata=place.wikidata,
        sources=_words(place.sources),
        note=place.note,
    )


def event(event: Event) -> Group:
    """A shared event as an entry of the registry."""
    return mapping(
        id=event.id,
        type=event.type,
        **{role: _one_or_more(ids) for role, ids in event.roles.items()},
        place=_one_or_more(event.places),
        date=event.date,
        title=_texts_by(event.titles),
        sources=_words(event.sources),
        note=event.note,
    )


def mapping(**entries: Said) -> Group:
    """A mapping of what there is; `in_` and `for_` stand for words that Python keeps for itself."""
    slots = []
    for key, said in entries.items():
        if said is None or said is False or said == "":
            continue
        if isinstance(said, Text | Group):
            value = said
        elif isinstance(said, Edtf):
            value = Text(said.text)
        else:
            value = Text("true" if said is True else str(said))
        slots.append(Slot(value, key.rstrip("_")))
    return Group(slots, keyed=True)


def _article(article: Article) -> Group:
    return mapping(
        title=article.title,
        publisher=article.publisher,
        republished_by=_words(article.republished_by),
        agency=article.agency,
        language=article.language,
        published=mapping(
            date=article.published,
            basis=article.basis,
            note=article.basis_note,
            url=article.url,
        ),
        source=mapping(
            file=article.text_file, sha256=article.sha256, characters=article.characters or None
        ),
        ignore=_list(map(_region, article.ignore)),
        no_claim=_list(map(_region, article.no_claim)),
        note=article.note,
        actors=_list(map(actor, article.actors)),
        claims=_list(map(_claim, article.claims)),
    )


def _claim(claim: Claim) -> Group:
    labels = [mapping(term=label.term, for_=label.target) for label in claim.labels]
    figures = {
        figure.kind: f"{'' if figure.comparator == '=' else figure.comparator}{figure.value}"
        for figure in claim.figures
    }
    return mapping(
        id=claim.id,
        event=claim.event,
        type=claim.type,
        **{role: _one_or_more(ids) for role, ids in claim.roles.items()},
        **{link: _one_or_more(refs) for link, refs in claim.links.items()},
        place=_one_or_more(claim.places),
        repeated=claim.repeated,
        date="undated" if claim.undated else claim.date,
        words=claim.words,
        effective=claim.effective,
        nth=claim.nth,
        within=claim.within,
        figures=_texts_by(figures),
        according_to=_one_or_more(claim.according_to),
        via=_one_or_more(claim.via),
        in_=claim.part_of,
        modality=claim.modality,
        cue=claim.cue,
        topics=_words(claim.topics),
        conditions=_words(claim.conditions),
        outcome=claim.outcome,
        label=labels[0] if len(labels) == 1 else _list(labels),
        note=claim.note,
        review=claim.review,
        evidence=_list(map(_evidence, claim.evidence)),
    )


def _evidence(passage: Evidence) -> Group:
    if passage.quote:
        return mapping(quote=passage.quote)
    parts = [str(passage.start), str(passage.end), passage.digest]
    return Group([Slot(Text(part)) for part in parts if part], keyed=False)


def _region(region: Region) -> Group:
    at = Group([Slot(Text(str(region.start))), Slot(Text(str(region.end)))], keyed=False)
    return mapping(at=at, why=region.why)


def _alias(alias: Alias) -> Group:
    return mapping(
        value=alias.value, lang=alias.language, valid=alias.valid, misspelling=alias.misspelling
    )


def _affiliation(found: Affiliation) -> Group:
    body = found.family in ("posts", "memberships")
    return mapping(
        **{"organisation" if body else "actor": found.target},
        relation=kebab(found.relation) if found.family in ("posts", "kin") else None,
        title=_texts_by(found.titles),
        **{"date" if found.family == "predecessors" else "during": found.during},
        sources=_words(found.sources),
    )


def _texts_by(texts: Mapping[str, str]) -> Group | None:
    slots = [Slot(Text(text), key) for key, text in texts.items()]
    return Group(slots, keyed=True) if slots else None


def _list(groups: Iterable[Group]) -> Group | None:
    slots = [Slot(group) for group in groups]
    return Group(slots, keyed=False) if slots else None


def _words(words: Iterable[str]) -> Group | None:
    slots = [Slot(Text(word)) for word in words]
    return Group(slots, keyed=False) if slots else None


def _one_or_more(words: tuple[str, ...]) -> Said:
    return words[0] if len(words) == 1 else _words(words)
