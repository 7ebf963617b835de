"""The language of a text, where its most common words leave no doubt.

In goes a text, out come the language and what it was told by, or nothing: a doubtful guess would be
taken for knowledge.
"""

from __future__ import annotations

import re
from collections import Counter

COMMON = {
    "fr": "le la les des une et est dans que qui pour sur avec par au aux ce cette son sa ses ont",
    "en": "the of and to in that is was for with his her has have had by from this which were are",
    "ar": "في من على إلى أن التي الذي عن مع هذا هذه كان كانت بعد قال بين قد ما لا وفي",
}
"""Common words of each language that the others do not have."""

NAMES = {"fr": "French", "en": "English", "ar": "Arabic"}

_LEAST = 8
"""So many common words a text must have, and four times as many as of any other language."""

_WORD = re.compile(r"[^\W\d_]+")


def little_words() -> frozenset[str]:
    """The common words of all languages: they say nothing of what a title is about."""
    return frozenset(word for words in COMMON.values() for word in words.split())


def language_of(text: str) -> tuple[str, str]:
    """The language of a text and why, or two empty texts.

    >>> language_of("Nothing much.")
    ('', '')
    """
    words = Counter(_WORD.findall(text.lower()))
    counts = {key: sum(words[word] for word in known.split()) for key, known in COMMON.items()}
    (best, most), (_, second), *_ = sorted(counts.items(), key=lambda item: -item[1])
    if most < _LEAST or most < 4 * second:
        return "", ""
    return best, f"by {most} common words of {NAMES[best]} in the text"
