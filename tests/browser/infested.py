"""A corpus in which every text is an attack: what `test_injection.py` draws.

For each payload there is an article with its text, and the actors, place and event that it tells
of: every field of the language that takes a text of one's own has a case.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from libyagraph.parse.common import is_web_address

from tests.browser.injection import Cases, Payload
from tests.support import told

LANGUAGES = ("fr", "en", "ar")
SOURCE = ["https://example.org/"]
UNSHOWN = {
    "article date note",
    "article note",
    "event note",
    "event title en",
    "event title fr",
    "place alias",
    "place note",
    "region why",
}
"""What the language takes and the page has no use for."""

Entry = dict[str, object]


@dataclass(frozen=True)
class Infested:
    """A corpus on disk, its texts, and the cases in it."""

    corpus: Path
    texts: Path
    cases: Cases


def infest(directory: Path, payloads: Sequence[Payload], cases: Cases) -> Infested:
    """Write the corpus of these payloads, and add its cases to `cases`."""
    made = Infested(directory / "corpus", directory / "texts", cases)
    made.corpus.mkdir(parents=True)
    made.texts.mkdir()
    registry: dict[str, list[Entry]] = {"actors": [], "places": [], "events": []}
    for number, payload in enumerate(payloads):
        one = _One(number, len(payloads), payload, cases)
        registry["actors"] += one.actors()
        registry["places"].append(one.place())
        registry["events"].append(one.event())
        text, at = one.text()
        name = f"text-{number}.txt"
        (made.texts / name).write_bytes(text.encode())
        _write(made.corpus / f"{one.id('article')}.yaml", one.article(name, text, at))
    for key, entries in registry.items():
        _write(made.corpus / f"{key}.yaml", {key: entries})
    return made


def _write(path: Path, value: object) -> None:
    # JSON is YAML; escaped, a line separator is no line break of the file.
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


@dataclass(frozen=True)
class _One:
    """What there is of one payload, the `number`th of so `many`."""

    number: int
    many: int
    payload: Payload
    cases: Cases

    def id(self, what: str, step: int = 0) -> str:
        return f"{what}-{(self.number + step) % self.many}"

    def case(self, where: str) -> str:
        return self.cases.text(self.payload, where)

    def names(self, what: str, languages: Sequence[str] = LANGUAGES) -> Entry:
        return {language: self.case(f"{what} {language}") for language in languages}

    def actor(self, id: str, kind: str, what: str, **more: object) -> Entry:
        return {
            "id": self.id(id),
            "kind": kind,
            "names": self.names(what),
            "sources": SOURCE,
        } | more

    def fact(self, key: str, other: str, what: str, **more: object) -> list[Entry]:
        return [{key: other, "sources": [self.case(f"{what} source")]} | more]

    def actors(self) -> list[Entry]:
        post = self.fact(
            "organisation",
            self.id("body"),
            "post",
            title=self.names("post title"),
            during="2014/..",
        )
        person: Entry = {
            "id": self.id("person"),
            "kind": "person",
            "names": self.names("name", (*LANGUAGES, "de")),
            "aliases": [
                {"value": self.case("alias"), "lang": "fr"},
                {"value": self.case("alias with period"), "lang": "en", "valid": "2010/.."},
            ],
            "note": self.case("actor note"),
            "posts": post,
            "memberships": self.fact("organisation", self.id("camp"), "membership"),
            "kin": self.fact("actor", self.id("person", 1), "kin"),
            "sources": [self.case("actor source")],
        }
        body = self.actor(
            *("body", "institution", "body name"),
            acts_for=self.fact("actor", self.id("state"), "acting for"),
            predecessors=self.fact("actor", self.id("body", 1), "predecessor", date="2001"),
        )
        return [
            person,
            body,
            self.actor("state", "state", "state name"),
            self.actor("camp", "camp", "camp name"),
            self.actor("paper", "media", "publisher name"),
            self.actor("wire", "media", "agency name"),
        ]

    def place(self) -> Entry:
        alias = {"value": self.case("place alias"), "lang": "en"}
        note = self.case("place note")
        names = self.names("place name")
        found = {"id": self.id("place"), "kind": "city", "names": names, "note": note}
        return found | {"aliases": [alias], "sources": SOURCE}

    def event(self) -> Entry:
        return {
            "id": self.id("event"),
            "type": "visit",
            "actor": self.id("person", 1),
            "recipient": self.id("state"),
            "title": self.names("event title", ("fr", "en")),
            "note": self.case("event note"),
            "sources": SOURCE,
        }

    def text(self) -> tuple[str, list[int]]:
        """The text of the article, and where its passage stands."""
        before = f"An invented line.\nHere {self.case('text before')} "
        words = self.case("passage")
        return f"{before}{words} {self.case('text after')}\nThe end.\n", [
            len(before),
            len(before) + len(words),
        ]

    def article(self, name: str, text: str, at: list[int]) -> Entry:
        published = {
            "date": "2019-05-10",
            "basis": "printed",
            "note": self.case("article date note"),
        }
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return {
            "title": self.case("title"),
            "publisher": self.id("paper"),
            "agency": self.id("wire"),
            "language": "en",
            "published": published | self.url(),
            "source": {"file": name, "sha256": sha256, "characters": len(text)},
            "no_claim": [{"at": [6, 9], "why": self.case("region why")}],
            "note": self.case("article note"),
            "actors": [
                {
                    "id": self.id("local"),
                    "kind": "collective",
                    "names": self.names("local name"),
                    "aliases": [{"value": self.case("local alias"), "lang": "ar"}],
                    "note": self.case("local note"),
                    "sources": [self.case("local source")],
                }
            ],
            "claims": self.claims(at),
        }

    def url(self) -> Entry:
        """An address, where the reader takes one with this payload in it."""
        payload = replace(self.payload, glue="/")  # no address has a space
        if not is_web_address(f"https://example.org/{Cases().text(payload, 'url')}"):
            return {}
        return {"url": f"https://example.org/{self.cases.text(payload, 'url')}"}

    def claims(self, at: list[int]) -> list[Entry]:
        return [
            told(
                *("support", "support"),
                actor=self.id("person"),
                recipient=self.id("state", 1),
                place=self.id("place"),
                date="2019-05-09",
                words=self.case("words"),
                modality="alleged",
                cue=self.case("cue"),
                according_to=[self.id("local")],
                figures={"killed": ">510", "constructor": 7, "valueof": 8},
                label={"term": self.case("label"), "for": self.id("state", 1)},
                evidence=[at],
                note=self.case("claim note"),
            ),
            told("constructor", "denial", actor=self.id("body"), denies="support"),
            told(
                "speech", "statement", actor=self.id("person"), words=self.case("words of speech")
            ),
            told("told-again", event=self.id("event"), cue=self.case("cue of event")),
        ]
