"""What a free query may not be, judged before any engine sees it.

In goes the text of a query, out comes nothing, or a `QueryError` with one clear line. A tokenizer
that knows strings, comments, IRIs and escapes looks for federation, updates, too much nesting and
too much length. Whether the rest is SPARQL is for the engine to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from libyagraph.errors import QueryError, QueryForbiddenError, QueryTooLongError

LONGEST = 64 * 1024
"""The longest query, in bytes of UTF-8."""

DEEPEST = 128
"""The deepest nesting of brackets: the engine's own stack gives way at some thousands."""

TOKEN = re.compile(
    r"""(?P<string>'{3}(?:(?:''?)?(?:[^'\\]|\\.))*+(?:'{3})?
          |"{3}(?:(?:""?)?(?:[^"\\]|\\.))*+(?:"{3})?
          |'(?:[^'\\\n\r]|\\.)*+'?
          |"(?:[^"\\\n\r]|\\.)*+"?)
       |(?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
       |(?P<comment>\#[^\n\r]*+)
       |(?P<variable>[?$][^\W]\w*+)
       |(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
       |(?P<word>[^\W\d_][\w.-]*+(?::(?:[\w.:%-]|\\.)*+)?|:(?:[\w.:%-]|\\.)*+)
       |(?P<open>[{(\[])
       |(?P<close>[})\]])
       |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
"""The tokens of SPARQL, as far as telling code from strings, comments and IRIs needs them.

No token is given back once it is taken, and one that is not closed takes what it has scanned, so
that the time is linear in the length of the text. A `word` with a colon is a prefixed name.
"""

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD"))
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_BEFORE_GRAPHS = frozenset(("GRAPH", "FROM", "NAMED", "DESCRIBE"))
_ABSOLUTE = re.compile(r"<[A-Za-z][\w+.-]*://")
_THEN_GROUP = re.compile(r"(?:\s|#[^\n\r]*+)*+\{")
_MOST_UNCLOSED = 16
_NO_SERVICE = "SERVICE is not allowed: a query may not reach out to the network"


def guard(query: str) -> None:
    """Refuse what a free query may not be.

    Raises `QueryTooLongError`, `QueryForbiddenError` for `SERVICE` or an update, and `QueryError`
    for what is nested too deep or no text.
    """
    short_enough(query)
    _judge(query)
    if "\\" in query:  # SPARQL lets any character be written as an escape, keywords included
        _judge(_ESCAPE.sub(_character, query))


def short_enough(query: str) -> None:
    """Refuse what is too long: `QueryTooLongError`; and what is no text: `QueryError`."""
    try:
        size = len(query.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise QueryError("the query is not Unicode text (a lone surrogate)") from error
    if size > LONGEST:
        raise QueryTooLongError(f"the query has {size} bytes; at most {LONGEST} are allowed")


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF else match[0]


def _judge(query: str) -> None:
    opened: list[str] = []
    form_seen = False
    last = ""
    for kind, token, end in _tokens(query):
        if kind == "open":
            opened.append(token)
            if len(opened) > DEEPEST:
                raise QueryError(f"the query is nested deeper than {DEEPEST}")
        elif kind == "close" and opened:
            opened.pop()
        elif kind == "word" and ":" not in token:
            word = token.upper()
            # The engine wants no space around keywords: SERVICESILENT is one, so is trueSERVICE.
            if "SERVICE" in word:
                raise QueryForbiddenError(_NO_SERVICE)
            if word in _UPDATES and not opened and not form_seen:
                raise QueryForbiddenError(f"{word} is an update; the graph can only be read")
            form_seen = form_seen or word in _FORMS
        elif (
            kind == "word"
            and "SERVICE" in token.partition(":")[0].upper()
            and last not in _BEFORE_GRAPHS
            and _THEN_GROUP.match(query, end)
        ):  # nor before a colon: `SERVICE:e {` asks `:e`, where `GRAPH service:g {` does not
            raise QueryForbiddenError(_NO_SERVICE)
        if kind != "comment" and not token.isspace():
            last = token.upper()


def _tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """The tokens as the engine takes them, each with its kind and its end.

    It does so by what may stand at a place, and not by what is longest: `?a<?b&&?c>?d` has two
    comparisons and no IRI, and three quotes that nothing closes are an empty string and a quote.
    """
    at = unclosed = 0
    inside: list[str] = []
    operand = False  # whether what stands before can be compared
    while match := TOKEN.match(query, at):
        kind, token, at = match.lastgroup or "", match[0], match.end()
        if kind == "string" and token[:3] in ("'''", '"""'):
            if len(token) < 6 or token[-3:] != token[:3]:
                unclosed += 1
                if unclosed > _MOST_UNCLOSED:  # each is scanned to the end
                    raise QueryError("a string of several lines is not closed")
                token, at = token[:2], match.start() + 2
        elif kind == "iri" and operand and inside[-1:] == ["("] and not _ABSOLUTE.match(token):
            # Rows and lists may have an IRI here; where that would change what is read, none is
            # let through that might hide something.
            if ("#" in token or "'" in token) and "SERVICE" in query.upper():
                told = f"{token[:40]} might hide SERVICE; write a space after <, or a prefixed name"
                raise QueryForbiddenError(told)
            kind, token, at = "other", "<", match.start() + 1
        elif kind == "open":
            inside.append(token)
        elif kind == "close" and inside:
            inside.pop()
        if kind != "comment" and not token.isspace() and token != ".":
            operand = token.isalnum() or kind not in ("open", "other")
        yield kind, token, at
