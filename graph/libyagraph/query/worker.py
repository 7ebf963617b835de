"""The child process that runs free SPARQL: one store, one query at a time.

Started with the path of a store and a limit of memory in bytes; reads questions from standard input
and writes answers to standard output, each a line of JSON and, for an answer, the bytes that it
announces. After the store is open it may open no further file and no socket, and its memory is
limited. Of wall-clock time it knows nothing: its parent kills it.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import os
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import pyoxigraph as ox

from libyagraph.errors import QueryError, QueryForbiddenError, QueryTooLongError
from libyagraph.names import PREFIXES
from libyagraph.query.confine import confine, later_files
from libyagraph.query.guard import guard

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_THREADS = 2
"""How much faster than the clock the processor's time may run: the engine has helpers."""

_FAT = 256 * 1024 * 1024
"""A worker that still holds so much after an answer, in bytes, is replaced."""

_WORTH_ZIPPING = 1024
_PIPE = 1024 * 1024

_SELECT = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class _Full(Exception):
    """The answer is over the cap."""


class _Unacceptable(Exception):
    """The answer can't have any of the formats that are wanted."""


class _Capped(io.BytesIO):
    def __init__(self, cap: int) -> None:
        super().__init__()
        self._cap = cap

    def write(self, data: Buffer, /) -> int:
        if self.tell() + memoryview(data).nbytes > self._cap:
            raise _Full
        return super().write(data)


class _Memory:
    """What the process holds: known where there is `/proc`, also once no file may be opened."""

    def __init__(self) -> None:
        try:
            self._file = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self._file = -1

    def held(self) -> tuple[int, int]:
        """Its address space and what of it is in memory, in bytes; zeros where nobody tells.

        The peak that `getrusage` tells would not do: it begins with that of the process before.
        """
        if self._file < 0:
            return 0, 0
        size, resident = os.pread(self._file, 200, 0).split()[:2]
        page = os.sysconf("SC_PAGE_SIZE")
        return int(size) * page, int(resident) * page


class _Parent:
    """Who asked, and gets the answers."""

    def __init__(self, answers: BinaryIO, memory: _Memory) -> None:
        self._answers, self._memory = answers, memory

    def send(self, head: Mapping[str, object], data: bytes = b"") -> None:
        """Send an answer, with what it cost."""
        fat = self._memory.held()[1] > _FAT
        told = {**head, "bytes": len(data), "worked": time.process_time(), "retire": fat}
        self._answers.write(json.dumps(told).encode("ascii") + b"\n" + data)
        self._answers.flush()

    def fail(self, name: str, error: Exception | None = None) -> None:
        """Tell why there is no answer."""
        self.send({"error": name, "message": " ".join(str(error or "").split())})


def main() -> None:
    """Serve questions until standard input ends."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    later = later_files(Path(sys.argv[1]))
    store = ox.Store.read_only(sys.argv[1])
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    _widen(answers)
    memory = _Memory()
    held = memory.held()[0]
    confine(held + int(sys.argv[2]) if held else 0, later)
    parent = _Parent(answers, memory)
    parent.send({"ready": True})
    for line in questions:
        question = json.loads(line)
        _allow(question["seconds"])
        _serve(store, question, parent)


def _watch(parent: int) -> None:
    """End with the parent: in the middle of a query nobody else would stop this process."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _widen(answers: BinaryIO) -> None:
    """Let most answers into the pipe at once, where the system can: each round costs both sides."""
    try:
        import fcntl

        fcntl.fcntl(answers, fcntl.F_SETPIPE_SZ, _PIPE)
    except (ImportError, AttributeError, OSError):
        return


def _allow(seconds: float) -> None:
    """Limit the processor's time for the next query: a second net under `_watch`."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime + seconds * _THREADS) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))


def _serve(store: ox.Store, question: Mapping[str, object], parent: _Parent) -> None:
    try:
        head, data = _answer(store, question)
    except _Full:
        parent.fail("full")
    except MemoryError:
        parent.fail("memory")
    except SyntaxError as error:
        parent.fail("syntax", error)
    except _Unacceptable as error:
        parent.fail("unacceptable", error)
    except QueryForbiddenError as error:
        parent.fail("forbidden", error)
    except QueryTooLongError as error:
        parent.fail("long", error)
    except QueryError as error:
        parent.fail("refused", error)
    except (OSError, ValueError, RuntimeError) as error:
        full = isinstance(error.__cause__, _Full) or "_Full" in str(error)
        parent.fail("full" if full else "failed", error)
    else:
        parent.send(head, data)


def _answer(store: ox.Store, question: Mapping[str, object]) -> tuple[Mapping[str, object], bytes]:
    text = str(question["query"])
    guard(text)
    default, named = _graphs(question["default"]), _graphs(question["named"])
    if default is None and named is not None:
        default = []  # by the protocol, a dataset of named graphs alone has an empty default graph
    results = store.query(
        text,
        base_iri=str(question["base"]) or None,
        default_graph=default,
        named_graphs=named,
        prefixes=_texts(question["prefixes"]),
    )
    out = _Capped(int(str(question["answer"])))
    if isinstance(results, ox.QueryTriples):
        kind, name = "graph", str(question["graph"])
        if not name:
            raise _Unacceptable("triples")
        ox.serialize(results, out, format=_GRAPH[name], prefixes=PREFIXES)
    else:
        kind = "boolean" if isinstance(results, ox.QueryBoolean) else "select"
        name = str(question["select"])
        if not name:
            raise _Unacceptable("rows" if kind == "select" else "yes or no")
        results.serialize(out, format=_SELECT[name])
    data = out.getvalue()
    zipped = bool(question["zipped"]) and len(data) >= _WORTH_ZIPPING
    if zipped:
        data = gzip.compress(data, compresslevel=5, mtime=0)
    return {"kind": kind, "format": name, "zipped": zipped}, data


def _graphs(value: object) -> list[Any] | None:
    return [ox.NamedNode(str(graph)) for graph in value] if isinstance(value, list) else None


def _texts(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


if __name__ == "__main__":
    main()
