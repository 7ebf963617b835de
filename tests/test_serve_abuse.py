"""Abuses of HTTP: each is answered with the right status, or hung up on, and nobody else notices.

All are made on bare sockets. Those that take the server's patience are made at the same time, and
so are done when the most patient of its deadlines is over.
"""

from __future__ import annotations

import gzip
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from libyagraph.serve.wire import MOST_CONNECTIONS

from tests.serving import ASK, FORM, LIMIT, QUERY, Line, Served, served

AT_ONCE = 5.0
"""In so many seconds others are answered, whoever abuses the server; usually in a hundredth."""

GROWTH = 48 * 1024 * 1024
"""How much more memory the server may hold after all of it, in bytes: two large answers."""

CLOSED = "hung up"
ASKED = f"/sparql?query={quote(ASK)}"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000"

Abuse = Callable[[Served], str]


# ---- how they are made


def outcome(line: Line, *data: bytes, method: str = "GET") -> str:
    """The status of the answer to what is sent; or that the server hung up without one."""
    for piece in data:
        if not line.send(piece):
            break
    try:
        return str(line.reply(method).status)
    except (ConnectionError, OSError) as error:
        if isinstance(error, TimeoutError):
            raise
        return CLOSED


def sending(data: bytes | Callable[[Served], bytes], method: str = "GET") -> Abuse:
    """An abuse that sends these bytes, `{host}` in them being the server's own name."""

    def made(server: Served) -> str:
        sent = data if isinstance(data, bytes) else data(server)
        with server.line() as line:
            return outcome(
                line, sent.replace(b"{host}", server.name.encode("ascii")), method=method
            )

    return made


def get(
    target: str = ASKED, headers: str = "", *, method: str = "GET", host: str = "{host}"
) -> Abuse:
    """An abuse that is a whole request with these lines in its head."""
    named = f"Host: {host}\r\n" if host else ""
    return sending(f"{method} {target} HTTP/1.1\r\n{named}{headers}\r\n".encode("latin-1"), method)


def post(
    body: bytes = b"ASK {}", type_: str = QUERY, headers: str = "", target: str = "/sparql"
) -> Abuse:
    """An abuse that posts this; the length is told unless `headers` do."""
    if "content-length" not in headers.lower() and "transfer-encoding" not in headers.lower():
        headers += f"Content-Length: {len(body)}\r\n"
    head = f"POST {target} HTTP/1.1\r\nHost: {{host}}\r\nContent-Type: {type_}\r\n{headers}\r\n"
    return sending(head.encode("latin-1") + body)


def endless(head: bytes, piece: bytes, most: int = 64 * 1024 * 1024) -> Abuse:
    """An abuse that goes on and on, until it is answered."""

    def made(server: Served) -> str:
        with server.line() as line:
            line.send(head.replace(b"{host}", server.name.encode("ascii")))
            line.socket.setblocking(False)
            for _ in range(most // len(piece)):
                try:
                    if line.socket.recv(1, socket.MSG_PEEK):
                        break
                except BlockingIOError:
                    pass
                except ConnectionError:
                    return CLOSED
                line.socket.settimeout(LIMIT)
                if not line.send(piece):
                    break
                line.socket.setblocking(False)
            line.socket.settimeout(LIMIT)
            return outcome(line)

    return made


def slowly(head: bytes, piece: bytes, pause: float = 0.5) -> Abuse:
    """An abuse that sends a little now and then, until it is answered."""

    def made(server: Served) -> str:
        with server.line() as line:
            line.send(head.replace(b"{host}", server.name.encode("ascii")))
            line.socket.settimeout(pause)
            until = time.monotonic() + LIMIT
            while time.monotonic() < until:
                try:
                    if line.socket.recv(1, socket.MSG_PEEK) is not None:
                        return outcome(line)
                except TimeoutError:
                    line.send(piece)
                except ConnectionError:
                    return CLOSED
            return "hangs"

    return made


_POST = b"POST /sparql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/sparql-query\r\n"
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"


def slow_reader(server: Served) -> str:
    """Ask for megabytes and take a kilobyte a second: the answer breaks off, and is known to."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        taken.settimeout(LIMIT)
        taken.connect((server.host, server.port))
        body = LARGE.encode("ascii")
        head = server.head(
            "POST", "/sparql", {"Content-Type": QUERY, "Content-Length": str(len(body))}
        )
        taken.sendall(head + body)
        read = bytearray()
        until = time.monotonic() + LIMIT
        while time.monotonic() < until:
            try:
                piece = taken.recv(1024)
            except ConnectionResetError:
                piece = b""
            if not piece:
                announced = int(bytes(read).lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                return CLOSED if len(read) < announced else "taken whole"
            read += piece
            time.sleep(0.5)
        return "hangs"


def no_request(server: Served) -> str:
    """Connect, and say nothing."""
    with server.line() as line:
        return CLOSED if line.hung_up() else "told"


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def half_closed(server: Served) -> str:
    """Ask what takes long, and say that nothing more is said: taken for a client that has gone."""
    with server.line() as line:
        line.send(server.head("GET", f"/sparql?query={quote(ENDLESS)}"))
        line.socket.shutdown(socket.SHUT_WR)
        return outcome(line)


def half_asked(server: Served) -> str:
    """Send half a head, and say that nothing more is said."""
    with server.line() as line:
        line.send(server.head("GET", ASKED)[:40])
        line.socket.shutdown(socket.SHUT_WR)
        return outcome(line)


def pipelined(server: Served) -> str:
    """Ask a thousand times before anything is read: all are answered, in their order."""
    with server.line() as line, ThreadPoolExecutor(1) as sender:
        sent = b"".join(server.head("GET", f"{ASKED}%23{number}") for number in range(1000))
        sending_ = sender.submit(line.send, sent)
        file = line.socket.makefile("rb")
        statuses = set()
        for _ in range(1000):
            statuses.add(file.readline()[9:12].decode("ascii"))
            length = 0
            while field := file.readline().strip():
                if field.lower().startswith(b"content-length:"):
                    length = int(field.split(b":")[1])
            assert b"true" in file.read(length)
        file.close()
        assert sending_.result()
        return ",".join(statuses)


def idle_connections(server: Served) -> str:
    """Open more connections than there may be: the oldest are hung up on, others answered."""
    lines = []
    try:
        for _ in range(MOST_CONNECTIONS + 100):
            lines.append(server.line())
        with server.line() as line:
            told = outcome(line, server.head("GET", ASKED))
        gone = 0
        for line in lines:
            line.socket.setblocking(False)
            with suppress(BlockingIOError):
                gone += line.hung_up()
        return f"{told}, {'the oldest go' if gone >= 100 else gone}"
    finally:
        for line in lines:
            line.close()


def dripping_connections(server: Served) -> str:
    """As many connections, each with half a head."""
    lines = []
    try:
        for _ in range(MOST_CONNECTIONS + 100):
            lines.append(server.line())
            lines[-1].send(b"GET / HTTP/1.1\r\nHost:")
        with server.line() as line:
            return outcome(line, server.head("GET", ASKED))
    finally:
        for line in lines:
            line.close()


def gone_while_asked(server: Served) -> str:
    """Ask what takes long, twenty times, and go away: the work ends with its client."""
    for _ in range(20):
        with server.line() as line:
            body = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
            fields = {"Content-Type": QUERY, "Content-Length": str(len(body))}
            line.send(server.head("POST", "/sparql", fields) + body)
    return str(server.post("ASK {}").status)


TLS = bytes.fromhex("16030100c8010000c40303") + bytes(190)
_MULTIPART = (
    b"--x\r\nContent-Disposition: form-data; name=query\r\nContent-Type: multipart/mixed\r\n\r\n"
)


@dataclass(frozen=True)
class Case:
    """An abuse, and how it must end."""

    made: Abuse
    ends: str


QUICK: Mapping[str, Case] = {
    # who asks
    "foreign Host": Case(get(host="evil.example"), "403"),
    "foreign port in Host": Case(get(host="127.0.0.1:1"), "403"),
    "no Host": Case(get(host=""), "400"),
    "two Hosts": Case(get(headers="Host: evil.example\r\n"), "400"),
    "cross Origin": Case(get(headers="Origin: https://evil.example\r\n"), "403"),
    "cross Origin, posting": Case(post(headers="Origin: https://evil.example\r\n"), "403"),
    "null Origin": Case(get(headers="Origin: null\r\n"), "403"),
    "Origin with a user": Case(get(headers="Origin: http://{host}@evil.example\r\n"), "403"),
    "cross-site, no-cors": Case(
        get(headers="Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"), "403"
    ),
    "cross-site form": Case(
        post(headers="Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"), "403"
    ),
    # heads that are too long
    "20,000 headers": Case(get(headers="a: b\r\n" * 20_000), "431"),
    "200 headers": Case(get(headers="a: b\r\n" * 200), "431"),
    "one header of 1 MB": Case(get(headers=f"a: {'b' * 1_000_000}\r\n"), "431"),
    "request line of 100 KB": Case(get(f"/?{'a' * 100_000}"), "414"),
    "endless header": Case(endless(b"GET / HTTP/1.1\r\na: ", b"b" * 4096), "431"),
    "endless method": Case(endless(b"", b"G" * 4096), "400"),
    "endless target": Case(endless(b"GET /", b"a" * 4096), "414"),
    # lengths that lie
    "huge Content-Length": Case(post(b"", headers="Content-Length: 1000000000000\r\n"), "413"),
    "Content-Length over 64 bits": Case(post(headers=f"Content-Length: {'9' * 30}\r\n"), "400"),
    "negative Content-Length": Case(post(headers="Content-Length: -1\r\n"), "400"),
    "Content-Length too short": Case(post(b"ASK {} GET", headers="Content-Length: 6\r\n"), "400"),
    "two Content-Lengths": Case(post(headers="Content-Length: 6\r\nContent-Length: 60\r\n"), "400"),
    "Content-Length and Transfer-Encoding": Case(
        post(b"0\r\n\r\n", headers="Content-Length: 6\r\nTransfer-Encoding: chunked\r\n"), "400"
    ),
    "Transfer-Encoding of another kind": Case(
        post(b"0\r\n\r\n", headers="Transfer-Encoding: chunked, identity\r\n"), "400"
    ),
    "bad chunk": Case(post(b"zz\r\nASK {}\r\n", headers="Transfer-Encoding: chunked\r\n"), "400"),
    "chunk over 64 bits": Case(
        post(b"f" * 40 + b"\r\nASK", headers="Transfer-Encoding: chunked\r\n"), "400"
    ),
    "endless chunks": Case(endless(_CHUNKED, b"1000\r\n" + b"a" * 4096 + b"\r\n"), "413"),
    "endless body": Case(endless(_POST + b"Content-Length: 99999999\r\n\r\n", b"a" * 65536), "413"),
    "endless chunk extension": Case(endless(_CHUNKED + b"6;a=", b"b" * 65536), CLOSED),
    "endless trailers": Case(
        endless(_CHUNKED + b"6\r\nASK {}\r\n0\r\n", b"a: " + b"b" * 4000 + b"\r\n"), CLOSED
    ),
    # methods
    "GET with a body": Case(get(headers="Content-Length: 6\r\n\r\nASK {}"), "200"),
    "PUT": Case(get(method="PUT"), "405"),
    "DELETE": Case(get(method="DELETE"), "405"),
    "TRACE": Case(get(method="TRACE"), "405"),
    "CONNECT": Case(get("{host}", method="CONNECT"), "400"),
    "method in lower case": Case(get(method="get"), "400"),
    "method of our own": Case(get(method="FROB"), "400"),
    "query in address and body": Case(post(target=ASKED), "400"),
    "query in address, form in body": Case(post(b"query=ASK{}", FORM, target=ASKED), "400"),
    # types and texts
    "no type": Case(post(type_=""), "415"),
    "wrong type": Case(post(type_="application/json"), "415"),
    "wrong charset": Case(post(type_=f"{QUERY}; charset=latin-1"), "415"),
    "bytes that are no UTF-8": Case(post(b"ASK { ?s ?p '\xff' }"), "400"),
    "form that is no UTF-8": Case(post(b"query=ASK{?s ?p '\xff'}", FORM), "400"),
    "address that is no UTF-8": Case(get("/sparql?query=%ff%fe"), "400"),
    "raw bytes in the address": Case(get("/sparql?query=\xff"), "400"),
    "percent signs": Case(get("/sparql?query=%%%zz%1"), "400"),
    "compressed body": Case(
        post(gzip.compress(bytes(10_000_000)), headers="Content-Encoding: gzip\r\n"), "415"
    ),
    "1,000 parameters": Case(get("/sparql?" + "&".join(f"a{n}=" for n in range(1000))), "400"),
    "20,000 parameters in a form": Case(
        post("&".join(f"a{n}=" for n in range(20_000)).encode("ascii"), FORM), "400"
    ),
    "multipart": Case(post(_MULTIPART * 1000, "multipart/form-data; boundary=x"), "415"),
    "a header's injection": Case(get("/%0d%0aSet-Cookie:%20a=b"), "404"),
    # paths
    "NUL in the path": Case(get("/actor/\x00"), "400"),
    "escaped NUL in the path": Case(get("/actor/%00"), "404"),
    "upwards": Case(get("/static/..%2f..%2f..%2fetc%2fpasswd"), "404"),
    "upwards, plainly": Case(get("/static/../../../../etc/passwd"), "404"),
    "upwards, backslashes": Case(get("/static/..%5c..%5cpage.html.j2"), "404"),
    "upwards below an IRI": Case(get("/actor/../../../etc/passwd"), "404"),
    "address of this server": Case(get("http://{host}" + ASKED), "200"),
    "address of another": Case(get("http://evil.example" + ASKED), "403"),
    "asterisk": Case(get("*", method="OPTIONS"), "404"),
    # what is no HTTP/1.1
    "HTTP/1.0 without Host": Case(sending(b"GET / HTTP/1.0\r\n\r\n"), "400"),
    "HTTP/9.9": Case(sending(b"GET / HTTP/9.9\r\nHost: {host}\r\n\r\n"), "400"),
    "HTTP/2": Case(sending(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), "400"),
    "TLS": Case(sending(TLS), "400"),
    "noise": Case(sending(bytes(range(256)) * 8), "400"),
    "websocket": Case(
        get(
            headers="Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
        ),
        "200",
    ),
    "upgrade to HTTP/2": Case(
        get(headers="Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n"),
        "200",
    ),
    "folded header": Case(get(headers="a: b\r\n c\r\n"), "400"),
    "space before the colon": Case(get(headers="Origin : https://evil.example\r\n"), "400"),
    "half a head, then nothing": Case(half_asked, CLOSED),
    "half-closed": Case(half_closed, CLOSED),
    "1,000 pipelined requests": Case(pipelined, "200"),
    "500 idle connections": Case(idle_connections, "200, the oldest go"),
    "500 dripping connections": Case(dripping_connections, "200"),
    "clients that go away": Case(gone_while_asked, "200"),
}

SLOW: Mapping[str, Case] = {
    "no request": Case(no_request, CLOSED),
    "HTTP/0.9": Case(sending(b"GET /\r\n"), "408"),
    "slow header": Case(slowly(b"GET / HTTP/1.1\r\nHost: {host}\r\n", b"a"), "408"),
    "slow headers": Case(slowly(b"GET / HTTP/1.1\r\nHost: {host}\r\n", b"a: b\r\n"), "408"),
    "slow body": Case(slowly(_POST + b"Content-Length: 1000\r\n\r\n", b"A"), "408"),
    "slow chunks": Case(slowly(_CHUNKED, b"1\r\nA\r\n"), "408"),
    "slow form elsewhere": Case(
        slowly(b"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\n", b"A"), "405"
    ),
    "Content-Length too long": Case(
        slowly(_POST + b"Content-Length: 600\r\n\r\nASK {}", b""), "408"
    ),
    "Expect, and nothing": Case(
        slowly(_POST + b"Content-Length: 6\r\nExpect: 100-continue\r\n\r\n", b""), "408"
    ),
    "slow reader": Case(slow_reader, CLOSED),
}
"""Those that take the server's patience."""


# ---- how they end


@pytest.fixture(scope="module")
def server(graph: Path) -> Iterator[Served]:
    """A server of the packaged corpus."""
    with served("--graph", graph) as found:
        yield found


@pytest.fixture(scope="module")
def held(server: Served) -> Iterator[tuple[int, int]]:
    """Memory and descriptors of the server before any abuse; other tests come between."""
    for _ in range(3):
        server.post(LARGE)
    server.get("/actor/egypt")
    yield server.memory(), server.descriptors()


@pytest.fixture(scope="module")
def slow(server: Served, held: tuple[int, int]) -> Iterator[Mapping[str, Future[str]]]:
    """The slow ones, all at the same time."""
    with ThreadPoolExecutor(len(SLOW)) as threads:
        yield {name: threads.submit(case.made, server) for name, case in SLOW.items()}


@pytest.mark.parametrize("name", SLOW)
def test_patience_ends(server: Served, slow: Mapping[str, Future[str]], name: str) -> None:
    """Whoever is slow is answered or hung up on before long; others are answered meanwhile."""
    begun = time.monotonic()
    assert server.lives()
    assert time.monotonic() - begun < AT_ONCE
    assert slow[name].result(LIMIT) == SLOW[name].ends


@pytest.mark.parametrize("name", QUICK)
def test_abuse(server: Served, held: tuple[int, int], name: str) -> None:
    """It ends as it must, and the next who asks is answered at once."""
    assert QUICK[name].made(server) == QUICK[name].ends
    begun = time.monotonic()
    assert server.lives()
    assert time.monotonic() - begun < AT_ONCE


def test_nothing_is_left_of_it(server: Served, held: tuple[int, int]) -> None:
    """After all of it the server lives, and holds as little as before."""
    memory, descriptors = held
    until = time.monotonic() + 10
    while server.descriptors() > descriptors and time.monotonic() < until:
        time.sleep(0.1)
    assert server.lives()
    assert server.descriptors() <= descriptors
    assert server.memory() - memory < GROWTH
    assert [line for line in server.logged() if "error" in line or "Traceback" in line] == []
