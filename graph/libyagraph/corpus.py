"""A corpus from its files: found, read, parsed and checked.

In goes a path, out comes a `Corpus` with all problems of all files, sorted. A directory may hold
actors, places, shared events and articles in any layout: a file is known by its keys. One without
any actors is read with the registry that comes with the program.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
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

_REFERENCES = ("unknown-actor", "unknown-place", "unknown-claim", "unknown-article")
"""Problems of a reference that names nothing in the files that were read."""

_RESERVED = ("registry", "derived", "ontology")
"""Names of the graph's own named graphs."""

_Entry = TypeVar("_Entry", Actor, Place, Event)


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
    if root.is_dir():
        files = find(root)
        if not files:
            raise UsageError(f"{root}: holds no annotations (*.yaml)")
    else:
        home = next((d for d in root.resolve().parents[:3] if _has_registry(d)), None)
        beside = find(home) if home else []
        files = [*(file for file in beside if file.resolve() != root.resolve()), root]
    loader = _Loader(vocabulary)
    for file in files:
        loader.file(file)
    if not loader.registry_seen:
        loader.borrow(paths.seeds())
    corpus = loader.corpus()
    found = [*loader.problems, *check(corpus, vocabulary)]
    if loader.borrowed:  # its sources name articles that were not borrowed with it
        found = [problem for problem in found if problem.file not in loader.borrowed]
    if not root.is_dir():
        corpus = _part(corpus, root.stem)
        needed = {str(root), *(article.file for article in corpus.articles.values())}
        needed |= loader.registry_files
        found = [problem for problem in found if problem.file in needed]
        loader.unreadable &= needed
    if loader.unreadable:  # what an unreadable file declares would be reported as unknown
        found = [problem for problem in found if problem.name not in _REFERENCES]
    return Loaded(corpus, tuple(sorted(set(found))))


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


def _has_registry(directory: Path) -> bool:
    return (directory / "actors").is_dir() or (directory / "actors.yaml").is_file()


class _Loader:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self._registry_parser = RegistryParser(vocabulary)
        self._article_parser = ArticleParser(vocabulary)
        self._tables: dict[str, dict[str, Actor | Place | Event]] = {k: {} for k in REGISTRY}
        self._articles: dict[str, Article] = {}
        self.problems: list[Problem] = []
        self.unreadable: set[str] = set()
        self.registry_files: set[str] = set()
        self.borrowed: set[str] = set()
        self.registry_seen = False

    def borrow(self, registry: Path) -> None:
        """Add the actors, places and events of another corpus, without its articles."""
        for file in find(registry):
            node, _ = read(file)
            if isinstance(node, Mapping) and not any(node.get(key) for key in _ARTICLE):
                self.borrowed.add(str(file))
                self.file(file)

    def file(self, path: Path) -> None:
        name = str(path)
        node, problems = read(path, name)
        self.problems += problems
        if node is None:  # it may have been a part of the registry
            self.unreadable.add(name)
            self.registry_files.add(name)
            return
        report = Reporter(name)
        if not isinstance(node, Mapping):
            report.error(node.mark, "the file must be a mapping of keys to values", "wrong-root")
        elif any(node.get(key) for key in _ARTICLE):
            self._article(node, report, path)
        elif any(node.get(key) for key in REGISTRY):
            self.registry_files.add(name)
            self.registry_seen = self.registry_seen or node.get("actors") is not None
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
        if id_ in _RESERVED:
            report.error(node.mark, f"{id_} can't be an article's id: rename the file", "bad-id")
        article = self._article_parser.article(node, report, id_)
        if article is None:
            self.unreadable.add(report.file)
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
