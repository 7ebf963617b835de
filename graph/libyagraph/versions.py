"""Versions of a built graph on disk: a new one beside the old, then one atomic switch.

Under the output directory stand `versions/ID/`, each complete and never changed again, and
`current`, a link to one of them (a file with its name where links are not to be had). What a build
that is killed leaves behind has a name that begins with a dot, and the next build removes it.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from libyagraph import sums
from libyagraph.atomic import sync_directory
from libyagraph.errors import BusyError, GraphError
from libyagraph.failpoints import reach

KEPT = 2
"""How many versions are kept: the current one, and the one before for those who still read it."""

VERSIONS = "versions"
CURRENT = "current"

_LEFT = (".new-*", ".old-*")
# What systems say where they have no links; Windows says EINVAL to who may not make any. Any other
# error, such as a full disk, is one that a pointer file would run into too.
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL}


def current(out: Path) -> Path:
    """The directory of the current version under `out`, or `out` itself where it is a version.

    All of its files are there, in their sizes; `libyagraph verify` reads them as well. Raises
    `GraphError` where there is no version, or it is damaged or of another format.
    """
    version = located(out)
    while True:
        try:
            sums.check(version)
        except GraphError:
            if (again := located(out)) == version:
                raise
            version = again  # builds came between, and removed what was current a moment ago
        else:
            return version


def located(out: Path) -> Path:
    """As `current`, without a look at its files. Raises `GraphError` where there is none."""
    if (out / sums.MANIFEST).is_file():
        return out.resolve()  # `build/current` may point elsewhere tomorrow
    name = ""
    while (again := _pointed(out)) != name:  # builds may come between, as in `current`
        name = again
        if (out / VERSIONS / name).is_dir():
            return (out / VERSIONS / name).resolve()
    points = f" ({CURRENT} points to {name}, which is not there)" if name else ""
    raise GraphError(f"{out}: there is no graph here{points}; run libyagraph build")


def kept(out: Path) -> list[Path]:
    """The versions under `out`, the current one first, then from young to old."""
    if not (out / VERSIONS).is_dir():
        return []
    name = _pointed(out)
    aged = []
    for path in (out / VERSIONS).iterdir():
        with suppress(FileNotFoundError):  # a build may be removing it
            if path.is_dir() and not path.name.startswith("."):
                aged.append((path.name != name, -path.stat().st_mtime, path))
    return [path for _, _, path in sorted(aged)]


def unfinished(out: Path) -> list[Path]:
    """What builds at work, or killed ones, have left under `out`; the next build removes it."""
    return sorted(path for pattern in _LEFT for path in (out / VERSIONS).glob(pattern))


def manifest(version: Path) -> Mapping[str, object]:
    """The manifest of a version. Raises `GraphError` where it can't be read."""
    return sums.manifest(version)


def make(out: Path, fill: Callable[[Path], Mapping[str, object]]) -> Path:
    """Make a new version: `fill` writes its files into a new directory and tells its manifest.

    Returns the directory of the version, which is the current one from then on. Raises `BusyError`
    where another build is at work, `GraphError` where the disk fails; the old version stays.
    """
    try:
        if not out.exists():
            out.mkdir(parents=True)
            with suppress(PermissionError):  # a directory may be written to and not read
                sync_directory(out.parent)
        (out / VERSIONS).mkdir(exist_ok=True)
        with FileLock(out / ".lock", timeout=0):
            return _make(out, fill)
    except Timeout as error:
        raise BusyError(f"{out}: another build is at work here") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise GraphError(f"{out}: the graph could not be written: {reason.lower()}") from error


def _make(out: Path, fill: Callable[[Path], Mapping[str, object]]) -> Path:
    reach("locked")
    versions = out / VERSIONS
    for left in unfinished(out):
        shutil.rmtree(left, ignore_errors=True)
    reach("cleared")
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=versions))
    try:
        reach("made")
        name = sums.seal(new, fill(new))
        reach("sealed")
        new.chmod(0o755)
        _sync(new)
        reach("synced")
        same = [path for path in kept(out) if path.name.partition("-")[0] == name]
        sound = next((path for path in same if not sums.damages(path)), None)
        version = sound or _named(new, name)
        reach("renamed")
    finally:
        shutil.rmtree(new, ignore_errors=True)
    before = _pointed(out)
    try:
        _switch(out, version)
    except BaseException:
        if not sound and _pointed(out) == before:
            _remove(version)
        raise
    reach("switched")
    _prune(version, before, damaged=[path for path in same if path != sound])
    reach("pruned")
    return version


def _named(new: Path, name: str) -> Path:
    """Give a new version its name, with a number after it where a damaged one has it.

    That one keeps its name until the switch: there is no moment without a graph, and nobody who
    reads it sees its files change.
    """
    version, number = new.with_name(name), 1
    while version.exists():
        number += 1
        version = new.with_name(f"{name}-{number}")
    new.rename(version)
    sync_directory(version.parent)
    return version


def _pointed(out: Path) -> str:
    """The name of the version that `current` points to, be it there or not; else nothing."""
    link = out / CURRENT
    if link.is_symlink():
        return link.readlink().name
    try:
        return Path(link.read_text(encoding="utf-8").strip()).name if link.is_file() else ""
    except ValueError:  # not a file of ours
        return ""


def _switch(out: Path, version: Path) -> None:
    fresh = out / ".current-new"
    try:
        fresh.unlink(missing_ok=True)
        _link(fresh, version.name)
        reach("linked")
        fresh.replace(out / CURRENT)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync_directory(out)


def _link(fresh: Path, name: str) -> None:
    try:
        fresh.symlink_to(Path(VERSIONS) / name, target_is_directory=True)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        with fresh.open("w", encoding="utf-8") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave a name without its words


def _prune(version: Path, before: str, damaged: list[Path]) -> None:
    """Remove damaged versions of the same graph, and all but the last that are to be kept."""
    out = version.parent.parent
    others = [path for path in kept(out) if path not in (version, *damaged)]
    others.sort(key=lambda path: path.name != before)
    for old in (*damaged, *others[KEPT - 1 :]):
        _remove(old)


def _remove(version: Path) -> None:
    """Remove a version: its name first, so that a kill never leaves half of it under that name."""
    try:
        aside = Path(tempfile.mkdtemp(prefix=".old-", dir=version.parent))
        version.rename(aside / version.name)
    except OSError:  # on Windows somebody may have it open: the next build tries again
        return
    reach("aside")
    shutil.rmtree(aside, ignore_errors=True)


def _sync(directory: Path) -> None:
    # Windows syncs only what is open for writing.
    mode = "rb" if os.name == "posix" else "r+b"
    for root, _, names in os.walk(directory):
        for name in names:
            with Path(root, name).open(mode) as file:
                os.fsync(file.fileno())
        sync_directory(Path(root))
