"""`libyagraph new`: the beginning of an annotation, or of an entry of the registry."""

from __future__ import annotations

import click

from libyagraph.cli.new.actor import actor
from libyagraph.cli.new.article import article


@click.group(
    epilog="""\b
Examples:
  libyagraph new article texts/2024-05-16.txt --title "La trêve" --date 2024-05-16
  libyagraph new actor "Ada Morrow" --lang en --kind person
"""
)
def command() -> None:
    """Begin the annotation of a text, or an entry of an actor.

    What is not given is left as a comment with a TODO: nothing is invented.
    """


command.add_command(article)
command.add_command(actor)
