"""The judgement of a whole corpus: what no file can tell alone.

In goes a parsed corpus with the vocabulary, out come problems: ids that name nothing, roles that a
type lacks, actors of the wrong kind, cycles, passages outside of the text. Texts are compared by
`evidence`. Nothing is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from libyagraph.errors import Problem
from libyagraph.fields import Reporter, nearest, shown
from libyagraph.model import Actor, Article, Claim, Corpus, Marks, Place
from libyagraph.read import Mark
from libyagraph.resolve import PARTIES, event_of, event_type, find_claim, split, target
from libyagraph.vocabulary import EventType, Vocabulary


def check(corpus: Corpus, vocabulary: Vocabulary) -> list[Problem]:
    """All problems of a corpus, unsorted.

    Sources of the form `article:ID` are judged in corpora that have articles.
    """
    judge = _Judge(corpus, vocabulary)
    problems: list[Problem] = []
    for actor in corpus.actors.values():
        problems += judge.actor(actor)
    for place in corpus.places.values():
        problems += judge.place(place)
    for event in corpus.events.values():
        report = Reporter(event.file)
        judge.known(report, event.marks, "place", event.places, "place")
        judge.roles(report, event.marks, vocabulary.event_types.get(event.type), event.roles)
        problems += report.problems
    for article in corpus.articles.values():
        problems += judge.article(article)
    return problems


class _Judge:
    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus, self._vocabulary = corpus, vocabulary

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
            if id_ and id_ not in table:
                mark = marks.get(f"{key}.{number}") or marks.get(key) or marks[""]
                message = f"unknown {what} {shown(id_)}{nearest(id_, table)}"
                report.error(mark, message, f"unknown-{what}")

    def _sources(self, report: Reporter, sources: Iterable[str], mark: Mark) -> None:
        articles = self._corpus.articles
        for source in sources:
            id_ = source.removeprefix("article:")
            if id_ != source and id_ not in articles:
                message = f"unknown article {shown(id_)}{nearest(id_, articles)}"
                report.error(mark, message, "unknown-article")

    def actor(self, actor: Actor) -> list[Problem]:
        report = Reporter(actor.file)
        self._sources(report, actor.sources, actor.marks.get("sources", actor.marks[""]))
        for fact in actor.affiliations:
            self._sources(report, fact.sources, fact.mark)
            if fact.target and fact.target not in self._corpus.actors:
                hint = nearest(fact.target, self._corpus.actors)
                report.error(
                    fact.mark, f"unknown actor {shown(fact.target)}{hint}", "unknown-actor"
                )
            elif fact.target == actor.id:
                report.error(fact.mark, f"{actor.id} is affiliated with itself", "self")
            elif (
                fact.family in ("posts", "memberships")
                and self._corpus.actors[fact.target].kind == "person"
            ):
                message = f"{fact.target} is a person, not an organisation"
                report.error(fact.mark, message, "wrong-kind")
        return report.problems

    def place(self, place: Place) -> list[Problem]:
        report = Reporter(place.file)
        self._sources(report, place.sources, place.marks.get("sources", place.marks[""]))
        places = self._corpus.places
        self.known(report, place.marks, "within", (place.within,), "place")
        seen = [place.id]
        while (outer := places.get(seen[-1])) and outer.within:
            if outer.within in seen:
                report.error(place.marks[""], f"{place.id} lies within itself", "cycle")
                break
            seen.append(outer.within)
        return report.problems

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
            if key not in type_.roles:
                takes = ", ".join(type_.roles) or "none"
                message = f"type {type_.key} has no role {key}; it takes {takes}"
                report.error(marks.get(key, marks[""]), message, "wrong-role")
            limit = type_.limits.get(key)
            for number, id_ in enumerate(ids):
                actor = actors.get(id_)
                if limit and actor and actor.kind and actor.kind not in limit:
                    mark = marks.get(f"{key}.{number}", marks[""])
                    kinds = ", ".join(sorted(limit))
                    message = f"{id_} is of kind {actor.kind}; {key} of {type_.key} must be {kinds}"
                    report.error(mark, message, "wrong-kind")
        for key in type_.required:
            if key not in roles:
                report.error(marks[""], f"type {type_.key} needs the role {key}", "missing-role")
        sides = [id_ for key in PARTIES for id_ in roles.get(key, ())]
        for id_, count in Counter(sides).items():
            if count > 1:
                report.error(marks[""], f"{id_} stands on both sides of the {type_.key}", "self")
        # Who stands on one side is not joined to each other: two sides, or participants.
        loose = len(roles.get("participants", ()))
        parties = loose + ("actor" in roles) + ("recipient" in roles)
        if parties < type_.least_parties:
            need = "two sides (actor and recipient), or participants"
            message = f"type {type_.key} needs {need if type_.least_parties > 1 else 'a party'}"
            report.error(marks[""], message, "missing-role")

    def article(self, article: Article) -> list[Problem]:
        report = Reporter(article.file)
        self.known(report, article.marks, "publisher", (article.publisher,))
        self.known(report, article.marks, "agency", (article.agency,))
        papers = article.republished_by
        self.known(report, article.marks, "republished_by", papers)
        seen: dict[str, Mark] = {}
        for claim in article.claims:
            mark = claim.marks.get("id", claim.marks[""])
            if claim.id in seen:
                message = f"claim {claim.id} stands twice, first on line {seen[claim.id].line}"
                report.error(mark, message, "duplicate-id")
            elif claim.id in self._corpus.events:
                message = f"{claim.id} is the id of a shared event; choose another for the claim"
                report.error(mark, message, "duplicate-id")
            if claim.id:
                seen.setdefault(claim.id, mark)
            self._claim(report, article, claim)
        for region in (*article.ignore, *article.no_claim):
            if article.characters and region.end > article.characters:
                message = (
                    f"[{region.start}, {region.end}] ends after the text's {article.characters}"
                )
                report.error(region.mark, message, "bad-passage")
        return report.problems

    def _claim(self, report: Reporter, article: Article, claim: Claim) -> None:
        corpus, marks = self._corpus, claim.marks
        for key in ("according_to", "via"):
            self.known(report, marks, key, getattr(claim, key))
        self.known(report, marks, "place", claim.places, "place")
        labelled = [label.target for label in claim.labels]
        self.known(report, marks, "label", labelled)
        for key, refs in claim.links.items():
            for number, ref in enumerate(refs):
                self._reference(report, article, ref, marks.get(f"{key}.{number}", marks[key]))
                if target(corpus, ref, article.id) == target(corpus, claim.id, article.id):
                    report.error(marks[key], f"the claim {key} itself", "self")
        self._inside(report, article, claim)
        self._event(report, article, claim)
        self._passages(report, article, claim)

    def _reference(self, report: Reporter, article: Article, ref: str, mark: Mark) -> bool:
        if target(self._corpus, ref, article.id):
            return True
        owner, name = split(ref, article.id)
        known: list[str] = [claim.id for claim in article.claims] + list(self._corpus.events)
        if owner != article.id:
            other = self._corpus.articles.get(owner)
            if not other:
                hint = nearest(owner, self._corpus.articles)
                report.error(mark, f"unknown article {shown(owner)}{hint}", "unknown-article")
                return False
            known = [claim.id for claim in other.claims]
        hint = nearest(name, known)
        report.error(mark, f"unknown claim or event {shown(ref)}{hint}", "unknown-claim")
        return False

    def _inside(self, report: Reporter, article: Article, claim: Claim) -> None:
        if not claim.part_of:
            return
        mark = claim.marks["in"]
        found = find_claim(self._corpus, claim.part_of, article.id)
        if not found or found[0].id != article.id:
            hint = nearest(claim.part_of, [c.id for c in article.claims])
            message = f"in names no claim of this article: {shown(claim.part_of)}{hint}"
            report.error(mark, message, "unknown-claim")
            return
        seen, outer = {claim.id}, found[1]
        while outer.id not in seen:
            seen.add(outer.id)
            further = find_claim(self._corpus, outer.part_of, article.id)
            if not outer.part_of or not further:
                return
            outer = further[1]
        if outer.id == claim.id:
            report.error(mark, f"{claim.id} is in itself", "cycle")

    def _event(self, report: Reporter, article: Article, claim: Claim) -> None:
        corpus, types = self._corpus, self._vocabulary.event_types
        type_ = types.get(claim.type)
        if claim.event:
            mark = claim.marks["event"]
            if not self._reference(report, article, claim.event, mark):
                return
            found = find_claim(corpus, claim.event, article.id)
            if found and found[1].event and found[0].id != article.id:
                message = f"{claim.event} itself tells of {found[1].event}: name that event"
                report.error(mark, message, "event-chain")
                return
            event = event_of(corpus, article, claim)
            if event == f"{article.id}#{claim.id}":
                report.error(mark, f"{claim.id} tells of itself", "cycle")
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

    def _passages(self, report: Reporter, article: Article, claim: Claim) -> None:
        for number, passage in enumerate(claim.evidence):
            mark = claim.marks[f"evidence.{number}"]
            if passage.quote:
                message = (
                    "a quote still to be placed; check --fix with the text turns it into positions"
                )
                report.error(mark, message, "unplaced-quote")
                continue
            where = f"[{passage.start}, {passage.end}]"
            if article.characters and passage.end > article.characters:
                message = f"{where} ends after the text's {article.characters} characters"
                report.error(mark, message, "bad-passage")
            for region in article.ignore:
                if passage.start < region.end and region.start < passage.end:
                    message = f"{where} lies in an ignored region ({shown(region.why)})"
                    report.error(mark, message, "ignored-passage")
