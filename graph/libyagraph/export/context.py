"""The JSON-LD context: the words of the ontology as the keys and values of JSON.

In go the quads of the ontology, out comes a context: every property, class and concept by its local
name, with the type of its values. `ontology/context.jsonld` is this context as a file. What stands
outside the ontology (labels, titles, evidence) keeps its prefix.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from libyagraph.names import BASE, DCT, EDTF, LG, OWL, PREFIXES, RDF, RDFS, XSD

DATA = "id"
"""The prefix of all data: `id:actor/…`. The prefixes of SPARQL (`actor:`) are words of the ontology
too, and a context can hold a word once."""

Term = str | Mapping[str, str]

_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "dct": ("license", "publisher", "source"),
    "oa": ("hasSelector", "hasSource", "hasTarget"),
    "org": ("heldBy", "member", "organization", "postIn"),
    "owl": ("disjointWith",),
    "prov": ("agent", "hadPrimarySource", "qualifiedAttribution", "wasAttributedTo"),
    "rdfs": ("domain", "range", "subClassOf", "subPropertyOf"),
    "schema": ("url",),
    "sem": ("hasActor", "hasPlace"),
    "skos": ("broader", "closeMatch", "exactMatch", "inScheme", "topConceptOf"),
}
"""Properties of others whose values are things."""
_TYPED: Mapping[str, str] = {
    DCT + "issued": EDTF,
    # dates of the ontology are declared without a range, since EDTF is no datatype of OWL
    **dict.fromkeys((LG + "date", LG + "during", LG + "effective"), EDTF),
    **dict.fromkeys((PREFIXES["oa"] + "start", PREFIXES["oa"] + "end"), XSD + "integer"),
    **dict.fromkeys((PREFIXES["geo"] + "lat", PREFIXES["geo"] + "long"), XSD + "decimal"),
    **{
        f"{PREFIXES['sem']}has{which}{end}TimeStamp": XSD + "date"
        for which in ("Earliest", "Latest")
        for end in ("Begin", "End")
    },
}
_BY_LANGUAGE = ("dct:title", "rdfs:label", "skos:altLabel", "skos:definition")


def context(ontology: Iterable[ox.Quad | ox.Triple]) -> dict[str, Term]:
    """The context of an ontology: prefixes, then terms, each in the order of its name."""
    types: dict[str, set[str]] = defaultdict(set)
    ranges: dict[str, set[str]] = defaultdict(set)
    for quad in ontology:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode):
            continue
        if quad.predicate.value == RDF + "type":
            types[subject.value].add(value.value)
        elif quad.predicate.value == RDFS + "range":
            ranges[subject.value].add(value.value)
    named = {type_ for each in types.values() for type_ in each if type_.startswith(LG)}
    prefixes = {name: iri for name, iri in PREFIXES.items() if not iri.startswith(BASE)}
    prefixes |= {"lg": LG, DATA: BASE}
    terms: dict[str, Term] = {}
    for iri in sorted(types):
        if not iri.startswith(LG):
            continue
        type_ = _TYPED.get(iri, "")
        if OWL + "ObjectProperty" in types[iri]:
            # what is itself declared in the ontology is named by its word: a status, a relation
            type_ = "@id" if ranges[iri].isdisjoint(named) else "@vocab"
        elif OWL + "DatatypeProperty" in types[iri] and not type_:
            type_ = min(ranges[iri], default="")
        terms[iri[len(LG) :]] = _term(iri, type_)
    for prefix, names in _REFERENCES.items():
        terms |= {f"{prefix}:{name}": {"@type": "@id"} for name in names}
    for iri, type_ in _TYPED.items():
        if not iri.startswith(LG):
            terms[compact(iri, prefixes)] = {"@type": compact(type_, prefixes)}
    for name in _BY_LANGUAGE:
        terms[name] = {"@container": "@language"}
    return {**dict(sorted(prefixes.items())), **dict(sorted(terms.items()))}


def _term(iri: str, type_: str) -> Term:
    short = f"lg:{iri[len(LG) :]}"
    if not type_ or type_ == XSD + "string":
        return short
    return {"@id": short, "@type": type_ if type_[0] == "@" else compact(type_, PREFIXES)}


def compact(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI with the longest of the prefixes that fits it, or as it is."""
    fitting = [(space, name) for name, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return iri
    space, name = max(fitting)
    rest = iri[len(space) :]
    return iri if rest.startswith("//") else f"{name}:{rest}"
