"""The claims of one article: some tell of events of their own, others answer, retell or are parts.

In go an article's head and what the corpus has so far, out come claims. Here it is chosen what each
is; `telling` decides what it means and what is typed of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from libyagraph.vocabulary import EventType

from scripts.generated.casting import Cast
from scripts.generated.dates import FORMS
from scripts.generated.dice import Dice, Skewed
from scripts.generated.plan import PARTIES, Article, Claim, Shared
from scripts.generated.shared import near
from scripts.generated.telling import Teller, Wanted
from scripts.generated.world import World

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "denies": ("denial", "denial", "denial", "statement"),
    "rejects": ("rejection",),
    "evades": ("no-comment",),
    "welcomes": ("welcome",),
    "justifies": ("statement",),
    "about": ("assessment", "statement", "criticism"),
}
"""The types of the claims that answer, by link; the first makes no sense without its link."""

SHAPES: Mapping[str, float] = {
    "plain": 66,
    "part:local": 16,
    **{f"{link}:local": 2 for link in ANSWERS},
    **{f"{link}:across": 1 for link in ANSWERS},
    **{f"{link}:shared": 0.5 for link in ANSWERS},
    "denies:denied": 0.3,
    "retell:local": 3,
    "retell:across": 4,
    "retell:shared": 4,
}
"""How a claim stands to others, and how often."""

_DRAWN = Skewed(tuple(SHAPES), tuple(SHAPES.values()))
_SIZES = (4, 5, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 12)
_STRIDE, _STRIDE_OF_SIZES = 5, 7
"""Prime to the numbers of shapes, forms and sizes, so that all come round."""


class Story:
    """Makes the claims of the nth article."""

    def __init__(self, world: World, head: Article, number: int, dice: Dice) -> None:
        self._world, self._head, self._number, self._dice = world, head, number, dice
        local = {str(keys["id"]): str(keys["kind"]) for keys in head.local}
        self._cast = Cast(world.registry, dice, local, [*local, *local])
        self._teller = Teller(world, head, self._cast, dice)
        self.claims: list[Claim] = []

    def tell(self) -> list[Claim]:
        """All claims: the first two take a type, a date, a shape and an extra in turn."""
        shapes, forms = tuple(SHAPES), tuple(FORMS)
        turn = self._number * _STRIDE
        for slot in range(_SIZES[self._number * _STRIDE_OF_SIZES % len(_SIZES)]):
            if slot == 0:
                type_ = self._world.types[self._number % len(self._world.types)]
                form = forms[turn % len(forms)]
                wanted = Wanted(type_, form=form, turn=self._number)
                link = next((k for k, types in ANSWERS.items() if types[0] == type_.key), "")
                claim = self._answer(link, "shared", wanted) if link else self._teller.claim(wanted)
            elif slot == 1:
                claim = self._shaped(shapes[turn % len(shapes)])
            else:
                claim = self._shaped(self._dice.weighted(_DRAWN))
            self.claims.append(claim)
        return self.claims

    def _type(self) -> EventType:
        """A type by its frequency; who denies must deny something."""
        type_ = self._dice.weighted(self._world.common)
        return type_ if type_.key != ANSWERS["denies"][0] else self._type()

    def _shaped(self, shape: str) -> Claim:
        what, _, where = shape.partition(":")
        if what == "plain":
            return self._teller.claim(Wanted(self._type()))
        if what == "part":
            return self._part()
        return self._retelling(where) if what == "retell" else self._answer(what, where)

    def _part(self) -> Claim:
        """What is said within a speech, or on a journey: mostly by the same actor."""
        speeches = [claim for claim in self.claims if claim.type in ANSWERS["about"]]
        outer = self._dice.pick(speeches or self.claims)
        type_ = self._type()
        speaker = next(iter(outer.roles.get("actor", ())), "")
        same = speaker and "actor" in type_.roles and self._cast.fits(speaker, type_, "actor")
        given = {"actor": (speaker,)} if same and self._dice.chance(0.6) else {}
        return self._teller.claim(Wanted(type_, given=given, outer=outer))

    def _target(self, where: str, *, retold: bool = False) -> Claim | Shared:
        """A claim of this article or of one before, else a shared event."""
        found = self.claims if where == "local" else list(self._world.recent)
        if retold:  # a denial told again would have to name again what it denies
            found = [claim for claim in found if claim.type != ANSWERS["denies"][0]]
        if retold and where == "across":
            found = [claim for claim in found if claim.first]
        if where in ("local", "across") and found:
            return found[max(self._dice.between(0, len(found) - 1) for _ in range(2))]
        events = self._world.denied if where == "denied" else self._world.told
        return near(events, self._head.day, self._dice)

    def _retelling(self, where: str) -> Claim:
        target = self._target(where, retold=True)
        type_ = self._world.words.event_types[target.type]
        return self._teller.claim(Wanted(type_, retold=target))

    def _answer(self, link: str, where: str, wanted: Wanted | None = None) -> Claim:
        """An answer to one claim or event, or to two; by someone concerned, if possible."""
        dice = self._dice
        targets = [self._target(where)]
        if dice.chance(0.12):
            targets += [each for each in (self._target(where),) if each.ref != targets[0].ref]
        types = self._world.words.event_types
        wanted = wanted or Wanted(types[dice.pick(ANSWERS[link])])
        type_ = wanted.type
        concerned = [id_ for key in PARTIES for id_ in targets[0].roles.get(key, ())]
        able = [actor for actor in concerned if self._cast.fits(actor, type_, "actor")]
        given = {"actor": (dice.pick(able),)} if able and dice.chance(0.75) else {}
        outer = dice.pick(self.claims) if self.claims and dice.chance(0.15) else None
        answers = {link: tuple(targets)}
        return self._teller.claim(replace(wanted, given=given, answers=answers, outer=outer))
