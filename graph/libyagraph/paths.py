"""Where the program's data lie: `ontology/` and `seeds/`, packaged or in the checkout."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from libyagraph.errors import UsageError


def _data(name: str) -> Path:
    packaged = Path(str(files("libyagraph"))) / "_data" / name
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[2] / name


def ontology() -> Path:
    """The ontology: `LIBYAGRAPH_ONTOLOGY`, else the packaged one, else the checkout's.

    Raises `UsageError` where the variable names no directory.
    """
    chosen = os.environ.get("LIBYAGRAPH_ONTOLOGY")
    if chosen:
        if not Path(chosen).is_dir():
            raise UsageError(f"LIBYAGRAPH_ONTOLOGY: {chosen} is not a directory")
        return Path(chosen)
    return _data("ontology")


def seeds() -> Path:
    """The directory of the corpus that comes with the program."""
    return _data("seeds")
