"""Writes the golden files of the tests anew: the answers of named queries on the packaged corpus.

`tests/test_golden.py` compares them. Look at the difference before you commit it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from libyagraph.api import Graph, open_graph
from libyagraph.build import build

GOLDEN = Path(__file__).resolve().parents[1] / "tests" / "golden"

ASKED: dict[str, tuple[str, dict[str, str], bool]] = {
    "supporters": ("supporters", {"actor": "khalifa-haftar"}, False),
    "meetings-lifted": ("meetings", {"actor": "khalifa-haftar"}, True),
    "met-both-sarraj": ("met-both", {"a": "khalifa-haftar", "b": "fayez-al-sarraj"}, True),
    "met-both-dbeibeh": ("met-both", {"a": "khalifa-haftar", "b": "abdul-hamid-dbeibeh"}, True),
    "contested": ("contested", {}, False),
    "timeline": ("timeline", {}, False),
    "article-001": ("article", {"article": "2016-11-30-lorient-haftar-moscou"}, False),
    "article-003": ("article", {"article": "2020-01-10-haftar-cessez-le-feu"}, False),
}
"""Each golden file: the query, its parameters, and whether it is lifted."""


def answers(graph: Graph) -> dict[str, str]:
    """The text of every golden file; words within a cell are sorted, since engines do not."""
    found = {}
    for name, (query, values, lift) in ASKED.items():
        rows = graph.named(query, values, lift=lift)
        lines = [",".join(rows.columns)]
        lines += [",".join(" ".join(sorted(cell.split())) for cell in row) for row in rows.values]
        found[name] = "\n".join(lines) + "\n"
    return found


def main() -> None:
    """Build the packaged corpus and write its answers."""
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        build(None, Path(scratch, "build"))
        with open_graph(Path(scratch, "build")) as graph:
            for name, text in answers(graph).items():
                (GOLDEN / f"{name}.csv").write_text(text, encoding="utf-8")
    print(f"golden files: {len(ASKED)} in tests/golden")


if __name__ == "__main__":
    main()
