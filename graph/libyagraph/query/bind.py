"""Values for the variables of any query, put in place as terms.

In go SPARQL and terms by the names of variables, out comes SPARQL that stands on its own. The
engine's own substitution wants every such variable to be selected; this does without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from libyagraph.errors import QueryError
from libyagraph.query.guard import TOKEN

_TERM = re.compile(
    r'<[^<>"{}|^`\\\x00-\x20]+>'
    r'|"(?:[^"\\\n\r\x00]|\\.)*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^<[^<>"{}|^`\\\x00-\x20]+>)?'
)
_CLAUSES = frozenset(("WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES"))


def bind(query: str, terms: Mapping[str, str]) -> str:
    """The query with each variable of `terms` replaced by its term, in N-Triples syntax.

    Where a variable is selected it is selected still, and where it is grouped or ordered by, the
    term is; what follows `AS` is a name and stays. Raises `QueryError` for what is no term.
    """
    for name, term in terms.items():
        if not name.isidentifier() or not _TERM.fullmatch(term):
            raise QueryError(f"{name} can't be bound: only IRIs and literals, as in N-Triples")
    written: list[str] = []
    clause, parens, last = "", 0, ""
    for match in TOKEN.finditer(query):
        kind, token = match.lastgroup, match[0]
        word = token.upper() if kind == "word" else ""
        if kind == "variable" and token[1:] in terms and last != "AS":
            term = terms[token[1:]]
            if clause == "SELECT" and not parens:
                token = f"({term} AS ?{token[1:]})"
            else:
                token = f"({term})" if clause == "BY" and not parens else term
        elif word in ("SELECT", "BY"):
            clause, parens = word, 0
        elif word in _CLAUSES or token in ("{", "}"):
            clause = ""
        parens += (token == "(") - (token == ")")
        last = word if kind == "word" else ("" if token.strip() and kind != "comment" else last)
        written.append(token)
    return "".join(written)
