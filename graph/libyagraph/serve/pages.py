"""Everything but SPARQL: the drawing, the query page, named queries, the pages of things.

In go requests, out come responses. What takes long is made in a thread.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from libyagraph.errors import NotAcceptableError
from libyagraph.names import PREFIXES
from libyagraph.query import named
from libyagraph.query.question import Question
from libyagraph.serve import console, media
from libyagraph.serve.answers import answer, tag
from libyagraph.serve.reading import one, parameters
from libyagraph.serve.refusal import Refusal
from libyagraph.serve.site import Site, Sites
from libyagraph.serve.sparql import attended, client, serialized, told

Page = Callable[[Request], Awaitable[Response]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The content security policy of pages that have no script and no style of their own."""

_LANGUAGES = ("fr", "en", "ar")
_LIFTS = {"true": True, "1": True, "on": True, "false": False, "0": False}
_TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


class Pages:
    """The pages of a site."""

    def __init__(self, sites: Sites) -> None:
        """Show the site of the moment."""
        self._sites = sites

    async def explorer(self, request: Request) -> Response:
        """`/`: the drawing; files of RDF have none, and lead to the query page.

        The page keeps its language, as all of its state, behind `#`, which no server sees.
        """
        language, asked = _language(request)
        if asked:
            return RedirectResponse(f"/#lang={language}", 303)
        async with self._sites.site() as site:
            page = site.explorer
            if page is None:
                return RedirectResponse("/query", 303)
            etag = tag(site.name, "explorer")
            return answer(
                page.data,
                media.HTML.content_type,
                request.headers,
                etag=etag,
                vary="Accept-Encoding",
                policy=page.policy,
                zipped=page.zipped,
            )

    async def query_page(self, request: Request) -> Response:
        """`/query`: the page to ask from."""
        language, _ = _language(request)
        async with self._sites.site() as site:
            queries = console.offered() if site.graph else []
            text = await site.make(lambda: console.page(language, queries, PREFIXES))
            return _page(text, request, tag(site.name, "query", text))

    async def named_queries(self, request: Request) -> Response:
        """`/named`: what named queries there are."""
        async with self._sites.site() as site:
            return await _json(lambda: console.offered() if site.graph else [], request, site)

    async def names(self, request: Request) -> Response:
        """`/names`: what actors and articles are called."""
        async with self._sites.site() as site:
            return await _json(lambda: site.names, request, site)

    async def named_query(self, request: Request) -> Response:
        """`/named/NAME`: the answer of a named query; `/named/NAME.rq`: its SPARQL."""
        name = request.path_params["name"]
        wanted = name.removesuffix(".rq")
        values = _values(request)
        async with self._sites.site() as site:
            if site.graph is None or wanted not in named.named():
                raise Refusal(404, f"there is no query {wanted[:80]} here; /named lists them")
            lift = _LIFTS.get(values.pop("lift", "false"))
            if lift is None:
                raise Refusal(400, "lift is true or false")
            fill = partial(site.graph.text_of, wanted, values, lift=lift)
            text = await site.make(fill)
            if name != wanted:
                plain = "application/sparql-query; charset=utf-8"
                return answer(text.encode("utf-8"), plain, request.headers, etag=tag(text))
            offer = media.best(request.headers.get("accept", ""), media.ROWS)
            if offer is None:
                raise NotAcceptableError("named queries answer with rows")
            question = Question(
                text,
                select=offer.format,
                zipped=media.zips(request.headers.get("accept-encoding", "")),
            )
            who, turn = client(request.scope)
            asking = site.pool.ask(question, client=who, turn=turn)
            found = await attended(asking, request.receive)
            return told(found, offer, None, request.headers, tag(site.name, text, offer))

    async def thing(self, request: Request) -> Response:
        """A data IRI: a page for people, triples for programs."""
        path = request.path_params["path"]
        offer = media.best(request.headers.get("accept", ""), (media.HTML, *media.TRIPLES))
        if offer is None:
            raise NotAcceptableError("this is a page, or triples")
        language, kept = _language(request)
        part = _number(request, "part")
        etag_parts = (path, offer, language, kept, part)
        async with self._sites.site() as site:
            make = partial(_thing, site, path, offer, language=language, kept=kept, part=part)
            data = await site.make(make)
            if data is None:
                what = "says nothing" if part == 1 else f"has no part {part}"
                raise Refusal(404, f"the graph {what} of {path[:200]}")
            etag = tag(site.name, *etag_parts)
            vary = "Accept, Accept-Encoding, Accept-Language"
            policy = POLICY if offer is media.HTML else ""
            told_ = partial(answer, data, offer.content_type, request.headers, etag=etag)
            # There may be megabytes to compress.
            response = await site.make(partial(told_, vary=vary, policy=policy))
            others = (o for o in media.TRIPLES[:4] if o is not offer)
            here = quote(request.url.path)
            links = ", ".join(f'<{here}>; rel="alternate"; type="{o.type}"' for o in others)
            response.headers["link"] = links
            return response

    async def static(self, request: Request) -> Response:
        """`/static/NAME`: a style sheet or script of these pages."""
        name = request.path_params["name"]
        async with self._sites.site() as site:
            text = await site.make(lambda: static(name))
        if text is None:
            raise Refusal(404, "there is no such file here")
        data = text.encode("utf-8")
        type_ = _TYPES[name.rpartition(".")[2]]
        return answer(data, type_, request.headers, etag=tag(data), vary="Accept-Encoding")


def static(name: str) -> str | None:
    """The text of a file of the pages; None where there is none of that name."""
    if name == "things.css":
        from importlib import resources

        folder = resources.files("libyagraph.serve") / "static"
        return (folder / name).read_text(encoding="utf-8")
    return console.static(name)


def _thing(
    site: Site, path: str, offer: media.Offer, *, language: str, kept: bool, part: int
) -> bytes | None:
    from libyagraph.serve.things import description

    if site.graph is None or site.things is None:
        return None
    if offer is media.HTML:
        page = site.things.page(path, language=language, part=part, kept=kept)
        return None if page is None else page.encode("utf-8")
    triples = description(path, site.graph.store)
    return serialized(triples, offer.format) if triples else None


def _page(text: str, request: Request, etag: str) -> Response:
    return answer(
        text.encode("utf-8"),
        media.HTML.content_type,
        request.headers,
        etag=etag,
        vary="Accept-Encoding, Accept-Language",
        policy=POLICY,
    )


async def _json(value: Callable[[], object], request: Request, site: Site) -> Response:
    """A value as JSON; with thousands of articles, writing and compressing it takes a while."""

    def make() -> Response:
        data = bytes(JSONResponse(value()).body)
        return answer(data, "application/json", request.headers, etag=tag(site.name, data))

    return await site.make(make)


def _values(request: Request) -> dict[str, str]:
    found = parameters(request.scope["query_string"], "the address")
    return {name: one(found, name) for name in found}


def _language(request: Request) -> tuple[str, bool]:
    """The language of a page, and whether it was asked for in the address."""
    asked = _values(request).get("lang", "")
    if asked:
        if asked not in _LANGUAGES:
            raise Refusal(400, f"there are pages in {', '.join(_LANGUAGES)}, not {asked[:20]}")
        return asked, True
    offers = [media.Offer(f"{language}/*", language) for language in _LANGUAGES]
    wanted = request.headers.get("accept-language", "")
    ranges = ",".join(_as_range(part) for part in wanted.split(",", 64)[:64])
    found = media.best(ranges, offers)
    return (found.format if found else _LANGUAGES[0]), False


def _as_range(part: str) -> str:
    name, sign, quality = part.partition(";")
    language = name.strip().partition("-")[0]
    return f"{language}/*{sign}{quality}"


def _number(request: Request, name: str) -> int:
    value = _values(request).get(name, "1")
    if not value.isdecimal() or len(value) > 6:
        raise Refusal(400, f"{name} is a number")
    return int(value)
