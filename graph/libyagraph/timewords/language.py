"""From the words of one language to the codes of the grammar.

In go the words of a text, out comes a line of codes, or None: a word that the table lacks may
change everything, so that one unknown word is enough for saying nothing. Case, accents,
apostrophes, hyphens and punctuation do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": None, "œ": "oe"})
_NUMBER = re.compile(r"(\d{1,4})(?:er|re|ere|nd|rd|st|th|e|eme)?")
_CLOCK = re.compile(r"\d{1,2}h(?:\d\d)?(?:min)?|\d{1,2}(?:am|pm)")
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]")
"""Accents, and the vowels of Arabic."""

_WORD = re.compile(r"[^\W_]+")
_HOUR = re.compile(r"\b(\d{1,2}):(\d\d)\b")
_LONGEST = 6
_MOST_WORDS = 12


def fold(text: str) -> list[str]:
    """The words of a text, without case, accents and punctuation.

    >>> fold("Aujourd’hui, 1er mai")
    ['aujourd', 'hui', '1er', 'mai']
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain.translate(_LETTERS)))
    if ":" in plain:
        plain = _HOUR.sub(r"\1h\2", plain)
    return _WORD.findall(plain)


def numbered(start: int, code: str, *lines: str) -> dict[str, str]:
    """Names with their codes, one line for each number from `start`.

    >>> numbered(1, "m", "janvier, janv", "février")
    {'janvier': 'm1', 'janv': 'm1', 'février': 'm2'}
    """
    return {
        name.strip(): f"{code}{number}"
        for number, line in enumerate(lines, start)
        for name in line.split(",")
    }


def every(code: str, *phrases: str) -> dict[str, str]:
    """Phrases that all have one code; an empty one means nothing by itself."""
    return dict.fromkeys(phrases, code)


@dataclass(frozen=True, slots=True)
class Language:
    """The time words of a language, as phrases with their codes.

    `day_first` says that `9/5/2019` is a day of May.
    """

    phrases: Mapping[tuple[str, ...], str] = field(repr=False)
    day_first: bool = False

    @classmethod
    def of(cls, *tables: Mapping[str, str], day_first: bool = False) -> Language:
        """A language from tables of phrases as people write them."""
        return cls(
            {tuple(fold(phrase)): code for table in tables for phrase, code in table.items()},
            day_first,
        )

    def codes(self, text: str) -> str | None:
        """The codes of a text, or None."""
        words = fold(text)
        if len(words) > _MOST_WORDS:
            return None
        if self.day_first and len(words) == 3 and all(word.isdecimal() for word in words):
            words = words[::-1] if len(words[2]) == 4 else words
        found: list[str] = []
        at = 0
        while at < len(words):
            for length in range(min(_LONGEST, len(words) - at), 0, -1):
                code = self.phrases.get(tuple(words[at : at + length]))
                if code is not None:
                    break
            else:
                length, code = 1, _as_number(words[at])
            if code is None:
                return None
            found += code.split()
            at += length
        # « Ce jour-là » is no day of the text's; « le mardi soir » may be every Tuesday.
        if found[-1:] == ["the"] or re.fullmatch(r"the w\d(?: [pq])*", " ".join(found)):
            return None
        line = " ".join(code for code in found if code != "the")
        line = re.sub(r" ?(?:\bto n\d{1,2} uh|(?:\b(?:to|in|about) )?\bp)\b", "", line)
        line = re.sub(r"^(?:to )+|\b(m\d+) (?=\1\b)", "", line.strip())  # « أيار/مايو »
        return line


def _as_number(word: str) -> str | None:
    if _CLOCK.fullmatch(word):
        return "p"
    match = _NUMBER.fullmatch(word)
    return f"n{int(match[1])}" if match else None
