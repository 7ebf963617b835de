"""What somebody who means harm would write into an annotation, and which of it reached the page.

A case is one payload in one field. Its text holds a number: the script in it calls `__f(number)`,
and a mark that no other case has stands behind, so that a page can be asked whether the text is
there. `injection.js` runs in the page and is what asks.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from playwright.sync_api import Browser, Dialog, Page

HERE = Path(__file__).parent
WATCHING = (HERE / "injection.js").read_text(encoding="utf-8")

INHERITED = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype")
"""What every object of JavaScript has, or what leads to it: poison for tables that are objects."""


@dataclass(frozen=True)
class Payload:
    """A class of attack; `glue` stands between it and its mark."""

    name: str
    text: str
    glue: str


def _payloads(*groups: str) -> tuple[Payload, ...]:
    texts = tomllib.loads((HERE / "payloads.toml").read_text(encoding="utf-8"))
    return tuple(
        Payload(f"{group}: {name}", text, "//" if group == "address" else " ")
        for group in groups
        for name, text in texts[group].items()
    )


PAYLOADS = _payloads("text", "address")
"""What the reader of YAML lets through."""

REFUSED = _payloads("refused")
"""What it does not, though a graph from elsewhere may hold it."""


@dataclass
class Cases:
    """The cases of a test: their texts, and the payload and the field of each, by number."""

    texts: dict[int, str] = field(default_factory=dict)
    fields: dict[int, tuple[str, str]] = field(default_factory=dict)

    def text(self, payload: Payload, where: str) -> str:
        """The text of a new case: a payload for a field."""
        number = len(self.texts) + 1
        script = payload.text.replace("FIRE", f"__f({number})").replace("NUMBER", str(number))
        self.texts[number] = f"{script}{payload.glue}zq{number}z"
        self.fields[number] = (where, payload.name)
        return self.texts[number]

    def writer(self, payload: Payload, group: str) -> Callable[[str], str]:
        """What gives the text of a payload for each field of a group, always the same."""
        return cache(lambda where: self.text(payload, f"{group}: {where}"))

    def of(self, *fields: str) -> set[int]:
        """The cases of some fields."""
        return {number for number, (where, _) in self.fields.items() if where in fields}

    def named(self, numbers: Iterable[int]) -> list[tuple[str, str]]:
        """The field and the payload of each case, sorted, for a message."""
        return sorted(self.fields[number] for number in numbers)


LINKS = (
    *("view", "lang", "relation", "status", "bloc", "kind", "article", "affiliation", "top", "at"),
    *("affiliations", "undated", "possible", "period", "open", "chain", "tab", "sort", "text"),
    *("table", "nothing"),
)
"""The parts of a link to a page, and one that there is not."""
FORMS = {"open": "actor:{}", "chain": "{}~{}~{}", "relation": "!{}", "at": "{},1,1"}
"""How some of them are written."""


def linked(cases: Cases, payload: Payload) -> str:
    """A link in which each part is a case of this payload."""
    parts = []
    for name in LINKS:
        text = FORMS.get(name, "{}").replace("{}", cases.text(payload, f"link: {name}"))
        parts.append(f"{name}={quote(text, safe='')}")
    return "&".join(parts)


def plain(link: str) -> str:
    """A link as text, without what no address can hold."""
    return re.sub(r"[\t\n\r]", "", unquote(link))


@dataclass
class Visit:
    """An open page, and what the browser says of it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def innocent(self) -> set[int]:
        """Nothing ran, was blocked, or was asked of the network; returns the cases it showed."""
        told: dict[str, Any] = self.page.evaluate("watch.told()")
        shown = set(told.pop("shown"))
        found = {what: seen for what, seen in told.items() if seen}
        assert not found, found
        assert not self.complaints, self.complaints
        return shown


@contextmanager
def visiting(browser: Browser, address: str, *, policy: bool = True) -> Iterator[Visit]:
    """A page that is watched from its first line on; without its policy if so wished."""
    context = browser.new_context(
        bypass_csp=not policy, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    context.add_init_script(WATCHING)
    page = context.new_page()
    seen = Visit(page)
    note = seen.complaints.append
    page.on("console", lambda message: note(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: note(f"error: {error}"))
    page.on("dialog", lambda dialog: dismiss(dialog, note))
    page.on("popup", lambda opened: note(f"popup: {opened.url}"))
    page.on("frameattached", lambda frame: note(f"frame: {frame.url}"))
    page.on("request", lambda r: note(f"request: {r.url}") if foreign(r.url, address) else None)
    try:
        page.goto(address)
        page.wait_for_function("() => window.libyagraph && libyagraph.labels().length > 0")
        yield seen
    finally:
        context.close()


def dismiss(dialog: Dialog, note: Callable[[str], None]) -> None:
    """Closes what a script opened, and writes it down."""
    note(f"dialog: {dialog.message}")
    dialog.dismiss()


def foreign(url: str, address: str) -> bool:
    """Whether an address is neither the page's own nor one that the page made."""
    return url.partition("#")[0] != address.partition("#")[0] and not url.startswith("blob:")
