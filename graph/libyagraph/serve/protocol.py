"""The SPARQL 1.1 Protocol: what a request asks.

In go method, address, content type and body, out comes what is asked, or a refusal. Updates are
refused, whatever their form. Nothing is run here.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from libyagraph.serve.reading import parameters, utf8
from libyagraph.serve.refusal import Refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

_READ_ONLY = "this graph can only be read: it takes no update"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the dataset that it is asked of; None leaves that to the query and the store."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def by_address(query_string: bytes) -> Asked | None:
    """What a GET asks; None where it asks nothing, and so for a description of the service.

    Raises `Refusal`.
    """
    found = parameters(query_string, "the address")
    return _asked(found, "") if found else None


def by_body(content_type: str, query_string: bytes, body: bytes) -> Asked:
    """What a POST asks: a form, or the query itself. Raises `Refusal`."""
    name, _, rest = content_type.partition(";")
    name, rest = name.strip().lower(), rest.strip().lower().replace(" ", "").replace('"', "")
    if name == UPDATE:
        raise Refusal(403, _READ_ONLY)
    if name not in (FORM, QUERY):
        sentence = f"a query is posted as {FORM} or {QUERY}"
        raise Refusal(415, f"{sentence}, not as {name[:60]!r}" if name else sentence)
    if rest.startswith("charset=") and rest not in ("charset=utf-8", "charset=utf8"):
        raise Refusal(415, "a query is posted in UTF-8")
    given = parameters(query_string, "the address")
    if "query" in given:
        raise Refusal(400, "a posted query is given in the body, not in the address")
    if name == QUERY:
        return _asked(given, utf8(body, "the query"))
    # By the standard, a form has all parameters; in its test suite, some are in the address.
    for key, values in parameters(utf8(body, "the form").encode("utf-8"), "the form").items():
        given.setdefault(key, []).extend(values)
    return _asked(given, "")


def _asked(found: dict[str, list[str]], text: str) -> Asked:
    if "update" in found:
        raise Refusal(403, _READ_ONLY)
    texts = found.get("query", []) + ([text] if text else [])
    if len(texts) != 1:
        raise Refusal(400, "give one query" if texts else "there is no query")
    if not texts[0].strip():
        raise Refusal(400, "the query is empty")
    default, named = found.get("default-graph-uri"), found.get("named-graph-uri")
    if default is None and named is None:
        return Asked(texts[0])
    return Asked(texts[0], _iris(default or []), _iris(named or []))


def _iris(values: list[str]) -> tuple[str, ...]:
    for value in values:
        try:
            absolute = bool(urlsplit(value).scheme)
        except ValueError:
            absolute = False
        if not absolute or any(c in value for c in ' <>"{}|\\^`\n\r\t\x00'):
            raise Refusal(400, f"a graph is named by an absolute IRI, not by {value[:80]!r}")
    return tuple(values)
