"""Invented names in three alphabets' worth: Latin for English and French, Arabic letters beside it.

In go dice, out come names that nobody bears: syllables thrown together. Two names are never alike
within one `Names`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.generated.dice import Dice

_SYLLABLES = (
    ("ba", "با"),
    ("bel", "بل"),
    ("cor", "كور"),
    ("dal", "دال"),
    ("dor", "دور"),
    ("fen", "فن"),
    ("gal", "غال"),
    ("gre", "غري"),
    ("kes", "كس"),
    ("kor", "كور"),
    ("lin", "لين"),
    ("lum", "لوم"),
    ("mer", "مر"),
    ("mir", "مير"),
    ("nol", "نول"),
    ("ostr", "أوستر"),
    ("pel", "بل"),
    ("quin", "كوين"),
    ("ras", "راس"),
    ("sol", "سول"),
    ("tam", "تام"),
    ("tel", "تل"),
    ("tri", "تري"),
    ("ul", "أول"),
    ("val", "فال"),
    ("vor", "فور"),
    ("wen", "ون"),
    ("yst", "يست"),
    ("zel", "زل"),
)
_FAMILY = (("aro", "ارو"), ("esk", "سك"), ("ian", "يان"), ("ovin", "وفين"), ("une", "ون"))
_STATE = (("ia", "ie", "يا"), ("aria", "arie", "اريا"), ("onia", "onie", "ونيا"))
_DE = re.compile(r"\bde (?=[AEIOUY])")
_TOWN = (("don", "دون"), ("haven", "هافن"), ("mar", "مار"), ("ona", "ونا"), ("port", "بورت"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name by language."""

    en: str
    fr: str
    ar: str = ""

    def by_language(self, *, arabic: bool) -> Mapping[str, str]:
        """As a registry has it; French first, Arabic where it is known and wanted."""
        found = {"fr": self.fr, "en": self.en}
        return {**found, "ar": self.ar} if arabic and self.ar else found


@dataclass(slots=True)
class Names:
    """Throws names, each once."""

    dice: Dice
    _seen: set[str] = field(default_factory=set)

    def _stem(self, syllables: int) -> tuple[str, str]:
        thrown = [self.dice.pick(_SYLLABLES) for _ in range(syllables)]
        return "".join(a for a, _ in thrown), "".join(b for _, b in thrown)

    def _new(self, name: Name) -> bool:
        fresh = name.en not in self._seen
        self._seen.add(name.en)
        return fresh

    def person(self) -> Name:
        """A given name and a family name."""
        while True:
            given, given_ar = self._stem(2)
            family, family_ar = self._stem(self.dice.between(1, 2))
            end, end_ar = self.dice.pick(_FAMILY)
            latin = f"{given.capitalize()} {(family + end).capitalize()}"
            name = Name(latin, latin, f"{given_ar} {family_ar}{end_ar}")
            if self._new(name):
                return name

    def state(self) -> Name:
        """A country."""
        while True:
            stem, stem_ar = self._stem(2)
            en, fr, ar = self.dice.pick(_STATE)
            name = Name((stem + en).capitalize(), (stem + fr).capitalize(), stem_ar + ar)
            if self._new(name):
                return name

    def town(self) -> Name:
        """A town."""
        while True:
            stem, stem_ar = self._stem(self.dice.between(1, 2))
            end, end_ar = self.dice.pick(_TOWN)
            latin = (stem + end).capitalize()
            name = Name(latin, latin, stem_ar + end_ar)
            if self._new(name):
                return name


def kebab(text: str) -> str:
    """A name as an id."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return "-".join(part for part in kept.split("-") if part)


def elided(text: str) -> str:
    """French `de` before a vowel.

    >>> elided("port de Ulmar")
    "port d'Ulmar"
    """
    return _DE.sub("d'", text)
