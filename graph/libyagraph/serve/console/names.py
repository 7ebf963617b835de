"""What actors and articles are called, for fields that complete what is typed.

In go the records of a graph, out come plain values for JSON: ids with names and aliases. Who is
meant by what is typed is for the page and the server to say.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from libyagraph.api import Graph


class NamedActor(TypedDict):
    """An actor with its names by language and its aliases; `weight` is the number of its ties."""

    id: str
    kind: str
    weight: int
    names: dict[str, str]
    aliases: list[str]


class NamedArticle(TypedDict):
    """An article: `date` is that of its publication (EDTF)."""

    id: str
    title: str
    date: str


class Names(TypedDict):
    """All actors and articles by id, and the labels of the kinds of actors by language."""

    actors: list[NamedActor]
    articles: list[NamedArticle]
    kinds: dict[str, dict[str, str]]


def names(graph: Graph) -> Names:
    """Whatever actors and articles of a graph may be called.

    Raises `GraphError` where the graph can't be read.
    """
    records = graph.records
    weights = Counter(end for tie in records.ties() for end in (tie.source, tie.target))
    found = {actor.kind for actor in records.actors.values()}
    return Names(
        actors=[
            NamedActor(
                id=actor.id,
                kind=actor.kind,
                weight=weights[actor.id],
                names=dict(actor.names),
                aliases=sorted({alias.value for alias in actor.aliases}),
            )
            for actor in records.actors.values()
        ],
        articles=[
            NamedArticle(id=article.id, title=article.title, date=article.published)
            for article in records.articles.values()
        ],
        kinds={
            key: dict(kind.labels)
            for key, kind in sorted(graph.vocabulary.kinds.items())
            if key in found
        },
    )
