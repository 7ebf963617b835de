"""JSON Schemas of annotation files: what editors complete and check by, while one types.

In goes a corpus with the vocabulary, out come two schemas as text, for articles and for registry
files; the same corpus gives the same text. They refuse nothing that `check` takes, and leave to it
what a schema can't tell: ids of claims and of local actors, kinds of actors in roles, passages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from libyagraph.atomic import write_atomically
from libyagraph.model import Corpus
from libyagraph.schema import article, forms, registry
from libyagraph.schema.forms import Json, Schema
from libyagraph.schema.link import FILES, FOLDER, path_of
from libyagraph.vocabulary import Vocabulary

__all__ = ["COMMAND", "FILES", "FOLDER", "path_of", "text", "write"]

COMMAND = "libyagraph schema --write"

_WIDTH = 100


def text(what: str, corpus: Corpus, vocabulary: Vocabulary) -> str:
    """The schema of one of `FILES`, as JSON."""
    if what == "article":
        root, definitions = article.root(corpus), article.definitions(corpus, vocabulary)
    else:
        root, definitions = registry.root(), registry.definitions(corpus, vocabulary)
    whole: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": f"Made by `{COMMAND}` from the ontology and the registry: change those.",
        "title": f"libyagraph {what}",
        **root,
        "definitions": {**forms.definitions(), **definitions},
    }
    return _json(whole) + "\n"


def _json(value: Json, indent: int = 0) -> str:
    """JSON with what is short on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + len(flat) <= _WIDTH or not value:
        return flat
    inner = " " * (indent + 1)
    if isinstance(value, Mapping):
        parts = [f"{json.dumps(key)}: {_json(each, indent + 1)}" for key, each in value.items()]
        return "{\n" + ",\n".join(inner + part for part in parts) + f"\n{' ' * indent}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        parts = [_json(each, indent + 1) for each in value]
        return "[\n" + ",\n".join(inner + part for part in parts) + f"\n{' ' * indent}]"
    return flat


def write(directory: Path, corpus: Corpus, vocabulary: Vocabulary) -> list[Path]:
    """Write both schemas beside a corpus, each at once; returns their paths.

    Raises `OSError` where a file can't be written.
    """
    written = [path_of(directory, what) for what in FILES]
    for what, path in zip(FILES, written, strict=True):
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, text(what, corpus, vocabulary).encode("utf-8"))
    return written
