"""`libyagraph draw`: the page, whole or narrowed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from libyagraph.cli.common import LANGUAGES, given, graph_option, narrowing_options, opened, say

if TYPE_CHECKING:
    from libyagraph.api import Narrowing


@click.command(
    epilog="""\b
Examples:
  libyagraph draw -o libya.html
  libyagraph draw --actor khalifa-haftar --lang en -o haftar.html
  libyagraph draw --relation supports --since 2019 --until 2020-06
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
