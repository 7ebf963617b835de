"""The vocabulary: what `ontology/*.ttl` declares, as frozen values.

In goes the directory of the ontology, out comes one `Vocabulary`: kinds of actors, event types with
their roles and tie rules, relations, modalities, statuses, topics. No word of it is repeated in
Python: an event type is added in Turtle alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LANGUAGES = ("en", "fr", "ar")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology: `key` is the word that people type for it."""

    key: str
    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]

    def label(self, language: str) -> str:
        """The label in `language`, else in English, else the key."""
        return self.labels.get(language) or self.labels.get("en") or self.key


@dataclass(frozen=True, slots=True)
class Kind(Term):
    """A kind of actor: `shape` is how it is drawn.

    Lifting stops at a `final` kind; who is a member of a `gathering` one is lifted to it.
    """

    shape: str = "dot"
    final: bool = False
    gathering: bool = False


@dataclass(frozen=True, slots=True)
class Relation(Term):
    """What joins two actors: its `polarity` is +1, 0 or -1, `family` is `tie` or `affiliation`.

    `parents` are all super-relations, nearest first. `colour` is its own or its nearest parent's.
    """

    family: str = "tie"
    polarity: int = 0
    colour: str = "#6b7280"
    parents: tuple[str, ...] = ()
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class TieRule:
    """How an event yields ties: from one role to another, or through an answer to its author."""

    relation: str
    from_role: str
    to_role: str = ""
    through: str = ""
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class EventType(Term):
    """A class of events, with what it inherits from its super-classes (`parents`)."""

    local: str = ""
    parents: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    least_parties: int = 0
    limits: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rules: tuple[TieRule, ...] = ()
    plover: str = ""
    plover_mode: str = ""
    cameo: str = ""
    quad_class: str = ""
    ucdp: str = ""

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that it may have, required ones first."""
        return (*self.required, *(role for role in self.allowed if role not in self.required))

    def is_a(self, key: str) -> bool:
        """Whether this type is `key` or a kind of it."""
        return key == self.key or key in self.parents


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the ontology declares, by key."""

    kinds: Mapping[str, Kind]
    place_kinds: Mapping[str, Term]
    event_types: Mapping[str, EventType]
    relations: Mapping[str, Relation]
    roles: Mapping[str, Term]
    links: Mapping[str, Term]
    modalities: Mapping[str, Term]
    statuses: Mapping[str, Term]
    topics: Mapping[str, Term]
    outcomes: Mapping[str, Term]
    terms: Mapping[str, Term]
    """Every other term of the ontology, by local name: properties and plain classes."""

    def relation_and_below(self, key: str) -> frozenset[str]:
        """A relation with all of its sub-relations."""
        return frozenset(r.key for r in self.relations.values() if key in (r.key, *r.parents))
