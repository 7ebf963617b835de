"""`libyagraph export`: the graph for other tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from libyagraph.cli.common import (
    LANGUAGES,
    given,
    graph_option,
    narrowing_options,
    opened,
    say,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.api import Narrowing


def _complete_format(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from libyagraph.export import EXPORTERS

    return [
        CompletionItem(name, help=chosen.description)
        for name, chosen in EXPORTERS.items()
        if name.startswith(incomplete)
    ]


@click.command(
    epilog="""\b
Examples:
  libyagraph export gexf -o libya.gexf
  libyagraph export csv -o libya-csv
  libyagraph export graphml --actor khalifa-haftar -o haftar.graphml
  libyagraph export turtle -o - | less

GEXF is for Gephi, csv a directory of nodes.csv and edges.csv; every format carries every tie.
"""
)
@click.argument("format_", metavar="FORMAT", shell_complete=_complete_format)
@narrowing_options
@click.option("--lang", type=click.Choice(LANGUAGES), default="fr", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file, or for csv the directory, to write; - is standard output. "
    "Default: graph with the format's ending.",
)
@graph_option
def command(
    *,
    format_: str,
    lang: str,
    output: Path | None,
    directory: Path | None,
    **narrowing: Unpack[Narrowing],
) -> None:
    """Write the graph in FORMAT: gexf, graphml, csv, turtle, trig, nquads or jsonld."""
    from libyagraph.export import exporter

    chosen = exporter(format_)
    if chosen.kind == "rdf" and set(given(narrowing)) - {"depth"}:
        raise click.UsageError(f"{format_} carries the whole graph; narrow gexf, graphml or csv")
    target = output or Path("graph-csv" if chosen.directory else f"graph{chosen.suffix}")
    with opened(directory) as graph:
        stream = sys.stdout.buffer if str(target) == "-" else target
        for message in graph.export(format_, stream, language=lang, **given(narrowing)):
            say(message)
    if str(target) != "-":
        click.echo(f"{format_}: {target}")
