"""What the parsers of the registry and of articles share: values with a form of their own."""

from __future__ import annotations

import re

import pyoxigraph as ox

from libyagraph.fields import ID, LANGUAGE, Fields, shown
from libyagraph.model import Alias

WIKIDATA = re.compile(r"Q[1-9]\d*", re.ASCII)
_WEB_ADDRESS = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")
_ARTICLE = re.compile(rf"article:{ID.pattern}", re.ASCII)


def is_web_address(text: str) -> bool:
    """Whether a text is an address that RDF can carry as an IRI."""
    if not _WEB_ADDRESS.fullmatch(text):
        return False
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def is_name(file: str) -> bool:
    """Whether a text is the name of a file, and no path, which may lead anywhere."""
    return file not in ("", ".", "..") and not any(mark in file for mark in "/\\")


def aliases(fields: Fields) -> tuple[Alias, ...]:
    """The other names of an actor or place."""
    found = []
    for inner in fields.mappings("aliases", "alias"):
        value = inner.text("value", required=True)
        language = matching(inner, "lang", LANGUAGE, "a language code", required=True)
        found.append(Alias(value, language, inner.date("valid"), inner.flag("misspelling")))
        inner.close()
    return tuple(found)


def sources(fields: Fields, *, required: bool) -> tuple[str, ...]:
    """The sources of a fact: web addresses, `article:ID`, or the name of a data set."""
    sources = fields.texts("sources", required=required)
    for number, source in enumerate(sources):
        mark = fields.marks.get(f"sources.{number}", fields.node.mark)
        if source.startswith(("http:", "https:")) and not is_web_address(source):
            fields.report.error(mark, f"{shown(source)} is not a web address", "bad-url")
        elif source.startswith("article:") and not _ARTICLE.fullmatch(source):
            fields.report.error(mark, f"{shown(source)} does not name an article", "bad-id")
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
