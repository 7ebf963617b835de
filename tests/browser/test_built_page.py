"""What must hold of the page that is built from `seeds/`, in a browser.

Nothing here depends on how many actors the corpus has; where they stand may change with it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support import Box, Label, labels, overlap, overlapping

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

SCREENS = [(1440, 900), (1280, 720), (1024, 768)]
LANGUAGES = ["fr", "en", "ar"]
CHIEFS = {
    "khalifa-haftar",
    "fayez-al-sarraj",
    "egypt",
    "russia",
    "united-states",
    "france",
}
ABOVE = """() => Object.fromEntries([".top", "aside", ".tools", ".edges", ".notice"].map(name => {
  const box = document.querySelector(name).getBoundingClientRect();
  const canvas = document.querySelector("#canvas").getBoundingClientRect();
  return [name, {x: box.x - canvas.x, y: box.y - canvas.y, w: box.width, h: box.height}];
}))"""
LATIN = r"""() => {
  const found = [];
  for (const node of document.querySelectorAll("aside bdi, #edges bdi")) {
    const name = node.closest("button.actor, button.edge, td, .entry .what, h2");
    const latin = /\p{Script=Latin}{3}/u.test(node.textContent);
    if (name && latin && node.closest("[lang]").lang === "ar") found.push(node.textContent);
  }
  return found;
}"""


def outside(label: Label, canvas: Box) -> bool:
    """Whether the canvas' border cuts a name."""
    right, bottom = label["x"] + label["w"], label["y"] + label["h"]
    return label["x"] < 0 or label["y"] < 0 or right > canvas["w"] or bottom > canvas["h"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_names_are_in_the_clear(opened_build: Open, width: int, height: int, language: str) -> None:
    """None over another, none cut, none under the header, the panel, the table or the buttons.

    The same in the view of states and camps, and with an actor selected.
    """
    page = opened_build(width, height)
    page.click(f"[data-language={language}]")
    for view in ("people", "states"):
        page.click(f"[data-view={view}]")
        for chosen in (None, "khalifa-haftar"):
            page.evaluate("id => libyagraph.select(id && 'actor', id)", chosen)
            found = labels(page)
            assert found
            assert overlapping(found) == []
            canvas: Box = page.evaluate(
                "({x: 0, y: 0, w: canvas.clientWidth, h: canvas.clientHeight})"
            )
            assert [label["text"] for label in found if outside(label, canvas)] == []
            above: dict[str, Box] = page.evaluate(ABOVE)
            for name, box in above.items():
                assert (name, [one["text"] for one in found if overlap(one, box)]) == (name, [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_chief_actors_are_named(opened_build: Open, language: str) -> None:
    """Haftar, Sarraj, Egypt, Russia, the United States and France, at no less than 11 px."""
    page = opened_build(1440, 900)
    page.click(f"[data-language={language}]")
    sizes = {label["id"]: label["fontPx"] for label in labels(page)}
    assert sizes.keys() >= CHIEFS
    assert min(sizes.values()) >= 11


def test_using_it_asks_nothing_of_the_network(opened_build: Open) -> None:
    """All panels in light and dark: no request but the file, no message; the fixture looks."""
    page = opened_build()
    dark = opened_build(dark=True)
    for kind in ("actor", "edge", "claim"):
        ids = page.evaluate("kind => JSON.parse(data.textContent)[kind]", f"{kind}s")
        for id in ids:
            page.evaluate("([kind, id]) => libyagraph.select(kind, id)", [kind, id])
    dark.click("[data-view=states]")


def test_kinds_are_told_apart_without_colour(opened_build: Open) -> None:
    """Each kind in the legend has a sign of its own, though all of them are grey."""
    page = opened_build()
    signs = page.locator("[data-group=kind] svg").evaluate_all("all => all.map(s => s.innerHTML)")
    assert len(signs) > 5
    assert len(set(signs)) == len(signs)


def test_names_without_arabic_say_their_language(opened_build: Open) -> None:
    """In Arabic, none in Latin letters passes for Arabic."""
    page = opened_build()
    page.click("[data-language=ar]")
    page.click("#table > summary")
    expect(page.locator("#rows tbody tr").first).to_be_visible()
    assert page.evaluate(LATIN) == []
    page.evaluate("libyagraph.select('actor', 'khalifa-haftar')")
    assert page.evaluate(LATIN) == []
