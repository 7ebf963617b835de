"""Any RDF files can be asked: from Python and from the shell."""

from __future__ import annotations

from pathlib import Path

import libyagraph
import pytest
from libyagraph.data import EXTENSIONS
from libyagraph.errors import AnswerTooLargeError, DataError, QueryForbiddenError, UsageError
from libyagraph.query.question import Limits

from tests.commands import Commands

ALL = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } } ORDER BY ?g ?s ?o"

TEXTS = {
    "ttl": "@prefix : <x:> . :a :p 1 .",
    "nt": "<x:a> <x:p> <x:b> .\n",
    "nq": "<x:a> <x:p> <x:b> <x:g> .\n",
    "trig": "<x:g> { <x:a> <x:p> <x:b> }",
    "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/">'
    '<rdf:Description rdf:about="http://x/a"><x:p>1</x:p></rdf:Description></rdf:RDF>',
    "jsonld": '{"@id": "http://x/a", "http://x/p": 1}',
    "n3": "<x:a> <x:p> <x:b> .",
}
TEXTS |= {"xml": TEXTS["rdf"], "json": TEXTS["jsonld"]}


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    """The command line, in an empty directory."""
    return Commands(tmp_path, monkeypatch, capsysbinary)


def write(directory: Path, name: str, text: str) -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_each_format_is_read(tmp_path: Path, extension: str) -> None:
    """The name of a file tells its format, in capitals too."""
    for name in (f"a.{extension}", f"a.{extension.upper()}"):
        with libyagraph.open_data(write(tmp_path, name, TEXTS[extension])) as data:
            assert len(data.query(ALL)) == 1


def test_graphs_are_as_in_the_files(tmp_path: Path) -> None:
    """Default graphs of all files are one; named graphs are there for GRAPH, and not in it."""
    files = [write(tmp_path, f"a.{name}", TEXTS[name]) for name in ("ttl", "nt", "trig")]
    with libyagraph.open_data(*files) as data:
        assert len(data.query("SELECT * { ?s ?p ?o }")) == 2
        assert data.query("SELECT ?g { GRAPH ?g {} }").values == (("x:g",),)
        assert data.graphs() == ["x:g"]
        assert data.query("SELECT ?o FROM <x:g> { <x:a> ?p ?o }").values == (("x:b",),)


def test_blank_nodes_belong_to_their_file(tmp_path: Path) -> None:
    """The same label in two files is two nodes; a relative IRI is the file's own."""
    one = write(tmp_path, "one.ttl", "_:a <x:p> <> .")
    two = write(tmp_path, "two.ttl", "_:a <x:p> <other> .")
    with libyagraph.open_data(one, two) as data:
        found = data.query("SELECT DISTINCT ?s ?o { ?s <x:p> ?o }")
        assert len({row["s"] for row in found}) == 2
        assert {row["o"] for row in found} == {one.as_uri(), (tmp_path / "other").as_uri()}


def test_what_is_no_rdf_is_told_with_its_place(tmp_path: Path) -> None:
    """File, line and column of the mistake, in one line; nothing is left behind."""
    bad = write(tmp_path, "bad.ttl", "<x:a> <x:p> <x:b> .\n<x:a> <x:p> nonsense .")
    with pytest.raises(DataError) as caught:
        libyagraph.open_data(write(tmp_path, "good.ttl", TEXTS["ttl"]), bad)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(bad), 2)
    assert "\n" not in str(problem)


def test_files_that_tell_no_format_are_refused(tmp_path: Path) -> None:
    """Nothing is guessed; and there must be a file, which must be there."""
    with pytest.raises(UsageError, match=r"\.ttl, \.nt"):
        libyagraph.open_data(write(tmp_path, "a.txt", TEXTS["ttl"]))
    with pytest.raises(UsageError, match="at least one"):
        libyagraph.open_data()
    with pytest.raises(UsageError, match="there is no file"):
        libyagraph.open_data(tmp_path / "nothing.ttl")


def test_files_are_asked_within_limits(tmp_path: Path) -> None:
    """The same limits as for a graph, and nothing is changed or fetched."""
    file = write(tmp_path, "a.ttl", TEXTS["ttl"])
    with libyagraph.open_data(file, limits=Limits(answer=10)) as data:
        with pytest.raises(AnswerTooLargeError):
            data.query("SELECT * { ?s ?p ?o }")
        for text in ("DROP ALL", "LOAD <http://localhost/>", "ASK { SERVICE <x:y> {} }"):
            with pytest.raises(QueryForbiddenError):
                data.query(text)
    assert file.read_text(encoding="utf-8") == TEXTS["ttl"]


def test_the_store_is_gone_when_the_files_are_closed(tmp_path: Path) -> None:
    """What was loaded takes no room afterwards; to close twice is no mistake."""
    data = libyagraph.open_data(write(tmp_path, "a.ttl", TEXTS["ttl"]))
    store = data.store_directory
    assert store.is_dir()
    data.query("ASK {}")
    data.close()
    data.close()
    assert not store.exists()


def test_the_shell_asks_files(tmp_path: Path, program: Commands) -> None:
    """Files follow one `--data` or several; the prefixes of the program need no declaration."""
    one, two = (write(tmp_path, f"a.{name}", TEXTS[name]) for name in ("ttl", "trig"))
    ask = ("-e", ALL, "--format", "csv")
    for files in (("--data", one, two), ("--data", one, "--data", two)):
        found = program("query", *files, *ask)
        out = found.out.replace("\r\n", "\n")  # as the standard has it
        assert (found.code, out) == (0, "g,s,p,o\n,x:a,x:p,1\nx:g,x:a,x:p,x:b\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--data", "a.ttl"), 2, "give one of: --file F, -e SPARQL"),
        (("--data", "a.ttl", "nothing.ttl", "-e", "ASK {}"), 2, "there is no file 'nothing.ttl'"),
        (("--data", "a.txt", "-e", "ASK {}"), 2, "its name does not tell its format"),
        (("--data", "bad.ttl", "-e", "ASK {}"), 1, "bad.ttl:1:"),
        (("--data", "a.ttl", "--graph", ".", "-e", "ASK {}"), 2, "exclude each other"),
        (("--data", "a.ttl", "--lift", "-e", "ASK {}"), 2, "go with a named query"),
        (("--data", "a.ttl", "-e", "DROP ALL"), 2, "DROP is an update"),
        (("--data", "a.ttl", "--max-answer", "0.00001", "-e", "ASK {}"), 3, "is larger than"),
    ],
)
def test_mistakes_are_told(
    tmp_path: Path, program: Commands, arguments: tuple[str, ...], code: int, said: str
) -> None:
    """In the last line of standard error, with the exit code of their kind."""
    for name, text in (("a.ttl", TEXTS["ttl"]), ("a.txt", ""), ("bad.ttl", "nonsense")):
        write(tmp_path, name, text)
    found = program("query", *arguments)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert "Traceback" not in found.err


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    """Under one name or two, by Python and by the shell; its blank nodes are not doubled."""
    one = write(tmp_path, "a.trig", "<x:g> { _:a <x:p> <x:b> } _:a <x:p> <x:b> .")
    again = tmp_path / "elsewhere" / ".." / "a.trig"
    (tmp_path / "elsewhere").mkdir()
    with libyagraph.open_data(one, one, again) as data:
        assert len(data.query(ALL)) == 2
