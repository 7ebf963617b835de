"""The W3C's tests of SPARQL 1.0 and 1.1: manifests to cases, and what pyoxigraph makes of each.

In goes the directory of the suites, out come cases with their data, query and expected answer, and
the bytes that the bare engine answers. The engine runs in a process of its own, since it may crash.
Not read: updates, entailment, federation (refused on purpose), protocol and service description.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from tests.results import expected
from tests.solutions import Expected
from tests.support import ROOT, environment

FOLDERS = {
    "dawg-data-r2": (
        *("algebra", "ask", "basic", "bnode-coreference", "boolean-effective-value", "bound"),
        *("cast", "construct", "dataset", "distinct", "expr-builtin", "expr-equals", "expr-ops"),
        *("graph", "i18n", "open-world", "optional", "optional-filter", "reduced", "regex"),
        *("solution-seq", "sort", "syntax-sparql1", "syntax-sparql2", "syntax-sparql3"),
        *("syntax-sparql4", "syntax-sparql5", "triple-match", "type-promotion"),
    ),
    "sparql11": (
        *("aggregates", "bind", "bindings", "construct", "csv-tsv-res", "exists", "functions"),
        *("grouping", "json-res", "negation", "project-expression", "property-path", "subquery"),
        "syntax-query",
    ),
}
"""The folders of the suites that test what a query means or how it is written."""

_CASES = """
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?test ?kind ?query ?result ?lax
       (GROUP_CONCAT(DISTINCT STR(?data); separator=" ") AS ?default)
       (GROUP_CONCAT(DISTINCT STR(?graph); separator=" ") AS ?named) {
  ?manifest mf:entries/rdf:rest*/rdf:first ?test .
  ?test a ?kind ; mf:action ?action .
  OPTIONAL { ?action qt:query ?in }
  OPTIONAL { ?action qt:data ?data }
  OPTIONAL { ?action qt:graphData ?graph }
  OPTIONAL { ?test mf:result ?result }
  OPTIONAL { ?test mf:resultCardinality ?lax }
  BIND(COALESCE(?in, ?action) AS ?query)
} GROUP BY ?test ?kind ?query ?result ?lax ORDER BY ?test
"""

_FROM = re.compile(r"^\s*FROM\b", re.MULTILINE)
"""In a query that names its own dataset: it chooses from all data that lies beside it."""


@dataclass(frozen=True)
class Case:
    """A test: its query, what it is asked of, and what must come out.

    Attributes:
        id: suite, folder and name.
        kind: `evaluation`, `positive` (it is SPARQL) or `negative` (it is not).
        query: the file of the query.
        default: the files of the default graph.
        named: the files of the named graphs, which are named after them.
        result: the file of the expected answer of an evaluation.
        lax: whether rows may come less often than expected (`REDUCED`).
    """

    id: str
    kind: str
    query: Path
    default: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path | None
    lax: bool

    @cached_property
    def text(self) -> str:
        """The query."""
        return self.query.read_text(encoding="utf-8")

    @property
    def base(self) -> str:
        """The IRI that relative IRIs are resolved against."""
        return self.query.as_uri()

    @property
    def format(self) -> str:
        """The format in which rows are asked for: the one that the expected answer has."""
        suffix = self.result.suffix if self.result else ""
        return {".srx": "xml", ".csv": "csv", ".tsv": "tsv"}.get(suffix, "json")

    @cached_property
    def expected(self) -> Expected:
        """The expected answer of an evaluation."""
        assert self.result is not None
        return expected(self.result)


def cases(directory: Path) -> list[Case]:
    """All cases, by their ids."""
    found = []
    for suite, folders in FOLDERS.items():
        for folder in folders:
            found += _of_manifest(directory / suite / folder / "manifest.ttl", f"{suite}/{folder}")
    return found


def _of_manifest(path: Path, prefix: str) -> list[Case]:
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    solutions = store.query(_CASES)
    assert isinstance(solutions, ox.QuerySolutions)
    found = []
    for row in solutions:
        kind = _text(row["kind"]).rpartition("#")[2]
        query = _path(_text(row["query"]))
        default = _paths(_text(row["default"]))
        named = _paths(_text(row["named"]))
        syntax = "positive" if kind.startswith("Positive") else "negative"
        evaluation = kind in ("QueryEvaluationTest", "CSVResultFormatTest")
        if evaluation and _FROM.search(query.read_text(encoding="utf-8")):
            named = tuple(sorted({*default, *named, *query.parent.glob("data*.ttl")}))
            default = ()
        result = _text(row["result"])
        found.append(
            Case(
                f"{prefix}/{_text(row['test']).rpartition('#')[2]}",
                "evaluation" if evaluation else syntax,
                query,
                default,
                named,
                _path(result) if result else None,
                row["lax"] is not None,
            )
        )
    return found


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""


def _path(iri: str) -> Path:
    return Path(unquote(urlsplit(iri).path))


def _paths(iris: str) -> tuple[Path, ...]:
    return tuple(sorted(_path(iri) for iri in iris.split()))


# ---- the bare engine


@dataclass(frozen=True)
class Told:
    """What an engine made of a case: `data` with its `kind`, or an `error`.

    The kinds are `select`, `boolean` and `graph`.
    """

    kind: str = ""
    data: bytes = b""
    error: str = ""


_ALONE = """
import base64, json, sys
from pathlib import Path
import pyoxigraph as ox
FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML,
           "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
for line in sys.stdin:
    case = json.loads(line)
    store = ox.Store()
    try:
        for path in case["default"]:
            base = Path(path).as_uri()
            store.load(path=path, base_iri=base)
        for path in case["named"]:
            base = Path(path).as_uri()
            store.load(path=path, base_iri=base, to_graph=ox.NamedNode(base))
        found = store.query(case["text"], base_iri=case["base"])
        if isinstance(found, ox.QueryTriples):
            kind, data = "graph", ox.serialize(found, format=ox.RdfFormat.N_TRIPLES)
        else:
            kind = "boolean" if isinstance(found, ox.QueryBoolean) else "select"
            data = found.serialize(format=FORMATS[case["format"]])
        told = {"kind": kind, "data": base64.b64encode(data).decode()}
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        told = {"error": str(error) or "error"}
    print(json.dumps(told), flush=True)
"""


def alone(found: Sequence[Case]) -> list[Told]:
    """What pyoxigraph itself makes of each case; one that takes its process down is an error."""
    told: list[Told] = []
    while len(told) < len(found):
        lines = _lines(found[len(told) :])
        done = subprocess.run(
            [sys.executable, "-c", _ALONE],
            input=lines,
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        told += [
            Told(a.get("kind", ""), base64.b64decode(a.get("data", "")), a.get("error", ""))
            for a in answers
        ]
        if len(told) < len(found):
            assert done.returncode < 0, done.stderr
            told.append(Told(error=f"ended by signal {-done.returncode}"))
    return told


def _lines(found: Iterable[Case]) -> str:
    return "".join(
        json.dumps(
            {
                "text": case.text,
                "base": case.base,
                "default": [str(path) for path in case.default],
                "named": [str(path) for path in case.named],
                "format": case.format,
            }
        )
        + "\n"
        for case in found
    )
