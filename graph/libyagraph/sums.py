"""What a version promises of its files: their sizes and SHA-256, and whether they still have them.

In goes the directory of a version, out come its manifest and whatever is wrong with its files. Two
files tell: `manifest.json` of what is the same from build to build, so that a version can be named
by its SHA-256; `store.json` of the store's own files, which never are, and of the manifest itself.
Nothing here changes a version once it is sealed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from libyagraph.errors import GraphError

FORMAT = 3
"""Of versions on disk; what has another is refused, since a graph is built anew in a second."""

MANIFEST = "manifest.json"
STORE = "store"
STORE_SUMS = "store.json"

_CHUNK = 1 << 20


class Damage(NamedTuple):
    """What is wrong with one file of a version; its name is relative to the version."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file} {self.message}"


@dataclass(frozen=True, slots=True)
class Promise:
    """The size in bytes and the SHA-256 that a file must have."""

    bytes: int
    sha256: str


class _UntoldError(GraphError):
    """What is promised can't be told, since one of the two files is damaged."""

    def __init__(self, path: Path, message: str) -> None:
        self.damage = Damage(path.name, message)
        super().__init__(f"{path} {message}; run libyagraph build again")


def seal(directory: Path, told: Mapping[str, object]) -> str:
    """Write the manifest of a version, `told` and the sums of its files, and the store's sums.

    Returns the name of the version: the first digits of the SHA-256 of its manifest.
    """
    own = sorted(p for p in directory.iterdir() if p.is_file())
    manifest_ = {**told, "format": FORMAT, "files": {p.name: _measured(p) for p in own}}
    data = _json(manifest_)
    (directory / MANIFEST).write_bytes(data)
    store = directory / STORE
    files = sorted(p for p in store.iterdir() if p.is_file()) if store.is_dir() else []
    sums = {
        "manifest": {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()},
        "files": {p.name: _measured(p) for p in files},
    }
    (directory / STORE_SUMS).write_bytes(_json(sums))
    return name(directory)


def name(version: Path) -> str:
    """The name that a version has by its manifest."""
    return _sha256(version / MANIFEST)[:12]


def manifest(version: Path) -> Mapping[str, object]:
    """The manifest of a version. Raises `GraphError` where there is none, or it can't be read."""
    return _read(version / MANIFEST)


def promises(version: Path) -> dict[str, Promise]:
    """What each file of a version must be, by its name relative to the version.

    `store.json` is not among them: it tells of the others. Raises `GraphError` where the manifest
    or the store's sums can't be read, or are of another format.
    """
    told = manifest(version)
    if (found := told.get("format")) != FORMAT:
        message = f"is of format {found}, and this program reads {FORMAT}"
        raise _UntoldError(version / MANIFEST, message)
    path = version / STORE_SUMS
    sums = _read(path)
    return {
        **_entries(version / MANIFEST, told.get("files")),
        **_entries(path, {MANIFEST: sums.get("manifest")}),
        **{f"{STORE}/{key}": value for key, value in _entries(path, sums.get("files")).items()},
    }


def check(version: Path) -> None:
    """Look whether a version is whole, without reading its files: all are there, in their sizes.

    Raises `GraphError` where one is not, or the manifest can't be read.
    """
    for file, promise in promises(version).items():
        found = _unsized(version / file, promise)
        if not found and file == MANIFEST:
            found = _unsound(version / file, promise)
        if found:
            raise GraphError(f"{version} is damaged: {file} {found}; run libyagraph build again")


def damages(version: Path, tell: Callable[[int, int], None] = lambda *_: None) -> list[Damage]:
    """Read every file of a version and list what is not as promised.

    Args:
        version: the directory of a version.
        tell: told how many bytes of how many are read.

    Raises:
        GraphError: the manifest is there and can't be read.
        OSError: another file is.
    """
    try:
        promised = promises(version)
    except _UntoldError as error:
        return [error.damage]
    whole, done, found = sum(p.bytes for p in promised.values()), 0, []
    for file, promise in promised.items():
        message = _unsized(version / file, promise)
        if not message:
            message = _unsound(version / file, promise, partial(_shifted, tell, done, whole))
        if message:
            found.append(Damage(file, message))
        done += promise.bytes
    return found + [Damage(file, "is not of this version") for file in _others(version, promised)]


def _others(version: Path, promised: Mapping[str, Promise]) -> list[str]:
    """Files that nobody promised; the store's engine might read what lies among its own."""
    known = {*promised, STORE_SUMS}
    present = {p.name for p in version.iterdir() if not p.name.startswith(".")} - {STORE}
    if (version / STORE).is_dir():
        present |= {f"{STORE}/{p.name}" for p in (version / STORE).iterdir()}
    return sorted(present - known)


def _unsized(path: Path, promise: Promise) -> str:
    """What is wrong with a file, as far as can be told without reading it; else nothing."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return "is missing"
    if not S_ISREG(found.st_mode):
        return "is missing"
    size = found.st_size
    return "" if size == promise.bytes else f"has {size} bytes and not {promise.bytes}"


def _unsound(path: Path, promise: Promise, tell: Callable[[int], None] = lambda _: None) -> str:
    """As `_unsized`, of a file of the right size, which is read."""
    try:
        same = _sha256(path, tell) == promise.sha256
    except FileNotFoundError:  # it was there a moment ago
        return "is missing"
    return "" if same else "has another SHA-256 than what was built"


def _shifted(tell: Callable[[int, int], None], before: int, whole: int, read: int) -> None:
    tell(before + read, whole)


def _measured(path: Path) -> dict[str, object]:
    return {"bytes": path.stat().st_size, "sha256": _sha256(path)}


def _sha256(path: Path, tell: Callable[[int], None] = lambda _: None) -> str:
    digest, read = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            read += len(chunk)
            tell(read)
    return digest.hexdigest()


def _json(value: Mapping[str, object]) -> bytes:
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    return text.encode("utf-8")


def _read(path: Path) -> Mapping[str, object]:
    try:
        found = json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise _UntoldError(path, "is missing") from error
    except OSError as error:
        raise GraphError(f"{path} can't be read: {(error.strerror or '').lower()}") from error
    except (ValueError, RecursionError) as error:
        raise _UntoldError(path, f"is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise _UntoldError(path, "is not a manifest")
    return found


def _entries(path: Path, value: object) -> dict[str, Promise]:
    found = {}
    for key, entry in value.items() if isinstance(value, dict) else ():
        size = entry.get("bytes") if isinstance(entry, dict) else None
        digest = entry.get("sha256") if isinstance(entry, dict) else None
        plain = key not in ("", ".", "..") and Path(key).name == key
        plain = plain and key.isascii() and key.isprintable()  # as all that is built; no system
        # takes a NUL or half a character
        if not (plain and isinstance(size, int) and isinstance(digest, str)):
            raise _UntoldError(path, f"does not tell size and sum of {key!r}")
        found[key] = Promise(size, digest)
    return found
