"""Writes docs/ontology.md, the reference of the vocabulary, from `ontology/*.ttl`.

In goes the vocabulary, out comes Markdown: kinds, event types with their roles, ties and codes,
relations, roles, answers, modalities, statuses, outcomes and topics, in English with the French
labels. With `--check` nothing is written: exit code 1 says that the page is stale.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from libyagraph import ontology, paths
from libyagraph.vocabulary import EventType, Relation, Term, TieRule, Vocabulary

COMMAND = ".venv/bin/python scripts/reference.py"
TARGET = Path(__file__).resolve().parents[1] / "docs" / "ontology.md"

INTRO = """\
# Ontology reference

What annotations can say: every word of the annotation language that the ontology declares, with
its meaning. The same words are the local names of `lg:` terms in RDF and SPARQL, where classes are
written in camel case (`troop-support` is `lg:TroopSupport`). [annotating.md](annotating.md) says
how the words are used, [architecture.md](architecture.md) what becomes of them.

An event type is added in Turtle alone: see CONTRIBUTING.md.
"""

EVENTS = """\
A role in bold must be there. *Two sides, or participants* means an `actor` and a `recipient`, or
several `participants`. Any kind of actor may have a role, but for the kinds named. A tie with an
arrow goes from the first to the
second; one with a dash holds both ways, and joins `participants` with each other and with the
sides. A type inherits what it does not say itself from the type that it is a kind of.

PLOVER and CAMEO are the code books of political event data; the quad class says whether an event
is verbal or material, cooperation or conflict; UCDP is the code of the External Support data."""

RELATIONS = """\
Polarity is +1 for friendly, 0 for neutral, −1 for hostile. A query for a relation covers those
below it: who `supports` covers who `aids`."""

EVENT_HEAD = ("type", "French", "kind of", "meaning", "roles", "ties", "codes", "quad class")
RELATION_HEAD = ("relation", "English", "French", "below", "polarity", "both ways", "meaning")


def page(vocabulary: Vocabulary) -> str:
    """The whole page."""
    heading = f"<!-- Made by `{COMMAND}` from ontology/*.ttl: change those, not this page. -->\n"
    return heading + INTRO + "".join(_sections(vocabulary))


def _sections(words: Vocabulary) -> Iterator[str]:
    kinds = (
        (_code(k.key), *_labels(k), k.shape, "yes" if k.final else "", _meaning(k))
        for k in words.kinds.values()
    )
    about = ("kind", "English", "French", "drawn as", "lifting stops", "meaning")
    yield _section("Kinds of actors", _table(about, kinds))
    yield _section("Kinds of places", _plain("kind", words.place_kinds))
    events = (_event(event, words) for event in words.event_types.values())
    yield _section("Event types", EVENTS, _table(EVENT_HEAD, events))
    yield _section("Roles", _plain("key", words.roles))
    for family, title in (
        ("tie", "Relations of ties"),
        ("affiliation", "Relations of the registry"),
    ):
        found = (_relation(r) for r in words.relations.values() if r.family == family)
        intro = (RELATIONS,) if family == "tie" else ()
        yield _section(title, *intro, _table(RELATION_HEAD, found))
    yield _section("Answers", _plain("key", words.links))
    yield _section("Modalities of a claim", _plain("modality", words.modalities))
    yield _section("Statuses of events and ties", _plain("status", words.statuses))
    yield _section("Outcomes", _plain("outcome", words.outcomes))
    yield _section("Topics", _plain("topic", words.topics))


def _section(title: str, *parts: str) -> str:
    return "\n" + "\n\n".join((f"## {title}", *(part.rstrip("\n") for part in parts))) + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = (head, ("---",) * len(head), *rows)
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def _plain(what: str, terms: Mapping[str, Term]) -> str:
    rows = ((_code(term.key), *_labels(term), _meaning(term)) for term in terms.values())
    return _table((what, "English", "French", "meaning"), rows)


def _code(*keys: str) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _labels(term: Term) -> tuple[str, str]:
    return term.label("en"), term.label("fr")


def _meaning(term: Term) -> str:
    return term.definitions.get("en", "")


def _relation(relation: Relation) -> tuple[str, ...]:
    polarity = {1: "+1", 0: "0", -1: "−1"}[relation.polarity]
    both = "yes" if relation.symmetric else ""
    below = _code(*relation.parents[:1])
    return _code(relation.key), *_labels(relation), below, polarity, both, _meaning(relation)


def _event(event: EventType, words: Vocabulary) -> tuple[str, ...]:
    plover = f"PLOVER {event.plover}" + (f"/{event.plover_mode}" if event.plover_mode else "")
    codes = (
        plover if event.plover else "",
        f"CAMEO {event.cameo}" if event.cameo else "",
        f"UCDP {event.ucdp}" if event.ucdp else "",
    )
    return (
        _code(event.key),
        event.label("fr"),
        _code(*event.parents[:1]),
        _meaning(event),
        _roles(event, words),
        "; ".join(map(_tie, event.rules)),
        "; ".join(filter(None, codes)),
        event.quad_class,
    )


def _roles(event: EventType, words: Vocabulary) -> str:
    parts = [
        ", ".join(
            f"**{_code(role)}**" if role in event.required else _code(role) for role in event.roles
        )
    ]
    if event.least_parties:
        parts.append("two sides, or participants" if event.least_parties > 1 else "one at least")
    for role, kinds in event.limits.items():
        barred = sorted(words.kinds.keys() - kinds)
        parts.append(f"no {', '.join(barred)} as {_code(role)}")
    return "; ".join(parts)


def _tie(rule: TieRule) -> str:
    end = f"author of what it {rule.through}" if rule.through else rule.to_role
    return f"{rule.from_role} {'—' if rule.symmetric else '→'} {end}: {_code(rule.relation)}"


def main() -> int:
    """Write the page, or say whether it is stale."""
    parser = argparse.ArgumentParser(description="Write docs/ontology.md from ontology/*.ttl.")
    parser.add_argument("--check", action="store_true", help="only say whether it is stale")
    checked = parser.parse_args().check
    made = page(ontology.load(paths.ontology()))
    if not checked:
        TARGET.write_text(made, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == made:
        return 0
    print(f"docs/ontology.md is stale; make it anew with {COMMAND}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
