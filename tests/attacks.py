"""Queries that would take a careless server down, as data: what each is, and how it may end.

In goes the address of somebody who listens, out come texts by name. Nothing here runs a query.
"""

from __future__ import annotations

from dataclasses import dataclass

REFUSED, STOPPED = "refused", "stopped"
"""Ends of an attack: not run at all (an error of the caller), or stopped at a limit."""


@dataclass(frozen=True, slots=True)
class Attack:
    """A query, and how it may end.

    Attributes:
        name: what it is.
        text: SPARQL, or what is to pass for it; `{there}` is the address of somebody who listens.
        ends: of `REFUSED` and `STOPPED`, those that are right.
        answers: the whole answer in CSV, for one that may be answered.
    """

    name: str
    text: str
    ends: frozenset[str] = frozenset()
    answers: str | None = None

    def aimed(self, there: str) -> str:
        """The text with the address of somebody who listens."""
        return self.text.replace("{there}", there)


def _pairs(count: int) -> str:
    """So many patterns that match everything and share nothing."""
    return " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(count))


def _refused(name: str, text: str) -> Attack:
    return Attack(name, text, frozenset((REFUSED,)))


def _stopped(name: str, text: str) -> Attack:
    return Attack(name, text, frozenset((STOPPED,)))


_DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))
_BINDS = " ".join(f"BIND(?{n:x}+1 AS ?{n + 1:x})" for n in range(3_000))
_OPTIONALS = " ".join(f"OPTIONAL {{ ?s0 ?p{n} ?o{n} }}" for n in range(1, 501))
_PATH = "(lg:supports|!lg:supports)*"

ATTACKS = (
    _refused("nested groups", "ASK " + "{" * 3_000 + "}" * 3_000),
    _refused("100,000 parentheses", f"SELECT ({'(' * 100_000}1{')' * 100_000} AS ?x) {{}}"),
    _refused("30,000 parentheses", f"SELECT ({'(' * 30_000}1{')' * 30_000} AS ?x) {{}}"),
    Attack(
        "3,000 BINDs",
        f"SELECT (?{3_000:x} AS ?n) {{ BIND(0 AS ?0) {_BINDS} }}",
        frozenset((STOPPED,)),
        "n\r\n3000\r\n",
    ),
    _stopped("30,000 negations", "ASK { FILTER(" + "!" * 30_000 + "true) }"),
    _stopped("cartesian product, counted", f"SELECT (COUNT(*) AS ?n) {{ {_pairs(5)} }}"),
    _stopped("cartesian product, as rows", f"SELECT * {{ {_pairs(3)} }}"),
    _stopped("cartesian product, as triples", f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} {{ {_pairs(3)} }}"),
    _stopped("cartesian product, sorted", f"SELECT * {{ {_pairs(2)} }} ORDER BY ?o1 ?o0 LIMIT 1"),
    _stopped("cartesian product, distinct", f"SELECT (COUNT(DISTINCT *) AS ?n) {{ {_pairs(3)} }}"),
    _stopped(
        "GROUP_CONCAT",
        f"SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?o0), STR(?o1)))) AS ?n) {{ {_pairs(2)} }}",
    ),
    _stopped("doubling CONCAT", f"SELECT (STRLEN(?x60) AS ?n) {{ BIND('x' AS ?x0) {_DOUBLED} }}"),
    _stopped("500 OPTIONALs", f"SELECT (COUNT(*) AS ?n) {{ ?s0 ?p0 ?o0 {_OPTIONALS} }}"),
    _stopped(
        "regular expressions",
        f"SELECT (COUNT(*) AS ?n) {{ {_pairs(3)}"
        " FILTER REGEX(CONCAT(STR(?o0), STR(?o1)), CONCAT('^((a|b|.)*)*', STR(?o2), '(.*)*z$')) }",
    ),
    Attack(
        "regular expression of a million states",
        "SELECT (REGEX('a', '((((a{99}){99}){99}){99}){99}') AS ?x) {}",
        frozenset((STOPPED,)),
        "x\r\n\r\n",
    ),
    _stopped(
        "replacing, a thousandfold",
        "SELECT (STRLEN(?e) AS ?n) { BIND('aaaaaaaaaa' AS ?a)"
        + "".join(
            f" BIND(REPLACE(?{one}, '.', '{'a' * 1000}') AS ?{other})"
            for one, other in zip("abcd", "bcde", strict=True)
        )
        + " }",
    ),
    _stopped(
        "path, both ends free", f"SELECT (COUNT(*) AS ?n) {{ ?a {_PATH} ?b . ?c {_PATH} ?d }}"
    ),
    _stopped(
        "EXISTS for each of many",
        f"SELECT (COUNT(*) AS ?n) {{ {_pairs(2)} FILTER NOT EXISTS {{ ?x ?y ?z FILTER(?z = ?s0"
        " && ?x = ?s1 && ?y = ?o1) } }",
    ),
    _refused("SERVICE", "SELECT * { SERVICE <{there}> { ?s ?p ?o } }"),
    _refused("SERVICE SILENT", "SELECT * { SERVICE SILENT <{there}> { ?s ?p ?o } }"),
    _refused("SERVICE, escaped", "SELECT * { S\\u0045RVICE <{there}> { ?s ?p ?o } }"),
    _refused("LOAD", "LOAD <{there}>"),
    _refused("update", "INSERT DATA { <x:a> <x:b> <x:c> }"),
    Attack("FROM", "SELECT ?s FROM <{there}> { ?s ?p ?o }", frozenset((REFUSED,)), "s\r\n"),
    Attack(
        "FROM NAMED",
        "SELECT ?s FROM NAMED <{there}> { GRAPH ?g { ?s ?p ?o } }",
        frozenset((REFUSED,)),
        "s\r\n",
    ),
)
"""All of them; whoever is asked over HTTP may be asked these too."""
