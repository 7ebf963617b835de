"""The files that the page loads, and its words.

In go names, out come texts: the page's own scripts and style sheet, those that it shares with the
explorer page, and pyvis' copy of vis-network. Nothing is written, and no other file can be named.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from libyagraph.page import assets

SHARED = ("page.css", "dom.js", "fold.js")
"""Files of the explorer page, which stand before this page's own and are used as they are."""

DRAWING = "vis-network.min.js"
"""What draws networks; the page asks for it once somebody wants a drawing."""

_SHARED_WORDS = (
    *("copied", "copy", "direction", "fit", "found", "languages", "more", "name", "notCopied"),
    *("nothing", "short", "zoom", "zoomIn", "zoomOut"),
)
"""Words of the explorer page that mean the same here."""


@cache
def own() -> tuple[str, ...]:
    """The names of the page's own files, sorted."""
    names = (file.name for file in (resources.files("libyagraph.serve") / "static").iterdir())
    return tuple(sorted(n for n in names if n.startswith("query") and n.endswith((".css", ".js"))))


def static(name: str) -> str | None:
    """The text of a file that the page loads from `/static/`; None where it loads none so called.

    The first call for the drawing library takes a second: pyvis is looked for.
    """
    # Anybody may ask for any name: only those that there are may be kept.
    return _static(name) if name in (*own(), *SHARED, DRAWING) else None


@cache
def _static(name: str) -> str:
    if name in own():
        path = resources.files("libyagraph.serve") / "static" / name
        return path.read_text(encoding="utf-8")
    if name in SHARED:
        return assets.asset(name)
    return assets.vis_network()


@cache
def text(name: str) -> str:
    """The text of a file beside this module."""
    return (resources.files("libyagraph.serve.console") / name).read_text(encoding="utf-8")


@cache
def examples() -> dict[str, str]:
    """SPARQL to begin with, by name; `example.NAME` is its title among the words."""
    folder = resources.files("libyagraph.serve.console") / "examples"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name)
    return {f.name.removesuffix(".rq"): f.read_text(encoding="utf-8") for f in files}


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the page by language."""
    mine: dict[str, dict[str, str]] = json.loads(text("words.json"))
    shared = assets.words()
    return {
        language: {key: shared[language][key] for key in _SHARED_WORDS} | own_words
        for language, own_words in mine.items()
    }
