"""The judgement of a whole corpus: what no file can tell alone.

In goes a parsed corpus with the vocabulary, out come problems: ids that name nothing, roles that a
type lacks, actors of the wrong kind, cycles, passages outside of the text. Texts are compared by
`evidence`. Nothing is changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from libyagraph.errors import Problem
from libyagraph.fields import Reporter, not_an_id, shown, shown_id
from libyagraph.model import Actor, Affiliation, Article, Claim, Corpus, Place, Region
from libyagraph.read import Mark, Marks
from libyagraph.resolve import PARTIES, circling, event_of, event_type, find_claim, split, target
from libyagraph.vocabulary import EventType, Vocabulary


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


def check(corpus: Corpus, vocabulary: Vocabulary, unread: Unread | None = None) -> list[Problem]:
    """All problems of a corpus, unsorted, but for references to what is `unread`."""
    judge = _Judge(corpus, vocabulary, unread or Unread())
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


class _Judge:
    def __init__(self, corpus: Corpus, vocabulary: Vocabulary, unread: Unread) -> None:
        self._corpus, self._vocabulary, self._unread = corpus, vocabulary, unread
        self._local = {
            actor.id: actor
            for article in corpus.articles.values()
            for actor in article.actors
            if corpus.actors.get(actor.id) is actor
        }
        self._circling_places = circling({p.id: p.within for p in corpus.places.values()})
        self._called: dict[str, dict[str, str]] = {}
        self.reports: dict[str, Reporter] = {}

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
                report.error(_mark(marks, f"{key}.{number}"), message, f"unknown-{what}")
            elif local and what == "actor" and local.file != report.file:
                message = f"{id_} is an actor of another article alone: move it to the registry"
                report.error(_mark(marks, f"{key}.{number}"), message, "local-actor")

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
                report.error(_mark(marks, f"sources.{number}"), message, "unknown-article")

    def actor(self, actor: Actor) -> None:
        report = self.report(actor.file)
        self.sources(report, actor.sources, actor.marks)
        for fact in actor.affiliations:
            self.sources(report, fact.sources, fact.marks)
            if not fact.target:  # which was reported where it was read
                continue
            if fact.target not in self._corpus.actors:
                if self._unread.may_hold("actors", fact.target):
                    continue
                hint = report.nearest(fact.target, self._corpus.actors)
                report.error(
                    _end(fact), f"unknown actor {shown(fact.target)}{hint}", "unknown-actor"
                )
            elif fact.target == actor.id:
                report.error(_end(fact), f"{actor.id} is affiliated with itself", "self")
            elif (
                fact.family in ("posts", "memberships")
                and self._corpus.actors[fact.target].kind == "person"
            ):
                message = f"{fact.target} is a person, not an organisation"
                report.error(_end(fact), message, "wrong-kind")

    def place(self, place: Place) -> None:
        report = self.report(place.file)
        self.sources(report, place.sources, place.marks)
        self.known(report, place.marks, "within", (place.within,), "place")
        if place.id in self._circling_places:
            report.error(place.marks[""], f"{place.id} lies within itself", "cycle")

    def roles(
        self,
        report: Reporter,
        marks: Marks,
        type_: EventType | None,
        roles: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Report roles that the type lacks, misses or limits, and actors on two sides."""
        actors = self._corpus.actors
        for key, ids in roles.items():
            self.known(report, marks, key, ids)
        if type_ is None:
            return
        for key, ids in roles.items():
            if key not in type_.required and key not in type_.allowed:
                takes = ", ".join(type_.roles) or "none"
                message = f"type {type_.key} has no role {key}; it takes {takes}"
                report.error(_mark(marks, key), message, "wrong-role")
            limit = type_.limits.get(key)
            for number, id_ in enumerate(ids if limit else ()):
                actor = actors.get(id_)
                if limit and actor and actor.kind and actor.kind not in limit:
                    mark = _mark(marks, f"{key}.{number}")
                    kinds = ", ".join(sorted(limit))
                    message = f"{id_} is of kind {actor.kind}; {key} of {type_.key} must be {kinds}"
                    report.error(mark, message, "wrong-kind")
        for key in type_.required:
            if key not in roles and key not in marks:  # else its value is wrong, and was reported
                report.error(marks[""], f"type {type_.key} needs the role {key}", "missing-role")
        sides = [id_ for key in PARTIES for id_ in roles.get(key, ())]
        if len(set(sides)) < len(sides):
            last = {id_: f"{k}.{n}" for k in PARTIES for n, id_ in enumerate(roles.get(k, ()))}
            for id_ in (id_ for id_, count in Counter(sides).items() if count > 1):
                message = f"{id_} stands on both sides of the {type_.key}"
                report.error(_mark(marks, last[id_]), message, "self")
        # Who stands on one side is not joined to each other: two sides, or participants.
        loose = len(roles.get("participants", ()))
        parties = loose + ("actor" in roles) + ("recipient" in roles)
        if parties < type_.least_parties and all(k in roles or k not in marks for k in PARTIES):
            need = "two sides (actor and recipient), or participants"
            message = f"type {type_.key} needs {need if type_.least_parties > 1 else 'a party'}"
            report.error(marks[""], message, "missing-role")

    def article(self, article: Article) -> None:
        report = self.report(article.file)
        self.known(report, article.marks, "publisher", (article.publisher,))
        self.known(report, article.marks, "agency", (article.agency,))
        papers = article.republished_by
        self.known(report, article.marks, "republished_by", papers)
        first = self._corpus.claims[article.id]
        outer = {id_: split(claim.part_of, article.id) for id_, claim in first.items()}
        circles = circling({id_: ref[1] for id_, ref in outer.items() if ref[0] == article.id})
        ignored, no_claim = _Regions(article.ignore), _Regions(article.no_claim)
        for claim in article.claims:
            if claim.id and first[claim.id] is not claim:
                line = _mark(first[claim.id].marks, "id").line
                message = f"claim {claim.id} stands twice, first on line {line}"
                report.error(_mark(claim.marks, "id"), message, "duplicate-id")
            elif claim.id in self._corpus.events:
                message = f"{claim.id} is the id of a shared event; choose another for the claim"
                report.error(_mark(claim.marks, "id"), message, "duplicate-id")
            self._claim(report, article, claim)
            if claim.id in circles and "in" in claim.marks:
                report.error(claim.marks["in"], f"{claim.id} is in itself", "cycle")
            self._passages(report, article, claim, ignored, no_claim)
        self._quotes(report, article)
        for key, regions in (("ignore", article.ignore), ("no_claim", article.no_claim)):
            for number, region in enumerate(regions):
                if article.characters and region.end > article.characters:
                    message = (
                        f"[{region.start}, {region.end}] ends after the text's {article.characters}"
                    )
                    report.error(article.marks[f"{key}.{number}"], message, "bad-passage")

    def _claim(self, report: Reporter, article: Article, claim: Claim) -> None:
        corpus, marks = self._corpus, claim.marks
        for key in ("according_to", "via"):
            self.known(report, marks, key, getattr(claim, key))
        self.known(report, marks, "place", claim.places, "place")
        labelled = [label.target for label in claim.labels]
        self.known(report, marks, "label", labelled)
        own = target(corpus, claim.id, article.id)
        is_first = corpus.claims[article.id].get(claim.id) is claim
        for key, refs in claim.links.items():
            for number, ref in enumerate(refs):
                self._reference(report, article, ref, marks, f"{key}.{number}")
                if is_first and target(corpus, ref, article.id) == own:
                    mark = _mark(marks, f"{key}.{number}")
                    report.error(mark, f"the claim {key} itself", "self")
        self._inside(report, article, claim)
        self._event(report, article, claim)

    def _reference(
        self, report: Reporter, article: Article, ref: str, marks: Marks, key: str
    ) -> bool:
        if target(self._corpus, ref, article.id):
            return True
        mark = _mark(marks, key)
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

    def _inside(self, report: Reporter, article: Article, claim: Claim) -> None:
        if not claim.part_of:
            return
        found = find_claim(self._corpus, claim.part_of, article.id)
        if not found or found[0].id != article.id:
            hint = report.nearest(claim.part_of, (c.id for c in article.claims))
            message = f"in names no claim of this article: {shown(claim.part_of)}{hint}"
            report.error(claim.marks["in"], message, "unknown-claim")

    def _event(self, report: Reporter, article: Article, claim: Claim) -> None:
        corpus, types = self._corpus, self._vocabulary.event_types
        type_ = types.get(claim.type)
        if claim.event:
            if not self._reference(report, article, claim.event, claim.marks, "event"):
                return
            found = find_claim(corpus, claim.event, article.id)
            if found and found[1].event and found[0].id != article.id:
                message = f"{claim.event} itself tells of {found[1].event}: name that event"
                report.error(claim.marks["event"], message, "event-chain")
                return
            event = event_of(corpus, article, claim)
            if event == f"{article.id}#{claim.id}":
                report.error(claim.marks["event"], f"{claim.id} tells of itself", "cycle")
                return
            whole = types.get(event_type(corpus, event))
            if type_ and whole and not whole.is_a(type_.key):
                message = f"type {type_.key} does not fit the event, which is of type {whole.key}"
                report.error(claim.marks["type"], message, "wrong-type")
                return
            type_ = type_ or whole
            if not claim.roles:
                return
        self.roles(report, claim.marks, type_, claim.roles)
        if type_ and type_.key == "denial" and "denies" not in claim.links:
            message = "the denial does not name what it denies"
            report.warning(claim.marks[""], message, "denies-nothing")

    def _passages(
        self, report: Reporter, article: Article, claim: Claim, ignored: _Regions, empty: _Regions
    ) -> None:
        for number, passage in enumerate(claim.evidence):
            start, end = passage.start, passage.end
            if passage.quote:
                continue
            if article.characters and end > article.characters:
                message = f"[{start}, {end}] ends after the text's {article.characters} characters"
                report.error(claim.marks[f"evidence.{number}"], message, "bad-passage")
                continue
            if region := ignored.touched(start, end):
                message = f"[{start}, {end}] lies in an ignored region ({shown(region.why)})"
                report.error(claim.marks[f"evidence.{number}"], message, "ignored-passage")
            if empty.touched(start, end):
                message = f"[{start}, {end}] lies in what is marked no_claim: one of them errs"
                report.warning(claim.marks[f"evidence.{number}"], message, "claim-in-no-claim")

    def _quotes(self, report: Reporter, article: Article) -> None:
        """Report the quotes that are still to be placed, all of an article at the first."""
        quotes = [
            (claim, number)
            for claim in article.claims
            for number, passage in enumerate(claim.evidence)
            if passage.quote
        ]
        if quotes:
            claim, number = quotes[0]
            what, it = ("a quote", "it") if len(quotes) == 1 else (f"{len(quotes)} quotes", "them")
            message = (
                f"{what} still to be placed; check --fix with the text turns {it} into positions"
            )
            report.error(claim.marks[f"evidence.{number}"], message, "unplaced-quote")


class _Regions:
    """Stretches of a text, in which the one that a passage touches is found at once."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self._sorted = sorted(regions, key=lambda region: region.start)
        # Of those up to each one, the one that ends last.
        self._last: list[Region] = []
        for region in self._sorted:
            last = self._last[-1] if self._last else region
            self._last.append(region if region.end > last.end else last)

    def touched(self, start: int, end: int) -> Region | None:
        """A region that shares a character with a passage, or None."""
        before = bisect_left(self._sorted, end, key=lambda region: region.start)
        region = self._last[before - 1] if before else None
        return region if region and region.end > start else None


def _end(fact: Affiliation) -> Mark:
    """Where an affiliation names its other end."""
    return _mark(fact.marks, "organisation" if "organisation" in fact.marks else "actor")


def _mark(marks: Marks, key: str) -> Mark:
    """Where an item was written, else its key, else the whole that it is a part of."""
    return marks.get(key) or marks.get(key.partition(".")[0]) or marks[""]
