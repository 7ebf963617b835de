"""Characters that a format cannot carry, replaced and reported.

In goes text, out comes text that XML 1.0 allows, and a message for each place where a character was
replaced by U+FFFD. Nothing is dropped, and nothing is replaced in silence. Formats that are no XML
replace the same characters, so that all files of a graph agree.
"""

from __future__ import annotations

import re
from collections import Counter

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What the production Char of XML 1.0 (fifth edition, 2.2) leaves out: controls, lone surrogates,
U+FFFE and U+FFFF."""


def told(text: str) -> str:
    """A text as a message quotes it: on one line, and not for ever."""
    return repr(text if len(text) <= 120 else f"{text[:119]}…")


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

    def text(self, text: str, kind: str, id: str, name: str) -> str:
        """The text with U+FFFD for each forbidden character.

        `kind` (`node`, `edge`), `id` and `name` say where it stands, for the message.
        """
        # Nearly every text is printable, which Python knows at once, and then has none of them.
        if text.isprintable() or not FORBIDDEN.search(text):
            return text
        found = Counter(FORBIDDEN.findall(text))
        characters = ", ".join(
            f"U+{ord(character):04X}" + (f" ({count} times)" if count > 1 else "")
            for character, count in sorted(found.items())
        )
        self.report(f"{kind} {told(id)}, {name}: {characters} replaced by U+FFFD")
        return FORBIDDEN.sub("\ufffd", text)

    def id(self, id: str, kind: str) -> str:
        """The clean id of a `kind` of thing (`node`, `edge`), never the same for two ids."""
        known = self._ids.get((kind, id))
        if known is None:
            clean = self.text(id, kind, FORBIDDEN.sub("\ufffd", id), "id")
            known, count = clean, 1
            while (kind, known) in self._taken:
                count += 1
                known = f"{clean} ({count})"
            if known != clean:
                self.report(f"{kind} {told(known)}: renamed, since {told(clean)} is another {kind}")
            self._ids[kind, id] = known
            self._taken.add((kind, known))
        return known
