"""What one claim means, and what is typed of it.

In goes what is wanted, out comes a `Claim`. The meaning is decided first: who tells, how surely, of
whom, when. Then it is typed, without what the claim inherits from the one that it is `in`, without
the modality that goes without saying, and without what it leaves to the event that it retells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from libyagraph.vocabulary import EventType

from scripts.generated.casting import Cast, suits
from scripts.generated.dates import absolute, relative
from scripts.generated.dice import Dice, Skewed
from scripts.generated.extras import Extras
from scripts.generated.plan import PARTIES, Article, Claim, Roles, Shared, When
from scripts.generated.prose import Speaker
from scripts.generated.tongue import TONGUES
from scripts.generated.world import World

_ATTRIBUTED = Skewed(
    ("reported", "alleged", "intended", "planned", "implied", "asserted"), (62, 26, 5, 4, 2, 1)
)
_OWN = Skewed(
    ("asserted", "alleged", "implied", "planned", "intended", "reported"), (80, 7, 5, 4, 3, 1)
)
_LATER = ("plain", "plain", "month", "about", "perhaps", "hour")
_FUTURE = ("planned", "intended")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a claim shall be: its event's type, and how it stands to others."""

    type: EventType
    given: Roles = field(default_factory=dict)
    retold: Claim | Shared | None = None
    answers: Mapping[str, tuple[Claim | Shared, ...]] = field(default_factory=dict)
    outer: Claim | None = None
    form: str = ""
    turn: int | None = None


class Teller:
    """Makes the claims of one article."""

    def __init__(self, world: World, head: Article, cast: Cast, dice: Dice) -> None:
        self._world, self._head, self._cast, self._dice = world, head, cast, dice
        tongue, words = head.language, world.words
        self._name = partial(world.name, language=tongue)
        self._speaker = Speaker(
            TONGUES[tongue], dice, self._name, lambda key: words.topics[key].label(tongue)
        )
        self._extras = Extras(words, cast, head, dice)
        self._ids: set[str] = set()

    def claim(self, wanted: Wanted) -> Claim:
        """One claim."""
        dice, retold, outer = self._dice, wanted.retold, wanted.outer
        typed, own, base = self._roles(wanted)
        roles = own or base
        id_ = self._id(wanted, roles)
        ref = f"{self._head.id}#{id_}"
        keys: dict[str, object] = {"id": id_}
        if retold:
            keys["event"] = self._typed(retold)
        if typed:
            keys["type"] = typed
        keys |= own
        for link, targets in wanted.answers.items():
            keys[link] = tuple(self._typed(target) for target in targets)
        tellers, relays = self._attribution(roles, outer, voluble=wanted.type.is_a("statement"))
        attribution: dict[str, object] = {}
        if tellers:
            attribution["according_to"] = tellers
        if relays:
            attribution["via"] = relays
        if outer:
            tellers, relays = tellers or outer.tellers, relays or outer.relays
            attribution["in"] = outer.id
        modality = dice.weighted(_ATTRIBUTED if tellers or relays else _OWN)
        places = self._places(retold)
        if places:
            keys["place"] = places
        when, day, dated = self._when(wanted, modality)
        if when and not retold and not self._world.unlike(wanted.type, roles, when):
            when, dated = None, {"date": "undated"} if outer else {}
        keys |= dated | attribution
        keys |= self._modality(modality, attributed=bool(tellers or relays))
        keys |= self._extras.some(wanted.turn)
        answered = {
            link: self._speaker.tongue.join.join(self._in_words(target) for target in targets)
            for link, targets in wanted.answers.items()
        }
        label = wanted.type.label(self._head.language)
        again = self._speaker.tongue.again if dice.chance(0.22) else ()
        relayed = roles.get("actor") or roles.get("participants") or ()
        return Claim(
            ref=ref,
            event=(retold.event if isinstance(retold, Claim) else retold.ref) if retold else ref,
            type=wanted.type.key,
            own=own,
            base=base,
            roles=roles,
            answers={k: tuple(t.ref for t in targets) for k, targets in wanted.answers.items()},
            modality=modality,
            tellers=tellers,
            relays=relays,
            said_by=tellers[-1:] or (relayed if relays else ()) or (self._head.publisher,),
            origin=self._head.agency or self._head.publisher,
            places=places,
            when=when,
            day=day,
            keys=keys,
            sentence=self._speaker.sentence(label, keys, roles, answered),
            again=tuple(text.format(label) for text in dice.some(again, dice.pick((1, 1, 1, 2)))),
        )

    def _id(self, wanted: Wanted, roles: Roles) -> str:
        first = next(iter(roles.values()))[0]
        what = next(iter(wanted.answers), "") or wanted.type.key
        id_ = f"{max(first.split('-'), key=len)}-{what}" + ("-again" if wanted.retold else "")
        while id_ in self._ids or id_ in self._world.ids:
            stem, _, number = id_.rpartition("-")
            id_ = f"{stem}-{int(number) + 1}" if number.isdecimal() else f"{id_}-2"
        self._ids.add(id_)
        return id_

    def _typed(self, target: Claim | Shared) -> str:
        """A reference as it is typed: short within the article."""
        return target.ref.removeprefix(f"{self._head.id}#")

    def _in_words(self, target: Claim | Shared) -> str:
        tongue = self._speaker.tongue
        ids = next(iter(target.roles.values()))
        label = self._world.label(target, self._head.language)
        return tongue.of.format(label, self._speaker.names(ids))

    def _roles(self, wanted: Wanted) -> tuple[str, Roles, Roles]:
        """The type as typed, the claim's own roles, and those of its event."""
        dice, cast, retold, type_ = self._dice, self._cast, wanted.retold, wanted.type
        if not retold:
            roles = cast.roles(type_, wanted.given)
            return type_.key, roles, roles
        base = retold.base if isinstance(retold, Claim) else retold.roles
        strangers = [id_ for ids in base.values() for id_ in ids if not cast.kind(id_)]
        if dice.chance(0.45) or strangers:
            return dice.pick(("", type_.key)), {}, base
        own = base if dice.chance(0.4) else cast.roles(type_)
        wider = [self._world.words.event_types[key] for key in type_.parents]
        able = [parent.key for parent in wider if suits(parent, own, cast)]
        if able and dice.chance(0.3):
            return dice.pick(able), own, base
        return dice.pick(("", type_.key, type_.key)), own, base

    def _attribution(
        self, roles: Roles, outer: Claim | None, *, voluble: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who tells and who relays, of the claim's own."""
        dice, registry = self._dice, self._world.registry
        tellers: list[str] = []
        if dice.chance(0.05 if outer else 0.15):
            tellers = [registry.teller(dice) for _ in range(dice.pick((1, 1, 1, 1, 2, 2, 3)))]
            if dice.chance(0.25):
                parties = [id_ for key in PARTIES for id_ in roles.get(key, ())]
                known = [id_ for id_ in parties if self._cast.kind(id_)]
                tellers = [*tellers[1:], *dice.some(known, 1)]
        relays: tuple[str, ...] = ()
        if dice.chance(0.02 if outer else 0.25 if voluble else 0.03):
            speaker = tellers[-1] if tellers else next(iter(roles.values()))[0]
            relays = (registry.voice(dice, speaker),)
        # Who tells twice along one chain is named once, as far inside as may be.
        chain = tuple(reversed(dict.fromkeys(reversed(tellers))))
        return chain, relays

    def _places(self, retold: Claim | Shared | None) -> tuple[str, ...]:
        dice = self._dice
        if retold and retold.places and dice.chance(0.4):
            return retold.places
        if not dice.chance(0.16):
            return ()
        sites = [dice.weighted(self._world.registry.sites) for _ in range(1 + dice.chance(0.06))]
        return tuple(dict.fromkeys(sites))

    def _when(self, wanted: Wanted, modality: str) -> tuple[When | None, date, dict[str, object]]:
        """The date that holds, the day behind it, and what is typed."""
        dice, head, outer = self._dice, self._head, wanted.outer
        day = head.day - timedelta(days=dice.pick((0, 1, 1, 2, 3, 4, 5, 6, 9, 30, 200, 500)))
        if modality in _FUTURE and not wanted.form:
            day = head.day + timedelta(days=dice.pick((1, 2, 5, 7, 20, 60)))
        if wanted.retold:
            day = wanted.retold.day
        for target in (target for targets in wanted.answers.values() for target in targets):
            if day < target.day <= head.day:  # what is answered comes first
                day = min(head.day, target.day + timedelta(days=dice.between(0, 3)))
        if outer and dice.chance(0.85):
            if outer.when and dice.chance(0.12):
                return None, day, {"date": "undated"}
            return outer.when, outer.day, {}
        if not wanted.form and dice.chance(0.45):
            return None, day, {"date": "undated"} if outer or dice.chance(0.02) else {}
        when = None
        if head.exact and not wanted.form and dice.chance(0.85):
            when = relative(dice, day, head.day, head.language)
        if not when:
            later = dice.pick(_LATER) if day > head.day else ""
            when = absolute(dice, day, head.language, wanted.form or later)
        typed: dict[str, object] = {"date": when.edtf}
        if when.words and dice.chance(0.8):
            typed["words"] = when.words
        return when, day, typed

    def _modality(self, modality: str, *, attributed: bool) -> dict[str, object]:
        dice, silent = self._dice, "reported" if attributed else "asserted"
        if modality == silent:
            return {"modality": modality} if dice.chance(0.02) else {}
        cues = self._speaker.tongue.cues.get(modality, ())
        cue = {"cue": dice.pick(cues)} if cues and dice.chance(0.75) else {}
        return {"modality": modality, **cue}
