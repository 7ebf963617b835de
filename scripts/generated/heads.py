"""The head of an article: who printed it, when, in which language, under which title.

In go a number and dice, out comes an `Article` without its source, which the text gives. Articles
come in episodes of a few days, so that they can take up each other.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from scripts.generated.dice import Dice
from scripts.generated.plan import Article
from scripts.generated.registry import Registry

FIRST, LAST = date(2014, 2, 3), date(2026, 1, 26)
_EPISODE = 6
_LOCAL = (
    ("unnamed-crowd", "foule (non nommée)", "collective"),
    ("group-of-onlookers", "groupe de badauds", "collective"),
    ("unnamed-officer", "officier (non nommé)", "person"),
    ("band-of-delegates", "groupe de délégués", "collective"),
)


def day_of(number: int, total: int, dice: Dice) -> date:
    """The day of publication of the nth of so many articles."""
    episode, days = number // _EPISODE, (LAST - FIRST).days
    start = days * episode // max(1, (total - 1) // _EPISODE)
    return FIRST + timedelta(days=start + 2 * (number % _EPISODE) + dice.between(0, 2))


def head(
    number: int,
    day: date,
    what: str,
    *,
    registry: Registry,
    ids: Collection[str],
    dice: Dice,
) -> Article:
    """The nth article; `what` is the word in its id, which is none of `ids`."""
    media, language = registry.media, "fr" if dice.chance(0.6) else "en"
    publisher = dice.weighted(media)
    id_ = f"{day}-{publisher.split('-')[-1]}-{what}"
    while id_ in ids:
        id_ += f"-{number}"
    keys: dict[str, object] = {"publisher": publisher}
    others = [paper for paper in dice.some(media.items, 3) if paper != publisher]
    agency = others[0] if dice.chance(0.12) else ""
    if agency:
        keys["agency"] = agency
    if dice.chance(0.07):
        keys["republished_by"] = tuple(others[1:]) or tuple(others)
    exact = not dice.chance(0.15)
    published: dict[str, object] = {"date": str(day), "basis": dice.pick(("printed", "found"))}
    if not exact:
        published["date"] = f"{day}/{day + timedelta(days=1)}"
        published["basis"] = "inferred"
        published["note"] = "After the day of which it speaks, and no later than the next."
    if dice.chance(0.4):
        published["url"] = f"https://example.org/{day:%Y/%m}/{number}"
    keys |= {"language": language, "published": published}
    if dice.chance(0.05):
        keys["note"] = "An invented article, written by a program."
    local = tuple(_local(number, dice) for _ in range(1) if dice.chance(0.2))
    return Article(id_, language, publisher, agency, day, exact, keys, local)


def _local(number: int, dice: Dice) -> dict[str, object]:
    word, french, kind = dice.pick(_LOCAL)
    names = {"fr": french, "en": word.replace("-", " ")}
    return {"id": f"{word}-{number}", "kind": kind, "names": names}
