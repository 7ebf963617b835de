"""What may be amiss in a corpus that breaks no rule: warnings, each with a name.

In go a corpus, sound or not, and the vocabulary; out come warnings: dates that the words of the
text contradict (`time-words`), events that look like those of other articles (`same-event`), actors
outside of their posts (`outside-post`). Nothing is changed, and nothing is merged. What is merely
possible is left alone: whoever reads a warning should find that it was right to ask.
"""

from __future__ import annotations

from libyagraph.edtf import Day, Edtf
from libyagraph.errors import Problem
from libyagraph.fields import Reporter
from libyagraph.hints.around import date_of
from libyagraph.hints.posts import Posts
from libyagraph.hints.same import SameEvents
from libyagraph.hints.times import time_words
from libyagraph.model import Article, Corpus
from libyagraph.vocabulary import Vocabulary

_LAST: Day = (9999, 12, 31)


def hints(corpus: Corpus, vocabulary: Vocabulary) -> list[Problem]:
    """All warnings of a corpus, unsorted."""
    posts = Posts(corpus, vocabulary)
    same = SameEvents(corpus, vocabulary)
    problems: list[Problem] = []
    for article in sorted(corpus.articles.values(), key=_published):
        report = Reporter(article.file)
        dates: dict[str, Edtf | None] = {}
        for claim in article.claims:
            if claim.words and claim.date:
                time_words(report, article, claim, corpus)
            if date := date_of(claim, corpus.claims[article.id], dates):
                posts.judge(report, article, claim, date)
                same.add(article, claim, date)
        problems += report.problems
    return problems + same.problems


def _published(article: Article) -> tuple[Day, str]:
    return article.published.first or _LAST, article.id
