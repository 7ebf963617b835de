"""All measures of a set of ties at once.

In go ties and the blocs of actors, out come the measures of each actor that has a tie, and of the
network. The algorithms are those of networkx, and for betweenness of rustworkx; which projection of
the ties each is run on stands in `definitions`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from libyagraph.measures.balance import balance
from libyagraph.measures.brokerage import ROLES, Brokerage, brokerage
from libyagraph.measures.projection import Projection

if TYPE_CHECKING:
    import networkx as nx

    from libyagraph.records import Edge

DIGITS = 6
"""Beyond them the order in which numbers are added would show."""


@dataclass(frozen=True, slots=True)
class ActorMeasures:
    """The measures of an actor; None where one is not defined, as a share of nothing."""

    ties: int = 0
    ties_out: int = 0
    ties_in: int = 0
    degree: int = 0
    betweenness: float = 0.0
    brokerage: int = 0
    coordinator: int = 0
    itinerant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0
    reciprocity: float | None = None
    triads: int = 0
    balance: float | None = None
    community: int | None = None


@dataclass(frozen=True, slots=True)
class NetworkMeasures:
    """The measures of a network; None where one is not defined."""

    actors: int = 0
    ties: int = 0
    pairs: int = 0
    reciprocity: float | None = None
    triads: int = 0
    triads_0_negative: int = 0
    triads_1_negative: int = 0
    triads_2_negative: int = 0
    triads_3_negative: int = 0
    balance: float | None = None
    communities: int = 0
    modularity: float | None = None
    brokerage: int = 0
    coordinator: int = 0
    itinerant: int = 0
    gatekeeper: int = 0
    representative: int = 0
    liaison: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a network and, by id, of its actors; `period` is empty for all time."""

    network: NetworkMeasures
    actors: Mapping[str, ActorMeasures]
    period: str = ""


def measure(
    edges: Sequence[Edge], blocs: Mapping[str, str], *, seed: int = 0, period: str = ""
) -> Measures:
    """Measure some ties.

    Args:
        edges: ties or lifted ties, as `counted` gives them.
        blocs: the camp, else the state, of each actor by id; empty where there is none.
        seed: that of the search for communities.
        period: which these are the ties of.
    """
    shape = Projection(edges)
    pairs = shape.pairs()
    groups = {rank: blocs.get(actor, "") for actor, rank in shape.rank.items()}
    roles = brokerage(shape.arcs(hostile=False), groups)
    whole, triads = balance(shape.signs())
    one_way = shape.arcs(symmetric=False)
    answered = _reciprocity(one_way)
    between = _betweenness(pairs)
    communities, modularity = _communities(shape.pairs(hostile=False), seed)
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    touching: Counter[str] = Counter()
    for edge in edges:
        touching.update({edge.source, edge.target})
        out.update({edge.source, edge.target} if edge.symmetric else {edge.source})
        into.update({edge.source, edge.target} if edge.symmetric else {edge.target})
    of = {
        actor: ActorMeasures(
            ties=touching[actor],
            ties_out=out[actor],
            ties_in=into[actor],
            degree=pairs.degree(rank),
            betweenness=between[rank],
            brokerage=_sum(roles[rank]),
            **{role: getattr(roles[rank], role) for role in ROLES},
            reciprocity=answered[rank],
            triads=triads[rank].triads,
            balance=triads[rank].share,
            community=communities[rank],
        )
        for actor, rank in shape.rank.items()
    }
    network = NetworkMeasures(
        actors=len(of),
        ties=len(edges),
        pairs=pairs.number_of_edges(),
        reciprocity=_overall(one_way),
        triads=whole.triads,
        triads_0_negative=whole.none,
        triads_1_negative=whole.one,
        triads_2_negative=whole.two,
        triads_3_negative=whole.three,
        balance=whole.share,
        communities=max(communities.values(), default=0),
        modularity=modularity,
        brokerage=sum(map(_sum, roles.values())),
        **{role: sum(getattr(each, role) for each in roles.values()) for role in ROLES},
    )
    return Measures(network, of, period)


def _sum(roles: Brokerage) -> int:
    return sum(getattr(roles, role) for role in ROLES)


def _betweenness(graph: nx.Graph) -> dict[int, float]:
    """Shortest paths through each node, over all pairs of others.

    rustworkx needs a tenth of the time that networkx does. It runs on one processor, since the
    sums of several would be added in another order each time.
    """
    import rustworkx

    copy = rustworkx.PyGraph(multigraph=False)
    copy.add_nodes_from(range(len(graph)))
    copy.add_edges_from_no_data(sorted((min(edge), max(edge)) for edge in graph.edges))
    found = rustworkx.graph_betweenness_centrality(copy, parallel_threshold=2**31)
    return {node: round(found[node], DIGITS) for node in graph}


def _reciprocity(graph: nx.DiGraph) -> dict[int, float | None]:
    from networkx import reciprocity

    found = reciprocity(graph, graph.nodes) if len(graph) else {}
    return {node: None if share is None else round(share, DIGITS) for node, share in found.items()}


def _overall(graph: nx.DiGraph) -> float | None:
    from networkx import overall_reciprocity

    return round(overall_reciprocity(graph), DIGITS) if graph.number_of_edges() else None


def _communities(graph: nx.Graph, seed: int) -> tuple[dict[int, int], float | None]:
    """The community of each node, numbered from 1 by size, and the modularity of the parting."""
    from networkx.algorithms.community import louvain_communities, modularity

    if not graph.number_of_edges():
        return {node: rank for rank, node in enumerate(sorted(graph), 1)}, None
    parts = louvain_communities(graph, weight="weight", seed=seed)
    ranked = sorted(map(sorted, parts), key=lambda part: (-len(part), part))
    found = {node: rank for rank, part in enumerate(ranked, 1) for node in part}
    return found, round(modularity(graph, ranked, weight="weight"), DIGITS)
