"""Answers of `libyagraph query`: rows and triples, on a terminal and for other programs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from libyagraph.cli.common import coloured, say

if TYPE_CHECKING:
    from libyagraph.query.free import Free
    from libyagraph.query.rows import Rows

ROWS = ("table", "csv", "tsv", "json", "xml")
TRIPLES = ("turtle", "ntriples", "rdfxml", "jsonld")


def free(asked: Free, text: str, format_: str | None) -> None:
    """Ask free SPARQL and print the answer. Raises `UsageError` for a format of the other kind."""
    from libyagraph.query import rows

    wanted = format_ or "table"
    answer = asked.ask(
        text,
        select=wanted if wanted in ("csv", "tsv", "json", "xml") else "json",
        graph=wanted if wanted in TRIPLES else "turtle",
    )
    if answer.kind == "graph" and wanted in ("csv", "tsv", "json", "xml"):
        raise click.UsageError(f"this query answers with triples: {', '.join(TRIPLES)}")
    if answer.kind != "graph" and wanted in TRIPLES:
        raise click.UsageError("this query answers with rows: table, csv, tsv, json or xml")
    if answer.kind != "graph" and wanted == "table":
        shown(rows.of_json(answer.data, prefixed=True), wanted)
        return
    out = sys.stdout.buffer
    out.write(answer.data if answer.data.endswith(b"\n") else answer.data + b"\n")


def shown(found: Rows, format_: str) -> None:
    """Print rows as `table`, `csv` or `tsv`; on a terminal, a table fits it."""
    if format_ == "csv":
        click.echo(found.csv(), nl=False)
    elif format_ == "tsv":
        click.echo(found.tsv(), nl=False)
    elif not found:
        say("no rows")
    elif sys.stdout.isatty():
        _rich(found)
    else:
        click.echo(found.table(), nl=False)


def _rich(found: Rows) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    bold, dim = ("bold", "dim") if coloured() else ("", "")
    console = Console(no_color=not coloured(), highlight=False)
    table = Table(box=SIMPLE_HEAD, header_style=bold)
    for column in found.columns:
        table.add_column(column, overflow="fold")
    for row in found.values:
        table.add_row(*(Text(cell) for cell in row))
    if console.measure(table, options=console.options.update(max_width=10_000)).maximum <= (
        console.width
    ):
        console.print(table)
    else:  # too wide for this terminal: one line for each value
        width = max(len(column) for column in found.columns)
        for row in found.values:
            for column, cell in zip(found.columns, row, strict=True):
                if cell:
                    console.print(Text(f"{column:{width}}  ", style=bold) + Text(cell))
            console.print()
    console.print(f"{len(found)} row{'' if len(found) == 1 else 's'}", style=dim)
