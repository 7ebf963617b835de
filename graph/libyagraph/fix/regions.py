"""Where stretches went that have no digest of their own, when the text around them changed.

In go stretches of the old text whose place in the new one is known, and the SHA-256 and length of
the old text; out come the new places of other stretches, where they can be shown. A stretch within
one that is known, or between two that moved by the same distance, moved with them; what reached
from the beginning or to the end of the text still does. Where nothing shows it, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

from libyagraph.fix.faces import Text

WORK = 300_000_000
"""So many bytes are hashed at most in search of the place where something was put in."""


class Known(NamedTuple):
    """A stretch of the old text, code points `start` to `end`, which now begins at `now`."""

    start: int
    end: int
    now: int

    @property
    def shift(self) -> int:
        """By how many characters it moved."""
        return self.now - self.start


class Regions:
    """What is known of a change from a text of `length` characters (0: unknown) to `now`."""

    def __init__(self, known: Sequence[Known], length: int, now: int) -> None:
        self._known, self._length, self._now = tuple(known), length, now

    def moved(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch went, or None where nothing shows it."""
        begins, ends = start == 0, 0 < self._length == end
        if begins and ends:
            return 0, self._now
        before = max((k for k in self._known if k.end <= start), key=_end, default=None)
        behind = min((k for k in self._known if k.start >= end), default=None)
        first = before or Known(0, 0, 0)
        last = behind or (Known(end, end, self._now - self._length + end) if self._length else None)
        low = high = None
        if exact := within(start, end, self._known):
            low, high = exact
        elif last and first.shift == last.shift:
            low, high = start + first.shift, end + first.shift
        elif begins and behind:
            low, high = 0, end + behind.shift
        elif ends and before:
            low, high = start + before.shift, self._now
        if low is None or high is None:
            return None
        low, high = 0 if begins else low, self._now if ends else high
        return (low, high) if 0 <= low < high <= self._now else None

    def between(self, start: int, end: int) -> tuple[int, int] | None:
        """Where what has been lost must have been, by what is known before and behind it.

        None where nothing moved: what is known may have been moved before, without it.
        """
        if self._length in (0, self._now) and not any(k.shift for k in self._known):
            return None
        low = max((k.now + k.end - k.start for k in self._known if k.end <= start), default=0)
        high = min((k.now for k in self._known if k.start >= end), default=self._now)
        return (low, high) if low < high else None


def _end(known: Known) -> int:
    return known.end


def within(start: int, end: int, known: Iterable[Known]) -> tuple[int, int] | None:
    """Where a stretch went that lies within a known one."""
    for each in known:
        if each.start <= start and end <= each.end:
            return start + each.shift, end + each.shift
    return None


def whole(
    faces: Iterable[Text], digest: str, length: int, known: Sequence[Known]
) -> tuple[Known, ...]:
    """The old text in the new, where all of it is still there; nothing otherwise.

    It may stand there in one piece, or in two, with one stretch put in between; its SHA-256 shows
    it. `known` says where to look.
    """
    if not length or not digest:
        return ()
    found = (_in_one(t, digest, length, known) or _in_two(t, digest, length, known) for t in faces)
    return next(filter(None, found), ())


def _in_one(text: Text, digest: str, length: int, known: Sequence[Known]) -> tuple[Known, ...]:
    added = text.length - length
    shifts = {each.shift for each in known} or {0, added}
    for shift in sorted(shifts) if len(shifts) == 1 or not known else ():
        if 0 <= shift <= added and sha256(text.part(shift, shift + length)).hexdigest() == digest:
            return (Known(0, length, shift),)
    return ()


def _in_two(text: Text, digest: str, length: int, known: Sequence[Known]) -> tuple[Known, ...]:
    added = text.length - length
    low = max((each.end for each in known if not each.shift), default=0)
    high = min((each.start for each in known if each.shift), default=length)
    if added <= 0 or {each.shift for each in known} - {0, added}:
        return ()
    if (high - low) * (length - low) * text.bytes_each > WORK:
        return ()
    before = sha256(text.part(0, low))
    for cut in range(low, high + 1):
        digested = before.copy()
        digested.update(text.part(cut + added, text.length))
        if digested.hexdigest() == digest:
            return Known(0, cut, 0), Known(cut, length, cut + added)
        before.update(text.part(cut, cut + 1))
    return ()
