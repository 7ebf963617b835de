"""What a server refuses: a status, and one sentence that says why.

In go errors of the program, out come refusals, and responses that tell of them. Nothing here writes
to a socket.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import PlainTextResponse

from libyagraph.errors import (
    AnswerTooLargeError,
    LibyagraphError,
    NotAcceptableError,
    QueryBusyError,
    QueryForbiddenError,
    QueryLimitError,
    QueryTooLongError,
    UsageError,
    printable,
)

RETRY = "5"
"""After how many seconds who was refused for others' sake may try again."""


class Refusal(Exception):
    """A response that is an error.

    Attributes:
        status: the HTTP status.
        headers: what goes with it.
    """

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.headers: Mapping[str, str] = {k.replace("_", "-"): v for k, v in headers.items()}


def refusal(error: LibyagraphError) -> Refusal:
    """How an error of the program is told over HTTP."""
    sentence = str(error)
    match error:
        case QueryForbiddenError():
            return Refusal(403, sentence)
        case NotAcceptableError():
            return Refusal(406, f"{sentence}, which has none of the formats that you accept")
        case QueryTooLongError() | AnswerTooLargeError():
            return Refusal(413, sentence)
        case QueryBusyError(own=True):
            return Refusal(429, sentence, retry_after=RETRY)
        case QueryLimitError():
            return Refusal(503, sentence, retry_after=RETRY)
        case UsageError():
            return Refusal(400, sentence)
    return Refusal(500, "the server can't answer this; its log says why")


def response(refused: Refusal) -> PlainTextResponse:
    """The response that tells of a refusal: its sentence as plain text, and not to be kept."""
    headers = {"cache-control": "no-store", **refused.headers}
    return PlainTextResponse(f"{printable(str(refused))}\n", refused.status, headers=headers)
