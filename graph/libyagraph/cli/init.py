"""`libyagraph init`: a corpus of one's own."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  libyagraph init my-corpus
  libyagraph init my-corpus --with-registry

docs/own-corpus.md goes on from there.
"""
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--with-registry",
    is_flag=True,
    help="Copy the actors, places and shared events that come with the program too.",
)
def command(directory: Path, *, with_registry: bool) -> None:
    """Make a corpus of one's own in DIR, which is new or empty.

    It holds one short invented article, annotated with comments, its text, its actors and places, a
    Makefile, and schemas for editors: enough to check, build and draw at once, and to be replaced
    piece by piece.
    """
    from libyagraph import corpus, ontology, paths, schema
    from libyagraph.errors import UsageError
    from libyagraph.scaffold.corpus import example, registry

    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory} is a file; name a directory")
    if directory.is_dir() and any(entry.name != ".git" for entry in directory.iterdir()):
        raise UsageError(f"{directory} is not empty; name a new directory")
    vocabulary = ontology.load(paths.ontology())
    files = example()
    if with_registry:
        files |= registry(paths.seeds(), vocabulary)
    made = _made(directory)
    try:
        for path, data in files.items():
            made += _made((directory / path).parent)
            (directory / path).write_bytes(data)
            made.append(directory / path)
        made += _made(directory / schema.FOLDER)
        loaded = corpus.load(directory, vocabulary)
        made += schema.write(directory, loaded.corpus, vocabulary)
    except BaseException:
        for each in reversed(made):
            each.rmdir() if each.is_dir() else each.unlink(missing_ok=True)
        raise
    for each in sorted(each for each in made if each.is_file()):
        click.echo(str(each))
    click.echo(f"corpus: {directory}")


def _made(directory: Path) -> list[Path]:
    """The directories that had to be made for one to be there, the outermost first."""
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    directory.mkdir(parents=True, exist_ok=True)
    return missing[::-1]
