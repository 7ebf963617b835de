"""The page on which the graph is asked: named queries as forms, an editor, results, their network.

In go a language, the named queries and a graph, out come HTML, plain values for JSON, and the texts
of the files that the page loads. It opens no socket and runs no query: `serve` hands these out, and
the page's scripts ask the server.
"""

from libyagraph.serve.console.assets import static
from libyagraph.serve.console.names import names
from libyagraph.serve.console.offered import Offered, offered
from libyagraph.serve.console.page import page

__all__ = ["Offered", "names", "offered", "page", "static"]
