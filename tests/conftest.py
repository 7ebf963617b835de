"""What the tests share: the vocabulary, the corpus of `seeds/`, and a graph built from it once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import settings
from libyagraph import corpus as corpus_
from libyagraph import ontology, paths, store
from libyagraph.build import Built, build
from libyagraph.model import Corpus
from libyagraph.records import Records
from libyagraph.records.load import load as load_records
from libyagraph.vocabulary import Vocabulary

from tests.support import ROOT

# No test may fail for the speed of the machine; the examples are those of `max_examples`.
settings.register_profile("libyagraph", deadline=None)
settings.load_profile("libyagraph")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The vocabulary of `ontology/`."""
    return ontology.load(paths.ontology())


@pytest.fixture(scope="session")
def corpus(vocabulary: Vocabulary) -> Corpus:
    """The corpus of `seeds/`, which must be sound."""
    return corpus_.load(paths.seeds(), vocabulary).sound()


@pytest.fixture(scope="session")
def texts() -> Path:
    """The directory of the articles' texts; they may not be redistributed, so that it may lack."""
    directory = Path(os.environ.get("LIBYAGRAPH_TEXTS", ROOT / ".." / "shared" / "articles"))
    if not directory.is_dir():
        reason = f"the articles' texts are not at {directory}; set LIBYAGRAPH_TEXTS"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return directory.resolve()


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """The npm packages of `tests/node`, which `make test` installs."""
    directory = ROOT / os.environ.get("LIBYAGRAPH_NODE", ".venv/node/node_modules")
    if not directory.is_dir():
        reason = f"no npm packages at {directory}; `make .venv/node/.installed` gets them"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return directory


@pytest.fixture(scope="session")
def w3c() -> Path:
    """The W3C's suites, which `make test` gets."""
    directory = ROOT / os.environ.get("LIBYAGRAPH_W3C", ".venv/w3c")
    if not (directory / "sparql11").is_dir():
        reason = f"no W3C suites at {directory}; `make .venv/w3c/.installed` gets them"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return directory.resolve()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The graph of `seeds/`, built once, as `build` told of it."""
    return build(None, tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="session")
def graph(built: Built) -> Path:
    """The directory of the built graph of `seeds/`."""
    return built.directory


@pytest.fixture(scope="session")
def seeds_store(graph: Path) -> Iterator[ox.Store]:
    """The store of the built graph."""
    yield store.open_read_only(graph / "store")


@pytest.fixture(scope="session")
def records(seeds_store: ox.Store, vocabulary: Vocabulary) -> Records:
    """The records of the built graph."""
    return load_records(seeds_store, vocabulary)
