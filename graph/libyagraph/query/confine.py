"""What a process that runs queries may still do, once its store is open: compute, and little else.

In go limits, and from then on the system refuses what exceeds them: memory, files, sockets. Where a
system lacks one of these limits the others hold; nothing here can be taken back.
"""

from __future__ import annotations

import os
from pathlib import Path

_AT_ONCE = 16
"""How many table files the engine opens with a store; it opens further ones when it needs them."""


def later_files(store: Path) -> int:
    """How many of a store's table files its engine will open only when a query needs them."""
    return max(0, sum(1 for _ in store.glob("*.sst")) - _AT_ONCE)


def confine(memory: int, files: int) -> None:
    """Limit this process to `memory` bytes of address space (0: no limit) and `files` more files.

    Sockets are files, too: where there may be more files, a filter of the kernel refuses sockets.
    """
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    most = 0
    if files:
        from libyagraph.query.sockets import refuse_sockets  # most stores need no such filter

        free = os.dup(0)  # the first number that a file would get
        os.close(free)
        most = free + files
        refuse_sockets()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
