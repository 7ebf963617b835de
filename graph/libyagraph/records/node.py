"""One subject of the graph with all that is said of it."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from libyagraph.names import LG, short

Value = ox.NamedNode | ox.Literal


class Node:
    """All that the graph says of one subject."""

    __slots__ = ("iri", "values")

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.values: dict[str, list[Value]] = defaultdict(list)

    def all(self, predicate: str) -> list[str]:
        """The values of a predicate as text, sorted, each once."""
        return sorted({value.value for value in self.values.get(predicate, ())})

    def lg(self, name: str) -> list[str]:
        """As `all`, with a property of the ontology."""
        return self.all(LG + name)

    def ids(self, name: str) -> tuple[str, ...]:
        """The ids of the things that a property of the ontology names."""
        return tuple(short(value) for value in self.lg(name))

    def one(self, predicate: str) -> str:
        """The only value of a predicate, or nothing."""
        return next(iter(self.all(predicate)), "")

    def texts(self, predicate: str) -> dict[str, str]:
        """Texts by language."""
        values = self.values.get(predicate, ())
        pairs = {(v.language or "", v.value) for v in values if isinstance(v, ox.Literal)}
        return dict(sorted(pairs))
