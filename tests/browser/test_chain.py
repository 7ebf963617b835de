"""How two actors are connected: the strongest and the shortest chain of ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise

import networkx as nx
import pytest
from libyagraph.records import Records
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def ask(page: Page, start: str, end: str) -> None:
    """Type both names, as a user does with the keyboard."""
    for field, name in (("from", start), ("to", end)):
        page.fill(f"#chain-{field}", name)
        page.keyboard.press("Enter")


def test_the_strongest_and_the_shortest_differ(opened_tale: Open) -> None:
    """One origin tells of the direct tie, two of each step by way of another."""
    page = opened_tale()
    page.click("#tab-chain")
    expect(page.locator("#chain-answer")).to_contain_text("Choose two actors")
    ask(page, "alpha", "delta")
    assert page.evaluate("libyagraph.chain()") == ["alpha", "gamma", "delta"]
    expect(page.locator("#chain-answer")).to_contain_text("Steps: 2 · origins of the weakest: 2")
    page.check("[name=chain-by][value=shortest]")
    assert page.evaluate("libyagraph.chain()") == ["alpha", "delta"]
    expect(page.locator("#chain-answer .step")).to_have_count(1)


def test_each_step_opens_its_evidence(opened_tale: Open) -> None:
    """One click away; and the way back leads to the chain again."""
    page = opened_tale(link="chain=alpha~delta~strongest~all&tab=chain")
    page.locator("#chain-answer .step button.edge").first.click()
    expect(page.locator("#panel mark")).to_have_count(3)
    expect(page.locator("#panel mark").last).to_have_text("Alpha met Gamma")
    page.click("#tab-chain")
    expect(page.locator("#chain-answer .step")).to_have_count(2)


def test_over_what_is_shown_or_over_all(opened_tale: Open) -> None:
    """A filter takes ties out of the first, never out of the second."""
    page = opened_tale(link="chain=alpha~delta~strongest~shown&tab=chain&relation=!meets,supports")
    expect(page.locator("#chain-answer")).to_contain_text("No chain among what is drawn")
    page.check("[name=chain-over][value=all]")
    assert page.evaluate("libyagraph.chain()") == ["alpha", "gamma", "delta"]
    page.click("#chain-swap")
    assert page.evaluate("libyagraph.chain()") == ["delta", "gamma", "alpha"]


def test_a_chain_stands_out_while_it_is_looked_at(opened_tale: Open) -> None:
    """Its actors have bold names; others are faint until the tab is left."""
    page = opened_tale(link="chain=alpha~delta~shortest~all&tab=chain", still=True)
    page.wait_for_function("() => libyagraph.labels().some(one => one.text === 'supports')")
    page.click("#tab-legend")
    page.wait_for_function("() => !libyagraph.labels().some(one => one.text === 'supports')")


def test_it_starts_from_an_actor(opened_tale: Open) -> None:
    """A button in the actor's panel fills in the beginning and asks for the end."""
    page = opened_tale(link="open=actor:alpha")
    page.get_by_role("button", name="Find a path from here").click()
    expect(page.locator("#chain-to")).to_be_focused()
    page.keyboard.type("delta")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("libyagraph.chain()") == ["alpha", "gamma", "delta"]


def test_nobody_is_connected_by_nothing(opened_tale: Open) -> None:
    """Without a chain, with oneself, and with half a question."""
    page = opened_tale(link="chain=alpha~paper~strongest~all&tab=chain")
    answer = page.locator("#chain-answer")
    expect(answer).to_contain_text("No chain of ties joins them")
    page.fill("#chain-to", "alpha")
    page.keyboard.press("Enter")
    expect(answer).to_contain_text("Choose two different actors")
    page.fill("#chain-to", "")
    page.keyboard.press("Tab")
    expect(answer).to_contain_text("Choose two actors to see")


def strengths(records: Records) -> nx.Graph:
    """How many origins tell of any tie between two actors; what is only denied joins nobody."""
    origins: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in records.ties():
        if tie.status != "denied":
            told = (records.articles[id] for id in tie.articles)
            ends = (min(tie.source, tie.target), max(tie.source, tie.target))
            origins[ends] |= {article.agency or article.publisher for article in told}
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, len(found)) for (a, b), found in origins.items())
    return graph


def pairs(graph: nx.Graph) -> Iterator[tuple[str, str]]:
    """Some pairs of actors, connected ones among them."""
    ranked = sorted(graph, key=lambda actor: (-graph.degree[actor], actor))
    yield from combinations([*ranked[:5], *ranked[-5:]], 2)


def test_chains_are_those_that_networkx_finds(opened_build: Open, built_records: Records) -> None:
    """The weakest step is as strong as it can be, and no chain as strong is shorter."""
    graph = strengths(built_records)
    page = opened_build()
    page.click("#tab-chain")
    page.check("[name=chain-over][value=all]")
    for start, end in pairs(graph):
        for by in ("strongest", "shortest"):
            link = f"tab=chain&chain={start}~{end}~{by}~all"
            found = page.evaluate(
                "link => { location.hash = link; return new Promise(done =>"
                " addEventListener('hashchange', () => done(libyagraph.chain()), {once: true})) }",
                link,
            )
            if not nx.has_path(graph, start, end):
                assert found is None
                continue
            steps = [graph.edges[a, b]["weight"] for a, b in pairwise(found)]
            least = 0
            if by == "strongest":
                tree = nx.maximum_spanning_tree(graph)
                way = nx.shortest_path(tree, start, end)
                least = min(graph.edges[a, b]["weight"] for a, b in pairwise(way))
                assert min(steps) == least
            kept = nx.subgraph_view(
                graph, filter_edge=lambda a, b, w=least: graph.edges[a, b]["weight"] >= w
            )
            assert len(steps) == nx.shortest_path_length(kept, start, end)
