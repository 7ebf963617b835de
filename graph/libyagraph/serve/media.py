"""Media types of answers, and which of them a client wants.

In go the value of an `Accept` header and what there is, out comes the one to send. Pure functions;
the rules are those of RFC 9110, section 12.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """A media type that there is, and the name of the format behind it."""

    type: str
    format: str
    text: bool = False
    """Whether the type takes a `charset`, which is UTF-8."""

    @property
    def content_type(self) -> str:
        """The value of `Content-Type`."""
        return f"{self.type}; charset=utf-8" if self.text else self.type


ROWS = (
    Offer("application/sparql-results+json", "json"),
    Offer("application/sparql-results+xml", "xml"),
    Offer("text/csv", "csv", text=True),
    Offer("text/tab-separated-values", "tsv", text=True),
    Offer("application/json", "json"),
    Offer("application/xml", "xml"),
    Offer("text/xml", "xml"),
)
"""Rows, and yes or no: the standard's own types first, which are sent to whoever takes anything."""

TRIPLES = (
    Offer("text/turtle", "turtle", text=True),
    Offer("application/n-triples", "ntriples"),
    Offer("application/rdf+xml", "rdfxml"),
    Offer("application/ld+json", "jsonld"),
    Offer("application/x-turtle", "turtle"),
    Offer("application/json", "jsonld"),
    Offer("application/xml", "rdfxml"),
    Offer("text/plain", "ntriples", text=True),
)

HTML = Offer("text/html", "html", text=True)

_MOST = 64
"""How many ranges of a header are looked at."""


def best(accept: str, offers: Sequence[Offer]) -> Offer | None:
    """The offer that `accept` prefers, the first of several; None where none will do.

    Without a header anything will do. A range that can't be read is passed over.
    """
    ranges = _ranges(accept)
    if not ranges:
        return offers[0]
    weighed = [(_weight(offer.type, ranges), offer) for offer in offers]
    weight, offer = max(weighed, key=lambda pair: pair[0])
    return offer if weight > 0 else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(",", _MOST)[:_MOST]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _quality(value.strip())
        if "/" in name:
            found.append((name, quality))
    return found


def _quality(value: str) -> float:
    try:
        return min(1.0, max(0.0, float(value))) if value[:1].isdigit() else 0.0
    except ValueError:
        return 0.0


def _weight(type_: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most specific range that the type lies in; 0 where it lies in none."""
    by_name = dict(ranges)
    for name in (type_, f"{type_.partition('/')[0]}/*", "*/*"):
        if name in by_name:
            return by_name[name]
    return 0.0


def zips(accept_encoding: str) -> bool:
    """Whether a client takes gzip."""
    told: dict[str, bool] = {}
    for part in accept_encoding.split(",", _MOST)[:_MOST]:
        name, _, parameter = (piece.strip().lower() for piece in part.partition(";"))
        key, _, value = parameter.partition("=")
        told.setdefault(name, key.strip() != "q" or _quality(value.strip()) > 0)
    return told.get("gzip", told.get("x-gzip", told.get("*", False)))
