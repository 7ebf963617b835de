"""How actors and edges look: colour, shape, size, dash and width, for the page and for GEXF alike.

In go the records of a graph and its vocabulary, out come colours (`#rrggbb`), shapes (by name),
sizes and dash patterns, and the entries of the legend. Nothing here draws, and nothing knows Libya:
blocs are the camps and states that the data names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libyagraph.records import Actor, Edge, Records
    from libyagraph.vocabulary import Kind, Term, Vocabulary

NEUTRAL = "#8a919c"
"""The grey of actors without a bloc, and of blocs beyond the palette."""

PALETTE = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e0a100",
    "#56b4e9",
    "#882255",
    "#7f8f2a",
    "#6f63bb",
    "#a8541f",
    "#44aa99",
    "#aa4499",
)
"""Okabe and Ito's palette (2008), then Tol's muted one: told apart with any colour vision. Yellow
and near-black are left out, since the page has a light and a dark ground."""

DASHES: Mapping[str, tuple[int, ...]] = {
    "asserted": (),
    "reported": (16, 4),
    "contested": (8, 6),
    "alleged": (3, 4),
    "planned": (12, 4, 2, 4),
    "denied": (2, 8),
}
"""On and off lengths by status; solid where a tie is asserted."""

SHAPES = (
    "dot",
    "square",
    "diamond",
    "triangle",
    "triangleDown",
    "star",
    "hexagon",
    "pentagon",
    "ring",
)
"""What a kind of actor may look like: those of vis-network that hold no text, and two of the page's
own (`shapes.js`). A kind of any other shape is a dot."""

OTHER_DASHES = (5, 5)
AFFILIATION_DASHES = (1, 4)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One line of the legend: how `key` of a `group` looks, and how often it occurs.

    `group` is `relation`, `affiliation`, `status`, `kind` or `bloc`. `labels` is empty for a bloc
    that is no actor of the data.
    """

    group: str
    key: str
    labels: Mapping[str, str]
    count: int
    colour: str = ""
    dashes: tuple[int, ...] = ()
    shape: str = ""


class Style:
    """The looks of one graph. Every method is a pure function of the records and the vocabulary."""

    def __init__(self, records: Records, vocabulary: Vocabulary) -> None:
        self._records = records
        self._vocabulary = vocabulary
        ties = ((edge.source, edge.target) for edge in records.edges if edge.family == "tie")
        self._ties = Counter(chain.from_iterable(ties))
        told = (set(chain.from_iterable(c.roles.values())) for c in records.claims.values())
        self._claims = Counter(chain.from_iterable(told))
        self._camps = {actor.camp for actor in records.actors.values() if actor.camp}
        self._states = {actor.state for actor in records.actors.values() if actor.state}
        self._bloc_counts = Counter(map(self.bloc, records.actors.values()))
        self._bloc_colours = self._assign()

    def _assign(self) -> dict[str, str]:
        strength: Counter[str] = Counter()
        for actor in self._records.actors.values():
            strength[self.bloc(actor)] += self._ties[actor.id]
        ranked = sorted((b for b in strength if b), key=lambda bloc: (-strength[bloc], bloc))
        several = [bloc for bloc in ranked if self._bloc_counts[bloc] > 1 or strength[bloc]]
        return dict(zip(several, PALETTE, strict=False))

    def bloc(self, actor: Actor) -> str:
        """The id of the camp of an actor, else of its state, else nothing."""
        if actor.camp or actor.id in self._camps:
            return actor.camp or actor.id
        return actor.state or (actor.id if actor.id in self._states else "")

    def bloc_colour(self, bloc: str) -> str:
        """The colour of a bloc, `#rrggbb`; grey where it has none of its own."""
        return self._bloc_colours.get(bloc, NEUTRAL)

    def ties(self, actor: str) -> int:
        """How many ties an actor (by id) has."""
        return self._ties[actor]

    def weight(self, actor: str) -> int:
        """How much is told of an actor (by id): its ties, and the claims with it in a role.

        Whoever only tells of others gains nothing: publishers would dwarf everyone.
        """
        return self._ties[actor] + self._claims[actor]

    def node_colour(self, actor: Actor) -> str:
        """The colour of an actor, `#rrggbb`, which is that of its bloc."""
        return self.bloc_colour(self.bloc(actor))

    def node_shape(self, actor: Actor) -> str:
        """The shape of an actor by its kind, one of `SHAPES`."""
        return _shape(self._vocabulary.kinds.get(actor.kind))

    def node_size(self, actor: Actor) -> float:
        """The radius of an actor in pixels at scale 1, 7 to 26; its area grows with its weight."""
        return radius(self.weight(actor.id))

    def edge_colour(self, edge: Edge) -> str:
        """The colour of an edge, `#rrggbb`: that of its relation, grey for affiliations."""
        relation = self._vocabulary.relations.get(edge.relation)
        return relation.colour if relation and edge.family != "affiliation" else NEUTRAL

    def edge_dashes(self, edge: Edge) -> tuple[int, ...]:
        """The on and off lengths of an edge in pixels; empty for a solid line."""
        if edge.family == "affiliation":
            return AFFILIATION_DASHES
        return DASHES.get(edge.status, OTHER_DASHES)

    def edge_width(self, edge: Edge) -> float:
        """The width of an edge in pixels at scale 1: 1 for affiliations, ties grow with claims."""
        if edge.family == "affiliation":
            return 1.0
        return round(1.6 + 0.5 * min(max(len(edge.claims) - 1, 0), 5), 1)

    def legend(self) -> tuple[LegendEntry, ...]:
        """What occurs in the data, group by group, the most frequent first; no lifted ties."""
        ties = self._records.ties()
        bodies = self._records.of_family("affiliation")
        words = self._vocabulary
        entries: list[LegendEntry] = []
        for key, count in _ranked(edge.relation for edge in ties):
            relation = words.relations.get(key)
            colour = relation.colour if relation else NEUTRAL
            entries.append(LegendEntry("relation", key, _labels(relation), count, colour))
        for key, count in _ranked(edge.status for edge in ties):
            dashes = DASHES.get(key, OTHER_DASHES)
            labels = _labels(words.statuses.get(key))
            entries.append(LegendEntry("status", key, labels, count, dashes=dashes))
        for key, count in _ranked(actor.kind for actor in self._records.actors.values()):
            kind = words.kinds.get(key)
            entries.append(LegendEntry("kind", key, _labels(kind), count, shape=_shape(kind)))
        for bloc in sorted(self._bloc_counts, key=self._bloc_rank):
            actor = self._records.actors.get(bloc)
            labels = actor.names if actor else {}
            colour = self.bloc_colour(bloc)
            entries.append(LegendEntry("bloc", bloc, labels, self._bloc_counts[bloc], colour))
        for key, count in _ranked(edge.relation for edge in bodies):
            labels = _labels(words.relations.get(key))
            entries.append(
                LegendEntry("affiliation", key, labels, count, NEUTRAL, AFFILIATION_DASHES)
            )
        return tuple(entries)

    def _bloc_rank(self, bloc: str) -> tuple[bool, int, int, str]:
        coloured = list(self._bloc_colours)
        rank = coloured.index(bloc) if bloc in self._bloc_colours else len(coloured)
        return (not bloc, rank, -self._bloc_counts[bloc], bloc)


def radius(weight: int) -> float:
    """The radius in pixels, 7 to 26, of an actor of some weight: its area grows with it."""
    return round(min(7 + 2.2 * sqrt(weight), 26), 1)


def _shape(kind: Kind | None) -> str:
    return kind.shape if kind and kind.shape in SHAPES else SHAPES[0]


def _labels(term: Term | None) -> Mapping[str, str]:
    return term.labels if term else {}


def _ranked(keys: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0]))
