"""What named queries are measured and tested with: generated graphs, and parameters for each query.

In goes a number of articles, out comes a directory with N-Quads and a store, and each named query
with parameters that are found in that graph: the two actors with the most ties, two in the middle
of that order, the state or camp with the most lifted ties, the article with the most claims, and a
period in which a tenth of what is dated begins. No id is written down here.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from libyagraph import compile as compile_
from libyagraph import corpus, ontology, paths, store
from libyagraph.asking import Asked
from libyagraph.names import LG, RDF, short
from libyagraph.query.free import Free

from scripts.generated.make import default_actors, generate


@dataclass(frozen=True, slots=True)
class Case:
    """A named query with its parameters; `label` says what they stand for."""

    name: str
    label: str
    values: Mapping[str, str]
    lift: bool = False

    def __str__(self) -> str:
        """As it is printed."""
        return f"{self.name} {self.label}{' --lift' * self.lift}".strip()


class Measured(Asked):
    """A graph of which only the N-Quads and the store were made."""

    def __init__(self, directory: Path) -> None:
        """Open what `write` left in `directory`."""
        Free.__init__(self, None)
        self.directory = directory


def write(count: int, new: Path, *, seed: int = 0) -> None:
    """Write `graph.nq` and `store` of so many generated articles into a new directory."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "corpus")
        generate(count, root, seed=seed, actors=default_actors(count))
        vocabulary = ontology.load(paths.ontology())
        checked = corpus.load(root, vocabulary).sound()
        nquads = compile_.nquads(checked, vocabulary, paths.ontology())
    new.mkdir()
    (new / "graph.nq").write_bytes(nquads)
    store.make(nquads, new / "store")


def made(count: int) -> Path:
    """The directory of so many generated articles, kept in the system's directory for scratch.

    It is made anew only when the program, the ontology or the generator have changed.
    """
    program, generator = Path(store.__file__).parent, Path(__file__).with_name("generated")
    sources = [*program.rglob("*.py"), *paths.ontology().glob("*.ttl"), *generator.glob("*.py")]
    data = b"".join(path.read_bytes() for path in sorted(sources))
    digest = hashlib.sha256(data).hexdigest()[:12]
    directory = Path(tempfile.gettempdir(), "libyagraph-bench", f"{count}-{digest}")
    if not directory.is_dir():
        directory.parent.mkdir(parents=True, exist_ok=True)
        for old in directory.parent.glob(f"{count}-*"):
            shutil.rmtree(old)
        with tempfile.TemporaryDirectory(dir=directory.parent) as scratch:
            write(count, Path(scratch, "graph"))
            Path(scratch, "graph").rename(directory)
    return directory


def cases(graph: Asked) -> list[Case]:
    """Each named query with parameters that are found in the graph."""
    ties = set(_subjects(graph.store, "Tie"))
    first, second, *_ = ranked = _ranked(graph.store, ties)
    middle, next_ = ranked[len(ranked) // 2 :][:2]
    state = _ranked(graph.store, set(_subjects(graph.store, "LiftedTie")))[0]
    told = Counter(short(_value(q.object)) for q in _quads(graph.store, LG + "inArticle"))
    days = sorted(_value(quad.object) for quad in _quads(graph.store, LG + "first"))
    period = {"since": days[len(days) * 45 // 100], "until": days[len(days) * 55 // 100]}
    top, mid = {"actor": first}, {"actor": middle}
    return [
        Case("appeals", "(all)", {}),
        Case("appeals", "(top actor)", top),
        Case("appeals", "(middle actor)", mid),
        Case("article", "(most claims)", {"article": max(told, key=lambda id_: (told[id_], id_))}),
        Case("contested", "(all)", {}),
        Case("lifted", "(top state or camp)", {"actor": state}),
        Case("meetings", "(all)", {}),
        Case("meetings", "(all)", {}, lift=True),
        Case("meetings", "(top actor)", top),
        Case("meetings", "(middle actor)", mid),
        Case("meetings", "(top actor, period)", {**top, **period}, lift=True),
        Case("met-both", "(two top actors)", {"a": first, "b": second}),
        Case("met-both", "(two top actors)", {"a": first, "b": second}, lift=True),
        Case("met-both", "(two in the middle)", {"a": middle, "b": next_}),
        Case("single-source", "(all)", {}),
        Case("single-source", "(top actor)", top),
        Case("single-source", "(middle actor)", mid),
        Case("spokesmen", "(all)", {}),
        Case("spokesmen", "(top actor)", top),
        Case("spokesmen", "(middle actor)", mid),
        Case("supporters", "(top actor)", top),
        Case("supporters", "(middle actor)", mid),
        Case("supporters", "(top state or camp)", {"actor": state}, lift=True),
        Case("supporters", "(top actor, period)", {**top, **period}),
        Case("timeline", "(all)", {}),
        Case("timeline", "(top actor)", top),
        Case("timeline", "(middle actor)", mid),
        Case("timeline", "(period)", period),
    ]


def _quads(asked: ox.Store, predicate: str) -> Iterator[ox.Quad]:
    return asked.quads_for_pattern(None, ox.NamedNode(predicate), None, ox.DefaultGraph())


def _value(term: object) -> str:
    assert isinstance(term, ox.NamedNode | ox.Literal)
    return term.value


def _subjects(asked: ox.Store, kind: str) -> Iterator[str]:
    pattern = (None, ox.NamedNode(RDF + "type"), ox.NamedNode(LG + kind), ox.DefaultGraph())
    return (_value(quad.subject) for quad in asked.quads_for_pattern(*pattern))


def _ranked(asked: ox.Store, edges: set[str]) -> list[str]:
    """The ids of the actors of the registry at the ends of edges, those with the most first."""
    ends = Counter(
        short(_value(quad.object))
        for name in ("from", "to")
        for quad in _quads(asked, LG + name)
        if _value(quad.subject) in edges
    )
    return sorted((id_ for id_ in ends if "/" not in id_), key=lambda id_: (-ends[id_], id_))
