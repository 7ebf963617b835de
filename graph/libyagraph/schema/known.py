"""The words of a corpus and of the vocabulary that an editor offers, each with what it says of it.

In go actors, places, events, articles and terms, out come mappings of words to short descriptions.
"""

from __future__ import annotations

from collections.abc import Mapping

from libyagraph.model import Actor, Corpus, Event, Place
from libyagraph.vocabulary import LANGUAGES, EventType, Term, Vocabulary

Words = Mapping[str, str]


def actors(corpus: Corpus, vocabulary: Vocabulary) -> Words:
    """The actors of the registry; local ones belong to their article alone."""
    local = {actor.id for article in corpus.articles.values() for actor in article.actors}
    return {
        id_: _named(actor, vocabulary.kinds)
        for id_, actor in corpus.actors.items()
        if id_ not in local
    }


def places(corpus: Corpus, vocabulary: Vocabulary) -> Words:
    """The places of the registry."""
    return {id_: _named(place, vocabulary.place_kinds) for id_, place in corpus.places.items()}


def _named(entry: Actor | Place, kinds: Mapping[str, Term]) -> str:
    kind = kinds.get(entry.kind)
    shown = " · ".join(_in_order(entry.names))
    return f"{shown} ({kind.label('en')})" if kind else shown


def _in_order(names: Mapping[str, str]) -> list[str]:
    """Different names, those in the languages of the program first."""
    languages = [*(each for each in LANGUAGES if each in names), *sorted(names)]
    return list(dict.fromkeys(names[language] for language in languages))


def events(corpus: Corpus) -> Words:
    """The shared events."""
    return {id_: _event(event) for id_, event in corpus.events.items()}


def _event(event: Event) -> str:
    parts = (*_in_order(event.titles)[:1], event.type, event.date.text if event.date else "")
    return ", ".join(part for part in parts if part)


def articles(corpus: Corpus) -> Words:
    """The articles of the corpus."""
    return {
        id_: f"{article.title} ({article.publisher}, {article.published.text})"
        for id_, article in corpus.articles.items()
    }


def figures(corpus: Corpus) -> list[str]:
    """The kinds of figures that claims of the corpus tell."""
    claims = (claim for article in corpus.articles.values() for claim in article.claims)
    return sorted({figure.kind for claim in claims for figure in claim.figures})


def languages(corpus: Corpus) -> list[str]:
    """The languages of the articles, and of names: those of the program first."""
    written = {article.language for article in corpus.articles.values()}
    return [*LANGUAGES, *sorted(written - {*LANGUAGES})]


def terms(found: Mapping[str, Term]) -> Words:
    """Terms of the vocabulary with their definitions."""
    return {key: meaning(term) for key, term in found.items()}


def event_types(vocabulary: Vocabulary) -> Words:
    """The event types, each with its definition, what it is a kind of, and its roles."""
    return {key: _event_type(type_) for key, type_ in vocabulary.event_types.items()}


def _event_type(type_: EventType) -> str:
    may = [role for role in type_.allowed if role not in type_.required]
    parts = (
        meaning(type_),
        f"A kind of {type_.parents[0]}." if type_.parents else "",
        f"Needs {', '.join(type_.required)}." if type_.required else "",
        _parties(type_.least_parties),
        f"Takes {', '.join(may)}." if may else "",
    )
    return " ".join(part for part in parts if part)


def _parties(least: int) -> str:
    if least < 1:
        return ""
    return "Needs two sides, or participants." if least > 1 else "Needs a party."


def meaning(term: Term) -> str:
    """The definition, else the label."""
    return term.definitions.get("en") or f"{term.label('en')}."
