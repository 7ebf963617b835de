"""The typed model of a corpus: what the annotations say, before anything is derived from it.

Values only: `parse` makes them, `check` judges them, `write` and `derive` read them. Every value
that can be wrong carries the mark of where it was written; marks take no part in comparisons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from libyagraph.edtf import Edtf
from libyagraph.read import Marks


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name; `valid` is the period in which it means this actor or place."""

    value: str
    language: str
    valid: Edtf | None = None
    misspelling: bool = False


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A sourced fact that joins two actors.

    `family` is the key of the registry it was written under: `posts`, `memberships`, `acts_for`,
    `kin` or `predecessors`; `number` counts from 1 within it.
    """

    family: str
    number: int
    holder: str
    target: str
    relation: str
    titles: Mapping[str, str]
    during: Edtf | None
    sources: tuple[str, ...]
    marks: Marks = field(compare=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the registry, or a local one of an article."""

    id: str
    kind: str
    names: Mapping[str, str]
    aliases: tuple[Alias, ...]
    wikidata: str
    affiliations: tuple[Affiliation, ...]
    sources: tuple[str, ...]
    note: str
    file: str = field(compare=False)
    marks: Marks = field(compare=False)


@dataclass(frozen=True, slots=True)
class Place:
    """A place; degrees north and east (WGS84) as written, or empty."""

    id: str
    kind: str
    names: Mapping[str, str]
    aliases: tuple[Alias, ...]
    within: str
    latitude: str
    longitude: str
    geonames: str
    wikidata: str
    sources: tuple[str, ...]
    note: str
    file: str = field(compare=False)
    marks: Marks = field(compare=False)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage: code points `start` to `end` (end excluded), or a quote still to be found."""

    start: int
    end: int
    digest: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a claim tells."""

    kind: str
    comparator: str
    value: int


@dataclass(frozen=True, slots=True)
class Label:
    """The loaded word that a party uses for another."""

    term: str
    target: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says about one event, as written: nothing inherited, nothing defaulted."""

    id: str = ""
    type: str = ""
    event: str = ""
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    modality: str = ""
    cue: str = ""
    according_to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    part_of: str = ""
    places: tuple[str, ...] = ()
    date: Edtf | None = None
    undated: bool = False
    effective: Edtf | None = None
    words: str = ""
    topics: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    labels: tuple[Label, ...] = ()
    nth: int | None = None
    within: str = ""
    outcome: str = ""
    repeated: bool = False
    note: str = ""
    review: str = ""
    marks: Marks = field(compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """An event of the shared list: what several articles tell of."""

    id: str
    type: str
    roles: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...]
    date: Edtf | None
    titles: Mapping[str, str]
    sources: tuple[str, ...]
    note: str
    file: str = field(compare=False)
    marks: Marks = field(compare=False)


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the text that holds no claim, with the reason."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """A source text and what is said of it; never the text itself."""

    id: str
    title: str
    publisher: str
    republished_by: tuple[str, ...]
    agency: str
    language: str
    published: Edtf
    basis: str
    basis_note: str
    url: str
    text_file: str
    sha256: str
    characters: int
    ignore: tuple[Region, ...]
    no_claim: tuple[Region, ...]
    actors: tuple[Actor, ...]
    claims: tuple[Claim, ...]
    note: str
    file: str = field(compare=False)
    marks: Marks = field(compare=False)


@dataclass(frozen=True, slots=True)
class Corpus:
    """All of it, each table sorted by id. `actors` holds the articles' local actors too.

    `claims` finds a claim by the ids of its article and its own; where an id stands twice, the
    first has it. `events_of` is what `resolve.event_of` remembers of the event of each claim.
    """

    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    events: Mapping[str, Event]
    articles: Mapping[str, Article]
    claims: Mapping[str, Mapping[str, Claim]] = field(init=False, compare=False, repr=False)
    events_of: dict[str, str] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        claims = {
            article.id: {claim.id: claim for claim in reversed(article.claims)}
            for article in self.articles.values()
        }
        object.__setattr__(self, "claims", claims)
