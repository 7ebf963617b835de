"""A knowledge graph of the actors of a conflict; every edge opens down to the words that say so.

>>> import libyagraph
>>> libyagraph.__version__
'0.1.0'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from libyagraph.api import Graph, open_data, open_graph

__version__ = "0.1.0"

__all__ = ["Graph", "__version__", "open_data", "open_graph"]


def __getattr__(name: str) -> Any:
    """Import the Python API when it is first asked for, so that the command line starts fast."""
    if name in ("Graph", "open_data", "open_graph"):
        from libyagraph import api

        return getattr(api, name)
    raise AttributeError(f"module 'libyagraph' has no attribute {name!r}")
