"""The interactive page: one HTML file that works offline.

In go the records of a graph, its vocabulary and, where they are at hand, the texts of the articles;
out comes the whole page as one string, the same for the same input. Nothing is written to disk, and
no data is ever put into the page as markup.
"""

from __future__ import annotations

from libyagraph.page.render import render
from libyagraph.page.subset import TOO_MANY, Opening, opening

__all__ = ["TOO_MANY", "Opening", "opening", "render"]
