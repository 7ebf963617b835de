"""The pages of things in a real browser: nothing of a graph runs, and nobody is kept out.

A page has no script, so that its policy should have nothing to stop. Pages are opened with it,
where nothing may be blocked, and without it, where the page alone must hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from libyagraph.api import open_graph
from libyagraph.records import Records
from libyagraph.serve.things import Things
from libyagraph.serve.things.index import path
from libyagraph.serve.things.links import local
from libyagraph.vocabulary import Vocabulary
from playwright.sync_api import Browser, Page, expect

from tests.browser.infested import infest
from tests.browser.injection import PAYLOADS, REFUSED, WATCHING, Cases, dismiss
from tests.browser.strange import strange
from tests.described import Opened, compiled, served

pytestmark = pytest.mark.browser

AXE = """async tags => {
  const { violations } = await axe.run(document,
    { resultTypes: ["violations"], runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => [id, nodes.map(node => node.html.slice(0, 120))]);
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MARKS = "[...document.documentElement.outerHTML.matchAll(/zq(\\d+)z/g)].map(([, n]) => Number(n))"
FIRST = (
    """[...document.querySelectorAll("details")].slice(0, 3).forEach(one => { one.open = true; })"""
)
RUNNABLE = """root => [...(root || document).querySelectorAll("*")].filter(node =>
  node.matches("script, style, iframe, object, embed, img, svg, math, form, input, base, template")
  || [...node.attributes].some(({ name }) => name.startsWith("on") || name === "style")
  || (node.matches("a") && !/^(https?:\\/\\/|\\/(?!\\/)|[#?])/.test(node.getAttribute("href"))))
  .map(node => node.outerHTML.slice(0, 120))"""
READ = f"""pages => pages.flatMap(html =>
  ({RUNNABLE})(new DOMParser().parseFromString(html, "text/html")))"""
"""The same of pages that a browser reads, and does not run."""
SAMPLE = (
    "actor/egypt",
    "article/2016-11-30-lorient-haftar-moscou",
    "event/tripoli-offensive",
    "claim/2020-01-10-haftar-cessez-le-feu/russia-sends-mercenaries",
    "tie/2020-01-10-haftar-cessez-le-feu/russia-sends-mercenaries/russia/aids/khalifa-haftar",
    "place/tripoli",
    "topic/ceasefire",
)
"""A page of each kind."""


@dataclass
class Watched:
    """A page that is watched, and what the browser said."""

    page: Page
    complaints: list[str] = field(default_factory=list)


@contextmanager
def watched(browser: Browser, host: str, *, policy: bool) -> Iterator[Watched]:
    """A page in which attacks would be seen; nothing but this host may be asked for anything."""
    context = browser.new_context(bypass_csp=not policy)
    context.add_init_script(WATCHING)
    seen = Watched(context.new_page())
    note = seen.complaints.append
    seen.page.on("console", lambda message: note(f"{message.type}: {message.text}"))
    seen.page.on("pageerror", lambda error: note(f"error: {error}"))
    seen.page.on("dialog", lambda dialog: dismiss(dialog, note))
    seen.page.on("popup", lambda opened: note(f"popup: {opened.url}"))
    seen.page.on("frameattached", lambda frame: note(f"frame: {frame.url}"))
    seen.page.on(
        "request", lambda r: None if r.url.startswith(f"{host}/") else note(f"request: {r.url}")
    )
    try:
        yield seen
    finally:
        context.close()


def paths(records: Records) -> list[str]:
    """The paths of all things that are records."""
    tables = (records.actors, records.articles, records.claims, records.events, records.places)
    return [path(one) for table in tables for one in table.values()] + [e.id for e in records.edges]


def explore(browser: Browser, opened: Opened, *, policy: bool, step: int) -> set[int]:
    """Open every `step`th page of a graph; nothing runs. Returns the cases that were shown."""
    shown: set[int] = set()
    with served(Things(opened)) as host, watched(browser, host, policy=policy) as seen:
        for at in paths(opened.records)[policy::step]:
            answer = seen.page.goto(host + local(at), wait_until="load")
            assert answer and answer.status == 200, at
            assert seen.page.evaluate(RUNNABLE) == [], at
            shown.update(seen.page.evaluate(MARKS))
            told = seen.page.evaluate("watch.told()")
            told.pop("shown")
            assert {what: found for what, found in told.items() if found} == {}, at
            assert seen.complaints == [], at
    return shown


def test_a_browser_reads_no_text_as_markup(browser: Browser, tmp_path: Path) -> None:
    """Of every page of a corpus of attacks; all texts that the graph holds are shown on one."""
    made = infest(tmp_path, PAYLOADS, Cases())
    opened = compiled(made.corpus)
    things = Things(opened)
    pages = [things.page(at, language="en") or "" for at in paths(opened.records)]
    assert len(pages) > 1500
    page = browser.new_page()
    for start in range(0, len(pages), 200):
        assert page.evaluate(READ, pages[start : start + 200]) == []
    page.close()
    shown = {int(number) for one in pages for number in re.findall(r"zq(\d+)z", one)}
    unseen = {where for where, _ in made.cases.named(made.cases.texts.keys() - shown)}
    texts = {"passage", "text before", "text after", "region why"}
    assert unseen <= texts | {"post title fr", "post title ar", "event title fr"}


@pytest.mark.parametrize(
    ("policy", "step"),
    [
        (True, 61),
        (False, 61),
        pytest.param(True, 4, marks=pytest.mark.slow),
        pytest.param(False, 4, marks=pytest.mark.slow),
    ],
)
def test_no_text_of_a_corpus_runs(
    browser: Browser, tmp_path: Path, policy: bool, step: int
) -> None:
    """Names, notes, titles, cues, sources and addresses: an annotation may hold any of them."""
    made = infest(tmp_path, PAYLOADS, Cases())
    opened = compiled(made.corpus)
    shown = explore(browser, opened, policy=policy, step=step)
    fields = {where for where, _ in made.cases.named(shown)}
    assert len(fields) > 10 and len(shown) > 3000 / step


@pytest.mark.parametrize(
    ("policy", "step"),
    [
        (True, 31),
        (False, 31),
        pytest.param(True, 2, marks=pytest.mark.slow),
        pytest.param(False, 2, marks=pytest.mark.slow),
    ],
)
def test_no_graph_from_elsewhere_runs(browser: Browser, policy: bool, step: int) -> None:
    """Ids, keys and dates are attacks as well, with characters that no annotation can hold."""
    cases = Cases()
    tables = strange(cases.writer(payload, "graph") for payload in PAYLOADS + REFUSED)
    opened = Opened(tables.records(), tables.vocabulary(), ox.Store())
    shown = explore(browser, opened, policy=policy, step=step)
    assert len(shown) > len(cases.texts) / (step * 2)


def test_what_is_watched_would_run(browser: Browser, vocabulary: Vocabulary) -> None:
    """The same means see a script, where a page has one: these tests can fail."""
    actor_less = Opened(Records({}, {}, {}, {}, {}, ()), vocabulary, ox.Store())
    with served(Things(actor_less)) as host, watched(browser, host, policy=False) as seen:
        seen.page.goto(f"{host}/static/things.css")
        seen.page.set_content("<img src=x onerror=__f(7)>")
        seen.page.wait_for_function("watch.told().fired.length > 0")
        assert seen.page.evaluate("watch.told().fired") == [7]
        assert len(seen.page.evaluate(RUNNABLE)) == 1


@pytest.fixture(scope="module")
def axe(node_modules: Path) -> str:
    """The script of axe-core."""
    return (node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def host(graph: Path) -> Iterator[str]:
    """A server of the pages of the graph that is built from `seeds/`."""
    with open_graph(graph) as whole, served(Things(whole)) as address:
        yield address


@pytest.mark.parametrize(
    "screen",
    [
        pytest.param((1440, False), id="wide-light"),
        pytest.param((360, True), id="narrow-dark"),
        pytest.param((1440, True), id="wide-dark", marks=pytest.mark.slow),
        pytest.param((360, False), id="narrow-light", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_axe_finds_nothing(
    browser: Browser, host: str, axe: str, language: str, screen: tuple[int, bool]
) -> None:
    """A page of each kind, with some ties opened; nothing sticks out, nothing is blocked."""
    width, dark = screen
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light"
    )
    context.add_init_script(axe)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for at in SAMPLE:
        answer = page.goto(f"{host}/{at}?lang={language}")
        assert answer and answer.ok, at
        page.evaluate(FIRST)
        assert page.evaluate(AXE, TAGS) == [], at
        assert page.evaluate("document.documentElement.scrollWidth") <= width, at
    context.close()
    assert complaints == []


def test_a_page_is_walked_by_keyboard(browser: Browser, host: str) -> None:
    """The first stop leads past the header; what says so opens by a key; a link leads on."""
    page = browser.new_page()
    page.goto(f"{host}/actor/khalifa-haftar?lang=en")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    opening = page.locator("summary").first
    opening.focus()
    page.keyboard.press("Enter")
    claim = page.locator("details[open] .claim h4 a").first
    expect(claim).to_be_visible()
    claim.click()
    assert urlsplit(page.url).path.startswith("/claim/")
    expect(page.locator("h1")).to_be_visible()
    page.close()


def test_paper_has_what_is_closed_on_the_screen(browser: Browser, host: str) -> None:
    """Claims are printed, the header is not, and the ground is white."""
    page = browser.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(f"{host}/actor/egypt?lang=en")
    expect(page.locator("details .claim").first).to_be_visible()
    expect(page.locator("header")).to_be_hidden()
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    page.close()
