"""Named queries measured: against rdflib's own engine, and against Virtuoso on the same text.

In go numbers of generated articles, out come two tables. Ours is `Graph.named` in a warm process:
parameters put in place, the query run, all rows as text. rdflib asks the same triples in its own
store and gives terms. For Virtuoso, which answers over HTTP on loopback, ours is taken as JSON as
well, so that both write what they find; which rows differ is said. The
parameters are those of `named_cases`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import rdflib
from libyagraph.asking import Asked

from scripts import virtuoso
from scripts.named_cases import Case, Measured, cases, made

SLOW = 10.0
"""Seconds from which a single run is enough."""

AIM, LEAST = 50, 30.0
"""rdflib is stopped at a fifth more than `AIM` times our median, but not before `LEAST` seconds."""


def against_rdflib(count: int, runs: int) -> None:
    """The first table: medians in ms, and how many times as long rdflib takes."""
    graph = Measured(made(count))
    logging.disable(logging.WARNING)  # it warns of days that are none of xsd:date
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(graph.directory / "graph.nq", format="nquads")
    print(f"{count} articles; load of the machine {os.getloadavg()[0]:.1f}")
    print(f"{'':44} {'rows':>7} {'ours ms':>9} {'rdflib ms':>10} {'ratio':>9}")
    for case in cases(graph):
        median, rows = _median(partial(_ours, graph, case), runs)
        text = graph.text_of(case.name, case.values, lift=case.lift)
        limit = max(LEAST, AIM * 1.2 * median)
        theirs = _forked(partial(_theirs, dataset, text), runs, limit)
        if theirs is None:
            said = f"{f'> {1000 * limit:.0f}':>10} {f'> {limit / median:.0f}':>9}"
        else:
            said = f"{1000 * theirs[0]:10.0f} {theirs[0] / median:9.0f}"
            said += "" if theirs[1] == rows else f"  rdflib finds {theirs[1]} rows"
        print(f"{case!s:44} {rows:7} {1000 * median:9.2f} {said}", flush=True)


def _ours(graph: Asked, case: Case) -> int:
    return len(graph.named(case.name, case.values, lift=case.lift))


def _theirs(dataset: rdflib.Dataset, text: str) -> int:
    return len(list(dataset.query(text)))


def _median(run: Callable[[], int], runs: int) -> tuple[float, int]:
    """The median of some runs in seconds, and what the last gave; slow ones run once."""
    seconds: list[float] = []
    while len(seconds) < runs and sum(seconds) < SLOW:
        begun = time.perf_counter()
        found = run()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds), found


def _forked(run: Callable[[], int], runs: int, limit: float) -> tuple[float, int] | None:
    """The same in a process that is killed after `limit` seconds for each run; `None` then."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:

        def each() -> int:
            signal.setitimer(signal.ITIMER_REAL, limit)  # ends the process
            return run()

        with contextlib.suppress(BaseException):
            os.write(writer, json.dumps(_median(each, runs)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    if not said:
        return None
    median, found = json.loads(said)
    return float(median), int(found)


def against_virtuoso(count: int, runs: int) -> None:
    """The second table: both as JSON, in turn, and the ratio of ours to Virtuoso's."""
    if not virtuoso.installed():
        print("Virtuoso is not installed (virtuoso-opensource): left out")
        return
    graph = Measured(made(count))
    with virtuoso.running(graph.directory / "graph.nq") as server:
        load = os.getloadavg()[0]
        print(f"{count} articles, loaded in {server.loading:.0f} s; load of the machine {load:.1f}")
        print(f"{'':44} {'rows':>7} {'ours ms':>9} {'as JSON':>9} {'Virtuoso':>9} {'ratio':>6}")
        for case in cases(graph):
            print(_beside(case, graph, server, runs), flush=True)


def _beside(case: Case, graph: Asked, server: virtuoso.Virtuoso, runs: int) -> str:
    text = graph.text_of(case.name, case.values, lift=case.lift)
    times: dict[str, list[float]] = {"rows": [], "json": [], "virtuoso": []}
    theirs = ours = b""
    graph.named(case.name, case.values, lift=case.lift)  # both are warm
    refused = ""
    try:
        server.ask(text, timeout=60)
    except OSError as error:
        refused = f"  Virtuoso: {error}"
    for _ in range(runs):
        begun = time.perf_counter()
        graph.named(case.name, case.values, lift=case.lift)
        times["rows"].append(time.perf_counter() - begun)
        begun = time.perf_counter()
        ours = graph.named_results(case.name, case.values, "json", lift=case.lift)
        times["json"].append(time.perf_counter() - begun)
        if not refused:
            begun = time.perf_counter()
            theirs = server.ask(text, timeout=60)
            times["virtuoso"].append(time.perf_counter() - begun)
    found, other = _cells(ours), _cells(theirs) if theirs else Counter()
    medians = {name: statistics.median(each) for name, each in times.items() if each}
    said = f"{case!s:44} {sum(found.values()):7} {1000 * medians['rows']:9.1f}"
    said += f" {1000 * medians['json']:9.1f}"
    if refused:
        return said + refused
    said += f" {1000 * medians['virtuoso']:9.1f} {medians['json'] / medians['virtuoso']:6.2f}"
    if found != other:
        differ = sum((found - other).values())
        said += f"  Virtuoso finds {sum(other.values())} rows; {differ} of ours are not among them"
    return said


def _cells(answer: bytes) -> Counter[tuple[frozenset[str], ...]]:
    """Rows as sets of words, since the order within a cell of several ids has no meaning."""
    read = json.loads(answer)
    return Counter(
        tuple(
            frozenset(str(row.get(name, {}).get("value", "")).split())
            for name in read["head"]["vars"]
        )
        for row in read["results"]["bindings"]
    )


def bench(runs: int, articles: int = 1_000, large: int = 10_000) -> None:
    """Both tables."""
    against_rdflib(articles, runs)
    against_virtuoso(large, runs)
