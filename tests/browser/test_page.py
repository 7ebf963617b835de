"""What must hold of the page in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from libyagraph.records import Records
from playwright.sync_api import Page, expect

from tests.browser.support import FRAMES, PIXEL, labels, overlapping

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
NASTY = "</script><img src=x onerror=alert(1)>"


def middle(page: Page) -> tuple[float, float]:
    """Where the middle of the actors is on the canvas, from 0 to 1; all must be on it."""
    places = page.evaluate("libyagraph.visible().actors.map(id => libyagraph.place(id))")
    size = page.evaluate("({x: canvas.clientWidth, y: canvas.clientHeight})")
    for at in places:
        assert 0 <= at["x"] <= size["x"] and 0 <= at["y"] <= size["y"]
    across, down = ([at[axis] for at in places] for axis in ("x", "y"))
    return (max(across) + min(across)) / 2 / size["x"], (max(down) + min(down)) / 2 / size["y"]


def test_opening_asks_nothing_of_the_network(opened: Open) -> None:
    """No request, console message or dialog, in light and dark: the fixture looks at that."""
    opened()
    opened(dark=True)


def test_nasty_texts_stay_texts(opened: Open) -> None:
    """Markup in names, titles and notes is shown and never run."""
    page = opened()
    assert page.locator("h1").inner_text() == f"Isles {NASTY}"
    page.evaluate("libyagraph.select('actor', 'ada')")
    expect(page.locator("#panel")).to_contain_text(f"note {NASTY}")
    page.evaluate("libyagraph.select('edge', 't-promise')")
    expect(page.locator("#panel")).to_contain_text(f"Boats {NASTY}")
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("width", [1440, 800, 360])
def test_names_are_readable(opened: Open, width: int) -> None:
    """At least 11 px, inside of the canvas, none over another."""
    page = opened(width)
    size = page.evaluate("(({clientWidth: w, clientHeight: h}) => ({w, h}))(canvas)")
    found = labels(page)
    for label in found:
        assert label["fontPx"] >= 11
        assert label["x"] >= 0 and label["x"] + label["w"] <= size["w"]
        assert label["y"] >= 0 and label["y"] + label["h"] <= size["h"]
    assert overlapping(found) == []


def test_nearly_all_names_are_there(opened: Open) -> None:
    """On a desk's screen every actor of so small a graph has its name."""
    page = opened()
    drawn = set(page.evaluate("libyagraph.visible().actors"))
    assert {label["id"] for label in labels(page)} == drawn


def test_zooming_keeps_the_size_of_names(opened: Open) -> None:
    """Names are drawn at one size on the screen whatever the zoom."""
    page = opened()
    before = {label["fontPx"] for label in labels(page)}
    page.click("#zoom-in")
    page.wait_for_timeout(100)
    assert {label["fontPx"] for label in labels(page)} == before


def test_every_edge_is_in_the_page(opened: Open, records: Records) -> None:
    """Ties, lifted ties and affiliations are counted apart, and none is lost."""
    page = opened()
    families = ("tie", "lifted", "affiliation")
    wanted = {family: len(records.of_family(family)) for family in families}
    assert page.evaluate("libyagraph.counts()") == wanted
    shown = page.evaluate("libyagraph.visible().edges.length")
    assert shown == wanted["tie"] + wanted["affiliation"]


def test_a_row_of_the_table_opens_the_evidence(opened: Open) -> None:
    """By keyboard alone: the table, a row, then the words that say so, and who denies them."""
    page = opened()
    page.focus("#table > summary")
    page.keyboard.press("Enter")
    page.focus("[data-edge='t-promise']")
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel.locator("mark")).to_have_text("the harbour master promised boats")
    expect(panel.locator("blockquote")).to_contain_text("On Monday")
    expect(panel.locator("blockquote")).not_to_contain_text("nothing")
    expect(panel.locator(".status")).to_contain_text("contested")
    expect(panel.locator(".status")).to_contain_text("Denied by")
    expect(panel.locator(".claim")).to_contain_text("≥ 3")
    panel.get_by_role("button", name=re.compile("^denial")).click()
    expect(panel.locator("h2")).to_have_text("denial")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.edge") == "t-promise"


def test_without_the_text_positions_are_given(opened: Open) -> None:
    """A lifted tie says what it is lifted from and through; its claim gives publisher and date."""
    page = opened()
    page.evaluate("libyagraph.select('edge', 'l-promise')")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Lifted from")
    expect(panel.locator("button.edge")).to_have_count(3)
    expect(panel).to_contain_text("article, characters 45–78")
    expect(panel).to_contain_text("Daily Gazette · 2019-05-10 (date printed)")


def test_only_web_addresses_are_links(opened: Open) -> None:
    """`javascript:` stays text."""
    page = opened()
    page.evaluate("libyagraph.select('actor', 'ada')")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("javascript:alert(2)")
    addresses = panel.locator("a").evaluate_all("all => all.map(a => [a.href, a.rel])")
    assert addresses == [["https://example.org/ada", "noopener noreferrer"]]


def test_an_actor_shows_what_is_said_without_ties(opened: Open) -> None:
    """Whoever only spoke is found by the search, though not drawn, with its claims."""
    page = opened()
    page.fill("#search", "LONE walk")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Lone Walker")
    expect(page.locator("#panel .claim")).to_have_count(1)


@pytest.mark.parametrize("query", ["ada lumiere", "capitaine", "ادا", "آدَا"])
def test_search_folds_and_knows_aliases(opened: Open, query: str) -> None:
    """Accents, case, forms of letters and vowels make no difference."""
    page = opened()
    page.fill("#search", query)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Áda Lumière")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_everything_opens_in_every_language(opened: Open, records: Records, language: str) -> None:
    """Each edge, actor and claim has a panel with a heading."""
    page = opened()
    page.click(f"[data-language={language}]")
    tables = {"edge": [e.id for e in records.edges], "actor": [*records.actors]}
    for kind, ids in {**tables, "claim": [*records.claims]}.items():
        for id in ids:
            page.evaluate("([kind, id]) => libyagraph.select(kind, id)", [kind, id])
            assert page.locator("#panel h2").inner_text().strip()


def test_the_legend_filters(opened: Open) -> None:
    """Unticking a relation takes its edges out of the drawing and the table."""
    page = opened()
    before = set(page.evaluate("libyagraph.visible().edges"))
    page.uncheck("[data-group=relation] [data-key=opposes]")
    gone = before - set(page.evaluate("libyagraph.visible().edges"))
    assert gone == {"t-parallel-0", "t-parallel-1", "t-parallel-2", "t-back"}
    page.uncheck("#affiliations")
    assert len(page.evaluate("libyagraph.visible().edges")) == 4
    expect(page.locator("#edges-title")).to_contain_text("4")


@pytest.mark.parametrize("still", [True, False])
def test_a_narrow_view_is_fitted_anew(opened: Open, still: bool) -> None:
    """Where most are filtered out the rest moves to the middle, at once if motion is not wanted."""
    page = opened(still=still)
    before = middle(page)
    page.uncheck("#affiliations")
    for relation in ("opposes", "meets", "aids"):
        page.uncheck(f"[data-group=relation] [data-key={relation}]")
    page.wait_for_timeout(50 if still else 500)
    assert page.evaluate("libyagraph.visible().actors.length") == 2
    assert middle(page) == pytest.approx((0.5, 0.5), abs=0.05)
    assert {label["id"] for label in labels(page)} == {"ada", "bo"}
    page.locator("[data-group=relation] .bulk button").first.click()
    page.check("#affiliations")
    page.wait_for_timeout(50 if still else 500)
    assert middle(page) == pytest.approx(before, abs=0.02)


def test_a_view_of_ones_own_is_left_alone(opened: Open) -> None:
    """Filtering out a few moves nothing, nor does bringing them back after one has zoomed."""
    page = opened(still=True)
    page.click("#zoom-in")
    before = page.evaluate("libyagraph.place('bo')")
    page.uncheck("[data-group=relation] [data-key=aids]")
    page.check("[data-group=relation] [data-key=aids]")
    page.evaluate(FRAMES)
    assert page.evaluate("libyagraph.place('bo')") == before


def test_states_and_camps_are_a_view(opened: Open) -> None:
    """Only lifted ties are drawn there."""
    page = opened()
    page.click("[data-view=states]")
    assert page.evaluate("libyagraph.visible().edges") == ["l-promise"]
    assert set(page.evaluate("libyagraph.visible().actors")) == {"north", "coast"}


def test_clicking_the_drawing_selects(opened: Open) -> None:
    """An actor under the pointer opens in the panel."""
    page = opened()
    at = page.evaluate("libyagraph.place('dee')")
    page.locator("#canvas").click(position={"x": at["x"], "y": at["y"]})
    expect(page.locator("#panel h2")).to_have_text("Dee Stone")


def test_a_tie_is_named_under_the_pointer_and_opened(opened: Open) -> None:
    """Where it is drawn, also of parallel ones; dragging opens nothing."""
    page = opened(still=True)
    box = page.locator("#canvas").bounding_box()
    assert box
    for id in ("t-parallel-0", "t-parallel-2", "t-promise"):
        at = page.evaluate("id => libyagraph.curve(id).middle", id)
        page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
        expect(page.locator("#tip")).to_contain_text("→")
        page.mouse.down()
        page.mouse.up()
        assert page.evaluate("new Promise(d => setTimeout(() => d(location.hash), 300))") == (
            f"#open=edge:{id}"
        )
        page.keyboard.press("Escape")
    page.mouse.down()
    page.mouse.move(box["x"] + at["x"] + 50, box["y"] + at["y"], steps=3)
    page.mouse.up()
    expect(page.locator("#panel")).to_be_hidden()


HEAD = """id => {
  const { start, middle, end } = libyagraph.curve(id);
  const far = Math.hypot(end.x - middle.x, end.y - middle.y);
  const [ux, uy] = [(end.x - middle.x) / far, (end.y - middle.y) / far];
  const [x, y] = [end.x - 7 * ux, end.y - 7 * uy];
  return [2.1, -2.1].map(side => ({ x: x - uy * side, y: y + ux * side }));
}"""


def test_arrowheads_stand_only_where_there_is_a_direction(opened: Open) -> None:
    """Beside the end of a directed tie there is ink, beside that of a meeting none."""
    page = opened(still=True, link="affiliations=0&relation=supports,meets")
    page.evaluate(FRAMES)
    for id, headed in (("t-promise", True), ("t-talk", False)):
        inked = [page.evaluate(PIXEL, [at["x"], at["y"]])[3] > 40 for at in page.evaluate(HEAD, id)]
        assert (id, inked) == (id, [headed, headed])


def test_arabic_is_right_to_left(opened: Open) -> None:
    """Direction, words and names change at run time, and dates keep their order."""
    page = opened()
    page.click("[data-language=ar]")
    html = page.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(html).to_have_attribute("lang", "ar")
    page.evaluate("libyagraph.select('edge', 't-promise')")
    expect(page.locator("#panel h2")).to_have_text("يدعم")
    expect(page.locator("#panel .date").first).to_have_attribute("dir", "ltr")
    assert "بو ريفرز" in {label["text"] for label in labels(page)}
    page.click("[data-language=fr]")
    expect(html).to_have_attribute("dir", "ltr")
    expect(page.locator("#panel h2")).to_have_text("soutient")


def test_a_name_says_its_language(opened: Open) -> None:
    """Where it has no form in the reader's language, in the table, the legend and the panel."""
    page = opened()
    page.click("[data-language=ar]")
    page.click("#table > summary")
    page.evaluate("libyagraph.select('actor', 'cy')")
    for place in ("#rows td", "#panel h2"):
        name = page.locator(f"{place} > bdi[lang=fr]", has_text="Cy Meadow").first
        expect(name).to_have_attribute("dir", "ltr")
    assert page.locator("#rows td > bdi", has_text="بو ريفرز").first.get_attribute("lang") is None
    page.evaluate("libyagraph.select('edge', 't-promise')")
    expect(page.locator("#panel blockquote")).to_have_attribute("lang", "en")


def test_a_telephone_is_wide_enough(opened: Open) -> None:
    """Nothing sticks out at 360 px, and what can be touched is 24 px high."""
    page = opened(360, 740)
    page.evaluate("libyagraph.select('edge', 't-promise')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    low = "all => all.filter(b => b.offsetParent && b.offsetHeight < 24).map(b => b.outerHTML)"
    assert page.locator("button, summary").evaluate_all(low) == []
