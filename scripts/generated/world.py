"""What all articles of the corpus share: vocabulary, registry, shared events, the latest news.

In go a vocabulary and a seed, out comes a `World` that stories draw from; it remembers what the
last articles told, for the next to take up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import cast

from libyagraph.vocabulary import EventType, Vocabulary

from scripts.generated.dice import Dice, Skewed
from scripts.generated.plan import PARTIES, Claim, Keys, Roles, Shared, When
from scripts.generated.registry import Registry
from scripts.generated.shared import shared_events

_REMEMBERED = 90
_MONTHS = 62


class World:
    """Drawn from by every story."""

    def __init__(self, words: Vocabulary, total: int, seed: str, actors: int) -> None:
        dice = Dice(f"{seed}/world")
        self.words = words
        self.registry = Registry(dice, actors)
        self.events = shared_events(total, words, self.registry, dice)
        self.told = [event for event in self.events if event.fate == "told"]
        self.denied = [event for event in self.events if event.fate == "denied"]
        self.ids = {event.ref for event in self.events}
        self.types: tuple[EventType, ...] = tuple(words.event_types.values())
        self.common = Skewed(dice.some(self.types, len(self.types)), shift=5)
        self.recent: deque[Claim] = deque(maxlen=_REMEMBERED)
        self._seen: set[tuple[str, frozenset[str], int]] = set()
        self._names: dict[str, Mapping[str, str]] = {}
        for actor in self.registry.famous:
            self._names[actor.id] = actor.names
        self.name_of(*self.registry.places)

    def name_of(self, *entries: Keys) -> None:
        """Learn the names of places or of local actors."""
        for keys in entries:
            self._names[str(keys["id"])] = cast("Mapping[str, str]", keys["names"])

    def unlike(self, type_: EventType, roles: Roles, when: When) -> bool:
        """Whether nothing of the kind was told yet of the same parties in these months.

        Two events that look the same would make a reader ask whether they are.
        """
        if not when.begin or not when.end or (when.end[1] - when.begin[0]).days > _MONTHS:
            return True
        parties = frozenset(id_ for key in PARTIES for id_ in roles.get(key, ()))
        first, last = (day.year * 12 + day.month for day in (when.begin[0], when.end[1]))
        family = type_.parents[-1] if type_.parents else type_.key
        keys = {(family, parties, month) for month in range(first, last + 1)}
        known = not keys.isdisjoint(self._seen)
        self._seen |= keys
        return not known

    def name(self, id_: str, language: str) -> str:
        """The name of an actor or a place."""
        return self._names[id_][language]

    def label(self, event: Claim | Shared, language: str) -> str:
        """What the type of an event is called."""
        return self.words.event_types[event.type].label(language)
