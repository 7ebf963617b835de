"""Which actors are drawn when there are too many of them to read.

In go the records of a whole graph, out come the records of its strongest actors with all that is
said between them. Nothing is aggregated, and no small graph is cut.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from libyagraph.records import Records

TOO_MANY = 1500
"""Above this many actors nobody reads a drawing, and browsers become slow."""
STRONGEST = 300
FAMILIES = ("tie", "lifted", "affiliation")


def strongest(records: Records, *, limit: int = TOO_MANY, keep: int = STRONGEST) -> Records:
    """The records themselves up to `limit` actors, else those of the `keep` with most ties.

    Blocs stay, so that colours keep their names; so do the claims that the edges between these
    actors rest on, those that deny them, and whoever they name.
    """
    if len(records.actors) <= limit:
        return records
    ties: Counter[str] = Counter()
    for edge in records.ties():
        ties.update((edge.source, edge.target))
    ranked = sorted(records.actors, key=lambda actor: (-ties[actor], actor))
    kept = set(ranked[:keep])
    within = [edge for edge in records.edges if {edge.source, edge.target} <= kept]
    ties_within = {edge.id for edge in within if edge.family == "tie"}
    edges = tuple(e for e in within if not e.lifted_from or e.lifted_from in ties_within)
    affiliations = {id for edge in edges for id in (*edge.via_source, *edge.via_target)}
    present = {edge.id for edge in edges}
    edges += tuple(e for e in records.edges if e.id in affiliations and e.id not in present)
    named = {id for edge in edges for id in edge.claims}
    told = named | {records.claims[id].event for id in named if id in records.claims}
    named |= {id for id, claim in records.claims.items() if told & {*claim.links.get("denies", ())}}
    claims = {id: claim for id, claim in records.claims.items() if id in named}
    mentioned = kept | {end for edge in edges for end in (edge.source, edge.target)}
    for claim in claims.values():
        mentioned.update(claim.said_by, claim.attribution, claim.relayed_by, *claim.roles.values())
    mentioned |= {b for id in kept for b in (records.actors[id].camp, records.actors[id].state)}
    articles = {claim.article for claim in claims.values()}
    events = {claim.event for claim in claims.values()}
    return replace(
        records,
        actors={id: actor for id, actor in records.actors.items() if id in mentioned},
        claims=claims,
        articles={id: article for id, article in records.articles.items() if id in articles},
        events={id: event for id, event in records.events.items() if id in events},
        edges=tuple(sorted(edges, key=lambda e: (FAMILIES.index(e.family), e.id))),
    )
