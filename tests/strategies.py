"""Strategies that make valid model values of every construct, for property tests.

What they make is what one file can tell alone: ids need not name anything, passages need no text.
Texts are as awkward as a text can be that the reader takes: quotes, colons, signs that YAML keeps
for itself, words that it might guess a type for, other scripts, line breaks, and long lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from hypothesis import strategies as st
from libyagraph import edtf
from libyagraph.model import (
    Actor,
    Affiliation,
    Alias,
    Article,
    Claim,
    Event,
    Evidence,
    Figure,
    Label,
    Place,
    Region,
)
from libyagraph.names import kebab
from libyagraph.read import CONTROL
from libyagraph.vocabulary import Vocabulary

_Value = TypeVar("_Value")

AWKWARD = (
    *("no", "On", "y", "null", "~", "true", "1e3", "010", "0x1F", "12:30", "2019-05-09", "1_000"),
    *(".5", "-3.50", ".inf", "=", "<<", "- a", "-", "--- a", "...", "?", "? a", ": a", "a:"),
    *(
        "a: b",
        "a #b",
        "#a",
        "a#b",
        "[a",
        "a]",
        "{a: b}",
        "a, b",
        "&a",
        "*a",
        "!a",
        "|",
        "> a",
        "%a",
    ),
    *("@a", "`a`", "'a'", '"a"', 'He said "no": never', "it's", "a\\nb", "\\", "a\nb", "a\n\nb\n"),
    *("a\n  b\n", "a \nb", "\ta", "a\tb", " a ", "a  b", "a\n\n"),
    *("\xa0a", "a\u202fb", "« Libye: la trêve »", "l'Élysée", "خليفة حفتر", "حكومة: #الوفاق", "🕊"),
    *("https://example.org/a?b=c&d#e", "http: no", "../2000", "<3", ">=3", "~ 40", "a" * 200),
    *("word " * 40 + "end", "« word : » " * 20 + "- end", "a  b " * 40 + "end", "ي" + " x" * 90),
    *("line one is short\n" + "line two is long " * 12 + "\n  and three is deeper",),
)


class _Pick:
    """Picks one of many by its number, and does not show them all in every report."""

    def __init__(self, many: Iterable[str]) -> None:
        self.many = tuple(many)

    def __call__(self, number: int) -> str:
        return self.many[number]

    def __repr__(self) -> str:
        return f"one of {len(self.many)}"


def _one_of(many: Iterable[str]) -> st.SearchStrategy[str]:
    pick = _Pick(many)
    return st.integers(0, len(pick.many) - 1).map(pick)


def _says(text: str, words: int = 0) -> bool:
    """Whether a text says something, in so many words, that the reader takes."""
    refused = "\r" in text or CONTROL.search(text)
    return bool(text.strip()) and not refused and (not words or len(text.split()) <= words)


_WRITTEN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cf"), include_characters="\n\t\u200d"),
    min_size=1,
    max_size=12,
) | st.text(_one_of("ab \n:#,-'\"[]{}&*!|>%@`?~\\é"), min_size=1, max_size=12)


def texts(words: int = 0) -> st.SearchStrategy[str]:
    """Any text that says something, of at most so many `words`."""
    awkward = _one_of(text for text in AWKWARD if _says(text, words))
    return awkward | _WRITTEN.filter(lambda text: _says(text, words))


IDS = st.sampled_from(("a", "no", "null", "1e3", "2019", "010", "alpha-1", "on", "x-" * 20 + "x"))
REFS = IDS | st.builds("{}#{}".format, IDS, IDS)
LANGUAGES = st.sampled_from(("fr", "en", "ar", "no", "zh-Hans", "und-x-private"))
DATES = st.sampled_from(
    (
        *("2019-05-09", "2019-05", "2019", "202X", "2019-XX", "2020-01-05~", "2016-11-30?"),
        *("2024%", "2019-04-04/..", "../2000", "2019/2020-06", "2024-21", "-0100", "Y12345"),
        *("2014-06-08T12:30:00Z", "/2020", "2016?/.."),
    )
).map(edtf.parse)
SOURCES = st.sampled_from(
    ("https://example.org/?a=1#b", "http://example.org/é,(x)", "article:some-article")
) | texts().filter(lambda text: not re.match(r"https?:|article:", text))
QID = st.integers(1, 10**9).map("Q{}".format)


def many(one: st.SearchStrategy[_Value], least: int = 0) -> st.SearchStrategy[tuple[_Value, ...]]:
    """A few values, none of them twice."""
    return st.lists(one, min_size=least, max_size=2, unique=True).map(tuple)


def _or_none(one: st.SearchStrategy[_Value]) -> st.SearchStrategy[_Value | None]:
    return st.none() | one


def _maybe(one: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | one


def _by(keys: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(keys, texts(), min_size=least, max_size=2)


def _spans() -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, 999), st.integers(1, 999)).map(lambda p: (p[0], p[0] + p[1]))


ALIASES = st.builds(Alias, texts(), LANGUAGES, _or_none(DATES), st.booleans())
EVIDENCE = st.builds(
    lambda span, digest: Evidence(span[0], span[1], digest),
    _spans(),
    _maybe(st.text("0123456789abcdef", min_size=12, max_size=12)),
) | texts().map(lambda quote: Evidence(0, 0, quote=quote))
FIGURES = st.builds(
    Figure, IDS, st.sampled_from(("=", ">", "<", ">=", "<=", "~")), st.integers(0, 10**15 - 1)
)
LABELS = st.builds(Label, texts(words=8), IDS)
REGIONS = st.builds(lambda span, why: Region(span[0], span[1], why), _spans(), texts())


def _affiliation(family: str, vocabulary: Vocabulary, least: int) -> st.SearchStrategy[Affiliation]:
    default = {
        "posts": "holdsPostIn",
        "memberships": "memberOf",
        "acts_for": "actsFor",
        "kin": "kinOf",
        "predecessors": "succeeds",
    }[family]
    chosen = family in ("posts", "kin")
    below = sorted(vocabulary.relation_and_below(default), key=kebab) if chosen else [default]
    return st.builds(
        Affiliation,
        family=st.just(family),
        number=st.just(0),
        holder=st.just(""),
        target=IDS,
        relation=st.sampled_from(below),
        titles=_by(LANGUAGES) if family == "posts" else st.just({}),
        during=_or_none(DATES),
        sources=many(SOURCES, least),
        marks=st.just({}),
    )


def _numbered(actor: Actor, found: Iterable[list[Affiliation]]) -> Actor:
    numbered = [
        replace(affiliation, number=number, holder=actor.id)
        for family in found
        for number, affiliation in enumerate(family, 1)
    ]
    return replace(actor, affiliations=tuple(numbered))


def actors(vocabulary: Vocabulary, *, local: bool = False) -> st.SearchStrategy[Actor]:
    """Actors of the registry, or `local` ones of an article, which need no sources."""
    actor = st.builds(
        Actor,
        id=IDS,
        kind=st.sampled_from(sorted(vocabulary.kinds)),
        names=_by(LANGUAGES, 1),
        aliases=st.lists(ALIASES, max_size=2).map(tuple),
        wikidata=_maybe(QID),
        affiliations=st.just(()),
        sources=many(SOURCES, 0 if local else 1),
        note=_maybe(texts()),
        file=st.just(""),
        marks=st.just({}),
    )
    families = ("posts", "memberships", "acts_for", "kin", "predecessors")
    found = (st.lists(_affiliation(f, vocabulary, 1), max_size=2) for f in families)
    return st.builds(_numbered, actor, st.tuples(*found))


def places(vocabulary: Vocabulary) -> st.SearchStrategy[Place]:
    """Places, with coordinates or without."""
    point = st.tuples(
        st.decimals(-90, 90, places=2).map(str), st.decimals(-180, 180, places=3).map(str)
    )
    return st.builds(
        lambda at, **rest: Place(latitude=at[0], longitude=at[1], **rest),
        at=st.just(("", "")) | point,
        id=IDS,
        kind=st.sampled_from(sorted(vocabulary.place_kinds)),
        names=_by(LANGUAGES, 1),
        aliases=st.lists(ALIASES, max_size=2).map(tuple),
        within=_maybe(IDS),
        geonames=_maybe(st.integers(0, 10**8).map(str)),
        wikidata=_maybe(QID),
        sources=many(SOURCES, 1),
        note=_maybe(texts()),
        file=st.just(""),
        marks=st.just({}),
    )


def _under(
    keys: Iterable[str], one: st.SearchStrategy[str]
) -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    return st.dictionaries(st.sampled_from(sorted(keys)), many(one, 1), max_size=2)


def events(vocabulary: Vocabulary) -> st.SearchStrategy[Event]:
    """Shared events."""
    return st.builds(
        Event,
        id=IDS,
        type=_one_of(sorted(vocabulary.event_types)),
        roles=_under(vocabulary.roles, IDS),
        places=many(IDS),
        date=_or_none(DATES),
        titles=_by(LANGUAGES),
        sources=many(SOURCES),
        note=_maybe(texts()),
        file=st.just(""),
        marks=st.just({}),
    )


def claims(vocabulary: Vocabulary) -> st.SearchStrategy[Claim]:
    """Claims: of an event of their own, or of another's."""
    types = _one_of(sorted(vocabulary.event_types))
    topics = _one_of(sorted(vocabulary.topics))
    when = st.tuples(st.none(), st.booleans()) | st.tuples(DATES, st.just(False))
    figures = st.lists(FIGURES, max_size=2, unique_by=lambda figure: figure.kind)
    return st.builds(
        lambda what, when, **rest: Claim(
            event=what[0], type=what[1], date=when[0], undated=when[1], **rest
        ),
        what=st.tuples(_maybe(REFS), types) | st.tuples(REFS, _maybe(types)),
        when=when,
        id=IDS,
        roles=_under(vocabulary.roles, IDS),
        links=_under(vocabulary.links, REFS),
        evidence=st.lists(EVIDENCE, min_size=1, max_size=2, unique=True).map(tuple),
        modality=_maybe(st.sampled_from(sorted(vocabulary.modalities))),
        cue=_maybe(texts(words=8)),
        according_to=many(IDS),
        via=many(IDS),
        part_of=_maybe(REFS),
        places=many(IDS),
        effective=_or_none(DATES),
        words=_maybe(texts(words=8)),
        topics=many(topics),
        conditions=many(topics),
        figures=figures.map(tuple),
        labels=st.lists(LABELS, max_size=2).map(tuple),
        nth=_or_none(st.integers(1, 99)),
        within=_maybe(st.sampled_from(("P1M", "P2W", "P1Y2M10D"))),
        outcome=_maybe(st.sampled_from(sorted(vocabulary.outcomes))),
        repeated=st.booleans(),
        note=_maybe(texts()),
        review=_maybe(texts()),
    )


def articles(vocabulary: Vocabulary) -> st.SearchStrategy[Article]:
    """Articles with local actors and claims; their id is `an-article`."""
    basis = st.tuples(st.sampled_from(("printed", "found")), _maybe(texts()))
    inferred = st.tuples(st.just("inferred"), texts())
    regions = st.lists(REGIONS, max_size=1).map(tuple)
    files = texts().filter(lambda name: "/" not in name and "\\" not in name)
    return st.builds(
        lambda how, **rest: Article(basis=how[0], basis_note=how[1], **rest),
        how=basis | inferred,
        id=st.just("an-article"),
        title=texts(),
        publisher=IDS,
        republished_by=many(IDS),
        agency=_maybe(IDS),
        language=st.sampled_from(("fr", "en", "ar", "no", "ara")),
        published=DATES,
        url=_maybe(st.sampled_from(("https://example.org/a,b?c=d&e#f", "http://example.org/é"))),
        text_file=files,
        sha256=_maybe(st.text("0123456789abcdef", min_size=64, max_size=64)),
        characters=st.integers(0, 10**6),
        ignore=regions,
        no_claim=regions,
        actors=st.lists(actors(vocabulary, local=True), max_size=1).map(tuple),
        claims=st.lists(claims(vocabulary), min_size=1, max_size=1).map(tuple),
        note=_maybe(texts()),
        file=st.just(""),
        marks=st.just({}),
    )
