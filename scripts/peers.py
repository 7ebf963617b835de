"""What `bench.py` measures libyagraph against: the same work, done with well-known libraries.

In go the files that libyagraph reads, out come typed values; nothing is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from libyagraph import edtf
from libyagraph.vocabulary import Vocabulary
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, create_model


class Strict(BaseModel):
    """A mapping that takes no unknown keys."""

    model_config = ConfigDict(extra="forbid")


def _written(value: object) -> str:
    """A scalar as it was written, as far as CSafeLoader lets one tell."""
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_date(text: str) -> str:
    edtf.parse(text)
    return text


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Ids = Id | list[Id]
Ref = Annotated[str, Field(pattern=r"^([a-z0-9-]+#)?[a-z0-9]+(-[a-z0-9]+)*$")]
Refs = Ref | list[Ref]
Text = Annotated[str, BeforeValidator(str)]  # CSafeLoader makes numbers of some words
Date = Annotated[str, BeforeValidator(_written), AfterValidator(_is_date)]
Passage = tuple[int, int, Annotated[str, Field(pattern=r"^[0-9a-f]{12}$"), BeforeValidator(str)]]
Names = dict[str, Text]


class Published(Strict):
    """When and where an article was published."""

    date: Date
    basis: Literal["printed", "found", "inferred"]
    note: Text = ""
    url: str = ""


class Source(Strict):
    """The text of an article."""

    file: str
    sha256: Annotated[str, BeforeValidator(str)] = ""
    characters: int = 0


class Region(Strict):
    """A stretch of the text."""

    at: tuple[int, int]
    why: Text


class Label(Strict):
    """What a party calls another."""

    term: Text
    target: Id = Field(alias="for")


def article_model(vocabulary: Vocabulary) -> type[BaseModel]:
    """A model of an article, with the words of the ontology."""

    def words(found: Iterable[str]) -> Any:
        return Literal[tuple(found)]

    topics: Any = words(vocabulary.topics)
    keys: dict[str, Any] = {
        "id": (Id, ...),
        "type": (words(vocabulary.event_types) | None, None),
        "event": (Ref | None, None),
        **dict.fromkeys(vocabulary.roles, (Ids | None, None)),
        **dict.fromkeys(vocabulary.links, (Refs | None, None)),
        "evidence": (list[Passage], ...),
        "modality": (words(vocabulary.modalities) | None, None),
        "cue": (Text, ""),
        "according_to": (Ids | None, None),
        "via": (Ids | None, None),
        "part_of": (Ref | None, Field(None, alias="in")),
        "place": (Ids | None, None),
        "date": (Date | Literal["undated"] | None, None),
        "effective": (Date | None, None),
        "words": (Text, ""),
        "topics": (topics | list[topics] | None, None),
        "conditions": (topics | list[topics] | None, None),
        "figures": (dict[str, int | str], {}),
        "label": (Label | list[Label] | None, None),
        "nth": (int | None, None),
        "within": (str, ""),
        "outcome": (words(vocabulary.outcomes) | None, None),
        "repeated": (bool, False),
        "note": (Text, ""),
        "review": (Text, ""),
    }
    claim: Any = create_model("Claim", __base__=Strict, **keys)
    actor: Any = create_model(
        "Actor",
        __base__=Strict,
        id=(Id, ...),
        kind=(words(vocabulary.kinds), ...),
        names=(Names, ...),
        aliases=(list[dict[str, Any]], []),
        note=(Text, ""),
        sources=(Text | list[Text], []),
    )
    return create_model(
        "Article",
        __base__=Strict,
        title=(Text, ...),
        publisher=(Id, ...),
        republished_by=(Ids | None, None),
        agency=(Id | None, None),
        language=(str, ...),
        published=(Published, ...),
        source=(Source, ...),
        ignore=(list[Region], []),
        no_claim=(list[Region], []),
        actors=(list[actor], []),
        claims=(list[claim], ...),
        note=(Text, ""),
    )


def pydantic_reader(articles: Iterable[Path], vocabulary: Vocabulary) -> Callable[[], object]:
    """Reads articles with yaml.CSafeLoader, and types them with pydantic.

    It judges each file alone: no ids are looked up, no line is known, and it ends at what YAML
    refuses.
    """
    model = article_model(vocabulary)
    files = list(articles)

    def read() -> list[BaseModel]:
        found = []
        for path in files:
            with path.open("rb") as file:
                found.append(model.model_validate(yaml.load(file, yaml.CSafeLoader)))
        return found

    return read
