"""Simple graphs of ties: what algorithms for simple graphs can be run on.

In go ties, parallel ones too, out come networkx graphs with one edge for each pair of actors. Their
nodes are numbers, in the order of the actors' ids, so that no algorithm depends on how Python
happens to order text. Ties that begin and end at the same actor are in none of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

    from libyagraph.records import Edge

NOT_SO = frozenset({"planned", "denied"})
"""Statuses that are left out unless asked for: of a plan nobody says that it came true, and of what
is only denied nobody says that it is so."""


def counted(edges: Iterable[Edge], statuses: Collection[str] = ()) -> tuple[Edge, ...]:
    """The edges of some statuses, sorted by id; by default all but planned and denied ones."""
    return tuple(
        sorted(
            (e for e in edges if (e.status in statuses if statuses else e.status not in NOT_SO)),
            key=lambda edge: edge.id,
        )
    )


def actors(edges: Iterable[Edge]) -> list[str]:
    """Who has a tie, sorted."""
    return sorted({end for edge in edges for end in (edge.source, edge.target)})


class Projection:
    """The simple graphs of some ties, each made when it is asked for."""

    def __init__(self, edges: Sequence[Edge]) -> None:
        self.actors = actors(edges)
        self.rank = {actor: rank for rank, actor in enumerate(self.actors)}
        self._edges = [
            (edge, self.rank[edge.source], self.rank[edge.target])
            for edge in edges
            if edge.source != edge.target
        ]

    def pairs(self, *, hostile: bool = True) -> nx.Graph:
        """Undirected: an edge where there is a tie either way, `weight` the number of ties.

        Without the `hostile` ones, ties of negative polarity are left out.
        """
        graph = _empty(len(self.actors), directed=False)
        for edge, start, end in self._edges:
            if hostile or edge.polarity >= 0:
                known = graph.edges[start, end]["weight"] if graph.has_edge(start, end) else 0
                graph.add_edge(start, end, weight=known + 1)
        return graph

    def arcs(self, *, hostile: bool = True, symmetric: bool = True) -> nx.DiGraph:
        """Directed: an arc where there is a tie that way; a symmetric tie is one both ways.

        Without the `symmetric` ones, ties that hold both ways by their nature are left out.
        """
        graph = _empty(len(self.actors), directed=True)
        for edge, start, end in self._edges:
            if (hostile or edge.polarity >= 0) and (symmetric or not edge.symmetric):
                graph.add_edge(start, end)
                if edge.symmetric:
                    graph.add_edge(end, start)
        return graph

    def signs(self) -> nx.Graph:
        """Undirected and signed: `sign` is that of the sum of the ties' polarities.

        Pairs whose ties are neutral, or outweigh each other, are left out.
        """
        graph = _empty(len(self.actors), directed=False)
        sums: dict[tuple[int, int], int] = {}
        for edge, start, end in self._edges:
            pair = (min(start, end), max(start, end))
            sums[pair] = sums.get(pair, 0) + edge.polarity
        for (start, end), total in sums.items():
            if total:
                graph.add_edge(start, end, sign=1 if total > 0 else -1)
        return graph


def _empty(count: int, *, directed: bool) -> nx.Graph:
    import networkx  # 0.2 s, needed by those who measure alone

    graph = networkx.DiGraph() if directed else networkx.Graph()
    graph.add_nodes_from(range(count))
    return graph
