"""What several tests share: small invented corpora, and graphs to ask.

The invented registry is that of `data/valid/`: alpha, beta, gamma and delta act for nobody; envoy,
office, fighters and captain are there to be lifted.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import libyagraph
import pyoxigraph as ox
from libyagraph import compile as compile_
from libyagraph import corpus, ontology, paths
from libyagraph import store as store_
from libyagraph.corpus import Loaded
from libyagraph.model import Corpus
from libyagraph.names import PREFIXES, short
from libyagraph.records import Records
from libyagraph.records.load import load as load_records
from libyagraph.vocabulary import Vocabulary
from rdflib import Graph

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "tests" / "data"
VALID = DATA / "valid"
REGISTRY = ("actors.yaml", "places.yaml")

Entry = Mapping[str, object]
T = TypeVar("T")


def told(id: str, type: str = "", **keys: object) -> dict[str, object]:
    """A claim as it is written; `part_of` stands for `in`, which Python keeps for itself."""
    if "part_of" in keys:
        keys["in"] = keys.pop("part_of")
    return {"id": id, **({"type": type} if type else {}), "evidence": [[0, 5]], **keys}


def article(claims: Sequence[Entry], **keys: object) -> dict[str, object]:
    """An article as it is written: of 10 May 2016, in the paper, unless `keys` say otherwise."""
    return {
        "title": "Invented",
        "publisher": "paper",
        "language": "en",
        "published": {"date": "2016-05-10", "basis": "printed"},
        "source": {"file": "invented.txt"},
        "claims": list(claims),
        **keys,
    }


@dataclass(frozen=True)
class Tiny:
    """A small corpus on disk, with its graph as a store in memory."""

    directory: Path
    corpus: Corpus
    vocabulary: Vocabulary
    nquads: bytes
    store: ox.Store

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """The sorted rows of a query over the union of all graphs, with ids in place of IRIs."""
        return rows(self.store, query)

    def holds(self, pattern: str) -> bool:
        """Whether a pattern is in the graph."""
        return asks(self.store, pattern)

    def records(self) -> Records:
        """The records of the graph."""
        return load_records(self.store, self.vocabulary)

    def ties(self) -> set[tuple[str, str, str]]:
        """From, relation and to of all ties."""
        return {(tie.source, tie.relation, tie.target) for tie in self.records().ties()}

    def status(self, event: str) -> str:
        """The status of an event, by its id."""
        return self.records().events[event].status


def prefixed(query: str) -> str:
    """A query with all prefixes of the project."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + query


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    """The sorted rows of a SELECT over the union of all graphs; unbound values are empty."""
    found = store.query(prefixed(query))
    assert isinstance(found, ox.QuerySolutions)
    return sorted(tuple(_shown(solution[v]) for v in found.variables) for solution in found)


def asks(store: ox.Store, pattern: str) -> bool:
    """Whether a pattern is in the union of all graphs."""
    found = store.query(prefixed(f"ASK {{ {pattern} }}"))
    assert isinstance(found, ox.QueryBoolean)
    return bool(found)


def _shown(term: object) -> str:
    if isinstance(term, ox.NamedNode):
        return short(term.value)
    return term.value if isinstance(term, ox.Literal) else ""


def write_corpus(
    directory: Path,
    *,
    claims: Sequence[Entry] = (),
    articles: Mapping[str, Entry] | None = None,
    events: Iterable[Entry] = (),
    actors: Iterable[Entry] = (),
) -> Path:
    """Write a small invented corpus: one article `first` of `claims`, or the `articles`."""
    directory.mkdir(parents=True, exist_ok=True)
    for name in REGISTRY:
        shutil.copy(VALID / name, directory / name)
    if more := list(actors):
        _write(directory / "more-actors.yaml", {"actors": more})
    if shared := list(events):
        _write(directory / "events.yaml", {"events": shared})
    for id, entry in (articles or {"first": article(claims)}).items():
        _write(directory / f"{id}.yaml", entry)
    return directory


def _write(path: Path, value: object) -> None:
    # JSON in double quotes is YAML, also for a reader that guesses nothing.
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def tiny(
    tmp_path: Path,
    *,
    claims: Sequence[Entry] = (),
    articles: Mapping[str, Entry] | None = None,
    events: Iterable[Entry] = (),
    actors: Iterable[Entry] = (),
) -> Tiny:
    """A small invented corpus, written, read, checked and compiled; raises where it is unsound."""
    root = tmp_path / "tiny"
    write_corpus(root, claims=claims, articles=articles, events=events, actors=actors)
    directory = paths.ontology()
    vocabulary = ontology.load(directory)
    sound = corpus.load(root, vocabulary).sound()
    nquads = compile_.nquads(sound, vocabulary, directory)
    return Tiny(root, sound, vocabulary, nquads, store_of(nquads))


def store_of(nquads: bytes) -> ox.Store:
    """N-Quads as a store in memory, with their union as the default graph."""
    store = ox.Store()
    store_.fill(store, nquads)
    return store


def rdflib_graphs(nquads: str) -> dict[str, Graph]:
    """N-Quads read by rdflib, one graph for each name.

    Its `Dataset.parse` (7.6) calls what it has deprecated, so that each graph is read as N-Triples.
    """
    lines: dict[str, list[str]] = {}
    for line in nquads.removesuffix("\n").split("\n"):
        triple, _, graph = line.removesuffix(" .").rpartition(" ")
        lines.setdefault(graph[1:-1], []).append(f"{triple} .")
    return {
        graph: Graph().parse(data="\n".join(found) + "\n", format="nt")
        for graph, found in lines.items()
    }


def problems(directory: Path, vocabulary: Vocabulary, file: str = "") -> list[str]:
    """`line:column message` of each error of a corpus, or of one of its files."""
    return [
        f"{problem.line}:{problem.column} {problem.message}"
        for problem in corpus.load(directory, vocabulary).errors
        if problem.file.endswith(file)
    ]


def loaded(directory: Path, vocabulary: Vocabulary) -> Loaded:
    """A corpus as it was read, whatever its problems."""
    return corpus.load(directory, vocabulary)


def environment(**more: str) -> dict[str, str]:
    """The environment of a subprocess that imports the same libyagraph as the tests do."""
    source = str(Path(libyagraph.__file__).resolve().parents[1])
    known = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (source, known))), **more}


def run(script: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a script of Python in a process of its own, with variables `more` in its environment."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environment(**more),
        capture_output=True,
        text=True,
        check=False,
    )


def has_ended(pid: int) -> bool:
    """Whether a process ends within five seconds; a zombie of somebody else's has ended."""
    stat = Path(f"/proc/{pid}/stat")
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            if stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def run_async(work: Coroutine[object, object, T]) -> T:
    """What a coroutine returns, in a thread of its own: Playwright keeps a loop in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
