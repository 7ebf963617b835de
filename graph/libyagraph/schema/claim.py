"""The schema of a claim: what one article says about one event, and where.

In goes a corpus with the vocabulary, out come the definitions that claims need. The keys of roles,
answers and closed lists are those that the ontology declares.
"""

from __future__ import annotations

from libyagraph.model import Corpus
from libyagraph.parse.values import CITED_WORDS
from libyagraph.schema import forms, known
from libyagraph.schema.forms import Schema, ref, told
from libyagraph.schema.registry import actors_in_roles
from libyagraph.vocabulary import Vocabulary

_SNIPPET: Schema = {
    "label": "claim: who did it to whom",
    "description": "The common case.",
    "body": {
        "id": "$1",
        "type": "$2",
        "actor": "$3",
        "recipient": "$4",
        "date": "$5",
        "evidence": [{"quote": '"$6"'}],
    },
}
"""A whole claim, which editors put in at once; `$1` and so on are where one types."""


def definitions(corpus: Corpus, vocabulary: Vocabulary) -> dict[str, Schema]:
    """A claim, and what it refers to."""
    return {
        "topic": forms.one_of(known.terms(vocabulary.topics), "no topic has this name"),
        "reference": forms.reference(known.events(corpus)),
        "passage": _passage(),
        "label": _label(),
        "claim": _claim(corpus, vocabulary),
    }


def _passage() -> Schema:
    message = "write [start, end, digest], or {quote: …} for check --fix to place"
    digest = forms.written("^[0-9a-f]{12}$", "write 12 hexadecimal digits")
    placed: Schema = {
        "type": ["array"],  # as a list, so that servers keep our message
        "minItems": 2,
        "items": [forms.whole(0), forms.whole(0), digest],
        "additionalItems": False,
        "errorMessage": message,
    }
    quote = told("Words of the text; check --fix puts their positions here.", forms.TEXT)
    return {"anyOf": [placed, forms.mapping({"quote": quote}, required=("quote",))]}


def _label() -> Schema:
    return forms.mapping(
        {
            "term": told("The loaded word, cited.", forms.citation(CITED_WORDS)),
            "for": told("Whom it stands for: an actor.", ref("actor-id")),
        },
        required=("term", "for"),
    )


def _claim(corpus: Corpus, vocabulary: Vocabulary) -> Schema:
    neither = "the claim has neither a type nor the event that it tells of"
    any_role = [{"required": [role]} for role in vocabulary.roles]
    needed: Schema = {"dependencies": {"type": ref("needed-roles")}}
    return {
        **forms.mapping(
            {
                "id": told("The claim's id, unique in this article.", forms.id_()),
                "type": told(
                    "What is told to have happened, also where it is only alleged.", ref("type")
                ),
                "event": told(
                    "The event that it tells of, where another claim or the shared list has it: "
                    "an id, or article#id.",
                    ref("reference"),
                ),
                **actors_in_roles(vocabulary),
                **_when_and_where(),
                **_how_sure(vocabulary),
                "in": told("The claim of this article that it is a part of.", forms.reference()),
                **{
                    key: told(
                        f"{known.meaning(link)} Claims or events: an id, or article#id.",
                        forms.one_or_more(ref("reference")),
                    )
                    for key, link in vocabulary.links.items()
                },
                **_what_else(corpus, vocabulary),
                "evidence": told(
                    "The passages that say so: [start, end, digest], or {quote: …}.",
                    forms.list_of(ref("passage"), least=1),
                ),
                "note": told("The annotator's own words.", forms.TEXT),
                "review": told("draft, or who reviewed the claim.", forms.TEXT),
            },
            required=("id", "evidence"),
        ),
        "defaultSnippets": [_SNIPPET],
        "dependencies": {"type": ref("taken-roles")},
        "if": {"required": ["event"]},
        # Without any roles of its own it has those of the event.
        "then": {"if": {"anyOf": any_role}, "then": needed},
        "else": {"required": ["type"], "errorMessage": neither, **needed},
    }


def _when_and_where() -> dict[str, Schema]:
    return {
        "place": told("Where it happened.", forms.one_or_more(ref("place-id"))),
        "date": told(
            "When it happened, as far as the text tells: no day is invented.",
            forms.date_or("undated", "It has no date, and takes none."),
        ),
        "words": told("The time words of the text, such as Thursday.", forms.citation(CITED_WORDS)),
        "effective": told("When what is asked, agreed or announced begins.", forms.DATE),
    }


def _how_sure(vocabulary: Vocabulary) -> dict[str, Schema]:
    modalities = known.terms(vocabulary.modalities)
    return {
        "modality": told(
            "How the article has it; reported by default where somebody tells it, else asserted.",
            forms.one_of(modalities, "no modality has this name"),
        ),
        "cue": told("The words that show it, cited.", forms.citation(CITED_WORDS)),
        "according_to": told(
            "Who tells of the event, outermost first: actors.", forms.one_or_more(ref("actor-id"))
        ),
        "via": told(
            "The spokesman, press office or communiqué that relays it: actors.",
            forms.one_or_more(ref("actor-id")),
        ),
    }


def _what_else(corpus: Corpus, vocabulary: Vocabulary) -> dict[str, Schema]:
    outcomes = known.terms(vocabulary.outcomes)
    return {
        "topics": told(
            "What is asked, offered, discussed or refused.", forms.one_or_more(ref("topic"))
        ),
        "conditions": told("Topics on which it depends.", forms.one_or_more(ref("topic"))),
        "figures": told(
            'Numbers by what they count, such as {killed: ">510"}.',
            forms.figures(known.figures(corpus)),
        ),
        "nth": told("The how-manieth time it is.", forms.whole(1)),
        "within": told("In what span that is, such as P1M.", forms.duration()),
        "outcome": told(
            "How it ended, as far as the article tells.",
            forms.one_of(outcomes, "no outcome has this name"),
        ),
        "repeated": told("Whether it is a habit, or done again and again.", forms.FLAG),
        "label": told(
            "The loaded word that a party uses for another.", forms.list_of(ref("label"))
        ),
    }
