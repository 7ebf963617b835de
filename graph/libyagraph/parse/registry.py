"""The registry: actors with their affiliations, places, and shared events.

In go the nodes of one file, out come model values; every problem goes to the file's reporter.
"""

from __future__ import annotations

import re

from libyagraph.fields import Fields, Reporter
from libyagraph.model import Actor, Affiliation, Event, Place
from libyagraph.names import kebab
from libyagraph.parse.common import WIKIDATA, aliases, matching, sources
from libyagraph.read import Mapping
from libyagraph.vocabulary import Vocabulary

_DECIMAL = re.compile(r"-?\d{1,3}(\.\d+)?", re.ASCII)

_FAMILIES = {
    "posts": ("organisation", "holdsPostIn"),
    "memberships": ("organisation", "memberOf"),
    "acts_for": ("actor", "actsFor"),
    "kin": ("actor", "kinOf"),
    "predecessors": ("actor", "succeeds"),
}
"""Each family of affiliations: the key of the other end, and the relation by default."""


class RegistryParser:
    """Parses registry files against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    # ---- registry

    def actors(self, root: Mapping, report: Reporter) -> list[Actor]:
        """The actors of a registry file."""
        top = Fields(root, "file", report)
        found = [
            self.actor(fields, local=False, number=number)
            for number, fields in enumerate(top.mappings("actors", "actor"))
        ]
        top.close()
        return found

    def places(self, root: Mapping, report: Reporter) -> list[Place]:
        """The places of a registry file."""
        top = Fields(root, "file", report)
        found = [self._place(f, number) for number, f in enumerate(top.mappings("places", "place"))]
        top.close()
        return found

    def events(self, root: Mapping, report: Reporter) -> list[Event]:
        """The shared events of a registry file."""
        top = Fields(root, "file", report)
        found = [self._event(f, number) for number, f in enumerate(top.mappings("events", "event"))]
        top.close()
        return found

    def actor(self, fields: Fields, *, local: bool, number: int = 0) -> Actor:
        """The `number`th actor of a file; a `local` one, of an article, needs no sources."""
        id_ = fields.id()
        affiliations: list[Affiliation] = []
        for family in _FAMILIES:
            if family in fields.nodes:
                for count, inner in enumerate(fields.mappings(family, f"fact under {family}"), 1):
                    path = ("actors", number, "affiliations", len(affiliations))
                    affiliations.append(self._affiliation(inner, family, count, id_, path))
            else:
                fields.take(family)
        actor = Actor(
            id=id_,
            kind=fields.one_of("kind", self._vocabulary.kinds, required=True),
            names=fields.by_language("names", required=True),
            aliases=aliases(fields),
            wikidata=matching(fields, "wikidata", WIKIDATA, "a Wikidata id such as Q79"),
            affiliations=tuple(affiliations),
            sources=sources(fields, required=not local),
            note=fields.text("note"),
            file=fields.report.file,
            marks=fields.report.kept(fields.marks, "actors", number),
        )
        fields.close()
        return actor

    def _affiliation(
        self, fields: Fields, family: str, number: int, holder: str, path: tuple[str | int, ...]
    ) -> Affiliation:
        key, relation = _FAMILIES[family]
        target = fields.id(key)
        if family in ("posts", "kin"):
            below = self._vocabulary.relation_and_below(relation)
            words = {kebab(word): word for word in below}
            relation = words.get(fields.one_of("relation", words), relation)
        period = fields.date("date" if family == "predecessors" else "during")
        found = Affiliation(
            family=family,
            number=number,
            holder=holder,
            target=target,
            relation=relation,
            titles=fields.by_language("title") if family == "posts" else {},
            during=period,
            sources=sources(fields, required=True),
            marks=fields.report.kept(fields.marks, *path),
        )
        fields.close()
        return found

    def _place(self, fields: Fields, number: int) -> Place:
        place = Place(
            id=fields.id(),
            kind=fields.one_of("kind", self._vocabulary.place_kinds, required=True),
            names=fields.by_language("names", required=True),
            aliases=aliases(fields),
            within=fields.id("within", required=False),
            latitude=_degrees(fields, "latitude", 90),
            longitude=_degrees(fields, "longitude", 180),
            geonames=matching(
                fields, "geonames", re.compile(r"\d+", re.ASCII), "a GeoNames number"
            ),
            wikidata=matching(fields, "wikidata", WIKIDATA, "a Wikidata id such as Q1016"),
            sources=sources(fields, required=True),
            note=fields.text("note"),
            file=fields.report.file,
            marks=fields.report.kept(fields.marks, "places", number),
        )
        alone = "longitude" if place.latitude else "latitude"
        if bool(place.latitude) != bool(place.longitude) and alone not in fields.nodes:
            fields.report.error(
                fields.node.mark, "latitude and longitude go together", "half-point"
            )
        fields.close()
        return place

    def _event(self, fields: Fields, number: int) -> Event:
        event = Event(
            id=fields.id(),
            type=fields.one_of("type", self._vocabulary.event_types, required=True),
            roles=self.roles(fields),
            places=fields.texts("place"),
            date=fields.date("date"),
            titles=fields.by_language("title"),
            sources=sources(fields, required=False),
            note=fields.text("note"),
            file=fields.report.file,
            marks=fields.report.kept(fields.marks, "events", number),
        )
        fields.close()
        return event

    def roles(self, fields: Fields) -> dict[str, tuple[str, ...]]:
        """The actors in each role that the ontology declares."""
        found = {key: fields.texts(key) for key in self._vocabulary.roles}
        return {key: values for key, values in found.items() if values}


def _degrees(fields: Fields, key: str, most: int) -> str:
    text = matching(fields, key, _DECIMAL, "decimal degrees")
    if text and abs(float(text)) > most:
        fields.report.error(fields.marks[key], f"{key} is beyond {most} degrees", "wrong-type")
        return ""
    return text
