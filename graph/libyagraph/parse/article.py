"""Articles: what is known of a text, and the claims that it makes.

In go the nodes of one file, out come model values; every problem goes to the file's reporter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, NamedTuple

from libyagraph.edtf import Edtf
from libyagraph.fields import Fields, Reporter, shown
from libyagraph.model import Article, Claim
from libyagraph.parse import values
from libyagraph.parse.common import is_name, is_web_address, matching
from libyagraph.parse.registry import RegistryParser
from libyagraph.read import Mapping, Node
from libyagraph.vocabulary import Vocabulary

BASES = ("printed", "found", "inferred")
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


_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)


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
            ignore=values.regions(top, "ignore"),
            no_claim=values.regions(top, "no_claim"),
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
        if found.get("date") == values.UNDATED:
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
            "event": values.reference,
            **dict.fromkeys(words.roles, Fields.texts),
            **dict.fromkeys(words.links, values.references),
            "evidence": values.passages,
            "modality": lambda fields, key: fields.one_of(key, words.modalities),
            "cue": values.citation,
            "according_to": Fields.texts,
            "via": Fields.texts,
            "in": values.reference,
            "place": Fields.texts,
            "date": values.date,
            "effective": Fields.date,
            "words": values.citation,
            "topics": lambda fields, key: values.words(fields, key, words.topics),
            "conditions": lambda fields, key: values.words(fields, key, words.topics),
            "figures": values.figures,
            "label": values.labels,
            "nth": lambda fields, key: fields.integer(key, least=1),
            "within": values.span_of_time,
            "outcome": lambda fields, key: fields.one_of(key, words.outcomes),
            "repeated": Fields.flag,
            "note": Fields.text,
            "review": Fields.text,
        }


def _in_order(found: dict[str, _Ids], order: Iterable[str]) -> dict[str, _Ids]:
    return found if len(found) < 2 else {key: found[key] for key in order if key in found}
