"""Every claim of the corpus is reached, from its tie or from its actor, in at most two actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from libyagraph import ontology, paths
from libyagraph.records import Claim, Records
from libyagraph.vocabulary import Vocabulary
from playwright.sync_api import Page, expect

from tests.browser.tale import TEXTS

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
CARDS = """() => Object.fromEntries([...document.querySelectorAll("#panel .claim")]
  .map(card => [card.dataset.claim, card.innerText]))"""
CLICKED = """edges => edges.map(id => {
  document.querySelector(`[data-edge="${CSS.escape(id)}"]`).click();
  return Object.fromEntries([...document.querySelectorAll("#panel .claim")]
    .map(card => [card.dataset.claim, card.innerText]));
})"""
RANK = """id => [...document.querySelectorAll("#found [data-id]")]
  .findIndex(option => option.dataset.id === id)"""


def ways(records: Records) -> tuple[dict[str, str], dict[str, str]]:
    """Claims by the tie that they yield, and all others by an actor that they name."""
    by_tie = {claim: tie.id for tie in records.ties() for claim in tie.claims}
    by_actor = {
        claim.id: next(iter([*(a for ids in claim.roles.values() for a in ids), *claim.said_by]))
        for claim in records.claims.values()
        if claim.id not in by_tie
    }
    return by_tie, by_actor


def wanted(claim: Claim, records: Records, words: Vocabulary, language: str) -> Iterator[str]:
    """What the card of a claim must say."""
    article = records.articles[claim.article]
    yield words.modalities[claim.modality].label(language)
    yield article.title
    yield records.actors[article.publisher].name(language)
    for passage in claim.evidence:
        yield f"{passage.start}"
        yield f"{passage.end}"
    for actor in (*claim.attribution, *claim.relayed_by):
        yield records.actors[actor].name(language)
    if claim.cue:
        yield claim.cue
    yield from claim.date.replace("..", "…").split("/")


def check(
    cards: Mapping[str, str], claims: list[str], records: Records, words: Vocabulary, language: str
) -> None:
    """All of these claims have their cards, and nothing of them is missing."""
    for id in claims:
        assert id in cards
        missing = [
            w for w in wanted(records.claims[id], records, words, language) if w not in cards[id]
        ]
        assert (id, missing) == (id, [])


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_every_claim_is_reached(opened_build: Open, built_records: Records, language: str) -> None:
    """By mouse from a row of the table; by keyboard from there and from the search."""
    page = opened_build(link=f"lang={language}&table=1")
    vocabulary = ontology.load(paths.ontology())
    by_tie, by_actor = ways(built_records)
    assert len(by_tie) + len(by_actor) == len(built_records.claims)
    ties = sorted(set(by_tie.values()))
    for tie, cards in zip(ties, page.evaluate(CLICKED, ties), strict=True):
        own = [claim for claim, edge in by_tie.items() if edge == tie]
        check(cards, own, built_records, vocabulary, language)
    for tie in ties:
        page.evaluate("id => document.querySelector(`[data-edge='${id}']`).focus()", tie)
        page.keyboard.press("Enter")
        assert {c for c, edge in by_tie.items() if edge == tie} <= page.evaluate(CARDS).keys()
    search = page.locator("#search")
    for actor in sorted(set(by_actor.values())):
        search.fill(actor)
        for _ in range(page.evaluate(RANK, actor)):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        cards = page.evaluate(CARDS)
        own = [claim for claim, id in by_actor.items() if id == actor]
        check(cards, own, built_records, vocabulary, language)


def test_the_words_of_every_claim_are_marked(opened_tale: Open) -> None:
    """Where the texts were at hand: each passage in its sentence."""
    page = opened_tale()
    data = page.evaluate("JSON.parse(data.textContent).claims")
    for id, claim in data.items():
        page.evaluate("id => libyagraph.select('claim', id)", id)
        marks = page.locator("#panel mark").all_inner_texts()
        text = TEXTS[claim["article"]][2]
        assert marks == [text[one["start"] : one["end"]] for one in claim["evidence"]]
        quoted = page.locator("#panel blockquote").all_inner_texts()
        assert all(quote in text for quote in quoted)
        expect(page.locator("#panel blockquote").first).not_to_contain_text("weather")
