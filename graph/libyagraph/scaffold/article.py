"""The beginning of an annotation: what is known of a text, and what is still to be filled in.

In go a text with what was given of it, and a corpus; out come an id and an annotation in the
canonical layout. What was not given is a comment with a TODO, and nothing of the text but its
length and its checksum gets into the annotation: names are those of the registry.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from libyagraph import edtf
from libyagraph.arrange.entries import mapping
from libyagraph.arrange.lines import written
from libyagraph.arrange.shapes import shapes
from libyagraph.arrange.tree import Comment, Document, Group, Slot, Text
from libyagraph.likeness import LITTLE, identifier
from libyagraph.model import Actor, Corpus, Place
from libyagraph.scaffold.given import Given
from libyagraph.scaffold.language import language_of, little_words
from libyagraph.scaffold.mentions import Mention, mentions
from libyagraph.vocabulary import Vocabulary

_WORDS = 4
"""Words of the title in the id."""

_CLAIM = """\
# claims:
#   - id: TODO           # a few words that tell it, in lower case with hyphens
#     type: TODO         # what happened, or is said to have happened: an event type
#     actor: TODO        # who did it; for talks without sides, participants: [TODO, TODO]
#     recipient: TODO    # to whom
#     place: TODO        # as the rest, only where the text tells it
#     date: TODO         # such as 2024-05-14, 2024-05 or 2024-04-04/..
#     words: TODO        # what the text says of the time, in up to eight words
#     according_to: TODO # who tells of it, the outermost first
#     modality: TODO     # where it is not plainly asserted or reported
#     cue: TODO          # the words that show the modality, up to eight
#     topics: [TODO]     # what is asked, offered, discussed or refused
#     evidence: [{quote: "TODO"}] # the passage, which check --fix turns into its place\
"""


def article_id(given: Given, file: str) -> str:
    """An id of date, publisher and words of the title; of the file's name, where there are none.

    >>> article_id(Given("La trêve de la mer", "gazette", date=edtf.parse("2024-05-16")), "a.txt")
    '2024-05-16-gazette-treve-mer'
    """
    day = given.date.first if given.date else None
    date = ""
    if given.date and day:
        plain = re.fullmatch(r"\d{4}(-\d\d){0,2}", given.date.text, re.ASCII)
        date = given.date.text if plain else edtf.iso(day)
    little = LITTLE | little_words()
    words = [word for word in identifier(given.title).split("-") if word and word not in little]
    parts = [date, given.publisher, *words[:_WORDS]]
    if not words and not given.publisher:
        parts.append(identifier(Path(file).stem))
    return "-".join(part for part in parts if part).strip("-")


def article(
    text: str, file: str, given: Given, corpus: Corpus, vocabulary: Vocabulary, *, schema: str = ""
) -> str:
    """The beginning of an annotation of `text`, which lies in `file`.

    `schema` is the path of the schema for editors, from where the annotation is to lie.
    """
    local = {actor.id for each in corpus.articles.values() for actor in each.actors}
    actors = [actor for actor in corpus.actors.values() if actor.id not in local]
    head = [Comment(f"# yaml-language-server: $schema={schema}")] if schema else []
    root = _head(text, file, given)
    named = mentions(text, actors, given.date)
    places = mentions(text, corpus.places.values(), given.date)
    root.after += _named("Actors of the registry that the text names, and how often:", named)
    root.after += _named("Places of the registry that it names:", places)
    root.after.append(Comment("# Each thing that the text tells is a claim.", apart=True))
    root.after += [Comment(line) for line in _CLAIM.split("\n")]
    return written(Document(root, head), shapes(vocabulary).article)


def _head(text: str, file: str, given: Given) -> Group:
    guessed, why = ("", "") if given.language else language_of(text)
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    root = Group([], keyed=True)
    pending: list[Comment] = []
    told = f"# told {why}" if why else ""
    for slot in (
        Slot(Text(given.title), "title"),
        Slot(Text(given.publisher), "publisher"),
        Slot(Text(given.language or guessed), "language", trail=told),
        _published(given),
        Slot(mapping(file=file, sha256=digest, characters=len(text)), "source"),
    ):
        if isinstance(slot.value, Text) and not slot.value.text:
            pending.append(Comment(f"# {slot.key}: {_MISSING[slot.key]}"))
        else:
            slot.before, pending = pending, []
            root.slots.append(slot)
    root.after = [
        Comment("# ignore: [{at: [TODO, TODO], why: TODO}] # what is no part of the article")
    ]
    return root


_MISSING = {
    "title": "TODO",
    "publisher": "TODO # an actor of the registry",
    "language": "TODO # such as fr, en or ar",
    "published": "{date: TODO, basis: TODO} # basis: printed, found, or inferred with a note",
}


def _published(given: Given) -> Slot:
    if not (given.date or given.basis or given.url):
        return Slot(Text(""), "published")
    parts = mapping(date=given.date, basis=given.basis, url=given.url)
    if not given.date:
        parts.after.append(Comment("# date: TODO"))
    if not given.basis:
        parts.after.append(Comment("# basis: TODO # printed, found, or inferred with a note"))
    return Slot(parts, "published")


def _named(what: str, found: Iterable[Mention]) -> list[Comment]:
    lines = [(each.entry.id, _name(each.entry), each.times) for each in found]
    if not lines:
        return []
    width = max(len(id_) for id_, _, _ in lines)
    shown = [Comment(f"#   {id_:<{width}}  {name} ({times})") for id_, name, times in lines]
    return [Comment(f"# {what}", apart=True), *shown]


def _name(entry: Actor | Place) -> str:
    return entry.names.get("en") or next(iter(entry.names.values()), entry.id)
