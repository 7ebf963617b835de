"""Answers read: what engines send, and the expected answers of the W3C's suites.

In go bytes or a file in any of the usual formats, out come values that `solutions` compares.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
from libyagraph.names import RDF

from tests.solutions import Expected, Row, cell

_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def of_answer(kind: str, data: bytes, format_: str) -> Expected:
    """An answer of an engine: rows in `format_`, or a graph in N-Triples."""
    if kind == "graph":
        return _graph(ox.parse(data, format=ox.RdfFormat.N_TRIPLES))
    if format_ == "csv":
        return _csv(data)
    formats = {
        "json": ox.QueryResultsFormat.JSON,
        "xml": ox.QueryResultsFormat.XML,
        "tsv": ox.QueryResultsFormat.TSV,
    }
    return _results(ox.parse_query_results(data, format=formats[format_]))


def expected(path: Path) -> Expected:
    """An expected answer, of any format that the W3C's suites use."""
    match path.suffix:
        case ".srx":
            return _results(ox.parse_query_results(path=path, format=ox.QueryResultsFormat.XML))
        case ".srj":
            return _results(ox.parse_query_results(path=path, format=ox.QueryResultsFormat.JSON))
        case ".tsv":
            return _results(ox.parse_query_results(path=path, format=ox.QueryResultsFormat.TSV))
        case ".csv":
            return _csv(path.read_bytes())
    quads = list(ox.parse(path=path, base_iri=path.as_uri()))
    if any(quad.predicate.value.startswith(_RS) for quad in quads):
        return _result_set(quads)
    return _graph(quads)


def _results(found: ox.QuerySolutions | ox.QueryBoolean) -> Expected:
    if isinstance(found, ox.QueryBoolean):
        return Expected(boolean=bool(found))
    columns = tuple(variable.value for variable in found.variables)
    return Expected(columns, tuple(tuple(cell(row[name]) for name in columns) for row in found))


def _csv(data: bytes) -> Expected:
    columns, *found = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    rows = tuple(
        tuple(
            ("blank", text[2:]) if text.startswith("_:") else (("text", text) if text else ())
            for text in row
        )
        for row in found
    )
    return Expected(tuple(columns), rows, bare=True)


def _graph(quads: Iterable[ox.Quad]) -> Expected:
    triples = {(cell(q.subject), cell(q.predicate), cell(q.object)) for q in quads}
    return Expected(("s", "p", "o"), tuple(triples), graph=True)


def _result_set(quads: Sequence[ox.Quad]) -> Expected:
    """An answer written as RDF, in the vocabulary of the first working group."""
    of: dict[object, dict[str, list[object]]] = {}
    for quad in quads:
        name = quad.predicate.value.removeprefix(_RS)
        of.setdefault(quad.subject, {}).setdefault(name, []).append(quad.object)
    kind = ox.NamedNode(_RS + "ResultSet")
    (top,) = (s for s, known in of.items() if kind in known.get(RDF + "type", ()))
    if "boolean" in of[top]:
        return Expected(boolean=_plain(of[top]["boolean"][0]) == "true")
    columns = tuple(sorted(_plain(name) for name in of[top].get("resultVariable", ())))
    found: list[tuple[int, Row]] = []
    for solution in of[top].get("solution", ()):
        bound: dict[str, object] = {}
        for binding in of[solution].get("binding", ()):
            bound[_plain(of[binding]["variable"][0])] = of[binding]["value"][0]
        index = of[solution].get("index")
        found.append(
            (int(_plain(index[0])) if index else 0, tuple(cell(bound.get(c)) for c in columns))
        )
    found.sort(key=lambda item: item[0])
    ordered = bool(found) and found[-1][0] > 0
    return Expected(columns, tuple(row for _, row in found), ordered=ordered)


def _plain(term: object) -> str:
    assert isinstance(term, ox.Literal)
    return term.value
