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
from libyagraph.query.guard import guard

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_THREADS = 2
"""How much faster than the clock the processor's time may run: the engine has helpers."""

_FAT = 256 * 1024
"""A worker that ever held so much, in KB, is replaced after its answer: it may not give back."""

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


def main() -> None:
    """Serve questions until standard input ends."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    store = ox.Store.read_only(sys.argv[1])
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    _widen(answers)
    _confine(int(sys.argv[2]))
    _send(answers, {"ready": True})
    for line in questions:
        question = json.loads(line)
        _allow(question["seconds"])
        _serve(store, question, answers)


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


def _confine(memory: int) -> None:
    """No new files or sockets, and a limit on memory; where the system has no such limits, none."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    held = _held_pages()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if held:
        most = held * resource.getpagesize() + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


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


def _held_pages() -> int:
    """The address space that the process has by now, in pages; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0


def _fat() -> bool:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return False
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _FAT


def _serve(store: ox.Store, question: Mapping[str, object], answers: BinaryIO) -> None:
    try:
        head, data = _answer(store, question)
    except _Full:
        _fail(answers, "full")
    except MemoryError:
        _fail(answers, "memory")
    except SyntaxError as error:
        _fail(answers, "syntax", error)
    except _Unacceptable as error:
        _fail(answers, "unacceptable", error)
    except QueryForbiddenError as error:
        _fail(answers, "forbidden", error)
    except QueryTooLongError as error:
        _fail(answers, "long", error)
    except QueryError as error:
        _fail(answers, "refused", error)
    except (OSError, ValueError, RuntimeError) as error:
        full = isinstance(error.__cause__, _Full) or "_Full" in str(error)
        _fail(answers, "full" if full else "failed", error)
    else:
        _send(answers, {**head, "bytes": len(data), "retire": _fat()}, data)


def _answer(store: ox.Store, question: Mapping[str, object]) -> tuple[Mapping[str, object], bytes]:
    text = str(question["query"])
    own_dataset = guard(text)
    default, named = _graphs(question["default"]), _graphs(question["named"])
    if default is None and named is not None:
        default = []  # by the protocol, a dataset of named graphs alone has an empty default graph
    results = store.query(
        text,
        base_iri=str(question["base"]) or None,
        use_default_graph_as_union=bool(question["union"]) and default is None and not own_dataset,
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


def _fail(answers: BinaryIO, name: str, error: Exception | None = None) -> None:
    _send(answers, {"error": name, "message": " ".join(str(error or "").split())})


def _send(answers: BinaryIO, head: Mapping[str, object], data: bytes = b"") -> None:
    told = {**head, "worked": time.process_time()}
    answers.write(json.dumps(told).encode("ascii") + b"\n" + data)
    answers.flush()


if __name__ == "__main__":
    main()
