"""Named queries: what their heads promise, what they take, and what they answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from libyagraph import store as store_
from libyagraph.api import Graph, open_graph
from libyagraph.errors import QueryError, UsageError
from libyagraph.names import short
from libyagraph.query import named
from libyagraph.query.guard import TOKEN, guard
from libyagraph.records import Records

NAMES = sorted(named.named())
HAFTAR, SARRAJ, DBEIBEH = "khalifa-haftar", "fayez-al-sarraj", "abdul-hamid-dbeibeh"
CAIRO = "2019-05-11-rfi-haftar-caire"
MOSCOW = "2016-11-30-lorient-haftar-moscou"
PARIS = "2019-05-22-macron-haftar-cessez-le-feu"
CEASEFIRE = "2020-01-10-haftar-cessez-le-feu"

# Each query at least once, with and without what may be left out.
ASKED: list[tuple[str, dict[str, str]]] = [
    ("article", {"article": CAIRO}),
    ("contested", {}),
    ("meetings", {}),
    ("meetings", {"actor": HAFTAR}),
    ("met-both", {"a": HAFTAR, "b": SARRAJ}),
    ("supporters", {"actor": HAFTAR}),
    ("timeline", {}),
    ("timeline", {"actor": "russia", "since": "2019", "until": "2020-06"}),
    ("lifted", {"actor": "russia"}),
    ("single-source", {}),
    ("single-source", {"actor": "gna"}),
    ("appeals", {}),
    ("appeals", {"actor": "russia"}),
    ("spokesmen", {}),
    ("spokesmen", {"actor": "khalifa-haftar"}),
]
CASES = [
    pytest.param(name, values, lift, id=f"{name}-{'-'.join(values.values())}{'-lift' * lift}")
    for name, values in ASKED
    for lift in ((False, True) if named.find(name).lifts else (False,))
]


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[Graph]:
    """The graph of `seeds/`, open."""
    with open_graph(graph) as opened:
        yield opened


@pytest.fixture(scope="module")
def oracle(seeds_store: ox.Store) -> rdflib.Graph:
    """The same triples in rdflib's own store, for its own engine."""
    quads = store_.quads(seeds_store)
    data = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    assert data is not None
    return rdflib.Graph().parse(data=data, format="nt")


# ---- what the heads say


def code(text: str) -> str:
    return "".join(line for line in text.splitlines(True) if not line.startswith("#"))


@pytest.mark.parametrize("name", NAMES)
def test_the_head_documents_every_column_in_its_order(name: str) -> None:
    """Who reads the head (or `query --list`) knows the columns of the answer and their order."""
    query = named.find(name)
    selected = re.search(r"\bSELECT\s+(?:DISTINCT\s+)?((?:\?\w+\s+)+)WHERE\b", query.text)
    assert selected is not None
    assert [column.name for column in query.columns] == selected[1].replace("?", "").split()
    assert query.title
    assert all(column.description for column in query.columns)


@pytest.mark.parametrize("name", NAMES)
def test_the_head_declares_what_the_query_uses(name: str) -> None:
    """Every `$parameter` of the query is declared, and every declared one is used."""
    query = named.find(name)
    tokens = (match[0] for match in TOKEN.finditer(code(query.text)))
    used = {token[1:] for token in tokens if token.startswith("$")}
    assert used - {named.LIFT} == {parameter.name for parameter in query.parameters}
    assert query.lifts == (named.LIFT in used)
    assert {parameter.kind for parameter in query.parameters} <= {"actor", "article", "day"}
    assert any(column.lifted for column in query.columns) == query.lifts


@pytest.mark.parametrize("name", NAMES)
def test_every_comment_of_the_head_is_understood(name: str) -> None:
    """No line of a head is passed over because it is misspelt."""
    query = named.find(name)
    head = [line for line in query.text.splitlines() if line.startswith("#")]
    assert len(head) == 1 + len(query.parameters) + len(query.columns)


@pytest.mark.parametrize("name", NAMES)
def test_no_query_names_an_actor_or_a_place(name: str, records: Records) -> None:
    """The program knows nothing about Libya: queries name terms of the ontology alone."""
    words = set(re.findall(r"[\w-]+", code(named.find(name).text)))
    known = {*records.actors, *records.places, *records.articles}
    assert not words & {id_ for id_ in known if "-" in id_}
    assert "/actor/" not in code(named.find(name).text).replace('"/actor/"', "").replace(
        '"https://w3id.org/libyagraph/actor/"', ""
    )


def test_every_file_is_a_query() -> None:
    """Each `.rq` that is packaged can be called by its name."""
    folder = files("libyagraph") / "queries"
    assert sorted(f.name.removesuffix(".rq") for f in folder.iterdir()) == NAMES
    assert {name for name, _ in ASKED} == set(NAMES)


@pytest.mark.parametrize("text", ["", "SELECT * {}", "# title: x\nSELECT * {}", "# column x: y\n"])
def test_a_head_without_title_or_columns_is_refused(text: str) -> None:
    """A query file that says nothing about itself can't be used."""
    with pytest.raises(QueryError, match="no title or no columns"):
        named.parse("mine", text)


# ---- what they take


def test_an_unknown_query_is_told_with_the_nearest() -> None:
    """A misspelt query is answered with the one that was meant."""
    with pytest.raises(UsageError, match="no query suporters; did you mean supporters"):
        named.find("suporters")


def test_an_unknown_parameter_is_told_with_those_there_are(opened: Graph) -> None:
    """A parameter that the query has not is an error, not silence."""
    with pytest.raises(UsageError, match="supporters has no parameter actr; it takes actor"):
        opened.query("supporters", actr=HAFTAR)
    with pytest.raises(UsageError, match="contested has no parameter actor; it takes none"):
        opened.query("contested", actor=HAFTAR)
    with pytest.raises(UsageError, match="no parameter lift"):
        opened.named("supporters", {"actor": HAFTAR, "lift": "true"})


def test_a_missing_parameter_is_named(opened: Graph) -> None:
    """Who leaves out what is required is told what."""
    with pytest.raises(UsageError, match="supporters needs the parameter actor"):
        opened.query("supporters")
    with pytest.raises(UsageError, match="met-both needs the parameter b"):
        opened.query("met-both", a=HAFTAR)


def test_lift_is_refused_where_it_means_nothing(opened: Graph) -> None:
    """An option that would do nothing is an error."""
    with pytest.raises(UsageError, match="contested can't be lifted"):
        opened.query("contested", lift=True)


@pytest.mark.parametrize(
    "name",
    [
        "khalifa-haftar",
        "Khalifa Haftar",
        "KHALIFA HAFTAR",
        "  khalifa   haftar ",
        "Khalīfa Ḥaftar",
        "Kha\u0301lifa_Haftar",
        "خليفة حفتر",
    ],
)
def test_an_actor_goes_by_id_or_name(opened: Graph, name: str) -> None:
    """Accents, case, spaces and the language of a name make no difference."""
    assert opened.query("supporters", actor=name) == opened.query("supporters", actor=HAFTAR)


def test_an_accent_in_the_name_of_a_state_makes_no_difference(opened: Graph) -> None:
    """« Égypte », « Egypte » and Egypt are one."""
    told = opened.query("timeline", actor="egypt")
    assert len(told) > 0
    for name in ("Égypte", "EGYPTE", "E\u0301gypte", "Egypt", "مصر"):
        assert opened.query("timeline", actor=name) == told


@pytest.mark.parametrize("value", ["khalifa-hafter", "khalifahaftar", "Kalifa Haftar"])
def test_an_unknown_actor_is_told_with_the_nearest(opened: Graph, value: str) -> None:
    """A misspelt actor is answered with the one that was meant."""
    with pytest.raises(UsageError, match=f"unknown actor {value}; did you mean {HAFTAR}"):
        opened.query("supporters", actor=value)


def test_an_ambiguous_name_is_nobody(opened: Graph, records: Records) -> None:
    """A name that two actors share is refused: no actor is chosen by chance."""
    called: dict[str, set[str]] = {}
    for actor in records.actors.values():
        for name in (*actor.names.values(), *(alias.value for alias in actor.aliases)):
            called.setdefault(named.fold(name), set()).add(actor.id)
    shared = sorted(n for n, ids in called.items() if len(ids) > 1 and n not in records.actors)
    for name in shared:
        with pytest.raises(UsageError, match="unknown actor"):
            opened.query("supporters", actor=name)
    unique = {name: min(ids) for name, ids in called.items() if len(ids) == 1}
    found = opened.called()
    assert all(found[name] == id_ for name, id_ in unique.items() if name not in records.actors)


def test_an_unknown_article_is_told_with_the_nearest(opened: Graph) -> None:
    """A misspelt article is answered with the one that was meant; an actor is no article."""
    with pytest.raises(UsageError, match=f"unknown article {CAIRO[:-1]}; did you mean {CAIRO}"):
        opened.query("article", article=CAIRO[:-1])
    with pytest.raises(UsageError, match="unknown article egypt"):
        opened.query("article", article="egypt")


@pytest.mark.parametrize(
    ("parameter", "value", "day"),
    [
        ("since", "2019-05-09", "2019-05-09"),
        ("since", "2019-05", "2019-05-01"),
        ("since", "2019", "2019-01-01"),
        ("until", "2019", "2019-12-31"),
        ("until", "2020-02", "2020-02-29"),
        ("until", "2019-02", "2019-02-28"),
        ("since", "2019-05-09/2019-06", "2019-05-09"),
        ("until", "2019-05-09/2019-06", "2019-06-30"),
        ("since", "2019-04-04/..", "2019-04-04"),
    ],
)
def test_a_day_can_be_a_month_or_a_year(parameter: str, value: str, day: str) -> None:
    """`since` counts from the first day of what is given, `until` to the last."""
    assert named.day(parameter, value) == day


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2019-13", "2019-02-30", "09/05/2019", "2019-5-9", "1' } #"]
)
def test_what_is_no_date_is_refused(opened: Graph, value: str) -> None:
    """A date that is none is an error that names the parameter."""
    with pytest.raises(UsageError, match=r"^since: "):
        opened.query("timeline", since=value)


def test_an_open_end_is_no_bound(opened: Graph) -> None:
    """A period without an end can't say until when."""
    with pytest.raises(UsageError, match=r"until: 2019/\.\. is open at that end"):
        opened.query("timeline", until="2019/..")


def test_a_reversed_period_is_refused(opened: Graph) -> None:
    """A period that ends before it begins is a mistake, as it is for a drawing."""
    with pytest.raises(UsageError):
        opened.query("timeline", since="2020", until="2019")


ATTACKS = (
    "x> } #",
    "egypt> . ?s ?p ?o } #",
    "$actor",
    '" . } DROP ALL #',
    "egypt\n} #",
    "\\u003E } #",
    "\ud800",
    "\x00",
    "?supporter",
    "../egypt",
    "https://w3id.org/libyagraph/actor/egypt",
)


@pytest.mark.parametrize("value", ATTACKS)
@pytest.mark.parametrize(
    ("name", "parameter"), [("supporters", "actor"), ("article", "article"), ("timeline", "until")]
)
def test_no_value_becomes_code(opened: Graph, name: str, parameter: str, value: str) -> None:
    """A value is a term or an error; the query around it stays as it was written."""
    try:
        text = opened.text_of(name, {parameter: value})
    except UsageError:
        return
    # folded to the id of an actor: then it is the query of that actor
    assert text == opened.text_of(name, {parameter: "egypt"})


@given(value=st.text(max_size=20))
def test_a_filled_query_differs_in_its_terms_alone(value: str) -> None:
    """Whatever ids and values are, each puts exactly one term in its place."""
    query = named.find("supporters")
    try:
        text = named.fill(query, {"actor": value}, actors={"egypt": "egypt"}, articles=())
    except UsageError:
        return
    expected = named.fill(query, {"actor": "egypt"}, actors={"egypt": "egypt"}, articles=())
    assert text == expected


@pytest.mark.parametrize(("name", "values", "lift"), CASES)
def test_a_filled_query_stands_on_its_own(
    opened: Graph, seeds_store: ox.Store, name: str, values: dict[str, str], lift: bool
) -> None:
    """What `--show` prints passes the guard, and gives the same rows where it is run as it is."""
    text = opened.text_of(name, values, lift=lift)
    guard(text)
    shown = named.find(name).columns_shown(lift)
    free = opened.ask(text)
    again = seeds_store.query(text)
    assert isinstance(again, ox.QuerySolutions)
    assert free.data == again.serialize(format=ox.QueryResultsFormat.JSON)
    assert opened.named(name, values, lift=lift).columns == shown


# ---- what they answer


def words(row: Mapping[str, object], columns: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The cells of a row as sets of words: the order within GROUP_CONCAT is anybody's."""
    return tuple(frozenset(str(row.get(c) or "").split()) for c in columns)


@pytest.mark.parametrize(("name", "values", "lift"), CASES)
def test_rdflib_gives_the_same_rows(
    opened: Graph, oracle: rdflib.Graph, name: str, values: dict[str, str], lift: bool
) -> None:
    """The queries are plain SPARQL 1.1: rdflib's own engine finds the rows that Oxigraph finds."""
    columns = named.find(name).columns_shown(lift)
    found = oracle.query(opened.text_of(name, values, lift=lift))
    theirs = {words({str(v): t for v, t in row.items()}, columns) for row in found.bindings}
    solutions = opened.store.query(opened.text_of(name, values, lift=lift))
    assert isinstance(solutions, ox.QuerySolutions)
    ours = {words({c: _value(s[c]) for c in columns}, columns) for s in solutions}
    assert ours == theirs
    assert ours or (name, lift) == ("met-both", False)


def _value(term: object) -> str:
    return str(getattr(term, "value", "")) if term is not None else ""


@pytest.mark.parametrize(("name", "values", "lift"), CASES)
def test_rows_are_distinct_and_hold_ids(
    opened: Graph, name: str, values: dict[str, str], lift: bool
) -> None:
    """No row comes twice, and our IRIs are shown as ids that `show` takes."""
    found = opened.named(name, values, lift=lift)
    assert len(set(found.values)) == len(found)
    assert "https://w3id.org" not in found.csv()


@pytest.mark.parametrize(("name", "values", "lift"), CASES)
def test_every_passage_is_one_of_the_article(
    opened: Graph, records: Records, name: str, values: dict[str, str], lift: bool
) -> None:
    """Every row opens down to characters that a claim of that article holds."""
    passages = {
        (claim.article, str(passage.start), str(passage.end))
        for claim in records.claims.values()
        for passage in claim.evidence
    }
    for row in opened.named(name, values, lift=lift):
        if row.get("how") == "speaksFor":
            continue  # a post: its sources are pages, not passages
        for before in {c.removesuffix("start") for c in row if c.endswith("start")}:
            article = row.get(before + "article") or row.get("claim", "").partition("#")[0]
            assert (article, row[before + "start"], row[before + "end"]) in passages


def rows_of(opened: Graph, name: str, *columns: str, **values: str) -> set[tuple[str, ...]]:
    lift = values.pop("lift", "") == "yes"
    found = opened.named(name, values, lift=lift)
    return {tuple(row[column] for column in columns) for row in found}


def test_who_supports_haftar(opened: Graph) -> None:
    """Egypt's president on 9 May 2019; Egypt, and the Emirates, undated; Russia, which denies."""
    columns = ("supporter", "relation", "date", "status", "denied_by", "article", "start", "end")
    found = rows_of(opened, "supporters", *columns, actor=HAFTAR)
    people = {row[:5] for row in found}
    assert ("abdel-fattah-el-sisi", "supports", "2019-05-09", "asserted", "") in people
    assert ("united-arab-emirates", "supports", "", "asserted", "") in people
    assert ("egypt", "supports", "", "asserted", "") in people
    russia = {row for row in found if row[0] == "russia"}
    assert russia == {
        ("russia", "aids", "", "contested", "russia", CEASEFIRE, "1218", "1340"),
    }
    assert ("egypt", "supports", "", "asserted", "", MOSCOW, "1614", "1691") in found


def test_who_supports_haftar_lifted(opened: Graph) -> None:
    """With --lift Egypt's president counts as Egypt, by his post; nobody is lost."""
    columns = ("supporter", "date", "status", "who", "through")
    found = rows_of(opened, "supporters", *columns, actor=HAFTAR, lift="yes")
    states = {row[0] for row in found}
    assert {"egypt", "russia", "united-arab-emirates"} <= states
    assert "abdel-fattah-el-sisi" not in states
    ((*_, post),) = [row for row in found if row[3] == "abdel-fattah-el-sisi"]
    assert post.startswith("post/abdel-fattah-el-sisi/")
    assert ("egypt", "", "asserted", "egypt", "") in found


def test_france_met_both(opened: Graph) -> None:
    """With --lift France met Haftar and Sarraj, each meeting with its own passage."""
    columns = ("who", "a_date", "a_article", "a_start", "a_end", "a_who", "b_date", "b_article")
    found = opened.query("met-both", a=HAFTAR, b=SARRAJ, lift=True)
    assert {row["who"] for row in found} == {"france"}
    first = next(row for row in found if row["b_date"])
    assert tuple(first[c] for c in columns) == (
        *("france", "2019-05-22", PARIS, "232", "533", "emmanuel-macron"),
        *("2019-05-08", PARIS),
    )
    assert len(opened.query("met-both", a=HAFTAR, b=SARRAJ)) == 0


def test_the_united_states_met_both_haftar_and_dbeibeh(opened: Graph) -> None:
    """Africom's delegation counts as the United States."""
    found = opened.query("met-both", a=HAFTAR, b=DBEIBEH, lift=True)
    assert {row["who"] for row in found} == {"united-states"}
    assert all(row["a_article"].startswith("2025-12-03") for row in found)
    assert all(row["b_article"].startswith("2025-12-03") for row in found)


@pytest.mark.parametrize("lift", [False, True])
def test_met_both_does_not_mind_the_order(opened: Graph, lift: bool) -> None:
    """Who met A and B met B and A."""
    there = opened.query("met-both", a=HAFTAR, b=DBEIBEH, lift=lift)
    back = opened.query("met-both", a=DBEIBEH, b=HAFTAR, lift=lift)

    def turned(row: Mapping[str, str]) -> dict[str, str]:
        return {{"a": "b", "b": "a"}.get(k[:1], k[:1]) + k[1:]: v for k, v in row.items()}

    assert {tuple(sorted(turned(r).items())) for r in there} == {
        tuple(sorted(r.items())) for r in back
    }


def test_what_is_contested(opened: Graph) -> None:
    """Erdoğan says that Russia sends mercenaries; Russia denies it: one row, with both passages."""
    (row,) = opened.query("contested")
    assert row == {
        "claim": f"{CEASEFIRE}#russia-sends-mercenaries",
        "claimant": "recep-tayyip-erdogan",
        "denied_by": "russia",
        "article": CEASEFIRE,
        "start": "1218",
        "end": "1340",
        "denial": f"{CEASEFIRE}#russia-denies-mercenaries",
        "denial_article": CEASEFIRE,
        "denial_start": "1342",
        "denial_end": "1387",
    }


def test_an_article_is_told_whole_and_in_order(opened: Graph, records: Records) -> None:
    """`article` has each claim once, in the order of the words."""
    for article in records.articles:
        found = list(opened.query("article", article=article))
        claims = {claim.id for claim in records.claims.values() if claim.article == article}
        assert sorted(row["claim"] for row in found) == sorted(claims)
        starts = [int(row["start"]) for row in found]
        assert starts == sorted(starts)


def test_the_timeline_tells_each_claim_and_narrows(opened: Graph, records: Records) -> None:
    """All claims without bounds; with bounds all that may lie within, the undated included."""
    told = {row["claim"]: row for row in opened.query("timeline")}
    assert told.keys() == records.claims.keys()
    within = {row["claim"] for row in opened.query("timeline", since="2019-05", until="2019-05")}
    assert within == {
        id_
        for id_, row in told.items()
        if not (row["last"] and row["last"] < "2019-05-01")
        and not (row["first"] and row["first"] > "2019-05-31")
    }
    egypt = {row["claim"] for row in opened.query("timeline", actor="egypt")}
    assert egypt == {id_ for id_, row in told.items() if "egypt" in row["actors"].split()}
    first = [row["first"] for row in opened.query("timeline") if row["first"]]
    assert first == sorted(first)


def test_the_meetings_of_one_are_those_of_all_that_name_him(opened: Graph) -> None:
    """Narrowing to an actor leaves out the others and nothing else."""
    everybody = opened.query("meetings")
    his = {row for row in everybody.values if HAFTAR in row[:2]}
    assert set(opened.query("meetings", actor=HAFTAR).values) == his
    assert his


def test_lifting_meetings_loses_none(opened: Graph) -> None:
    """Each meeting stays, between states or camps, unless both sides are of one and the same."""
    lifted = opened.query("meetings", lift=True)
    kept = {(row["a_who"], row["b_who"], row["article"], row["start"]) for row in lifted}
    plain = {(r["a"], r["b"], r["article"], r["start"]) for r in opened.query("meetings")}
    assert kept <= plain
    assert all(row["a"] != row["b"] for row in lifted)


def test_ids_in_rows_are_those_of_the_iris(opened: Graph, seeds_store: ox.Store) -> None:
    """Rows with ids and results with IRIs say the same."""
    text = opened.text_of("supporters", {"actor": HAFTAR})
    found = seeds_store.query(text)
    assert isinstance(found, ox.QuerySolutions)
    iris = [solution["supporter"] for solution in found]
    ids = [short(term.value) for term in iris if isinstance(term, ox.NamedNode)]
    assert ids == [row["supporter"] for row in opened.query("supporters", actor=HAFTAR)]
