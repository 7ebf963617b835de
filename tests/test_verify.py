"""`libyagraph verify`: whatever is not as it was built is found, and told in one line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest
from libyagraph import store, sums, versions
from libyagraph.api import open_graph
from libyagraph.build import Built, build
from libyagraph.cache import cached_build
from libyagraph.errors import GraphError
from libyagraph.verify import Verified, verify

from tests.commands import Commands
from tests.support import told, write_corpus

SUPPORT = told("a", "support", actor="alpha", recipient="beta")
OTHER = '<https://example.org/s> <https://example.org/p> "o" <https://example.org/g> .\n'


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of a small graph, both sound."""
    root = tmp_path_factory.mktemp("whole")
    for modality in ("alleged", "asserted"):
        corpus = write_corpus(root / "c", claims=[{**SUPPORT, "modality": modality}])
        build(corpus, root / "build")
    return root / "build"


@pytest.fixture
def out(whole: Path, tmp_path: Path) -> Path:
    """A copy of it, to damage."""
    return shutil.copytree(whole, tmp_path / "build", symlinks=True)


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Commands]:
    """Calls the command line."""
    yield Commands(tmp_path, monkeypatch, capsysbinary)


def only(out: Path) -> Verified:
    """What is found in the one version that is damaged."""
    (found,) = [version for version in verify(out) if version.damages]
    return found


def flip(path: Path, at: int) -> None:
    """Change one bit of a file, and not its size."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def promised(version: Path) -> list[Path]:
    """Every file of a version that holds anything."""
    files = (path for path in sorted(version.rglob("*")) if path.is_file())
    return [path for path in files if path.stat().st_size]


def test_a_built_graph_is_sound(built: Built) -> None:
    """Of the corpus of `seeds/`, also after it was asked: reading leaves the store as it was."""
    with open_graph(built.directory) as graph:
        assert graph.query("contested")
        assert graph.query("SELECT * { ?s ?p ?o } LIMIT 5")
    (found,) = verify(built.directory)
    lines = (built.directory / "graph.nq").read_bytes().count(b"\n")
    assert found == Verified(built.directory, True, found.files, lines, ())
    assert found.files == len([p for p in built.directory.rglob("*") if p.is_file()]) - 1


def test_a_flipped_bit_is_found_in_every_file(whole: Path, tmp_path: Path) -> None:
    """At its first byte, in its middle and at its end: that file is named, and no other."""
    version = tmp_path / "copy"
    shutil.copytree(versions.current(whole), version)
    names = {str(path.relative_to(version)) for path in promised(version)}
    assert len(names) > 15 and {"graph.nq", "manifest.json", "store.json"} <= names
    for path in promised(version):
        name, kept = str(path.relative_to(version)), path.read_bytes()
        for at in (0, len(kept) // 2, len(kept) - 1):
            flip(path, at)
            found = only(version).damages
            if name in ("manifest.json", "store.json"):  # these tell of the others
                assert found, (name, at)
            else:
                assert [damage.file for damage in found] == [name], (name, at)
            path.write_bytes(kept)
    assert not [version for version in verify(version) if version.damages]


@pytest.mark.parametrize("name", ["graph.html", "manifest.json", "store.json", "store/CURRENT"])
@pytest.mark.parametrize("how", ["shorter", "longer", "gone"])
def test_a_graph_that_is_not_whole_does_not_open(name: str, how: str, out: Path) -> None:
    """Without reading its files: what lacks, and what to do, are told in one line."""
    path = versions.current(out) / name
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:-2] if how == "shorter" else data + b"{")
    with pytest.raises(GraphError) as caught:
        open_graph(out)
    said = str(caught.value)
    assert "\n" not in said and "libyagraph build" in said
    assert str(path.parent.parent if "/" in name else path.parent) in said


def test_a_graph_of_another_format_does_not_open(out: Path) -> None:
    """It is told to be of another program, and not to be damaged."""
    version = versions.current(out)
    told = {**versions.manifest(version), "format": 1}
    (version / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(
        GraphError, match="is of format 1, and this program reads 3; run libyagraph"
    ):
        open_graph(out)


def test_a_former_version_of_another_format_is_left_out(out: Path) -> None:
    """Nobody can tell whether it is sound, and the current one is."""
    former = versions.kept(out)[1]
    told = {**versions.manifest(former), "format": 1}
    (former / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    (found,) = verify(out)
    assert found.current and not found.damages


@pytest.mark.parametrize("name", ["more.txt", "store/000099.log"])
def test_a_file_that_nobody_made_is_found(name: str, out: Path) -> None:
    """The store's engine would read a log that lies beside its own."""
    (versions.current(out) / name).write_bytes(b"")
    assert [str(damage) for damage in only(out).damages] == [f"{name} is not of this version"]


def test_a_version_under_another_name_is_found(out: Path) -> None:
    """Versions are named by their manifests; a copy elsewhere may have any name."""
    version = versions.current(out)
    shutil.copytree(version, out.parent / "copy")
    (found,) = verify(out.parent / "copy")
    assert not found.damages
    former = versions.kept(out)[1]
    shutil.rmtree(former)
    shutil.copytree(version, former)
    assert str(only(out).damages[0]) == f"manifest.json is that of version {version.name}"


def test_a_damaged_graph_in_the_cache_is_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has to know where the cache is."""
    for name in ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    out = cached_build()
    (versions.current(out) / "graph.nq").unlink()
    assert cached_build() == out
    assert not any(found.damages for found in verify(out))


def sealed(
    out: Path, nquads: str, stored: str, change: Callable[[dict[str, int]], None] = lambda _: None
) -> Path:
    """A version with right sums whose store holds `stored`, with counts that are changed."""
    counts = {"articles": 1, "claims": 1, "events": 1, "actors": 8, "ties": 1}
    counts |= {"lifted ties": 0, "affiliations": 4}

    def fill(new: Path) -> Mapping[str, object]:
        (new / "graph.nq").write_text(nquads, encoding="utf-8")
        store.make(stored.encode(), new / "store")
        change(counts)
        return {"counts": counts}

    return versions.make(out, fill)


@pytest.fixture(scope="module")
def nquads(whole: Path) -> str:
    """The text of a small graph."""
    return (versions.current(whole) / "graph.nq").read_text(encoding="utf-8")


def right(manifest: Mapping[str, object]) -> Callable[[dict[str, int]], None]:
    """Counts as a manifest has them."""
    counts = manifest["counts"]
    assert isinstance(counts, dict)
    return lambda made: made.update(counts)


def test_a_store_of_other_quads_is_found(whole: Path, nquads: str, tmp_path: Path) -> None:
    """Quads that lack, and quads that are too many, though all sums are right."""
    counts = right(versions.manifest(versions.current(whole)))
    sealed(tmp_path / "same", nquads, nquads, counts)
    assert [found.damages for found in verify(tmp_path / "same")] == [()]
    # The first line is the label of an actor: counts are right without it.
    one = next(line + "\n" for line in nquads.splitlines() if "label>" in line)
    number = nquads.count("\n")
    for stored, lacks, more in (
        (nquads.replace(one, ""), 1, 0),
        (nquads + OTHER, 0, 1),
        (nquads.replace(one, OTHER), 1, 1),
    ):
        shutil.rmtree(tmp_path / "same")
        sealed(tmp_path / "same", nquads, stored, counts)
        assert [str(damage) for damage in only(tmp_path / "same").damages] == [
            f"store lacks {lacks} of the {number} quads of graph.nq, and has {more} others"
        ]


@pytest.mark.parametrize("name", ["articles", "claims", "events", "actors", "ties", "affiliations"])
def test_a_wrong_count_is_found(name: str, whole: Path, nquads: str, tmp_path: Path) -> None:
    """Each number of the manifest is held against the graph."""
    manifest = versions.manifest(versions.current(whole))

    def change(made: dict[str, int]) -> None:
        right(manifest)(made)
        made[name] += 1

    sealed(tmp_path, nquads, nquads, change)
    (damage,) = only(tmp_path).damages
    assert damage.file == "manifest.json" and f" {name}, and the graph has " in damage.message


def test_a_line_that_is_there_twice_is_found(whole: Path, nquads: str, tmp_path: Path) -> None:
    """It would make up for a quad that lacks, if quads were only counted."""
    first = nquads[: nquads.index("\n") + 1]
    sealed(tmp_path, first + nquads, nquads)
    assert str(only(tmp_path).damages[0]) == "graph.nq has lines that are not in order, or twice"


def test_what_is_no_rdf_is_found(whole: Path, nquads: str, tmp_path: Path) -> None:
    """A text that was damaged before its sum was taken."""
    sealed(tmp_path, nquads + "not RDF\n", nquads)
    assert "graph.nq can't be read" in str(only(tmp_path).damages[0])


def test_a_store_that_does_not_open_is_found(out: Path) -> None:
    """Its sums are right, and it is no store: told, and no crash."""
    version = versions.current(out)
    shutil.rmtree(version / "store")
    (version / "store").mkdir()
    for name in (sums.MANIFEST, sums.STORE_SUMS):
        (version / name).unlink()
    name = sums.seal(version, {"counts": {}})
    version = version.rename(version.with_name(name))
    assert "store can't be read" in str(only(version).damages[0])


def test_verify_says_what_it_checked(out: Path, call: Commands) -> None:
    """A line for each version, the current one first; exit 0."""
    now, former = versions.kept(out)
    done = call.fine("verify")
    first, second, last = done.out.splitlines()
    assert first.startswith(f"{now.name} (current): ") and second.startswith(f"{former.name}: ")
    assert "SHA-256" in first and last == "all is as it was built" and not done.err
    told = json.loads(call.fine("verify", "build", "--format", "json").out)
    assert [each["version"] for each in told["versions"]] == [now.name, former.name]
    assert all(each["sound"] and each["damages"] == [] for each in told["versions"])
    assert [each["current"] for each in told["versions"]] == [True, False]
    assert told["unfinished"] == 0


def test_verify_lists_every_damage(out: Path, call: Commands) -> None:
    """Those of all versions, a line each; exit 1. Nothing is opened that is damaged."""
    now, former = versions.kept(out)
    flip(now / "graph.nq", 100)
    (now / "graph.gexf").unlink()
    flip(former / "store" / "CURRENT", 0)
    done = call("verify", "build")
    assert done.code == 1 and not done.err
    assert done.out.splitlines() == [
        f"{now.name} (current): graph.gexf is missing",
        f"{now.name} (current): graph.nq has another SHA-256 than what was built",
        f"{former.name}: store/CURRENT has another SHA-256 than what was built",
        "3 problems: run libyagraph build again",
    ]
    told = json.loads(call("verify", "--format", "json").out)
    assert [len(each["damages"]) for each in told["versions"]] == [2, 1]
    assert told["versions"][0]["damages"][0] == {"file": "graph.gexf", "message": "is missing"}
    assert [each["quads"] for each in told["versions"]] == [None, None]


def test_verify_one_version(out: Path, call: Commands) -> None:
    """That one alone, through its link or by its name, and a copy that lies anywhere."""
    now, former = versions.kept(out)
    assert call.fine("verify", "build/current").out.startswith(f"{now.name} (current): ")
    assert call.fine("verify", former).out.startswith(f"{former.name}: ")
    shutil.copytree(former, out.parent / "copy")
    assert call.fine("verify", "copy").out.startswith("copy: ")
    flip(out.parent / "copy" / "graph.trig", 5)
    done = call("verify", "copy")
    assert done.code == 1 and done.out.splitlines()[-1] == "1 problem"
    assert call("verify", "build").code == 0
    flip(former / "graph.trig", 5)
    done = call("verify")
    assert done.code == 1
    assert done.out.splitlines()[-1] == "1 problem, none in the current version"


def test_verify_tells_what_builds_left(out: Path, call: Commands) -> None:
    """A directory of a killed build is no damage."""
    (out / "versions" / ".new-abc").mkdir()
    assert "left by a build" in call.fine("verify").out
    assert json.loads(call.fine("verify", "--format", "json").out)["unfinished"] == 1


def test_verify_where_there_is_nothing(out: Path, call: Commands) -> None:
    """No graph is a failure, a file in its place wrong use; a link to nothing is told."""
    for missing in ("elsewhere", "."):
        done = call("verify", missing)
        assert (done.code, done.out) == (3, "") and "no graph here" in done.err
    (out.parent / "file").write_bytes(b"")
    assert call("verify", "file").code == 2
    shutil.rmtree(versions.current(out))
    done = call("verify")
    assert done.code == 3 and "which is not there" in done.err and done.err.count("\n") == 1


def test_quads_are_compared_as_they_are(tmp_path: Path) -> None:
    """Literals with escapes, languages and types are the same in the text and in the store."""
    line = r'<x:s> <x:p> "a\n\"é\\"@fr <x:g> .'
    text = f'<x:s> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g> .\n{line}\n'
    sealed(tmp_path, text, text)
    (found,) = verify(tmp_path)
    assert found.quads == 2
    assert {damage.file for damage in found.damages} == {"manifest.json"}  # its counts are invented
    assert len(list(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS))) == 2
