"""Reads the records out of an open store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from libyagraph import edtf
from libyagraph.names import (
    BASE,
    DCT,
    GRAPH_ONTOLOGY,
    LG,
    OA,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    WGS84,
    WIKIDATA,
    short,
)
from libyagraph.records import (
    Actor,
    Alias,
    Article,
    Claim,
    Edge,
    Event,
    Figure,
    Passage,
    Place,
    Records,
)
from libyagraph.records.blocs import Blocs
from libyagraph.records.node import Node
from libyagraph.store import quads
from libyagraph.vocabulary import Vocabulary


def load(store: ox.Store, vocabulary: Vocabulary) -> Records:
    """All records of a graph.

    Args:
        store: an open store, read and left as it is.
        vocabulary: the vocabulary of the same graph.
    """
    nodes: dict[str, Node] = {}
    typed: dict[str, list[str]] = defaultdict(list)
    for quad in quads(store):
        if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value == GRAPH_ONTOLOGY:
            continue
        subject, value = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            node = nodes.setdefault(subject.value, Node(subject.value))
            node.values[quad.predicate.value].append(value)
            if quad.predicate.value == RDF + "type":
                typed[value.value].append(subject.value)
    return _Loader(nodes, typed, vocabulary).records()


class _Loader:
    def __init__(
        self, nodes: Mapping[str, Node], typed: Mapping[str, list[str]], vocabulary: Vocabulary
    ) -> None:
        self._nodes, self._typed, self._vocabulary = nodes, typed, vocabulary
        self._event_keys = {t.iri: t.key for t in vocabulary.event_types.values()}

    def _of(self, class_iri: str) -> list[Node]:
        return [self._nodes[iri] for iri in sorted(set(self._typed.get(class_iri, ())))]

    def _node(self, iri: str) -> Node:
        return self._nodes.get(iri) or Node(iri)

    def records(self) -> Records:
        affiliations = [self._affiliation(node) for node in self._of(LG + "Affiliation")]
        claims = [self._claim(node) for node in self._of(LG + "Claim")]
        told: dict[str, list[str]] = defaultdict(list)
        for claim in claims:
            told[claim.event].append(claim.id)
        events = [
            self._event(self._nodes[iri], type_iri, told)
            for type_iri in sorted(self._event_keys)
            for iri in sorted(set(self._typed.get(type_iri, ())))
        ]
        by_claim = {claim.id: claim for claim in claims}
        ties = [self._tie(node, by_claim) for node in self._of(LG + "Tie")]
        by_tie = {tie.id: tie for tie in ties}
        lifted = [self._lifted(node, by_tie) for node in self._of(LG + "LiftedTie")]
        blocs = Blocs(affiliations, self._kinds(), self._vocabulary.kinds)
        actors = [
            self._actor(self._nodes[iri], kind.key, blocs)
            for kind in self._vocabulary.kinds.values()
            for iri in sorted(set(self._typed.get(kind.iri, ())))
        ]
        places = [
            self._place(self._nodes[iri], kind.key)
            for kind in self._vocabulary.place_kinds.values()
            for iri in sorted(set(self._typed.get(kind.iri, ())))
        ]
        articles = [self._article(node) for node in self._of(LG + "Article")]
        return Records(
            actors={actor.id: actor for actor in sorted(actors, key=lambda a: a.id)},
            places={place.id: place for place in sorted(places, key=lambda p: p.id)},
            articles={article.id: article for article in articles},
            claims={claim.id: claim for claim in sorted(claims, key=lambda c: c.id)},
            events={event.id: event for event in sorted(events, key=lambda e: e.id)},
            edges=tuple(
                edge
                for family in (ties, lifted, affiliations)
                for edge in sorted(family, key=lambda e: e.id)
            ),
        )

    def _kinds(self) -> dict[str, str]:
        return {
            short(iri): kind.key
            for kind in self._vocabulary.kinds.values()
            for iri in self._typed.get(kind.iri, ())
        }

    def _actor(self, node: Node, kind: str, blocs: Blocs) -> Actor:
        id_ = short(node.iri)
        end = blocs.end(id_)
        periods = {}
        for alias in node.lg("alias"):
            inner = self._node(alias)
            for language, value in inner.texts(RDFS + "label").items():
                periods[value, language] = inner.one(LG + "during")
        values = node.values.get(SKOS + "altLabel", ())
        pairs = sorted({(v.value, v.language or "") for v in values if isinstance(v, ox.Literal)})
        end_kind = blocs.kinds.get(end, "")
        matches = node.all(SKOS + "exactMatch")
        return Actor(
            id=id_,
            kind=kind,
            names=node.texts(RDFS + "label"),
            aliases=tuple(Alias(*pair, periods.get(pair, "")) for pair in pairs),
            camp=end if end_kind == "camp" else "",
            state=end if end_kind not in ("camp", "") and blocs.is_final(end) else "",
            wikidata=next((m[len(WIKIDATA) :] for m in matches if m.startswith(WIKIDATA)), ""),
            note=node.one(RDFS + "comment"),
            sources=tuple(_source(value) for value in node.all(DCT + "source")),
        )

    def _place(self, node: Node, kind: str) -> Place:
        latitude, longitude = node.one(WGS84 + "lat"), node.one(WGS84 + "long")
        return Place(
            id=short(node.iri),
            kind=kind,
            names=node.texts(RDFS + "label"),
            latitude=float(latitude) if latitude else None,
            longitude=float(longitude) if longitude else None,
        )

    def _article(self, node: Node) -> Article:
        return Article(
            id=short(node.iri),
            title=node.one(DCT + "title"),
            language=node.one(DCT + "language"),
            publisher=short(node.one(DCT + "publisher")),
            published=node.one(DCT + "issued"),
            basis=node.one(LG + "dateBasis"),
            url=node.one(SCHEMA + "url"),
            agency=short(node.one(LG + "agency")),
            republished_by=node.ids("republishedBy"),
            sha256=node.one(LG + "sha256"),
            characters=int(node.one(LG + "characters") or 0),
            file=node.one(LG + "file"),
        )

    def _roles(self, node: Node) -> dict[str, tuple[str, ...]]:
        found = {
            key: tuple(short(value) for value in node.all(term.iri))
            for key, term in self._vocabulary.roles.items()
        }
        return {key: ids for key, ids in found.items() if ids}

    def _ordered(self, iris: Iterable[str]) -> list[Node]:
        nodes = [self._node(iri) for iri in iris]
        return sorted(nodes, key=lambda n: (int(n.one(LG + "position") or 0), n.iri))

    def _claim(self, node: Node) -> Claim:
        event = node.one(LG + "describes")
        types = [self._event_keys.get(t, "") for t in self._node(event).all(RDF + "type")]
        links = {
            key: tuple(short(value) for value in node.all(term.iri))
            for key, term in self._vocabulary.links.items()
        }
        tellers = self._ordered(node.lg("attribution"))
        figures = [self._node(iri) for iri in _numbered(node.lg("figure"))]
        return Claim(
            id=short(node.iri),
            article=short(node.one(LG + "inArticle")),
            event=short(event),
            event_type=next((t for t in types if t), ""),
            modality=short(node.one(LG + "modality")),
            said_by=node.ids("saidBy"),
            evidence=tuple(self._passage(n) for n in self._ordered(node.all(OA + "hasTarget"))),
            roles=self._roles(node),
            places=node.ids("place"),
            date=node.one(LG + "date"),
            effective=node.one(LG + "effective"),
            words=node.one(LG + "words"),
            cue=node.one(LG + "cue"),
            attribution=tuple(short(teller.one(PROV + "agent")) for teller in tellers),
            relayed_by=node.ids("relayedBy"),
            part_of=short(node.one(LG + "partOf")),
            links={key: ids for key, ids in links.items() if ids},
            topics=node.ids("topic"),
            figures=tuple(
                Figure(
                    figure.one(LG + "figureKind"),
                    figure.one(LG + "comparator"),
                    int(figure.one(LG + "value") or 0),
                )
                for figure in figures
            ),
            extra=self._extra(node),
            note=node.one(RDFS + "comment"),
        )

    def _extra(self, node: Node) -> dict[str, str]:
        labels = [self._node(iri) for iri in _numbered(node.lg("label"))]
        found = {
            "nth": node.one(LG + "nth"),
            "within": node.one(LG + "within"),
            "outcome": short(node.one(LG + "outcome")),
            "repeated": node.one(LG + "repeated"),
            "conditions": "; ".join(node.ids("condition")),
            "label": "; ".join(
                f"“{label.one(LG + 'term')}” = {short(label.one(LG + 'labelFor'))}"
                for label in labels
            ),
        }
        return {key: value for key, value in found.items() if value}

    def _passage(self, node: Node) -> Passage:
        selector = self._node(node.one(OA + "hasSelector"))
        start, end = selector.one(OA + "start"), selector.one(OA + "end")
        return Passage(int(start or 0), int(end or 0), node.one(LG + "digest"))

    def _event(self, node: Node, type_iri: str, told: Mapping[str, list[str]]) -> Event:
        id_ = short(node.iri)
        return Event(
            id=id_,
            type=self._event_keys[type_iri],
            status=short(node.one(LG + "status")),
            roles=self._roles(node),
            places=node.ids("place"),
            dates=tuple(node.lg("date")),
            first=node.one(LG + "first"),
            last=node.one(LG + "last"),
            claims=tuple(sorted(told.get(id_, ()))),
        )

    def _edge(self, node: Node, family: str) -> Edge:
        relation = short(node.one(LG + "relation"))
        known = self._vocabulary.relations.get(relation)
        event = node.one(LG + "ofEvent")
        types = [self._event_keys.get(t, "") for t in self._node(event).all(RDF + "type")]
        dates = node.lg("date" if family != "affiliation" else "during")
        return Edge(
            id=node.iri.removeprefix(BASE),
            family=family,
            source=short(node.one(LG + "from")),
            target=short(node.one(LG + "to")),
            relation=relation,
            symmetric=node.one(LG + "symmetric") == "true",
            polarity=known.polarity if known else 0,
            status=short(node.one(LG + "status")),
            date="; ".join(dates),
            first=node.one(LG + "first"),
            last=node.one(LG + "last"),
            sources=int(node.one(LG + "sources") or 1),
            event=short(event),
            event_type=next((t for t in types if t), ""),
            denied_by=node.ids("deniedBy"),
            via_source=self._way(node, "fromVia", node.one(LG + "from")),
            via_target=self._way(node, "toVia", node.one(LG + "to")),
        )

    def _way(self, node: Node, name: str, start: str) -> tuple[str, ...]:
        """The affiliations of a way, in the order in which they are walked."""
        left = {iri: self._node(iri) for iri in node.lg(name)}
        ends = {step.one(LG + "to") for step in left.values()}
        at = next(
            (s.one(LG + "from") for s in left.values() if s.one(LG + "from") not in ends), start
        )
        walked = []
        while step := next((iri for iri, s in left.items() if s.one(LG + "from") == at), ""):
            at = left.pop(step).one(LG + "to")
            walked.append(step.removeprefix(BASE))
        return tuple(walked)

    def _tie(self, node: Node, claims: Mapping[str, Claim]) -> Edge:
        ids = node.ids("basedOn")
        articles = sorted({claims[id_].article for id_ in ids if id_ in claims})
        return replace(self._edge(node, "tie"), claims=ids, articles=tuple(articles))

    def _lifted(self, node: Node, ties: Mapping[str, Edge]) -> Edge:
        below = node.one(LG + "liftedFrom").removeprefix(BASE)
        tie = ties.get(below)
        edge = replace(self._edge(node, "lifted"), lifted_from=below)
        if tie is None:
            return edge
        return replace(edge, claims=tie.claims, articles=tie.articles, denied_by=tie.denied_by)

    def _affiliation(self, node: Node) -> Edge:
        sources = tuple(_source(value) for value in node.all(DCT + "source"))
        period = node.one(LG + "during")
        edge = self._edge(node, "affiliation")
        first, last = _days(period)
        return replace(
            edge,
            title=node.texts(RDFS + "label"),
            provenance=sources,
            sources=max(1, len(sources)),
            first=first,
            last=last,
        )


def _numbered(iris: Iterable[str]) -> list[str]:
    """IRIs that end in a number, by that number: 2 before 10."""
    return sorted(iris, key=lambda iri: (int(iri.rpartition("/")[2] or 0), iri))


def _days(period: str) -> tuple[str, str]:
    if not period:
        return "", ""
    date = edtf.parse(period)
    first, last = date.first, date.last
    return edtf.iso(first) if first else "", edtf.iso(last) if last else ""


def _source(value: str) -> str:
    return f"article:{short(value)}" if value.startswith(BASE + "article/") else value
