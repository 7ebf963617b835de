"""What several commands share: the graph they work on, output, and completion."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from libyagraph.errors import LibyagraphError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.api import Graph, Narrowing
    from libyagraph.query.question import Limits

_Command = TypeVar("_Command", bound=Callable[..., Any])

LANGUAGES = ("fr", "en", "ar")


def graph_option(command: _Command) -> _Command:
    """`--graph DIR`."""
    return click.option(
        "--graph",
        "directory",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="A built graph. Default: build/current, else one of the packaged corpus in the cache.",
    )(command)


def limit_options(command: _Command) -> _Command:
    """`--timeout`, `--max-answer` and `--max-memory`."""
    for decorate in (
        click.option(
            "--max-memory",
            type=click.FloatRange(min=16, max=1_048_576),
            default=1024.0,
            metavar="MB",
            show_default=True,
            help="Megabytes of memory that free SPARQL may take.",
        ),
        click.option(
            "--max-answer",
            type=click.FloatRange(min=0, max=1_048_576, min_open=True),
            default=16.0,
            metavar="MB",
            show_default=True,
            help="Megabytes that an answer of free SPARQL may have.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, max=3600, min_open=True),
            default=10.0,
            metavar="SECONDS",
            show_default=True,
            help="Seconds that free SPARQL may take.",
        ),
    ):
        command = decorate(command)
    return command


def limits(timeout: float, max_memory: float, max_answer: float) -> Limits:
    """The limits of `limit_options`."""
    from libyagraph.query.question import MEGABYTE, Limits

    return Limits(timeout, int(max_memory * MEGABYTE), max(1, int(max_answer * MEGABYTE)))


def narrowing_options(command: _Command) -> _Command:
    """`--actor`, `--depth`, `--relation`, `--since`, `--until`, `--article`, `--min-sources`."""
    for decorate in (
        click.option(
            "--min-sources",
            type=click.IntRange(min=1),
            metavar="N",
            help="Only what rests on at least N distinct sources.",
        ),
        click.option(
            "--article",
            metavar="ID",
            multiple=True,
            shell_complete=complete_article,
            help="Only what this article tells of (repeatable).",
        ),
        click.option("--until", metavar="DATE", help="Only what can have begun by this date."),
        click.option("--since", metavar="DATE", help="Only what can have lasted until this date."),
        click.option(
            "--relation",
            metavar="R",
            shell_complete=complete_relation,
            help="Only this relation and those below it, such as supports or meets.",
        ),
        click.option(
            "--depth",
            type=click.IntRange(0, 9),
            default=1,
            show_default=True,
            help="How many steps from --actor.",
        ),
        click.option(
            "--actor",
            metavar="ID",
            shell_complete=complete_actor,
            help="Only what lies around this actor (an id or a name).",
        ),
    ):
        command = decorate(command)
    return command


def given(narrowing: Narrowing) -> Narrowing:
    """The narrowing options that were given."""
    asked = {key: value for key, value in narrowing.items() if value not in (None, ())}
    return cast("Narrowing", asked)


def opened(directory: Path | None, limits: Limits | None = None) -> Graph:
    """The graph that a command works on; says where it is when it was not named.

    Raises UsageError where there are annotations without a graph: another corpus would answer.
    """
    from libyagraph.api import Graph, open_graph
    from libyagraph.cache import cached_build

    if directory is not None:
        return open_graph(directory, limits=limits)
    here = Path("build")
    if (here / "current").exists():
        return open_graph(here, limits=limits)
    if annotations_here() is not None:
        from libyagraph.errors import UsageError

        raise UsageError("no graph of the annotations here yet: run `libyagraph build` first")
    cached = cached_build(say)
    say(f"using the packaged corpus: {cached / 'current'}")
    return Graph(cached, limits)


def corpus_path(path: Path | None) -> Path | None:
    """What `check` and `build` work on: `path`, else seeds/ or the annotations of this directory.

    None is the packaged corpus, which is said.
    """
    found = path or annotations_here()
    if found is None:
        say("no annotations here: using the packaged corpus")
    return found


def annotations_here() -> Path | None:
    """seeds/ or the working directory, where it holds annotations; else None."""
    here = Path()
    if (here / "seeds").is_dir():
        return here / "seeds"
    own = (here / name for name in ("actors", "actors.yaml", "articles"))
    return here if any(each.exists() for each in own) or any(here.glob("*.yaml")) else None


def say(message: str) -> None:
    """Tell something that is not the answer."""
    click.echo(f"libyagraph: {message}", err=True)


def coloured(stream: Any = None) -> bool:
    """Whether to colour: on a terminal, unless `NO_COLOR` is set or it is a dumb one."""
    stream = stream or sys.stdout
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _graph_for_completion() -> Graph | None:
    from libyagraph.api import open_graph

    here = Path("build")
    try:
        return open_graph(here) if (here / "current").exists() else None
    except LibyagraphError:  # a shell that completes is no place for errors
        return None


def complete_actor(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids of actors, each with its name, from the graph of the working directory."""
    from click.shell_completion import CompletionItem

    graph = _graph_for_completion()
    actors = graph.records.actors.values() if graph else ()
    return [
        CompletionItem(actor.id, help=actor.name("en"))
        for actor in actors
        if actor.id.startswith(incomplete)
    ]


def complete_article(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids of articles, each with its title, from the graph of the working directory."""
    from click.shell_completion import CompletionItem

    graph = _graph_for_completion()
    articles = graph.records.articles.values() if graph else ()
    return [
        CompletionItem(article.id, help=article.title)
        for article in articles
        if article.id.startswith(incomplete)
    ]


def complete_relation(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The relations of the ontology."""
    from click.shell_completion import CompletionItem

    from libyagraph import ontology, paths

    relations = ontology.load(paths.ontology()).relations.values()
    return [
        CompletionItem(relation.key, help=relation.label("en"))
        for relation in relations
        if relation.key.startswith(incomplete)
    ]
