"""Typed access to the keys of one mapping node: each getter checks, and reports where it fails.

In goes a node, out come values; every problem goes to the list that was handed in, with its line.
Keys that nobody asked for are reported as unknown, with the nearest known one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Mapping_
from functools import lru_cache

from libyagraph import edtf
from libyagraph.edtf import Edtf
from libyagraph.errors import Problem
from libyagraph.read import Mapping, Mark, Marks, Node, Scalar, Sequence

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
ID_FORM = "must be lower-case letters, digits and single hyphens"
LONGEST_ID = 100
"""The longest id: it becomes a part of addresses and of names of files."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)


FEW = 10
"""So many words may be listed whole, where none is near."""


REFERENCE = "; the ontology reference lists them"
"""Where to look, where words are many and none is near."""

EFFORT = 300_000
"""So many known words are looked at for one file: where all is wrong, no hint is of use."""


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean x?` where one of `words` is near, all of them where they are few.

    Near is what differs in few letters, accents and case apart, or is a part of the longer word.
    """
    return _told(word, tuple(sorted(filter(None, words))))


def _told(word: str, known: tuple[str, ...]) -> str:
    if found := _closest(word[:100], known):
        return f"; did you mean {found}?"
    return f"; there are {', '.join(known)}" if 0 < len(known) <= FEW else ""


@lru_cache(maxsize=4096)
def _closest(word: str, known: tuple[str, ...]) -> str:
    from rapidfuzz import fuzz, process

    sought, among = _folded(word), [_folded(each) for each in known]
    for scorer, least in ((fuzz.ratio, 65), (fuzz.token_set_ratio, 90)):
        found = process.extractOne(sought, among, scorer=scorer, score_cutoff=least)
        if found:
            return known[found[2]]
    return ""


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(" " if c in "-_#" else c for c in letters if not unicodedata.combining(c))


def not_an_id(text: str) -> str:
    """What is wrong with an id, or nothing."""
    if len(text) > LONGEST_ID:
        return f"is longer than {LONGEST_ID} characters"
    return "" if ID.fullmatch(text) else ID_FORM


def shown(text: str, most: int = 60) -> str:
    """A word of the annotation as a message shows it: on one line, of `most` characters."""
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1] + "…"


def shown_id(text: str) -> str:
    """An id as a message shows it; a letter that only looks like one of an id has its code."""
    odd = next((letter for letter in text if not letter.isascii()), "")
    return f"{shown(text)} (with U+{ord(odd):04X})" if odd else shown(text)


class Reporter:
    """Collects the problems of one file; `marked` where the nodes have positions."""

    marked = True

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._effort = EFFORT

    def nearest(self, word: str, words: Iterable[str]) -> str:
        """As the function of that name; nothing any more once the file has had its share."""
        known = self._known(words)
        return _told(word, known) if known else ""

    def nearest_id(self, word: str, ids: Iterable[str], names: Mapping_[str, str]) -> str:
        """As `nearest` among ids; where none is near, the id of the nearest of `names`."""
        known = self._known(ids)
        if known and not _closest(word[:100], known) and (called := self._known(names)):
            name = _closest(word[:100], called)
            if name:
                return f"; did you mean {names[name]}?"
        return _told(word, known) if known else ""

    def _known(self, words: Iterable[str]) -> tuple[str, ...]:
        if self._effort <= 0:
            return ()
        known = tuple(sorted(filter(None, words)))
        self._effort -= len(known) + 10
        return known

    def error(self, mark: Mark, message: str, name: str = "invalid") -> None:
        """Report an error at `mark`."""
        self.problems.append(Problem(self.file, mark.line, mark.column, message, name))

    def warning(self, mark: Mark, message: str, name: str) -> None:
        """Report a warning at `mark`."""
        problem = Problem(self.file, mark.line, mark.column, message, name, "warning")
        self.problems.append(problem)

    def kept(self, marks: Marks, *path: str | int) -> Marks:
        """The marks to keep of what stands at a path of the file (`claims`, 3)."""
        return marks


class Fields:
    """The keys of one mapping; `what` is how messages call it (`claim`, `actor`, …).

    `nodes` holds the node of each key, in the order of the file.
    """

    __slots__ = ("_known", "marks", "node", "nodes", "report", "what")

    def __init__(self, node: Mapping, what: str, report: Reporter) -> None:
        self.node, self.what, self.report = node, what, report
        self.marks: dict[str, Mark] = {"": node.mark}
        self.nodes = {key.text: value for key, value in node.entries}
        self._known: list[str] = []

    def take(self, key: str, *, required: bool = False) -> Node | None:
        """The node of a key; a missing required key is an error."""
        self._known.append(key)
        node = self.nodes.get(key)
        if node is not None:
            self.marks[key] = node.mark
        elif required:
            self.missing(key)
        return node

    def missing(self, key: str) -> None:
        """Report that a required key is not there."""
        self.report.error(self.node.mark, f"the {self.what} has no {key}", "missing-key")

    def close(self, known: Collection[str] | None = None) -> None:
        """Report the keys that are not `known`; by default, those that nobody asked for."""
        known = self._known if known is None else known
        if all(key in known for key in self.nodes):
            return
        for key, _ in self.node.entries:
            if key.text not in known:
                hint = self.report.nearest(key.text, known)
                message = f"unknown key {shown_id(key.text)} in the {self.what}{hint}"
                self.report.error(key.mark, message, "unknown-key")

    def _wrong(self, node: Node, wanted: str, key: str) -> None:
        self.report.error(node.mark, f"{key} must be {wanted}", "wrong-type")

    def _scalar(self, node: Node, key: str, wanted: str = "a word or text") -> str:
        if isinstance(node, Scalar) and node.text.strip():
            return node.text
        self._wrong(node, wanted, key)
        return ""

    def text(self, key: str, *, required: bool = False, words: int = 0) -> str:
        """A text, or nothing; `words` limits how many words may be cited."""
        node = self.take(key, required=required)
        if node is None:
            return ""
        text = self._scalar(node, key)
        if words and len(text.split()) > words:
            self.report.error(node.mark, f"{key} cites more than {words} words", "long-citation")
        return text

    def one_of(self, key: str, allowed: Iterable[str], *, required: bool = False) -> str:
        """A word of a closed list, or nothing."""
        node = self.take(key, required=required)
        text = self._scalar(node, key) if node is not None else ""
        allowed = tuple(allowed)
        if node is not None and text and text not in allowed:
            hint = self.report.nearest(text, allowed) or REFERENCE
            self.report.error(node.mark, f"unknown {key} {shown(text)}{hint}", "unknown-word")
            return ""
        return text

    def id(self, key: str = "id", *, required: bool = True) -> str:
        """An id in lower case letters, digits and single hyphens."""
        node = self.take(key, required=required)
        text = self._scalar(node, key) if node is not None else ""
        if node is not None and text and (wrong := not_an_id(text)):
            self.report.error(node.mark, f"{key} {shown_id(text)} {wrong}", "bad-id")
            return ""
        return text

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """One text or a list of them, without repetitions."""
        node = self.take(key, required=required)
        if node is None:
            return ()
        items = node.items if isinstance(node, Sequence) else (node,)
        if not items:
            self._wrong(node, "at least one word", key)
        found: dict[str, None] = {}
        for item in items:
            text = self._scalar(item, key, "a word or a list of words")
            if text in found:
                self.report.error(item.mark, f"{shown(text)} stands twice in {key}", "repeated")
            elif text:
                self.marks[f"{key}.{len(found)}"] = item.mark
                found[text] = None
        return tuple(found)

    def date(self, key: str, *, required: bool = False) -> Edtf | None:
        """An EDTF date, or None."""
        node = self.take(key, required=required)
        text = self._scalar(node, key, "an EDTF date") if node is not None else ""
        return self.as_date(text, node.mark) if node is not None and text else None

    def as_date(self, text: str, mark: Mark) -> Edtf | None:
        """Read a text as EDTF, or report why it is not."""
        try:
            return edtf.parse(text)
        except ValueError as error:
            message = str(error).replace(text, shown(text))
            self.report.error(mark, shown(message, 160), "bad-date")
            return None

    def integer(self, key: str, *, required: bool = False, least: int = 0) -> int | None:
        """A whole number of at least `least`, or None."""
        node = self.take(key, required=required)
        return None if node is None else self.as_integer(node, key, least)

    def as_integer(self, node: Node, key: str, least: int = 0) -> int | None:
        """Read a node as a whole number, or report that it is none."""
        if isinstance(node, Scalar) and _INTEGER.fullmatch(node.text):
            number = int(node.text)
            if number >= least:
                return number
        self._wrong(node, f"a whole number of at least {least}", key)
        return None

    def flag(self, key: str) -> bool:
        """`true` or `false`; false where it is absent."""
        node = self.take(key)
        if node is not None and not (isinstance(node, Scalar) and node.text in ("true", "false")):
            self._wrong(node, "true or false", key)
        return isinstance(node, Scalar) and node.text == "true"

    def by_language(self, key: str, *, required: bool = False) -> dict[str, str]:
        """A mapping of language codes to texts."""
        node = self.take(key, required=required)
        if node is None:
            return {}
        if not isinstance(node, Mapping) or not node.entries:
            self._wrong(node, "a mapping of languages to texts, such as {fr: …, en: …}", key)
            return {}
        found = {}
        for language, text in node.entries:
            if not LANGUAGE.fullmatch(language.text):
                message = f"{shown(language.text)} is not a language code"
                self.report.error(language.mark, message, "bad-language")
            elif value := self._scalar(text, key):
                found[language.text] = value
        return found

    def mapping(self, key: str, *, required: bool = False) -> Fields | None:
        """A mapping under a key, as fields of its own."""
        node = self.take(key, required=required)
        if node is None:
            return None
        if not isinstance(node, Mapping):
            self._wrong(node, "a mapping", key)
            return None
        return Fields(node, key, self.report)

    def items(self, key: str, *, required: bool = False) -> tuple[Node, ...]:
        """The items of a list under a key; one item stands for a list of one."""
        node = self.take(key, required=required)
        if node is None:
            return ()
        if not isinstance(node, Sequence):
            return (node,)
        if not node.items and required:
            self._wrong(node, "a list that is not empty", key)
        return node.items

    def mappings(self, key: str, what: str, *, required: bool = False) -> list[Fields]:
        """The items of a list of mappings, each as fields."""
        found = []
        for node in self.items(key, required=required):
            if isinstance(node, Mapping):
                found.append(Fields(node, what, self.report))
            else:
                self._wrong(node, f"a list of mappings, one for each {what}", key)
        return found
