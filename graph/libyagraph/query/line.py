"""Places side by side, and the line of those who wait for one, in which clients take turns.

Who has asked for less is not behind all that somebody else has asked for: each client has a line of
its own, and the lines take turns.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from libyagraph.errors import QueryBusyError


class Line:
    """Some places, for one event loop."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @property
    def free(self) -> int:
        """How many places nobody has."""
        return self._free

    def waiting(self, client: str | None = None) -> int:
        """How many wait: all, or those of a client."""
        if client is not None:
            return len(self._lines.get(client, ()))
        return sum(map(len, self._lines.values()))

    @asynccontextmanager
    async def place(self, client: str, deadline: float) -> AsyncIterator[None]:
        """A place, once it is this client's turn; free again at the end.

        `deadline` is by the clock of the event loop. Raises `QueryBusyError` when it is over.
        """
        await self._enter(client, deadline)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, client: str, deadline: float) -> None:
        if self._free and not self._lines:
            self._free -= 1
            return
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line = self._lines.setdefault(client, deque())
        line.append(turn)
        try:
            async with asyncio.timeout_at(deadline):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._leave()  # it was given a place at that very moment
            else:
                with suppress(ValueError):  # `_leave` has passed over it at that very moment
                    line.remove(turn)
                if not line and self._lines.get(client) is line:
                    del self._lines[client]
            if isinstance(error, TimeoutError):
                message = "the query waited for others until its time was over; try again later"
                raise QueryBusyError(message) from error
            raise

    def _leave(self) -> None:
        while self._lines:
            client, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[client] = line
            if not turn.done():
                turn.set_result(None)  # the place goes from hand to hand
                return
        self._free += 1
