"""What a free query may not be, judged before any engine sees it.

In goes the text of a query, out comes nothing, or a `QueryError` with one clear line. A tokenizer
that knows strings, comments, IRIs and escapes looks for federation, updates, too much nesting and
too much length. Whether the rest is SPARQL is for the engine to say.
"""

from __future__ import annotations

import re

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


def guard(query: str) -> bool:
    """Refuse what a free query may not be; tell whether it names its own dataset with `FROM`.

    Raises `QueryTooLongError`, `QueryForbiddenError` for `SERVICE` or an update, and `QueryError`
    for what is nested too deep or no text.
    """
    short_enough(query)
    own = _judge(query)
    if "\\" in query:  # SPARQL lets any character be written as an escape, keywords included
        own = _judge(_ESCAPE.sub(_character, query)) or own
    return own


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


def _judge(query: str) -> bool:
    depth = 0
    form_seen = own_dataset = False
    for match in TOKEN.finditer(query):
        kind, token = match.lastgroup, match[0]
        if kind == "open":
            depth += 1
            if depth > DEEPEST:
                raise QueryError(f"the query is nested deeper than {DEEPEST}")
        elif kind == "close":
            depth -= 1
        elif kind == "word" and ":" not in token:
            word = token.upper()
            # The engine wants no space around keywords: SERVICESILENT is one, so is trueSERVICE.
            if "SERVICE" in word:
                raise QueryForbiddenError(
                    "SERVICE is not allowed: a query may not reach out to the network"
                )
            if word in _UPDATES and depth == 0 and not form_seen:
                raise QueryForbiddenError(f"{word} is an update; the graph can only be read")
            form_seen = form_seen or word in _FORMS
            own_dataset = own_dataset or (word == "FROM" and depth == 0)
    return own_dataset
