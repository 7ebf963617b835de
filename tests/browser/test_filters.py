"""The legend as a filter: what it counts, what it hides, by mouse and by keyboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tale import Tale

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
NUMBERS = """group => Object.fromEntries(
  [...document.querySelectorAll(`[data-group=${group}] li`)].map(li =>
    [li.querySelector("input").dataset.key, +li.querySelector(".number").textContent]))"""


def shown(page: Page) -> set[str]:
    """The ids of the edges that are drawn."""
    found: list[str] = page.evaluate("libyagraph.visible().edges")
    return set(found)


def numbers(page: Page, group: str) -> dict[str, int]:
    """The numbers of a group of the legend."""
    found: dict[str, int] = page.evaluate(NUMBERS, group)
    return found


def test_numbers_follow_all_other_filters(opened_tale: Open, tale: Tale) -> None:
    """A number says what a tick would bring: with other groups' filters, not with its own."""
    page = opened_tale()
    ties = tale.records.ties()
    assert numbers(page, "relation") == Counter(tie.relation for tie in ties)
    assert numbers(page, "article") == {"morning": 6, "evening": 4, "copy": 2}
    page.uncheck("[data-group=relation] [data-key=meets]")
    assert numbers(page, "relation")["meets"] == 2
    assert numbers(page, "article") == {"morning": 4, "evening": 2, "copy": 1}
    assert numbers(page, "status") == {"asserted": 6, "contested": 1}
    page.uncheck("[data-group=article] [data-key=morning]")
    relations = numbers(page, "relation")
    assert (relations["meets"], relations["visits"], relations["supports"]) == (2, 1, 1)
    page.click("#reset")
    assert len(shown(page)) == len(tale.records.of_family("affiliation")) + len(ties)


def test_articles_filter_the_ties_that_they_tell_of(opened_tale: Open) -> None:
    """A tie stays while one of its articles does; affiliations are no article's."""
    page = opened_tale()
    page.uncheck("#affiliations")
    row = page.locator("[data-group=article] li", has=page.locator("[data-key=evening]"))
    row.hover()
    row.locator(".only").click()
    evening = {"work/delta", "visit/envoy", "meet/alpha", "gamma-delta/delta"}
    ids = shown(page)
    assert len(ids) == 4
    assert all(any(part in id for id in ids) for part in evening)


@pytest.mark.parametrize("group", ["relation", "status", "bloc", "kind", "article", "affiliation"])
def test_only_and_all_by_keyboard(opened_tale: Open, group: str) -> None:
    """Each entry has a button that leaves it alone, each group one that brings all back."""
    page = opened_tale()
    before = shown(page)
    block = page.locator(f"[data-group={group}]")
    first = block.locator("li").first
    assert block.locator("li").count() > 1
    first.locator("input").focus()
    page.keyboard.press("Tab")
    expect(first.locator(".only")).to_be_focused()
    page.keyboard.press("Enter")
    boxes = block.locator("li input").evaluate_all("all => all.map(box => box.checked)")
    assert boxes == [True] + [False] * (len(boxes) - 1)
    assert shown(page) < before
    page.keyboard.press("Enter")
    assert shown(page) == before
    block.locator(".bulk button").nth(1).focus()
    page.keyboard.press("Enter")
    assert not block.locator("li input:checked").count()
    block.locator(".bulk button").first.focus()
    page.keyboard.press("Enter")
    assert shown(page) == before


def test_a_box_keeps_the_focus(opened_tale: Open) -> None:
    """Space in the legend hides an entry, and the next Tab goes on from there."""
    page = opened_tale()
    page.focus("[data-group=relation] [data-key=meets]")
    page.keyboard.press("Space")
    assert not any("/meets/" in id for id in shown(page))
    assert page.evaluate("document.activeElement.dataset.key") == "meets"


def test_nothing_to_draw_says_so(opened_tale: Open) -> None:
    """Where filters hide everything."""
    page = opened_tale()
    page.uncheck("#affiliations")
    page.locator("[data-group=relation] .bulk button").nth(1).click()
    expect(page.locator("#notice")).to_contain_text("filters hide everything")
