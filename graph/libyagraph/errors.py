"""What can go wrong, as one tree of errors and one value.

Reading and checking return `Problem` values and raise nothing; everything else raises a
`LibyagraphError` whose `exit_code` the command line uses: 1 the data has problems, 2 wrong use,
3 the system failed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place of one file.

    `line` and `column` count from 1; `column` counts code points. `name` is the kebab-case name by
    which a kind of problem is known.
    """

    file: str
    line: int
    column: int
    message: str
    name: str = "invalid"
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        mark = "warning: " if self.level == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}"


class LibyagraphError(Exception):
    """Anything that libyagraph refuses or fails to do; its text is one clear line."""

    exit_code = 3


class DataError(LibyagraphError):
    """The data has problems, which `problems` lists."""

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        first = f": {self.problems[0]}" if self.problems else ""
        super().__init__(f"{count} problem{'s' if count != 1 else ''}{first}")


class UsageError(LibyagraphError):
    """What was asked for makes no sense: an unknown id, query, format or parameter."""

    exit_code = 2


class QueryError(UsageError):
    """A query that is not SPARQL, or that asks for what is not allowed."""


class QueryLimitError(LibyagraphError):
    """A query that took more time, memory or output than it may."""


class OntologyError(LibyagraphError):
    """The ontology lacks something that the program needs, or does not parse."""


class GraphError(LibyagraphError):
    """A built graph that is missing, incomplete or of another version."""


class BusyError(LibyagraphError):
    """Another build holds the lock."""
