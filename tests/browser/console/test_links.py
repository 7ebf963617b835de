"""The address of a question: it opens what its sender saw, and asks nothing of its own."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console.support import NASTY, TIES, rows, write

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_a_link_with_sparql_waits_for_a_click(opened: Open, asked: list[str]) -> None:
    """It may be anybody's: it is shown, and nothing is asked."""
    page = opened(f"sparql={quote(TIES)}&sort=-to")
    expect(page.locator("#text")).to_have_value(TIES)
    expect(page.locator("#status")).to_contain_text("run it")
    page.wait_for_timeout(200)
    assert asked == []
    page.click("#run")
    ends = [row[2] for row in rows(page)]
    assert asked == [TIES]
    assert ends[0] > ends[-1]


def test_back_and_forward(opened: Open) -> None:
    """Through forms, answers and free SPARQL."""
    page = opened()
    page.click("[data-query=contested]")
    page.click("#ask")
    first = rows(page)
    page.click("[data-query=meetings]")
    expect(page.locator("#results")).to_be_hidden()
    write(page, TIES)
    rows(page)
    page.go_back()
    page.go_back()
    expect(page.locator("#form-title")).to_contain_text("met, visited")
    page.go_back()
    expect(page.locator("[data-sort=claimant]")).to_be_visible()
    assert rows(page) == first
    page.go_back()
    expect(page.locator("#results")).to_be_hidden()
    page.go_back()
    expect(page.locator("#welcome")).to_be_visible()
    for _ in range(5):
        page.go_forward()
    expect(page.locator("#text")).to_have_value(TIES)


@pytest.mark.parametrize(
    "link",
    [
        "nonsense",
        "query=nobody&view=network",
        "form=__proto__&p.constructor=1",
        "query=constructor",
        "view=network&sort=x&label=",
        "%E0%A4%A&%%%&=&&&===",
        f"form={NASTY}",
    ],
)
def test_what_a_link_should_not_hold_is_passed_over(
    opened: Open, asked: list[str], link: str
) -> None:
    """A link is anybody's text: nothing is asked and nothing breaks."""
    page = opened(link)
    expect(page.locator("#welcome")).to_be_visible()
    assert asked == []
    page.click("[data-query=contested]")
    page.click("#ask")
    rows(page)


def test_the_link_is_copied(opened: Open) -> None:
    page = opened("query=contested")
    rows(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy")
    expect(page.locator("#told")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(
        "/query?lang=en#query=contested"
    )


def test_the_language_keeps_what_was_asked(opened: Open) -> None:
    page = opened("query=contested")
    rows(page)
    page.click("#languages [hreflang=ar]")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.url.endswith("?lang=ar#query=contested")
    assert len(rows(page)) > 0
