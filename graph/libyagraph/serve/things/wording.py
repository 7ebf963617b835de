"""How a page says things in one language: words, names, terms and dates as markup.

In go texts of a graph and of the vocabulary, out comes markup in which every text is escaped. What
has no name in the reader's language is shown in another, and says in which.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from libyagraph.page import assets
from libyagraph.page.when import bounds
from libyagraph.vocabulary import Term, Vocabulary

FALLBACKS = ("fr", "en")
"""The languages of names, in this order, where the reader's own has none."""

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_TABLES = (
    *("kinds", "place_kinds", "event_types", "relations", "roles", "links"),
    *("modalities", "statuses", "topics", "outcomes", "terms"),
)


@cache
def own() -> Mapping[str, Mapping[str, str]]:
    """The words that these pages have beside those of the drawing, by language."""
    text = files("libyagraph.serve.things").joinpath("words.json").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = json.loads(text)
    return loaded


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """The words of the interface by language: those of the drawing, and these pages' own."""
    return {language: {**assets.words()[language], **mine} for language, mine in own().items()}


def terms(vocabulary: Vocabulary) -> dict[str, Mapping[str, Term]]:
    """The tables of a vocabulary by their names."""
    return {name: getattr(vocabulary, name) for name in _TABLES}


class Words:
    """One language. `language` is a key of `words()`, `tables` are those of `terms`."""

    def __init__(self, tables: Mapping[str, Mapping[str, Term]], language: str) -> None:
        self.language = language
        self.comma = "، " if language == "ar" else ", "
        self.arrow = "←" if words()[language]["direction"] == "rtl" else "→"
        self._tables = tables
        self._words = words()[language]
        self._said: dict[tuple[str, str], Markup] = {}

    # ---- words and texts

    def word(self, key: str, **values: object) -> Markup:
        """A word of the interface, with its gaps filled."""
        said = escape(self._words[key])
        return said.format(**values) if values else said

    def spoken(self, text: str, language: str = "") -> Markup:
        """A text of the graph, in isolation, with its language where that is not the reader's."""
        if language == self.language or not _TAG.fullmatch(language):
            return Markup("<bdi>%s</bdi>") % text
        return Markup('<bdi lang="%s">%s</bdi>') % (language, text)

    def named(self, names: Mapping[str, str], otherwise: str) -> Markup:
        """A name in the reader's language, else in another."""
        for language in (self.language, *FALLBACKS, *names):
            if names.get(language):
                return self.spoken(names[language], language)
        return self.spoken(otherwise)

    def plainly(self, names: Mapping[str, str], otherwise: str) -> str:
        """As `named`, as text: for titles."""
        found = (names.get(key) for key in (self.language, *FALLBACKS, *names))
        return next((name for name in found if name), otherwise)

    def quoted(self, text: str, language: str) -> Markup:
        """Words of an article, with the article's language."""
        if not _TAG.fullmatch(language):
            return Markup('<q dir="auto">%s</q>') % text
        return Markup('<q lang="%s" dir="auto">%s</q>') % (language, text)

    def listed(self, parts: Iterable[Markup]) -> Markup:
        """Parts with commas between them."""
        return Markup(self.comma).join(parts)

    def language_name(self, code: str) -> Markup:
        """What a language calls itself, where these pages speak it; else its code."""
        return self.spoken(words()[code]["name"], code) if code in words() else self.spoken(code)

    # ---- terms of the vocabulary

    def term(self, table: str, key: str) -> Markup:
        """The label of a term; `table` is the vocabulary's name for the table that has it."""
        if (table, key) not in self._said:
            self._said[table, key] = self.named(self._labels(table, key), key)
        return self._said[table, key]

    def label(self, table: str, key: str) -> str:
        """As `term`, as text."""
        return self.plainly(self._labels(table, key), key)

    def meaning(self, table: str, key: str) -> Markup:
        """What a term means, in a language that there is; nothing where it is not told."""
        if table == "statuses" and (said := self._words.get(f"status.{key}")):
            return escape(said)
        found = self._tables[table].get(key)
        return self.named(found.definitions, "") if found and found.definitions else Markup("")

    def known(self, table: str, key: str) -> bool:
        """Whether the vocabulary has a term."""
        return key in self._tables[table]

    def _labels(self, table: str, key: str) -> Mapping[str, str]:
        found = self._tables[table].get(key)
        return found.labels if found else {}

    def basis(self, key: str) -> Markup:
        """How the date of an article is known."""
        own = self._words.get(f"basis.{key}")
        return escape(own) if own else self.spoken(key)

    # ---- dates

    def day(self, text: str) -> Markup:
        """A date, which reads from left to right in every language."""
        return Markup('<bdi dir="ltr" class="date">%s</bdi>') % text

    def span(self, first: str, last: str) -> Markup:
        """From one day to another; an end that is open or unknown is shown as such."""
        return self.day(first if first == last else f"{first or '…'} – {last or '…'}")

    def date(self, written: str) -> Markup:
        """A date as it is written (EDTF), with the days between which it lies, if not the same."""
        found = bounds(written)
        if not found or written == "/".join(found):
            return self.day(written)
        resolved = self.word("resolved", span=self.span(*found))
        return self.day(written) + Markup(' <span class="muted">(%s)</span>') % resolved
