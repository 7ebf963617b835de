"""A served graph under load: 64 clients side by side, alone and beside somebody who attacks.

In go seconds, out come times of answers as clients see them. The clients are one process of their
own, with a connection each, and no two of their queries are the same text, so that no cache
answers; whoever attacks is another process, and comes from another address. `bench.py serve` runs
it. Clients, server and workers share the machine's processors.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self, cast
from urllib.parse import urlencode

CLIENTS = 64
ATTACKER = "127.0.0.2"

QUERIES: Mapping[str, str] = {
    "ASK": "ASK { ?tie a lg:Tie } # {number}",
    "1,000 rows": "SELECT * { ?s ?p ?o } LIMIT 1000 # {number}",
}
ATTACK = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@dataclass(frozen=True)
class Load:
    """What the clients saw: answers a second, milliseconds of one, and how many were no 200."""

    rate: float
    median: float
    p99: float
    longest: float
    errors: int

    @classmethod
    def of(cls, times: list[float], errors: int, seconds: float) -> Self:
        """What was seen in so many seconds."""
        found = sorted(times)
        median, p99 = (found[int(len(found) * share)] * 1000 for share in (0.5, 0.99))
        return cls(len(found) / seconds, median, p99, found[-1] * 1000, errors)

    def row(self) -> str:
        """All of it in a line of a table."""
        shown = f"{self.rate:9.0f}{self.median:9.1f}{self.p99:9.1f}{self.longest:9.1f}"
        return f"{shown}{self.errors:8}"


class Client(asyncio.Protocol):
    """One connection that asks, and asks anew when it has its answer."""

    def __init__(self, asked: Callable[[], bytes], until: float) -> None:
        self._asked, self._until = asked, until
        self._read = bytearray()
        self._begun = 0.0
        self._done = asyncio.get_running_loop().create_future()
        self.times: list[float] = []
        self.errors: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask first."""
        self._transport = cast(asyncio.Transport, transport)  # by uvloop, of no common class
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Take a piece of an answer, and ask on where it is the last."""
        self._read += data
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", self._read[:end])
        assert length
        if len(self._read) < end + 4 + int(length[1]):
            return
        self.times.append(time.perf_counter() - self._begun)
        status = self._read[9:12].decode("ascii")
        if status != "200":
            self.errors.append(status)
        self._read.clear()
        if time.perf_counter() < self._until:
            self._ask()
        else:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """Note an end that is none of our own."""
        if error or time.perf_counter() < self._until:
            self.errors.append(f"hung up: {error}")
        self._done.set_result(None)

    async def ended(self) -> None:
        """Wait until it has its last answer."""
        await self._done

    def _ask(self) -> None:
        self._begun = time.perf_counter()
        self._transport.write(self._asked())


def _posted(port: int, text: str) -> bytes:
    body = urlencode({"query": text}).encode("ascii")
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode("ascii") + body


async def _load(port: int, kind: str, seconds: float) -> Load:
    numbers: Iterator[int] = iter(range(10**9))
    text = QUERIES[kind]

    def asked() -> bytes:
        return _posted(port, text.replace("{number}", str(next(numbers))))

    until = time.perf_counter() + seconds
    loop = asyncio.get_running_loop()
    clients = [
        (await loop.create_connection(lambda: Client(asked, until), "127.0.0.1", port))[1]
        for _ in range(CLIENTS)
    ]
    async with asyncio.timeout(seconds + 60):
        await asyncio.gather(*(client.ended() for client in clients))
    times = [one for client in clients for one in client.times]
    return Load.of(times, sum(len(client.errors) for client in clients), seconds)


async def _attack(port: int) -> None:
    """An attack a second, each on a connection of its own, whether the last one has ended or not.

    Until the process is ended.
    """

    async def once() -> None:
        source = (ATTACKER, 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", port, local_addr=source)
        writer.write(_posted(port, ATTACK))
        await reader.read(300)
        writer.close()

    attacks = set()
    while True:
        attacks.add(asyncio.create_task(once()))
        await asyncio.sleep(1)


@contextmanager
def _serving(graph: Path) -> Iterator[int]:
    """The port of a server of a graph."""
    command = [sys.executable, "-m", "libyagraph", "serve", "--graph", str(graph), "--port", "0"]
    with subprocess.Popen([*command, "--quiet"], stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr
        try:
            found = re.search(r":(\d+)/ ", server.stderr.readline())
            assert found
            yield int(found[1])
        finally:
            server.terminate()
            server.wait()


@contextmanager
def _attacked(port: int) -> Iterator[None]:
    with subprocess.Popen([sys.executable, __file__, "attack", str(port)]) as attacker:
        try:
            time.sleep(3)  # until there are long queries, and some that wait
            yield
        finally:
            attacker.kill()


def _measured(port: int, kind: str, seconds: float) -> Load:
    """A load of clients in a process of their own."""
    command = [sys.executable, __file__, "load", str(port), kind, str(seconds)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return Load(**json.loads(done.stdout))


def bench(seconds: float) -> None:
    """Measure for so many seconds each, after a second to get warm, and print a table."""
    from libyagraph.build import build

    with tempfile.TemporaryDirectory() as scratch:
        graph = build(None, Path(scratch)).directory
        with _serving(graph) as port:
            print(f"load average before: {os.getloadavg()[0]:.1f}")
            print(f"{CLIENTS} clients{'':20}    req/s   p50 ms   p99 ms   max ms  errors")
            for kind in QUERIES:
                _measured(port, kind, 1.0)
                alone = _measured(port, kind, seconds)
                print(f"{kind:30}{alone.row()}", flush=True)
                with _attacked(port):
                    beside = _measured(port, kind, seconds)
                ratio = beside.p99 / alone.p99
                print(f"{kind + ', one attack a second':30}{beside.row()}   p99 x {ratio:.2f}")


def _main() -> None:
    """What the processes of clients and attackers run."""
    what, port, *more = sys.argv[1:]
    import uvloop  # the clients shall not cost more than the server

    if what == "attack":
        uvloop.run(_attack(int(port)))
        return
    kind, seconds = more
    load = uvloop.run(_load(int(port), kind, float(seconds)))
    print(json.dumps(asdict(load)))


if __name__ == "__main__":
    _main()
