"""Where a quote stands in a text.

In go a quote as somebody typed or copied it and the text, out come the places. Nothing is changed.
"""

from __future__ import annotations

import re

from libyagraph.fix.faces import plain

_ALIKE = 75
"""From this likeness on, of 100, a stretch of the text may be what was meant."""


def places(quote: str, text: str) -> list[tuple[int, int]]:
    """Where a quote begins and ends: as it is, else as it may have been typed.

    A quote may be typed with a straight apostrophe, and any white space stands for any other, since
    a text may be broken into lines where its copy is not. Two places that share a character count
    as two.
    """
    for words in (quote, quote.strip()):  # a block scalar ends in a line break
        if found := [
            (match.start(), match.start() + len(words))
            for match in re.finditer(f"(?={re.escape(words)})", text)
        ]:
            return found
    typed = r"\s+".join(map(re.escape, plain(quote).split()))
    return [match.span(1) for match in re.finditer(f"(?=({typed}))", plain(text))] if typed else []


def nearest_place(quote: str, text: str) -> tuple[int, int] | None:
    """The stretch of whole words that is most like a quote, or None where none is."""
    from rapidfuzz import fuzz

    if not quote.strip() or len(quote) > len(text):
        return None
    found = fuzz.partial_ratio_alignment(
        plain(quote), plain(text), processor=str.casefold, score_cutoff=_ALIKE
    )
    # What case-folding makes longer shifts what follows: then no place is better than a wrong one.
    if found is None or len(plain(text).casefold()) != len(text):
        return None
    start, end = found.dest_start, found.dest_end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
