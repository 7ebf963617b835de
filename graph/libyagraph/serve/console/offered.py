"""The named queries as plain values, for JSON.

In go the queries that the program carries, out come their names, titles, parameters and columns.
The SPARQL itself is not among them: it is asked for with its parameters in place.
"""

from __future__ import annotations

from typing import TypedDict

from libyagraph.query import named


class OfferedParameter(TypedDict):
    """What a query asks for: `kind` is `actor`, `article`, `day` or `number`."""

    name: str
    kind: str
    required: bool
    description: str


class OfferedColumn(TypedDict):
    """A column of the answer; a `lifted` one says something only where the query is lifted."""

    name: str
    description: str
    lifted: bool


class Offered(TypedDict):
    """A named query; `lifts` says whether it can be asked of states and camps."""

    name: str
    title: str
    parameters: list[OfferedParameter]
    columns: list[OfferedColumn]
    lifts: bool


def offered() -> list[Offered]:
    """All named queries, by name."""
    return [
        Offered(
            name=query.name,
            title=query.title,
            parameters=[
                OfferedParameter(
                    name=one.name,
                    kind=one.kind,
                    required=one.required,
                    description=one.description,
                )
                for one in query.parameters
            ],
            columns=[
                OfferedColumn(name=one.name, description=one.description, lifted=one.lifted)
                for one in query.columns
            ],
            lifts=query.lifts,
        )
        for query in named.named().values()
    ]
