"""Measures what users wait for: `python scripts/bench.py COMMAND`.

Each command runs its candidates in turn, several times, in one go, and prints the median of each
with its ratio to the first. Machines are noisy: quote ratios from one run, never single times.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

Candidate = Callable[[], object]


def measure(candidates: Mapping[str, Candidate], runs: int, *, once: Collection[str] = ()) -> None:
    """Run the candidates in turn `runs` times; print medians, spread, peak memory and ratios.

    Each run has a process of its own, forked off this one. The peak is that of the process with
    what it starts, in MB, and includes the interpreter; ratios are of the medians, to the first.
    Those of `once` take minutes and run in the first turn alone.
    """
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    peaks: dict[str, list[float]] = {name: [] for name in candidates}
    for turn in range(runs):
        for name, candidate in candidates.items():
            if turn and name in once:
                continue
            second, peak = _run(candidate)
            seconds[name].append(second)
            peaks[name].append(peak)
    base = statistics.median(next(iter(seconds.values())))
    width = max(len(name) for name in seconds)
    print(f"{'':{width}}  median s   min s   max s  peak MB   ratio")
    for name, found in seconds.items():
        median, peak = statistics.median(found), statistics.median(peaks[name])
        spread = f"{min(found):7.3f} {max(found):7.3f}"
        print(f"{name:{width}}  {median:8.3f} {spread} {peak:8.0f} {median / base:7.2f}")


def _run(candidate: Candidate) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one run, in a process of its own."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            begun = time.perf_counter()
            candidate()
            taken = time.perf_counter() - begun
            used = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            peak = max(resource.getrusage(who).ru_maxrss for who in used) / 1024
            os.write(writer, f"{taken} {peak}".encode())
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    if os.waitpid(child, 0)[1]:
        raise SystemExit("a candidate failed")
    second, memory = said.split()
    return float(second), float(memory)


def command(*arguments: str) -> Candidate:
    """A process that must succeed."""

    def run() -> object:
        return subprocess.run(arguments, check=True, capture_output=True)

    return run


def start(runs: int) -> None:
    """How long the shell waits: an empty Python, the help, a named query, free SPARQL."""
    program = str(Path(sys.executable).with_name("libyagraph"))
    with tempfile.TemporaryDirectory() as scratch:
        graph = str(Path(scratch, "build"))
        command(program, "build", "--out", graph)()
        asked = (program, "query", "--graph", graph)
        measure(
            {
                "python -c pass": command(sys.executable, "-c", "pass"),
                "libyagraph --help": command(program, "--help"),
                "query contested": command(*asked, "contested"),
                "query met-both --lift": command(
                    *asked,
                    "met-both",
                    "-p",
                    "a=khalifa-haftar",
                    "-p",
                    "b=fayez-al-sarraj",
                    "--lift",
                ),
                "query -e SPARQL": command(*asked, "-e", "ASK { ?tie a lg:Tie }"),
            },
            runs,
        )


def build(runs: int) -> None:
    """How long the main job takes on the packaged corpus, page and GEXF included."""
    program = str(Path(sys.executable).with_name("libyagraph"))
    with tempfile.TemporaryDirectory() as scratch:
        measure(
            {
                "check": command(program, "check", "seeds"),
                "build": command(program, "build", "seeds", "--out", str(Path(scratch, "build"))),
            },
            runs,
        )


def read(runs: int) -> None:
    """Reading YAML: our strict builder with line marks, and PyYAML's own ways of loading."""
    import yaml
    from libyagraph import paths
    from libyagraph.corpus import find
    from libyagraph.read import read_bytes

    files = [path.read_bytes() for path in find(paths.seeds())] * 10
    measure(
        {
            "libyagraph.read": lambda: [read_bytes(data, "bench") for data in files],
            "yaml.CSafeLoader": lambda: [yaml.load(data, yaml.CSafeLoader) for data in files],
            "yaml.compose (C)": lambda: [yaml.compose(data, yaml.CSafeLoader) for data in files],
        },
        runs,
    )


def check(runs: int) -> None:
    """Checking 1,000 generated articles whole; CSafeLoader with pydantic, each file alone."""
    from libyagraph import corpus, ontology, paths

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scripts.peers import pydantic_reader

    vocabulary = ontology.load(paths.ontology())
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch, "corpus")
        command(sys.executable, str(Path(__file__).with_name("corpus.py")), "1000", str(root))()
        articles = sorted((root / "articles").glob("*.yaml"))
        theirs = pydantic_reader(articles, vocabulary)
        measure(
            {
                "libyagraph: all of check": lambda: corpus.load(root, vocabulary),
                "yaml.CSafeLoader + pydantic": theirs,
            },
            runs,
        )


def write(runs: int) -> None:
    """From checked annotations to RDF: N-Quads as text, and the same added to rdflib."""
    import rdflib
    from libyagraph import compile as compile_
    from libyagraph import corpus, ontology, paths

    vocabulary = ontology.load(paths.ontology())
    checked = corpus.load(paths.seeds(), vocabulary).sound()

    def text() -> bytes:
        return compile_.nquads(checked, vocabulary, paths.ontology())

    quads = list(rdflib.Dataset().parse(data=text(), format="nquads").quads())

    def add() -> None:
        dataset = rdflib.Dataset()
        for subject, predicate, value, graph in quads:
            dataset.graph(graph).add((subject, predicate, value))

    measure({"all of compile.nquads": text, "rdflib: only the adding": add}, runs)


def ask(runs: int) -> None:
    """Named queries in this process: Oxigraph's engine, and rdflib's own over the same graph."""
    import rdflib
    from libyagraph.api import open_graph
    from libyagraph.build import build as build_

    asked = {
        "contested": {},
        "supporters": {"actor": "khalifa-haftar"},
        "met-both": {"a": "khalifa-haftar", "b": "fayez-al-sarraj"},
    }
    with tempfile.TemporaryDirectory() as scratch:
        build_(None, Path(scratch))
        with open_graph(Path(scratch)) as graph:
            dataset = rdflib.Dataset(default_union=True)
            dataset.parse(graph.directory / "graph.nq", format="nquads")
            for name, values in asked.items():
                text = graph.text_of(name, values)
                ours = partial(graph.named, name, values)
                theirs = partial(lambda query: list(dataset.query(query)), text)
                measure({f"{name}: libyagraph": ours, f"{name}: rdflib": theirs}, runs)


def page(runs: int, *, quick: bool = False) -> None:
    """The page in Chromium, and pyvis' own: drawing, moving, filters, and how it is written."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scripts import bench_page

    bench_page.page(runs, quick=quick)


def export(runs: int) -> None:
    """GEXF and GraphML of 10,000 actors and 30,000 ties, by our own writers and by networkx."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scripts.bench_export import SIZE, candidates

    measure(candidates(*SIZE), runs)


def serve(runs: int) -> None:
    """A served graph under load: 64 clients side by side, and one that attacks beside them."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scripts.bench_serve import bench

    bench(seconds=2.0 * runs)


def query(runs: int, *, articles: int = 1_000, large: int = 10_000) -> None:
    """Named queries on generated articles: rdflib's own engine, and Virtuoso where installed."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from scripts.bench_query import bench

    bench(runs, articles, large)


COMMANDS: Mapping[str, Callable[[int], None]] = {
    "start": start,
    "build": build,
    "read": read,
    "check": check,
    "write": write,
    "ask": ask,
    "query": query,
    "export": export,
    "serve": serve,
    "page": page,
}


def main() -> None:
    """Run one command, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs="?", choices=[*COMMANDS, "all"], default="all")
    parser.add_argument("--runs", type=int, default=7, help="runs of each candidate; at least 3")
    parser.add_argument("--quick", action="store_true", help="page: small networks only")
    parser.add_argument("--articles", type=int, default=1_000, help="query: beside rdflib")
    parser.add_argument("--large", type=int, default=10_000, help="query: beside Virtuoso")
    chosen = parser.parse_args()
    for name, run in COMMANDS.items():
        if chosen.command in (name, "all"):
            print(f"# {name}: {(run.__doc__ or '').strip()}")
            chosen_run = run
            if run is page:
                chosen_run = partial(page, quick=chosen.quick)
            elif run is query:
                chosen_run = partial(query, articles=chosen.articles, large=chosen.large)
            chosen_run(max(3, chosen.runs))


if __name__ == "__main__":
    main()
