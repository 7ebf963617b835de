"""Passages found again in a text that has changed around them.

In go passages, each with the place that it had and the digest of its words, and the text as it is
now; out comes where each stands, or why that can't be told. Only an equal digest is a find: that of
the words as they are, or as they were with other apostrophes, quotation marks or spaces. Where the
words stand in several places, or are too few to mean much, a passage beside them that moved by the
same distance decides, and nothing else does. Nothing is guessed, and the work is bounded.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from libyagraph.fix.faces import Passage, Text

SHORT = 16
"""A passage of fewer characters is found only together with one beside it: its words recur."""

WORK = 2_000_000_000
"""How much is searched at most: about three seconds. 10,000 characters and 50 passages that moved
by 50 distances take a ninth of it."""

_WINDOW = 350
"""What looking at one place costs, in units of what hashing one byte costs (both measured)."""


class Found(NamedTuple):
    """Where a passage begins now, or None and why that can't be told.

    `absent`: its words are nowhere; `several`: they are in more than one of `places`; `short`: they
    are in one, but too few to be sure; `unsearched`: the text is too long to be searched whole, so
    that what is in `places` may be elsewhere too.
    """

    start: int | None
    why: Literal["", "absent", "several", "short", "unsearched"] = ""
    places: tuple[int, ...] = ()

    def said(self, between: tuple[int, int] | None) -> str:
        """Why it was not found, as a message goes on, and what helps."""
        hint = f"; look from {between[0]} to {between[1]}" if between else ""
        many = ", ".join(map(str, self.places[:3])) + (", …" if len(self.places) > 3 else "")
        match self.why:
            case "several":
                return f"stands at {many}, and nothing shows which is meant; quote more of it"
            case "short":
                return f"stands at {many} alone, but is too short to be sure; quote more of it"
            case "unsearched":
                seen = f" but at {many}" if many else ""
                return f"was not found{seen}, and the text is too long to search whole{hint}"
        return f"is not in the text any more{hint}"


def find_again(
    passages: Iterable[Passage], texts: Sequence[Text], work: int = WORK
) -> dict[Passage, Found]:
    """Where each passage stands now, by the `faces` of the text.

    One that still stands where it did keeps its place.
    """
    search = _Search(sorted(set(passages)), texts, work)
    search.run()
    return dict(zip(search.order, search.results(), strict=True))


class _Search:
    def __init__(self, order: list[Passage], texts: Sequence[Text], work: int) -> None:
        self.order, self._all, self._work = order, texts, work
        self._texts = texts[:1]
        self._shifts: list[int | None] = [0 if self._stands(p, 0) else None for p in order]
        self._placed = [at for at, shift in enumerate(self._shifts) if shift is not None]
        self._seen: dict[int, tuple[tuple[int, ...], bool]] = {}
        self._absent: set[int] = set()

    def run(self) -> None:
        self._search(self._work)
        if len(self._all) > 1 and len(self._placed) < len(self.order):
            self._texts = self._all
            for at in list(self._placed):
                self._spread(at)
            seen = self._seen.items()
            self._absent = {at for at, (places, whole) in seen if whole and not places}
            self._seen.clear()
            # Where nothing was found yet, it may well be another article's text.
            self._search(self._work // (2 if self._placed else 10))
        self._settle()

    def _search(self, work: int) -> None:
        """Search for what is not placed: near by with a part of the work, then everywhere."""
        groups: dict[int, list[int]] = {}
        for at, shift in enumerate(self._shifts):
            if shift is None:
                groups.setdefault(self._length(at), []).append(at)
        share = work // 4 // max(len(groups), 1)
        for near in (True, False):
            for length, group in sorted(groups.items(), reverse=True):  # the longer, the rarer
                sought = [at for at in group if self._shifts[at] is None]
                sought = [at for at in sought if not self._seen.get(at, ((), False))[1]]
                if sought:
                    work -= self._scan(length, sought, share if near else work)
                for at in group:
                    self._decide(at)
        for at in range(len(self.order)):  # once more, with all that was found
            self._decide(at)

    def _stands(self, passage: Passage, shift: int) -> bool:
        return any(text.stands(passage, shift) for text in self._texts)

    def results(self) -> Iterable[Found]:
        for at, shift in enumerate(self._shifts):
            places, whole = self._seen.get(at, ((), True))
            if shift is not None:
                yield Found(self.order[at].start + shift)
            elif not places and (whole or at in self._absent):
                yield Found(None, "absent")
            elif not whole:
                yield Found(None, "unsearched", places)
            else:
                yield Found(None, "several" if len(places) > 1 else "short", places)

    def _length(self, at: int) -> int:
        return self.order[at].end - self.order[at].start

    def _scan(self, length: int, sought: Sequence[int], work: int) -> int:
        """Search for passages of one length, everywhere or as far as the work allows.

        Returns how much work it was.
        """
        cost = sum(_WINDOW + int(length * text.bytes_each) for text in self._texts)
        count = max(self._texts[0].length - length + 1, 0)  # so many places there are
        first, reach = 0, min(max(work, 0) // cost, count)
        if reach < count:  # around where the nearest passage that was found would have it
            before, behind = self._around(sought[0])
            expected = self.order[sought[0]].start + (behind or 0 if before is None else before)
            first = max(0, min(expected - reach // 2, count - reach))
        found: dict[str, set[int]] = {self.order[at].digest: set() for at in sought}
        for text in self._texts:
            for digest, places in text.places(length, set(found), first, first + reach).items():
                found[digest].update(places)
        for at in sought:
            self._seen[at] = (tuple(sorted(found[self.order[at].digest])), reach == count)
        return reach * cost

    def _around(self, at: int) -> tuple[int | None, int | None]:
        """By how much the nearest found passages before and behind one moved."""
        before = bisect_left(self._placed, at) - 1
        behind = bisect_right(self._placed, at)
        return (
            self._shifts[self._placed[before]] if before >= 0 else None,
            self._shifts[self._placed[behind]] if behind < len(self._placed) else None,
        )

    def _apart(self, at: int) -> Iterable[Passage]:
        """The nearest passages before and behind one that share no character with it."""
        before = (self.order[n] for n in range(at - 1, -1, -1))
        yield from islice((p for p in before if p.end <= self.order[at].start), 1)
        behind = bisect_left(self.order, Passage(self.order[at].end, 0, ""))
        yield from self.order[behind : behind + 1]

    def _decide(self, at: int) -> None:
        """Place a passage by what was seen of it, if that is enough."""
        places, whole = self._seen.get(at, ((), False))
        if self._shifts[at] is not None or not places:
            return
        passage = self.order[at]
        shifts = [place - passage.start for place in places]
        around = self._around(at)
        borne = [s for s in shifts if s in around]
        borne = borne or [s for s in shifts if any(self._stands(p, s) for p in self._apart(at))]
        if whole and len(shifts) == 1 and (borne or self._length(at) >= SHORT):
            self._place(at, shifts[0])
        elif len(borne) == 1:
            self._place(at, borne[0])

    def _place(self, at: int, shift: int) -> None:
        self._put(at, shift)
        self._spread(at)

    def _spread(self, at: int) -> None:
        """Place what stands before and behind a passage and moved along with it."""
        shift = self._shifts[at] or 0
        for step in (-1, 1):
            n = at + step
            while 0 <= n < len(self.order) and self._shifts[n] is None:
                if self._stands(self.order[n], shift):
                    self._put(n, shift)
                n += step

    def _put(self, at: int, shift: int) -> None:
        self._shifts[at] = shift
        insort(self._placed, at)

    def _settle(self) -> None:
        """Judge words that recur by what stands around them, once all else is found.

        One between two that moved alike moved with them, also where its words happen to stand at
        its old place too. One that moved, and would fit either neighbour, can't be told.
        """
        settled = list(self._shifts)
        for at, shift in enumerate(self._shifts):
            if shift is None:
                continue
            around = self._around(at)
            others = [
                s
                for s in dict.fromkeys(around)
                if s is not None and s != shift and self._stands(self.order[at], s)
            ]
            if others and around[0] == around[1]:
                settled[at] = others[0]
            elif others and shift:
                start = self.order[at].start
                settled[at] = None
                self._seen[at] = (tuple(sorted(start + s for s in (shift, *others))), True)
        self._shifts = settled
