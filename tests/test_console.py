"""The query page as the server hands it out: its HTML, words, files and examples."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from libyagraph.api import Graph, open_graph
from libyagraph.errors import UsageError
from libyagraph.names import PREFIXES
from libyagraph.query.named import named
from libyagraph.serve import console
from libyagraph.serve.console import assets

LANGUAGES = ["fr", "en", "ar"]
NASTY = "</script><script>alert(1)</script>\u2028'\"&"


class Tags(HTMLParser):
    """All tags of a document with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps a tag."""
        self.seen.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[Graph]:
    """The graph of `seeds/`, open."""
    with open_graph(graph) as opened_graph:
        yield opened_graph


def rendered(language: str) -> str:
    return console.page(language, console.offered(), PREFIXES)


def scripts() -> dict[str, str]:
    return {name: assets.static(name) or "" for name in assets.own() if name.endswith(".js")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_in_line(language: str) -> None:
    """No script, style, style attribute or handler of the page needs a policy to allow it."""
    for tag, attributes in Tags(rendered(language)).seen:
        assert tag not in ("style", "iframe", "object", "base"), tag
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        if tag == "script" and attributes.get("type") != "application/json":
            assert attributes["src"].startswith("/static/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_comes_from_elsewhere(language: str) -> None:
    """Every file that the page names is one that the server has."""
    for tag, attributes in Tags(rendered(language)).seen:
        address = attributes.get("src") or (tag == "link" and attributes.get("href")) or ""
        if address not in ("", "data:,"):
            assert console.static(address.removeprefix("/static/")), address


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language(language: str, direction: str) -> None:
    """With its direction, and marks it among those that can be chosen."""
    tags = Tags(rendered(language)).seen
    html = next(attributes for tag, attributes in tags if tag == "html")
    assert (html["lang"], html["dir"]) == (language, direction)
    offered = [a for tag, a in tags if tag == "a" and "hreflang" in a]
    assert [a["hreflang"] for a in offered] == LANGUAGES
    assert [a["hreflang"] for a in offered if "aria-current" in a] == [language]


def test_titles_of_queries_are_marked_as_english() -> None:
    """They stand in their files in English, whatever the page speaks."""
    text = rendered("ar")
    for query in named().values():
        assert f'<span lang="en" dir="ltr">{query.title}</span>' in text


def test_a_language_that_it_does_not_speak_is_refused() -> None:
    with pytest.raises(UsageError, match="ar, en, fr"):
        rendered("de")


def test_no_text_becomes_markup() -> None:
    """Titles and prefixes that look like markup stay text, in HTML and in the data."""
    query = console.Offered(name="nasty", title=NASTY, parameters=[], columns=[], lifts=False)
    text = console.page("en", [query], {"x": NASTY})
    assert text.count("<script") == text.count("</script>") == 4
    data = re.search(r'id="data">(.*?)</script>', text, re.DOTALL)
    assert data
    assert json.loads(data[1])["queries"][0]["title"] == NASTY


def test_every_named_query_is_offered() -> None:
    """With all that a form needs, as JSON can hold it."""
    told = json.loads(json.dumps(console.offered()))
    assert [one["name"] for one in told] == sorted(named())
    meetings = next(one for one in told if one["name"] == "meetings")
    assert meetings["lifts"]
    assert [(p["name"], p["kind"], p["required"]) for p in meetings["parameters"]] == [
        ("actor", "actor", False),
        ("since", "day", False),
        ("until", "day", False),
    ]
    assert {c["name"] for c in meetings["columns"] if c["lifted"]} == {
        "a_who",
        "a_through",
        "b_who",
        "b_through",
    }


def test_names_hold_all_actors_and_articles(opened: Graph) -> None:
    """With names in every language, aliases, and the labels of their kinds."""
    told = json.loads(json.dumps(console.names(opened)))
    records = opened.records
    assert [one["id"] for one in told["actors"]] == list(records.actors)
    assert [one["id"] for one in told["articles"]] == list(records.articles)
    for one in told["actors"]:
        actor = records.actors[one["id"]]
        assert one["names"] == actor.names
        assert set(one["aliases"]) == {alias.value for alias in actor.aliases}
        assert told["kinds"][one["kind"]].keys() >= {"fr", "en", "ar"}


def test_all_languages_have_the_same_words() -> None:
    first, *others = (set(words) for words in assets.words().values())
    assert all(other == first for other in others)


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    """Keys that are put together begin as they do in the scripts."""
    sources = "\n".join([*scripts().values(), assets.text("page.html.j2")])
    known = set(json.loads(assets.text("words.json"))["en"])
    used = set(re.findall(r"""(?:say\(|word\[|tool\()"([\w.]+)\"""", sources))
    used |= set(re.findall(r"""say\(\w+ === "article" \? "(\w+)" """, sources))
    assert used <= set(assets.words()["en"]), used - set(assets.words()["en"])
    quoted = set(re.findall(r'"([\w.]+)"', sources))
    made = {key for key in known if key.split(".")[0] in ("hint", "example", "rows")}
    assert known - quoted - made == set()
    assert {f"example.{name}" for name in assets.examples()} <= known
    kinds = {parameter.kind for query in named().values() for parameter in query.parameters}
    assert {f"hint.{kind}" for kind in kinds} <= known


def test_scripts_import_what_is_there() -> None:
    """Every import names a file of the page and something that the file exports."""
    texts = scripts()
    for name, text in texts.items():
        for names, source in re.findall(r'import \{([^}]*)\} from "\./([^"]*)"', text):
            for one in (part.strip() for part in names.split(",")):
                alone = rf"export (?:const|class|(?:async )?function\*?) {one}\b"
                declared = rf"{alone}|export const \{{[^}}]*\b{one}\b"
                assert re.search(declared, texts[source]), f"{name}: {one} of {source}"


@pytest.mark.parametrize(
    "name", ["", "query", "query.py", "../console/words.json", "page.js", "query.js/"]
)
def test_no_other_file_is_handed_out(name: str) -> None:
    assert console.static(name) is None


@pytest.mark.parametrize("name", sorted(assets.examples()))
def test_an_example_answers(name: str, opened: Graph) -> None:
    """Without declaring a prefix, by a query that is allowed, and with something to show."""
    assert len(opened.query(assets.examples()[name])) > 0
