"""Articles: what is known of a text, and the claims that it makes.

In go the nodes of one file, out come model values; every problem goes to the file's reporter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from libyagraph.edtf import Edtf
from libyagraph.fields import LONGEST_ID, REFERENCE, Fields, Reporter, not_an_id, shown
from libyagraph.model import Article, Claim, Evidence, Figure, Label, Region
from libyagraph.parse.common import is_name, is_web_address, matching
from libyagraph.parse.registry import RegistryParser
from libyagraph.read import Mapping, Node, Scalar, Sequence
from libyagraph.vocabulary import Vocabulary

BASES = ("printed", "found", "inferred")
CITED_WORDS = 8
"""How many words of a text may be cited in `cue`, `words` and `label`."""

UNDATED = "undated"
"""The date of what has no date and inherits none."""

_NO_DATE = Edtf("", None, None)
"""The date of an article that does not say it."""

_UNLIKE = ("id", "evidence")
"""Keys whose values do not recur."""

_MOST = 10_000
"""How many values are remembered."""

_Reader = Callable[[Fields, str], object]
_NAMES = {"in": "part_of", "place": "places", "label": "labels"}
"""Keys that the model calls otherwise."""

_UNKNOWN = ""
"""What stands for the unknown keys of a claim."""

_Ids = tuple[str, ...]


class _Read(NamedTuple):
    """The value of a claim's key: a `role`, a `link`, or another `part` of it by that `name`."""

    node: Node
    part: str
    name: str
    value: Any


_FIGURE = re.compile(r"(>=|<=|>|<|~|=)?\s*(0|[1-9]\d{0,14})", re.ASCII)
_DURATION = re.compile(r"P(?=.)(\d{1,9}Y)?(\d{1,9}M)?(\d{1,9}W)?(\d{1,9}D)?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_PASSAGE = re.compile(r"(0|[1-9]\d{0,17}), (0|[1-9]\d{0,17}), ([0-9a-f]{12})", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_REF = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*#)?[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class ArticleParser:
    """Parses articles against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._registry = RegistryParser(vocabulary)
        self._parts = dict.fromkeys(vocabulary.roles, "role") | dict.fromkeys(
            vocabulary.links, "link"
        )
        self._readers = self._claim_readers()
        self._known: dict[int, _Read] = {}

    @property
    def claim_keys(self) -> Collection[str]:
        """The keys that a claim may have."""
        return self._readers.keys()

    def article(self, root: Mapping, report: Reporter, id_: str) -> Article:
        """An article; what it lacks is empty, and reported."""
        top = Fields(root, "article", report)
        published = top.mapping("published", required=True)
        source = top.mapping("source", required=True)
        date = published.date("date", required=True) if published else None
        basis = published.one_of("basis", BASES, required=True) if published else ""
        basis_note = published.text("note") if published else ""
        if published and basis == "inferred" and not basis_note:
            message = "an inferred date needs a note that says how it was inferred"
            report.error(published.node.mark, message, "missing-key")
        url = published.text("url") if published else ""
        if published and url and not is_web_address(url):
            report.error(published.marks["url"], f"{shown(url)} is not a web address", "bad-url")
            url = ""
        text_file = source.text("file", required=True) if source else ""
        if source and text_file and not is_name(text_file):
            report.error(source.marks["file"], "file must be a name, without a path", "bad-file")
        sha256 = matching(source, "sha256", _SHA256, "64 hexadecimal digits") if source else ""
        characters = source.integer("characters", least=1) if source else None
        if source and not (sha256 and characters) and text_file:
            message = (
                "the source has no sha256 or characters; check --fix with the text fills them in"
            )
            report.warning(source.node.mark, message, "no-digest")
        for inner in (published, source):
            if inner:
                inner.close()
        article = Article(
            id=id_,
            title=top.text("title", required=True),
            publisher=top.id("publisher"),
            republished_by=top.texts("republished_by"),
            agency=top.id("agency", required=False),
            language=matching(top, "language", _LANGUAGE, "a language code", required=True),
            published=date or _NO_DATE,
            basis=basis,
            basis_note=basis_note,
            url=url,
            text_file=text_file,
            sha256=sha256,
            characters=characters or 0,
            ignore=_regions(top, "ignore"),
            no_claim=_regions(top, "no_claim"),
            actors=tuple(
                self._registry.actor(f, local=True, number=number)
                for number, f in enumerate(top.mappings("actors", "actor"))
            ),
            claims=tuple(
                self._claim(f, number)
                for number, f in enumerate(top.mappings("claims", "claim", required=True))
            ),
            note=top.text("note"),
            file=report.file,
            marks=report.kept(top.marks),
        )
        top.close()
        return article

    def _claim(self, fields: Fields, number: int) -> Claim:
        """One claim, key by key: the keys that are there are read, and no others."""
        found: dict[str, Any] = {}
        roles: dict[str, tuple[str, ...]] = {}
        links: dict[str, tuple[str, ...]] = {}
        for key, node in fields.nodes.items():
            read = self._known.get(id(node))
            if read is None or read.node is not node:
                read = self._read(fields, key, node)
            if read.part == "claim":
                found[read.name] = read.value
            elif read.value:
                (roles if read.part == "role" else links)[key] = read.value
        if "id" not in found or "evidence" not in found or _UNKNOWN in found:
            self._incomplete(fields, found)
        if found.get("date") == UNDATED:
            found["date"], found["undated"] = None, True
        claim = Claim(
            roles=_in_order(roles, self._vocabulary.roles),
            links=_in_order(links, self._vocabulary.links),
            marks=fields.report.kept(fields.marks, "claims", number),
            **found,
        )
        if not claim.type and "type" not in found and not claim.event:
            message = "the claim has neither a type nor the event that it tells of"
            fields.report.error(fields.node.mark, message, "missing-key")
        return claim

    def _incomplete(self, fields: Fields, found: dict[str, Any]) -> None:
        """Report the keys that are missing, and those that nobody knows."""
        for key in ("id", "evidence"):
            if key not in fields.nodes:
                fields.missing(key)
        if found.pop(_UNKNOWN, None):
            fields.close(self._readers)

    def _read(self, fields: Fields, key: str, node: Node) -> _Read:
        """The value of a key; where nodes have no positions, it is kept for where they recur."""
        reader = self._readers.get(key)
        part = self._parts.get(key, "claim")
        if reader is None:
            return _Read(node, part, _UNKNOWN, True)
        read = _Read(node, part, _NAMES.get(key, key), reader(fields, key))
        if not fields.report.marked and key not in _UNLIKE:
            if len(self._known) > _MOST:
                self._known.clear()
            self._known[id(node)] = read
        return read

    def _claim_readers(self) -> dict[str, _Reader]:
        """How each key of a claim is read."""
        words = self._vocabulary
        return {
            "id": lambda fields, key: fields.id(key),
            "type": lambda fields, key: fields.one_of(key, words.event_types),
            "event": _reference,
            **dict.fromkeys(words.roles, Fields.texts),
            **dict.fromkeys(words.links, _references),
            "evidence": _passages,
            "modality": lambda fields, key: fields.one_of(key, words.modalities),
            "cue": _citation,
            "according_to": Fields.texts,
            "via": Fields.texts,
            "in": _reference,
            "place": Fields.texts,
            "date": _date,
            "effective": Fields.date,
            "words": _citation,
            "topics": lambda fields, key: _words(fields, key, words.topics),
            "conditions": lambda fields, key: _words(fields, key, words.topics),
            "figures": _figures,
            "label": _labels,
            "nth": lambda fields, key: fields.integer(key, least=1),
            "within": _span_of_time,
            "outcome": lambda fields, key: fields.one_of(key, words.outcomes),
            "repeated": Fields.flag,
            "note": Fields.text,
            "review": Fields.text,
        }


def _in_order(found: dict[str, _Ids], order: Iterable[str]) -> dict[str, _Ids]:
    return found if len(found) < 2 else {key: found[key] for key in order if key in found}


def _date(fields: Fields, key: str) -> Edtf | str | None:
    node = fields.take(key)
    undated = isinstance(node, Scalar) and node.text == UNDATED
    return UNDATED if undated else fields.date(key)


def _citation(fields: Fields, key: str) -> str:
    return fields.text(key, words=CITED_WORDS)


def _span_of_time(fields: Fields, key: str) -> str:
    return matching(fields, key, _DURATION, "an ISO 8601 duration such as P1M")


def _labels(fields: Fields, key: str) -> tuple[Label, ...]:
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


def _reference(fields: Fields, key: str) -> str:
    return _as_reference(fields, key, fields.text(key), key)


def _references(fields: Fields, key: str) -> tuple[str, ...]:
    found: list[str] = []
    for number, text in enumerate(fields.texts(key)):
        mark = fields.marks[f"{key}.{number}"]
        if _as_reference(fields, key, text, f"{key}.{number}"):
            fields.marks[f"{key}.{len(found)}"] = mark
            found.append(text)
    return tuple(found)


def _words(fields: Fields, key: str, allowed: Collection[str]) -> tuple[str, ...]:
    words = fields.texts(key)
    for number, word in enumerate(words):
        if word not in allowed:
            hint = fields.report.nearest(word, allowed) or REFERENCE
            message = f"unknown topic {shown(word)}{hint}"
            fields.report.error(fields.marks[f"{key}.{number}"], message, "unknown-word")
    return tuple(word for word in words if word in allowed)


def _figures(fields: Fields, key: str) -> tuple[Figure, ...]:
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


def _passages(fields: Fields, key: str) -> tuple[Evidence, ...]:
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


def _regions(fields: Fields, key: str) -> tuple[Region, ...]:
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
