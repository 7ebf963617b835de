"""Graphs for the tests of the pages of things, and a small server that shows them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pyoxigraph as ox
from libyagraph import compile as compile_
from libyagraph import corpus, ontology, paths
from libyagraph.records import Records
from libyagraph.records.load import load as load_records
from libyagraph.serve.things import Things
from libyagraph.vocabulary import Vocabulary

from tests.support import store_of

POLICY = "; ".join(
    (
        *("default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:"),
        *("connect-src 'self'", "base-uri 'none'", "form-action 'self'"),
    )
)
"""A policy without anything in-line, as a server would send it."""


@dataclass(frozen=True)
class Opened:
    """What pages are made from."""

    records: Records
    vocabulary: Vocabulary
    store: ox.Store


def compiled(directory: Path) -> Opened:
    """The graph of a sound corpus, in memory, with the ontology of the project."""
    vocabulary = ontology.load(paths.ontology())
    sound = corpus.load(directory, vocabulary).sound()
    store = store_of(compile_.nquads(sound, vocabulary, paths.ontology()))
    return Opened(load_records(store, vocabulary), vocabulary, store)


@contextmanager
def served(things: Things) -> Iterator[str]:
    """The address of a server of pages on loopback, until the end of the block."""
    style = files("libyagraph.serve").joinpath("static/things.css").read_bytes()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: tests say themselves what went wrong."""

        def do_GET(self) -> None:
            """A page, or its style sheet."""
            address = urlsplit(self.path)
            language = parse_qs(address.query).get("lang", ["en"])[0]
            part = int(parse_qs(address.query).get("part", ["1"])[0])
            media, found = "text/css", style
            if address.path != "/static/things.css":
                path = unquote(address.path)[1:]
                html = things.page(path, language=language, part=part) or ""
                media, found = "text/html; charset=utf-8", html.encode()
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", media)
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
