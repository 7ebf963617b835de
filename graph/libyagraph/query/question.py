"""What is asked, what comes back, and within which limits: the values that cross to a worker.

A question goes to a worker as one line of JSON; the answer comes back as one line and the bytes
that it announces. Nothing here runs a query.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from libyagraph.errors import (
    AnswerTooLargeError,
    LibyagraphError,
    NotAcceptableError,
    QueryError,
    QueryForbiddenError,
    QueryLimitError,
    QueryTooLongError,
    UsageError,
)

SELECT_FORMATS = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS = ("turtle", "ntriples", "rdfxml", "jsonld")

MEGABYTE = 1024 * 1024
LONGEST = 3600.0
"""The longest time limit, in seconds."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: `seconds`, `memory` and `answer`, the last two in bytes.

    The memory is on top of what a worker has at its start. Raises `UsageError` for a limit that is
    none.
    """

    seconds: float = 10.0
    memory: int = 1024 * MEGABYTE
    answer: int = 16 * MEGABYTE

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= LONGEST:
            raise UsageError(f"a time limit must be more than 0 and at most {LONGEST:g} s")
        if self.memory < 16 * MEGABYTE or self.answer < 1:
            raise UsageError("a query needs 16 MB of memory or more, and an answer a byte or more")


@dataclass(frozen=True, slots=True)
class Question:
    """SPARQL with all that its answer depends on.

    Attributes:
        text: SPARQL 1.1, of any of the four forms.
        select: the format of rows and of yes or no, of `SELECT_FORMATS`; empty where none will do.
        graph: the format of triples, of `GRAPH_FORMATS`; empty where none will do.
        prefixes: prefixes that the text may use without declaring them.
        base: the IRI that relative IRIs of the text are resolved against; none by default.
        default_graphs: the graphs to ask as one, in place of what the text names.
        named_graphs: the graphs that `GRAPH` may find, in place of what the text names.
        zipped: whether an answer that is worth it comes back compressed by gzip.
    """

    text: str
    select: str = "json"
    graph: str = "ntriples"
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str = ""
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    zipped: bool = False

    def __post_init__(self) -> None:
        known = {"", *SELECT_FORMATS, *GRAPH_FORMATS}
        for name, formats in ((self.select, SELECT_FORMATS), (self.graph, GRAPH_FORMATS)):
            if name and name not in formats:
                there = ", ".join(sorted(known - {""}))
                raise UsageError(f"{name} can't be an answer's format here; there are {there}")

    def line(self, limits: Limits) -> bytes:
        """The question as a worker reads it. Raises `QueryError` for text that is not Unicode."""
        told = {
            "query": self.text,
            "select": self.select,
            "graph": self.graph,
            "prefixes": dict(self.prefixes),
            "base": self.base,
            "default": self.default_graphs,
            "named": self.named_graphs,
            "zipped": self.zipped,
            "seconds": limits.seconds,
            "answer": limits.answer,
        }
        return json.dumps(told).encode("ascii") + b"\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: `kind` is `select`, `boolean` or `graph`.

    `format` is that of `data`, one of `SELECT_FORMATS` or `GRAPH_FORMATS`; `zipped` says whether
    the data is compressed by gzip.
    """

    kind: str
    data: bytes
    format: str = ""
    zipped: bool = False


def failure(head: Mapping[str, object], limits: Limits) -> LibyagraphError:
    """The error that a worker told of."""
    message = str(head.get("message", ""))
    match head.get("error"):
        case "full":
            size = f"{limits.answer / MEGABYTE:g} MB"
            return AnswerTooLargeError(
                f"the answer is larger than {size}; add a LIMIT, or use libyagraph export"
            )
        case "memory":
            return QueryLimitError("the query needed more memory than it may have")
        case "syntax":
            return QueryError(f"not SPARQL: {readable(message)}")
        case "forbidden":
            return QueryForbiddenError(message)
        case "long":
            return QueryTooLongError(message)
        case "refused":
            return QueryError(message)
        case "unacceptable":
            return NotAcceptableError(f"the query answers with {message}")
        case _:
            return QueryError(f"the query failed: {short(message)}")


_EXPECTED = re.compile(r"(error at \d+:\d+): expected (?:one of )?(.+)")
_PART = re.compile(r""""(?:[^"\\]|\\.)*"|\[[^\]]*\]|[^,]+""")
_SAID = 6
"""How many of the things that the engine would have taken are told."""


def readable(message: str) -> str:
    """What the engine says of a mistake, without the classes of characters of its grammar."""
    found = _EXPECTED.fullmatch(message)
    if not found:
        return short(message)
    where, rest = found.groups()
    if "Prefix not found" in rest:
        return f"{where}: the prefix before it is not declared"
    parts = [part.strip() for part in _PART.findall(rest)]
    known = [part for part in parts if part and not part.startswith("[") and "'..'" not in part]
    sentences = [part for part in known if " " in part and not part.startswith('"')]
    told = sentences or known
    if not told:
        return f"{where}: something else was expected"
    more = ", …" if len(told) > _SAID else ""
    expected = "" if sentences else "expected " + ("one of " if len(told) > 1 else "")
    return short(f"{where}: {expected}{', '.join(told[:_SAID])}{more}")


def short(message: str) -> str:
    """The engine's own words without the long list of all that it would have taken."""
    return message if len(message) <= 160 else message[:159].rstrip() + "…"
