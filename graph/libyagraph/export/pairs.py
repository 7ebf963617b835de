"""One edge for each pair of actors and relation, in place of one for each event.

In go records, out come records whose edges stand for all edges of the same family, ends and
relation, and what a record has no room for: how many they are, their statuses, their periods. What
they rest on is kept: claims, articles, deniers. Nothing is left out, and nothing is averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from libyagraph.export.timeline import Periods, is_day, merged

if TYPE_CHECKING:
    from libyagraph.records import Edge, Records

COLUMNS: Mapping[str, type] = {
    "ties": int,
    "origins": int,
    "statuses": str,
    "undated": int,
    "periods": str,
}
"""What a merged edge carries beside the columns of any edge."""

RANKS = ("contested", "asserted", "reported", "alleged", "planned", "denied")
"""The status of a merged edge is the first that one of its ties has. A denied one beside one that
is told makes it contested, as a denial does to an event."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a merged edge carries beside its record.

    `ties` counts the edges that it stands for, `undated` those of them without a date, `origins`
    the distinct origins of all. `spells` are the periods of the dated ones.
    """

    ties: int
    origins: int
    statuses: str
    undated: int
    spells: Periods

    @property
    def periods(self) -> str:
        """The periods as text: EDTF intervals, joined by semicolons."""
        sound = all(is_day(day) for days in self.spells for day in days if day)
        spells = merged(self.spells) if sound else self.spells
        return "; ".join(f"{first or '..'}/{last or '..'}" for first, last in spells)


def paired(records: Records) -> tuple[Records, Mapping[str, Bundle]]:
    """The records with merged edges, and by the id of each what it carries beside them."""
    groups: dict[tuple[str, str, str, str, bool], list[Edge]] = {}
    for edge in sorted(records.edges, key=_when):
        ends = (edge.source, edge.target)
        source, target = sorted(ends) if edge.symmetric else ends
        key = (edge.family, source, edge.relation, target, edge.symmetric)
        groups.setdefault(key, []).append(edge)
    edges: list[Edge] = []
    bundles: dict[str, Bundle] = {}
    for (family, source, relation, target, symmetric), group in groups.items():
        id = f"pair/{family}/{source}/{relation}/{target}" + ("/both" if symmetric else "")
        edges.append(replace(_merged(group), id=id, source=source, target=target))
        bundles[id] = _bundle(group, records)
    order = ("tie", "lifted", "affiliation")
    edges.sort(key=lambda edge: (order.index(edge.family), edge.id))
    return replace(records, edges=tuple(edges)), bundles


def _merged(group: Sequence[Edge]) -> Edge:
    dated = [edge for edge in group if edge.first or edge.last]
    firsts, lasts = [edge.first for edge in dated], [edge.last for edge in dated]
    return replace(
        group[0],
        status=_status([edge.status for edge in group]),
        date=_joined(edge.date for edge in group),
        first="" if not all(firsts) else min(firsts, default=""),
        last="" if not all(lasts) else max(lasts, default=""),
        sources=sum(edge.sources for edge in group),
        event=_joined(edge.event for edge in group),
        event_type=_joined(edge.event_type for edge in group),
        claims=_all(edge.claims for edge in group),
        articles=_all(edge.articles for edge in group),
        denied_by=_all(edge.denied_by for edge in group),
        lifted_from=_joined(edge.lifted_from for edge in group),
        via_source=_all(edge.via_source for edge in group),
        via_target=_all(edge.via_target for edge in group),
        title={
            language: _joined(edge.title.get(language, "") for edge in group)
            for language in sorted({language for edge in group for language in edge.title})
        },
        provenance=_all(edge.provenance for edge in group),
    )


def _bundle(group: Sequence[Edge], records: Records) -> Bundle:
    articles = [records.articles.get(id) for edge in group for id in edge.articles]
    origins = {article.agency or article.publisher for article in articles if article}
    origins.update(source for edge in group for source in edge.provenance)
    counts = Counter(edge.status for edge in group if edge.status)
    dated = [(edge.first, edge.last) for edge in group if edge.first or edge.last]
    return Bundle(
        ties=len(group),
        origins=len(origins),
        statuses="; ".join(f"{status} {counts[status]}" for status in sorted(counts, key=_rank)),
        undated=len(group) - len(dated),
        spells=tuple(sorted(set(dated))),
    )


def _status(statuses: Sequence[str]) -> str:
    told = {status for status in statuses if status}
    if "denied" in told and len(told) > 1:
        return RANKS[0]
    return min(told, key=_rank, default="")


def _rank(status: str) -> tuple[int, str]:
    return (RANKS.index(status) if status in RANKS else len(RANKS), status)


def _when(edge: Edge) -> tuple[bool, str, str, str]:
    """In the order of time, undated ones last."""
    return (not (edge.first or edge.last), edge.first, edge.last, edge.id)


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))


def _all(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({item for items in lists for item in items}))
