"""What a claim says once everything that it leaves to others is filled in.

In goes an article with its corpus, out comes one `Told` for each claim: with what it inherits
through `in`, the modality where none was written, who says it, the event that it tells of, and its
answers as full references. Cycles and dangling references are for `check` to report; here they end
the search.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from libyagraph.edtf import Edtf
from libyagraph.model import Article, Claim, Corpus

Roles = Mapping[str, tuple[str, ...]]

PARTIES = ("actor", "recipient", "participants")
"""The roles of those who take part; `against` and `except` only name third parties."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an answer answers: a claim (`article#id`) or an event (a shared id)."""

    ref: str
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A claim, resolved. `ref` and `event` are full references; a shared event has a plain id.

    `roles` are the claim's own where it has any, else its event's; `own` tells which.
    """

    ref: str
    article: Article
    claim: Claim
    event: str
    type: str
    roles: Roles
    own: bool
    modality: str
    date: Edtf | None
    according_to: tuple[str, ...]
    via: tuple[str, ...]
    said_by: tuple[str, ...]
    part_of: str
    links: Mapping[str, tuple[Target, ...]]


def split(ref: str, article: str) -> tuple[str, str]:
    """A reference as article id and claim id; a local one belongs to `article`."""
    before, mark, after = ref.rpartition("#")
    return (before, after) if mark else (article, ref)


def find_claim(corpus: Corpus, ref: str, article: str) -> tuple[Article, Claim] | None:
    """The claim that a reference names from within an article, or None."""
    article_id, claim_id = split(ref, article)
    claim = corpus.claims.get(article_id, {}).get(claim_id)
    return (corpus.articles[article_id], claim) if claim else None


def target(corpus: Corpus, ref: str, article: str) -> Target | None:
    """What a reference names: a local claim, a claim of another article, or a shared event."""
    found = find_claim(corpus, ref, article)
    if found:
        return Target(f"{found[0].id}#{found[1].id}", is_claim=True)
    return Target(ref, is_claim=False) if ref in corpus.events else None


def event_of(corpus: Corpus, article: Article, claim: Claim) -> str:
    """The event that a claim tells of: its own, a shared one, or another claim's."""
    known = corpus.events_of
    ref = f"{article.id}#{claim.id}"
    is_first = corpus.claims[article.id].get(claim.id) is claim  # its id may stand twice
    way: dict[str, int] = {}
    while claim.event and ref not in way:
        if ref in known and (way or is_first):
            ref = known[ref]
            break
        way[ref] = len(way)
        found = find_claim(corpus, claim.event, article.id)
        if not found:
            ref = claim.event if claim.event in corpus.events else ref
            break
        article, claim = found
        ref = f"{article.id}#{claim.id}"
    turn = way.get(ref, len(way))  # those from there on turn in a circle, and tell of themselves
    for step, number in way.items():
        if number or is_first:
            known[step] = step if number >= turn else ref
    return ref


def _defined(corpus: Corpus, event: str) -> tuple[str, Roles]:
    """Type and roles of an event as its shared entry or its first claim has them."""
    if shared := corpus.events.get(event):
        return shared.type, shared.roles
    found = find_claim(corpus, event, "")
    return (found[1].type, found[1].roles) if found else ("", {})


def circling(after: Mapping[str, str]) -> set[str]:
    """Those who come back to themselves, where each has at most one other `after` it."""
    found: set[str] = set()
    done: set[str] = {""}
    for begin in after:
        way: dict[str, int] = {}
        at = begin
        while at in after and at not in done and at not in way:
            way[at] = len(way)
            at = after[at]
        if at in way:
            found.update(list(way)[way[at] :])
        done.update(way)
    return found


def event_type(corpus: Corpus, event: str) -> str:
    """The type of an event, from its shared entry or the claim that is its own."""
    return _defined(corpus, event)[0]


def resolve(article: Article, corpus: Corpus) -> list[Told]:
    """All claims of an article, resolved, in the order of the file."""
    known: dict[str, _Heir] = {}
    for claim in article.claims:
        _inherit(claim, article, corpus.claims[article.id], known)
    return [_resolve(article, claim, known[claim.id], corpus) for claim in article.claims]


class _Heir(NamedTuple):
    """What a claim has of its own, or from the nearest of those it is `in` that has it."""

    according_to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    date: Edtf | None = None


def _inherit(
    claim: Claim, article: Article, claims: Mapping[str, Claim], known: dict[str, _Heir]
) -> None:
    """Add what a claim, and those it is in, inherit to what is `known`."""
    way: dict[str, Claim] = {}
    at: Claim | None = claim
    while at and at.id not in known and at.id not in way:
        way[at.id] = at
        owner, outer = split(at.part_of, article.id)
        at = claims.get(outer) if at.part_of and owner == article.id else None
    heir = known.get(at.id, _Heir()) if at else _Heir()
    for each in reversed(way.values()):
        date = each.date if each.date or each.undated else heir.date
        heir = _Heir(each.according_to or heir.according_to, each.via or heir.via, date)
        known[each.id] = heir


def _resolve(article: Article, claim: Claim, heir: _Heir, corpus: Corpus) -> Told:
    according_to, via = heir.according_to, heir.via
    event = event_of(corpus, article, claim)
    event_type_, event_roles = _defined(corpus, event)
    roles = claim.roles or event_roles
    said_by = according_to[-1:]
    if not said_by and via:
        said_by = roles.get("actor", ()) or roles.get("participants", ())
    targets = {
        key: tuple(t for ref in refs if (t := target(corpus, ref, article.id)))
        for key, refs in claim.links.items()
    }
    part_of = target(corpus, claim.part_of, article.id) if claim.part_of else None
    return Told(
        ref=f"{article.id}#{claim.id}",
        article=article,
        claim=claim,
        event=event,
        type=event_type_ or claim.type,
        roles=roles,
        own=bool(claim.roles),
        modality=claim.modality or ("reported" if according_to or via else "asserted"),
        date=heir.date,
        according_to=according_to,
        via=via,
        said_by=said_by or (article.publisher,),
        part_of=part_of.ref if part_of and part_of.is_claim else "",
        links=targets,
    )
