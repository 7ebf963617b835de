"""Annotations in their canonical layout, and model values written in it.

In goes the text of an annotation with its nodes, or an article or entry of the model; out comes the
text in one order and one layout, with every comment. It says the same as before, or an error is
raised: nothing is ever lost in rearranging. No file is touched.
"""

from __future__ import annotations

from libyagraph.arrange.grow import grown
from libyagraph.arrange.lines import written
from libyagraph.arrange.shapes import shapes
from libyagraph.arrange.tree import comments
from libyagraph.errors import LibyagraphError, Problem
from libyagraph.read import Mapping, Node, Scalar, Sequence, read_bytes
from libyagraph.vocabulary import Vocabulary


def formatted(data: bytes, name: str, vocabulary: Vocabulary) -> tuple[bytes, list[Problem]]:
    """The bytes of an annotation in their canonical layout; `name` is how problems call the file.

    A byte-order mark is dropped. Lines end as the first one does: with CR LF, or with LF. What has
    problems, or is neither an article nor a registry, stays as it is.

    Raises `LibyagraphError` where the text can't be rearranged without changing what it says.
    """
    root, problems = read_bytes(data, name)
    shape = None
    if not problems and isinstance(root, Mapping):
        shape = shapes(vocabulary).of_file(key.text for key, _ in root.entries)
        if not shape:
            message = "neither an article nor a registry: its layout is not known"
            problems = [Problem(name, 1, 1, message, "wrong-root")]
    elif not problems:
        message = "the file must be a mapping of keys to values"
        problems = [Problem(name, 1, 1, message, "wrong-root")]
    if not shape or not isinstance(root, Mapping):
        return data, problems
    text = data.decode("utf-8-sig")
    document = grown(text, root)
    before = comments(document)
    found = written(document, shape).encode("utf-8")
    again, wrong = read_bytes(found, name)
    if (
        wrong
        or not isinstance(again, Mapping)
        or values(again) != values(root)
        or comments(grown(found.decode("utf-8"), again)) != before
    ):
        raise LibyagraphError(f"{name}: can't be rearranged without changing what it says")
    crlf = text.partition("\n")[0].endswith("\r")
    return found.replace(b"\n", b"\r\n") if crlf else found, []


def values(node: Node) -> object:
    """What a node says: texts, lists, and mappings without an order."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return {key.text: values(value) for key, value in node.entries}
