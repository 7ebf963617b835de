"""A bar on standard error for work that takes a while, where that is a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

DELAY = 2.0
"""Seconds until a bar shows: what is done sooner needs none."""


class Bars:
    """Bars for the stages of one piece of work; all of them vanish at its end."""

    def __init__(self, delay: float = DELAY) -> None:
        self._since = monotonic() + delay
        self._wanted = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._bars: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bars:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._bars:
            self._bars.stop()
            self._bars = None

    def of(self, stage: str) -> Callable[[int, int], None]:
        """What a stage tells how many of how many it has done."""

        def told(done: int, whole: int) -> None:
            if self._wanted and monotonic() >= self._since:
                self._show(stage, done, whole)

        return told

    def _show(self, stage: str, done: int, whole: int) -> None:
        if self._bars is None:
            from rich.console import Console
            from rich.progress import Progress

            self._bars = Progress(console=Console(stderr=True), transient=True)
            self._bars.start()
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=whole)
        self._bars.update(self._tasks[stage], completed=done, total=whole)
