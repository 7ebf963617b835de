"""The panel: actors, events, articles and claims opened down to the words that say so."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_an_actor_has_names_posts_ties_and_claims(opened_tale: Open) -> None:
    """Names in three languages, affiliations from the earliest on, claims that yield no tie."""
    page = opened_tale(link="open=actor:alpha")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_contain_text("Alpha")
    for name in ("Français", "English", "العربية", "ألفا", "The Quiet", "2010 – 2015"):
        expect(panel).to_contain_text(name)
    expect(panel.locator(".claim")).to_have_count(1)
    expect(panel.locator(".claim mark")).to_have_text("Alpha said a word of thanks")
    page.evaluate("libyagraph.select('actor', 'envoy')")
    posts = panel.locator(".terms li")
    dates = posts.locator(".muted").all_inner_texts()
    assert [text for text in dates if text != "period unknown"] == [
        "2001 – 2005",
        "2014-03-01 – 2018",
    ]
    assert posts.locator("svg.term .held").count() == 2


def test_a_claim_says_when_how_sure_who_and_where(opened_tale: Open) -> None:
    """As written and as resolved; the chain of those who tell; the passage in its sentence."""
    page = opened_tale(link="open=claim:morning%23meet")
    card = page.locator("#panel .claim")
    expect(card).to_contain_text("Monday")
    expect(card.locator("cite a")).to_have_attribute("href", "https://example.org/morning")
    expect(card).to_contain_text("Paper · 2016-05-10 (date found)")
    expect(card).to_contain_text(re.compile(r"article, characters \d+–\d+"))
    expect(card.locator("blockquote")).to_contain_text("On Monday Alpha met Gamma in the old hall.")
    expect(card.locator("mark")).to_have_text("Alpha met Gamma")
    page.evaluate("libyagraph.select('claim', 'morning#arms')")
    expect(card.locator(".chip")).to_have_text("alleged")
    expect(card.locator(".cue")).to_contain_text("is said to have")
    expect(card).to_contain_text("2016-04 = 2016-04-01 – 2016-04-30")
    page.evaluate("libyagraph.select('claim', 'evening#again')")
    order = card.locator(".fact", has_text="According to").locator("button").all_inner_texts()
    assert order == ["Wire", "Envoy"]


def test_a_denial_is_linked_both_ways(opened_tale: Open) -> None:
    """From the tie to who denies it, to the denial, and back to what it denies."""
    page = opened_tale()
    page.evaluate(
        "libyagraph.select('edge', libyagraph.visible().edges.find(e => e.includes('/aids/')))"
    )
    panel = page.locator("#panel")
    expect(panel.locator(".status")).to_contain_text("contested — Denied by Gamma")
    expect(panel.locator(".denied")).to_contain_text("Denied by Gamma")
    panel.locator(".denied").get_by_role("button", name=re.compile("denial")).click()
    expect(panel.locator("h2")).to_have_text("denial")
    panel.locator(".fact", has_text="denies").get_by_role("button").click()
    expect(panel.locator(".claim")).to_have_attribute("data-claim", "morning#arms")
    for _ in range(2):
        panel.get_by_role("button", name="Back").click()
    expect(panel.locator("h2")).to_have_text("aids")


def test_an_event_has_all_claims_of_it(opened_tale: Open) -> None:
    """By keyboard from a tie: its event, with claims of all articles, and its ties."""
    page = opened_tale()
    page.evaluate(
        "libyagraph.select('edge', libyagraph.visible().edges.find(e => e.includes('meet/')))"
    )
    panel = page.locator("#panel")
    panel.locator("dl .fact", has_text="Event").get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".over")).to_have_text("Event")
    expect(panel.locator("h2")).to_contain_text("meeting · 2016-05-02")
    cards = panel.locator(".claim").evaluate_all("all => all.map(one => one.dataset.claim)")
    assert sorted(cards) == ["copy#copied", "evening#again", "morning#meet"]
    expect(panel.locator("button.edge")).to_have_count(1)


def test_an_article_has_its_claims_in_order(opened_tale: Open) -> None:
    """Reached from any claim: publisher, address, and what it tells of from its beginning on."""
    page = opened_tale(link="open=claim:morning%23direct")
    page.locator("#panel .source button").click()
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("The morning news")
    expect(panel.locator("a")).to_have_attribute("href", "https://example.org/morning")
    places = [int(at) for at in re.findall(r"characters (\d+)", panel.inner_text())]
    assert len(places) == 8
    assert places == sorted(places)


def test_a_lifted_tie_says_through_what(opened_tale: Open) -> None:
    """Step by step at each end, and which end did not move."""
    page = opened_tale(link="view=states")
    page.evaluate(
        "libyagraph.select('edge', libyagraph.visible().edges.find(e => e.includes('visits')))"
    )
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Lifted from")
    ways = panel.locator("dl > div", has_text="Through, at its origin").locator("button.edge")
    assert [" ".join(text.split()) for text in ways.all_inner_texts()] == [
        "Envoy → Office · spokesman 2014-03-01 – 2018",
        "Office → Northland · acts for period unknown",
    ]
    expect(panel.locator(".fact", has_text="Through, at its target")).to_contain_text("unmoved")


def test_arrows_point_on_in_arabic_too(opened_tale: Open) -> None:
    """From A to B: the arrow stands between the two and points at the second."""
    page = opened_tale(link="lang=ar")
    page.evaluate(
        "libyagraph.select('edge', libyagraph.visible().edges.find(e => e.includes('/aids/')))"
    )
    boxes = page.locator("#panel .ends > *").evaluate_all(
        "all => all.map(node => [node.textContent.trim(), node.getBoundingClientRect().x])"
    )
    (_, first), (sign, middle), (_, second) = boxes
    assert sign == "←"
    assert first > middle > second
    page.click("[data-language=en]")
    sign, middle = page.locator("#panel .ends .arrow").evaluate(
        "node => [node.textContent.trim(), node.getBoundingClientRect().x]"
    )
    assert sign == "→"


def test_what_stands_out_is_said_on_the_drawing(opened_tale: Open) -> None:
    """The relation of a selected tie is written on it: colour is never alone."""
    page = opened_tale(still=True)
    page.evaluate(
        "libyagraph.select('edge', libyagraph.visible().edges.find(e => e.includes('/aids/')))"
    )
    page.wait_for_function("() => libyagraph.labels().some(one => one.text === 'aids')")
