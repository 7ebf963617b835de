"""`libyagraph coverage`: how much of each text is annotated."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  libyagraph coverage --texts ../texts
  libyagraph coverage seeds --texts ../texts --format csv
"""
)
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="The articles' texts.",
)
@click.option(
    "--format", "format_", type=click.Choice(("text", "csv")), default="text", show_default=True
)
def command(path: Path | None, texts: Path, format_: str) -> None:
    """Show what share of each body is evidence, and every sentence that nothing accounts for.

    A sentence is accounted for where it is evidence, ignored, or listed under no_claim; single
    joining words do not count. The exit code is 1 where one is not, or a text is missing.
    """
    from libyagraph import corpus, ontology, paths
    from libyagraph.cli.common import corpus_path, say
    from libyagraph.coverage import coverage
    from libyagraph.errors import printable
    from libyagraph.fields import shown
    from libyagraph.query.rows import Rows

    vocabulary = ontology.load(paths.ontology())
    found, missing = coverage(corpus.load(corpus_path(path), vocabulary).sound(), texts)
    if format_ == "csv":
        columns = ("article", "characters", "evidence", "no_claim", "share", "claims", "gaps")
        values = tuple(
            (
                each.article,
                str(each.characters),
                str(each.evidence),
                str(each.no_claim),
                f"{each.share:.3f}",
                str(sum(each.types.values())),
                str(len(each.gaps)),
            )
            for each in found
        )
        sys.stdout.write(Rows(columns, values).csv())
    else:
        for each in found:
            click.echo(f"{each.article}: {each.share:.0%} of {each.characters} characters")
            click.echo(f"  claims by modality: {_counts(each.modalities)}")
            click.echo(f"  claims by type: {_counts(each.types)}")
            for gap in each.gaps:
                said = printable(shown(gap.text))
                click.echo(f"  not accounted for: characters {gap.start}–{gap.end}: {said}")
    for article in missing:
        say(f"the text of {article} is not in {texts}")
    raise SystemExit(1 if missing or any(each.gaps for each in found) else 0)


def _counts(numbers: Mapping[str, int]) -> str:
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {number}" for name, number in ordered)
