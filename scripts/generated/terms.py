"""The words of a graph, to make queries of: its quads by their ends, its names as SPARQL has them.

In go quads, out come terms as text. Nothing depends on the order of the quads.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
from libyagraph.names import PREFIXES

from scripts.generated.dice import Dice

_XSD = PREFIXES["xsd"]
_KINDS = {
    **dict.fromkeys((_XSD + "integer", _XSD + "decimal", _XSD + "double"), "number"),
    _XSD + "date": "date",
    _XSD + "boolean": "truth",
}

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Terms:
    """What a graph has."""

    def __init__(self, quads: Sequence[ox.Quad]) -> None:
        self.quads = tuple(sorted(quads, key=str))
        self._by_end: dict[Term, list[ox.Quad]] = {}
        self._by_predicate: dict[str, list[ox.Quad]] = {}
        for quad in self.quads:
            self._by_end.setdefault(quad.subject, []).append(quad)
            if isinstance(quad.object, ox.NamedNode) and quad.object != quad.subject:
                self._by_end.setdefault(quad.object, []).append(quad)
            self._by_predicate.setdefault(quad.predicate.value, []).append(quad)
        self._predicates = sorted(self._by_predicate)
        self.graphs = sorted({str(q.graph_name) for q in quads} - {"DEFAULT"})

    def quad(self, dice: Dice) -> ox.Quad:
        """A quad: of a predicate first, so that rare ones come too."""
        return dice.pick(self._by_predicate[dice.pick(self._predicates)])

    def touching(self, term: Term, dice: Dice) -> ox.Quad:
        """A quad that the term is an end of."""
        return dice.pick(self._by_end[term])

    def predicate(self, dice: Dice) -> str:
        """A predicate."""
        return written(ox.NamedNode(dice.pick(self._predicates)))

    def name(self, dice: Dice) -> str:
        """The name of something."""
        subject = self.quad(dice).subject
        return written(subject)


def kind(term: Term) -> str:
    """What can be done with a term: `node`, `number`, `date`, `truth` or `text`."""
    if isinstance(term, ox.Literal):
        return _KINDS.get(term.datatype.value, "text")
    return "node"


def written(term: Term) -> str:
    """A term as SPARQL has it, with a prefix where that is simple."""
    if isinstance(term, ox.NamedNode):
        for prefix, space in PREFIXES.items():
            local = term.value.removeprefix(space)
            if local != term.value and local.replace("-", "a").isalnum() and local.isascii():
                return f"{prefix}:{local}"
    return str(term)
