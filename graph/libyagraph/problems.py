"""All that can be wrong with annotations, by name, and how it is told: as text, JSON or for GitHub.

In go problems, out come their explanations and lines. What a line shows of a file is printable: no
control character, and none that hides or turns text, gets out. Nothing is printed here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from libyagraph.errors import Problem, printable

ERRORS: Mapping[str, str] = MappingProxyType(
    {
        "alias": "YAML aliases (`*name`) are not allowed: write the value where it is needed.",
        "anchor": "YAML anchors (`&name`) are not allowed.",
        "another-text": "With `--fix`: the text has too few of the passages to be the article's.",
        "bad-date": "A date is no EDTF, is no day of the calendar, or ends before it begins.",
        "bad-file": "The file of the text is named with a path; the name alone goes there.",
        "bad-id": "An id has more than lower-case letters, digits and single hyphens.",
        "bad-language": "A language is not given by a code such as `fr`.",
        "bad-passage": "A passage or region is empty, reversed, or ends behind the text.",
        "bad-url": "A web address is none.",
        "control": "The file has a character that controls a terminal, or hides or turns text.",
        "cycle": "A claim is in itself or tells of itself, or a place lies within itself.",
        "digest-mismatch": "A passage has not the words annotated; `--fix` looks for them.",
        "directive": "YAML directives (`%`) are not allowed.",
        "documents": "A second document in one file: one file holds one.",
        "duplicate-id": "An actor, place, event, article or claim has the id of another one.",
        "duplicate-key": "A key stands twice in one mapping.",
        "empty": "The file is empty.",
        "encoding": "The file is not UTF-8.",
        "event-chain": "`event` names a claim that tells of another's event: name that event.",
        "half-point": "A latitude without a longitude, or the reverse.",
        "ignored-passage": "A passage lies where `ignore` says that nothing of the article is.",
        "key": "A key is a list or a mapping; it must be a word.",
        "local-actor": "An actor that another article declares for itself alone is named.",
        "long-citation": "More than eight words of a text are cited.",
        "lost-passage": "With `--fix`: the words of a passage are not in the text any more.",
        "lost-quote": "With `--fix`: a quote is not in the text, or is there more than once.",
        "merge": "YAML merge keys (`<<`) are not allowed.",
        "missing-key": "A key that must be there is not.",
        "missing-role": "A role that the type of the event needs is not there.",
        "nesting": "Lists and mappings are nested too deep.",
        "not-rdf": "With `--data`: a file is not the RDF that its name says.",
        "repeated": "A value stands twice in one list.",
        "self": "An actor meets or belongs to itself, or a claim answers itself.",
        "size": "The file is too large.",
        "syntax": "The file is not YAML.",
        "tag": "YAML tags (`!type`) are not allowed.",
        "text-changed": "The text is not the one annotated; `--fix` finds its passages again.",
        "unknown-actor": "An id names no actor of the registry or of the article.",
        "unknown-article": "An id names no article.",
        "unknown-claim": "A reference names no claim and no event.",
        "unknown-key": "A key is none of the annotation language.",
        "unknown-place": "An id names no place of the registry.",
        "unknown-word": "A value is none of those that the key takes.",
        "unplaced-quote": "A quote waits to become positions: `--fix` places it.",
        "unreadable": "The file can't be opened.",
        "unsure-passage": "With `--fix`: where a passage stands now can't be told for certain.",
        "unsure-region": "With `--fix`: where a region without evidence stands now can't be told.",
        "wrong-kind": "An actor is of a kind that the role or the affiliation does not take.",
        "wrong-role": "A role that the type of the event does not take.",
        "wrong-root": "The file is neither an article nor a registry.",
        "wrong-type": "A value has not the form that its key takes, or a type is not its event's.",
    }
)
"""What makes annotations unfit for a graph, each in a line."""

WARNINGS: Mapping[str, str] = MappingProxyType(
    {
        "claim-in-no-claim": "A passage lies where `no_claim` says that no event is told of.",
        "denies-nothing": "A denial does not name what it denies.",
        "grown-region": "With `--fix`: a region at an end of the text now reaches to its new end.",
        "no-digest": "A passage or a source can't be verified: `--fix` fills in what it lacks.",
        "no-text": "The text of an article is not at hand: its evidence was not verified.",
        "outside-post": "An actor takes part whose posts, as the registry has them, had all ended.",
        "same-event": "An event looks like one that another article tells of, and is not joined.",
        "time-words": "The time words of the text mean other days than the date.",
    }
)
"""What is allowed and yet worth a look, each in a line. Only these can be ignored."""

FORMATS = ("text", "json", "github")

_SUGGESTION = re.compile(r"; did you mean (?P<word>\S+)\?\Z")


def explained(name: str) -> str:
    """What a name of a problem means; raises `KeyError` where there is no such name."""
    level, said = ("warning", WARNINGS[name]) if name in WARNINGS else ("error", ERRORS[name])
    return f"{name} ({level}): {said}"


def told(problems: Iterable[Problem], form: str) -> list[str]:
    """Problems as the lines of a format; all lines of `json` together are one array."""
    if form == "github":
        return [_for_github(problem) for problem in problems]
    if form == "text":
        return [str(problem) for problem in problems]
    objects = [f"{_as_json(problem)}," for problem in problems]
    return ["[", *objects[:-1], objects[-1][:-1], "]"] if objects else ["[]"]


def _as_json(problem: Problem) -> str:
    found = {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "level": problem.level,
        "name": problem.name,
        "message": problem.told,
    }
    suggestion = _SUGGESTION.search(problem.message)
    if suggestion:
        found["suggestion"] = suggestion["word"]
    text = json.dumps(found, ensure_ascii=False)
    # The name of a file is given whole, in JSON's own escapes: it is there to open the file by.
    return text if text.isprintable() else json.dumps(found)


def _for_github(problem: Problem) -> str:
    properties = {
        "file": problem.file,
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.name,
    }
    written = ",".join(
        f"{key}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
    )
    return f"::{problem.level} {written}::{_escaped(problem.told)}"


def _escaped(text: str) -> str:
    """As GitHub's workflow commands want it: `%` too, which would begin an escape."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def table() -> str:
    """All names in Markdown, for the manual."""
    rows = [
        *((name, "error", said) for name, said in ERRORS.items()),
        *((name, "warning", said) for name, said in WARNINGS.items()),
    ]
    lines = (f"| `{name}` | {level} | {said} |" for name, level, said in sorted(rows))
    return "\n".join(("| name | level | what it means |", "| --- | --- | --- |", *lines)) + "\n"
