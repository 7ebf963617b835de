"""Named queries: SPARQL files whose head documents them.

In goes a name with parameters, out comes the text of a query that stands on its own, for any SPARQL
1.1 engine. A parameter is a variable written with `$`; its value is put in its place as a term,
never as text. One that is left out stays a free variable, which the queries are written for.

The head of a file is made of comment lines:

    # title: Who supports an actor
    # param actor (actor, required): whose supporters
    # column supporter: who supports him
    # lifted column via: through which posts and bodies
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from itertools import combinations

from libyagraph import edtf, names, quads
from libyagraph.errors import QueryError, UsageError
from libyagraph.fields import nearest
from libyagraph.names import XSD
from libyagraph.query.guard import TOKEN

_HEAD = re.compile(
    r"# (?P<what>title|param|column|lifted column)(?: (?P<name>\w+))?"
    r"(?: \((?P<kind>[\w, ]+)\))?: (?P<text>.+)"
)
LIFT = "lift"
"""The parameter that `--lift` sets."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for: `kind` is `actor`, `article`, `day` or `number`."""

    name: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer; a `lifted` one is there only with `--lift`."""

    name: str
    description: str
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """One of the program's own queries."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    @property
    def lifts(self) -> bool:
        """Whether it takes `--lift`."""
        return f"${LIFT}" in self.text

    def columns_shown(self, lift: bool) -> tuple[str, ...]:
        """The names of the columns of its answer."""
        return tuple(column.name for column in self.columns if lift or not column.lifted)


@cache
def named() -> Mapping[str, NamedQuery]:
    """All named queries, by name."""
    folder = files("libyagraph") / "queries"
    found = (f for f in folder.iterdir() if f.name.endswith(".rq"))
    queries = (parse(f.name.removesuffix(".rq"), f.read_text(encoding="utf-8")) for f in found)
    return {query.name: query for query in sorted(queries, key=lambda q: q.name)}


def find(name: str) -> NamedQuery:
    """A named query. Raises `UsageError` where there is none of that name."""
    queries = named()
    if name not in queries:
        hint = nearest(name, queries) or "; see libyagraph query --list"
        raise UsageError(f"there is no query {name}{hint}")
    return queries[name]


def parse(name: str, text: str) -> NamedQuery:
    """Read the head of a query file. Raises `QueryError` where it is incomplete."""
    title, parameters, columns = "", [], []
    for line in text.splitlines():
        match = _HEAD.fullmatch(line)
        if not match:
            break
        what, name_, said = match["what"], match["name"] or "", match["text"]
        if what == "title":
            title = said
        elif what == "param":
            kind, _, need = (match["kind"] or "").partition(", ")
            parameters.append(Parameter(name_, kind, need == "required", said))
        else:
            columns.append(Column(name_, said, what == "lifted column"))
    if not title or not columns:
        raise QueryError(f"the query {name} has no title or no columns in its head")
    return NamedQuery(name, title, tuple(parameters), tuple(columns), text)


def fill(
    query: NamedQuery,
    values: Mapping[str, str],
    *,
    lift: bool = False,
    actors: Mapping[str, str],
    articles: Collection[str],
) -> str:
    """The text of a query with its parameters in place.

    `actors` maps whatever an actor may be called (ids, and folded names) to ids.

    Raises `UsageError`: a parameter that the query has not, one that is missing, a value that names
    nothing or is of the wrong kind, or `lift` where the query does not take it.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            takes = ", ".join(known) or "none"
            raise UsageError(f"{query.name} has no parameter {name}; it takes {takes}")
    missing = [p.name for p in query.parameters if p.required and p.name not in values]
    if missing:
        raise UsageError(f"{query.name} needs the parameter {missing[0]}")
    if lift and not query.lifts:
        raise UsageError(f"{query.name} can't be lifted")
    terms = {name: _term(known[name], value, actors, articles) for name, value in values.items()}
    if "since" in values and "until" in values:
        since, until = day("since", values["since"]), day("until", values["until"])
        if since > until:
            raise UsageError(f"the period ends ({until}) before it begins ({since})")
    chosen = [(p.name, terms.get(p.name)) for p in query.parameters if p.kind == "actor"]
    for one, other in combinations([pair for pair in chosen if pair[1]], 2):
        if one[1] == other[1]:
            raise UsageError(f"{one[0]} and {other[0]} are the same actor")
    terms[LIFT] = quads.boolean(lift)

    def put(match: re.Match[str]) -> str:
        token = match[0]
        return terms.get(token[1:], token) if token.startswith("$") else token

    return TOKEN.sub(put, query.text)


def _term(
    parameter: Parameter, value: str, actors: Mapping[str, str], articles: Collection[str]
) -> str:
    match parameter.kind:
        case "actor":
            return quads.iri(names.actor(actor_id(value, actors)))
        case "article":
            if value not in articles:
                raise UsageError(f"unknown article {value}{nearest(value, articles)}")
            return quads.iri(names.article(value))
        case "day":
            return quads.typed(day(parameter.name, value), XSD + "date")
        case _:
            if not value.isascii() or not value.isdigit():
                raise UsageError(f"{parameter.name} must be a whole number, not {value}")
            return quads.integer(int(value))


def actor_id(value: str, actors: Mapping[str, str]) -> str:
    """The id of an actor, from its id or any of its names.

    Raises `UsageError` where there is none, with those that may have been meant.
    """
    id_ = actors.get(value) or actors.get(fold(value))
    if not id_:
        raise UsageError(f"unknown actor {value}{_likely(value, actors)}")
    return id_


def _likely(value: str, actors: Mapping[str, str]) -> str:
    """The ids of actors whose names hold the word, else those spelt most like it."""
    word = fold(value)
    found = sorted({id_ for name, id_ in actors.items() if word and word in name})
    if not found:
        close = get_close_matches(word, sorted(actors), n=3, cutoff=0.6)
        found = sorted({actors[name] for name in close})
    return f"; did you mean {' or '.join(found[:4])}?" if found else ""


def day(name: str, value: str) -> str:
    """An ISO day: the date itself, or the first (`since`) or last (`until`) day of a month or year.

    Raises `UsageError` where `value` is not a date.
    """
    try:
        date = edtf.parse(value)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from error
    found = date.last if name == "until" else date.first
    if found is None:
        raise UsageError(f"{name}: {value} is open at that end")
    return edtf.iso(found)


def fold(name: str) -> str:
    """A name as an id might spell it: lower case, no accents, hyphens between words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return "-".join(re.findall(r"[^\W_]+", plain.casefold()))
