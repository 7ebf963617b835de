"""What the tests of the query page share: its table, its editor, and a query that has rows."""

from __future__ import annotations

from playwright.sync_api import Page, expect

TIES = """SELECT ?from ?relation ?to
WHERE { ?tie a lg:Tie ; lg:from ?from ; lg:relation ?relation ; lg:to ?to }"""
NASTY = "<img src=x onerror=alert(1)>"


def rows(page: Page) -> list[list[str]]:
    """The cells of the table of results."""
    expect(page.locator("#tools")).to_be_visible()
    found: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll("#table tbody tr")]
          .map(row => [...row.cells].map(cell => cell.innerText))"""
    )
    return found


def write(page: Page, text: str) -> None:
    """Free SPARQL in the editor, and run."""
    page.click("[data-query='']")
    page.fill("#text", text)
    page.click("#run")
