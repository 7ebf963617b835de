"""Places side by side, and the line of those who wait for one, in which clients take turns.

Who has asked for less is not behind all that somebody else has asked for: each client has a line of
its own, and the lines take turns. Of several places, those who are known to be slow never have the
last one.
"""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from libyagraph.errors import QueryBusyError

_KNOWN = 10.0
"""For so many seconds a client is known to be slow."""


class Line:
    """Some places, for one event loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._lines: OrderedDict[str, deque[asyncio.Future[bool]]] = OrderedDict()
        self._most_slow, self._slow = max(1, places - 1), 0  # places that the slow ones have
        self._known: dict[str, float] = {}  # until when a client is known to be slow

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self._free

    def waiting(self, client: str | None = None) -> int:
        """How many wait: all, or those of a client."""
        if client is not None:
            return len(self._lines.get(client, ()))
        return sum(map(len, self._lines.values()))

    def remember(self, client: str) -> None:
        """Know for a while that this client keeps a place for long."""
        now = asyncio.get_running_loop().time()
        self._known = {one: until for one, until in self._known.items() if until > now}
        self._known[client] = now + _KNOWN

    @asynccontextmanager
    async def place(self, client: str, deadline: float) -> AsyncIterator[None]:
        """A place, once it is this client's turn; free again at the end.

        `deadline` is by the clock of the event loop. Raises `QueryBusyError` when it is over.
        """
        slow = await self._enter(client, deadline)
        try:
            yield
        finally:
            self._leave(slow)

    async def _enter(self, client: str, deadline: float) -> bool:
        """Take a place; tell whether it counts as one of a slow client."""
        slow = self._is_slow(client)
        if self._free and self._open(client):  # then nobody waits who might have it
            self._free -= 1
            self._slow += slow
            return slow
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        line = self._lines.setdefault(client, deque())
        line.append(turn)
        try:
            async with asyncio.timeout_at(deadline):
                return await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._leave(turn.result())  # it was given a place at that very moment
            else:
                with suppress(ValueError):  # passed over already, as it was cancelled
                    line.remove(turn)
                if not line and self._lines.get(client) is line:
                    del self._lines[client]
            if isinstance(error, TimeoutError):
                message = "the query waited for others until its time was over; try again later"
                raise QueryBusyError(message) from error
            raise

    def _leave(self, slow: bool = False) -> None:
        self._slow -= slow
        while (client := next(filter(self._open, self._lines), None)) is not None:
            line = self._lines.pop(client)
            turn = line.popleft()
            if line:
                self._lines[client] = line
            if not turn.done():
                slow = self._is_slow(client)
                self._slow += slow
                turn.set_result(slow)  # the place goes from hand to hand
                return
        self._free += 1

    def _is_slow(self, client: str) -> bool:
        return self._known.get(client, 0.0) > asyncio.get_running_loop().time()

    def _open(self, client: str) -> bool:
        """Whether this client may have a place, if there is one."""
        return self._slow < self._most_slow or not self._is_slow(client)


class Tally:
    """How many there are at a time of each client."""

    def __init__(self) -> None:
        self._of: Counter[str] = Counter()

    def of(self, client: str) -> int:
        """How many there are of a client."""
        return self._of[client]

    def total(self) -> int:
        """How many there are of all."""
        return self._of.total()

    @contextmanager
    def one(self, client: str) -> Iterator[None]:
        """While it lasts, there is one more."""
        self._of[client] += 1
        try:
            yield
        finally:
            self._of[client] -= 1
            if not self._of[client]:
                del self._of[client]
