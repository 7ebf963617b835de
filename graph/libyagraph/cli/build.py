"""`libyagraph build`: the main job."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  libyagraph build
  libyagraph build seeds --out build --texts ../texts
"""
)
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    help="Where versions of the graph are kept; the new one becomes OUT/current.",
)
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The articles' texts: verified, and quoted on the page.",
)
def command(path: Path | None, out: Path, texts: Path | None) -> None:
    """Build the graph, the page and the GEXF from annotations.

    PATH is a directory of annotations or one article; by default seeds/ or the annotations in the
    working directory, else the packaged corpus. Where the data have problems they are listed and
    nothing is written.
    """
    from libyagraph.build import build
    from libyagraph.cli.common import corpus_path

    path = corpus_path(path)
    step, done = _progress()
    try:
        built = build(path, out, texts=texts, step=step)
    finally:
        done()
    for warning in built.warnings:
        click.echo(str(warning), err=True)
    width = max(len(str(number)) for number in built.counts.values())
    for name, number in built.counts.items():
        click.echo(f"{number:>{width}} {name.removesuffix('s') if number == 1 else name}")
    page = out / "current" / "graph.html"
    click.echo(f"page: {page if page.exists() else built.directory / 'graph.html'}")


def _progress() -> tuple[Callable[[str], None], Callable[[], None]]:
    """A line on the terminal that tells what is being done, once it takes over two seconds."""
    if not sys.stderr.isatty():
        return (lambda _: None), (lambda: None)
    begun = time.monotonic()
    shown = False

    def step(what: str) -> None:
        nonlocal shown
        if time.monotonic() - begun > 2:
            shown = True
            click.echo(f"\r\x1b[2K{what[:70]}…", nl=False, err=True)

    def done() -> None:
        if shown:
            click.echo("\r\x1b[2K", nl=False, err=True)

    return step, done
