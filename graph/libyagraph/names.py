"""The names of things as IRIs: the one place that knows the namespaces.

In go ids (`khalifa-haftar`, `some-article#some-claim`), out come IRIs, and back.
Nothing is read or written here.
"""

from __future__ import annotations

import re

BASE = "https://w3id.org/libyagraph/"
LG = BASE + "ontology#"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
SCHEMA = "https://schema.org/"
PROV = "http://www.w3.org/ns/prov#"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
WIKIDATA = "http://www.wikidata.org/entity/"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

PREFIXES: dict[str, str] = {
    "lg": LG,
    "actor": BASE + "actor/",
    "affiliation": BASE + "affiliation/",
    "article": BASE + "article/",
    "claim": BASE + "claim/",
    "event": BASE + "event/",
    "graph": BASE + "graph/",
    "membership": BASE + "membership/",
    "place": BASE + "place/",
    "post": BASE + "post/",
    "tie": BASE + "tie/",
    "topic": BASE + "topic/",
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "dct": DCT,
    "schema": SCHEMA,
    "prov": PROV,
    "oa": OA,
    "org": ORG,
    "sem": SEM,
    "geo": WGS84,
    "wd": WIKIDATA,
    "edtf": "http://id.loc.gov/datatypes/edtf/",
}

GRAPH_REGISTRY = BASE + "graph/registry"
GRAPH_DERIVED = BASE + "graph/derived"
GRAPH_ONTOLOGY = BASE + "graph/ontology"


def actor(id: str) -> str:
    """The IRI of an actor."""
    return f"{BASE}actor/{id}"


def place(id: str) -> str:
    """The IRI of a place."""
    return f"{BASE}place/{id}"


def article(id: str) -> str:
    """The IRI of an article."""
    return f"{BASE}article/{id}"


def topic(id: str) -> str:
    """The IRI of a topic."""
    return f"{BASE}topic/{id}"


def article_graph(id: str) -> str:
    """The IRI of the named graph that holds what one article says."""
    return f"{BASE}graph/{id}"


def claim(ref: str) -> str:
    """The IRI of a claim, from its full reference `article#id`."""
    return f"{BASE}claim/{ref.replace('#', '/')}"


def event(ref: str) -> str:
    """The IRI of an event: `article#id` where a claim told of it first, else the shared id."""
    return f"{BASE}event/{ref.replace('#', '/')}"


def kebab(name: str) -> str:
    """A class name as it is typed.

    >>> kebab("ArmsSupply")
    'arms-supply'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def short(iri: str) -> str:
    """The id that people type for an IRI of ours; any other text comes back as it is.

    >>> short("https://w3id.org/libyagraph/actor/egypt")
    'egypt'
    >>> short("https://w3id.org/libyagraph/claim/some-article/some-claim")
    'some-article#some-claim'
    >>> short("https://w3id.org/libyagraph/ontology#supports")
    'supports'
    """
    if iri.startswith(LG):
        return iri[len(LG) :]
    if not iri.startswith(BASE):
        return iri
    kind, _, rest = iri[len(BASE) :].partition("/")
    if kind in ("claim", "event"):
        return rest.replace("/", "#", 1)
    return rest if kind in ("actor", "place", "article", "topic") else f"{kind}/{rest}"
