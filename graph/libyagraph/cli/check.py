"""`libyagraph check`: every problem of every file, in one run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from libyagraph import problems as problems_
from libyagraph.errors import Problem, UsageError, printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.corpus import Loaded
    from libyagraph.fix import FixedFile

_NO_ANNOTATION = frozenset(("empty", "unreadable", "wrong-root"))
"""Problems of what is no annotation at all."""

_FIXABLE = frozenset(("no-digest", "unplaced-quote"))
"""Problems that `--fix` solves, or tells of by another name."""

_OF_PASSAGES = _FIXABLE | {"bad-passage", "digest-mismatch"}
"""Problems of passages, of which `--fix` says more."""


def _completer(names: Iterable[str]) -> Callable[..., list[CompletionItem]]:
    def complete(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        found = sorted(name for name in names if name.startswith(incomplete))
        return [CompletionItem(name, help=problems_.explained(name)) for name in found]

    return complete


@click.command(
    epilog="""\b
Examples:
  libyagraph check
  libyagraph check seeds --texts ../texts
  libyagraph check my-article.yaml --texts texts --fix
  libyagraph check my-article.yaml --texts texts --fix --diff
  libyagraph check --strict --ignore no-text --format github
  libyagraph check --explain no-digest

Exit codes: 0 nothing wrong but for warnings, 1 errors (with --strict, warnings too), 2 wrong use,
or PATH is no annotation at all: missing, empty, no text, or neither an article nor a registry.
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
    help="With --texts: fill in digests, turn quotes into positions, and move positions along with "
    "a text that has changed; nothing else is touched.",
)
@click.option("--diff", is_flag=True, help="With --fix: show what would change; write nothing.")
@click.option(
    "--format",
    "form",
    type=click.Choice(problems_.FORMATS),
    default="text",
    show_default=True,
    help="How problems are listed: lines, one JSON array, or annotations for GitHub.",
)
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    metavar="NAME",
    shell_complete=_completer(problems_.WARNINGS),
    help="Leave out the warnings of this name; may be given again.",
)
@click.option("--strict", is_flag=True, help="Let warnings make the check fail.")
@click.option(
    "--explain",
    metavar="NAME",
    shell_complete=_completer((*problems_.ERRORS, *problems_.WARNINGS)),
    help="Say what problems of this name are, and do nothing else.",
)
def command(
    *,
    path: Path | None,
    texts: Path | None,
    fix: bool,
    diff: bool,
    form: str,
    ignored: tuple[str, ...],
    strict: bool,
    explain: str | None,
) -> None:
    """Check annotations and list every problem as file:line:column: message.

    PATH is a directory of annotations or one article; by default seeds/ or the annotations in the
    working directory, else the packaged corpus. Warnings do not make the check fail.
    """
    from libyagraph.cli.common import corpus_path

    if explain is not None:
        click.echo(_explained(explain))
        return
    if fix and not texts:
        raise UsageError("--fix needs --texts DIR, the articles' texts")
    if diff and not fix:
        raise UsageError("--diff shows what --fix would change: give both")
    for name in ignored:
        _known_warning(name)
    path = corpus_path(path)
    if fix and path is None:
        raise UsageError("--fix needs PATH: there are no annotations here to be fixed")
    mended: list[FixedFile] = []
    try:
        loaded, verified = _checked(path, texts, mended if fix else None, preview=diff)
    finally:  # what was written is told, also where a full disk ends it
        for each in mended:
            if each.done:
                click.echo(printable(f"{each.file}: {', '.join(each.done)}"), err=True)
    for each in mended if diff else ():
        click.echo(each.diff(), nl=False)
    found = _joined((*loaded.problems, *verified), mended, preview=diff)
    kept = [problem for problem in found if problem.name not in ignored]
    _print(kept, form, err=diff)
    errors = sum(problem.level == "error" for problem in kept)
    warnings = len(kept) - errors
    claims = sum(len(article.claims) for article in loaded.corpus.articles.values())
    hidden = f", {len(found) - len(kept)} hidden" if len(found) > len(kept) else ""
    click.echo(
        f"{_count(len(loaded.corpus.articles), 'article')}, {_count(claims, 'claim')}: "
        f"{_count(errors, 'error')}, {_count(warnings, 'warning')}{hidden}",
        err=True,
    )
    if path and _is_no_annotation(path, kept):
        raise SystemExit(2)
    to_do = diff and any(each.done for each in mended)
    raise SystemExit(1 if errors or to_do or (strict and warnings) else 0)


def _checked(
    path: Path | None, texts: Path | None, mended: list[FixedFile] | None, *, preview: bool
) -> tuple[Loaded, list[Problem]]:
    """The corpus, and what is wrong with its evidence.

    Where there is a list for files that are mended, they are mended first, and added to it as they
    are written; in a preview nothing is written, and nothing verified.
    """
    from libyagraph import corpus, evidence, ontology, paths
    from libyagraph.cli.progress import Bars
    from libyagraph.fix import fixed_file

    vocabulary = ontology.load(paths.ontology())
    with Bars() as bars:
        loaded = corpus.load(path, vocabulary, bars.of("reading"))
        if mended is not None and texts and path:
            articles = loaded.corpus.articles.values()
            mine = [each for each in articles if path.is_dir() or each.file == str(path)]
            fixing = bars.of("fixing")
            for number, article in enumerate(mine, 1):
                if fixed := fixed_file(article, texts, preview=preview):
                    if not preview:
                        fixed.write()
                    mended.append(fixed)
                fixing(number, len(mine))
            if not preview and any(each.done for each in mended):
                loaded = corpus.load(path, vocabulary, bars.of("reading again"))
        verified: list[Problem] = []
        if texts and not preview:
            verified = evidence.verify(loaded.corpus, texts, bars.of("verifying"))
    return loaded, verified


def _joined(
    problems: Iterable[Problem], mended: list[FixedFile], *, preview: bool
) -> list[Problem]:
    """All problems, sorted, without those of which `--fix` says more, or which it would solve."""
    told = [problem for each in mended for problem in each.problems]
    places = {(problem.file, problem.line, problem.column) for problem in told}
    others = {problem.file for problem in told if problem.name == "another-text"}
    solved = {each.file for each in mended} if preview else set()

    def is_said(problem: Problem) -> bool:
        file, name = problem.file, problem.name
        return (
            (name in _OF_PASSAGES and (file, problem.line, problem.column) in places)
            or (name in ("digest-mismatch", "text-changed") and file in others)
            or (name in _FIXABLE and file in solved)
        )

    left = (problem for problem in problems if not is_said(problem))
    return sorted(dict.fromkeys(chain(told, left)))


def _print(problems: list[Problem], form: str, *, err: bool) -> None:
    from libyagraph.cli.common import coloured

    lines = problems_.told(problems, form)
    if form == "text" and coloured(sys.stderr if err else sys.stdout):
        colours = {"error": "red", "warning": "yellow"}
        pairs = zip(lines, problems, strict=True)
        lines = [click.style(line, fg=colours[problem.level]) for line, problem in pairs]
    for first in range(0, len(lines), 5000):  # one by one takes longer than finding them
        click.echo("\n".join(lines[first : first + 5000]), err=err)


def _is_no_annotation(path: Path, problems: Iterable[Problem]) -> bool:
    """Whether the one file that was asked for is no annotation at all."""
    if path.is_dir():
        return False
    names = {problem.name for problem in problems if problem.file == str(path)}
    if names & _NO_ANNOTATION:
        return True
    with path.open("rb") as file:
        start = file.read(8192)
    # No text has a NUL; UTF-16 and pictures are full of them.
    return b"\0" in start and ("encoding" in names or len(start) < 8 * start.count(b"\0"))


def _explained(name: str) -> str:
    from libyagraph.fields import nearest, shown

    names = (*problems_.ERRORS, *problems_.WARNINGS)
    if name not in names:
        raise UsageError(f"no problem is called {printable(shown(name))}{nearest(name, names)}")
    return problems_.explained(name)


def _known_warning(name: str) -> None:
    from libyagraph.fields import nearest, shown

    if name in problems_.WARNINGS:
        return
    said = printable(shown(name))
    if name in problems_.ERRORS:
        said = f"{said} is an error, and only warnings can be ignored"
    else:
        hint = nearest(name, problems_.WARNINGS)
        said = f"no warning is called {said}{hint if 'did you mean' in hint else ''}"
    raise UsageError(f"{said}; there are {', '.join(problems_.WARNINGS)}")


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
