"""The page as one string: pyvis holds the network and renders our own template.

In go records, vocabulary, the language to open with, texts, title and note; out comes HTML in which
every script and style is in-line and named in the content security policy. pyvis' own template,
its links to content delivery networks and its files on disk are never used.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from libyagraph.errors import UsageError
from libyagraph.layout import positions
from libyagraph.page import assets
from libyagraph.page.data import Json, page_data
from libyagraph.page.subset import asides, holding, opening
from libyagraph.style import Style, radius

if TYPE_CHECKING:
    from pyvis.network import Network

    from libyagraph.records import Actor, Edge, Records
    from libyagraph.vocabulary import Vocabulary


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would walk all records again and again.

    That is a quarter of the time for a large graph, and a page leaves next to nothing to collect.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def render(
    records: Records,
    vocabulary: Vocabulary,
    *,
    language: str = "fr",
    texts: Mapping[str, str] | None = None,
    title: str = "",
    note: str = "",
    style: Style | None = None,
    whole: Records | None = None,
) -> str:
    """The interactive page of a graph, as HTML.

    `language` is the one that it opens in (`fr`, `en`, `ar`); readers can switch. `texts` maps ids
    of articles to their texts, of which only the sentences around evidence are shown. `note` says,
    in the publisher's words, what the page can't show. `style` is that of the whole graph unless
    given. `whole` is the graph that the records are a part of: through what a tie is lifted is then
    told though it is not drawn.

    Raises UsageError for a language that the page doesn't speak.
    """
    if language not in assets.words():
        spoken = ", ".join(sorted(assets.words()))
        raise UsageError(f"the page speaks {spoken}, not {language!r}")
    style = style or Style(records, vocabulary)
    start = opening(records, style)
    all_of_it, records = records, holding(records, style, start)
    network = _network(records, style)
    aside_edges, aside_actors = asides(records, whole) if whole else ((), ())
    data = page_data(
        records, vocabulary, style, texts or {}, asides=aside_edges, aside_actors=aside_actors
    )
    data |= {
        "interface": assets.words(),
        "language": language,
        "languages": list(assets.words()),
        "note": note,
        "part": None if start.held else list(start.blocs),
        "start": {
            "blocs": list(start.blocs) if start.held else [],
            "top": start.top if start.held else 0,
        },
        "states": _states(records),
        "title": title,
        "totals": {
            "actors": len(all_of_it.actors),
            "articles": len(all_of_it.articles),
            "claims": len(all_of_it.claims),
            "ties": len(all_of_it.ties()),
        },
    }
    return _html(network, data, records, language, title)


def _network(records: Records, style: Style) -> Network:
    from pyvis.network import Network  # imports IPython, which is slow

    network = Network(directed=True, height="100%", width="100%", cdn_resources="in_line")
    places = positions(records)
    for actor in sorted(records.actors.values(), key=lambda actor: actor.id):
        _add_actor(network, actor, places[actor.id], style)
    # pyvis looks each end of an edge up in a list; a set is as good, and takes no time.
    network.node_ids = set(network.node_ids)
    bends = _bends(records)
    for edge in records.edges:
        if {edge.source, edge.target} <= records.actors.keys():
            _add_edge(network, edge, bends[edge.id], style)
    return network


def _add_actor(network: Network, actor: Actor, at: tuple[float, float], style: Style) -> None:
    network.add_node(
        actor.id,
        label=actor.name("en"),
        shape=style.node_shape(actor),
        color=style.node_colour(actor),
        size=style.node_size(actor),
        x=at[0],
        y=at[1],
    )


def _add_edge(network: Network, edge: Edge, bend: float, style: Style) -> None:
    network.add_edge(
        edge.source,
        edge.target,
        id=edge.id,
        color=style.edge_colour(edge),
        dashes=list(style.edge_dashes(edge)),
        width=style.edge_width(edge),
        bend=bend,
    )


def _bends(records: Records) -> dict[str, float]:
    """Which of the parallel edges between two actors each is, counted from their middle.

    Lifted edges are drawn in a view of their own, so they are counted apart. The sign is turned for
    edges that run against the order of their ends' ids, since an edge is bent to its own right.
    """
    bundles: dict[tuple[bool, str, str], list[Edge]] = defaultdict(list)
    for edge in records.edges:
        low, high = sorted((edge.source, edge.target))
        bundles[edge.family == "lifted", low, high].append(edge)
    bends: dict[str, float] = {}
    for bundle in bundles.values():
        middle = (len(bundle) - 1) / 2
        for rank, edge in enumerate(bundle):
            turn = 1 if edge.source <= edge.target else -1
            bends[edge.id] = (rank - middle) * turn
    return bends


def _states(records: Records) -> dict[str, list[float]]:
    """Where actors stand in the view of states and camps, and how large: x, y, radius."""
    lifted = records.of_family("lifted")
    ends = Counter(end for edge in lifted for end in (edge.source, edge.target))
    places = positions(records, families=("lifted",))
    return {
        actor: [*places[actor], radius(ends[actor])]
        for actor in sorted(ends.keys() & places.keys())
    }


def _placed(nodes: list[Json]) -> Json:
    """What the page needs of the nodes of pyvis that its data doesn't say: radius and position."""
    return {str(node["id"]): [node["size"], node["x"], node["y"]] for node in nodes}


def _stroked(edges: list[dict[str, Any]], records: Records) -> Json:
    """The edges of pyvis in the order of the records: colour, dashes (by number), width, bend.

    An edge whose ends are not both there is not drawn, and is 0.
    """
    colours = sorted({edge["color"] for edge in edges})
    dashes = sorted({tuple(edge["dashes"]) for edge in edges})
    colour_of = {colour: number for number, colour in enumerate(colours)}
    dash_of = {dash: number for number, dash in enumerate(dashes)}
    drawn = {
        edge["id"]: [
            colour_of[edge["color"]],
            dash_of[tuple(edge["dashes"])],
            edge["width"],
            edge["bend"],
        ]
        for edge in edges
    }
    return {
        "colours": colours,
        "dashes": [list(dash) for dash in dashes],
        "of": [drawn.get(edge.id, 0) for edge in records.edges],
    }


def _html(network: Network, data: Json, records: Records, language: str, title: str) -> str:
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    scripts = (assets.vis_network(), assets.script())
    styles = (assets.style_sheet(),)
    environment = Environment(
        loader=DictLoader({"page.html.j2": assets.asset("page.html.j2")}),
        autoescape=True,
        keep_trailing_newline=True,
    )
    environment.filters["inline_json"] = lambda value: Markup(assets.inline_json(value))
    environment.filters["placed"] = _placed
    environment.filters["stroked"] = lambda edges: _stroked(edges, records)
    words = assets.words()
    environment.globals |= {
        "data": data,
        "direction": words[language]["direction"],
        "language": language,
        "page_title": title or words[language]["title"],
        "policy": assets.content_policy(scripts, styles),
        # Our own files, in-line as they are: none of them holds data.
        "scripts": [Markup(text) for text in scripts],
        "styles": [Markup(text) for text in styles],
        "word": words[language],
    }
    network.templateEnv = environment
    network.path = "page.html.j2"
    html: str = network.generate_html()
    return html
