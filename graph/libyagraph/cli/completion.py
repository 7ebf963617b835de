"""`libyagraph completion`: the script that makes a shell complete our commands."""

from __future__ import annotations

import os

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
)


@add_completion_class
class OurBashComplete(BashComplete):
    """Bash takes `actor=khal` for three words; this joins them, and gives back the last part."""

    name = "bash"
    _broken = False

    @staticmethod
    def _check_version() -> None:
        """Click starts a bash to ask for its version: not at every key."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one that is being written, and that one."""
        words = os.environ["COMP_WORDS"].split()
        at = int(os.environ["COMP_CWORD"])
        before, current = words[1:at], words[at] if at < len(words) else ""
        self._broken = current == "=" or before[-1:] == ["="]
        if current == "=" and before:
            return before[:-1], f"{before[-1]}="
        if self._broken and len(before) > 1:
            return before[:-2], f"{before[-2]}={current}"
        return before, current

    def format_completion(self, item: CompletionItem) -> str:
        """As click's; of `name=value` only the value, where bash broke the words at `=`."""
        value = item.value.partition("=")[2] if self._broken else item.value
        return f"{item.type},{value}"


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
    from libyagraph.cli import COMPLETE, app

    completer = get_completion_class(shell)
    assert completer is not None
    click.echo(completer(app, {}, "libyagraph", COMPLETE).source())
