"""Search: spellings, forms of letters, transliterations and aliases, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def first(page: Page, query: str) -> str | None:
    """The id of the first actor that a query finds."""
    page.fill("#search", query)
    found: str | None = page.evaluate("document.querySelector('#found [data-id]')?.dataset.id")
    return found


@pytest.mark.parametrize(
    ("id", "queries"),
    [
        (
            "khalifa-haftar",
            ["HAFTAR", "haftar k", "حفتر", "هفتر", "حَفْتَر", "حفـتر", "Hifter", "khalifa h"],
        ),
        ("fayez-al-sarraj", ["Serraj", "sarradj", "السراج", "فايز السرّاج", "Fayiz as-Sarraj"]),
        ("recep-tayyip-erdogan", ["erdogan", "ERDOĞAN", "أردوغان", "اردوغان"]),
        ("vladimir-putin", ["poutine", "Putin", "بوتين"]),
        ("emmanuel-macron", ["ماكرون", "makron"]),
    ],
)
def test_names_are_found_however_they_are_written(
    opened_build: Open, id: str, queries: list[str]
) -> None:
    """Without accents, vowels or stretching, with other letters of one sound, or transliterated."""
    page = opened_build()
    assert {query: first(page, query) for query in queries} == dict.fromkeys(queries, id)


def test_what_nobody_is_called_finds_nobody(opened_build: Open) -> None:
    """Short and strange words match nothing by their sound."""
    page = opened_build()
    for query in ("xyzzy", "qqq", "…", "ا"):
        found = first(page, query)
        assert found is None or query == "ا"
    page.fill("#search", "xyzzy")
    expect(page.locator("#found")).to_contain_text("Aucun")


def test_a_result_opens_by_mouse_and_by_keyboard(opened_tale: Open) -> None:
    """Arrows choose, Enter opens, Escape closes the list and nothing else."""
    page = opened_tale()
    page.fill("#search", "alf")
    page.locator("#found [data-id=alpha]").click()
    expect(page.locator("#panel h2")).to_contain_text("Alpha")
    page.fill("#search", "a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#found [aria-selected=true]")
    expect(page.locator("#search")).to_have_attribute(
        "aria-activedescendant", chosen.get_attribute("id") or ""
    )
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()
    expect(page.locator("#panel h2")).to_contain_text("Alpha")
    page.fill("#search", "gam")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Gamma")
