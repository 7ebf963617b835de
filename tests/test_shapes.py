"""The SHACL shapes: a well-formed graph conforms, and what breaks it is named by its shape.

`data/shapes/valid.ttl` is invented and holds each kind of thing once. A case takes triples away
from it, adds others, and says which shape must report it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pytest
from libyagraph.names import BASE, LG, PREFIXES
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parents[1]
VALID = ROOT / "tests" / "data" / "shapes" / "valid.ttl"
HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in PREFIXES.items())
SH = Namespace("http://www.w3.org/ns/shacl#")
lg = Namespace(LG)

TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
GATHERED = (SH.property, SH.sparql)
PARTS = (SH.node, SH["not"], SH.qualifiedValueShape)


class Case(NamedTuple):
    """Triples to take out of the valid graph and to put in, and the shape that must report it."""

    shape: str = ""
    less: str = ""
    more: str = ""


def one(shape: str, node: str, term: str, value: str, second: str, *wrong: str) -> list[Case]:
    """Cases for what a node must have exactly once: none of it, two of it, and wrong values."""
    now = f"{node} {term} {value} ."
    return [
        Case(shape, less=now),
        Case(shape, more=f"{node} {term} {second} ."),
        *(Case(shape, less=now, more=f"{node} {term} {other} .") for other in wrong),
    ]


CLAIM = "<claim/one/support>"
DENIAL = "<claim/one/denial>"
ATTRIBUTION = "<claim/one/support/attribution/1>"
FIGURE = "<claim/one/support/figure/1>"
TARGET = "<claim/one/support/target/1>"
SELECTOR = "<claim/one/support/target/1/selector>"
EVENT = "<event/one/support>"
MEETING = "<event/one/meeting>"
ARTICLE = "article:one"
TIE = "tie:support"
LIFTED = "tie:support-lifted"
ZEROS, ONES = "0" * 64, "1" * 64
ARTICLE_TWO = f"""article:two a lg:Article ; dct:title "Two" ; dct:publisher actor:gazette ;
    dct:language "en" ; dct:issued "2020"^^edtf:EDTF ; lg:sha256 "{ONES}" ; lg:characters 100 ."""

CLAIMS = [
    Case("ClaimShape", more="[] a lg:Claim ."),
    Case("Claim-inArticle", less=f"{CLAIM} lg:inArticle {ARTICLE} ."),
    Case("Claim-inArticle", more=f"{CLAIM} lg:inArticle article:two . {ARTICLE_TWO}"),
    Case("Claim-inArticle", less=f"{ARTICLE} a lg:Article ."),
    *one("Claim-describes", CLAIM, "lg:describes", EVENT, MEETING, "actor:alpha", "event:lost"),
    *one("Claim-modality", CLAIM, "lg:modality", "lg:alleged", "lg:implied", "lg:contested"),
    Case("Claim-saidBy", less=f"{CLAIM} lg:saidBy actor:source ."),
    Case("Claim-saidBy", more=f"{CLAIM} lg:saidBy place:town ."),
    Case("Claim-target", less=f"{CLAIM} oa:hasTarget {TARGET} ."),
    Case("Claim-target", more=f"{CLAIM} oa:hasTarget [ oa:hasSource {ARTICLE} ] ."),
    Case("Claim-attribution", more=f"{CLAIM} lg:attribution [ prov:agent actor:wire ] ."),
    Case("Claim-relayedBy", more=f'{CLAIM} lg:relayedBy "a spokesman" .'),
    Case("Claim-partOf", more=f"{CLAIM} lg:partOf {MEETING} ."),
    Case("Claim-figure", more=f"{CLAIM} lg:figure [ lg:value 2 ] ."),
    *(
        Case(f"Claim-{answer}", more=f"{DENIAL} lg:{answer} {other} .")
        for answer in ("concerns", "about", "denies", "rejects", "evades", "welcomes", "justifies")
        for other in ("actor:alpha", "<claim/one/lost>")
    ),
    *one("Attribution-agent", ATTRIBUTION, "prov:agent", "actor:wire", "actor:beta", "place:town"),
    *one("Attribution-position", ATTRIBUTION, "lg:position", "1", "3", "0", "1.0"),
    *one("Figure-kind", FIGURE, "lg:figureKind", '"troops"', '"killed"', '""', '"troops"@en'),
    *one("Figure-comparator", FIGURE, "lg:comparator", '">="', '">"', '"=>"', '"≥"', '""'),
    *one("Figure-value", FIGURE, "lg:value", "300", "301", "3.5", '"300"'),
    *(
        Case(f"Told-{key}", more=f"{node} lg:{key} {value} .")
        for node in (CLAIM, EVENT)
        for key, value in (
            ("actor", "place:town"),
            ("recipient", "place:town"),
            ("participant", "place:town"),
            ("against", "place:town"),
            ("except", "place:town"),
            ("place", "actor:gamma"),
            ("date", '"2019-05-09"'),
            ("date", '"2019-05-09"^^xsd:date'),
            ("effective", '"2019-05-12"'),
            ("topic", "topic:no-such-topic"),
        )
    ),
]

PASSAGES_AND_ARTICLES = [
    Case("Target-source", less=f"{TARGET} oa:hasSource {ARTICLE} ."),
    Case("Target-source", more=f"{TARGET} oa:hasSource article:two . {ARTICLE_TWO}"),
    Case("Target-source", more=f"{CLAIM} oa:hasTarget <t> . <t> oa:hasSource article:lost ."),
    Case("Target-selector", less=f"{TARGET} oa:hasSelector {SELECTOR} ."),
    Case("Target-selector", less=f"{SELECTOR} a oa:TextPositionSelector ."),
    Case("SelectorShape", more="[] a oa:TextPositionSelector ; oa:start 0 ; oa:end 1 ."),
    *one("Selector-start", SELECTOR, "oa:start", "0", "1", "-1", "0.5"),
    *one("Selector-end", SELECTOR, "oa:end", "120", "121", "-1", "120.5"),
    Case("Selector-order", less=f"{SELECTOR} oa:end 120 .", more=f"{SELECTOR} oa:end 0 ."),
    Case("PassageWithinText", less=f"{SELECTOR} oa:end 120 .", more=f"{SELECTOR} oa:end 501 ."),
    Case(
        "PassageOfItsClaim",
        less=f"{TARGET} oa:hasSource {ARTICLE} . {SELECTOR} oa:end 120 .",
        more=f"{TARGET} oa:hasSource article:two . {SELECTOR} oa:end 90 . {ARTICLE_TWO}",
    ),
    Case("ArticleShape", more="[] a lg:Article ."),
    *one("Article-title", ARTICLE, "dct:title", '"Alpha and Beta"@en', '"B"@en', '""', "<b>"),
    *one("Article-publisher", ARTICLE, "dct:publisher", "actor:gazette", "actor:wire", '"Gazette"'),
    Case("Article-agency", more=f"{ARTICLE} lg:agency actor:gazette ."),
    Case(
        "Article-agency",
        less=f"{ARTICLE} lg:agency actor:wire .",
        more=f'{ARTICLE} lg:agency "W" .',
    ),
    Case("Article-republishedBy", more=f"{ARTICLE} lg:republishedBy place:town ."),
    *one("Article-language", ARTICLE, "dct:language", '"en"', '"fr"', '"English"'),
    *one(
        "Article-issued",
        ARTICLE,
        "dct:issued",
        '"2019-05-11"^^edtf:EDTF',
        '"2019"^^edtf:EDTF',
        '"2019-05-11"^^xsd:date',
    ),
    *one("Article-sha256", ARTICLE, "lg:sha256", f'"{ZEROS}"', f'"{ONES}"', f'"{ZEROS[1:]}"'),
    *one("Article-characters", ARTICLE, "lg:characters", "500", "600", "0", "500.0"),
]

EVENTS = [
    Case("EventShape", more="[] a lg:Visit ."),
    Case("Event-type", more=f"{EVENT} a lg:ArmsSupply ."),
    Case("Event-type", less=f"{EVENT} a lg:Support .", more=f"{EVENT} a lg:Event ."),
    Case("Event-status", more=f"{EVENT} lg:status lg:asserted ."),
    Case("Event-status", more="event:shared lg:status lg:implied ."),
    Case("DescribedEvent-status", less=f"{EVENT} lg:status lg:contested ."),
    *(
        Case(shape, less=less, more=more)
        for node in (EVENT, TIE)
        for first in [f'{node} lg:first "2019-05-09"^^xsd:date .']
        for last in [f'{node} lg:last "2019-05-09"^^xsd:date .']
        for shape, less, more in (
            ("Span-first", "", f'{node} lg:first "2019-05-08"^^xsd:date .'),
            ("Span-first", first, f'{node} lg:first "2019-05-09" .'),
            ("Span-last", "", f'{node} lg:last "2019-05-10"^^xsd:date .'),
            ("Span-last", last, f'{node} lg:last "2019-05"^^edtf:EDTF .'),
            ("Span-order", last, f'{node} lg:last "2019-05-08"^^xsd:date .'),
        )
    ),
]

EDGES = [
    Case(
        "EdgeShape",
        more="[] a lg:Edge ; lg:from actor:alpha ; lg:to actor:beta ; lg:relation lg:leads .",
    ),
    *(
        case
        for edge, start, end, relation in (
            (TIE, "actor:alpha", "actor:beta", "lg:supports"),
            (LIFTED, "actor:gamma", "actor:delta", "lg:supports"),
            ("affiliation:wire-gamma", "actor:wire", "actor:gamma", "lg:actsFor"),
        )
        for case in (
            *one("Edge-from", edge, "lg:from", start, "actor:gazette", "place:town"),
            *one("Edge-to", edge, "lg:to", end, "actor:gazette", "place:town"),
            *one("Edge-relation", edge, "lg:relation", relation, "lg:calls", "lg:concerns"),
            Case("Edge-ends", less=f"{edge} lg:to {end} .", more=f"{edge} lg:to {start} ."),
        )
    ),
    *(
        Case(
            "Tie-relation",
            less=f"{tie} lg:relation lg:supports .",
            more=f"{tie} lg:relation {other} .",
        )
        for tie in (TIE, LIFTED)
        for other in ("lg:leads", "lg:concerns")
    ),
    *one("Tie-ofEvent", TIE, "lg:ofEvent", EVENT, MEETING, "event:lost", "actor:alpha"),
    Case("Tie-basedOn", less=f"{TIE} lg:basedOn {CLAIM} ."),
    Case("Tie-basedOn", more=f"{TIE} lg:basedOn {EVENT} ."),
    *one("Tie-status", TIE, "lg:status", "lg:contested", "lg:denied", "lg:implied"),
    Case("Tie-deniedBy", more=f"{TIE} lg:deniedBy {DENIAL} ."),
    Case("Tie-deniedBy", more=f'{LIFTED} lg:deniedBy "Beta" .'),
    *one("Tie-sources", TIE, "lg:sources", "1", "2", "0", "1.0"),
    *one("Tie-fromLifted", TIE, "lg:fromLifted", "actor:gamma", "actor:delta", "place:town"),
    *one("Tie-toLifted", TIE, "lg:toLifted", "actor:delta", "actor:gamma", "place:town"),
    Case("ContestedTieShape", less=f"{TIE} lg:deniedBy actor:beta ."),
    Case(
        "ContestedTieShape",
        less=f"{TIE} lg:deniedBy actor:beta ; lg:status lg:contested .",
        more=f"{TIE} lg:status lg:denied .",
    ),
    Case("DeniedTie-status", more="tie:meeting lg:deniedBy actor:beta ."),
    Case("DeniedTie-status", less=f"{LIFTED} lg:status lg:contested ."),
    Case(
        "DeniedTie-status",
        less=f"{LIFTED} lg:status lg:contested .",
        more=f"{LIFTED} lg:status lg:alleged .",
    ),
    *one("LiftedTie-liftedFrom", LIFTED, "lg:liftedFrom", TIE, "tie:meeting", "tie:lost", CLAIM),
    Case("LiftedTie-fromVia", more=f"{LIFTED} lg:fromVia actor:alpha ."),
    Case("LiftedTie-toVia", more=f"{LIFTED} lg:toVia {TIE} ."),
    Case("LiftedTie-status", more=f"{LIFTED} lg:status lg:denied ."),
    Case(
        "LiftedTie-status",
        less=f"{LIFTED} lg:status lg:contested .",
        more=f"{LIFTED} lg:status lg:implied .",
    ),
    Case(
        "LiftedTieWayShape",
        less=f"{LIFTED} lg:fromVia post:alpha-gamma ; lg:toVia membership:beta-delta .",
    ),
    *(
        Case(
            "Affiliation-relation",
            less="affiliation:wire-gamma lg:relation lg:actsFor .",
            more=f"affiliation:wire-gamma lg:relation {other} .",
        )
        for other in ("lg:aids", "lg:concerns")
    ),
    Case("Affiliation-source", less='affiliation:wire-gamma dct:source "a yearbook" .'),
    Case("Affiliation-during", more='post:alpha-gamma lg:during "2019"^^edtf:EDTF .'),
    Case("Affiliation-during", more='affiliation:wire-gamma lg:during "2019" .'),
    *(
        case
        for shape, edge, term, end, actor in (
            ("Post-heldBy", "post:alpha-gamma", "org:heldBy", "lg:from", "actor:alpha"),
            ("Post-postIn", "post:alpha-gamma", "org:postIn", "lg:to", "actor:gamma"),
            ("Membership-member", "membership:beta-delta", "org:member", "lg:from", "actor:beta"),
            (
                "Membership-organization",
                "membership:beta-delta",
                "org:organization",
                "lg:to",
                "actor:delta",
            ),
        )
        for case in (
            Case(shape, less=f"{edge} {term} {actor} .", more=f"{edge} {term} actor:wire ."),
            Case(shape, less=f"{edge} {term} {actor} ; {end} {actor} ."),
            Case(shape, more=f"{edge} {term} actor:wire ; {end} actor:wire ."),
            Case(
                shape,
                less=f"{edge} {term} {actor} ; {end} {actor} .",
                more=f"{edge} {term} place:town ; {end} place:town .",
            ),
        )
    ),
]

ACTORS_AND_PLACES = [
    Case("ActorShape", more="[] a lg:Media ."),
    Case("Actor-kind", more="actor:beta a lg:Institution ."),
    Case("Actor-kind", less="actor:beta a lg:Government .", more="actor:beta a lg:Actor ."),
    Case("Actor-source", less='actor:beta dct:source "a gazetteer" .'),
    Case("PlaceShape", more="[] a lg:City ."),
    Case("Place-kind", more="place:town a lg:Locality ."),
    Case("Place-kind", less="place:town a lg:City .", more="place:town a lg:Place ."),
    *(
        case
        for shape, node, name in (
            ("Actor-label", "actor:beta", "Beta"),
            ("Place-label", "place:town", "Town"),
        )
        for case in one(shape, node, "rdfs:label", f'"{name}"@en', '"Other"@en', f'"{name}"')
    ),
    *(
        case
        for shape, term, value, wrong in (
            ("Place-lat", "geo:lat", "25", ("90.5", "-90.5", '"25 N"')),
            ("Place-long", "geo:long", "17.5", ("180.5", "-180.5", '"17 E"')),
        )
        for case in one(shape, "place:land", term, value, "26", *wrong)[1:]
    ),
    Case("Place-liesWithin", more="place:town lg:liesWithin actor:gamma ."),
    Case("Latitude-long", less="place:land geo:long 17.5 ."),
    Case("Longitude-lat", less="place:land geo:lat 25 ."),
]

CASES = [*CLAIMS, *PASSAGES_AND_ARTICLES, *EVENTS, *EDGES, *ACTORS_AND_PLACES]

CONFORMING = [
    # A lifted tie of which one end was lifted only.
    Case(less=f"{LIFTED} lg:fromVia post:alpha-gamma ."),
    Case(less=f"{LIFTED} lg:toVia membership:beta-delta ."),
    # What only denials tell of.
    Case(
        less=f"{EVENT} lg:status lg:contested . {TIE} lg:status lg:contested .",
        more=f"{EVENT} lg:status lg:denied . {TIE} lg:status lg:denied .",
    ),
    # Several passages, tellers, dates and denials.
    Case(
        more=f"""{CLAIM} oa:hasTarget <claim/one/denial/target/1> ; lg:saidBy actor:wire .
            {EVENT} lg:date "2019-05"^^edtf:EDTF . {TIE} lg:deniedBy actor:gamma .""",
    ),
    # An open or unknown day, and a passage up to the very end of the text.
    Case(less=f'{TIE} lg:last "2019-05-09"^^xsd:date .'),
    Case(less=f"{SELECTOR} oa:end 120 .", more=f"{SELECTOR} oa:end 500 ."),
    # Every answer, to a claim and to an event.
    Case(
        more="".join(
            f"{DENIAL} lg:{answer} {CLAIM}, {EVENT} ."
            for answer in ("about", "rejects", "evades", "welcomes", "justifies")
        ),
    ),
]


@cache
def shapes() -> Graph:
    """The shapes, read once."""
    return Graph().parse(ROOT / "ontology" / "shapes.ttl")


@cache
def valid() -> Graph:
    """The valid graph and the ontology without its shapes, read once; `changed` gives it back."""
    graph = Graph().parse(VALID)
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


def turtle(text: str) -> Graph:
    """Triples from Turtle with the prefixes of the project."""
    return Graph().parse(data=HEAD + text, format="turtle")


def report(graph: Graph, only: set[Node] | None = None) -> tuple[bool, Graph, str]:
    """What pySHACL says of a graph: whether it conforms, the report, and the report as text."""
    conforms, results, text = pyshacl.validate(
        graph,
        shacl_graph=shapes(),
        inference="none",
        use_shapes=None if only is None else [str(shape) for shape in only],
    )
    assert isinstance(results, Graph), text
    return conforms, results, text


@contextmanager
def changed(case: Case) -> Iterator[Graph]:
    """The valid graph as a case leaves it, for as long as it is needed."""
    graph, less, more = valid(), list(turtle(case.less)), list(turtle(case.more))
    assert all(triple in graph for triple in less), "the valid graph has not what the case removes"
    assert all(triple not in graph for triple in more), "the valid graph has what the case adds"
    for triple in less:
        graph.remove(triple)
    for triple in more:
        graph.add(triple)
    try:
        yield graph
    finally:
        for triple in more:
            graph.remove(triple)
        for triple in less:
            graph.add(triple)


def all_shapes() -> set[Node]:
    """Every shape and SPARQL constraint that the file declares."""
    kinds = (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
    return {shape for kind in kinds for shape in shapes().subjects(RDF.type, kind)}


def below(shape: Node, links: tuple[URIRef, ...]) -> Iterator[Node]:
    """A shape and all that it reaches through `links`."""
    yield shape
    for link in links:
        for other in shapes().objects(shape, link):
            yield from below(other, links)


def has_target(shape: Node) -> bool:
    """Whether a shape looks for its nodes itself."""
    return any((shape, target, None) in shapes() for target in TARGETS)


def around(shape: Node) -> set[Node]:
    """The shapes with a target that lead to a shape, and their parts; the others take time only."""
    leading = {node for node in filter(has_target, all_shapes()) if shape in below(node, GATHERED)}
    return {part for node in leading for part in below(node, (*PARTS, SH.property))}


def test_the_valid_graph_conforms() -> None:
    """A graph that is as the design says it should be has no result at all."""
    conforms, _, text = report(valid())
    assert conforms, text


@pytest.mark.parametrize("case", CONFORMING)
def test_what_may_be_so_conforms(case: Case) -> None:
    """What the design allows is not reported by any shape."""
    with changed(case) as graph:
        conforms, _, text = report(graph)
    assert conforms, text


def test_the_shapes_are_well_formed() -> None:
    """The shapes conform to the shapes of SHACL itself."""
    conforms, _, text = pyshacl.validate(
        turtle(""), shacl_graph=shapes(), inference="none", meta_shacl=True
    )
    assert conforms, text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.shape)
def test_a_broken_graph_is_named_by_its_shape(case: Case) -> None:
    """Each way of breaking the graph is reported by the shape that forbids it, in its own words."""
    shape = lg[case.shape]
    with changed(case) as graph:
        conforms, results, text = report(graph, only=around(shape))
    assert not conforms
    hits = {*results.subjects(SH.sourceShape, shape), *results.subjects(SH.sourceConstraint, shape)}
    assert hits, text
    # Compared as text: pySHACL drops the language of a constraint's message.
    message = str(shapes().value(shape, SH.message))
    for hit in hits:
        assert message in map(str, results.objects(hit, SH.resultMessage)), text


def test_every_shape_has_a_breaking_case() -> None:
    """No shape stands untested: one that reports has a case, a part serves one that has.

    A shape with a target and without a message only gathers others, which have theirs.
    """
    cases = {lg[case.shape] for case in CASES}
    assert cases <= all_shapes(), "cases for shapes that are not there"
    tested = {part for case in cases for part in below(case, (*PARTS, SH.property))}
    for shape in all_shapes():
        if (shape, SH.message, None) in shapes():
            assert shape in cases, shape
        else:
            assert shape in tested or has_target(shape), shape


def test_every_shape_that_reports_has_one_message() -> None:
    """Whoever reads a report gets one English sentence for each shape; parts report nothing."""
    reachable = {
        shape
        for gatherer in all_shapes()
        if has_target(gatherer)
        for shape in below(gatherer, GATHERED)
    }
    silent = {SH.message, *GATHERED, *TARGETS}
    for shape in all_shapes():
        terms = [term for term in shapes().predicates(shape) if term not in silent]
        reports = shape in reachable and any(str(term).startswith(SH) for term in terms)
        messages = list(shapes().objects(shape, SH.message))
        assert len(messages) == reports, shape
        for message in messages:
            assert isinstance(message, Literal), shape
            assert message.language == "en", shape
            assert message.endswith("."), shape


def test_every_role_and_answer_of_the_ontology_has_a_shape() -> None:
    """A role or an answer that is added to the ontology is not forgotten in the shapes."""
    terms = {term for kind in (lg.Role, lg.Answer) for term in valid().subjects(RDF.type, kind)}
    assert terms
    for term in terms:
        shape = shapes().value(predicate=SH.path, object=term, any=False)
        assert (shape, SH.targetSubjectsOf, term) in shapes(), term
