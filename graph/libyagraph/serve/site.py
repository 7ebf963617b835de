"""What is served: one version of a graph, or RDF files, and the switch to the next version.

In go a graph that is open, out come its pages, its answers and its names. A new build is opened
beside the old one, which is closed when its last request has ended.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from libyagraph import versions
from libyagraph.api import Graph
from libyagraph.data import Data
from libyagraph.errors import LibyagraphError
from libyagraph.query.pool import Pool, Room
from libyagraph.serve.explorer import Explorer

if TYPE_CHECKING:
    from libyagraph.query.question import Limits
    from libyagraph.serve.console.names import Names
    from libyagraph.serve.things import Things

_LOOKS = 0.5
"""How often a new build is looked for, in seconds."""

_T = TypeVar("_T")


class Site:
    """One version, open.

    Attributes:
        name: what tells it from others, in entity tags.
        graph: the built graph; None where files are served.
        pool: the workers that run queries over it.
        union: whether its default graph is the union of its named graphs.
    """

    def __init__(self, opened: Graph | Data, limits: Limits, room: Room) -> None:
        """Serve what is `opened`."""
        self._opened = opened
        self.graph = opened if isinstance(opened, Graph) else None
        self.name = self.graph.directory.name if self.graph else secrets.token_hex(6)
        self.pool = Pool(opened.store_directory, limits=limits, room=room)
        self.union = opened.union
        self.threads = ThreadPoolExecutor(2, thread_name_prefix="pages")
        self._used = 0
        self._unused = asyncio.Event()
        self._unused.set()

    async def start(self) -> None:
        """Start the workers. Raises `QueryLimitError`."""
        await self.pool.start()

    async def make(self, make: Callable[[], _T]) -> _T:
        """What `make` makes, in a thread: others are answered meanwhile."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, make)

    @cached_property
    def explorer(self) -> Explorer | None:
        """The interactive page of the graph, where there is one."""
        return Explorer.of(self.graph.directory) if self.graph else None

    @cached_property
    def things(self) -> Things | None:
        """The pages of the graph's things; takes a walk over all records."""
        from libyagraph.serve.things import Things

        return Things(self.graph) if self.graph else None

    @cached_property
    def names(self) -> Names:
        """What actors and articles are called."""
        from libyagraph.serve.console import names

        return names(self.graph) if self.graph else {"actors": [], "articles": [], "kinds": {}}

    @cached_property
    def graphs(self) -> list[str]:
        """The IRIs of the named graphs."""
        return self._opened.graphs()

    @asynccontextmanager
    async def used(self) -> AsyncIterator[None]:
        """While it is used, it is not closed."""
        self._used += 1
        self._unused.clear()
        try:
            yield
        finally:
            self._used -= 1
            if not self._used:
                self._unused.set()

    async def close(self, *, patience: float = 60.0) -> None:
        """Close it once nobody uses it, or after so many seconds."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._unused.wait(), patience)
        await self.pool.close()
        self.threads.shutdown(wait=False, cancel_futures=True)
        self._opened.close()


class Sites:
    """The site that is served now."""

    def __init__(
        self,
        opened: Graph | Data,
        *,
        follow: Path | None,
        limits: Limits,
        room: Room,
        log: Callable[[str], None],
    ) -> None:
        """Serve `opened`; and, where `follow` is a directory of builds, each new one of them."""
        self._limits, self._room, self._log, self._follow = limits, room, log, follow
        self._first = opened
        self._now: Site | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the first site, and begin to look for new builds."""
        self._now = await self._started(self._first)
        if self._follow:
            self._go(self._watch(self._follow))

    async def stop(self) -> None:
        """Close everything."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._now:
            await self._now.close(patience=1.0)

    async def interrupt(self) -> None:
        """End what is still asked, with an error that says so."""
        if self._now:
            await self._now.pool.close()

    @asynccontextmanager
    async def site(self) -> AsyncIterator[Site]:
        """The site of now, which stays open as long as it is used here."""
        assert self._now
        site = self._now
        async with site.used():
            yield site

    async def _started(self, opened: Graph | Data) -> Site:
        site = Site(opened, self._limits, self._room)
        try:
            await site.start()
            await site.make(lambda: (site.explorer, site.graphs))
        except BaseException:
            await site.close(patience=0)
            raise
        if site.graph:
            self._go(_warm(site))
        return site

    async def _watch(self, out: Path) -> None:
        failed: Path | None = None
        said = ""
        while True:
            await asyncio.sleep(_LOOKS)
            assert self._now
            try:
                newest = versions.current(out)
                if self._now.graph and newest in (self._now.graph.directory, failed):
                    continue
                before, self._now = self._now, await self._started(Graph(newest, self._limits))
            except (LibyagraphError, OSError, RuntimeError, ValueError) as error:
                if said != (said := str(error)):  # once, and not at each look
                    self._log(f"the new build can't be served, the old one is still: {said}")
                with contextlib.suppress(LibyagraphError, OSError):
                    failed = versions.current(out)
                continue
            failed, said = None, ""
            self._log(f"serving the new build {self._now.name}")
            self._go(before.close())

    def _go(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.ensure_future(work)  # type: ignore[call-overload]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _warm(site: Site) -> None:
    """Make what takes long before the first asks for it."""

    def make() -> None:
        article = next(iter(site.names["articles"]), None)
        if article and site.things:  # the first page of a process takes long: its templates
            site.things.page(f"article/{article['id']}", language="fr")

    with contextlib.suppress(LibyagraphError, RuntimeError):  # closed meanwhile
        await site.make(make)
