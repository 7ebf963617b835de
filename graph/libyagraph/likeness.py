"""Names that may mean an actor who is there already: near-duplicates, with the reason.

In go a name and actors, out come those with a name or alias like it, the nearest first. Two names
are compared in five steps, and the first that holds is the reason:

1. `same`: the same letters. Case and accents do not count, nor do the marks of Arabic; alef, ya, ta
   marbuta and kaf have one form each; hyphens and apostrophes are spaces.
2. `words`: the same words in any order. Articles and the like (`al-`, `el-`, `ال`, `the`, `de`)
   do not count, and a name with `Abd` is one word.
3. `sound`: the words sound the same: without vowels and doubled letters, where letters that stand
   for one sound in some transliteration count as one (`kh` and `h`, `gh`, `q` and `k`, `sh` and
   `ch`). Arabic and Cyrillic letters are put in Latin ones first, so that a name is found across
   scripts.
4. `slip`: a letter of a word differs, or two of a long one.
5. `part`: all words of one name sound like words of the other.

Nothing is decided here: two persons can bear one name. The first step is that of the page's search
(`page/fold.js`); a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from libyagraph.model import Actor

REASONS = {
    "same": "the same name",
    "words": "the same words",
    "sound": "sounds the same, spelt otherwise",
    "slip": "differs in a letter or two",
    "part": "one name is a part of the other",
}
"""Why a name is near, the nearest first."""

_LETTERS = str.maketrans("ٱىیةکگپڤچı٠١٢٣٤٥٦٧٨٩", "اييهككبفجi0123456789", "ـ")
_WORD = re.compile(r"[^\W_]+")
LITTLE = frozenset(re.findall(r"\w+", "al el ul il l the of le la les de du des d von van di da"))
"""Articles and the like, folded."""

_SUN = re.compile(r"a(sh|[sdrntzl])")
_ABD = re.compile(r"(?:abd[aeou]?u?l?|عبد)")
_ABD_AND = re.compile(r"(?:abd[aeou]u?l|(عبد)ال)(?=...)")
_OTHER = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "þ": "th"}
_LATIN = str.maketrans(
    {
        **dict(zip("بتثجحخدذرزژسشصضطظغفقكلمنه", "bttjhhddrzjsSsdtzgfkklmnh", strict=True)),
        **dict(zip("бпвгджзклмнрстфхцчшщ", "bbfgdjzklmnrstfhsSSS", strict=True)),
        **dict.fromkeys("اعءаеёиоуыэюяй", "a"),
        **{"و": "w", "ي": "y"},
        **dict.fromkeys("ъь", ""),
        **_OTHER,
    }
)
_SOUNDS = tuple(
    (re.compile(written), sound)
    for written, sound in (
        ("tch|sch|sh|ch", "S"),
        ("ph|v", "f"),
        ("kh", "h"),
        ("c(?=[eiy])", "s"),
        ("gh|ck|[cgq]", "k"),
        ("dj", "j"),
        ("(?<=[td])h", ""),
        ("x", "ks"),
        ("p", "b"),
        (r"(.)\1+", r"\1"),
        ("^ou(?=[aeiy])", "w"),
        ("^i(?=[aou])", "y"),
        ("^[aeiou]+", "A"),
        ("(?<=.)[aeiouyw]", ""),
        ("(?<=.)h$", ""),
    )
)
_LEAST = 3
"""Sounds that a name must have to be told by them."""


@dataclass(frozen=True, slots=True)
class Match:
    """An actor whose `name` is near; `reason` is one of `REASONS`, `score` at most 1."""

    actor: Actor
    name: str
    language: str
    reason: str
    score: float


def folded(name: str) -> str:
    """One form for all spellings of a name: no case, no accents, one letter for the forms of alef.

    >>> folded("Éloïse"), folded("El-Amin"), folded("أحمد") == folded("احمد")
    ('eloise', 'el amin', True)
    """
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in letters if not unicodedata.category(c).startswith("M"))
    return " ".join(_WORD.findall(plain.lower().translate(_LETTERS)))


def identifier(name: str) -> str:
    """An id made of a name in Latin letters, or nothing where it has others.

    >>> identifier("Yusuf al-Amin"), identifier("Jørgen Dağ"), identifier("أحمد")
    ('yusuf-al-amin', 'jorgen-dag', '')
    """
    plain = "".join(_OTHER.get(c, c) for c in folded(name))
    return plain.replace(" ", "-") if plain.isascii() else ""


def near(name: str, actors: Iterable[Actor]) -> list[Match]:
    """The actors with a name or alias near to `name`, each by its nearest, the nearest first."""
    asked = _Name.of(name)
    found = []
    for actor in actors:
        called = [*((text, lang) for lang, text in actor.names.items())]
        called += [(alias.value, alias.language) for alias in actor.aliases]
        matches = []
        for text, language in called:
            reason, score = _likeness(asked, _Name.of(text))
            if reason:
                matches.append(Match(actor, text, language, reason, score))
        if matches:
            found.append(max(matches, key=lambda match: match.score))
    return sorted(found, key=lambda match: (-match.score, match.actor.id))


@dataclass(frozen=True, slots=True)
class _Name:
    folded: str
    words: tuple[str, ...]
    sounds: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> _Name:
        form = folded(name)
        words = _words(form)
        return cls(form, words, tuple(_sound(word) for word in words))


def _likeness(one: _Name, other: _Name) -> tuple[str, float]:
    """Why two names are near, or nothing, and how near."""
    if not one.words or not other.words:
        return "", 0
    if one.folded == other.folded:
        return "same", 1
    if Counter(one.words) == Counter(other.words):
        return "words", 0.95
    from rapidfuzz.distance import OSA

    mine, theirs = (" ".join(sorted(name.words)) for name in (one, other))
    alike = OSA.normalized_similarity(mine, theirs) * 0.09
    total = sum(map(len, one.sounds))
    if total >= _LEAST and Counter(one.sounds) == Counter(other.sounds):
        return "sound", 0.85 + alike
    if _slips(one.words, other.words) or _slips(
        tuple(sorted(one.words)), tuple(sorted(other.words))
    ):
        return "slip", 0.75 + alike
    small, large = sorted((one, other), key=lambda name: len(name.words))
    # Three sounds say little across scripts, where nothing else can be compared.
    least = _LEAST + (small.folded.isascii() != large.folded.isascii())
    told = any(len(sound) >= least for sound in small.sounds)
    if told and not Counter(small.sounds) - Counter(large.sounds):
        return "part", 0.6 + alike
    return "", 0


def _slips(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether each word is that of the other name but for a letter, or two in a long word."""
    from rapidfuzz.distance import OSA

    if len(mine) != len(theirs):
        return False
    lengths = [min(len(a), len(b)) for a, b in zip(mine, theirs, strict=True)]
    slips = [OSA.distance(a, b) for a, b in zip(mine, theirs, strict=True)]
    room = [(length >= 4) + (length >= 8) for length in lengths]
    return sum(slips) <= 3 and all(a <= b for a, b in zip(slips, room, strict=True))


def _words(form: str) -> tuple[str, ...]:
    """The words of a folded name without articles; `Abd` and what follows it are one."""
    parts = form.split()
    kept: list[str] = []
    for number, part in enumerate(parts):
        after = parts[number + 1] if number + 1 < len(parts) else ""
        sun = _SUN.fullmatch(part)
        if part in LITTLE or (sun and after.startswith(sun[1])):
            continue
        word = part[2:] if part.startswith("ال") and len(part) >= 5 else part
        if kept and _ABD.fullmatch(kept[-1]):
            word = ("عبد" if kept.pop() == "عبد" else "abd") + word
        kept.append(_ABD_AND.sub(lambda match: match[1] or "abd", word))
    return tuple(kept) or tuple(parts)


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    """The sounds of a word that most transliterations agree on.

    >>> _sound("khaled") == _sound("khalid") == _sound("haled") == _sound("خالد")
    True
    """
    found = word.translate(_LATIN)
    for pattern, sound in _SOUNDS:
        found = pattern.sub(sound, found)
    return found
