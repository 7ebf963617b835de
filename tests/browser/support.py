"""What the browser tests share: names on the canvas as the page tells of them, and their boxes."""

from __future__ import annotations

from itertools import combinations
from typing import TypedDict

from playwright.sync_api import Page

FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

PIXEL = """([x, y]) => {
  const drawn = document.querySelector("#canvas canvas");
  const copy = Object.assign(document.createElement("canvas"),
    { width: drawn.width, height: drawn.height });
  const context = copy.getContext("2d", { willReadFrequently: true });
  context.drawImage(drawn, 0, 0);
  const density = devicePixelRatio;
  return [...context.getImageData(Math.floor(x * density), Math.floor(y * density), 1, 1).data];
}"""
"""The colour of a point of the canvas: red, green, blue and opacity."""


class Box(TypedDict):
    """A rectangle in pixels of the screen."""

    x: float
    y: float
    w: float
    h: float


class Label(Box):
    """A name on the canvas; its box counts from the canvas' corner."""

    id: str
    text: str
    fontPx: float


def labels(page: Page) -> list[Label]:
    """The names that stand on the canvas once it is drawn anew."""
    page.evaluate(FRAMES)
    found: list[Label] = page.evaluate("libyagraph.labels()")
    return found


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a border."""
    return (
        one["x"] < other["x"] + other["w"]
        and other["x"] < one["x"] + one["w"]
        and one["y"] < other["y"] + other["h"]
        and other["y"] < one["y"] + one["h"]
    )


def overlapping(found: list[Label]) -> list[tuple[str, str]]:
    """The names that lie over each other, by pairs."""
    return [(a["text"], b["text"]) for a, b in combinations(found, 2) if overlap(a, b)]
