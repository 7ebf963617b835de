"""What the page gives to take away: a picture, and paper."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
TEXTS = """() => { window.drawn = [];
  const own = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    window.drawn.push(text);
    return own.call(this, text, ...rest);
  };
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_drawing_is_saved_as_a_picture(
    opened_tale: Open, tmp_path: Path, language: str
) -> None:
    """At twice its size, over a legend of what is shown, with the articles that it rests on."""
    page = opened_tale(link=f"lang={language}&period=2016-03~2016-05&relation=!meets")
    size = page.evaluate("({ w: canvas.clientWidth, h: canvas.clientHeight })")
    page.evaluate(TEXTS)
    with page.expect_download() as download:
        page.focus("#png")
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "graph.png")
    raw = (tmp_path / "graph.png").read_bytes()
    assert raw.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", raw[16:24])
    assert width == 2 * size["w"]
    assert height > 2 * size["h"] + 100
    texts = " ".join(page.evaluate("window.drawn"))
    supports, meets = {"en": ("supports", "meets"), "ar": ("يدعم", "يلتقي")}[language]
    assert "A tale" in texts
    assert supports in texts
    assert meets not in texts
    assert "2016-05-10" in texts
    expect(page.locator("#told")).to_contain_text("graph.png")


def test_paper_has_drawing_legend_table_and_panel(opened_tale: Open, tmp_path: Path) -> None:
    """On a light ground, whatever the screen's; afterwards all is as it was."""
    page = opened_tale(dark=True, link="open=actor:alpha")
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for part in ("#canvas canvas", "#legend", "#rows tbody tr >> nth=0", "#panel h2"):
        expect(page.locator(part)).to_be_visible()
    for part in (".search", ".tools >> nth=0", ".tabs", "#play", "#csv"):
        expect(page.locator(part)).to_be_hidden()
    ground = page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--ground')"
    )
    assert ground.strip() == "#ffffff"
    page.emulate_media(media="screen", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#legend")).to_be_hidden()
    pdf = tmp_path / "page.pdf"
    page.pdf(path=str(pdf))
    assert pdf.read_bytes().startswith(b"%PDF-")
