"""The Python API: a built graph, opened.

In goes a directory that `build` made, out comes a `Graph` to query, draw and export. It only reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self, TypedDict, Unpack

import pyoxigraph as ox

from libyagraph import store as store_
from libyagraph import versions
from libyagraph.atomic import write_atomically
from libyagraph.cache import cached_build
from libyagraph.errors import UsageError
from libyagraph.names import LG, PREFIXES, RDF, RDFS, SKOS, short
from libyagraph.query import named, rows
from libyagraph.query.engine import TIMEOUT, Answer, Engine
from libyagraph.query.rows import Rows

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from libyagraph.records import Records
    from libyagraph.style import Style
    from libyagraph.vocabulary import Vocabulary


class Narrowing(TypedDict, total=False):
    """What narrows a view; each is optional."""

    actor: str
    """An id or a name: only what lies within `depth` steps of this actor."""
    depth: int
    """How many steps; 1 by default."""
    relation: str
    """Only this relation and those below it."""
    since: str
    """Only what can have lasted until this date (a day, month or year) or later."""
    until: str
    """Only what can have begun by this date."""


class Graph:
    """A built graph, open for reading.

    Attributes:
        directory: the directory of the version that is open.
    """

    def __init__(self, directory: Path) -> None:
        """Open the version in `directory`; raises `GraphError` where it is none."""
        self.directory = versions.current(directory)

    def __repr__(self) -> str:
        """The class with its directory."""
        return f"Graph({str(self.directory)!r})"

    def __enter__(self) -> Self:
        """The graph itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process that runs queries."""
        self.close()

    def close(self) -> None:
        """End the process that runs free queries, if one was started."""
        if "_engine" in self.__dict__:
            self._engine.close()

    @cached_property
    def manifest(self) -> Mapping[str, object]:
        """Counts, checksums and versions."""
        return versions.manifest(self.directory)

    @cached_property
    def store(self) -> ox.Store:
        """The Oxigraph store, read-only. Raises `GraphError` where it can't be opened."""
        return store_.open_read_only(self.directory / "store")

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.directory / "store")

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The ontology that the graph carries."""
        return store_.vocabulary(self.store)

    @cached_property
    def records(self) -> Records:
        """Actors, places, articles, claims, events and edges as typed records."""
        from libyagraph.records.load import load

        return load(self.store, self.vocabulary)

    @cached_property
    def rdf(self) -> Dataset:
        """An rdflib `Dataset` on the same store; its default graph is the union of all graphs.

        Its `query` runs in a process with limits; writing to it raises `UsageError`.
        """
        from libyagraph.rdf import dataset

        return dataset(self.store, self._engine)

    def called(self) -> dict[str, str]:
        """Whatever an actor may be called, folded, to ids; what is ambiguous is left out."""
        ids: dict[str, str] = {}
        others: dict[str, set[str]] = {}
        for name in (RDFS + "label", SKOS + "altLabel"):
            for quad in self.store.quads_for_pattern(None, ox.NamedNode(name), None, None):
                if not isinstance(quad.subject, ox.NamedNode):
                    continue
                iri, value = quad.subject.value, quad.object
                id_ = short(iri)
                if "/actor/" in iri and "/" not in id_ and isinstance(value, ox.Literal):
                    ids[id_] = id_
                    others.setdefault(named.fold(value.value), set()).add(id_)
        return {**{k: min(v) for k, v in others.items() if len(v) == 1}, **ids}

    def articles(self) -> list[str]:
        """The ids of the articles."""
        pattern = (None, ox.NamedNode(RDF + "type"), ox.NamedNode(LG + "Article"), None)
        subjects = (quad.subject for quad in self.store.quads_for_pattern(*pattern))
        return sorted(short(s.value) for s in subjects if isinstance(s, ox.NamedNode))

    def text_of(self, name: str, values: Mapping[str, str], *, lift: bool = False) -> str:
        """The SPARQL of a named query with its parameters in place.

        Raises `UsageError` for an unknown query, parameter or value.
        """
        query = named.find(name)
        values = {key: str(value) for key, value in values.items() if value is not None}
        return named.fill(query, values, lift=lift, actors=self.called(), articles=self.articles())

    def named(self, name: str, values: Mapping[str, str], *, lift: bool = False) -> Rows:
        """The rows of a named query, with ids (`egypt`) for our IRIs.

        Raises `UsageError` for an unknown query, parameter or value.
        """
        solutions = self._solutions(self.text_of(name, values, lift=lift))
        return rows.of_solutions(solutions, named.find(name).columns_shown(lift))

    def named_results(
        self, name: str, values: Mapping[str, str], format_: str, *, lift: bool = False
    ) -> bytes:
        """The same as SPARQL results with full IRIs, in `json` or `xml`. Raises `UsageError`."""
        formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
        if format_ not in formats:
            raise UsageError(f"unknown format {format_}; there are json and xml")
        solutions = self._solutions(self.text_of(name, values, lift=lift))
        return solutions.serialize(format=formats[format_]) or b""

    def _solutions(self, text: str) -> ox.QuerySolutions:
        found = self.store.query(text, use_default_graph_as_union=True)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def query(
        self, query: str, *, lift: bool = False, timeout: float = TIMEOUT, **parameters: str
    ) -> Rows:
        """Run a named query, or SPARQL.

        Args:
            query: the name of a query (see `libyagraph query --list`), or SPARQL.
            lift: count what people and bodies did as done by the state or camp they act for.
            timeout: seconds that free SPARQL may take.
            parameters: those of the named query.

        Returns:
            The rows. A named query gives ids (`egypt`), free SPARQL full IRIs; `CONSTRUCT` and
            `DESCRIBE` give the columns subject, predicate and object.

        Raises:
            UsageError: an unknown query, parameter or value.
            QueryError: not SPARQL, or not allowed.
            QueryLimitError: over the limit of time, memory or size.
        """
        if not any(c.isspace() or c in "{(" for c in query):
            return self.named(query, parameters, lift=lift)
        if parameters or lift:
            raise UsageError("parameters and lift go with a named query")
        answer = self.ask(query, graph="ntriples", timeout=timeout)
        return rows.of_triples(answer.data) if answer.kind == "graph" else rows.of_json(answer.data)

    def ask(
        self, text: str, *, select: str = "json", graph: str = "turtle", timeout: float = TIMEOUT
    ) -> Answer:
        """Run free SPARQL in a process with limits and return the whole answer as bytes.

        Args:
            text: SPARQL 1.1; the program's own prefixes need no declaration.
            select: `json`, `xml`, `csv` or `tsv`, for `SELECT` and `ASK`.
            graph: `turtle` or `ntriples`, for `CONSTRUCT` and `DESCRIBE`.
            timeout: seconds.

        Raises:
            QueryError: not SPARQL, or not allowed.
            QueryLimitError: over the limit of time, memory or size.
        """
        return self._engine.ask(
            text, select=select, graph=graph, prefixes=PREFIXES, timeout=timeout
        )

    def verified_texts(self, directory: Path) -> dict[str, str]:
        """The texts in `directory` whose SHA-256 is that of an article, by its id.

        A text that is missing or differs is left out: its passages could not be trusted.
        """
        found = {}
        for article in self.records.articles.values():
            path = directory / article.file
            data = path.read_bytes() if article.file and path.is_file() else b""
            if hashlib.sha256(data).hexdigest() == article.sha256:
                found[article.id] = data.decode("utf-8")
        return found

    def narrowed(self, **narrowing: Unpack[Narrowing]) -> Records:
        """The records of a part of the graph, or of all of it.

        Raises `UsageError`: an unknown actor or relation, or a date that is none.
        """
        from libyagraph.network import narrow

        if unknown := sorted(narrowing.keys() - Narrowing.__annotations__.keys()):
            raise TypeError(f"unexpected keyword: {', '.join(unknown)}")
        actor = narrowing.get("actor")
        since, until = narrowing.get("since"), narrowing.get("until")
        return narrow(
            self.records,
            actor=named.actor_id(actor, self.called()) if actor else None,
            depth=narrowing.get("depth", 1),
            relation=narrowing.get("relation"),
            since=named.day("since", since) if since else None,
            until=named.day("until", until) if until else None,
            vocabulary=self.vocabulary,
        )

    def network(self, *, language: str = "fr", **narrowing: Unpack[Narrowing]) -> nx.MultiDiGraph:
        """The network of actors, with places and colours; attributes as in `libyagraph.network`.

        Raises `UsageError` as `narrowed` does.
        """
        from libyagraph.layout import positions
        from libyagraph.network import network

        if language not in ("fr", "en", "ar"):
            raise UsageError(f"unknown language {language}; there are fr, en and ar")
        part = self.narrowed(**narrowing)
        return network(
            part,
            self.vocabulary,
            language=language,
            positions=positions(part),
            style=self._style,
            isolated=part.edges == self.records.edges,
        )

    @cached_property
    def _style(self) -> Style:
        """The look of the whole graph: a part keeps the colours that it has there."""
        from libyagraph.style import Style

        return Style(self.records, self.vocabulary)

    def draw(
        self,
        path: Path | str | None = None,
        *,
        language: str = "fr",
        texts: Mapping[str, str] | None = None,
        title: str = "",
        note: str = "",
        **narrowing: Unpack[Narrowing],
    ) -> str:
        """The interactive page as HTML; written to `path` too where one is given.

        Args:
            path: where to write it.
            language: the one it opens in: `fr`, `en` or `ar`.
            texts: ids of articles to their texts, to quote evidence.
            title: its heading.
            note: what it can't show, in your own words.
            narrowing: as in `narrowed`.

        Raises:
            UsageError: as `narrowed` does, or an unknown language.
            OSError: it can't be written.
        """
        from libyagraph.page import render

        page = render(
            self.narrowed(**narrowing),
            self.vocabulary,
            language=language,
            texts=texts,
            title=title,
            note=note,
            style=self._style,
        )
        if path is not None:
            write_atomically(Path(path), page.encode("utf-8"))
        return page

    def export(
        self,
        name: str,
        target: Path | str | BinaryIO,
        *,
        language: str = "fr",
        **narrowing: Unpack[Narrowing],
    ) -> list[str]:
        """Write the graph in the format `name` (`gexf`, `csv`, `turtle`, …) to a path or a stream.

        The RDF formats always carry all of it. Returns a message for each thing that the format
        could not carry. Raises `UsageError` for an unknown format, `OSError` where it can't be
        written.
        """
        from libyagraph.export import exporter

        chosen = exporter(name)
        where = Path(target) if isinstance(target, str) else target
        if chosen.kind == "rdf":
            return chosen.write(self.store, where)
        return chosen.write(self.network(language=language, **narrowing), where)


def open_graph(directory: Path | str | None = None) -> Graph:
    """Open a built graph.

    Args:
        directory: what `build --out` was given, or one of its versions. By default `build` in the
            working directory, else a graph of the packaged corpus, built into the user's cache.

    Raises:
        GraphError: there is no graph in `directory`.
    """
    if directory is not None:
        return Graph(Path(directory))
    here = Path("build")
    return Graph(here if (here / "current").exists() else cached_build())
