"""The packaged corpus answers as it did: any change of an answer must be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from libyagraph.api import open_graph

from scripts.golden import ASKED, GOLDEN, answers


@pytest.fixture(scope="module")
def given(graph: Path) -> dict[str, str]:
    with open_graph(graph) as opened:
        return answers(opened)


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_is_the_golden_one(name: str, given: dict[str, str]) -> None:
    """`make golden` writes these files; a difference is a change that users see."""
    assert given[name] == (GOLDEN / f"{name}.csv").read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    """Every golden file belongs to a query that is still asked."""
    assert {path.stem for path in GOLDEN.glob("*.csv")} == set(ASKED)
