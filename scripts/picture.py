"""Draws the pictures of the manual: the page of the packaged corpus, made without texts.

Writes `docs/graph.png`, the README's, and `docs/pictures/page-*.png`, a feature each, in at most
128 colours, so that they stay small. Takes the browser from `LIBYAGRAPH_CHROMIUM`.
"""

from __future__ import annotations

import base64
import os
import shutil
import struct
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from libyagraph.api import Graph, open_graph
from libyagraph.build import build
from playwright.sync_api import Browser, Page, sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
COLOURS = 128
REDUCE = """async ([address, most]) => {
  const picture = await createImageBitmap(await (await fetch(address)).blob());
  const { width, height } = picture;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(picture, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  const parts = (c) => [c & 255, (c >> 8) & 255, (c >> 16) & 255];
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([pixel]) => pixel);
  const palette = []; // the most frequent first, but none that is nearly another
  const far = ([a, b, c], [d, e, f]) => (a - d) ** 2 + (b - e) ** 2 + (c - f) ** 2;
  for (let least = 900; palette.length < most && least >= 1; least /= 4)
    for (const pixel of ranked)
      if (palette.length < most && palette.every((one) => far(one, parts(pixel)) >= least))
        palette.push(parts(pixel));
  const nearest = new Map(ranked.map((pixel) => {
    const own = parts(pixel);
    let [best, lowest] = [0, Infinity];
    palette.forEach((one, index) => {
      const off = far(one, own);
      if (off < lowest) [best, lowest] = [index, off];
    });
    return [pixel, best];
  }));
  let text = "";
  for (const pixel of pixels) text += String.fromCharCode(nearest.get(pixel));
  return { width, height, palette: palette.flat(), rows: btoa(text) };
}"""


@dataclass(frozen=True)
class Shot:
    """A picture: its name, what is done before it is taken, and of which part of the page."""

    name: str
    act: Callable[[Page, Graph], None] = lambda page, graph: None
    part: str = ""
    size: tuple[int, int] = (1200, 750)
    link: str = "lang=en"
    dark: bool = False


def contested(page: Page, graph: Graph) -> None:
    """Open a tie that somebody denies."""
    tie = next(tie for tie in graph.records.ties() if tie.denied_by and tie.status == "contested")
    page.evaluate("id => libyagraph.select('edge', id)", tie.id)


def chief(graph: Graph, rank: int = 0) -> str:
    """The id of the actor of whom most is told, or of the next ones."""
    told: dict[str, int] = {}
    for tie in graph.records.ties():
        for end in (tie.source, tie.target):
            told[end] = told.get(end, 0) + 1
    return sorted(told, key=lambda id: (-told[id], id))[rank]


def actor(page: Page, graph: Graph) -> None:
    """Open the actor of whom most is told."""
    page.evaluate("id => libyagraph.select('actor', id)", chief(graph))


def path(page: Page, graph: Graph) -> None:
    """Connect two actors who have no tie."""
    start, end = chief(graph, 8), chief(graph, 1)
    page.click("#tab-chain")
    for field, id in (("from", start), ("to", end)):
        page.fill(f"#chain-{field}", graph.records.actors[id].name("en"))
        page.keyboard.press("Enter")
    page.locator("#chain-to").blur()


def found(page: Page, graph: Graph) -> None:
    """Look for a name in Arabic letters, written another way."""
    name = graph.records.actors[chief(graph)].names["ar"].split()[-1]
    page.fill("#search", name.replace("ح", "هـ"))


def table(page: Page, graph: Graph) -> None:
    """Sort the table and narrow it."""
    page.fill("#table-text", graph.records.actors[chief(graph, 1)].name("en"))
    page.click("[data-sort=relationOne]")
    page.locator("#edges").scroll_into_view_if_needed()
    page.locator("#table-text").blur()


SHOTS = (
    Shot("graph", size=(1440, 900)),
    Shot("pictures/page-panel", contested),
    Shot("pictures/page-actor", actor),
    Shot("pictures/page-legend", part="aside", size=(1200, 900)),
    Shot("pictures/page-time", link="lang=en&period=2019-10~2020-06", part="main"),
    Shot("pictures/page-search", found, part=".top, #found"),
    Shot("pictures/page-path", path),
    Shot("pictures/page-states", link="lang=en&view=states"),
    Shot("pictures/page-table", table, link="lang=en&table=1", part="#edges"),
    Shot("pictures/page-arabic", contested, link="lang=ar", dark=True),
    Shot("pictures/page-phone", size=(360, 740)),
)


def clip(page: Page, part: str) -> dict[str, float]:
    """The rectangle around the parts of a page, within what is seen of it."""
    box: dict[str, float] = page.evaluate(
        """part => {
          const boxes = [...document.querySelectorAll(part)].map(n => n.getBoundingClientRect());
          const x = Math.max(0, Math.min(...boxes.map(box => box.left)));
          const y = Math.max(0, Math.min(...boxes.map(box => box.top)));
          const right = Math.min(innerWidth, Math.max(...boxes.map(box => box.right)));
          const bottom = Math.min(innerHeight, Math.max(...boxes.map(box => box.bottom)));
          return { x, y, width: right - x, height: bottom - y };
        }""",
        part,
    )
    return box


def take(browser: Browser, file: Path, shot: Shot, graph: Graph) -> bytes:
    """The picture as the browser gives it."""
    width, height = shot.size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
    )
    page.goto(f"{file.as_uri()}#{shot.link}")
    page.wait_for_function("() => window.libyagraph && window.libyagraph.labels().length > 0")
    shot.act(page, graph)
    page.mouse.move(width / 2, 5)
    page.wait_for_timeout(400)
    if shot.part:
        x, y, wide, high = (clip(page, shot.part)[key] for key in ("x", "y", "width", "height"))
        raw = page.screenshot(clip={"x": x, "y": y, "width": wide, "height": high})
    else:
        raw = page.screenshot()
    page.close()
    return raw


def reduced(browser: Browser, raw: bytes) -> bytes:
    """The same picture with a palette."""
    page = browser.new_page()
    address = f"data:image/png;base64,{base64.b64encode(raw).decode('ascii')}"
    made = page.evaluate(REDUCE, [address, COLOURS])
    page.close()
    width, height = made["width"], made["height"]
    indices = base64.b64decode(made["rows"])
    rows = b"".join(b"\0" + indices[y * width : (y + 1) * width] for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", bytes(made["palette"])),
            (b"IDAT", zlib.compress(rows, 9)),
            (b"IEND", b""),
        )
    )


def main() -> None:
    """Build, draw, photograph."""
    path_ = os.environ.get("LIBYAGRAPH_CHROMIUM") or shutil.which("chromium")
    (DOCS / "pictures").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        build(None, Path(scratch, "build"))
        file = Path(scratch, "page.html")
        with (
            open_graph(Path(scratch, "build")) as graph,
            sync_playwright() as playwright,
        ):
            graph.draw(file, language="en")
            browser = playwright.chromium.launch(executable_path=path_, args=FLAGS)
            for shot in SHOTS:
                data = reduced(browser, take(browser, file, shot, graph))
                (DOCS / f"{shot.name}.png").write_bytes(data)
                print(f"docs/{shot.name}.png  {len(data) / 1000:.0f} kB")
            browser.close()


if __name__ == "__main__":
    main()
