"""Balance of signed triads, after Heider (1946) and Cartwright and Harary (1956).

In goes an undirected graph whose edges have a `sign`, out come its triangles counted by their
negative edges, and for each node those that it is in. A triangle is balanced where the number of
its negative edges is even: the friend of a friend is a friend, the foe of a foe as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Balance:
    """Triangles by how many of their three edges are negative."""

    none: int = 0
    one: int = 0
    two: int = 0
    three: int = 0

    @property
    def triads(self) -> int:
        """All triangles."""
        return self.none + self.one + self.two + self.three

    @property
    def share(self) -> float | None:
        """The share of balanced triangles; nothing where there is no triangle."""
        return round((self.none + self.two) / self.triads, 6) if self.triads else None


def balance(graph: nx.Graph) -> tuple[Balance, dict[int, Balance]]:
    """The triangles of a signed graph, and those of each of its nodes."""
    from networkx import all_triangles

    whole = [0, 0, 0, 0]
    of = {node: [0, 0, 0, 0] for node in graph}
    for corners in all_triangles(graph):
        first, second, third = corners
        sides = ((first, second), (first, third), (second, third))
        negative = sum(graph.edges[side]["sign"] < 0 for side in sides)
        whole[negative] += 1
        for corner in corners:
            of[corner][negative] += 1
    return Balance(*whole), {node: Balance(*counts) for node, counts in of.items()}
