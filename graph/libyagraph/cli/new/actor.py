"""`libyagraph new actor`: the beginning of an entry of the registry, after a look at near names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from libyagraph.cli.new.common import corpus_option, loaded

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.arrange.tree import Slot
    from libyagraph.likeness import Match
    from libyagraph.model import Corpus
    from libyagraph.vocabulary import Vocabulary

_MOST = 9
"""So many near names are listed."""


def _complete_kind(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from libyagraph import ontology, paths

    kinds = ontology.load(paths.ontology()).kinds.values()
    return [
        CompletionItem(kind.key, help=kind.label("en"))
        for kind in kinds
        if kind.key.startswith(incomplete)
    ]


@click.command(
    epilog="""\b
Examples:
  libyagraph new actor "Ada Morrow" --lang en --kind person
  libyagraph new actor "أحمد" --id another-ahmed --force
  libyagraph new actor "Coast Brigade" --kind armed-group --write
"""
)
@click.argument("name")
@corpus_option
@click.option("--lang", metavar="CODE", help="The name's language. Default: ar or en, by letters.")
@click.option(
    "--kind", default="", metavar="KIND", shell_complete=_complete_kind, help="Such as person."
)
@click.option("--id", "id_", default="", metavar="ID", help="Default: made of the name.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put the entry at the end of the actors of this registry file, new or not.",
)
@click.option(
    "--write",
    is_flag=True,
    help="The same, for the file of the corpus that holds most actors of that kind.",
)
@click.option("--force", is_flag=True, help="Go on where an actor bears the same name.")
def actor(
    *,
    name: str,
    directory: Path | None,
    lang: str | None,
    kind: str,
    id_: str,
    output: Path | None,
    write: bool,
    force: bool,
) -> None:
    """Begin an entry of the registry for NAME, after a look at names that are like it.

    Names that are near are listed first: other spellings, transliterations and scripts, parts of
    names. Where one is the same, nothing is made unless with --force. The entry goes to standard
    output, or with -o or --write into a file, of which nothing else is touched.
    """
    from libyagraph.errors import UsageError
    from libyagraph.fields import ID, ID_FORM, LANGUAGE, nearest
    from libyagraph.likeness import identifier, near
    from libyagraph.scaffold.actor import shown, stub
    from libyagraph.scaffold.given import refuse_controls

    root, corpus, vocabulary = loaded(directory)
    refuse_controls("name", name)
    name = " ".join(name.split())
    lang = lang or ("ar" if any("\u0600" <= c <= "\u06ff" for c in name) else "en")
    if not name:
        raise UsageError("the name is empty")
    if not LANGUAGE.fullmatch(lang):
        raise UsageError(f"{lang} is no language code such as fr, en or ar")
    if kind and kind not in vocabulary.kinds:
        raise UsageError(f"unknown kind {kind}{nearest(kind, vocabulary.kinds)}")
    same = _told(near(name, corpus.actors.values()))
    if same and not force:
        raise UsageError(f"{same} bears this name; --force makes another entry of it")
    id_ = id_ or identifier(name)
    if not id_:
        raise UsageError("no id can be made of letters that are not Latin: give one with --id")
    if not ID.fullmatch(id_):
        raise UsageError(f"the id {id_} {ID_FORM}")
    if id_ in corpus.actors:
        raise UsageError(f"{id_} is the id of an actor already: give another with --id")
    entry = stub(id_, name, lang, kind, vocabulary)
    if write and not output:
        output = _home(root, corpus, kind)
    if output:
        _append(output, entry, vocabulary)
        click.echo(f"actor: {output}: {id_}")
    else:
        click.echo(shown(entry, vocabulary), nl=False)


def _told(matches: list[Match]) -> str:
    """Tell what names are near; returns the id of an actor of the same name, if there is one."""
    from libyagraph.likeness import REASONS

    rows = [(m.actor.id, m.actor.kind, f"{m.name} ({m.language})") for m in matches[:_MOST]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, match in zip(rows, matches, strict=False):
        cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        click.echo(f"near: {'  '.join(cells)}  {REASONS[match.reason]}", err=True)
    if len(matches) > _MOST:
        click.echo(f"near: … and {len(matches) - _MOST} more", err=True)
    return next((m.actor.id for m in matches if m.reason in ("same", "words")), "")


def _home(root: Path, corpus: Corpus, kind: str) -> Path:
    from libyagraph.scaffold.actor import home

    found = home(corpus, kind)
    inside = found and found.resolve().is_relative_to(root.resolve())
    if found and inside:
        return found
    folder = root / "actors"
    return folder / "actors.yaml" if folder.is_dir() else root / "actors.yaml"


def _append(path: Path, entry: Slot, vocabulary: Vocabulary) -> None:
    from libyagraph.atomic import write_atomically
    from libyagraph.scaffold.actor import appended

    before = path.read_bytes() if path.exists() else b""
    write_atomically(path, appended(before, str(path), entry, vocabulary))
