"""The actors of the invented registry, with the facts that join them.

In go names, dice and a number, out come actors in the order of their fame: the first are told of
most. One country has camps, rival governments and armed groups; the others have each a government,
bodies and people. No id, address or number of a real register is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scripts.generated.dice import Dice
from scripts.generated.invent import Name, Names, elided, kebab

SHARES: Mapping[str, float] = {
    "person": 0.44,
    "state": 0.09,
    "government": 0.08,
    "armed-group": 0.09,
    "institution": 0.1,
    "international-organisation": 0.04,
    "media": 0.09,
    "collective": 0.05,
    "camp": 0.02,
}
"""What share of all actors is of each kind; there are at least three of each."""

LEAST = 3 * len(SHARES) + 9
"""The fewest actors that a registry may have."""

_SIDES = (
    Name("Northern camp", "camp du Nord", "معسكر الشمال"),
    Name("Southern camp", "camp du Sud", "معسكر الجنوب"),
    Name("Inland camp", "camp de l'intérieur", "معسكر الداخل"),
)
_FORCES = (
    ("{} Brigade", "brigade de {}"),
    ("{} Battalion", "bataillon de {}"),
    ("{} Guard", "garde de {}"),
    ("{} Column", "colonne de {}"),
    ("{} Shield Force", "force du Bouclier de {}"),
)
_BODIES = (
    ("press office of {}", "service de presse de {}"),
    ("foreign ministry of {}", "diplomatie de {}"),
    ("general staff of {}", "état-major de {}"),
    ("parliament of {}", "parlement de {}"),
    ("envoys of {}", "émissaires de {}"),
)
_LEAGUES = (("League of {}", "Ligue de {}"), ("Union of {}", "Union de {}"))
_PAPERS = (
    ("The {} Gazette", "La Gazette de {}"),
    ("{} Press Agency", "agence de presse de {}"),
    ("Radio {}", "Radio {}"),
    ("{} Courier", "Le Courrier de {}"),
)
_CROWDS = (
    ("crowd of {}", "foule de {}"),
    ("circle of {}", "cercle de {}"),
    ("unnamed source in {}", "source anonyme de {}"),
    ("merchant guild of {}", "guilde de {}"),
)
_PATTERNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "armed-group": _FORCES,
    "institution": _BODIES,
    "international-organisation": _LEAGUES,
    "media": _PAPERS,
    "collective": _CROWDS,
}
_ORDINALS = (
    ("first", "premier"),
    ("second", "deuxième"),
    ("third", "troisième"),
    ("fourth", "quatrième"),
    ("fifth", "cinquième"),
)

RIVALS = 3
"""So many governments vie for the first state."""


@dataclass(slots=True)
class Actor:
    """An actor; `facts` are its affiliations by family, `home` is the state that it belongs to."""

    id: str
    kind: str
    name: Name
    names: Mapping[str, str]
    home: str = ""
    aliases: list[Mapping[str, object]] = field(default_factory=list)
    facts: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    note: str = ""


class People:
    """Invents actors kind by kind: what others belong to comes first."""

    def __init__(self, dice: Dice, names: Names, count: int) -> None:
        self._dice, self._names = dice, names
        self.by_kind: dict[str, list[Actor]] = {kind: [] for kind in SHARES}
        self._ids: set[str] = set()
        numbers = {kind: max(3, int(count * share)) for kind, share in SHARES.items()}
        numbers["camp"] = min(numbers["camp"], len(_SIDES))
        numbers["person"] += count - sum(numbers.values())
        for kind in ("state", *(kind for kind in SHARES if kind != "state")):
            for number in range(numbers[kind]):
                home = self._home(kind, number)
                self._add(kind, self._name(kind, number, home), home.id if home else "")

    def _home(self, kind: str, number: int) -> Actor | None:
        """Governments and bodies go round the states; the first has rivals, and all groups."""
        states = self.by_kind["state"]
        if kind == "government":
            return states[0 if number < RIVALS else (number - RIVALS + 1) % len(states)]
        if kind == "institution":
            return states[number % len(states)]
        return states[0] if kind == "armed-group" else None

    def _add(self, kind: str, name: Name, home: str) -> None:
        id_ = kebab(name.en)
        if id_ in self._ids:
            id_ = f"{id_}-{len(self._ids)}"
        self._ids.add(id_)
        arabic = bool(name.ar) and self._dice.chance(0.6)
        names = name.by_language(arabic=arabic)
        self.by_kind[kind].append(Actor(id_, kind, name, names, home))

    def _name(self, kind: str, number: int, home: Actor | None) -> Name:
        dice, names = self._dice, self._names
        if kind == "camp":
            return _SIDES[number]
        if kind == "person":
            return names.person()
        if kind == "state":
            return names.state()
        if kind == "government" and home:
            en, fr = _ORDINALS[number % len(_ORDINALS)]
            return Name(
                f"{en} cabinet of {home.name.en}", elided(f"{fr} cabinet de {home.name.fr}")
            )
        town = home.name if kind == "institution" and home else names.town()
        en, fr = dice.pick(_PATTERNS[kind])
        return Name(en.format(town.en), elided(fr.format(town.fr)))

    def in_order_of_fame(self) -> list[Actor]:
        """All actors: a person, two states and an armed group first, the rest by chance."""
        heads = ("person", "state", "state", "armed-group", "government", "person")
        left = {kind: list(actors) for kind, actors in self.by_kind.items()}
        first = [left[kind].pop(0) for kind in heads]
        rest = [actor for actors in left.values() for actor in actors]
        return first + list(self._dice.some(rest, len(rest)))
