"""One line of JSON for each claim, with everything flattened: for data frames.

In go the records of a graph, out come bytes and messages about forbidden characters. A line holds
what the claim says, the article that says it, and the event that it tells of. Every line has all
keys, in one order: lists for what may be several, `null` for a number or truth that is not known,
and an empty text for a text that is not.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeVar

from libyagraph import edtf, names
from libyagraph.export.characters import Cleaner

if TYPE_CHECKING:
    from libyagraph.records import Claim, Edge, Records
    from libyagraph.vocabulary import EventType, Vocabulary

Ids = list[str]
Row = dict[str, object]
_Value = TypeVar("_Value")


def render(records: Records, vocabulary: Vocabulary, language: str) -> tuple[bytes, list[str]]:
    """The claims in the order of their ids, in UTF-8, and a message for each thing changed."""
    cleaner = Cleaner()
    flat = _Flat(records, vocabulary, language)
    rows = (_clean(flat.row(claim), cleaner, claim.id) for claim in records.claims.values())
    lines = [json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode(), cleaner.messages


class _Flat:
    def __init__(self, records: Records, vocabulary: Vocabulary, language: str) -> None:
        self._records, self._vocabulary, self._language = records, vocabulary, language
        self._ties: Mapping[str, list[Edge]] = _grouped(
            (claim, tie) for tie in records.ties() for claim in tie.claims
        )
        self._denials: Mapping[str, list[Claim]] = _grouped(
            (denied, claim)
            for claim in records.claims.values()
            for denied in claim.links.get("denies", ())
        )

    def row(self, claim: Claim) -> Row:
        """A claim as one flat mapping."""
        return {
            "claim": claim.id,
            "iri": names.claim(claim.id),
            **self._article(claim),
            **self._said(claim),
            **self._event(claim),
            **self._done(claim),
            **self._places(claim),
            **self._answers(claim),
            **_numbers(claim),
            "evidence_starts": [passage.start for passage in claim.evidence],
            "evidence_ends": [passage.end for passage in claim.evidence],
            "evidence_digests": [passage.digest for passage in claim.evidence],
            "note": claim.note,
        }

    def _article(self, claim: Claim) -> Row:
        article = self._records.articles.get(claim.article)
        published = article.published if article else ""
        return {
            "article": claim.article,
            "title": article.title if article else "",
            "language": article.language if article else "",
            "publisher": article.publisher if article else "",
            "publisher_name": self._name(article.publisher) if article else "",
            "agency": article.agency if article else "",
            "republished_by": list(article.republished_by) if article else [],
            "url": article.url if article else "",
            **_dates("published", published),
            "published_basis": article.basis if article else "",
        }

    def _said(self, claim: Claim) -> Row:
        return {
            "modality": claim.modality,
            "cue": claim.cue,
            "said_by": list(claim.said_by),
            "said_by_names": self._names(claim.said_by),
            "attribution": list(claim.attribution),
            "attribution_names": self._names(claim.attribution),
            "relayed_by": list(claim.relayed_by),
            "part_of": claim.part_of,
        }

    def _event(self, claim: Claim) -> Row:
        event = self._records.events.get(claim.event)
        type_ = self._vocabulary.event_types.get(claim.event_type)
        ties = self._ties.get(claim.id, [])
        return {
            "event": claim.event,
            "event_type": claim.event_type,
            "event_label": type_.label(self._language) if type_ else claim.event_type,
            **_codes(type_),
            "status": event.status if event else "",
            "event_first": event.first if event else "",
            "event_last": event.last if event else "",
            "ties": [tie.id for tie in ties],
            "relations": sorted({tie.relation for tie in ties}),
            "tie_statuses": [tie.status for tie in ties],
        }

    def _done(self, claim: Claim) -> Row:
        roles: Row = {}
        for role in self._vocabulary.roles:
            roles[role] = list(claim.roles.get(role, ()))
            roles[f"{role}_names"] = self._names(claim.roles.get(role, ()))
        return {
            **roles,
            **_dates("date", claim.date),
            **_dates("effective", claim.effective),
            "words": claim.words,
            "topics": list(claim.topics),
        }

    def _places(self, claim: Claim) -> Row:
        known = {id: self._records.places.get(id) for id in claim.places}
        places = [place for place in known.values() if place]
        placed = [place for place in places if place.latitude is not None]
        return {
            "places": list(claim.places),
            "place_names": [
                (_in(place.names, self._language) if place else "") or id
                for id, place in known.items()
            ],
            "latitudes": [place.latitude if place else None for place in known.values()],
            "longitudes": [place.longitude if place else None for place in known.values()],
            "latitude": placed[0].latitude if placed else None,
            "longitude": placed[0].longitude if placed else None,
        }

    def _answers(self, claim: Claim) -> Row:
        links = {link: list(claim.links.get(link, ())) for link in self._vocabulary.links}
        denials = {
            denial.id: denial
            for denied in (claim.id, claim.event)
            for denial in self._denials.get(denied, ())
        }
        deniers = {
            who
            for denial in denials.values()
            for who in denial.roles.get("actor", ()) or denial.said_by
        }
        return {**links, "denied_in": sorted(denials), "denied_by": sorted(deniers)}

    def _name(self, id: str) -> str:
        actor = self._records.actors.get(id)
        return actor.name(self._language) if actor else id

    def _names(self, ids: Iterable[str]) -> Ids:
        return [self._name(id) for id in ids]


def _grouped(pairs: Iterable[tuple[str, _Value]]) -> Mapping[str, list[_Value]]:
    found: dict[str, list[_Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _codes(type_: EventType | None) -> Row:
    """The codes of PLOVER, CAMEO and UCDP.

    A CAMEO root is `CAMEO 05`: pandas makes the number 5 of a column of `05` alone.
    """
    return {
        "plover": type_.plover if type_ else "",
        "plover_mode": type_.plover_mode if type_ else "",
        "cameo": f"CAMEO {type_.cameo}" if type_ and type_.cameo else "",
        "quad_class": type_.quad_class if type_ else "",
        "ucdp": type_.ucdp if type_ else "",
    }


def _dates(name: str, text: str) -> Row:
    """A date as EDTF, and its first and last day; `date_edtf`, since pandas converts a `date`."""
    try:
        date = edtf.parse(text) if text else None
    except ValueError:  # a graph from elsewhere may hold anything
        date = None
    first, last = (date.first, date.last) if date else (None, None)
    return {
        f"{name}_edtf": text,
        f"{name}_first": edtf.iso(first) if first else "",
        f"{name}_last": edtf.iso(last) if last else "",
    }


def _numbers(claim: Claim) -> Row:
    extra = claim.extra
    nth = extra.get("nth", "")
    return {
        "figures": [f"{f.kind} {f.comparator} {f.value}" for f in claim.figures],
        "figure_kinds": [figure.kind for figure in claim.figures],
        "figure_comparators": [figure.comparator for figure in claim.figures],
        "figure_values": [figure.value for figure in claim.figures],
        "nth": int(nth) if nth.isdecimal() else None,
        "within": extra.get("within", ""),
        "outcome": extra.get("outcome", ""),
        "repeated": extra.get("repeated") == "true",
        "conditions": extra["conditions"].split("; ") if extra.get("conditions") else [],
        "label": extra.get("label", ""),
    }


def _in(texts: Mapping[str, str], language: str) -> str:
    return next((texts[key] for key in (language, "fr", "en") if key in texts), "")


def _clean(row: Row, cleaner: Cleaner, id: str) -> Row:
    return {name: _cleaned(value, cleaner, id, name) for name, value in row.items()}


def _cleaned(value: object, cleaner: Cleaner, id: str, name: str) -> object:
    if isinstance(value, str):
        return cleaner.text(value, "claim", id, name)
    if isinstance(value, list):
        return [_cleaned(item, cleaner, id, name) for item in value]
    return value
