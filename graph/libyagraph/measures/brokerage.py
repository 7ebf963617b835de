"""Brokerage between groups, after Gould and Fernandez (1989).

In go a directed graph and the group of each node, out come counts for each node: how often it
stands between two others that no arc joins, in each of five roles. Nodes without a group broker
nothing and are brokered for nobody, since no role could be told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often a node stands between two others, by role."""

    coordinator: int = 0
    itinerant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0


def brokerage(graph: nx.DiGraph, groups: Mapping[int, str]) -> dict[int, Brokerage]:
    """The counts of each node: of paths a → b → c without an arc a → c, told by their groups."""
    found = {}
    for broker in graph:
        counts = dict.fromkeys(ROLES, 0)
        if groups.get(broker):
            for start in graph.predecessors(broker):
                beyond = graph.succ[start]
                for end in graph.successors(broker):
                    if end != start and end not in beyond and groups.get(start) and groups.get(end):
                        counts[_role(groups[start], groups[broker], groups[end])] += 1
        found[broker] = Brokerage(**counts)
    return found


def _role(start: str, broker: str, end: str) -> str:
    if start == broker:
        return "coordinator" if end == broker else "representative"
    if end == broker:
        return "gatekeeper"
    return "itinerant" if start == end else "liaison"
