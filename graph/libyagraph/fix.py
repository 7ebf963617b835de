"""Fills in what an annotation leaves to the machine, without touching anything else of the file.

In go the text of an annotation, its tree and the text of its article; out comes the text with
digests, with positions in place of quotes, and with the SHA-256 and length of the source. A quote
that is not found, or found more than once, stays as it is and is reported.
"""

from __future__ import annotations

import hashlib

from libyagraph.evidence import digest
from libyagraph.fields import Reporter, shown
from libyagraph.read import Mapping, Node, Scalar, Sequence

Edit = tuple[int, int, str]


def fix(annotation: str, root: Mapping, text: str, report: Reporter) -> str:
    """The annotation with all that the text of its article can fill in."""
    edits = _source(annotation, root, text)
    claims = root.get("claims")
    for claim in claims.items if isinstance(claims, Sequence) else ():
        evidence = claim.get("evidence") if isinstance(claim, Mapping) else None
        if isinstance(evidence, Mapping):
            if written := _placed(evidence, text, report):
                edits.append((*_extent(annotation, evidence), f"[{written}]"))
        elif isinstance(evidence, Sequence):
            for item in evidence.items:
                if written := _placed(item, text, report):
                    edits.append((*_extent(annotation, item), written))
    for start, end, new in sorted(edits, reverse=True):
        annotation = annotation[:start] + new + annotation[end:]
    return annotation


def _placed(node: Node, text: str, report: Reporter) -> str:
    """A passage as it is to be written, or nothing where it is to stay as it is."""
    if isinstance(node, Sequence) and len(node.items) == 2:
        start, end = (_number(item) for item in node.items)
        if 0 <= start < end <= len(text):
            return _written(start, end, text)
        report.error(node.mark, "the passage lies outside of the text", "lost-quote")
        return ""
    quote = node.get("quote") if isinstance(node, Mapping) else None
    words = quote.text if isinstance(quote, Scalar) else ""
    if words not in text:  # a block scalar ends in a line break that is no part of the quote
        words = words.strip()
    if not quote or not words:
        return ""
    start = text.find(words)
    if start < 0:
        report.error(quote.mark, f"the quote is not in the text: {shown(words)}", "lost-quote")
    elif text.find(words, start + 1) >= 0:
        report.error(quote.mark, "the quote stands more than once in the text", "lost-quote")
    else:
        return _written(start, start + len(words), text)
    return ""


def _number(node: Node) -> int:
    digits = isinstance(node, Scalar) and node.text.isascii() and node.text.isdigit()
    return int(node.text) if isinstance(node, Scalar) and digits else -1


def _extent(annotation: str, node: Node) -> tuple[int, int]:
    """Where a node stands; a block's own span runs on over blank space to the next token."""
    start, end = node.span
    if isinstance(node, Mapping) and not _is_flow(node):
        end = node.entries[-1][1].span[1]
    return start, start + len(annotation[start:end].rstrip())


def _is_flow(node: Mapping) -> bool:
    key = node.entries[0][0]
    return node.span[0] < key.span[0]


def _written(start: int, end: int, text: str) -> str:
    return f'[{start}, {end}, "{digest(text[start:end])}"]'


def _source(annotation: str, root: Mapping, text: str) -> list[Edit]:
    source = root.get("source")
    if not isinstance(source, Mapping) or not source.entries:
        return []
    missing = {
        "sha256": f'"{hashlib.sha256(text.encode("utf-8")).hexdigest()}"',
        "characters": str(len(text)),
    }
    parts = [f"{key}: {value}" for key, value in missing.items() if source.get(key) is None]
    if not parts:
        return []
    last = _extent(annotation, source.entries[-1][1])[1]
    if _is_flow(source):
        return [(last, last, "".join(f", {part}" for part in parts))]
    first = source.entries[0][0].span[0]
    indent = first - (annotation.rfind("\n", 0, first) + 1)
    return [(last, last, "".join(f"\n{' ' * indent}{part}" for part in parts))]
