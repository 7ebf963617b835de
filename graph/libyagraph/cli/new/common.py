"""What the commands of `libyagraph new` share: the corpus that something is made for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from libyagraph.model import Corpus
    from libyagraph.vocabulary import Vocabulary

corpus_option = click.option(
    "--corpus",
    "directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The corpus. Default: seeds/ or the annotations in the working directory.",
)


def loaded(directory: Path | None) -> tuple[Path, Corpus, Vocabulary]:
    """The directory that things are made in, with its corpus; the packaged one where it has none.

    Files that can't be read are passed over: `check` tells of them.
    """
    from libyagraph import corpus, ontology, paths
    from libyagraph.cli.common import corpus_path

    path = corpus_path(directory)
    vocabulary = ontology.load(paths.ontology())
    return path or Path(), corpus.load(path, vocabulary).corpus, vocabulary
