"""How much of each text is annotated, and every sentence that nothing accounts for.

In goes a checked corpus with the texts, out come shares, counts and the stretches of each body that
are neither evidence, nor ignored, nor listed as telling of no event. The texts are only read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from libyagraph.evidence import read_text
from libyagraph.model import Article, Corpus
from libyagraph.resolve import resolve

_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…]+[»”\"')\]]*|\n|$)")
_WORD = re.compile(r"\w{2,}")

JOINING = 3
"""So many words at most may stand outside of all claims: « et », « mais », « a-t-on rappelé »."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A part of a sentence that nothing accounts for: code points `start` to `end`."""

    start: int
    end: int
    words: int
    text: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is annotated of one article.

    `characters` counts the body: the text without what is ignored. `evidence` and `no_claim` count
    the characters of it that are one or the other.
    """

    article: str
    characters: int
    evidence: int
    no_claim: int
    modalities: Mapping[str, int]
    types: Mapping[str, int]
    gaps: tuple[Gap, ...]

    @property
    def share(self) -> float:
        """The share of the body that is evidence, from 0 to 1."""
        return self.evidence / self.characters if self.characters else 0.0


def coverage(corpus: Corpus, texts: Path) -> tuple[list[Coverage], list[str]]:
    """The coverage of every article whose text is at hand, and the ids of those whose is not."""
    found, missing = [], []
    for article in corpus.articles.values():
        text = read_text(article, texts)
        if text is None:
            missing.append(article.id)
        else:
            found.append(_coverage(article, corpus, text))
    return found, missing


def _coverage(article: Article, corpus: Corpus, text: str) -> Coverage:
    passages = [(p.start, p.end) for claim in article.claims for p in claim.evidence]
    ignored = _marked(text, [(region.start, region.end) for region in article.ignore])
    if (title := text.find(article.title)) >= 0:  # a headline is no part of the body
        ignored = _marked(text, [(title, title + len(article.title))], ignored)
    told = _marked(text, passages)
    silent = _marked(text, ((region.start, region.end) for region in article.no_claim))
    body = [not each for each in ignored]
    claims = resolve(article, corpus)
    return Coverage(
        article=article.id,
        characters=sum(body),
        evidence=sum(a and b for a, b in zip(body, told, strict=True)),
        no_claim=sum(a and b for a, b in zip(body, silent, strict=True)),
        modalities=dict(sorted(Counter(claim.modality for claim in claims).items())),
        types=dict(sorted(Counter(claim.type for claim in claims).items())),
        gaps=tuple(
            _gaps(text, [a or b or c for a, b, c in zip(ignored, told, silent, strict=True)])
        ),
    )


def _marked(
    text: str, spans: Iterable[tuple[int, int]], marked: list[bool] | None = None
) -> list[bool]:
    marks = marked or [False] * len(text)
    for start, end in spans:
        for at in range(start, min(end, len(text))):
            marks[at] = True
    return marks


def _gaps(text: str, known: list[bool]) -> Iterable[Gap]:
    """The sentences with more words outside of all spans than join what is inside of them."""
    for sentence in _SENTENCE.finditer(text):
        words = [
            word
            for word in _WORD.finditer(text, sentence.start(), sentence.end())
            if not all(known[word.start() : word.end()])
        ]
        every = len(_WORD.findall(sentence[0]))
        if len(words) > JOINING or (words and len(words) == every):
            start, end = words[0].start(), words[-1].end()
            yield Gap(start, end, len(words), text[start:end])
