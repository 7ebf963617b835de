"""Draws the README's picture: the page of the packaged corpus, made without texts, in Chromium.

Writes `docs/graph.png` (1440 × 900, English, light). Takes the browser from `LIBYAGRAPH_CHROMIUM`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from libyagraph.api import open_graph
from libyagraph.build import build
from playwright.sync_api import sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "graph.png"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def main() -> None:
    """Build, draw, photograph."""
    browser = os.environ.get("LIBYAGRAPH_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as scratch:
        build(None, Path(scratch, "build"))
        page_file = Path(scratch, "page.html")
        with open_graph(Path(scratch, "build")) as graph:
            graph.draw(page_file, language="en")
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser, args=FLAGS)
            page = chromium.new_page(viewport={"width": 1440, "height": 900}, color_scheme="light")
            page.goto(page_file.as_uri())
            page.wait_for_function("window.libyagraph && window.libyagraph.labels().length > 0")
            page.wait_for_timeout(500)
            page.screenshot(path=str(TARGET))
            chromium.close()
    print(f"picture: {TARGET.relative_to(TARGET.parents[1])}")


if __name__ == "__main__":
    main()
