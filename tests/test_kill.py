"""Builds that are killed, run out of space, may not write, or meet each other.

Whatever happens to it, a build leaves the old graph or the new one, complete, and what it left
behind is gone after the next one. Every build here is the command, in a process of its own.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from libyagraph import paths, versions
from libyagraph.errors import GraphError
from libyagraph.failpoints import POINTS, VARIABLE

from tests.support import ROOT, VALID, environment, told, write_corpus
from tests.trials import Nursery, files, nursery, one_line

KILLED = -9
SUPPORT = told("a", "support", actor="alpha", recipient="beta")


@pytest.fixture(scope="module")
def runs() -> Iterator[Nursery]:
    """Runs commands in processes of their own."""
    with nursery() as found:
        yield found


@dataclass(frozen=True)
class Scene:
    """Three corpora, and what their graphs are: `template` holds the versions of two of them.

    Attributes:
        template: a directory with the graphs of `oldest` and, current, `old`.
        corpus: the corpus that is built over them.
        names: the versions of all three, by `oldest`, `old` and `new`.
        nquads: the whole text of each graph, by the name of its version.
        built: the directory of a graph of `corpus` alone.
    """

    template: Path
    corpus: Path
    names: dict[str, str]
    nquads: dict[str, bytes]
    built: Path

    def copy(self, where: Path, *, start: str = "two") -> Path:
        """An output directory that has `two` versions, `one` or `none`."""
        shutil.rmtree(where, ignore_errors=True)
        if start != "none":
            shutil.copytree(self.template, where, symlinks=True)
        if start == "one":
            shutil.rmtree(where / "versions" / self.names["oldest"])
        return where


def staged(runs: Nursery, root: Path, corpus: Path) -> Scene:
    """A scene in which `corpus` is built over two smaller ones."""
    oldest = write_corpus(root / "oldest", claims=[SUPPORT])
    corpora = {"oldest": oldest, "old": VALID, "new": corpus}
    outs = {"oldest": root / "template", "old": root / "template", "new": root / "built"}
    names, nquads = {}, {}
    for key, path in corpora.items():
        assert runs("build", path, "--out", outs[key]).code == 0
        version = versions.current(outs[key])
        names[key] = version.name
        nquads[version.name] = (version / "graph.nq").read_bytes()
    assert len(set(names.values())) == 3
    return Scene(root / "template", corpus, names, nquads, root / "built")


@pytest.fixture(scope="module")
def scene(runs: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """An invented corpus of one claim is built, for what is done often."""
    root = tmp_path_factory.mktemp("scene")
    corpus = write_corpus(root / "new", claims=[{**SUPPORT, "modality": "alleged"}])
    return staged(runs, root, corpus)


@pytest.fixture(scope="module")
def seeds_scene(runs: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """The corpus of `seeds/` is built."""
    return staged(runs, tmp_path_factory.mktemp("seeds-scene"), paths.seeds())


def hold(runs: Nursery, scene: Scene, out: Path, allowed: set[str]) -> str:
    """What must hold after any end of a build: one of the `allowed` graphs, whole; else none.

    Returns the name of the current version, or nothing where there is none.
    """
    checked = runs("verify", out, "--format", "json")
    try:
        version = versions.current(out)
    except GraphError as error:
        assert "" in allowed, error
        assert "no graph here" in one_line(checked)
        return ""
    assert version.name in allowed
    assert checked.code == 0, checked.out + checked.err
    assert (version / "graph.nq").read_bytes() == scene.nquads[version.name]
    for found in json.loads(checked.out)["versions"]:
        assert found["version"] in scene.nquads and found["quads"] is not None
    return version.name


def mend(runs: Nursery, scene: Scene, out: Path, *, former: str) -> None:
    """The next build works, and leaves its version, the former one, and nothing else."""
    ended = runs("build", scene.corpus, "--out", out)
    assert ended.code == 0, ended.err
    assert hold(runs, scene, out, {scene.names["new"]})
    assert {path.name for path in out.iterdir()} == {".lock", "current", "versions"}
    left = {path.name for path in (out / "versions").iterdir()}
    assert left == {scene.names["new"], former} - {""}


@pytest.mark.parametrize("point", POINTS)
def test_a_kill_at_each_step(point: str, runs: Nursery, scene: Scene, tmp_path: Path) -> None:
    """The old graph answers up to the switch, then the new one; the next build cleans up."""
    out = scene.copy(tmp_path / "build")
    ended = runs("build", scene.corpus, "--out", out, failpoint=f"{point}:kill")
    assert ended.code == KILLED, (point, ended)
    switched = POINTS.index(point) >= POINTS.index("switched")
    now = hold(runs, scene, out, set(scene.names.values()))
    assert now == scene.names["new" if switched else "old"]
    mend(runs, scene, out, former=scene.names["old"])


@pytest.mark.parametrize("point", ["made", "store", "renamed", "linked", "switched"])
def test_a_kill_at_each_step_of_the_first_build(
    point: str, runs: Nursery, scene: Scene, tmp_path: Path
) -> None:
    """No graph up to the switch, and that is said so; the new one from then on."""
    out = tmp_path / "build"
    ended = runs("build", scene.corpus, "--out", out, failpoint=f"{point}:kill")
    assert ended.code == KILLED, (point, ended)
    now = hold(runs, scene, out, {"", scene.names["new"]})
    assert now == (scene.names["new"] if point == "switched" else "")
    mend(runs, scene, out, former="")


def a_moment(
    runs: Nursery, scene: Scene, out: Path, *, start: str, delay: float
) -> tuple[bool, str]:
    """Kill a build after `delay` seconds. Whether it still ran, and which graph there was then."""
    scene.copy(out, start=start)
    former = "" if start == "none" else scene.names["old"]
    ended = runs("build", scene.corpus, "--out", out, kill_after=delay)
    assert ended.code in (0, KILLED), ended
    now = hold(runs, scene, out, {former, scene.names["new"]})
    if ended.code == 0:
        assert now == scene.names["new"]
    mend(runs, scene, out, former=former)
    return ended.code == KILLED, now


@pytest.mark.parametrize(
    ("corpus", "start", "moments"),
    [
        pytest.param("scene", "one", 5, id="some"),
        pytest.param("scene", "none", 3, id="some-first"),
        pytest.param("seeds_scene", "two", 200, id="many", marks=pytest.mark.slow),
        pytest.param("seeds_scene", "none", 200, id="many-first", marks=pytest.mark.slow),
    ],
)
def test_a_kill_at_any_moment(  # noqa: PLR0917 - pytest gives them by name
    corpus: str,
    start: str,
    moments: int,
    runs: Nursery,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """All over the time that a build takes: the old graph or the new one, and never half of it."""
    scene: Scene = request.getfixturevalue(corpus)
    out = tmp_path / "build"
    times = []
    for _ in range(3):
        scene.copy(out, start=start)
        times.append(runs("build", scene.corpus, "--out", out).seconds)
    chance = random.Random(2011)
    seen = []
    for number in range(moments):
        delay = sorted(times)[1] * (number + chance.random()) / moments
        seen.append(a_moment(runs, scene, out, start=start, delay=delay))
    assert any(killed for killed, _ in seen)


# ---- full disks ----------------------------------------------------------------------------------

# From `sealed` on nothing grows any more. The last two sizes let an empty store be made: what fails
# is the engine's load, and then what it does after.
FULL = [
    *(f"{point}:full" for point in POINTS[: POINTS.index("sealed")]),
    "trig:full:100000",
    "trig:full:250000",
]


@pytest.mark.parametrize("failpoint", FULL)
def test_a_full_disk_at_each_step(
    failpoint: str, runs: Nursery, seeds_scene: Scene, tmp_path: Path
) -> None:
    """One line, exit 3, and every file as it was before, wherever the space ends."""
    out = seeds_scene.copy(tmp_path / "build")
    before = files(out)
    said = one_line(runs("build", seeds_scene.corpus, "--out", out, failpoint=failpoint))
    assert "too large" in said.lower()
    assert files(out) == before


SMALL_DISK = """
import json, os, sys
from pathlib import Path
from libyagraph import versions
from tests.trials import files, nursery, one_line

small, template, corpus, new, need = sys.argv[1:]
said = set()
with nursery() as runs:
    for free in range(0, int(need), 64):
        out = Path(small) / "build"
        os.system(f"rm -rf {small}/*; cp -a {template} {out}")
        space = os.statvfs(small)
        filler = space.f_bavail * space.f_frsize - free * 1024
        with open(f"{small}/filler", "wb") as file:
            file.write(bytes(filler))
        before = files(out)
        ended = runs("build", corpus, "--out", out)
        if ended.code == 0:
            assert versions.current(out).name == new
        else:
            said.add(one_line(ended).rpartition(": ")[2].lower())
            assert files(out) == before, free
        checked = runs("verify", out)
        assert checked.code == 0, checked
        print(free, ended.code, flush=True)
    Path(small, "filler").unlink()
    assert runs("build", corpus, "--out", out).code == 0
    os.system(f"mount -o remount,ro {small}")
    before = files(out)
    said.add(one_line(runs("build", template.replace("template", "oldest"), "--out", out)))
    assert files(out) == before
    assert runs("verify", out).code == 0
print(json.dumps(sorted(said)))
"""


@pytest.mark.slow
def test_a_small_disk(seeds_scene: Scene, tmp_path: Path) -> None:
    """A disk of a few megabytes, with ever more of it free: exit 3 until it is enough, then 0.

    Then it is mounted for reading only. Both in a mount namespace of its own, of root or of a user
    who is root in it.
    """
    size = sum(p.stat().st_size for p in seeds_scene.built.rglob("*") if p.is_file()) // 1024
    mount = f'mount -t tmpfs -o size={size * 4 + 4096}k none "$1" && shift && exec "$@"'
    (tmp_path / "small").mkdir()
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "-rm"]
    inside = [*unshare, "bash", "-c", mount, "bash", str(tmp_path / "small")]
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode:
        pytest.skip("neither root nor a user may mount here")
    ended = subprocess.run(
        [
            *inside,
            *(sys.executable, "-c", SMALL_DISK, str(tmp_path / "small")),
            *(
                str(seeds_scene.template),
                str(seeds_scene.corpus),
                seeds_scene.names["new"],
                str(size * 2),
            ),
        ],
        cwd=ROOT,
        env=environment(PYTHONPATH=os.pathsep.join((str(ROOT), environment()["PYTHONPATH"]))),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout[-500:] + ended.stderr
    codes = [line.split()[1] for line in ended.stdout.splitlines()[:-1]]
    assert codes == sorted(codes, reverse=True) and {"0", "3"} == set(codes)
    assert "no space left on device" in ended.stdout and "read-only file system" in ended.stdout


# ---- where nobody may write, and two at once -----------------------------------------------------


@pytest.mark.parametrize("closed", [".", "versions", ". versions"])
@pytest.mark.parametrize("start", ["two", "none"])
def test_a_directory_for_reading_only(
    closed: str, start: str, runs: Nursery, scene: Scene, tmp_path: Path
) -> None:
    """One line, exit 3, and every file as it was before."""
    out = scene.copy(tmp_path / "build", start=start)
    (out / "versions").mkdir(parents=True, exist_ok=True)
    before = files(out)
    shut = [out / name for name in closed.split()]
    for path in shut:
        path.chmod(0o555)
    try:
        ended = runs("build", scene.corpus, "--out", out, as_anybody=True)
    finally:
        for path in shut:
            path.chmod(0o755)
    assert "permission denied" in one_line(ended)
    assert {**files(out), ".lock": b""} == {**before, ".lock": b""}
    mend(runs, scene, out, former="" if start == "none" else scene.names["old"])


def test_two_builds_at_once(runs: Nursery, scene: Scene, tmp_path: Path) -> None:
    """The second is told so at once, in one line, and changes nothing; the first goes on."""
    out = scene.copy(tmp_path / "build")
    first = subprocess.Popen(
        [sys.executable, "-m", "libyagraph", "build", str(scene.corpus), "--out", str(out)],
        env=environment(**{VARIABLE: "nquads:wait"}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert first.stderr is not None
    assert first.stderr.readline() == "waiting at nquads\n"
    before = files(out)
    assert "another build is at work here" in one_line(runs("build", VALID, "--out", out))
    assert files(out) == before
    assert hold(runs, scene, out, {scene.names["old"]})
    _, said = first.communicate()
    assert first.returncode == 0, said
    mend(runs, scene, out, former=scene.names["old"])
