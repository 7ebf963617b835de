"""An invented network of any size as RDF: what exports are measured and tested on.

In go a number of actors and of ties and a seed, out come N-Quads with the ontology: actors of all
kinds, and ties of all relations and statuses, up to six of them between two actors, with dates of
every form that EDTF allows. The same numbers give the same bytes.
"""

from __future__ import annotations

from random import Random

import pyoxigraph as ox
from libyagraph import edtf, names, ontology, paths
from libyagraph.names import GRAPH_DERIVED, GRAPH_REGISTRY, LG, RDFS, XSD
from libyagraph.quads import Quads, boolean, date, integer, iri, text, typed
from libyagraph.store import fill
from libyagraph.vocabulary import Vocabulary

PARALLEL = 6
DATES = (
    "2019-04-04",
    "2020-01",
    "2016",
    "201X",
    "20XX",
    "2018-21",
    "2015-XX-XX",
    "2017-03-XX",
    "2016-11-30?",
    "2020-01-05~",
    "2020-02%",
    "2019-05-09T15:30:00Z",
    "2019-04-04/..",
    "../2021-06",
    "2014-05/2016-02-11",
    "/2018-01-01",
    "2013-12-31/",
    "-0044-03-15",
    "0000",
    "Y170000002",
    "-0500/2011",
    "",
)
"""Every form of levels 0 and 1, and no date."""


def nquads(actors: int, ties: int, seed: int = 0) -> bytes:
    """The network as N-Quads, the ontology included.

    Raises `ValueError` where so few actors have no room for so many ties.
    """
    if ties > actors * (actors - 1) // 2:
        raise ValueError(f"{ties} ties are too many for {actors} actors")
    directory = paths.ontology()
    vocabulary = ontology.load(directory)
    dice = Random(seed)
    ids = [f"actor-{number:05}" for number in range(actors)]
    lines = [*ontology.nquads(directory), *_registry(ids, vocabulary, dice)]
    lines += _derived(ids, ties, vocabulary, dice)
    return ("\n".join(lines) + "\n").encode()


def store(actors: int, ties: int, seed: int = 0) -> ox.Store:
    """The network as a store in memory."""
    made = ox.Store()
    fill(made, nquads(actors, ties, seed))
    return made


def _registry(ids: list[str], vocabulary: Vocabulary, dice: Random) -> list[str]:
    quads = Quads(GRAPH_REGISTRY)
    kinds = [kind.iri for kind in vocabulary.kinds.values()]
    for number, id in enumerate(ids):
        subject = names.actor(id)
        quads.type(subject, dice.choice(kinds))
        labels = (text(f"Acteur n° {number}", "fr"), text(f"Actor no. {number}", "en"))
        quads.add(subject, RDFS + "label", *labels, text(f"فاعل {number}", "ar"))
    return quads.lines


def _derived(ids: list[str], count: int, vocabulary: Vocabulary, dice: Random) -> list[str]:
    quads = Quads(GRAPH_DERIVED)
    relations = [r for r in vocabulary.relations.values() if r.family == "tie"]
    statuses = list(vocabulary.statuses.values())
    types = list(vocabulary.event_types.values())
    made = 0
    joined: set[frozenset[str]] = set()
    while made < count:
        start, end = dice.sample(ids, 2)
        if frozenset((start, end)) in joined:
            continue
        joined.add(frozenset((start, end)))
        few = dice.sample(relations, 2)
        for _ in range(min(dice.randint(1, PARALLEL), count - made)):
            made += 1
            ends = (start, end) if dice.random() < 0.8 else (end, start)
            relation, status = dice.choice(few), dice.choice(statuses)
            ref = f"article-{made % 997:03}#claim-{made}"
            event, claim = names.event(ref), names.claim(ref)
            tie = f"{names.BASE}tie/{ref.replace('#', '/')}/{ends[0]}/{relation.key}/{ends[1]}"
            quads.type(event, dice.choice(types).iri)
            quads.type(claim, LG + "Claim")
            quads.say(claim, "inArticle", iri(names.article(ref.partition("#")[0])))
            quads.say(claim, "describes", iri(event))
            quads.type(tie, LG + "Tie")
            quads.say(tie, "from", iri(names.actor(ends[0])))
            quads.say(tie, "to", iri(names.actor(ends[1])))
            quads.say(tie, "relation", iri(relation.iri))
            quads.say(tie, "symmetric", boolean(relation.symmetric))
            quads.say(tie, "ofEvent", iri(event))
            quads.say(tie, "basedOn", iri(claim))
            quads.say(tie, "sources", integer(dice.randint(1, 4)))
            quads.say(tie, "status", iri(status.iri))
            if status.key in ("contested", "denied"):
                quads.say(tie, "deniedBy", iri(names.actor(dice.choice(ids))))
            _dated(quads, tie, dice.choice(DATES))
    return quads.lines


def _dated(quads: Quads, tie: str, when: str) -> None:
    if when:
        found = edtf.parse(when)
        quads.say(tie, "date", date(found))
        for name, day in (("first", found.first), ("last", found.last)):
            if day:
                quads.say(tie, name, typed(edtf.iso(day), XSD + "date"))
