"""Answers as a table and as files."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from libyagraph.api import Graph
from libyagraph.names import PREFIXES, short
from playwright.sync_api import Page, expect

from tests.browser.console.support import NASTY, TIES, rows, write

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def test_ids_lead_to_their_pages(opened: Open) -> None:
    """On this server for things of the graph; whatever else an IRI is, it asks for nothing."""
    page = opened()
    terms = ["actor:egypt", "lg:aids", "<javascript:alert(1)>", f"'{NASTY}'@fr"]
    write(page, f"SELECT ?a ?b ?c ?d {{ VALUES (?a ?b ?c ?d) {{ ({' '.join(terms)}) }} }}")
    assert rows(page) == [["egypt", "aids", "javascript:alert(1)", f"{NASTY} @fr"]]
    links = page.locator("#table a")
    assert [links.nth(n).get_attribute("href") for n in range(links.count())] == ["/actor/egypt"]
    assert page.locator("#table [lang=fr]").inner_text() == NASTY
    assert page.locator("img").count() == 0


def test_ids_are_those_of_the_program(opened: Open) -> None:
    """The page shortens an IRI of ours as the command line does."""
    page = opened()
    iris = [
        f"{PREFIXES[p]}{rest}"
        for p, rest in [
            ("actor", "egypt"),
            ("claim", "one/two"),
            ("event", "one/two/three"),
            ("event", "shared"),
            ("post", "x/1"),
            ("lg", "aids"),
            ("topic", "ceasefire"),
            ("graph", "registry"),
            ("tie", "event/a/b/c/lifted"),
        ]
    ]
    told = page.evaluate(
        "iris => import('/static/query-data.js').then(({ idOf }) => iris.map(idOf))", iris
    )
    assert told == [short(iri) for iri in iris]


def test_numbers_sort_as_numbers(opened: Open) -> None:
    """Up, down and back to the order of the answer; what is unbound stays last; the link knows."""
    page = opened()
    write(
        page, "SELECT ?n ?w WHERE { VALUES (?n ?w) { (10 'b') (9 'a') (UNDEF 'c') (1.5e2 'd') } }"
    )
    first = ["10", "9", "", "150"]
    assert [row[0] for row in rows(page)] == first
    for order, sort in (
        (["9", "10", "150", ""], "n"),
        (["150", "10", "9", ""], "-n"),
        (first, ""),
    ):
        page.click("[data-sort=n]")
        assert [row[0] for row in rows(page)] == order
        expect(page.locator("[data-sort=n]")).to_be_focused()
        assert ("sort=" + sort in page.url) == bool(sort)
    page.click("[data-sort=w]")
    assert [row[1] for row in rows(page)] == ["a", "b", "c", "d"]


def test_a_long_answer_is_shown_in_pieces(opened: Open) -> None:
    """Five hundred rows first, then more; it says of how many."""
    page = opened()
    write(page, "SELECT ?s ?p ?o WHERE { ?s ?p ?o } LIMIT 1200")
    assert len(rows(page)) == 500
    expect(page.locator("#status")).to_contain_text("1,200 rows")
    for count in (1000, 1200):
        page.click("#more")
        assert len(rows(page)) == count
    expect(page.locator("#more")).to_have_count(0)


def test_a_column_may_have_any_name(opened: Open) -> None:
    """Also one that JavaScript's objects have for themselves."""
    page = opened()
    write(page, "SELECT ?constructor ?__proto__ ?toString WHERE { BIND(1 AS ?constructor) }")
    assert rows(page) == [["1", "", ""]]


def test_yes_and_no(opened: Open) -> None:
    page = opened(language="fr")
    write(page, "ASK { ?tie a lg:Tie }")
    expect(page.locator(".truth")).to_have_text("Oui")
    write(page, "ASK { ?tie a lg:Nothing }")
    expect(page.locator(".truth")).to_have_text("Non")
    expect(page.locator("#views")).to_be_hidden()


def test_triples_are_a_table(opened: Open) -> None:
    """With every escape of N-Triples undone, and nothing left out."""
    page = opened()
    values = r"""'a\n\"b\\\u00e9'@fr '\U0001F600' 5"""
    write(page, f"CONSTRUCT {{ actor:egypt rdfs:label ?t }} {{ VALUES ?t {{ {values} }} }}")
    found = rows(page)
    assert sorted(row[2] for row in found) == sorted(['a\n"b\\é @fr', "5", "😀"])
    assert {(row[0], row[1]) for row in found} == {("egypt", "rdfs:label")}


@pytest.mark.parametrize(
    ("query", "endings"),
    [
        (TIES, ["csv", "tsv", "json", "xml"]),
        ("ASK { ?tie a lg:Tie }", ["json", "xml"]),
        ("CONSTRUCT WHERE { ?tie a lg:Tie }", ["ttl", "nt", "jsonld", "rdf"]),
    ],
    ids=["rows", "truth", "triples"],
)
def test_every_format_can_be_saved(opened: Open, query: str, endings: list[str]) -> None:
    """As the server writes it, and whole."""
    page = opened()
    write(page, query)
    expect(page.locator("#tools")).to_be_visible()
    assert page.locator("#downloads li button").count() == len(endings)
    for ending in endings:
        page.click("#downloads summary")
        with page.expect_download() as saving:
            page.click(f"[data-type={ending}]")
        assert saving.value.suggested_filename == f"query.{ending}"
        expect(page.locator("#told")).to_have_text(f"query.{ending} saved.")
        assert saving.value.path().stat().st_size > 20


def test_a_named_answer_is_saved_whole(opened: Open, told: Graph) -> None:
    page = opened("query=timeline")
    rows(page)
    page.click("#downloads summary")
    with page.expect_download() as saving:
        page.click("[data-type=csv]")
    with saving.value.path().open(encoding="utf-8", newline="") as file:
        saved = list(csv.reader(file))
    assert saving.value.suggested_filename == "timeline.csv"
    assert len(saved) == len(told.query("timeline")) + 1


def test_paper_has_the_answer_alone(opened: Open) -> None:
    """All of its columns, and what was asked; no form, list or button."""
    page = opened("query=meetings&p.since=2019")
    rows(page)
    page.emulate_media(media="print")
    expect(page.locator("#asked")).to_contain_text("2019")
    expect(page.locator("#table tbody td").first).to_be_visible()
    for part in (".questions", "#form", "#tools", ".top"):
        expect(page.locator(part)).to_be_hidden()
