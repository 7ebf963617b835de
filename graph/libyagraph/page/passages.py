"""The words around a passage of evidence, where the text of the article is at hand.

In go a text and a passage (code points), out come the sentence's words before it, the passage and
the words after it. Nothing more of a text than these sentences gets into a page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from libyagraph.records import Passage

REACH = 280
"""No more than this many characters on either side: some articles have no full stops."""
END = re.compile(r"[.!?…؟][»”\"’)]*\s|\n")


class Excerpt(NamedTuple):
    """A passage between the rest of its sentences; an ellipsis marks a cut inside a sentence."""

    before: str
    words: str
    after: str


def excerpt(text: str, passage: Passage) -> Excerpt | None:
    """The sentences that a passage touches, or None where it lies outside of the text."""
    start, end = passage.start, passage.end
    if not 0 <= start < end <= len(text):
        return None
    low = max(0, start - REACH)
    begins = [match.end() for match in END.finditer(text, low, start)]
    first = begins[-1] if begins else low
    before = text[first:start]
    if not begins and low:
        before = "…" + before
    after = ""
    if not END.fullmatch(text[end - 1 : end] + " "):
        stop = END.search(text, end, end + REACH)
        last = stop.end() if stop else min(end + REACH, len(text))
        after = text[end:last].rstrip() + ("…" if not stop and last < len(text) else "")
    return Excerpt(before.lstrip(), text[start:end], after)
