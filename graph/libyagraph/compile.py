"""A checked corpus as one sorted N-Quads text: everything that a graph holds.

In goes a corpus, out come its bytes: ontology, registry, each article, and what is derived. The
same corpus gives the same bytes, whatever the order of its files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from libyagraph import derive, ontology, write
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary


def nquads(
    corpus: Corpus,
    vocabulary: Vocabulary,
    ontology_directory: Path,
    step: Callable[[str], None] = lambda _: None,
) -> bytes:
    """All lines of a graph, sorted by code point, each once.

    `step` is told of each article as it is written.
    """
    lines = set(ontology.nquads(ontology_directory))
    lines.update(write.registry(corpus, vocabulary))
    for article in corpus.articles.values():
        step(article.id)
        lines.update(write.article(article, corpus, vocabulary))
    lines.update(derive.derive(corpus, vocabulary))
    return ("\n".join(sorted(lines)) + "\n").encode("utf-8")
