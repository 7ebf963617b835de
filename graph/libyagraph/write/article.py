"""One article as N-Quads: its claims, and what they say of events."""

from __future__ import annotations

from libyagraph import names
from libyagraph.model import Article, Corpus, Evidence
from libyagraph.names import DCT, LG, OA, PROV, RDFS, SCHEMA
from libyagraph.quads import Quads, boolean, date, integer, iri, text
from libyagraph.resolve import Told, resolve
from libyagraph.vocabulary import Vocabulary
from libyagraph.write.registry import actor, roles


def article(article: Article, corpus: Corpus, vocabulary: Vocabulary) -> list[str]:
    """An article, its local actors, its claims, and what they say of events, in its own graph."""
    quads = Quads(names.article_graph(article.id))
    _article(quads, article)
    for local in article.actors:
        actor(quads, local, vocabulary, article)
    for told in resolve(article, corpus):
        _claim(quads, told, vocabulary)
        _event(quads, told, vocabulary)
    return quads.lines


def _article(quads: Quads, article: Article) -> None:
    subject = names.article(article.id)
    quads.type(subject, LG + "Article", SCHEMA + "NewsArticle")
    quads.add(subject, DCT + "title", text(article.title, article.language))
    quads.add(subject, DCT + "language", text(article.language))
    quads.add(subject, DCT + "publisher", iri(names.actor(article.publisher)))
    quads.add(subject, DCT + "issued", date(article.published))
    quads.say(subject, "dateBasis", text(article.basis))
    if article.basis_note:
        quads.say(subject, "dateNote", text(article.basis_note))
    if article.agency:
        quads.say(subject, "agency", iri(names.actor(article.agency)))
    quads.say(subject, "republishedBy", *(iri(names.actor(id_)) for id_ in article.republished_by))
    if article.url:
        quads.add(subject, SCHEMA + "url", iri(article.url))
    quads.say(subject, "file", text(article.text_file))
    if article.sha256:
        quads.say(subject, "sha256", text(article.sha256))
    if article.characters:
        quads.say(subject, "characters", integer(article.characters))
    if article.note:
        quads.add(subject, RDFS + "comment", text(article.note))


def _event(quads: Quads, told: Told, vocabulary: Vocabulary) -> None:
    subject = names.event(told.event)
    if told.event == told.ref:  # the claim's own event; any other has its type elsewhere
        quads.type(subject, vocabulary.event_types[told.type].iri)
    roles(quads, subject, told.claim.roles, vocabulary)
    quads.say(subject, "place", *(iri(names.place(id_)) for id_ in told.claim.places))
    if told.date:
        quads.say(subject, "date", date(told.date))


def _claim(quads: Quads, told: Told, vocabulary: Vocabulary) -> None:
    subject, claim = names.claim(told.ref), told.claim
    quads.type(subject, LG + "Claim", OA + "Annotation")
    quads.say(subject, "inArticle", iri(names.article(told.article.id)))
    quads.add(subject, PROV + "hadPrimarySource", iri(names.article(told.article.id)))
    quads.say(subject, "describes", iri(names.event(told.event)))
    quads.say(subject, "modality", iri(vocabulary.modalities[told.modality].iri))
    sayers = [iri(names.actor(id_)) for id_ in told.said_by]
    quads.say(subject, "saidBy", *sayers)
    quads.add(subject, PROV + "wasAttributedTo", *sayers)
    roles(quads, subject, claim.roles, vocabulary)
    quads.say(subject, "place", *(iri(names.place(id_)) for id_ in claim.places))
    if told.date:
        quads.say(subject, "date", date(told.date))
    if claim.effective:
        quads.say(subject, "effective", date(claim.effective))
    _attributions(quads, subject, told)
    quads.say(subject, "relayedBy", *(iri(names.actor(id_)) for id_ in told.via))
    if told.part_of:
        quads.say(subject, "partOf", iri(names.claim(told.part_of)))
    for key, targets in told.links.items():
        for target in targets:
            ref = names.claim(target.ref) if target.is_claim else names.event(target.ref)
            quads.add(subject, vocabulary.links[key].iri, iri(ref))
    _details(quads, subject, told, vocabulary)
    for number, passage in enumerate(claim.evidence, 1):
        _target(quads, subject, told, number, passage)


def _attributions(quads: Quads, subject: str, told: Told) -> None:
    for number, teller in enumerate(told.according_to, 1):
        node = f"{subject}/attribution/{number}"
        quads.say(subject, "attribution", iri(node))
        quads.add(subject, PROV + "qualifiedAttribution", iri(node))
        quads.type(node, LG + "Attribution", PROV + "Attribution")
        quads.add(node, PROV + "agent", iri(names.actor(teller)))
        quads.say(node, "position", integer(number))


def _details(quads: Quads, subject: str, told: Told, vocabulary: Vocabulary) -> None:
    claim = told.claim
    for name, value in (
        ("words", claim.words),
        ("cue", claim.cue),
        ("within", claim.within),
        ("review", claim.review),
    ):
        if value:
            quads.say(subject, name, text(value))
    quads.say(subject, "topic", *(iri(names.topic(key)) for key in claim.topics))
    quads.say(subject, "condition", *(iri(names.topic(key)) for key in claim.conditions))
    if claim.nth is not None:
        quads.say(subject, "nth", integer(claim.nth))
    if claim.outcome:
        quads.say(subject, "outcome", iri(vocabulary.outcomes[claim.outcome].iri))
    if claim.repeated:
        quads.say(subject, "repeated", boolean(True))
    for number, figure in enumerate(claim.figures, 1):
        node = f"{subject}/figure/{number}"
        quads.say(subject, "figure", iri(node))
        quads.type(node, LG + "Figure")
        quads.say(node, "figureKind", text(figure.kind))
        quads.say(node, "comparator", text(figure.comparator))
        quads.say(node, "value", integer(figure.value))
    for number, label in enumerate(claim.labels, 1):
        node = f"{subject}/label/{number}"
        quads.say(subject, "label", iri(node))
        quads.type(node, LG + "LoadedLabel")
        quads.say(node, "term", text(label.term, told.article.language))
        quads.say(node, "labelFor", iri(names.actor(label.target)))
    if claim.note:
        quads.add(subject, RDFS + "comment", text(claim.note))


def _target(quads: Quads, subject: str, told: Told, number: int, passage: Evidence) -> None:
    node = f"{subject}/target/{number}"
    selector = f"{node}/selector"
    quads.add(subject, OA + "hasTarget", iri(node))
    quads.type(node, OA + "SpecificResource")
    quads.add(node, OA + "hasSource", iri(names.article(told.article.id)))
    quads.add(node, OA + "hasSelector", iri(selector))
    quads.say(node, "position", integer(number))
    if passage.digest:
        quads.say(node, "digest", text(passage.digest))
    quads.type(selector, OA + "TextPositionSelector")
    quads.add(selector, OA + "start", integer(passage.start))
    quads.add(selector, OA + "end", integer(passage.end))
