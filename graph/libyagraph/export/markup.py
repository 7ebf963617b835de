"""XML as lines of text, for the formats that are XML.

In go names and attribute values that XML allows, out come tags, escaped so that every character
comes back as it was, line breaks and tabs included. Nothing is validated here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def start(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """An opening tag."""
    return f"<{name}{_written(attributes or {})}>"


def empty(name: str, attributes: Mapping[str, str]) -> str:
    """A tag without content."""
    return f"<{name}{_written(attributes)}/>"


def element(name: str, attributes: Mapping[str, str], text: str) -> str:
    """An element with text. A carriage return is written as a reference, else it is lost."""
    return f"<{name}{_written(attributes)}>{escape(text, {chr(13): '&#13;'})}</{name}>"


def document(lines: Iterable[str]) -> bytes:
    """The lines as a document in UTF-8."""
    return (DECLARATION + "\n".join(lines) + "\n").encode()


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
