"""The graph as an rdflib `Dataset`, on the same store.

Reading goes straight to the store; SPARQL goes to a worker process with limits, so that no query
can take the caller down; writing is refused.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Mapping
from io import BytesIO
from typing import Any, NoReturn

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.query import Result
from rdflib.term import Identifier, Literal, Node, URIRef

from libyagraph import quads
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
        if not isinstance(query, str) or kwargs:  # rdflib would run it itself, without limits
            raise UsageError("graph.rdf takes queries as text, without further options")
        answer = self._engine.ask(
            query,
            bindings={str(name): _term(value) for name, value in initBindings.items()},
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
        return Result.parse(BytesIO(answer.data), format="json")

    def triples(
        self, triple_pattern: Any, context: Graph | None = None
    ) -> Iterator[tuple[Any, Iterator[Graph | None]]]:
        """Those that fit, of a graph; or of all graphs, each once, with the graphs that say it."""
        if context is not None:
            yield from super().triples(triple_pattern, context)
            return
        for triple, _ in super().triples(
            triple_pattern, Graph(identifier=DATASET_DEFAULT_GRAPH_ID)
        ):
            yield triple, self.contexts(triple)

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """The named graphs, or those that say a triple."""
        for graph in super().contexts(triple):
            if graph.identifier != DATASET_DEFAULT_GRAPH_ID:
                yield graph

    def __len__(self, context: Graph | None = None) -> int:
        """The number of triples, of a graph or of all graphs as one."""
        if context is None:  # not `or`: an empty graph is false
            context = Graph(identifier=DATASET_DEFAULT_GRAPH_ID)
        return super().__len__(context)

    def add_graph(self, graph: Graph) -> None:
        """Nothing: rdflib calls it for any graph that it is asked for."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise UsageError(
            "the graph can only be read; copy it into a Dataset of your own to change it"
        )

    add = addN = remove = update = remove_graph = _refuse


def _term(value: Identifier) -> str:
    """A term in N-Triples syntax. Raises `UsageError` for a blank node or a variable."""
    if isinstance(value, URIRef):
        return quads.iri(str(value))
    if isinstance(value, Literal):
        if value.datatype:
            return quads.typed(str(value), str(value.datatype))
        return quads.text(str(value), value.language or "")
    raise UsageError(f"{value!r} can't be bound: only IRIs and literals")


class _ReadOnlyDataset(Dataset):
    """A dataset whose queries always go to the worker."""

    def query(self, query_object: Any, *args: Any, **options: Any) -> Result:
        """As rdflib's. Raises `UsageError` where rdflib's own engine is asked for."""
        if not options.pop("use_store_provided", True):
            raise UsageError(
                "graph.rdf asks its own engine; use_store_provided can't be turned off"
            )
        return super().query(query_object, *args, **options)


def dataset(store: ox.Store, engine: Engine) -> Dataset:
    """An rdflib `Dataset` whose default graph is the union of all graphs."""
    found = _ReadOnlyDataset(store=ReadOnlyStore(store, engine), default_union=True)
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found
