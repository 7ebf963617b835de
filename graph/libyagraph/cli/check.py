"""`libyagraph check`: every problem of every file, in one run."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  libyagraph check
  libyagraph check seeds --texts ../texts
  libyagraph check my-article.yaml --texts texts --fix
"""
)
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The articles' texts: verify that every passage still stands there.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="With --texts: fill in digests, turn quotes into positions; nothing else is touched.",
)
def command(path: Path | None, texts: Path | None, fix: bool) -> None:
    """Check annotations and list every problem as file:line:column: message.

    PATH is a directory of annotations or one article; by default seeds/ or the annotations in the
    working directory, else the packaged corpus. Warnings do not make the check fail.
    """
    from libyagraph import corpus, evidence, ontology, paths
    from libyagraph.cli.common import coloured, corpus_path
    from libyagraph.errors import UsageError

    if fix and not texts:
        raise UsageError("--fix needs --texts DIR, the articles' texts")
    path = corpus_path(path)
    vocabulary = ontology.load(paths.ontology())
    loaded = corpus.load(path, vocabulary)
    lost = []
    if fix and texts:
        lost = corpus.fix(loaded, texts)
        loaded = corpus.load(path, vocabulary)
    verified = evidence.verify(loaded.corpus, texts) if texts else []
    said = {(problem.file, problem.line) for problem in lost}  # and better
    rest = (
        p for p in loaded.problems if (p.file, p.line) not in said or p.name != "unplaced-quote"
    )
    problems = sorted({*lost, *rest, *verified})
    for problem in problems:
        colour = "red" if problem.level == "error" else "yellow"
        click.echo(click.style(str(problem), fg=colour) if coloured() else str(problem))
    errors = sum(problem.level == "error" for problem in problems)
    warnings = len(problems) - errors
    claims = sum(len(article.claims) for article in loaded.corpus.articles.values())
    click.echo(
        f"{_count(len(loaded.corpus.articles), 'article')}, {_count(claims, 'claim')}: "
        f"{_count(errors, 'error')}, {_count(warnings, 'warning')}",
        err=True,
    )
    raise SystemExit(1 if errors else 0)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
