"""The page's own files, pyvis' copy of vis-network, and their way into HTML.

In go names of files beside this module, out come texts to put in-line, and the content security
policy that allows exactly them. Nothing is fetched, and no file is written.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib import resources

SCRIPTS = (
    "data.js",
    "fold.js",
    "when.js",
    "dom.js",
    "colours.js",
    "shapes.js",
    "state.js",
    "link.js",
    "labels.js",
    "strokes.js",
    "scene.js",
    "graph.js",
    "camera.js",
    "pointer.js",
    "legend.js",
    "claim.js",
    "panel.js",
    "actor.js",
    "search.js",
    "chain.js",
    "connect.js",
    "period.js",
    "table.js",
    "csv.js",
    "picture.js",
    "tabs.js",
    "notice.js",
    "main.js",
)
"""In this order they make one script: each file uses only what stands before it, until `main`."""
VIS_NETWORK = "lib/vis-9.1.2/vis-network.min.js"


@cache
def asset(name: str) -> str:
    """The text of a file of this package."""
    return resources.files("libyagraph.page").joinpath(name).read_text(encoding="utf-8")


@cache
def script() -> str:
    """All scripts of the page as one, in a scope of its own."""
    body = "".join(slim(asset(name)) for name in SCRIPTS)
    return f'"use strict";\n(() => {{\n{body}}})();\n'


@cache
def style_sheet() -> str:
    """The page's style sheet."""
    return slim(asset("page.css"))


def slim(text: str) -> str:
    """A script or style sheet without indentation, empty lines and lines that are a comment.

    None of the page's own files has a text of several lines, in which this would change something.
    """
    lines = (line.strip() for line in text.splitlines())
    kept = (line for line in lines if line and not line.startswith(("//", "/*")))
    return "".join(f"{line}\n" for line in kept)


@cache
def vis_network() -> str:
    """The vis-network script that the installed pyvis brings, without its source map's address.

    Looking for the file imports pyvis, and with it IPython: so never at import.
    """
    package = resources.files("pyvis")
    text = package.joinpath(VIS_NETWORK).read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S*", "", text).strip() + "\n"


@cache
def words() -> dict[str, dict[str, str]]:
    """The words of the interface by language."""
    loaded: dict[str, dict[str, str]] = json.loads(asset("i18n.json"))
    return loaded


def inline_json(value: object) -> str:
    """JSON for a `<script type="application/json">`: sorted, and with nothing that HTML reads."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def content_policy(scripts: tuple[str, ...], styles: tuple[str, ...]) -> str:
    """A policy under which exactly these in-line texts run, and nothing is loaded from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: tuple[str, ...]) -> str:
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)
