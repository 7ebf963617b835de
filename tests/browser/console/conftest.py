"""`serve` over the graph of `seeds/`, and a browser that stays with it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from libyagraph.api import Graph, open_graph
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Route

Open = Callable[..., Page]
SECONDS = 3
"""What a query may take here: the tests of its end wait for it."""


@contextmanager
def served(*options: str) -> Iterator[str]:
    """A server on a free port of this machine, as long as it is needed: its address."""
    command = (sys.executable, "-m", "libyagraph", "serve", "--port", "0", "--quiet", *options)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert running.stderr
            line = running.stderr.readline()
            yield line.partition(" at ")[2].split(" ")[0].rstrip("/")
        finally:
            running.terminate()


@pytest.fixture(scope="session")
def server(graph: Path) -> Iterator[str]:
    """The address of a server of the graph of `seeds/`."""
    with served("--graph", str(graph), "--timeout", str(SECONDS)) as address:
        yield address


@pytest.fixture(scope="session")
def told(graph: Path) -> Iterator[Graph]:
    """The same graph, to compare with."""
    with open_graph(graph) as opened_graph:
        yield opened_graph


@pytest.fixture
def asked() -> list[str]:
    """What the pages of a test have asked: addresses of named queries, texts of free ones."""
    return []


@pytest.fixture
def opened(browser: Browser, server: str, asked: list[str]) -> Iterator[Open]:
    """Opens the page; at the end nothing may have gone elsewhere, broken or been complained of.

    What a test provokes (`refused`) the browser writes down as a failed request.
    """
    pages: list[Page] = []
    complaints: list[str] = []

    def home(route: Route) -> None:
        if route.request.url.startswith((f"{server}/", "data:", "blob:")):
            route.continue_()
        else:
            complaints.append(f"request: {route.request.url}")
            route.abort()

    def note(message: ConsoleMessage, refused: bool) -> None:
        if not (refused and "Failed to load resource" in message.text):
            complaints.append(f"{message.type}: {message.text}")

    def dismiss(dialog: Dialog) -> None:
        complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def remember(request: Request) -> None:
        where = urlsplit(request.url)
        if where.path == "/sparql":
            asked.append(request.post_data or "")
        elif where.path.startswith("/named/"):
            asked.append(f"{where.path}?{where.query}".rstrip("?"))

    def open_page(
        link: str = "",
        *,
        language: str = "en",
        width: int = 1440,
        dark: bool = False,
        script: str = "",
        refused: bool = False,
    ) -> Page:
        page = browser.new_page(viewport={"width": width, "height": 900})
        pages.append(page)
        if script:
            page.add_init_script(script)
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        page.route("**/*", home)
        page.on("request", remember)
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", dismiss)
        page.on("console", lambda message: note(message, refused))
        page.goto(f"{server}/query?lang={language}{f'#{link}' if link else ''}")
        return page

    yield open_page
    for page in pages:
        page.close()
    assert complaints == []
