"""Measures the page in Chromium against pyvis' own pages: `python scripts/bench.py page`.

In go networks of `crowd.py`, out comes a table for each thing that users wait for: the first
drawing, moving about, filters, the period, the writing of a large page. Candidates take turns, each
on a fresh page; there is no network. `bench_page.js` runs in the pages and takes the times.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from libyagraph import ontology, paths
from libyagraph.page import opening, render
from libyagraph.records import Records
from libyagraph.vocabulary import Vocabulary
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.crowd import crowd
from scripts.pyvis_pages import bare_page, default_page, undirected

WATCH = (Path(__file__).parent / "bench_page.js").read_text(encoding="utf-8")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 600_000
"""Milliseconds that a page may take."""
SLOWER = 4
"""A processor so many times slower: on a fast one, frames come no faster than the screen's 60."""
WHOLE = "#bloc=*&top=0"
"""The link under which the page draws all it has, also where it would begin with a part."""


@dataclass(frozen=True)
class Size:
    """How large the networks are: actors and ties."""

    small: tuple[int, int] = (500, 1500)
    middle: tuple[int, int] = (2000, 6000)
    large: tuple[int, int] = (10_000, 30_000)


QUICK = Size((120, 360), (400, 1200), (1500, 4500))


def page(runs: int, *, quick: bool = False) -> None:
    """What the page makes one wait for, and pyvis' own pages: drawing, moving, filters, writing."""
    size = QUICK if quick else Size()
    vocabulary = ontology.load(paths.ontology())
    with tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        small = crowd(*size.small, vocabulary)
        middle = crowd(*size.middle, vocabulary)
        files = {
            "ours": write(Path(scratch, "small.html"), ours(small, vocabulary)),
            "default": write(Path(scratch, "default.html"), default_page(small)),
            "whole": write(Path(scratch, "middle.html"), ours(middle, vocabulary)) + WHOLE,
            "bare": write(Path(scratch, "bare.html"), bare_page(middle)),
            "straight": write(Path(scratch, "straight.html"), bare_page(middle, straight=True)),
        }
        with opened(browser, files["ours"]):
            pass  # the first page of a browser takes longer than all others
        first_drawings(browser, files, size, runs)
        moving(browser, files, size, runs)
        moving(browser, files, size, runs, slower=SLOWER)
        changing(browser, files, size, runs)
    writing(size, vocabulary, runs)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = shutil.which("chromium") or own
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@contextmanager
def opened(browser: Browser, address: str, *, strokes: int = 0) -> Iterator[Page]:
    """A fresh page, drawn; with `strokes` so many lines are waited for, and counted."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"window.benchStrokes = {strokes};\n{WATCH}")
    shown = context.new_page()
    shown.goto(address, wait_until="commit")
    shown.evaluate("bench.settled()")
    yield shown
    context.close()


def write(path: Path, html: str) -> str:
    """A page on disk, by its address."""
    path.write_text(html, encoding="utf-8")
    return path.as_uri()


def ours(records: Records, vocabulary: Vocabulary) -> str:
    """The page of the program."""
    return render(records, vocabulary, language="en")


def shown(rows: Mapping[str, list[float]]) -> None:
    """Print medians with spread in milliseconds, and their ratios to the first."""
    width = max(map(len, rows))
    base = statistics.median(next(iter(rows.values())))
    print(f"{'':{width}}  median ms    min ms    max ms   ratio")
    for name, found in rows.items():
        middle = statistics.median(found)
        spread = f"{min(found):9.1f} {max(found):9.1f}"
        print(f"{name:{width}}  {middle:9.1f} {spread} {middle / base:7.2f}")


def first_drawings(browser: Browser, files: Mapping[str, str], size: Size, runs: int) -> None:
    """From the address to the first drawing with all actors and ties, and with all names."""
    signs = "ours, with all signs and names"
    for (actors, ties), names in (
        (size.small, {"ours": "ours", "pyvis' default page": "default"}),
        (size.middle, {"ours": "whole", "pyvis, still": "bare", "… straight": "straight"}),
    ):
        rows: dict[str, list[float]] = {}
        for _ in range(runs):
            for name, file in names.items():
                with opened(browser, files[file], strokes=ties) as page:
                    all_ties, all_signs = page.evaluate("bench.first()")
                rows.setdefault(name, []).append(all_ties)
                if name == "ours":
                    rows.setdefault(signs, []).append(all_signs)
        print(f"\nfirst drawing of {actors:,} actors and {ties:,} ties")
        shown(rows)


def moving(
    browser: Browser, files: Mapping[str, str], size: Size, runs: int, *, slower: int = 1
) -> None:
    """How long frames and drawings take while the mouse drags, and while its wheel turns."""
    candidates = {"ours": "whole", "pyvis, still": "bare", "… straight": "straight"}
    for what, act in (("dragging", drag), ("zooming", wheel)):
        frames: dict[str, list[float]] = {name: [] for name in candidates}
        drawings: dict[str, list[float]] = {name: [] for name in candidates}
        for _ in range(runs):
            for name, file in candidates.items():
                with opened(browser, files[file]) as page:
                    x, y = page.evaluate("bench.free()")
                    throttled(page, slower)
                    page.evaluate("bench.count()")
                    act(page, x, y)
                    drawn: list[float] = page.evaluate("bench.drawn()")
                    frames[name].append(p95(page.evaluate("bench.counted()")))
                    if len(drawn) < 10:
                        raise SystemExit(f"{name}: the drawing did not follow the mouse")
                    drawings[name].append(p95(drawn))
        actors, ties = size.middle
        machine = f", a processor {slower} times slower" if slower > 1 else ""
        for kind, rows in (("from frame to frame", frames), ("for each drawing", drawings)):
            print(f"\n{what} {actors:,} actors and {ties:,} ties, {kind}{machine}: 95th percentile")
            shown(rows)


def throttled(page: Page, slower: int) -> None:
    """Lets the page's processor be so many times slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})


def drag(page: Page, x: float, y: float) -> None:
    """Drags the drawing to and fro."""
    for turn in range(3):
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 31):
            page.mouse.move(x + 6 * step * (-1) ** turn, y + 3 * step * (-1) ** turn)
        page.mouse.up()


def wheel(page: Page, x: float, y: float) -> None:
    """Zooms in and out."""
    page.mouse.move(x, y)
    for step in range(60):
        page.mouse.wheel(0, -100 if step % 20 < 10 else 100)


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[max(0, int(len(times) * 0.95 + 0.5) - 1)]


def changing(browser: Browser, files: Mapping[str, str], size: Size, runs: int) -> None:
    """From a tick in the legend, or a handle that moves, to the drawing that follows."""
    rows: dict[str, list[float]] = {}
    for _ in range(runs):
        with opened(browser, files["whole"]) as page:
            for what, act in (("legend", "bench.tick()"), ("period", "bench.slide()")):
                found: list[tuple[float, float]] = page.evaluate(act)
                for number, until in enumerate(("all actors and ties", "all signs and names")):
                    name = f"{what}, {until}"
                    rows.setdefault(name, []).append(p95([one[number] for one in found]))
    actors, ties = size.middle
    print(f"\nafter a change, {actors:,} actors and {ties:,} ties: 95th percentile")
    shown(rows)


def writing(size: Size, vocabulary: Vocabulary, runs: int) -> None:
    """A large page as HTML: what is kept by default, all of it, and all of it by pyvis."""
    from scripts.bench import measure

    actors, ties = size.large
    records = crowd(actors, ties, vocabulary)
    ours(crowd(*QUICK.small, vocabulary), vocabulary)  # imports pyvis, and with it IPython
    whole = partial(opening, most=actors)

    def all_of_it() -> object:
        with mock.patch.object(import_module("libyagraph.page.render"), "opening", whole):
            return ours(records, vocabulary)

    theirs = "pyvis: add_node, add_edge, generate_html"
    candidates: dict[str, Callable[[], Any]] = {
        "ours, all of it": all_of_it,
        "ours, the part that a page keeps": partial(ours, records, vocabulary),
        theirs: partial(undirected, records),
    }
    print(f"\nwriting the page of {actors:,} actors and {ties:,} ties")
    measure(candidates, runs, once={theirs})
