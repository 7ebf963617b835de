"""Versions of a built graph on disk: a new one beside the old, then one atomic switch.

Under the output directory stand `versions/ID/`, each complete and never changed again, and
`current`, a link to one of them (a file with its name where links are not to be had). A build that
is killed leaves a directory whose name begins with a dot, which the next build removes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from libyagraph.atomic import sync_directory
from libyagraph.errors import BusyError, GraphError

KEPT = 2
"""How many versions are kept: the current one, and the one before for those who still read it."""

MANIFEST = "manifest.json"


def current(out: Path) -> Path:
    """The directory of the current version under `out`, or `out` itself where it is a version.

    Raises `GraphError` where there is none.
    """
    if (out / MANIFEST).is_file():
        return out.resolve()  # `build/current` may point elsewhere tomorrow
    link = out / "current"
    if link.is_file():  # a pointer file, where links are not to be had
        link = out / "versions" / link.read_text(encoding="utf-8").strip()
    if (link / MANIFEST).is_file():
        return link.resolve()
    raise GraphError(f"{out}: there is no graph here; run libyagraph build")


def manifest(version: Path) -> Mapping[str, object]:
    """The manifest of a version. Raises `GraphError` where it can't be read."""
    try:
        found = json.loads((version / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphError(f"{version / MANIFEST} can't be read: {error}") from error
    if not isinstance(found, dict):
        raise GraphError(f"{version / MANIFEST} is not a manifest")
    return found


def sums(directory: Path) -> dict[str, str]:
    """SHA-256 of each file of a version, by name; the store's own files are not promised."""
    files = sorted(p for p in directory.iterdir() if p.is_file() and p.name != MANIFEST)
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def make(out: Path, fill: Callable[[Path], Mapping[str, object]]) -> Path:
    """Make a new version: `fill` writes its files into a new directory and tells its manifest.

    Returns the directory of the version, which is the current one from then on. Raises `BusyError`
    where another build is at work, `GraphError` where the disk fails; the old version stays.
    """
    try:
        (out / "versions").mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".lock", timeout=0):
            return _make(out, fill)
    except Timeout as error:
        raise BusyError(f"{out}: another build is at work here") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise GraphError(f"{out}: the graph could not be written: {reason.lower()}") from error


def _make(out: Path, fill: Callable[[Path], Mapping[str, object]]) -> Path:
    versions = out / "versions"
    for left in versions.glob(".new-*"):
        shutil.rmtree(left, ignore_errors=True)
    new = Path(tempfile.mkdtemp(prefix=".new-", dir=versions))
    try:
        told = {**fill(new), "files": sums(new)}
        text = json.dumps(told, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        (new / MANIFEST).write_text(text, encoding="utf-8")
        _sync(new)
        new.chmod(0o755)
        version = versions / hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
        if version.exists():  # the same graph was built before: keep that one
            shutil.rmtree(new)
        else:
            new.rename(version)
            sync_directory(versions)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    before = _pointed(out)
    _switch(out, version)
    _prune(versions, {version.name, before})
    return version


def _pointed(out: Path) -> str:
    link = out / "current"
    if link.is_symlink():
        return link.readlink().name
    return link.read_text(encoding="utf-8").strip() if link.is_file() else ""


def _switch(out: Path, version: Path) -> None:
    fresh = out / ".current-new"
    fresh.unlink(missing_ok=True)
    try:
        fresh.symlink_to(Path("versions") / version.name)
    except (OSError, NotImplementedError):
        fresh.write_text(version.name + "\n", encoding="utf-8")
    fresh.replace(out / "current")
    sync_directory(out)


def _prune(versions: Path, needed: set[str]) -> None:
    others = [p for p in versions.iterdir() if p.is_dir() and not p.name.startswith(".")]
    others = sorted((p for p in others if p.name not in needed), key=lambda p: p.stat().st_mtime)
    room = max(0, KEPT - len([name for name in needed if name]))
    for old in others[: len(others) - room]:
        shutil.rmtree(old, ignore_errors=True)


def _sync(directory: Path) -> None:
    for root, _, names in os.walk(directory):
        for name in names:
            with Path(root, name).open("rb") as file:
                os.fsync(file.fileno())
        sync_directory(Path(root))
