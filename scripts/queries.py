"""Invents SPARQL over a given graph: `python scripts/queries.py N FILE` prints N queries.

In go quads and a seed, out come queries of all forms that use the graph's own words, so that many
have answers; some are then damaged. What the standard leaves to the engine is not asked: rows are
only limited where their order is total, and groups only concatenated where the order can't be seen.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

if __name__ == "__main__":  # run as a file, the repository's root is not on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pyoxigraph as ox
from libyagraph.names import PREFIXES

from scripts.generated.dice import Dice
from scripts.generated.patterns import Patterns
from scripts.generated.terms import Terms

DAMAGED = 0.15
"""The share of queries that are damaged after they were made."""

_AGGREGATES = {
    "number": (
        *("SUM(COALESCE({}, 0))", "AVG(COALESCE({}, 1))", "MIN(COALESCE({}, 0))", "COUNT({})"),
        *("MAX(COALESCE({}, 0))", "SUM(DISTINCT COALESCE({}, 0))"),
    ),
    "other": (
        *("COUNT({})", "COUNT(DISTINCT {})", "COUNT(*)", 'MIN(COALESCE(STR({}), ""))'),
        *(
            'MAX(COALESCE(STR({}), ""))',
            'STRLEN(GROUP_CONCAT(COALESCE(STR({}), "-"); SEPARATOR="|"))',
        ),
    ),
    "once": ("COUNT(DISTINCT {})", 'MIN(COALESCE(STR({}), ""))', 'MAX(COALESCE(STR({}), ""))'),
}
"""Of the values of a variable; what errors in a group do, engines disagree about."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query: its text, whether it was damaged, and whether the order of its rows is total."""

    text: str
    damaged: bool = False
    ordered: bool = False


def queries(quads: Sequence[ox.Quad], count: int, seed: str) -> Iterator[Query]:
    """So many queries over `quads`; the same seed gives the same queries."""
    terms = Terms(quads)
    for number in range(count):
        dice = Dice(f"{seed}/{number}")
        made = _Maker(dice, terms).query()
        yield _damaged(made, dice) if dice.chance(DAMAGED) else made


class _Maker:
    def __init__(self, dice: Dice, terms: Terms) -> None:
        self._dice, self._terms = dice, terms
        self._patterns = Patterns(dice, terms)

    def query(self) -> Query:
        what = self._dice.between(1, 100)
        if what <= 80:
            return self._select()
        where = self._patterns.group(self._dice.between(1, 2))
        if what <= 88:
            return Query(f"ASK {{ {where} }}")
        if what <= 96:
            return Query(f"CONSTRUCT {{ {self._template()} }} WHERE {{ {where} }}")
        if self._dice.chance(0.5):
            return Query(f"DESCRIBE {self._terms.name(self._dice)}")
        known = self._patterns.variables()
        return Query(f"DESCRIBE {self._dice.pick(known)} {{ {where} }}" if known else "ASK {}")

    def _template(self) -> str:
        known = self._patterns.variables() or ("<x:nothing>",)
        lines = []
        for _ in range(self._dice.between(1, 3)):
            made = () if self._patterns.repeats else ("_:b", "_:c")
            subject = self._dice.pick((*known, *made))
            object_ = self._dice.pick((*known, *made, '"made"', self._terms.name(self._dice)))
            lines.append(f"{subject} {self._terms.predicate(self._dice)} {object_} .")
        return " ".join(lines)

    def _select(self) -> Query:
        where = self._patterns.group(self._dice.between(1, 3))
        known = self._patterns.variables()
        if not known:
            return Query(f"SELECT DISTINCT * {{ {where} }}")
        if self._dice.chance(0.3):
            return self._grouped(where, known)
        chosen = list(self._dice.some(known, self._dice.between(1, 3)))
        shown = " ".join(chosen)
        if self._dice.chance(0.25):
            shown += f" ({self._patterns.expression()} AS ?told)"
            chosen.append("?told")
        modifier = self._dice.pick(("", "", "", "DISTINCT ", "DISTINCT "))
        if self._patterns.repeats:
            modifier = "DISTINCT "
        elif self._dice.chance(0.1) and not modifier:
            return Query(f"SELECT * {{ {where} }}")
        text = f"SELECT {modifier}{shown} {{ {where} }}"
        if not self._dice.chance(0.35):
            return Query(text)
        return self._sliced(text, chosen)

    def _sliced(self, text: str, chosen: Sequence[str]) -> Query:
        """In an order that leaves no two different rows undecided, and then some of them."""
        keys = []
        for name in chosen:
            down = self._dice.chance(0.3)
            for key in (f"!BOUND({name})", f"STR({name})", f"LANG({name})", f"DATATYPE({name})"):
                keys.append(f"{'DESC' if down else 'ASC'}({self._whole(key, name)})")
        if "VALUES" in text or "{ SELECT" in text:  # engines disagree how often these match
            text = text.replace("SELECT DISTINCT ", "SELECT ", 1).replace(
                "SELECT ", "SELECT DISTINCT ", 1
            )
        text += f" ORDER BY {' '.join(keys)}"
        if self._dice.chance(0.6):
            text += f" LIMIT {self._dice.between(0, 12)}"
        if self._dice.chance(0.3):
            text += f" OFFSET {self._dice.between(0, 6)}"
        return Query(text, ordered=True)

    @staticmethod
    def _whole(key: str, name: str) -> str:
        """A key that is never an error: where errors stand in an order is nobody's business."""
        if key.startswith("DATATYPE"):
            return f'COALESCE(STR({key}), ISIRI({name}), "")'.replace(
                f"ISIRI({name})", f'IF(ISIRI({name}), "iri", "blank")'
            )
        return f'COALESCE({key}, "")'

    def _grouped(self, where: str, known: Sequence[str]) -> Query:
        by = list(self._dice.some(known, self._dice.between(0, 2)))
        others = [name for name in known if name not in by] or list(known)
        shown = []
        for number in range(self._dice.between(1, 2)):
            name = self._dice.pick(others)
            kind = "number" if self._patterns.kind(name) == "number" else "other"
            kind = "once" if self._patterns.repeats else kind
            told = self._dice.pick(_AGGREGATES[kind]).format(name)
            shown.append(f"({told} AS ?a{number})")
        text = f"SELECT {' '.join([*by, *shown])} {{ {where} }}"
        if by:
            text += f" GROUP BY {' '.join(by)}"
        if self._dice.chance(0.25):
            name = self._dice.pick(others)
            text += f" HAVING (COUNT(DISTINCT {name}) > {self._dice.between(0, 3)})"
        return Query(text)


# ---- damage


def _damaged(query: Query, dice: Dice) -> Query:
    """The query with noise, a part missing, or words twice or elsewhere."""
    text = query.text
    for _ in range(dice.between(1, 3)):
        at = dice.between(0, max(0, len(text) - 1))
        words = text.split(" ")
        place = dice.between(0, len(words) - 1)
        match dice.between(1, 6):
            case 1:
                noise = chr(dice.pick((0, 9, 34, 39, 60, 62, 92, 123, 125, 233, 8238, 128512)))
                text = text[:at] + noise + text[at:]
            case 2:
                text = text[:at]
            case 3:
                text = text[:at] + text[at + dice.between(1, 8) :]
            case 4:
                text = " ".join([*words[: place + 1], words[place], *words[place + 1 :]])
            case 5:
                other = dice.between(0, len(words) - 1)
                words[place], words[other] = words[other], words[place]
                text = " ".join(words)
            case _:
                text = " ".join(words[:place] + words[place + 1 :])
    return Query(text, damaged=True)


def main(arguments: list[str] | None = None) -> int:
    """Print queries, one to a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", metavar="N", type=int, help="how many queries")
    parser.add_argument("file", metavar="FILE", type=Path, help="RDF that they ask of")
    parser.add_argument("--seed", metavar="S", default="0", help="other queries; default 0")
    chosen = parser.parse_args(arguments)
    quads = list(ox.parse(path=chosen.file))
    for name, iri in PREFIXES.items():
        print(f"PREFIX {name}: <{iri}>")
    for query in queries(quads, chosen.count, chosen.seed):
        print(repr(query.text) if query.damaged else query.text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
