"""What can go wrong, as one tree of errors and one value.

Reading and checking return `Problem` values and raise nothing; everything else raises a
`LibyagraphError` whose `exit_code` the command line uses: 1 the data has problems, 2 wrong use,
3 the system failed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple
from unicodedata import category


def printable(text: str) -> str:
    r"""A text with every character that controls, hides or turns text as its code, `<U+202E>`.

    So it stays on one line, and shows on any terminal as what it is. A joiner within a word counts
    as hidden, whatever the script: what is printed here is read by people who look for a mistake.

    >>> printable("a\tb")
    'a<U+0009>b'
    """
    if text.isprintable():
        return text
    return "".join(f"<U+{ord(c):04X}>" if c != " " and category(c) in _HIDDEN else c for c in text)


_LONG = re.compile(r"(\S{199})\S{2,}")  # an id, or a path: longer ones than any that is meant
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"))


class Problem(NamedTuple):
    """One thing that is wrong in one place of one file; problems sort by their place.

    `line` and `column` count from 1; `column` counts code points. `name` is the kebab-case name by
    which a kind of problem is known; `problems` explains each.
    """

    file: str
    line: int
    column: int
    message: str
    name: str = "invalid"
    level: Literal["error", "warning"] = "error"

    @property
    def told(self) -> str:
        """The message as it may be shown: printable, and without words of any length."""
        return printable(_LONG.sub(r"\1…", self.message))

    def __str__(self) -> str:
        where = f"{printable(self.file)}:{self.line}:{self.column}:"
        if self.level == "warning":  # the name is what one switches it off by
            return f"{where} warning: {self.told} [{self.name}]"
        return f"{where} {self.told}"


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


class QueryForbiddenError(QueryError):
    """A query that would change the graph, or reach out to the network."""


class QueryTooLongError(QueryError):
    """A query of more bytes than one may have."""


class NotAcceptableError(QueryError):
    """A query whose answer has none of the formats that are wanted."""


class QueryLimitError(LibyagraphError):
    """A query that took more time, memory or output than it may."""


class AnswerTooLargeError(QueryLimitError):
    """An answer of more bytes than one may have."""


class QueryBusyError(QueryLimitError):
    """A query that was not run, or not to its end, since others are at work.

    `own` tells that these are the client's own.
    """

    def __init__(self, message: str, *, own: bool = False) -> None:
        super().__init__(message)
        self.own = own


class OntologyError(LibyagraphError):
    """The ontology lacks something that the program needs, or does not parse."""


class GraphError(LibyagraphError):
    """A built graph that is missing, incomplete or of another version."""


class BusyError(LibyagraphError):
    """Another build holds the lock."""


class ServeError(LibyagraphError):
    """A server that can't listen where it should."""
