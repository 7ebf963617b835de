"""A corpus from its files: found, read, parsed and checked.

In goes a path, out comes a `Corpus` with all problems of all files, sorted. A directory may hold
actors, places, shared events and articles in any layout: a file is known by its keys. One without
any actors is read with the registry above it, else with that which comes with the program.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from libyagraph import paths
from libyagraph.check import check
from libyagraph.errors import DataError, Problem, UsageError
from libyagraph.files import Files
from libyagraph.hints import hints
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary

_LEFT_OUT = ("build", "node_modules")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus with all problems of the files that it was read from, sorted.

    Where one article was asked for, it holds that article, the registry, and the articles that it
    refers to.
    """

    corpus: Corpus
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are not warnings."""
        return tuple(p for p in self.problems if p.level == "error")

    def sound(self) -> Corpus:
        """The corpus, if nothing is wrong with it; raises `DataError` otherwise."""
        if self.errors:
            raise DataError(self.errors)
        return self.corpus


def find(root: Path) -> list[Path]:
    """The YAML files below a directory, sorted; hidden directories and linked ones are left out."""
    found: list[Path] = []
    ahead: list[str | Path] = [root]
    while ahead:  # os.walk of Python 3.11 calls itself, and deep directories end it
        directory = ahead.pop()
        try:
            with os.scandir(directory) as entries:
                for entry in entries:
                    if not _is_directory(entry):
                        if entry.name.lower().endswith((".yaml", ".yml")):
                            found.append(Path(entry.path))
                    elif not (entry.is_symlink() or entry.name.startswith(".")):
                        ahead += [] if entry.name in _LEFT_OUT else [entry.path]
        except OSError:  # reading it as a file tells why
            found.append(Path(directory))
    return sorted(found)


def _is_directory(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def load(
    path: Path | None,
    vocabulary: Vocabulary,
    progress: Callable[[int, int], None] | None = None,
) -> Loaded:
    """Read and check the corpus at `path`, a directory or one article; the program's by default.

    `progress` is told how many files of how many are read. Raises `UsageError` where the path does
    not exist or holds no annotations.
    """
    root = path or paths.seeds()
    if not os.path.lexists(root):
        raise UsageError(f"{root}: no such file or directory")
    if root.is_dir():
        files = find(root)
        if not files:
            raise UsageError(f"{root}: holds no annotations (*.yaml)")
    else:
        real, home = os.path.realpath(root), _home(root)
        beside = find(home) if home else []
        files = [*(file for file in beside if os.path.realpath(file) != real), root]
    with _without_collection():
        return _loaded(root, files, vocabulary, progress)


def _loaded(
    root: Path,
    files: list[Path],
    vocabulary: Vocabulary,
    progress: Callable[[int, int], None] | None,
) -> Loaded:
    loader = Files(vocabulary)
    for number, file in enumerate(files, 1):
        loader.file(file)
        if progress:
            progress(number, len(files))
    if not loader.registry_seen:
        loader.borrow(find(_home(root) or paths.seeds()))
    corpus = loader.corpus()
    found = [*loader.problems, *check(corpus, vocabulary, loader.unread)]
    found += hints(corpus, vocabulary)
    if loader.borrowed:  # its sources name articles that were not borrowed with it
        found = [problem for problem in found if problem.file not in loader.borrowed]
    if not root.is_dir():
        corpus = _part(corpus, root.stem)
        needed = {str(root), *(article.file for article in corpus.articles.values())}
        needed |= loader.registry_files
        found = [problem for problem in found if problem.file in needed]
    return Loaded(corpus, tuple(sorted(dict.fromkeys(found))))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Without the search for cycles: a corpus has none, and a large one takes twice as long."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _part(corpus: Corpus, article: str) -> Corpus:
    """The corpus with one article and those whose claims it refers to, however far."""
    kept: set[str] = set()
    ahead = [article]
    while ahead:
        found = corpus.articles.get(ahead.pop())
        if found is None or found.id in kept:
            continue
        kept.add(found.id)
        refs = (ref for c in found.claims for ref in (c.event, *chain(*c.links.values())))
        ahead += [ref.partition("#")[0] for ref in refs if "#" in ref]
    left_out = {
        actor.id for id_, a in corpus.articles.items() if id_ not in kept for actor in a.actors
    }
    return replace(
        corpus,
        actors={id_: actor for id_, actor in corpus.actors.items() if id_ not in left_out},
        articles={id_: a for id_, a in corpus.articles.items() if id_ in kept},
    )


def _home(path: Path) -> Path | None:
    """The nearest directory above a path that has a registry, or None."""
    real = Path(os.path.realpath(path))  # Path.resolve raises where links lead in a circle
    return next((directory for directory in real.parents[:3] if _has_registry(directory)), None)


def _has_registry(directory: Path) -> bool:
    named = (directory / name for name in ("actors", "registry"))
    return any(each.is_dir() or each.with_suffix(".yaml").is_file() for each in named)
