"""The registry as N-Quads: actors with their affiliations, places, shared events."""

from __future__ import annotations

from collections.abc import Mapping

from libyagraph import names
from libyagraph.model import Actor, Affiliation, Article, Corpus, Event, Place
from libyagraph.names import DCT, GRAPH_REGISTRY, LG, ORG, RDFS, SKOS, WGS84, XSD
from libyagraph.quads import Quads, boolean, date, iri, text, typed
from libyagraph.vocabulary import Vocabulary

_CLASSES = {
    "posts": ORG + "Post",
    "memberships": ORG + "Membership",
    "acts_for": LG + "Representation",
    "kin": LG + "Kinship",
    "predecessors": LG + "Succession",
}


def affiliation_iri(fact: Affiliation) -> str:
    """The IRI of an affiliation, such as `post/HOLDER/1` or `affiliation/HOLDER/kin/1`."""
    place = {"posts": "post", "memberships": "membership"}.get(fact.family)
    if place:
        return f"{names.BASE}{place}/{fact.holder}/{fact.number}"
    return f"{names.BASE}affiliation/{fact.holder}/{fact.family.replace('_', '-')}/{fact.number}"


def registry(corpus: Corpus, vocabulary: Vocabulary) -> list[str]:
    """Actors, places and shared events; local actors are in their article's graph."""
    quads = Quads(GRAPH_REGISTRY)
    local = {found.id for article in corpus.articles.values() for found in article.actors}
    for known in corpus.actors.values():
        if known.id not in local:
            actor(quads, known, vocabulary)
    for place in corpus.places.values():
        _place(quads, place, vocabulary)
    for event in corpus.events.values():
        _shared_event(quads, event, vocabulary)
    return quads.lines


def _source(source: str) -> str:
    if source.startswith("article:"):
        return iri(names.article(source.removeprefix("article:")))
    return iri(source) if source.startswith(("http://", "https://")) else text(source)


def actor(
    quads: Quads, actor: Actor, vocabulary: Vocabulary, article: Article | None = None
) -> None:
    """One actor with its affiliations; a local one of an article has that for its source."""
    subject = names.actor(actor.id)
    quads.type(subject, vocabulary.kinds[actor.kind].iri)
    _named(quads, subject, actor)
    if article and not actor.sources:
        quads.add(subject, DCT + "source", iri(names.article(article.id)))
    for fact in actor.affiliations:
        _affiliation(quads, fact, vocabulary)


def _named(quads: Quads, subject: str, thing: Actor | Place) -> None:
    quads.texts(subject, RDFS + "label", thing.names.items())
    for number, alias in enumerate(thing.aliases, 1):
        quads.add(subject, SKOS + "altLabel", text(alias.value, alias.language))
        if alias.valid or alias.misspelling:
            node = f"{subject}/alias/{number}"
            quads.say(subject, "alias", iri(node))
            quads.type(node, LG + "Alias")
            quads.add(node, RDFS + "label", text(alias.value, alias.language))
            if alias.valid:
                quads.say(node, "during", date(alias.valid))
            if alias.misspelling:
                quads.say(node, "misspelling", boolean(True))
    if thing.wikidata:
        quads.add(subject, SKOS + "exactMatch", iri(names.WIKIDATA + thing.wikidata))
    quads.add(subject, DCT + "source", *(_source(source) for source in thing.sources))
    if thing.note:
        quads.add(subject, RDFS + "comment", text(thing.note))


def _affiliation(quads: Quads, fact: Affiliation, vocabulary: Vocabulary) -> None:
    subject, relation = affiliation_iri(fact), vocabulary.relations[fact.relation]
    holder, other = iri(names.actor(fact.holder)), iri(names.actor(fact.target))
    quads.type(subject, LG + "Affiliation", _CLASSES[fact.family])
    if fact.family == "posts":
        quads.add(subject, ORG + "heldBy", holder)
        quads.add(subject, ORG + "postIn", other)
    elif fact.family == "memberships":
        quads.add(subject, ORG + "member", holder)
        quads.add(subject, ORG + "organization", other)
    quads.say(subject, "from", holder)
    quads.say(subject, "to", other)
    quads.say(subject, "relation", iri(relation.iri))
    quads.say(subject, "symmetric", boolean(relation.symmetric))
    quads.texts(subject, RDFS + "label", fact.titles.items())
    if fact.during:
        quads.say(subject, "during", date(fact.during))
    quads.add(subject, DCT + "source", *(_source(source) for source in fact.sources))
    for name in (relation.key, *relation.parents):
        quads.say(names.actor(fact.holder), name, other)
        if relation.symmetric or vocabulary.relations[name].symmetric:
            quads.say(names.actor(fact.target), name, holder)


def _place(quads: Quads, place: Place, vocabulary: Vocabulary) -> None:
    subject = names.place(place.id)
    quads.type(subject, vocabulary.place_kinds[place.kind].iri)
    _named(quads, subject, place)
    if place.within:
        quads.say(subject, "liesWithin", iri(names.place(place.within)))
    if place.latitude:
        quads.add(subject, WGS84 + "lat", typed(place.latitude, XSD + "decimal"))
        quads.add(subject, WGS84 + "long", typed(place.longitude, XSD + "decimal"))
    if place.geonames:
        quads.add(subject, SKOS + "exactMatch", iri(f"https://sws.geonames.org/{place.geonames}/"))


def _shared_event(quads: Quads, event: Event, vocabulary: Vocabulary) -> None:
    subject = names.event(event.id)
    quads.type(subject, vocabulary.event_types[event.type].iri)
    roles(quads, subject, event.roles, vocabulary)
    quads.say(subject, "place", *(iri(names.place(id_)) for id_ in event.places))
    if event.date:
        quads.say(subject, "date", date(event.date))
    quads.texts(subject, RDFS + "label", event.titles.items())
    quads.add(subject, DCT + "source", *(_source(source) for source in event.sources))
    if event.note:
        quads.add(subject, RDFS + "comment", text(event.note))


def roles(
    quads: Quads, subject: str, given: Mapping[str, tuple[str, ...]], vocabulary: Vocabulary
) -> None:
    """The actors in each role of a claim or an event."""
    for key, ids in given.items():
        quads.add(subject, vocabulary.roles[key].iri, *(iri(names.actor(id_)) for id_ in ids))
