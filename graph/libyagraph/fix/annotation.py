"""One annotation and the text of its article: what is filled in, moved, and what can't be.

Text in, text out; nothing is read from a disk and nothing is written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from libyagraph.errors import Problem
from libyagraph.evidence import digest
from libyagraph.fields import Reporter, shown
from libyagraph.fix.anchor import Found, find_again
from libyagraph.fix.edit import Edits
from libyagraph.fix.faces import Passage, faces, plain
from libyagraph.fix.quotes import nearest_place, places
from libyagraph.fix.regions import Known, Regions, whole, within
from libyagraph.fix.tree import Item, Path, at, evidence, items, number, span_of, words
from libyagraph.read import Mapping, Sequence, read_bytes

_ENOUGH = 10
"""One passage of so many must be found: fewer may be in any text on the same matter."""

_DONE = (
    "quote placed",
    "passage moved",
    "region moved",
    "digest filled in",
    "digest renewed",
    "source filled in",
    "source renewed",
    "source renewed in part",
)
"""What can be done, in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """An annotation after all that its text could tell; `done` says in words what was done."""

    annotation: str
    done: tuple[str, ...]
    problems: tuple[Problem, ...]


def fix(annotation: str, text: str, file: str, *, preview: bool = False) -> Fixed:
    """The annotation with all that the text of its article can tell; `file` names it in problems.

    Problems stand where they do in the new annotation; in a `preview`, where they do in the old.
    What can't be read stays as it is.
    """
    body = annotation.removeprefix("\ufeff")
    mark = annotation[: len(annotation) - len(body)]
    root, _ = read_bytes(body.encode("utf-8"), file)
    if not isinstance(root, Mapping):
        return Fixed(annotation, (), ())
    fixer = _Fixer(body, root, text)
    fixer.run()
    fixed = fixer.edits.applied()
    after, problems = read_bytes(fixed.encode("utf-8"), file)
    if not isinstance(after, Mapping):  # it has become too long
        return Fixed(annotation, (), tuple(problems))
    report = Reporter(file)
    for path, message, name in fixer.errors:
        report.error(at(root if preview else after, path).mark, message, name)
    for path, message, name in fixer.warnings:
        report.warning(at(root if preview else after, path).mark, message, name)
    return Fixed(mark + fixed, fixer.done(), tuple(report.problems))


class _Fixer:
    def __init__(self, annotation: str, root: Mapping, text: str) -> None:
        self._root, self._text, self._faces = root, text, faces(text)
        self.edits = Edits(annotation)
        self.errors: list[tuple[Path, str, str]] = []
        self.warnings: list[tuple[Path, str, str]] = []
        self._counts: Counter[str] = Counter()
        self._source = root.get("source")
        self._items = list(evidence(root))

    def done(self) -> tuple[str, ...]:
        """What was done, in words."""
        return tuple(
            what if what.startswith("source") else f"{count} {what.replace(' ', 's ', count > 1)}"
            for what in _DONE
            if (count := self._counts[what])
        )

    def _error(self, path: Path, message: str, name: str) -> None:
        self.errors.append((path, message, name))

    def _warning(self, path: Path, message: str, name: str) -> None:
        self.warnings.append((path, message, name))

    def run(self) -> None:
        source = self._source if isinstance(self._source, Mapping) else None
        annotated = words(source.get("sha256")) if source else ""
        length = max(number(source.get("characters")), 0) if source else 0
        now = sha256(self._text.encode("utf-8")).hexdigest()
        passages = [passage for item in self._items if (passage := item.passage)]
        found = find_again(passages, self._faces)
        held = all(place.start == passage.start for passage, place in found.items())
        changed = annotated != now if annotated else not held or length not in (0, len(self._text))
        known = sorted(
            Known(p.start, p.end, place.start)
            for p, place in found.items()
            if place.start is not None
        )
        proof = whole(self._faces, annotated, length, known) if changed else ()
        if changed and not proof and not self._is_its_text(passages, found):
            return
        regions = Regions((*proof, *known), length, len(self._text))
        for item in self._items:
            if passage := item.passage:
                self._passage(item, passage, found[passage], proof, regions)
            elif isinstance(item.node, Sequence) and len(item.node.items) == 2:
                self._bare(item, item.node, within(*item.span, proof) if changed else item.span)
            elif item.quote:
                self._quote(item)
        for key in ("ignore", "no_claim") if changed else ():
            for n, each in enumerate(items(self._root.get(key))):
                node = each.get("at") if isinstance(each, Mapping) else None
                if isinstance(node, Sequence) and span_of(node)[1] > 0:
                    self._region((key, n, "at"), node, regions)
        self._sums(now, annotated, length, changed)

    def _is_its_text(self, passages: list[Passage], found: dict[Passage, Found]) -> bool:
        """Whether enough stands in a changed text to be sure that it is the article's."""
        quotes = [item.quote.strip() for item in self._items if item.quote]
        every = len(passages) + len(quotes)
        there = sum(found[passage].start is not None for passage in passages)
        there += sum(plain(quote) in plain(self._text) for quote in quotes)
        if there and there * _ENOUGH >= every:
            return True
        message = (
            f"this is not the text that was annotated: {there or 'none'} of {every} passages "
            f"{'stands' if there == 1 else 'stand'} in it; nothing was changed"
        )
        self._error(("source",), message, "another-text")
        return False

    def _passage(
        self,
        item: Item,
        passage: Passage,
        found: Found,
        proof: tuple[Known, ...],
        regions: Regions,
    ) -> None:
        start = found.start
        if start is None and (exact := within(passage.start, passage.end, proof)):
            shift = exact[0] - passage.start
            start = exact[0] if any(t.stands(passage, shift) for t in self._faces) else None
        if start is None:
            why = found.said(regions.between(passage.start, passage.end))
            message = (
                f"claim {shown(item.claim)}: the passage [{passage.start}, {passage.end}] {why}"
            )
            self._error(item.path, message, "unsure-passage" if found.places else "lost-passage")
            return
        end = start + passage.end - passage.start
        said = digest(self._text[start:end])
        if isinstance(item.node, Sequence):
            self._move(item.node, start, end, said)
        self._counts["passage moved"] += start != passage.start
        self._counts["digest renewed"] += said != passage.digest

    def _move(self, node: Sequence, start: int, end: int, *more: str) -> None:
        self.edits.rewrite(node, (str(start), str(end), *more))

    def _bare(self, item: Item, node: Sequence, span: tuple[int, int] | None) -> None:
        """Fill in the digest of a passage that has none, where its words are beyond doubt."""
        if item.span == (-1, -1) or (span and span[1] > len(self._text)):
            message = "the passage lies outside of the text"
            self._error(item.path, message, "lost-passage")
        elif span is None:
            message = "the text has changed and the passage has no digest to find it by; quote it"
            self._error(item.path, message, "unsure-passage")
        else:
            self._move(node, *span, f'"{digest(self._text[slice(*span)])}"')
            self._counts["digest filled in"] += 1

    def _quote(self, item: Item) -> None:
        if not item.quote.strip():
            return
        found = places(item.quote, self._text)
        if len(found) == 1:
            start, end = found[0]
            written = f'[{start}, {end}, "{digest(self._text[start:end])}"]'
            self.edits.replace(item.node, f"[{written}]" if item.alone else written)
            self._counts["quote placed"] += 1
            return
        message = "the quote stands more than once in the text; quote more of the sentence"
        if not found:
            near = nearest_place(item.quote, self._text)
            message = f"the quote is not in the text: {shown(item.quote)}"
            if near:
                start, end = near
                message += f"; near is {start}–{end}: {shown(self._text[start:end], 200)}"
        self._error(item.path, message, "lost-quote")

    def _region(self, path: Path, node: Sequence, regions: Regions) -> None:
        start, end = span_of(node)
        span = regions.moved(start, end)
        if span is None:
            message = (
                f"{path[0]} [{start}, {end}]: where it stands in the changed text can't be told; "
                "place it anew: the next --fix takes it as it is"
            )
            self._error(path, message, "unsure-region")
            return
        if span != (start, end):
            self._move(node, *span)
            self._counts["region moved"] += 1
        if span[1] - span[0] != end - start:
            which = "end" if start else "beginning"
            message = (
                f"{path[0]} [{start}, {end}] is [{span[0]}, {span[1]}] now, "
                f"as it reached to the {which} of the text; see that it still fits"
            )
            self._warning(path, message, "grown-region")

    def _sums(self, now: str, annotated: str, length: int, changed: bool) -> None:
        """Fill in what the source lacks, and renew it once all of a changed text is placed."""
        source = self._source
        if not isinstance(source, Mapping) or not source.entries:
            return
        characters = len(self._text)
        # The length goes with the positions, else `check` would take them for beyond the text. The
        # digest waits: as long as it differs, something is still to be placed.
        if length and length != characters:
            self.edits.reword(source.get("characters"), str(characters))
            self._counts["source renewed"] += 1
        if changed and self.errors:
            if self._counts.pop("source renewed", 0):
                self._counts["source renewed in part"] += 1
            return
        if annotated and annotated != now:
            self.edits.reword(source.get("sha256"), now)
            self._counts["source renewed"] += 1
        given = {"sha256": f'"{now}"', "characters": str(characters)}
        missing = {key: value for key, value in given.items() if source.get(key) is None}
        if missing:
            self.edits.add(source, missing)
            self._counts["source filled in"] += 1
