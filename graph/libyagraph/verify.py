"""Reads a built graph in full and tells whether it is what was built.

In goes a directory that `build` made, or one version, out come what was checked and every damage:
the sums of all files, the quads of the store against those of `graph.nq`, and the counts of the
manifest. Nothing is changed, and no file is held in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from libyagraph import store as store_
from libyagraph import sums, versions
from libyagraph.build import COUNTED
from libyagraph.errors import GraphError
from libyagraph.names import LG, RDF
from libyagraph.sums import STORE, Damage

NQUADS = "graph.nq"

Tell = Callable[[str, int, int], None]
"""Told of a stage, and how much of how much of it is done."""

_EVERY = 5_000
_TYPE = ox.NamedNode(RDF + "type")
_STATUS = ox.NamedNode(LG + "status")


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found in one version.

    Attributes:
        directory: where it is.
        current: whether it is the version that answers.
        files: how many files must have a sum, those of the store included.
        quads: how many `graph.nq` and the store hold; None where they were not compared, since
            their files are damaged.
        damages: what is wrong, file by file.
    """

    directory: Path
    current: bool
    files: int
    quads: int | None
    damages: tuple[Damage, ...]


def verify(out: Path, tell: Tell = lambda *_: None) -> Iterator[Verified]:
    """Check the versions under `out`, the current one first, or `out` where it is a version.

    Left out are former versions that a build removes meanwhile, and those of another format: only
    the program that made them can read them.

    Args:
        out: a directory that `build` made, or one of its versions.
        tell: told of what is being done.

    Raises:
        GraphError: there is no graph, or what it points to is not there.
        OSError: a file is there and can't be read.
    """
    current = versions.located(out)
    if (out / sums.MANIFEST).is_file():
        yield _verified(current, _is_current(current), tell)
        return
    for version in (path.resolve() for path in versions.kept(out)):
        with suppress(FileNotFoundError):
            if version != current and _of_another_format(version):
                continue
            found = _verified(version, version == current, tell)
            if version.is_dir():
                yield found


def _is_current(version: Path) -> bool:
    out = version.parent.parent
    with suppress(GraphError):
        return version.parent == out / versions.VERSIONS and versions.located(out) == version
    return False


def _of_another_format(version: Path) -> bool:
    with suppress(GraphError):
        return sums.manifest(version).get("format") != sums.FORMAT
    return False


def _verified(version: Path, current: bool, tell: Tell) -> Verified:
    damages = sums.damages(version, lambda done, whole: tell("sums", done, whole))
    if version.parent.name == versions.VERSIONS and (version / sums.MANIFEST).is_file():
        named = sums.name(version)
        if version.name.partition("-")[0] != named:
            damages.append(Damage(sums.MANIFEST, f"is that of version {named}"))
    quads: int | None = None
    # A damaged store is not opened: its engine is written for files that it wrote itself.
    if not damages:
        quads, more = _compared(version, tell)
        damages += more
    files = 0
    with suppress(GraphError):
        files = len(sums.promises(version))
    return Verified(version, current, files, quads, tuple(damages))


def _compared(version: Path, tell: Tell) -> tuple[int | None, list[Damage]]:
    """The quads of `graph.nq` against those of the store, and the counts against the manifest."""
    path = version / NQUADS
    if not path.is_file():
        return None, [Damage(NQUADS, "is missing")]
    lines = _ascending(path)
    if lines is None:
        return None, [Damage(NQUADS, "has lines that are not in order, or twice")]
    try:
        store = store_.open_read_only(version / STORE)
        lacking, triples, before, unmerged = 0, 0, None, 0
        for done, quad in enumerate(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS)):
            lacking += quad not in store
            if quad.triple != before:  # the lines are in order: what two graphs say stands together
                before, triples = quad.triple, triples + 1
                unmerged += ox.Quad(quad.subject, quad.predicate, quad.object) not in store
            if done % _EVERY == 0:
                tell("quads", done, lines)
        held = sum(1 for _ in store_.quads(store))
        merged = len(store) - held
        damages = list(_counted(store, sums.manifest(version)))
    except SyntaxError as error:
        return None, [Damage(NQUADS, f"can't be read: {error}")]
    except (GraphError, OSError, RuntimeError) as error:
        return None, [Damage(STORE, f"can't be read: {error}")]
    if lacking or held != lines:
        more = held - (lines - lacking)
        differ = f"lacks {lacking} of the {lines} quads of {NQUADS}, and has {more} others"
        damages.append(Damage(STORE, differ))
    elif unmerged or merged != triples:
        damages.append(Damage(STORE, "has a default graph that is not the union of all others"))
    return lines, damages


def _ascending(path: Path) -> int | None:
    """The number of lines, where each is greater than the one before: so none is there twice."""
    count, before = 0, b""
    with path.open("rb") as file:
        for line in file:
            if line <= before:
                return None
            count, before = count + 1, line
    return count


def _counted(store: ox.Store, manifest: object) -> Iterator[Damage]:
    told = manifest.get("counts") if isinstance(manifest, dict) else None
    if not isinstance(told, dict):
        yield Damage(sums.MANIFEST, "has no counts")
        return
    vocabulary = store_.vocabulary(store)
    classes: dict[str, Iterable[str]] = {
        "articles": (LG + "Article",),
        "claims": (LG + "Claim",),
        "events": [type_.iri for type_ in vocabulary.event_types.values()],
        "actors": [kind.iri for kind in vocabulary.kinds.values()],
        "ties": (LG + "Tie",),
        "lifted ties": (LG + "LiftedTie",),
        "affiliations": (LG + "Affiliation",),
    }
    for name in COUNTED:
        # An event is counted where something is told of it, which is what its status says.
        found = _number(store, classes[name], with_status=name == "events")
        if told.get(name) != found:
            differ = f"counts {told.get(name)} {name}, and the graph has {found}"
            yield Damage(sums.MANIFEST, differ)


def _number(store: ox.Store, classes: Iterable[str], *, with_status: bool) -> int:
    """How many things are of any of these classes."""
    found: set[str] = set()
    for iri in classes:
        for triple in store_.triples(store, None, _TYPE, ox.NamedNode(iri)):
            subject = triple.subject
            if isinstance(subject, ox.NamedNode) and (
                not with_status or next(store_.triples(store, subject, _STATUS), None)
            ):
                found.add(subject.value)
    return len(found)
