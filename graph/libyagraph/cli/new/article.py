"""`libyagraph new article`: the beginning of an annotation."""

from __future__ import annotations

import os
from pathlib import Path

import click

from libyagraph.cli.new.common import corpus_option, loaded


@click.command(
    epilog="""\b
Examples:
  libyagraph new article texts/2024-05-16.txt --publisher gazette --date 2024-05-16
  libyagraph new article texts/trêve.txt --title "La trêve" --language fr -o -
"""
)
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@corpus_option
@click.option("--title", default="", help="The title that the article prints.")
@click.option("--publisher", default="", metavar="ID", help="The actor that published it.")
@click.option("--language", default="", metavar="CODE", help="Such as fr, en or ar.")
@click.option("--date", "day", default="", metavar="EDTF", help="The date of publication.")
@click.option(
    "--basis", type=click.Choice(("printed", "found", "inferred")), help="How that date is known."
)
@click.option("--url", default="", help="The address at which it was read.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; - is standard output. Default: date, publisher and words of the "
    "title, in articles/ of the corpus.",
)
def article(
    *,
    text: Path,
    directory: Path | None,
    title: str,
    publisher: str,
    language: str,
    day: str,
    basis: str | None,
    url: str,
    output: Path | None,
) -> None:
    """Begin the annotation of TEXT, a UTF-8 file.

    Length and checksum of the text are filled in, and its language where common words leave no
    doubt. Comments list what is still to be given, and the actors and places of the registry that
    the text names. The text itself is never copied.
    """
    from libyagraph import schema
    from libyagraph.atomic import write_atomically
    from libyagraph.cli.common import say
    from libyagraph.errors import UsageError
    from libyagraph.fields import ID, ID_FORM
    from libyagraph.scaffold.article import article as begun
    from libyagraph.scaffold.article import article_id
    from libyagraph.scaffold.given import given as judged

    root, corpus, vocabulary = loaded(directory)
    given = judged(
        corpus,
        title=title,
        publisher=publisher,
        language=language,
        date=day,
        basis=basis or "",
        url=url,
    )
    words = _words(text)
    for known in corpus.articles.values():
        if known.text_file == text.name:
            say(f"{known.file} annotates a text of this name already")
    if output is None:
        id_ = article_id(given, text.name)
        if not ID.fullmatch(id_):
            raise UsageError("no id can be made of what is given: name a file with -o")
        folder = root / "articles"
        output = (folder if folder.is_dir() else root) / f"{id_}.yaml"
    elif str(output) != "-" and (output.suffix != ".yaml" or not ID.fullmatch(output.stem)):
        raise UsageError(f"{output}: the name is the article's id, with .yaml: it {ID_FORM}")
    link = ""
    if (beside := root / schema.FOLDER / "article.json").is_file() and str(output) != "-":
        way = os.path.relpath(beside.resolve(), output.resolve().parent)
        link = Path(way).as_posix()
    made = begun(words, text.name, given, corpus, vocabulary, schema=link)
    if str(output) == "-":
        click.echo(made, nl=False)
        return
    if output.exists():
        raise UsageError(f"{output} is there already; name another file with -o")
    write_atomically(output, made.encode("utf-8"))
    click.echo(f"article: {output}")


def _words(path: Path) -> str:
    """A text; raises `DataError` where it is no UTF-8, or empty."""
    from libyagraph.errors import DataError, Problem

    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        problem = Problem(str(path), line, column, "the text is not UTF-8", "encoding")
        raise DataError([problem]) from error
    if not text.strip():
        raise DataError([Problem(str(path), 1, 1, "the text is empty", "empty")])
    return text
