"""Files and directories that are there whole or not at all.

In go a path and bytes; out comes nothing, or an error, and then what was there before is still
there and nothing of the new is left behind.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex

from libyagraph.errors import UsageError


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`, at once: a temporary file beside it, synced, then renamed.

    A link is followed. What is no plain file (`/dev/stdout`, a pipe) is written to as it is.
    Raises `OSError`, with the old file as it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    asked, path = path, path.resolve()
    temporary = _beside(path)
    try:
        _write(temporary, data)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(asked)) from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def write_directory_atomically(path: Path, files: Mapping[str, bytes]) -> None:
    """Put a directory of `files`, bytes by name, at `path`, in place of an older one.

    An older one is replaced if it holds files of these names alone; anything else is somebody's,
    and raises `UsageError`. It is moved aside before the new one takes its name: a kill at that
    moment leaves the old one under a hidden name beside it. Raises `OSError`, with the old one as
    it was.
    """
    asked, path = path, path.resolve()
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path} is a file; this format writes a directory")
    present = {entry.name for entry in path.iterdir()} if path.exists() else set()
    others = sorted(present - files.keys())
    if others:
        raise UsageError(f"{path} holds other files, such as {others[0]!r}; take a new directory")
    temporary, old = _beside(path), _beside(path)
    try:
        temporary.mkdir()
        for name, data in files.items():
            _write(temporary / name, data)
        sync_directory(temporary)
        if path.exists():
            path.rename(old)
        temporary.rename(path)
    except BaseException as error:
        shutil.rmtree(temporary, ignore_errors=True)
        if old.exists() and not path.exists():
            old.rename(path)
        if isinstance(error, OSError):
            raise OSError(error.errno, error.strerror, str(asked)) from error
        raise
    shutil.rmtree(old, ignore_errors=True)
    sync_directory(path.parent)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:200]}.{token_hex(4)}.tmp")


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_directory(directory: Path) -> None:
    """Make renames in a directory last; where directories cannot be opened, there is no way to."""
    if os.name != "posix":
        return
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
