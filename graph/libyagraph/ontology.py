"""Reads `ontology/*.ttl` into a `Vocabulary`.

In goes the directory, out comes the vocabulary, and the same Turtle as quads of the ontology's own
graph. `shapes.ttl` is left out of both: it judges graphs and is no part of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from libyagraph.errors import OntologyError
from libyagraph.names import BASE, GRAPH_ONTOLOGY, LG, OWL, RDF, RDFS, SKOS, kebab
from libyagraph.vocabulary import EventType, Kind, Relation, Term, TieRule, Vocabulary

SHAPES = "shapes.ttl"


def triples(directory: Path) -> list[ox.Triple]:
    """All triples of the ontology's files but the shapes.

    Raises `OntologyError` where there are none, or where a file does not parse.
    """
    found: list[ox.Triple] = []
    for path in sorted(directory.glob("*.ttl")):
        if path.name == SHAPES:
            continue
        try:
            quads = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
            found.extend(quad.triple for quad in quads)
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path}: {error}") from error
    if not found:
        raise OntologyError(f"{directory}: no Turtle files; is this the ontology?")
    return found


def nquads(directory: Path) -> list[str]:
    """The ontology as N-Quads lines in its own graph."""
    graph = f"<{GRAPH_ONTOLOGY}> ."
    return [f"{triple} {graph}" for triple in triples(directory)]


def load(directory: Path) -> Vocabulary:
    """Read the vocabulary.

    Raises `OntologyError` where a file does not parse or a declaration is incomplete.
    """
    return vocabulary(triples(directory))


def vocabulary(found: Iterable[ox.Triple]) -> Vocabulary:
    """The vocabulary that triples declare: of the files, or of a built graph.

    Raises `OntologyError` where a declaration is incomplete.
    """
    return _Reader(found).vocabulary()


class _Reader:
    def __init__(self, found: Iterable[ox.Triple]) -> None:
        self._values: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        self._typed: dict[str, list[str]] = defaultdict(list)
        for triple in found:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(
                value, ox.NamedNode | ox.Literal
            ):
                raise OntologyError(f"{subject}: blank nodes are not allowed in the ontology")
            self._values[subject.value, predicate].append(value)
            if predicate == RDF + "type":
                self._typed[value.value].append(subject.value)

    def _all(self, iri: str, name: str) -> list[str]:
        return sorted(value.value for value in self._values.get((iri, LG + name), ()))

    def _one(self, iri: str, name: str) -> str:
        values = self._all(iri, name)
        if len(values) > 1:
            raise OntologyError(f"{iri}: more than one lg:{name}")
        return values[0] if values else ""

    def _texts(self, iri: str, predicate: str) -> dict[str, str]:
        values = self._values.get((iri, predicate), ())
        pairs = ((v.language or "", v.value) for v in values if isinstance(v, ox.Literal))
        return dict(sorted(pairs))

    def _parents(self, iri: str, predicate: str) -> list[str]:
        """All super-terms within the ontology, nearest first."""
        found: list[str] = []
        level = [iri]
        while level:
            above = {v.value for i in level for v in self._values.get((i, RDFS + predicate), ())}
            level = sorted(i for i in above if i.startswith(LG) and i not in found and i != iri)
            found.extend(level)
        return found

    def _term(self, iri: str, key: str) -> tuple[str, str, dict[str, str], dict[str, str]]:
        labels = self._texts(iri, RDFS + "label")
        if not labels:
            raise OntologyError(f"{iri}: has no label")
        return key, iri, labels, self._texts(iri, SKOS + "definition")

    def _key(self, iri: str) -> str:
        return self._one(iri, "key") or iri.removeprefix(LG).removeprefix(BASE + "topic/")

    def _inherited(self, iri: str, parents: list[str], name: str) -> list[str]:
        for each in (iri, *parents):
            if values := self._all(each, name):
                return values
        return []

    def _below(self, ancestor: str) -> list[str]:
        classes = self._typed[OWL + "Class"]
        return sorted(i for i in classes if LG + ancestor in self._parents(i, "subClassOf"))

    def vocabulary(self) -> Vocabulary:
        kinds = {}
        for iri in self._below("Actor"):
            term = self._term(iri, kebab(iri.removeprefix(LG)))
            kinds[term[0]] = Kind(
                *term,
                shape=self._one(iri, "shape") or "dot",
                final=self._one(iri, "endsLifting") == "true",
                gathering=self._one(iri, "liftsMembers") == "true",
            )
        places = (self._term(i, kebab(i.removeprefix(LG))) for i in self._below("Place"))
        events = [self._event_type(iri) for iri in sorted(self._typed[LG + "EventType"])]
        relations = [self._relation(iri) for iri in sorted(self._typed[LG + "Relation"])]
        topics = {t.key: t for t in self._of("Topic")}
        taken = {
            *(k.iri for k in kinds.values()),
            *(e.iri for e in events),
            *(r.iri for r in relations),
        }
        others = sorted(
            iri
            for typed in self._typed.values()
            for iri in typed
            if iri.startswith(LG) and iri not in taken
        )
        terms = (self._term(iri, iri.removeprefix(LG)) for iri in dict.fromkeys(others))
        return Vocabulary(
            kinds=kinds,
            place_kinds={term[0]: Term(*term) for term in places},
            event_types={event.key: event for event in events},
            relations={relation.key: relation for relation in relations},
            roles={term.key: term for term in self._of("Role")},
            links={term.key: term for term in self._of("Answer")},
            modalities={term.key: term for term in self._of("Modality")},
            statuses={term.key: term for term in self._of("Status")},
            topics=topics,
            outcomes={term.key: term for term in self._of("Outcome")},
            terms={term[0]: Term(*term) for term in terms},
        )

    def _of(self, type_name: str) -> list[Term]:
        found = sorted(self._typed[LG + type_name])
        return [Term(*self._term(iri, self._key(iri))) for iri in found]

    def _relation(self, iri: str) -> Relation:
        parents = self._parents(iri, "subPropertyOf")
        colours = self._inherited(iri, parents, "colour")
        polarity = self._inherited(iri, parents, "polarity")
        family = self._inherited(iri, parents, "family")
        return Relation(
            *self._term(iri, iri.removeprefix(LG)),
            family=family[0] if family else "tie",
            polarity=int(polarity[0]) if polarity else 0,
            colour=colours[0] if colours else "#6b7280",
            parents=tuple(parent.removeprefix(LG) for parent in parents),
            symmetric=iri in self._typed[OWL + "SymmetricProperty"],
        )

    def _role(self, iri: str) -> str:
        if iri not in self._typed[LG + "Role"]:
            raise OntologyError(f"{iri}: is not declared as a role")
        return self._key(iri)

    def _rule(self, iri: str) -> TieRule:
        relation, start = self._one(iri, "relates"), self._one(iri, "fromRole")
        end, through = self._one(iri, "toRole"), self._one(iri, "through")
        if relation not in self._typed[LG + "Relation"] or not start or bool(end) == bool(through):
            raise OntologyError(
                f"{iri}: a tie rule needs lg:relates a relation, lg:fromRole, "
                "and either lg:toRole or lg:through"
            )
        return TieRule(
            relation=relation.removeprefix(LG),
            from_role=self._role(start),
            to_role=self._role(end) if end else "",
            through=self._key(through) if through else "",
            symmetric=self._one(iri, "symmetric") == "true",
        )

    def _event_type(self, iri: str) -> EventType:
        local = iri.removeprefix(LG)
        chain = [p for p in self._parents(iri, "subClassOf") if p in self._typed[LG + "EventType"]]
        limits: dict[str, frozenset[str]] = {}
        for limit in self._inherited(iri, chain, "limitedBy"):
            allowed = (kebab(kind.removeprefix(LG)) for kind in self._all(limit, "toKind"))
            limits[self._role(self._one(limit, "onRole"))] = frozenset(allowed)
        # A type that declares roles of its own inherits none: it may ask for less than its parent.
        own = self._all(iri, "requiresRole") or self._all(iri, "allowsRole")
        above = [] if own else chain
        required = [self._role(r) for r in self._inherited(iri, above, "requiresRole")]
        allowed_roles = [self._role(r) for r in self._inherited(iri, above, "allowsRole")]
        parties = self._inherited(iri, above, "leastParties")
        return EventType(
            *self._term(iri, kebab(local)),
            local=local,
            parents=tuple(kebab(parent.removeprefix(LG)) for parent in chain),
            required=tuple(required),
            allowed=tuple(allowed_roles),
            least_parties=int(parties[0]) if parties else 0,
            limits=limits,
            rules=tuple(self._rule(r) for r in self._inherited(iri, chain, "yields")),
            plover=self._notation(iri, chain, "PloverType"),
            plover_mode=self._notation(iri, [], "PloverMode"),
            cameo=self._notation(iri, chain, "CameoRoot"),
            quad_class=self._notation(iri, chain, "QuadClass"),
            ucdp=self._notation(iri, [], "UcdpSupport"),
        )

    def _notation(self, iri: str, chain: list[str], datatype: str) -> str:
        for each in (iri, *chain):
            for value in self._values.get((each, SKOS + "notation"), ()):
                if isinstance(value, ox.Literal) and value.datatype.value == LG + datatype:
                    return value.value
        return ""
