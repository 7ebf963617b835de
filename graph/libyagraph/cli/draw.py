"""`libyagraph draw`: the page, whole or narrowed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from libyagraph.cli.common import LANGUAGES, given, graph_option, narrowing_options, opened, say

if TYPE_CHECKING:
    from libyagraph.api import Graph, Narrowing


@click.command(
    epilog="""\b
Examples:
  libyagraph draw -o libya.html
  libyagraph draw --actor khalifa-haftar --lang en -o haftar.html
  libyagraph draw --relation supports --since 2019 --until 2020-06
  libyagraph draw --article 2019-05-11-rfi-haftar-caire
  libyagraph draw --min-sources 2
"""
)
@narrowing_options
@click.option("--lang", type=click.Choice(LANGUAGES), default="fr", show_default=True)
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The articles' texts, to quote evidence on the page.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("graph.html"),
    show_default=True,
    help="The file to write; - is standard output.",
)
@graph_option
def command(
    *,
    lang: str,
    texts: Path | None,
    output: Path,
    directory: Path | None,
    **narrowing: Unpack[Narrowing],
) -> None:
    """Draw the graph as one interactive HTML file that works offline."""
    with opened(directory) as graph:
        quoted = graph.verified_texts(texts) if texts else {}
        missing = graph.records.articles.keys() - quoted.keys() if texts else ()
        for article in sorted(missing):
            say(f"the text of {article} is not in {texts}, or differs: its passages are not quoted")
        if message := _too_many(graph, given(narrowing)):
            say(message)
        page = graph.draw(
            None if str(output) == "-" else output,
            language=lang,
            texts=quoted or None,
            **given(narrowing),
        )
    if str(output) == "-":
        click.echo(page, nl=False)
    else:
        click.echo(f"page: {output}")


def _too_many(graph: Graph, narrowing: Narrowing) -> str:
    """What a drawing of too many actors starts from, and how to ask for less; else nothing."""
    from libyagraph.page.subset import TOO_MANY, opening
    from libyagraph.style import Style

    if len(graph.records.actors) <= TOO_MANY:
        return ""
    records = graph.narrowed(**narrowing)
    start = opening(records, Style(graph.records, graph.vocabulary))
    names = ", ".join(
        records.actors[id].name("en") if id in records.actors else id for id in start.blocs
    )
    if start.blocs:
        which = f"the strongest camps and states: {names}"
    elif start.top:
        which = f"the {start.top} of whom most is told"
    else:
        return ""
    verb = "starts from" if start.held else "has no more than"
    return (
        f"{len(records.actors):,} actors are too many for one drawing: the page {verb} {which}; "
        "--actor, --relation, --since, --article and --min-sources draw a part"
    )
