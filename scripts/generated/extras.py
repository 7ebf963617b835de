"""What else a claim can carry: topics, figures, an outcome, a loaded word, a note.

In go dice, out come keys as they are typed. Each claim has a few by chance; one claim of each
article has one in turn, so that a corpus of a hundred articles has all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from libyagraph.vocabulary import Vocabulary

from scripts.generated.casting import Cast
from scripts.generated.dice import Dice, Skewed
from scripts.generated.plan import Article

_FIGURES = Skewed(("killed", "wounded", "troops", "displaced", "meetings", "vehicles"))
_COMPARED = ("", "", "", ">", ">=", "<", "<=", "~")
_SPANS = ("P1M", "P2W", "P10D", "P1Y", "P1Y6M")
_LABELS = {
    "en": ("gang of clerks", "the so-called guardians", "our brave friends", "paper tigers"),
    "fr": ("bande de greffiers", "les prétendus gardiens", "nos braves amis", "tigres de papier"),
}
_NOTES = (
    "Read with the sentence before.",
    "Who is meant follows from the office.",
    "The day is that of the statement.",
    "« chef » is the paper's word: who leads is not told.",
    "Told once more in the last paragraph: the same act, by the same teller.",
)
_LONG = (
    "The sentence leaves open who made the first step. Read as the paper has it: the one who is "
    "named first acts, the other is the one to whom it is done; what came of it is not told."
)
_REVIEWERS = ("draft", "draft", "second reader")


class Extras:
    """Chooses them for the claims of one article."""

    def __init__(self, words: Vocabulary, cast: Cast, head: Article, dice: Dice) -> None:
        self._cast, self._head, self._dice = cast, head, dice
        self._topics = Skewed(tuple(words.topics))
        self._outcomes = tuple(words.outcomes)
        self._all: Mapping[str, tuple[float, Callable[[], Mapping[str, object]]]] = {
            "topics": (0.2, self._topic),
            "figures": (0.05, self._figures),
            "conditions": (0.015, lambda: {"conditions": (dice.weighted(self._topics),)}),
            "effective": (0.015, self._effective),
            "nth": (0.02, self._nth),
            "outcome": (0.03, lambda: {"outcome": dice.pick(self._outcomes)}),
            "repeated": (0.02, lambda: {"repeated": True}),
            "label": (0.03, self._label),
            "note": (0.06, lambda: {"note": dice.pick(_NOTES)}),
            "long note": (0.005, lambda: {"note": _LONG}),
            "review": (0.02, lambda: {"review": dice.pick(_REVIEWERS)}),
        }

    def some(self, turn: int | None = None) -> dict[str, object]:
        """Keys by chance, and the one whose turn it is; a topic has its turn at every third."""
        found: dict[str, object] = {}
        for number, (share, make) in enumerate(self._all.values()):
            if self._dice.chance(share) or (turn is not None and turn % len(self._all) == number):
                found |= make()
        if turn is not None and turn % 3 == 0:
            topics = self._topics.items
            found["topics"] = (topics[turn // 3 % len(topics)],)
        return found

    def _topic(self) -> Mapping[str, object]:
        drawn = (self._dice.weighted(self._topics) for _ in range(self._dice.between(1, 3)))
        return {"topics": tuple(dict.fromkeys(drawn))}

    def _figures(self) -> Mapping[str, object]:
        dice, found = self._dice, {}
        for _ in range(dice.between(1, 2)):
            number = dice.pick((1, 10, 100)) * dice.between(1, 60)
            comparator = dice.pick(_COMPARED)
            kind = dice.weighted(_FIGURES)
            found[kind] = f"{comparator}{number}" if comparator else number
        return {"figures": found}

    def _effective(self) -> Mapping[str, object]:
        day = self._head.day + timedelta(days=self._dice.between(1, 60))
        return {"effective": self._dice.pick((f"{day}", f"{day}/..", f"{day:%Y-%m}"))}

    def _nth(self) -> Mapping[str, object]:
        nth = {"nth": self._dice.between(2, 5)}
        return {**nth, "within": self._dice.pick(_SPANS)} if self._dice.chance(0.7) else nth

    def _label(self) -> Mapping[str, object]:
        term = self._dice.pick(_LABELS[self._head.language])
        meant = self._cast.registry.party(self._dice, None)
        return {"label": {"term": term, "for": meant}}
