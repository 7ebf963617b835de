"""Files that are too much: too large, too deep, or with as many mistakes as fit into one file.

Each is made when it is asked for, and is put beside the sound corpus of `refusals.py` as one file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from libyagraph.read import DEEPEST, LARGEST, MOST

from tests.refusals import ARTICLE

HEAD = ARTICLE[: ARTICLE.index("ignore:")]
TALKS = "claims:\n- id: a\n  type: talks\n  evidence: [[0, 5]]\n"
SUPPORT = "type: support, actor: alpha, recipient: beta, evidence: [[0, 5]]"
AID = "claims:\n- id: a\n  type: support\n  actor: alpha\n  recipient: beta\n"
DEEP = f"nested deeper than {DEEPEST}"
FULL = f"more than {MOST:,} keys and values"


class Large(NamedTuple):
    """A file by how it is made, how many errors it has, and what is said of it."""

    make: Callable[[], str]
    errors: int
    said: str


def many(count: int, line: str) -> str:
    """A text, `count` times, with its number in the place of `#` and the next in that of `@`."""
    return "".join(line.replace("#", str(n)).replace("@", str(n + 1)) for n in range(count))


def ring(count: int, line: str) -> str:
    """As `many`; the next of the last is the first."""
    return "".join(
        line.replace("#", str(n)).replace("@", str((n + 1) % count)) for n in range(count)
    )


QUICK: dict[str, Large] = {
    "brackets": Large(lambda: HEAD + "claims: " + "[" * 200_000, 1, DEEP),
    "braces": Large(lambda: HEAD + "claims: " + "{a: " * 200_000, 1, DEEP),
    "dashes": Large(lambda: HEAD + "claims:\n" + "- " * 200_000, 1, DEEP),
    "questions": Large(lambda: HEAD + "claims:\n" + "? " * 200_000, 1, DEEP),
    "steps": Large(
        lambda: HEAD + "claims:\n" + "".join(" " * n + "a:\n" for n in range(1, 3000)), 1, DEEP
    ),
    "a billion laughs": Large(
        lambda: "l0: &l0 lol\n" + many(64, "l@: &l@ [*l#, *l#, *l#, *l#]\n"), 1, "anchors (&)"
    ),
    "documents": Large(lambda: "a: b\n---\n" * 400_000, 1, "a second document"),
    "bytes": Large(lambda: "#" * (LARGEST + 1), 1, "the file is over 5 MB"),
    "comments": Large(lambda: "# x\n" * 1_200_000, 1, "the file is empty"),
    "blank lines": Large(lambda: "\n" * 4_900_000, 1, "the file is empty"),
    "a long id": Large(
        lambda: (
            f"{HEAD}{TALKS.replace('id: a', 'id: ' + 'a-' * 2_400_000)}"
            "  participants: [alpha, beta]\n"
        ),
        1,
        "is longer than 100 characters",
    ),
    "a long title": Large(
        lambda: HEAD.replace("A call", "A " * 2_400_000) + "claims: [x]\n", 1, "list of mappings"
    ),
    "a long date": Large(
        lambda: f"{HEAD}{TALKS}  participants: [alpha, beta]\n  date: Y{'1' * 4_900_000}\n",
        1,
        "too long for an EDTF date",
    ),
    "a long span": Large(
        lambda: f"{HEAD}{TALKS}  participants: [alpha, beta]\n  within: P{'1' * 4_900_000}M\n",
        1,
        "must be an ISO 8601 duration",
    ),
    "a long address": Large(
        lambda: (
            HEAD.replace("https://", "https://" + "a:@/?#%" * 600_000)
            + f"{TALKS}  participants: [alpha, beta]\n"
        ),
        1,
        "is not a web address",
    ),
    "a long number": Large(
        lambda: f"{HEAD}{TALKS}  participants: [alpha, beta]\n  nth: {'1' * 4_900_000}\n",
        1,
        "nth must be a whole number",
    ),
    "100,000 unknown actors": Large(
        lambda: f"{HEAD}{TALKS}  participants: [{many(100_000, 'unknown-#, ')}alpha]\n",
        100_000,
        "unknown actor unknown-99999",
    ),
    "20,000 claims in each other": Large(
        lambda: f"{HEAD}claims:\n" + many(20_000, f"- {{id: c#, {SUPPORT}, in: c@}}\n"),
        1,
        "in names no claim of this article: c20000",
    ),
    "20,000 claims that tell of each other": Large(
        lambda: f"{HEAD}claims:\n" + many(20_000, "- {id: c#, event: c@, evidence: [[0, 5]]}\n"),
        1,
        "unknown claim or event c20000",
    ),
}
"""What is seen at once."""

SLOW: dict[str, Large] = {
    "items": Large(lambda: f"{HEAD}claims: [{'a,' * 2_400_000}]", 1, FULL),
    "items of nothing": Large(lambda: f"{HEAD}claims:\n" + "-\n" * 2_400_000, 1, FULL),
    "lists": Large(lambda: f"{HEAD}claims: [" + ("[" * 50 + "]" * 50 + ",") * 48_000, 1, FULL),
    "claims of unknown actors": Large(
        lambda: (
            f"{HEAD}claims:\n"
            + many(
                25_000, "- {id: c#, type: support, actor: x#, recipient: y#, evidence: [[0, 5]]}\n"
            )
        ),
        50_000,
        "unknown actor y24999",
    ),
    "one actor": Large(
        lambda: f"{HEAD}{TALKS}  participants: [{'alpha, ' * 100_000}beta]\n",
        99_999,
        "alpha stands twice in participants",
    ),
    "both sides": Large(
        lambda: (
            f"{HEAD}{TALKS}  actor: [{many(50_000, 'a#, ')}]\n"
            f"  recipient: [{many(50_000, 'a#, ')}]\n"
        ),
        150_000,
        "a49999 stands on both sides",
    ),
    "unknown keys": Large(
        lambda: (
            f"{HEAD}{TALKS}  participants: [alpha, beta]\n" + many(200_000, "  evidense-#: x\n")
        ),
        200_000,
        "unknown key evidense-199999 in the claim",
    ),
    "keys twice": Large(
        lambda: f"{HEAD}{TALKS}  participants: [alpha, beta]\n" + "  note: x\n" * 200_000,
        199_999,
        "duplicate key note",
    ),
    "topics": Large(
        lambda: (
            f"{HEAD}{TALKS}  participants: [alpha, beta]\n  topics: [{many(200_000, 't#, ')}]\n"
        ),
        200_000,
        "unknown topic t199999",
    ),
    "figures": Large(
        lambda: (
            f"{HEAD}{TALKS}  participants: [alpha, beta]\n"
            f"  figures: {{{many(150_000, 'k#: x, ')}}}\n"
        ),
        150_000,
        "a figure must be a number",
    ),
    "a circle of claims": Large(
        lambda: f"{HEAD}claims:\n" + ring(20_000, f"- {{id: c#, {SUPPORT}, in: c@}}\n"),
        20_000,
        "c19999 is in itself",
    ),
    "a circle of events": Large(
        lambda: f"{HEAD}claims:\n" + ring(20_000, "- {id: c#, event: c@, evidence: [[0, 5]]}\n"),
        20_000,
        "c19999 tells of itself",
    ),
    "claims in nothing": Large(
        lambda: f"{HEAD}claims:\n" + many(20_000, f"- {{id: c#, {SUPPORT}, in: x#}}\n"),
        20_000,
        "in names no claim of this article: x19999",
    ),
    "answers to nothing": Large(
        lambda: (
            f"{HEAD}claims:\n"
            + many(
                20_000,
                "- {id: c#, type: denial, actor: alpha, denies: [x#, y#], evidence: [[0, 5]]}\n",
            )
        ),
        40_000,
        "unknown claim or event y19999",
    ),
    "claims of one id": Large(
        lambda: f"{HEAD}claims:\n" + f"- {{id: a, {SUPPORT}}}\n" * 20_000,
        19_999,
        "claim a stands twice",
    ),
    "passages in regions": Large(
        lambda: (
            HEAD.replace("characters: 184", "characters: 60000")
            + "ignore:\n"
            + many(20_000, "- {at: [0, 60000], why: x}\n")
            + f"{AID}  evidence:\n"
            + many(50_000, '  - [#, @, "0123456789ab"]\n')
        ),
        50_000,
        "[49999, 50000] lies in an ignored region (x)",
    ),
    "places in each other": Large(
        lambda: (
            "places:\n"
            + many(30_000, "- {id: p#, kind: city, names: {en: P}, sources: [x], within: p@}\n")
        ),
        1,
        "unknown place p30000",
    ),
    "a circle of places": Large(
        lambda: (
            "places:\n"
            + ring(30_000, "- {id: p#, kind: city, names: {en: P}, sources: [x], within: p@}\n")
        ),
        30_000,
        "p29999 lies within itself",
    ),
    "posts at nothing": Large(
        lambda: (
            "actors:\n- id: x\n  kind: person\n  names: {en: X}\n  sources: [x]\n  posts:\n"
            + many(50_000, "  - {organisation: o#, sources: [x]}\n")
        ),
        50_000,
        "unknown actor o49999",
    ),
    "sources": Large(
        lambda: (
            "actors:\n- id: x\n  kind: person\n  names: {en: X}\n"
            f"  sources: [{many(200_000, 'article:a#, ')}x]\n"
        ),
        200_000,
        "unknown article a199999",
    ),
    "time words": Large(
        lambda: (
            f"{HEAD}claims:\n"
            + many(20_000, f"- {{id: c#, {SUPPORT}, in: c@, date: 2016-05-10, words: on Monday}}\n")
        ),
        1,
        "in names no claim of this article: c20000",
    ),
}
"""What takes a second or two."""
