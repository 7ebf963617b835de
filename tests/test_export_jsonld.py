"""JSON-LD: plain words, and the same graph for whoever reads it as RDF."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox
import pytest
from libyagraph import ontology, paths
from libyagraph.export.context import compact, context
from libyagraph.export.jsonld import render
from libyagraph.names import LG
from libyagraph.store import quads
from rdflib import Dataset

from scripts import context as script

CLAIM = "id:claim/2020-01-10-haftar-cessez-le-feu/russia-sends-mercenaries"


@pytest.fixture(scope="module")
def text(seeds_store: ox.Store) -> bytes:
    """The corpus as JSON-LD."""
    return render(seeds_store)


@pytest.fixture(scope="module")
def document(text: bytes) -> Any:
    """The same as JSON."""
    return json.loads(text)


def test_oxigraph_reads_every_quad(text: bytes, seeds_store: ox.Store) -> None:
    """Nothing is lost, and nothing is added."""
    assert set(ox.parse(text, format=ox.RdfFormat.JSON_LD)) == set(quads(seeds_store))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib 7.6 itself
def test_rdflib_reads_every_quad(text: bytes, seeds_store: ox.Store) -> None:
    """Another reader, with another way through the context, finds the same."""
    found = Dataset()
    found.parse(data=text, format="json-ld")
    ours = {
        (str(q.subject)[1:-1], q.predicate.value, value(q.object), graph(q))
        for q in quads(seeds_store)
    }
    theirs = {
        (str(s), str(p), (str(o), str(getattr(o, "language", "") or "")), str(g))
        for s, p, o, g in found.quads()
    }
    assert theirs == ours


def value(term: Any) -> tuple[str, str]:
    return term.value, getattr(term, "language", "") or ""


def graph(quad: ox.Quad) -> str:
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name.value


def test_a_claim_reads_as_an_annotator_wrote_it(document: Any) -> None:
    """Words of the ontology as keys and values, numbers as numbers, text by language."""
    nodes = {n["@id"]: n for each in document["@graph"] for n in each["@graph"]}
    claim = nodes[CLAIM]
    assert "Claim" in claim["@type"]
    assert claim["modality"] == "reported" or claim["modality"] == "alleged"
    assert claim["actor"].startswith("id:actor/")
    target = nodes[claim["oa:hasTarget"]]
    assert nodes[target["oa:hasSelector"]]["oa:start"] == 1218
    labels = [n for n in nodes.values() if n["@id"] == "id:actor/egypt" and "rdfs:label" in n]
    assert labels[0]["rdfs:label"]["fr"] == "Égypte"
    ties = [n for n in nodes.values() if n.get("@type") == "Tie"]
    assert ties
    for tie in ties:
        assert isinstance(tie["symmetric"], bool)
        assert isinstance(tie["sources"], int)
        assert tie["relation"] in document["@context"]


def test_named_graphs_stay_apart(document: Any) -> None:
    """One for each article, one for the registry, for what is derived, and for the ontology."""
    names = [each["@id"] for each in document["@graph"]]
    assert names == sorted(names)
    assert {"id:graph/registry", "id:graph/derived", "id:graph/ontology"} < set(names)


def test_the_context_has_every_word_of_the_ontology(document: Any) -> None:
    """A class, property or concept that the ontology declares is a key of the context."""
    words = document["@context"]
    declared = {
        triple.subject.value.removeprefix(LG)
        for triple in ontology.triples(paths.ontology())
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(LG)
    }
    assert declared <= words.keys()
    assert words["Claim"] == "lg:Claim"
    assert words["actor"] == {"@id": "lg:actor", "@type": "@id"}
    assert words["modality"] == {"@id": "lg:modality", "@type": "@vocab"}
    assert words["date"] == {"@id": "lg:date", "@type": "edtf:EDTF"}
    assert words["sources"] == {"@id": "lg:sources", "@type": "xsd:integer"}


def test_the_published_context_is_not_stale(document: Any) -> None:
    """ontology/context.jsonld is what the ontology says now; `scripts/context.py` makes it anew."""
    assert script.TARGET.read_text(encoding="utf-8") == script.text(), script.COMMAND
    published = json.loads(script.text())
    assert script.COMMAND in published["comment"]
    assert published["@context"] == document["@context"]


def test_the_published_context_makes_rdf_of_plain_json() -> None:
    """Whoever writes plain words and points at the context has written RDF."""
    words = json.loads(script.text())["@context"]
    plain = {"@context": words, "@id": "id:actor/x", "@type": "State", "supports": "id:actor/y"}
    found = {str(quad.triple) for quad in parsed(plain)}
    base = "https://w3id.org/libyagraph/"
    assert found == {
        f"<{base}actor/x> <{LG}supports> <{base}actor/y>",
        f"<{base}actor/x> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{LG}State>",
    }


def parsed(plain: object) -> Iterator[ox.Quad]:
    yield from ox.parse(json.dumps(plain).encode(), format=ox.RdfFormat.JSON_LD)


def test_what_fits_no_word_is_written_out() -> None:
    """Other types, languages, blank nodes, large numbers and foreign properties come back."""
    store = ox.Store()
    other, graph_name = ox.NamedNode("https://example.org/p"), ox.NamedNode("https://example.org/g")
    integer = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
    subject = ox.BlankNode("b")
    for predicate in (other, ox.NamedNode(LG + "sources"), ox.NamedNode(LG + "date")):
        for text in ("1", "01", "-1", "9" * 30, "x"):
            store.add(ox.Quad(subject, predicate, ox.Literal(text, datatype=integer), graph_name))
        store.add(ox.Quad(subject, predicate, ox.Literal("plain"), graph_name))
        store.add(ox.Quad(subject, predicate, ox.Literal("mot", language="fr"), graph_name))
        store.add(ox.Quad(subject, predicate, ox.NamedNode("urn:x:y"), other))
    found = set(ox.parse(render(store), format=ox.RdfFormat.JSON_LD))
    assert {str(quad) for quad in found} == {str(quad) for quad in store}


def test_an_iri_is_shortened_by_its_longest_prefix() -> None:
    """And not at all where what is left would look like the address of a host."""
    prefixes = {"a": "https://e.org/", "ab": "https://e.org/b/", "s": "x:"}
    assert compact("https://e.org/b/c", prefixes) == "ab:c"
    assert compact("x://host", prefixes) == "x://host"
    assert compact("urn:y", prefixes) == "urn:y"


def test_the_context_does_not_depend_on_the_order_of_the_ontology() -> None:
    """The same declarations, read backwards, give the same words."""
    triples = ontology.triples(paths.ontology())
    assert list(context(triples).items()) == list(context(triples[::-1]).items())
