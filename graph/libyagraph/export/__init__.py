"""Exports: the network, its claims, or the graph itself, in the formats of other tools.

In goes a network (or records, or the store), out comes a file or a directory, whole or not at all,
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

    from libyagraph.records import Records
    from libyagraph.vocabulary import Vocabulary

Target = Path | BinaryIO
Rendered = tuple[bytes | Mapping[str, bytes], list[str]]
"""What a format makes: the bytes of a file, or of files by name, and messages."""


@dataclass(frozen=True, slots=True)
class NetworkExporter:
    """A format of networks. `suffix` is that of its files; a directory has none.

    `timed` formats have a timeline, which can be left out.
    """

    name: str
    suffix: str
    description: str
    render: Callable[[nx.MultiDiGraph, bool], Rendered]
    directory: bool = False
    timed: bool = False
    kind: Literal["network"] = field(default="network", init=False)

    def write(self, network: nx.MultiDiGraph, target: Target, *, dynamic: bool = True) -> list[str]:
        """Write a network, and return a message for each thing that had to be changed.

        To a path it writes atomically, to a stream what it can; raises `OSError`, and `UsageError`
        for a stream where a directory is needed, or a directory that holds other files.
        """
        if self.directory and not isinstance(target, Path):
            raise UsageError(f"{self.name} writes a directory, not a stream; name a directory")
        return _put(target, self.render(network, dynamic))

    def refuse(self, shaped: Mapping[str, bool], *, static: bool, narrowed: bool) -> None:
        """Raise `UsageError` for what was asked for and is beyond the format.

        `shaped` are the ways in which networks alone can be seen, by name.
        """
        if static and not self.timed:
            raise UsageError(f"{self.name} has no timeline that could be left out")


@dataclass(frozen=True, slots=True)
class ClaimsExporter:
    """A format of claims, one after the other. `write` is as that of a network."""

    name: str
    suffix: str
    description: str
    render: Callable[[Records, Vocabulary, str], Rendered]
    directory: bool = field(default=False, init=False)
    timed: bool = field(default=False, init=False)
    kind: Literal["claims"] = field(default="claims", init=False)

    def write(
        self, told: tuple[Records, Vocabulary], target: Target, *, language: str = "fr"
    ) -> list[str]:
        """Write the claims of the records, with labels in a language."""
        return _put(target, self.render(*told, language))

    def refuse(self, shaped: Mapping[str, bool], *, static: bool, narrowed: bool) -> None:
        """As that of a network."""
        if static or any(shaped.values()):
            raise UsageError(f"{self.name} carries claims, not a network; it can only be narrowed")


@dataclass(frozen=True, slots=True)
class RdfExporter:
    """A format of RDF. `write` is as that of a network, but takes the store."""

    name: str
    suffix: str
    description: str
    render: Callable[[ox.Store], Rendered]
    directory: bool = field(default=False, init=False)
    timed: bool = field(default=False, init=False)
    kind: Literal["rdf"] = field(default="rdf", init=False)

    def write(self, store: ox.Store, target: Target) -> list[str]:
        """Write all of a store."""
        return _put(target, self.render(store))

    def refuse(self, shaped: Mapping[str, bool], *, static: bool, narrowed: bool) -> None:
        """As that of a network."""
        if static or narrowed or any(shaped.values()):
            others = ", ".join(name for name, each in EXPORTERS.items() if each.kind != "rdf")
            raise UsageError(f"{self.name} carries the whole graph; narrow {others}")


Exporter = NetworkExporter | ClaimsExporter | RdfExporter


def _put(target: Target, rendered: Rendered) -> list[str]:
    made, messages = rendered
    if isinstance(made, bytes):
        if isinstance(target, Path):
            write_atomically(target, made)
        else:
            target.write(made)
    elif isinstance(target, Path):
        write_directory_atomically(target, made)
    return messages


def _gexf(network: nx.MultiDiGraph, dynamic: bool) -> Rendered:
    from libyagraph.export.gexf import render

    return render(network, dynamic=dynamic)


def _graphml(network: nx.MultiDiGraph, _: bool) -> Rendered:
    from libyagraph.export.graphml import render

    return render(network)


def _csv(network: nx.MultiDiGraph, _: bool) -> Rendered:
    from libyagraph.export.csv import render

    return render(network)


def _cytoscape(network: nx.MultiDiGraph, _: bool) -> Rendered:
    from libyagraph.export.cytoscape import render

    return render(network)


def _claims(records: Records, vocabulary: Vocabulary, language: str) -> Rendered:
    from libyagraph.export.claims import render

    return render(records, vocabulary, language)


def _rdf(name: str) -> Callable[[ox.Store], Rendered]:
    def write(store: ox.Store) -> Rendered:
        from libyagraph.export.rdf import render

        return render(store, name), []

    return write


def _jsonld(store: ox.Store) -> Rendered:
    from libyagraph.export.jsonld import render

    return render(store), []


_ALL: tuple[Exporter, ...] = (
    NetworkExporter("gexf", ".gexf", "GEXF 1.3, for Gephi and Gephi Lite", _gexf, timed=True),
    NetworkExporter("graphml", ".graphml", "GraphML, for networkx, igraph and yEd", _graphml),
    NetworkExporter("csv", "", "a directory of nodes.csv and edges.csv", _csv, directory=True),
    NetworkExporter("cytoscape", ".cyjs", "JSON for Cytoscape and Cytoscape.js", _cytoscape),
    ClaimsExporter("ndjson", ".ndjson", "one line of JSON for each claim, for pandas", _claims),
    RdfExporter("turtle", ".ttl", "Turtle: all graphs as one", _rdf("turtle")),
    RdfExporter("trig", ".trig", "TriG: with its named graphs", _rdf("trig")),
    RdfExporter("nquads", ".nq", "N-Quads: sorted, with its named graphs", _rdf("nquads")),
    RdfExporter("jsonld", ".jsonld", "JSON-LD: with its named graphs and its context", _jsonld),
)

EXPORTERS: Mapping[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
"""Every format, by the name that people type for it."""


def exporter(name: str) -> Exporter:
    """The format of a name. Raises `UsageError`, with the nearest name, where there is none."""
    if name in EXPORTERS:
        return EXPORTERS[name]
    hint = nearest(name, EXPORTERS) or f"; there are {', '.join(EXPORTERS)}"
    raise UsageError(f"unknown format {name}{hint}")
