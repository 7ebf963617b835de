"""Any RDF files, opened to be asked.

In go paths, out come answers. Default graph and named graphs are as in the files: they are not
asked as one. The files are loaded into a store of their own, which is gone when it is closed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from libyagraph import store as store_
from libyagraph.errors import DataError, GraphError, Problem, UsageError
from libyagraph.query.free import Free
from libyagraph.query.question import Limits
from libyagraph.query.rows import Rows

EXTENSIONS = ("ttl", "nt", "nq", "trig", "rdf", "xml", "jsonld", "json", "n3")


class Data(Free):
    """RDF files, open for reading."""

    union = False

    def __init__(self, files: Sequence[Path], limits: Limits | None = None) -> None:
        """Load the files.

        Raises:
            UsageError: none, or one that is not there or whose name does not tell its format.
            DataError: not what its name says.
            OSError: one can't be read.
            GraphError: the disk is full.
        """
        super().__init__(limits)
        if not files:
            raise UsageError("give at least one file of RDF")
        files = list({file.resolve(): file for file in files}.values())  # each once
        formats = [_format(file) for file in files]
        self._directory = tempfile.TemporaryDirectory(prefix="libyagraph-")
        try:
            load(files, formats, self.store_directory)
        except BaseException:
            self._directory.cleanup()
            raise

    @property
    def store_directory(self) -> Path:
        """Where the store lies."""
        return Path(self._directory.name, "store")

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs, sorted. Raises `GraphError`."""
        return store_.graphs(store_.open_read_only(self.store_directory))

    def query(self, query: str, *, timeout: float | None = None) -> Rows:
        """The rows of SPARQL, with full IRIs; of triples subject, predicate and object.

        `timeout` is in seconds. Raises `QueryError` and `QueryLimitError` as `ask` does.
        """
        return self._rows(query, timeout)

    def close(self) -> None:
        """End the processes that run queries, and remove the store."""
        super().close()
        self._directory.cleanup()


def load(files: Sequence[Path], formats: Sequence[ox.RdfFormat], directory: Path) -> None:
    """Load files into a new store at `directory`; a blank node belongs to its file alone.

    A relative IRI is resolved against its file's own. Raises as `Data` does.
    """
    for file in files:
        if not file.exists():
            raise UsageError(f"there is no file {file}")
        file.open("rb").close()  # the error of a file that can't be read, with its name
    try:
        store = ox.Store(str(directory))
        for file, format_ in zip(files, formats, strict=True):
            try:
                store.bulk_load(path=file, format=format_, base_iri=file.resolve().as_uri())
            except SyntaxError as error:
                raise DataError([_problem(file, error)]) from error
        store.optimize()
        store.flush()
    except (OSError, ValueError) as error:
        raise GraphError(f"the files could not be loaded: {error}") from error


def _format(file: Path) -> ox.RdfFormat:
    extension = file.suffix.removeprefix(".").lower()
    format_ = ox.RdfFormat.from_extension(extension) if extension in EXTENSIONS else None
    if format_ is None:
        known = ", ".join(f".{extension}" for extension in EXTENSIONS)
        raise UsageError(f"{file}: its name does not tell its format; there are {known}")
    return format_


def _problem(file: Path, error: SyntaxError) -> Problem:
    words = " ".join((error.msg or str(error)).split())
    return Problem(str(file), error.lineno or 1, error.offset or 1, words, "not-rdf")
