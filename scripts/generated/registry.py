"""The invented registry, ready to be told of: actors by fame, those who speak for them, places.

In go dice and a number, out come actors and places, and choices among them: a few are told of
again and again, most hardly ever (a law like Zipf's).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scripts.generated import facts
from scripts.generated.dice import Dice, Skewed
from scripts.generated.invent import Name, Names, elided, kebab
from scripts.generated.people import Actor, People
from scripts.generated.plan import Keys

_SELDOM = ("camp", "media")
"""Kinds that are hardly ever told of as taking part."""

_TELLERS = ("media", "media", "institution", "collective", "person", "international-organisation")


class Registry:
    """All actors and places."""

    def __init__(self, dice: Dice, count: int) -> None:
        names = Names(dice)
        self.people = People(dice, names, count)
        facts.join(self.people, dice)
        self.famous = self.people.in_order_of_fame()
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in self.famous}
        self.media = self._ids(("media",))
        self._drawn: dict[tuple[frozenset[str] | None, bool], Skewed[str]] = {}
        self._tellers = [self._ids((kind,)) for kind in _TELLERS]
        self._voices: dict[str, list[str]] = {}
        for body in self.people.by_kind["institution"]:
            self._voices.setdefault(body.home, []).append(body.id)
        self.places = _places(dice, names, self.people)
        self.sites = Skewed([str(place["id"]) for place in self.places])

    def _ids(self, kinds: Collection[str]) -> Skewed[str]:
        return Skewed([actor.id for actor in self.famous if actor.kind in kinds])

    def party(self, dice: Dice, kinds: frozenset[str] | None) -> str:
        """Someone who may take part; seldom of a seldom kind."""
        usual = not dice.chance(0.04)
        drawn = self._drawn.get((kinds, usual))
        if drawn is None:
            able = [actor for actor in self.famous if kinds is None or actor.kind in kinds]
            common = [actor for actor in able if actor.kind not in _SELDOM]
            drawn = Skewed([actor.id for actor in (common if usual and common else able)])
            self._drawn[kinds, usual] = drawn
        return dice.weighted(drawn)

    def teller(self, dice: Dice) -> str:
        """Someone who tells of what others do."""
        return dice.weighted(dice.pick(self._tellers))

    def voice(self, dice: Dice, actor: str) -> str:
        """A body that relays what an actor says; any, where it has none of its own."""
        known = self.actors.get(actor)
        own = self._voices.get((known.home or known.id) if known else "", ())
        return dice.pick(own) if own else self.people.by_kind["institution"][0].id


def _places(dice: Dice, names: Names, people: People) -> list[Keys]:
    """A country for each state, with towns, regions and spots; all out in the open sea."""
    found: list[Keys] = []
    for actor in people.by_kind["state"]:
        country = f"{actor.id}-land"
        found.append(_place(dice, country, "country", actor.names, ""))
        for _ in range(dice.between(1, 3)):
            town = names.town()
            found.append(
                _place(dice, kebab(town.en), "city", town.by_language(arabic=True), country)
            )
            if dice.chance(0.4):
                spot = Name(f"airfield of {town.en}", elided(f"aérodrome de {town.fr}"))
                inside = str(found[-1]["id"])
                named = spot.by_language(arabic=False)
                found.append(_place(dice, kebab(spot.en), "locality", named, inside))
        if dice.chance(0.3):
            part = Name(f"south of {actor.name.en}", elided(f"sud de {actor.name.fr}"))
            named = part.by_language(arabic=False)
            found.append(_place(dice, kebab(part.en), "region", named, country))
    return list(dice.some(found, len(found)))


def _place(dice: Dice, id_: str, kind: str, names: Mapping[str, str], inside: str) -> Keys:
    keys: dict[str, object] = {"id": id_, "kind": kind, "names": names}
    if dice.chance(0.2):
        keys["aliases"] = ({"value": f"vieux {names['fr']}", "lang": "fr"},)
    if inside:
        keys["within"] = inside
    if kind != "region" and dice.chance(0.9):
        keys["latitude"] = f"{dice.between(-2000, 3000) / 100:g}"
        keys["longitude"] = f"{-dice.between(2000, 4000) / 100:g}"
    return {**keys, "sources": ("invented",)}
