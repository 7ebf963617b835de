"""Files to model values: each file is read, known by its keys, and parsed.

In go the paths of a corpus one by one, out comes the `Corpus` with the problems of its files. A
file in the usual style is skimmed first; whatever the skimmer is not sure of, and whatever is wrong
with a file, is read once more by the one reader that judges. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as _Mapping
from collections.abc import Sequence as Seq
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from libyagraph.check import Unread
from libyagraph.errors import Problem
from libyagraph.fields import Reporter, nearest, not_an_id, shown
from libyagraph.model import Actor, Article, Corpus, Event, Place
from libyagraph.parse.article import ArticleParser
from libyagraph.parse.registry import RegistryParser
from libyagraph.read import MOST, Mapping, Mark, Marks, contents, read_bytes
from libyagraph.skim import Skimmer
from libyagraph.vocabulary import Vocabulary

REGISTRY = ("actors", "places", "events")
_ARTICLE = ("title", "claims", "publisher", "published", "source")

_RESERVED = ("registry", "derived", "ontology")
"""Names of the graph's own named graphs."""

_SKIMMED = 2 * MOST
"""The largest file that is skimmed: what is skimmed takes two bytes a value, so has no more of them
than `read` allows. Nor is it worth while to try twice what takes long."""

_Entry = TypeVar("_Entry", Actor, Place, Event)


_LIKE_AN_ARTICLE = re.compile(rb"^(?:title|claims|publisher) *:", re.MULTILINE)
_PARTS = re.compile(rb"^(actors|places|events) *:", re.MULTILINE)
_DECLARED = re.compile(rb"\bid *: *[\"']?([a-z0-9][a-z0-9-]*)")


class _Unsure(Exception):
    pass


@dataclass(frozen=True, slots=True)
class _Part:
    """What a registry file holds."""

    actors: Seq[Actor] = ()
    places: Seq[Place] = ()
    events: Seq[Event] = ()


_Again = Callable[[], Article | _Part | None]


class _Skimming(Reporter):
    """Hears of the first problem of a skimmed file, and ends the skimming."""

    marked = False

    def __init__(self, file: str, read_again: _Again) -> None:
        super().__init__(file)
        self._read_again = read_again

    def error(self, mark: Mark, message: str, name: str = "invalid") -> None:
        raise _Unsure

    def warning(self, mark: Mark, message: str, name: str) -> None:
        raise _Unsure

    def kept(self, marks: Marks, *path: str | int) -> Marks:
        return _Later(self._read_again, path)


class _Later(_Mapping[str, Mark]):
    """The positions in a skimmed file: looked up once they are asked for.

    Where the file has changed meanwhile, everything stands at its beginning.
    """

    __slots__ = ("_path", "_read_again")

    def __init__(self, read_again: _Again, path: tuple[str | int, ...]) -> None:
        self._read_again, self._path = read_again, path

    def _marks(self) -> Marks:
        found: Any = self._read_again()
        try:
            for step in self._path:
                found = found[step] if isinstance(step, int) else getattr(found, step)
            marks: Marks = found.marks
        except (AttributeError, IndexError):
            return {}
        return marks

    def __getitem__(self, key: str) -> Mark:
        marks = self._marks()
        return marks[key] if marks else Mark(1, 1)

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks())

    def __len__(self) -> int:
        return len(self._marks())


class Files:
    """The files of one corpus, as they are read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._registry_parser = RegistryParser(vocabulary)
        self._article_parser = ArticleParser(vocabulary)
        self._tables: dict[str, dict[str, Actor | Place | Event]] = {k: {} for k in REGISTRY}
        self._articles: dict[str, Article] = {}
        self.problems: list[Problem] = []
        self._skimmer = Skimmer()
        self._unread_articles: set[str] = set()
        self._unread_ids: set[str] = set()
        self._unread_parts: set[str] = set()
        self.registry_files: set[str] = set()
        self.borrowed: set[str] = set()
        self.registry_seen = False

    def borrow(self, registry: Iterable[Path]) -> None:
        """Add the actors, places and events of another corpus's files, without its articles."""
        for path in registry:
            data, _ = contents(path, str(path))
            node = read_bytes(data, str(path))[0] if data is not None else None
            if isinstance(node, Mapping) and not any(node.get(key) for key in _ARTICLE):
                self.borrowed.add(str(path))
                self.file(path)

    def file(self, path: Path) -> None:
        """Read one file; what is wrong with it is added to `problems`."""
        name = str(path)
        data, problems = contents(path, name)
        if data is not None and self._skimmed(path, data):
            return
        node = None
        if data is not None:
            node, problems = read_bytes(data, name)
        self.problems += problems
        if node is None:
            self._missed(path, data or b"")
            return
        report = Reporter(name)
        if not isinstance(node, Mapping):
            report.error(node.mark, "the file must be a mapping of keys to values", "wrong-root")
        elif any(node.get(key) for key in _ARTICLE):
            self._article(node, report, path)
        elif any(node.get(key) for key in REGISTRY):
            self._enter(self._part(node, report), node, report)
        else:
            keys = ", ".join(shown(key.text) for key, _ in node.entries[:3])
            hint = nearest(node.entries[0][0].text if node.entries else "", (*REGISTRY, *_ARTICLE))
            message = f"neither an article nor a registry ({', '.join(REGISTRY)}): {keys}{hint}"
            report.error(node.mark, message, "wrong-root")
        self.problems += report.problems

    def _missed(self, path: Path, data: bytes) -> None:
        """Remember what an unreadable file may have declared: an article, or a part of the rest."""
        data = data.replace(b"\0", b"")  # UTF-16
        parts = {path.stem, path.parent.name} & set(REGISTRY)
        parts |= {found.decode() for found in _PARTS.findall(data)}
        if _LIKE_AN_ARTICLE.search(data) or not parts:
            self._unread_articles.add(path.stem)
            return
        self.registry_files.add(str(path))
        if ids := {found.decode() for found in _DECLARED.findall(data)}:
            self._unread_ids |= ids
        else:
            self._unread_parts |= parts

    @property
    def unread(self) -> Unread:
        """What the files that could not be read may hold."""
        return Unread(self._unread_articles, self._unread_ids, self._unread_parts)

    def _skimmed(self, path: Path, data: bytes) -> bool:
        """Whether a file in the usual style and without a problem was taken in."""
        id_, name = path.stem, str(path)
        if len(data) > _SKIMMED:
            return False
        try:
            node = self._skimmer.skim(data.decode("utf-8"))
        except UnicodeDecodeError:
            return False
        if node is None or not_an_id(id_) or id_ in _RESERVED or id_ in self._articles:
            return False
        report = _Skimming(name, lru_cache(maxsize=1)(partial(self._read_again, path)))
        plain = Reporter(name)  # an id that stands twice is no reason to read again
        try:
            if node.get("claims") is not None:
                article = self._article_parser.article(node, report, id_)
                self._articles[id_] = article
                self._add("actors", article.actors, plain)
            elif all(key.text in REGISTRY for key, _ in node.entries):
                self._enter(self._part(node, report), node, plain)
            else:
                return False
        except _Unsure:
            return False
        self.problems += plain.problems
        return True

    def _read_again(self, path: Path) -> Article | _Part | None:
        """What a skimmed file holds, with its positions, or None where it can't be read any more.

        Its problems were found to be none, or are about to be found by who asks.
        """
        data, _ = contents(path, str(path))
        node = read_bytes(data, str(path))[0] if data is not None else None
        if not isinstance(node, Mapping):
            return None
        report = Reporter(str(path))
        if node.get("claims") is not None:
            return self._article_parser.article(node, report, path.stem)
        return self._part(node, report)

    def _part(self, node: Mapping, report: Reporter) -> _Part:
        parsers = self._registry_parser
        part = _Part(
            parsers.actors(_only(node, "actors"), report),
            parsers.places(_only(node, "places"), report),
            parsers.events(_only(node, "events"), report),
        )
        for name, _ in node.entries:
            if name.text not in REGISTRY:
                hint = report.nearest(name.text, REGISTRY)
                message = f"unknown key {shown(name.text)} in the file{hint}"
                report.error(name.mark, message, "unknown-key")
        return part

    def _enter(self, part: _Part, node: Mapping, report: Reporter) -> None:
        self.registry_files.add(report.file)
        self.registry_seen = self.registry_seen or node.get("actors") is not None
        self._add("actors", part.actors, report)
        self._add("places", part.places, report)
        self._add("events", part.events, report)

    def _article(self, node: Mapping, report: Reporter, path: Path) -> None:
        id_ = path.stem
        if wrong := not_an_id(id_):
            message = f"the file's name is the article's id: {shown(id_)} {wrong}"
            report.error(node.mark, message, "bad-id")
        if id_ in _RESERVED:
            report.error(node.mark, f"{id_} can't be an article's id: rename the file", "bad-id")
        article = self._article_parser.article(node, report, id_)
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
        """What the files that were read hold together."""

        def table(key: str, kind: type[_Entry]) -> dict[str, _Entry]:
            found = sorted(self._tables[key].items())
            return {id_: entry for id_, entry in found if isinstance(entry, kind)}

        return Corpus(
            actors=table("actors", Actor),
            places=table("places", Place),
            events=table("events", Event),
            articles=dict(sorted(self._articles.items())),
        )


def _only(node: Mapping, key: str) -> Mapping:
    """One key of a mapping, as a mapping; an empty one where it is not there."""
    return Mapping(tuple(entry for entry in node.entries if entry[0].text == key), node.mark)
