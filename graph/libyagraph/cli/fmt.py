"""`libyagraph fmt`: annotations in their canonical order and layout."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from libyagraph.errors import Problem

_INPUT = Path("-")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


@click.command(
    epilog="""\b
Examples:
  libyagraph fmt
  libyagraph fmt seeds --check
  libyagraph fmt my-article.yaml --diff
  libyagraph fmt - < my-article.yaml
"""
)
@click.argument("path", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; list the files that would change, and exit with 1 if there are any.",
)
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
def command(path: tuple[Path, ...], *, check: bool, diff: bool) -> None:
    """Put annotations into their canonical order and layout, with every comment.

    PATH is any number of files and directories; by default seeds/ or the annotations in the working
    directory. A - reads standard input and writes standard output. Nothing that an annotation says
    is changed, and a file that can't be read is reported and left as it is.
    """
    from libyagraph.atomic import write_atomically
    from libyagraph.cli.common import coloured

    files = list(_formatted(path))
    for file in files:
        for problem in file.problems:
            said = str(problem)
            click.echo(click.style(said, fg="red") if coloured(sys.stderr) else said, err=True)
    for file in files:
        if diff:
            for line in file.difference():
                click.echo(click.style(line, fg=_COLOURS.get(line[0])) if coloured() else line)
        if file.path == _INPUT and not (check or diff):
            sys.stdout.buffer.write(file.after)
        elif file.changes and not diff:
            if not check:
                write_atomically(file.path, file.after)
            click.echo(file.name)
    changed = sum(file.changes for file in files)
    refused = sum(bool(file.problems) for file in files)
    if _INPUT not in path:
        done = "would change" if check or diff else "changed"
        left = f", {refused} left as {'it is' if refused == 1 else 'they are'}" if refused else ""
        count = f"{len(files)} file{'' if len(files) == 1 else 's'}"
        click.echo(f"{count}: {changed or 'none'} {done}{left}", err=True)
    raise SystemExit(1 if refused or (check and changed) else 0)


@dataclass(frozen=True, slots=True)
class _Formatted:
    """A file as it was and as it is to be."""

    path: Path
    before: bytes
    after: bytes
    problems: list[Problem]

    @property
    def name(self) -> str:
        return "<stdin>" if self.path == _INPUT else str(self.path)

    @property
    def changes(self) -> bool:
        return self.before != self.after

    def difference(self) -> Iterator[str]:
        """A unified diff; what a terminal does not show is named in words."""
        old, new = (data.decode("utf-8-sig").splitlines() for data in (self.before, self.after))
        if old != new:
            was, is_ = f"{self.name} (as it is)", f"{self.name} (formatted)"
            yield from difflib.unified_diff(old, new, was, is_, lineterm="")
        elif self.changes:
            yield f"{self.name}: only its byte-order mark or the ends of its lines would change"


def _formatted(asked: tuple[Path, ...]) -> Iterator[_Formatted]:
    from libyagraph import ontology, paths
    from libyagraph.arrange import formatted
    from libyagraph.read import contents

    vocabulary = ontology.load(paths.ontology())
    for path in _files(asked):
        name = "<stdin>" if path == _INPUT else str(path)
        problems: list[Problem] = []
        before: bytes | None
        if path == _INPUT:
            before = sys.stdin.buffer.read()
        else:
            before, problems = contents(path, name)
        after = before or b""
        if before is not None:
            after, problems = formatted(before, name, vocabulary)
        yield _Formatted(path, before or b"", after, problems)


def _files(asked: tuple[Path, ...]) -> list[Path]:
    """The files to format, each once; raises `UsageError` where there are none."""
    from libyagraph.cli.common import annotations_here
    from libyagraph.corpus import find
    from libyagraph.errors import UsageError

    if not asked:
        here = annotations_here()
        if here is None:
            raise UsageError("there are no annotations here: name a file or a directory")
        asked = (here,)
    found: dict[Path, None] = {}
    for path in asked:
        if path.is_dir():
            files = find(path)
            if not files:
                raise UsageError(f"{path}: holds no annotations (*.yaml)")
        elif path == _INPUT and len(asked) > 1:
            raise UsageError("- stands alone: standard input is one file")
        elif path == _INPUT or path.is_file():
            files = [path]
        else:
            raise UsageError(f"{path}: there is no such file")
        found.update(dict.fromkeys(files))
    return list(found)
