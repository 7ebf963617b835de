"""What every request passes: who may ask, and what every answer carries.

In goes an ASGI application, out comes one that checks `Host` and `Origin` and the length of the
head, turns refusals into answers, adds the headers of security and keeps the access log. It knows
no addresses and no graph.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from libyagraph.errors import printable
from libyagraph.serve.reading import LONGEST_TARGET
from libyagraph.serve.refusal import Refusal, response
from libyagraph.serve.wire import LONGEST_HEAD

POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The content security policy of answers that have none of their own: nothing may run or load."""

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_MOST_FIELDS = 100


class Gate:
    """An application behind its checks."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        origins: Collection[str],
        log: Callable[[str], None],
        queries_too: bool = False,
    ) -> None:
        """Guard `app`.

        Args:
            app: what answers.
            hosts: the names, with ports, by which the server may be called; lower case.
            origins: foreign origins whose pages may ask, such as `https://example.org`.
            log: what takes the lines of the access log.
            queries_too: whether these tell what is asked, and not only where.
        """
        self._app, self._log, self._queries_too = app, log, queries_too
        self._hosts, self._origins = frozenset(hosts), frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status, size = 0, 0
        headers = Headers(scope=scope)

        async def send_more(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add(MutableHeaders(scope=message), headers.get("origin", ""))
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            self._judge(scope, headers)
            app = self._app
            if scope["method"] == "OPTIONS" and headers.get("origin") in self._origins:
                app = _preflight()
        except Refusal as refused:
            app = response(refused)
        try:
            await app(scope, receive, send_more)
        except Exception:  # an answer that says so was sent; what went wrong is for the log
            self._log(f"error: {traceback.format_exc()}")
        finally:
            took = (time.perf_counter() - begun) * 1000
            self._log(f"{_client(scope)} {self._line(scope)} {status} {size} {took:.1f}ms")

    def _judge(self, scope: Scope, headers: Headers) -> None:
        """Refuse who may not ask at all."""
        fields = scope["headers"]
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_TARGET:
            raise Refusal(414, "the address is too long; POST the query instead")
        if len(fields) > _MOST_FIELDS or sum(len(k) + len(v) for k, v in fields) > LONGEST_HEAD:
            raise Refusal(431, "the header is too long")
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            raise Refusal(400, "a request has one Host")
        if hosts[0].lower() not in self._hosts:
            raise Refusal(403, "this server is not called so; --allow-host allows a name")
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins and not _own(origin, hosts[0]):
            raise Refusal(
                403, "a page of another origin may not ask here; --allow-origin allows it"
            )
        site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
        foreign = site in ("cross-site", "same-site") and origin not in self._origins
        if foreign and not (mode == "navigate" and scope["method"] in ("GET", "HEAD")):
            raise Refusal(403, "a page of another origin may only link here")

    def _add(self, headers: MutableHeaders, origin: str) -> None:
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers.setdefault("content-security-policy", POLICY)
        if origin and origin in self._origins:
            headers["access-control-allow-origin"] = origin
            headers["cross-origin-resource-policy"] = "cross-origin"
            headers["access-control-expose-headers"] = "etag, retry-after"
            headers.add_vary_header("origin")

    def _line(self, scope: Scope) -> str:
        line = f"{scope['method']} {scope['raw_path'].decode('ascii', 'replace')}"
        if self._queries_too and scope["query_string"]:
            line += f"?{scope['query_string'].decode('ascii', 'replace')}"
        return printable(line)


def _own(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def _client(scope: Scope) -> str:
    return str((scope.get("client") or ("-",))[0])


def _preflight() -> PlainTextResponse:
    allowed = {
        "access-control-allow-methods": "GET, HEAD, POST",
        "access-control-allow-headers": "accept, content-type",
        "access-control-max-age": "600",
    }
    return PlainTextResponse("", 204, headers=allowed)
