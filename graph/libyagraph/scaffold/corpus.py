"""A corpus of one's own: an invented example that can be checked, built and drawn at once.

In goes the directory, out come the files that it is to hold, from the templates beside this module
and, if asked for, from the registry that comes with the program. Nothing is written here.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from libyagraph.arrange.grow import grown
from libyagraph.arrange.lines import written
from libyagraph.arrange.shapes import shapes
from libyagraph.arrange.tree import Comment, Document, Group, Text
from libyagraph.corpus import find
from libyagraph.read import Mapping, read_bytes
from libyagraph.schema import FOLDER
from libyagraph.vocabulary import Vocabulary

REGISTRY = "registry"
"""The directory of the registry that comes with the program, in the new corpus."""

_RENAMED = {"gitignore": ".gitignore"}
"""Templates that would mean something to tools where they lie in the program."""

_SERVER = "# yaml-language-server: "


def example() -> dict[str, bytes]:
    """The files of the example, by their paths in the new corpus."""
    found = dict(_below(files("libyagraph.scaffold") / "template", ""))
    return {path: _linked(path, data) for path, data in sorted(found.items())}


def registry(seeds: Path, vocabulary: Vocabulary) -> dict[str, bytes]:
    """The actors, places and shared events of another corpus, without its articles.

    Where its articles were the source, the new corpus lacks them: `article:ID` becomes
    `libyagraph:ID`, the name of the data set.
    """
    shape = shapes(vocabulary).registry
    found = {}
    for file in find(seeds):
        data = file.read_bytes()
        root, problems = read_bytes(data, str(file))
        if problems or not isinstance(root, Mapping):
            continue
        if shapes(vocabulary).of_file(key.text for key, _ in root.entries) != shape:
            continue
        document = grown(data.decode("utf-8-sig"), root)
        _renamed(document.root)
        path = f"{REGISTRY}/{file.relative_to(seeds).as_posix()}"
        _headed(document)
        found[path] = _linked(path, written(document, shape).encode("utf-8"))
    return found


def _below(folder: Traversable, path: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = path + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            found += _below(entry, f"{name}/")
        else:
            found.append((name, entry.read_bytes()))
    return found


def _linked(path: str, data: bytes) -> bytes:
    """An annotation with the line that names its schema, which editors look for in the first."""
    if not path.endswith(".yaml"):
        return data
    what = "article" if path.startswith("articles/") else "registry"
    up = "../" * (len(PurePosixPath(path).parts) - 1)
    return f"{_SERVER}$schema={up}{FOLDER}/{what}.json\n".encode() + data


def _headed(document: Document) -> None:
    """Say where a copied file comes from, in place of the schema that it named there."""
    origin = f"# From the registry of libyagraph {version('libyagraph')}, under CC BY 4.0."
    head = [comment for comment in document.head if not comment.text.startswith(_SERVER)]
    document.head = [Comment(origin), *head]


def _renamed(group: Group) -> None:
    """Let sources that are articles of the other corpus name the data set."""
    for slot in group.slots:
        if not isinstance(slot.value, Group):
            continue
        if slot.key != "sources":
            _renamed(slot.value)
            continue
        for source in slot.value.slots:
            if isinstance(source.value, Text) and source.value.text.startswith("article:"):
                id_ = source.value.text.removeprefix("article:")
                source.value = Text(f"libyagraph:{id_}")
