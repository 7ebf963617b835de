"""Answers as rows of text, and rows as people and programs read them.

In go the solutions of a query, out come rows with ids in place of our IRIs, and those rows as CSV,
TSV or a plain table. Nothing is left out or cut.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from libyagraph.names import PREFIXES, kebab, short


@dataclass(frozen=True, slots=True)
class Rows:
    """An answer: its columns, and its rows as text; an unbound value is an empty string."""

    columns: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.values)

    def __iter__(self) -> Iterator[Mapping[str, str]]:
        """Each row as a mapping of column names to text."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.values)

    def csv(self) -> str:
        """As CSV, with a heading."""
        return self._delimited(",")

    def tsv(self) -> str:
        """As tab-separated values, with a heading."""
        return self._delimited("\t")

    def _delimited(self, mark: str) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=mark, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.values)
        return out.getvalue()

    def table(self) -> str:
        """As columns of plain text, for a terminal or a pipe."""
        rows = [self.columns, *self.values]
        widths = [max(_width(row[n]) for row in rows) for n in range(len(self.columns))]
        lines = [
            "  ".join(
                cell + " " * (widths[n] - _width(cell)) for n, cell in enumerate(row)
            ).rstrip()
            for row in rows
        ]
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join(lines) + "\n"


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)


def of_solutions(solutions: ox.QuerySolutions, columns: Sequence[str]) -> Rows:
    """The rows of a named query, in the order of `columns`, with ids for our IRIs."""
    return Rows(
        tuple(columns),
        tuple(tuple(_text(solution[name]) for name in columns) for solution in solutions),
    )


def _text(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        # Event types are classes (`TroopSupport`); people type them in kebab case.
        named = short(term.value)
        return kebab(named) if named[:1].isupper() else named
    if isinstance(term, ox.Literal):
        return term.value
    return "" if term is None else str(term)


def of_json(data: bytes, *, prefixed: bool = False) -> Rows:
    """The rows of an answer in the SPARQL results format; yes or no is one cell.

    IRIs are full, or with our prefixes (`actor:egypt`) where `prefixed`.
    """
    answer = json.loads(data)
    if "boolean" in answer:
        return Rows(("answer",), (("true" if answer["boolean"] else "false",),))
    columns = tuple(answer["head"]["vars"])
    found = answer["results"]["bindings"]
    return Rows(
        columns,
        tuple(tuple(_cell(row.get(name, {}), prefixed) for name in columns) for row in found),
    )


def _cell(term: Mapping[str, str], prefixed: bool) -> str:
    value = str(term.get("value", ""))
    if not prefixed or term.get("type") != "uri":
        return value
    spaces = (item for item in PREFIXES.items() if value.startswith(item[1]))
    name, space = max(spaces, key=lambda item: len(item[1]), default=("", ""))
    return f"{name}:{value[len(space) :]}" if space else value


def of_triples(data: bytes) -> Rows:
    """The rows of N-Triples, with full IRIs."""
    parsed = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
    found = (quad.triple for quad in parsed)
    values = tuple((_full(t.subject), _full(t.predicate), _full(t.object)) for t in found)
    return Rows(("subject", "predicate", "object"), values)


def _full(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
