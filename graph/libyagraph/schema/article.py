"""The schema of articles: what is known of a text; its claims are in `claim`.

In goes a corpus with the vocabulary, out come the root of the schema and the definitions that it
refers to.
"""

from __future__ import annotations

from libyagraph.model import Corpus
from libyagraph.parse.article import BASES
from libyagraph.schema import claim, forms, known
from libyagraph.schema.forms import Schema, ref, told
from libyagraph.schema.registry import local_actor, shared
from libyagraph.vocabulary import Vocabulary

_BASES = {
    "printed": "The text itself carries it.",
    "found": "It is known from elsewhere, such as the page at the address.",
    "inferred": "It follows from what the text says; a note says how.",
}

_PLACE_MESSAGE = (
    "no place of the corpus has this id; after adding one, renew the schema with libyagraph schema"
)


def root(corpus: Corpus) -> Schema:
    """An article."""
    return forms.mapping(
        {
            "title": told("The title of the article.", forms.TEXT),
            "publisher": told("Who published it: an actor.", ref("actor-id")),
            "agency": told("The agency whose text a paper prints: an actor.", ref("actor-id")),
            "republished_by": told(
                "Others who published the same text.", forms.one_or_more(ref("actor-id"))
            ),
            "language": told(
                "The language of the text, such as fr.",
                forms.language(known.languages(corpus), "[a-z]{2,3}"),
            ),
            "published": ref("published"),
            "source": ref("source-text"),
            "ignore": told(
                "Stretches of the text that are no part of the article.",
                forms.list_of(ref("region")),
            ),
            "no_claim": told("Sentences that tell of no event.", forms.list_of(ref("region"))),
            "note": told("The annotator's own words on the whole article.", forms.TEXT),
            "actors": told("Actors that matter only here.", forms.list_of(ref("actor"))),
            "claims": told(
                "What the article says about events.", forms.list_of(ref("claim"), least=1)
            ),
        },
        required=("title", "publisher", "language", "published", "source", "claims"),
    )


def definitions(corpus: Corpus, vocabulary: Vocabulary) -> dict[str, Schema]:
    """What articles refer to."""
    places = known.places(corpus, vocabulary)
    return {
        **shared(corpus, vocabulary),
        "actor": local_actor(vocabulary),
        "place-id": forms.one_of_ids(places, _PLACE_MESSAGE) if places else forms.id_(),
        "published": _published(),
        "source-text": _text(),
        "region": _region(),
        **claim.definitions(corpus, vocabulary),
    }


def _published() -> Schema:
    bases = {basis: _BASES.get(basis, "") for basis in BASES}
    inferred: Schema = {"properties": {"basis": {"const": "inferred"}}, "required": ["basis"]}
    message = "an inferred date needs a note that says how it was inferred"
    return {
        "description": "When it was published, and how that is known.",
        **forms.mapping(
            {
                "date": told("The day, or the days between which it lies.", forms.DATE),
                "basis": told("How the date is known.", forms.one_of(bases, "no such basis")),
                "note": told("How the date was inferred.", forms.TEXT),
                "url": told("The web address of the article.", forms.web_address()),
            },
            required=("date", "basis"),
        ),
        "if": inferred,
        "then": {"required": ["note"], "errorMessage": message},
    }


def _text() -> Schema:
    file = forms.written(r"^[^/\\]*[^/\\\s][^/\\]*$", "write the name of a file, without a path")
    sha256 = forms.written("^[0-9a-f]{64}$", "write 64 hexadecimal digits")
    return {
        "description": "The text of the article; it stays outside of the corpus.",
        **forms.mapping(
            {
                "file": told("The name of the text's file.", file),
                "sha256": told("Its SHA-256; check --fix fills it in.", sha256),
                "characters": told("Its length; check --fix fills it in.", forms.whole(1)),
            },
            required=("file",),
        ),
    }


def _region() -> Schema:
    span: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": forms.whole(0)}
    return forms.mapping(
        {
            "at": told("[start, end]: characters of the text, the end not included.", span),
            "why": told("What it is, such as navigation.", forms.TEXT),
        },
        required=("at", "why"),
    )
