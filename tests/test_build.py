"""The main job, from the annotations to a directory: the same bytes each time, or nothing."""

from __future__ import annotations

import hashlib
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from filelock import FileLock
from libyagraph import paths, store, versions
from libyagraph.api import open_graph
from libyagraph.build import Built, build
from libyagraph.errors import BusyError, DataError, GraphError, LibyagraphError, UsageError
from libyagraph.records import Records
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef

from tests.support import ROOT, VALID, run, told, write_corpus

PROMISED = ("graph.nq", "graph.html", "graph.gexf", "manifest.json")
BUILD = """
import sys
from pathlib import Path
from libyagraph.build import build
print(build(Path(sys.argv[1]), Path(sys.argv[2])).directory)
"""
SUPPORT = told("a", "support", actor="alpha", recipient="beta")


def files(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def test_a_build_has_all_its_parts(built: Built) -> None:
    """N-Quads, TriG, store, page, GEXF and manifest, with right sums and counts."""
    names = {path.name for path in built.directory.iterdir()}
    files = {"graph.nq", "graph.trig", "graph.html", "graph.gexf"}
    assert names == {*files, "manifest.json", "store.json", "store"}
    manifest = versions.manifest(built.directory)
    assert manifest["counts"] == built.counts
    assert manifest["files"] == {
        name: {
            "bytes": (built.directory / name).stat().st_size,
            "sha256": hashlib.sha256((built.directory / name).read_bytes()).hexdigest(),
        }
        for name in files
    }
    assert isinstance(manifest["with"], dict) and "pyoxigraph" in manifest["with"]


def test_store_trig_and_nquads_hold_the_same(built: Built, seeds_store: ox.Store) -> None:
    """Three ways to the same quads."""
    nquads = set(ox.parse((built.directory / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    trig = set(ox.parse((built.directory / "graph.trig").read_bytes(), format=ox.RdfFormat.TRIG))
    assert nquads == trig == set(store.quads(seeds_store))


def test_the_page_stays_small(built: Built) -> None:
    """Under 900 KB for the five articles."""
    assert (built.directory / "graph.html").stat().st_size < 900_000


def shuffled(original: Path, copy: Path) -> Path:
    """The same annotations, written in the opposite order, in other directories and files."""
    copy.mkdir()
    for number, path in enumerate(sorted(original.rglob("*.yaml"), reverse=True)):
        is_article = path.parent.name == "articles"
        name = path.name if is_article else f"{number:02}-{path.name}"
        directory = copy / ("z" if number % 2 else "a") / str(number % 3)
        directory.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, directory / name)
    return copy


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_the_order_of_the_input_does_not_matter(seed: str, built: Built, tmp_path: Path) -> None:
    """Byte for byte the same from files in another order and layout, whatever the hash seed."""
    other = shuffled(paths.seeds(), tmp_path / "seeds")
    ended = run(BUILD, str(other), str(tmp_path / "build"), PYTHONHASHSEED=seed)
    assert ended.returncode == 0, ended.stderr
    directory = Path(ended.stdout.strip())
    for name in PROMISED:
        assert (directory / name).read_bytes() == (built.directory / name).read_bytes(), name
    assert directory.name == built.directory.name


def test_building_again_is_the_same_version(tmp_path: Path) -> None:
    """The same input gives the same version; another gives another, beside it."""
    root = write_corpus(tmp_path / "c", claims=[SUPPORT])
    first = build(root, tmp_path / "build").directory
    assert build(root, tmp_path / "build").directory == first
    write_corpus(root, claims=[{**SUPPORT, "modality": "alleged"}])
    second = build(root, tmp_path / "build").directory
    assert second != first
    assert {path.name for path in (tmp_path / "build" / "versions").iterdir()} == {
        first.name,
        second.name,
    }


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """A corpus with its graph; whatever a test does, the graph stands as it was."""
    root, out = write_corpus(tmp_path / "c", claims=[SUPPORT]), tmp_path / "build"
    version = build(root, out).directory
    before = files(version)
    yield root, out
    assert versions.current(out) == version
    assert files(version) == before
    opened = store.open_read_only(version / "store")
    assert len(list(store.quads(opened))) == len((version / "graph.nq").read_bytes().splitlines())


def test_problems_in_the_data_leave_the_old_graph(standing: tuple[Path, Path]) -> None:
    """All problems are in the error, and nothing was written."""
    root, out = standing
    write_corpus(root, claims=[{**SUPPORT, "actor": "alfa"}])
    before = files(out)
    with pytest.raises(DataError) as caught:
        build(root, out)
    assert "unknown actor alfa" in str(caught.value)
    assert files(out) == before


def test_problems_in_the_data_make_no_directory(tmp_path: Path) -> None:
    """Nothing at all is written where the first build fails for its data or its path."""
    root = write_corpus(tmp_path / "c", claims=[{**SUPPORT, "actor": "alfa"}])
    with pytest.raises(DataError):
        build(root, tmp_path / "build")
    with pytest.raises(UsageError):
        build(tmp_path / "missing", tmp_path / "build")
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("step", ["writing first", "loading the store", "drawing", "writing GEXF"])
def test_a_failure_in_the_middle_leaves_the_old_graph(
    step: str, standing: tuple[Path, Path]
) -> None:
    """Wherever it breaks off, by an error or by Ctrl-C, no part of the new graph is left."""
    root, out = standing
    write_corpus(root, claims=[{**SUPPORT, "modality": "alleged"}])

    def stop(said: str) -> None:
        if said == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(root, out, step=stop)
    assert len(list((out / "versions").iterdir())) == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from libyagraph.build import build
def step(said):
    if said == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
build(Path(sys.argv[1]), Path(sys.argv[2]), step=step)
"""


@pytest.mark.parametrize("step", ["writing TriG", "writing GEXF"])
def test_a_kill_in_the_middle_leaves_the_old_graph(step: str, standing: tuple[Path, Path]) -> None:
    """What is left of the new graph is hidden, locks nothing, and is cleared by the next build."""
    root, out = standing
    write_corpus(root, claims=[{**SUPPORT, "modality": "alleged"}])
    ended = run(KILLED, str(root), str(out), step)
    assert ended.returncode == -signal.SIGKILL
    left = [path.name for path in (out / "versions").iterdir()]
    assert len(left) == 2 and sum(name.startswith(".") for name in left) == 1
    write_corpus(root, claims=[SUPPORT])
    build(root, out)
    assert len(list((out / "versions").iterdir())) == 1


def test_a_build_while_another_is_at_work(standing: tuple[Path, Path]) -> None:
    """The second is refused at once."""
    root, out = standing
    write_corpus(root, claims=[{**SUPPORT, "modality": "alleged"}])
    with FileLock(out / ".lock"), pytest.raises(BusyError):
        build(root, out)


TIES = "SELECT ?t { ?t a <https://w3id.org/libyagraph/ontology#Tie> }"


def retold(root: Path, out: Path, modality: str) -> Path:
    """Build a small corpus with its claim in another modality: another graph."""
    write_corpus(root, claims=[{**SUPPORT, "modality": modality}])
    return build(root, out).directory


def test_readers_of_an_old_version_keep_it(tmp_path: Path) -> None:
    """A graph that was opened before a build answers as before, whatever is asked of it first."""
    root, out = tmp_path / "c", tmp_path / "build"
    first = retold(root, out, "asserted")
    with open_graph(out) as asked, open_graph(out) as fresh:
        named, free = asked.query("supporters", actor="beta"), asked.query(TIES)
        second = retold(root, out, "planned")
        with open_graph(out) as new:
            assert (asked.directory, fresh.directory, new.directory) == (first, first, second)
            for reader in (asked, fresh):
                assert list(reader.query("supporters", actor="beta")) == list(named)
                assert list(reader.query(TIES)) == list(free)
            assert list(new.query("supporters", actor="beta")) != list(named)


def test_readers_of_a_version_that_is_gone(tmp_path: Path) -> None:
    """After two more builds it is: who has its store open goes on, others are told in one line."""
    root, out = tmp_path / "c", tmp_path / "build"
    retold(root, out, "asserted")
    with open_graph(out) as asked, open_graph(out) as fresh:
        rows = list(asked.query("supporters", actor="beta"))
        for modality in ("planned", "alleged"):
            retold(root, out, modality)
        assert not asked.directory.exists()
        assert list(asked.query("supporters", actor="beta")) == rows
        for question in ("contested", TIES):
            with pytest.raises(LibyagraphError) as caught:
                fresh.query(question)
            assert "\n" not in str(caught.value) and str(fresh.directory) in str(caught.value)
        with open_graph(out) as new:
            assert list(new.query(TIES))


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    """A file in the place of the directory is a failure of the system, told in one line."""
    root = write_corpus(tmp_path / "c", claims=[SUPPORT])
    (tmp_path / "build").write_text("mine", encoding="utf-8")
    with pytest.raises(GraphError) as caught:
        build(root, tmp_path / "build")
    assert "\n" not in str(caught.value)


def test_passages_are_quoted_only_where_the_texts_are_given(tmp_path: Path) -> None:
    """Without texts none of their words is on the page; with them the passages are."""
    words = "We have asked them twice"
    corpus = shutil.copytree(VALID, tmp_path / "c")
    without = build(corpus, tmp_path / "without").directory
    given = build(corpus, tmp_path / "with", texts=VALID / "texts")
    assert words not in (without / "graph.html").read_text(encoding="utf-8")
    assert words in (given.directory / "graph.html").read_text(encoding="utf-8")
    for directory in (without, given.directory):
        for name in ("graph.nq", "graph.trig", "graph.gexf"):
            assert words.encode() not in (directory / name).read_bytes()
    assert versions.manifest(given.directory)["texts"] is True


def test_a_text_that_changed_stops_a_build_with_texts(tmp_path: Path) -> None:
    """Evidence that does not hold is a problem of the data; a text that lacks is a warning."""
    corpus = shutil.copytree(VALID, tmp_path / "c")
    (corpus / "texts" / "second.txt").write_text("Other words.", encoding="utf-8")
    with pytest.raises(DataError):
        build(corpus, tmp_path / "build", texts=corpus / "texts")
    (corpus / "texts" / "second.txt").unlink()
    built = build(corpus, tmp_path / "build", texts=corpus / "texts")
    assert [warning.name for warning in built.warnings] == ["no-text"]


def test_a_build_leaves_nothing_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file appears in the working directory or beside the corpus."""
    root = write_corpus(tmp_path / "c", claims=[SUPPORT])
    before = files(root)
    (tmp_path / "cwd").mkdir()
    monkeypatch.chdir(tmp_path / "cwd")
    build(root, tmp_path / "build")
    assert list((tmp_path / "cwd").iterdir()) == []
    assert files(root) == before


# ---- the whole graph, judged by others -----------------------------------------------------------


def triples(graph: Path, *names: str) -> Graph:
    """The union of the named graphs of a build (all by default), as rdflib reads it."""
    found = Graph()
    wanted = tuple(f"/graph/{name}> ." for name in names) or ("> .",)
    lines = (graph / "graph.nq").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    kept = (
        line.removesuffix(" .").rpartition(" ")[0] + " ." for line in lines if line.endswith(wanted)
    )
    return found.parse(data="\n".join(kept) + "\n", format="nt")


def test_the_seeds_conform_to_the_shapes(graph: Path) -> None:
    """PySHACL finds nothing wrong with the built graph."""
    import pyshacl

    shapes = Graph().parse(ROOT / "ontology" / "shapes.ttl", format="turtle")
    conforms, _, text = pyshacl.validate(triples(graph), shacl_graph=shapes, advanced=True)
    assert conforms, text


def reasoned(found: Graph) -> list[str]:
    """What OWL RL finds inconsistent in a graph."""
    from owlrl import DeductiveClosure, OWLRL_Semantics

    DeductiveClosure(OWLRL_Semantics).expand(found)
    errors = found.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))
    return sorted(str(error) for error in errors)


def types_and_classes(graph: Path, thing: URIRef | None = None) -> Graph:
    """The types of all things, or of one, with the subclasses and what is declared disjoint."""
    found, kept = triples(graph), Graph()
    for pattern in (
        (None, RDFS.subClassOf, None),
        (None, OWL.disjointWith, None),
        (thing, RDF.type, None),
    ):
        for triple in found.triples(pattern):
            kept.add(triple)
    return kept


def test_a_reasoner_finds_no_contradiction(graph: Path) -> None:
    """Actor, place, event, claim and article are disjoint, and nothing of the corpus is two."""
    assert reasoned(types_and_classes(graph)) == []


def test_a_reasoner_finds_a_planted_contradiction(graph: Path) -> None:
    """An actor that is a city too is found, through the subclasses of both."""
    egypt = URIRef("https://w3id.org/libyagraph/actor/egypt")
    found = types_and_classes(graph, egypt)
    assert reasoned(types_and_classes(graph, egypt)) == []
    found.add((egypt, RDF.type, URIRef("https://w3id.org/libyagraph/ontology#City")))
    errors = reasoned(found)
    assert errors and all(str(egypt) in error for error in errors)


def test_every_iri_of_ours_is_described(graph: Path, records: Records) -> None:
    """Whatever stands as a value under our namespace is itself the subject of something."""
    found = triples(graph)
    subjects = {str(subject) for subject in found.subjects()}
    values = {str(v) for v in found.objects() if not isinstance(v, Literal)}
    base = "https://w3id.org/libyagraph/"
    ours = {value for value in values if value.startswith(base)}
    assert sorted(ours - subjects) == []
