"""RDF exports: the whole store as Turtle, TriG or N-Quads.

In goes a store, out come bytes in a fixed order: the same graph gives the same bytes. Turtle has no
named graphs, so it holds the union of all.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from libyagraph.names import PREFIXES
from libyagraph.store import quads, triples

_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


def render(store: ox.Store, name: str) -> bytes:
    """All of a store in the format `name`."""
    lines = sorted(f"{quad} ." for quad in quads(store))
    data = ("\n".join(lines) + "\n").encode("utf-8")
    if name == "nquads":
        return data
    found: Iterable[ox.Triple] | Iterable[ox.Quad] = ox.parse(data, format=ox.RdfFormat.N_QUADS)
    if name == "turtle":
        found = sorted(triples(store), key=str)
    return ox.serialize(found, format=_FORMATS[name], prefixes=PREFIXES) or b""
