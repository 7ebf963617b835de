"""What stands around a claim: the claims that it is in, and the date that it has from them.

In go a claim and the claims of its article, by id; what is missing or turns in a circle ends the
search, and is for `check` to report.
"""

from __future__ import annotations

from collections.abc import Mapping

from libyagraph.edtf import Edtf
from libyagraph.model import Claim

DEEPEST = 6
"""How many claims are looked at of those that a claim is in."""


def outer(claim: Claim, siblings: Mapping[str, Claim]) -> list[Claim]:
    """The claims that a claim is in, from the inside out; no more than anybody writes."""
    found: dict[str, Claim] = {}
    while claim.part_of and len(found) < DEEPEST:
        beyond = siblings.get(claim.part_of.rpartition("#")[2])
        if beyond is None or beyond.id in found:
            break
        found[beyond.id] = claim = beyond
    return list(found.values())


def date_of(
    claim: Claim, siblings: Mapping[str, Claim], known: dict[str, Edtf | None]
) -> Edtf | None:
    """The date of a claim: its own, else that of the nearest claim that it is in and that tells.

    What is found of the claims on the way is kept in `known`, for the next claim of the article.
    """
    way: set[str] = set()
    at: Claim | None = claim
    date = None
    while at is not None and at.id not in way:
        date = at.date
        if date or at.undated:
            break
        if at.id in known:
            date = known[at.id]
            break
        way.add(at.id)
        at = siblings.get(at.part_of.rpartition("#")[2]) if at.part_of else None
    known.update(dict.fromkeys(way, date))
    return date
