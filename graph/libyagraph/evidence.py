"""Evidence against the texts: whether every passage still says what was annotated.

In goes a corpus with a directory of texts, out come problems and the texts that hold. The texts are
only read; nothing of them is kept but in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from libyagraph.errors import Problem
from libyagraph.fields import Reporter, shown
from libyagraph.model import Article, Corpus, Evidence
from libyagraph.parse.common import is_name
from libyagraph.read import Mark, contents

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
    if not is_name(article.text_file):
        return None
    data, _ = contents(texts / article.text_file, article.text_file)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_there(article: Article, texts: Path) -> bool:
    try:
        return (texts / article.text_file).is_file()
    except OSError:  # a name that is too long for a file
        return False


def holds(passage: Evidence, text: str) -> bool:
    """Whether a passage has a digest, and its words stand in the text where it says."""
    said = text[passage.start : passage.end]
    return bool(passage.digest) and not passage.quote and digest(said) == passage.digest


def verify(
    corpus: Corpus, texts: Path, progress: Callable[[int, int], None] | None = None
) -> list[Problem]:
    """Compare every article with its text; an article without its text gets a warning.

    `progress` is told how many articles of how many are done.
    """
    problems: list[Problem] = []
    for number, article in enumerate(corpus.articles.values(), 1):
        report = Reporter(article.file)
        text = read_text(article, texts)
        if not is_name(article.text_file):
            pass  # which is an error already
        elif text is None:
            why = "is not readable UTF-8" if _is_there(article, texts) else f"is not in {texts}"
            message = f"the text {shown(article.text_file)} {why}: evidence not verified"
            report.warning(_source(article), message, "no-text")
        else:
            _verify(report, article, text)
        problems += report.problems
        if progress:
            progress(number, len(corpus.articles))
    return problems


def _source(article: Article) -> Mark:
    """Where the source of an article stands: looking up a position may mean to read its file."""
    return article.marks.get("source") or article.marks[""]


def _verify(report: Reporter, article: Article, text: str) -> None:
    found = hashlib.sha256(text.encode("utf-8")).hexdigest()
    if article.sha256 and found != article.sha256:
        message = f"article {article.id}: the text is not the one annotated (SHA-256 {found[:12]}…)"
        report.error(_source(article), message, "text-changed")
    if article.characters and len(text) != article.characters:
        message = f"the text has {len(text)} characters, not {article.characters}"
        report.error(_source(article), message, "text-changed")
    for claim in article.claims:
        for number, passage in enumerate(claim.evidence):
            if passage.digest and not passage.quote and not holds(passage, text):
                where = f"characters {passage.start}–{passage.end}"
                message = f"article {article.id}, claim {claim.id}: {where} no longer hold"
                report.error(claim.marks[f"evidence.{number}"], message, "digest-mismatch")
