"""A whole corpus on disk, made in one go: all of it, or nothing.

In go a number of articles, a directory and a seed, out come files. They are written beside the
directory and moved there at the end.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from math import isqrt
from pathlib import Path
from typing import cast

from libyagraph import ontology, paths

from scripts.generated.dice import Dice
from scripts.generated.heads import day_of, head
from scripts.generated.plan import Keys
from scripts.generated.prose import printed
from scripts.generated.story import Story
from scripts.generated.tongue import TONGUES
from scripts.generated.truth import Truth, as_json
from scripts.generated.world import World
from scripts.generated.writing import article_file, registry_file

_BY = "Invented by scripts/corpus.py: nobody and nothing here is real."


def default_actors(count: int) -> int:
    """How many actors a corpus of so many articles has, if nobody says otherwise."""
    return 60 + 8 * isqrt(count)


def generate(
    count: int,
    directory: Path,
    *,
    seed: int = 0,
    actors: int = 0,
    step: Callable[[int], None] = lambda _: None,
) -> None:
    """Write a corpus of `count` articles; `step` is told how many there are.

    Raises `OSError` where the disk fails; then nothing is left behind.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        new.chmod(0o755)  # mkdtemp keeps what it makes to itself
        _fill(new, count, seed, actors or default_actors(count), step)
        if directory.exists():
            directory.rmdir()  # it is empty, or this fails
        new.rename(directory)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def _fill(new: Path, count: int, seed: int, actors: int, step: Callable[[int], None]) -> None:
    world = World(ontology.load(paths.ontology()), count, str(seed), actors)
    truth = Truth(world.words, world.events)
    named: dict[str, str] = {}
    local = 0
    for folder in ("articles", "texts"):
        (new / folder).mkdir()
    for number in range(count):
        dice = Dice(f"{seed}/{number}")
        day = day_of(number, count, dice)
        what = world.types[number % len(world.types)].key
        top = head(number, day, what, registry=world.registry, ids=world.ids, dice=dice)
        world.ids.add(top.id)
        world.name_of(*top.local)
        local += len(top.local)
        claims = Story(world, top, number, dice).tell()
        world.recent.extend(claims)
        truth.add(claims)
        tongue = TONGUES[top.language]
        text = printed(claims, tongue, dice)
        first = next(iter(claims[0].roles.values()))[0]
        title = dice.pick(tongue.titles).format(
            who=world.name(first, top.language), what=world.label(claims[0], top.language)
        )
        if dice.chance(0.15):  # the order of the file means nothing
            claims = list(dice.some(claims, len(claims)))
        _write(new / "texts" / f"{top.id}.txt", text.text)
        yaml = article_file(
            top, title[0].upper() + title[1:], claims, printed=text, number=number, dice=dice
        )
        _write(new / "articles" / f"{top.id}.yaml", yaml)
        for claim in claims:
            for ids in claim.own.values():
                for id_ in ids:
                    named.setdefault(id_, top.id)
        step(number + 1)
    facts = _registry(new, world, named)
    made: Mapping[str, object] = {"made_by": "scripts/corpus.py", "seed": seed, "asked_for": count}
    counts = {
        "actors": len(world.registry.famous) + local,
        "affiliations": facts,
        "places": len(world.registry.places),
        "shared_events": len(world.events),
    }
    _write(new / "truth.json", as_json(truth, made, counts))


def _registry(new: Path, world: World, named: Mapping[str, str]) -> int:
    """Write actors, places and shared events; how many affiliations there are."""
    entries: list[Keys] = []
    facts = 0
    for actor in sorted(world.registry.famous, key=lambda actor: actor.id):
        keys: dict[str, object] = {"id": actor.id, "kind": actor.kind, "names": actor.names}
        if actor.aliases:
            keys["aliases"] = tuple(actor.aliases)
        source = f"https://example.org/{actor.id}"
        for family, found in actor.facts.items():
            keys[family] = tuple({**fact, "sources": (source,)} for fact in found)
            facts += len(found)
        keys["sources"] = (f"article:{named[actor.id]}" if actor.id in named else source,)
        entries.append({**keys, "note": actor.note} if actor.note else keys)
    _write(new / "actors.yaml", registry_file("actors", entries, _BY))
    places = sorted(world.registry.places, key=lambda place: cast("str", place["id"]))
    _write(new / "places.yaml", registry_file("places", places, _BY))
    events = [event.keys for event in world.events]
    _write(new / "events.yaml", registry_file("events", events, _BY))
    return facts


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
