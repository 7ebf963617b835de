"""The body of a request, and the parameters in it or in its address.

In go a request's headers and what it sends, out come bytes or text, or a refusal: of what is too
long before it is read, of what is no UTF-8, of what is given too often.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Receive, Scope

from libyagraph.serve.refusal import Refusal

LONGEST = 256 * 1024
"""The longest body, in bytes: a query of 64 KB of which each byte is escaped, and some more."""

LONGEST_TARGET = 60 * 1024
"""The longest path with its parameters, in bytes; the parser of addresses takes no more than 64."""

_MOST_PARAMETERS = 64


class Gone(Exception):
    """The client went away before its request was whole."""


async def body(scope: Scope, receive: Receive) -> bytes:
    """The whole body of a request.

    Raises `Refusal` for one that is too long, before it is read where its length is told, and
    `Gone`.
    """
    told = Headers(scope=scope).get("content-length", "")
    if told.isdecimal() and int(told) > LONGEST:
        raise too_long()
    read = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        read += message.get("body", b"")
        if len(read) > LONGEST:
            raise too_long()
        if not message.get("more_body", False):
            return bytes(read)


def too_long() -> Refusal:
    """The refusal of a body."""
    return Refusal(413, f"the request's body is too long: at most {LONGEST} bytes")


def utf8(data: bytes, what: str) -> str:
    """Bytes as text. Raises `Refusal` where they are no UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"{what} is not UTF-8") from error


def parameters(encoded: bytes, what: str) -> dict[str, list[str]]:
    """The parameters of an address or a form, by name. Raises `Refusal`."""
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_PARAMETERS,
        )
    except UnicodeDecodeError as error:
        raise Refusal(400, f"{what} is not UTF-8 in percent encoding") from error
    except ValueError as error:
        raise Refusal(400, f"{what} has more than {_MOST_PARAMETERS} parameters") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def one(found: dict[str, list[str]], name: str, default: str = "") -> str:
    """The value of a parameter that may be given once. Raises `Refusal` where it is given twice."""
    values = found.get(name, [default])
    if len(values) > 1:
        raise Refusal(400, f"{name} is given {len(values)} times; once is enough")
    return values[0]
