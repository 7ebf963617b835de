"""Characters that a format cannot carry, replaced and reported.

In goes text, out comes text that XML 1.0 allows, and a message for each place where a character was
replaced by U+FFFD. Nothing is dropped, and nothing is replaced in silence.
"""

from __future__ import annotations

import re
from collections import Counter

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What the production Char of XML 1.0 (fifth edition, 2.2) leaves out: controls, lone surrogates,
U+FFFE and U+FFFF."""


class Cleaner:
    """Replaces forbidden characters; `messages` says where, each place once, in order."""

    def __init__(self) -> None:
        self._messages: dict[str, None] = {}
        self._ids: dict[tuple[str, str], str] = {}
        self._taken: set[tuple[str, str]] = set()

    @property
    def messages(self) -> list[str]:
        """What was changed, in the order in which it was met."""
        return list(self._messages)

    def report(self, message: str) -> None:
        """Add a message, once."""
        self._messages[message] = None

    def text(self, text: str, where: str) -> str:
        """The text with U+FFFD for each forbidden character; `where` names the place."""
        if not FORBIDDEN.search(text):
            return text
        found = Counter(FORBIDDEN.findall(text))
        characters = ", ".join(
            f"U+{ord(character):04X}" + (f" ({count} times)" if count > 1 else "")
            for character, count in sorted(found.items())
        )
        self.report(f"{where}: {characters} replaced by U+FFFD")
        return FORBIDDEN.sub("\ufffd", text)

    def id(self, id: str, kind: str) -> str:
        """The clean id of a `kind` of thing (`node`, `edge`), never the same for two ids."""
        if (kind, id) not in self._ids:
            clean = self.text(id, f"{kind} {FORBIDDEN.sub(chr(0xFFFD), id)!r}, id")
            unique, count = clean, 1
            while (kind, unique) in self._taken:
                count += 1
                unique = f"{clean} ({count})"
            if unique != clean:
                self.report(f"{kind} {unique!r}: renamed, since {clean!r} is another {kind}")
            self._ids[kind, id] = unique
            self._taken.add((kind, unique))
        return self._ids[kind, id]
