"""Free SPARQL for callers that wait: the shell, Python, rdflib.

In goes a query, out come the bytes of the whole answer or a clear error. A pool of workers does the
work, on an event loop in a thread of its own; both begin with the first question.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path

from libyagraph.query.bind import bind
from libyagraph.query.pool import Pool, Room
from libyagraph.query.question import Answer, Limits, Question

TIMEOUT = Limits().seconds
"""How long a query may take, in seconds."""

_ROOM = Room(long_waiting=256, long_client=256)
"""Whoever asks is at home, and may ask as many long questions as they can wait for."""


class Engine:
    """Asks one store; safe to share between threads, which get their answers side by side."""

    def __init__(self, store: Path, *, limits: Limits | None = None) -> None:
        self._store, self._limits = store, limits or Limits()
        self._running: tuple[Pool, asyncio.AbstractEventLoop, threading.Thread] | None = None
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._of_parent: list[object] = []

    def ask(
        self,
        query: str,
        *,
        select: str = "json",
        graph: str = "ntriples",
        bindings: Mapping[str, str] | None = None,
        prefixes: Mapping[str, str] | None = None,
        default_graph: str | None = None,
        base: str = "",
        timeout: float | None = None,
    ) -> Answer:
        """Run a query and return its whole answer.

        Args:
            query: SPARQL 1.1, of any of the four forms.
            select: the format of rows and of yes or no: `json`, `xml`, `csv` or `tsv`.
            graph: the format of triples: `turtle`, `ntriples`, `rdfxml` or `jsonld`.
            bindings: terms in N-Triples syntax, by the names of the variables they replace.
            prefixes: prefixes that the query may use without declaring them.
            default_graph: the IRI of the only graph to ask, in place of all.
            base: the IRI that relative IRIs are resolved against.
            timeout: seconds, waiting included, in place of the engine's own limit.

        Raises:
            QueryError: not SPARQL, or not allowed.
            QueryLimitError: over the limit of time, memory or size.
        """
        question = Question(
            bind(query, bindings) if bindings else query,
            select=select,
            graph=graph,
            prefixes=prefixes or {},
            base=base,
            default_graphs=None if default_graph is None else (default_graph,),
        )
        asked = self._submit(question, self._limits.seconds if timeout is None else timeout)
        try:
            return asked.result()
        except BaseException:
            asked.cancel()  # Ctrl-C: its worker ends with it
            raise

    def pids(self) -> list[int]:
        """The numbers of the worker processes that there are."""
        return self._running[0].pids() if self._running else []

    def close(self) -> None:
        """End the workers; the next question would start others."""
        self._forget_parents()
        with self._lock:
            running, self._running = self._running, None
        if running is None:
            return
        pool, loop, thread = running
        if threading.current_thread() is thread:  # collected there, where nobody can wait for it
            loop.create_task(pool.close()).add_done_callback(lambda _: loop.stop())
            return
        asyncio.run_coroutine_threadsafe(pool.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    def _forget_parents(self) -> None:
        """After a fork there is no thread, and the workers are the parent's: begin anew."""
        if self._process != os.getpid():
            self._of_parent.append(self._running)  # kept, since its end would close what is shared
            self._running, self._lock, self._process = None, threading.Lock(), os.getpid()

    def _submit(self, question: Question, seconds: float) -> Future[Answer]:
        self._forget_parents()
        with self._lock:
            if self._running is None:
                loop = asyncio.new_event_loop()
                thread = threading.Thread(target=_run, args=(loop,), daemon=True, name="sparql")
                thread.start()
                self._running = Pool(self._store, limits=self._limits, room=_ROOM), loop, thread
            pool, loop, _ = self._running
            return asyncio.run_coroutine_threadsafe(pool.ask(question, seconds=seconds), loop)

    def __del__(self) -> None:
        """Workers do not outlive their engine."""
        if not sys.is_finalizing():  # then they end by themselves
            with contextlib.suppress(Exception):
                self.close()


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()
