"""Time: two handles over a histogram, what was for certain and what possibly was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from libyagraph.page.when import bounds, certain
from libyagraph.records import Edge
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def ties(page: Page) -> dict[str, str]:
    """The ties that are drawn, by the names of their claims: certain, or possible."""
    page.evaluate("document.querySelector('#affiliations').checked || null")
    drawn = page.evaluate("libyagraph.visible().edges")
    faint = set(page.evaluate("libyagraph.faint()"))
    return {
        id.split("/")[2]: "possible" if id in faint else "certain"
        for id in drawn
        if id.startswith("tie/")
    }


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2015-11~2015-12", {"work": "certain", "backing": "certain", "formula": "certain"}),
        ("2016-02~2016-02", {"work": "certain", "backing": "certain", "formula": "certain"}),
        ("2016-03~2016-03", {"war": "certain", "backing": "certain", "formula": "certain"}),
        (
            "2016-04~2016-04",
            {"war": "possible", "arms": "certain", "backing": "certain", "formula": "certain"},
        ),
    ],
)
def test_what_was_in_a_period(opened_tale: Open, period: str, wanted: dict[str, str]) -> None:
    """A month lies within it or not; an interval that is open goes on possibly; undated stay."""
    page = opened_tale(link=f"period={period}")
    assert ties(page) == wanted
    expect(page.locator("#undated-count")).to_have_text("2")
    expect(page.locator("#possible-count")).to_have_text(str([*wanted.values()].count("possible")))


def test_undated_and_possible_can_be_left_out(opened_tale: Open) -> None:
    """Both are counted; the whole period has nothing that is only possible."""
    page = opened_tale()
    expect(page.locator("#possible")).to_be_hidden()
    page.uncheck("#undated")
    assert "backing" not in ties(page)
    page = opened_tale(link="period=2016-04~2016-05")
    assert ties(page)["war"] == "possible"
    page.uncheck("#possible")
    assert "war" not in ties(page)
    expect(page.locator("#possible-count")).to_have_text("1")


def test_the_handles_are_moved_by_keyboard(opened_tale: Open) -> None:
    """One bin at a time, named in words; neither passes the other."""
    page = opened_tale()
    since, until = page.locator("#since"), page.locator("#until")
    expect(since).to_have_attribute("aria-valuetext", "November 2015")
    expect(until).to_have_attribute("aria-valuetext", "May 2016")
    since.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(since).to_have_attribute("aria-valuetext", "March 2016")
    expect(page.locator("#span")).to_have_text("Mar 2016 – May 2016")
    assert "work" not in ties(page)
    page.keyboard.press("End")
    expect(since).to_have_attribute("aria-valuetext", "May 2016")
    until.focus()
    page.keyboard.press("Home")
    expect(until).to_have_attribute("aria-valuetext", "May 2016")
    page.focus("#whole-period")
    page.keyboard.press("Enter")
    expect(since).to_have_attribute("aria-valuetext", "November 2015")


def test_the_handles_are_dragged(opened_tale: Open) -> None:
    """With the mouse, along the histogram."""
    page = opened_tale()
    box = page.locator("#since").bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 12, steps=4)
    page.mouse.up()
    expect(page.locator("#since")).to_have_attribute("aria-valuetext", "March 2016")


def test_bars_count_ties_by_month(opened_tale: Open) -> None:
    """A tie stands in each month in which it may have been; bars follow the other filters."""
    page = opened_tale()
    heights = (
        "() => [...document.querySelectorAll('#bars rect')].map(r => +r.getAttribute('height'))"
    )
    bars = page.evaluate(heights)
    assert len(bars) == 7
    most = max(bars)
    assert [round(3 * high / most) for high in bars] == [1, 1, 2, 1, 1, 1, 3]
    page.uncheck("[data-group=relation] [data-key=cooperatesWith]")
    assert page.evaluate(heights)[:2] == [0, 0]


def test_time_runs_and_stops(opened_tale: Open) -> None:
    """The button lets the end of the period go on by itself, to where something happens."""
    page = opened_tale()
    play = page.locator("#play")
    expect(play).to_have_accessible_name("Let time run")
    play.click()
    expect(play).to_have_accessible_name("Stop")
    expect(page.locator("#span")).to_have_text("Nov 2015 – Jan 2016", timeout=5000)
    play.click()
    expect(play).to_have_accessible_name("Let time run")


def test_who_wants_no_motion_goes_by_steps(opened_tale: Open) -> None:
    """Each press is one step, and nothing moves by itself."""
    page = opened_tale(still=True)
    play = page.locator("#play")
    expect(play).to_have_accessible_name("One step on")
    for wanted in ("Nov 2015", "Nov 2015 – Dec 2015", "Nov 2015 – Jan 2016"):
        play.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#span")).to_have_text(wanted)
    page.wait_for_timeout(900)
    expect(page.locator("#span")).to_have_text("Nov 2015 – Jan 2016")


def edge(date: str, first: str, last: str, family: str = "tie") -> Edge:
    """An edge with a date and the bounds that it has in the graph."""
    return Edge("e", family, "a", "b", "meets", False, 0, "asserted", date, first, last)


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (edge("2019-05", "2019-05-01", "2019-05-31"), None),
        (edge("2019-04-04/2019-06", "2019-04-04", "2019-06-30"), ("2019-04-04", "2019-06-01")),
        (edge("2019-04/..", "2019-04-01", ""), ("2019-04-30", "2019-04-01")),
        (edge("../2019-06", "", "2019-06-30"), ("2019-06-30", "2019-06-01")),
        (edge("2019-04/..", "2019-04-01", "", "affiliation"), ("2019-04-30", "")),
        (edge("2019-04; 2019-06/..", "2019-04-01", ""), None),
        (edge("long ago", "", ""), None),
        (edge("", "", ""), None),
    ],
)
def test_between_which_days_an_edge_was_for_certain(
    one: Edge, wanted: tuple[str, str] | None
) -> None:
    """The latest beginning and the earliest end; None for what lies anywhere in its bounds."""
    assert certain(one) == wanted


def test_a_date_is_resolved_to_its_days() -> None:
    """But not where it is a day already."""
    assert bounds("2019-05") == ("2019-05-01", "2019-05-31")
    assert bounds("2019-05/..") == ("2019-05-01", "")
    assert bounds("2019-05-09~") is None
    assert bounds("a while ago") is None
