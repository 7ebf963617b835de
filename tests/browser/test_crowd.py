"""A drawing of very many actors: where it starts, and that it stays quick to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from libyagraph.page import render
from libyagraph.records import Actor, Edge, Records
from libyagraph.vocabulary import Vocabulary
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opener

pytestmark = pytest.mark.browser
CAMPS = {"red": 200, "blue": 180, "green": 170, "grey": 1150}
INK = """() => {
  const drawn = document.querySelector("#canvas canvas");
  const { width, height } = drawn;
  const copy = Object.assign(document.createElement("canvas"), { width, height })
    .getContext("2d", { willReadFrequently: true });
  copy.drawImage(drawn, 0, 0);
  const { data } = copy.getImageData(0, 0, width, height);
  return data.filter((value, at) => at % 4 === 3 && value).length;
}"""
REST = "new Promise(done => setTimeout(done, 500))"


def made() -> Records:
    """1,704 actors in four camps, of which two have most ties; 5,000 ties."""
    dice = Random(3)
    members = {c: [f"{c}-{n:04}" for n in range(count)] for c, count in CAMPS.items()}
    actors = {c: Actor(c, "camp", {"en": c.title()}, camp=c) for c in CAMPS}
    actors |= {
        id: Actor(id, "person", {"en": id.replace("-", " ").title()}, camp=camp)
        for camp, ids in members.items()
        for id in ids
    }
    strong = members["red"] + members["blue"]
    ends = [dice.sample(strong, 2) for _ in range(3500)]
    everyone = [id for ids in members.values() for id in ids]
    ends += [dice.sample(everyone, 2) for _ in range(1500)]
    ties = tuple(
        Edge(f"t-{n:04}", "tie", a, b, "supports", False, 1, "alleged" if n % 3 else "asserted")
        for n, (a, b) in enumerate(ends)
    )
    return Records(dict(sorted(actors.items())), {}, {}, {}, {}, ties)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> Path:
    """The page of this crowd."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.html"
    path.write_text(render(made(), vocabulary, language="en"), encoding="utf-8")
    return path


@pytest.fixture
def crowd(browser: Browser, file: Path) -> Iterator[Callable[..., Page]]:
    """Opens it."""
    with opener(browser, file) as open_page:
        yield open_page


def test_it_starts_from_the_strongest_camps_and_says_so(crowd: Callable[..., Page]) -> None:
    """The others wait in the legend, the search and behind a button; no tie is lost."""
    page = crowd()
    notice = page.locator("#notice")
    expect(notice).to_contain_text("Too many actors for one drawing: it starts from Blue, Red.")
    drawn = page.evaluate("libyagraph.visible().actors")
    assert {id.partition("-")[0] for id in drawn} == {"red", "blue"}
    assert page.evaluate("libyagraph.counts().tie") == 5000
    expect(page.locator("[data-group=bloc] [data-key=grey]")).not_to_be_checked()
    page.fill("#search", "Grey 0007")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Grey 0007")
    page.keyboard.press("Escape")
    notice.get_by_role("button").click()
    expect(notice).to_be_hidden()
    assert len(page.evaluate("libyagraph.visible().edges")) == 5000
    page.click("#tab-legend")
    page.click("#reset")
    expect(notice).to_contain_text("Blue, Red")


def test_all_of_it_is_drawn_moved_and_drawn_again(crowd: Callable[..., Page]) -> None:
    """While it moves its picture moves; when it rests every tie is there, with heads and dashes."""
    page = crowd(link="bloc=*")
    page.evaluate(REST)
    before = page.evaluate(INK)
    place = page.evaluate("libyagraph.place('red-0001')")
    page.mouse.move(500, 400)
    page.mouse.down()
    page.mouse.move(540, 430, steps=5)
    assert page.evaluate(INK) > before / 2
    page.mouse.up()
    moved = page.evaluate("libyagraph.place('red-0001')")
    assert (moved["x"] - place["x"], moved["y"] - place["y"]) == pytest.approx((40, 30), abs=2)
    page.evaluate(REST)
    assert page.evaluate(INK) == pytest.approx(before, rel=0.15)
    assert len(page.evaluate("libyagraph.labels()")) > 10
    page.uncheck("[data-group=status] [data-key=alleged]")
    page.evaluate(REST)
    assert page.evaluate(INK) < before * 0.9


def test_what_is_chosen_stands_out_of_the_crowd(crowd: Callable[..., Page]) -> None:
    """Its ties are drawn whole, and their other ends are named."""
    page = crowd(link="bloc=*&open=actor:red-0001", still=True)
    page.evaluate(REST)
    near = page.evaluate("libyagraph.visible().edges.filter(id => libyagraph.curve(id)).length")
    assert near > 1000
    named = {label["id"] for label in page.evaluate("libyagraph.labels()") if label.get("id")}
    assert "red-0001" in named


def test_very_many_actors_are_a_page_of_the_strongest(
    browser: Browser, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """It says so, and holds no more than it says."""
    records = made()
    more = {f"x-{n}": Actor(f"x-{n}", "person", {}, camp="grey") for n in range(3500)}
    records = replace(records, actors={**records.actors, **more})
    file = tmp_path / "many.html"
    file.write_text(render(records, vocabulary, language="en"), encoding="utf-8")
    with opener(browser, file) as open_page:
        page = open_page()
        notice = page.locator("#notice")
        expect(notice).to_have_text("Too many actors for one page: this one holds Blue, Red.")
        assert page.evaluate("libyagraph.counts().tie") >= 3500
        actors = page.evaluate("Object.keys(JSON.parse(data.textContent).actors)")
        assert {id.partition("-")[0] for id in actors} == {"red", "blue"}
        expect(page.locator("#counts")).to_contain_text("5204 actors")
