"""The SPARQL endpoint: what a request asks goes to the workers, and their whole answer comes back.

In goes a request, out comes a response or a refusal. Nothing is sent before the answer is whole.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable
from typing import TypeVar

import pyoxigraph as ox
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from libyagraph.errors import NotAcceptableError, QueryTooLongError
from libyagraph.names import BASE, PREFIXES
from libyagraph.query.question import Answer, Question
from libyagraph.serve import media
from libyagraph.serve.answers import answer, tag, unchanged
from libyagraph.serve.protocol import Asked, by_address, by_body
from libyagraph.serve.reading import Gone, body
from libyagraph.serve.refusal import Refusal
from libyagraph.serve.service import description
from libyagraph.serve.site import Site, Sites

_VOLATILE = re.compile(r"(?:NOW|RAND|UUID|BNODE)\b|\\u", re.IGNORECASE)
"""What may answer otherwise the next time; an escape may hide one of these.

The engine wants no space before them: `FILTERRAND()` and `BYRAND()` are calls too.
"""

_PREFIXES = {**PREFIXES, "sd": "http://www.w3.org/ns/sparql-service-description#"}

_T = TypeVar("_T")


class Endpoint:
    """The endpoint, as an ASGI application."""

    def __init__(self, sites: Sites) -> None:
        """Ask the site of the moment."""
        self._sites = sites

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope)
        match scope["method"]:
            case "GET" | "HEAD":
                asked = by_address(scope["query_string"])
            case "POST":
                coding = headers.get("content-encoding", "identity")
                if coding.strip().lower() != "identity":
                    raise Refusal(415, "a query is posted without compression")
                sent = await body(scope, receive)
                asked = by_body(headers.get("content-type", ""), scope["query_string"], sent)
            case "OPTIONS":
                await Response(status_code=204, headers={"allow": _METHODS})(scope, receive, send)
                return
            case method:
                raise Refusal(405, f"a query is sent by GET or POST, not {method}", allow=_METHODS)
        async with self._sites.site() as site:
            if asked is None:
                response = self._described(site, Request(scope), headers)
            else:
                working = _response(site, asked, scope, headers)
                response = await attended(working, receive)
        await response(scope, receive, send)

    def _described(self, site: Site, request: Request, headers: Headers) -> Response:
        offer = media.best(headers.get("accept", ""), (*media.TRIPLES, media.HTML))
        if offer is None:
            raise NotAcceptableError("the description of this service is triples")
        if offer is media.HTML:
            return RedirectResponse("/query", 303, headers={"vary": "Accept"})
        endpoint = str(request.url.replace(query=""))
        triples = description(endpoint, site.graphs, union=site.union)
        data = serialized(triples, offer.format)
        return answer(data, offer.content_type, headers, etag=tag(site.name, endpoint, offer))


_METHODS = "GET, HEAD, POST, OPTIONS"


def serialized(triples: list[ox.Triple], format_: str) -> bytes:
    """Triples in the format of that name, one of `GRAPH_FORMATS`."""
    formats = {
        "turtle": ox.RdfFormat.TURTLE,
        "ntriples": ox.RdfFormat.N_TRIPLES,
        "rdfxml": ox.RdfFormat.RDF_XML,
        "jsonld": ox.RdfFormat.JSON_LD,
    }
    iris = {
        node.value
        for t in triples
        for node in (t.subject, t.predicate, t.object)
        if isinstance(node, ox.NamedNode)
    }
    used = {
        name: space
        for name, space in _PREFIXES.items()
        if any(iri.startswith(space) for iri in iris)
    }
    return ox.serialize(triples, format=formats[format_], prefixes=used) or b""


async def _response(site: Site, asked: Asked, scope: Scope, headers: Headers) -> Response:
    accept = headers.get("accept", "")
    rows, triples = media.best(accept, media.ROWS), media.best(accept, media.TRIPLES)
    if rows is None and triples is None:
        raise NotAcceptableError("queries answer with rows, yes or no, or triples")
    kept = scope["method"] != "POST" and not _VOLATILE.search(asked.text)
    etag = tag(site.name, asked, rows, triples) if kept else ""
    # A star stands for any answer: whether there is one is not known yet.
    if etag and "*" not in headers.get("if-none-match", "") and unchanged(headers, etag):
        return answer(b"", "", headers, etag=etag)
    question = Question(
        asked.text,
        select=rows.format if rows else "",
        graph=triples.format if triples else "",
        prefixes=PREFIXES,
        base=BASE,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
        zipped=media.zips(headers.get("accept-encoding", "")),
    )
    try:
        who, turn = client(scope)
        found = await site.pool.ask(question, client=who, turn=turn)
    except QueryTooLongError as error:
        if scope["method"] == "POST":
            raise
        raise Refusal(414, str(error)) from error
    return told(found, rows, triples, headers, etag)


def told(
    found: Answer,
    rows: media.Offer | None,
    triples: media.Offer | None,
    headers: Headers,
    etag: str,
) -> Response:
    """The response with an answer, in the media type of its kind."""
    offer = triples if found.kind == "graph" else rows
    assert offer
    return answer(found.data, offer.content_type, headers, etag=etag, already=found.zipped)


def client(scope: Scope) -> tuple[str, str]:
    """Who asks, by the address, and whose turn it takes: on this machine itself, the connection's.

    Behind one address of the loopback may be all users of a machine, or of a server before this.
    """
    host, port = scope.get("client") or ("", 0)
    local = host == "::1" or str(host).startswith("127.")
    return str(host), f"{host} {port}" if local else str(host)


async def attended(working: Awaitable[_T], receive: Receive) -> _T:
    """What is being worked on, as long as the client waits for it.

    Raises `Gone`, and ends the work, when the client has gone.
    """
    work = asyncio.ensure_future(working)
    left = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait((work, left), return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            raise Gone
        return work.result()
    finally:
        left.cancel()
        if not work.done():
            work.cancel()
            await asyncio.wait((work,))


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
