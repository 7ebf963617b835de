"""What the store says of one thing: as a node, or as a table with what points to it.

In go a path and an open store, out come values and terms of RDF. It only reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import pyoxigraph as ox

from libyagraph.names import BASE, RDFS
from libyagraph.records.node import Node
from libyagraph.serve.things.parts import Parts
from libyagraph.store import triples

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OtherView:
    """Anything else, as a table: properties with values, and what points to it."""

    path: str
    labels: dict[str, str]
    properties: Sequence[tuple[str, Sequence[object]]]
    incoming: Sequence[tuple[str, Sequence[str]]]


def other_view(at: str, store: ox.Store, parts: Parts) -> OtherView | None:
    """What the store says of a thing of any other kind; None where it says nothing of it."""
    try:
        subject = ox.NamedNode(BASE + at)
    except ValueError:
        return None
    own = {(triple.predicate.value, triple.object) for triple in triples(store, subject)}
    if not own:
        return None
    back = {
        (triple.predicate.value, triple.subject.value)
        for triple in triples(store, value=subject)
        if isinstance(triple.subject, ox.NamedNode)
    }
    said = parts.cut(sorted(own, key=lambda pair: (pair[0], str(pair[1]))))
    incoming = parts.cut(sorted(back))
    return OtherView(
        path=at,
        labels=node(at, store).texts(RDFS + "label"),
        properties=_grouped(said.items),
        incoming=_grouped(incoming.items),
    )


def _grouped(pairs: Iterable[tuple[str, T]]) -> list[tuple[str, list[T]]]:
    return [
        (key, [value for _, value in group])
        for key, group in groupby(pairs, key=lambda pair: pair[0])
    ]


def node(at: str, store: ox.Store) -> Node:
    """All that the store says of the thing at a path."""
    found = Node(BASE + at)
    try:
        subject = ox.NamedNode(found.iri)
    except ValueError:
        return found
    for triple in triples(store, subject):
        if isinstance(triple.object, ox.NamedNode | ox.Literal):
            found.values[triple.predicate.value].append(triple.object)
    return found
