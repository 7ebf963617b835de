"""The guard: what a free query may not be is refused before any engine sees it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libyagraph.errors import QueryError
from libyagraph.query.guard import DEEPEST, LONGEST, guard

from tests.support import environment, run

ELSEWHERE = "<http://127.0.0.1:1/>"

# What tokens are made of, so that hypothesis meets the corners of the tokenizer often.
PIECES = st.sampled_from(
    [
        *"'\"\\<>{}[]()#?$:@.,;|^`-_\n\r\t ",
        *("'''", '"""', "\\'", '\\"', "\\u0053", "\\U00000053", "\\U00110000", "\\uD800", "\\u"),
        *("SERVICE", "service", "a", "é", "ع", "1e5", "SELECT", "INSERT", "ASK", "\x00", "\ud800"),
    ]
)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"select * {{ service {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT*{{sErViCe{ELSEWHERE}{{?s ?p ?o}}}}",
        f"SELECT * {{ SERVICE SILENT {ELSEWHERE} {{ ?s ?p ?o }} }}",
        "SELECT * { VALUES ?e { <http://x/> } SERVICE ?e { ?s ?p ?o } }",
        "SELECT * { VALUES ?e { <http://x/> } SERVICE?e{ ?s ?p ?o } }",
        "PREFIX x: <http://x/> SELECT * { SERVICE x:e { ?s ?p ?o } }",
        f"SELECT * {{ S\\u0045RVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\U00000053ERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0053\\u0065\\u0072vice {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ # a comment\n SERVICE # another\n {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ # a comment\r SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ # it's \n SERVICE {ELSEWHERE} {{ ?s ?p ?o }} # it's \n }}",
        f"SELECT * {{ ?s ?p 'a' SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p 'a\\'' SERVICE {ELSEWHERE} {{ ?s ?p 'b' }} }}",
        f'SELECT * {{ ?s ?p "it\'s" SERVICE {ELSEWHERE} {{ ?s ?p "it\'s" }} }}',
        f"SELECT * {{ ?s ?p '''a''b''' SERVICE {ELSEWHERE} {{ ?s ?p '''c''' }} }}",
        f"SELECT * {{ ?s ?p '''''' SERVICE {ELSEWHERE} {{ ?s ?p '''''' }} }}",
        f"SELECT * {{ ?s ?p '' SERVICE {ELSEWHERE} {{ ?s ?p '' }} }}",
        f'SELECT * {{ ?s ?p """a"b\\"""" SERVICE {ELSEWHERE} {{ ?s ?p """c""" }} }}',
        f"SELECT * {{ ?s ?p <http://x/'> SERVICE {ELSEWHERE} {{ ?s ?p <http://x/'> }} }}",
        f"SELECT * {{ ?s ?p <http://x/#> SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER(?s<?p)SERVICE {ELSEWHERE} {{ ?s ?p ?o FILTER(?s>?p) }} }}",
        f"SELECT * {{ ?s a [] SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }} }} }}",
        f"ASK {{ FILTER EXISTS {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        # Oxigraph wants no space after a keyword or a number
        f"SELECT * {{ SERVICESILENT {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p 1SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p 1e5SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p trueSERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
    ],
)
def test_service_is_refused_in_every_disguise(query: str) -> None:
    """A query that would reach out to the network is refused, however it is written."""
    with pytest.raises(QueryError, match="SERVICE"):
        guard(query)


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX service: <http://x/> SELECT * { ?s service:p ?o }",
        "PREFIX x: <http://x/> SELECT * { ?s x:service x:SERVICE }",
        "PREFIX x: <http://x/> SELECT * { ?s x:my-service ?o . ?o x:a.service 1 }",
        "SELECT ?service $SERVICE { ?service ?p $SERVICE }",
        "SELECT * { ?s ?p 'SERVICE' , \"SERVICE\" , '''SERVICE''' , \"\"\"SERVICE\"\"\" }",
        "SELECT * { ?s ?p '''it's \\''' SERVICE''' }",
        "SELECT * { ?s ?p 'a\\' SERVICE' }",
        "SELECT * { ?s <http://x/SERVICE> <SERVICE> }",
        "SELECT * { ?s <http://x/#SERVICE> ?o }",
        "SELECT * { ?s ?p ?o } # SERVICE",
        "# SERVICE\nSELECT * { ?s ?p ?o }",
        "SELECT * { ?s ?p 'x'@service }",
        "SELECT * { _:service ?p ?o }",
        "SELECT * { ?s ?p '\\u0053ERVICE' }",
        "SELECT ?insert { ?insert ?p 'DELETE' } # DROP",
        "PREFIX load: <http://x/> ASK { load:a load:clear ?add }",
        "BASE <http://x/INSERT> ASK { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?copy) { ?s ?p ?o }",
    ],
)
def test_a_forbidden_word_is_only_a_word_where_it_is_no_keyword(query: str) -> None:
    """Strings, IRIs, comments, prefixes, variables and local names may hold any word."""
    guard(query)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "insert data { <a:a> <a:b> <a:c> }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "BASE <http://x/> DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "WITH <http://x/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "# SELECT\nDROP ALL",
        "LOAD <http://127.0.0.1:1/>",
        "CLEAR ALL",
        "CREATE GRAPH <http://x/>",
        "COPY DEFAULT TO <http://x/>",
        "MOVE <http://x/> TO <http://y/>",
        "ADD <http://x/> TO <http://y/>",
        "\\u0044ROP ALL",
    ],
)
def test_an_update_is_refused_as_such(update: str) -> None:
    """Who tries to change the graph is told that it can only be read."""
    with pytest.raises(QueryError, match="is an update; the graph can only be read"):
        guard(update)


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_nesting_is_limited_at_the_same_depth_for_all_brackets(brackets: str) -> None:
    """The deepest nesting that is allowed passes, one more is refused."""
    opened, closed = brackets[0], brackets[1]
    guard(opened * DEEPEST + closed * DEEPEST)
    with pytest.raises(QueryError, match="nested deeper"):
        guard(opened * (DEEPEST + 1) + closed * (DEEPEST + 1))


@pytest.mark.parametrize("query", ["{ \\u007B" * DEEPEST, "\\u0028" * (DEEPEST + 1)])
def test_escaped_brackets_count_too(query: str) -> None:
    """Nesting can't be hidden by escapes."""
    with pytest.raises(QueryError, match="nested deeper"):
        guard(query)


@pytest.mark.parametrize(
    "literal",
    [
        "'" + "{" * 1000 + "'",
        '"' + "({[" * 1000 + '"',
        "'''" + "'{" * 1000 + "\n'''",
        '"""' + '""(' * 1000 + '\n"""',
        "'" + "\\'{" * 1000 + "'",
        "# " + "{" * 1000 + "\n 1",
    ],
)
def test_brackets_in_strings_and_comments_do_not_count(literal: str) -> None:
    """A string of a thousand brackets is a string."""
    guard(f"SELECT * {{ ?s ?p {literal} }}")


def test_brackets_side_by_side_do_not_count_as_nesting() -> None:
    """A long query is no deep one."""
    guard("SELECT * { " + "{ ?s ?p ?o } UNION " * 2000 + "{ ?s ?p ?o } }")


def test_length_is_counted_in_bytes() -> None:
    """The longest query passes, one byte more is refused, and its length told."""
    empty = "ASK { ?s ?p '' }"
    guard(empty.replace("''", "'" + "x" * (LONGEST - len(empty)) + "'"))
    with pytest.raises(QueryError, match=f"has {LONGEST + 1} bytes; at most {LONGEST}"):
        guard(empty.replace("''", "'" + "x" * (LONGEST - len(empty) + 1) + "'"))
    with pytest.raises(QueryError, match="bytes"):
        guard(empty.replace("''", "'" + "é" * (LONGEST // 2) + "'"))


@pytest.mark.parametrize(
    "literal",
    [
        "'" + "x" * 60_000 + "'",
        "'''" + "x\n''" * 12_000 + "\\''''",
        '"""' + "\\\\" * 30_000 + '"""',
        "'" + "\\'" * 30_000 + "'",
        "<http://x/" + "y" * 60_000 + ">",
        "<http://x/" + "é" * 30_000 + ">",
    ],
    ids=["short", "long", "backslashes", "quotes", "iri", "iri-accents"],
)
def test_long_strings_and_iris_pass(literal: str) -> None:
    """A query may quote a long text."""
    guard(f"ASK {{ ?s ?p {literal} }}")


def test_a_lone_surrogate_is_refused() -> None:
    """What is not Unicode text can't be a query."""
    with pytest.raises(QueryError, match="not Unicode"):
        guard("ASK { ?s ?p '\ud800' }")


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join)))
def test_any_text_passes_or_is_refused(text: str) -> None:
    """Whatever is typed, the guard refuses it with a `QueryError` or lets it pass."""
    try:
        guard(text)
    except QueryError as error:
        assert "\n" not in str(error)


@settings(max_examples=100)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_typed_before_it_hides_service(before: str) -> None:
    """SERVICE after any closed comment or string is seen, unless what precedes swallows it."""
    closed = before.replace("'", " ").replace('"', " ").replace("\\", " ").replace("\ud800", " ")
    with pytest.raises(QueryError):
        guard(f"{closed}\n SERVICE <http://x/> {{ }}")


# In a process of its own, which can be stopped: a tokenizer that tries again from each character
# needs a minute for some of these.
HOSTILE = """
from libyagraph.errors import QueryError
from libyagraph.query.guard import LONGEST, guard

units = (
    "'", '"', "\\\\'", '\\\\"', "\\\\", "'a", "\\\\'''\\n", '\\\\\"\"\"\\n', "''\\n", "'''a",
    "a.", "a-", "é.", "a:", ":\\\\.", ":", "<", "<a", "<a ", "?", "?a", "#", "#\\n", "@", "@a",
    "\\\\u0022", "\\\\u005c\\\\u0027", "\\\\u", "{}", "1e", "_", "_:", "a_", "\\x00",
)
for unit in units:
    for before in ("", "'", "'''", '\"\"\"', "<", ":"):
        try:
            guard((before + unit * LONGEST)[: LONGEST // len(unit.encode()) * len(unit)])
        except QueryError:
            pass
print("done")
"""


def test_no_text_of_the_allowed_length_keeps_the_guard_busy() -> None:
    """The guard runs in the caller's process without a limit: no text may stall it."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", HOSTILE],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.fail("the guard needs more than half a minute for 64 KB of quotes or dots")
    assert done.stdout == "done\n", done.stderr


def test_the_guard_needs_no_engine() -> None:
    """Refusing a query loads no store and no rdflib: an HTTP server can do it at its door."""
    done = run(
        "import sys; from libyagraph.query.guard import guard; guard('ASK {}');"
        "print(sorted({'pyoxigraph', 'rdflib', 'networkx'} & sys.modules.keys()))"
    )
    assert done.stdout == "[]\n", done.stderr
