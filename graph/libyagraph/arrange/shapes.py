"""What a file of each kind looks like: the order of its keys, and what goes on one line.

In goes the vocabulary, out come the shapes of an article and of a registry. Keys that no shape
knows keep their order, after those that it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from libyagraph.vocabulary import Vocabulary

_ROLES = ("actor", "recipient", "participants", "against", "except")
_LINKS = ("denies", "rejects", "evades", "welcomes", "justifies", "about")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a mapping, or each item of a list, is written.

    `keys` is their order, and `inside` the shapes of what they hold. An `entry` never goes on one
    line, what is `tight` always does; where both are false, what fits does. A list of entries has a
    blank line before it, and items that are `apart` have one between them. `typed` keys hold
    numbers, dates and truth values, which stand without quotes (None: all do); `digest` ones are
    always quoted. The keys of a list's items are their positions, from 0.
    """

    keys: tuple[str, ...] = ()
    inside: Mapping[str, Shape] = field(default_factory=dict)
    entry: bool = False
    tight: bool = False
    apart: bool = False
    typed: frozenset[str] | None = frozenset()
    digest: frozenset[str] = frozenset()

    def of(self, key: str) -> Shape:
        """The shape of what stands under a key."""
        return self.inside.get(key, ANY)

    def is_typed(self, key: str) -> bool:
        """Whether a key holds what readers may well take for a number, a date or a truth value."""
        return self.typed is None or key in self.typed


ANY = Shape()

_PASSAGE = Shape(("quote",), typed=frozenset(("0", "1")), digest=frozenset(("2",)))
_REGION = Shape(("at", "why"), {"at": Shape(typed=None)})
_ALIAS = Shape(("value", "lang", "valid", "misspelling"), typed=frozenset(("valid", "misspelling")))
_AFFILIATION = Shape(
    ("organisation", "actor", "relation", "title", "during", "date", "sources"),
    typed=frozenset(("during", "date")),
)
_FAMILIES = ("posts", "memberships", "acts_for", "kin", "predecessors")
_ACTOR = Shape(
    ("id", "kind", "names", "aliases", "wikidata", *_FAMILIES, "sources", "note"),
    {"aliases": _ALIAS, **dict.fromkeys(_FAMILIES, _AFFILIATION)},
    entry=True,
)
_PLACE = Shape(
    (
        *("id", "kind", "names", "aliases", "within", "latitude", "longitude"),
        *("geonames", "wikidata", "sources", "note"),
    ),
    {"aliases": _ALIAS},
    entry=True,
    typed=frozenset(("latitude", "longitude", "geonames")),
)
_PUBLISHED = Shape(("date", "basis", "url", "note"), typed=frozenset(("date",)))
_SOURCE = Shape(
    ("file", "sha256", "characters"),
    tight=True,
    typed=frozenset(("characters",)),
    digest=frozenset(("sha256",)),
)
_ARTICLE = (
    *("title", "publisher", "agency", "republished_by", "language", "published", "source"),
    *("ignore", "no_claim", "note", "actors", "claims"),
)
REGISTRY = ("actors", "places", "events")


def _ordered(known: tuple[str, ...], declared: Iterable[str]) -> tuple[str, ...]:
    return (*known, *sorted(set(declared) - set(known)))


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of the two kinds of files."""

    article: Shape
    registry: Shape

    def of_file(self, keys: Iterable[str]) -> Shape | None:
        """The shape of a file with these keys, or None where it is neither kind."""
        there = set(keys)
        if there & (set(_ARTICLE) - set(REGISTRY)):
            return self.article
        return self.registry if there & set(REGISTRY) else None


def shapes(vocabulary: Vocabulary) -> Shapes:
    """The shapes of files in the language of a vocabulary, which declares roles and answers."""
    who = (*_ordered(_ROLES, vocabulary.roles), *_ordered(_LINKS, vocabulary.links))
    claim = Shape(
        (
            *("id", "event", "type", *who, "place", "repeated", "date", "words", "effective"),
            *("nth", "within", "figures", "according_to", "via", "in", "modality", "cue"),
            *("topics", "conditions", "outcome", "label", "note", "review", "evidence"),
        ),
        {"label": Shape(("term", "for")), "evidence": _PASSAGE, "figures": Shape(typed=None)},
        entry=True,
        apart=True,
        typed=frozenset(("date", "effective", "nth", "repeated")),
    )
    event = Shape(
        ("id", "type", *who, "place", "date", "title", "sources", "note"),
        entry=True,
        apart=True,
        typed=frozenset(("date",)),
    )
    article = Shape(
        _ARTICLE,
        {
            "published": _PUBLISHED,
            "source": _SOURCE,
            "ignore": _REGION,
            "no_claim": _REGION,
            "actors": _ACTOR,
            "claims": claim,
        },
        entry=True,
    )
    registry = Shape(
        REGISTRY,
        {"actors": _apart(_ACTOR), "places": _apart(_PLACE), "events": event},
        entry=True,
    )
    return Shapes(article, registry)


def _apart(shape: Shape) -> Shape:
    return Shape(shape.keys, shape.inside, entry=True, apart=True, typed=shape.typed)
