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
  libyagraph export gexf --aggregate pair --measures --lang en -o pairs.gexf
  libyagraph export gexf --lift --since 2019 --until 2020-06 -o states.gexf
  libyagraph export csv -o libya-csv
  libyagraph export ndjson --relation supports -o claims.ndjson
  libyagraph export turtle -o - | less

GEXF is for Gephi, csv a directory of nodes.csv and edges.csv; every format carries every tie.
"""
)
@click.argument("format_", metavar="FORMAT", shell_complete=_complete_format)
@narrowing_options
@click.option(
    "--dynamic/--static",
    default=True,
    help="With or without a timeline, in GEXF.  [default: dynamic]",
)
@click.option(
    "--aggregate",
    type=click.Choice(("event", "pair")),
    default="event",
    show_default=True,
    help="One edge for each event, or one for each two actors and relation.",
)
@click.option("--lift", is_flag=True, help="Only what states and camps do, or others do for them.")
@click.option("--measures", is_flag=True, help="Add the measures of each actor (see stats).")
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
    dynamic: bool,
    aggregate: str,
    lift: bool,
    measures: bool,
    lang: str,
    output: Path | None,
    directory: Path | None,
    **narrowing: Unpack[Narrowing],
) -> None:
    """Write the graph in FORMAT.

    The network: gexf, graphml, csv, cytoscape. Its claims: ndjson. All of the graph as RDF: turtle,
    trig, nquads, jsonld.
    """
    from libyagraph.export import exporter

    chosen = exporter(format_)
    target = output or Path("graph-csv" if chosen.directory else f"graph{chosen.suffix}")
    asked = given(narrowing)
    if asked.get("depth") == 1:
        del asked["depth"]  # what click gives where nobody did
    with opened(directory) as graph:
        stream = sys.stdout.buffer if str(target) == "-" else target
        for message in graph.export(
            format_,
            stream,
            language=lang,
            aggregate=aggregate,
            lift=lift,
            measures=measures,
            dynamic=dynamic,
            **asked,
        ):
            say(message)
    if str(target) != "-":
        click.echo(f"{format_}: {target}")
