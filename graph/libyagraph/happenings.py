"""Events with all that tells of them, gathered from every article.

In goes a checked corpus, out come its claims and its events: the union of what the claims say, the
denials that concern each, and its dates. From these `ties` and `derive` go on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from libyagraph.edtf import Edtf
from libyagraph.model import Corpus
from libyagraph.resolve import PARTIES, Roles, Told, resolve


@dataclass(slots=True)
class Happening:
    """An event with all that tells of it."""

    id: str
    type: str
    roles: dict[str, list[str]] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    denials: list[Told] = field(default_factory=list)
    dates: list[Edtf] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    shared: bool = False

    def add_roles(self, roles: Roles) -> None:
        """Add the actors of a claim or of the shared entry to the union."""
        for key, ids in roles.items():
            known = self.roles.setdefault(key, [])
            known.extend(id_ for id_ in ids if id_ not in known)

    def parties(self) -> frozenset[str]:
        """Who takes part; third parties do not."""
        return frozenset(id_ for key in PARTIES for id_ in self.roles.get(key, ()))

    def named(self) -> frozenset[str]:
        """All actors in any role."""
        return frozenset(id_ for ids in self.roles.values() for id_ in ids)


class Happenings:
    """All events of a corpus, by id, with its claims and denials."""

    def __init__(self, corpus: Corpus) -> None:
        """Gather them; `claims` is by reference, `denials` by what they deny."""
        self.claims = {
            told.ref: told for a in corpus.articles.values() for told in resolve(a, corpus)
        }
        self.denials: dict[str, list[Told]] = defaultdict(list)
        for told in self.claims.values():
            for target in told.links.get("denies", ()):
                self.denials[target.ref].append(told)
        self.events = self._gather(corpus)

    def _gather(self, corpus: Corpus) -> dict[str, Happening]:
        events: dict[str, Happening] = {}
        for id_, shared in corpus.events.items():
            event = Happening(id_, shared.type, denials=list(self.denials[id_]), shared=True)
            event.add_roles(shared.roles)
            event.places |= set(shared.places)
            event.dates += [shared.date] if shared.date else []
            events[id_] = event
        for told in self.claims.values():
            event = events.setdefault(told.event, Happening(told.event, told.type))
            event.add_roles(told.roles)
            event.told.append(told)
            event.denials += self.denials[told.ref]
            event.places |= set(told.claim.places)
            shared_event = corpus.events.get(told.event)
            ruled = shared_event and shared_event.date  # it has sources of its own
            if told.date and not ruled:
                event.dates.append(told.date)
        return dict(sorted(events.items()))

    def authors(self, ref: str, is_claim: bool) -> list[str]:
        """Who made what is answered: its actors, else who says it."""
        if is_claim:
            told = self.claims[ref]
            made = [*told.roles.get("actor", ()), *told.roles.get("participants", ())]
            return made or list(told.said_by)
        roles = self.events[ref].roles
        return [*roles.get("actor", ()), *roles.get("participants", ())]

    def denials_of(self, event: Happening, told: Sequence[Told]) -> list[Told]:
        """The denials of the event as a whole, and of these claims of it."""
        whole = self.denials[event.id] if event.shared else []
        return [*whole, *(denial for claim in told for denial in self.denials[claim.ref])]


def status(told: Sequence[Told], parties: frozenset[str], denied: bool) -> str:
    """The status that claims give to what they tell of; the order is that of the design.

    `parties` are the event's actors: what one of them says himself is first-hand.
    """
    if denied:
        return "contested" if told else "denied"
    modalities = {claim.modality for claim in told}
    first_hand = any(c.modality == "reported" and parties & set(c.said_by) for c in told)
    if modalities & {"asserted", "implied"} or first_hand:
        return "asserted"
    return next((word for word in ("reported", "alleged") if word in modalities), "planned")
