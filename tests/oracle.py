"""rdflib's own engine, asked in processes of its own with a deadline for each query.

In go quads and queries, out come its answers, where it has any: what it refuses, takes too long for
or fails at is no answer. Nothing here knows which of two answers is right.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from libyagraph.names import PREFIXES

from tests.support import environment

_SCRIPT = """
import base64, json, logging, signal, sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
from rdflib import Dataset, Graph, Literal, URIRef

class Late(BaseException):
    pass

armed = False

def late(*_):
    if armed:
        raise Late

signal.signal(signal.SIGPROF, late)
dataset = Dataset(default_union=True)
dataset.parse(sys.argv[1], format="nquads")
prefixes, seconds = json.loads(sys.argv[2]), float(sys.argv[3])
for line in sys.stdin:
    try:
        armed = True
        signal.setitimer(signal.ITIMER_PROF, seconds)
        found = dataset.query(json.loads(line), initNs=prefixes)
        kind = {"SELECT": "select", "ASK": "boolean"}.get(found.type, "graph")
        if kind == "graph":  # it makes triples that are none
            made = Graph()
            for s, p, o in found:
                if not isinstance(s, Literal) and isinstance(p, URIRef):
                    made.add((s, p, o))
            data = made.serialize(format="nt").encode()
        else:
            data = found.serialize(format="json")
        armed = False
        told = {"kind": kind, "data": base64.b64encode(data).decode()}
    except Late:
        told = {"error": "late"}
    except Exception as error:  # whatever it fails with, it has no answer
        told = {"error": f"{type(error).__name__}: {error}"}
    armed = False
    signal.setitimer(signal.ITIMER_PROF, 0)
    print(json.dumps(told), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of rdflib, or what it failed with; rows are in JSON, triples in N-Triples."""

    kind: str = ""
    data: bytes = b""
    error: str = ""


def by_rdflib(
    quads: Path, queries: Iterable[str], *, seconds: float = 1.0, processes: int = 2
) -> list[Told]:
    """What rdflib answers to each query over the union of all graphs of a file of N-Quads."""
    texts = list(queries)

    def ask(part: list[str]) -> list[Told]:
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(quads), json.dumps(PREFIXES), str(seconds)],
            input="".join(json.dumps(text) + "\n" for text in part),
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        lines = done.stdout.splitlines()
        assert len(lines) == len(part), done.stderr
        return [
            Told(
                answer.get("kind", ""),
                base64.b64decode(answer.get("data", "")),
                answer.get("error", ""),
            )
            for answer in map(json.loads, lines)
        ]

    with ThreadPoolExecutor(processes) as threads:
        found = list(threads.map(ask, [texts[n::processes] for n in range(processes)]))
    told = [Told()] * len(texts)
    for number, part in enumerate(found):
        told[number::processes] = part
    return told
