"""N-Quads as text: terms and lines, written directly.

In go IRIs and values, out come lines of canonical N-Quads. Building text is faster than adding to
an rdflib dataset; a test holds the two against each other. No blank nodes: the same input gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

from libyagraph.edtf import Edtf
from libyagraph.names import EDTF, LG, RDF, XSD

_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\b": "\\b",
    "\f": "\\f",
}
_TABLE = str.maketrans({chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | _ESCAPES)


def iri(value: str) -> str:
    """An IRI as a term."""
    return f"<{value}>"


def lg(name: str) -> str:
    """A term of the ontology."""
    return f"<{LG}{name}>"


def text(value: str, language: str = "") -> str:
    """A string, with a language or without."""
    quoted = f'"{value.translate(_TABLE)}"'
    return f"{quoted}@{language.lower()}" if language else quoted


def typed(value: str, datatype: str) -> str:
    """A literal with a datatype."""
    return f"{text(value)}^^<{datatype}>"


def integer(value: int) -> str:
    """An `xsd:integer`."""
    return typed(str(value), XSD + "integer")


def boolean(value: bool) -> str:
    """An `xsd:boolean`."""
    return typed("true" if value else "false", XSD + "boolean")


def date(value: Edtf) -> str:
    """An EDTF literal."""
    return typed(value.text, EDTF)


class Quads:
    """Lines of one named graph."""

    def __init__(self, graph: str) -> None:
        self._end = f" <{graph}> ."
        self.lines: list[str] = []

    def add(self, subject: str, predicate: str, *values: str) -> None:
        """One line for each value; `subject` and `predicate` are full IRIs, values are terms."""
        start = f"<{subject}> <{predicate}> "
        end = self._end
        self.lines.extend(f"{start}{value}{end}" for value in values)

    def say(self, subject: str, name: str, *values: str) -> None:
        """As `add`, with a property of the ontology."""
        self.add(subject, LG + name, *values)

    def type(self, subject: str, *classes: str) -> None:
        """The classes of a subject, as full IRIs."""
        self.add(subject, RDF + "type", *(iri(c) for c in classes))

    def texts(self, subject: str, predicate: str, values: Iterable[tuple[str, str]]) -> None:
        """Texts by language."""
        self.add(subject, predicate, *(text(value, language) for language, value in values))
