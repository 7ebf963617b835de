"""Passages against the regions of their article: what lies outside, and where nothing should be.

In go an article and its claims, out come problems. Texts are compared by `evidence`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from libyagraph.check.names import mark_of
from libyagraph.fields import Reporter, shown
from libyagraph.model import Article, Claim, Region


def passages(report: Reporter, article: Article, claims: Iterable[Claim]) -> None:
    """Report all that is wrong with where the claims of an article stand."""
    ignored, no_claim = _Regions(article.ignore), _Regions(article.no_claim)
    for claim in claims:
        _passages(report, article, claim, ignored, no_claim)
    _quotes(report, article)
    for key, regions in (("ignore", article.ignore), ("no_claim", article.no_claim)):
        for number, region in enumerate(regions):
            if article.characters and region.end > article.characters:
                message = (
                    f"[{region.start}, {region.end}] ends after the text's {article.characters}"
                )
                report.error(mark_of(article.marks, f"{key}.{number}"), message, "bad-passage")


def _passages(
    report: Reporter, article: Article, claim: Claim, ignored: _Regions, empty: _Regions
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


def _quotes(report: Reporter, article: Article) -> None:
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
        message = f"{what} still to be placed; check --fix with the text turns {it} into positions"
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
