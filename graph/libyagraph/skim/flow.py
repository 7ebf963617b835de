"""Lists and mappings that stand on one line.

In goes what follows a key or a dash, out comes a node; `Unsure` is raised where the text is more
than plain words, quotes without escapes, and lists and mappings of these.
"""

from __future__ import annotations

import re

from libyagraph.read import Mapping, Node, Scalar, Sequence
from libyagraph.skim.nodes import Entry, Unsure, mapping, scalar, sequence

DEEPEST = 12
"""The deepest nesting that is followed; more is left to `read`, which allows some more."""

KEY = r"[A-Za-z_][\w-]{0,60}"

# The commonest lists and mappings, which need no second look.
_PASSAGE = re.compile(r'\[(\d+), (\d+), "([0-9a-f]{12})"\]')
_PASSAGES = re.compile(rf"\[{_PASSAGE.pattern}(?:, {_PASSAGE.pattern})*\]")
_ITEM = r'(?:[A-Za-z0-9][\w-]*|"[^"\\]*")'
_ITEMS = re.compile(rf"\[{_ITEM}(?:, {_ITEM})*\]", re.ASCII)
_PAIRS = re.compile(rf"\{{{KEY}: {_ITEM}(?:, {KEY}: {_ITEM})*\}}", re.ASCII)
_EACH = re.compile(rf"(?:({KEY}): )?([\w-]+|\"[^\"]*\")", re.ASCII)
_ANY = re.compile(
    rf"""\ *(?:
        (?P<mark>[\[\]{{}},])
      | (?P<key>{KEY}):\ +
      | "(?P<double>[^"\\]*)"(?=\ *[\],}}])
      | '(?P<single>[^']*)'(?=\ *[\],}}])
      | (?P<plain>(?:[\w«“‘„(]|\.\.(?=/))(?:[^,?\[\]{{}}:#]|:(?=[\w/])|(?<=\w)\#(?=\w))*)
    )""",
    re.VERBOSE,
)


def one_line(text: str) -> Node:
    """A list or mapping on one line, with at most a comment behind it."""
    if passage := _PASSAGE.fullmatch(text):
        return _passage(passage.groups())
    if _PASSAGES.fullmatch(text):
        return sequence(tuple(map(_passage, _PASSAGE.findall(text))))
    if _ITEMS.fullmatch(text):
        return sequence(tuple([_item(item) for _, item in _EACH.findall(text)]))
    if _PAIRS.fullmatch(text):
        return _pairs(_EACH.findall(text))
    node, at = _flow_node(text, 0, 0)
    rest = text[at:]
    if rest.strip(" ") and not rest.startswith(" #"):
        raise Unsure
    return node


def _passage(parts: tuple[str, ...]) -> Sequence:
    return sequence(tuple(map(scalar, parts)))


def _item(text: str) -> Scalar:
    return scalar(text[1:-1] if text[0] == '"' else text)


def _pairs(pairs: list[tuple[str, str]]) -> Mapping:
    found = {key: (scalar(key), _item(item)) for key, item in pairs}
    if len(found) < len(pairs):
        raise Unsure
    return mapping(tuple(found.values()))


def _flow_node(text: str, at: int, depth: int) -> tuple[Node, int]:
    match = _ANY.match(text, at)
    if match is None or depth > DEEPEST:
        raise Unsure
    kind, at = match.lastgroup, match.end()
    if kind == "mark":
        if match["mark"] == "[":
            return _flow_sequence(text, at, depth)
        if match["mark"] == "{":
            return _flow_mapping(text, at, depth)
        raise Unsure
    if kind is None or kind == "key":
        raise Unsure
    found = match[kind]
    return scalar(found.rstrip(" ") if kind == "plain" else found), at


def _flow_sequence(text: str, at: int, depth: int) -> tuple[Sequence, int]:
    items: list[Node] = []
    while True:
        node, at = _flow_node(text, at, depth + 1)
        items.append(node)
        at, ends = _after(text, at, "]")
        if ends:
            return sequence(tuple(items)), at


def _flow_mapping(text: str, at: int, depth: int) -> tuple[Mapping, int]:
    entries: list[Entry] = []
    seen: set[str] = set()
    while True:
        match = _ANY.match(text, at)
        if match is None or match.lastgroup != "key" or match["key"] in seen:
            raise Unsure
        seen.add(match["key"])
        node, at = _flow_node(text, match.end(), depth + 1)
        entries.append((scalar(match["key"]), node))
        at, ends = _after(text, at, "}")
        if ends:
            return mapping(tuple(entries)), at


def _after(text: str, at: int, end: str) -> tuple[int, bool]:
    """Past a comma, or past the end of a list or mapping."""
    match = _ANY.match(text, at)
    if match is None or match["mark"] not in (",", end):
        raise Unsure
    return match.end(), match["mark"] == end
