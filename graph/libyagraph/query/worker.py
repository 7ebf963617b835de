"""The child process that runs free SPARQL: one store, one query at a time.

Started with the path of a store; reads requests from standard input and writes answers to standard
output, each a line of JSON and, for an answer, the bytes that it announces. After the store is open
it may open no further file and no socket, and its memory is limited. It knows nothing of time: its
parent kills it.
"""

from __future__ import annotations

import io
import json
import math
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from libyagraph.names import PREFIXES

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CAP = 16 * 1024 * 1024
"""The largest answer, in bytes."""

MEMORY = 1024 * 1024 * 1024
"""How much memory a query may take on top of what the process has at its start, in bytes."""

_THREADS = 2
"""How much faster than the clock the processor's time may run: the engine has helpers."""

_SELECT = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPH = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES}


class _Full(Exception):
    """The answer is over the cap."""


class _Capped(io.BytesIO):
    def write(self, data: Buffer, /) -> int:
        if self.tell() + memoryview(data).nbytes > CAP:
            raise _Full
        return super().write(data)


def main() -> None:
    """Serve requests until standard input ends."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    store = ox.Store.read_only(sys.argv[1])
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    _confine()
    _send(answers, {"ready": True})
    for line in requests:
        request = json.loads(line)
        _allow(request["seconds"])
        _serve(store, request, answers)


def _watch(parent: int) -> None:
    """End with the parent: in the middle of a query nobody else would stop this process."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _confine() -> None:
    """No new files or sockets, and a limit on memory; where the system has no such limits, none."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    held = _held_pages()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    if held:
        most = held * resource.getpagesize() + MEMORY
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


def _serve(store: ox.Store, request: dict[str, object], answers: BinaryIO) -> None:
    try:
        kind, data = _answer(store, request)
    except _Full:
        _send(answers, {"error": "full"})
    except MemoryError:
        _send(answers, {"error": "memory"})
    except SyntaxError as error:
        _send(answers, {"error": "syntax", "message": " ".join(str(error).split())})
    except (OSError, ValueError, RuntimeError) as error:
        full = isinstance(error.__cause__, _Full) or "_Full" in str(error)
        name = "full" if full else "failed"
        _send(answers, {"error": name, "message": " ".join(str(error).split())})
    else:
        _send(answers, {"kind": kind, "bytes": len(data)}, data)


def _answer(store: ox.Store, request: dict[str, object]) -> tuple[str, bytes]:
    results = store.query(
        str(request["query"]),
        use_default_graph_as_union=bool(request.get("union")),
        default_graph=ox.NamedNode(str(graph)) if (graph := request.get("graph")) else None,
        prefixes=_texts(request.get("prefixes")),
    )
    wanted = _texts(request["formats"])
    out = _Capped()
    if isinstance(results, ox.QueryTriples):
        ox.serialize(results, out, format=_GRAPH[wanted["graph"]], prefixes=PREFIXES)
        return "graph", out.getvalue()
    results.serialize(out, format=_SELECT[wanted["select"]])
    kind = "boolean" if isinstance(results, ox.QueryBoolean) else "select"
    return kind, out.getvalue()


def _texts(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _send(answers: BinaryIO, head: dict[str, object], data: bytes = b"") -> None:
    answers.write(json.dumps(head).encode("utf-8") + b"\n" + data)
    answers.flush()


if __name__ == "__main__":
    main()
