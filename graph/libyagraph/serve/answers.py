"""Answers with what caches need: entity tags, `Vary`, and compression where the client takes it.

In go bytes, out comes a response; or none of them, where the client has them already.
"""

from __future__ import annotations

import gzip
import hashlib

from starlette.datastructures import Headers
from starlette.responses import Response

from libyagraph.serve.media import zips

_WORTH_ZIPPING = 1024


def tag(*parts: object) -> str:
    """An entity tag of what an answer depends on; weak, since it may be compressed or not."""
    digest = hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()
    return f'W/"{digest[:24]}"'


def unchanged(headers: Headers, etag: str) -> bool:
    """Whether the client has what this tag stands for."""
    told = headers.get("if-none-match", "").split(",", 64)
    known = {one.strip().removeprefix("W/") for one in told}
    return "*" in known or etag.removeprefix("W/") in known


def answer(
    data: bytes,
    content_type: str,
    headers: Headers,
    *,
    etag: str = "",
    vary: str = "Accept, Accept-Encoding",
    policy: str = "",
    zipped: bytes | None = None,
    already: bool = False,
) -> Response:
    """A response that can be kept, and asked after by its tag.

    Args:
        data: its body.
        content_type: the media type of the body.
        headers: those of the request.
        etag: its entity tag; without one it may not be kept.
        vary: which headers of the request it depends on.
        policy: its content security policy, where it is a page.
        zipped: the body by gzip, where that is at hand.
        already: whether `data` is compressed itself.
    """
    if etag and unchanged(headers, etag):
        response = Response(status_code=304)
    else:
        if not already and len(data) >= _WORTH_ZIPPING and zips(headers.get("accept-encoding", "")):
            data, already = zipped or gzip.compress(data, 5, mtime=0), True
        response = Response(data)
        response.headers["content-type"] = content_type
        if already:
            response.headers["content-encoding"] = "gzip"
    response.headers["vary"] = vary
    response.headers["cache-control"] = "no-cache" if etag else "no-store"
    if etag:
        response.headers["etag"] = etag
    if policy:
        response.headers["content-security-policy"] = policy
    return response
