"""One question with the worker that it was put to.

In goes a worker with a line, out comes what it told, or that it has not told it yet. How long to
wait is the pool's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from libyagraph.query.process import Gone, Worker

Told = tuple[Mapping[str, object], bytes]
"""The head and the bytes of an answer."""


class Run:
    """A worker with what it was asked."""

    def __init__(self, worker: Worker, line: bytes) -> None:
        self.worker = worker
        self._task = asyncio.ensure_future(worker.ask(line))

    async def within(self, seconds: float) -> bool:
        """Whether it is done, after so long at most."""
        await asyncio.wait((self._task,), timeout=max(0.0, seconds))
        return self._task.done()

    def died(self) -> bool:
        """Whether the process ended without an answer."""
        return self._task.done() and isinstance(self._task.exception(), Gone)

    def told(self) -> Told:
        """What it answered. Raises `Gone`."""
        return self._task.result()

    async def end(self) -> None:
        """End the process, whatever it is doing."""
        self.worker.kill()
        self._task.cancel()
        await asyncio.wait((self._task,))
        if not self._task.cancelled():
            self._task.exception()  # looked at, so that nobody complains that it was not
        await self.worker.end()
