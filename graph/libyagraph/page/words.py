"""The words of the vocabulary that a page needs: labels and definitions of what occurs in it.

In go records and a vocabulary, out come texts by table, key and language. What does not occur is
left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libyagraph.records import Edge, Records
    from libyagraph.vocabulary import Term, Vocabulary

Words = dict[str, dict[str, dict[str, str]]]


def labels(records: Records, vocabulary: Vocabulary, asides: tuple[Edge, ...]) -> Words:
    """The labels of what occurs, by table and key."""
    claims, edges = records.claims.values(), (*records.edges, *asides)
    events = records.events.values()
    statuses = {*(edge.status for edge in edges), *(event.status for event in events)}
    told = [*(claim.roles for claim in claims), *(event.roles for event in events)]
    return {
        "definition": {
            f"{name}/{key}": dict(term.definitions)
            for name, table, keys in (
                ("status", vocabulary.statuses, statuses),
                ("relation", vocabulary.relations, {edge.relation for edge in edges}),
                ("modality", vocabulary.modalities, {claim.modality for claim in claims}),
            )
            for key in keys
            if (term := _term(table, key)) and term.definitions
        },
        "kind": _labels(vocabulary.kinds, (a.kind for a in records.actors.values())),
        "relation": _labels(vocabulary.relations, (edge.relation for edge in edges)),
        "status": _labels(vocabulary.statuses, statuses),
        "modality": _labels(vocabulary.modalities, (claim.modality for claim in claims)),
        "type": _labels(
            vocabulary.event_types,
            [
                *(claim.event_type for claim in claims),
                *(edge.event_type for edge in edges),
                *(event.type for event in events),
            ],
        ),
        "role": _labels(vocabulary.roles, (role for roles in told for role in roles)),
        "link": _labels(vocabulary.links, (link for claim in claims for link in claim.links)),
        "topic": _labels(
            vocabulary.topics,
            [t for c in claims for t in (*c.topics, *c.extra.get("conditions", "").split("; "))],
        ),
        "outcome": _labels(vocabulary.outcomes, vocabulary.outcomes),
        "term": _labels(
            vocabulary.terms,
            [key for c in claims for key in (*c.extra, *(figure.kind for figure in c.figures))],
        ),
    }


def _term(table: Mapping[str, Term], key: str) -> Term | None:
    return table.get(key)


def _labels(table: Mapping[str, Term], keys: Iterable[str]) -> dict[str, dict[str, str]]:
    return {key: dict(table[key].labels) for key in set(keys) if key in table}
