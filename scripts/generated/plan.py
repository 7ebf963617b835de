"""What is planned before anything is written: dates, claims, shared events, articles.

Values only. A `Claim` has what it means (for the truth) beside the keys as an annotator would type
them, who leaves out what is inherited.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Roles = Mapping[str, tuple[str, ...]]
Bounds = tuple[date, date]
Keys = Mapping[str, object]
"""A mapping as it is typed: texts, numbers, flags, lists (tuples) and mappings, in order."""

PARTIES = ("actor", "recipient", "participants")


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF, with the words that tell it and the bounds of its beginning and its end."""

    edtf: str
    words: str
    begin: Bounds | None
    end: Bounds | None
    interval: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared event: what it is for is `told`, `denied` (nobody tells it) or `silent`."""

    ref: str
    type: str
    roles: Roles
    places: tuple[str, ...]
    day: date
    when: When | None
    fate: str
    keys: Keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim: `type` and `roles` are the event's where it has none of its own (`own`).

    `base` are the roles of the event as it was first told.
    """

    ref: str
    event: str
    type: str
    own: Roles
    base: Roles
    roles: Roles
    answers: Roles
    modality: str
    tellers: tuple[str, ...]
    relays: tuple[str, ...]
    said_by: tuple[str, ...]
    origin: str
    places: tuple[str, ...]
    when: When | None
    day: date
    keys: Keys
    sentence: str
    again: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id within the article."""
        return self.ref.partition("#")[2]

    @property
    def first(self) -> bool:
        """Whether the event is this claim's own."""
        return self.event == self.ref


@dataclass(frozen=True, slots=True)
class Article:
    """The head of an article: `exact` is the day of publication, where it is known to the day."""

    id: str
    language: str
    publisher: str
    agency: str
    day: date
    exact: bool
    keys: Keys
    local: tuple[Keys, ...]
    """Its local actors, as typed."""
