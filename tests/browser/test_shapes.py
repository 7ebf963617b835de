"""Each kind of actor looks its own way, in the drawing and in its sign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from libyagraph import ontology, paths
from libyagraph.page import render
from libyagraph.records import Actor, Edge, Records
from libyagraph.style import SHAPES, Style
from libyagraph.vocabulary import Kind, Vocabulary
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opener
from tests.browser.support import FRAMES, PIXEL


def test_every_kind_of_the_ontology_has_its_own_shape() -> None:
    """None shares another's, and the page can draw them all."""
    shapes = [kind.shape for kind in ontology.load(paths.ontology()).kinds.values()]
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(SHAPES)


def test_unknown_shapes_are_dots(records: Records, vocabulary: Vocabulary) -> None:
    """In the drawing and in the legend."""
    style = Style(records, vocabulary)
    assert vocabulary.kinds["media"].shape not in SHAPES
    assert style.node_shape(records.actors["daily"]) == "dot"
    entries = {entry.key: entry.shape for entry in style.legend() if entry.group == "kind"}
    assert entries["media"] == "dot"
    assert entries["camp"] == "ring"


@pytest.fixture
def shapes(browser: Browser, vocabulary: Vocabulary, tmp_path: Path) -> Iterator[Page]:
    """A page with an actor of each shape, by its name, and of one that nobody draws."""
    names = [*SHAPES, "blot"]
    actors = {name: Actor(name, name, {"en": f"The {name}"}) for name in sorted(names)}
    ties = tuple(
        Edge(f"t-{one}", "tie", one, other, "meets", True, 0, "asserted")
        for one, other in sorted(pairwise(names))
    )
    kinds = {
        name: Kind(name, f"https://example.org/{name}", {"en": name}, {}, name) for name in names
    }
    html = render(
        Records(actors, {}, {}, {}, {}, ties), replace(vocabulary, kinds=kinds), language="en"
    )
    file = tmp_path / "shapes.html"
    file.write_text(html, encoding="utf-8")
    with opener(browser, file) as open_page:
        yield open_page(still=True)


def test_signs_are_told_apart_without_colour(shapes: Page) -> None:
    """As many signs as shapes; what is unknown looks like a dot."""
    signs = {
        name: shapes.locator(f"label:has([data-key='{name}']) svg").first.inner_html()
        for name in [*SHAPES, "blot"]
    }
    assert signs.pop("blot") == signs["dot"]
    assert len(set(signs.values())) == len(SHAPES)


def test_every_shape_is_clicked_where_it_stands(shapes: Page) -> None:
    """In its middle and near its border, but not beyond."""
    for name in SHAPES:
        at = shapes.evaluate("name => libyagraph.place(name)", name)
        for reach, met in ((0.0, True), (0.8, True), (1.6, False)):
            shapes.evaluate("libyagraph.select(null)")
            x = at["x"] + reach * at["r"]
            shapes.locator("#canvas").click(position={"x": x, "y": at["y"]})
            heading = shapes.locator("#panel h2", has_text=re.compile(f"^The {name}$"))
            expect(heading).to_have_count(int(met))


@pytest.mark.parametrize("scale", [0, 3])
def test_own_shapes_are_drawn(shapes: Page, scale: int) -> None:
    """A pentagon is filled and a ring is not, whole and zoomed in."""
    for _ in range(scale):
        shapes.click("#zoom-in")
    shapes.evaluate(FRAMES)
    ground = [255, 255, 255, 255]
    for name, filled in (("pentagon", True), ("ring", False), ("square", True)):
        shapes.evaluate("name => libyagraph.select('actor', name)", name)
        shapes.evaluate(FRAMES)
        at = shapes.evaluate("name => libyagraph.place(name)", name)
        middle = shapes.evaluate(PIXEL, [at["x"], at["y"]])
        assert (middle[:3] not in (ground[:3], [0, 0, 0])) == filled
        body = shapes.evaluate(PIXEL, [at["x"] - 0.75 * at["r"], at["y"]])
        assert body[:3] not in (ground[:3], [0, 0, 0])
