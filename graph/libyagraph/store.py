"""The Oxigraph store of a built graph: made once, then only read.

In go N-Quads, out comes a directory that any number of processes may open read-only. Its default
graph has every triple of the named graphs once: what two graphs say is one triple of their union,
which the engine's own union counts twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from libyagraph import ontology
from libyagraph.errors import GraphError
from libyagraph.names import GRAPH_ONTOLOGY, PREFIXES
from libyagraph.vocabulary import Vocabulary

_PART = 500_000
"""How many triples are put into the default graph at once."""


def make(nquads: bytes, directory: Path) -> None:
    """Load N-Quads into a new store at `directory`. Raises `GraphError` where that fails."""
    try:
        store = ox.Store(str(directory))
        fill(store, nquads)
        store.optimize()
        store.flush()
        del store
        for log in directory.glob(
            "LOG*"
        ):  # which nobody reads, and which tells this machine's paths
            log.unlink()
    except (OSError, SyntaxError) as error:
        raise GraphError(f"the store could not be written: {error}") from error


def fill(store: ox.Store, nquads: bytes) -> None:
    """Load N-Quads, a quad on each line, and their union into the default graph.

    Raises `SyntaxError` for what is none, and `OSError` where the disk fails.
    """
    store.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
    lines = nquads.splitlines()
    for at in range(0, len(lines), _PART):
        part = (line.rpartition(b" <")[0] for line in lines[at : at + _PART])
        store.bulk_load(b" .\n".join((*part, b"")), format=ox.RdfFormat.N_TRIPLES)


def open_read_only(directory: Path) -> ox.Store:
    """Open a store for reading. Raises `GraphError` where there is none."""
    if not directory.is_dir():
        raise GraphError(f"{directory}: there is no store here; build the graph first")
    try:
        return ox.Store.read_only(str(directory))
    except (OSError, RuntimeError) as error:
        raise GraphError(f"{directory}: the store can't be opened: {error}") from error


def vocabulary(store: ox.Store) -> Vocabulary:
    """The vocabulary that a built graph carries in its own ontology graph."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH_ONTOLOGY))
    return ontology.vocabulary(quad.triple for quad in quads)


def trig(nquads: bytes) -> bytes:
    """The same graph as TriG with prefixes, for people to read. Raises `GraphError`."""
    try:
        quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
        written = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES)
    except SyntaxError as error:
        raise GraphError(f"the graph is not RDF: {error}") from error
    return written or b""


def triples(
    store: ox.Store,
    subject: ox.NamedNode | None = None,
    predicate: ox.NamedNode | None = None,
    value: ox.NamedNode | ox.Literal | None = None,
) -> Iterator[ox.Triple]:
    """The triples of a built graph that fit, whichever graphs they stand in, each once."""
    for quad in store.quads_for_pattern(subject, predicate, value, ox.DefaultGraph()):
        yield quad.triple


def quads(store: ox.Store) -> Iterator[ox.Quad]:
    """The quads of a built graph: all that its named graphs say."""
    for quad in store.quads_for_pattern(None, None, None, None):
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield quad


def graphs(store: ox.Store) -> list[str]:
    """The IRIs of the named graphs of a store, sorted; a blank name is nobody's to ask for."""
    return sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))
