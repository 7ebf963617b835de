"""XML as lines of text, for the formats that are XML.

In go names and attribute values that XML allows, out come tags, escaped so that every character
comes back as it was, line breaks and tabs included. Nothing is validated here.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from xml.sax.saxutils import escape

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'

_MARKUP = re.compile('[&<>"\n\r\t]')
_ENTITIES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def quoted(text: str) -> str:
    """A text as the value of an attribute, in double quotes."""
    return f'"{escape(text, _ENTITIES)}"' if _MARKUP.search(text) else f'"{text}"'


def start(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """An opening tag."""
    return f"<{name}{_written(attributes or {})}>"


def empty(name: str, attributes: Mapping[str, str]) -> str:
    """A tag without content."""
    return f"<{name}{_written(attributes)}/>"


def element(name: str, attributes: Mapping[str, str], text: str) -> str:
    """An element with text."""
    return f"<{name}{_written(attributes)}>{content(text)}</{name}>"


def content(text: str) -> str:
    """A text between tags. A carriage return is written as a reference, else it is lost."""
    return escape(text, {"\r": "&#13;"}) if _MARKUP.search(text) else text


def document(lines: Iterable[str]) -> bytes:
    """The lines as a document in UTF-8, encoded one by one.

    Put together first, one Arabic name would double the room that the whole text takes.
    """
    with _undisturbed():
        return b"\n".join([DECLARATION.encode(), *(line.encode() for line in lines), b""])


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Python's search for cyclic garbage switched off: an export makes none.

    It would walk through the whole network again and again, which was a third of the time of
    30,000 edges.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(f" {name}={quoted(value)}" for name, value in attributes.items())
