"""A text as it is and as it may have been typed, to be compared with digests quickly.

In goes a text, out come its faces: the same characters in the same places, but with other
apostrophes, quotation marks or spaces. What has an old digest in one of them is what was annotated.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from hashlib import sha256
from typing import NamedTuple

from libyagraph.evidence import DIGITS

_PREFIX = DIGITS // 2


class Passage(NamedTuple):
    """Code points `start` to `end` of the text as it was, and the digest of what stood there."""

    start: int
    end: int
    digest: str


class Text:
    """A text whose stretches can be compared with digests quickly."""

    def __init__(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        self.length = len(text)
        self.bytes_each = len(data) / max(len(text), 1)
        self._data = memoryview(data)
        self._offsets: Sequence[int] = range(len(data) + 1)
        if len(data) != len(text):
            offsets = array("Q", (at for at, byte in enumerate(data) if byte & 0xC0 != 0x80))
            offsets.append(len(data))
            self._offsets = offsets

    def part(self, start: int, end: int) -> memoryview:
        """The bytes of a stretch in UTF-8."""
        return self._data[self._offsets[start] : self._offsets[end]]

    def stands(self, passage: Passage, shift: int) -> bool:
        """Whether a passage stands `shift` characters behind its old place."""
        start, end = passage.start + shift, passage.end + shift
        if start < 0 or end > self.length:
            return False
        return sha256(self.part(start, end)).hexdigest()[:DIGITS] == passage.digest

    def places(
        self, length: int, digests: Collection[str], first: int, end: int
    ) -> dict[str, list[int]]:
        """Where stretches of one length with these digests begin, from `first` to before `end`."""
        wanted = {bytes.fromhex(digest): digest for digest in digests}
        found: dict[str, list[int]] = {digest: [] for digest in digests}
        begins = self._offsets[first:end]
        ends = self._offsets[first + length : end + length]
        data = self._data
        for at, (begin, stop) in enumerate(zip(begins, ends, strict=True), first):
            prefix = sha256(data[begin:stop]).digest()[:_PREFIX]
            if prefix in wanted:
                found[wanted[prefix]].append(at)
        return found


_STRAIGHT = str.maketrans("’‘ʼ", "'" * 3)
_CURLY = str.maketrans("'", "’")
_SPACES = str.maketrans("\u00a0\u2007\u2009\u202f\u2011", "    -")
_QUOTES = str.maketrans("“”„", '"' * 3)


def faces(text: str) -> list[Text]:
    """A text as it is, then as it may have been typed: no character more, and none less."""
    typed = [text, text.translate(_STRAIGHT), text.translate(_CURLY)]
    typed += [each.translate(_SPACES) for each in typed]
    return [Text(each) for each in dict.fromkeys((*typed, plain(text)))]


def plain(text: str) -> str:
    """A text as it is typed on a plain keyboard, character by character.

    >>> plain("l’été")
    "l'été"
    """
    return text.translate({**_STRAIGHT, **_SPACES, **_QUOTES})
