"""One worker process, as its parent sees it: started, asked, killed.

In goes a line for a worker, out come the head and the bytes of its answer. Whether and how long a
query may run is the pool's business.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from libyagraph.errors import GraphError, QueryLimitError

_START = 30.0
"""How long a worker may take to open its store, in seconds."""

_BEHIND = 5
"""The niceness of workers: a server's own process has three times their share of a processor."""

_CALM = 15
"""The niceness of a process with a long query, where nothing idler is to be had."""

_BUFFER = 1024 * 1024
"""How much of an answer is read at once, in bytes."""

_KEPT = ("PATH", "HOME", "LANG", "SYSTEMROOT")


class Gone(Exception):
    """The process ended without an answer."""


class Worker:
    """A process that runs one query at a time."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._worked = 0.0

    @classmethod
    async def start(cls, store: Path, memory: int) -> Self:
        """A worker that has opened `store`, with `memory` bytes on top of what it then has.

        Raises `QueryLimitError` where it can't be started, `GraphError` where there is no store.
        """
        search = os.pathsep.join(str(path) for path in sys.path if path)
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-P",  # modules in the working directory are none of ours
                *("-m", "libyagraph.query.worker", str(store), str(memory)),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                limit=_BUFFER,
                env={**environment, "PYTHONPATH": search},
            )
        except OSError as error:  # no more processes, files or memory are to be had
            reason = (error.strerror or str(error)).lower()
            message = f"the process that runs queries could not be started: {reason}"
            raise QueryLimitError(message) from error
        worker = cls(process)
        try:
            await asyncio.wait_for(worker._read(), _START)
        except (Gone, TimeoutError) as error:
            await worker.end()
            if not store.is_dir():
                gone = f"{store.parent} is gone: later builds replaced it; open the graph anew"
                raise GraphError(gone) from error
            raise QueryLimitError("the process that runs queries could not be started") from error
        except BaseException:
            worker.kill()
            raise
        return worker

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def ask(self, line: bytes) -> tuple[Mapping[str, object], bytes]:
        """The head and the bytes of the answer to one line. Raises `Gone`."""
        stdin = self._process.stdin
        assert stdin
        if stdin.is_closing():  # uvloop takes a write to it for a mistake of ours
            raise Gone
        with contextlib.suppress(ConnectionError):
            stdin.write(line)
            await stdin.drain()
        return await self._read()

    async def _read(self) -> tuple[Mapping[str, object], bytes]:
        stdout = self._process.stdout
        assert stdout
        try:
            line = await stdout.readuntil(b"\n")
            head: dict[str, object] = json.loads(line)
            size = head.get("bytes", 0)
            data = await stdout.readexactly(size) if isinstance(size, int) and size else b""
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Gone from error
        worked = head.get("worked")
        self._worked = worked if isinstance(worked, float) else 0.0
        return head, data

    def working(self) -> float | None:
        """Seconds of a processor's time since its last answer; None where nobody tells."""
        try:
            told = Path(f"/proc/{self.pid}/stat").read_bytes().rpartition(b")")[2].split()
            ticks = int(told[11]) + int(told[12])  # of the process, and of the system for it
            return ticks / os.sysconf("SC_CLK_TCK") - self._worked
        except (OSError, ValueError, IndexError, AttributeError):
            return None

    def yield_some(self) -> None:
        """Let those go first who carry its answers."""
        self._nice(_BEHIND)

    def calm(self) -> None:
        """Let all others go first, for good: an ordinary user can't take it back."""
        if hasattr(os, "SCHED_IDLE"):
            with contextlib.suppress(OSError):  # it has ended
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
        else:
            self._nice(_CALM)

    def _nice(self, value: int) -> None:
        if hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.pid, value)

    def kill(self) -> None:
        """End the process at once."""
        if self._process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            if sys.platform == "win32":
                self._process.kill()
            else:  # Python 3.11 would look whether it has ended, and so take that from its watcher
                os.kill(self.pid, signal.SIGKILL)

    async def end(self) -> None:
        """End the process at once, and leave nothing of it behind."""
        self.kill()
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin
        assert stdout
        stdin.close()
        while await stdout.read(1 << 20):  # what it had still to say
            pass
        await self._process.wait()
