"""Ties by year or by month.

In go ties, out come periods from the first to the last that any of them reaches into, each with the
ties that can have been in it. A tie that lasted is in all of its periods, one of an uncertain date
in all that it may belong to, an open one up to the end of what is known. One without a date is in
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from libyagraph.records import Edge

PERIODS = ("year", "month")
By = Literal["year", "month"]


def periods(edges: Sequence[Edge], by: By) -> Iterator[tuple[str, tuple[Edge, ...]]]:
    """Each period, `2019` or `2019-04`, with its ties; a period without any is there too."""
    spans = [(_number(edge.first, by), _number(edge.last, by), edge) for edge in edges]
    known = [number for span in spans for number in span[:2] if number is not None]
    if not known:
        return
    low, high = min(known), max(known)
    for number in range(low, high + 1):
        inside = tuple(
            edge
            for first, last, edge in spans
            if (first is not None or last is not None)
            and (low if first is None else first) <= number <= (high if last is None else last)
        )
        yield _name(number, by), inside


def _number(day: str, by: By) -> int | None:
    """The number of the year or month of an ISO day; none where there is no such day."""
    year, _, rest = day[1:].partition("-")
    year = day[:1] + year
    if not year.lstrip("-").isdecimal():
        return None
    if by == "year":
        return int(year)
    return int(year) * 12 + int(rest[:2]) - 1


def _name(number: int, by: By) -> str:
    year, month = (number, 0) if by == "year" else divmod(number, 12)
    sign = "-" if year < 0 else ""
    text = f"{sign}{abs(year):04d}"
    return text if by == "year" else f"{text}-{month + 1:02d}"
