"""JSON-LD: the whole store as plain JSON, with the context that makes it RDF again.

In goes a store, out come bytes in a fixed order: the same graph gives the same bytes. The context
is made from the ontology that the graph carries, and stands in the file, so that nobody has to
fetch one. Named graphs stay apart; nothing is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from libyagraph.export.context import Term, compact, context
from libyagraph.names import GRAPH_ONTOLOGY, LG, RDF, XSD
from libyagraph.store import quads

Value = ox.NamedNode | ox.BlankNode | ox.Literal
Facts = Mapping[str, Mapping[str, list[Value]]]
_LARGEST = 2**53
"""Beyond it a number of JSON is no longer exact."""


def render(store: ox.Store) -> bytes:
    """All of a store as JSON-LD 1.1 in UTF-8, one subject on a line."""
    ontology = store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH_ONTOLOGY))
    words = context(ontology)
    graphs: dict[str, dict[str, dict[str, list[Value]]]] = {}
    for quad in quads(store):
        subject, value = quad.subject, quad.object
        assert not isinstance(subject, ox.Triple)  # JSON-LD knows no triples about triples, nor
        assert not isinstance(value, ox.Triple)  # does the program make any
        assert not isinstance(quad.graph_name, ox.DefaultGraph)
        facts = graphs.setdefault(_key(quad.graph_name), {}).setdefault(
            _key(subject), defaultdict(list)
        )
        facts[quad.predicate.value].append(value)
    return ("\n".join(_lines(graphs, words)) + "\n").encode()


def _lines(graphs: Mapping[str, Facts], words: Mapping[str, Term]) -> Iterator[str]:
    writer = _Writer(words)
    yield '{"@context": {'
    yield ",\n".join(f"{_json(name)}: {_json(term)}" for name, term in words.items())
    yield '},\n"@graph": ['
    parts = []
    for name, subjects in sorted(graphs.items()):
        nodes = [_json(writer.node(iri, facts)) for iri, facts in sorted(subjects.items())]
        head = f'{{"@id": {_json(writer.iri(name))}, "@graph": [\n'
        parts.append(head + ",\n".join(nodes) + "\n]}")
    yield ",\n".join(parts)
    yield "]}"


def _key(node: ox.NamedNode | ox.BlankNode) -> str:
    return node.value if isinstance(node, ox.NamedNode) else f"_:{node.value}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class _Writer:
    """Subjects as JSON, by the words of a context."""

    def __init__(self, words: Mapping[str, Term]) -> None:
        self._prefixes = {
            name: iri for name, iri in words.items() if isinstance(iri, str) and "://" in iri
        }
        self._plain = {name for name in words if ":" not in name}
        self._types: dict[str, str] = {}
        self._by_language: set[str] = set()
        for name, term in words.items():
            if not isinstance(term, str):
                self._types[name] = term.get("@type", "")
                if "@container" in term:
                    self._by_language.add(name)

    def iri(self, iri: str) -> str:
        """An IRI as a node's `@id` and a reference have it."""
        return compact(iri, self._prefixes)

    def _word(self, iri: str) -> str:
        """An IRI as a key, a class or a concept: by its word where the context has one."""
        if iri.startswith(LG) and (word := iri[len(LG) :]) in self._plain:
            return word
        return self.iri(iri)

    def node(self, iri: str, facts: Mapping[str, list[Value]]) -> dict[str, object]:
        """A subject with all that a graph says of it."""
        node: dict[str, object] = {"@id": self.iri(iri)}
        for predicate in sorted(facts, key=lambda name: (name != RDF + "type", name)):
            values = sorted(facts[predicate], key=str)
            if predicate == RDF + "type":
                classes = (value for value in values if not isinstance(value, ox.Literal))
                node["@type"] = _one([self._word(_key(value)) for value in classes])
                continue
            key = self._word(predicate)
            if key in self._by_language and (texts := _languages(values)):
                node[key] = texts
            else:
                node[key] = _one([self._value(value, self._types.get(key, "")) for value in values])
        return node

    def _value(self, value: Value, type_: str) -> object:
        if not isinstance(value, ox.Literal):
            if type_ == "@vocab":
                return self._word(_key(value))
            iri = self.iri(_key(value))
            return iri if type_ == "@id" else {"@id": iri}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == XSD + "boolean" and value.value in ("true", "false"):
            return value.value == "true"
        if datatype == XSD + "integer" and _exact(value.value):
            return int(value.value)
        if compact(datatype, self._prefixes) == type_:
            return value.value
        if datatype == XSD + "string" and not type_:
            return value.value
        return {"@value": value.value, "@type": self.iri(datatype)}


def _exact(text: str) -> bool:
    """Whether JSON can hold an integer so that it comes back as it was written."""
    return text.isascii() and text.isdecimal() and text == str(int(text)) and int(text) < _LARGEST


def _one(values: list[object] | list[str]) -> object:
    return values[0] if len(values) == 1 else values


def _languages(values: list[Value]) -> dict[str, object]:
    """Texts by language, or nothing where one of them has none."""
    texts: dict[str, list[object]] = {}
    for value in values:
        if not isinstance(value, ox.Literal) or not value.language:
            return {}
        texts.setdefault(value.language, []).append(value.value)
    return {language: _one(found) for language, found in sorted(texts.items())}
