"""What every opened store offers: SPARQL with limits, whatever the store holds.

In goes SPARQL, out come rows, or the bytes of a whole answer. The processes that run queries begin
with the first of them and end with `close`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from libyagraph.names import PREFIXES
from libyagraph.query import rows
from libyagraph.query.engine import Engine
from libyagraph.query.question import Answer, Limits
from libyagraph.query.rows import Rows


class Free:
    """A store that can be asked free SPARQL.

    Subclasses say where it lies.

    Attributes:
        union: whether its default graph is the union of its named graphs.
    """

    union = True

    def __init__(self, limits: Limits | None = None) -> None:
        """Ask within `limits`, those of `Limits()` by default."""
        self._limits = limits or Limits()

    def __enter__(self) -> Self:
        """The graph itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes that run queries."""
        self.close()

    def close(self) -> None:
        """End the processes that run free queries, if any were started."""
        if "_engine" in self.__dict__:
            self._engine.close()

    @property
    def store_directory(self) -> Path:
        """Where the store lies."""
        raise NotImplementedError

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.store_directory, limits=self._limits)

    def ask(
        self,
        text: str,
        *,
        select: str = "json",
        graph: str = "turtle",
        base: str = "",
        timeout: float | None = None,
    ) -> Answer:
        """Run free SPARQL in a process with limits and return the whole answer as bytes.

        Args:
            text: SPARQL 1.1; the program's own prefixes need no declaration.
            select: `json`, `xml`, `csv` or `tsv`, for `SELECT` and `ASK`.
            graph: `turtle`, `ntriples`, `rdfxml` or `jsonld`, for `CONSTRUCT` and `DESCRIBE`.
            base: the IRI that relative IRIs in the text are resolved against.
            timeout: seconds, in place of those of the limits.

        Raises:
            QueryError: not SPARQL, or not allowed.
            QueryLimitError: over the limit of time, memory or size.
        """
        return self._engine.ask(
            text, select=select, graph=graph, base=base, prefixes=PREFIXES, timeout=timeout
        )

    def _rows(self, text: str, timeout: float | None) -> Rows:
        answer = self.ask(text, graph="ntriples", timeout=timeout)
        return rows.of_triples(answer.data) if answer.kind == "graph" else rows.of_json(answer.data)
