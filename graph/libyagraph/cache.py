"""A graph of the packaged corpus in the user's cache, for when no other is at hand.

In goes nothing, out comes the directory of a graph that is built when it is first asked for, and
again when the program, the ontology or the corpus change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import platformdirs

from libyagraph import paths
from libyagraph.errors import BusyError, GraphError
from libyagraph.versions import current

PATIENCE = 60
"""Seconds to wait for another process that builds the same graph."""


def _fingerprint() -> str:
    """Changes with the program, the ontology and the corpus."""
    found = hashlib.sha256(version("libyagraph").encode())
    for root in (paths.ontology(), paths.seeds(), Path(__file__).parent):
        for path in sorted(p for p in root.rglob("*") if p.suffix in (".ttl", ".yaml", ".py")):
            found.update(path.name.encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def cached_build(say: Callable[[str], None] = lambda _: None) -> Path:
    """The directory of the cached graph, built if need be; `say` is told before it is.

    Raises `GraphError` where the cache can't be written, `BusyError` where another process has been
    building there for a minute.
    """
    out = Path(platformdirs.user_cache_dir("libyagraph")) / _fingerprint()
    try:
        current(out)
    except GraphError:
        from libyagraph.build import build

        say(f"no graph here yet: building the packaged corpus into {out}")
        try:
            build(None, out)
        except BusyError:  # somebody else builds the same
            from filelock import FileLock, Timeout

            try:
                with FileLock(out / ".lock", timeout=PATIENCE):
                    current(out)
            except Timeout as error:
                raise BusyError(f"{out}: another build is still at work here") from error
    return out
