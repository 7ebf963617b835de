"""Debian's Virtuoso (`virtuoso-opensource`) on loopback, for as long as a benchmark needs it.

In goes a file of N-Quads, out comes a server that was loaded with it and can be asked by HTTP. It
lives in a scratch directory on free ports and is gone, with all that it wrote, when it is left. No
installed service is started or touched.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

_START = 120.0
"""Seconds after which a server that isn't there is given up."""

# A million rows and more are answered, and nothing is estimated to death. 340,000 buffers of 8 KB
# are what its own documentation has for 4 GB of memory.
_SETTINGS = """\
[Database]
DatabaseFile = {scratch}/virtuoso.db
ErrorLogFile = {scratch}/virtuoso.log
LockFile = {scratch}/virtuoso.lck
TransactionFile = {scratch}/virtuoso.trx
xa_persistent_file = {scratch}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 125000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {scratch}/virtuoso-temp.db
TransactionFile = {scratch}/virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = {folder}
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
MaxQueryMem = 2G
ThreadsPerQuery = 2

[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {scratch}
ServerThreads = 4
EnabledGzipContent = 0

[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0
"""


@dataclass(frozen=True, slots=True)
class Virtuoso:
    """A running server: its SPARQL endpoint, and the seconds that loading took."""

    endpoint: str
    loading: float

    def ask(self, query: str, timeout: float) -> bytes:
        """The whole answer to a query as SPARQL results in JSON.

        Raises `OSError` (`urllib.error.HTTPError`, `TimeoutError`) for a refusal, or where it takes
        longer than `timeout` seconds.
        """
        data = urllib.parse.urlencode({"query": query}).encode()
        accept = {"Accept": "application/sparql-results+json"}
        request = urllib.request.Request(self.endpoint, data, accept)
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            whole: bytes = answer.read()
        return whole


def installed() -> bool:
    """Whether the server and its command line are there."""
    return all(shutil.which(program) for program in ("virtuoso-t", "isql-vt"))


@contextmanager
def running(nquads: Path) -> Iterator[Virtuoso]:
    """A server that holds the quads of a file. Raises `RuntimeError` where it does not start."""
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as name:
        scratch = Path(name)
        sql, http = _free_ports()
        settings = scratch / "virtuoso.ini"
        folder = nquads.resolve().parent
        settings.write_text(
            _SETTINGS.format(scratch=scratch, folder=folder, sql=sql, http=http), encoding="utf-8"
        )
        process = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", str(settings)],
            cwd=scratch,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(process, scratch / "virtuoso.log")
            begun = time.perf_counter()
            _sql(sql, f"ld_dir('{folder}', '{nquads.name}', 'urn:none');")
            _sql(sql, "rdf_loader_run(); checkpoint;")
            failed = _sql(sql, "select ll_error from DB.DBA.LOAD_LIST where ll_error is not null;")
            if "0 Rows" not in failed:
                raise RuntimeError(f"Virtuoso did not load {nquads}: {failed}")
            taken = time.perf_counter() - begun
            yield Virtuoso(f"http://127.0.0.1:{http}/sparql", taken)
        finally:
            process.kill()  # nothing of it is kept
            process.wait()


def _free_ports() -> tuple[int, int]:
    with closing(socket.socket()) as one, closing(socket.socket()) as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        if log.exists() and "Server online" in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(0.2)
    raise RuntimeError("Virtuoso did not start")


def _sql(port: int, statements: str) -> str:
    # dba is the user and the password of every new database; this one listens on loopback alone.
    done = subprocess.run(
        ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={statements}"],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
