"""Exports: the network, or the graph itself, in the formats of other tools.

In goes a network (or, for RDF, the store), out comes a file or a directory, whole or not at all,
and messages about what the format could not carry. `EXPORTERS` lists the formats by name. No format
leaves out an edge, and importing this package imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from libyagraph.atomic import write_atomically, write_directory_atomically
from libyagraph.errors import UsageError
from libyagraph.fields import nearest

if TYPE_CHECKING:
    import networkx as nx
    import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class NetworkExporter:
    """A format of networks. `suffix` is that of its files; a directory has none."""

    name: str
    suffix: str
    description: str
    write: Callable[[nx.MultiDiGraph, Path | BinaryIO], list[str]]
    """Writes a network, and returns a message for each thing that had to be changed.

    To a path it writes atomically, to a stream what it can; raises `OSError`, and `UsageError` for
    a stream where a directory is needed, or a directory that holds other files."""
    directory: bool = False
    kind: Literal["network"] = field(default="network", init=False)


@dataclass(frozen=True, slots=True)
class RdfExporter:
    """A format of RDF. `write` is as that of a network, but takes the store."""

    name: str
    suffix: str
    description: str
    write: Callable[[ox.Store, Path | BinaryIO], list[str]]
    directory: bool = False
    kind: Literal["rdf"] = field(default="rdf", init=False)


Exporter = NetworkExporter | RdfExporter


def _put(target: Path | BinaryIO, data: bytes) -> None:
    if isinstance(target, Path):
        write_atomically(target, data)
    else:
        target.write(data)


def _gexf(network: nx.MultiDiGraph, target: Path | BinaryIO) -> list[str]:
    from libyagraph.export.gexf import render

    data, messages = render(network)
    _put(target, data)
    return messages


def _graphml(network: nx.MultiDiGraph, target: Path | BinaryIO) -> list[str]:
    from libyagraph.export.graphml import render

    data, messages = render(network)
    _put(target, data)
    return messages


def _csv(network: nx.MultiDiGraph, target: Path | BinaryIO) -> list[str]:
    from libyagraph.export.csv import render

    if not isinstance(target, Path):
        raise UsageError("csv writes a directory of two files, not a stream; name a directory")
    files, messages = render(network)
    write_directory_atomically(target, files)
    return messages


def _rdf(name: str) -> Callable[[ox.Store, Path | BinaryIO], list[str]]:
    def write(store: ox.Store, target: Path | BinaryIO) -> list[str]:
        from libyagraph.export.rdf import render

        _put(target, render(store, name))
        return []

    return write


_ALL: tuple[Exporter, ...] = (
    NetworkExporter("gexf", ".gexf", "GEXF 1.3, for Gephi and Gephi Lite", _gexf),
    NetworkExporter("graphml", ".graphml", "GraphML, for networkx, igraph and yEd", _graphml),
    NetworkExporter("csv", "", "a directory of nodes.csv and edges.csv", _csv, directory=True),
    RdfExporter("turtle", ".ttl", "Turtle: all graphs as one", _rdf("turtle")),
    RdfExporter("trig", ".trig", "TriG: with its named graphs", _rdf("trig")),
    RdfExporter("nquads", ".nq", "N-Quads: sorted, with its named graphs", _rdf("nquads")),
    RdfExporter("jsonld", ".jsonld", "JSON-LD: with its named graphs", _rdf("jsonld")),
)

EXPORTERS: Mapping[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
"""Every format, by the name that people type for it."""


def exporter(name: str) -> Exporter:
    """The format of a name. Raises `UsageError`, with the nearest name, where there is none."""
    if name in EXPORTERS:
        return EXPORTERS[name]
    hint = nearest(name, EXPORTERS) or f"; there are {', '.join(EXPORTERS)}"
    raise UsageError(f"unknown format {name}{hint}")
