"""What must hold of the page's source, without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from libyagraph.errors import UsageError
from libyagraph.layout import NEAREST, positions
from libyagraph.page import Opening, opening, render
from libyagraph.page.assets import words
from libyagraph.page.passages import excerpt
from libyagraph.records import Actor, Passage, Records
from libyagraph.style import Style
from libyagraph.vocabulary import Vocabulary


def test_same_input_same_bytes(records: Records, vocabulary: Vocabulary) -> None:
    """Whatever the order of the records, and in every run."""
    turned = replace(
        records,
        actors=dict(reversed(list(records.actors.items()))),
        claims=dict(reversed(list(records.claims.items()))),
    )
    assert render(turned, vocabulary) == render(records, vocabulary)


def test_small_and_of_one_piece(html: str) -> None:
    """Under 900 KB, no address to load from, no file beside it, only hashed scripts."""
    assert len(html.encode()) < 900_000
    assert not re.search(r"<(script|link|img|iframe)[^>]*(src|href)=", html)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy and "unsafe" not in policy[1]
    assert policy[1].count("sha256-") == 3


def test_nothing_of_the_data_is_markup(html: str) -> None:
    """No text of the data closes the script that carries it."""
    assert "<img src=x" not in html
    assert html.count("</script>") == 5
    assert "<!--" not in html


def table(html: str, id: str) -> Any:
    """A table of the page's data."""
    found = re.search(rf'id="{id}">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


def test_every_edge_is_there_whole(html: str, records: Records) -> None:
    """With all that the record says, whether the page has it twice or not."""
    edges = {edge["id"]: edge for edge in table(html, "data")["edges"]}
    assert list(edges) == [edge.id for edge in records.edges]
    for edge in records.edges:
        found = {**edges.get(edge.lifted_from, {}), **edges[edge.id]}
        assert (found["source"], found["target"]) == (edge.source, edge.target)
        assert (found["relation"], found.get("status", "")) == (edge.relation, edge.status)
        assert tuple(found.get("claims") or ()) == edge.claims
        assert tuple(found.get("deniedBy") or ()) == edge.denied_by
        assert bool(found.get("symmetric")) == edge.symmetric


def test_parallel_ties_are_bent_apart(html: str) -> None:
    """Four ties between two actors, in both directions, take four ways."""
    edges, strokes = table(html, "data")["edges"], table(html, "links")["of"]
    ways = set()
    for edge, (*_, bend) in zip(edges, strokes, strict=True):
        if {edge.get("source"), edge.get("target")} == {"bo", "dee"}:
            ways.add(bend * (1 if edge["source"] == "bo" else -1))
    assert len(ways) == 4


def test_only_the_sentence_is_shown(html: str) -> None:
    """Of a text no more gets out than the sentences around its evidence."""
    assert "the harbour master promised boats" in html
    assert "A last sentence" not in html


def test_without_texts_there_is_no_text(records: Records, vocabulary: Vocabulary) -> None:
    """Positions alone."""
    assert "harbour master" not in render(records, vocabulary)


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_opens_in_a_language(records: Records, vocabulary: Vocabulary, language: str) -> None:
    """The language is said where screen readers look for it."""
    direction = "rtl" if language == "ar" else "ltr"
    page = render(records, vocabulary, language=language)
    assert f'<html lang="{language}" dir="{direction}">' in page
    for key, text in re.findall(r'data-word="([^"]*)">([^<]*)<', page):
        assert unescape(text) == words()[language][key]
    for key, text in re.findall(r'data-aria="([^"]*)" aria-label="([^"]*)"', page):
        assert unescape(text) == words()[language][key]


def test_every_language_has_every_word() -> None:
    """None is empty, and what is put into one is put into all."""
    french, english, arabic = (words()[language] for language in ("fr", "en", "ar"))
    assert french.keys() == english.keys() == arabic.keys()
    for key, text in english.items():
        slots = sorted(re.findall(r"\{\w+\}", text))
        for other in (french[key], arabic[key]):
            assert other.strip()
            assert sorted(re.findall(r"\{\w+\}", other)) == slots


def test_unknown_languages_are_refused(records: Records, vocabulary: Vocabulary) -> None:
    """With a clear word, not a page of keys."""
    with pytest.raises(UsageError, match="'de'"):
        render(records, vocabulary, language="de")


def test_an_empty_graph_is_a_page(vocabulary: Vocabulary) -> None:
    """Nothing to show is no reason to fail."""
    assert "<html" in render(Records({}, {}, {}, {}, {}, ()), vocabulary)


def test_actors_stand_apart(records: Records) -> None:
    """No two of them closer than the ellipse that keeps names apart."""
    points = list(positions(records).values())
    for index, (x, y) in enumerate(points):
        for other_x, other_y in points[:index]:
            apart = ((x - other_x) / NEAREST[0]) ** 2 + ((y - other_y) / NEAREST[1]) ** 2
            assert apart > 0.9


def test_positions_do_not_depend_on_order(records: Records) -> None:
    """Sorted inside, so that the drawing is the same everywhere."""
    turned = replace(records, edges=records.edges[::-1])
    assert positions(turned) == positions(records)


def test_blocs_have_colours_and_statuses_dashes(records: Records, vocabulary: Vocabulary) -> None:
    """Members of a camp look alike; what is contested is not drawn solid."""
    style = Style(records, vocabulary)
    colour = {id: style.node_colour(actor) for id, actor in records.actors.items()}
    assert colour["bo"] == colour["cy"] == colour["coast"] != colour["dee"]
    dashes = {edge.id: style.edge_dashes(edge) for edge in records.edges}
    assert dashes["t-talk"] == ()
    assert dashes["t-promise"] and dashes["t-promise"] != dashes["t-back"]


def crowd(records: Records, count: int, camp: str = "") -> Records:
    """These records with so many actors more, of no camp or of one."""
    more = {f"x{n:04}": Actor(f"x{n:04}", "person", {}, camp=camp) for n in range(count)}
    return replace(records, actors={**records.actors, **more})


def test_too_many_actors_start_from_the_strongest_camps(
    records: Records, vocabulary: Vocabulary
) -> None:
    """What is in no camp waits, and where one camp is too large the strongest actors are drawn."""
    many = crowd(records, 1600)
    assert opening(records, Style(records, vocabulary)) == Opening()
    start = opening(many, Style(many, vocabulary))
    assert start.held and not start.top
    assert start.blocs == ("coast", "hills", "north", "south")
    full = crowd(records, 1600, "hills")
    assert opening(full, Style(full, vocabulary)) == Opening(top=300)
    page = render(many, vocabulary)
    assert len(table(page, "data")["edges"]) == len(records.edges)
    assert table(page, "data")["start"] == {"blocs": list(start.blocs), "top": 0}


def test_very_many_actors_are_cut_to_the_strongest_camps(
    records: Records, vocabulary: Vocabulary
) -> None:
    """Every edge that is left has both of its ends, and what it rests on is there."""
    many = crowd(records, 6000)
    data = table(render(many, vocabulary), "data")
    assert data["part"] == ["coast", "hills", "north", "south"]
    assert data["totals"]["actors"] == len(many.actors)
    assert len(data["actors"]) < 20
    for edge in data["edges"]:
        assert {edge["source"], edge["target"]} <= data["actors"].keys()
        assert set(edge.get("claims", ())) <= data["claims"].keys()
    assert {edge["id"] for edge in data["edges"]} == {edge.id for edge in records.edges}


def test_a_part_says_through_what_it_is_lifted(records: Records, vocabulary: Vocabulary) -> None:
    """Though neither the tie below nor the affiliations were asked for, and none of them counts."""
    part = replace(records, edges=records.of_family("lifted"))
    data = table(render(part, vocabulary, whole=records), "data")
    aside = {edge["id"] for edge in data["edges"] if edge.get("aside")}
    assert aside == {"t-promise", "a-ada", "a-bo"}
    assert data["totals"]["ties"] == 0


def test_an_excerpt_is_a_sentence() -> None:
    """The sentence around the passage, and an ellipsis where it had to be cut."""
    text = "One. Two is here! Three\nfour five."
    assert excerpt(text, Passage(9, 11)) == ("Two ", "is", " here!")
    assert excerpt(text, Passage(24, 28)) == ("", "four", " five.")
    assert excerpt(text, Passage(30, 99)) is None
    long = "a" * 900
    found = excerpt(long, Passage(400, 410))
    assert found and found.before.startswith("…") and found.after.endswith("…")
