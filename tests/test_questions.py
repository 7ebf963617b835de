"""The questions of `docs/questions.md` have the answers that stand there.

`docs/questions.yaml` is the source: questions, queries and answers in words are written by hand;
`rows` and `passages` come from the graph, and the page comes from all of it.
`python -m tests.test_questions` asks the graph anew, writes both files, and names each question
whose rows changed: read its answer against the article again before you commit.
"""

from __future__ import annotations

import re
import shlex
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

import pytest
import yaml
from click.testing import CliRunner
from libyagraph.api import Graph, open_graph
from libyagraph.build import build
from libyagraph.cli.query import command as query_command
from libyagraph.model import Corpus
from libyagraph.query import rows as rows_
from libyagraph.query.named import named
from libyagraph.query.rows import Rows
from libyagraph.records import Records

from tests.support import ROOT

SOURCE = ROOT / "docs" / "questions.yaml"
PAGE = ROOT / "docs" / "questions.md"
COMMAND = "python -m tests.test_questions"
MARKS = {
    "denial": "a denial",
    "attribution": "an attribution",
    "uncertain-date": "an uncertain or open date",
    "post": "a post at a date",
    "lifted": "a lifted tie",
}
SAID_IN_A_ROW = 8
"""So many running words of an article may be cited, and no more."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Passage:
    """A place in an article that proves the answer, and the claim that it is the evidence of."""

    claim: str
    start: int
    end: int

    @property
    def article(self) -> str:
        """The id of the article."""
        return self.claim.partition("#")[0]


@dataclass(frozen=True)
class Question:
    """A question with its query, its rows and its answer.

    `columns` are those shown, all of them where it is empty. `control` is a text of the query and
    what stands in its place in a query that has rows: what has none could else be misspelt.
    `silence` says why no rows are no “no”.
    """

    id: str
    chapter: str
    marks: tuple[str, ...]
    english: str
    french: str
    name: str
    parameters: Mapping[str, str]
    lift: bool
    sparql: str
    columns: tuple[str, ...]
    control: tuple[str, ...]
    silence: str
    answer: str
    reponse: str
    proof: tuple[str, ...]
    heading: tuple[str, ...]
    rows: tuple[Row, ...]
    passages: tuple[Passage, ...]

    @property
    def command(self) -> str:
        """What is typed in a shell."""
        if self.sparql:
            return f"libyagraph query -e '{self.sparql.rstrip()}'"
        words = ["libyagraph", "query", self.name]
        for key, value in self.parameters.items():
            words += ["-p", f"{key}={value}"]
        return " ".join([*words, *(["--lift"] if self.lift else [])])

    def ask(self, graph: Graph, sparql: str = "") -> Rows:
        """The rows that the graph gives, with the columns shown and each cell's ids in order."""
        if self.sparql:
            answer = graph.ask(sparql or self.sparql)
            found = rows_.of_json(answer.data, prefixed=True)
        else:
            found = graph.named(self.name, self.parameters, lift=self.lift)
        shown = self.columns or found.columns
        lists = not self.sparql
        cells = ((row[column] for column in shown) for row in found)
        values = (tuple(" ".join(sorted(c.split())) if lists else c for c in row) for row in cells)
        return Rows(tuple(shown), tuple(dict.fromkeys(values)))


def loaded() -> tuple[Question, ...]:
    """The questions of the source."""
    entries = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))["questions"]
    return tuple(_question(entry) for entry in entries)


def _question(entry: Mapping[str, object]) -> Question:
    query = cast("Mapping[str, object]", entry.get("named", {}))
    passages = cast("Sequence[tuple[str, int, int]]", entry.get("passages", ()))
    rows = cast("Sequence[Sequence[str]]", entry.get("rows", ()))
    return Question(
        id=_text(entry, "id"),
        chapter=_text(entry, "chapter"),
        marks=_texts(entry, "marks"),
        english=_text(entry, "en"),
        french=_text(entry, "fr"),
        name=_text(query, "query"),
        parameters=cast("Mapping[str, str]", query.get("parameters", {})),
        lift=bool(query.get("lift", False)),
        sparql=_text(entry, "sparql"),
        columns=_texts(entry, "columns"),
        control=_texts(entry, "control"),
        silence=_text(entry, "silence"),
        answer=_text(entry, "answer"),
        reponse=_text(entry, "reponse"),
        proof=_texts(entry, "proof"),
        heading=_texts(entry, "heading"),
        rows=tuple(tuple(row) for row in rows),
        passages=tuple(Passage(claim, start, end) for claim, start, end in passages),
    )


def _text(entry: Mapping[str, object], key: str) -> str:
    return str(entry.get(key, ""))


def _texts(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    return tuple(str(value) for value in cast("Sequence[object]", entry.get(key, ())))


QUESTIONS = loaded()


# ---- writing source and page anew


def renewed(question: Question, graph: Graph) -> Question:
    """The question with the rows that the graph gives now, and where its claims' words stand."""
    found = question.ask(graph)
    passages = tuple(
        Passage(id, passage.start, passage.end)
        for id in question.proof
        for passage in graph.records.claims[id].evidence
    )
    # unless the query says in which order, an engine may give rows in any
    ordered = question.name or "ORDER BY" in question.sparql
    values = found.values if ordered else tuple(sorted(found.values))
    return replace(question, heading=found.columns, rows=values, passages=passages)


class _Line(list[object]):
    """A list that is written in one line."""


class _Block(str):
    """A text that is written line by line."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes the source as it reads best."""


def _line(dumper: yaml.SafeDumper, value: _Line) -> yaml.Node:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)


def _block(dumper: yaml.SafeDumper, value: _Block) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|")


_Dumper.add_representer(_Line, _line)
_Dumper.add_representer(_Block, _block)


def source(questions: Iterable[Question]) -> str:
    """The questions as the YAML of `docs/questions.yaml`."""
    head = (
        "# What analysts ask, and what the five articles answer. `rows`, `heading` and `passages`\n"
        f"# are written by `{COMMAND}`, all else by hand; comments elsewhere are lost.\n"
    )
    entries = {"questions": [_entry(question) for question in questions]}
    body = yaml.dump(entries, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return head + body.replace("\n- id:", "\n\n- id:")


def _entry(question: Question) -> dict[str, object]:
    query = {
        "query": question.name,
        "parameters": dict(question.parameters),
        **({"lift": True} if question.lift else {}),
    }
    entry: dict[str, object] = {
        "id": question.id,
        "chapter": question.chapter,
        "marks": _Line(question.marks),
        "en": question.english,
        "fr": question.french,
        "named": query if question.name else None,
        "sparql": _Block(question.sparql) if question.sparql else None,
        "columns": _Line(question.columns),
        "control": _Line(question.control),
        "silence": question.silence,
        "answer": question.answer,
        "reponse": question.reponse,
        "proof": list(question.proof),
        "heading": _Line(question.heading),
        "rows": [_Line(row) for row in question.rows],
        "passages": [_Line((p.claim, p.start, p.end)) for p in question.passages],
    }
    return {key: value for key, value in entry.items() if value or key in ("marks", "rows")}


HEAD = """\
<!-- Made by `{command}` from questions.yaml; do not edit. -->
# What the articles answer

{count} questions that an analyst asks, in English and in French, with the query, its rows, the
answer in a sentence, and the passages that prove it: `article#claim`, and the characters of the
article's text, counted from 0, the end not included. [querying.md](querying.md) explains the
queries and what an answer means. A test asks every question again and compares the rows.

| what the answer needs | questions |
| --- | --- |
{marks}
| the articles do not say | {silent} |

Where a table leaves columns out, its heading ends with `…`, and rows that are then the same stand
there once. Where the articles do not say, the query has no rows. That is never a no: it tells that
five articles are silent. To show that such a query asks for something that can be found, one word
of it is changed, and the changed query has rows.
"""


def page(questions: Sequence[Question]) -> str:
    """The questions as the Markdown of `docs/questions.md`."""
    counted = Counter(mark for question in questions for mark in question.marks)
    marks = "\n".join(f"| {MARKS[mark]} | {counted[mark]} |" for mark in MARKS)
    silent = sum(not question.rows for question in questions)
    parts = [HEAD.format(command=COMMAND, count=len(questions), marks=marks, silent=silent)]
    chapter = ""
    for number, question in enumerate(questions, 1):
        if question.chapter != chapter:
            chapter = question.chapter
            parts.append(f"## {chapter}\n")
        parts.append("\n\n".join(_section(number, question)) + "\n")
    return "\n".join(parts)


def _section(number: int, question: Question) -> Iterator[str]:
    yield f"### {number}. {question.english}"
    yield f"*{question.french}*"
    if question.marks:
        yield "Needs " + ", ".join(MARKS[mark] for mark in question.marks) + "."
    yield f"```console\n$ {question.command}\n{_output(question)}```"
    yield _wrapped(f"**Answer.** {question.answer}")
    yield _wrapped(f"**Réponse.** {question.reponse}")
    if question.silence:
        old, new = question.control
        changed = f"With `{new}` in place of `{old}` the query has rows."
        yield _wrapped(f"Why this is no “no”: {question.silence} {changed}")
    label = "Nearest passages" if question.silence else "Proof"
    yield f"{label}:\n\n" + "\n".join(f"- {place}" for place in _places(question.passages))


def _wrapped(text: str) -> str:
    return textwrap.fill(text, width=100, break_long_words=False, break_on_hyphens=False)


def _output(question: Question) -> str:
    if not question.rows:
        return "libyagraph: no rows\n"
    all_ = named()[question.name].columns_shown(question.lift) if question.name else ()
    shown = Rows(question.heading, question.rows).table()
    if not question.columns or question.columns == tuple(all_):
        return shown
    first, rest = shown.split("\n", 1)
    return f"{first}  …\n{rest}"


def _places(passages: Sequence[Passage]) -> Iterator[str]:
    for claim in dict.fromkeys(passage.claim for passage in passages):
        spans = ", ".join(f"{p.start}–{p.end}" for p in passages if p.claim == claim)
        yield f"`{claim}`, characters {spans}"


# ---- the answers


@pytest.fixture(scope="module")
def opened(graph: Path) -> Iterator[Graph]:
    """The built graph, open: one process answers all free queries."""
    with open_graph(graph) as found:
        yield found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_has_its_answer(question: Question, opened: Graph) -> None:
    """The graph gives the rows that the page shows, no more and no fewer."""
    found = question.ask(opened)
    assert found.columns == question.heading
    assert set(found.values) == set(question.rows)
    assert len(found) == len(question.rows)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_passages_are_evidence(question: Question, records: Records) -> None:
    """Each passage named is evidence of the claim named, in its article."""
    assert question.passages
    for passage in question.passages:
        claim = records.claims[passage.claim]
        assert claim.article == passage.article
        assert (passage.start, passage.end) in {(e.start, e.end) for e in claim.evidence}
    assert {passage.claim for passage in question.passages} == set(question.proof)


SILENT = [question for question in QUESTIONS if question.silence]


@pytest.mark.parametrize("question", SILENT, ids=lambda question: question.id)
def test_a_query_without_rows_could_have_some(question: Question, opened: Graph) -> None:
    """Where the articles are silent, the query is sound: with one word changed it has rows."""
    old, new = question.control
    assert question.sparql.count(old) == 1
    assert len(question.ask(opened, question.sparql.replace(old, new))) > 0


TYPED = [question for question in QUESTIONS if question.name] + SILENT[:1]
"""Each named query of the page, and one question in SPARQL: each starts a process."""


@pytest.mark.parametrize("question", TYPED, ids=lambda question: question.id)
def test_the_command_line_gives_the_same_rows(question: Question, graph: Path) -> None:
    """What is typed as the page shows it prints the rows of the page."""
    words = shlex.split(question.command)[2:]
    done = CliRunner().invoke(query_command, [*words, "--graph", str(graph)])
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.output.splitlines()]
    for row in question.rows:
        cells = " ".join(row).split()
        assert any(set(cells) <= set(line) for line in lines), row
    if not question.columns:
        assert len(lines) == len(_output(question).splitlines())


# ---- the collection


def test_there_is_enough_to_learn_from() -> None:
    """Thirty questions or more, ten that need more than a lookup, five that find silence."""
    assert len(QUESTIONS) >= 32
    assert sum(bool(question.marks) for question in QUESTIONS) >= 10
    assert len(SILENT) >= 5
    assert all(sum(mark in question.marks for question in QUESTIONS) >= 2 for mark in MARKS)


def test_all_five_articles_answer(corpus: Corpus) -> None:
    """No article is without three questions that it helps to answer."""
    told = Counter(article for q in QUESTIONS for article in {p.article for p in q.passages})
    assert set(told) == set(corpus.articles)
    assert min(told.values()) >= 3


def test_most_named_queries_are_asked() -> None:
    """The page shows six named queries or more, and only such as exist."""
    asked = {question.name for question in QUESTIONS if question.name}
    assert len(asked) >= 6
    assert asked <= set(named())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_a_question_is_whole(question: Question) -> None:
    """Both languages ask and answer; there is one query; silence is explained, and only silence."""
    assert question.english.endswith("?")
    assert question.french.endswith(" ?")
    assert question.answer.endswith(".")
    assert question.reponse.endswith(".")
    assert bool(question.name) != bool(question.sparql)
    assert "'" not in question.sparql, "the shell ends its quotation there"
    assert set(question.marks) <= set(MARKS)
    assert bool(question.silence) == (not question.rows)
    assert bool(question.control) == bool(question.silence)


def test_each_question_is_there_once() -> None:
    """No id and no wording comes twice."""
    for name in ("id", "english", "french"):
        counted = Counter(getattr(question, name) for question in QUESTIONS)
        assert max(counted.values()) == 1


def test_page_and_source_agree() -> None:
    """Nobody edited what is generated: `python -m tests.test_questions` makes both anew."""
    assert SOURCE.read_text(encoding="utf-8") == source(QUESTIONS)
    assert PAGE.read_text(encoding="utf-8") == page(QUESTIONS)


def test_the_articles_are_not_quoted_at_length(texts: Path, records: Records) -> None:
    """No more than eight running words of an article stand on the page."""
    asked = " ".join(_words(PAGE.read_text(encoding="utf-8")))
    for article in records.articles.values():
        words = _words((texts / article.file).read_text(encoding="utf-8"))
        for at in range(len(words) - SAID_IN_A_ROW):
            run = " ".join(words[at : at + SAID_IN_A_ROW + 1])
            assert f" {run} " not in f" {asked} ", article.id


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def main() -> int:
    """Ask the packaged corpus anew, write source and page; 1 where an answer can't be right."""
    with tempfile.TemporaryDirectory() as scratch:
        build(None, Path(scratch, "build"))
        with open_graph(Path(scratch, "build")) as graph:
            questions = tuple(renewed(question, graph) for question in QUESTIONS)
    SOURCE.write_text(source(questions), encoding="utf-8", newline="\n")
    PAGE.write_text(page(questions), encoding="utf-8", newline="\n")
    for before, after in zip(QUESTIONS, questions, strict=True):
        if set(before.rows) != set(after.rows):
            print(f"{after.id}: rows changed; read its answer against the article")
    wrong = [q for q in questions if bool(q.rows) == bool(q.silence)]
    for question in wrong:
        print(f"{question.id}: {'has rows now' if question.rows else 'has no rows any more'}")
    print(f"questions: {len(questions)} in docs/questions.md")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
