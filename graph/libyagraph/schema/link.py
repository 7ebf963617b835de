"""Where the schemas of a corpus lie, and the first line by which its files name them.

In goes a corpus with its directory, out come its files with that line, where they had none. Nothing
else of a file is touched, and no file outside of the directory.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from libyagraph.atomic import write_atomically
from libyagraph.model import Corpus

FILES = ("article", "registry")
"""What there are schemas for."""

FOLDER = "schema"
"""The directory beside the files of a corpus that holds them."""

_HEAD = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*")
_NAMED = re.compile(r"^#\s*(?:yaml-language-server:.*)?\$schema\s*[=:]", re.MULTILINE)


def path_of(directory: Path, what: str) -> Path:
    """Where the schema for one of `FILES` lies in the directory of a corpus."""
    return directory / FOLDER / f"{what}.json"


def line(file: Path, schema: Path) -> str:
    """The comment that names `schema` in `file`; editors read the path from where the file lies."""
    way = Path(os.path.relpath(schema.resolve(), file.resolve().parent)).as_posix()
    return f"# yaml-language-server: $schema={way}"


def linked(text: str, first: str) -> str:
    """A file's text with `first` as its first line, unless a comment above all names a schema."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    head = _HEAD.match(body)
    if head and _NAMED.search(head[0]):
        return text
    end = "\r\n" if "\r\n" in body.partition("\n")[0] + "\n" else "\n"
    return f"{mark}{first}{end}{body}"


def link(directory: Path, corpus: Corpus) -> list[Path]:
    """Name the schemas in the files of a corpus that name none.

    Returns the files that were changed. Raises `OSError` where one can't be written.
    """
    articles = {article.file for article in corpus.articles.values()}
    tables = (corpus.actors, corpus.places, corpus.events)
    registry = {entry.file for table in tables for entry in table.values()} - articles
    changed = []
    for name in sorted(articles | registry):
        file = Path(name)
        if not file.resolve().is_relative_to(directory.resolve()):
            continue  # of the registry that comes with the program
        before = file.read_bytes().decode("utf-8")
        what = "article" if name in articles else "registry"
        first = line(file, path_of(directory, what))
        after = linked(before, first)
        if after != before:
            write_atomically(file, after.encode("utf-8"))
            changed.append(file)
    return changed
