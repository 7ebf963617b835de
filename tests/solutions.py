"""Answers compared as SPARQL means them: rows as multisets or lists, blank nodes by isomorphism.

In go two answers, out comes whether they say the same. Numbers are equal where type and value are,
since `1.0` and `1.00` are one decimal. How answers are read is for `results`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isnan

import pyoxigraph as ox

XSD = "http://www.w3.org/2001/XMLSchema#"

_FLOATS = frozenset(XSD + name for name in ("float", "double"))
_EXACT = frozenset(
    XSD + name
    for name in (
        *("integer", "decimal", "int", "long", "short", "byte", "nonNegativeInteger"),
        *("positiveInteger", "nonPositiveInteger", "negativeInteger", "unsignedLong"),
        *("unsignedInt", "unsignedShort", "unsignedByte"),
    )
)

Cell = tuple[object, ...]
"""A value as it is compared; a blank node is `("blank", its label)`, nothing is `()`."""

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Expected:
    """An answer: yes or no, or rows under their columns; the rows of a graph are its triples.

    `ordered` where the answer itself says that its order counts; `bare` where it has no types
    (CSV), so that only texts can be compared.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    graph: bool = False
    ordered: bool = False
    bare: bool = False


def cell(term: object) -> Cell:
    """A term as it is compared."""
    if term is None:
        return ()
    if isinstance(term, ox.NamedNode):
        return ("iri", term.value)
    if isinstance(term, ox.BlankNode):
        return ("blank", term.value)
    if isinstance(term, ox.Triple):
        return ("triple", str(term))
    assert isinstance(term, ox.Literal)
    kind = term.datatype.value
    return ("literal", _value(term.value, kind), kind, (term.language or "").lower())


def _value(text: str, kind: str) -> object:
    try:
        if kind in _FLOATS:
            number = float(text)
            return "NaN" if isnan(number) else number
        if kind in _EXACT:
            return Decimal(text)
    except (ValueError, InvalidOperation):
        pass
    return text


def same(one: Expected, other: Expected, *, ordered: bool = False, lax: bool = False) -> bool:
    """Whether two answers say the same.

    `ordered` where the order of rows counts; `lax` where `other` may have a row less often than
    `one`, though once at least.
    """
    if one.boolean is not None or other.boolean is not None:
        return one.boolean == other.boolean
    if sorted(one.columns) != sorted(other.columns) or one.graph != other.graph:
        return False
    places = [other.columns.index(name) for name in one.columns]
    first = list(one.rows)
    second = [tuple(row[place] for place in places) for row in other.rows]
    if lax:
        if len(second) > len(first):
            return False
        first, second = list(dict.fromkeys(first)), list(dict.fromkeys(second))
    if ordered and not one.graph:
        first = [(("place", n), *row) for n, row in enumerate(first)]
        second = [(("place", n), *row) for n, row in enumerate(second)]
    return same_rows(first, second)


def same_rows(one: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether two multisets of rows are one but for the labels of blank nodes."""
    plain = [Counter(row for row in rows if not _labels(row)) for rows in (one, other)]
    if len(one) != len(other) or plain[0] != plain[1]:
        return False
    left: dict[frozenset[tuple[Row, int]], list[list[Row]]] = {}
    for part in _parts(other):
        left.setdefault(_signature(part), []).append(part)
    for part in _parts(one):
        others = left.get(_signature(part), [])
        found = next((n for n, found in enumerate(others) if _matched(part, found, {}, {})), None)
        if found is None:
            return False
        others.pop(found)
    return not any(left.values())


def _labels(row: Row) -> set[str]:
    return {str(c[1]) for c in row if c[:1] == ("blank",)}


def _parts(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows with blank nodes, those together that hang together by them."""
    of: dict[str, list[str]] = {}  # all labels of a part are one list
    for row in rows:
        labels = sorted(_labels(row))
        for label in labels:
            joined, more = of.setdefault(labels[0], [labels[0]]), of.setdefault(label, [label])
            if joined is not more:
                joined += more
                of.update(dict.fromkeys(more, joined))
    parts: dict[int, list[Row]] = {}
    for row in rows:
        if labels := sorted(_labels(row)):
            parts.setdefault(id(of[labels[0]]), []).append(row)
    return list(parts.values())


def _signature(part: Sequence[Row]) -> frozenset[tuple[Row, int]]:
    return frozenset(_painted(part, _coloured(part, {})).items())


def _matched(
    one: Sequence[Row], other: Sequence[Row], mine: Mapping[str, int], theirs: Mapping[str, int]
) -> bool:
    """The same, where the labels in `mine` and `theirs` are told apart by colours already."""
    first, second = _coloured(one, mine), _coloured(other, theirs)
    if _painted(one, first) != _painted(other, second):
        return False
    sizes = Counter(first.values())
    several = [label for label in sorted(first) if sizes[first[label]] > 1]
    if not several:
        return True
    label = min(several, key=lambda name: (sizes[first[name]], name))
    fresh = -1 - len(mine)
    return any(
        _matched(one, other, {**mine, label: fresh}, {**theirs, partner: fresh})
        for partner in sorted(second)
        if second[partner] == first[label]
    )


def _painted(rows: Sequence[Row], colours: Mapping[str, int]) -> Counter[Row]:
    return Counter(
        tuple(("blank", colours[str(c[1])]) if c[:1] == ("blank",) else c for c in row)
        for row in rows
    )


def _coloured(rows: Sequence[Row], given: Mapping[str, int]) -> dict[str, int]:
    """A colour for each blank node, by where it occurs, refined until nothing more is told apart.

    Colours are hashes, so that those of two answers can be compared.
    """
    places: dict[str, list[Row]] = {}
    for row in rows:
        for label in _labels(row):
            places.setdefault(label, []).append(row)
    colours = {label: given.get(label, 0) for label in places}
    kinds = 0
    while len(set(colours.values())) > kinds:
        kinds = len(set(colours.values()))
        colours = {
            label: hash((colours[label], tuple(sorted(_seen(label, r, colours) for r in found))))
            for label, found in places.items()
        }
    return colours


def _seen(label: str, row: Row, colours: Mapping[str, int]) -> int:
    """A row as one of its blank nodes sees it."""
    return hash(
        tuple(
            ("blank", c[1] == label, colours[str(c[1])]) if c[:1] == ("blank",) else c for c in row
        )
    )
