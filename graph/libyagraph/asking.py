"""A built graph, opened to be asked: its store, its vocabulary, named queries and SPARQL.

In goes the directory of a version, out come rows. Named queries run here, free SPARQL in a process
with limits. `api` adds the views to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from libyagraph import store as store_
from libyagraph import versions
from libyagraph.errors import GraphError, UsageError
from libyagraph.names import LG, RDF, RDFS, SKOS, short
from libyagraph.query import named, rows
from libyagraph.query.free import Free
from libyagraph.query.question import Limits
from libyagraph.query.rows import Rows

if TYPE_CHECKING:
    from libyagraph.vocabulary import Vocabulary


class Asked(Free):
    """A built graph, open for reading.

    Attributes:
        directory: the directory of the version that is open.
    """

    def __init__(self, directory: Path, limits: Limits | None = None) -> None:
        """Open the version in `directory`; raises `GraphError` where it is none."""
        super().__init__(limits)
        self.directory = versions.current(directory)

    def __repr__(self) -> str:
        """The class with its directory."""
        return f"{type(self).__name__}({str(self.directory)!r})"

    @cached_property
    def manifest(self) -> Mapping[str, object]:
        """Counts, checksums and versions."""
        return versions.manifest(self.directory)

    @cached_property
    def store(self) -> ox.Store:
        """The Oxigraph store, read-only. Raises `GraphError` where it can't be opened."""
        if not self.directory.is_dir():
            raise GraphError(
                f"{self.directory} is gone: later builds replaced it; open the graph anew"
            )
        return store_.open_read_only(self.directory / "store")

    @property
    def store_directory(self) -> Path:
        """Where the store lies."""
        return self.directory / "store"

    @contextmanager
    def reading(self) -> Iterator[None]:
        """While the store is read: what the engine then stumbles on is damage on the disk.

        Raises `GraphError` in its place.
        """
        try:
            yield
        except (OSError, RuntimeError) as error:
            told = f"{self.directory}: the store can't be read: {error}; run libyagraph verify"
            raise GraphError(told) from error

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The ontology that the graph carries. Raises `GraphError`."""
        with self.reading():
            return store_.vocabulary(self.store)

    def called(self) -> Mapping[str, str]:
        """Whatever an actor may be called, folded, to ids; what is ambiguous is left out."""
        return self._called

    @cached_property
    def _called(self) -> Mapping[str, str]:
        with self.reading():
            return self._names()

    def _names(self) -> Mapping[str, str]:
        ids: dict[str, str] = {}
        others: dict[str, set[str]] = {}
        for name in (RDFS + "label", SKOS + "altLabel"):
            for triple in store_.triples(self.store, None, ox.NamedNode(name)):
                if not isinstance(triple.subject, ox.NamedNode):
                    continue
                iri, value = triple.subject.value, triple.object
                id_ = short(iri)
                if "/actor/" in iri and "/" not in id_ and isinstance(value, ox.Literal):
                    ids[id_] = id_
                    others.setdefault(named.fold(value.value), set()).add(id_)
        return {**{k: min(v) for k, v in others.items() if len(v) == 1}, **ids}

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted."""
        return store_.graphs(self.store)

    def articles(self) -> Sequence[str]:
        """The ids of the articles, sorted."""
        return self._articles

    @cached_property
    def _articles(self) -> tuple[str, ...]:
        pattern = (None, ox.NamedNode(RDF + "type"), ox.NamedNode(LG + "Article"))
        with self.reading():
            subjects = [triple.subject for triple in store_.triples(self.store, *pattern)]
        return tuple(sorted(short(s.value) for s in subjects if isinstance(s, ox.NamedNode)))

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
        text = self.text_of(name, values, lift=lift)
        with self.reading():
            return rows.of_solutions(self._solutions(text), named.find(name).columns_shown(lift))

    def named_results(
        self, name: str, values: Mapping[str, str], format_: str, *, lift: bool = False
    ) -> bytes:
        """The same as SPARQL results with full IRIs, in `json` or `xml`. Raises `UsageError`."""
        formats = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
        if format_ not in formats:
            raise UsageError(f"unknown format {format_}; there are json and xml")
        text = self.text_of(name, values, lift=lift)
        with self.reading():
            return self._solutions(text).serialize(format=formats[format_]) or b""

    def _solutions(self, text: str) -> ox.QuerySolutions:
        found = self.store.query(text)
        assert isinstance(found, ox.QuerySolutions)
        return found

    def query(
        self, query: str, *, lift: bool = False, timeout: float | None = None, **parameters: str
    ) -> Rows:
        """Run a named query, or SPARQL.

        Args:
            query: the name of a query (see `libyagraph query --list`), or SPARQL.
            lift: count what people and bodies did as done by the state or camp they act for.
            timeout: seconds that free SPARQL may take; those of the limits by default.
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
        return self._rows(query, timeout)
