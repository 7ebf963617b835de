"""What joins the invented actors: posts, memberships, acting for another, kinship, succession.

In go actors, out come the same with their facts, aliases and notes. Periods are of all the kinds
that a registry has: closed, open, without a beginning, to the day or to the year, and none. What
somebody is told of for follows without a gap, so that nobody acts after the end of all offices.
"""

from __future__ import annotations

from scripts.generated.dice import Dice
from scripts.generated.people import RIVALS, Actor, People

_TITLES = {
    "leads": (("president", "président"), ("prime minister", "Premier ministre")),
    "commands": (("commander", "commandant"), ("chief of staff", "chef d'état-major")),
    "speaks-for": (("spokesman", "porte-parole"), ("spokeswoman", "porte-parole")),
    "holds-post-in": (("minister", "ministre"), ("envoy", "émissaire"), ("adviser", "conseiller")),
}
_POSTS = {
    "state": ("leads", "holds-post-in", "speaks-for"),
    "government": ("leads", "holds-post-in", "holds-post-in", "speaks-for"),
    "armed-group": ("commands", "commands", "speaks-for"),
    "institution": ("leads", "speaks-for", "holds-post-in"),
    "international-organisation": ("holds-post-in", "speaks-for"),
}
_KIN = ("parent-of", "sibling-of", "kin-of")
_HOME = ("armed-group", "armed-group", "government")
_ABROAD = ("state", "government", "institution", "institution", "international-organisation")


def join(people: People, dice: Dice) -> None:
    """Give the actors their facts."""
    joiner = _Joiner(people, dice)
    for actors in people.by_kind.values():
        for number, actor in enumerate(actors):
            joiner.actor(actor, number)


class _Joiner:
    def __init__(self, people: People, dice: Dice) -> None:
        self._kinds, self._dice = people.by_kind, dice

    def _day(self, first: int, last: int) -> str:
        """A year of a range, a month of it, or a day."""
        dice = self._dice
        year, month = dice.between(first, last), dice.between(1, 12)
        return dice.pick((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-17"))

    def _periods(self, count: int) -> list[str]:
        """So many periods, one after the other; the last is open, or a single one is not told."""
        start = self._day(2005, 2012) if self._dice.chance(0.75) else ".."
        if count == 1 and start == "..":
            return [""]
        cuts = [self._day(2014 + 4 * n, 2017 + 4 * n) for n in range(count - 1)]
        return [f"{a}/{b}" for a, b in zip([start, *cuts], [*cuts, ".."], strict=True)]

    def _fact(self, actor: Actor, family: str, key: str, other: Actor, **more: object) -> None:
        fact = {key: other.id, **more}
        actor.facts.setdefault(family, []).append({k: v for k, v in fact.items() if v})

    def _camps(self, actor: Actor, first: int, during: str = "") -> None:
        """The camps that an actor belongs to, one after the other; mostly a single one."""
        camps = self._kinds["camp"]
        periods = [during] if during else self._periods(2 if self._dice.chance(0.2) else 1)
        for number, period in enumerate(periods, first):
            camp = camps[number % len(camps)]
            self._fact(actor, "memberships", "organisation", camp, during=period)

    def actor(self, actor: Actor, number: int) -> None:
        """The facts of one actor, which is the nth of its kind."""
        dice = self._dice
        states = self._kinds["state"]
        state = next((state for state in states if state.id == actor.home), None)
        if actor.kind == "government" and state:
            rival = number < RIVALS
            if rival:
                self._camps(actor, number)
            else:
                self._fact(actor, "acts_for", "actor", state)
            if rival and number:
                before = self._kinds["government"][number - 1]
                self._fact(actor, "predecessors", "actor", before, date=f"{2008 + number}-03")
        elif actor.kind == "institution" and state:
            rivals = self._kinds["government"][:RIVALS]
            whole = dice.pick(rivals) if state is states[0] else state
            self._fact(actor, "acts_for", "actor", whole)
        elif actor.kind in ("armed-group", "collective") and dice.chance(0.6):
            self._camps(actor, dice.between(0, 2))
        elif actor.kind == "person":
            self._person(actor, number)
        if actor.kind != "camp" and dice.chance(0.15):
            self._other_name(actor)

    def _person(self, actor: Actor, number: int) -> None:
        dice = self._dice
        count = dice.pick((0, 1, 1, 1, 1, 2, 3))
        for during in self._periods(count) if count else ():
            body = dice.pick(self._kinds[dice.pick(_HOME if dice.chance(0.5) else _ABROAD)])
            relation = dice.pick(_POSTS[body.kind])
            en, fr = dice.pick(_TITLES[relation])
            self._fact(
                actor,
                "posts",
                "organisation",
                body,
                relation=relation,
                title={"en": en, "fr": fr},
                during=during,
            )
            actor.home = actor.home or (body.id if body.kind == "state" else body.home)
        if count and dice.chance(0.2):
            period = f"{self._day(2009, 2012)}/{self._day(2015, 2019)}"
            self._camps(actor, dice.between(0, 2), period)
        if number % 9 == 1:
            relation = _KIN[number // 9 % len(_KIN)]
            self._fact(actor, "kin", "actor", self._kinds["person"][number - 1], relation=relation)
        if dice.chance(0.05):
            actor.note = "Invented, as everybody here."

    def _other_name(self, actor: Actor) -> None:
        dice, name = self._dice, actor.name
        last = name.en.split()[-1]
        alias: dict[str, object] = {"value": f"the {last}" if len(last) < 5 else last, "lang": "en"}
        if dice.chance(0.4):
            alias = {"value": name.fr.replace("e", "é", 1), "lang": "fr", "misspelling": True}
        elif dice.chance(0.5):
            alias["valid"] = f"{dice.between(2010, 2018)}/.."
        actor.aliases.append(alias)
