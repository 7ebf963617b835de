"""The schema of registry files: actors with their affiliations, places, shared events.

In goes a corpus with the vocabulary, out come the root of the schema and the definitions that it
refers to. Those that articles share, with their local actors, are made here too.
"""

from __future__ import annotations

from libyagraph.model import Corpus
from libyagraph.names import kebab
from libyagraph.schema import forms, known, roles
from libyagraph.schema.forms import Schema, ref, told
from libyagraph.vocabulary import Vocabulary

_ID = "Its id, by which all files name it: lower-case letters, digits and single hyphens."
_NAMES = "Its names by language, such as {fr: …, en: …}."
_NOTE = "The annotator's own words."
_SOURCES = "Where it is from: web addresses, article:ID, or the names of data sets."

_FAMILIES = {
    "posts": "The offices that it holds or held; put first the one that counts.",
    "memberships": "The organisations and the camp that it belongs to.",
    "acts_for": "For whom it acts, as a command does for its state.",
    "kin": "Its kinship with others.",
    "predecessors": "The bodies whose place it took.",
}
"""The families of affiliations."""

_WIDEST = {"posts": "holdsPostIn", "kin": "kinOf"}
"""The relation that stands where none is given, and above all that can be."""


def root() -> Schema:
    """A registry file."""
    parts = {
        "actors": ("actor", "Persons, states, groups and bodies that can act or speak."),
        "places": ("place", "Where events take place."),
        "events": ("event", "Events that several articles tell of."),
    }
    properties = {key: told(what, forms.list_of(ref(item))) for key, (item, what) in parts.items()}
    return forms.mapping(properties, minProperties=1)


def definitions(corpus: Corpus, vocabulary: Vocabulary) -> dict[str, Schema]:
    """What registry files refer to. A place that is new may be named before it is known."""
    return {
        **shared(corpus, vocabulary),
        "actor": _actor(vocabulary, local=False),
        "place": _place(vocabulary),
        "place-id": forms.id_(known.places(corpus, vocabulary)),
        "event": _event(vocabulary),
    }


def shared(corpus: Corpus, vocabulary: Vocabulary) -> dict[str, Schema]:
    """What registry files and articles refer to."""
    return {
        "actor-id": forms.id_(known.actors(corpus, vocabulary)),
        "by-language": forms.by_language(known.languages(corpus)),
        "source": forms.source(known.articles(corpus)),
        "alias": _alias(corpus),
        "type": event_type(vocabulary),
        "taken-roles": roles.taken(vocabulary),
        "needed-roles": roles.needed(vocabulary),
        **{family: _affiliation(family, vocabulary) for family in _FAMILIES},
    }


def event_type(vocabulary: Vocabulary) -> Schema:
    """A type of events."""
    message = "no event type has this name; completion lists them"
    return forms.one_of(known.event_types(vocabulary), message)


def local_actor(vocabulary: Vocabulary) -> Schema:
    """An actor of one article alone."""
    return _actor(vocabulary, local=True)


def _actor(vocabulary: Vocabulary, *, local: bool) -> Schema:
    kinds = known.terms(vocabulary.kinds)
    facts = {key: told(what, forms.list_of(ref(key))) for key, what in _FAMILIES.items()}
    return forms.mapping(
        {
            "id": told(_ID, forms.id_()),
            "kind": told("What it is.", forms.one_of(kinds, "no kind of actors has this name")),
            "names": told(_NAMES, ref("by-language")),
            "aliases": told("Its other names.", forms.list_of(ref("alias"))),
            "wikidata": _wikidata(),
            **facts,
            "sources": told(_SOURCES, forms.one_or_more(ref("source"))),
            "note": told(_NOTE, forms.TEXT),
        },
        required=("id", "kind", "names") if local else ("id", "kind", "names", "sources"),
    )


def _alias(corpus: Corpus) -> Schema:
    return forms.mapping(
        {
            "value": told("The other name.", forms.TEXT),
            "lang": told("Its language, such as en.", forms.language(known.languages(corpus))),
            "valid": told("The period in which the name means this one.", forms.DATE),
            "misspelling": told("Whether it is a mere misspelling.", forms.FLAG),
        },
        required=("value", "lang"),
    )


def _affiliation(family: str, vocabulary: Vocabulary) -> Schema:
    end = "organisation" if family in ("posts", "memberships") else "actor"
    found = {end: told("The other end: the id of an actor.", ref("actor-id"))}
    if widest := _WIDEST.get(family):
        below = vocabulary.relation_and_below(widest)
        words = known.terms({kebab(key): vocabulary.relations[key] for key in sorted(below)})
        message = "no relation of this family has this name"
        found["relation"] = told(
            f"What it is, {kebab(widest)} by default.", forms.one_of(words, message)
        )
    if family == "posts":
        found["title"] = told("The name of the office, by language.", ref("by-language"))
    when = "When it took its place." if family == "predecessors" else "Its period."
    found["date" if family == "predecessors" else "during"] = told(when, forms.DATE)
    found["sources"] = told(_SOURCES, forms.one_or_more(ref("source")))
    return forms.mapping(found, required=(end, "sources"))


def _place(vocabulary: Vocabulary) -> Schema:
    kinds = known.terms(vocabulary.place_kinds)
    return forms.mapping(
        {
            "id": told(_ID, forms.id_()),
            "kind": told("What it is.", forms.one_of(kinds, "no kind of places has this name")),
            "names": told(_NAMES, ref("by-language")),
            "aliases": told("Its other names.", forms.list_of(ref("alias"))),
            "within": told("The place that it lies in.", ref("place-id")),
            "latitude": told("Degrees north, with the longitude.", forms.degrees(90)),
            "longitude": told("Degrees east, with the latitude.", forms.degrees(180)),
            "geonames": told(
                "Its number in GeoNames.", forms.written("^[0-9]+$", "write a GeoNames number")
            ),
            "wikidata": _wikidata(),
            "sources": told(_SOURCES, forms.one_or_more(ref("source"))),
            "note": told(_NOTE, forms.TEXT),
        },
        required=("id", "kind", "names", "sources"),
        dependencies={"latitude": ["longitude"], "longitude": ["latitude"]},
    )


def _event(vocabulary: Vocabulary) -> Schema:
    return forms.mapping(
        {
            "id": told(_ID, forms.id_()),
            "type": told("What happened.", ref("type")),
            **actors_in_roles(vocabulary),
            "place": told("Where it happened.", forms.one_or_more(ref("place-id"))),
            "date": told("When it happened; it rules over the dates of claims.", forms.DATE),
            "title": told("What it is called, by language.", ref("by-language")),
            "sources": told(_SOURCES, forms.one_or_more(ref("source"))),
            "note": told(_NOTE, forms.TEXT),
        },
        required=("id", "type"),
        dependencies={"type": {"allOf": [ref("taken-roles"), ref("needed-roles")]}},
    )


def actors_in_roles(vocabulary: Vocabulary) -> dict[str, Schema]:
    """The keys of the roles that the ontology declares."""
    return {
        key: told(
            f"{known.meaning(role)} One actor or several.", forms.one_or_more(ref("actor-id"))
        )
        for key, role in vocabulary.roles.items()
    }


def _wikidata() -> Schema:
    form = forms.written("^Q[1-9][0-9]*$", "write a Wikidata id such as Q79")
    return told("Its id in Wikidata, such as Q79.", form)
