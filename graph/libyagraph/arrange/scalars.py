"""How a piece of text is written: bare, in double quotes, or as a block of lines.

In goes a text, out come the characters that our reader and any other reader of YAML take for that
same text. Quotes stand only where they are needed: where a bare text would be read as something
else, by us or by readers of YAML 1.1 or 1.2 that guess types. Web addresses are always quoted.
"""

from __future__ import annotations

import re

WIDTH = 120
"""Lines are no longer than this, where they can be broken."""

_BOOLEAN = r"~|null|true|false|yes|no|on|off|[yYnN]"
_NUMBER = (
    r"[-+]?(?:0[bB][01_]+|0[oO]?[0-7_]+|0[xX][\da-fA-F_]+"
    r"|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?"
    r"|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|\.inf)|\.nan"
)
_DAY = r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d.*)?"
_GUESSED = re.compile(f"(?:{_BOOLEAN}|{_NUMBER}|{_DAY})", re.ASCII | re.IGNORECASE)
_FIRST = re.compile(r"[\[\]{},#&*!|>'\"%@`~<=?:]|-(?![\d\w])|\.\.\.|---")
_WITHIN = re.compile(r": |:$| #|[\t\n]")
_IN_FLOW = re.compile(r"[\[\]{},?]|:$")
_ADDRESS = re.compile(r"https?:")
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\t": "\\t",
    "\n": "\\n",
}
_ESCAPED = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_GAP = re.compile(r"(?<=\S) (?=\S)")


def guessed(text: str) -> bool:
    """Whether readers that guess take a bare text for a number, a truth value, a date or nothing.

    >>> [word for word in ("no", "1e3", "12:30", "2019-05-09", "1er mai") if guessed(word)]
    ['no', '1e3', '12:30', '2019-05-09']
    """
    return bool(_GUESSED.fullmatch(text))


def quoted(text: str) -> str:
    """A text in double quotes."""
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text) + '"'


def line(text: str, *, flow: bool = False, typed: bool = False) -> str:
    """A text on one line; `flow` between brackets, `typed` where a number or a date is meant.

    >>> line("no"), line("2019-05-09", typed=True), line("Accord: la trêve"), line("A, B")
    ('"no"', '2019-05-09', '"Accord: la trêve"', 'A, B')
    """
    if (
        not text
        or text[0].isspace()
        or text[-1].isspace()
        or _FIRST.match(text)
        or _WITHIN.search(text)
        or (flow and _IN_FLOW.search(text))
        or _ADDRESS.match(text)
        or (not typed and guessed(text))
    ):
        return quoted(text)
    return text


def block(text: str, room: int) -> list[str] | None:
    """A long text, or one of several lines, as the head and the lines of a block scalar.

    `room` is how many characters a line holds. None where a block can't say the same, or where the
    text has neither breaks nor gaps.
    """
    if not text or text[0].isspace():
        return None
    if "\n" in text:
        body, end = (text[:-1], "|") if text.endswith("\n") else (text, "|-")
        lines = body.split("\n")
        plain = all(each == each.rstrip() for each in lines) and bool(lines[-1])
        return [end, *lines] if plain and not any("\t" in each for each in lines) else None
    if text[-1].isspace() or "\t" in text or not _GAP.search(text):
        return None
    return [">-", *_filled(text, room)]


def _filled(text: str, room: int) -> list[str]:
    """The text in lines, broken at single spaces only: a reader puts one back for each break."""
    words = _GAP.split(text)
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
