"""Writes an invented corpus of N articles: `python scripts/corpus.py N DIR`.

Everything in it is made up, from the event types that the ontology declares. Beside annotations,
registry and texts there is `truth.json`: what was planted, to hold a build against. The same N,
seed and number of actors give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

if __name__ == "__main__":  # run as a file, the repository's root is not on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PATIENCE = 2.0
"""Seconds after which somebody at a terminal is shown how far it is."""


def progress(count: int) -> tuple[Callable[[int], None], Callable[[], None]]:
    """What to tell of each article, and what to call at the end; silent but on a terminal."""
    if not sys.stderr.isatty():
        return (lambda _: None), (lambda: None)
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task("articles", total=count)
    begun = time.monotonic()

    def step(done: int) -> None:
        if bar.live.is_started:
            bar.update(task, completed=done)
        elif time.monotonic() - begun > PATIENCE:
            bar.start()

    return step, bar.stop


def main(arguments: list[str] | None = None) -> int:
    """Make a corpus; 0 if it is there, 2 for wrong use, 3 where the disk failed."""
    from scripts.generated.make import default_actors, generate
    from scripts.generated.people import LEAST

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", metavar="N", type=int, help="how many articles")
    parser.add_argument("directory", metavar="DIR", type=Path, help="new, or empty")
    parser.add_argument(
        "--seed", metavar="S", type=int, default=0, help="another corpus; default 0"
    )
    parser.add_argument(
        "--actors", metavar="K", type=int, help=f"how many actors; at least {LEAST}"
    )
    chosen = parser.parse_args(arguments)
    actors = default_actors(max(0, chosen.count)) if chosen.actors is None else chosen.actors
    wrong = ""
    if chosen.count < 1:
        wrong = "N must be at least 1"
    elif actors < LEAST:
        wrong = f"--actors must be at least {LEAST}"
    elif chosen.directory.exists() and not chosen.directory.is_dir():
        wrong = f"{chosen.directory}: not a directory"
    elif chosen.directory.is_dir() and any(chosen.directory.iterdir()):
        wrong = f"{chosen.directory}: not empty; name a new directory"
    if wrong:
        print(wrong, file=sys.stderr)
        return 2
    step, stop = progress(chosen.count)
    try:
        generate(chosen.count, chosen.directory, seed=chosen.seed, actors=actors, step=step)
    except OSError as error:
        print(f"{chosen.directory}: {error.strerror or error}", file=sys.stderr)
        return 3
    finally:
        stop()
    print(f"{chosen.count} articles: {chosen.directory}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
