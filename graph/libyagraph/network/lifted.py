"""The network of states and camps: each tie where it leads when its ends are lifted.

In go the records of a part and of the whole graph, out come records. A tie with a lifted tie gives
way to it, one whose ends stand for nobody else stays, and one that joins an actor to its own camp
or state is left out: it would begin and end there. Affiliations are left out, since lifting has
walked them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libyagraph.records import Edge, Records


def lifted(part: Records, whole: Records) -> Records:
    """The records of a part with its ties lifted, and the actors that these join."""
    above: dict[str, list[Edge]] = {}
    for edge in whole.of_family("lifted"):
        above.setdefault(edge.lifted_from, []).append(edge)
    found = {edge.id: edge for edge in part.of_family("lifted")}
    for tie in part.ties():
        if tie.id in above:
            found |= {edge.id: edge for edge in above[tie.id]}
        elif not tie.via_source and not tie.via_target:
            found[tie.id] = tie
    edges = sorted(found.values(), key=lambda edge: (edge.family != "tie", edge.id))
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    actors = {id: actor for id, actor in whole.actors.items() if id in ends}
    return replace(part, edges=tuple(edges), actors=actors)
