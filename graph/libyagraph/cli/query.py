"""`libyagraph query`: named queries and free SPARQL."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from libyagraph.cli.answers import ROWS, TRIPLES, free, shown
from libyagraph.cli.common import graph_option, limit_options, limits, opened

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.api import Graph


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
    words = [*(ctx.params.get("names") or ()), *os.environ.get("COMP_WORDS", "").split()]
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
  libyagraph query --data mine.ttl others.trig -e "SELECT * WHERE { ?s ?p ?o } LIMIT 9"

Named queries answer with ids in table, csv and tsv, and with full IRIs in json and xml.
Free SPARQL sees all graphs as one, may use our prefixes without declaring them, and runs in a
process of its own with limits. With --data it sees the graphs as the files have them.
"""
)
@click.argument("names", nargs=-1, metavar="[NAME]", shell_complete=_complete_name)
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
    "--data",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE…",
    help="Ask these files of RDF instead: Turtle, N-Triples, N-Quads, TriG, RDF/XML, JSON-LD.",
)
@limit_options
@click.option("--show", "show_", is_flag=True, help="Print the SPARQL of the named query instead.")
@graph_option
def command(
    *,
    names: Sequence[str],
    list_: bool,
    parameters: Sequence[str],
    lift: bool,
    file: Path | None,
    text: str | None,
    format_: str | None,
    files: Sequence[Path],
    timeout: float,
    max_answer: float,
    max_memory: float,
    show_: bool,
    directory: Path | None,
) -> None:
    """Ask the graph: a named query, or SPARQL from a file or the command line."""
    if list_:
        _list()
        return
    if files:  # what stands behind the first file is a file too
        files, names = [*files, *map(_file, names)], ()
    name = names[0] if names else None
    if sum(value is not None for value in (*names, file, text)) != 1:
        given = "--file F, -e SPARQL" if files else "NAME (see --list), --file F, -e SPARQL"
        raise click.UsageError(f"give one of: {given}")
    if name is None and (parameters or lift or show_):
        raise click.UsageError("-p, --lift and --show go with a named query")
    if files and directory:
        raise click.UsageError("--data and --graph exclude each other")
    values: dict[str, str] = {}
    for key, value in map(_parameter, parameters):
        if key in values:
            raise click.BadParameter(f"{key} is given twice", param_hint="-p")
        values[key] = value
    if file is not None:
        text = _read(file)
    allowed = limits(timeout, max_memory, max_answer)
    if files and text is not None:
        from libyagraph.data import Data

        with Data(files, allowed) as data:
            free(data, text, format_)
        return
    with opened(directory, allowed) as graph:
        if text is not None:
            free(graph, text, format_)
        elif name is not None and show_:
            click.echo(graph.text_of(name, values, lift=lift), nl=False)
        elif name is not None:
            _named(graph, name, values, lift, format_ or "table")


def _file(name: str) -> Path:
    if not Path(name).is_file():
        raise click.BadParameter(f"there is no file {name!r}", param_hint="--data")
    return Path(name)


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
    shown(graph.named(name, values, lift=lift), format_)
