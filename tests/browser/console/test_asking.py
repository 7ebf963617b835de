"""Questions asked by forms, by hand and by keyboard, and what the page makes of answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from libyagraph.api import Graph
from playwright.sync_api import Browser, Page, expect

from tests.browser.console.conftest import SECONDS, served
from tests.browser.console.support import NASTY, TIES, rows, write

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
ENDLESS = """SELECT (COUNT(*) AS ?n)
WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(CONCAT(STR(?a), STR(?i))) < 5) }"""


def test_a_question_is_asked_by_keyboard_alone(opened: Open, asked: list[str]) -> None:
    """From the list to the answer: an actor is found by a folded name and taken with Enter."""
    page = opened()
    page.focus("[data-query=supporters]")
    page.keyboard.press("Enter")
    expect(page.locator("#form-title")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("HAFTAR")
    field = page.locator("#parameter-actor")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    active = field.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert asked == []
    page.keyboard.press("Enter")
    assert len(rows(page)) > 0
    assert asked == ["/named/supporters?actor=khalifa-haftar"]
    assert page.url.endswith("#query=supporters&p.actor=khalifa-haftar")


@pytest.mark.parametrize("typed", ["egypte", "ÉGYPTE", "مصر", "egy"])
def test_a_name_is_found_however_it_is_written(opened: Open, typed: str) -> None:
    """Accents, case, script and a beginning; Escape closes, and once more empties."""
    page = opened("form=meetings")
    page.fill("#parameter-actor", typed)
    first = page.locator("#parameter-actor-found li").first
    expect(first).to_have_attribute("data-id", "egypt")
    page.keyboard.press("Escape")
    expect(page.locator("#parameter-actor-found")).to_be_hidden()
    expect(page.locator("#parameter-actor")).to_have_value(typed)
    page.keyboard.press("Escape")
    expect(page.locator("#parameter-actor")).to_have_value("")


def test_a_name_that_only_one_has_needs_no_choice(opened: Open, asked: list[str]) -> None:
    """What is typed whole counts as chosen, so that the address holds the id."""
    page = opened("form=meetings")
    page.fill("#parameter-actor", "khalifa haftar")
    page.keyboard.press("Enter")
    rows(page)
    assert asked == ["/named/meetings?actor=khalifa-haftar"]


def test_a_required_field_is_asked_for(opened: Open, asked: list[str]) -> None:
    page = opened("form=supporters")
    page.click("#ask")
    expect(page.locator("#parameter-actor")).to_be_focused()
    assert asked == []


def test_the_lifted_columns_are_there_only_where_lifted(opened: Open, told: Graph) -> None:
    """And the answer is that of the same named query."""
    page = opened("query=meetings")
    plain = rows(page)
    assert {len(row) for row in plain} == {10}
    assert len(plain) == len(told.query("meetings"))
    page.check("#lift")
    page.click("#ask")
    expect(page.locator("[data-sort=a_through]")).to_be_visible()
    assert len(rows(page)) == len(told.query("meetings", lift=True))
    assert "lift=1" in page.url


def test_its_sparql_goes_into_the_editor(opened: Open) -> None:
    """With the parameters in place; running it gives the same rows."""
    page = opened("query=meetings&p.since=2019")
    asked = rows(page)
    page.click("#show-sparql")
    expect(page.locator("#text")).to_be_focused()
    assert "2019-01-01" in page.input_value("#text")
    page.keyboard.press("Control+Enter")
    free = rows(page)
    assert [row[:6] for row in free] == [row[:6] for row in asked]


def test_a_refusal_is_told_and_can_be_tried_again(opened: Open, asked: list[str]) -> None:
    """In the server's one sentence, with the time to wait; another question goes through."""
    page = opened(refused=True)
    write(page, ENDLESS)
    refused = page.locator("#refused")
    expect(refused).to_contain_text("took longer than", timeout=20_000)
    expect(refused).to_contain_text(re.compile(r"Try again in \d+ s\."))
    expect(page.locator("#tools")).to_be_hidden()
    page.click("#again")
    expect(page.locator("#status")).to_have_text("Asking…")
    assert asked == [ENDLESS, ENDLESS]
    write(page, TIES)
    assert len(rows(page)) > 10
    expect(refused).to_be_hidden()


def test_an_unknown_value_is_told_as_text(opened: Open) -> None:
    """What is sent back of a link is no markup."""
    page = opened(f"query=meetings&p.actor={quote(NASTY)}", refused=True)
    expect(page.locator("#refused")).to_contain_text(f"unknown actor {NASTY}")
    assert page.locator("img").count() == 0


def test_a_question_can_be_cancelled(opened: Open) -> None:
    """While it runs the page says so; afterwards another can be asked."""
    page = opened()
    write(page, ENDLESS)
    expect(page.locator("#status")).to_have_text("Asking…")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "true")
    page.click("#cancel")
    expect(page.locator("#status")).to_have_text("Cancelled.")
    expect(page.locator("#results")).to_be_focused()
    write(page, TIES)
    assert len(rows(page)) > 10


def test_the_last_question_wins(opened: Open) -> None:
    """What was asked before is ended, and not shown over it."""
    page = opened()
    write(page, ENDLESS)
    expect(page.locator("#status")).to_have_text("Asking…")
    page.click("[data-query=contested]")
    page.click("#ask")
    found = rows(page)
    page.wait_for_timeout((SECONDS + 0.5) * 1000)
    assert rows(page) == found
    expect(page.locator("[data-sort=claimant]")).to_be_visible()
    expect(page.locator("#refused")).to_be_hidden()


def test_the_server_may_be_gone(browser: Browser, graph: Path) -> None:
    """The page says so in its own words, and stays."""
    page = browser.new_page()
    with served("--graph", str(graph)) as address:
        page.goto(f"{address}/query?lang=fr")
        expect(page.locator("#welcome")).to_be_visible()
        page.click("[data-query='']")
    page.fill("#text", TIES)
    page.click("#run")
    expect(page.locator("#refused")).to_contain_text("Le serveur ne répond pas.")
    page.close()


def test_files_have_no_named_queries(browser: Browser, tmp_path: Path) -> None:
    """Where RDF files are served, the editor is open at once."""
    file = tmp_path / "one.ttl"
    file.write_text("<https://example.org/a> <https://example.org/b> 5 .", encoding="utf-8")
    page = browser.new_page()
    with served("--data", str(file)) as address:
        page.goto(f"{address}/query?lang=en")
        page.fill("#text", "SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
        page.click("#run")
        assert rows(page) == [["https://example.org/a", "https://example.org/b", "5"]]
    page.close()
