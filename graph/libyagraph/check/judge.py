"""The judgement of entries: actors, places, articles, claims, and the roles of events.

In go parsed entries, out come problems: roles that a type lacks, actors of the wrong kind, cycles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from libyagraph.check.names import Names, Unread, mark_of
from libyagraph.check.passages import passages
from libyagraph.fields import Reporter, shown
from libyagraph.model import Actor, Affiliation, Article, Claim, Corpus, Place
from libyagraph.read import Mark, Marks
from libyagraph.resolve import PARTIES, circling, event_of, event_type, find_claim, split, target
from libyagraph.vocabulary import EventType, Vocabulary


class Judge(Names):
    """Judges the entries of one corpus."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary, unread: Unread) -> None:
        super().__init__(corpus, unread)
        self._vocabulary = vocabulary
        self._circling_places = circling({p.id: p.within for p in corpus.places.values()})

    def actor(self, actor: Actor) -> None:
        """Judge an actor of the registry, or of an article."""
        report = self.report(actor.file)
        self.sources(report, actor.sources, actor.marks)
        for fact in actor.affiliations:
            self.sources(report, fact.sources, fact.marks)
            if not fact.target:  # which was reported where it was read
                continue
            if fact.target not in self._corpus.actors:
                if self.may_be_there("actors", fact.target):
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
        """Judge a place."""
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
                report.error(mark_of(marks, key), message, "wrong-role")
            limit = type_.limits.get(key)
            for number, id_ in enumerate(ids if limit else ()):
                actor = actors.get(id_)
                if limit and actor and actor.kind and actor.kind not in limit:
                    mark = mark_of(marks, f"{key}.{number}")
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
                report.error(mark_of(marks, last[id_]), message, "self")
        # Who stands on one side is not joined to each other: two sides, or participants.
        loose = len(roles.get("participants", ()))
        parties = loose + ("actor" in roles) + ("recipient" in roles)
        if parties < type_.least_parties and all(k in roles or k not in marks for k in PARTIES):
            need = "two sides (actor and recipient), or participants"
            message = f"type {type_.key} needs {need if type_.least_parties > 1 else 'a party'}"
            report.error(marks[""], message, "missing-role")

    def article(self, article: Article) -> None:
        """Judge an article with its claims."""
        report = self.report(article.file)
        self.known(report, article.marks, "publisher", (article.publisher,))
        self.known(report, article.marks, "agency", (article.agency,))
        papers = article.republished_by
        self.known(report, article.marks, "republished_by", papers)
        first = self._corpus.claims[article.id]
        outer = {id_: split(claim.part_of, article.id) for id_, claim in first.items()}
        circles = circling({id_: ref[1] for id_, ref in outer.items() if ref[0] == article.id})
        for claim in article.claims:
            if claim.id and first[claim.id] is not claim:
                line = mark_of(first[claim.id].marks, "id").line
                message = f"claim {claim.id} stands twice, first on line {line}"
                report.error(mark_of(claim.marks, "id"), message, "duplicate-id")
            elif claim.id in self._corpus.events:
                message = f"{claim.id} is the id of a shared event; choose another for the claim"
                report.error(mark_of(claim.marks, "id"), message, "duplicate-id")
            self._claim(report, article, claim)
            if claim.id in circles and "in" in claim.marks:
                report.error(claim.marks["in"], f"{claim.id} is in itself", "cycle")
        passages(report, article, article.claims)

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
                self.reference(report, article, ref, marks, f"{key}.{number}")
                if is_first and target(corpus, ref, article.id) == own:
                    mark = mark_of(marks, f"{key}.{number}")
                    report.error(mark, f"the claim {key} itself", "self")
        self._inside(report, article, claim)
        self._event(report, article, claim)

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
            if not self.reference(report, article, claim.event, claim.marks, "event"):
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


def _end(fact: Affiliation) -> Mark:
    """Where an affiliation names its other end."""
    return mark_of(fact.marks, "organisation" if "organisation" in fact.marks else "actor")
