"""The records as a networkx graph.

In go the records of a graph and its vocabulary, out comes a `networkx.MultiDiGraph` with one node
per actor and one edge per tie, lifted tie or affiliation. No edge is aggregated or merged, no
position and no colour is chosen here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol, TypedDict

from libyagraph.network.narrow import FAMILIES, named_by, unknown
from libyagraph.records import Actor

if TYPE_CHECKING:
    import networkx as nx

    from libyagraph.records import Edge, Records
    from libyagraph.vocabulary import Term, Vocabulary


class NodeAttributes(TypedDict):
    """What a node carries; its key is the actor's id. Text is empty where nothing is known.

    `aliases` are all other names, in any language. `claims` counts the claims that name the actor,
    in a role or among those who tell. `first` and `last` are the earliest and latest known ISO day
    of the node's edges. `x` and `y` are pixels, right and down, both 0 without positions; `size` is
    a radius in pixels, 0 without a style; `colour` is `#rrggbb`.
    """

    label: str
    name_fr: str
    name_en: str
    name_ar: str
    aliases: tuple[str, ...]
    kind: str
    camp: str
    state: str
    wikidata: str
    claims: int
    first: str
    last: str
    x: float
    y: float
    size: float
    colour: str


class EdgeAttributes(TypedDict):
    """What an edge carries; its key is the edge's id. Text is empty where nothing is known.

    `date` is EDTF as written, `first` and `last` are ISO days (empty: open or unknown). `weight` is
    `sources`, and at least 1. A symmetric edge is there once, with `symmetric` true. `colour` is
    `#rrggbb`, `width` in pixels (0 without a style), `line` is `solid`, `dashed` or `dotted`.
    """

    family: str
    relation: str
    relation_label: str
    title: str
    polarity: int
    symmetric: bool
    status: str
    denied_by: tuple[str, ...]
    date: str
    first: str
    last: str
    sources: int
    weight: int
    event: str
    event_type: str
    claims: tuple[str, ...]
    articles: tuple[str, ...]
    lifted_from: str
    via_source: tuple[str, ...]
    via_target: tuple[str, ...]
    provenance: tuple[str, ...]
    colour: str
    width: float
    line: str


class Look(Protocol):
    """What `network` asks of a style; `libyagraph.style.Style` is one."""

    def node_colour(self, actor: Actor, /) -> str:
        """The colour of an actor, `#rrggbb`."""
        ...

    def node_size(self, actor: Actor, /) -> float:
        """The radius of an actor in pixels."""
        ...

    def edge_colour(self, edge: Edge, /) -> str:
        """The colour of an edge, `#rrggbb`."""
        ...

    def edge_dashes(self, edge: Edge, /) -> tuple[int, ...]:
        """The on and off lengths of an edge in pixels; empty for a solid line."""
        ...

    def edge_width(self, edge: Edge, /) -> float:
        """The width of an edge in pixels."""
        ...


def network(
    records: Records,
    vocabulary: Vocabulary,
    *,
    language: str = "fr",
    families: Collection[str] = FAMILIES,
    positions: Mapping[str, tuple[float, float]] | None = None,
    style: Look | None = None,
    isolated: bool = True,
) -> nx.MultiDiGraph:
    """The graph of all actors and of the edges of `families`, in the order of their ids.

    Node keys are actor ids, edge keys are edge ids; `NodeAttributes` and `EdgeAttributes` say what
    they carry. `language` is that of labels (`fr`, `en`, `ar`). `isolated=False` leaves out the
    actors that none of these edges touches. `positions` are pixels, as `layout.positions` gives
    them. Raises `UsageError` for an unknown family.
    """
    import networkx  # 0.2 s, not needed by those who only narrow

    for family in families:
        if family not in FAMILIES:
            raise unknown("family", family, FAMILIES)
    edges = sorted((e for e in records.edges if e.family in families), key=lambda edge: edge.id)
    actors = {id: Actor(id, "", {}) for edge in edges for id in (edge.source, edge.target)}
    actors = {
        id: records.actors.get(id) or actors[id]
        for id in sorted(actors.keys() | (records.actors.keys() if isolated else set()))
    }
    claims = Counter(id for claim in records.claims.values() for id in named_by(claim))
    days: dict[str, list[tuple[str, str]]] = {id: [] for id in actors}
    for edge in edges:
        for id in (edge.source, edge.target):
            days[id].append((edge.first, edge.last))

    graph = networkx.MultiDiGraph(language=language)
    for id, actor in actors.items():
        x, y = (positions or {}).get(id, (0.0, 0.0))
        known = sorted(day for pair in days[id] for day in pair if day)
        node = NodeAttributes(
            label=actor.name(language),
            name_fr=actor.names.get("fr", ""),
            name_en=actor.names.get("en", ""),
            name_ar=actor.names.get("ar", ""),
            aliases=_aliases(actor),
            kind=actor.kind,
            camp=actor.camp,
            state=actor.state,
            wikidata=actor.wikidata,
            claims=claims[id],
            first=known[0] if known else "",
            last=known[-1] if known else "",
            x=float(x),
            y=float(y),
            size=float(style.node_size(actor)) if style else 0.0,
            colour=style.node_colour(actor) if style else "",
        )
        graph.add_node(id, **node)
    for edge in edges:
        attributes = _edge_attributes(edge, vocabulary.relations.get(edge.relation), language)
        if style:
            attributes["colour"] = style.edge_colour(edge)
            attributes["width"] = float(style.edge_width(edge))
            attributes["line"] = _line(style.edge_dashes(edge))
        graph.add_edge(edge.source, edge.target, key=edge.id, **attributes)
    return graph


def _aliases(actor: Actor) -> tuple[str, ...]:
    names = {value for language, value in actor.names.items() if language not in _NAMED}
    known = {actor.names.get(language, "") for language in _NAMED}
    return tuple(sorted((names | {alias.value for alias in actor.aliases}) - known))


_NAMED = ("fr", "en", "ar")


def _edge_attributes(edge: Edge, relation: Term | None, language: str) -> EdgeAttributes:
    titles = (edge.title.get(key, "") for key in (language, "fr", "en"))
    return EdgeAttributes(
        family=edge.family,
        relation=edge.relation,
        relation_label=relation.label(language) if relation else edge.relation,
        title=next(filter(None, titles), ""),
        polarity=edge.polarity,
        symmetric=edge.symmetric,
        status=edge.status,
        denied_by=edge.denied_by,
        date=edge.date,
        first=edge.first,
        last=edge.last,
        sources=edge.sources,
        weight=max(edge.sources, 1),
        event=edge.event,
        event_type=edge.event_type,
        claims=edge.claims,
        articles=edge.articles,
        lifted_from=edge.lifted_from,
        via_source=edge.via_source,
        via_target=edge.via_target,
        provenance=edge.provenance,
        colour="",
        width=0.0,
        line=_line_of_status(edge),
    )


def _line_of_status(edge: Edge) -> str:
    """Without a style: solid where a tie is asserted, as on the page."""
    if edge.family == "affiliation":
        return "dotted"
    return "solid" if edge.status == "asserted" else "dashed"


def _line(dashes: tuple[int, ...]) -> str:
    """Dots are dashes of up to 3 pixels, as the style draws what is alleged or denied."""
    return "solid" if not dashes else "dotted" if max(dashes[::2]) <= 3 else "dashed"
