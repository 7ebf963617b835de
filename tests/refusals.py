"""Bad input, kind by kind: what is changed in a sound corpus, where it is wrong, what is said.

The corpus is the registry of `data/valid/` with one article, `call.yaml`, about an invented text.
`§` marks where a problem must be told: it is taken out before a file is written.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from libyagraph.evidence import digest

from tests.support import VALID

TEXT = """\
Alpha called on Beta to lay down arms by Sunday. Beta turned the call down the same evening.
The envoy met the captain at the harbour on Monday, the wire reports. All rights reserved.
"""


def _span(begin: str, end: str) -> tuple[int, int]:
    start = TEXT.index(begin)
    return start, TEXT.index(end, start) + len(end)


def _passage(begin: str, end: str) -> str:
    start, stop = _span(begin, end)
    return f'[{start}, {stop}, "{digest(TEXT[start:stop])}"]'


EVIDENCE = f"[{_passage('Alpha called', 'Sunday.')}]"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
ARTICLE = f"""\
title: A call across the bay
publisher: paper
language: en
published: {{date: 2016-05-10, basis: printed, url: "https://example.org/bay"}}
source: {{file: bay.txt, sha256: "{SHA256}", characters: 184}}
ignore: [{{at: {list(_span("All rights", "reserved."))}, why: footer}}]
claims:
  - id: appeal
    type: appeal
    actor: alpha
    recipient: beta
    date: 2016-05-10
    topics: [ceasefire]
    evidence: {EVIDENCE}
  - id: answer
    type: rejection
    actor: beta
    rejects: appeal
    figures: {{boats: 3}}
    evidence: [{_passage("Beta turned", "evening.")}]
  - id: meets
    type: meeting
    actor: envoy
    recipient: captain
    place: harbour
    according_to: wire
    evidence: [{_passage("The envoy met", "reports.")}]
"""


def write(directory: Path) -> Path:
    """Write the sound corpus, with its text under `texts`; returns the article's path."""
    (directory / "texts").mkdir(parents=True)
    for name in ("actors.yaml", "places.yaml"):
        shutil.copy(VALID / name, directory / name)
    (directory / "texts" / "bay.txt").write_text(TEXT, encoding="utf-8")
    article = directory / "call.yaml"
    article.write_text(ARTICLE, encoding="utf-8")
    return article


def places(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its `§`, and where they stood: lines and columns, counted from 1."""
    first, *rest = marked.split("§")
    text, found = first, []
    for part in rest:
        before = text.removeprefix("\ufeff")
        found.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text += part
    return text, found


Edit = tuple[str, str, str]
"""What is replaced in the article, by what, and what must be said of it."""

SYNTAX: list[Edit] = [
    ("title: A call across", "title: A call§: across", "not YAML"),
    ("title: A call across the bay", "title: §'A call", "from here to line 28"),
    ("title: A call across the bay", 'title: "A call" §across', "not YAML"),
    ("    type: appeal", "   §type: appeal", "not YAML"),
    ("    type: appeal", "      type§: appeal", "not YAML"),
    ("    type: appeal", "§\ttype: appeal", "not YAML"),
    ("    type: appeal", "    §\ttype: appeal", "not YAML"),
    ("language: en", "§\tlanguage: en", "not YAML"),
    ("type: appeal", "type:\n§\tappeal", "not YAML"),
    ("[ceasefire]", "§[ceasefire\n    evidence: x", "from here to line 14"),
    ("[ceasefire]", "[ceasefire§}", "not YAML"),
    ("[ceasefire]", "[ceasefire, §, arms]", "not YAML"),
    ("{boats: 3}", "{boats: 3§]", "not YAML"),
    ("{boats: 3}", "{boats: §{", "from here to line 21"),
    (EVIDENCE, f"§{EVIDENCE[:-1]}", "from here to line 15"),
    ("actor: alpha", "actor: §@alpha", "not YAML"),
    ("actor: alpha", "actor: §`alpha`", "not YAML"),
    ("actor: alpha", "actor: §%alpha", "not YAML"),
    ("language: en", "§language en", "not YAML"),
    ("actor: alpha", 'actor: "al§\\pha"', "not YAML"),
    ("actor: alpha", 'actor: "al\\x§zz"', "not YAML"),
    ("actor: alpha", 'actor: "\\u§d800"', "not YAML"),
    ("actor: alpha", 'actor: "\\u§d83d\\udd4a"', "not YAML"),
    ("actor: alpha", 'actor: "\\U§00110000"', "not YAML"),
    ("publisher: paper", "publisher: paper\n§publisher: wire", "publisher, first on line 2"),
    ("publisher: paper", "publisher: paper\n§'publisher': wire", "duplicate key publisher"),
    ("publisher: paper", 'publisher: paper\n§"publ\\x69sher": x', "duplicate key publisher"),
    ("publisher: paper", "publisher: paper\n? §publisher\n: wire", "duplicate key publisher"),
    ("{boats: 3}", "{boats: 3, §boats: 4}", "duplicate key boats, first on line 19"),
    ("{boats: 3}", "{boats: 3, §'boats': 4}", "duplicate key boats"),
    ("basis: printed,", "basis: printed, §basis: printed,", "duplicate key basis"),
    ("    actor: alpha", "    actor: alpha\n    §actor: beta", "actor, first on line 10"),
    ("actor: alpha", "actor: §!!str alpha", "tags (!) are not allowed"),
    ("actor: alpha", "actor: §!person alpha", "tags (!) are not allowed"),
    ("actor: alpha", "actor: §!<tag:yaml.org,2002:str> alpha", "tags (!) are not allowed"),
    ("actor: alpha", "actor: §! alpha", "tags (!) are not allowed"),
    ("actor: alpha", "actor: §!!python/object/apply:os.system [id]", "tags (!)"),
    ("[ceasefire]", "§!!set {ceasefire}", "tags (!) are not allowed"),
    ("title: A call", "§!!map\ntitle: A call", "tags (!) are not allowed"),
    ("actor: alpha", "actor: §&a alpha", "anchors (&) are not allowed"),
    ("[ceasefire]", "§&t [ceasefire]", "anchors (&) are not allowed"),
    ("{boats: 3}", "§&f {boats: 3}", "anchors (&) are not allowed"),
    ("    actor: alpha", "    §&k actor: alpha", "anchors (&) are not allowed"),
    ("actor: alpha", "actor: §*a", "aliases (*) are not allowed"),
    ("[ceasefire]", "[§*a, *a]", "aliases (*) are not allowed"),
    ("    actor: alpha", "    §<<: {actor: alpha}", "merge keys (<<) are not allowed"),
    ("    actor: alpha", "    §<<: [{actor: alpha}]", "merge keys (<<) are not allowed"),
    ("{boats: 3}", "{§<<: {boats: 3}}", "merge keys (<<) are not allowed"),
    ("    actor: alpha", "    ? §[actor]\n    : alpha", "a key must be a word"),
    ("    actor: alpha", "    §{actor: x}: alpha", "a key must be a word"),
    ("title: A call", "§%YAML 1.2\n---\ntitle: A call", "directives are not allowed"),
    ("title: A call", "§%TAG ! tag:e.org,2000:\n---\ntitle: A call", "directives are not allowed"),
    ("claims:\n", "§---\nclaims:\n", "a second document; one file holds one"),
    ("claims:\n", "...\n§---\nclaims:\n", "a second document; one file holds one"),
    ("[ceasefire]", "[" * 61 + "§[]" + "]" * 61, "nested deeper than 64"),
    ("[ceasefire]", "{a: " * 61 + "§{}" + "}" * 61, "nested deeper than 64"),
]

# By their codes: an editor may change or lose what does not show.
HIDDEN = (
    *(0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x0D, 0x1B, 0x7F, 0x80, 0x85, 0x9B, 0x9F, 0xAD),
    *(0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2064),
    *(0x2066, 0x2069, 0xFEFF, 0xFFF9, 0xFFFE, 0xFFFF, 0xE0001, 0xE0041),
)
ESCAPES = {
    **{"0": 0, "x00": 0, "u0000": 0, "e[31m": 0x1B, "a": 7, "b": 8, "r": 0x0D, "x7f": 0x7F},
    **{"N": 0x85, "x9b": 0x9B, "L": 0x2028, "P": 0x2029, "u202e": 0x202E, "u061c": 0x061C},
    **{"U0000200B": 0x200B, "ufeff": 0xFEFF, "uffff": 0xFFFF},
}
_BAY = "title: A call across the bay"
CONTROL: list[Edit] = [
    *(("A call", f"A §{chr(code)}call", f"control character U+{code:04X}") for code in HIDDEN),
    *((_BAY, f'title: §"A \\{escape}"', f"U+{code:04X}") for escape, code in ESCAPES.items()),
    (_BAY, f"{chr(0xFEFF)}§{chr(0xFEFF)}{_BAY}", "control character U+FEFF"),
    ("claims:", f"cla§{chr(0x200B)}ims:", "control character U+200B"),
    ("claims:", "# §\x1b]0;x\x07\nclaims:", "control character U+001B"),
    ("actor: alpha", "actor: alpha§\x00", "control character U+0000"),
    ("    actor: alpha", '    §"actor\\0": alpha', "escaped control character U+0000"),
]

_HEAD = f"{_BAY}\npublisher: paper\nlanguage: en\n"
_KEY = "    actor: alpha\n"
_FIRST = ARTICLE[ARTICLE.index("  - id: appeal") : ARTICLE.index("  - id: answer")]
KEYS: list[Edit] = [
    ("language: en\n", "language: en\n§languge: fr\n", "unknown key languge in the article; did"),
    ("language: en\n", "language: en\n§Language: fr\n", "unknown key Language in the article"),
    ("language: en\n", "language: en\n§: fr\n", "not YAML"),
    ("language: en\n", "language: en\n§claim: x\n", "did you mean claims?"),
    ("language: en\n", "language: en\n§no: x\n", "unknown key no in the article"),
    (_KEY, f"{_KEY}    §actr: beta\n", "did you mean actor?"),
    (_KEY, f"{_KEY}    §Recipient: x\n", "did you mean recipient?"),
    (_KEY, f"{_KEY}    §status: asserted\n", "unknown key status in the claim"),
    (_KEY, f'{_KEY}    §"<<": {{note: x}}\n', "unknown key << in the claim"),
    (_KEY, f"{_KEY}    §{'k' * 300}: x\n", "unknown key kkkkkkkkkk"),
    ("basis: printed,", "basis: printed, §bases: x,", "unknown key bases in the published"),
    ("{file: bay.txt,", "{file: bay.txt, §sha: x,", "unknown key sha in the source"),
    ("why: footer", "why: footer, §because: x", "unknown key because in the ignore"),
    (_HEAD, "§publisher: paper\nlanguage: en\n", "the article has no title"),
    (_HEAD, f"§{_BAY}\nlanguage: en\n", "the article has no publisher"),
    (_HEAD, f"§{_BAY}\npublisher: paper\n", "the article has no language"),
    ("{date: 2016-05-10, ", "§{", "the published has no date"),
    ("{date: 2016-05-10, basis: printed", "§{date: 2016-05-10", "the published has no basis"),
    ("{file: bay.txt, ", "§{", "the source has no file"),
    ("[{at:", "[§{§to:", "the ignore has no at"),
    ("  - id: answer\n    type:", "  - §type:", "the claim has no id"),
    ("  - id: answer\n    type: rejection", "  - §id: answer", "neither a type nor the event"),
    (
        _FIRST,
        "  - §id: appeal\n    type: statement\n    actor: beta\n",
        "the claim has no evidence",
    ),
    (
        "{date: 2016-05-10, basis: printed",
        "§{date: 2016, basis: inferred",
        "an inferred date needs a note",
    ),
]

_ID = "  - id: appeal\n"
_CLAIM = "    actor: alpha\n    recipient: beta\n"
TYPES: list[Edit] = [
    (ARTICLE.splitlines()[3], "published: §2016-05-10", "published must be a mapping"),
    (ARTICLE.splitlines()[3], "published: §[2016-05-10]", "published must be a mapping"),
    (ARTICLE.splitlines()[3], "published:§", "published must be a mapping"),
    (ARTICLE.splitlines()[4], "source: §bay.txt", "source must be a mapping"),
    (ARTICLE.splitlines()[4], "source: §[bay.txt]", "source must be a mapping"),
    (ARTICLE.splitlines()[5], "ignore: §footer", "ignore must be a list of mappings"),
    (ARTICLE.splitlines()[5], "ignore: [§[163, 183]]", "ignore must be a list of mappings"),
    (ARTICLE.splitlines()[5], "no_claim: §footer", "no_claim must be a list of mappings"),
    (_BAY, "title:§", "title must be a word or text"),
    (_BAY, "title: §''", "title must be a word or text"),
    (_BAY, "title: §'  '", "title must be a word or text"),
    (_BAY, "title: §[A call]", "title must be a word or text"),
    (_BAY, "title: §{en: A call}", "title must be a word or text"),
    ("publisher: paper", "publisher: §[paper]", "publisher must be a word or text"),
    ("publisher: paper", "publisher: paper\nagency: §[wire]", "agency must be a word or text"),
    ("publisher: paper", "publisher: paper\nrepublished_by: §{a: b}", "republished_by must be"),
    ("publisher: paper", "publisher: paper\nnote: §[x]", "note must be a word or text"),
    ("language: en", "language: §[en]", "language must be a word or text"),
    ("language: en", "language: §english", "language must be a language code"),
    ("language: en", "language: §no-where", "language must be a language code"),
    ("language: en", "language: §EN", "language must be a language code"),
    ("{date: 2016-05-10, basis", "{date: §[2016-05-10], basis", "date must be an EDTF date"),
    ("basis: printed", "basis: §guessed", "unknown basis guessed"),
    ("basis: printed", "basis: §[printed]", "basis must be a word or text"),
    ('"https://example.org/bay"', "§javascript:alert(1)", "is not a web address"),
    ('"https://example.org/bay"', "§https://", "is not a web address"),
    ('"https://example.org/bay"', "§'https://e.org/a b'", "is not a web address"),
    ('"https://example.org/bay"', "§'https://e.org/<x>'", "is not a web address"),
    ('"https://example.org/bay"', "§ftp://e.org/x", "is not a web address"),
    ("file: bay.txt", "file: §../bay.txt", "file must be a name, without a path"),
    ("file: bay.txt", "file: §/etc/passwd", "file must be a name, without a path"),
    ("file: bay.txt", "file: §..", "file must be a name, without a path"),
    ("file: bay.txt", "file: §'a\\b'", "file must be a name, without a path"),
    ("file: bay.txt", "file: §[bay.txt]", "file must be a word or text"),
    ("characters: 184", "characters: §0", "characters must be a whole number of at least 1"),
    ("characters: 184", "characters: §-184", "characters must be a whole number"),
    ("characters: 184", "characters: §0184", "characters must be a whole number"),
    ("characters: 184", "characters: §1e3", "characters must be a whole number"),
    ("characters: 184", "characters: §184.0", "characters must be a whole number"),
    ("characters: 184", "characters: §1_84", "characters must be a whole number"),
    ("characters: 184", "characters: §٢٣", "characters must be a whole number"),
    ("characters: 184", "characters: §many", "characters must be a whole number"),
    ("[{at:", "[§x, {at:", "ignore must be a list of mappings"),
    ("claims:\n", "actors: §x\nclaims:\n", "actors must be a list of mappings"),
    ("claims:\n", "actors: [§§{id: x}]\nclaims:\n", "the actor has no kind"),
    (_ID, "  - §a claim\n  - id: appeal\n", "claims must be a list of mappings"),
    (_ID, "  -§\n  - id: appeal\n", "claims must be a list of mappings"),
    (_ID, "  - §[x]\n  - id: appeal\n", "claims must be a list of mappings"),
    ("id: answer", "id: §[answer]", "id must be a word or text"),
    ("type: rejection", "type: §[rejection]", "type must be a word or text"),
    ("type: rejection", "type:§", "type must be a word or text"),
    ("actor: alpha", "actor:§", "actor must be a word or a list of words"),
    ("actor: alpha", "actor: §[]", "actor must be at least one word"),
    ("actor: alpha", "actor: §{id: alpha}", "actor must be a word or a list of words"),
    ("actor: alpha", "actor: [alpha, §[gamma]]", "actor must be a word or a list of words"),
    ("actor: alpha", "actor: [alpha, §'']", "actor must be a word or a list of words"),
    ("actor: alpha", "actor: [alpha, §alpha]", "alpha stands twice in actor"),
    ("[ceasefire]", "§{ceasefire: 1}", "topics must be a word or a list of words"),
    ("[ceasefire]", "[ceasefire, §ceasefire]", "ceasefire stands twice in topics"),
    ("[ceasefire]", "§ceasfire", "unknown topic ceasfire; did you mean ceasefire?"),
    ("{boats: 3}", "§[3]", "figures must be a mapping"),
    ("{boats: 3}", "§3", "figures must be a mapping"),
    ("{boats: 3}", "§{}", "figures must be a mapping"),
    ("{boats: 3}", "{boats: §010}", "a figure must be a number"),
    ("{boats: 3}", "{boats: §3.5}", "a figure must be a number"),
    ("{boats: 3}", "{boats: §-3}", "a figure must be a number"),
    ("{boats: 3}", "{boats: §1e3}", "a figure must be a number"),
    ("{boats: 3}", "{boats: §0x10}", "a figure must be a number"),
    ("{boats: 3}", '{boats: §">>3"}', "a figure must be a number"),
    ("{boats: 3}", "{boats: §12:30:45}", "a figure must be a number"),
    ("{boats: 3}", "{boats: §[3]}", "a figure must be a number"),
    ("{boats: 3}", "{boats: §9999999999999999}", "a figure must be a number"),
    ("{boats: 3}", "{§Big Boats: 3}", "figure Big Boats must be lower-case"),
    (_CLAIM, f"{_CLAIM}    nth: §0\n", "nth must be a whole number of at least 1"),
    (_CLAIM, f"{_CLAIM}    nth: §second\n", "nth must be a whole number of at least 1"),
    (_CLAIM, f"{_CLAIM}    within: §1M\n", "within must be an ISO 8601 duration"),
    (_CLAIM, f"{_CLAIM}    within: §P\n", "within must be an ISO 8601 duration"),
    (_CLAIM, f"{_CLAIM}    within: §P1H\n", "within must be an ISO 8601 duration"),
    (_CLAIM, f"{_CLAIM}    outcome: §won\n", "unknown outcome won"),
    (_CLAIM, f"{_CLAIM}    repeated: §yes\n", "repeated must be true or false"),
    (_CLAIM, f"{_CLAIM}    repeated: §1\n", "repeated must be true or false"),
    (_CLAIM, f"{_CLAIM}    modality: §aleged\n", "unknown modality aleged; did you mean alleged?"),
    (_CLAIM, f"{_CLAIM}    modality: §[alleged]\n", "modality must be a word or text"),
    (_CLAIM, f"{_CLAIM}    label: §x\n", "label must be a list of mappings"),
    (_CLAIM, f"{_CLAIM}    label: §{{term: x}}\n", "the label has no for"),
    (
        _CLAIM,
        f"{_CLAIM}    cue: §one two three four five six seven eight nine\n",
        "cites more than 8",
    ),
    (_CLAIM, f"{_CLAIM}    words: §[on Monday]\n", "words must be a word or text"),
    (_CLAIM, f"{_CLAIM}    note: §{{a: b}}\n", "note must be a word or text"),
    (_CLAIM, f"{_CLAIM}    in: §[answer]\n", "in must be a word or text"),
    (_CLAIM, f"{_CLAIM}    event: §[answer]\n", "event must be a word or text"),
    (EVIDENCE, "§none", "evidence must be [start, end, digest]"),
    (EVIDENCE, "§{§text: x}", "the evidence has no quote"),
    (EVIDENCE, "[§{quote: Alpha called on Beta}]", "to be placed"),
    (EVIDENCE, "§[]", "evidence must be a list that is not empty"),
    (EVIDENCE, "[§[0]]", "evidence must be [start, end, digest]"),
    (EVIDENCE, '[§[0, 5, "0123456789ab", 1]]', "evidence must be [start, end, digest]"),
    (EVIDENCE, '[[0, 5, §"0123"]]', "a digest must be 12 hexadecimal digits"),
    (EVIDENCE, '[[0, 5, §"0123456789AB"]]', "a digest must be 12 hexadecimal digits"),
    (EVIDENCE, "[[0, 5, §[x]]]", "a digest must be 12 hexadecimal digits"),
]

NAMES = {
    "../x": "must be lower-case letters",
    "a b": "must be lower-case letters",
    "a/b": "must be lower-case letters",
    "a%20b": "must be lower-case letters",
    "'<x>'": "must be lower-case letters",
    "'a#b'": "must be lower-case letters",
    "'#a'": "must be lower-case letters",
    "Appeal": "must be lower-case letters",
    "-a": "must be lower-case letters",
    "a-": "must be lower-case letters",
    "a--b": "must be lower-case letters",
    "a_b": "must be lower-case letters",
    "a.b": "must be lower-case letters",
    "appél": "must be lower-case letters",
    f"{chr(0x430)}ppeal": "(with U+0430) must be lower-case letters",  # Cyrillic
    f"{chr(0xFF41)}ppeal": "(with U+FF41) must be lower-case letters",  # full width
    "ا": "must be lower-case letters",
    "'a\u200db'": "must be lower-case letters",
    '"a\\nb"': "must be lower-case letters",
    "' a'": "must be lower-case letters",
    "a" * 101: "is longer than 100 characters",
    "a" * 10_000: "is longer than 100 characters",
}
_MEETS = "    actor: envoy\n    recipient: captain\n"
_MEET = f"id: meets\n    type: meeting\n{_MEETS}"
IDS: list[Edit] = [
    *(("  - id: meets", f"  - id: §{name}", said) for name, said in NAMES.items()),
    ("id: meets", "id: §appeal", "claim appeal stands twice, first on line 8"),
    ("actor: alpha", "actor: §alfa", "unknown actor alfa; did you mean alpha?"),
    ("actor: alpha", "actor: §Alpha", "unknown actor Alpha; did you mean alpha?"),
    ("actor: alpha", f"actor: §{chr(0x430)}lpha", "(with U+0430); did you mean alpha?"),
    ("actor: alpha", f"actor: §alpha{chr(0xA0)}", "(with U+00A0); did you mean alpha?"),
    ("    date: 2016", f"    §d{chr(0x430)}te: 2016", "(with U+0430) in the claim; did you mean"),
    ("actor: alpha", "actor: [alpha, §gama]", "unknown actor gama; did you mean gamma?"),
    ("actor: alpha", "actor: [alpha, §'<script>']", "unknown actor <script>"),
    ("actor: alpha", f"actor: [alpha, §{'x' * 10_000}]", "unknown actor xxxxxxxx"),
    ("recipient: beta", "recipient: §../beta", "unknown actor ../beta"),
    ("recipient: beta", "recipient: §no", "unknown actor no"),
    ("recipient: beta", "recipient: §010", "unknown actor 010"),
    ("recipient: beta", "recipient: §~", "unknown actor ~"),
    ("recipient: beta", "recipient: §null", "unknown actor null"),
    ("publisher: paper", "publisher: §papper", "unknown actor papper; did you mean paper?"),
    (
        "publisher: paper",
        "publisher: paper\nagency: §wyre",
        "unknown actor wyre; did you mean wire?",
    ),
    ("publisher: paper", "publisher: paper\nrepublished_by: [wire, §x]", "unknown actor x"),
    ("according_to: wire", "according_to: [wire, §wier]", "unknown actor wier; did you mean wire?"),
    ("according_to: wire", "via: §wier", "unknown actor wier"),
    (_CLAIM, f"{_CLAIM}    against: §nobody\n", "unknown actor nobody"),
    (_CLAIM, f"{_CLAIM}    label: {{term: x, for: §bet}}\n", "unknown actor bet"),
    ("place: harbour", "place: §harbor", "unknown place harbor; did you mean harbour?"),
    ("place: harbour", "place: [coast, §Coast]", "unknown place Coast; did you mean coast?"),
    ("type: rejection", "type: §rejektion", "unknown type rejektion; did you mean rejection?"),
    ("type: rejection", "type: §Rejection", "unknown type Rejection; did you mean rejection?"),
    ("type: rejection", "type: §no", "unknown type no"),
    ("rejects: appeal", "rejects: §apeal", "unknown claim or event apeal; did you mean appeal?"),
    ("rejects: appeal", "rejects: §call#apeal", "unknown claim or event call#apeal; did you mean"),
    ("rejects: appeal", "rejects: §elsewhere#appeal", "unknown article elsewhere"),
    ("rejects: appeal", "rejects: §cal#appeal", "unknown article cal; did you mean call?"),
    ("rejects: appeal", "rejects: §a#b#c", "rejects a#b#c must be an id, or article#id"),
    ("rejects: appeal", "rejects: §'#appeal'", "must be an id, or article#id"),
    ("rejects: appeal", "rejects: §appeal#", "must be an id, or article#id"),
    ("rejects: appeal", f"rejects: §{'a' * 300}", "must be an id, or article#id"),
    ("rejects: appeal", "rejects: [appeal, §appeal]", "appeal stands twice in rejects"),
    ("rejects: appeal", "rejects: §answer", "the claim rejects itself"),
    ("rejects: appeal", "rejects: §call#answer", "the claim rejects itself"),
    ("    rejects: appeal\n", "    in: §apeal\n", "in names no claim of this article: apeal; did"),
    ("    rejects: appeal\n", "    in: §answer\n", "answer is in itself"),
    ("    rejects: appeal\n", "    in: §call#answer\n", "answer is in itself"),
    ("    rejects: appeal\n", "    event: §answer\n", "answer tells of itself"),
    ("    rejects: appeal\n", "    event: §nothing\n", "unknown claim or event nothing"),
]

DATES: list[Edit] = [
    ("    date: 2016-05-10", f"    date: §{date}", said)
    for date, said in {
        "2019-02-30": "2019-02 has no day 30",
        "2019-02-29": "2019-02 has no day 29",
        "1900-02-29": "1900-02 has no day 29",
        "2019-04-31": "2019-04 has no day 31",
        "2019-13": "there is no month 13",
        "2019-00": "there is no month 00",
        "2019-00-10": "there is no month 00",
        "2019-01-00": "2019-01 has no day 00",
        "2019-01-32": "2019-01 has no day 32",
        "2019-25": "there is no month 25",
        "2019-21-05": "a season has no days",
        "2019-5-9": "is not an EDTF date (level 0 or 1); did you mean 2019-05-09?",
        "14/03/2025": "is not an EDTF interval (level 0 or 1); did you mean 2025-03-14?",
        "03/04/2025": "is not an EDTF interval (level 0 or 1)",
        "2019/05/09": "did you mean 2019-05-09?",
        "9 May 2019": "is not an EDTF date",
        "20190509": "is not an EDTF date (level 0 or 1); did you mean 2019-05-09?",
        "19": "is not an EDTF date",
        "2019-05-09T": "is not an EDTF date and time",
        "2019-05-09T25:00:00": "there is no such time",
        "2019-05-09 12:00": "is not an EDTF date",
        "12:30:45": "is not an EDTF date",
        "2019-05-10/2019-05-09": "ends before it begins",
        "2019/2018": "ends before it begins",
        "2019-05-09/..x": "is not an EDTF interval",
        "2019/2020/2021": "is not an EDTF interval",
        "../..": "has neither a beginning nor an end",
        "/": "has neither a beginning nor an end",
        "2019-02-30/..": "2019-02 has no day 30",
        "../2019-13": "there is no month 13",
        "2019?-05": "is not an EDTF date",
        "201X-05": "a month or a day of an unknown year",
        "2019-XX-05": "a day of an unknown month",
        "'{2019, 2020}'": "is not an EDTF date",
        "'[2019, 2020]'": "is not an EDTF date",
        "Y2019": "is not an EDTF date",
        "Y" + "9" * 5000: "is too long for an EDTF date",
        "-0000": "-0000 is not a year",
        "２０１９": "is not an EDTF date",
        "٢٠١٩": "is not an EDTF date",
        "no": "no is not an EDTF date",
        "yesterday": "yesterday is not an EDTF date",
        "Undated": "Undated is not an EDTF date",
        "''": "date must be an EDTF date",
        "[2016-05-10, 2016-05-11]": "date must be an EDTF date",
        "{from: 2016}": "date must be an EDTF date",
    }.items()
]
DATES += [
    ("{date: 2016-05-10, basis", "{date: §2016-02-30, basis", "2016-02 has no day 30"),
    ("{date: 2016-05-10, basis", "{date: §undated, basis", "undated is not an EDTF date"),
    ("{date: 2016-05-10, basis", "{date: §2016-05-10/2016-05-09, basis", "ends before it begins"),
    (_CLAIM, f"{_CLAIM}    effective: §undated\n", "undated is not an EDTF date"),
    (_CLAIM, f"{_CLAIM}    effective: §2016-06-31\n", "2016-06 has no day 31"),
]

PASSAGES: list[Edit] = [
    (EVIDENCE, f"[{passage}]", said)
    for passage, said in {
        '§[10, 5, "0123456789ab"]': "evidence [10, 5] is reversed",
        '§[5, 5, "0123456789ab"]': "evidence [5, 5] is empty",
        '§[0, 0, "0123456789ab"]': "evidence [0, 0] is empty",
        '[§-5, 5, "0123456789ab"]': "evidence must be a whole number of at least 0",
        '[0, §-5, "0123456789ab"]': "evidence must be a whole number of at least 0",
        '[0, §5.5, "0123456789ab"]': "evidence must be a whole number",
        '[0, §05, "0123456789ab"]': "evidence must be a whole number",
        '[0, §five, "0123456789ab"]': "evidence must be a whole number",
        '[0, §99999999999999999999, "0123456789ab"]': "evidence must be a whole number",
        '§[0, 999999999999999999, "0123456789ab"]': "ends after the text's 184 characters",
        '§[0, 185, "0123456789ab"]': "[0, 185] ends after the text's 184 characters",
        '§[163, 165, "0123456789ab"]': "[163, 165] lies in an ignored region (footer)",
        '§[150, 164, "0123456789ab"]': "[150, 164] lies in an ignored region (footer)",
        '§[0, 184, "0123456789ab"]': "[0, 184] lies in an ignored region (footer)",
        '[0, §[5], "0123456789ab"]': "evidence must be a whole number",
    }.items()
]
PASSAGES += [
    (EVIDENCE, f"{EVIDENCE[:-1]}, §{EVIDENCE[1:]}", "a passage stands twice in evidence"),
    ("[{at: [163, 183]", "[{at: §[183, 163]", "at [183, 163] is reversed"),
    ("[{at: [163, 183]", "[{at: §[163, 163]", "at [163, 163] is empty"),
    ("[{at: [163, 183]", "[{at: §[163]", "at must be [start, end]"),
    ("[{at: [163, 183]", "[{at: §[163, 500]", "[163, 500] ends after the text's 184"),
    ("[{at: [163, 183]", "[{at: [§-1, 183]", "at must be a whole number of at least 0"),
    (
        "[{at: [163, 183], why: footer}]",
        "[{at: [180, 184], why: §[x]}]",
        "why must be a word or text",
    ),
]

_SAID = "    type: rejection\n    actor: beta\n    rejects: appeal\n"
ROLES: list[Edit] = [
    ("recipient: captain", "recipient: §envoy", "envoy stands on both sides of the meeting"),
    (
        "recipient: captain",
        "recipient: [captain, §envoy]",
        "envoy stands on both sides of the meeting",
    ),
    (
        _MEET,
        "§id: x\n    type: meeting\n    participants: [envoy, §envoy]\n",
        "envoy stands twice in participants",
    ),
    (
        _MEETS,
        "    actor: envoy\n    participants: [captain, §envoy]\n",
        "both sides of the meeting",
    ),
    (
        _MEET,
        "§id: x\n    type: meeting\n    participants: [envoy]\n",
        "type meeting needs two sides",
    ),
    (_MEET, "§id: x\n    type: meeting\n    actor: envoy\n", "type meeting needs two sides"),
    (_MEET, "§id: x\n    type: talks\n    actor: [envoy, captain]\n", "type talks needs two sides"),
    (_MEET, "§id: x\n    type: phone-call\n", "type phone-call needs two sides"),
    ("    topics: [ceasefire]", "    participants: §gamma", "type appeal has no role participants"),
    (_SAID, "    type: statement\n    actor: beta\n    except: §gamma\n", "no role except"),
    (
        _SAID,
        "    type: capture\n    actor: beta\n    recipient: §paper\n",
        "paper is of kind media",
    ),
    (_SAID, "    type: visit\n    actor: §gamma\n    recipient: beta\n", "gamma is of kind state"),
    (_SAID, "    type: formation\n    recipient: §alpha\n", "alpha is of kind person"),
    (_MEET, "§id: x\n    type: visit\n    actor: alpha\n", "type visit needs the role recipient"),
    (_SAID, "    event: meets\n    type: §rejection\n", "type rejection does not fit the event"),
]

_DIGEST = EVIDENCE[EVIDENCE.index('"') : -2]
_SOURCE = ARTICLE.splitlines()[4]
TEXTS: list[Edit] = [
    (EVIDENCE, f"[§[0, 47, {_DIGEST}]]", "claim appeal: characters 0–47 no longer hold"),
    (EVIDENCE, f"[§[1, 48, {_DIGEST}]]", "claim appeal: characters 1–48 no longer hold"),
    (EVIDENCE, '[§[0, 48, "000000000000"]]', "claim appeal: characters 0–48 no longer hold"),
    (
        EVIDENCE,
        f"{EVIDENCE[:-1]}, §[0, 5, {_DIGEST}]]",
        "claim appeal: characters 0–5 no longer hold",
    ),
    (_SOURCE, f"source: §{_SOURCE[8:].replace('184', '185')}", "has 184 characters, not 185"),
    (_SOURCE, f"source: §{_SOURCE[8:].replace(SHA256, SHA256[::-1])}", "is not the one annotated"),
]
"""What is only seen where the text is at hand."""

Whole = tuple[str, str]
"""What a file holds, and what must be said of it."""

_TOLD = "evidence: [[0, 5]]"
_EACH = f"actor: alpha, {_TOLD}"
CLAIMS: list[Whole] = [
    (f"- {{id: a, type: support, recipient: beta, {_EACH}, in: §a}}", "a is in itself"),
    (
        f"- {{id: a, type: support, recipient: beta, {_EACH}, in: §b}}\n"
        f"- {{id: b, type: support, recipient: beta, {_EACH}, in: §a}}",
        "b is in itself",
    ),
    (
        f"- {{id: a, type: support, recipient: beta, {_EACH}, in: §c}}\n"
        f"- {{id: b, type: support, recipient: beta, {_EACH}, in: §a}}\n"
        f"- {{id: c, type: support, recipient: beta, {_EACH}, in: §call#b}}\n"
        f"- {{id: d, type: support, recipient: beta, {_EACH}, in: a}}",
        "c is in itself",
    ),
    (f"- {{id: a, event: §a, {_TOLD}}}", "a tells of itself"),
    (f"- {{id: a, event: §call#a, {_TOLD}}}", "a tells of itself"),
    (
        f"- {{id: a, event: §b, {_TOLD}}}\n- {{id: b, event: §a, {_TOLD}}}",
        "b tells of itself",
    ),
    (
        f"- {{id: a, event: §b, {_TOLD}}}\n- {{id: b, event: §c, {_TOLD}}}\n"
        f"- {{id: c, event: §a, {_TOLD}}}\n- {{id: d, event: a, {_TOLD}}}",
        "c tells of itself",
    ),
    (f"- §{{id: a, §tpye: statement, {_EACH}}}", "did you mean type?"),
    ("  §[]", "claims must be a list that is not empty"),
    ("- §§§{}", "the claim has no id"),
    ("- §claim", "claims must be a list of mappings"),
    ("- §[[a]]", "claims must be a list of mappings"),
    ("  §claims", "claims must be a list of mappings"),
]

_BY = "kind: person, names: {en: X}, sources: [x]"
_AT = "kind: city, names: {en: X}, sources: [x]"
REGISTRY: list[Whole] = [
    (f"actors:\n- §{{id: alpha, {_BY}}}\n", "actor alpha stands twice, first in"),
    (f"actors:\n- {{id: x, {_BY}}}\n- §{{id: x, {_BY}}}\n", "actor x stands twice, first in"),
    *((f"actors:\n- {{id: §{name}, {_BY}}}\n", said) for name, said in list(NAMES.items())[:12]),
    ("actors:\n- {id: x, kind: §persn, names: {en: X}, sources: [x]}", "did you mean person?"),
    ("actors:\n- {id: x, kind: §[person], names: {en: X}, sources: [x]}", "kind must be a word"),
    ("actors:\n- §{id: x, names: {en: X}, sources: [x]}", "the actor has no kind"),
    ("actors:\n- §{id: x, kind: person, sources: [x]}", "the actor has no names"),
    ("actors:\n- {id: x, kind: person, names: §X, sources: [x]}", "names must be a mapping"),
    ("actors:\n- {id: x, kind: person, names: §{}, sources: [x]}", "names must be a mapping"),
    ("actors:\n- {id: x, kind: person, names: {§english: X}, sources: [x]}", "not a language code"),
    ("actors:\n- {id: x, kind: person, names: {en: §[X]}, sources: [x]}", "names must be a word"),
    ("actors:\n- §{id: x, kind: person, names: {en: X}}", "the actor has no sources"),
    ("actors:\n- {id: x, kind: person, names: {en: X}, sources: §[]}", "sources must be at least"),
    (f"actors:\n- {{id: x, {_BY}, §knd: y}}\n", "unknown key knd in the actor; did you mean kind?"),
    (f"actors:\n- {{id: x, {_BY}, wikidata: §q79}}\n", "wikidata must be a Wikidata id"),
    (f"actors:\n- {{id: x, {_BY}, wikidata: §Q0}}\n", "wikidata must be a Wikidata id"),
    (f"actors:\n- {{id: x, {_BY}, aliases: §Y}}\n", "aliases must be a list of mappings"),
    (f"actors:\n- {{id: x, {_BY}, aliases: [§{{value: Y}}]}}\n", "the alias has no lang"),
    (f"actors:\n- {{id: x, {_BY}, aliases: [§{{lang: en}}]}}\n", "the alias has no value"),
    (f"actors:\n- {{id: x, {_BY}, aliases: [{{value: Y, lang: §no-}}]}}\n", "a language code"),
    (f"actors:\n- {{id: x, {_BY}, aliases: [{{value: Y, lang: en, valid: §2/1}}]}}\n", "EDTF"),
    (
        f"actors:\n- {{id: x, {_BY}, aliases: [{{value: Y, lang: en, misspelling: §yes}}]}}\n",
        "misspelling must be true or false",
    ),
    ("actors:\n- {id: x, kind: person, names: {en: X}, sources: [§'http://a b']}", "web address"),
    ("actors:\n- {id: x, kind: person, names: {en: X}, sources: [§article:A]}", "name an article"),
    (
        "actors:\n- {id: x, kind: person, names: {en: X}, sources: [§article:a]}",
        "unknown article a",
    ),
    *(
        (f"actors:\n- {{id: x, {_BY}, posts: [{post}]}}\n", said)
        for post, said in {
            "{organisation: §nowhere, sources: [x]}": "unknown actor nowhere",
            "{organisation: §ofice, sources: [x]}": "unknown actor ofice; did you mean office?",
            "{organisation: §x, sources: [x]}": "x is affiliated with itself",
            "{organisation: §alpha, sources: [x]}": "alpha is a person, not an organisation",
            "{organisation: §[office], sources: [x]}": "organisation must be a word or text",
            "{organisation: §../office, sources: [x]}": "must be lower-case letters",
            "§{sources: [x]}": "the fact under posts has no organisation",
            "§{organisation: office}": "the fact under posts has no sources",
            "{organisation: office, relation: §comands, sources: [x]}": "did you mean commands?",
            "{organisation: office, during: §2019/2018, sources: [x]}": "ends before it begins",
            "{organisation: office, during: §2019-02-30, sources: [x]}": "has no day 30",
            "{organisation: office, title: §clerk, sources: [x]}": "title must be a mapping",
            "{organisation: office, sources: [§article:nowhere]}": "unknown article nowhere",
            "§x": "posts must be a list of mappings",
        }.items()
    ),
    (f"actors:\n- {{id: x, {_BY}, kin: [{{actor: §x, sources: [x]}}]}}\n", "with itself"),
    (f"actors:\n- {{id: x, {_BY}, acts_for: [{{actor: §y, sources: [x]}}]}}\n", "unknown actor y"),
    (f"actors:\n- {{id: x, {_BY}, memberships: §office}}\n", "memberships must be a list of"),
    ("actors: §x\n", "actors must be a list of mappings"),
    ("actors: [§x]\n", "actors must be a list of mappings"),
    ("actors:§\nplaces: [§x]\n", "places must be a list of mappings"),
    (f"actors:\n- {{id: x, {_BY}}}\n§plces: []\n", "unknown key plces in the file; did you mean"),
    (f"places:\n- §{{id: coast, {_AT}}}\n", "place coast stands twice, first in"),
    (
        f"places:\n- {{id: x, {_AT}, within: §harbor}}\n",
        "unknown place harbor; did you mean harbour?",
    ),
    (f"places:\n- §{{id: x, {_AT}, within: x}}\n", "x lies within itself"),
    (
        f"places:\n- §{{id: x, {_AT}, within: y}}\n- §{{id: y, {_AT}, within: x}}\n",
        "y lies within itself",
    ),
    (
        f"places:\n- §{{id: x, {_AT}, within: y}}\n- §{{id: y, {_AT}, within: z}}\n"
        f"- §{{id: z, {_AT}, within: x}}\n- {{id: a, {_AT}, within: x}}\n",
        "z lies within itself",
    ),
    (f"places:\n- {{id: x, {_AT}, latitude: §91, longitude: 0}}\n", "beyond 90 degrees"),
    (f"places:\n- {{id: x, {_AT}, latitude: 0, longitude: §-181}}\n", "beyond 180 degrees"),
    (f"places:\n- {{id: x, {_AT}, latitude: §1e1, longitude: 0}}\n", "must be decimal degrees"),
    (f"places:\n- {{id: x, {_AT}, latitude: §nan, longitude: 0}}\n", "must be decimal degrees"),
    (f"places:\n- {{id: x, {_AT}, latitude: §12°, longitude: 0}}\n", "must be decimal degrees"),
    (f"places:\n- §{{id: x, {_AT}, latitude: 12}}\n", "latitude and longitude go together"),
    (f"places:\n- {{id: x, {_AT}, geonames: §abc}}\n", "geonames must be a GeoNames number"),
    ("events:\n- {id: x, type: §suport, actor: alpha}\n", "did you mean support?"),
    ("events:\n- §{id: x, actor: alpha}\n", "the event has no type"),
    ("events:\n- §{id: x, type: visit, actor: alpha}\n", "type visit needs the role recipient"),
    ("events:\n- {id: x, type: talks, participants: [alpha, §bet]}\n", "did you mean beta?"),
    ("events:\n- {id: x, type: meeting, actor: alpha, recipient: §alpha}\n", "both sides"),
    ("events:\n- {id: x, type: statement, actor: alpha, date: §2019-02-30}\n", "no day 30"),
    ("events:\n- {id: x, type: statement, actor: alpha, place: §cost}\n", "did you mean coast?"),
    ("events:\n- {id: x, type: statement, actor: alpha, §evidence: []}\n", "unknown key evidence"),
    ("events:\n- {id: x, type: statement, actor: alpha, sources: [x, §article:y]}\n", "article y"),
]

NO_ANNOTATION: list[Whole] = [
    ("§", "the file is empty"),
    ("§\n\n", "the file is empty"),
    ("§# only a comment\n# and another\n", "the file is empty"),
    ("§---\n", "the file is empty"),
    ("§---\n...\n", "the file is empty"),
    ("\ufeff§", "the file is empty"),
    ("§''\n", "the file is empty"),
    ("§~\n", "the file must be a mapping of keys to values"),
    ("§title\n", "the file must be a mapping of keys to values"),
    ("§- title: A call\n- publisher: paper\n", "the file must be a mapping of keys to values"),
    ("§[]\n", "the file must be a mapping of keys to values"),
    ("§|\n  title: A call\n", "the file must be a mapping of keys to values"),
    ("\n§{}\n", "neither an article nor a registry"),
    ("\n\n§colour: red\nsize: 3\n", "neither an article nor a registry"),
    ("§actrs: []\n", "did you mean actors?"),
    ("§clams:\n- {id: a}\n", "did you mean claims?"),
    ('§{"name": "a package", "version": "1.0"}\n', "neither an article nor a registry"),
]
