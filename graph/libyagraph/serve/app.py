"""The application: which address leads where.

In go the sites, out comes an ASGI application, without its gate.
"""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from libyagraph.errors import LibyagraphError
from libyagraph.serve.pages import Page, Pages
from libyagraph.serve.reading import Gone
from libyagraph.serve.refusal import Refusal, refusal, response
from libyagraph.serve.site import Sites
from libyagraph.serve.sparql import Endpoint

KINDS = (
    *("actor", "place", "article", "topic", "claim", "event", "tie"),
    *("post", "membership", "affiliation"),
)
"""The first steps of the paths of data IRIs."""


def application(sites: Sites) -> Starlette:
    """The application over the site of the moment."""
    pages = Pages(sites)
    return Starlette(
        routes=[
            Route("/sparql", Endpoint(sites)),
            Route("/", pages.explorer),
            Route("/query", pages.query_page),
            Route("/named", pages.named_queries),
            Route("/named/{name}", pages.named_query),
            Route("/names", pages.names),
            Route("/static/{name}", pages.static),
            *(_things(kind, pages.thing) for kind in KINDS),
        ],
        exception_handlers={
            HTTPException: _nowhere,
            Refusal: _refused,
            LibyagraphError: _failed,
            Gone: _left,
            Exception: _broken,  # it is raised anew, for the log
        },
    )


def _things(kind: str, page: Page) -> Route:
    """All below `/KIND/`, whose path is that of the address from KIND on."""

    async def shown(request: Request) -> Response:
        request.path_params["path"] = f"{kind}/{request.path_params['rest']}"
        return await page(request)

    return Route(f"/{kind}/{{rest:path}}", shown)


async def _nowhere(request: Request, error: Exception) -> Response:
    """What the router refuses: an address that leads nowhere, or a method that it does not take."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "GET")
        sentence = f"this address takes {allow}, not {request.method}"
        return response(Refusal(405, sentence, allow=allow))
    sentence = "there is nothing at this address; / is the beginning"
    return response(Refusal(error.status_code, sentence))


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return response(error)


async def _failed(_: Request, error: Exception) -> Response:
    assert isinstance(error, LibyagraphError)
    return response(refusal(error))


async def _broken(_: Request, __: Exception) -> Response:
    """For a mistake of the program's own."""
    return response(Refusal(500, "the server can't answer this; its log says why"))


async def _left(_: Request, error: Exception) -> Response:
    """For a client who is not there any more: nobody reads it."""
    return response(Refusal(408, "the client has gone"))
