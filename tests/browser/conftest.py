"""A small invented graph for the tests of the page, and a browser that reports what it does.

Nothing here is of any article: names, sentences and events are made up, some of them as nasty as a
text can be. Without a browser the tests are skipped, but where CI is set they fail.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from libyagraph.api import open_graph
from libyagraph.page import render
from libyagraph.records import Actor, Alias, Article, Claim, Edge, Figure, Passage, Place, Records
from libyagraph.vocabulary import EventType, Kind, Relation, Term, Vocabulary
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

from tests.browser.tale import Tale, tell

NASTY = "</script><img src=x onerror=alert(1)>"
WORDS = "the harbour master promised boats"
BEFORE = "A paragraph that tells of nothing. On Monday "
TEXT = f"{BEFORE}{WORDS} to the island <b>council</b>. A last sentence."

MADE = tomllib.loads((Path(__file__).parent / "made.toml").read_text(encoding="utf-8"))
AFFILIATIONS = "ada north, bo coast, cy coast, dee rangers, rangers hills, eve south"


def rows(text: str) -> list[list[str]]:
    """The cells of a table of `made.toml`."""
    text = text.replace("{NASTY}", NASTY)
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def terms(text: str) -> dict[str, Term]:
    """The plain terms of such a table."""
    return {
        key: Term(key, f"https://example.org/{key}", {"fr": fr, "en": en, "ar": ar}, {"en": en})
        for key, fr, en, ar, *_ in rows(text)
    }


def made_vocabulary() -> Vocabulary:
    """Five kinds, five relations, four types of events."""
    iri = "https://example.org/"
    kinds, relations, types = (terms(MADE[key]) for key in ("kinds", "relations", "types"))
    return Vocabulary(
        kinds={
            key: Kind(key, iri + key, kinds[key].labels, {}, shape)
            for key, *_, shape in rows(MADE["kinds"])
        },
        place_kinds={},
        event_types={key: EventType(key, iri + key, types[key].labels, {}) for key in types},
        relations={
            key: Relation(key, iri + key, relations[key].labels, {}, colour=colour)
            for key, *_, colour in rows(MADE["relations"])
        },
        roles=terms(MADE["roles"]),
        links=terms("denies | nie | denies | ينفي"),
        modalities=terms(MADE["statuses"]),
        statuses=terms(MADE["statuses"]),
        topics=terms("boats | bateaux | boats | قوارب"),
        outcomes={},
        terms={},
    )


def made_actors() -> dict[str, Actor]:
    """Twelve actors in two states and two camps; one has an alias and sources."""
    made = {}
    for id, kind, name, ar, camp, state in rows(MADE["actors"]):
        names = {"fr": name, "en": name} | ({"ar": ar} if ar else {})
        made[id] = Actor(id, kind, names, camp=camp, state=state)
    made["ada"] = replace(
        made["ada"],
        aliases=(Alias("La Capitaine", "fr", "2019/.."),),
        note=f"note {NASTY}",
        sources=("https://example.org/ada", "javascript:alert(2)"),
    )
    return dict(sorted(made.items()))


def claim(id: str, type: str, **roles: tuple[str, ...]) -> Claim:
    """An asserted claim of the gazette."""
    full = f"gazette#{id}"
    return Claim(full, "gazette", full, type, "asserted", ("daily",), (Passage(0, 9),), roles)


def made_claims() -> dict[str, Claim]:
    """A promise, who denies it, a meeting, and a speech that yields no tie."""
    start = len(BEFORE)
    made = [
        replace(
            claim("promise", "support", actor=("ada",), recipient=("bo",)),
            modality="alleged",
            cue=f"would {NASTY}",
            evidence=(Passage(start, start + len(WORDS)),),
            date="2019-05-09",
            attribution=("daily", "ada"),
            topics=("boats",),
            figures=(Figure("boats", ">=", 3),),
            note=f"note {NASTY}",
        ),
        replace(
            claim("denial", "denial", actor=("eve",)),
            links={"denies": ("gazette#promise",)},
            said_by=("eve",),
        ),
        replace(claim("talk", "meeting", actor=("bo",), recipient=("cy",)), date="2019-06"),
        claim("speech", "statement", actor=("lone",)),
    ]
    return {one.id: one for one in sorted(made, key=lambda one: one.id)}


def tie(id: str, ends: str, relation: str, status: str = "asserted") -> Edge:
    """A tie that the meeting yields; `ends` are two ids with a space between."""
    source, target = ends.split()
    symmetric = relation == "meets"
    talk = ("gazette#talk",)
    return Edge(id, "tie", source, target, relation, symmetric, 0, status, claims=talk)


def made_edges() -> tuple[Edge, ...]:
    """Eight ties, four of them parallel, a lifted one and six affiliations."""
    promise = replace(
        tie("t-promise", "ada bo", "supports", "contested"),
        claims=("gazette#promise",),
        date="2019-05-09",
        denied_by=("eve",),
        event_type="support",
    )
    ties = [
        promise,
        tie("t-talk", "bo cy", "meets"),
        *(tie(f"t-parallel-{number}", "dee bo", "opposes") for number in range(3)),
        tie("t-back", "bo dee", "opposes", "alleged"),
        tie("t-arms", "south rangers", "aids", "reported"),
        tie("t-eve", "eve dee", "meets", "planned"),
    ]
    lifted = replace(
        promise,
        id="l-promise",
        family="lifted",
        source="north",
        target="coast",
        lifted_from="t-promise",
        via_source=("a-ada",),
        via_target=("a-bo",),
    )
    affiliations = [
        replace(
            tie(f"a-{ends.split()[0]}", ends, "memberOf", ""),
            family="affiliation",
            claims=(),
            date="2014/..",
            title={"fr": "capitaine", "en": "captain", "ar": "قبطان"},
            provenance=("https://example.org/list",),
        )
        for ends in AFFILIATIONS.split(", ")
    ]
    return (*sorted(ties, key=lambda edge: edge.id), lifted, *affiliations)


@pytest.fixture(scope="session")
def axe(node_modules: Path) -> str:
    """The script of axe-core."""
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def records() -> Records:
    """The invented graph."""
    gazette = Article("gazette", f"Boats {NASTY}", "en", "daily", "2019-05-10", "printed")
    gazette = replace(gazette, url="https://example.org/boats")
    isle = Place("isle", "city", {"fr": "Île", "en": "Isle"})
    claims = made_claims()
    return Records(made_actors(), {"isle": isle}, {"gazette": gazette}, claims, {}, made_edges())


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """Its vocabulary."""
    return made_vocabulary()


@pytest.fixture(scope="session")
def html(records: Records, vocabulary: Vocabulary) -> str:
    """The page in English."""
    title, note = f"Isles {NASTY}", f"Only one gazette {NASTY}"
    texts = {"gazette": TEXT}
    return render(records, vocabulary, language="en", texts=texts, title=title, note=note)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    flags += ["--disable-component-update", "--disable-sync", "--disable-quic"]
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = os.environ.get("LIBYAGRAPH_CHROMIUM") or shutil.which("chromium")
        path = path or (own if Path(own).exists() else None)
        if path is None:
            reason = "neither a chromium on PATH nor Playwright's own"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        running = playwright.chromium.launch(executable_path=path, args=flags)
        yield running
        running.close()


@dataclass
class Seen:
    """An open page, and all that it should not have done."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def watch(self, address: str) -> None:
        """Writes down messages, errors, dialogs and requests other than for the page."""

        def foreign(url: str) -> bool:
            # What the page gives to save is of its own making.
            return url.partition("#")[0] != address and not url.startswith("blob:")

        def dismiss(dialog: Dialog) -> None:
            self.complaints.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        note = self.complaints.append
        self.page.on("console", lambda message: note(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: note(f"error: {error}"))
        self.page.on("dialog", dismiss)
        self.page.on("request", lambda r: note(f"request: {r.url}") if foreign(r.url) else None)


@contextmanager
def opener(browser: Browser, file: Path) -> Iterator[Callable[..., Page]]:
    """What opens a page from its file; at the end no request, message or dialog may be seen."""
    views: list[Seen] = []

    def open_page(
        width: int = 1440,
        height: int = 900,
        *,
        dark: bool = False,
        still: bool = False,
        link: str = "",
        touch: bool = False,
        script: str = "",
    ) -> Page:
        page = browser.new_page(viewport={"width": width, "height": height}, has_touch=touch)
        if script:
            page.add_init_script(script)
        page.emulate_media(
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
        )
        views.append(Seen(page))
        views[-1].watch(file.as_uri())
        page.goto(file.as_uri() + (f"#{link}" if link else ""))
        page.wait_for_function("() => window.libyagraph && libyagraph.labels().length > 0")
        return page

    yield open_page
    for seen in views:
        seen.page.close()
        assert seen.complaints == []


@pytest.fixture
def opened(browser: Browser, html: str, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Opens the page of the invented graph."""
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    with opener(browser, file) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def tale(tmp_path_factory: pytest.TempPathFactory) -> Tale:
    """The invented corpus of `tale.py`, built and drawn."""
    return tell(tmp_path_factory.mktemp("tale"))


@pytest.fixture
def opened_tale(browser: Browser, tale: Tale) -> Iterator[Callable[..., Page]]:
    """Opens its page."""
    with opener(browser, tale.page) as open_page:
        yield open_page


@pytest.fixture(scope="session")
def built_records(graph: Path) -> Records:
    """The records of the graph that is built from `seeds/`."""
    with open_graph(graph) as opened_graph:
        return opened_graph.records


@pytest.fixture
def opened_build(browser: Browser, graph: Path) -> Iterator[Callable[..., Page]]:
    """Opens the page of the graph that is built from `seeds/`."""
    with opener(browser, graph / "graph.html") as open_page:
        yield open_page
