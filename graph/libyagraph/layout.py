"""Where actors stand in a drawing: one seeded layout for the page and for GEXF.

In go the records of a graph, out comes a position for every actor. The same graph gives the same
positions, whatever the order of its records. Nothing is drawn here, no edge is dropped or added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from math import atan2, cos, floor, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libyagraph.records import Records

ASPECT = 1.5
SPACING = 116.0
"""Side in pixels of the square that each actor has on average: room for a node and its label."""
NEAREST = (92.0, 54.0)
"""No two actors stand closer than this ellipse's half axes: labels are wider than they are high."""
CLEARANCE = 30.0
"""How far from a line an actor stands that the line does not join: else it seems to end there."""
MOST_TESTS = 1_500_000
"""How many pairs of a line and an actor are looked at before clearing is given up."""
TOO_MANY = 3000
"""Springs take time by the square of the actors; beyond this, blocs are laid out as discs."""
SEED = 20140516

Points = dict[str, tuple[float, float]]
PULLS: Mapping[str, float] = {"tie": 1.0, "lifted": 1.0, "affiliation": 0.35}
BLOC_PULL = 0.12
CENTRE_PULL = 0.05
_NOBODY: frozenset[str] = frozenset()
EVENNESS = 0.6
"""0 leaves actors where the springs put them, 1 spreads them evenly from side to side."""


def positions(
    records: Records, *, families: Collection[str] = ("tie", "affiliation")
) -> dict[str, tuple[float, float]]:
    """The position of every actor in pixels, x to the right and y down, centred on the origin.

    The edges of `families` pull their ends together; affiliations, common blocs and the centre pull
    weakly, so that an actor without ties stands by its body. About 1.5 times as wide as high;
    actors without any of these edges stand in rows below.
    """
    blocs = _blocs(records)
    ends = {
        end
        for edge in records.edges
        if edge.family in families
        for end in (edge.source, edge.target)
    }
    actors = sorted(ends & records.actors.keys())
    if not actors:
        points: Points = {}
    elif len(actors) > TOO_MANY:
        points = _discs(actors, blocs)
    else:
        points = _spread(_level(_springs(records, actors, blocs, families)))
    lines = sorted(
        {
            (min(edge.source, edge.target), max(edge.source, edge.target))
            for edge in records.edges
            if edge.family in families
            and edge.family != "affiliation"
            and points.keys() >= {edge.source, edge.target}
        }
    )
    for rank in range(60):
        moved = _part(points)
        if rank * len(lines) * len(points) < MOST_TESTS:
            moved = _clear(points, lines) or moved
        if not moved:
            break
    for _ in range(60):  # what was pushed off a line last must not stand on another actor
        if not _part(points):
            break
    points |= _rows(sorted(records.actors.keys() - ends), points)
    return {actor: (float(round(x)), float(round(y))) for actor, (x, y) in sorted(points.items())}


def _blocs(records: Records) -> dict[str, str]:
    return {id: actor.camp or actor.state for id, actor in records.actors.items()}


def _springs(
    records: Records, actors: list[str], blocs: Mapping[str, str], families: Collection[str]
) -> Points:
    import rustworkx  # 0.1 s, needed for drawings alone

    weights: dict[tuple[str, str], float] = defaultdict(float)
    for edge in sorted(records.edges, key=lambda edge: edge.id):
        ends = sorted((edge.source, edge.target))
        if edge.family in families and ends[0] != ends[1] and set(ends) <= records.actors.keys():
            weights[ends[0], ends[1]] += PULLS.get(edge.family, 1.0)
    graph = rustworkx.PyGraph(multigraph=False)
    hubs = sorted({bloc for bloc in blocs.values() if bloc})
    indices = dict(zip(actors, graph.add_nodes_from(actors), strict=True))
    hub_indices = dict(zip(hubs, graph.add_nodes_from(hubs), strict=True))
    centre = graph.add_node("")
    for (one, other), weight in sorted(weights.items()):
        graph.add_edge(indices[one], indices[other], min(weight, 3.0))
    for actor in actors:
        graph.add_edge(indices[actor], centre, CENTRE_PULL)
        if blocs[actor]:
            graph.add_edge(indices[actor], hub_indices[blocs[actor]], BLOC_PULL)
    layout = rustworkx.spring_layout(
        graph,
        k=1.6 / sqrt(len(actors)),
        num_iter=200 if len(actors) <= 1000 else 60,
        weight_fn=float,
        seed=SEED,
    )
    return {actor: (layout[index][0], layout[index][1]) for actor, index in indices.items()}


def _level(points: Points) -> Points:
    """Turn the drawing until it is widest from left to right."""
    count = len(points)
    mean_x = sum(x for x, _ in points.values()) / count
    mean_y = sum(y for _, y in points.values()) / count
    moved = {actor: (x - mean_x, y - mean_y) for actor, (x, y) in points.items()}
    xx = sum(x * x for x, _ in moved.values())
    yy = sum(y * y for _, y in moved.values())
    xy = sum(x * y for x, y in moved.values())
    angle = -atan2(2 * xy, xx - yy) / 2
    turn, rise = cos(angle), sin(angle)
    return {a: (x * turn - y * rise, x * rise + y * turn) for a, (x, y) in moved.items()}


def _spread(points: Points) -> Points:
    """Fill the rectangle: between where springs put actors and an even spread of their ranks."""
    height = SPACING * sqrt(len(points) / ASPECT)
    even_x = _evened({actor: x for actor, (x, _) in points.items()}, height * ASPECT)
    even_y = _evened({actor: y for actor, (_, y) in points.items()}, height)
    return {actor: (even_x[actor], even_y[actor]) for actor in points}


def _evened(values: Mapping[str, float], length: float) -> dict[str, float]:
    order = sorted(values, key=lambda actor: (round(values[actor], 6), actor))
    low, high = values[order[0]], values[order[-1]]
    span = (high - low) or 1.0
    last = max(len(order) - 1, 1)
    return {
        actor: length
        * (EVENNESS * rank / last + (1 - EVENNESS) * (values[actor] - low) / span - 0.5)
        for rank, actor in enumerate(order)
    }


def _part(points: Points) -> bool:
    """Push apart, in place, all actors that stand too close; whether any did."""
    wide, high = NEAREST
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for actor in sorted(points):
        x, y = points[actor]
        cells[int(x // wide), int(y // high)].append(actor)
    moved = False
    for column, row in sorted(cells):
        near = [
            actor
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for actor in cells.get((column + dx, row + dy), ())
        ]
        for one in cells[column, row]:
            for other in near:
                if one < other and _push(points, one, other):
                    moved = True
    return moved


def _clear(points: Points, lines: list[tuple[str, str]]) -> bool:
    """Push, in place, actors off the lines that pass through them; whether any was."""
    moved = False
    grid = _Grid(points)
    for start, end in lines:
        (x1, y1), (x2, y2) = points[start], points[end]
        dx, dy = x2 - x1, y2 - y1
        length = hypot(dx, dy) or 1.0
        for actor in grid.near(x1, y1, x2, y2):
            x, y = points[actor]
            along = ((x - x1) * dx + (y - y1) * dy) / length
            off = ((y - y1) * dx - (x - x1) * dy) / length
            beside = not CLEARANCE < along < length - CLEARANCE
            if actor in (start, end) or beside or abs(off) >= CLEARANCE:
                continue
            side = 1 if off >= 0 else -1
            step = (CLEARANCE - abs(off)) / 2 + 1
            points[actor] = (x - dy / length * step * side, y + dx / length * step * side)
            grid.move(actor, (x, y), points[actor])
            moved = True
    return moved


class _Grid:
    """Actors by squares of the drawing, so that a line is compared with those near it alone.

    An actor is in every square that its clearance reaches into, and a line asks the squares that
    it passes through.
    """

    SIDE = 4 * CLEARANCE

    def __init__(self, points: Points) -> None:
        self._squares: dict[tuple[int, int], set[str]] = defaultdict(set)
        for actor, (x, y) in points.items():
            for square in self._reached(x, y):
                self._squares[square].add(actor)

    def _reached(self, x: float, y: float) -> list[tuple[int, int]]:
        columns = {floor((x - CLEARANCE) / self.SIDE), floor((x + CLEARANCE) / self.SIDE)}
        rows = {floor((y - CLEARANCE) / self.SIDE), floor((y + CLEARANCE) / self.SIDE)}
        return [(column, row) for column in columns for row in rows]

    def move(self, actor: str, old: tuple[float, float], new: tuple[float, float]) -> None:
        for square in self._reached(*old):
            self._squares[square].discard(actor)
        for square in self._reached(*new):
            self._squares[square].add(actor)

    def near(self, x1: float, y1: float, x2: float, y2: float) -> list[str]:
        """All actors within the clearance of a line, and some more, in order of their ids."""
        (x1, y1), (x2, y2) = sorted(
            ((x1 / self.SIDE, y1 / self.SIDE), (x2 / self.SIDE, y2 / self.SIDE))
        )
        slope = (y2 - y1) / (x2 - x1) if x2 > x1 else 0.0
        found: set[str] = set()
        for column in range(floor(x1), floor(x2) + 1):
            ends = (y1, y2)
            if slope:  # where the line enters the column, and where it leaves it
                ends = (
                    y1 + (max(column, x1) - x1) * slope,
                    y1 + (min(column + 1, x2) - x1) * slope,
                )
            # A hair more, since the crossing of a column is rounded.
            for row in range(floor(min(ends) - 1e-9), floor(max(ends) + 1e-9) + 1):
                found |= self._squares.get((column, row), _NOBODY)
        return sorted(found)


def _rows(actors: list[str], above: Points) -> Points:
    wide, high = NEAREST
    top = max((y for _, y in above.values()), default=0.0) + 2 * high
    width = max((x for x, _ in above.values()), default=0.0) * 2
    columns = max(int(width // (2 * wide)), round(sqrt(len(actors))), 1)
    return {
        actor: (((rank % columns) - (columns - 1) / 2) * 2 * wide, top + rank // columns * 2 * high)
        for rank, actor in enumerate(actors)
    }


def _push(points: Points, one: str, other: str) -> bool:
    wide, high = NEAREST
    (x1, y1), (x2, y2) = points[one], points[other]
    dx, dy = (x2 - x1) / wide, (y2 - y1) / high
    distance = hypot(dx, dy)
    if distance >= 0.999:
        return False
    if distance < 1e-6:
        dx, dy, distance = 1.0, 0.0, 1.0
        step = 0.5
    else:
        step = (1 - distance) / 2
    points[one] = (x1 - dx / distance * step * wide, y1 - dy / distance * step * high)
    points[other] = (x2 + dx / distance * step * wide, y2 + dy / distance * step * high)
    return True


def _discs(actors: list[str], blocs: Mapping[str, str]) -> Points:
    """Every bloc a sunflower of its actors, blocs side by side in rows: for very many actors."""
    members: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        members[blocs[actor]].append(actor)
    golden = pi * (3 - sqrt(5))
    limit = SPACING * sqrt(len(actors) * ASPECT) * 1.3
    points: Points = {}
    left = top = deepest = 0.0
    for bloc in sorted(members, key=lambda bloc: (-len(members[bloc]), bloc)):
        radius = SPACING * 0.62 * sqrt(len(members[bloc])) + SPACING / 2
        if left and left + 2 * radius > limit:
            left, top, deepest = 0.0, top + deepest, 0.0
        for rank, actor in enumerate(members[bloc]):
            reach = SPACING * 0.62 * sqrt(rank + 0.5)
            x = left + radius + reach * cos(rank * golden)
            points[actor] = (x, top + radius + reach * sin(rank * golden))
        left, deepest = left + 2 * radius, max(deepest, 2 * radius)
    middle_x = (min(x for x, _ in points.values()) + max(x for x, _ in points.values())) / 2
    middle_y = (min(y for _, y in points.values()) + max(y for _, y in points.values())) / 2
    return {actor: (x - middle_x, y - middle_y) for actor, (x, y) in points.items()}
