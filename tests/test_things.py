from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
import pytest
from libyagraph.api import open_graph
from libyagraph.names import BASE, LG, OA, RDF
from libyagraph.page import assets
from libyagraph.serve.things import Things, description, languages, links
from libyagraph.serve.things.describe import MOST_NEIGHBOURS
from libyagraph.serve.things.index import path
from libyagraph.serve.things.parts import LONGEST
from libyagraph.serve.things.wording import own as own_words
from libyagraph.vocabulary import Vocabulary
from lxml import html as lxml_html

from tests.browser.injection import PAYLOADS, REFUSED, Cases
from tests.browser.strange import strange
from tests.described import Opened
from tests.support import Tiny, article, tiny, told

PLAIN = """
    html head meta title link body a header nav main footer section article h1 h2 h3 h4 p dl div dt
    dd ul ol li span bdi q br details summary table caption thead tbody tr th td
"""
"""The elements that a page may have."""

ATTRIBUTES = """
    charset class content dir href hreflang id lang name rel scope tabindex type
    aria-current aria-label
"""
"""And their attributes."""

UNUSED = {
    *("before", "passage", "after", "shape", "colour", "language of alias"),
    *("kind", "event type", "relation", "role", "link", "modality", "status", "extra key"),
    *(f"definition of {table}" for table in ("roles", "links", "topics", "terms")),
}
"""What pages do not show: the texts, what is drawn, and keys that have a label."""

TOLD = {
    "first": article(
        [
            told(
                "arms",
                "support",
                actor="alpha",
                recipient="beta",
                date="2016-04",
                modality="alleged",
                cue="is said",
                according_to=["envoy"],
                note="A note.",
            ),
            told("no", "denial", actor="alpha", denies="arms"),
            told(
                "talk",
                "meeting",
                participants=["alpha", "gamma"],
                date="2014-06-01",
                place="harbour",
            ),
            told("word", "statement", actor="captain"),
        ],
        title="One <b>title</b>",
    ),
    "second": article(
        [told("again", event="first#arms", evidence=[[3, 5], [7, 9]], topics=["ceasefire"])],
        publisher="second-paper",
        published={
            "date": "2016-05-12",
            "basis": "printed",
            "url": "https://example.org/a?b=1&c=2",
        },
    ),
}


def opened(made: Tiny) -> Opened:
    return Opened(made.records(), made.vocabulary, made.store)


@pytest.fixture(scope="module")
def graph_of_two(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """Two articles that tell of few actors."""
    return opened(tiny(tmp_path_factory.mktemp("things"), articles=TOLD))


@pytest.fixture(scope="module")
def things(graph_of_two: Opened) -> Things:
    """Their pages."""
    return Things(graph_of_two)


def tree(things: Things, at: str, language: str = "en", part: int = 1) -> lxml_html.HtmlElement:
    """The page of a path, parsed; it must be there."""
    found = things.page(at, language=language, part=part)
    assert found is not None, at
    return lxml_html.document_fromstring(found)


def text(node: lxml_html.HtmlElement) -> str:
    """Its text, with single spaces."""
    return " ".join(node.text_content().split())


def section(page: lxml_html.HtmlElement, title: str) -> lxml_html.HtmlElement:
    """The section under a heading."""
    found = [s for s in page.iter("section") if text(s.find("h2")).startswith(title)]
    assert len(found) == 1, title
    return found[0]


def local_links(page: lxml_html.HtmlElement) -> Iterator[str]:
    """The paths that the links of a page's content lead to on the same server."""
    for node in page.find("body").iter("a"):
        address = urlsplit(node.get("href"))
        if not address.scheme and address.path not in ("", "/", "/query", "/sparql"):
            yield unquote(address.path).removeprefix("/")


def test_every_link_between_things_leads_to_a_page(graph: Path) -> None:
    """From each thing of the corpus; what is linked but no record (a topic) has a page too."""
    with open_graph(graph) as whole:
        things, records = Things(whole), whole.records
        tables = (records.actors, records.articles, records.claims, records.events, records.places)
        left = {path(one) for table in tables for one in table.values()}
        left |= {edge.id for edge in records.edges}
        assert len(left) > 300
        seen: set[str] = set()
        while left:
            at = left.pop()
            seen.add(at)
            left |= set(local_links(tree(things, at, "ar"))) - seen
    assert "topic/ceasefire" in seen


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_a_page_is_whole_and_in_its_language(things: Things, language: str) -> None:
    """With a title, one first heading, its language and direction, and other forms of itself."""
    page = tree(things, "actor/alpha", language)
    assert (page.get("lang"), page.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    names = {"fr": "Alpha", "en": 'Alpha "the \\ Quiet"', "ar": "ألفا"}
    assert page.findtext("head/title") == f"{names[language]} – libyagraph"
    assert [text(h) for h in page.iter("h1")] == [names[language]]
    alternates = page.xpath("//link[@rel='alternate'][@type]")
    assert {(a.get("type"), a.get("href")) for a in alternates} >= {("text/turtle", "/actor/alpha")}
    others = page.xpath("//header//a[@hreflang]")
    assert [a.get("href") for a in others] == ["?lang=fr", "?lang=en", "?lang=ar"]
    here = page.xpath("//header//a[@aria-current]")
    assert [a.get("lang") for a in here] == [language]
    assert page.xpath("//a[@class='skip']/@href") == ["#content"]
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["/static/things.css"]


def test_a_name_of_another_language_says_so(things: Things) -> None:
    """Beta has an English name alone: a French page marks it, an English one does not."""
    for language, marked in (("fr", "en"), ("ar", "en"), ("en", None)):
        heading = tree(things, "actor/beta", language).find(".//h1/bdi")
        assert (heading.text, heading.get("lang")) == ("Beta", marked)


def test_an_actor_has_its_names_and_its_portrait(things: Things) -> None:
    """Names, aliases with their periods, Wikidata, note, posts with period, title and source."""
    alpha = tree(things, "actor/alpha")
    said = text(alpha.find(".//main"))
    for part in (
        "ألفا",
        "阿尔法",
        "The Quiet (2010/2015)",
        "Two lines, and a tab",
        "A book, p. 12",
    ):
        assert part in said
    assert alpha.xpath("//a[.='Q4440236']/@href") == ["https://www.wikidata.org/wiki/Q4440236"]
    envoy = section(tree(things, "actor/envoy"), "Posts and affiliations")
    lines = [text(li) for li in envoy.iter("li")]
    assert [line for line in lines if "spokesman · Office" in line and "2014-03-01/2018" in line]
    assert "/actor/office" in envoy.xpath(".//a/@href")
    assert "https://example.org/envoy" in envoy.xpath(".//a/@href")
    office = section(tree(things, "actor/office"), "Posts in it")
    assert any("Envoy · spokesman" in text(li) for li in office.iter("li"))


def test_a_tie_opens_down_to_what_says_so(things: Things) -> None:
    """Relation, date, status, who denies it; each claim with cue, chain, article, characters."""
    ties = section(tree(things, "actor/alpha"), "Ties")
    assert "supports 1" in [text(h) for h in ties.iter("h3")]
    line = next(li for li in ties.iter("li") if "/actor/beta" in li.xpath("p//a/@href"))
    said = text(line)
    for part in ("2016-04", "contested", "Denied by", "origins: 2", "What says so (2)"):
        assert part in said
    cards = line.xpath("details/div[@class='claim']")
    assert [card.xpath("h4/a/@href") for card in cards] == [
        ["/claim/first/arms"],
        ["/claim/second/again"],
    ]
    first = text(cards[0])
    for part in ("alleged", "is said", "One <b>title</b>", "0–5"):
        assert part in first
    assert cards[0].xpath("dl/div[dt='According to']/dd/a/@href") == ["/actor/envoy"]
    assert cards[0].xpath("dl/div[dt='Denials']/dd/a/@href") == ["/claim/first/no"]
    assert "3–5" in text(cards[1]) and "7–9" in text(cards[1])


def test_denials_are_linked_both_ways(things: Things) -> None:
    """From what is denied to who denies it, and back."""
    arms = tree(things, "claim/first/arms")
    assert arms.xpath("//main/dl/div[dt='Denials']/dd//a/@href") == ["/claim/first/no"]
    no = tree(things, "claim/first/no")
    assert "/claim/first/arms" in no.xpath("//main/dl/div[dt='denies']/dd//a/@href")
    event = tree(things, "event/first/arms")
    assert event.xpath("//main/dl/div[dt='Denials']/dd//a/@href") == ["/claim/first/no"]


def test_a_timeline_runs_forward_and_ends_with_what_has_no_date(things: Things) -> None:
    """By the first day of each event."""
    timeline = section(tree(things, "actor/alpha"), "Timeline")
    dates = [text(node) for node in timeline.xpath(".//*[@class='time']")]
    assert dates == ["2014-06-01", "2016-04", "undated"]


def test_who_only_speaks_has_claims_without_a_tie(things: Things) -> None:
    """And the articles that speak of it."""
    captain = tree(things, "actor/captain")
    untied = section(captain, "Claims without a tie")
    assert untied.xpath(".//h3/a/@href") == ["/claim/first/word"]
    assert "/article/first" in section(captain, "Articles that speak").xpath(".//a/@href")
    assert not [h for h in captain.iter("h2") if text(h).startswith("Ties")]


def test_an_article_lists_its_claims_in_the_order_of_the_text(things: Things) -> None:
    """With its address, its date and how that is known."""
    page = tree(things, "article/second")
    assert page.xpath("//main//a[starts-with(@href, 'https:')]/@href") == [
        "https://example.org/a?b=1&c=2"
    ]
    assert "2016-05-12 (date printed)" in text(page)
    claims = section(tree(things, "article/first"), "Claims, in the order")
    assert len(claims.xpath("ol/li")) == 4
    places = re.findall(r"characters (\d+)–", text(claims))
    assert places == sorted(places, key=int)


def test_an_event_and_a_place_tell_of_each_other(things: Things) -> None:
    """The event has its type, date and bounds, the place its coordinates."""
    assert "place/harbour" in local_links(tree(things, "event/first/talk"))
    harbour = tree(things, "place/harbour")
    assert "-3.5, 12" in text(harbour) and "/place/coast" in harbour.xpath("//dd//a/@href")
    assert "/event/first/talk" in section(harbour, "Events there").xpath(".//a/@href")
    arms = tree(things, "event/first/arms")
    assert arms.xpath("string(//main/dl/div[dt='Bounds']/dd)") == "2016-04-01 – 2016-04-30"


def test_anything_else_is_a_table_with_links(things: Things) -> None:
    """A topic has its properties, and who speaks of it; what hangs below a claim leads back."""
    topic = tree(things, "topic/ceasefire")
    assert "/claim/second/again" in topic.xpath("//table//a/@href")
    target = tree(things, "claim/first/arms/target/1")
    assert set(target.xpath("//table//a/@href")) >= {"/article/first", "/claim/first/arms"}


def test_what_is_not_there_has_no_page(things: Things) -> None:
    """Nor has a part beyond the last, nor what can't be an IRI."""
    for at in ("actor/nobody", "", "nothing", "actor/", "claim/first", "a b", "<", "\x00", "é/%"):
        assert things.page(at, language="en") is None, at
        assert description(at, things._store) == []
    assert things.page("actor/alpha", language="en", part=2) is None
    assert things.page("actor/alpha", language="en", part=0) is None
    with pytest.raises(KeyError):
        things.page("actor/alpha", language="xx")


def test_links_carry_a_chosen_language_on(things: Things) -> None:
    """And no other: the IRIs of things are addresses without a query."""
    for kept, ending in ((True, "?lang=ar"), (False, "")):
        page = things.page("claim/first/no", language="ar", kept=kept)
        assert page and f'href="/claim/first/arms{ending}"' in page
        assert f'href="/query{ending}"' in page


def test_the_drawing_opens_what_the_page_is_of(things: Things) -> None:
    """By the words of its own links; the query describes the same thing."""
    assert tree(things, "claim/first/arms").xpath("//footer//a/@href")[:2] == [
        "/#lang=en&open=claim:first%23arms",
        "/sparql?query=DESCRIBE+%3Chttps%3A%2F%2Fw3id.org%2Flibyagraph%2Fclaim%2Ffirst%2Farms%3E",
    ]


def test_all_ties_of_an_actor_are_shown_part_by_part(graph_of_two: Opened) -> None:
    """Each once, whatever their number; the last part has no next."""
    records = graph_of_two.records
    tie = next(edge for edge in records.ties() if edge.source == "alpha")
    many = tuple(replace(tie, id=f"tie/made/{number:04}") for number in range(2 * LONGEST + 1))
    things = Things(replace(graph_of_two, records=replace(records, edges=many)))
    found: Counter[str] = Counter()
    for part in (1, 2, 3):
        page = tree(things, "actor/alpha", part=part)
        found.update(at for at in local_links(page) if at.startswith("tie/made/"))
        assert [a.get("rel") for a in page.xpath("//*[@class='parts']/a")] == [
            *(["prev"] if part > 1 else []),
            *(["next"] if part < 3 else []),
        ]
        assert f"{2 * LONGEST + 1}" in text(section(page, "Ties").find("h2"))
    assert found == Counter(edge.id for edge in many)
    assert things.page("actor/alpha", language="en", part=4) is None


def test_no_page_has_anything_but_plain_markup(things: Things, vocabulary: Vocabulary) -> None:
    """No script, style, handler or form, also where every text of a graph is an attack."""
    cases = Cases()
    tables = strange(cases.writer(payload, "graph") for payload in PAYLOADS + REFUSED)
    attacked = Things(Opened(tables.records(), tables.vocabulary(), ox.Store()))
    pages = [things.page(at, language="fr") for at in things._index.things]
    pages += [attacked.page(at, language="en") for at in attacked._index.things]
    assert len(pages) > 600
    # The parser takes no character that XML has not; browsers drop or replace them.
    nothing = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
    elements, attributes, addresses, marks = set(), set(), set(), set()
    for page in pages:
        assert page is not None
        marks.update(re.findall(r"zq\d+z", page))
        for node in lxml_html.document_fromstring(nothing.sub("", page)).iter():
            elements.add(str(node.tag))
            attributes.update(node.keys())
            if node.get("href"):
                addresses.add((node.tag, node.get("rel"), node.get("href")))
    unseen = {where for where, _ in cases.named(n for n in cases.texts if f"zq{n}z" not in marks)}
    unseen = {where.removeprefix("graph: ") for where in unseen if where[-3:] not in (" fr", " ar")}
    assert unseen <= UNUSED
    assert elements <= set(PLAIN.split())
    assert attributes <= set(ATTRIBUTES.split())
    for tag, rel, address in addresses:
        if re.match("https?://", address):
            assert (tag, rel) == ("a", "noreferrer noopener"), address
        elif rel != "icon":
            assert re.match(r"/(?![/\\])|[#?]", address), address
        else:
            assert address == "data:,"


def test_no_text_of_a_graph_becomes_a_link_but_an_address_of_the_web(
    vocabulary: Vocabulary,
) -> None:
    """A `javascript:` address of an article or a source stays text."""
    cases = Cases()
    tables = strange(cases.writer(payload, "graph") for payload in PAYLOADS)
    pages = Things(Opened(tables.records(), tables.vocabulary(), ox.Store()))
    shown = [pages.page(at, language="en") or "" for at in pages._index.things]
    assert sum("javascript:__f" in one for one in shown) > 5  # as text
    found = {
        address
        for one in shown
        for address in re.findall(r'href="([^"]*)"', one)
        if not address.startswith(("/", "?", "#", "data:,"))
    }
    assert {urlsplit(address).hostname for address in found} <= {
        "www.wikidata.org",
    }


@pytest.mark.parametrize(
    ("at", "address"),
    [
        ("actor/egypt", "/actor/egypt"),
        ("actor/é b", "/actor/%C3%A9%20b"),
        ("//evil.org", "/%2F/evil.org"),
        ("/\\evil.org", "/%2F%5Cevil.org"),
        ("claim/a/b?c#d", "/claim/a/b%3Fc%23d"),
        ("javascript:alert(1)", "/javascript:alert(1)"),
        ("actor/100%", "/actor/100%25"),
    ],
)
def test_an_address_stays_on_the_server(at: str, address: str) -> None:
    """And leads back to the same path."""
    assert links.local(at) == address
    assert unquote(urlsplit(f"http://here{address}").path)[1:] == at


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://x.org/", "//x.org", "https://", ""],
)
def test_other_addresses_are_none(address: str) -> None:
    """Only those of the web lead abroad."""
    assert links.abroad(address) == ""


def test_the_words_are_the_same_in_each_language() -> None:
    """And none of them hides one of the drawing's."""
    own = own_words()
    assert set(own) == set(languages()) == set(assets.words())
    keys = {language: set(own[language]) for language in own}
    assert keys["fr"] == keys["en"] == keys["ar"]
    assert not keys["en"] & set(assets.words()["en"])
    for key in keys["en"]:
        gaps = {tuple(re.findall(r"{\w+}", own[language][key])) for language in own}
        assert len(gaps) == 1, key


# ---- RDF


def triples(store: ox.Store, query: str) -> set[ox.Triple]:
    """What a CONSTRUCT gives, over the union of all graphs."""
    found = store.query(query)
    assert isinstance(found, ox.QueryTriples)
    return set(found)


def test_a_description_has_all_that_is_said_of_a_thing(seeds_store: ox.Store) -> None:
    """Every triple with it as the subject, from all graphs, each once and sorted."""
    for at in (
        "actor/khalifa-haftar",
        "place/tripoli",
        "topic/ceasefire",
        "event/tripoli-offensive",
    ):
        found = description(at, seeds_store)
        own = triples(seeds_store, f"CONSTRUCT WHERE {{ <{BASE}{at}> ?p ?o }}")
        assert own and own <= set(found)
        assert found == sorted(set(found), key=str)


def test_a_description_of_an_actor_has_its_edges(seeds_store: ox.Store) -> None:
    """Ties, lifted ties and affiliations at either end, with all their properties."""
    at = ox.NamedNode(f"{BASE}actor/khalifa-haftar")
    found = set(description("actor/khalifa-haftar", seeds_store))
    for end in ("from", "to"):
        query = f"CONSTRUCT {{ ?e ?p ?o }} WHERE {{ ?e <{LG}{end}> {at} ; ?p ?o }}"
        edges = triples(seeds_store, query)
        assert edges and edges <= found


def test_a_description_of_a_claim_has_what_hangs_below_it(seeds_store: ox.Store) -> None:
    """Targets and selectors, attributions and figures, and who answers it."""
    claim = "claim/2020-01-10-haftar-cessez-le-feu/russia-sends-mercenaries"
    found = description(claim, seeds_store)
    predicates = {triple.predicate.value for triple in found}
    assert {OA + "hasTarget", OA + "start", OA + "end", LG + "position"} <= predicates
    below = {str(t.subject) for t in found if str(t.subject).startswith(f"<{BASE}{claim}/")}
    assert any(one.endswith("/selector>") for one in below)
    answered = [t for t in found if t.predicate.value == LG + "denies"]
    assert [t.object for t in answered] == [ox.NamedNode(BASE + claim)]


def test_a_description_of_an_event_and_an_article_has_their_claims(seeds_store: ox.Store) -> None:
    """Those of the event whole, with its ties; those of the article with their types."""
    event = set(description("event/tripoli-offensive", seeds_store))
    iri = f"<{BASE}event/tripoli-offensive>"
    for name in ("describes", "ofEvent"):
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s <{LG}{name}> {iri} ; ?p ?o }}"
        around = triples(seeds_store, query)
        assert around and around <= event
    at = "article/2016-11-30-lorient-haftar-moscou"
    query = f"CONSTRUCT {{ ?c a ?t }} WHERE {{ ?c <{LG}inArticle> <{BASE}{at}> ; a ?t }}"
    types = triples(seeds_store, query)
    assert len(types) > 20 and types <= set(description(at, seeds_store))


def test_a_description_is_bounded() -> None:
    """Of more neighbours than that, the rest are named but not described."""
    store, hub = ox.Store(), ox.NamedNode(f"{BASE}actor/hub")
    kind, tie = ox.NamedNode(RDF + "type"), ox.NamedNode(LG + "Tie")
    count = MOST_NEIGHBOURS + 7
    store.add(ox.Quad(hub, kind, ox.NamedNode(LG + "Person")))
    for number in range(count):
        edge = ox.NamedNode(f"{BASE}tie/{number:05}")
        store.add(ox.Quad(edge, kind, tie))
        store.add(ox.Quad(edge, ox.NamedNode(LG + "from"), hub))
    found = description("actor/hub", store)
    assert Counter(t.object for t in found)[hub] == count
    assert Counter(t.object for t in found)[tie] == MOST_NEIGHBOURS
