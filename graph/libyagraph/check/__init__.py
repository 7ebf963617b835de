"""The judgement of a whole corpus: what no file can tell alone.

In goes a parsed corpus with the vocabulary, out come problems: ids that name nothing, roles that a
type lacks, actors of the wrong kind, cycles, passages outside of the text. Texts are compared by
`evidence`. Nothing is changed.
"""

from __future__ import annotations

from libyagraph.check.judge import Judge
from libyagraph.check.names import Unread
from libyagraph.errors import Problem
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary

__all__ = ["Unread", "check"]


def check(corpus: Corpus, vocabulary: Vocabulary, unread: Unread | None = None) -> list[Problem]:
    """All problems of a corpus, unsorted, but for references to what is `unread`."""
    judge = Judge(corpus, vocabulary, unread or Unread())
    for actor in corpus.actors.values():
        judge.actor(actor)
    for place in corpus.places.values():
        judge.place(place)
    for event in corpus.events.values():
        report = judge.report(event.file)
        judge.sources(report, event.sources, event.marks)
        judge.known(report, event.marks, "place", event.places, "place")
        judge.roles(report, event.marks, vocabulary.event_types.get(event.type), event.roles)
    for article in corpus.articles.values():
        judge.article(article)
    return [problem for report in judge.reports.values() for problem in report.problems]
