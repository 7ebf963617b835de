"""One article, or the registry, as N-Quads: a pure function of the model.

In goes an article with the corpus that its references point into, out come the lines of its named
graph. Statuses and ties are for `derive`.
"""

from __future__ import annotations

from libyagraph.write.article import article
from libyagraph.write.registry import affiliation_iri, registry

__all__ = ["affiliation_iri", "article", "registry"]
