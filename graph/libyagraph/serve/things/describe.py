"""What a graph says of one thing, as triples: what its IRI dereferences to.

In go a path and an open store, out come triples of all named graphs together. It only reads, and
takes no longer for a large graph than the thing has neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from libyagraph.names import BASE, LG, RDF
from libyagraph.store import triples

MOST_NEIGHBOURS = 1000
"""So many neighbours are described; of the others it is only said that they are there."""

MOST_LINKS = 20_000
"""So many links to one thing are told, of each property."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Things that point to one of a kind by a property, and what is told of them.

    `told` are properties; None is all that the graph says of the neighbour, and none at all is the
    link alone.
    """

    property: str
    told: frozenset[str] | None = frozenset()


_TYPE = frozenset({RDF + "type"})
_TOLD = frozenset({RDF + "type", LG + "describes", LG + "modality"})
_NEIGHBOURS: dict[str, tuple[Neighbours, ...]] = {
    "actor": (Neighbours(LG + "from", None), Neighbours(LG + "to", None)),
    "article": (Neighbours(LG + "inArticle", _TOLD),),
    "event": (Neighbours(LG + "describes", None), Neighbours(LG + "ofEvent", None)),
    "claim": (
        *(Neighbours(LG + name) for name in ("denies", "rejects", "evades", "welcomes")),
        *(Neighbours(LG + name) for name in ("justifies", "partOf", "basedOn")),
    ),
    "place": (Neighbours(LG + "place", _TYPE),),
    "topic": (Neighbours(LG + "topic", _TYPE),),
    "tie": (Neighbours(LG + "liftedFrom", None),),
}


def description(path: str, store: ox.Store) -> list[ox.Triple]:
    """All that a graph says of the thing whose IRI ends in `path` (`actor/egypt`).

    That is: the triples with it as their subject; those of what hangs below it (the targets of a
    claim, the aliases of an actor); and who points to it: ties and affiliations of an actor, claims
    and ties of an event, claims of an article, of a topic and at a place, answers to a claim.

    Returns:
        Triples, sorted, each once; none where the graph says nothing of it. Of more than
        `MOST_NEIGHBOURS` neighbours the rest are named but not described.
    """
    try:
        subject = ox.NamedNode(BASE + path)
    except ValueError:
        return []
    found = set(_below(subject, store))
    if not found:
        return []
    links: dict[ox.Triple, Neighbours] = {}
    for kind in _NEIGHBOURS.get(path.partition("/")[0], ()):
        pointing = set(_triples(store, None, kind.property, subject))
        links |= dict.fromkeys(sorted(pointing, key=str)[:MOST_LINKS], kind)
    found.update(links)
    for triple, kind in list(links.items())[:MOST_NEIGHBOURS]:
        if kind.told is None or kind.told:
            found.update(_told(triple.subject, kind.told, store))
    return sorted(found, key=str)


def _below(subject: ox.NamedNode, store: ox.Store) -> Iterator[ox.Triple]:
    """The triples of a thing, and of whatever it leads to whose IRI goes on where its own ends."""
    left, seen = [subject], {subject}
    while left:
        for triple in _triples(store, left.pop(), None, None):
            yield triple
            value = triple.object
            below = isinstance(value, ox.NamedNode) and value.value.startswith(f"{subject.value}/")
            if isinstance(value, ox.NamedNode) and below and value not in seen:
                seen.add(value)
                left.append(value)


def _told(
    subject: object, properties: Iterable[str] | None, store: ox.Store
) -> Iterator[ox.Triple]:
    if not isinstance(subject, ox.NamedNode):
        return
    for name in (None,) if properties is None else properties:
        yield from _triples(store, subject, name, None)


def _triples(
    store: ox.Store, subject: ox.NamedNode | None, name: str | None, value: ox.NamedNode | None
) -> Iterator[ox.Triple]:
    predicate = ox.NamedNode(name) if name else None
    return triples(store, subject, predicate, value)
