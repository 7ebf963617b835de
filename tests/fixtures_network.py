"""Records and a vocabulary made by hand, with everything that is hard to export."""

from __future__ import annotations

from libyagraph.records import Actor, Article, Claim, Edge, Event, Passage, Place, Records
from libyagraph.vocabulary import Kind, Relation, Term, Vocabulary

NASTY = (
    "nul\x00 tab\x0b fffe\ufffe lone\ud800 ]]> & <b> \"double\" 'single' 🕊️ \r\n\t fin"
    + "x" * 10_000
)
NASTY_CLEAN = NASTY.translate({ord(c): "\ufffd" for c in "\x00\x0b\ufffe\ud800"})
FORMULA = '=cmd|" /C calc"!A0'


def term(key: str, **labels: str) -> Term:
    return Term(key, f"https://w3id.org/libyagraph/ontology#{key}", labels, {})


def relation(
    key: str,
    *parents: str,
    polarity: int = 0,
    symmetric: bool = False,
    family: str = "tie",
    **labels: str,
) -> Relation:
    iri = f"https://w3id.org/libyagraph/ontology#{key}"
    return Relation(key, iri, labels, {}, family, polarity, "#118833", parents, symmetric)


RELATIONS = (
    relation("supports", polarity=1, fr="soutient", en="supports", ar="يدعم"),
    relation("aids", "supports", polarity=1, fr="aide", en="aids"),
    relation("meets", symmetric=True, fr="rencontre", en="meets"),
    relation("opposes", polarity=-1, fr="s'oppose à", en="opposes"),
    relation("memberOf", family="affiliation", fr="membre de", en="member of"),
)
KINDS = ("person", "state", "armed-group", "camp", "media")

VOCABULARY = Vocabulary(
    kinds={key: Kind(key, f"lg:{key}", {"en": key}, {}) for key in KINDS},
    place_kinds={},
    event_types={},
    relations={r.key: r for r in RELATIONS},
    roles={key: term(key, en=key) for key in ("actor", "recipient", "participant")},
    links={key: term(key, en=key) for key in ("denies", "rejects")},
    modalities={},
    statuses={key: term(key, en=key) for key in ("asserted", "contested", "alleged", "reported")},
    topics={},
    outcomes={},
    terms={},
)

ACTORS = (
    Actor("east", "camp", {"fr": "Est", "en": "East"}),
    Actor("egypt", "state", {"fr": "Égypte", "en": "Egypt", "ar": "مصر"}, state="egypt"),
    Actor("fayez-al-sarraj", "person", {"fr": "Fayez al-Sarraj"}, camp="west"),
    Actor("formula", "person", {"fr": FORMULA, "en": "-2+3"}),
    Actor(
        "khalifa-haftar",
        "person",
        {"fr": "Khalifa Haftar", "en": "Khalifa Haftar", "ar": "خليفة حفتر"},
        camp="east",
        wikidata="Q4440236",
    ),
    Actor("nasty", "armed-group", {"fr": NASTY, "en": NASTY}),
    Actor("nobody", "person", {"en": "Nobody's edge"}),
    Actor("rfi", "media", {"fr": "RFI"}),
    Actor("sisi", "person", {"fr": "Abdel Fattah al-Sissi"}, state="egypt"),
    Actor("west", "camp", {"fr": "Ouest"}),
)


def claim(id: str, event: str, said_by: str, evidence: int, **more: object) -> Claim:
    article = id.partition("#")[0]
    roles = {"actor": ("sisi",), "recipient": ("khalifa-haftar",)}
    return Claim(
        id,
        article,
        event,
        "support",
        "asserted",
        (said_by,),
        (Passage(evidence, evidence + 9),),
        **{"roles": roles, **more},  # type: ignore[arg-type]
    )


CLAIMS = (
    claim("one#speech", "one#speech", "sisi", 0, places=("cairo",)),
    claim("one#support", "one#support", "sisi", 10, part_of="one#speech"),
    claim("two#denial", "two#denial", "fayez-al-sarraj", 5, links={"denies": ("one#support",)}),
    claim("two#meeting", "two#meeting", "rfi", 15, relayed_by=("rfi",), roles={}),
    claim("two#support", "one#support", "rfi", 25),
)


def event(id: str, *claims: str, first: str = "", last: str = "") -> Event:
    return Event(id, "support", "asserted", {}, (), (), first, last, claims)


EVENTS = (
    event("one#speech", "one#speech"),
    event("one#support", "one#support", "two#support", first="2019-05-09", last="2019-05-09"),
    event("two#denial", "two#denial"),
    event("two#meeting", "two#meeting"),
)


def meeting(number: int, **more: object) -> Edge:
    source, target = ("sisi", "khalifa-haftar") if number % 2 else ("khalifa-haftar", "sisi")
    values = {
        "event": "two#meeting",
        "event_type": "meeting",
        "claims": ("two#meeting",),
        "articles": ("two",),
        **more,
    }
    return Edge(
        *(f"tie/meets/{number}", "tie", source, target, "meets", True, 0, "reported"),
        **values,  # type: ignore[arg-type]
    )


TIES = (
    meeting(1, date="2019-04-14", first="2019-04-14", last="2019-04-14"),
    meeting(2, date="2019-05-09", first="2019-05-09", last="2019-05-09", sources=3),
    meeting(3, date="2019-05", first="2019-05-01", last="2019-05-31"),
    Edge(
        *("tie/nasty", "tie", "nasty", "formula", "opposes", False, -1, "alleged"),
        date="@" + FORMULA,
        title={"fr": NASTY},
    ),
    Edge(
        *("tie/open", "tie", "sisi", "khalifa-haftar", "aids", False, 1, "asserted"),
        date="2019-04-04/..",
        first="2019-04-04",
        claims=("one#support",),
        articles=("one",),
        event="one#support",
        event_type="support",
    ),
    Edge(
        *("tie/supports/1", "tie", "sisi", "khalifa-haftar", "supports", False, 1, "contested"),
        date="2019-05-09",
        first="2019-05-09",
        last="2019-05-09",
        sources=2,
        event="one#support",
        event_type="support",
        claims=("one#support", "two#support"),
        articles=("one", "two"),
        denied_by=("fayez-al-sarraj",),
        title={"fr": "renouvelle son soutien", "en": "renews his support"},
    ),
    Edge(
        *("tie/undated", "tie", "fayez-al-sarraj", "west", "supports", False, 1, "planned"),
        sources=0,
    ),
)
LIFTED = (
    Edge(
        *("tie/supports/1/lifted", "lifted", "egypt", "east", "supports", False, 1, "contested"),
        date="2019-05-09",
        first="2019-05-09",
        last="2019-05-09",
        sources=2,
        event="one#support",
        event_type="support",
        claims=("one#support", "two#support"),
        articles=("one", "two"),
        denied_by=("fayez-al-sarraj",),
        lifted_from="tie/supports/1",
        via_source=("post/sisi/president",),
        via_target=("membership/haftar/east", "post/x"),
    ),
)
AFFILIATIONS = (
    Edge(
        *("membership/haftar/east", "affiliation", "khalifa-haftar", "east"),
        *("memberOf", False, 0, "asserted"),
        date="../2025-01-01",
        last="2025-01-01",
        provenance=("https://example.org/?a=1&b=2",),
    ),
)

RECORDS = Records(
    actors={actor.id: actor for actor in ACTORS},
    places={id: Place(id, "city", {"fr": id}) for id in ("cairo", "tripoli")},
    articles={
        id: Article(id, f"Title {id}", "fr", "rfi", "2019-05-11", "found")
        for id in ("one", "three", "two")
    },
    claims={claim.id: claim for claim in CLAIMS},
    events={event.id: event for event in EVENTS},
    edges=TIES + LIFTED + AFFILIATIONS,
)
POSITIONS = {actor.id: (12.5 * rank, -100.0 + rank) for rank, actor in enumerate(ACTORS)}
EDGES = {edge.id: edge for edge in RECORDS.edges}
