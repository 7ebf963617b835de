"""Changes to single values of an annotation that leave every other character as it is.

In go the text of an annotation and nodes of its tree, out comes the text with these nodes written
anew. Comments, layout, quotation marks and line ends around them stay.
"""

from __future__ import annotations

from collections.abc import Mapping as _Mapping

from libyagraph.read import Mapping, Node, Scalar, Sequence


class Edits:
    """The edits of one annotation, gathered and then applied at once."""

    def __init__(self, annotation: str) -> None:
        self._annotation = annotation
        self._edits: list[tuple[int, int, str]] = []

    def applied(self) -> str:
        """The annotation with all edits."""
        text = self._annotation
        for start, end, new in sorted(self._edits, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def replace(self, node: Node, new: str) -> None:
        """Write another value in the place of a node."""
        self._edits.append((*self._extent(node), new))

    def reword(self, node: Node | None, new: str) -> None:
        """Write another word into a scalar, between the quotation marks that it may have."""
        if not isinstance(node, Scalar) or node.text == new:
            return
        start, end = self._extent(node)
        begin = self._annotation.find(node.text, start, end)
        if begin < 0:  # it was written with escapes
            self._edits.append((start, end, f'"{new}"'))
        else:
            self._edits.append((begin, begin + len(node.text), new))

    def rewrite(self, node: Sequence, values: tuple[str, ...]) -> None:
        """Give a list of scalars other values, and more of them if there are more."""
        more = values[len(node.items) :]
        if more and not self._is_flow(node):
            self.replace(node, f"[{', '.join(values)}]")
            return
        for item, value in zip(node.items, values, strict=False):
            self.reword(item, value)
        if more:
            last = self._extent(node.items[-1])[1]
            self._edits.append((last, last, "".join(f", {item}" for item in more)))

    def add(self, node: Mapping, new: _Mapping[str, str]) -> None:
        """Put keys behind those of a mapping."""
        text, parts = self._annotation, [f"{key}: {value}" for key, value in new.items()]
        last = self._extent(node.entries[-1][1])[1]
        if self._is_flow(node):
            self._edits.append((last, last, "".join(f", {part}" for part in parts)))
            return
        first = node.entries[0][0].span[0]
        indent = " " * (first - (text.rfind("\n", 0, first) + 1))
        last += len(text[last:].partition("\n")[0].rstrip("\r"))  # behind a comment
        end = "\r\n" if "\r\n" in text else "\n"
        self._edits.append((last, last, "".join(f"{end}{indent}{part}" for part in parts)))

    def _is_flow(self, node: Node) -> bool:
        return self._annotation[node.span[0]] in "[{"

    def _extent(self, node: Node) -> tuple[int, int]:
        """Where a node stands; a block's own span runs on to the next token, over comments too."""
        start, end = node.span
        if isinstance(node, Mapping) and node.entries and not self._is_flow(node):
            end = self._extent(node.entries[-1][1])[1]
        elif isinstance(node, Sequence) and node.items and not self._is_flow(node):
            end = self._extent(node.items[-1])[1]
        return start, start + len(self._annotation[start:end].rstrip())
