"""Where a link of a page leads: to another thing here, to the drawing, to SPARQL, or abroad.

In go ids, paths and texts of the graph, out come addresses. Whatever a graph holds, a link to a
thing stays on this server, and no text becomes a link to elsewhere but an address of the web.
"""

from __future__ import annotations

from urllib.parse import quote, quote_plus

import pyoxigraph as ox

from libyagraph.names import BASE
from libyagraph.parse.common import is_web_address

# What may stand unescaped in a path, apart from letters and digits.
_SAFE = "/:@!$()*,;=~"


def local(path: str, language: str = "") -> str:
    """The address on this server of the thing whose IRI ends in `path`.

    >>> local("actor/egypt")
    '/actor/egypt'
    >>> local("//elsewhere.org/?x")
    '/%2F/elsewhere.org/%3Fx'
    """
    text = quote(path, safe=_SAFE, errors="replace")
    if text.startswith("/"):  # two slashes at the beginning would name another server
        text = "%2F" + text[1:]
    return f"/{text}" + (f"?lang={quote(language)}" if language else "")


def drawing(kind: str, id: str, language: str) -> str:
    """The address of the drawing with a thing opened; `kind` is the page's word for it."""
    opened = quote(f"{kind}:{id}", safe=":,/~!*", errors="replace")
    return f"/#lang={quote(language)}&open={opened}"


def describing(path: str) -> str:
    """The address of a SPARQL query that describes a thing; nothing where its IRI is none."""
    try:
        iri = ox.NamedNode(BASE + path)
    except ValueError:
        return ""
    return f"/sparql?query={quote_plus(f'DESCRIBE {iri}')}"


def abroad(text: str) -> str:
    """The text itself where it is an address of the web, else nothing.

    >>> abroad("javascript:alert(1)")
    ''
    """
    return text if is_web_address(text) else ""
