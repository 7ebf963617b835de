"""Which roles an event type takes and needs, as JSON Schema.

In goes the vocabulary, out come conditions on a mapping that has a `type`: types with the same
roles share one. Which kinds of actors a role takes is for `check` to say, who knows the actors.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable

from libyagraph.resolve import PARTIES
from libyagraph.schema.forms import Json, Schema
from libyagraph.vocabulary import EventType, Vocabulary

_ONE, _OTHER, _LOOSE = PARTIES


def taken(vocabulary: Vocabulary) -> Schema:
    """No role that the type does not take."""

    def rule(type_: EventType) -> Schema:
        others = [role for role in vocabulary.roles if role not in type_.roles]
        if not others:
            return {}
        order = [*PARTIES, *(role for role in vocabulary.roles if role not in PARTIES)]
        message = f"this type takes {_listed(role for role in order if role in type_.roles)}"
        return {"properties": dict.fromkeys(others, False), "errorMessage": message}

    return _by_type(vocabulary, rule)


def needed(vocabulary: Vocabulary) -> Schema:
    """Every role that the type needs, and as many parties."""

    def rule(type_: EventType) -> Schema:
        required: Schema = {"required": list(type_.required)} if type_.required else {}
        return {**required, **_parties(type_.least_parties)}

    return _by_type(vocabulary, rule)


def _by_type(vocabulary: Vocabulary, rule: Callable[[EventType], Schema]) -> Schema:
    groups: dict[str, list[str]] = defaultdict(list)
    rules = {key: rule(type_) for key, type_ in vocabulary.event_types.items()}
    for key, found in rules.items():
        groups[json.dumps(found)].append(key)
    conditions: list[Json] = []
    for keys in groups.values():
        if then := rules[keys[0]]:
            # A pattern and no list: what servers show over a type is the one list of all types.
            type_key: Schema = {"type": "string", "pattern": f"^(?:{'|'.join(keys)})$"}
            condition: Schema = {"properties": {"type": type_key}, "required": ["type"]}
            conditions.append({"if": condition, "then": then})
    return {"allOf": conditions} if conditions else {}


def _parties(least: int) -> Schema:
    """At least so many parties: each side is one, and so is each of the participants."""
    if least < 1:
        return {}
    need = "two sides (actor and recipient), or participants" if least > 1 else "a party"
    message = f"this type needs {need}"
    side: Schema = {"anyOf": [{"required": [_ONE]}, {"required": [_OTHER]}]}
    found = _when(side, _loose(least - 1, message), _loose(least, message))
    both: Schema = {"required": [_ONE, _OTHER]}
    return _when(both, _loose(least - 2, message), found) if least > 1 else found


def _when(condition: Schema, then: Schema, otherwise: Schema) -> Schema:
    return {"if": condition, **({"then": then} if then else {}), "else": otherwise}


def _loose(least: int, message: str) -> Schema:
    """At least so many participants."""
    if least < 1:
        return {}
    found: Schema = {"required": [_LOOSE], "errorMessage": message}
    if least > 1:
        several: Schema = {"type": ["array"], "minItems": least, "errorMessage": message}
        found["properties"] = {_LOOSE: {**several, "doNotSuggest": True}}
    return found


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
