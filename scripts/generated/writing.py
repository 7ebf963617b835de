"""YAML as people write it: block mappings, short lists in brackets, quotes where they are needed.

In go keys with texts, numbers, flags, lists and mappings, out come lines. Comments, indentation and
quotation marks vary from article to article, and mean nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.generated.dice import Dice
from scripts.generated.plan import Article, Claim, Keys
from scripts.generated.prose import Printed, Span

_PLAIN = re.compile(r"[^\W_](?:[\w .;,()/’'«»…–~?%+-]|:(?=[^\s]))*")
_OPEN = re.compile(r"\.\./[\d~?%-]+|/[\d~?%-]+|-[\d.]+")
"""What begins with a sign and is plain all the same: a date without a beginning, degrees south."""
_WIDTH = 100
_LISTS = ("sources", "topics", "conditions", "aliases", "republished_by")
"""Keys whose only item is put in brackets all the same, by habit."""

_REMARKS = ("Read twice.", "See the lead.", "So the paper has it.")


def scalar(value: object, quote: str = '"') -> str:
    """A value as it is typed: plain where that reads the same, else in quotation marks."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    if (_PLAIN.fullmatch(text) and text == text.strip()) or _OPEN.fullmatch(text):
        return text
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow(value: object) -> str:
    """A value on one line; what commas would cut is in quotation marks."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    text = scalar(value)
    cut = "," in text and text[0] != '"'
    return f'"{text}"' if cut or text.startswith("http") else text


def block(keys: Keys, indent: str) -> Iterator[str]:
    """A mapping, a key on each line; what is too long for one goes over several."""
    for key, value in keys.items():
        if isinstance(value, str) and len(value) > _WIDTH + 20:
            yield f"{indent}{key}: >-"
            yield from _folded(value, indent + "  ")
            continue
        line = flow(value)
        if isinstance(value, tuple) and len(value) == 1 and key not in _LISTS:
            line = line[1:-1] if isinstance(value[0], Mapping) else scalar(value[0])
        elif isinstance(value, str):
            line = scalar(value)
        if isinstance(value, tuple) and isinstance(value[0], Mapping) and len(line) > 60:
            yield f"{indent}{key}:"
            yield from items(value, indent)
        elif isinstance(value, Mapping) and len(line) > _WIDTH - 20:
            yield f"{indent}{key}:"
            yield from block(value, indent + "  ")
        else:
            yield f"{indent}{key}: {line}"


def items(entries: Iterable[Keys], indent: str) -> Iterator[str]:
    """A list of mappings, each a block."""
    for entry in entries:
        lines = [line.removeprefix(indent + "    ") for line in block(entry, indent + "    ")]
        yield f"{indent}  - {lines[0]}"
        yield from (f"{indent}    {line}" for line in lines[1:])


def _folded(text: str, indent: str) -> Iterator[str]:
    line = indent.rstrip("\n")
    for word in text.split():
        if len(line) + len(word) >= _WIDTH:
            yield line.rstrip()
            line = indent
        line += word + " "
    yield line.rstrip()


def registry_file(key: str, entries: Iterable[Keys], comment: str) -> str:
    """A file of actors, of places or of shared events."""
    lines = [f"# {comment}", f"{key}:"]
    for entry in entries:
        lines += items((entry,), "")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


@dataclass(frozen=True, slots=True)
class _Habits:
    """How one annotator types."""

    indent: str
    quote: str
    gaps: bool
    listed: bool
    remarks: bool


def article_file(
    head: Article,
    title: str,
    claims: Sequence[Claim],
    *,
    printed: Printed,
    number: int,
    dice: Dice,
) -> str:
    """The annotations of one article."""
    habits = _Habits(
        indent=dice.pick(("  ", "  ", "")),
        quote=dice.pick(('"', '"', "'")),
        gaps=dice.chance(0.75),
        listed=dice.chance(0.25),
        remarks=dice.chance(0.5),
    )
    lines = [f"# Invented, number {number} of its kind."] * habits.remarks
    quoted = scalar(title, habits.quote)
    if quoted == title and dice.chance(0.6):
        quoted = f'"{title}"'
    lines.append(f"title: {quoted}")
    lines += block({k: v for k, v in head.keys.items() if k != "note"}, "")
    text = printed.text.encode("utf-8")
    lines.append(
        f"source: {{file: {head.id}.txt, "
        f'sha256: "{hashlib.sha256(text).hexdigest()}", characters: {len(printed.text)}}}'
    )
    for key, regions in (("ignore", printed.ignore), ("no_claim", printed.no_claim)):
        if regions:
            entries = tuple({"at": span, "why": why} for span, why in regions)
            if dice.chance(0.5):
                lines.append(f"{key}: {flow(entries)}")
            else:
                lines.append(f"{key}:")
                lines += (f"{habits.indent}- {flow(entry)}" for entry in entries)
    lines += block({k: v for k, v in head.keys.items() if k == "note"}, "")
    if head.local:
        lines.append("actors:")
        lines += items(head.local, "")
    lines += ["", "claims:"] if habits.gaps else ["claims:"]
    for claim in claims:
        lines += _claim(claim, printed, habits, dice)
    return "\n".join(lines).rstrip("\n") + "\n"


def _claim(claim: Claim, printed: Printed, habits: _Habits, dice: Dice) -> Iterator[str]:
    if habits.remarks and dice.chance(0.06):
        yield f"{habits.indent}# {dice.pick(_REMARKS)}"
    inner = habits.indent + "  "
    lines = [line.removeprefix(inner) for line in block(claim.keys, inner)]
    if habits.remarks and dice.chance(0.04):
        lines[0] += "  # to be looked at again"
    yield f"{habits.indent}- {lines[0]}"
    yield from (inner + line for line in lines[1:])
    passages = [_passage(printed.text, span) for span in printed.passages[claim.ref]]
    if habits.listed or len(passages) > 2:
        yield f"{inner}evidence:"
        yield from (f"{inner}  - {passage}" for passage in passages)
    else:
        yield f"{inner}evidence: [{', '.join(passages)}]"
    if habits.gaps:
        yield ""


def _passage(text: str, span: Span) -> str:
    digest = hashlib.sha256(text[span[0] : span[1]].encode("utf-8")).hexdigest()[:12]
    return f'[{span[0]}, {span[1]}, "{digest}"]'
