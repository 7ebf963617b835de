"""The server: a socket, uvicorn, and an end that leaves nothing behind.

In go what is to be served and where, and it serves until it is told to stop. Sockets, signals and
standard error are this module's affair.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import signal
import socket
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from libyagraph.errors import ServeError, UsageError
from libyagraph.query.pool import Room
from libyagraph.serve.app import application
from libyagraph.serve.gate import Gate
from libyagraph.serve.site import Sites
from libyagraph.serve.wire import Wire

if TYPE_CHECKING:
    from libyagraph.api import Graph
    from libyagraph.data import Data
    from libyagraph.query.question import Limits


_PATIENCE = 5
"""For so many seconds what is being answered may go on once the server is told to end."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where and for whom to serve.

    Attributes:
        host: the address to listen on, or its name.
        port: the port; 0 takes a free one.
        hosts: further names by which the server may be called, with a port where it is not its own.
        origins: foreign origins whose pages may ask.
        workers: how many queries run side by side.
        quiet: whether there is no access log.
        queries_too: whether the access log tells what is asked.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    workers: int = 3
    quiet: bool = False
    queries_too: bool = False


def serve(
    opened: Graph | Data,
    where: Where,
    limits: Limits,
    *,
    follow: Path | None,
    say: Callable[[str], None],
) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        opened: a built graph, or files of RDF; it is closed in the end.
        where: where and for whom.
        limits: what a query may take.
        follow: the directory of builds whose new ones are to be served.
        say: what tells people where it is.

    Raises:
        UsageError: a host or origin that is none.
        ServeError: the address is taken, or can't be listened on.
        LibyagraphError: the graph can't be served.
    """
    _check(where)
    with _socket(where) as listening:
        host, port = listening.getsockname()[:2]
        room = Room(workers=where.workers, long=where.workers, ready=True, calm=True)
        sites = Sites(opened, follow=follow, limits=limits, room=room, log=_log)
        gate = Gate(
            application(sites),
            hosts=_hosts(where, str(host), int(port)),
            origins=where.origins,
            log=_silent if where.quiet else _log,
            queries_too=where.queries_too,
        )
        config = uvicorn.Config(
            gate,
            http=Wire,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_PATIENCE,
        )
        address = f"[{host}]" if ":" in str(host) else host

        def listens() -> None:
            say(f"http://{address}:{port}/")
            if not where.hosts and not _is_loopback(str(host)):
                _log("others must call it by this address, or by a name that --allow-host gives")

        _Server(config, sites, listens).run([listening])


class _Server(uvicorn.Server):
    """A server that says when it listens, and ends of itself when it is told to."""

    def __init__(self, config: uvicorn.Config, sites: Sites, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._sites, self._listening = sites, listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await self._sites.start()
        await super().startup(sockets)
        self._listening()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        ending = asyncio.create_task(self._hurry())
        await super().shutdown(sockets)
        ending.cancel()
        await self._sites.stop()

    async def _hurry(self) -> None:
        """End what is still asked while there is time to say so: uvicorn would cut it off."""
        await asyncio.sleep(_PATIENCE - 1)
        await self._sites.interrupt()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but without raising the signal anew: being told to stop is no failure."""
        ends = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, self.handle_exit) for number in ends}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _check(where: Where) -> None:
    for origin in where.origins:
        scheme, sign, rest = origin.partition("://")
        if scheme not in ("http", "https") or not sign or not rest or "/" in rest:
            raise UsageError(f"{origin} is no origin, such as https://example.org")
    for host in where.hosts:
        if not host or any(c.isspace() or c in "/@?#" for c in host):
            raise UsageError(f"{host!r} is no name of a host")


def _socket(where: Where) -> socket.socket:
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, address = found[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.set_inheritable(False)
        except BaseException:
            listening.close()
            raise
    except (OSError, UnicodeError, OverflowError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise ServeError(f"can't listen on {where.host} port {where.port}: {reason}") from error
    return listening


def _hosts(where: Where, host: str, port: int) -> Collection[str]:
    """The values of `Host` by which the server may be called, in lower case."""
    names = {where.host, host}
    if _is_loopback(host):
        names |= {"localhost", "127.0.0.1", "::1"}
    called = {f"[{name}]" if ":" in name else name for name in names} | set(where.hosts)
    with_port = {name if _has_port(name) else f"{name}:{port}" for name in called}
    return {name.lower() for name in with_port | (called if port == 80 else set(where.hosts))}


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _has_port(name: str) -> bool:
    return ":" in name.rpartition("]")[2]


def _log(line: str) -> None:
    with contextlib.suppress(OSError):  # who read it has gone, or the disk is full: serve on
        print(line, file=sys.stderr, flush=True)


def _silent(_: str) -> None:
    pass
