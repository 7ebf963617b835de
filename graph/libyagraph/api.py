"""The Python API: a built graph, opened.

In goes a directory that `build` made, out comes a `Graph` to query, draw and export. It only reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypedDict, Unpack

from libyagraph.asking import Asked
from libyagraph.atomic import write_atomically
from libyagraph.cache import cached_build
from libyagraph.data import Data
from libyagraph.query import named
from libyagraph.query.question import Limits

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset

    from libyagraph.measures import Measures
    from libyagraph.records import Records
    from libyagraph.style import Style


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
    article: str | Sequence[str]
    """An id, or several: only what these articles tell of."""
    min_sources: int
    """Only what rests on at least this many distinct sources."""


class Graph(Asked):
    """A built graph, open for reading.

    Attributes:
        directory: the directory of the version that is open.
    """

    @cached_property
    def records(self) -> Records:
        """Actors, places, articles, claims, events and edges as typed records."""
        from libyagraph.records.load import load

        vocabulary = self.vocabulary
        with self.reading():
            return load(self.store, vocabulary)

    @cached_property
    def rdf(self) -> Dataset:
        """An rdflib `Dataset` on the same store; its default graph is the union of all graphs.

        Its `query` runs in a process with limits; writing to it raises `UsageError`.
        """
        from libyagraph.rdf import dataset

        return dataset(self.store, self._engine)

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

        Raises `UsageError`: an unknown actor, relation or article, or a date that is none.
        """
        from libyagraph.network import narrow

        if unknown := sorted(narrowing.keys() - Narrowing.__annotations__.keys()):
            raise TypeError(f"unexpected keyword: {', '.join(unknown)}")
        actor = narrowing.get("actor")
        since, until = narrowing.get("since"), narrowing.get("until")
        told_in = narrowing.get("article", ())
        return narrow(
            self.records,
            actor=named.actor_id(actor, self.called()) if actor else None,
            depth=narrowing.get("depth", 1),
            relation=narrowing.get("relation"),
            since=named.day("since", since) if since else None,
            until=named.day("until", until) if until else None,
            articles=(told_in,) if isinstance(told_in, str) else tuple(told_in),
            min_sources=narrowing.get("min_sources", 1),
            vocabulary=self.vocabulary,
        )

    def network(
        self,
        *,
        language: str = "fr",
        aggregate: str = "event",
        lift: bool = False,
        measures: bool = False,
        **narrowing: Unpack[Narrowing],
    ) -> nx.MultiDiGraph:
        """The network of actors, with places and colours; attributes as in `libyagraph.network`.

        `aggregate` is `event` (an edge for each event) or `pair` (one for each two actors and
        relation). `lift` shows only what states and camps do, or others for them. `measures` adds
        those of each actor. Raises `UsageError` as `narrowed` does.
        """
        from libyagraph.export.view import view

        return view(
            self.narrowed(**narrowing),
            self.records,
            self.vocabulary,
            self._style,
            language=language,
            aggregate=aggregate,
            lift=lift,
            measures=measures,
        )

    def measures(
        self,
        *,
        by: str | None = None,
        lift: bool = False,
        statuses: Collection[str] = (),
        seed: int = 0,
        **narrowing: Unpack[Narrowing],
    ) -> list[Measures]:
        """The measures of the ties, for all time or (`by` `year` or `month`) period by period.

        `lift` measures what states and camps do. `statuses` chooses ties; by default all count but
        planned and denied ones. `seed` is that of the search for communities. Raises `UsageError`
        as `narrowed` does, or for an unknown status or period.
        """
        from libyagraph.measures import measured

        return measured(
            self.narrowed(**narrowing),
            self.records,
            self.vocabulary,
            self._style,
            by=by,
            lift=lift,
            statuses=statuses,
            seed=seed,
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
            whole=self.records,
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
        aggregate: str = "event",
        lift: bool = False,
        measures: bool = False,
        dynamic: bool = True,
        **narrowing: Unpack[Narrowing],
    ) -> list[str]:
        """Write the graph in the format `name` (`gexf`, `csv`, `turtle`, …) to a path or a stream.

        The options are those of `network`; `dynamic=False` leaves out the timeline of GEXF. Claims
        can be narrowed alone, and RDF is always the whole graph. Returns a message for each thing
        that the format could not carry. Raises `UsageError` for an unknown format or what it can't
        do, `OSError` where it can't be written.
        """
        from libyagraph.export import exporter

        chosen = exporter(name)
        shaped = {"aggregate": aggregate != "event", "lift": lift, "measures": measures}
        chosen.refuse(shaped, static=not dynamic, narrowed=bool(narrowing))
        where = Path(target) if isinstance(target, str) else target
        if chosen.kind == "rdf":
            return chosen.write(self.store, where)
        if chosen.kind == "claims":
            told = (self.narrowed(**narrowing), self.vocabulary)
            return chosen.write(told, where, language=language)
        network = self.network(
            language=language, aggregate=aggregate, lift=lift, measures=measures, **narrowing
        )
        return chosen.write(network, where, dynamic=dynamic)


def open_graph(directory: Path | str | None = None, *, limits: Limits | None = None) -> Graph:
    """Open a built graph.

    Args:
        directory: what `build --out` was given, or one of its versions. By default `build` in the
            working directory, else a graph of the packaged corpus, built into the user's cache.
        limits: of time, memory and size, for free SPARQL.

    Raises:
        GraphError: there is no graph in `directory`, or it is damaged or of another format.
    """
    if directory is not None:
        return Graph(Path(directory), limits)
    here = Path("build")
    return Graph(here if (here / "current").exists() else cached_build(), limits)


def open_data(*files: Path | str, limits: Limits | None = None) -> Data:
    """Open RDF files (Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD) to be asked in SPARQL.

    Default graph and named graphs are as in the files. Close it in the end, or use `with`: its
    store lies in a temporary directory.

    Raises:
        UsageError: none, or a file that is not there or whose name does not tell its format.
        DataError: a file that is not what its name says.
        OSError: a file that can't be read.
    """
    return Data([Path(file) for file in files], limits)
