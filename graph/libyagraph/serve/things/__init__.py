"""Pages of things: what the IRI of an actor, an article, an event, a claim or an edge leads to.

In goes the path of an IRI below the data namespace (`actor/egypt`) with a graph, out comes a whole
HTML page, or what the graph says of it as triples. No page has a script or a style of its own, and
none is written to disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol

import pyoxigraph as ox

from libyagraph.names import BASE
from libyagraph.records import Actor, Article, Claim, Edge, Event, Place, Records
from libyagraph.serve.things import links, views
from libyagraph.serve.things.describe import description
from libyagraph.serve.things.index import Index, Thing
from libyagraph.serve.things.parts import Parts
from libyagraph.serve.things.table import node, other_view
from libyagraph.serve.things.voice import Voice
from libyagraph.serve.things.wording import terms, words
from libyagraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["RDF_TYPES", "Described", "Things", "description", "languages"]

RDF_TYPES = (
    *("text/turtle", "application/n-triples"),
    *("application/rdf+xml", "application/ld+json"),
)
"""The media types that a page names as other forms of itself."""

_STYLED = frozenset({"asserted", "reported", "contested", "alleged", "planned", "denied"})
"""The statuses and modalities that the style sheet knows."""


class Described(Protocol):
    """What pages are made from; an open `Graph` is one."""

    @property
    def records(self) -> Records:
        """The graph as records."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The ontology that it carries."""

    @property
    def store(self) -> ox.Store:
        """Its store, open for reading."""


def languages() -> tuple[str, ...]:
    """The languages in which there are pages: `fr`, `en`, `ar`."""
    return tuple(words())


@dataclass(frozen=True, slots=True)
class _Page:
    """Which template writes a page, with what, under which title."""

    template: str
    title: str
    shown: object
    drawn: tuple[str, str] | None = None
    """What opens it in the drawing: its kind there, and its id."""


class Things:
    """The pages of one graph. Making it takes a walk over all records; a page then takes none."""

    def __init__(self, graph: Described) -> None:
        self._store = graph.store
        self._index = Index(graph.records)
        self._terms = terms(graph.vocabulary)

    def page(self, path: str, *, language: str, part: int = 1, kept: bool = False) -> str | None:
        """The page of the thing whose IRI ends in `path`.

        Args:
            path: what follows the data namespace, not percent-encoded: `claim/ARTICLE/ID`.
            language: `fr`, `en` or `ar`; a key of `languages()`.
            part: which part of long lists it shows, from 1.
            kept: whether its links carry the language on, as `?lang=`.

        Returns:
            The whole HTML; None where there is no such thing, or no such part of it.

        Raises:
            KeyError: no page speaks that language.
        """
        voice = Voice(self._index, self._terms, language, kept=kept)
        parts = Parts(part)
        thing = self._index.things.get(path)
        if thing is None:
            found = self._other(path, voice, parts)
        else:
            found = self._known(thing, path, voice, parts)
        if found is None or not 1 <= part <= parts.count:
            return None
        return (
            _environment()
            .get_template(f"{found.template}.html.j2")
            .render(
                address=links.local(path),
                describing=links.describing(path),
                drawing=links.drawing(*found.drawn, language) if found.drawn else "",
                here=_here(thing, voice),
                iri=BASE + path,
                it=found.shown,
                kept=kept,
                known=_STYLED,
                languages=[(code, words()[code]["name"]) for code in words()],
                parts=parts,
                title=found.title,
                types=RDF_TYPES,
                v=voice,
            )
        )

    def _known(self, thing: Thing, path: str, voice: Voice, parts: Parts) -> _Page:
        index = self._index
        said = node(path, self._store)
        match thing:
            case Actor():
                title = voice.plainly(thing.names, thing.id)
                shown: object = views.actor_view(thing, index, parts)
                return _Page("actor", title, shown, ("actor", thing.id))
            case Article():
                shown = views.article_view(thing, index, parts, said)
                return _Page("article", thing.title or thing.id, shown, ("article", thing.id))
            case Event():
                event = views.event_view(thing, index, parts, said)
                title = " · ".join((voice.label("event_types", thing.type), *thing.dates))
                title = voice.plainly(event.titles, title)
                return _Page("event", title, event, ("event", thing.id))
            case Claim():
                shown = views.claim_view(thing, index, parts)
                title = voice.label("event_types", thing.event_type)
                return _Page("claim", f"{title} · {thing.id}", shown, ("claim", thing.id))
            case Place():
                title = voice.plainly(thing.names, thing.id)
                return _Page("place", title, views.place_view(thing, index, parts, said))
            case Edge():
                shown = views.edge_view(thing, index, parts)
                return _Page("edge", self._edge_title(thing, voice), shown, ("edge", thing.id))

    def _edge_title(self, edge: Edge, voice: Voice) -> str:
        actors = self._index.records.actors
        names = [
            voice.plainly(actors[id].names if id in actors else {}, id)
            for id in (edge.source, edge.target)
        ]
        relation = voice.label("relations", edge.relation)
        return f"{names[0]} · {voice.plainly(edge.title, relation)} · {names[1]}"

    def _other(self, path: str, voice: Voice, parts: Parts) -> _Page | None:
        shown = other_view(path, self._store, parts)
        return _Page("other", voice.plainly(shown.labels, path), shown) if shown else None


def _here(thing: Thing | None, voice: Voice) -> object:
    """The actor whose page it is, without a link."""
    return voice.named(thing.names, thing.id) if isinstance(thing, Actor) else ""


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("libyagraph.serve.things"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
