"""Versions on disk: a new one beside the old, one switch, and never half of anything."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from libyagraph import versions
from libyagraph.errors import BusyError, GraphError

from tests.support import environment

Fill = Callable[[Path], Mapping[str, object]]


def fill(text: str) -> Fill:
    """A graph of one file and a store."""

    def write(new: Path) -> Mapping[str, object]:
        (new / "graph.nq").write_text(text, encoding="utf-8")
        (new / "store").mkdir()
        (new / "store" / "data").write_text(text, encoding="utf-8")
        return {"counts": {"ties": 1}}

    return write


def tree(directory: Path) -> dict[str, bytes]:
    """All files below a directory, with their bytes."""
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


def kept(out: Path) -> set[str]:
    return {path.name for path in (out / "versions").iterdir()}


def test_a_version_becomes_the_current_one(tmp_path: Path) -> None:
    """Its directory is returned, found through `current`, and readable by everyone."""
    out = tmp_path / "deep" / "build"
    made = versions.make(out, fill("one"))
    assert versions.current(out) == made == (out / "current").resolve()
    assert versions.current(made) == made
    assert (made / "graph.nq").read_text(encoding="utf-8") == "one"
    assert made.stat().st_mode & 0o777 == 0o755


def test_the_manifest_sums_are_right(tmp_path: Path) -> None:
    """SHA-256 of every file but the store's, beside what the build tells."""
    made = versions.make(tmp_path, fill("one"))
    manifest = versions.manifest(made)
    assert manifest["counts"] == {"ties": 1}
    assert manifest["files"] == {"graph.nq": hashlib.sha256(b"one").hexdigest()}
    assert json.loads((made / "manifest.json").read_text(encoding="utf-8")) == manifest


def test_the_same_graph_is_the_same_version(tmp_path: Path) -> None:
    """Built twice it has one directory, which is left as it is."""
    made = versions.make(tmp_path, fill("one"))
    before = tree(tmp_path / "versions")
    assert versions.make(tmp_path, fill("one")) == made
    assert tree(tmp_path / "versions") == before
    assert versions.make(tmp_path, fill("two")) != made


def test_a_new_version_leaves_the_one_before_for_its_readers(tmp_path: Path) -> None:
    """Two are kept: whoever still reads the old one is not cut off; older ones go."""
    made = [versions.make(tmp_path, fill(str(number))) for number in range(4)]
    assert kept(tmp_path) == {made[2].name, made[3].name}
    assert versions.current(tmp_path) == made[3]
    versions.make(tmp_path, fill("2"))
    assert versions.current(tmp_path) == made[2]
    assert kept(tmp_path) == {made[2].name, made[3].name}


@pytest.mark.parametrize("error", [RuntimeError("no"), KeyboardInterrupt(), SystemExit(1)])
def test_a_failed_build_leaves_the_old_version(error: BaseException, tmp_path: Path) -> None:
    """Whatever is raised comes through, and nothing but the old version is there."""
    versions.make(tmp_path, fill("one"))
    before = tree(tmp_path)

    def fail(new: Path) -> Mapping[str, object]:
        fill("two")(new)
        raise error

    with pytest.raises(type(error)):
        versions.make(tmp_path, fail)
    assert tree(tmp_path) == before
    assert len(kept(tmp_path)) == 1


def test_a_full_disk_is_a_graph_error(tmp_path: Path) -> None:
    """What the system says while files are written is told in one line, with exit code 3."""
    versions.make(tmp_path, fill("one"))
    before = tree(tmp_path)

    def full(new: Path) -> Mapping[str, object]:
        fill("two")(new)
        raise OSError(28, os.strerror(28))

    with pytest.raises(GraphError, match="no space left") as caught:
        versions.make(tmp_path, full)
    assert caught.value.exit_code == 3
    assert tree(tmp_path) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from libyagraph import versions
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
def fill(new):
    (new / "graph.nq").write_text("two")
    if sys.argv[2] == "fill":
        die()
    return {}
if sys.argv[2] == "switch":
    versions._switch = die
if sys.argv[2] == "prune":
    versions._prune = die
if sys.argv[2] == "rename":
    Path.rename = die
if sys.argv[2] == "replace":
    Path.replace = die
versions.make(Path(sys.argv[1]), fill)
"""


@pytest.mark.parametrize("when", ["fill", "rename", "switch", "replace", "prune"])
def test_a_kill_at_any_point_leaves_a_whole_version(when: str, tmp_path: Path) -> None:
    """The old or the new one, complete, and the next build clears away what was left."""
    old = versions.make(tmp_path, fill("one"))
    before = tree(old)
    command = [sys.executable, "-c", KILLED, str(tmp_path), when]
    ended = subprocess.run(command, env=environment(), check=False)
    assert ended.returncode == -signal.SIGKILL
    found = versions.current(tmp_path)
    assert tree(old) == before
    assert (found == old) == (when != "prune")
    files = versions.manifest(found)["files"]
    assert isinstance(files, dict)
    assert files["graph.nq"] == hashlib.sha256((found / "graph.nq").read_bytes()).hexdigest()
    made = versions.make(tmp_path, fill("three"))
    assert versions.current(tmp_path) == made
    assert len(kept(tmp_path)) == 2
    assert all(not name.startswith(".") for name in kept(tmp_path))
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= {"versions", "current", ".lock"}


def test_a_second_build_at_the_same_time_is_refused(tmp_path: Path) -> None:
    """It waits for nothing and changes nothing."""
    versions.make(tmp_path, fill("one"))
    before = tree(tmp_path / "versions")

    def again(new: Path) -> Mapping[str, object]:
        with pytest.raises(BusyError, match="another build"):
            versions.make(tmp_path, fill("three"))
        assert tree(tmp_path / "versions").items() >= before.items()
        return fill("two")(new)

    made = versions.make(tmp_path, again)
    assert (made / "graph.nq").read_text(encoding="utf-8") == "two"


def test_a_lock_of_another_process_is_seen_and_ends_with_it(tmp_path: Path) -> None:
    """Busy while the other lives; a lock file that is only left over stops nobody."""
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from filelock import FileLock\n"
            "with FileLock(sys.argv[1]):\n    print('held', flush=True); sys.stdin.read()",
            str(tmp_path / ".lock"),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(BusyError):
        versions.make(tmp_path, fill("one"))
    holder.kill()
    holder.communicate()
    assert versions.make(tmp_path, fill("one")).is_dir()


def test_where_nothing_can_be_written_is_a_graph_error(tmp_path: Path) -> None:
    """A file stands where the directory should be: one clear line, and the file stays."""
    out = tmp_path / "build"
    out.write_text("mine", encoding="utf-8")
    for path in (out, out / "below"):
        with pytest.raises(GraphError, match="could not be written"):
            versions.make(path, fill("one"))
    assert out.read_text(encoding="utf-8") == "mine"


def test_no_graph_is_said_so(tmp_path: Path) -> None:
    """An empty directory, a dangling link and a manifest that is none are told, not crashed on."""
    with pytest.raises(GraphError, match="no graph here"):
        versions.current(tmp_path)
    (tmp_path / "current").symlink_to("versions/gone")
    with pytest.raises(GraphError, match="no graph here"):
        versions.current(tmp_path)
    for text in ("{", "[]"):
        (tmp_path / "manifest.json").write_text(text, encoding="utf-8")
        with pytest.raises(GraphError, match="manifest"):
            versions.manifest(tmp_path)


def test_without_links_a_file_points_to_the_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where links are not to be had `current` is a file with the version's name."""

    def no_links(*_: object, **__: object) -> None:
        raise OSError(1, "links are not to be had")

    monkeypatch.setattr(Path, "symlink_to", no_links)
    made = [versions.make(tmp_path, fill(str(number))) for number in range(3)]
    assert (tmp_path / "current").is_file() and not (tmp_path / "current").is_symlink()
    assert versions.current(tmp_path) == made[2]
    assert kept(tmp_path) == {made[1].name, made[2].name}
