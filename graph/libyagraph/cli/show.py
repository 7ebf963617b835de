"""`libyagraph show`: one thing on the terminal."""

from __future__ import annotations

from pathlib import Path

import click

from libyagraph.cli.common import LANGUAGES, coloured, complete_actor, graph_option, opened


@click.command(
    epilog="""\b
Examples:
  libyagraph show khalifa-haftar
  libyagraph show 2020-01-10-haftar-cessez-le-feu
  libyagraph show 2020-01-10-haftar-cessez-le-feu#russia-sends-mercenaries
"""
)
@click.argument("id_", metavar="ID", shell_complete=complete_actor)
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True)
@graph_option
def command(id_: str, lang: str, directory: Path | None) -> None:
    """Show an actor, event, claim or article: names, posts, ties with date, status and source.

    ID is an id, or the name of an actor.
    """
    from libyagraph.query.named import fold
    from libyagraph.show import show

    with opened(directory) as graph:
        records = graph.records
        known = {*records.actors, *records.articles, *records.claims, *records.events}
        chosen = id_ if id_ in known else graph.called().get(fold(id_), id_)
        lines = show(chosen, records, graph.vocabulary, lang)
    for number, line in enumerate(lines):
        heading = number == 0 or (
            line.startswith("  ") and not line.startswith("    ") and ":" not in line
        )
        click.echo(click.style(line, bold=True) if heading and coloured() else line)
