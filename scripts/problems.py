"""Writes the table of problems in docs/annotating.md, from the names that the program knows.

In go the names of `libyagraph.problems`, out comes the section "Problems by name" of the page;
nothing else of it is touched.
"""

from __future__ import annotations

from pathlib import Path

from libyagraph import problems

COMMAND = ".venv/bin/python scripts/problems.py"
TARGET = Path(__file__).resolve().parents[1] / "docs" / "annotating.md"
HEADING = "## Problems by name\n"

INTRO = f"""
<!-- Made by `{COMMAND}` from graph/libyagraph/problems.py: change that, not this section. -->

Every problem has a name. `check --format json` and `--format github` give it with each problem, a
line of text with each warning; `check --explain NAME` says what is said here.

"""


def section() -> str:
    """The whole section."""
    return HEADING + INTRO + problems.table()


def renewed(page: str) -> str:
    """The page with the section as it should be, at its end where there was none."""
    before, _, rest = page.partition(HEADING)
    after = rest.partition("\n## ")
    tail = f"\n## {after[2]}" if after[1] else ""
    return before.rstrip("\n") + "\n\n" + section() + tail


def main() -> None:
    """Write the page."""
    page = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(renewed(page), encoding="utf-8", newline="\n")
    print(TARGET.name)


if __name__ == "__main__":
    main()
