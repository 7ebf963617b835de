"""The parent's side of free SPARQL: starts workers, asks them, kills those that exceed a limit.

In goes a query, out come the bytes of the whole answer or a clear error: there is never half an
answer. One worker serves one store and is kept for the next query; one that dies or is killed is
replaced by the next question.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from libyagraph.errors import QueryError, QueryLimitError, UsageError
from libyagraph.query.bind import bind
from libyagraph.query.guard import guard

TIMEOUT = 10.0
"""How long a query may take, in seconds."""

LONGEST = 3600.0
"""The longest time limit, in seconds."""

SELECT_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples")

_START = 30.0

_DEAD_ALREADY = 0.2
"""A worker that ends sooner, in seconds, may have been ending when it was asked: ask another."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `kind` is `select`, `boolean` or `graph`."""

    kind: str
    data: bytes


class Engine:
    """Asks one store, by one worker at a time; safe to share between threads."""

    def __init__(self, store: Path, *, union: bool = True) -> None:
        self._store, self._union = store, union
        self._worker: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(
        self,
        query: str,
        *,
        select: str = "json",
        graph: str = "ntriples",
        bindings: Mapping[str, str] | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: str | None = None,
        timeout: float = TIMEOUT,
    ) -> Answer:
        """Run a query and return its whole answer.

        Args:
            query: SPARQL 1.1, of any of the four forms.
            select: the format of rows and of yes or no: `json`, `xml`, `csv` or `tsv`.
            graph: the format of triples: `turtle` or `ntriples`.
            bindings: terms in N-Triples syntax, by the names of the variables they replace.
            prefixes: prefixes that the query may use without declaring them.
            default_graph: the IRI of the only graph to ask, in place of all.
            timeout: seconds.

        Raises:
            QueryError: not SPARQL, or not allowed.
            QueryLimitError: over the limit of time, memory or size.
        """
        if not 0 < timeout <= LONGEST:
            raise UsageError(f"a time limit must be more than 0 and at most {LONGEST:g} s")
        if select not in SELECT_FORMATS or graph not in GRAPH_FORMATS:
            known = ", ".join((*SELECT_FORMATS, *GRAPH_FORMATS))
            raise UsageError(f"unknown format {select} or {graph}; there are {known}")
        own_dataset = guard(query)
        if bindings:
            query = bind(query, bindings)
        request = {
            "query": query,
            "union": self._union and default_graph is None and not own_dataset,
            "seconds": timeout,
            "graph": default_graph,
            "prefixes": dict(prefixes or {}),
            "formats": {"select": select, "graph": graph},
        }
        with self._lock:
            try:
                return self._ask(request, timeout)
            except (KeyboardInterrupt, SystemExit):  # its answer would be read as the next one's
                self._end()
                raise

    def close(self) -> None:
        """End the worker; the next question would start another."""
        with self._lock:
            self._end()

    def _ask(self, request: Mapping[str, object], timeout: float, *, again: bool = True) -> Answer:
        worker = self._running()
        begun = time.monotonic()
        assert worker.stdin and worker.stdout
        with contextlib.suppress(BrokenPipeError):
            worker.stdin.write(json.dumps(request).encode("utf-8") + b"\n")
            worker.stdin.flush()
        try:
            head, data = _read_in(worker, worker.stdout, timeout)
        except TimeoutError as error:
            self._end()
            message = f"the query took longer than {timeout:g} s and was stopped"
            raise QueryLimitError(message) from error
        if not head:
            self._end()
            if again and time.monotonic() - begun < _DEAD_ALREADY:
                return self._ask(request, timeout, again=False)
            raise QueryLimitError("the query needed more memory or nesting than it may have")
        match head.get("error"):
            case None:
                return Answer(str(head["kind"]), data)
            case "full":
                raise QueryLimitError(
                    "the answer is larger than 16 MB; add a LIMIT, or use libyagraph export"
                )
            case "memory":
                raise QueryLimitError("the query needed more memory than it may have")
            case "syntax":
                raise QueryError(f"not SPARQL: {_short(str(head['message']))}")
            case _:
                raise QueryError(f"the query failed: {_short(str(head['message']))}")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._worker and self._worker.poll() is None:
            return self._worker
        self._end()
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG", "SYSTEMROOT")}
        search = os.pathsep.join(str(path) for path in sys.path if path)
        worker = subprocess.Popen(
            # -P: modules in the working directory are none of ours.
            [sys.executable, "-P", "-m", "libyagraph.query.worker", str(self._store)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**kept, "PYTHONPATH": search},
        )
        assert worker.stdout
        self._worker = worker
        try:
            head, _ = _read_in(worker, worker.stdout, _START)
        except TimeoutError:
            head = {}
        if not head:
            self._end()
            where = "" if self._store.is_dir() else f": {self._store} is gone, open the graph anew"
            raise QueryLimitError(f"the process that runs queries could not be started{where}")
        return worker

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is None:
            return
        worker.kill()
        for pipe in (worker.stdin, worker.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        worker.wait()

    def __del__(self) -> None:
        """A worker does not outlive its engine."""
        with contextlib.suppress(Exception):
            self._end()


def _short(message: str) -> str:
    """The engine's own words without the long list of all that it would have taken."""
    return message if len(message) <= 160 else message[:159].rstrip() + "…"


def _read_in(
    worker: subprocess.Popen[bytes], stream: IO[bytes], seconds: float
) -> tuple[dict[str, object], bytes]:
    """One answer, read within a time; an empty head where the worker died.

    The worker is killed when the time is up, which ends the read. Raises `TimeoutError`.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        worker.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        line = stream.readline()
        head: dict[str, object] = json.loads(line) if line.endswith(b"\n") else {}
        length = head.get("bytes", 0)
        size = length if isinstance(length, int) else 0
        data = stream.read(size) if size else b""
    finally:
        timer.cancel()
    if late.is_set():
        raise TimeoutError
    return ({}, b"") if len(data) < size else (head, data)
