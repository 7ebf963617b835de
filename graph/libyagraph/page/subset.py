"""What a drawing starts from when there is too much to read, and what a part needs of the whole.

In go records, out come the camps and states to start from, the records that a page can hold, or
edges that these go through. Up to some thousand actors no tie is left out of a page: what is not
drawn at first is in its legend, search and table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from libyagraph.network import needed

if TYPE_CHECKING:
    from libyagraph.records import Actor, Edge, Records
    from libyagraph.style import Style

TOO_MANY = 1500
"""Above this many actors nobody reads a drawing, and browsers become slow."""
ENOUGH = 300
"""How many actors a drawing starts from then, or somewhat more: camps are not cut in two."""
HELD = 5000
"""Above this many actors a page holds no more than the drawing would start from: it is a file to
send, and would be one of some ten megabytes."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is drawn at first: actors of `blocs`, or where camps are of no use the `top` actors.

    Both are empty where all of it can be drawn. `held` is whether the page holds the rest too.
    """

    blocs: tuple[str, ...] = ()
    top: int = 0
    held: bool = True


def opening(records: Records, style: Style, *, limit: int = TOO_MANY, most: int = HELD) -> Opening:
    """What the drawing of these records starts from.

    Up to `limit` actors all of it. Above, the camps and states whose actors have most ties, until
    there are enough of them; where these are above the limit again, or most of their actors have no
    ties among themselves, the actors of whom most is told. Above `most` actors the page holds
    nothing else.
    """
    if len(records.actors) <= limit:
        return Opening()
    held = len(records.actors) <= most
    strength: Counter[str] = Counter()
    for edge in records.ties():
        for end in (edge.source, edge.target):
            if end in records.actors:
                strength[style.bloc(records.actors[end])] += 1
    sizes = Counter(style.bloc(actor) for actor in records.actors.values())
    chosen: list[str] = []
    drawn = 0
    for bloc in sorted(filter(None, strength), key=lambda bloc: (-strength[bloc], bloc)):
        if drawn >= ENOUGH:
            break
        chosen.append(bloc)
        drawn += sizes[bloc]
    inside = {id for id, actor in records.actors.items() if style.bloc(actor) in chosen}
    joined = {
        end
        for edge in records.ties()
        if edge.source in inside and edge.target in inside
        for end in (edge.source, edge.target)
    }
    if chosen and drawn <= limit and 2 * len(joined) >= drawn:
        return Opening(blocs=tuple(sorted(chosen)), held=held)
    return Opening(top=ENOUGH, held=held)


def holding(records: Records, style: Style, start: Opening) -> Records:
    """The records that a page with this opening holds: all of them, or those that it starts from.

    With the edges between these actors come the claims that they rest on, who denies them, and
    whoever these name.
    """
    if start.held:
        return records
    if start.blocs:
        kept = {id for id, actor in records.actors.items() if style.bloc(actor) in start.blocs}
    else:
        ranked = sorted(records.actors, key=lambda id: (-style.weight(id), id))
        kept = set(ranked[: start.top])
    edges = [edge for edge in records.edges if {edge.source, edge.target} <= kept]
    ties = {edge.id for edge in edges if edge.family == "tie"}
    within = tuple(e for e in edges if not e.lifted_from or e.lifted_from in ties)
    return needed(records, within, kept, set())


def asides(part: Records, whole: Records) -> tuple[tuple[Edge, ...], tuple[Actor, ...]]:
    """What the lifted ties of a part go through, and are lifted from, that the part lacks.

    With the actors at the ends of these edges that it lacks too; both sorted by id.
    """
    present = {edge.id for edge in part.edges}
    named = {
        id
        for edge in part.edges
        for id in (edge.lifted_from, *edge.via_source, *edge.via_target)
        if id and id not in present
    }
    edges = tuple(edge for edge in whole.edges if edge.id in named)
    ends = {end for edge in edges for end in (edge.source, edge.target)} - part.actors.keys()
    actors = tuple(whole.actors[id] for id in sorted(ends & whole.actors.keys()))
    return tuple(sorted(edges, key=lambda edge: edge.id)), actors
