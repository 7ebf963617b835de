"""Typed access to the keys of one mapping node: each getter checks, and reports where it fails.

In goes a node, out come values; every problem goes to the list that was handed in, with its line.
Keys that nobody asked for are reported as unknown, with the nearest known one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from libyagraph import edtf
from libyagraph.edtf import Edtf
from libyagraph.errors import Problem
from libyagraph.read import Mapping, Mark, Node, Scalar, Sequence

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
ID_FORM = "must be lower-case letters, digits and single hyphens"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}", re.ASCII)
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})", re.ASCII)


FEW = 10
"""So many words may be listed whole, where none is near."""


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean x?` where one of `words` is near, all of them where they are few."""
    known = sorted(words)
    found = get_close_matches(word, known, n=1, cutoff=0.65)
    if found:
        return f"; did you mean {found[0]}?"
    return f"; there are {', '.join(known)}" if 0 < len(known) <= FEW else ""


def shown(text: str) -> str:
    """A word of the annotation as a message shows it: short, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


class Reporter:
    """Collects the problems of one file."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def error(self, mark: Mark, message: str, name: str = "invalid") -> None:
        """Report an error at `mark`."""
        self.problems.append(Problem(self.file, mark.line, mark.column, message, name))

    def warning(self, mark: Mark, message: str, name: str) -> None:
        """Report a warning at `mark`."""
        problem = Problem(self.file, mark.line, mark.column, message, name, "warning")
        self.problems.append(problem)


class Fields:
    """The keys of one mapping; `what` is how messages call it (`claim`, `actor`, …)."""

    def __init__(self, node: Mapping, what: str, report: Reporter) -> None:
        self.node, self.what, self.report = node, what, report
        self.marks: dict[str, Mark] = {"": node.mark}
        self._known: set[str] = set()

    def take(self, key: str, *, required: bool = False) -> Node | None:
        """The node of a key; a missing required key is an error."""
        self._known.add(key)
        node = self.node.get(key)
        if node is None:
            if required:
                self.report.error(self.node.mark, f"the {self.what} has no {key}", "missing-key")
            return None
        self.marks[key] = node.mark
        return node

    def close(self) -> None:
        """Report the keys that nobody asked for."""
        for key, _ in self.node.entries:
            if key.text not in self._known:
                hint = nearest(key.text, self._known)
                message = f"unknown key {shown(key.text)} in the {self.what}{hint}"
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
            hint = nearest(text, allowed)
            self.report.error(node.mark, f"unknown {key} {shown(text)}{hint}", "unknown-word")
            return ""
        return text

    def id(self, key: str = "id", *, required: bool = True) -> str:
        """An id in lower case letters, digits and single hyphens."""
        node = self.take(key, required=required)
        text = self._scalar(node, key) if node is not None else ""
        if node is not None and text and not ID.fullmatch(text):
            message = f"{key} {shown(text)} {ID_FORM}"
            self.report.error(node.mark, message, "bad-id")
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
        found: list[str] = []
        for item in items:
            text = self._scalar(item, key, "a word or a list of words")
            if text in found:
                self.report.error(item.mark, f"{shown(text)} stands twice in {key}", "repeated")
            elif text:
                self.marks[f"{key}.{len(found)}"] = item.mark
                found.append(text)
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
            self.report.error(mark, shown(str(error)), "bad-date")
            return None

    def integer(self, key: str, *, required: bool = False, least: int = 0) -> int | None:
        """A whole number of at least `least`, or None."""
        node = self.take(key, required=required)
        return None if node is None else self.as_integer(node, key, least)

    def as_integer(self, node: Node, key: str, least: int = 0) -> int | None:
        """Read a node as a whole number, or report that it is none."""
        if isinstance(node, Scalar) and _INTEGER.fullmatch(node.text) and int(node.text) >= least:
            return int(node.text)
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
