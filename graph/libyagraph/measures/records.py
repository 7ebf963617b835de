"""The measures of a part of a graph, for all time or period by period.

In go records, the vocabulary and the style that tells blocs, out come measures. Nothing is read or
written here.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, cast

from libyagraph.measures.measure import Measures, measure
from libyagraph.measures.periods import PERIODS, By, periods
from libyagraph.measures.projection import counted
from libyagraph.network.lifted import lifted
from libyagraph.network.narrow import unknown

if TYPE_CHECKING:
    from libyagraph.records import Records
    from libyagraph.style import Style
    from libyagraph.vocabulary import Vocabulary


def measured(
    part: Records,
    whole: Records,
    vocabulary: Vocabulary,
    style: Style,
    *,
    by: str | None = None,
    lift: bool = False,
    statuses: Collection[str] = (),
    seed: int = 0,
) -> list[Measures]:
    """The measures of the ties of a part, or of the lifted ones; one for each period asked for.

    Raises `UsageError` for an unknown status or period.
    """
    for status in statuses:
        if status not in vocabulary.statuses:
            raise unknown("status", status, vocabulary.statuses)
    if by is not None and by not in PERIODS:
        raise unknown("period", by, PERIODS)
    blocs = {id: style.bloc(actor) for id, actor in whole.actors.items()}
    edges = counted(lifted(part, whole).edges if lift else part.ties(), statuses)
    if by is None:
        return [measure(edges, blocs, seed=seed)]
    return [
        measure(inside, blocs, seed=seed, period=period)
        for period, inside in periods(edges, cast("By", by))
    ]
