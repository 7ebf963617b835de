"""The pages that pyvis makes by itself of a network: what `bench_page.py` measures ours against.

In go records, out comes HTML. Nothing is written; nothing of the program's own page is used but the
positions of actors.
"""

from __future__ import annotations

from libyagraph.layout import positions
from libyagraph.records import Records


def default_page(records: Records) -> str:
    """The page of pyvis as it comes, with physics; directed, since parallel ties are lost else."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line")
    for actor in records.actors.values():
        network.add_node(actor.id, label=actor.name("en"))
    for tie in records.ties():
        network.add_edge(tie.source, tie.target, title=tie.relation)
    html: str = network.generate_html()
    return html


def bare_page(records: Records, *, straight: bool = False) -> str:
    """The page of pyvis with our positions and without physics: it has nothing to compute.

    With `straight` lines it is as fast as it gets; parallel ties then lie on each other.
    """
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", height="760px")
    places = positions(records)
    for actor in records.actors.values():
        x, y = places[actor.id]
        network.add_node(actor.id, label=actor.name("en"), x=x, y=y, size=10)
    for tie in records.ties():
        network.add_edge(tie.source, tie.target, title=tie.relation)
    network.toggle_physics(False)
    if straight:
        network.options.edges.smooth.enabled = False
    html: str = network.generate_html()
    return html


def undirected(records: Records) -> str:
    """What its users write first: without directions, so that pyvis looks for doubles."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line")
    for actor in records.actors.values():
        network.add_node(actor.id, label=actor.name("en"))
    for tie in records.ties():
        network.add_edge(tie.source, tie.target, title=tie.relation)
    html: str = network.generate_html()
    return html
