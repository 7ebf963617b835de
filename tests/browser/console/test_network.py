"""The network of an answer: what it draws, and the list of the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from libyagraph.api import Graph
from libyagraph.names import BASE
from playwright.sync_api import Page, expect

from tests.browser.console.support import rows, write

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
CROWD = """SELECT ?from ?to WHERE {
  ?thing a ?class
  BIND(IRI(CONCAT(STR(actor:), 'n', SHA1(STR(?thing)))) AS ?from)
  BIND(IRI(CONCAT(STR(actor:), 'n', SHA1(STR(?class)))) AS ?to)
}"""
ODD = [f"<{BASE}actor/%3Cimg%20src=x%20onerror=alert(1)%3E>", f"<{BASE}actor/__proto__>"]


def test_two_actors_in_a_row_are_a_network(opened: Open, told: Graph) -> None:
    """Each actor of a row stands in it; equal ties are one with a count; the list has the same."""
    page = opened("query=meetings&view=network")
    expect(page.locator("#drawn")).to_contain_text("actors")
    ties = [(row["a"], row["relation"], row["b"]) for row in told.query("meetings")]
    drawn = page.evaluate("Object.keys(libyagraph.drawn())")
    assert {id[1:].rpartition("/")[2] for id in drawn} == {e for a, _, b in ties for e in (a, b)}
    counts = page.locator("#tie-list tbody td.number").all_inner_texts()
    listed = [int(count) for count in counts]
    assert (len(listed), sum(listed)) == (len(set(ties)), len(ties))
    expect(page.locator("#drawn")).to_have_text(f"{len(drawn)} actors, {len(listed)} ties")


def test_a_network_is_the_same_each_time(opened: Open) -> None:
    """The layout is seeded, and nothing moves once it stands."""
    places = []
    for _ in range(2):
        page = opened("query=contested&view=network")
        expect(page.locator("#drawn")).to_contain_text("actors")
        places.append(page.evaluate("libyagraph.drawn()"))
    page.wait_for_timeout(300)
    assert places[0] == places[1] == page.evaluate("libyagraph.drawn()")


def test_the_actor_asked_about_can_be_an_end(opened: Open, told: Graph) -> None:
    """It stands in no row, and yet who supports it is tied to it."""
    page = opened("query=supporters&p.actor=khalifa-haftar&view=network")
    expect(page.locator("#column-to")).to_have_value("$actor")
    expect(page.locator("#drawn")).to_contain_text("actors")
    drawn = page.evaluate("Object.keys(libyagraph.drawn())")
    rows = told.query("supporters", actor="khalifa-haftar")
    assert len(drawn) == len({row["supporter"] for row in rows} | {"khalifa-haftar"})


def test_its_columns_are_chosen(opened: Open) -> None:
    """And stand in the link, which opens the same."""
    page = opened("query=contested&view=network")
    expect(page.locator("#drawn")).to_contain_text("actors")
    page.select_option("#column-from", "denied_by")
    expect(page.locator("#column-from")).to_be_focused()
    page.select_option("#column-to", "claimant")
    page.select_option("#column-label", "article")
    listed = page.inner_text("#tie-list")
    again = opened(page.url.partition("#")[2])
    expect(again.locator("#drawn")).to_contain_text("actors")
    assert again.inner_text("#tie-list") == listed
    assert again.locator("#column-label").input_value() == "article"


def test_rows_without_two_actors_are_no_network(opened: Open) -> None:
    """The view is not offered, also where a link asks for it."""
    page = opened("query=timeline&view=network")
    expect(page.locator("#table tbody tr").first).to_be_visible()
    assert len(rows(page)) > 0
    expect(page.locator("#views")).to_be_hidden()


def test_a_crowd_is_cut_to_its_strongest(opened: Open) -> None:
    """Above five hundred actors the page says so; what it draws has most rows."""
    page = opened()
    write(page, CROWD)
    page.click("[data-view=network]")
    expect(page.locator("#network .told-here").first).to_contain_text("here are the 500")
    expect(page.locator("#drawn")).to_contain_text("500 actors", timeout=60_000)


def test_names_are_painted_as_text(opened: Open) -> None:
    """An IRI that looks like markup is drawn and listed, and nothing more."""
    page = opened()
    page.click("[data-query='']")
    write(page, f"SELECT ?from ?to {{ VALUES (?from ?to) {{ ({' '.join(ODD)}) }} }}")
    page.click("[data-view=network]")
    expect(page.locator("#drawn")).to_have_text("2 actors, 1 ties")
    page.hover("#drawing canvas")
    assert page.locator("img").count() == 0
