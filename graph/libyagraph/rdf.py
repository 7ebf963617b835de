"""The graph as an rdflib `Dataset`, on the same store.

Reading goes straight to the store; SPARQL goes to a worker process with limits, so that no query
can take the caller down; writing is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.query import Result
from rdflib.term import Identifier, Node

from libyagraph.errors import UsageError
from libyagraph.names import PREFIXES
from libyagraph.query.engine import Engine


class ReadOnlyStore(OxigraphStore):
    """An rdflib store that reads from Oxigraph and asks through an `Engine`."""

    def __init__(self, store: ox.Store, engine: Engine) -> None:
        super().__init__(store=store)
        self._engine = engine

    def query(
        self,
        query: object,
        initNs: Mapping[str, Any],
        initBindings: Mapping[str, Identifier],
        queryGraph: object,
        **kwargs: object,
    ) -> Result:
        """Run SPARQL in a worker. Raises `QueryError` and `QueryLimitError` as `Engine.ask`."""
        if not isinstance(query, str) or kwargs:
            raise NotImplementedError("only queries as text, without further options")
        answer = self._engine.ask(
            query,
            bindings={str(name): term.n3() for name, term in initBindings.items()},
            prefixes={**self._namespace_for_prefix, **{k: str(v) for k, v in initNs.items()}},
            default_graph=str(queryGraph) if isinstance(queryGraph, Node) else None,
        )
        if answer.kind == "graph":
            result = Result("CONSTRUCT")
            result.graph = Graph().parse(data=answer.data, format="nt")
            return result
        if answer.kind == "boolean":
            result = Result("ASK")
            result.askAnswer = bool(json.loads(answer.data)["boolean"])
            return result
        from io import BytesIO

        return Result.parse(BytesIO(answer.data), format="json")

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise UsageError(
            "the graph can only be read; copy it into a Dataset of your own to change it"
        )

    add = addN = remove = update = add_graph = remove_graph = _refuse


def dataset(store: ox.Store, engine: Engine) -> Dataset:
    """An rdflib `Dataset` whose default graph is the union of all graphs."""
    found = Dataset(store=ReadOnlyStore(store, engine), default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found
