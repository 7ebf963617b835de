"""`libyagraph completion`: the script that makes a shell complete our commands."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  libyagraph completion bash >> ~/.bashrc
  libyagraph completion fish > ~/.config/fish/completions/libyagraph.fish
"""
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """Print the completion script for SHELL: bash, zsh or fish."""
    from click.shell_completion import get_completion_class

    from libyagraph.cli import app

    completer = get_completion_class(shell)
    assert completer is not None
    click.echo(completer(app, {}, "libyagraph", "_LIBYAGRAPH_COMPLETE").source())
