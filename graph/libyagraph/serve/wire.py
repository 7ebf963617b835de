"""HTTP on the wire, with deadlines and limits that hold before a request is whole.

A subclass of uvicorn's protocol. It ends connections whose head or body comes too slowly, whose
head is too long, or who take their answer too slowly; what a request says is for others to judge.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from libyagraph.serve.reading import LONGEST_TARGET

HEAD_SECONDS = 10.0
"""From the first byte of a request, or the opening of a connection, to the end of its head."""

BODY_SECONDS = 15.0
"""From the end of the head to the end of the body."""

TAKE_SECONDS = 10.0
"""In so many seconds a client must take `TAKE_BYTES` of an answer that waits for it."""

TAKE_BYTES = 64 * 1024

LONGEST_HEAD = 32 * 1024
"""The longest head, in bytes, beside the target of the request."""

MOST_BYTES = 16 * 1024 * 1024
"""What a request may send after its head, in bytes: what is refused is read for a while and
dropped, since who is cut off while sending does not see why."""

LINGER_SECONDS = 1.0
"""For so long what a refused client still sends is dropped, for the same reason."""

MOST_CONNECTIONS = 400
"""Whoever comes then takes the place of the one who has kept us waiting for longest."""

_FORGET = struct.pack("ii", 1, 0)
"""To linger, for no time."""


class Wire(HttpToolsProtocol):
    """One connection."""

    _timer: asyncio.TimerHandle | None = None
    _take_timer: asyncio.TimerHandle | None = None
    _since = 0.0  # when we began to wait for the client, by the clock of the loop
    _bytes = 0  # of the head, or since its end
    _in_head = True
    _deaf = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS and not self._make_room():
            self._refuse(503, "too many connections; try again later", "retry-after: 5\r\n")
            return
        self._arm(HEAD_SECONDS, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget all deadlines."""
        self._disarm()
        if self._take_timer:
            self._take_timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a head that is too long is not read to its end."""
        if self._deaf or self.transport.is_closing():
            return
        self._bytes += len(data)
        super().data_received(data)
        if self._in_head and self._bytes > LONGEST_HEAD + LONGEST_TARGET:
            self._refuse(431, "the header is too long")
        elif self._bytes > MOST_BYTES:
            self._reset()

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._in_head = True
        if self._timer is None:
            self._arm(HEAD_SECONDS, self._late)

    def on_url(self, url: bytes) -> None:
        """Take a piece of the target."""
        super().on_url(url)
        if len(self.url) > LONGEST_TARGET:
            self._refuse(414, "the address is too long; POST the query instead")

    def on_headers_complete(self) -> None:
        """End the head: from now on the body is waited for."""
        if self._deaf:
            return
        self._in_head, self._bytes = False, 0
        scheme, sign, rest = self.url.partition(b"://")
        if sign and b"/" not in scheme:  # a whole address counts for more than `Host`
            self.headers[:] = [field for field in self.headers if field[0] != b"host"]
            self.headers.append((b"host", rest.partition(b"/")[0]))
        super().on_headers_complete()
        self._arm(BODY_SECONDS, self._late)

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body."""
        if not self._deaf:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End the request: from now on the client waits."""
        if self._deaf:
            return
        self._disarm()
        self._in_head, self._bytes = True, 0
        super().on_message_complete()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head; what follows a body is dropped."""
        if self._in_head:
            super().on_header(name, value)

    def on_response_complete(self) -> None:
        """End an answer: from now on we wait for the client."""
        self._since = self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        self._refuse(400, "this is not HTTP")

    def pause_writing(self) -> None:
        """Watch a client that does not take its answer."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """Stop watching."""
        super().resume_writing()
        if self._take_timer:
            self._take_timer.cancel()
            self._take_timer = None

    def _watch(self, before: int) -> None:
        def look() -> None:
            now = self.transport.get_write_buffer_size()
            if before - now < TAKE_BYTES and now:
                self._reset()
            else:
                self._watch(now)

        self._take_timer = self.loop.call_later(TAKE_SECONDS, look)

    def _make_room(self) -> bool:
        """Hang up on who has kept us waiting for longest; tell whether there was anybody."""
        waiting = [
            one
            for one in self.connections
            if isinstance(one, Wire) and one is not self and one._waits()
        ]
        if waiting:
            min(waiting, key=lambda one: one._since)._reset()
        return bool(waiting)

    def _waits(self) -> bool:
        """Whether we wait for the client, and not the client for us."""
        waits = self._timer is not None or self.timeout_keep_alive_task is not None
        return waits and not self.transport.is_closing()

    def _reset(self) -> None:
        """Hang up at once: the system, too, forgets what it has still to send."""
        connected = self.transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _FORGET)
        self.transport.abort()

    def _arm(self, seconds: float, act: Callable[[], None]) -> None:
        self._disarm()
        self._since = self.loop.time()
        self._timer = self.loop.call_later(seconds, act)

    def _disarm(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        answered = self.cycle is not None and self.cycle.response_complete
        if answered if not self._in_head else not self._bytes:
            self.transport.close()  # it has its answer, or never asked anything
        else:
            self._refuse(408, "the request came too slowly")

    def _refuse(self, status: int, sentence: str, headers: str = "") -> None:
        """Say why, unless an answer is being sent, and close."""
        if self._deaf or self.transport.is_closing():
            return
        self._deaf = True
        self._disarm()
        cycle = self.cycle
        if cycle is None or not cycle.response_started or cycle.response_complete:
            body = f"{sentence}\n"
            self.transport.write(
                f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
                "content-type: text/plain; charset=utf-8\r\n"
                "x-content-type-options: nosniff\r\n"
                f"{headers}content-length: {len(body)}\r\nconnection: close\r\n\r\n{body}".encode()
            )
        if cycle is not None and not cycle.response_complete:
            cycle.disconnected = True
            cycle.message_event.set()
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._timer = self.loop.call_later(LINGER_SECONDS, self.transport.close)
