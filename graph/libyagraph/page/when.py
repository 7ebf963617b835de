"""When an edge was: for certain, and possibly.

In goes an edge with its date, out come the two days between which it certainly was at some time: an
edge certainly was within a period when it began by the period's end and ended by its beginning or
later, whatever the days that its date leaves open. Nothing is said of edges without a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from libyagraph import edtf

if TYPE_CHECKING:
    from libyagraph.records import Edge


def certain(edge: Edge) -> tuple[str, str] | None:
    """The latest day of its beginning and the earliest of its end; empty where it has no such end.

    None where these are its bounds turned round, `last` and `first`: what is told as one day, month
    or year lies anywhere within it, and of several dates nothing is known but their bounds. Where
    the interval of a tie is open, the tie is certain no longer than its one known end. An
    affiliation goes on, as it does when ties are lifted through it.
    """
    if not edge.date or ";" in edge.date:
        return None
    try:
        date = edtf.parse(edge.date)
    except ValueError:  # a graph from elsewhere may have dates of its own
        return None
    begin, end = date.begin, date.end
    known = begin or end
    if not date.interval or not known:
        return None
    if edge.family == "affiliation":
        return edtf.iso(begin[1]) if begin else "", edtf.iso(end[0]) if end else ""
    return edtf.iso((begin or known)[1]), edtf.iso((end or known)[0])


def bounds(text: str) -> tuple[str, str] | None:
    """The first and the last day of a date; None where it is a day, or no date of ours."""
    try:
        date = edtf.parse(text)
    except ValueError:
        return None
    first = edtf.iso(date.first) if date.first else ""
    last = edtf.iso(date.last) if date.last else ""
    return None if first == last else (first, last)
