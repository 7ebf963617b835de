"""Patterns of SPARQL that hang together: what stands between the braces of an invented query.

In go the words of a graph, out comes text. Patterns are made by walking the graph, so that they
often match; whatever is joined shares a variable or is narrow by itself.
"""

from __future__ import annotations

import pyoxigraph as ox

from scripts.generated.dice import Dice
from scripts.generated.terms import Term, Terms, kind, written

_STRINGS = ("a", "e", "an", "Al", "de", "2016", "http", "")
_CONDITIONS = {
    "made": ("BOUND({v})", "STR({v}) > {s}", "ISLITERAL({v})"),
    "number": ("{v} > {n}", "{v} <= {n}", "{v} = {n}", "{v} * 2 != {n}", "{v} IN ({n}, 1, 2)"),
    "date": ("{v} < {d}", "{v} >= {d}", "{v} = {d}", "STR({v}) > STR({d})"),
    "truth": ("{v}", "!{v}", "{v} = true"),
    "text": (
        *('LANG({v}) = "fr"', 'LANGMATCHES(LANG({v}), "*")', "STRLEN({v}) > {n}"),
        *("CONTAINS(LCASE(STR({v})), {s})", 'REGEX({v}, {s}, "i")', "STRSTARTS(STR({v}), {s})"),
        *("STRENDS(STR({v}), {s})", "STR({v}) < {s}", "ISLITERAL({v})"),
    ),
    "node": (
        *("ISIRI({v})", "CONTAINS(STR({v}), {s})", "{v} != {t}", "{v} = {t}", "ISLITERAL({v})"),
        *("{v} IN ({t}, {t})", "{v} NOT IN ({t})", 'REGEX(STR({v}), "[0-9]$")'),
        *("sameTerm({v}, {t})", "STR({v}) > STR({t})"),
    ),
}
_VALUES = {
    "number": ("{v} + {n}", "{v} * {n}", "ABS({v} - {n})", "FLOOR({v} * 0.5)", "CEIL({v} * 0.5)"),
    "date": ("STR({v})", "SUBSTR(STR({v}), 1, 4)", "DATATYPE({v})"),
    "truth": ("!{v}", "STR({v})"),
    "text": (
        *("UCASE(STR({v}))", "LCASE({v})", "STRLEN({v})", "SUBSTR({v}, 2, 3)", "LANG({v})"),
        *("CONCAT(STR({v}), {s})", "REPLACE(STR({v}), {s}, '-')", "STRBEFORE(STR({v}), {s})"),
        *("STRAFTER(STR({v}), {s})", "ENCODE_FOR_URI(STR({v}))", "MD5(STR({v}))", "DATATYPE({v})"),
        *('STRLANG(STR({v}), "en")', "STRDT(STR({v}), xsd:string)"),
    ),
    "made": ("STR({v})",),
    "node": ("STR({v})", "IRI(STR({v}))", "STRLEN(STR({v}))", "STRAFTER(STR({v}), '/')"),
}
_PATHS = (
    *(
        "{p}/{q}",
        "^{p}",
        "{p}|{q}",
        "{p}*",
        "{p}+",
        "{p}?",
        "({p}/^{p})",
        "!({p}|{q})",
        "^{p}/{q}?",
    ),
    *("({p}|{q})+", "{p}/({q}|^{q})"),
)


class Patterns:
    """Makes the patterns of one query."""

    def __init__(self, dice: Dice, terms: Terms) -> None:
        self._dice, self._terms = dice, terms
        self._names: dict[Term, str] = {}
        self._kinds: dict[str, str] = {}
        self._count = 0
        self.repeats = False
        """Whether there is a path of which engines disagree how often it matches."""

    def variables(self) -> tuple[str, ...]:
        """All variables that are in scope outside."""
        return tuple(self._kinds)

    def kind(self, name: str) -> str:
        """What can be done with a variable."""
        return self._kinds.get(name, "node")

    def group(self, size: int) -> str:
        """Patterns side by side."""
        parts = [self._basic(self._dice.between(1, 3))]
        makers = (
            *(self._filter, self._filter, self._filter, self._optional, self._optional),
            *(self._union, self._minus, self._bind, self._values, self._sub, self._graph),
            *(self._path, self._path, self._exists, self._nested),
        )
        parts += [self._dice.pick(makers)() for _ in range(size)]
        return " ".join(part for part in parts if part)

    # ---- triples

    def _basic(self, count: int) -> str:
        quad = self._start()
        lines = []
        for _ in range(count):
            lines.append(self._triple(quad))
            quad = self._terms.touching(
                self._dice.pick(tuple(self._names) or (quad.subject,)), self._dice
            )
        return " ".join(lines)

    def _start(self) -> ox.Quad:
        """A quad that hangs together with what is there."""
        known = tuple(self._names)
        if known:
            return self._terms.touching(self._dice.pick(known), self._dice)
        return self._terms.quad(self._dice)

    def _triple(self, quad: ox.Quad) -> str:
        predicate = written(quad.predicate)
        if predicate == "rdf:type" and self._dice.chance(0.8):
            predicate = "a"
        elif self._dice.chance(0.04):
            predicate = self._new("node")
        return f"{self._end(quad.subject, 0.85)} {predicate} {self._end(quad.object, 0.6)} ."

    def _end(self, term: Term, share: float) -> str:
        """An end of a triple: the variable that stands for it, a new one, or itself."""
        if term in self._names:
            return self._names[term]
        if not self._dice.chance(share):
            return written(term)
        name = self._new(kind(term))
        if isinstance(term, ox.NamedNode):
            self._names[term] = name
        return name

    def _new(self, what: str) -> str:
        self._count += 1
        name = f"?v{self._count}"
        self._kinds[name] = what
        return name

    # ---- what goes with them

    def _condition(self, within: str = "") -> str:
        """A condition on what is known, or on what is in a text alone."""
        known = tuple(name for name in self.variables() if not within or f"{name} " in within)
        if not known:
            return "true"
        name = self._dice.pick(known)
        told = self._filled(self._dice.pick(_CONDITIONS[self._kinds[name]]), name)
        more = self._dice.between(1, 10)
        if more == 1:
            return f"!({told})"
        if more == 2:
            return f"({told}) || BOUND({self._dice.pick(known)})"
        if more == 3:
            return f"({told}) && {self._dice.pick(known)} != {self._dice.pick(known)}"
        return f"COALESCE({told}, false)" if more == 4 else told

    def expression(self) -> str:
        """A value."""
        known = self.variables()
        if not known:
            return "1"
        name = self._dice.pick(known)
        told = self._filled(self._dice.pick(_VALUES[self._kinds[name]]), name)
        if self._dice.chance(0.1):
            return f'IF(BOUND({name}), {told}, "none")'
        return f"COALESCE({told}, 0)" if self._dice.chance(0.1) else told

    def _filled(self, text: str, name: str) -> str:
        year = self._dice.between(2014, 2019)
        return text.format(
            v=name,
            n=self._dice.between(0, 200),
            d=f'"{year}-06-01"^^xsd:date',
            s=f'"{self._dice.pick(_STRINGS)}"',
            t=self._terms.name(self._dice),
        )

    def _filter(self) -> str:
        return f"FILTER ({self._condition()})"

    def _optional(self) -> str:
        inner = self._basic(self._dice.between(1, 2))
        more = f" {self._filter()}" if self._dice.chance(0.2) else ""
        return f"OPTIONAL {{ {inner}{more} }}"

    def _union(self) -> str:
        sides = [f"{{ {self._basic(self._dice.between(1, 2))} }}" for _ in range(2)]
        return " UNION ".join(sides)

    def _minus(self) -> str:
        names, kinds = dict(self._names), dict(self._kinds)
        text = f"MINUS {{ {self._basic(1)} }}"
        self._names, self._kinds = names, kinds
        return text

    def _exists(self) -> str:
        names, kinds = dict(self._names), dict(self._kinds)
        inner = self._basic(self._dice.between(1, 2))
        text = f"FILTER {self._dice.pick(('', 'NOT '))}EXISTS {{ {inner} }}"
        self._names, self._kinds = names, kinds
        return text

    def _nested(self) -> str:
        inner = self._basic(self._dice.between(1, 2))
        return f"{{ {inner} FILTER ({self._condition(inner)}) }}"

    def _bind(self) -> str:
        value = self.expression()
        return f"BIND ({value} AS {self._new('made')})" if value else ""

    def _values(self) -> str:
        known = [name for name, term in self._kinds.items() if term == "node"]
        name = self._dice.pick(known or ("",)) if self._dice.chance(0.7) else ""
        name = name or self._new("node")
        listed = [self._terms.name(self._dice) for _ in range(self._dice.between(1, 4))]
        listed += [
            own for own, var in ((written(t), v) for t, v in self._names.items()) if var == name
        ]
        return f"VALUES {name} {{ {' '.join(listed)} }}"

    def _sub(self) -> str:
        names, kinds = dict(self._names), dict(self._kinds)
        inner = self._basic(self._dice.between(1, 2))
        used = [name for name in self._kinds if f"{name} " in inner]
        fresh = [name for name in used if name not in kinds]
        # What is known outside is shown: another of the same name inside is too subtle for rdflib.
        shown = [name for name in used if name in kinds]
        shown += self._dice.some(fresh, self._dice.between(0 if shown else 1, 2))
        self._names = {
            term: name for term, name in self._names.items() if name in shown or term in names
        }
        self._kinds = {**kinds, **{name: self._kinds[name] for name in shown}}
        if not shown:
            return f"{{ {inner} }}"
        distinct = self._dice.pick(("", "DISTINCT "))
        return f"{{ SELECT {distinct}{' '.join(shown)} {{ {inner} }} }}"

    def _graph(self) -> str:
        graph = self._dice.pick(self._terms.graphs or ["<x:none>"])
        if self._dice.chance(0.5):
            graph = self._new("node")
        return f"GRAPH {graph} {{ {self._basic(1)} }}"

    def _path(self) -> str:
        quad = self._start()
        other = (
            self._terms.touching(quad.object, self._dice)
            if isinstance(quad.object, ox.NamedNode)
            else quad
        )
        shape = self._dice.pick(_PATHS)
        self.repeats = self.repeats or shape != "^{p}"
        path = shape.format(p=written(quad.predicate), q=written(other.predicate))
        return f"{self._end(quad.subject, 0.8)} {path} {self._end(quad.object, 0.5)} ."
