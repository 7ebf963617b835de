"""A server of its own for tests: `libyagraph serve` as a process, and clients that talk to it.

In go the arguments of the command, out come its address and what it logged. A client speaks through
a bare socket, so that it can also say what no library of HTTP would say.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

from tests.support import environment, has_ended

LIMIT = 30.0
"""Nothing takes longer than this, in seconds, whatever is asked or sent."""

ASK = "ASK { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"

_ADDRESS = re.compile(r" at http://(\[[^]]*\]|[^:/]+):(\d+)/ ")


@dataclass(frozen=True)
class Reply:
    """An answer: its status, its headers by lower-case name, and its body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        """The media type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    def sentence(self) -> str:
        """The one sentence of a refusal; fails where it is none."""
        assert self.status >= 400
        assert self.headers["content-type"] == "text/plain; charset=utf-8"
        text = self.text
        assert text.endswith("\n")
        assert text.count("\n") == 1
        assert 8 < len(text) < 500
        return text.rstrip("\n")

    def told(self) -> bool:
        """The answer of an ASK, which must be one in JSON."""
        assert self.status == 200, self.text
        answer = json.loads(self.body)["boolean"]
        assert isinstance(answer, bool)
        return answer


class Line:
    """One connection: bytes go out as they are, answers come back."""

    def __init__(self, address: tuple[str, int], *, source: str = "") -> None:
        """Connect, from the address `source` where one is given."""
        local = (source, 0) if source else None
        self.socket = socket.create_connection(address, LIMIT, local)

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def send(self, data: bytes) -> bool:
        """Send; False where the other side does not take it any more."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            return False
        return True

    def reply(self, method: str = "GET") -> Reply:
        """The next answer, whole. Raises `ConnectionError` where there is none."""
        response = HTTPResponse(self.socket, method=method)
        response.begin()
        body = response.read()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, headers, body)

    def rest(self) -> bytes:
        """All that comes until the other side hangs up."""
        read = bytearray()
        try:
            while piece := self.socket.recv(65536):
                read += piece
        except ConnectionResetError:
            pass
        return bytes(read)

    def hung_up(self) -> bool:
        """Whether the other side hangs up, and says nothing more."""
        return self.rest() == b""


@dataclass
class Served:
    """A server that runs."""

    process: subprocess.Popen[bytes]
    host: str
    port: int
    log: Path = field(repr=False)

    @property
    def name(self) -> str:
        """What it is called: its `Host`."""
        return f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """Where it is, without a slash at the end."""
        return f"http://{self.name}"

    def line(self, *, source: str = "") -> Line:
        """A connection to it."""
        return Line((self.host.strip("[]"), self.port), source=source)

    def head(self, method: str, target: str, headers: Mapping[str, str] | None = None) -> bytes:
        """The head of a request, which is ended by an empty line."""
        given = dict(headers or {})
        fields = given if any(k.lower() == "host" for k in given) else {"Host": self.name, **given}
        lines = [f"{method} {target} HTTP/1.1", *(f"{k}: {v}" for k, v in fields.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        *,
        source: str = "",
    ) -> Reply:
        """The answer to one request, on a connection of its own."""
        fields = dict(headers or {})
        if body or method == "POST":
            fields.setdefault("Content-Length", str(len(body)))
        with self.line(source=source) as line:
            line.send(self.head(method, target, fields) + body)
            return line.reply(method)

    def get(self, target: str, accept: str = "", **headers: str) -> Reply:
        """The answer to a GET; headers in Python's spelling (`accept_language`)."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", target, {**({"Accept": accept} if accept else {}), **fields})

    def query(
        self, text: str, accept: str = "", headers: Mapping[str, str] | None = None, **more: str
    ) -> Reply:
        """The answer to a query by GET; `more` are further parameters, in Python's spelling."""
        pairs = {"query": text, **{name.replace("_", "-"): value for name, value in more.items()}}
        fields = {**({"Accept": accept} if accept else {}), **(headers or {})}
        return self.request("GET", f"/sparql?{urlencode(pairs)}", fields)

    def post(self, text: str, *, source: str = "", accept: str = "") -> Reply:
        """The answer to a query that is posted as it is."""
        fields = {"Content-Type": QUERY, **({"Accept": accept} if accept else {})}
        return self.request("POST", "/sparql", fields, text.encode("utf-8"), source=source)

    def lives(self) -> bool:
        """Whether it answers a small question."""
        return self.post("ASK {}").told()

    def logged(self) -> list[str]:
        """The lines of its log so far."""
        return self.log.read_text(encoding="utf-8").splitlines()

    def workers(self) -> list[int]:
        """Its child processes, zombies included."""
        listed = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return sorted(int(pid) for path in listed for pid in path.read_text("ascii").split())

    def descriptors(self) -> int:
        """How many files and sockets it has open."""
        return sum(1 for _ in Path(f"/proc/{self.process.pid}/fd").iterdir())

    def memory(self) -> int:
        """The memory that it holds, in bytes."""
        pages = Path(f"/proc/{self.process.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to end, and return its exit code; its workers have ended then."""
        workers = self.workers()
        self.process.send_signal(number)
        code = self.process.wait(LIMIT)
        assert all(has_ended(pid) for pid in workers)
        return code


@contextmanager
def served(*arguments: object, port: int = 0) -> Iterator[Served]:
    """`libyagraph serve` with these arguments; it has ended, and well, after the block."""
    with tempfile.TemporaryDirectory(prefix="served-") as scratch:
        server = started(Path(scratch), *arguments, port=port)
        try:
            yield server
        finally:
            running = server.process.poll() is None
            code = server.stop() if running else server.process.returncode
        assert code == 0 or not running
        errors = [line for line in server.logged() if "error:" in line or "Traceback" in line]
        assert errors == []


def started(scratch: Path, *arguments: object, port: int = 0) -> Served:
    """A server whose end is the caller's affair; its log is in `scratch`."""
    log = scratch / "log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "libyagraph",
                "serve",
                "--port",
                str(port),
                *map(str, arguments),
            ],
            env=environment(),
            cwd=scratch,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
        )
    until = time.monotonic() + LIMIT
    while time.monotonic() < until and process.poll() is None:
        if found := _ADDRESS.search(log.read_text(encoding="utf-8")):
            return Served(process, found[1], int(found[2]), log)
        time.sleep(0.02)
    process.kill()
    process.wait()
    raise AssertionError(f"it does not serve: {log.read_text(encoding='utf-8')}")
