"""Evidence against the texts: whether every passage still says what was annotated.

In goes a corpus with a directory of texts, out come problems and the texts that hold. The texts are
only read; nothing of them is kept but in memory.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from libyagraph.errors import Problem
from libyagraph.fields import Reporter
from libyagraph.model import Article, Corpus

DIGITS = 12
"""Hexadecimal digits of a passage's SHA-256 that are kept as its digest."""


def digest(passage: str) -> str:
    """The short digest of a passage.

    >>> digest("invented")
    '9fdb53be4d29'
    """
    return hashlib.sha256(passage.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def read_text(article: Article, texts: Path) -> str | None:
    """The text of an article, or None where it is not at hand or not UTF-8."""
    try:
        return (texts / article.text_file).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def verify(corpus: Corpus, texts: Path) -> list[Problem]:
    """Compare every article with its text; an article without its text gets a warning."""
    problems: list[Problem] = []
    for article in corpus.articles.values():
        report = Reporter(article.file)
        mark = article.marks.get("source", article.marks[""])
        text = read_text(article, texts)
        if text is None:
            there = (texts / article.text_file).is_file()
            why = "is not readable UTF-8" if there else f"is not in {texts}"
            message = f"the text {article.text_file} {why}: evidence not verified"
            report.warning(mark, message, "no-text")
        else:
            _verify(report, article, text)
        problems += report.problems
    return problems


def _verify(report: Reporter, article: Article, text: str) -> None:
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    mark = article.marks.get("source", article.marks[""])
    if article.sha256 and found != article.sha256:
        message = f"article {article.id}: the text is not the one annotated (SHA-256 {found[:12]}…)"
        report.error(mark, message, "text-changed")
    if article.characters and len(text) != article.characters:
        message = f"the text has {len(text)} characters, not {article.characters}"
        report.error(mark, message, "text-changed")
    for claim in article.claims:
        for number, passage in enumerate(claim.evidence):
            if passage.quote or not passage.digest:
                continue
            said = text[passage.start : passage.end]
            if digest(said) != passage.digest:
                at = claim.marks[f"evidence.{number}"]
                where = f"characters {passage.start}–{passage.end}"
                message = f"article {article.id}, claim {claim.id}: {where} no longer hold"
                report.error(at, message, "digest-mismatch")
