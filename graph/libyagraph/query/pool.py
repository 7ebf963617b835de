"""Workers side by side: who is asked next, who has to wait, what is stopped and what refused.

In go questions with the names of their clients, out come whole answers or errors: never half an
answer. A query that is not done after a moment is a long one: it goes on in one of a few places of
their own, behind all others, and another worker takes its place. So whoever asks what takes long
waits for those who do the same, and nobody else does. A limit of time counts from the asking, all
waiting included.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from libyagraph.errors import LibyagraphError, QueryBusyError, QueryLimitError
from libyagraph.query.guard import short_enough
from libyagraph.query.line import Line, Tally
from libyagraph.query.process import Gone, Worker
from libyagraph.query.question import Answer, Limits, Question, failure
from libyagraph.query.run import Run, Told

_DEAD_ALREADY = 0.2
"""Of a worker that waited and then ends sooner, in seconds, the question goes to another."""

_OUR_OWN = 0.75
"""Of the time that starting a worker takes, so much in seconds is not counted as the query's."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much goes on at once.

    Attributes:
        workers: how many queries run side by side.
        long: how many long ones run besides.
        patience: after how many seconds of work a query is a long one; or after four times as
            many on the clock, since on a busy machine much of that is waiting for a processor.
        waiting: how many queries may wait or run.
        client: how many of these may be of one client.
        long_waiting: how many long ones may wait.
        long_client: how many long ones may wait or run of one client.
        ready: whether workers are started before they are needed.
        calm: whether workers leave the processors to their parent, and long ones to all others,
            and whoever asks long ones never has the last place.
    """

    workers: int = 2
    long: int = 2
    patience: float = 0.1
    waiting: int = 512
    client: int = 256
    long_waiting: int = 8
    long_client: int = 6
    ready: bool = False
    calm: bool = False


class Pool:
    """The workers of one store, for one event loop."""

    def __init__(
        self, store: Path, *, limits: Limits | None = None, room: Room | None = None
    ) -> None:
        self._store, self._limits, self._room = store, limits or Limits(), room or Room()
        self._idle: list[Worker] = []
        self._all: set[Worker] = set()
        self._background: set[asyncio.Task[None]] = set()
        self._asking, self._longing = Tally(), Tally()
        self._quick, self._long = Line(self._room.workers), Line(self._room.long)
        self._starting = 0
        self._closed = False

    def pids(self) -> list[int]:
        """The numbers of the processes that there are."""
        return [worker.pid for worker in self._all]

    async def start(self) -> None:
        """Start the workers now. Raises `QueryLimitError` where they can't be started."""
        self._idle += await asyncio.gather(*(self._started() for _ in range(self._room.workers)))

    async def close(self) -> None:
        """End all workers; what is still asked ends with an error."""
        self._closed = True
        for worker in tuple(self._all):
            worker.kill()
        await asyncio.gather(*(worker.end() for worker in self._idle))
        self._idle.clear()
        while self._background or self._asking.total():  # those that end by themselves now
            await asyncio.sleep(0.01)

    async def ask(
        self,
        question: Question,
        *,
        client: str = "",
        turn: str = "",
        seconds: float | None = None,
    ) -> Answer:
        """Run a query and return its whole answer.

        Args:
            question: what is asked.
            client: who asks: there is a limit to what one may ask at once.
            turn: whose turn it takes, where a client is several: no one can keep another from
                being answered.
            seconds: the limit of time, in place of the pool's own.

        Raises:
            QueryError: not SPARQL, or not allowed.
            QueryBusyError: too many queries at once.
            QueryLimitError: over the limit of time, memory or size.
        """
        short_enough(question.text)
        limits = self._limits
        if seconds is not None:
            limits = Limits(seconds, limits.memory, limits.answer)
        if self._asking.of(client) >= self._room.client:
            raise QueryBusyError("too many queries of yours at once; try again later", own=True)
        if self._asking.total() >= self._room.waiting:
            raise QueryBusyError("too many queries at once; try again later")
        line = question.line(limits)
        try:
            with self._asking.one(client):
                head, data = await self._asked(line, client, turn or client, limits.seconds)
        except Gone as gone:
            told = "the graph was closed before the answer"
            if not self._closed:
                told = "the query needed more memory or nesting than it may have"
            raise QueryLimitError(told) from gone
        if "error" in head:
            raise failure(head, limits)
        return Answer(str(head["kind"]), data, str(head["format"]), bool(head["zipped"]))

    async def _asked(self, line: bytes, client: str, turn: str, seconds: float) -> Told:
        """Among the quick ones first; if it takes long, among the long ones. Raises `Gone`."""
        clock = asyncio.get_running_loop().time
        deadline = clock() + seconds
        run: Run | None = None
        held = contextlib.ExitStack()
        try:
            async with self._quick.place(turn, deadline):
                asked, waited = clock(), bool(self._idle)
                run = Run(await self._taken(deadline + _OUR_OWN), line)
                begun = clock()
                deadline += min(begun - asked, _OUR_OWN)
                done = await self._soon(run, deadline)
                if run.died() and waited and clock() - begun < _DEAD_ALREADY:
                    self._drop(run)
                    run = Run(await self._started(deadline), line)
                    done = await self._soon(run, deadline)
                if done:
                    told = run.told()
                    keeps = not told[0].get("retire") and not self._closed
                    if keeps and len(self._idle) < self._room.workers:
                        self._idle.append(run.worker)
                        run = None
                    return told
                if self._room.calm and self._worked(run):
                    self._quick.remember(turn)
                if clock() >= deadline:
                    raise _late(seconds)
                if not self._long.free:
                    self._refuse_long(client)
                    self._drop(run)  # it runs anew when it is its turn
                    run = None
            self._refill()
            held.enter_context(self._longing.one(client))
            async with self._long.place(turn, deadline):
                run = run or Run(await self._started(deadline), line)
                if self._room.calm:
                    run.worker.calm()
                if not await run.within(deadline - clock()):
                    raise _late(seconds)
                return run.told()
        finally:
            held.close()
            if run:
                self._drop(run)

    async def _soon(self, run: Run, deadline: float) -> bool:
        """Whether it is done before it is a long one, and in time."""
        clock = asyncio.get_running_loop().time
        wait = self._room.patience
        until = min(clock() + 4 * wait, deadline)
        while True:
            if await run.within(min(wait, until - clock())):
                return True
            worked = run.worker.working()
            if worked is None or worked >= self._room.patience or clock() >= until:
                return False
            wait = max(self._room.patience - worked, 0.02)

    def _worked(self, run: Run) -> bool:
        """Whether it is the query that takes long, and not a busy machine."""
        worked = run.worker.working()
        return worked is None or worked >= self._room.patience

    def _refuse_long(self, client: str) -> None:
        if self._longing.of(client) >= self._room.long_client:
            raise QueryBusyError("too many long queries of yours at once; try later", own=True)
        if self._long.waiting() >= self._room.long_waiting:
            raise QueryBusyError("too many long queries at once; try again later")

    async def _taken(self, deadline: float) -> Worker:
        return self._idle.pop() if self._idle else await self._started(deadline)

    async def _started(self, deadline: float | None = None) -> Worker:
        self._starting += 1
        try:
            async with asyncio.timeout_at(deadline):
                worker = await Worker.start(self._store, self._limits.memory)
        except TimeoutError as error:
            raise QueryBusyError("the machine is too busy; try again later") from error
        finally:
            self._starting -= 1
        if self._closed:
            await worker.end()
            raise Gone
        self._all.add(worker)
        if self._room.calm:
            worker.yield_some()
        return worker

    def _drop(self, run: Run) -> None:
        """End a run; what that takes goes on in the background."""
        run.worker.kill()
        self._all.discard(run.worker)
        self._later(run.end())
        self._refill()

    def _refill(self) -> None:
        """Start a worker for each place that has none, where they are to be ready."""
        lacking = self._quick.free - len(self._idle) - self._starting
        if self._room.ready and not self._closed and lacking > 0:
            self._later(self._another())

    async def _another(self) -> None:
        with contextlib.suppress(LibyagraphError, Gone):  # the next question will say so
            worker = await self._started()
            if len(self._idle) < self._quick.free:
                self._idle.append(worker)
                self._refill()
            else:  # others came back meanwhile
                self._all.discard(worker)
                await worker.end()

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _late(seconds: float) -> QueryLimitError:
    return QueryLimitError(f"the query took longer than {seconds:g} s and was stopped")
