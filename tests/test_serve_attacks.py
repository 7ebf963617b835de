"""Attack queries over HTTP: refused, stopped or answered whole, and others are answered meanwhile.

As through Python, time is asserted, since it is what is promised. The listener that some of them
call must hear nothing.
"""

from __future__ import annotations

import csv
import io
import socket
import statistics
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks import ATTACKS, REFUSED, STOPPED, Attack
from tests.serving import Reply, Served, served

SLACK = 1.0
"""How much longer than its limit a query may take, in seconds."""

STATUSES = {REFUSED: {400, 403, 413}, STOPPED: {413, 429, 503}}
"""How attacks end that are refused as what they are, and that are stopped at a limit."""

ACCEPT = "text/csv, text/turtle;q=0.5"

GROWTH = 48 * 1024 * 1024
"""How much more memory the server may hold after many attacks, in bytes: two large answers."""


@pytest.fixture
def listener() -> Iterator[str]:
    """The address of somebody who listens, and has heard nothing in the end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        listening.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.fixture(
    scope="module", params=[1.0, pytest.param(10.0, marks=pytest.mark.slow)], ids=["short", "usual"]
)
def limit(request: pytest.FixtureRequest) -> float:
    """The limit of each query in seconds: the usual one in the slow form."""
    assert isinstance(request.param, float)
    return request.param


@pytest.fixture(scope="module")
def server(graph: Path, limit: float) -> Iterator[Served]:
    """A server of the packaged corpus with that limit."""
    with served("--graph", graph, "--timeout", limit) as found:
        yield found


@pytest.fixture(scope="module")
def patient(graph: Path) -> Iterator[Served]:
    """A server whose limit leaves room to wait for one's turn."""
    with served("--graph", graph, "--timeout", 4) as found:
        yield found


@dataclass(frozen=True)
class End:
    """How an attack ended, and after how many seconds."""

    attack: Attack
    reply: Reply
    seconds: float

    def wrong(self, limit: float, *, busy: bool) -> str:
        """What is not as it should be; empty where all is. `busy`: others ask beside it."""
        name, reply = self.attack.name, self.reply
        if self.seconds > limit + SLACK:
            return f"{name}: {self.seconds:.2f} s"
        if reply.status == 200:
            return "" if reply.text == self.attack.answers else f"{name}: {reply.text[:200]}"
        reply.sentence()
        if reply.status in (429, 503) and not reply.headers["retry-after"].isdecimal():
            return f"{name}: {reply.headers}"
        allowed = ({429, 503} if busy else set()).union(
            *(STATUSES[end] for end in self.attack.ends)
        )
        return "" if reply.status in allowed else f"{name}: {reply.status} {reply.text}"


def attacked(server: Served, attack: Attack, listener: str, source: str = "") -> End:
    """Make an attack."""
    begun = time.monotonic()
    reply = server.post(attack.aimed(listener), accept=ACCEPT, source=source)
    return End(attack, reply, time.monotonic() - begun)


def wrong(ends: Iterable[End], limit: float) -> list[str]:
    """What was wrong in each of several that were made side by side."""
    return [told for end in ends if (told := end.wrong(limit, busy=True))]


def waited(server: Served, source: str = "") -> float:
    """How long a small question takes, which must be answered."""
    begun = time.monotonic()
    assert server.post("ASK {}", source=source).told()
    return time.monotonic() - begun


def test_one_after_the_other(server: Served, limit: float, listener: str) -> None:
    """Each ends as it should and in time, and the next question is answered."""
    waits = []
    for attack in ATTACKS:
        assert attacked(server, attack, listener).wrong(limit, busy=False) == ""
        waits.append(waited(server))
    assert statistics.median(waits) < SLACK


def test_eight_at_a_time(server: Served, limit: float, listener: str) -> None:
    """Eight clients attack side by side: all ends are right, and nothing is left of it."""
    sources = [f"127.0.0.{number}" for number in range(2, 10)]
    server.post("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000")
    before = len(server.workers()), server.descriptors(), server.memory()
    with ThreadPoolExecutor(8) as threads:
        each = [(attack, sources[number % 8]) for number, attack in enumerate(ATTACKS * 2)]
        ends = threads.map(lambda one: attacked(server, one[0], listener, one[1]), each)
        assert wrong(ends, limit) == []
    until = time.monotonic() + 10
    while time.monotonic() < until and (
        server.descriptors() > before[1] or len(server.workers()) > before[0]
    ):
        time.sleep(0.1)
    assert len(server.workers()) <= before[0]
    assert server.descriptors() <= before[1]
    assert server.memory() - before[2] < GROWTH
    assert server.lives()


def test_more_attackers_than_workers_lock_nobody_out(patient: Served, listener: str) -> None:
    """Four clients attack, three queries each at a time: another one is answered all the while."""
    counted = next(attack for attack in ATTACKS if attack.name == "cartesian product, counted")
    over = threading.Event()
    ends: list[End] = []

    def attack(source: str) -> None:
        while not over.is_set():
            ends.append(attacked(patient, counted, listener, source))

    with ThreadPoolExecutor(12) as threads:
        attacks = [threads.submit(attack, f"127.0.0.{2 + number % 4}") for number in range(12)]
        try:
            time.sleep(0.5)
            waits = [waited(patient, "127.0.0.9") for _ in range(10)]
            rows = patient.post("SELECT ?s { ?s a lg:Tie }", source="127.0.0.9", accept="text/csv")
        finally:
            over.set()
        for done in attacks:
            done.result()
    assert wrong(ends, 4) == []
    assert rows.status == 200
    assert len(list(csv.reader(io.StringIO(rows.text)))) > 50
    assert statistics.median(waits) < SLACK
    assert max(waits) < 4 + SLACK


def test_who_asks_too_much_at_once_is_told_so(patient: Served) -> None:
    """One client with many long queries gets 429 for some; another one's long query is run."""
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with ThreadPoolExecutor(13) as threads:
        many = [threads.submit(patient.post, long, source="127.0.0.3") for _ in range(12)]
        time.sleep(0.4)
        other = threads.submit(patient.post, "ASK {}", source="127.0.0.4")
        statuses = {one.result().status for one in many}
        assert other.result().told()
    assert statuses <= {429, 503}
    assert 429 in statuses
