"""What the service says of itself: a SPARQL 1.1 Service Description.

In go its address and its graphs, out come triples. Federation is not among its features.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from libyagraph.names import RDF

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD"),
)


def description(endpoint: str, graphs: Iterable[str], *, union: bool) -> list[ox.Triple]:
    """The triples about the service at `endpoint`, an absolute address.

    `graphs` are the IRIs of its named graphs, and `union` says whether its default graph is the
    union of all.
    """
    service, dataset = ox.NamedNode(endpoint), ox.NamedNode(f"{endpoint}#dataset")
    default = ox.NamedNode(f"{endpoint}#default")
    found = [
        _type(service, "Service"),
        _link(service, "endpoint", service),
        _link(service, "supportedLanguage", _sd("SPARQL11Query")),
        _link(service, "defaultDataset", dataset),
        *(_link(service, "resultFormat", ox.NamedNode(_FORMATS + name)) for name in _NAMES),
        _type(dataset, "Dataset"),
        _link(dataset, "defaultGraph", default),
        _type(default, "Graph"),
    ]
    if union:
        found.append(_link(service, "feature", _sd("UnionDefaultGraph")))
    for number, name in enumerate(sorted(graphs), 1):
        graph = ox.NamedNode(f"{endpoint}#graph-{number}")
        found += [
            _link(dataset, "namedGraph", graph),
            _type(graph, "NamedGraph"),
            _link(graph, "name", ox.NamedNode(name)),
        ]
    return found


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)


def _type(subject: ox.NamedNode, name: str) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(RDF + "type"), _sd(name))


def _link(subject: ox.NamedNode, name: str, value: ox.NamedNode) -> ox.Triple:
    return ox.Triple(subject, _sd(name), value)
