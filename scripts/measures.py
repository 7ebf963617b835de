"""Writes the table of measures in docs/measures.md, from the definitions that the program has.

In go the definitions of `libyagraph.measures`, out comes the section "What each measure is" of the
page; nothing else of it is touched.
"""

from __future__ import annotations

from pathlib import Path

from libyagraph.measures.definitions import DEFINITIONS, Definition

COMMAND = ".venv/bin/python scripts/measures.py"
TARGET = Path(__file__).resolve().parents[1] / "docs" / "measures.md"
HEADING = "## What each measure is\n"
SOURCE = "graph/libyagraph/measures/definitions.py"

INTRO = f"""
<!-- Made by `{COMMAND}` from {SOURCE}: change that, not this section. -->

| column | what it is | taken over | reference |
| --- | --- | --- | --- |
"""


def section() -> str:
    """The whole section."""
    return HEADING + INTRO + "".join(map(_row, DEFINITIONS))


def _row(each: Definition) -> str:
    names = ", ".join(f"`{name}`" for name in each.names)
    return f"| {names} | {each.text} | {each.projection} | {each.reference or ' '} |\n"


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
