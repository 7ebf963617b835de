"""For whom an actor acts, by its latest affiliations: what colours it.

In go the affiliations as edges and the kinds of actors, out comes the end of each actor's way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from libyagraph.records import Edge
from libyagraph.vocabulary import Kind


class Blocs:
    """For whom each actor acts, by its latest affiliations: what colours it."""

    def __init__(
        self, affiliations: Iterable[Edge], kinds: Mapping[str, str], kinds_of: Mapping[str, Kind]
    ) -> None:
        self.kinds = kinds
        self._finals = {kind.key for kind in kinds_of.values() if kind.final}
        self._gathering = {kind.key for kind in kinds_of.values() if kind.gathering}
        self._steps: dict[str, list[Edge]] = defaultdict(list)
        for edge in affiliations:
            self._steps[edge.source].append(edge)

    def is_final(self, actor: str) -> bool:
        """Whether the way ends at this actor, by its kind."""
        return self.kinds.get(actor, "") in self._finals

    def end(self, actor: str) -> str:
        """Where the way of an actor ends, by its latest affiliations; itself where it has none."""
        seen = {actor}
        while not self.is_final(actor):
            steps = [e for e in self._steps[actor] if self._leads_on(e) and e.target not in seen]
            if not steps:
                return actor
            best = min(steps, key=lambda e: (e.id.split("/")[0] != "post", _late(e), e.id))
            actor = best.target
            seen.add(actor)
        return actor

    def _leads_on(self, edge: Edge) -> bool:
        head = edge.id.split("/")[0]
        proxy = "/acts-for/" in edge.id
        member = head == "membership" and self.kinds.get(edge.target, "") in self._gathering
        return head == "post" or proxy or member


def _late(edge: Edge) -> tuple[int, str]:
    """Sorts open periods first, then later ends first, then unknown ones."""
    if edge.first and not edge.last:
        return 0, ""
    turned = "".join(chr(ord("9") - ord(c) + ord("0")) if c.isdigit() else c for c in edge.last)
    return (1, turned) if edge.last else (2, "")
