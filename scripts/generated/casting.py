"""Who takes part: actors for the roles of an event type, as the ontology allows them.

In go a type and those who are about in an article, out come roles. Nobody stands twice in one
event, and no role has a kind that the type bars.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from libyagraph.vocabulary import EventType

from scripts.generated.dice import Dice
from scripts.generated.plan import PARTIES, Roles
from scripts.generated.registry import Registry


@dataclass(slots=True)
class Cast:
    """Those who are about in one article; `local` are the kinds of the actors of its own."""

    registry: Registry
    dice: Dice
    local: Mapping[str, str] = field(default_factory=dict)
    about: list[str] = field(default_factory=list)

    def kind(self, actor: str) -> str:
        """The kind of an actor."""
        known = self.registry.actors.get(actor)
        return known.kind if known else self.local.get(actor, "")

    def fits(self, actor: str, type_: EventType, role: str) -> bool:
        """Whether the actor may have the role."""
        limit = type_.limits.get(role)
        return bool(self.kind(actor)) and (not limit or self.kind(actor) in limit)

    def one(self, type_: EventType, role: str, taken: Sequence[str]) -> str:
        """An actor for a role: mostly one who is about already."""
        dice, limit = self.dice, type_.limits.get(role)
        if self.about and dice.chance(0.6):
            actor = dice.pick(self.about)
            if actor not in taken and self.fits(actor, type_, role):
                return actor
        actor = self.registry.party(dice, limit)
        while actor in taken:
            actor = self.registry.party(dice, limit)
        if dice.chance(0.7):
            self.about.append(actor)
        return actor

    def roles(self, type_: EventType, given: Roles | None = None) -> dict[str, tuple[str, ...]]:
        """Roles for an event of this type; what is `given` stays as it is."""
        dice, roles = self.dice, dict(given or {})
        may = type_.roles
        if not roles:
            loose = "participants" in may and "actor" not in type_.required
            if loose and dice.chance(0.35 if "actor" in may else 1):
                return {"participants": self._several(type_, "participants", 2, 4, ())}
            if "actor" in may:
                roles["actor"] = self._several(type_, "actor", 1, 1 + dice.chance(0.12), ())
        taken = [actor for ids in roles.values() for actor in ids]
        alone = "participants" not in roles and type_.least_parties > 1
        needed = "recipient" in type_.required or alone
        if "recipient" in may and "recipient" not in roles and (needed or dice.chance(0.7)):
            most = 1 + dice.chance(0.12)
            roles["recipient"] = self._several(type_, "recipient", 1, most, taken)
            taken += roles["recipient"]
        beside = "recipient" in roles and dice.chance(0.02)
        if "participants" in may and "participants" not in roles:
            mediates = "actor" in type_.required and "recipient" not in roles
            if beside or mediates:
                roles["participants"] = self._several(type_, "participants", 1, 3, taken)
                taken += roles["participants"]
        for third in may:
            if third not in PARTIES and third not in roles and dice.chance(0.08):
                roles[third] = self._several(type_, third, 1, 1, taken)
                taken += roles[third]
        return roles

    def _several(
        self, type_: EventType, role: str, least: int, most: int, taken: Sequence[str]
    ) -> tuple[str, ...]:
        found: list[str] = []
        for _ in range(self.dice.between(least, most)):
            found.append(self.one(type_, role, [*taken, *found]))
        return tuple(found)


def suits(type_: EventType, roles: Roles, cast: Cast) -> bool:
    """Whether an event of this type can have these roles: a parent may be stricter."""
    if any(role not in type_.roles for role in roles):
        return False
    if any(role not in roles for role in type_.required):
        return False
    sides = sum(1 for role in ("actor", "recipient") if role in roles)
    if sides + len(roles.get("participants", ())) < type_.least_parties:
        return False
    return all(cast.fits(actor, type_, role) for role, ids in roles.items() for actor in ids)
