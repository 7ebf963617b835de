"""One actor, event, claim or article as text for a terminal.

In goes an id, out come lines: names, posts, ties by relation, each with date, status and source.
Everything that can be looked further into is shown with its id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from libyagraph.errors import UsageError
from libyagraph.fields import nearest
from libyagraph.records import Actor, Article, Claim, Edge, Event, Records
from libyagraph.vocabulary import Term, Vocabulary


def show(id_: str, records: Records, vocabulary: Vocabulary, language: str = "en") -> list[str]:
    """Lines about the thing of that id; a claim's own id will do where only one article has it.

    Raises `UsageError` where there is none.
    """
    writer = _Writer(records, vocabulary, language)
    if actor := records.actors.get(id_):
        return writer.actor(actor)
    if article := records.articles.get(id_):
        return writer.article(article)
    if claim := records.claims.get(id_):
        return writer.claim(claim)
    if event := records.events.get(id_):
        return writer.event(event)
    claims = [ref for ref in records.claims if ref.endswith(f"#{id_}")]
    if len(claims) == 1:
        return writer.claim(records.claims[claims[0]])
    known = [*records.actors, *records.articles, *records.claims, *records.events]
    hint = f"; say which: {', '.join(claims)}" if claims else nearest(id_, known)
    raise UsageError(f"there is no {id_} here{hint}")


class _Writer:
    def __init__(self, records: Records, vocabulary: Vocabulary, language: str) -> None:
        self._records, self._vocabulary, self._language = records, vocabulary, language

    def _word(self, table: Mapping[str, Term], key: str) -> str:
        return table[key].label(self._language) if key in table else key

    def _name(self, id_: str) -> str:
        actor = self._records.actors.get(id_)
        return f"{actor.name(self._language)} ({id_})" if actor else id_

    def _names(self, ids: Iterable[str]) -> str:
        return ", ".join(self._name(id_) for id_ in ids)

    # ---- actors

    def actor(self, actor: Actor) -> list[str]:
        lines = [self._name(actor.id), f"  {self._word(self._vocabulary.kinds, actor.kind)}"]
        lines += [f"  {lang}: {name}" for lang, name in sorted(actor.names.items())]
        if actor.aliases:
            known = (f"{a.value} [{a.valid}]" if a.valid else a.value for a in actor.aliases)
            lines.append(f"  also: {'; '.join(known)}")
        bloc = actor.camp or actor.state
        if bloc and bloc != actor.id:
            lines.append(f"  acts for: {self._name(bloc)}")
        if actor.wikidata:
            lines.append(f"  Wikidata: {actor.wikidata}")
        if actor.note:
            lines.append(f"  note: {actor.note}")
        facts = [e for e in self._records.of_family("affiliation") if self._is_end(e, actor.id)]
        lines += self._section("affiliations", (self._affiliation(e, actor.id) for e in facts))
        ties = [e for e in self._records.of_family("tie") if self._is_end(e, actor.id)]
        ties.sort(key=lambda e: (e.relation, e.first or "~", e.id))
        for relation, group in groupby(ties, key=lambda e: e.relation):
            title = self._word(self._vocabulary.relations, relation)
            lines += self._section(title, (self._tie(e) for e in group))
        own = {edge.id for edge in ties}
        lifted = [
            edge
            for edge in self._records.of_family("lifted")
            if edge.lifted_from in own or self._is_end(edge, actor.id)
        ]
        lines += self._section("lifted", (self._lifted(edge) for edge in lifted))
        tied = {claim for edge in ties for claim in edge.claims}
        others = [
            claim
            for claim in self._records.claims.values()
            if claim.id not in tied and self._takes_part(claim, actor.id)
        ]
        lines += self._section("other claims", (self._line(claim) for claim in others))
        return lines + self._section("sources", actor.sources)

    @staticmethod
    def _is_end(edge: Edge, id_: str) -> bool:
        return id_ in (edge.source, edge.target)

    @staticmethod
    def _takes_part(claim: Claim, id_: str) -> bool:
        return id_ in claim.said_by or any(id_ in ids for ids in claim.roles.values())

    @staticmethod
    def _section(title: str, lines: Iterable[str]) -> list[str]:
        found = [f"    {line}" for line in lines]
        return [f"  {title}", *found] if found else []

    def _affiliation(self, edge: Edge, id_: str) -> str:
        relation = self._word(self._vocabulary.relations, edge.relation)
        title = edge.title.get(self._language) or edge.title.get("en", "")
        said = f"{self._name(edge.source)} {relation} {self._name(edge.target)}"
        if edge.source == id_:
            said = f"{relation} {self._name(edge.target)}"
        period = edge.date or "no period"
        return " · ".join(part for part in (said, title, period) if part)

    def _tie(self, edge: Edge) -> str:
        arrow = "—" if edge.symmetric else "→"
        said = f"{self._name(edge.source)} {arrow} {self._name(edge.target)}"
        status = self._word(self._vocabulary.statuses, edge.status)
        if edge.denied_by:
            status += f" (denied by {self._names(edge.denied_by)})"
        parts = (said, edge.date or "undated", status, ", ".join(edge.claims))
        return " · ".join(parts)

    def _lifted(self, edge: Edge) -> str:
        relation = self._word(self._vocabulary.relations, edge.relation)
        said = f"{self._name(edge.source)} {relation} {self._name(edge.target)}"
        status = self._word(self._vocabulary.statuses, edge.status)
        ways = [self._way(way) for way in (edge.via_source, edge.via_target) if way]
        through = f"through {'; '.join(ways)}"
        return " · ".join((said, edge.date or "undated", status, through))

    def _way(self, way: Iterable[str]) -> str:
        """An end's way from affiliation to affiliation, with the period of each."""
        known = {edge.id: edge for edge in self._records.of_family("affiliation")}
        steps = [known[id_] for id_ in way if id_ in known]
        parts = [
            f"{self._word(self._vocabulary.relations, step.relation)} {step.target}"
            f" ({step.date or 'no period'})"
            for step in steps
        ]
        return f"{steps[0].source} {', '.join(parts)}" if steps else ""

    def _line(self, claim: Claim) -> str:
        type_ = self._word(self._vocabulary.event_types, claim.event_type)
        modality = self._word(self._vocabulary.modalities, claim.modality)
        return " · ".join((type_, claim.date or "undated", modality, claim.id))

    # ---- claims, events, articles

    def claim(self, claim: Claim) -> list[str]:
        article = self._records.articles[claim.article]
        modality = self._word(self._vocabulary.modalities, claim.modality)
        cue = f" (“{claim.cue}”)" if claim.cue else ""
        passages = ", ".join(f"{p.start}–{p.end}" for p in claim.evidence)
        lines = [
            claim.id,
            f"  {self._word(self._vocabulary.event_types, claim.event_type)}, event {claim.event}",
            *self._roles(claim.roles),
            f"  date: {claim.date or 'not told'}" + (f" (“{claim.words}”)" if claim.words else ""),
            f"  modality: {modality}{cue}",
            f"  said by: {self._names(claim.said_by)}",
        ]
        for title, ids in (
            ("according to", claim.attribution),
            ("relayed by", claim.relayed_by),
        ):
            if ids:
                lines.append(f"  {title}: {self._names(ids)}")
        for title, values in (
            ("place", claim.places),
            ("part of", (claim.part_of,) if claim.part_of else ()),
            *claim.links.items(),
            ("topics", claim.topics),
            ("figures", tuple(f"{f.kind} {f.comparator} {f.value}" for f in claim.figures)),
        ):
            if values:
                lines.append(f"  {title}: {', '.join(values)}")
        lines += [f"  {key}: {value}" for key, value in claim.extra.items()]
        denials = [c.id for c in self._records.claims.values() if self._denies(c, claim)]
        if denials:
            lines.append(f"  denied in: {', '.join(denials)}")
        if claim.note:
            lines.append(f"  note: {claim.note}")
        lines.append(f"  article: {article.title} ({article.id}), characters {passages}")
        return lines

    @staticmethod
    def _denies(other: Claim, claim: Claim) -> bool:
        return bool({claim.id, claim.event} & set(other.links.get("denies", ())))

    def _roles(self, roles: Mapping[str, tuple[str, ...]]) -> list[str]:
        return [
            f"  {self._word(self._vocabulary.roles, key)}: {self._names(ids)}"
            for key, ids in roles.items()
        ]

    def event(self, event: Event) -> list[str]:
        status = self._word(self._vocabulary.statuses, event.status) if event.status else "not told"
        claims = (self._line(self._records.claims[id_]) for id_ in event.claims)
        ties = (self._tie(e) for e in self._records.of_family("tie") if e.event == event.id)
        return [
            event.id,
            f"  {self._word(self._vocabulary.event_types, event.type)}, {status}",
            *self._roles(event.roles),
            f"  date: {'; '.join(event.dates) or 'not told'}",
            *self._section("claims", claims),
            *self._section("ties", ties),
        ]

    def article(self, article: Article) -> list[str]:
        claims = [c for c in self._records.claims.values() if c.article == article.id]
        claims.sort(key=lambda c: c.evidence[0].start if c.evidence else 0)
        agency = f", text of {self._name(article.agency)}" if article.agency else ""
        also = self._names(article.republished_by)
        lines = [
            article.title,
            f"  {article.id}",
            f"  {self._name(article.publisher)}{agency}" + (f"; also {also}" if also else ""),
            f"  published {article.published} ({article.basis})",
        ]
        if article.url:
            lines.append(f"  {article.url}")
        return lines + self._section("claims", (self._line(claim) for claim in claims))
