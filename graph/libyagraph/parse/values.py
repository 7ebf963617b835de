"""Values of an article's keys: dates, references, figures, passages.

In go the fields of a mapping with a key, out comes the value; what is wrong is reported, and leaves
the value empty.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from libyagraph.edtf import Edtf
from libyagraph.fields import LONGEST_ID, REFERENCE, Fields, not_an_id, shown
from libyagraph.model import Evidence, Figure, Label, Region
from libyagraph.parse.common import matching
from libyagraph.read import Mapping, Node, Scalar, Sequence

CITED_WORDS = 8
"""How many words of a text may be cited in `cue`, `words` and `label`."""

UNDATED = "undated"
"""The date of what has no date and inherits none."""

_FIGURE = re.compile(r"(>=|<=|>|<|~|=)?\s*(0|[1-9]\d{0,14})", re.ASCII)
_DURATION = re.compile(r"P(?=.)(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}W)?(\d{1,9}D)?", re.ASCII)
_PASSAGE = re.compile(r"(0|[1-9]\d{0,17}), (0|[1-9]\d{0,17}), ([0-9a-f]{12})", re.ASCII)
_REF = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*#)?[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


def date(fields: Fields, key: str) -> Edtf | str | None:
    """A date, `UNDATED`, or None."""
    node = fields.take(key)
    undated = isinstance(node, Scalar) and node.text == UNDATED
    return UNDATED if undated else fields.date(key)


def citation(fields: Fields, key: str) -> str:
    """A few words of the text."""
    return fields.text(key, words=CITED_WORDS)


def span_of_time(fields: Fields, key: str) -> str:
    """An ISO 8601 duration, as it is written."""
    return matching(fields, key, _DURATION, "an ISO 8601 duration such as P1M")


def labels(fields: Fields, key: str) -> tuple[Label, ...]:
    """Loaded words with whom they are used for."""
    found: list[Label] = []
    for inner in fields.mappings(key, key):
        label = _label(inner)
        fields.marks[f"{key}.{len(found)}"] = inner.marks.get("for", inner.node.mark)
        found.append(label)
    return tuple(found)


def _as_reference(fields: Fields, key: str, text: str, mark_key: str) -> str:
    if text and (len(text) > 2 * LONGEST_ID + 1 or not _REF.fullmatch(text)):
        message = f"{key} {shown(text)} must be an id, or article#id"
        fields.report.error(fields.marks[mark_key], message, "bad-id")
        return ""
    return text


def reference(fields: Fields, key: str) -> str:
    """The id of a claim or an event, with or without its article."""
    return _as_reference(fields, key, fields.text(key), key)


def references(fields: Fields, key: str) -> tuple[str, ...]:
    """Several of these."""
    found: list[str] = []
    for number, text in enumerate(fields.texts(key)):
        mark = fields.marks[f"{key}.{number}"]
        if _as_reference(fields, key, text, f"{key}.{number}"):
            fields.marks[f"{key}.{len(found)}"] = mark
            found.append(text)
    return tuple(found)


def words(fields: Fields, key: str, allowed: Collection[str]) -> tuple[str, ...]:
    """Words of the vocabulary, those of `allowed`."""
    found = fields.texts(key)
    for number, word in enumerate(found):
        if word not in allowed:
            hint = fields.report.nearest(word, allowed) or REFERENCE
            message = f"unknown topic {shown(word)}{hint}"
            fields.report.error(fields.marks[f"{key}.{number}"], message, "unknown-word")
    return tuple(word for word in found if word in allowed)


def figures(fields: Fields, key: str) -> tuple[Figure, ...]:
    """Numbers with their comparators, by what they count."""
    node = fields.take(key)
    if node is None:
        return ()
    if not isinstance(node, Mapping) or not node.entries:
        fields.report.error(
            node.mark, "figures must be a mapping such as {killed: 3}", "wrong-type"
        )
        return ()
    found = []
    for kind, value in node.entries:
        match = _FIGURE.fullmatch(value.text.strip()) if isinstance(value, Scalar) else None
        if match and (wrong := not_an_id(kind.text)):
            fields.report.error(kind.mark, f"figure {shown(kind.text)} {wrong}", "bad-id")
        elif match:
            found.append(Figure(kind.text, match[1] or "=", int(match[2])))
        else:
            message = 'a figure must be a number, or a number with a comparator such as ">510"'
            fields.report.error(value.mark, message, "wrong-type")
    return tuple(found)


def _label(fields: Fields) -> Label:
    label = Label(fields.text("term", required=True, words=CITED_WORDS), fields.id("for"))
    fields.close()
    return label


def _span(fields: Fields, node: Node, key: str, length: int) -> tuple[int, int] | None:
    """The first two items of a list as a span of the text."""
    items = node.items if isinstance(node, Sequence) else ()
    if len(items) < 2 or len(items) > length:
        wanted = "[start, end]"
        if length == 3:
            wanted = '[start, end, digest], or {quote: "…"} for check --fix to place'
        fields.report.error(node.mark, f"{key} must be {wanted}", "wrong-type")
        return None
    start, end = fields.as_integer(items[0], key), fields.as_integer(items[1], key)
    if start is None or end is None:
        return None
    if start >= end:
        what = "empty" if start == end else "reversed"
        fields.report.error(node.mark, f"{key} [{start}, {end}] is {what}", "bad-passage")
        return None
    return start, end


def passages(fields: Fields, key: str) -> tuple[Evidence, ...]:
    """Where the text says so: positions with digests, or quotes to be placed."""
    found: list[Evidence] = []
    seen: set[Evidence] = set()
    for node in fields.items(key, required=True):
        passage = _evidence(fields, node)
        if passage in seen:
            fields.report.error(node.mark, f"a passage stands twice in {key}", "repeated")
        elif passage:
            seen.add(passage)
            fields.marks[f"{key}.{len(found)}"] = node.mark
            found.append(passage)
    return tuple(found)


def _evidence(fields: Fields, node: Node) -> Evidence | None:
    if isinstance(node, Mapping):
        inner = Fields(node, "evidence", fields.report)
        quote = inner.text("quote", required=True)
        inner.close()
        return Evidence(0, 0, quote=quote) if quote else None
    if isinstance(node, Sequence) and (whole := _PASSAGE.fullmatch(_joined(node))):
        start, end = int(whole[1]), int(whole[2])
        if start < end:
            return Evidence(start, end, whole[3])
    span = _span(fields, node, "evidence", 3)
    if span is None or not isinstance(node, Sequence):
        return None
    if len(node.items) == 2:
        message = "the passage has no digest; check --fix with the text fills it in"
        fields.report.warning(node.mark, message, "no-digest")
        return Evidence(*span)
    message = "a digest must be 12 hexadecimal digits"
    fields.report.error(node.items[2].mark, message, "wrong-type")
    return None


def _joined(node: Sequence) -> str:
    """The three items of a passage as one text; nothing where there are more, or fewer."""
    items = node.items if len(node.items) == 3 else ()
    return ", ".join([item.text if isinstance(item, Scalar) else "?" for item in items])


def regions(fields: Fields, key: str) -> tuple[Region, ...]:
    """Stretches of the text, each with a reason."""
    found: list[Region] = []
    for inner in fields.mappings(key, key):
        node = inner.take("at", required=True)
        why = inner.text("why", required=True)
        inner.close()
        span = _span(inner, node, "at", 2) if node is not None else None
        if span:
            fields.marks[f"{key}.{len(found)}"] = inner.marks["at"]
            found.append(Region(*span, why))
    return tuple(found)
