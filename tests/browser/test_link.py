"""The address of a state: it opens what its sender saw, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

STATE = """() => ({
  drawn: libyagraph.visible().edges, faint: libyagraph.faint(), chain: libyagraph.chain(),
  view: document.querySelector("[data-view][aria-pressed=true]").dataset.view,
  lang: document.documentElement.lang,
  heading: document.querySelector("#panel h2")?.textContent,
  tab: document.querySelector("[role=tab][aria-selected=true]").id,
  span: document.querySelector("#span").textContent,
  rows: [...document.querySelectorAll("#rows [data-edge]")].map(b => b.dataset.edge),
  boxes: [...document.querySelectorAll("#legend input")].map(b => b.checked),
  dated: ["undated", "possible"].map(id => document.getElementById(id).checked),
  places: libyagraph.visible().actors.slice(0, 5).map(id => libyagraph.place(id))
    .map(({x, y, r}) => [x, y, r].map(Math.round)),
})"""


def settled(page: Page) -> str:
    """What stands behind the # of the address once the page has written it."""
    page.evaluate("new Promise(done => setTimeout(done, 300))")  # it waits for 250 ms
    return page.url.partition("#")[2]


def use(page: Page) -> None:
    """Change everything that a link can hold."""
    page.click("[data-language=ar]")
    page.uncheck("[data-group=relation] [data-key=fights]")
    page.uncheck("[data-group=article] [data-key=copy]")
    page.uncheck("[data-group=bloc] [data-key=hills]")
    page.uncheck("#affiliations")
    page.focus("#since")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    page.uncheck("#undated")
    page.click("#table > summary")
    page.click("[data-sort=to]")
    page.fill("#table-text", "gamma")
    page.click("#tab-chain")
    for field, name in (("from", "alpha"), ("to", "delta")):
        page.fill(f"#chain-{field}", name)
        page.keyboard.press("Enter")
    page.check("[name=chain-by][value=shortest]")
    for _ in range(2):
        page.click("#zoom-in")
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")


def test_a_link_holds_the_whole_state(opened_tale: Open) -> None:
    """View, filters, period, table, chain, language and camera, in a page of its own."""
    page = opened_tale(still=True)
    use(page)
    link = settled(page)
    again = opened_tale(still=True, link=link)
    again.wait_for_timeout(100)
    assert again.evaluate(STATE) == page.evaluate(STATE)
    assert settled(again) == link


@pytest.mark.parametrize("what", ["actor:alpha", "claim:morning#arms", "article:evening"])
def test_a_link_opens_what_was_selected(opened_tale: Open, what: str) -> None:
    """Also in the view of states, and on a screen of another size."""
    page = opened_tale()
    page.click("[data-view=states]")
    page.evaluate("([kind, id]) => libyagraph.select(kind, id)", what.split(":"))
    again = opened_tale(800, 700, link=settled(page))
    assert again.locator("#panel h2").inner_text() == page.locator("#panel h2").inner_text()
    expect(again.locator("[data-view=states]")).to_have_attribute("aria-pressed", "true")


def test_the_first_state_has_no_link(opened_tale: Open) -> None:
    """What is put back leaves nothing behind the #."""
    page = opened_tale()
    page.uncheck("#affiliations")
    assert settled(page) == "affiliations=0"
    page.check("#affiliations")
    assert settled(page) == ""
    page.evaluate("libyagraph.select('actor', 'beta')")
    page.keyboard.press("Escape")
    assert settled(page) == ""


def test_the_way_back_works(opened_tale: Open) -> None:
    """Another link in the same page, and the browser's own button."""
    page = opened_tale()
    page.evaluate("location.hash = 'open=actor:beta&lang=fr'")
    expect(page.locator("#panel h2")).to_have_text("Beta")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#panel")).to_be_hidden()


@pytest.mark.parametrize(
    "link",
    [
        "nonsense",
        "view=maps&lang=de&open=actor:nobody&relation=!nothing&chain=a~b~c~d&tab=none",
        "open=constructor:prototype&sort=__proto__&text=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
        "open=__proto__:x&lang=__proto__&view=constructor&relation=__proto__,constructor",
        "period=2099-01~1066-02&at=1e999,NaN,-4&top=-1&undated=maybe",
        "at=,,&period=~&chain=~~~&open=:&relation=&bloc=,&article=!",
        "%E0%A4%A&%%%&=&&&===",
        "open=" + "x" * 30_000,
        "lang=fr%00&view=states%0a",
    ],
)
def test_what_is_not_known_is_passed_over(opened_tale: Open, link: str) -> None:
    """A link is anybody's text: nothing runs, nothing breaks, all that is drawn by default is."""
    page = opened_tale(link=link)
    assert len(page.evaluate("libyagraph.visible().edges")) == 19
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("[data-view=people]")).to_have_attribute("aria-pressed", "true")
    assert page.locator("img").count() == 0
    page.uncheck("#affiliations")
    assert "affiliations=0" in settled(page)


def test_the_link_is_copied(opened_tale: Open) -> None:
    """By a button, which says so; it is that of the state at this moment."""
    page = opened_tale()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("libyagraph.select('actor', 'beta')")
    page.focus("#copy")
    page.keyboard.press("Enter")
    expect(page.locator("#told")).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith("#open=actor:beta")
