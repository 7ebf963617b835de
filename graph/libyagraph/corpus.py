"""A corpus from its files: found, read, parsed and checked.

In goes a path, out comes a `Corpus` with all problems of all files, sorted. A directory may hold
actors, places, shared events and articles in any layout: a file is known by its keys. One without
any actors is read with the registry that comes with the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from libyagraph import paths
from libyagraph.atomic import write_atomically
from libyagraph.check import check
from libyagraph.errors import DataError, Problem, UsageError
from libyagraph.evidence import read_text
from libyagraph.fields import ID, ID_FORM, Reporter, nearest, shown
from libyagraph.fix import fix as fill_in
from libyagraph.model import Actor, Article, Corpus, Event, Place
from libyagraph.parse.article import ArticleParser
from libyagraph.parse.registry import RegistryParser
from libyagraph.read import Mapping, read
from libyagraph.vocabulary import Vocabulary

REGISTRY = ("actors", "places", "events")
_ARTICLE = ("title", "claims", "publisher", "published", "source")

_Entry = TypeVar("_Entry", Actor, Place, Event)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A corpus with the problems found on the way and the files that it was read from.

    `registry` is the directory of the registry where it is not the corpus' own.
    """

    corpus: Corpus
    problems: tuple[Problem, ...]
    files: tuple[Path, ...]
    registry: Path | None = None

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
    found = []
    for directory, names, files in os.walk(root):
        names[:] = sorted(
            n for n in names if not n.startswith(".") and n not in ("build", "node_modules")
        )
        found += [Path(directory, f) for f in files if f.endswith((".yaml", ".yml"))]
    return sorted(found)


def load(path: Path | None, vocabulary: Vocabulary) -> Loaded:
    """Read and check the corpus at `path`, a directory or one article; the program's by default.

    Raises `UsageError` where the path does not exist or holds no annotations.
    """
    root = path or paths.seeds()
    if not root.exists():
        raise UsageError(f"{root}: no such file or directory")
    only: Path | None = None
    registry: Path | None = None
    if root.is_dir():
        files = find(root)
        if not files:
            raise UsageError(f"{root}: holds no annotations (*.yaml)")
    else:
        only = root
        home = next((d for d in root.resolve().parents[:3] if _has_registry(d)), None)
        files = (
            [*(f for f in find(home) if f.resolve() != root.resolve()), root] if home else [root]
        )
    loader = _Loader(vocabulary)
    for file in files:
        loader.file(file, root if root.is_dir() else None)
    if not loader.has("actors"):
        registry = paths.seeds()
        loader.borrow(registry)
    corpus = loader.corpus()
    judged = check(corpus, vocabulary)
    if loader.unreadable:  # what an unreadable file declares would be reported as unknown
        judged = [problem for problem in judged if not problem.name.startswith("unknown-")]
    problems = loader.problems + judged
    kept = {problem for problem in problems if only is None or problem.file == str(only)}
    return Loaded(corpus, tuple(sorted(kept)), tuple(files), registry)


def _has_registry(directory: Path) -> bool:
    return (directory / "actors").is_dir() or (directory / "actors.yaml").is_file()


class _Loader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._registry_parser = RegistryParser(vocabulary)
        self._article_parser = ArticleParser(vocabulary)
        self._tables: dict[str, dict[str, Actor | Place | Event]] = {k: {} for k in REGISTRY}
        self._articles: dict[str, Article] = {}
        self.problems: list[Problem] = []
        self.unreadable = False

    def has(self, table: str) -> bool:
        return bool(self._tables[table])

    def borrow(self, registry: Path) -> None:
        """Add the actors, places and events of another corpus, without its articles."""
        for file in find(registry):
            root, _ = read(file)
            if isinstance(root, Mapping) and any(root.get(key) for key in REGISTRY):
                self.file(file, None)

    def file(self, path: Path, root: Path | None) -> None:
        name = str(path)
        node, problems = read(path, name)
        self.problems += problems
        if node is None:
            self.unreadable = True
            return
        report = Reporter(name)
        if not isinstance(node, Mapping):
            report.error(node.mark, "the file must be a mapping of keys to values", "wrong-root")
        elif any(node.get(key) for key in _ARTICLE):
            self._article(node, report, path)
        elif any(node.get(key) for key in REGISTRY):
            self._registry(node, report)
        else:
            keys = ", ".join(shown(key.text) for key, _ in node.entries[:3])
            hint = nearest(node.entries[0][0].text if node.entries else "", (*REGISTRY, *_ARTICLE))
            message = f"neither an article nor a registry ({', '.join(REGISTRY)}): {keys}{hint}"
            report.error(node.mark, message, "wrong-root")
        self.problems += report.problems

    def _registry(self, node: Mapping, report: Reporter) -> None:
        parts = dict(node.entries)
        for key, parse in (
            ("actors", self._registry_parser.actors),
            ("places", self._registry_parser.places),
            ("events", self._registry_parser.events),
        ):
            entry = next(((k, v) for k, v in parts.items() if k.text == key), None)
            if entry:
                self._add(key, parse(Mapping((entry,), node.mark), report), report)
        for name in parts:
            if name.text not in REGISTRY:
                hint = nearest(name.text, REGISTRY)
                report.error(
                    name.mark, f"unknown key {shown(name.text)} in the file{hint}", "unknown-key"
                )

    def _article(self, node: Mapping, report: Reporter, path: Path) -> None:
        id_ = path.stem
        if not ID.fullmatch(id_):
            message = f"the file's name is the article's id: {shown(id_)} {ID_FORM}"
            report.error(node.mark, message, "bad-id")
        article = self._article_parser.article(node, report, id_)
        if article is None:
            self.unreadable = True
            return
        if id_ in self._articles:
            message = f"article {id_} stands twice, first in {self._articles[id_].file}"
            report.error(node.mark, message, "duplicate-id")
            return
        self._articles[id_] = article
        self._add("actors", article.actors, report)

    def _add(self, key: str, entries: Iterable[Actor | Place | Event], report: Reporter) -> None:
        table = self._tables[key]
        for entry in entries:
            if not entry.id:
                continue
            if first := table.get(entry.id):
                line = first.marks[""].line
                message = f"{key[:-1]} {entry.id} stands twice, first in {first.file}, line {line}"
                report.error(entry.marks[""], message, "duplicate-id")
            else:
                table[entry.id] = entry

    def corpus(self) -> Corpus:
        def table(key: str, kind: type[_Entry]) -> dict[str, _Entry]:
            found = sorted(self._tables[key].items())
            return {id_: entry for id_, entry in found if isinstance(entry, kind)}

        return Corpus(
            actors=table("actors", Actor),
            places=table("places", Place),
            events=table("events", Event),
            articles=dict(sorted(self._articles.items())),
        )


def fix(loaded: Loaded, texts: Path) -> list[Problem]:
    """Fill in the digests and positions that the texts can tell, file by file, atomically.

    Returns what could not be filled in. Raises `OSError` where a file can't be written.
    """
    problems: list[Problem] = []
    for article in loaded.corpus.articles.values():
        text = read_text(article, texts)
        path = Path(article.file)
        node, _ = read(path)
        if text is None or not isinstance(node, Mapping):
            continue
        before = path.read_bytes()
        bom = b"\xef\xbb\xbf" if before.startswith(b"\xef\xbb\xbf") else b""
        report = Reporter(article.file)
        after = bom + fill_in(before.decode("utf-8-sig"), node, text, report).encode("utf-8")
        problems += report.problems
        if after != before:
            write_atomically(path, after)
    return problems
