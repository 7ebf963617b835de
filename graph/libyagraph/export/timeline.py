"""When edges and nodes are there, as days that Gephi's timeline takes.

In go the days of edges as text, out come periods: whole ISO days or an open end, never reversed,
never overlapping. What can't be such a day becomes an open end, and is reported. No day is
invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from libyagraph.export.characters import told

if TYPE_CHECKING:
    from libyagraph.export.characters import Cleaner
    from libyagraph.export.table import Arc

Days = tuple[str, str]
"""The first and the last day of a period, either of them empty where it is open."""
Periods = tuple[Days, ...]
"""In the order of time; none of them where something is there on all days."""

SPELLS = "spells"
"""Where an edge of a network that stands for several keeps their periods."""

ALWAYS = ("", "")


def periods(edge: Arc, first: str, last: str, cleaner: Cleaner) -> Periods:
    """The periods of an edge: its spells where it has several, else from `first` to `last`."""
    spells = edge.facts.get(SPELLS)
    found, wrong = _sound(spells if isinstance(spells, tuple) else ((first, last),))
    for complaint in wrong:
        cleaner.report(f"edge {told(edge.id)}: {complaint}")
    return found


@lru_cache(maxsize=20_000)
def _sound(spells: Periods) -> tuple[Periods, tuple[str, ...]]:
    """Periods that Gephi takes, open where it would refuse a day, and what was wrong."""
    found: list[Days] = []
    wrong: list[str] = []
    for days in spells:
        first, last = (day if not day or is_day(day) else "" for day in days)
        for day, kept in zip(days, (first, last), strict=True):
            if day != kept:
                wrong.append(
                    f"{told(day)} is no ISO day of the years 1 to 9999; open on the timeline"
                )
        if first and last and last < first:
            wrong.append(f"{first} is after {last}; no dates on the timeline")
            first = last = ""
        found.append((first, last))
    return merged(found), tuple(wrong)


@lru_cache(maxsize=20_000)
def is_day(text: str) -> bool:
    """Whether a text is an ISO day of the years 1 to 9999, and not half of one."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def merged(spells: Iterable[Days]) -> Periods:
    """The same time as periods that neither overlap nor touch, which Gephi would refuse."""
    found: list[Days] = []
    for first, last in sorted(set(spells), key=lambda days: (days[0], days[1] or "~")):
        if found and _meets(found[-1][1], first):
            before = found.pop()
            end = max(before[1], last) if before[1] and last else ""
            found.append((before[0], end))
        else:
            found.append((first, last))
    return () if ALWAYS in found else tuple(found)


def _meets(end: str, start: str) -> bool:
    """Whether a period that begins on `start` overlaps or follows one that ends on `end`."""
    if not end or not start or start <= end:
        return True
    return date.fromisoformat(start) - date.fromisoformat(end) == timedelta(days=1)


def lives(edges: Sequence[Arc], times: Mapping[str, Periods]) -> Mapping[str, Periods]:
    """From the first to the last day of a node's edges, open where one of them is open.

    Gephi hides an edge whose node is hidden, so an undated edge keeps its nodes on all days.
    """
    found: dict[str, Days] = {}
    for edge in edges:
        spells = times.get(edge.id) or (ALWAYS,)
        first, last = spells[0][0], spells[-1][1]
        for node in (edge.source, edge.target):
            low, high = found.get(node, (first, last))
            found[node] = (
                min(low, first) if low and first else "",
                max(high, last) if high and last else "",
            )
    return {node: () if days == ALWAYS else (days,) for node, days in found.items()}
