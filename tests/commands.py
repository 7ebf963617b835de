"""The command line, called within the process of a test."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from libyagraph import cli


@dataclass(frozen=True)
class Done:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str


class Commands:
    """Calls `libyagraph` in a working directory of its own."""

    def __init__(
        self,
        directory: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsysbinary: pytest.CaptureFixture[bytes],
    ) -> None:
        self._monkeypatch, self._printed = monkeypatch, capsysbinary
        monkeypatch.chdir(directory)

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Done:
        """Call a command; returns what it did."""
        self._printed.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["libyagraph", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as exit_:
            cli.main()
        out, err = self._printed.readouterr()
        assert isinstance(exit_.value.code, int)
        return Done(exit_.value.code, out.decode("utf-8"), err.decode("utf-8"))

    def fine(self, *arguments: object) -> Done:
        """As a call, which must go well."""
        done = self(*arguments)
        assert done.code == 0, done.out + done.err
        return done
