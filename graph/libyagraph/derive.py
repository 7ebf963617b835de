"""What follows from all claims together: statuses, dates, ties, lifted ties, plain edges.

In goes a checked corpus with the vocabulary, out come the lines of the derived graph. Nothing here
is typed in by anybody, and nothing is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from libyagraph import edtf, names
from libyagraph.edtf import Bounds
from libyagraph.happenings import Happening, Happenings, status
from libyagraph.lift import Lifter, Way
from libyagraph.model import Corpus
from libyagraph.names import GRAPH_DERIVED, LG, SEM, XSD
from libyagraph.quads import Quads, boolean, date, integer, iri, typed
from libyagraph.resolve import Told
from libyagraph.ties import TieKey, ties_of
from libyagraph.vocabulary import Vocabulary
from libyagraph.write import affiliation_iri


def derive(corpus: Corpus, vocabulary: Vocabulary) -> list[str]:
    """The lines of the derived graph."""
    happenings = Happenings(corpus)
    deriver = _Deriver(corpus, vocabulary)
    for event in happenings.events.values():
        if event.told or event.denials:
            deriver.event(event)
            for key, told in ties_of(event, happenings, vocabulary).items():
                deriver.tie(event, key, told, happenings.denials_of(event, told))
    return deriver.quads.lines


@dataclass(frozen=True, slots=True)
class _Edge:
    """What a tie and the lifted tie above it have in common."""

    key: TieKey
    event: Happening
    status: str
    told: tuple[Told, ...]


class _Deriver:
    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lifter = Lifter(corpus, vocabulary)
        self.quads = Quads(GRAPH_DERIVED)

    def event(self, event: Happening) -> None:
        """Its status, its bounds, and its actors and places in SEM's terms."""
        subject, quads = names.event(event.id), self.quads
        self._status(subject, status(event.told, event.parties(), bool(event.denials)))
        self._period(subject, event)
        for actor in sorted(event.named()):
            quads.add(subject, SEM + "hasActor", iri(names.actor(actor)))
        for place in sorted(event.places):
            quads.add(subject, SEM + "hasPlace", iri(names.place(place)))
        for name, bounds in zip(("Begin", "End"), edtf.combine(event.dates), strict=True):
            for which, day in zip(("Earliest", "Latest"), bounds or (), strict=False):
                quads.add(subject, f"{SEM}has{which}{name}TimeStamp", _day(day))

    def tie(self, event: Happening, key: TieKey, told: list[Told], denials: list[Told]) -> None:
        """One tie, the tie lifted from it, and the plain edge where it is asserted."""
        subject, quads = key.iri, self.quads
        word = status(told, event.parties(), bool(denials))
        edge = _Edge(key, event, word, tuple(told or denials))
        quads.type(subject, LG + "Tie")
        self._edge(subject, key.start, key.end, edge)
        quads.say(subject, "basedOn", *(iri(names.claim(claim.ref)) for claim in edge.told))
        deniers = sorted({who for denial in denials for who in _denier(denial)})
        quads.say(subject, "deniedBy", *(iri(names.actor(who)) for who in deniers))
        when = _when(edge)
        start, end = self._lifter.way(key.start, when), self._lifter.way(key.end, when)
        quads.say(subject, "fromLifted", iri(names.actor(start.end)))
        quads.say(subject, "toLifted", iri(names.actor(end.end)))
        self._ways(subject, start, end)
        if (start.through or end.through) and start.end != end.end:
            lifted = subject + "/lifted"
            quads.type(lifted, LG + "LiftedTie")
            self._edge(lifted, start.end, end.end, edge)
            quads.say(lifted, "liftedFrom", iri(subject))
            self._ways(lifted, start, end)
        if word == "asserted":
            self._plain(key)

    def _status(self, subject: str, word: str) -> None:
        self.quads.say(subject, "status", iri(self._vocabulary.statuses[word].iri))

    def _period(self, subject: str, event: Happening) -> None:
        begin, end = edtf.combine(event.dates)
        if begin:
            self.quads.say(subject, "first", _day(begin[0]))
        if end:
            self.quads.say(subject, "last", _day(end[1]))

    def _edge(self, subject: str, start: str, end: str, edge: _Edge) -> None:
        quads = self.quads
        quads.say(subject, "from", iri(names.actor(start)))
        quads.say(subject, "to", iri(names.actor(end)))
        quads.say(subject, "relation", iri(self._vocabulary.relations[edge.key.relation].iri))
        quads.say(subject, "symmetric", boolean(edge.key.symmetric))
        quads.say(subject, "ofEvent", iri(names.event(edge.event.id)))
        quads.say(subject, "sources", integer(_origins(edge.told)))
        quads.say(subject, "date", *sorted({date(value) for value in edge.event.dates}))
        self._status(subject, edge.status)
        self._period(subject, edge.event)

    def _ways(self, subject: str, start: Way, end: Way) -> None:
        quads = self.quads
        quads.say(subject, "fromVia", *(iri(affiliation_iri(fact)) for fact in start.through))
        quads.say(subject, "toVia", *(iri(affiliation_iri(fact)) for fact in end.through))
        if start.undated or end.undated:
            quads.say(subject, "undatedWay", boolean(True))

    def _plain(self, key: TieKey) -> None:
        """The relation as a property from actor to actor, with those above it."""
        relations = self._vocabulary.relations
        start, end = names.actor(key.start), names.actor(key.end)
        for name in (key.relation, *relations[key.relation].parents):
            self.quads.say(start, name, iri(end))
            if key.symmetric or relations[name].symmetric:
                self.quads.say(end, name, iri(start))


def _when(edge: _Edge) -> Bounds:
    """The date at which ends are lifted: the event's, else the first article's publication."""
    begin, end = edtf.combine(edge.event.dates)
    published = [claim.article.published for claim in edge.told]
    known = [date.begin or date.end for date in published]
    return begin or end or min(bounds for bounds in known if bounds)


def _denier(denial: Told) -> tuple[str, ...]:
    return denial.roles.get("actor", ()) or denial.said_by


def _origins(told: Iterable[Told]) -> int:
    """How many distinct origins: an agency's text counts once, however often it is printed."""
    return len({claim.article.agency or claim.article.publisher for claim in told})


def _day(day: edtf.Day) -> str:
    return typed(edtf.iso(day), XSD + "date")
