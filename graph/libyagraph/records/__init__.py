"""The built graph as plain records: what the page, `show`, the network and the exports read.

In goes an open Oxigraph store, out come frozen records with ids in place of IRIs, sorted, so that
the same graph always gives the same records. Nothing here queries the YAML: a graph that came from
elsewhere is read the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of an actor; `valid` is the EDTF period in which it means this actor."""

    value: str
    language: str
    valid: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the registry, or a local one of an article.

    `camp` is the camp of its latest affiliation that leads to one, `state` the state (or
    international organisation) that it acts for, itself included; either may be empty.
    """

    id: str
    kind: str
    names: Mapping[str, str]
    aliases: tuple[Alias, ...] = ()
    camp: str = ""
    state: str = ""
    wikidata: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """The name in `language`, else in French, else in English, else the id."""
        for key in (language, "fr", "en"):
            if key in self.names:
                return self.names[key]
        return next(iter(self.names.values()), self.id)


@dataclass(frozen=True, slots=True)
class Place:
    """A place; degrees north and east (WGS84), or None where no source gives them."""

    id: str
    kind: str
    names: Mapping[str, str]
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A source text: never the text itself."""

    id: str
    title: str
    language: str
    publisher: str
    published: str
    basis: str
    url: str = ""
    agency: str = ""
    republished_by: tuple[str, ...] = ()
    sha256: str = ""
    characters: int = 0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Evidence: code points `start` to `end` (end excluded) of the article's text."""

    start: int
    end: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a claim tells, with its comparator (`=`, `>`, `>=`, `<`, `<=`, `~`)."""

    kind: str
    comparator: str
    value: int


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says about one event. Ids are full: `article#id`."""

    id: str
    article: str
    event: str
    event_type: str
    modality: str
    said_by: tuple[str, ...]
    evidence: tuple[Passage, ...]
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    date: str = ""
    effective: str = ""
    words: str = ""
    cue: str = ""
    attribution: tuple[str, ...] = ()
    relayed_by: tuple[str, ...] = ()
    part_of: str = ""
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Answers to other claims and events: relation (`denies`, `rejects`, …) to ids."""
    topics: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    """`nth`, `within`, `outcome`, `repeated`, `conditions`, `label`, as text."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, or is said to have happened: the union of what its claims say."""

    id: str
    type: str
    status: str
    roles: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...]
    dates: tuple[str, ...]
    first: str
    last: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie, a lifted tie or an affiliation: `family` tells which.

    `first` and `last` are full ISO days or empty (open or unknown); `date` is EDTF as written.
    `sources` counts distinct origins. For a lifted tie `lifted_from` is the tie and the two `via`
    are the affiliations on the way of each end; for an affiliation `claims` is empty and
    `provenance` holds its sources.
    """

    id: str
    family: str
    source: str
    target: str
    relation: str
    symmetric: bool
    polarity: int
    status: str
    date: str = ""
    first: str = ""
    last: str = ""
    sources: int = 1
    event: str = ""
    event_type: str = ""
    claims: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    lifted_from: str = ""
    via_source: tuple[str, ...] = ()
    via_target: tuple[str, ...] = ()
    title: Mapping[str, str] = field(default_factory=dict)
    provenance: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Records:
    """A whole graph as records, each table sorted by id."""

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    events: Mapping[str, Event]
    edges: tuple[Edge, ...]
    """Ties, then lifted ties, then affiliations, each sorted by id."""

    def ties(self) -> tuple[Edge, ...]:
        """The ties alone."""
        return self.of_family("tie")

    def of_family(self, family: str) -> tuple[Edge, ...]:
        """The edges of one family: `tie`, `lifted` or `affiliation`."""
        return tuple(edge for edge in self.edges if edge.family == family)
