"""A graph from elsewhere in which every text is an attack: ids, keys and dates too.

No annotation can hold these, since its reader refuses them; a graph that other programs wrote may,
and the page must not trust that nobody did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from libyagraph.records import (
    Actor,
    Alias,
    Article,
    Claim,
    Edge,
    Event,
    Figure,
    Passage,
    Place,
    Records,
)
from libyagraph.vocabulary import EventType, Kind, Relation, Term, Vocabulary

Text = Callable[[str], str]
"""What stands in a field, by the field's name."""


@dataclass
class Tables:
    """The tables of a graph and of its vocabulary, while they are filled."""

    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    types: dict[str, EventType] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)

    def term(self, table: str, key: str, text: Text) -> str:
        """A term of a table with labels of its own; returns its key."""
        made = Term(key, "", _labels(table, text), {"en": text(f"definition of {table}")})
        self.terms.setdefault(table, {})[key] = made
        return key

    def records(self) -> Records:
        """The graph."""
        families = ("tie", "lifted", "affiliation")
        edges = tuple(edge for name in families for edge in self.edges if edge.family == name)
        return Records(self.actors, self.places, self.articles, self.claims, self.events, edges)

    def vocabulary(self) -> Vocabulary:
        """Its vocabulary."""
        tables: dict[str, Mapping[str, Term]] = {
            name: self.terms.get(name, {})
            for name in ("roles", "links", "modalities", "statuses", "topics", "outcomes", "terms")
        }
        return Vocabulary(self.kinds, {}, self.types, self.relations, **tables)


def _labels(what: str, text: Text) -> dict[str, str]:
    return {language: text(f"label of {what} {language}") for language in ("fr", "en", "ar")}


def strange(texts: Iterable[Text]) -> Tables:
    """A graph in which each of `texts` fills every field once."""
    tables = Tables()
    for text in texts:
        _words(tables, text)
        _add(tables, text)
    return tables


def _words(tables: Tables, text: Text) -> None:
    kind, type, relation = text("kind"), text("event type"), text("relation")
    tables.kinds[kind] = Kind(kind, "", _labels("kinds", text), {}, text("shape"))
    tables.types[type] = EventType(type, "", _labels("types", text), {})
    tables.relations[relation] = Relation(
        relation, "", _labels("relations", text), {}, colour=text("colour")
    )


def _add(tables: Tables, text: Text) -> None:
    """Two actors, what an article tells of them, a tie, a lifted tie and an affiliation."""
    one, other = text("actor"), text("other actor")
    article, claim, event = text("article"), text("claim"), text("event")
    place, kind, type = text("place"), text("kind"), text("event type")
    tables.places[place] = Place(place, text("place kind"), {"en": text("place name")})
    for id, camp in ((one, text("camp")), (other, "")):
        tables.actors[id] = Actor(
            id,
            kind,
            {text("language of name"): text("name"), "ar": text("name ar")},
            (Alias(text("alias"), text("language of alias"), text("period of alias")),),
            camp,
            text("state"),
            text("wikidata"),
            text("actor note"),
            (text("actor source"), f"article:{article}"),
        )
    tables.articles[article] = Article(
        article,
        text("title"),
        text("language"),
        one,
        text("published"),
        text("basis"),
        text("url"),
        text("agency"),
    )
    before, words = f"Here {text('before')} ", text("passage")
    tables.texts[article] = f"{before}{words} {text('after')}"
    role = tables.term("roles", text("role"), text)
    link = tables.term("links", text("link"), text)
    modality = tables.term("modalities", text("modality"), text)
    status = tables.term("statuses", text("status"), text)
    topic = tables.term("topics", text("topic"), text)
    extra = tables.term("terms", text("extra key"), text)
    tables.claims[claim] = Claim(
        claim,
        article,
        event,
        type,
        modality,
        (text("speaker"),),
        (Passage(len(before), len(before) + len(words)),),
        {role: (one, text("stranger"))},
        (place, text("other place")),
        text("date"),
        text("effective"),
        text("words"),
        text("cue"),
        (other, text("teller")),
        (text("relay"),),
        text("whole"),
        {link: (claim, text("answered"))},
        (topic, text("other topic")),
        (Figure(text("figure"), text("comparator"), 3),),
        {
            **{key: text(key) for key in ("nth", "within", "outcome", "repeated", "conditions")},
            "label": f"“{text('label')}” = {text('label for')}",
            extra: text("extra"),
        },
        text("claim note"),
    )
    tables.events[event] = Event(
        *(event, type, status, {role: (other,)}, (place,), (text("date of event"),)),
        *(text("first day"), text("last day"), (claim,)),
    )
    tie = Edge(
        *(text("tie"), "tie", one, other, text("relation"), False, 0, status),
        *(text("date of tie"), text("first of tie"), text("last of tie"), 1, event, type),
        *((claim,), (article,), (text("denier"),)),
    )
    tables.edges += [
        tie,
        Edge(
            *(text("lifted"), "lifted", other, one, text("relation"), False, 0, status),
            lifted_from=tie.id,
            via_source=(text("affiliation"),),
            via_target=(text("way"),),
        ),
        Edge(
            *(text("affiliation"), "affiliation", one, other, text("relation"), False, 0, ""),
            date=text("period"),
            title={"en": text("title of post"), "fr": text("title of post fr")},
            provenance=(text("source of post"),),
        ),
    ]
