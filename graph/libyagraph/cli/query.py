"""`libyagraph query`: named queries and free SPARQL."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from libyagraph.cli.common import coloured, graph_option, opened, say

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.api import Graph
    from libyagraph.query.rows import Rows

ROWS = ("table", "csv", "tsv", "json", "xml")
TRIPLES = ("turtle", "ntriples")


def _complete_name(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from libyagraph.query.named import named

    return [
        CompletionItem(query.name, help=query.title)
        for query in named().values()
        if query.name.startswith(incomplete)
    ]


def _complete_parameter(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from libyagraph.cli.common import complete_actor
    from libyagraph.query.named import named

    # Where -p has no value yet, click has not come to the arguments: look at the words themselves.
    words = [ctx.params.get("name") or "", *os.environ.get("COMP_WORDS", "").split()]
    query = next((named()[word] for word in words if word in named()), None)
    if query is None:
        return []
    name, sign, start = incomplete.partition("=")
    if not sign:
        return [CompletionItem(f"{p.name}=", help=p.description) for p in query.parameters]
    chosen = next((p for p in query.parameters if p.name == name), None)
    if chosen is None or chosen.kind != "actor":
        return []
    found = complete_actor(ctx, param, start)
    return [CompletionItem(f"{name}={item.value}", help=item.help) for item in found]


@click.command(
    epilog="""\b
Examples:
  libyagraph query --list
  libyagraph query supporters -p actor=khalifa-haftar --format csv
  libyagraph query met-both -p a=khalifa-haftar -p b=fayez-al-sarraj --lift
  libyagraph query -e "SELECT ?t WHERE { ?t a lg:Tie ; lg:status lg:contested }"

Named queries answer with ids in table, csv and tsv, and with full IRIs in json and xml.
Free SPARQL sees all graphs as one, may use our prefixes without declaring them, and runs in a
process of its own with limits.
"""
)
@click.argument("name", required=False, shell_complete=_complete_name)
@click.option("--list", "list_", is_flag=True, help="List the named queries and their columns.")
@click.option(
    "-p",
    "--param",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    shell_complete=_complete_parameter,
    help="A parameter of the named query.",
)
@click.option(
    "--lift",
    is_flag=True,
    help="Count what people and bodies did as done by the state or camp that they act for.",
)
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="F",
    help="A file with SPARQL; - is standard input.",
)
@click.option("-e", "--execute", "text", metavar="SPARQL", help="SPARQL.")
@click.option(
    "--format",
    "format_",
    type=click.Choice((*ROWS, *TRIPLES)),
    help="Default: table; turtle for CONSTRUCT and DESCRIBE.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, max=3600, min_open=True),
    default=10.0,
    show_default=True,
    help="Seconds that free SPARQL may take.",
)
@click.option("--show", "show_", is_flag=True, help="Print the SPARQL of the named query instead.")
@graph_option
def command(
    *,
    name: str | None,
    list_: bool,
    parameters: Sequence[str],
    lift: bool,
    file: Path | None,
    text: str | None,
    format_: str | None,
    timeout: float,
    show_: bool,
    directory: Path | None,
) -> None:
    """Ask the graph: a named query, or SPARQL from a file or the command line."""
    if list_:
        _list()
        return
    if sum(value is not None for value in (name, file, text)) != 1:
        raise click.UsageError("give one of: NAME (see --list), --file F, -e SPARQL")
    if name is None and (parameters or lift or show_):
        raise click.UsageError("-p, --lift and --show go with a named query")
    values: dict[str, str] = {}
    for key, value in map(_parameter, parameters):
        if key in values:
            raise click.BadParameter(f"{key} is given twice", param_hint="-p")
        values[key] = value
    if file is not None:
        text = _read(file)
    with opened(directory) as graph:
        if text is not None:
            _free(graph, text, format_, timeout)
        elif name is not None and show_:
            click.echo(graph.text_of(name, values, lift=lift), nl=False)
        elif name is not None:
            _named(graph, name, values, lift, format_ or "table")


def _read(file: Path) -> str:
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file} is not UTF-8") from error


def _parameter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name or not value:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="-p")
    return name, value


def _list() -> None:
    from libyagraph.query.named import named

    for query in named().values():
        takes = " ".join(
            f"-p {p.name}=…" if p.required else f"[-p {p.name}=…]" for p in query.parameters
        )
        lift = " [--lift]" if query.lifts else ""
        click.echo(f"{query.name} {takes}{lift}".replace("  ", " ").rstrip())
        click.echo(f"  {query.title}")
        for column in query.columns:
            mark = " (with --lift)" if column.lifted else ""
            click.echo(f"    {column.name}: {column.description}{mark}")


def _named(graph: Graph, name: str, values: dict[str, str], lift: bool, format_: str) -> None:
    if format_ in TRIPLES:
        raise click.UsageError(f"{name} answers with rows: table, csv, tsv, json or xml")
    if format_ in ("json", "xml"):
        data = graph.named_results(name, values, format_, lift=lift)
        sys.stdout.buffer.write(data + b"\n")
        return
    _print(graph.named(name, values, lift=lift), format_)


def _free(graph: Graph, text: str, format_: str | None, timeout: float) -> None:
    from libyagraph.query import rows

    wanted = format_ or "table"
    answer = graph.ask(
        text,
        select=wanted if wanted in ("csv", "tsv", "json", "xml") else "json",
        graph=wanted if wanted in TRIPLES else "turtle",
        timeout=timeout,
    )
    if answer.kind == "graph" and wanted in ("csv", "tsv", "json", "xml"):
        raise click.UsageError("this query answers with triples: turtle or ntriples")
    if answer.kind != "graph" and wanted in TRIPLES:
        raise click.UsageError("this query answers with rows: table, csv, tsv, json or xml")
    if answer.kind != "graph" and wanted == "table":
        _print(rows.of_json(answer.data, prefixed=True), wanted)
        return
    out = sys.stdout.buffer
    out.write(answer.data if answer.data.endswith(b"\n") else answer.data + b"\n")


def _print(found: Rows, format_: str) -> None:
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
