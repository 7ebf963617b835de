"""The command line: what it prints where, its exit codes, and one clear line for every failure."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from libyagraph import cli as cli_
from libyagraph import paths
from libyagraph.build import Built
from libyagraph.cli import COMMANDS
from libyagraph.cli.common import LANGUAGES
from libyagraph.export import EXPORTERS
from libyagraph.query.named import named
from libyagraph.records import Records

from tests.support import DATA, article, environment, told, write_corpus

COMMAND = Path(sys.executable).with_name("libyagraph")
CEASEFIRE = "2020-01-10-haftar-cessez-le-feu"
SUPPORTERS = ("query", "supporters", "-p", "actor=khalifa-haftar")
TIES = "SELECT ?t { ?t a lg:Tie } ORDER BY ?t"


@dataclass(frozen=True)
class Done:
    """What a command did: its exit code, and what it printed."""

    code: int
    out: str
    err: str

    def failed(self, code: int, *told: str) -> None:
        """It failed with a code and one clear line, without an answer and without a traceback."""
        assert self.code == code, self.err
        assert self.out == ""
        assert "Traceback" not in self.err
        lines = [line for line in self.err.splitlines() if line]
        if lines[0].startswith(
            "Usage: "
        ):  # click's own: how to use it, where to look, what is wrong
            assert lines[1].startswith("Try 'libyagraph ")
            lines = lines[2:]
        assert len(lines) == 1, self.err
        for part in told:
            assert part in lines[0]


Cli = Callable[..., Done]


@pytest.fixture
def cli(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Cli:
    """The command line in this process, in an empty directory with an empty cache."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["libyagraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            cli_.main()
        out, err = capsysbinary.readouterr()
        code = exit_.value.code
        assert isinstance(code, int)
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    return run


def process(*arguments: object, cwd: Path, stdin: bytes = b"", **variables: str) -> Done:
    """The command itself, in a process of its own."""
    done = subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        cwd=cwd,
        env={**environment(), "XDG_CACHE_HOME": str(cwd / ".cache"), **variables},
        input=stdin,
        capture_output=True,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode())


# ---- help


def test_help_lists_every_command_with_an_example(cli: Cli) -> None:
    """`--help` is answered on standard output and tells the exit codes."""
    for option in ("--help", "-h"):
        done = cli(option)
        assert (done.code, done.err) == (0, "")
        for name, said in COMMANDS.items():
            assert re.search(rf"^  {name} +{re.escape(said)}$", done.out, re.MULTILINE)
        assert "Examples:" in done.out
        assert "0 fine, 1 the data have problems, 2 wrong use, 3 failure" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(cli: Cli, name: str) -> None:
    """Each command's help has examples that begin with its name, and explains each option."""
    done = cli(name, "--help")
    assert (done.code, done.err) == (0, "")
    examples = done.out.partition("Examples:")[2]
    assert f"libyagraph {name}" in examples
    assert all(len(line) <= 80 for line in done.out.splitlines() if "libyagraph" not in line)


def test_without_a_command_it_helps_and_fails(cli: Cli) -> None:
    """Nothing asked for is wrong use, with the help on standard error."""
    done = cli()
    assert (done.code, done.out) == (2, "")
    assert "Commands:" in done.err


def test_the_version_is_told(cli: Cli) -> None:
    """`--version` prints name and version."""
    assert re.fullmatch(r"libyagraph, version \d+\.\d+\.\d+\n", cli("--version").out)


def test_help_imports_nothing_heavy() -> None:
    """Help is there at once: no rdflib, networkx or store is loaded for it."""
    script = (
        "import sys; sys.argv = ['libyagraph', '--help']\n"
        "from libyagraph.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'rdflib', 'networkx', 'pyoxigraph', 'pyvis', 'rich.table'}\n"
        "print(sorted(heavy & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "[]\n"


# ---- wrong use: exit code 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("biuld", "no command biuld; did you mean build?"),
        ("query", "give one of: NAME"),
        ("query contested -e ASK{}", "give one of: NAME"),
        ("query suporters -p actor=egypt", "no query suporters; did you mean supporters"),
        ("query supporters", "supporters needs the parameter actor"),
        ("query supporters -p actr=egypt", "no parameter actr; it takes actor"),
        ("query supporters -p actor=egipt", "unknown actor egipt; did you mean egypt"),
        ("query supporters -p actor", "is not NAME=VALUE"),
        ("query supporters -p actor=", "is not NAME=VALUE"),
        ("query supporters -p =egypt", "is not NAME=VALUE"),
        ("query article -p article=2020", "unknown article 2020"),
        ("query timeline -p since=2019-13", "since: 2019-13"),
        ("query contested --lift", "can't be lifted"),
        ("query contested --format turtle", "table, csv, tsv, json or xml"),
        ("query contested --format yaml", "'yaml' is not one of"),
        ("query contested --frmat csv", "No such option '--frmat'"),
        ("query -e ASK{} --lift", "go with a named query"),
        ("query -e ASK{} -p actor=egypt", "go with a named query"),
        ("query -e ASK{} --show", "go with a named query"),
        ("query -e ASK{} --timeout 0", "not in the range"),
        ("query -e ASK{} --timeout soon", "not a valid float"),
        ("query -e ASK{} --format turtle", "answers with rows"),
        ("query -e CONSTRUCT{}WHERE{} --format csv", "answers with triples"),
        ("query -e nonsense", "not SPARQL: "),
        ("query -e DROP", "can only be read"),
        ("query -e SELECT*{SERVICE<http://x/>{}}", "SERVICE is not allowed"),
        ("query --file missing.rq", "missing.rq"),
        ("query --file .", "is a directory"),
        ("show egipt", "no egipt here; did you mean egypt"),
        ("show", "Missing argument 'ID'"),
        ("show egypt --lang de", "'de' is not one of"),
        ("draw --actor egipt", "unknown actor egipt; did you mean egypt"),
        ("draw --relation suports", "unknown relation suports; did you mean supports"),
        ("draw --since yesterday", "yesterday"),
        ("draw --since 2020 --until 2019", "ends"),
        ("draw --depth -1", "not in the range"),
        ("draw --lang de", "'de' is not one of"),
        ("export", "Missing argument 'FORMAT'"),
        ("export gxf", "gxf"),
        ("export gexf --actor egipt", "unknown actor egipt"),
        ("export turtle --actor egypt", "turtle carries the whole graph"),
        ("export csv -o -", "a directory"),
        ("check missing", "missing: no such file or directory"),
        ("check --fix", "--fix needs --texts"),
        ("check --texts missing", "does not exist"),
        ("build missing", "missing: no such file or directory"),
        ("build --texts missing", "does not exist"),
        ("completion tcsh", "'tcsh' is not one of"),
    ],
)
def test_wrong_use_is_one_clear_line(cli: Cli, graph: Path, line: str, told: str) -> None:
    """A mistake ends with code 2 and says what is wrong; where it can, what was meant."""
    command, *rest = line.split(" ")
    takes_graph = command in ("query", "show", "draw", "export")
    done = cli(command, *(("--graph", graph) if takes_graph else ()), *rest)
    done.failed(2, told)
    assert list(Path().iterdir()) == []


def test_a_parameter_given_twice_is_wrong_use(cli: Cli, graph: Path) -> None:
    """No value is silently thrown away."""
    cli("query", "--graph", graph, "supporters", "-p", "actor=egypt", "-p", "actor=russia").failed(
        2
    )


@pytest.mark.parametrize("value", ["inf", "nan", "1e12"])
def test_a_timeout_that_no_clock_knows_breaks_nothing(
    graph: Path, tmp_path: Path, value: str
) -> None:
    """Either it is refused as wrong use or the query runs; there is no traceback."""
    done = process("query", "--graph", graph, "-e", "ASK {}", "--timeout", value, cwd=tmp_path)
    assert done.code in (0, 2)
    assert "Traceback" not in done.err


@pytest.mark.parametrize("data", [b'ASK { ?s ?p "\xff" }', b"\xff\xfeA\x00S\x00K\x00{\x00}\x00"])
@pytest.mark.parametrize("how", ["file", "stdin"])
def test_a_query_that_is_not_utf_8_is_wrong_use(
    graph: Path, tmp_path: Path, data: bytes, how: str
) -> None:
    """Bytes that are no text are told in one line, from a file and from standard input."""
    (tmp_path / "query.rq").write_bytes(data)
    given = "-" if how == "stdin" else "query.rq"
    done = process("query", "--graph", graph, "--file", given, cwd=tmp_path, stdin=data)
    done.failed(2)


def test_an_argument_that_is_not_utf_8_is_wrong_use(graph: Path, tmp_path: Path) -> None:
    """Bytes of a terminal in another encoding are told in one line."""
    for arguments in (
        ("query", "-e", "ASK{'\udcff'}"),
        ("show", "\udcff"),
        (*SUPPORTERS[:3], "actor=\udcff"),
    ):
        process(*arguments, "--graph", graph, cwd=tmp_path).failed(2)


# ---- failures: exit code 3


@pytest.mark.parametrize(
    "command", ["query contested", "query -e ASK{}", "show egypt", "draw", "export gexf"]
)
@pytest.mark.parametrize("where", [".", "missing", "file"])
def test_without_a_graph_it_says_what_to_do(cli: Cli, command: str, where: str) -> None:
    """A directory without a graph ends with code 3 and the way out; nothing is written."""
    if where == "file":
        Path("file").write_text("x", encoding="utf-8")
    before = sorted(Path().iterdir())
    name, *rest = command.split(" ")
    cli(name, "--graph", where, *rest).failed(3, "there is no graph here; run libyagraph build")
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    "command",
    ["draw -o missing/out", *(f"export {name} -o missing/out" for name in EXPORTERS)],
)
def test_an_output_that_cannot_be_written_is_a_failure(cli: Cli, graph: Path, command: str) -> None:
    """A missing directory ends with code 3, and the path is named as it was typed."""
    name, *rest = command.split(" ")
    done = cli(name, "--graph", graph, *rest)
    done.failed(3, "no such file or directory")
    assert ".tmp" not in done.err
    assert "missing" in done.err
    assert list(Path().iterdir()) == []


def test_a_runaway_query_is_a_failure(cli: Cli, graph: Path) -> None:
    """Over its time a query ends with code 3 and says after how long."""
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    done = cli("query", "--graph", graph, "-e", query, "--timeout", "0.3")
    done.failed(3, "longer than 0.3 s")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["query timeline", "show khalifa-haftar", "export turtle -o -"])
def test_a_full_disk_behind_standard_output_is_a_failure(
    graph: Path, tmp_path: Path, command: str
) -> None:
    """What could not be written is not passed off as written."""
    name, *rest = command.split(" ")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [str(COMMAND), name, "--graph", str(graph), *rest],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert done.stderr == "libyagraph: no space left on device\n"


# ---- pipes and terminals


@pytest.mark.parametrize(
    "command",
    [
        "query --list",
        "query timeline",
        "query timeline --format json",
        "query -e SELECT*{?s?p?o}",
        "show khalifa-haftar",
        "export nquads -o -",
        "draw -o -",
        "--help",
    ],
)
@pytest.mark.parametrize("reader", ["head -n 1 >&2", "true"])
def test_a_reader_that_has_had_enough_is_no_failure(
    graph: Path, tmp_path: Path, command: str, reader: str
) -> None:
    """`… | head -1` ends quietly with code 0, however little the reader took."""
    name, *rest = command.split(" ")
    words = [name, *rest]
    if name in ("query", "show", "export", "draw") and "--list" not in rest:
        words += ["--graph", str(graph)]
    line = f'set -o pipefail; "$@" 2>err | {reader}'
    done = subprocess.run(
        ["bash", "-c", line, "bash", str(COMMAND), *words],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tmp_path / "err").read_text(encoding="utf-8") == ""
    assert done.returncode == 0


def on_terminal(*arguments: object, cwd: Path, **variables: str) -> str:
    """What a command prints on a terminal of 200 columns."""
    import pty

    parent, child = pty.openpty()
    with subprocess.Popen(
        [str(COMMAND), *map(str, arguments)],
        cwd=cwd,
        env={**environment(), "TERM": "xterm-256color", "COLUMNS": "200", **variables},
        stdin=child,
        stdout=child,
        stderr=child,
    ):
        os.close(child)
        found = b""
        while True:
            try:
                data = os.read(parent, 65536)
            except OSError:  # Linux says so where the other end is closed
                break
            if not data:
                break
            found += data
    os.close(parent)
    return found.decode("utf-8")


COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|4[0-7]|38;|48;)[0-9;]*m")


def test_a_terminal_gets_colours_unless_it_says_no(graph: Path, tmp_path: Path) -> None:
    """Problems are coloured on a terminal; with NO_COLOR or on a dumb one there is no colour."""
    (tmp_path / "bad.yaml").write_text("claims: no\n", encoding="utf-8")
    plain = {"NO_COLOR": "", "TERM": "xterm-256color"}
    assert COLOUR.search(on_terminal("check", "bad.yaml", cwd=tmp_path, **plain))
    for said in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_terminal("check", "bad.yaml", cwd=tmp_path, **said)
        assert "\x1b" not in on_terminal("show", "egypt", "--graph", graph, cwd=tmp_path, **said)
        told = on_terminal(*SUPPORTERS, "--graph", graph, cwd=tmp_path, **said)
        assert not COLOUR.search(told)


def test_a_table_on_a_terminal_holds_every_cell(graph: Path, tmp_path: Path) -> None:
    """Nothing is cut on a terminal, and the number of rows is told."""
    told = re.sub(r"\x1b\[[0-9;]*m", "", on_terminal(*SUPPORTERS, "--graph", graph, cwd=tmp_path))
    for word in ("abdel-fattah-el-sisi", "united-arab-emirates", CEASEFIRE, "1691", "5 rows"):
        assert word in told


def test_what_is_piped_is_plain(cli: Cli, graph: Path) -> None:
    """Into a pipe or a file go no escapes, whatever the command."""
    for arguments in (SUPPORTERS, ("show", "egypt"), ("query", "-e", TIES)):
        done = cli(*arguments, "--graph", graph)
        assert (done.code, done.err) == (0, "")
        assert "\x1b" not in done.out
    assert "\x1b" not in cli("check", DATA / "invalid").out


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_without_arabic_is_no_reason_to_fail(
    graph: Path, tmp_path: Path, encoding: str
) -> None:
    """Characters that standard output can't show are replaced; there is no traceback."""
    for arguments in (
        ("show", "egypt"),
        ("query", "-e", "SELECT ?n { actor:egypt rdfs:label ?n }"),
    ):
        done = process(*arguments, "--graph", graph, cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert (done.code, done.err) == (0, "")
        assert "Egypt" in done.out


# ---- query


@pytest.mark.parametrize("format_", ["csv", "tsv"])
def test_a_named_query_as_a_file_for_spreadsheets(cli: Cli, graph: Path, format_: str) -> None:
    """CSV and TSV have a heading and ids."""
    done = cli(*SUPPORTERS, "--graph", graph, "--format", format_)
    delimiter = "," if format_ == "csv" else "\t"
    rows = list(csv.DictReader(io.StringIO(done.out), delimiter=delimiter))
    assert {row["supporter"] for row in rows} >= {"egypt", "russia", "united-arab-emirates"}


def test_a_named_query_as_a_table(cli: Cli, graph: Path) -> None:
    """By default columns of text, aligned, the same as `--format table`."""
    done = cli(*SUPPORTERS, "--graph", graph)
    assert done == cli(*SUPPORTERS, "--graph", graph, "--format", "table")
    head, line, *rows = done.out.splitlines()
    starts = [match.start() for match in re.finditer(r"-+", line)]
    assert [head[start:].split()[0] for start in starts] == head.split()
    assert all(
        start == 0 or row[start - 1 : start].strip() == "" for row in rows for start in starts
    )


def test_a_named_query_as_sparql_results(cli: Cli, graph: Path) -> None:
    """JSON and XML have full IRIs."""
    found = json.loads(cli(*SUPPORTERS, "--graph", graph, "--format", "json").out)
    values = {row["supporter"]["value"] for row in found["results"]["bindings"]}
    assert "https://w3id.org/libyagraph/actor/egypt" in values
    told = cli(*SUPPORTERS, "--graph", graph, "--format", "xml").out
    uris = {e.text for e in ElementTree.fromstring(told).iter() if e.tag.endswith("uri")}
    assert values <= uris


def test_lift_and_show(cli: Cli, graph: Path) -> None:
    """`--lift` counts a president as his state; `--show` prints SPARQL that can be run as it is."""
    lifted = cli(*SUPPORTERS, "--graph", graph, "--lift", "--format", "csv")
    assert "egypt,supports,2019-05-09,asserted" in lifted.out
    assert not lifted.out.splitlines()[1].startswith("abdel-fattah")
    shown = cli(*SUPPORTERS, "--graph", graph, "--show")
    assert "$actor" not in shown.out
    assert shown.out.startswith("# title: ")
    again = cli("query", "--graph", graph, "-e", shown.out, "--format", "csv")
    assert len(again.out.splitlines()) == len(lifted.out.splitlines())


def test_the_list_documents_every_query(cli: Cli) -> None:
    """`--list` needs no graph and shows parameters, columns and what `--lift` adds."""
    done = cli("query", "--list")
    assert (done.code, done.err) == (0, "")
    for query in named().values():
        assert query.title in done.out
        for column in query.columns:
            assert f"    {column.name}: {column.description}" in done.out
    assert "supporters -p actor=… [-p since=…] [-p until=…] [--lift]" in done.out
    assert "timeline [-p actor=…] [-p since=…] [-p until=…]" in done.out


@pytest.mark.parametrize("format_", ["csv", "tsv", "json", "xml"])
def test_free_sparql_as_sparql_results(
    cli: Cli, graph: Path, seeds_store: ox.Store, format_: str
) -> None:
    """Rows of free SPARQL come in the formats of SPARQL, as Oxigraph writes them."""
    text = cli("query", "--graph", graph, "-e", TIES, "--format", format_).out
    found = seeds_store.query("PREFIX lg: <https://w3id.org/libyagraph/ontology#>" + TIES)
    assert isinstance(found, ox.QuerySolutions)
    formats = {"csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML"}
    data = found.serialize(format=getattr(ox.QueryResultsFormat, formats[format_]))
    assert data is not None
    assert text.rstrip("\n") == data.decode().rstrip("\n")


def test_ask_answers_yes_or_no(cli: Cli, graph: Path) -> None:
    """ASK says true or false in every format of rows, with code 0 for both."""
    for format_ in ("table", "csv", "tsv", "json", "xml"):
        for thing, word in (("Tie", "true"), ("Nothing", "false")):
            query = f"ASK {{ ?t a lg:{thing} }}"
            done = cli("query", "--graph", graph, "-e", query, "--format", format_)
            assert done.code == 0
            assert word in done.out


@pytest.mark.parametrize("format_", [None, "turtle", "ntriples"])
def test_construct_answers_in_turtle(cli: Cli, graph: Path, format_: str | None) -> None:
    """Triples come as Turtle by default, or as N-Triples, and can be read again."""
    query = "CONSTRUCT { ?t a lg:Tie } WHERE { ?t a lg:Tie }"
    options = ("--format", format_) if format_ else ()
    done = cli("query", "--graph", graph, "-e", query, *options)
    kind = ox.RdfFormat.N_TRIPLES if format_ == "ntriples" else ox.RdfFormat.TURTLE
    ties = cli("query", "--graph", graph, "-e", TIES, "--format", "csv").out.splitlines()[1:]
    assert len({quad.subject for quad in ox.parse(done.out, format=kind)}) == len(ties)


def test_a_query_from_a_file_or_standard_input(graph: Path, tmp_path: Path) -> None:
    """`--file F` and `--file -` are as `-e`; a byte order mark makes no difference."""
    expected = process("query", "--graph", graph, "-e", TIES, cwd=tmp_path)
    assert expected.code == 0
    (tmp_path / "q.rq").write_text(TIES, encoding="utf-8")
    assert process("query", "--graph", graph, "--file", "q.rq", cwd=tmp_path) == expected
    found = process("query", "--graph", graph, "--file", "-", cwd=tmp_path, stdin=TIES.encode())
    assert found == expected
    (tmp_path / "q.rq").write_text(TIES, encoding="utf-8-sig")
    assert process("query", "--graph", graph, "--file", "q.rq", cwd=tmp_path) == expected


def test_no_rows_is_an_answer(cli: Cli, graph: Path) -> None:
    """Nothing found is no failure: a heading alone, or for a table a word on standard error."""
    for format_ in ("csv", "tsv", "json", "xml"):
        done = cli("query", "--graph", graph, "supporters", "-p", "actor=rfi", "--format", format_)
        assert (done.code, done.err) == (0, "")
        assert "supporter" in done.out
    done = cli("query", "--graph", graph, "supporters", "-p", "actor=rfi")
    assert done == Done(0, "", "libyagraph: no rows\n")


# ---- show, draw, export


def test_show_finds_by_id_and_by_name(cli: Cli, graph: Path) -> None:
    """An actor by id or any name, an article, a claim, an event."""
    done = cli("show", "--graph", graph, "khalifa-haftar")
    assert done.out.startswith("Khalifa Haftar (khalifa-haftar)\n")
    assert cli("show", "--graph", graph, "Général Haftar") == done
    assert cli("show", "--graph", graph, "خليفة حفتر") == done
    claim = cli("show", "--graph", graph, f"{CEASEFIRE}#russia-sends-mercenaries").out
    assert "characters 1218–1340" in claim
    assert f"denied in: {CEASEFIRE}#russia-denies-mercenaries" in claim
    assert "published 2020-01-10" in cli("show", "--graph", graph, CEASEFIRE).out
    assert "offensive" in cli("show", "--graph", graph, "tripoli-offensive").out
    french = cli("show", "--graph", graph, "egypt", "--lang", "fr").out
    assert french.startswith("Égypte (egypt)")


def test_everything_has_something_to_show(cli: Cli, graph: Path, records: Records) -> None:
    """Things of every kind, taken here and there, in all languages."""
    for table in (records.actors, records.articles, records.claims, records.events):
        for id_, language in zip(list(table)[:: max(1, len(table) // 3)], LANGUAGES, strict=False):
            done = cli("show", "--graph", graph, "--lang", language, id_)
            assert (done.code, done.err) == (0, "")
            assert id_ in done.out


def test_draw_writes_a_page(cli: Cli, graph: Path) -> None:
    """By default `graph.html`; `-` is standard output; the path is told."""
    done = cli("draw", "--graph", graph)
    assert (done.code, done.out) == (0, "page: graph.html\n")
    page = Path("graph.html").read_text(encoding="utf-8")
    assert cli("draw", "--graph", graph, "-o", "-").out == page
    cli("draw", "--graph", graph, "--actor", "Égypte", "--lang", "en", "-o", "egypt.html")
    narrowed = Path("egypt.html").read_text(encoding="utf-8")
    assert len(narrowed) < len(page)
    assert sorted(p.name for p in Path().iterdir()) == ["egypt.html", "graph.html"]


def test_draw_quotes_texts_where_they_are_at_hand(cli: Cli, graph: Path, texts: Path) -> None:
    """With `--texts` the page quotes the passages, without it only points to them."""
    file = next(texts.glob("003*"))
    passage = file.read_text(encoding="utf-8")[1345:1385]
    cli("draw", "--graph", graph)
    assert passage not in Path("graph.html").read_text(encoding="utf-8")
    cli("draw", "--graph", graph, "--texts", texts)
    page = Path("graph.html").read_text(encoding="utf-8")
    assert passage in page or json.dumps(passage)[1:-1] in page


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_written_where_it_says(cli: Cli, graph: Path, name: str) -> None:
    """Each format has its own default name, says where it went, and leaves nothing else."""
    done = cli("export", "--graph", graph, name)
    target = Path("graph-csv" if EXPORTERS[name].directory else f"graph{EXPORTERS[name].suffix}")
    assert (done.code, done.out) == (0, f"{name}: {target}\n")
    assert list(Path().iterdir()) == [target]
    if not EXPORTERS[name].directory:
        out = cli("export", "--graph", graph, name, "-o", "-").out
        assert out == target.read_bytes().decode("utf-8")


# ---- check and build


def test_check_lists_every_problem_sorted(cli: Cli, tmp_path: Path) -> None:
    """All problems of all files as file:line:column: message, in order; the count apart."""
    root = tmp_path / "bad"
    write_corpus(
        root,
        articles={
            "b": article([told("x", "suport", actor="alpha", recipient="beta")]),
            "a": article(
                [
                    told("y", "support", actor="alfa", recipient="beta"),
                    told("y", "support", actor="alpha", recipient="bta"),
                ],
                source={"file": "other.txt"},
            ),
        },
    )
    done = cli("check", root)
    assert done.code == 1
    found = [re.fullmatch(r"(.+):(\d+):(\d+): (.+)", line) for line in done.out.splitlines()]
    places = [(m[1], int(m[2]), int(m[3])) for m in found if m]
    assert len(places) == len(found)
    assert places == sorted(places)
    errors = [m for m in found if m and not m[4].startswith("warning: ")]
    assert len(errors) >= 3
    assert {Path(place[0]).name for place in places} == {"a.yaml", "b.yaml"}
    for word in ("did you mean support?", "did you mean alpha?", "did you mean beta?"):
        assert word in done.out
    assert re.fullmatch(rf"2 articles, \d claims?: {len(errors)} errors, \d+ warnings\n", done.err)


def test_check_finds_nothing_wrong_with_the_corpus(cli: Cli, texts: Path) -> None:
    """The packaged corpus is sound, and its passages stand in the texts."""
    done = cli("check")
    assert (done.code, done.out) == (0, "")
    done = cli("check", paths.seeds(), "--texts", texts)
    assert (done.code, done.out) == (0, "")
    assert "no errors, no warnings" in done.err


def test_check_tells_which_passages_a_changed_text_breaks(
    cli: Cli, texts: Path, tmp_path: Path
) -> None:
    """One changed character: the article and the passages that hold it are named, no other."""
    copy = tmp_path / "texts"
    shutil.copytree(texts, copy)
    file = next(copy.glob("003*"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text[:1250] + "#" + text[1251:], encoding="utf-8")
    done = cli("check", paths.seeds(), "--texts", copy)
    assert done.code == 1
    assert f"article {CEASEFIRE}" in done.out
    assert "russia-sends-mercenaries" in done.out
    assert "1218–1340" in done.out
    assert "russia-denies-mercenaries" not in done.out
    for line in done.out.splitlines():
        assert CEASEFIRE in line
        found = re.search(r"characters (\d+)–(\d+)", line)
        assert found is None or int(found[1]) <= 1250 < int(found[2])
    built = cli("build", paths.seeds(), "--texts", copy)
    assert (built.code, Path("build", "current").exists()) == (1, False)


def test_check_without_a_text_warns(cli: Cli, tmp_path: Path) -> None:
    """A text that is not at hand is a warning: the check does not fail."""
    (tmp_path / "none").mkdir()
    done = cli("check", paths.seeds(), "--texts", tmp_path / "none")
    assert done.code == 0
    assert all(": warning: " in line for line in done.out.splitlines())
    assert "no errors, 5 warnings" in done.err


def test_check_fix_turns_a_quote_into_positions(cli: Cli, texts: Path, tmp_path: Path) -> None:
    """A quote becomes what the annotation had, byte for byte, and nothing else is touched."""
    seeds = tmp_path / "seeds"
    shutil.copytree(paths.seeds(), seeds)
    file = seeds / "articles" / f"{CEASEFIRE}.yaml"
    before = file.read_text(encoding="utf-8")
    at = re.search(r'- \[1218, 1340, "\w+"\]', before)
    assert at is not None
    quote = next(texts.glob("003*")).read_text(encoding="utf-8")[1218:1340]
    file.write_text(
        before.replace(at[0], f"- {{quote: {json.dumps(quote, ensure_ascii=False)}}}"),
        encoding="utf-8",
    )
    unplaced = cli("check", seeds)
    assert unplaced.code == 1
    assert "a quote still to be placed" in unplaced.out
    assert cli("build", seeds).code == 1
    others = {p: p.stat().st_mtime_ns for p in seeds.rglob("*.yaml") if p != file}
    done = cli("check", seeds, "--texts", texts, "--fix")
    assert (done.code, done.out) == (0, "")
    assert file.read_text(encoding="utf-8") == before
    assert others == {p: p.stat().st_mtime_ns for p in others}


def test_a_build_of_bad_data_writes_nothing(cli: Cli, tmp_path: Path) -> None:
    """Problems end a build with code 1; the graph that was there stays as it was."""
    good = write_corpus(
        tmp_path / "good", claims=[told("a", "support", actor="alpha", recipient="beta")]
    )
    bad = write_corpus(tmp_path / "bad", claims=[told("a", "support", actor="alpha")])
    first = cli("build", bad)
    assert first.code == 1
    assert first.out == ""
    assert "1 problem: nothing was written" in first.err
    assert not Path("build").exists()
    assert cli("build", good).code == 0
    held = {p: p.read_bytes() for p in Path("build").rglob("*") if p.is_file()}
    assert cli("build", bad).code == 1
    assert held == {p: p.read_bytes() for p in Path("build").rglob("*") if p.is_file()}


def test_a_build_counts_what_it_made(cli: Cli, tmp_path: Path) -> None:
    """Counts and the page, on standard output; the graph is the one that commands then take."""
    corpus = write_corpus(
        tmp_path / "one", claims=[told("a", "support", actor="alpha", recipient="beta")]
    )
    done = cli("build", corpus)
    assert done.code == 0
    assert all(": warning: " in line for line in done.err.splitlines())
    counted = [line.strip() for line in done.out.splitlines()[:-1]]
    assert {"1 article", "1 claim", "1 event", "1 tie", "0 lifted ties"} <= set(counted)
    assert done.out.splitlines()[-1] == "page: build/current/graph.html"
    assert Path("build/current/graph.html").is_file()
    shown = cli("query", "supporters", "-p", "actor=beta", "--format", "csv")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines()[1].startswith("alpha,")


def test_seeds_of_the_working_directory_come_first(cli: Cli, tmp_path: Path) -> None:
    """`build` and `check` without a path take `seeds/` where one works."""
    write_corpus(Path("seeds"), claims=[told("a", "support", actor="alpha", recipient="beta")])
    assert cli("check").err.startswith("1 article, 1 claim: no errors")
    assert "1 article\n" in cli("build").out


def test_from_anywhere_the_packaged_corpus_is_asked(tmp_path: Path) -> None:
    """In `/`, without a graph, it is built into the cache, once, and where it is is told."""
    cache = tmp_path / "cache"
    done = [
        subprocess.run(
            [str(COMMAND), *SUPPORTERS, "--format", "csv"],
            cwd="/",
            env={**environment(), "XDG_CACHE_HOME": str(cache)},
            capture_output=True,
            text=True,
            check=False,
        )
        for _ in range(2)
    ]
    assert [one.returncode for one in done] == [0, 0]
    assert done[0].stdout == done[1].stdout
    assert "egypt,supports" in done[0].stdout
    assert "building the packaged corpus" in done[0].stderr
    assert re.fullmatch(r"libyagraph: using the packaged corpus: .+/current\n", done[1].stderr)
    assert not Path("/build").exists()


def test_a_cache_that_cannot_be_written_is_a_failure(cli: Cli, tmp_path: Path) -> None:
    """Without a graph and without a cache it ends with code 3."""
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    done = cli("query", "contested")
    assert (done.code, done.out) == (3, "")
    assert "could not be written" in done.err
    assert "Traceback" not in done.err


# ---- completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(cli: Cli, shell: str) -> None:
    """Each script names the program and the variable that it speaks through."""
    done = cli("completion", shell)
    assert (done.code, done.err) == (0, "")
    assert "_LIBYAGRAPH_COMPLETE" in done.out
    assert "libyagraph" in done.out


@pytest.fixture
def working(built: Built, tmp_path: Path) -> Path:
    """A directory in which `build/` is the graph of `seeds/`."""
    (tmp_path / "build").symlink_to(built.directory.parents[1])
    return tmp_path


def completed(line: str, cwd: Path, shell: str = "zsh") -> list[str]:
    """What the shell offers for the last word of a line."""
    words = line.split(" ")
    done = process(
        cwd=cwd,
        _LIBYAGRAPH_COMPLETE=f"{shell}_complete",
        COMP_WORDS=line,
        COMP_CWORD=words[-1] if shell == "fish" else str(len(words) - 1),
    )
    assert (done.code, done.err) == (0, "")
    lines = [line for line in done.out.splitlines() if line]
    if shell == "zsh":  # kind, value and help on a line each
        return lines[1::3]
    return [re.split(r"[,\t]", value)[1] for value in lines]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("libyagraph qu", ["query"]),
        ("libyagraph query sup", ["supporters"]),
        ("libyagraph query supporters -p ", ["actor=", "since=", "until="]),
        ("libyagraph query supporters -p actor=khalifa", ["actor=khalifa-haftar"]),
        ("libyagraph query met-both -p a=egypt -p b=khalifa", ["b=khalifa-haftar"]),
        ("libyagraph query contested --format t", ["table", "tsv", "turtle"]),
        ("libyagraph show khalifa", ["khalifa-haftar"]),
        ("libyagraph draw --actor khalifa", ["khalifa-haftar"]),
        ("libyagraph export gra", ["graphml"]),
        ("libyagraph export gexf --relation suppor", ["supports"]),
    ],
)
def test_a_shell_completes_names_parameters_and_actors(
    working: Path, shell: str, line: str, offered: list[str]
) -> None:
    """Commands, queries, their parameters, the ids of actors, formats and relations."""
    assert completed(line, working, shell) == offered


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_itself_completes_an_actor(working: Path) -> None:
    """Bash splits `actor=khal` into three words; the id is offered all the same."""
    script = f"""
    PATH={COMMAND.parent}:$PATH
    source <(libyagraph completion bash)
    COMP_WORDS=(libyagraph query supporters -p actor = khalifa)
    COMP_CWORD=6
    _libyagraph_completion libyagraph
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=working,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["khalifa-haftar"], done.stderr


def test_completion_never_speaks_where_there_is_no_graph(tmp_path: Path) -> None:
    """Without a graph, or with a broken one, nothing is offered, printed or built."""
    assert completed("libyagraph show khal", tmp_path) == []
    (tmp_path / "build" / "current").mkdir(parents=True)
    assert completed("libyagraph show khal", tmp_path) == []
    assert not (tmp_path / ".cache").exists()
