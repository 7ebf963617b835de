"""The ontology: what its files must hold as RDF, as a vocabulary in three languages, and as codes.

The shapes have their own tests; the program's reading of the ontology is tested with the program.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import owlrl
import pyoxigraph as ox
import pytest
from libyagraph.names import BASE, LG, OA, SEM, WGS84
from rdflib import (
    DCTERMS,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SKOS,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.compare import isomorphic
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
VALID = ROOT / "tests" / "data" / "shapes" / "valid.ttl"
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
SH = Namespace("http://www.w3.org/ns/shacl#")
lg = Namespace(LG)

# The namespace in which owlrl 7 writes its errors (owlrl.Namespaces.ERRNS).
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


class Plover(NamedTuple):
    """What PLOVER says of one of its types; roots are those of the CAMEO codes that it takes."""

    quad_class: str
    roots: str
    modes: str = ""


# openeventdata/PLOVER, PLOVER_MANUAL.tex (16 types). Single codes that went to another type than
# their root stand under their root: 163, 191 and 192 are COERCE, 175 is ASSAULT.
PLOVER = {
    "AGREE": Plover("verbal cooperation", "03"),
    "CONSULT": Plover("verbal cooperation", "04", "visit third-party multilateral phone"),
    "SUPPORT": Plover("verbal cooperation", "05"),
    "CONCEDE": Plover("verbal cooperation", "08"),
    "COOPERATE": Plover("material cooperation", "06"),
    "AID": Plover("material cooperation", "07"),
    "RETREAT": Plover(
        "material cooperation", "08", "withdraw release disarm ceasefire access resign"
    ),
    "REQUEST": Plover("verbal conflict", "10", "assist change yield meet"),
    "ACCUSE": Plover("verbal conflict", "09 11", "disapprove investigate allege"),
    "REJECT": Plover("verbal conflict", "12", "assist change yield meet"),
    "THREATEN": Plover(
        "verbal conflict", "13", "restrict arrest relations expel territory violence"
    ),
    "PROTEST": Plover(
        "material conflict", "14", "demo riot strike hunger boycott obstruct vandalize"
    ),
    "SANCTION": Plover("material conflict", "16", "convict expel withdraw discontinue"),
    "MOBILIZE": Plover("material conflict", "15", "troops weapons police militia"),
    "COERCE": Plover(
        "material conflict",
        "16 17 19",
        "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    ),
    "ASSAULT": Plover(
        "material conflict",
        "17 18 19 20",
        "abduct beat torture sexual targeted destroy primitive firearms explosives"
        " suicide-attack aerial drone heavy-weapons crowd-control unconventional",
    ),
}
# CAMEO codes that PLOVER has no type for: public statements, and two that it dropped.
NOT_IN_PLOVER = {"01", "011", "016"}
# Letters of UCDP's External Support data that were seen: troops, weapons, training, funding.
UCDP = {"p", "w", "t", "f"}

# The terms of vocabularies that rdflib does not list, as far as the alignments and shapes use them.
SEM_TERMS = {
    *("Actor", "Event", "EventType", "Place", "RoleType", "Temporary", "View"),
    *("accordingTo", "hasActor", "hasPlace", "hasTimeStamp"),
    *("hasEarliestBeginTimeStamp", "hasLatestEndTimeStamp"),
}
OA_TERMS = {
    *("Annotation", "TextPositionSelector", "hasBody", "hasTarget"),
    *("hasSource", "hasSelector", "start", "end"),
}
WGS84_TERMS = {"SpatialThing", "lat", "long"}

# Kinds of which nothing is both, by the axioms of the ontology and its sub-classes.
DISJOINT = [
    ("Person", "Claim"),
    ("Person", "City"),
    ("State", "Article"),
    ("Camp", "Meeting"),
    ("Country", "Support"),
    ("Region", "Claim"),
    ("Locality", "Article"),
    ("Airstrike", "Claim"),
    ("Visit", "Article"),
    ("Claim", "Article"),
    ("Tie", "LiftedTie"),
    ("Tie", "Kinship"),
    ("LiftedTie", "Representation"),
]


@cache
def ontology() -> Graph:
    """All files of the ontology but the shapes."""
    graph = Graph()
    for path in FILES:
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


@cache
def shapes() -> Graph:
    """The shapes alone."""
    return Graph().parse(ROOT / "ontology" / "shapes.ttl")


def ours(term: Node) -> bool:
    """Whether a term is one of the ontology or of the scheme of topics."""
    return isinstance(term, URIRef) and str(term).startswith((LG, BASE + "topic/"))


def languages(graph: Graph, term: Node, predicate: URIRef) -> Counter[str | None]:
    """How many texts a term has in each language."""
    texts = [text for text in graph.objects(term, predicate) if isinstance(text, Literal)]
    return Counter(text.language for text in texts if text.strip())


def notation(event_type: Node, datatype: URIRef) -> str:
    """The notation of an event type, its own or that of its nearest super-class."""
    own = [
        str(text)
        for text in ontology().objects(event_type, SKOS.notation)
        if isinstance(text, Literal) and text.datatype == datatype
    ]
    assert len(own) <= 1, f"{event_type} has several notations of {datatype}"
    if own:
        return own[0]
    parents = [p for p in ontology().objects(event_type, RDFS.subClassOf) if ours(p)]
    return next(filter(None, (notation(parent, datatype) for parent in parents)), "")


def event_types() -> list[Node]:
    """Every event type of the ontology."""
    return sorted(ontology().subjects(RDF.type, lg.EventType), key=str)


def errors(*extra: Graph) -> list[str]:
    """What owlrl finds wrong with the ontology and some data, once OWL 2 RL has run to its end.

    Texts are left out: no axiom speaks of them and they take most of the time.
    """
    graph = Graph()
    for part in (ontology(), *extra):
        for triple in part:
            if triple[1] not in (RDFS.label, SKOS.definition, SKOS.notation):
                graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return sorted(str(message) for message in graph.objects(None, ERROR))


def planted(one: str, other: str) -> URIRef:
    """The individual that is of two kinds."""
    return URIRef(f"{BASE}planted/{one}-{other}")


@cache
def planted_errors() -> list[str]:
    """What owlrl finds wrong where every pair of disjoint kinds is violated once."""
    graph = Graph()
    for pair in DISJOINT:
        for kind in pair:
            graph.add((planted(*pair), RDF.type, lg[kind]))
    return errors(graph)


@each_file
def test_rdflib_and_oxigraph_read_the_same_triples(path: Path) -> None:
    """Each file is good Turtle to two parsers that share no code, and means the same to both."""
    lines = [str(triple) + " ." for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE)]
    theirs = Graph().parse(data="\n".join(lines), format="nt")
    assert len(lines) == len(theirs) > 0
    assert isomorphic(theirs, Graph().parse(path))


@each_file
def test_nothing_is_blank(path: Path) -> None:
    """No blank node stands anywhere, so that the same ontology is always the same bytes."""
    assert not [
        term for triple in Graph().parse(path) for term in triple if isinstance(term, BNode)
    ]


@each_file
def test_the_first_line_says_what_the_file_is(path: Path) -> None:
    """Whoever opens a file reads first what it is."""
    assert re.match(r"# \w.{20,}", path.read_text(encoding="utf-8"))


def test_every_term_has_its_names_and_definitions() -> None:
    """Every term declared has one label in English, French and Arabic, and is defined in two."""
    terms = [term for term in set(ontology().subjects(RDF.type)) if ours(term)]
    assert len(terms) > 200
    for term in terms:
        assert languages(ontology(), term, RDFS.label) == dict.fromkeys(("en", "fr", "ar"), 1), term
        assert languages(ontology(), term, SKOS.definition) == dict.fromkeys(("en", "fr"), 1), term


def test_every_shape_has_its_names_and_definitions() -> None:
    """Every shape has one label in English and in French; property shapes say the rest themselves.

    What a property shape is about stands in its message, which is its definition.
    """
    for shape in filter(ours, set(shapes().subjects(RDF.type))):
        assert languages(shapes(), shape, RDFS.label) == {"en": 1, "fr": 1}, shape
        if (shape, RDF.type, SH.PropertyShape) not in shapes():
            assert languages(shapes(), shape, SKOS.definition) == {"en": 1, "fr": 1}, shape


@each_file
def test_every_term_used_is_declared(path: Path) -> None:
    """No file uses a term of ours that no file declares, as after a slip or a renaming."""
    declared = {*ontology().subjects(RDF.type), *shapes().subjects()}
    used = {term for triple in Graph().parse(path) for term in triple if ours(term)}
    datatypes = {
        term.datatype
        for triple in Graph().parse(path)
        for term in triple
        if isinstance(term, Literal) and term.datatype is not None and ours(term.datatype)
    }
    assert used | datatypes <= declared


def test_queries_in_the_shapes_use_declared_terms() -> None:
    """What SPARQL constraints name is declared too, since no parser would notice."""
    for query in shapes().objects(None, SH.select):
        for name in re.findall(r"\blg:([\w-]+)", str(query)):
            assert (lg[name], RDF.type, None) in ontology(), name


def test_terms_of_others_exist() -> None:
    """Every term of another vocabulary is one that it has."""
    listed = {str(ns): ns for ns in (PROV, ORG, SDO, SKOS, DCTERMS, OWL, RDF, RDFS)}
    named = {SEM: SEM_TERMS, OA: OA_TERMS, WGS84: WGS84_TERMS}
    for graph in (ontology(), shapes()):
        for term in {term for triple in graph for term in triple if isinstance(term, URIRef)}:
            for base, vocabulary in listed.items():
                if term.startswith(base) and term != URIRef(base):
                    assert term in vocabulary, term
            for base, names in named.items():
                if term.startswith(base):
                    assert term.removeprefix(base) in names, term


def test_no_two_event_types_have_the_same_label() -> None:
    """Whoever picks an event type by its name in any language gets one type."""
    labels = Counter(
        (label.language, label.casefold())
        for event_type in event_types()
        for label in ontology().objects(event_type, RDFS.label)
        if isinstance(label, Literal)
    )
    assert [label for label, count in labels.items() if count > 1] == []


@pytest.mark.parametrize("event_type", event_types(), ids=lambda iri: iri.removeprefix(LG))
def test_codes_are_those_of_the_code_books(event_type: Node) -> None:
    """Quad class, mode and CAMEO root of an event type are ones that its PLOVER type allows."""
    plover, mode = notation(event_type, lg.PloverType), notation(event_type, lg.PloverMode)
    root, quad_class = notation(event_type, lg.CameoRoot), notation(event_type, lg.QuadClass)
    if plover:
        facts = PLOVER[plover]
        assert quad_class == facts.quad_class
        assert root in facts.roots.split()
        assert not mode or mode in facts.modes.split()
    else:
        assert not mode
        assert not quad_class
        assert not root or root in NOT_IN_PLOVER
    support = notation(event_type, lg.UcdpSupport)
    assert not support or support in UCDP
    assert not support or plover == "AID"


def test_every_plover_type_has_an_event_type() -> None:
    """All 16 types of PLOVER can be annotated."""
    assert {notation(event_type, lg.PloverType) for event_type in event_types()} - {""} == {*PLOVER}


def test_event_types_descend_from_the_event() -> None:
    """Every event type is a class below lg:Event, with one parent of ours."""
    for event_type in event_types():
        assert (event_type, RDF.type, OWL.Class) in ontology()
        assert lg.Event in ontology().transitive_objects(event_type, RDFS.subClassOf)
        assert len([p for p in ontology().objects(event_type, RDFS.subClassOf) if ours(p)]) == 1


def test_relations_have_a_family_a_polarity_and_a_colour() -> None:
    """Every relation can be drawn: a family, a polarity, a colour of its own or of a parent."""
    for relation in ontology().subjects(RDF.type, lg.Relation):
        (family,) = ontology().objects(relation, lg.family)
        (polarity,) = ontology().objects(relation, lg.polarity)
        assert str(family) in ("tie", "affiliation"), relation
        assert isinstance(polarity, Literal), relation
        assert polarity.value in (-1, 0, 1), relation
        above = [
            term
            for term in ontology().transitive_objects(relation, RDFS.subPropertyOf)
            if term is not None and ours(term)
        ]
        colours = [str(colour) for term in above for colour in ontology().objects(term, lg.colour)]
        assert colours, relation
        assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours), relation
        for parent in above:
            assert (parent, lg.family, family) in ontology(), relation


def test_no_two_relations_of_ties_have_the_same_colour() -> None:
    """The relations of ties can be told apart in the legend: each has a colour of its own."""
    ties = list(ontology().subjects(lg.family, Literal("tie")))
    colours = [colour for tie in ties for colour in ontology().objects(tie, lg.colour)]
    assert len(colours) == len(set(colours)) == len(ties)


def test_rules_agree_with_their_relations() -> None:
    """A tie rule relates by a relation of ties, both ways only where the relation is symmetric."""
    for rule in ontology().subjects(RDF.type, lg.TieRule):
        (relation,) = ontology().objects(rule, lg.relates)
        (symmetric,) = ontology().objects(rule, lg.symmetric)
        assert (relation, lg.family, Literal("tie")) in ontology(), rule
        ends = [*ontology().objects(rule, lg.toRole), *ontology().objects(rule, lg.through)]
        assert len(ends) == 1, rule
        if (relation, RDF.type, OWL.SymmetricProperty) in ontology():
            assert str(symmetric) == "true", rule


def test_no_alignment_makes_one_thing_of_two_disjoint_ones() -> None:
    """What holds of claims and of events is no sub-property of what holds of events alone."""
    shared = {
        *ontology().subjects(RDF.type, lg.Role),
        lg.place,
        lg.date,
        lg.topic,
        lg.first,
        lg.last,
    }
    for term in shared:
        assert not list(ontology().objects(term, RDFS.subPropertyOf)), term


def test_the_valid_graph_has_no_contradiction() -> None:
    """A reasoner finds nothing wrong with the ontology, its alignments and a well-formed graph."""
    assert errors(Graph().parse(VALID)) == []


@pytest.mark.parametrize(("one", "other"), DISJOINT)
def test_a_reasoner_finds_what_is_two_disjoint_things(one: str, other: str) -> None:
    """Nothing is of two disjoint kinds: a planted violation is found, in sub-classes too."""
    found = [message for message in planted_errors() if message.endswith(planted(one, other))]
    assert found
    assert all(message.startswith("Disjoint classes") for message in found)


def test_a_reasoner_finds_a_property_used_on_the_wrong_thing() -> None:
    """Ranges count: an event that is the teller of a claim would be an actor, and cannot be."""
    graph = Graph().parse(VALID)
    event = URIRef(BASE + "event/one/support")
    graph.add((URIRef(BASE + "claim/one/support"), lg.saidBy, event))
    assert any(event in message for message in errors(graph))
