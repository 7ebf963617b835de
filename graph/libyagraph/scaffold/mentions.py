"""Who and what a text names, by the registry.

In go a text and the actors or places of a registry, out come those whose names or aliases stand in
the text, with how often. Spellings are folded as in search; of two names the longer one counts; an
alias counts in its period alone. The text is only read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from libyagraph.edtf import Edtf
from libyagraph.likeness import LITTLE, folded
from libyagraph.model import Actor, Place

_TOKEN = re.compile(r"[^\W_]+")
_CLITIC = re.compile(r"[وفبكل](?=..)")
"""What Arabic writes together with the word that follows: and, so, in, like, to."""

_ACRONYM = 6
"""Names in capitals are acronyms up to this length, and small letters do not spell them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry of the registry that a text names so many `times`."""

    entry: Actor | Place
    times: int


@dataclass(slots=True)
class _Names:
    """Names as they stand in a text, each with the entries that it may mean."""

    words: dict[tuple[str, ...], set[str]] = field(default_factory=dict)
    acronyms: dict[str, set[str]] = field(default_factory=dict)
    longest: int = 1

    def add(self, name: str, id_: str) -> None:
        if name.isupper() and name.isalpha() and len(name) <= _ACRONYM:
            self.acronyms.setdefault(name, set()).add(id_)
            return
        words = folded(name).split()
        while len(words) > 1 and words[0] in LITTLE:  # “the Lake” must not hide “Lake Front”
            words = words[1:]
        self._add(tuple(words), id_)

    def _add(self, words: tuple[str, ...], id_: str) -> None:
        if words and len("".join(words)) > 1:
            self.words.setdefault(words, set()).add(id_)
            self.longest = max(self.longest, len(words))


def mentions(
    text: str, entries: Iterable[Actor | Place], date: Edtf | None = None
) -> list[Mention]:
    """The entries that a text names, the most frequent first; `date` is that of the text."""
    names, known = _Names(), {}
    for entry in entries:
        known[entry.id] = entry
        for name in _called(entry, date):
            names.add(name, entry.id)
    count: Counter[str] = Counter()
    raw = _TOKEN.findall(text)
    plain = [folded(token) for token in raw]
    at = 0
    while at < len(raw):
        found, length = _at(at, raw, plain, names)
        count.update(found)
        at += length
    found_ids = sorted(count.items(), key=lambda item: (-item[1], item[0]))
    return [Mention(known[id_], times) for id_, times in found_ids]


def _called(entry: Actor | Place, date: Edtf | None) -> Iterator[str]:
    yield from entry.names.values()
    for alias in entry.aliases:
        if not (alias.valid and date) or alias.valid.touches(date):
            yield alias.value


def _at(at: int, raw: list[str], plain: list[str], names: _Names) -> tuple[set[str], int]:
    """What is named from a token on, and how many tokens it takes: one where nothing is."""
    bare = _CLITIC.sub("", plain[at], count=1)
    for length in range(min(names.longest, len(raw) - at), 0, -1):
        rest = plain[at + 1 : at + length]
        for first in dict.fromkeys((plain[at], bare)):
            found = names.words.get((first, *rest))
            if found:
                return found, length
    return names.acronyms.get(raw[at], set()), 1
