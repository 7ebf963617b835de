"""`libyagraph schema`: JSON Schemas of annotation files, for editors."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  libyagraph schema my-corpus --write --link
  libyagraph schema my-corpus --write
  libyagraph schema --for registry -o registry.json

docs/editors.md says how editors use them.
"""
)
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--for",
    "what",
    type=click.Choice(("article", "registry")),
    default="article",
    show_default=True,
    help="The files that it is for: articles, or those of actors, places and events.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write. Default: standard output.",
)
@click.option("--write", is_flag=True, help="Write both, as schema/*.json in the corpus.")
@click.option(
    "--link",
    is_flag=True,
    help="With --write: name them in the first line of each file that names none.",
)
def command(path: Path | None, what: str, output: Path | None, write: bool, link: bool) -> None:
    """Write the JSON Schema by which editors complete and check annotations.

    PATH is a directory of annotations or one article; by default seeds/ or the annotations in the
    working directory, else the packaged corpus. Its actors, places and events are in the schema:
    write it again when they change.
    """
    from libyagraph import corpus, ontology, paths, schema
    from libyagraph.atomic import write_atomically
    from libyagraph.cli.common import corpus_path, say
    from libyagraph.errors import UsageError
    from libyagraph.schema.link import link as link_files

    given = click.get_current_context().get_parameter_source("what")
    if write and (output or given is click.core.ParameterSource.COMMANDLINE):
        raise UsageError("--write writes both schemas beside the corpus; leave out --for and -o")
    if link and not write:
        raise UsageError("--link goes with --write")
    path = corpus_path(path)
    if write and (path is None or path.is_file()):
        raise UsageError("--write needs a directory of annotations")
    vocabulary = ontology.load(paths.ontology())
    loaded = corpus.load(path, vocabulary)
    articles = {article.file for article in loaded.corpus.articles.values()}
    if unsound := sorted({problem.file for problem in loaded.errors} - articles):
        say(f"check has errors in {', '.join(unsound)}: what can't be read is not in the schema")
    if write and path:
        for each in schema.write(path, loaded.corpus, vocabulary):
            click.echo(f"schema: {each}")
        for each in link_files(path, loaded.corpus) if link else ():
            click.echo(f"linked: {each}")
        return
    text = schema.text(what, loaded.corpus, vocabulary)
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return
    write_atomically(output, text.encode("utf-8"))
    click.echo(f"schema: {output}")
