"""Claims as lines of JSON: all that each says, and data frames with sensible types."""

from __future__ import annotations

import io
import json
from typing import Any

import pandas
import pyoxigraph as ox
import pytest
from libyagraph.api import Graph, open_graph
from libyagraph.export.claims import render
from libyagraph.names import claim as claim_iri
from libyagraph.records import Records
from libyagraph.vocabulary import Vocabulary
from pandas.api import types

from tests.support import article, rows, tiny, told

DENIAL = "2020-01-10-haftar-cessez-le-feu#russia-denies-mercenaries"
SENDING = "2020-01-10-haftar-cessez-le-feu#russia-sends-mercenaries"


@pytest.fixture(scope="module")
def lines(records: Records, vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    """The lines of the corpus by claim."""
    body, messages = render(records, vocabulary, "en")
    assert messages == []
    found = [json.loads(line) for line in body.decode().splitlines()]
    return {line["claim"]: line for line in found}


def test_every_claim_is_a_line_as_the_rdf_has_it(
    lines: dict[str, dict[str, Any]], seeds_store: ox.Store
) -> None:
    """Article, event, modality, status and date are what a query finds."""
    query = """SELECT ?c ?a ?e ?m ?s ?d WHERE {
        ?c a lg:Claim ; lg:inArticle ?a ; lg:describes ?e ; lg:modality ?m .
        OPTIONAL { ?e lg:status ?s } OPTIONAL { ?c lg:date ?d } }"""
    keys = ("claim", "article", "event", "modality", "status", "date_edtf")
    found = sorted(tuple(line[key] for key in keys) for line in lines.values())
    assert found == rows(seeds_store, query)
    assert all(line["iri"] == claim_iri(id) for id, line in lines.items())


def test_roles_and_tellers_are_those_of_the_rdf(
    lines: dict[str, dict[str, Any]], seeds_store: ox.Store, vocabulary: Vocabulary
) -> None:
    """Each role is a column of ids, and so is who says it."""
    for key, term in [(k, t.iri) for k, t in vocabulary.roles.items()]:
        asked = rows(seeds_store, f"SELECT ?c ?a WHERE {{ ?c a lg:Claim ; <{term}> ?a }}")
        assert sorted((id, who) for id, line in lines.items() for who in line[key]) == asked
    asked = rows(seeds_store, "SELECT ?c ?a WHERE { ?c a lg:Claim ; lg:saidBy ?a }")
    assert sorted((id, who) for id, line in lines.items() for who in line["said_by"]) == asked


def test_every_line_has_the_same_keys_in_the_same_order(lines: dict[str, dict[str, Any]]) -> None:
    """A data frame has no holes, and a list is a list on every line."""
    heads = {tuple(line) for line in lines.values()}
    assert len(heads) == 1
    for name in heads.pop():
        kinds = {type(line[name]) for line in lines.values()} - {type(None)}
        assert len(kinds) == 1 or kinds <= {int, float}, name


def test_a_denial_points_both_ways(lines: dict[str, dict[str, Any]]) -> None:
    """What is denied says by whom and where."""
    assert lines[DENIAL]["denies"] == [SENDING]
    assert lines[SENDING]["denied_in"] == [DENIAL]
    assert lines[SENDING]["denied_by"] == ["russia"]
    assert lines[SENDING]["status"] == "contested"
    assert lines[SENDING]["evidence_starts"] == [1218]


def test_pandas_reads_sensible_types(records: Records, vocabulary: Vocabulary) -> None:
    """Text stays text, codes and days too; numbers, truth values and lists are what they are."""
    body, _ = render(records, vocabulary, "fr")
    frame = pandas.read_json(io.BytesIO(body), lines=True)
    assert len(frame) == len(records.claims)
    for name in (
        *("claim", "article", "publisher", "modality", "status", "event_type", "cameo"),
        *("plover", "quad_class", "published_edtf", "published_first", "date_edtf", "date_first"),
        *("event_last", "cue", "words", "note"),
    ):
        assert types.is_string_dtype(frame[name]), name
    assert set(frame["cameo"]) >= {"CAMEO 05"}
    assert types.is_bool_dtype(frame["repeated"])
    assert types.is_float_dtype(frame["latitude"])
    assert types.is_numeric_dtype(frame["nth"])
    for name in ("actor", "topics", "evidence_starts", "figure_values", "latitudes", "ties"):
        assert all(isinstance(value, list) for value in frame[name]), name
    days = pandas.to_datetime(frame["date_first"], errors="coerce")
    assert days.notna().sum() == (frame["date_first"] != "").sum() > 20
    assert frame.explode("actor")["actor"].value_counts()["khalifa-haftar"] > 5


def test_codes_alone_stay_text(tmp_path: Any) -> None:
    """A column of nothing but `05` would become the number 5."""
    claims = [told("a", "support", actor="alpha", recipient="beta", date="2016")]
    graph = tiny(tmp_path, claims=claims)
    body, _ = render(graph.records(), graph.vocabulary, "en")
    assert pandas.read_json(io.BytesIO(body), lines=True)["cameo"][0] == "CAMEO 05"


def test_all_that_a_claim_can_say_is_on_its_line(tmp_path: Any) -> None:
    """Figures, conditions, outcome, dates with their bounds, places with their degrees."""
    claims = [
        told(
            *("a", "offensive"),
            actor="alpha",
            recipient="beta",
            date="2019-04-04/..",
            effective="2020-01",
            place="harbour",
            figures={"killed": ">510", "wounded": 2467},
            outcome="stalled",
            nth=2,
            within="P1M",
            repeated=True,
            topics=["ceasefire"],
            cue="would have",
            according_to=["gamma", "delta"],
            words="Thursday",
            note="A note.",
        ),
        told("b", "denial", actor="beta", denies="a"),
    ]
    graph = tiny(tmp_path, articles={"first": article(claims)})
    line = json.loads(render(graph.records(), graph.vocabulary, "en")[0].splitlines()[0])
    assert line == line | {
        "date_edtf": "2019-04-04/..",
        "date_first": "2019-04-04",
        "date_last": "",
        "effective_edtf": "2020-01",
        "effective_first": "2020-01-01",
        "effective_last": "2020-01-31",
        "figures": ["killed > 510", "wounded = 2467"],
        "figure_kinds": ["killed", "wounded"],
        "figure_comparators": [">", "="],
        "figure_values": [510, 2467],
        "outcome": "stalled",
        "nth": 2,
        "within": "P1M",
        "repeated": True,
        "topics": ["ceasefire"],
        "cue": "would have",
        "modality": "reported",
        "attribution": ["gamma", "delta"],
        "said_by": ["delta"],
        "words": "Thursday",
        "note": "A note.",
        "places": ["harbour"],
        "denied_by": ["beta"],
        "relations": ["fights"],
    }
    place = graph.records().places["harbour"]
    assert (line["latitude"], line["longitudes"]) == (place.latitude, [place.longitude])


def test_claims_can_be_narrowed(graph: Any) -> None:
    """The lines are those of the claims that are left."""
    with open_graph(graph) as opened:
        stream = io.BytesIO()
        opened.export("ndjson", stream, article="2019-05-11-rfi-haftar-caire")
        part = opened.narrowed(article="2019-05-11-rfi-haftar-caire")
        assert isinstance(opened, Graph)
        found = [json.loads(line)["claim"] for line in stream.getvalue().splitlines()]
    assert found == list(part.claims)
    assert 0 < len(found) < 89
