"""The shared events of the corpus: what many articles tell of, or deny, or pass over.

In go the registry and the vocabulary, out come events spread over the years, each with a fate: it
is told, only ever denied, or never named.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from libyagraph.vocabulary import EventType, Vocabulary

from scripts.generated.casting import Cast
from scripts.generated.dates import absolute
from scripts.generated.dice import Dice
from scripts.generated.heads import FIRST, LAST
from scripts.generated.plan import Shared
from scripts.generated.registry import Registry

_DATED = ("span", "months", "plain", "since", "month", "until", "season", "loose-span")


def shared_events(total: int, words: Vocabulary, registry: Registry, dice: Dice) -> list[Shared]:
    """One shared event for every ten articles, and six at least, in the order of time."""
    count = max(6, total // 10)
    # What answers others makes no sense of its own, so nobody lists it.
    types = [type_ for type_ in words.event_types.values() if not type_.is_a("statement")]
    span = (LAST - FIRST).days
    return [
        _shared(number, span * number // count, types, registry, dice) for number in range(count)
    ]


def _shared(
    number: int, offset: int, types: Sequence[EventType], registry: Registry, dice: Dice
) -> Shared:
    type_ = types[(number * 7) % len(types)]
    day = FIRST + timedelta(days=offset)
    roles = Cast(registry, dice).roles(type_)
    ref = f"{type_.key}-of-{day.year}-{number}"
    keys: dict[str, object] = {"id": ref, "type": type_.key, **roles}
    places = (dice.weighted(registry.sites),) if dice.chance(0.7) else ()
    if places:
        keys["place"] = places
    when = absolute(dice, day, "en", dice.pick(_DATED)) if dice.chance(0.75) else None
    if when:
        keys["date"] = when.edtf
    keys["title"] = {
        "en": f"{type_.label('en')} of {day:%B %Y}",
        "fr": f"{type_.label('fr')}, {day:%Y-%m}",
    }
    keys["sources"] = (f"https://example.org/events/{number}",)
    if dice.chance(0.1):
        keys["note"] = "Nobody counted the days."
    fate = {3: "denied", 5: "silent"}.get(number % 12, "told")
    return Shared(ref, type_.key, roles, places, day, when, fate, keys)


def near(events: Sequence[Shared], day: date, dice: Dice) -> Shared:
    """One of the last events before a day; the first of all, where there is none."""
    before = bisect_right(events, day, key=lambda event: event.day)
    return events[max(0, before - dice.between(1, 3))]
