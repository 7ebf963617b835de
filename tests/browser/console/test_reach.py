"""Nobody is kept out of the query page: axe finds nothing, in any language and width."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.console.support import TIES
from tests.browser.test_axe import RUN, SMALL, TAGS

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
STATES = (
    "",
    "form=met-both",
    "query=meetings",
    "query=meetings&view=network",
    f"sparql={quote(TIES)}",
)
LOOKS = [
    # Half of them, in which each language, width and light occurs, are for every run.
    pytest.param(*look, marks=[] if number % 3 == 0 or number == 11 else pytest.mark.slow)
    for number, look in enumerate(product(("fr", "en", "ar"), (1440, 360), (False, True)))
]
"""Languages, widths, and whether it is dark."""


@pytest.mark.parametrize(("language", "width", "dark"), LOOKS)
def test_nobody_is_kept_out(opened: Open, axe: str, language: str, width: int, dark: bool) -> None:
    """In each language, light and dark, axe finds nothing, nothing sticks out or is too small."""
    for state in STATES:
        page = opened(state, language=language, width=width, dark=dark, script=axe)
        if state.startswith("query"):
            expect(page.locator("#tools")).to_be_visible()
        if "network" in state:
            expect(page.locator("#drawn")).not_to_have_text("")
            expect(page.locator("#drawing canvas")).to_be_visible()
        if state.startswith("sparql"):
            page.click("#run")
            expect(page.locator("#tools")).to_be_visible()
        if "met-both" in state:
            page.fill("#parameter-a", "haf")
            expect(page.locator("#parameter-a-found")).to_be_visible()
        assert page.evaluate(RUN, TAGS) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL) == [], state
