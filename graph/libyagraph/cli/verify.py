"""`libyagraph verify`: is the graph on disk what was built."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from libyagraph.verify import Verified


@click.command(
    epilog="""\b
Examples:
  libyagraph verify
  libyagraph verify build/current --format json
"""
)
@click.argument(
    "directory", type=click.Path(file_okay=False, path_type=Path), default=Path("build")
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True
)
def command(directory: Path, format_: str) -> None:
    """Read a built graph in full and tell whether it is what was built.

    DIRECTORY is what `build --out` was given (by default build), or one of its versions. Of each
    version that is kept, the current one first, the sums of all files are checked, the quads of the
    store against those of graph.nq, and the counts. The exit code is 1 where anything is damaged.
    """
    from libyagraph import versions
    from libyagraph.cli.progress import Bars
    from libyagraph.errors import printable
    from libyagraph.verify import verify

    with Bars() as bars:
        found = list(verify(directory, lambda stage, done, whole: bars.of(stage)(done, whole)))
    left = len(versions.unfinished(directory))
    damages = sum(len(version.damages) for version in found)
    if format_ == "json":
        told = {"versions": [_told(version) for version in found], "unfinished": left}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        for version in found:
            for line in _lines(version):
                click.echo(printable(line))
        if left:
            click.echo(f"left by a build at work, or a killed one: {left}; the next removes it")
        count = f"{damages} problem{'' if damages == 1 else 's'}"
        if any(version.damages for version in found if version.current):
            click.echo(f"{count}: run libyagraph build again")
        elif any(version.current for version in found) and damages:
            click.echo(f"{count}, none in the current version")
        else:
            click.echo(count if damages else "all is as it was built")
    raise SystemExit(1 if damages else 0)


def _lines(version: Verified) -> list[str]:
    name = version.directory.name + (" (current)" if version.current else "")
    lines = [f"{name}: {damage}" for damage in version.damages]
    if version.quads is None:
        return lines
    return lines or [
        f"{name}: {version.files} files have their SHA-256, "
        f"{version.quads} quads are in graph.nq and in the store, the counts are right"
    ]


def _told(version: Verified) -> dict[str, object]:
    return {
        "version": version.directory.name,
        "directory": str(version.directory),
        "current": version.current,
        "sound": not version.damages,
        "files": version.files,
        "quads": version.quads,
        "damages": [{"file": d.file, "message": d.message} for d in version.damages],
    }
