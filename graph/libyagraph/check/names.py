"""Names that a corpus uses: whether there is what they name.

In go ids with the places where they stand, out come problems, each with the nearest known id. What
could not be read is given the benefit of the doubt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from libyagraph.fields import Reporter, not_an_id, shown, shown_id
from libyagraph.model import Actor, Article, Corpus, Place
from libyagraph.read import Mark, Marks
from libyagraph.resolve import split, target


@dataclass(frozen=True, slots=True)
class Unread:
    """What the files that can't be read may hold: references to these are not judged.

    `parts` are those of the registry (`actors`, …) of which not even the ids can be made out.
    """

    articles: Collection[str] = frozenset()
    ids: Collection[str] = frozenset()
    parts: Collection[str] = frozenset()

    def may_hold(self, part: str, id_: str) -> bool:
        """Whether an entry of a part of the registry may be there."""
        return part in self.parts or id_ in self.ids


class Names:
    """The names of one corpus, and the reporters of its files."""

    def __init__(self, corpus: Corpus, unread: Unread) -> None:
        self._corpus, self._unread = corpus, unread
        self._local = {
            actor.id: actor
            for article in corpus.articles.values()
            for actor in article.actors
            if corpus.actors.get(actor.id) is actor
        }
        self._called: dict[str, dict[str, str]] = {}
        self.reports: dict[str, Reporter] = {}

    def may_be_there(self, part: str, id_: str) -> bool:
        """Whether an entry may stand in a file that could not be read."""
        return self._unread.may_hold(part, id_)

    def report(self, file: str) -> Reporter:
        """The one reporter of a file."""
        found = self.reports.get(file)
        if found is None:
            found = self.reports[file] = Reporter(file)
        return found

    def known(
        self,
        report: Reporter,
        marks: Marks,
        key: str,
        ids: Iterable[str],
        what: str = "actor",
    ) -> None:
        """Report the ids that name no `actor`, or no `place`."""
        table = self._corpus.actors if what == "actor" else self._corpus.places
        for number, id_ in enumerate(ids):
            local = self._local.get(id_)
            if id_ and id_ not in table:
                if self._unread.may_hold(f"{what}s", id_):
                    continue
                hint = report.nearest_id(id_, table, self._names(what))
                message = f"unknown {what} {shown_id(id_)}{hint}"
                report.error(mark_of(marks, f"{key}.{number}"), message, f"unknown-{what}")
            elif local and what == "actor" and local.file != report.file:
                message = f"{id_} is an actor of another article alone: move it to the registry"
                report.error(mark_of(marks, f"{key}.{number}"), message, "local-actor")

    def _names(self, what: str) -> Mapping[str, str]:
        """The names and other names of actors or places, with their ids."""
        if what not in self._called:
            entries: Iterable[Actor | Place] = (
                self._corpus.actors if what == "actor" else self._corpus.places
            ).values()
            self._called[what] = {
                name: entry.id
                for entry in entries
                for name in (*entry.names.values(), *(alias.value for alias in entry.aliases))
            }
        return self._called[what]

    def sources(self, report: Reporter, sources: Iterable[str], marks: Marks) -> None:
        """Report the articles named as sources that are not there."""
        articles = self._corpus.articles
        for number, source in enumerate(sources):
            id_ = source.removeprefix("article:")
            if id_ == source or id_ in articles or id_ in self._unread.articles:
                continue
            if not not_an_id(id_):  # else it was reported where it was read
                message = f"unknown article {shown(id_)}{report.nearest(id_, articles)}"
                report.error(mark_of(marks, f"sources.{number}"), message, "unknown-article")

    def reference(
        self, report: Reporter, article: Article, ref: str, marks: Marks, key: str
    ) -> bool:
        """Whether a reference names a claim or an event; reports it where it does not."""
        if target(self._corpus, ref, article.id):
            return True
        mark = mark_of(marks, key)
        owner, name = split(ref, article.id)
        known: Iterable[str] = chain((claim.id for claim in article.claims), self._corpus.events)
        if owner != article.id:
            other = self._corpus.articles.get(owner)
            if owner in self._unread.articles:
                return False
            if not other:
                hint = report.nearest(owner, self._corpus.articles)
                report.error(mark, f"unknown article {shown(owner)}{hint}", "unknown-article")
                return False
            known = (claim.id for claim in other.claims)
        elif self._unread.may_hold("events", name):
            return False
        hint = report.nearest(name, known)
        report.error(mark, f"unknown claim or event {shown(ref)}{hint}", "unknown-claim")
        return False


def mark_of(marks: Marks, key: str) -> Mark:
    """Where an item was written, else its key, else the whole that it is a part of."""
    return marks.get(key) or marks.get(key.partition(".")[0]) or marks[""]
