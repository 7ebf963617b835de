"""What is known of a text beside itself, as it was typed, and whether an article may say it.

In go the words of a command line and a corpus, out comes what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from libyagraph import edtf
from libyagraph.edtf import Edtf
from libyagraph.errors import UsageError, printable
from libyagraph.fields import nearest, shown
from libyagraph.model import Corpus
from libyagraph.parse.common import is_web_address
from libyagraph.read import CONTROL

_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of a text; what is empty or None is not."""

    title: str = ""
    publisher: str = ""
    language: str = ""
    date: Edtf | None = None
    basis: str = ""
    url: str = ""


def given(
    corpus: Corpus, *, title: str, publisher: str, language: str, date: str, basis: str, url: str
) -> Given:
    """What was typed, as an article can say it; an empty word was not typed.

    Raises `UsageError` for the first word that `check` would refuse.
    """
    refuse_controls("title", title)
    if publisher and publisher not in corpus.actors:
        hint = nearest(publisher, corpus.actors)
        hint = hint or "; `libyagraph new actor NAME --kind media --write` adds one"
        raise UsageError(f"publisher: unknown actor {_said(publisher)}{hint}")
    if language and not _LANGUAGE.fullmatch(language):
        raise UsageError(f"language: {_said(language)} is no language code such as fr, en or ar")
    if url and not is_web_address(url):
        raise UsageError(f"url: {_said(url)} is not a web address")
    return Given(" ".join(title.split()), publisher, language, date_of(date), basis, url)


def date_of(text: str) -> Edtf | None:
    """A date as it was typed, or None where none was; raises `UsageError` where it is no date."""
    try:
        return edtf.parse(text) if text else None
    except ValueError as error:
        raise UsageError(f"date: {_said(str(error))}") from error


def refuse_controls(what: str, text: str) -> None:
    """Raise `UsageError` where a text has characters that no annotation may hold."""
    if control := CONTROL.search(text):
        raise UsageError(f"the {what} holds a control character, {printable(control[0])}")


def _said(text: str) -> str:
    return printable(shown(text))
