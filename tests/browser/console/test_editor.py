"""The editor of the query page: typing, painting, prefixes, errors with their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from libyagraph.names import PREFIXES
from playwright.sync_api import Page, expect

from tests.browser.console.support import rows, write
from tests.browser.support import FRAMES

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
BEFORE_CARET = """() => {
  const area = document.querySelector("#text");
  return area.value.slice(0, area.selectionStart);
}"""


def test_a_syntax_error_leads_to_its_place(opened: Open) -> None:
    """The line is marked, the caret goes there, and the next change takes the mark away."""
    page = opened(refused=True)
    write(page, "SELECT ?s\nWHERE {\n  BIND('é😀' AS %) }\n")
    error = page.locator("#text-error")
    expect(error).to_be_visible()
    expect(page.locator("#results")).to_be_hidden()
    expect(page.locator("#numbers .bad")).to_have_text("3\n")
    expect(page.locator("#text")).to_be_focused()
    before = page.evaluate(BEFORE_CARET)
    assert before == "SELECT ?s\nWHERE {\n  BIND('é😀' AS "
    page.keyboard.type(" ")
    expect(error).to_be_hidden()
    expect(page.locator("#numbers .bad")).to_have_count(0)


def test_tab_indents_and_lets_out(opened: Open) -> None:
    """Two spaces, back with Shift, whole lines where they are marked; Escape, then Tab leaves."""
    page = opened()
    page.click("[data-query='']")
    page.fill("#text", "a\nb")
    page.focus("#text")
    page.keyboard.press("Control+a")
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_have_value("  a\n  b")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#text")).to_have_value("a\nb")
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).to_have_value("  a\n  b")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#run")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#prefixes")).to_be_focused()


def test_prefixes_are_inserted(opened: Open) -> None:
    """Those that the text uses and does not declare; where it uses none, all."""
    page = opened()
    page.click("[data-query='']")
    page.fill(
        "#text",
        "PREFIX lg: <x:>\nSELECT * { ?s a lg:Tie ; oa:start 1 ; rdfs:label 'xsd:no' } # org:no",
    )
    page.click("#prefixes")
    lines = page.input_value("#text").splitlines()
    assert lines[:2] == [f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("oa", "rdfs")]
    assert lines[2] == "PREFIX lg: <x:>"
    page.fill("#text", "")
    page.click("#prefixes")
    assert len(page.input_value("#text").splitlines()) == len(PREFIXES)


def test_an_example_is_taken(opened: Open) -> None:
    """And can be undone; the lines are counted beside it."""
    page = opened()
    page.click("[data-query='']")
    page.fill("#text", "mine")
    page.click("#examples summary")
    page.click("[data-example=denied]")
    text = page.input_value("#text")
    assert "lg:denies" in text
    expect(page.locator("#numbers span")).to_have_count(text.count("\n") + 1)
    page.keyboard.press("Control+Enter")
    assert len(rows(page)) > 0
    page.focus("#text")
    page.keyboard.press("Control+z")
    expect(page.locator("#text")).to_have_value("mine")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?a WHERE { ?a rdfs:label \"x\\\"y\"@fr ; <p> '''a\n'b''' . } # é😀",
        "\"unclosed\n'''unclosed",
        "\t<a b> ?% @ \\ \u2028 \u200f العربية:x",
        "a" * 30_000,
        "",
    ],
)
def test_painting_changes_no_character(opened: Open, text: str) -> None:
    """What is seen is what is asked: the painted text is the written one."""
    page = opened()
    page.click("[data-query='']")
    page.fill("#text", text)
    page.evaluate(FRAMES)
    plain = page.locator("#code.plain").count() > 0
    assert plain == (len(text) > 20_000)
    painted = page.evaluate("document.querySelector('#painted').textContent")
    assert painted == ("\n" if plain else page.input_value("#text") + "\n")
