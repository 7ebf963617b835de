"""How a page names things and leads to them: markup of links, in one language.

In go ids, paths and records, out come names as links where the thing is in the graph, and as text
where it is not. Nothing here knows what page it is on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

import pyoxigraph as ox
from markupsafe import Markup, escape

from libyagraph.names import BASE, LG, PREFIXES, kebab, short
from libyagraph.records import Article, Edge, Figure
from libyagraph.serve.things import links
from libyagraph.serve.things.index import Index, path, tellers
from libyagraph.serve.things.wording import Words
from libyagraph.vocabulary import Term

_LABEL = re.compile(r"“(.*?)” = (.+?)(?=; “|$)", re.DOTALL)
_SIGNS = {"=": "", ">=": "≥ ", "<=": "≤ ", "~": "≈ "}


class Voice(Words):
    """One language over one graph. Where `kept`, links carry the language on."""

    def __init__(
        self,
        index: Index,
        tables: Mapping[str, Mapping[str, Term]],
        language: str,
        *,
        kept: bool = False,
    ) -> None:
        super().__init__(tables, language)
        self.index = index
        self.path = path
        self._carried = language if kept else ""
        # Most names stand on a page many times.
        self._actors: dict[str, Markup] = {}
        self._claims: dict[str, Markup] = {}

    def link(self, at: str, content: Markup) -> Markup:
        """A link to the thing of a path on this server."""
        return Markup('<a href="%s">%s</a>') % (links.local(at, self._carried), content)

    def abroad(self, address: str, content: Markup | str | None = None) -> Markup:
        """A link to an address of the web; any other text stays text.

        What of the address is letters in disguise is shown as letters.
        """
        if not links.abroad(address):
            return self.spoken(address) if content is None else escape(content)
        shown = self.spoken(_readable(address)) if content is None else escape(content)
        return Markup('<a rel="noreferrer noopener" href="%s">%s</a>') % (address, shown)

    # ---- things by their ids

    def actor(self, id: str) -> Markup:
        """An actor, by its name."""
        if id not in self._actors:
            known = self.index.records.actors.get(id)
            name = self.named(known.names if known else {}, id)
            self._actors[id] = self.link(path(known), name) if known else name
        return self._actors[id]

    def actors(self, ids: Iterable[str]) -> Markup:
        """Several of them."""
        return self.listed(map(self.actor, ids))

    def chain(self, ids: Iterable[str]) -> Markup:
        """A chain of tellers, outermost first."""
        return Markup(f" {self.arrow} ").join(map(self.actor, ids))

    def place(self, id: str) -> Markup:
        """A place, by its name."""
        known = self.index.records.places.get(id)
        name = self.named(known.names if known else {}, id)
        return self.link(path(known), name) if known else name

    def places(self, ids: Iterable[str]) -> Markup:
        """Several of them."""
        return self.listed(map(self.place, ids))

    def article(self, id: str) -> Markup:
        """An article, by its title."""
        known = self.index.records.articles.get(id)
        if known is None:
            return self.spoken(id)
        return self.link(path(known), self.spoken(known.title or id, known.language))

    def published(self, article: Article) -> Markup:
        """Who published an article, and when."""
        who = [self.actor(id) for id in (article.publisher, article.agency) if id]
        when = [self.day(article.published)] if article.published else []
        return Markup(" · ").join(([Markup(" / ").join(who)] if who else []) + when)

    def event(self, id: str) -> Markup:
        """An event, by its type and date."""
        known = self.index.records.events.get(id)
        if known is None:
            return self.spoken(id)
        date = self.listed(map(self.day, known.dates))
        return self.link(path(known), _titled(self.term("event_types", known.type), date))

    def claim(self, id: str) -> Markup:
        """A claim, by its type and who acts or speaks in it."""
        if id not in self._claims:
            self._claims[id] = self._claim(id)
        return self._claims[id]

    def _claim(self, id: str) -> Markup:
        known = self.index.records.claims.get(id)
        if known is None:
            return self.spoken(id)
        names = self.index.records.actors
        who = (self.named(names[i].names if i in names else {}, i) for i in tellers(known))
        shown = _titled(self.term("event_types", known.event_type), self.listed(who))
        return self.link(path(known), shown)

    def targets(self, ids: Iterable[str]) -> Markup:
        """What a claim answers: other claims, or events that are shared."""
        claims = self.index.records.claims
        return self.listed(self.claim(id) if id in claims else self.event(id) for id in ids)

    def topics(self, keys: Iterable[str]) -> Markup:
        """What is asked, offered or discussed."""
        return self.listed(self._topic(key) for key in keys)

    def _topic(self, key: str) -> Markup:
        shown = self.term("topics", key)
        return self.link(f"topic/{key}", shown) if self.known("topics", key) else shown

    def source(self, text: str) -> Markup:
        """A source: an article of the graph, an address, or a name."""
        id = text.removeprefix("article:")
        return self.article(id) if id in self.index.records.articles else self.abroad(text)

    # ---- edges

    def edge(self, edge: Edge) -> Markup:
        """An edge, by its title or relation."""
        label = self.term("relations", edge.relation)
        return self.link(edge.id, self.named(edge.title, "") if edge.title else label)

    def family(self, edge: Edge) -> Markup:
        """What sort of edge it is."""
        return self.word("affiliationOne" if edge.family == "affiliation" else edge.family)

    def when(self, edge: Edge) -> Markup:
        """The date of an edge as it is written, or that it has none."""
        if edge.date:
            return self.day(edge.date)
        missing = self.word("noPeriod" if edge.family == "affiliation" else "undated")
        return Markup('<span class="muted">%s</span>') % missing

    # ---- what claims say beside

    def figure(self, figure: Figure) -> Markup:
        """A number, with what it counts."""
        own = self._words.get(f"figure.{figure.kind}")
        what = escape(own) if own else self.term("terms", figure.kind)
        sign = _SIGNS.get(figure.comparator, f"{figure.comparator} ")
        return what + Markup(': <bdi dir="ltr">%s%s</bdi>') % (sign, figure.value)

    def extra(self, key: str, value: str, language: str) -> Markup:
        """Another thing that a claim says; `language` is that of its article."""
        if key == "outcome":
            return self.term("outcomes", value)
        if key == "conditions":
            return self.topics(value.split("; "))
        if key == "repeated" and value == "true":
            return self.word("yes")
        if key == "label" and (found := _LABEL.findall(value)):
            words = ((self.quoted(word, language), self.actor(meant)) for word, meant in found)
            return self.listed(Markup("%s = %s") % pair for pair in words)
        return self.spoken(value)

    def extra_name(self, key: str) -> Markup:
        """What such a thing is called."""
        return self.word(key) if key in self._words else self.term("terms", key)

    # ---- terms of RDF

    def property(self, iri: str) -> Markup:
        """A property by its label, or with a prefix."""
        local = short(iri)
        for table in ("terms", "relations", "roles", "links"):
            for key in (local, kebab(local)):
                if iri.startswith(LG) and self.known(table, key):
                    return self.term(table, key)
        return self.spoken(_prefixed(iri))

    def value(self, value: object) -> Markup:
        """A value: a thing here, a term, an address or a text."""
        if isinstance(value, ox.NamedNode):
            return self.iri(value.value)
        if isinstance(value, ox.Literal):
            return self.spoken(value.value, value.language or "")
        return self.spoken(str(value))

    def iri(self, iri: str) -> Markup:
        """What an IRI names: a thing here, a term of the ontology, or an address."""
        if iri.startswith(LG):
            return self.spoken(_prefixed(iri))
        if iri.startswith(BASE):
            return self.link(iri.removeprefix(BASE), self.spoken(iri.removeprefix(BASE)))
        return self.abroad(iri, self.spoken(_prefixed(iri)))


def _titled(title: Markup, more: Markup) -> Markup:
    return title + " · " + more if more else title


def _prefixed(iri: str) -> str:
    """An IRI with a prefix of ours, where one fits."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base) and iri != base:
            return f"{prefix}:{iri.removeprefix(base)}"
    return iri


def _readable(address: str) -> str:
    plain = unquote(address)
    return plain if plain.isprintable() and "\ufffd" not in plain else address
