"""Articles: what is known of a text, and the claims that it makes.

In go the nodes of one file, out come model values; every problem goes to the file's reporter.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from libyagraph import edtf
from libyagraph.fields import ID, ID_FORM, Fields, Reporter, nearest, shown
from libyagraph.model import Article, Claim, Evidence, Figure, Label, Region
from libyagraph.parse.common import is_web_address, matching
from libyagraph.parse.registry import RegistryParser
from libyagraph.read import Mapping, Node, Scalar, Sequence
from libyagraph.vocabulary import Vocabulary

BASES = ("printed", "found", "inferred")
CITED_WORDS = 8
"""How many words of a text may be cited in `cue`, `words` and `label`."""

_FIGURE = re.compile(r"(>=|<=|>|<|~|=)?\s*(\d{1,15})", re.ASCII)
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{12}", re.ASCII)
_REF = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*#)?[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class ArticleParser:
    """Parses articles against one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._registry = RegistryParser(vocabulary)

    def article(self, root: Mapping, report: Reporter, id_: str) -> Article | None:
        """An article; None where it lacks what nothing can be said without."""
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
        if source and text_file and ("/" in text_file or "\\" in text_file):
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
            language=matching(
                top, "language", re.compile(r"[a-z]{2,3}"), "a language code", required=True
            ),
            published=date or edtf.parse("0001"),
            basis=basis,
            basis_note=basis_note,
            url=url,
            text_file=text_file,
            sha256=sha256,
            characters=characters or 0,
            ignore=_regions(top, "ignore"),
            no_claim=_regions(top, "no_claim"),
            actors=tuple(
                self._registry.actor(f, local=True) for f in top.mappings("actors", "actor")
            ),
            claims=tuple(self._claim(f) for f in top.mappings("claims", "claim", required=True)),
            note=top.text("note"),
            file=report.file,
            marks=top.marks,
        )
        top.close()
        return article if date and article.title else None

    def _claim(self, fields: Fields) -> Claim:
        words = self._vocabulary
        date_node = fields.take("date")
        undated = isinstance(date_node, Scalar) and date_node.text == "undated"
        labels = tuple(_label(inner) for inner in fields.mappings("label", "label"))
        claim = Claim(
            id=fields.id(),
            type=fields.one_of("type", words.event_types),
            event=_reference(fields, "event"),
            roles=self._registry.roles(fields),
            links={key: refs for key in words.links if (refs := _references(fields, key))},
            evidence=_passages(fields),
            modality=fields.one_of("modality", words.modalities),
            cue=fields.text("cue", words=CITED_WORDS),
            according_to=fields.texts("according_to"),
            via=fields.texts("via"),
            part_of=_reference(fields, "in"),
            places=fields.texts("place"),
            date=None if undated else fields.date("date"),
            undated=undated,
            effective=fields.date("effective"),
            words=fields.text("words", words=CITED_WORDS),
            topics=_words(fields, "topics", words.topics),
            conditions=_words(fields, "conditions", words.topics),
            figures=_figures(fields),
            labels=labels,
            nth=fields.integer("nth", least=1),
            within=matching(fields, "within", _DURATION, "an ISO 8601 duration such as P1M"),
            outcome=fields.one_of("outcome", words.outcomes),
            repeated=fields.flag("repeated"),
            note=fields.text("note"),
            review=fields.text("review"),
            marks=fields.marks,
        )
        if not claim.type and "type" not in fields.marks and not claim.event:
            message = "the claim has neither a type nor the event that it tells of"
            fields.report.error(fields.node.mark, message, "missing-key")
        fields.close()
        return claim


def _as_reference(fields: Fields, key: str, text: str, mark_key: str) -> str:
    if text and not _REF.fullmatch(text):
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
            message = f"unknown topic {shown(word)}{nearest(word, allowed)}"
            fields.report.error(fields.marks[f"{key}.{number}"], message, "unknown-word")
    return tuple(word for word in words if word in allowed)


def _figures(fields: Fields) -> tuple[Figure, ...]:
    node = fields.take("figures")
    if node is None:
        return ()
    if not isinstance(node, Mapping) or not node.entries:
        fields.report.error(
            node.mark, "figures must be a mapping such as {killed: 3}", "wrong-type"
        )
        return ()
    found = []
    for key, value in node.entries:
        match = _FIGURE.fullmatch(value.text.strip()) if isinstance(value, Scalar) else None
        if match and not ID.fullmatch(key.text):
            fields.report.error(key.mark, f"figure {shown(key.text)} {ID_FORM}", "bad-id")
        elif match:
            found.append(Figure(key.text, match[1] or "=", int(match[2])))
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
    start, end = (fields.as_integer(item, key) for item in items[:2])
    if start is None or end is None:
        return None
    if start >= end:
        what = "empty" if start == end else "reversed"
        fields.report.error(node.mark, f"{key} [{start}, {end}] is {what}", "bad-passage")
        return None
    return start, end


def _passages(fields: Fields) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for node in fields.items("evidence", required=True):
        passage = _evidence(fields, node)
        if passage:
            fields.marks[f"evidence.{len(found)}"] = node.mark
            found.append(passage)
    return tuple(found)


def _evidence(fields: Fields, node: Node) -> Evidence | None:
    if isinstance(node, Mapping):
        inner = Fields(node, "evidence", fields.report)
        quote = inner.text("quote", required=True)
        inner.close()
        return Evidence(0, 0, quote=quote) if quote else None
    span = _span(fields, node, "evidence", 3)
    if span is None:
        return None
    digest = ""
    if isinstance(node, Sequence) and len(node.items) == 3:
        item = node.items[2]
        digest = item.text if isinstance(item, Scalar) else ""
        if not _DIGEST.fullmatch(digest):
            fields.report.error(item.mark, "a digest must be 12 hexadecimal digits", "wrong-type")
            return None
    else:
        message = "the passage has no digest; check --fix with the text fills it in"
        fields.report.warning(node.mark, message, "no-digest")
    return Evidence(*span, digest)


def _regions(fields: Fields, key: str) -> tuple[Region, ...]:
    found = []
    for inner in fields.mappings(key, key):
        node = inner.take("at", required=True)
        why = inner.text("why", required=True)
        inner.close()
        span = _span(inner, node, "at", 2) if node is not None else None
        if span:
            found.append(Region(*span, why, inner.marks["at"]))
    return tuple(found)
