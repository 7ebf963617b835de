"""What the parsers of the registry and of articles share: values with a form of their own."""

from __future__ import annotations

import re

from libyagraph.fields import Fields, shown
from libyagraph.model import Alias

WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
WEB_ADDRESS = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")


def aliases(fields: Fields) -> tuple[Alias, ...]:
    """The other names of an actor or place."""
    found = []
    for inner in fields.mappings("aliases", "alias"):
        value = inner.text("value", required=True)
        language = inner.text("lang", required=True)
        found.append(Alias(value, language, inner.date("valid"), inner.flag("misspelling")))
        inner.close()
    return tuple(found)


def sources(fields: Fields, *, required: bool) -> tuple[str, ...]:
    """The sources of a fact: web addresses, `article:ID`, or the name of a data set."""
    sources = fields.texts("sources", required=required)
    for number, source in enumerate(sources):
        if source.startswith(("http:", "https:")) and not WEB_ADDRESS.fullmatch(source):
            mark = fields.marks[f"sources.{number}"]
            fields.report.error(mark, f"{shown(source)} is not a web address", "bad-url")
    return sources


def matching(
    fields: Fields, key: str, pattern: re.Pattern[str], wanted: str, *, required: bool = False
) -> str:
    """A text that matches a pattern, or nothing; `wanted` says what it must be."""
    text = fields.text(key, required=required)
    if text and not pattern.fullmatch(text):
        fields.report.error(fields.marks[key], f"{key} must be {wanted}", "wrong-type")
        return ""
    return text
