"""An invented corpus that goes the whole way, from annotations with texts to a page.

Three papers tell of few actors, with every sort of date: days, a month, intervals that are closed
and open, and none. The strongest chain between alpha and delta is not the shortest.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from libyagraph.api import open_graph
from libyagraph.build import build
from libyagraph.records import Records

from tests.support import article, told, write_corpus

TEXTS = {
    "morning": (
        "paper",
        "2016-05-10",
        "A line about the weather. On Monday Alpha met Gamma in the old hall. Gamma is said to "
        "have sent arms to Beta in April, which Gamma denied on Tuesday. Since March Beta has been "
        "at war with Delta. Alpha said a word of thanks. Some day the captain backed Alpha. "
        "Alpha backs Delta. Gamma met Delta twice.",
    ),
    "evening": (
        "second-paper",
        "2016-06-01",
        "The meeting of Alpha and Gamma is confirmed. The envoy went to see Gamma on 20 May. From "
        "November to February Delta worked with the envoy. Gamma and Delta did meet.",
    ),
    "copy": (
        "third-paper",
        "2016-06-02",
        "Our agency says that Alpha and Gamma met. They back Beta.",
    ),
}
"""The articles by id: who published them, when, and their texts."""
NAMES = {"en": "=1+1", "fr": '-1, "deux"', "ar": "@ثلاثة"}
"""What a spreadsheet would take for formulas."""


@dataclass(frozen=True)
class Tale:
    """The built graph, its records, and its page in English with the passages."""

    graph: Path
    records: Records
    page: Path


def at(id: str, *quotes: str) -> dict[str, list[list[int]]]:
    """The evidence of a claim, by the words of an article."""
    text = TEXTS[id][2]
    return {"evidence": [[text.index(q), text.index(q) + len(q)] for q in quotes]}


def claims() -> dict[str, list[dict[str, object]]]:
    """What the articles tell of."""
    first = "morning"
    morning = [
        told(
            "meet", "meeting", actor="alpha", recipient="gamma", date="2016-05-02", words="Monday"
        ),
        told("arms", "arms-supply", actor="gamma", recipient="beta", date="2016-04"),
        told("denial", "denial", actor="gamma", denies="arms", date="2016-05-03"),
        told("war", "offensive", actor="beta", recipient="delta", date="2016-03-01/.."),
        told("thanks", "statement", actor="alpha"),
        told("backing", "support", actor="captain", recipient="alpha", date="undated"),
        told("direct", "support", actor="alpha", recipient="delta", date="2016-05"),
        told("gamma-delta", "meeting", participants=["gamma", "delta"], date="2016-01-15"),
    ]
    morning[0] |= {"words": "Monday", **at(first, "Alpha met Gamma")}
    morning[1] |= {"modality": "alleged", "cue": "is said to have"}
    morning[1] |= at(first, "Gamma is said to have sent arms to Beta")
    morning[2] |= at(first, "which Gamma denied on Tuesday")
    morning[3] |= at(first, "Since March Beta has been at war with Delta")
    morning[4] |= at(first, "Alpha said a word of thanks")
    morning[5] |= at(first, "the captain backed Alpha")
    morning[6] |= at(first, "Alpha backs Delta")
    morning[7] |= at(first, "Gamma met Delta twice")
    evening = [
        told("again", event="morning#meet", according_to=["wire", "envoy"]),
        told("visit", "visit", actor="envoy", recipient="gamma", date="2016-05-20"),
        told("work", "cooperation", actor="delta", recipient="envoy", date="2015-11/2016-02"),
        told("too", event="morning#gamma-delta"),
    ]
    evening[0] |= at("evening", "The meeting of Alpha and Gamma is confirmed")
    evening[1] |= at("evening", "The envoy went to see Gamma on 20 May")
    evening[2] |= at("evening", "From November to February Delta worked with the envoy")
    evening[3] |= at("evening", "Gamma and Delta did meet")
    copy = [
        told("copied", event="morning#meet") | at("copy", "Alpha and Gamma met"),
        told("formula", "support", actor="formula", recipient="beta") | at("copy", "back Beta"),
    ]
    return {"morning": morning, "evening": evening, "copy": copy}


def tell(directory: Path) -> Tale:
    """Write, build and draw it."""
    texts = directory / "texts"
    texts.mkdir(parents=True)
    articles = {}
    for id, (publisher, day, text) in TEXTS.items():
        (texts / f"{id}.txt").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        source = {"file": f"{id}.txt", "sha256": digest, "characters": len(text)}
        published = {
            "date": day,
            "basis": "found",
            "url": f"https://example.org/{id}",
        }
        keys: dict[str, object] = {"title": f"The {id} news", "publisher": publisher}
        keys |= {"published": published, "source": source}
        articles[id] = article(claims()[id], **keys)
    source_of_all = {"sources": ["https://example.org/"]}
    third = {"id": "third-paper", "kind": "media", "names": {"en": "Third paper"}} | source_of_all
    formula = {"id": "formula", "kind": "person", "names": NAMES} | source_of_all
    corpus = write_corpus(directory / "corpus", articles=articles, actors=[third, formula])
    built = build(corpus, directory / "build", texts=texts)
    page = directory / "tale.html"
    with open_graph(built.directory) as graph:
        graph.draw(page, language="en", texts=graph.verified_texts(texts), title="A tale")
        return Tale(built.directory, graph.records, page)


def data_of(page: Path) -> dict[str, object]:
    """What a page's scripts read."""
    html = page.read_text(encoding="utf-8")
    start = html.index('id="data">') + len('id="data">')
    found: dict[str, object] = json.loads(html[start : html.index("</script>", start)])
    return found
