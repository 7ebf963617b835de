"""Terms and lines of N-Quads, held against two parsers that we did not write."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph import quads
from libyagraph.edtf import parse
from libyagraph.names import BASE, EDTF, LG, RDF, XSD, short
from rdflib import Literal

from tests.support import rdflib_graphs

characters = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def read(line: str) -> ox.Quad:
    quads = list(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    assert len(quads) == 1 and isinstance(quads[0], ox.Quad)
    return quads[0]


@given(characters, st.sampled_from(["", "fr", "ar", "zh-Hans"]))
def test_any_text_comes_back_as_it_was(value: str, language: str) -> None:
    """Oxigraph and rdflib both read every text that we write, on one line, in canonical form."""
    made = quads.Quads(BASE + "graph/x")
    made.add(BASE + "actor/a", LG + "note", quads.text(value, language))
    [line] = made.lines
    assert "\n" not in line and "\r" not in line
    quad = read(line)
    assert isinstance(quad.object, ox.Literal)
    assert quad.object.value == value
    assert quad.object.language == (language.lower() or None)
    written = ox.serialize([quad], format=ox.RdfFormat.N_QUADS)
    assert written is not None and written.decode().removesuffix("\n") == line
    [(*_, found)] = rdflib_graphs(line)[BASE + "graph/x"]
    assert found == Literal(value, lang=language or None)


@pytest.mark.parametrize(
    ("term", "value", "datatype"),
    [
        (quads.integer(-3), "-3", XSD + "integer"),
        (quads.boolean(True), "true", XSD + "boolean"),
        (quads.boolean(False), "false", XSD + "boolean"),
        (quads.date(parse("2019-04-04/..")), "2019-04-04/..", EDTF),
        (quads.typed('a"b', XSD + "string"), 'a"b', XSD + "string"),
    ],
)
def test_typed_values(term: str, value: str, datatype: str) -> None:
    """Numbers, truth values and dates carry their datatype."""
    found = read(f"<{BASE}a> <{LG}b> {term} .").object
    assert isinstance(found, ox.Literal)
    assert (found.value, found.datatype.value) == (value, datatype)


def test_many_values_are_many_lines() -> None:
    """One line for each value, and none for none."""
    made = quads.Quads(BASE + "graph/x")
    made.say(BASE + "actor/a", "to", quads.iri(BASE + "actor/b"), quads.lg("c"))
    made.say(BASE + "actor/a", "from")
    made.type(BASE + "actor/a", LG + "Person")
    made.texts(BASE + "actor/a", LG + "label", [("fr", "x"), ("", "y")])
    found = [read(line) for line in made.lines]
    assert [short(q.object.value) for q in found] == ["b", "c", "Person", "x", "y"]  # type: ignore[union-attr]
    assert found[2].predicate.value == RDF + "type"
    assert {q.graph_name for q in found} == {ox.NamedNode(BASE + "graph/x")}
