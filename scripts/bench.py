"""Measures what users wait for: `python scripts/bench.py COMMAND`.

Each command runs its candidates in turn, several times, in one go, and prints the median of each
with its ratio to the first. Machines are noisy: quote ratios from one run, never single times.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

Candidate = Callable[[], object]


def measure(candidates: Mapping[str, Candidate], runs: int) -> None:
    """Run the candidates in turn `runs` times; print medians, spread and ratios to the first."""
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(runs):
        for name, candidate in candidates.items():
            begun = time.perf_counter()
            candidate()
            seconds[name].append(time.perf_counter() - begun)
    base = statistics.median(next(iter(seconds.values())))
    width = max(len(name) for name in seconds)
    print(f"{'':{width}}  median s   min s   max s   ratio")
    for name, found in seconds.items():
        median = statistics.median(found)
        spread = f"{min(found):7.3f} {max(found):7.3f}"
        print(f"{name:{width}}  {median:8.3f} {spread} {median / base:7.2f}")


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


COMMANDS: Mapping[str, Callable[[int], None]] = {
    "start": start,
    "build": build,
    "read": read,
    "write": write,
    "ask": ask,
}


def main() -> None:
    """Run one command, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", nargs="?", choices=[*COMMANDS, "all"], default="all")
    parser.add_argument("--runs", type=int, default=7, help="runs of each candidate; at least 3")
    chosen = parser.parse_args()
    for name, run in COMMANDS.items():
        if chosen.command in (name, "all"):
            print(f"# {name}: {(run.__doc__ or '').strip()}")
            run(max(3, chosen.runs))


if __name__ == "__main__":
    main()
