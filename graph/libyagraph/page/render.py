"""The page as one string: pyvis holds the network and renders our own template.

In go records, vocabulary, the language to open with, texts, title and note; out comes HTML in which
every script and style is in-line and named in the content security policy. pyvis' own template,
its links to content delivery networks and its files on disk are never used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from libyagraph.errors import UsageError
from libyagraph.layout import positions
from libyagraph.page import assets
from libyagraph.page.data import Json, page_data
from libyagraph.page.subset import STRONGEST, strongest
from libyagraph.style import Style, radius

if TYPE_CHECKING:
    from pyvis.network import Network

    from libyagraph.records import Actor, Edge, Records
    from libyagraph.vocabulary import Vocabulary

BEND = 0.24
"""How much further each parallel edge is bent than the one before it, as vis-network counts."""
MOST_BENT = 0.85
OPTIONS: Json = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False, "hoverWidth": 1, "selectionWidth": 2},
    "interaction": {
        "hideEdgesOnDrag": True,
        "hideEdgesOnZoom": False,
        "hover": True,
        "keyboard": False,
        "multiselect": False,
    },
}


def render(
    records: Records,
    vocabulary: Vocabulary,
    *,
    language: str = "fr",
    texts: Mapping[str, str] | None = None,
    title: str = "",
    note: str = "",
    style: Style | None = None,
) -> str:
    """The interactive page of a graph, as HTML.

    `language` is the one that it opens in (`fr`, `en`, `ar`); readers can switch. `texts` maps ids
    of articles to their texts, of which only the sentences around evidence are shown. `note` says,
    in the publisher's words, what the page can't show. `style` is that of the whole graph unless
    given.

    Raises UsageError for a language that the page doesn't speak.
    """
    if language not in assets.words():
        spoken = ", ".join(sorted(assets.words()))
        raise UsageError(f"the page speaks {spoken}, not {language!r}")
    style = style or Style(records, vocabulary)
    drawn = strongest(records)
    network = _network(drawn, style)
    data = page_data(drawn, vocabulary, style, texts or {})
    data |= {
        "cut": STRONGEST if drawn is not records else 0,
        "interface": assets.words(),
        "language": language,
        "languages": list(assets.words()),
        "note": note,
        "states": _states(drawn),
        "title": title,
        "totals": {
            "actors": len(records.actors),
            "articles": len(records.articles),
            "claims": len(records.claims),
            "ties": len(records.ties()),
        },
    }
    return _html(network, data, language, title)


def _network(records: Records, style: Style) -> Network:
    from pyvis.network import Network  # imports IPython, which is slow

    network = Network(directed=True, height="100%", width="100%", cdn_resources="in_line")
    network.options = OPTIONS
    places = positions(records)
    for actor in sorted(records.actors.values(), key=lambda actor: actor.id):
        _add_actor(network, actor, places[actor.id], style)
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
    # A bend to the right of source-to-target is clockwise; vis-network wants it positive.
    curve = "curvedCW" if bend > 0 else "curvedCCW"
    network.add_edge(
        edge.source,
        edge.target,
        id=edge.id,
        color=style.edge_colour(edge),
        dashes=list(style.edge_dashes(edge)) or False,
        width=style.edge_width(edge),
        arrows="" if edge.symmetric else "to",
        smooth={"enabled": True, "type": curve, "roundness": abs(bend)} if bend else False,
    )


def _bends(records: Records) -> dict[str, float]:
    """How far each edge bends off the straight line, so that parallel edges stay apart.

    Lifted edges are drawn in a view of their own, so they are counted apart. The sign is turned for
    edges that run against the order of their ends' ids, since vis-network bends by direction.
    """
    bundles: dict[tuple[bool, str, str], list[Edge]] = defaultdict(list)
    for edge in records.edges:
        low, high = sorted((edge.source, edge.target))
        bundles[edge.family == "lifted", low, high].append(edge)
    bends: dict[str, float] = {}
    for bundle in bundles.values():
        middle = (len(bundle) - 1) / 2
        step = min(BEND, MOST_BENT / middle) if middle else 0.0
        for rank, edge in enumerate(bundle):
            turn = 1 if edge.source <= edge.target else -1
            bends[edge.id] = round((rank - middle) * step * turn, 3)
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


def _html(network: Network, data: Json, language: str, title: str) -> str:
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    scripts = (assets.vis_network(), assets.script())
    styles = (assets.asset("page.css"),)
    environment = Environment(
        loader=DictLoader({"page.html.j2": assets.asset("page.html.j2")}),
        autoescape=True,
        keep_trailing_newline=True,
    )
    environment.filters["inline_json"] = lambda value: Markup(assets.inline_json(value))
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
