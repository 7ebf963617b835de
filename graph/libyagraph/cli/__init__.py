"""The command line: `libyagraph COMMAND`.

Commands are imported when they are called, so that help is there at once. Exit codes: 0 fine, 1 the
data have problems, 2 wrong use, 3 the system failed.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path

import click

import libyagraph
from libyagraph.errors import DataError, LibyagraphError, printable

COMPLETE = "_LIBYAGRAPH_COMPLETE"
"""The variable by which a shell asks for completions."""

COMMANDS = {
    "init": "Make a corpus of one's own, with an example.",
    "new": "Begin the annotation of a text, or an entry of an actor.",
    "check": "Check annotations and list every problem.",
    "build": "Build the graph, the page and the GEXF from annotations.",
    "query": "Ask the graph: a named query, or SPARQL.",
    "serve": "Serve the graph over HTTP: SPARQL and pages.",
    "draw": "Draw the graph as one interactive HTML file.",
    "export": "Write the graph for Gephi and other tools.",
    "show": "Show an actor, event, claim or article.",
    "stats": "Measure who is central, who brokers, which circles there are.",
    "verify": "Read a built graph in full: is it what was built?",
    "coverage": "Show how much of each text is annotated.",
    "fmt": "Put annotations into their canonical layout.",
    "schema": "Write the schema that editors complete and check by.",
    "completion": "Print the shell's completion script.",
}

EPILOG = """\b
Examples:
  libyagraph build
  libyagraph query supporters -p actor=khalifa-haftar
  libyagraph show khalifa-haftar
  libyagraph export gexf -o libya.gexf

Exit codes: 0 fine, 1 the data have problems, 2 wrong use, 3 failure.
"""


class _Lazy(click.Group):
    """A group whose commands live in modules that are imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"libyagraph.cli.{name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest command where there is none of that name."""
        name = args[0] if args else ""
        if name and not name.startswith("-") and name not in COMMANDS:
            from libyagraph.fields import nearest

            ctx.fail(f"there is no command {name}{nearest(name, COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(libyagraph.__version__, prog_name="libyagraph")
def app() -> None:
    """Who did what with whom in a conflict, according to whom, and in which words.

    Annotated press articles become a graph in which every edge opens down to the words that say so.
    """


def main() -> None:
    """Run the command line and exit with its code."""
    for name in ("stdout", "stderr"):  # a closed one is None, for which nothing is prepared
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what a terminal can't show is shown as an escape
            stream.reconfigure(errors="backslashreplace")
    if COMPLETE in os.environ:
        from libyagraph.cli import completion  # noqa: F401 - registers our way for bash
    try:
        code = app.main(prog_name="libyagraph", standalone_mode=False)
    except SystemExit as error:
        # Click exits with 1 where the reader has gone, and puts a wrapper around the output.
        code = 0 if type(sys.stdout).__name__.endswith("PacifyFlushWrapper") else error.code
    except Exception as error:
        code = _told(error)
    try:
        sys.stdout.flush()  # a full disk shows here, and not when the interpreter ends
    except OSError as error:
        code = code or _told(error)
        _drop_output()
    try:
        sys.stderr.flush()
    except OSError:  # who reads it has gone; the interpreter would make an error of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    sys.exit(code if isinstance(code, int) else 0)


def _told(error: Exception) -> int:
    """Say in one line what went wrong; returns the exit code. What is nobody's fault goes on."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return 2
        case click.ClickException():
            error.show()
            return error.exit_code
        case click.Abort():
            click.echo("stopped", err=True)
            return 130
        case DataError():
            for problem in error.problems:
                click.echo(str(problem), err=True)
            count = len(error.problems)
            click.echo(f"{count} problem{'' if count == 1 else 's'}: nothing was written", err=True)
            return error.exit_code
        case LibyagraphError():
            click.echo(f"libyagraph: {printable(str(error))}", err=True)
            return error.exit_code
        case BrokenPipeError():
            _drop_output()
            return 0
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            reason = (error.strerror or str(error)).lower()
            click.echo(f"libyagraph: {printable(where + reason)}", err=True)
            return 3
    raise error


def _drop_output() -> None:
    """What is still to be written goes nowhere: the interpreter would fail on it once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
