"""The forms that values take, as JSON Schema: words, ids, dates, lists.

In go descriptions and allowed words, out come pieces of a schema, in draft-07, which every YAML
language server reads. An editor types scalars as YAML 1.2 does, so that `2019` or `true` arrives as
a number or a flag where the reader takes the text: each form lets these pass. `errorMessage`,
`enumDescriptions` and `doNotSuggest` are for language servers; a validator passes over them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from libyagraph.fields import ID, ID_FORM, LANGUAGE

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json]"
Schema: TypeAlias = dict[str, Json]

_DAY = "(?:0[1-9]|[12][0-9]|3[01]|XX)"
_MONTH = f"(?:0[1-9]|1[0-2]|XX)(?:-{_DAY})?"
_YEAR = "-?(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
_TIME = "T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?"
_DATE = f"(?:{_YEAR}(?:-(?:{_MONTH}|2[1-4]))?|Y-?[0-9]{{5,}})(?:[?~%]|{_TIME})?"
_EDTF = f"^(?:{_DATE}|(?:{_DATE}|\\.\\.)?/(?:{_DATE}|\\.\\.)?)$"
_DATES = ("2019-05-09", "2019-05", "2019-04-04/2019-06", "2019-04-04/..", "2020-01-05~")
_REFERENCE = f"(?:{ID.pattern}#)?{ID.pattern}"
_ADDRESS = r'https?://[^\s<>"{}|\\^`]+'
_SOURCE = rf"{_ADDRESS}|article:{ID.pattern}|(?!https?:|article:)[\s\S]*\S[\s\S]*"
_DURATION = "P(?=.)" + "".join(f"(?:[0-9]{{1,9}}{unit})?" for unit in "YMWD")


def ref(name: str) -> Schema:
    """What stands under `definitions`."""
    return {"$ref": f"#/definitions/{name}"}


_NO_TEXT = ref("no-text")


def _written(pattern: str, message: str) -> Schema:
    found: Schema = {"type": "string", "pattern": pattern}
    return {**found, "errorMessage": message} if message else found


def written(pattern: str, message: str) -> Schema:
    """A text of a form, or whatever number or flag an editor takes it for."""
    return {"anyOf": [_written(pattern, message), _NO_TEXT]}


TEXT = ref("text")
"""Any text that is not blank."""

DATE = ref("date")
"""An EDTF date. A year alone is a number to an editor."""

FLAG = ref("flag")
"""`true` or `false`, in quotes or not."""


def definitions() -> dict[str, Schema]:
    """What the forms refer to."""
    flag, date = "write true or false", "write an EDTF date of level 0 or 1, such as 2019-05-09, "
    day = _written(_EDTF, f"{date}2019-05 or 2019-04-04/..")
    return {
        "no-text": {"not": {"type": ["string", "array", "object", "null"]}},
        "text": written(r"\S", "write a word or text"),
        "date": {"anyOf": [day, {"type": "integer"}], "examples": _DATES},
        "flag": {
            "anyOf": [
                {"type": "boolean", "errorMessage": flag},
                _written("^(?:true|false)$", flag),
            ]
        },
    }


def date_or(word: str, description: str) -> Schema:
    """An EDTF date, or a word."""
    return {"anyOf": [DATE, {"const": word, "description": description}]}


def citation(words: int) -> Schema:
    """A text of so many words at most."""
    form = rf"^\s*\S+(?:\s+\S+){{0,{words - 1}}}\s*$"
    return written(form, f"cite at most {words} words")


def id_(known: Mapping[str, str] | None = None) -> Schema:
    """An id: one of those `known`, with their descriptions, or any other."""
    return known_or(known or {}, f"^{ID.pattern}$", f"an id {ID_FORM}")


def reference(events: Mapping[str, str] | None = None) -> Schema:
    """A claim (`id` or `article#id`), or one of the shared `events` with their descriptions."""
    message = f"write an id, or article#id; an id {ID_FORM}"
    return known_or(events or {}, f"^{_REFERENCE}$", message)


def source(articles: Mapping[str, str]) -> Schema:
    """A source of a fact; `articles` are those of the corpus with their descriptions."""
    known = {f"article:{id_}": shown for id_, shown in articles.items()}
    message = "write a web address, article:ID, or the name of a data set"
    return known_or(known, f"^(?:{_SOURCE})$", message)


def web_address() -> Schema:
    """A web address."""
    return written(f"^{_ADDRESS}$", "write a web address, https://…")


def language(known: Iterable[str], pattern: str = LANGUAGE.pattern) -> Schema:
    """The code of a language; those known are offered."""
    return {**written(f"^{pattern}$", "write a language code such as en"), "examples": list(known)}


def duration() -> Schema:
    """A span of time."""
    return written(f"^{_DURATION}$", "write an ISO 8601 duration such as P1M")


def whole(least: int) -> Schema:
    """A whole number, in quotes or not."""
    message = f"write a whole number of at least {least}"
    digits = "^(?:0|[1-9][0-9]*)$" if least == 0 else "^[1-9][0-9]*$"
    number: Schema = {"type": "integer", "minimum": least, "errorMessage": message}
    return {"anyOf": [number, _written(digits, message)]}


def degrees(most: int) -> Schema:
    """Decimal degrees, in quotes or not."""
    message = f"write decimal degrees between -{most} and {most}"
    number: Schema = {"type": "number", "minimum": -most, "maximum": most}
    text = _written(r"^-?[0-9]{1,3}(?:\.[0-9]+)?$", message)
    return {"anyOf": [{**number, "errorMessage": message}, text]}


def figures(kinds: Iterable[str]) -> Schema:
    """Numbers with their comparators, by what they count; the `kinds` are offered."""
    message = 'write a number, or one with a comparator such as ">510"'
    number: Schema = {"type": "integer", "minimum": 0, "errorMessage": message}
    compared = _written(r"^\s*(?:>=|<=|>|<|~|=)?\s*(?:0|[1-9][0-9]{0,14})\s*$", message)
    return _by_name(kinds, ID.pattern, {"anyOf": [number, compared]})


def by_language(languages: Iterable[str]) -> Schema:
    """Texts by language; those named are offered."""
    return _by_name(languages, LANGUAGE.pattern, {"anyOf": [TEXT]})


def _by_name(known: Iterable[str], pattern: str, value: Schema) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "properties": dict.fromkeys(known, value),
        "patternProperties": {f"^{pattern}$": value},
        "additionalProperties": False,
    }


def one_of(words: Mapping[str, str], message: str) -> Schema:
    """A word of a closed list, each with its description."""
    return {"anyOf": [_listed(words, message)]}


def one_of_ids(words: Mapping[str, str], message: str) -> Schema:
    """An id of a closed list; to an editor, an id can look like a number."""
    return {"anyOf": [_listed(words, message), _NO_TEXT]}


def known_or(words: Mapping[str, str], pattern: str, message: str) -> Schema:
    """A known word, which editors offer, or another of this form."""
    if not words:
        return written(pattern, message)
    return {"anyOf": [_listed(words, message), _written(pattern, ""), _NO_TEXT]}


def _listed(words: Mapping[str, str], message: str) -> Schema:
    listed: Schema = {"enum": list(words), "enumDescriptions": list(words.values())}
    return {**listed, "errorMessage": message}


def one_or_more(item: Schema) -> Schema:
    """One, or a list without repetitions."""
    several: Schema = {"type": "array", "minItems": 1, "uniqueItems": True, "items": item}
    return {"anyOf": [item, several]}


def list_of(item: Schema, *, least: int = 0) -> Schema:
    """A list of mappings; one alone stands for a list of one."""
    found: Schema = {"type": ["array", "object"], "errorMessage": "write a list", "items": item}
    if least:
        found["minItems"] = least
    return {**found, "if": {"type": "object"}, "then": item}


def mapping(properties: Mapping[str, Schema], required: Iterable[str] = (), **more: Json) -> Schema:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def told(description: str, schema: Schema) -> Schema:
    """A schema with its description; in draft-07 nothing may stand beside a reference."""
    return {"description": description, **({"anyOf": [schema]} if "$ref" in schema else schema)}
