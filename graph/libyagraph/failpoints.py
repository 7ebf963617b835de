"""Points at which a test can stop a build, to see what is left on disk.

In goes the name of a point that the program has reached; out comes nothing, unless the environment
variable `LIBYAGRAPH_FAILPOINT` says `POINT:ACTION` for this point: a build asks for it some fifteen
times, a microsecond each. No user needs it, and nothing else in the program looks at it.
"""

from __future__ import annotations

import os
import sys

VARIABLE = "LIBYAGRAPH_FAILPOINT"

POINTS = (
    "locked",  # nobody else builds here
    "cleared",  # what a killed build left behind is gone
    "made",  # there is a new directory, empty
    "nquads",  # each file of the graph, as it is written
    "trig",
    "store",
    "page",
    "gexf",
    "sealed",  # the manifest and the sums of the store are written
    "synced",  # all of it is on disk
    "renamed",  # it has the name of a version
    "linked",  # there is a link to it, under another name than `current`
    "switched",  # it is the current version
    "aside",  # an old version has lost its name, and still has its files
    "pruned",  # it is gone
)
"""All points of a build, in the order in which they are reached."""

ACTIONS = ("kill", "full", "wait")
"""`kill` ends the process as `kill -9` does. `full`, or `full:BYTES`, lets no file grow any more,
or above this size, which fails as a full disk does. `wait` says so on standard error and goes on
when standard input ends."""


def reach(point: str) -> None:
    """Tell that a build has come to `point`, one of `POINTS`."""
    asked, _, action = os.environ.get(VARIABLE, "").partition(":")
    if asked == point:
        _act(point, action)


def _act(point: str, asked: str) -> None:
    action, _, number = asked.partition(":")
    if action == "kill":
        import signal

        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "full":
        import resource  # Python ignores the signal, so that writing fails with EFBIG

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(number or 0), resource.RLIM_INFINITY))
    elif action == "wait":
        print(f"waiting at {point}", file=sys.stderr, flush=True)
        sys.stdin.read()
