"""What must hold of the page's source, without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from libyagraph.errors import UsageError
from libyagraph.layout import NEAREST, positions
from libyagraph.page import render, strongest
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


def links(html: str) -> list[dict[str, Any]]:
    """The edges as vis-network gets them."""
    found = re.search(r'id="links">(.*?)</script>', html)
    assert found
    edges: list[dict[str, Any]] = json.loads(found[1])
    return edges


def test_parallel_ties_are_bent_apart(html: str) -> None:
    """Four ties between two actors, in both directions, take four ways."""
    ways = set()
    for link in links(html):
        if {link["from"], link["to"]} == {"bo", "dee"}:
            clockwise = 1 if link["smooth"]["type"] == "curvedCW" else -1
            ways.add(link["smooth"]["roundness"] * clockwise * (1 if link["from"] == "bo" else -1))
    assert len(ways) == 4


def test_arrows_only_where_there_is_a_direction(html: str, records: Records) -> None:
    """A meeting has no arrowhead."""
    symmetric = {edge.id: edge.symmetric for edge in records.edges}
    assert {link["id"]: not link["arrows"] for link in links(html)} == symmetric


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


def test_too_many_actors_are_cut_to_the_strongest(records: Records) -> None:
    """By ties; every edge that is left has both of its ends, and blocs keep their names."""
    crowd = {f"x{number:04}": Actor(f"x{number:04}", "person", {}) for number in range(1600)}
    cut = strongest(replace(records, actors={**records.actors, **crowd}), keep=4)
    assert {"bo", "dee"} <= cut.actors.keys()
    assert len(cut.actors) < 20
    assert all({edge.source, edge.target} <= cut.actors.keys() for edge in cut.edges)
    assert {"coast", "hills"} <= cut.actors.keys()
    assert strongest(records) is records


def test_an_excerpt_is_a_sentence() -> None:
    """The sentence around the passage, and an ellipsis where it had to be cut."""
    text = "One. Two is here! Three\nfour five."
    assert excerpt(text, Passage(9, 11)) == ("Two ", "is", " here!")
    assert excerpt(text, Passage(24, 28)) == ("", "four", " five.")
    assert excerpt(text, Passage(30, 99)) is None
    long = "a" * 900
    found = excerpt(long, Passage(400, 410))
    assert found and found.before.startswith("…") and found.after.endswith("…")
