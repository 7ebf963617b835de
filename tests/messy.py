"""Annotations as untidy as YAML allows: the same values in any layout, with comments everywhere.

In goes a value made of texts, lists and mappings, out comes text that reads as that value, drawn by
hypothesis: keys in any order, blocks and brackets, all kinds of quotes, any indentation, blank
lines, and comments, each with a number of its own.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st
from libyagraph.arrange import scalars

Value = str | list["Value"] | dict[str, "Value"]

NUMBER = re.compile(r"#~\d+~")
"""How each comment begins."""

_UNQUOTABLE = re.compile(r"[\n\t]|^\s|\s$")


class Messy:
    """Writes one value; what is left to choice is drawn."""

    def __init__(self, data: st.DataObject) -> None:
        self._data = data
        self._comments = 0

    def text(self, value: dict[str, Value]) -> str:
        """A whole file."""
        return "\n".join(self._block(value, 0)) + "\n"

    def _upto(self, most: int) -> int:
        return self._data.draw(st.integers(0, most))

    def _one_in(self, many: int) -> bool:
        return self._upto(many - 1) == 0

    def _comment(self) -> str:
        self._comments += 1
        return f"#~{self._comments}~{self._data.draw(st.sampled_from(('', ' x', ': [', '  ')))}"

    def _own_lines(self, indent: int) -> list[str]:
        """Comments on lines of their own, and blank lines."""
        lines = []
        for _ in range(max(0, self._upto(5) - 3)):
            lines += [""] if self._one_in(3) else []
            lines.append(" " * max(0, indent + self._upto(4) - 2) + self._comment())
        return [*lines, *([""] if self._one_in(6) else [])]

    def _trail(self) -> str:
        return " " * (1 + self._upto(2)) + self._comment() if self._one_in(6) else ""

    def _scalar(self, text: str, *, flow: bool) -> str:
        style = self._upto(3)
        if style == 0:
            return scalars.quoted(text)
        if style == 1 and not _UNQUOTABLE.search(text):
            return "'" + text.replace("'", "''") + "'"
        return scalars.line(text, flow=flow, typed=self._one_in(2))

    def _gap(self, indent: int) -> str:
        """What can stand between the parts of a flow collection."""
        deeper = "\n" + " " * (indent + 1)
        style = self._upto(12)
        if style == 0:
            return deeper + " " * self._upto(2)
        if style == 1:
            return f" {self._comment()}{deeper}"
        if style == 2:
            return f"{deeper}{' ' * self._upto(3)}{self._comment()}{deeper}"
        return " " * self._upto(1)

    def _flow(self, value: Value, indent: int) -> str:
        if isinstance(value, str):
            return self._scalar(value, flow=True)
        if isinstance(value, list):
            parts = [f"{self._gap(indent)}{self._flow(each, indent)}" for each in value]
            last = "," if value and self._one_in(4) else ""
            return f"[{','.join(parts)}{last}{self._gap(indent)}]"
        parts = [
            f"{self._gap(indent)}{self._scalar(key, flow=True)}: {self._gap(indent)}"
            f"{self._flow(each, indent)}{self._gap(indent)}"
            for key, each in value.items()
        ]
        return f"{{{','.join(parts)}{self._gap(indent)}}}"

    def _value(self, value: Value, indent: int, *, item: bool) -> list[str]:
        """The lines of a value; the first goes behind its key or dash."""
        if isinstance(value, str):
            block = scalars.block(value, 10 + self._upto(80)) if self._one_in(5) else None
            if block:
                body = [" " * (indent + 2) + line if line else "" for line in block[1:]]
                return [f" {block[0]}{self._trail()}", *body]
            return [f" {self._scalar(value, flow=False)}{self._trail()}"]
        if not value or self._one_in(4):
            return f" {self._flow(value, indent + 1)}{self._trail()}".split("\n")
        if item and self._one_in(2):  # behind the dash
            body = self._block(value, indent + 2)
            if body[0].strip() and not body[0].lstrip().startswith("#"):
                return [f" {body[0].lstrip(' ')}", *body[1:]]
        level = isinstance(value, list) and not item and self._one_in(2)
        return [self._trail(), *self._block(value, indent if level else indent + 1 + self._upto(3))]

    def _block(self, value: list[Value] | dict[str, Value], indent: int) -> list[str]:
        lines: list[str] = []
        if isinstance(value, dict):
            order = self._data.draw(st.permutations(list(value)))
            entries = [(f"{self._scalar(key, flow=False)}:", value[key]) for key in order]
        else:
            entries = [("-", each) for each in value]
        for head, each in entries:
            lines += self._own_lines(indent)
            first, *rest = self._value(each, indent, item=head == "-")
            lines += [f"{' ' * indent}{head}{first}", *rest]
        return [*lines, *(self._own_lines(indent) if self._one_in(5) else [])]
