"""`libyagraph stats`: measures of the network."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from libyagraph.cli.common import (
    LANGUAGES,
    given,
    graph_option,
    narrowing_options,
    opened,
    say,
)

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from libyagraph.api import Narrowing
    from libyagraph.measures import Measures

Row = dict[str, object]
SHOWN = 15
ACTORS = (
    "actor",
    "ties",
    "degree",
    "betweenness",
    "brokerage",
    "reciprocity",
    "balance",
    "community",
)
NETWORK = (
    "actors",
    "ties",
    "pairs",
    "reciprocity",
    "triads",
    "balance",
    "communities",
    "modularity",
)
"""What a table shows; csv and json hold all."""


def _complete_status(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from libyagraph import ontology, paths

    statuses = ontology.load(paths.ontology()).statuses.values()
    return [
        CompletionItem(status.key, help=status.label("en"))
        for status in statuses
        if status.key.startswith(incomplete)
    ]


@click.command(
    epilog="""\b
Examples:
  libyagraph stats
  libyagraph stats --lift --since 2019 --until 2020-06
  libyagraph stats --by year --of network --format csv
  libyagraph stats --explain

Planned and denied ties are left out unless --status asks for them; affiliations always are.
"""
)
@narrowing_options
@click.option("--lift", is_flag=True, help="Measure the ties between states and camps.")
@click.option(
    "--status",
    "statuses",
    metavar="S",
    multiple=True,
    shell_complete=_complete_status,
    help="Only ties of this status (repeatable).",
)
@click.option(
    "--by", type=click.Choice(("year", "month")), help="Measure each year, or each month, apart."
)
@click.option(
    "--of",
    type=click.Choice(("actors", "network")),
    help="Which measures. Default: both, and for csv those of actors.",
)
@click.option(
    "--top",
    type=click.IntRange(min=0),
    default=SHOWN,
    show_default=True,
    metavar="N",
    help="How many actors a table shows, those of the highest degree; 0 is all.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Where the search for communities begins.",
)
@click.option("--lang", type=click.Choice(LANGUAGES), default="fr", show_default=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("table", "csv", "json")),
    default="table",
    show_default=True,
)
@click.option("--explain", is_flag=True, help="Say what each measure is, and whose.")
@graph_option
def command(
    *,
    lift: bool,
    statuses: Sequence[str],
    by: str | None,
    of: str | None,
    top: int,
    seed: int,
    lang: str,
    format_: str,
    explain: bool,
    directory: Path | None,
    **narrowing: Unpack[Narrowing],
) -> None:
    """Measure the network: centrality, brokerage, reciprocity, balance, communities."""
    if explain:
        _explain()
        return
    from libyagraph.measures import ActorMeasures, NetworkMeasures

    with opened(directory) as graph:
        found = graph.measures(by=by, lift=lift, statuses=statuses, seed=seed, **given(narrowing))
        known = graph.records.actors
        names = {id: known[id].name(lang) if id in known else id for m in found for id in m.actors}
    network = [_network(each, by) for each in found]
    actors = [_actors(each, by, names) for each in found]
    if format_ == "json":
        parts = {"network": network, "actors": [row for rows in actors for row in rows]}
        chosen = {name: rows for name, rows in parts.items() if of in (None, name)}
        click.echo(json.dumps(chosen, ensure_ascii=False, indent=1))
    elif format_ == "csv" and of == "network":
        _csv(network, NetworkMeasures, by)
    elif format_ == "csv":
        _csv([row for rows in actors for row in rows], ActorMeasures, by, "actor", "name")
    elif not any(actors):
        say("no ties")
    else:
        if of != "actors":
            _print(_shown(network, NETWORK) if by else _turned(network[0]))
        if of is None:
            click.echo()
        if of != "network":
            shown = [row for rows in actors for row in rows[: top or None]]
            _print(_shown(shown, ACTORS))
            if more := sum(map(len, actors)) - len(shown):
                say(f"{more} more; --top 0 shows all")


def _network(found: Measures, by: str | None) -> Row:
    row: Row = {"period": found.period} if by else {}
    return row | {each.name: getattr(found.network, each.name) for each in fields(found.network)}


def _actors(found: Measures, by: str | None, names: Mapping[str, str]) -> list[Row]:
    """The actors, by degree, then ties, then id."""
    rows = []
    ranked = sorted(
        found.actors.items(), key=lambda each: (-each[1].degree, -each[1].ties, each[0])
    )
    for id, measures in ranked:
        row: Row = {"period": found.period} if by else {}
        row |= {"actor": id, "name": names[id]}
        rows.append(row | {each.name: getattr(measures, each.name) for each in fields(measures)})
    return rows


def _csv(rows: Sequence[Row], measures: type, by: str | None, *first: str) -> None:
    """All columns, also where there is no row; a spreadsheet runs nothing in it."""
    from libyagraph.export.csv import harmless
    from libyagraph.query.rows import Rows

    head = [*(["period"] if by else []), *first, *(each.name for each in fields(measures))]
    values = (tuple(harmless(_text(row[name])) for name in head) for row in rows)
    click.echo(Rows(tuple(head), tuple(values)).csv(), nl=False)


def _shown(rows: Sequence[Row], columns: Sequence[str]) -> list[Row]:
    return [{name: row[name] for name in ("period", *columns) if name in row} for row in rows]


def _turned(row: Row) -> list[Row]:
    return [{"measure": name, "value": value} for name, value in row.items()]


def _print(rows: Sequence[Row]) -> None:
    from libyagraph.query.rows import Rows

    columns = tuple(rows[0])
    values = tuple(tuple(_text(row[name]) for name in columns) for row in rows)
    click.echo(Rows(columns, values).table(), nl=False)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _explain() -> None:
    from libyagraph.measures.definitions import DEFINITIONS, NOTE

    click.echo(NOTE)
    for each in DEFINITIONS:
        click.echo(f"\n{', '.join(each.names)}")
        parts = [each.text, f"Taken over: {each.projection}."]
        parts += [f"Reference: {each.reference}."] if each.reference else []
        for part in parts:
            click.echo(textwrap.indent(textwrap.fill(part, 92), "  "))
