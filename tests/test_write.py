"""The written graph against a second implementation of it: rdflib, from the model and the design.

`Oracle` adds every article and the registry to rdflib graphs of their own, triple by triple, and
resolves inheritance by itself. It shares nothing with `write`, `quads` and `resolve` but the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from libyagraph import compile as compile_
from libyagraph import corpus as corpus_
from libyagraph import paths
from libyagraph.edtf import Edtf
from libyagraph.model import Actor, Affiliation, Article, Claim, Corpus, Place
from libyagraph.vocabulary import Vocabulary
from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, PROV, SKOS
from rdflib.term import Node

from tests.support import VALID, rdflib_graphs

BASE = "https://w3id.org/libyagraph/"
LG = Namespace(BASE + "ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")

Quad = tuple[Node, Node, Node, str]

ROLE = {
    "actor": LG.actor,
    "recipient": LG.recipient,
    "participants": LG.participant,
    "against": LG.against,
    "except": LG["except"],
}
SUPER = {
    "commands": ("commands", "leads", "holdsPostIn", "affiliatedWith"),
    "leads": ("leads", "holdsPostIn", "affiliatedWith"),
    "speaksFor": ("speaksFor", "holdsPostIn", "affiliatedWith"),
    "holdsPostIn": ("holdsPostIn", "affiliatedWith"),
    "memberOf": ("memberOf", "affiliatedWith"),
    "actsFor": ("actsFor", "affiliatedWith"),
    "parentOf": ("parentOf", "kinOf", "affiliatedWith"),
    "siblingOf": ("siblingOf", "kinOf", "affiliatedWith"),
    "succeeds": ("succeeds", "affiliatedWith"),
}


def pascal(word: str) -> URIRef:
    return LG["".join(part.capitalize() for part in word.split("-"))]


def who(id: str) -> URIRef:
    return URIRef(f"{BASE}actor/{id}")


def where(id: str) -> URIRef:
    return URIRef(f"{BASE}place/{id}")


def date(value: Edtf) -> Literal:
    return Literal(value.text, datatype=EDTF)


def number(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)


def yes(value: bool = True) -> Literal:
    return Literal("true" if value else "false", datatype=XSD.boolean)


def source(value: str) -> Node:
    if value.startswith("article:"):
        return URIRef(BASE + "article/" + value[8:])
    return URIRef(value) if value.startswith("http") else Literal(value)


class Oracle:
    """A corpus as rdflib graphs, by their names."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.graphs: dict[str, Graph] = {}
        self.graph: Graph = self._named("registry")
        self.claims = {
            f"{article.id}#{claim.id}": (article, claim)
            for article in corpus.articles.values()
            for claim in article.claims
        }
        local = {actor.id for a in corpus.articles.values() for actor in a.actors}
        for actor in corpus.actors.values():
            if actor.id not in local:
                self.actor(actor)
        for place in corpus.places.values():
            self.place(place)
        for event in corpus.events.values():
            me = URIRef(f"{BASE}event/{event.id}")
            self.add(me, RDF.type, pascal(event.type))
            self.parties(me, event.roles)
            self.add(me, LG.place, *map(where, event.places))
            self.add(me, LG.date, *([date(event.date)] if event.date else []))
            self.add(me, RDFS.label, *(Literal(v, lang=k) for k, v in event.titles.items()))
            self.add(me, DCTERMS.source, *map(source, event.sources))
            self.add(me, RDFS.comment, *filter(None, [Literal(event.note)] if event.note else []))
        for article in corpus.articles.values():
            self.article(article)

    def _named(self, name: str) -> Graph:
        return self.graphs.setdefault(f"{BASE}graph/{name}", Graph())

    def add(self, subject: URIRef, predicate: Node, *values: Node) -> None:
        """Some triples of one subject and predicate."""
        for value in values:
            self.graph.add((subject, predicate, value))

    def words(self, subject: URIRef, pairs: Mapping[URIRef, str]) -> None:
        """Texts, where there are any."""
        for predicate, value in pairs.items():
            if value:
                self.add(subject, predicate, Literal(value))

    def parties(self, subject: URIRef, roles: Mapping[str, tuple[str, ...]]) -> None:
        """Who takes part, by role."""
        for key, ids in roles.items():
            self.add(subject, ROLE[key], *map(who, ids))

    def names(self, me: URIRef, thing: Actor | Place) -> None:
        """What actors and places have in common."""
        self.add(me, RDFS.label, *(Literal(v, lang=k) for k, v in thing.names.items()))
        for position, alias in enumerate(thing.aliases):
            name = Literal(alias.value, lang=alias.language)
            self.add(me, SKOS.altLabel, name)
            if not alias.valid and not alias.misspelling:
                continue
            node = URIRef(f"{me}/alias/{position + 1}")
            self.add(me, LG.alias, node)
            self.add(node, RDF.type, LG.Alias)
            self.add(node, RDFS.label, name)
            self.add(node, LG.during, *([date(alias.valid)] if alias.valid else []))
            self.add(node, LG.misspelling, *([yes()] if alias.misspelling else []))
        if thing.wikidata:
            self.add(
                me, SKOS.exactMatch, URIRef("http://www.wikidata.org/entity/" + thing.wikidata)
            )
        self.add(me, DCTERMS.source, *map(source, thing.sources))
        self.words(me, {RDFS.comment: thing.note})

    def actor(self, actor: Actor) -> None:
        """An actor with its affiliations."""
        me = who(actor.id)
        self.add(me, RDF.type, pascal(actor.kind))
        self.names(me, actor)
        for fact in actor.affiliations:
            self.affiliation(fact)

    def affiliation(self, fact: Affiliation) -> None:
        """A fact of the registry."""
        kind, path, ends = {
            "posts": (ORG.Post, "post/{}/{}", (ORG.heldBy, ORG.postIn)),
            "memberships": (ORG.Membership, "membership/{}/{}", (ORG.member, ORG.organization)),
            "acts_for": (LG.Representation, "affiliation/{}/acts-for/{}", None),
            "kin": (LG.Kinship, "affiliation/{}/kin/{}", None),
            "predecessors": (LG.Succession, "affiliation/{}/predecessors/{}", None),
        }[fact.family]
        me = URIRef(BASE + path.format(fact.holder, fact.number))
        here, there = who(fact.holder), who(fact.target)
        mutual = fact.relation == "siblingOf"
        self.add(me, RDF.type, LG.Affiliation, kind)
        for (near, far), (one, other) in [((LG["from"], LG.to), (here, there))] + (
            [(ends, (here, there))] if ends else []
        ):
            self.add(me, near, one)
            self.add(me, far, other)
        self.add(me, LG.relation, LG[fact.relation])
        self.add(me, LG.symmetric, yes(mutual))
        self.add(me, RDFS.label, *(Literal(v, lang=k) for k, v in fact.titles.items()))
        self.add(me, LG.during, *([date(fact.during)] if fact.during else []))
        self.add(me, DCTERMS.source, *map(source, fact.sources))
        for name in SUPER[fact.relation]:
            self.add(here, LG[name], there)
            if mutual or name == "kinOf":
                self.add(there, LG[name], here)

    def place(self, place: Place) -> None:
        """A place."""
        me = where(place.id)
        self.add(me, RDF.type, pascal(place.kind))
        self.names(me, place)
        if place.within:
            self.add(me, LG.liesWithin, where(place.within))
        if place.latitude:
            self.add(me, GEO.lat, Literal(place.latitude, datatype=XSD.decimal))
            self.add(me, GEO.long, Literal(place.longitude, datatype=XSD.decimal))
        if place.geonames:
            self.add(me, SKOS.exactMatch, URIRef(f"https://sws.geonames.org/{place.geonames}/"))

    # ---- articles

    def article(self, article: Article) -> None:
        """An article with its claims."""
        self.graph = self._named(article.id)
        me = URIRef(f"{BASE}article/{article.id}")
        self.add(me, RDF.type, LG.Article, SCHEMA.NewsArticle)
        self.add(me, DCTERMS.title, Literal(article.title, lang=article.language))
        self.add(me, DCTERMS.publisher, who(article.publisher))
        self.add(me, DCTERMS.issued, date(article.published))
        self.add(me, LG.republishedBy, *map(who, article.republished_by))
        self.add(me, LG.agency, *([who(article.agency)] if article.agency else []))
        self.add(me, SCHEMA.url, *([URIRef(article.url)] if article.url else []))
        self.add(me, LG.characters, *([number(article.characters)] if article.characters else []))
        self.words(
            me,
            {
                DCTERMS.language: article.language,
                LG.dateBasis: article.basis,
                LG.dateNote: article.basis_note,
                LG.file: article.text_file,
                LG.sha256: article.sha256,
                RDFS.comment: article.note,
            },
        )
        for actor in article.actors:
            self.actor(actor)
            if not actor.sources:
                self.add(who(actor.id), DCTERMS.source, me)
        for claim in article.claims:
            self.claim(article, claim, me)

    def around(self, article: Article, claim: Claim) -> Iterable[Claim]:
        """The claim, and those that it is in, from the inside out."""
        yield claim
        if claim.part_of:
            yield from self.around(*self.claims[self.full(article, claim.part_of)])

    def full(self, article: Article, ref: str) -> str:
        """A reference with its article."""
        return ref if "#" in ref else f"{article.id}#{ref}"

    def happening(self, article: Article, claim: Claim) -> str:
        """The full reference of the event that a claim tells of."""
        if not claim.event:
            return f"{article.id}#{claim.id}"
        ref = self.full(article, claim.event)
        return self.happening(*self.claims[ref]) if ref in self.claims else claim.event

    def roles_of(self, event: str) -> Mapping[str, tuple[str, ...]]:
        """The roles that an event has of its own."""
        found = self.corpus.events.get(event)
        return found.roles if found else self.claims[event][1].roles

    def first(
        self, article: Article, claim: Claim, get: Callable[[Claim], tuple[str, ...]]
    ) -> tuple[str, ...]:
        """The nearest value around a claim."""
        return next((found for each in self.around(article, claim) if (found := get(each))), ())

    def claim(self, article: Article, claim: Claim, page: URIRef) -> None:
        """A claim, and what it says of its event."""
        me = URIRef(f"{BASE}claim/{article.id}/{claim.id}")
        event = self.happening(article, claim)
        told_of = URIRef(f"{BASE}event/{event.replace('#', '/')}")
        tellers = self.first(article, claim, lambda each: each.according_to)
        relays = self.first(article, claim, lambda each: each.via)
        when = None
        for each in self.around(article, claim):
            if each.date or each.undated:
                when = each.date
                break
        roles = claim.roles or self.roles_of(event)
        sayers: tuple[str, ...] = tellers[-1:]
        if not sayers and relays:
            sayers = roles.get("actor", ()) or roles.get("participants", ())
        modality = claim.modality or ("reported" if tellers or relays else "asserted")

        self.add(me, RDF.type, LG.Claim, OA.Annotation)
        self.add(me, LG.inArticle, page)
        self.add(me, PROV.hadPrimarySource, page)
        self.add(me, LG.describes, told_of)
        self.add(me, LG.modality, LG[modality])
        for predicate in (LG.saidBy, PROV.wasAttributedTo):
            self.add(me, predicate, *map(who, sayers or (article.publisher,)))
        for subject in (me, told_of):
            self.parties(subject, claim.roles)
            self.add(subject, LG.place, *map(where, claim.places))
            self.add(subject, LG.date, *([date(when)] if when else []))
        if not claim.event:
            self.add(told_of, RDF.type, pascal(claim.type))
        self.add(me, LG.effective, *([date(claim.effective)] if claim.effective else []))
        self.add(me, LG.relayedBy, *map(who, relays))
        for position, teller in enumerate(tellers):
            node = URIRef(f"{me}/attribution/{position + 1}")
            self.add(me, LG.attribution, node)
            self.add(me, PROV.qualifiedAttribution, node)
            self.add(node, RDF.type, LG.Attribution, PROV.Attribution)
            self.add(node, PROV.agent, who(teller))
            self.add(node, LG.position, number(position + 1))
        if claim.part_of:
            outer = self.full(article, claim.part_of).replace("#", "/")
            self.add(me, LG.partOf, URIRef(f"{BASE}claim/{outer}"))
        for name, refs in claim.links.items():
            for ref in refs:
                known = self.full(article, ref) in self.claims
                target = f"claim/{self.full(article, ref)}" if known else f"event/{ref}"
                self.add(me, LG[name], URIRef(BASE + target.replace("#", "/")))
        self.details(me, article, claim)
        self.evidence(me, claim, page)

    def evidence(self, me: URIRef, claim: Claim, page: URIRef) -> None:
        """The passages."""
        for position, passage in enumerate(claim.evidence):
            node = URIRef(f"{me}/target/{position + 1}")
            selector = URIRef(f"{node}/selector")
            self.add(me, OA.hasTarget, node)
            self.add(node, RDF.type, OA.SpecificResource)
            self.add(node, OA.hasSource, page)
            self.add(node, OA.hasSelector, selector)
            self.add(node, LG.position, number(position + 1))
            self.words(node, {LG.digest: passage.digest})
            self.add(selector, RDF.type, OA.TextPositionSelector)
            self.add(selector, OA.start, number(passage.start))
            self.add(selector, OA.end, number(passage.end))

    def details(self, me: URIRef, article: Article, claim: Claim) -> None:
        """What a claim carries besides."""
        self.words(
            me,
            {
                LG.words: claim.words,
                LG.cue: claim.cue,
                LG.within: claim.within,
                LG.review: claim.review,
                RDFS.comment: claim.note,
            },
        )
        self.add(me, LG.topic, *(URIRef(f"{BASE}topic/{key}") for key in claim.topics))
        self.add(me, LG.condition, *(URIRef(f"{BASE}topic/{key}") for key in claim.conditions))
        self.add(me, LG.nth, *([number(claim.nth)] if claim.nth is not None else []))
        self.add(me, LG.outcome, *([LG[claim.outcome]] if claim.outcome else []))
        self.add(me, LG.repeated, *([yes()] if claim.repeated else []))
        for position, figure in enumerate(claim.figures):
            node = URIRef(f"{me}/figure/{position + 1}")
            self.add(me, LG.figure, node)
            self.add(node, RDF.type, LG.Figure)
            self.words(node, {LG.figureKind: figure.kind, LG.comparator: figure.comparator})
            self.add(node, LG.value, number(figure.value))
        for position, label in enumerate(claim.labels):
            node = URIRef(f"{me}/label/{position + 1}")
            self.add(me, LG.label, node)
            self.add(node, RDF.type, LG.LoadedLabel)
            self.add(node, LG["term"], Literal(label.term, lang=article.language))
            self.add(node, LG.labelFor, who(label.target))


def quads(graphs: Mapping[str, Graph], wanted: set[str]) -> set[Quad]:
    """The quads of some graphs."""
    return {(*triple, name) for name, graph in graphs.items() if name in wanted for triple in graph}


def written(corpus: Corpus, vocabulary: Vocabulary, graphs: set[str]) -> dict[str, Graph]:
    """What the program writes to some graphs, read by rdflib."""
    lines = compile_.nquads(corpus, vocabulary, paths.ontology()).decode().split("\n")
    ends = tuple(f"<{graph}> ." for graph in graphs)
    return rdflib_graphs("\n".join(line for line in lines if line.endswith(ends)))


def compare(corpus: Corpus, vocabulary: Vocabulary) -> None:
    graphs = {f"{BASE}graph/{id}" for id in (*corpus.articles, "registry")}
    ours = quads(written(corpus, vocabulary, graphs), graphs)
    theirs = quads(Oracle(corpus).graphs, graphs)
    assert {graph for *_, graph in ours} == graphs, "a graph is empty"
    missing = "\n".join(sorted(map(str, theirs - ours)))
    surplus = "\n".join(sorted(map(str, ours - theirs)))
    assert ours == theirs, f"not written:\n{missing}\n\nwritten, but not told:\n{surplus}"


def test_the_seeds_are_written_as_rdflib_would(corpus: Corpus, vocabulary: Vocabulary) -> None:
    """Every article of the corpus and its registry, quad by quad."""
    compare(corpus, vocabulary)


def test_every_construct_is_written_as_rdflib_would(vocabulary: Vocabulary) -> None:
    """Every construct of the language, with texts that need escapes, quad by quad."""
    compare(corpus_.load(VALID, vocabulary).sound(), vocabulary)


@pytest.mark.parametrize("which", ["seeds", "valid"])
def test_nothing_is_blank_and_each_line_stands_once(
    which: str, corpus: Corpus, vocabulary: Vocabulary
) -> None:
    """The whole graph is sorted by code point, without blank nodes and repetitions."""
    if which == "valid":
        corpus = corpus_.load(VALID, vocabulary).sound()
    text = compile_.nquads(corpus, vocabulary, paths.ontology()).decode()
    lines = text.removesuffix("\n").split("\n")
    assert lines == sorted(set(lines))
    assert not any(line.startswith("_:") or " _:" in line.split('"')[0] for line in lines)


def test_an_article_is_written_alone(corpus: Corpus, vocabulary: Vocabulary) -> None:
    """What one article says does not depend on articles that it does not refer to."""
    [first, *_] = corpus.articles
    graph = f"{BASE}graph/{first}"
    alone = Corpus(corpus.actors, corpus.places, corpus.events, {first: corpus.articles[first]})
    assert quads(written(alone, vocabulary, {graph}), {graph}) == quads(
        written(corpus, vocabulary, {graph}), {graph}
    )


def test_no_text_of_an_article_is_in_the_graph(
    corpus: Corpus, vocabulary: Vocabulary, texts: Path
) -> None:
    """Titles and up to eight words may be cited; no sentence of a text gets into the graph."""
    nquads = compile_.nquads(corpus, vocabulary, paths.ontology()).decode()
    for article in corpus.articles.values():
        words = (texts / article.text_file).read_text(encoding="utf-8").split()
        title = " ".join(article.title.split())
        for start in range(0, len(words) - 12):
            cited = " ".join(words[start : start + 12])
            assert cited not in nquads or cited in title
