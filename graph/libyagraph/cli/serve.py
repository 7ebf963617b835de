"""`libyagraph serve`: the graph over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from libyagraph.cli.common import graph_option, limit_options, limits, opened, say


@click.command(
    epilog="""\b
Examples:
  libyagraph serve
  libyagraph serve --port 0 --workers 4 --timeout 30
  libyagraph serve --data mine.ttl --data others.trig

Then / is the drawing, /query a page to ask from, /sparql the endpoint of the SPARQL 1.1 Protocol,
and /actor/egypt what is told of an actor. A new build is picked up while it runs; Ctrl-C ends it.
"""
)
@click.argument("more", nargs=-1, metavar="", type=click.Path(path_type=Path))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen; by default this machine alone can ask.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=3,
    show_default=True,
    help="How many queries run side by side; as many long ones run besides.",
)
@limit_options
@click.option(
    "--data",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE…",
    help="Serve these files of RDF instead of a graph.",
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME[:PORT]",
    help="A further name by which the server may be called (repeatable).",
)
@click.option(
    "--allow-origin",
    "origins",
    multiple=True,
    metavar="ORIGIN",
    help="A foreign origin whose pages may ask, such as https://example.org (repeatable).",
)
@click.option("--quiet", is_flag=True, help="No access log on standard error.")
@click.option("--log-queries", is_flag=True, help="The access log tells what is asked, too.")
@graph_option
def command(
    *,
    more: Sequence[Path],
    host: str,
    port: int,
    workers: int,
    timeout: float,
    max_answer: float,
    max_memory: float,
    files: Sequence[Path],
    hosts: Sequence[str],
    origins: Sequence[str],
    quiet: bool,
    log_queries: bool,
    directory: Path | None,
) -> None:
    """Serve the graph over HTTP, to this machine unless --host says otherwise."""
    from libyagraph.data import Data
    from libyagraph.serve.run import Where, serve

    if more and not files:
        raise click.UsageError(f"unexpected {str(more[0])!r}; --graph names a built graph")
    if files and directory:
        raise click.UsageError("--data and --graph exclude each other")
    for file in more:
        if not file.is_file():
            raise click.BadParameter(f"there is no file {str(file)!r}", param_hint="--data")
    where = Where(
        host=host,
        port=port,
        hosts=tuple(hosts),
        origins=tuple(origins),
        workers=workers,
        quiet=quiet,
        queries_too=log_queries,
    )
    allowed = limits(timeout, max_memory, max_answer)
    if files:
        serve(
            Data([*files, *more], allowed),
            where,
            allowed,
            follow=None,
            say=_listening(", ".join(str(file) for file in (*files, *more))),
        )
        return
    graph = opened(directory, allowed)
    # A version is never changed; what has versions may get a new one.
    out = directory or Path("build")
    follow = out if (out / "current").exists() else None
    serve(graph, where, allowed, follow=follow, say=_listening(_shown(graph.directory)))


def _shown(directory: Path) -> str:
    here = Path.cwd()
    return str(directory.relative_to(here) if directory.is_relative_to(here) else directory)


def _listening(what: str) -> Callable[[str], None]:
    def told(address: str) -> None:
        say(f"serving {what} at {address} (Ctrl-C ends it)")

    return told
