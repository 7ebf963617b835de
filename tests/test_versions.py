"""Versions on disk: a new one beside the old, one switch, and never half of anything."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from libyagraph import sums, versions
from libyagraph.errors import BusyError, GraphError
from libyagraph.failpoints import POINTS, VARIABLE

from tests.support import environment, run

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
    """Size and SHA-256 of every file but the store's, beside what the build tells."""
    made = versions.make(tmp_path, fill("one"))
    manifest = versions.manifest(made)
    assert manifest["counts"] == {"ties": 1}
    sum_ = {"bytes": 3, "sha256": hashlib.sha256(b"one").hexdigest()}
    assert manifest["files"] == {"graph.nq": sum_}
    data = (made / "manifest.json").read_bytes()
    assert json.loads((made / "store.json").read_bytes()) == {
        "manifest": {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()},
        "files": {"data": sum_},
    }
    assert made.name == hashlib.sha256(data).hexdigest()[:12]
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


def test_the_store_does_not_name_a_version(tmp_path: Path) -> None:
    """Its files differ from build to build: the same graph with another store is kept as it is."""

    def other_store(new: Path) -> Mapping[str, object]:
        told = fill("one")(new)
        (new / "store" / "data").write_text("another", encoding="utf-8")
        return told

    made = versions.make(tmp_path, fill("one"))
    before = tree(made)
    assert versions.make(tmp_path, other_store) == made
    assert tree(made) == before


MAKE = """
import sys
from pathlib import Path
from libyagraph import versions
def fill(new):
    (new / "graph.nq").write_text(sys.argv[2])
    (new / "store").mkdir()
    (new / "store" / "data").write_text(sys.argv[2])
    return {"counts": {"ties": 1}}
versions.make(Path(sys.argv[1]), fill)
"""


def killed(out: Path, text: str, point: str) -> None:
    """Make a version in a process that is killed at a point."""
    ended = run(MAKE, str(out), text, **{VARIABLE: f"{point}:kill"})
    assert ended.returncode == -signal.SIGKILL, ended.stderr


# The others are those of what `fill` does.
@pytest.mark.parametrize("point", [*POINTS[:3], *POINTS[8:]])
def test_a_kill_at_each_step_leaves_a_whole_version(point: str, tmp_path: Path) -> None:
    """The old or the new one, complete, and the next build clears away what was left."""
    versions.make(tmp_path, fill("zero"))
    old = versions.make(tmp_path, fill("one"))
    before = tree(old)
    killed(tmp_path, "two", point)
    found = versions.current(tmp_path)
    assert tree(old) == before
    assert (found == old) == (POINTS.index(point) < POINTS.index("switched"))
    assert not sums.damages(found)
    made = versions.make(tmp_path, fill("three"))
    assert versions.current(tmp_path) == made
    assert kept(tmp_path) == {made.name, found.name}
    assert {path.name for path in tmp_path.iterdir()} == {"versions", "current", ".lock"}


def spoil(version: Path, how: str) -> None:
    """Damage a version in one of the ways in which files get lost."""
    if how == "flipped":
        (version / "store" / "data").write_bytes(b"onf")
    elif how == "short":
        (version / "graph.nq").write_bytes(b"")
    else:
        (version / how).unlink()


@pytest.mark.parametrize("how", ["flipped", "short", "manifest.json", "store.json", "graph.nq"])
def test_a_damaged_version_is_replaced(how: str, tmp_path: Path) -> None:
    """The same graph built again takes its place, beside the former one; then all is quiet."""
    former = versions.make(tmp_path, fill("zero"))
    damaged = versions.make(tmp_path, fill("one"))
    spoil(damaged, how)
    made = versions.make(tmp_path, fill("one"))
    assert versions.current(tmp_path) == made and not sums.damages(made)
    assert made.name == f"{damaged.name}-2"
    assert kept(tmp_path) == {former.name, made.name}
    assert versions.make(tmp_path, fill("one")) == made
    spoil(made, how)
    assert versions.make(tmp_path, fill("one")) == damaged
    assert kept(tmp_path) == {former.name, damaged.name}


@pytest.mark.parametrize("point", ["synced", "renamed", "linked", "switched", "aside"])
def test_there_is_always_a_version_while_a_damaged_one_is_replaced(
    point: str, tmp_path: Path
) -> None:
    """Up to the switch the damaged one is there as it was, then a sound one."""
    damaged = versions.make(tmp_path, fill("one"))
    spoil(damaged, "flipped")
    before = tree(damaged)
    killed(tmp_path, "one", point)
    found = versions.located(tmp_path)
    if POINTS.index(point) < POINTS.index("switched"):
        assert found == damaged and tree(found) == before
    else:
        assert found != damaged and not sums.damages(found)
    made = versions.make(tmp_path, fill("one"))
    assert not sums.damages(made)
    assert kept(tmp_path) == {made.name}


def test_a_disk_that_is_full_at_the_switch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No pointer file is tried in place of the link, and the new version goes."""
    versions.make(tmp_path, fill("one"))
    before = tree(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "symlink_to", full)
    with pytest.raises(GraphError, match="no space left"):
        versions.make(tmp_path, fill("two"))
    assert tree(tmp_path) == before
    assert (tmp_path / "current").is_symlink()


def test_a_switch_that_fails_leaves_a_version_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going back to the former version fails: both are kept."""
    made = [versions.make(tmp_path, fill(text)) for text in ("one", "two")]

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "symlink_to", full)
    with pytest.raises(GraphError):
        versions.make(tmp_path, fill("one"))
    assert kept(tmp_path) == {version.name for version in made}
    assert versions.current(tmp_path) == made[1]


def test_a_reader_meets_no_half_version(tmp_path: Path) -> None:
    """Whenever it looks while versions come and go, the current one is found, and whole."""
    versions.make(tmp_path, fill("first"))
    script = MAKE.replace("sys.argv[2]", "TEXT").replace(
        "versions.make(", "for TEXT in map(str, range(100)): versions.make("
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], env=environment()
    ) as process:
        seen = set()
        while process.poll() is None:
            seen.add(versions.current(tmp_path).name)
    assert process.returncode == 0
    assert len(seen) > 1


@pytest.mark.parametrize("text", ["../elsewhere", "", "\udcff", "."])
def test_a_pointer_file_that_is_none_of_ours(text: str, tmp_path: Path) -> None:
    """It leads nowhere: no graph is found outside of the versions."""
    versions.make(tmp_path, fill("one"))
    versions.make(tmp_path / "elsewhere", fill("one"))
    (tmp_path / "current").unlink()
    (tmp_path / "current").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(GraphError, match="no graph here"):
        versions.current(tmp_path)
    assert versions.current(tmp_path / "elsewhere")


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
