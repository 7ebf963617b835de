"""Nobody is kept out: axe finds nothing, and fingers and narrow screens are thought of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
RUN = """async tags => {
  const { violations } = await axe.run(document,
    { resultTypes: ["violations"], runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => [id, nodes.map(node => node.html.slice(0, 120))]);
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STATES = (
    "",
    "table=1&open=edge:tie/morning/arms/gamma/aids/beta&period=2016-04~2016-05",
    "table=1&open=actor:envoy&sort=to&text=gamma&affiliations=0",
    "view=states&tab=chain&chain=northland~delta~shortest~all",
)
SMALL = """() => [...document.querySelectorAll("button, summary, a, input")]
  .filter(node => node.offsetParent && !node.closest(".hidden, .skip"))
  .map(node => [(node.closest("label") || node).getBoundingClientRect(), node.outerHTML])
  .filter(([box]) => box.width > 1 && (box.height < 23.5 || box.width < 23.5))
  .map(([box, html]) => `${box.width} x ${box.height}: ${html.slice(0, 90)}`)"""
PARTS = "button, h1, h2, label, summary, .counts, .chosen"
CLIPPED = """parts => [...document.querySelectorAll(parts)]
  .filter(node => node.offsetParent && !node.closest(".hidden, .skip, .scroll, .pane, .entries"))
  .filter(node => {
    const { left, right } = node.getBoundingClientRect();
    return left < -0.5 || right > innerWidth + 0.5 || node.scrollWidth > node.clientWidth + 1;
  }).map(node => node.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_axe_finds_nothing(
    opened_tale: Open, axe: str, language: str, width: int, dark: bool
) -> None:
    """In each language, light and dark, wide and narrow, with panel, table and path open."""
    page = opened_tale(width, 900 if width > 860 else 740, dark=dark, still=True, script=axe)
    for state in STATES:
        page.evaluate("link => { location.hash = link; }", f"lang={language}&{state}")
        if not state:
            page.click("#tab-legend")
        page.wait_for_timeout(60)
        assert page.evaluate(RUN, TAGS) == []


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_finger_finds_everything(opened_tale: Open, language: str) -> None:
    """At 360 px nothing sticks out, is cut off, or is smaller than 24 px."""
    page = opened_tale(
        360, 740, touch=True, still=True, link=f"lang={language}&period=2016-01~2016-04"
    )
    for tab in ("legend", "panel", "chain"):
        page.tap(f"#tab-{tab}")
        expect(page.locator(f"#{tab}")).to_be_visible()
        if tab == "panel":
            page.evaluate("libyagraph.select('edge', libyagraph.visible().edges[0])")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.evaluate(SMALL) == []
        assert page.evaluate(CLIPPED, PARTS) == []


def test_the_drawer_opens_and_closes(opened_tale: Open) -> None:
    """On a narrow screen the panes lie over the drawing; a touch on an actor opens its details."""
    page = opened_tale(360, 740, touch=True, still=True)
    expect(page.locator("#legend")).to_be_hidden()
    at = page.evaluate("libyagraph.place('gamma')")
    page.locator("#canvas").tap(position={"x": at["x"] + 9, "y": at["y"]})
    expect(page.locator("#panel h2")).to_have_text("Gamma")
    page.tap("#drawer-close")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#tab-panel")).to_be_focused()
    page.tap("#tab-legend")
    expect(page.locator("#legend")).to_be_visible()
    expect(page.locator("#legend .only").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#legend")).to_be_hidden()


def test_the_drawing_is_moved_by_keyboard(opened_tale: Open) -> None:
    """Arrows move it, plus and minus scale it, 0 shows all."""
    page = opened_tale(still=True)
    place = "libyagraph.place('gamma')"
    first = page.evaluate(place)
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    moved = page.evaluate(place)
    assert (moved["x"], moved["y"]) == pytest.approx((first["x"] - 60, first["y"]), abs=1)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(place)["y"] == pytest.approx(first["y"] - 60, abs=1)
    page.keyboard.press("+")
    assert page.evaluate(place)["r"] > first["r"]
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert page.evaluate(place) == pytest.approx(first, abs=1)


def test_the_first_stop_leads_to_the_table(opened_tale: Open) -> None:
    """For those who don't look; the address keeps its state."""
    page = opened_tale(link="lang=fr")
    page.keyboard.press("Tab")
    expect(page.locator("#skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#edges")).to_be_focused()
    expect(page.locator("html")).to_have_attribute("lang", "fr")


def test_tabs_are_walked_with_arrows(opened_tale: Open) -> None:
    """Also where the page reads from right to left."""
    for language, ahead in (("en", "ArrowRight"), ("ar", "ArrowLeft")):
        page = opened_tale(link=f"lang={language}")
        page.focus("#tab-legend")
        for name in ("panel", "chain", "legend"):
            page.keyboard.press(ahead)
            expect(page.locator(f"#tab-{name}")).to_be_focused()
            expect(page.locator(f"#{name}")).to_be_visible()
