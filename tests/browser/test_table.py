"""The table of what is drawn, and the same as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from libyagraph.records import Records
from playwright.sync_api import Page, expect

from tests.browser.tale import Tale

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
COLUMN = """at => [...document.querySelectorAll("#rows tbody tr")]
  .map(row => row.children[at].textContent)"""


def saved(page: Page, path: Path) -> tuple[bytes, list[dict[str, str]]]:
    """The file that the button saves, raw and as rows."""
    with page.expect_download() as download:
        page.click("#csv")
    download.value.save_as(path)
    raw = path.read_bytes()
    return raw, list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    ("column", "at"), [("from", 1), ("relationOne", 2), ("to", 3), ("date", 5), ("distinct", 6)]
)
def test_a_column_sorts_up_down_and_not_at_all(opened_tale: Open, column: str, at: int) -> None:
    """By its head, with the keyboard; screen readers are told which way."""
    page = opened_tale(link="table=1&affiliations=0")
    page.focus(f"[data-sort={column}]")
    head = page.locator("th", has=page.locator(f"[data-sort={column}]"))
    before = page.evaluate(COLUMN, at)
    expect(head).to_have_attribute("aria-sort", "none")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = page.evaluate(COLUMN, at)
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    down = page.evaluate(COLUMN, at)
    assert up != down
    if column == "date":
        assert up == sorted(up, key=lambda text: (text == "undated", text))
    else:
        assert down == up[::-1] or sorted(down, reverse=True) == down
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "none")
    assert page.evaluate(COLUMN, at) == before


def test_a_text_narrows_it(opened_tale: Open) -> None:
    """Names, relations, articles, folded; the drawing stays as it is."""
    page = opened_tale()
    page.click("#table > summary")
    page.fill("#table-text", "GAMMA meets")
    expect(page.locator("#rows tbody tr")).to_have_count(2)
    expect(page.locator("#table-count")).to_have_text("2 of 19")
    page.fill("#table-text", "nothing at all")
    expect(page.locator("#rows tbody tr")).to_have_count(0)
    assert len(page.evaluate("libyagraph.visible().edges")) == 19


def test_the_file_is_for_spreadsheets(opened_tale: Open, tale: Tale, tmp_path: Path) -> None:
    """UTF-8 with its mark; what begins like a formula is text; only what is shown is in it."""
    page = opened_tale(link="table=1&affiliations=0&text=meets")
    raw, rows = saved(page, tmp_path / "edges.csv")
    assert raw.startswith("\ufeff".encode())
    assert raw.count(b"\r\n") == len(rows) + 1
    assert {row["relation"] for row in rows} == {"meets"}
    meet = next(row for row in rows if "/meet/" in row["id"])
    assert meet["articles"].count("·") == 3
    assert "Third paper · 2016-06-02" in meet["articles"]
    assert (meet["sources"], meet["status"], meet["first"]) == ("3", "asserted", "2016-05-02")
    ties = [edge.id for edge in tale.records.ties() if edge.relation == "meets"]
    assert sorted(row["id"] for row in rows) == ties


@pytest.mark.parametrize(
    ("language", "name"), [("en", "'=1+1"), ("fr", '\'-1, "deux"'), ("ar", "'@ثلاثة")]
)
def test_no_cell_is_a_formula(opened_tale: Open, tmp_path: Path, language: str, name: str) -> None:
    """Whatever a name begins with: an apostrophe makes text of it."""
    page = opened_tale(link=f"table=1&lang={language}")
    _, rows = saved(page, tmp_path / "edges.csv")
    assert [row["from_name"] for row in rows if row["from"] == "formula"] == [name]
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_tie_of_the_graph_is_in_data_table_and_file(
    opened_build: Open, built_records: Records, tmp_path: Path, language: str
) -> None:
    """Ties and affiliations in one view, lifted ties in the other: none is lost."""
    page = opened_build(link=f"lang={language}&table=1")
    for view, families in (("people", ("tie", "affiliation")), ("states", ("lifted",))):
        page.click(f"[data-view={view}]")
        wanted = {edge.id for edge in built_records.edges if edge.family in families}
        in_table = page.locator("#rows [data-edge]").evaluate_all(
            "all => all.map(b => b.dataset.edge)"
        )
        assert sorted(in_table) == sorted(wanted)
        _, rows = saved(page, tmp_path / f"{view}.csv")
        assert sorted(row["id"] for row in rows) == sorted(wanted)
        by_id = {row["id"]: row for row in rows}
        for edge in built_records.edges:
            if edge.id not in wanted:
                continue
            row = by_id[edge.id]
            assert (row["from"], row["relation"], row["to"]) == (
                edge.source,
                edge.relation,
                edge.target,
            )
            assert (row["status"], row["date"]) == (edge.status, edge.date)
            assert row["claims"] == "; ".join(edge.claims)
            assert row["denied_by"] == "; ".join(edge.denied_by)
