"""Sentences, and the text that they make, with the positions of every passage.

In go the keys of claims, out come an article's text and where each claim stands in it. What a key
cites (`words`, `cue`, the term of a `label`) stands in the sentence as it is cited.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from scripts.generated.dice import Dice
from scripts.generated.plan import Claim, Keys, Roles
from scripts.generated.tongue import Tongue

Naming = Callable[[str], str]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Puts claims into sentences of one language; `name` gives the name of an actor or place."""

    tongue: Tongue
    dice: Dice
    name: Naming
    topic: Naming

    def names(self, ids: object) -> str:
        """Several names, joined."""
        found = [self.name(id_) for id_ in cast("tuple[str, ...]", ids)]
        return self.tongue.join.join((", ".join(found[:-1]), found[-1]) if found[1:] else found)

    def sentence(self, label: str, keys: Keys, roles: Roles, answered: Mapping[str, str]) -> str:
        """One sentence; `answered` has, by link, what the claim answers, in words."""
        tongue = self.tongue
        who = roles.get("actor") or roles.get("participants") or roles.get("recipient", ())
        asides = [str(keys[key]) for key in ("cue", "words") if key in keys]
        subject = self.names(who) + (f", {', '.join(asides)}," if asides else "")
        plural = len(who) > 1
        if answered:
            done = [tongue.answers[key][plural].format(what) for key, what in answered.items()]
            verb = tongue.join.join(done)
        elif "participants" in roles and "actor" not in roles:
            verb = f"{self.dice.pick(tongue.together)} {tongue.step.format(label)}"
        else:
            verb = f"{self.dice.pick(tongue.verbs)[plural]} {tongue.step.format(label)}"
        towards = ""
        if "actor" in roles and "recipient" in roles:
            towards = self.dice.pick(tongue.towards).format(self.names(roles["recipient"]))
        whole = f"{self._lead(keys)}{subject} {verb}{towards}{self._rest(keys, roles)}."
        return whole[0].upper() + whole[1:]

    def _lead(self, keys: Keys) -> str:
        tongue, lead = self.tongue, ""
        if tellers := cast("tuple[str, ...]", keys.get("according_to", ())):
            chain = tongue.citing.join(self.name(id_) for id_ in tellers)
            lead = tongue.according.format(chain)
        if "via" in keys and not lead:
            lead = tongue.relayed.format(self.names(keys["via"]))
        return lead

    def _rest(self, keys: Keys, roles: Roles) -> str:
        tongue, rest = self.tongue, ""
        if "place" in keys:
            rest += tongue.place.format(self.names(keys["place"]))
        for key, pattern in (("against", tongue.against), ("except", tongue.exempt)):
            if key in roles:
                rest += pattern.format(self.names(roles[key]))
        for key, pattern in (("topics", tongue.topics), ("conditions", tongue.conditions)):
            if key in keys:
                named = (self.topic(word) for word in cast("tuple[str, ...]", keys[key]))
                rest += pattern.format(", ".join(named))
        for key in ("nth", "within", "effective"):
            if key in keys:
                rest += str(getattr(tongue, key)).format(keys[key])
        if "figures" in keys:
            rest += f" – {', '.join(self._figures(cast('Mapping[str, object]', keys['figures'])))}"
        if "repeated" in keys:
            rest += tongue.repeated
        if "label" in keys:
            label = cast("Mapping[str, str]", keys["label"])
            rest += tongue.label.format(label["term"], self.name(label["for"]))
        return rest + (tongue.outcome.format(keys["outcome"]) if "outcome" in keys else "")

    def _figures(self, figures: Mapping[str, object]) -> list[str]:
        found = []
        for kind, value in figures.items():
            digits = str(value).lstrip("<>=~")
            comparator = str(value).removesuffix(digits)
            found.append(f"{self.tongue.figures[comparator].format(digits)} ({kind})")
        return found


@dataclass(slots=True)
class Text:
    """A text as it grows: `add` tells where a piece came to stand, in code points."""

    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, piece: str) -> Span:
        """Put a piece at the end."""
        start = self.length
        self.parts.append(piece)
        self.length += len(piece)
        return start, self.length


@dataclass(frozen=True, slots=True)
class Printed:
    """A text with the passages of each claim, by its reference, and what holds no claim."""

    text: str
    passages: Mapping[str, tuple[Span, ...]]
    ignore: tuple[tuple[Span, str], ...]
    no_claim: tuple[tuple[Span, str], ...]


def printed(claims: Sequence[Claim], tongue: Tongue, dice: Dice) -> Printed:
    """The text of an article: its claims in paragraphs, with what stands between."""
    text, ignore, no_claim = Text(), list[tuple[Span, str]](), list[tuple[Span, str]]()
    passages: dict[str, list[Span]] = {claim.ref: [] for claim in claims}
    later: list[tuple[str, str]] = []
    if dice.chance(0.35):
        ignore.append((text.add(dice.pick(tongue.navigation)), "navigation"))
        text.add("\n\n")
    before: Span | None = None
    for number, claim in enumerate(claims):
        span = text.add(claim.sentence)
        start, stop = span
        if before and dice.chance(0.07):
            start = before[0]
        passages[claim.ref].append((start, stop - dice.chance(0.5)))
        later += [(claim.ref, sentence) for sentence in claim.again]
        before = span
        if number == len(claims) - 1 or dice.chance(0.4):
            for scenery in dice.some(tongue.fillers, dice.between(0, 4)):
                text.add(" ")
                filler = text.add(scenery)
                if dice.chance(0.03):
                    no_claim.append((filler, "scenery"))
            text.add("\n\n")
            before = None
            if later and dice.chance(0.6):
                ref, sentence = later.pop(0)
                passages[ref].append(text.add(sentence))
                text.add(" ")
            elif number < len(claims) - 1 and dice.chance(0.12):
                no_claim.append((text.add(dice.pick(tongue.heads)), "crosshead"))
                text.add("\n\n")
        else:
            text.add(" ")
    for ref, sentence in later:
        passages[ref].append(text.add(sentence))
        text.add("\n")
    if dice.chance(0.3):
        ignore.append((text.add(dice.pick(tongue.credits)), "credits"))
    text.add("\n")
    return Printed(
        "".join(text.parts),
        {ref: tuple(spans) for ref, spans in passages.items()},
        tuple(ignore),
        tuple(no_claim),
    )
