"""An invented network of any size as records: what the page is measured on.

In go a number of actors and of ties, out come records as a graph of many articles has them: a few
actors with most of the ties, states and two camps, up to six ties between two actors, most of them
asserted, most of them dated. Each tie is told by a claim of its own. The same numbers give the same
records.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from libyagraph.records import Actor, Article, Claim, Edge, Event, Passage, Records
from libyagraph.vocabulary import Relation, Vocabulary

from scripts.generated.dice import Dice, Skewed
from scripts.generated.invent import Names

PARALLEL = 6
"""At most so many ties between two actors."""
TOLD_IN_ONE = 20
"""So many claims has an article."""
STATES = 12
STATUSES = Skewed(
    ("asserted", "reported", "alleged", "contested", "planned", "denied"), (60, 14, 10, 9, 5, 2)
)


@dataclass
class Crowd:
    """A network while it is made."""

    vocabulary: Vocabulary
    dice: Dice
    actors: dict[str, Actor] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    ties: list[Edge] = field(default_factory=list)

    def people(self, count: int) -> None:
        """States, two camps, then everybody else, most of them in one of these."""
        names = Names(self.dice)
        blocs = [f"state-{number:02}" for number in range(min(STATES, count // 4))]
        camps = ["camp-0", "camp-1"]
        for number in range(count):
            bloc = self.dice.pick((*blocs, *camps * 4, "", ""))
            id, kind = f"actor-{number:05}", self.dice.pick(("person", "armed-group", "person"))
            name = names.person()
            if number < len(blocs):
                id, kind, bloc, name = blocs[number], "state", blocs[number], names.state()
            elif number < len(blocs) + len(camps):
                id, kind, bloc = camps[number - len(blocs)], "camp", camps[number - len(blocs)]
            camp = bloc if bloc in camps else ""
            self.actors[id] = Actor(
                id,
                kind,
                dict(name.by_language(arabic=self.dice.chance(0.6))),
                camp=camp,
                state="" if camp else bloc,
            )

    def tell(self, count: int) -> None:
        """So many ties, pair by pair; where there are enough of them every actor has one."""
        ends = Skewed(sorted(self.actors, key=lambda id: (id.startswith("actor"), id)))
        relations = [r for r in self.vocabulary.relations.values() if r.family == "tie"]
        several = Skewed(range(1, PARALLEL + 1), (60, 18, 9, 6, 4, 3))
        between: Counter[frozenset[str]] = Counter()
        alone = list(self.actors)
        while len(self.ties) < count:
            first = alone.pop() if alone else self.dice.weighted(ends)
            pair = first, self.dice.weighted(ends)
            wanted = min(self.dice.weighted(several), count - len(self.ties))
            known = between[frozenset(pair)]
            if pair[0] == pair[1] or known + wanted > PARALLEL:
                continue
            between[frozenset(pair)] += wanted
            for _ in range(wanted):
                source, target = pair if self.dice.chance(0.8) else pair[::-1]
                self.tie(source, target, self.dice.pick(relations))

    def tie(self, source: str, target: str, relation: Relation) -> None:
        """One tie with its claim, its event, and every so often a new article."""
        number = len(self.ties)
        article = f"article-{number // TOLD_IN_ONE:04}"
        date, first, last = self.date()
        if article not in self.articles:
            paper = self.dice.pick(sorted(self.actors)[:5])
            self.articles[article] = Article(
                *(article, f"Title {article}", "fr", paper, f"{first or '2019-05-11'}", "printed"),
                url=f"https://example.org/{article}",
            )
        paper = self.articles[article].publisher
        ref, status = f"{article}#claim-{number}", self.dice.weighted(STATUSES)
        roles = {"actor": (source,), "recipient": (target,)}
        start = number % TOLD_IN_ONE * 110
        self.claims[ref] = Claim(
            *(ref, article, ref, "support", "asserted", (paper,)),
            *((Passage(start, start + 90),), roles),
            date=date,
        )
        dates = (date,) if date else ()
        self.events[ref] = Event(ref, "support", status, roles, (), dates, first, last, (ref,))
        edge = Edge(
            id=f"tie/{article}/claim-{number}/{source}/{relation.key}/{target}",
            family="tie",
            source=source,
            target=target,
            relation=relation.key,
            symmetric=relation.symmetric,
            polarity=relation.polarity,
            status=status,
            date=date,
            first=first,
            last=last,
            event=ref,
            event_type="support",
            claims=(ref,),
            articles=(article,),
        )
        self.ties.append(edge)

    def date(self) -> tuple[str, str, str]:
        """A date as EDTF, with its first and last day; one in twelve has none."""
        if self.dice.chance(1 / 12):
            return "", "", ""
        month = f"{self.dice.between(2014, 2026)}-{self.dice.between(1, 12):02}"
        day = f"{month}-{self.dice.between(1, 28):02}"
        if self.dice.chance(0.1):
            return month, f"{month}-01", f"{month}-28"
        return (f"{day}/..", day, "") if self.dice.chance(0.05) else (day, day, day)


def crowd(actors: int, ties: int, vocabulary: Vocabulary) -> Records:
    """The records of a network of this size."""
    made = Crowd(vocabulary, Dice(f"crowd {actors} {ties}"))
    made.people(actors)
    made.tell(ties)
    return Records(
        actors=dict(sorted(made.actors.items())),
        places={},
        articles=dict(sorted(made.articles.items())),
        claims=dict(sorted(made.claims.items())),
        events=dict(sorted(made.events.items())),
        edges=tuple(sorted(made.ties, key=lambda edge: edge.id)),
    )
