"""No text of a corpus runs as script or becomes markup, wherever it stands in the page.

The policy that the page carries would stop most scripts. So each page is opened twice: with it,
where it may have nothing to stop, and without it, where the page's own scripts are all there is.
"""

from __future__ import annotations

import csv
import re
from functools import partial
from pathlib import Path

import pytest
from libyagraph import ontology, paths
from libyagraph.api import open_graph
from libyagraph.build import build
from libyagraph.corpus import load
from libyagraph.page import assets, render
from libyagraph.records import Records
from libyagraph.vocabulary import Vocabulary
from playwright.sync_api import Browser

from tests.browser.infested import LANGUAGES, UNSHOWN, Infested, infest
from tests.browser.injection import (
    FORMS,
    INHERITED,
    LINKS,
    PAYLOADS,
    REFUSED,
    WATCHING,
    Cases,
    Payload,
    linked,
    plain,
    visiting,
)
from tests.browser.strange import Tables, strange
from tests.support import article, told, write_corpus

pytestmark = pytest.mark.browser
NAME = "\"><img src=x onerror='__f(0)'>.html"
UNUSED = {"graph: place kind", "graph: shape"} | {
    f"graph: definition of {table}" for table in ("roles", "links", "topics", "terms")
}
"""Fields of a graph that the page has no use for."""
LOOSE = (
    *("image", "image-of-set", "out-of-double-quotes", "out-of-backticks"),
    *("details", "video", "audio", "focus", "link"),
)
"""Some attacks of which one has the word that makes pyvis show titles as HTML: `href`."""
NEAR = """ids => ids.map(id => {
  const box = document.getElementById("canvas").getBoundingClientRect();
  const at = libyagraph.curve(id)?.middle || libyagraph.place(id);
  if (!at) return "";  // what others only go through is not drawn
  const where = { clientX: box.x + at.x, clientY: box.y + at.y, bubbles: true };
  document.querySelector("#canvas canvas").dispatchEvent(new PointerEvent("pointermove", where));
  return document.getElementById("tip").textContent;
})"""
HELD = """number => {
  const box = document.querySelector("canvas").getBoundingClientRect();
  const { x, y } = network.canvasToDOM(network.getPosition(number));
  return [box.x + x, box.y + y];
}"""
SKELETON = """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")]
  .map(node => [node.localName, ...node.getAttributeNames()].join(" "))"""


@pytest.fixture(scope="module")
def infested(tmp_path_factory: pytest.TempPathFactory) -> Infested:
    """The corpus of attacks."""
    return infest(tmp_path_factory.mktemp("infested"), PAYLOADS, Cases())


@pytest.fixture(scope="module")
def drawn(infested: Infested, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its page with texts, a title and a note, in a file whose name is an attack too."""
    place = tmp_path_factory.mktemp("drawn")
    title, note = (
        "  ".join(infested.cases.text(payload, f"page {what}") for payload in PAYLOADS)
        for what in ("title", "note")
    )
    built = build(infested.corpus, place / "build")
    with open_graph(built.directory) as graph:
        texts = graph.verified_texts(infested.texts)
        graph.draw(place / NAME, language="en", texts=texts, title=title, note=note)
    return place / NAME


@pytest.mark.parametrize(
    ("policy", "step"),
    [
        (True, 6),
        (False, 6),
        pytest.param(True, 1, marks=pytest.mark.slow),
        pytest.param(False, 1, marks=pytest.mark.slow),
    ],
)
def test_no_text_of_a_corpus_runs(
    browser: Browser, infested: Infested, drawn: Path, policy: bool, step: int
) -> None:
    """Of thousands of cases each is on the page, and its lists, tables and panels are opened.

    In each language every `step`th panel: of six, three with the policy and three without it.
    """
    cases = infested.cases
    with visiting(browser, drawn.as_uri(), policy=policy) as visit:
        page = visit.page
        carried = set(page.evaluate("texts => watch.carried(texts)", cases.texts))
        missing = {where for where, _ in cases.named(cases.texts.keys() - carried)}
        assert missing <= UNSHOWN
        assert len(carried) >= 3000
        for turn, language in enumerate(LANGUAGES):
            page.click(f"[data-language={language}]")
            for view in ("states", "people"):
                page.click(f"[data-view={view}]")
                page.evaluate("watch.unfold()")
            page.evaluate(
                "([at, step]) => watch.panels(at, step)", [(turn + 3 * policy) % step, step]
            )
        shown = visit.innocent()
    fields = {where for where, _ in cases.named(shown)}
    assert {where for where, _ in cases.named(carried)} - fields <= {"name de"}
    if step == 1:
        assert carried - shown == cases.of("name de")


def test_the_source_of_the_page_has_no_other_elements(
    browser: Browser, drawn: Path, vocabulary: Vocabulary
) -> None:
    """Read by a browser that runs nothing, it is built like the page of an empty graph."""
    empty = render(Records({}, {}, {}, {}, {}, ()), vocabulary, language="en")
    page = browser.new_page()
    built, clean = (
        page.evaluate(SKELETON, html) for html in (drawn.read_text(encoding="utf-8"), empty)
    )
    page.close()
    assert len(clean) > 50
    assert built == clean


def test_names_under_the_pointer_and_on_paper(
    browser: Browser, infested: Infested, drawn: Path, tmp_path: Path
) -> None:
    """What stands beside the pointer, what is printed, and the files that the page gives."""
    with visiting(browser, drawn.as_uri(), policy=False) as visit:
        page = visit.page
        page.click("[data-language=en]")
        seen = page.evaluate("libyagraph.visible()")
        ids = seen["actors"][::3] + seen["edges"][::5]
        tips = page.evaluate(NEAR, ids)
        assert len({tip for tip in tips if "zq" in tip}) > len(ids) / 3
        at = page.evaluate("id => libyagraph.place(id)", seen["actors"][0])
        page.locator("#canvas").hover(position={"x": at["x"], "y": at["y"]})
        assert "zq" in page.locator("#tip").inner_text()
        page.click("#table > summary")
        with page.expect_download() as saved:
            page.click("#csv")
        saved.value.save_as(tmp_path / "edges.csv")
        with page.expect_download():
            page.click("#png")
        page.emulate_media(media="print")
        page.pdf(path=tmp_path / "page.pdf")
        visit.innocent()
    with (tmp_path / "edges.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")] == []


def test_no_link_runs(browser: Browser, html: str, tmp_path: Path) -> None:
    """What stands behind the # of an address is anybody's: in parts, raw, and at the opening."""
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    cases = Cases()
    wanted = set(re.findall(r'linked\("([a-z]+)"', assets.script()))
    assert wanted and wanted <= set(LINKS)
    payloads = PAYLOADS + REFUSED
    address = f"{file.as_uri()}#{linked(cases, payloads[0])}"
    with visiting(browser, address, policy=False) as visit:
        for payload in payloads[1:]:
            parts = f"{linked(cases, payload)}&{cases.text(payload, 'link: raw')}"
            followed = visit.page.evaluate("hash => watch.follow(hash)", parts)
            assert plain(followed) == plain(f"#{parts}")
        for name in INHERITED:
            parts = "&".join(
                f"{part}={FORMS.get(part, '{}').replace('{}', name)}" for part in LINKS
            )
            visit.page.evaluate("hash => watch.follow(hash)", f"{parts}&{name}={name}")
        assert visit.page.locator("#panel h2").count() == 0
        visit.innocent()
    assert len(cases.texts) >= 1000


def test_nothing_that_is_typed_runs(browser: Browser, drawn: Path) -> None:
    """In the search, in the table's filter, and in the fields of a chain; names are found there."""
    cases = Cases()
    with visiting(browser, drawn.as_uri(), policy=False) as visit:
        page = visit.page
        page.click("#table > summary")
        for payload in PAYLOADS + REFUSED:
            text = cases.text(payload, "typed")
            taken = visit.page.evaluate("text => watch.type(text)", text)
            assert len(taken) >= 4 and all(taken), payload.name
        shown = visit.innocent()
    assert len(shown) >= 100  # the names that were found


def test_no_graph_from_elsewhere_runs(browser: Browser, tmp_path: Path) -> None:
    """Ids, keys and dates are attacks as well, with characters that no annotation can hold."""
    cases = Cases()
    tables = strange(cases.writer(payload, "graph") for payload in PAYLOADS + REFUSED)
    shown = explore(browser, tables, tmp_path, cases)
    fields = {where for where, _ in cases.named(shown)}
    assert len(fields) > 60 and len(cases.texts) >= 5000


def test_names_that_every_object_has(browser: Browser, tmp_path: Path) -> None:
    """An actor may be called `constructor`; `__proto__` as an id or a key changes nothing."""
    tables = strange(partial(inherited, name) for name in INHERITED)
    assert explore(browser, tables, tmp_path, Cases()) == set()


def inherited(name: str, where: str) -> str:
    """The same name in each field, but for the second of two."""
    return f"{name} {where}" if "other" in where else name


def explore(browser: Browser, tables: Tables, directory: Path, cases: Cases) -> set[int]:
    """Draw a graph and open all of it; returns the cases that were shown."""
    html = render(tables.records(), tables.vocabulary(), language="en", texts=tables.texts)
    file = directory / "strange.html"
    file.write_text(html, encoding="utf-8", errors="surrogatepass", newline="\n")
    with visiting(browser, file.as_uri(), policy=False) as visit:
        page = visit.page
        carried = set(page.evaluate("texts => watch.carried(texts)", cases.texts))
        missing = {where for where, _ in cases.named(cases.texts.keys() - carried)}
        assert missing <= UNUSED, missing
        for view in ("states", "people"):
            page.click(f"[data-view={view}]")
            page.evaluate("watch.unfold()")
        page.evaluate("watch.panels(0, 1)")
        return visit.innocent()


@pytest.mark.parametrize("payload", REFUSED, ids=lambda payload: payload.name)
def test_what_hides_or_turns_text_is_refused(payload: Payload, tmp_path: Path) -> None:
    """Before anything is drawn, with one line that says which character stands where."""
    vocabulary = ontology.load(paths.ontology())
    title = Cases().text(payload, "title")
    write_corpus(tmp_path, articles={"first": article([told("one", "meeting")], title=title)})
    problems = load(tmp_path, vocabulary).problems
    assert [(p.name, p.line) for p in problems] == [("control", 2)]


def test_pyvis_own_page_runs_them(browser: Browser, tmp_path: Path) -> None:
    """The same attacks, watched by the same means, run in the page that pyvis makes by itself."""
    from pyvis.network import Network

    cases = Cases()
    network = Network(cdn_resources="in_line", heading=cases.text(PAYLOADS[0], "heading"))
    network.toggle_physics(False)
    chosen = [payload for payload in PAYLOADS if payload.name.removeprefix("text: ") in LOOSE]
    for number, payload in enumerate(chosen):
        label, title = (cases.text(payload, f"pyvis: {what}") for what in ("label", "title"))
        network.add_node(number, label=label, title=title, x=number * 100, y=0)
    file = tmp_path / "pyvis.html"
    file.write_text(network.generate_html(), encoding="utf-8")
    context = browser.new_context(offline=True)
    context.add_init_script(WATCHING)
    page = context.new_page()
    page.route("https://evil.invalid/**", lambda route: route.abort("aborted"))
    page.goto(file.as_uri())
    page.wait_for_function("window.network && Object.keys(network.getPositions()).length > 0")
    for number in range(len(chosen)):
        x, y = page.evaluate(HELD, number)
        page.mouse.move(x, y - 40)
        page.mouse.move(x, y)
        page.wait_for_timeout(400)  # vis-network shows a title after 300 ms
    fired = set(page.evaluate("watch.told().fired"))
    context.close()
    assert len(fired) >= 5, cases.named(fired)
