"""Runs commands of `libyagraph` in processes that may be killed, without importing it each time.

A nursery is a process that has imported the program and forks a child for each command; it opens no
store itself, since an engine's threads do not survive a fork. It reads one JSON object from each
line of its standard input, and answers with one.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tests.support import ROOT, environment

PRELOADED = (
    "libyagraph.api",
    "libyagraph.build",
    "libyagraph.cli.build",
    "libyagraph.cli.query",
    "libyagraph.cli.verify",
    "libyagraph.verify",
    "networkx",
    "pyvis.network",
    "rustworkx",
)


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, or the negative number of the signal that ended it."""

    code: int
    out: str
    err: str
    seconds: float


class Nursery:
    """Asks a nursery to run commands."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def __call__(
        self,
        *arguments: object,
        failpoint: str = "",
        kill_after: float | None = None,
        as_anybody: bool = False,
    ) -> Ended:
        """Run `libyagraph ARGUMENTS` and wait for its end.

        Args:
            arguments: those of the command line.
            failpoint: `POINT:ACTION`, as in `libyagraph.failpoints`.
            kill_after: seconds after which it is killed as `kill -9` does.
            as_anybody: without what root alone may do, such as writing where nobody may.
        """
        asked = {
            "arguments": [str(argument) for argument in arguments],
            "failpoint": failpoint,
            "kill_after": kill_after,
            "as_anybody": as_anybody,
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery, ended at the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.trials"],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()


def drop_privileges() -> None:
    """Give up all capabilities: root may then do what the owner of a file may, and no more."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third version of the call, this process
    if libc.capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capset")


def files(directory: Path) -> dict[str, bytes | str]:
    """Every file and link below a directory, by its path, with its bytes or its target."""
    found: dict[str, bytes | str] = {}
    for path in sorted(directory.rglob("*")):
        name = str(path.relative_to(directory))
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def one_line(ended: Ended) -> str:
    """The one line on standard error of a command that the system failed."""
    assert ended.code == 3, (ended.code, ended.err)
    assert ended.err.startswith("libyagraph: ") and ended.err.count("\n") == 1, ended.err
    assert ended.err.endswith("\n")
    return ended.err.strip()


def _child(asked: Mapping[str, object], out: int, err: int) -> None:
    from libyagraph import cli, failpoints

    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
    os.environ[failpoints.VARIABLE] = str(asked["failpoint"])
    if asked["as_anybody"] and os.geteuid() == 0:
        drop_privileges()
    arguments = asked["arguments"]
    assert isinstance(arguments, list)
    sys.argv = ["libyagraph", *arguments]
    code = 70
    try:
        cli.main()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 0
    finally:
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(code)


def _answer(asked: Mapping[str, object]) -> dict[str, object]:
    (out, out_end), (err, err_end) = os.pipe(), os.pipe()
    begun = time.monotonic()
    pid = os.fork()
    if pid == 0:
        _child(asked, out_end, err_end)
    os.close(out_end)
    os.close(err_end)
    delay = asked["kill_after"]
    if isinstance(delay, float | int):
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)  # not waited for yet, so that the number is still its own
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    seconds = time.monotonic() - begun
    told = []
    for number in (out, err):
        with os.fdopen(number, encoding="utf-8") as stream:
            told.append(stream.read())
    return {"code": status, "out": told[0], "err": told[1], "seconds": seconds}


def main() -> None:
    """Answer until standard input ends."""
    for module in PRELOADED:
        import_module(module)
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
