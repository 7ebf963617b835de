"""The main job: a corpus becomes one version of a graph on disk.

In goes a corpus, out comes a directory with the graph as N-Quads and TriG, the store, the page, the
GEXF and a manifest. Nothing is written where the data have problems, and never half a version.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from libyagraph import compile as compile_
from libyagraph import corpus, evidence, ontology, paths, store, versions
from libyagraph.errors import DataError, Problem
from libyagraph.export import gexf
from libyagraph.failpoints import reach
from libyagraph.layout import positions
from libyagraph.model import Corpus
from libyagraph.network import network
from libyagraph.page.render import render
from libyagraph.records import Records
from libyagraph.records.load import load as load_records
from libyagraph.style import Style
from libyagraph.vocabulary import Vocabulary

COUNTED = ("articles", "claims", "events", "actors", "ties", "lifted ties", "affiliations")
_DEPENDENCIES = ("networkx", "pyoxigraph", "pyvis", "rustworkx")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: its directory, its counts, and the warnings that did not stop it."""

    directory: Path
    counts: Mapping[str, int]
    warnings: tuple[Problem, ...]


def counts(records: Records) -> dict[str, int]:
    """The numbers that people ask for, by the names of `COUNTED`."""
    told = sum(1 for event in records.events.values() if event.status)
    numbers = (
        len(records.articles),
        len(records.claims),
        told,
        len(records.actors),
        *(len(records.of_family(family)) for family in ("tie", "lifted", "affiliation")),
    )
    return dict(zip(COUNTED, numbers, strict=True))


def build(
    path: Path | None,
    out: Path,
    *,
    texts: Path | None = None,
    step: Callable[[str], None] = lambda _: None,
) -> Built:
    """Build the corpus at `path` (the program's own by default) under `out`.

    Args:
        path: a directory of annotations, or one article.
        out: where versions are kept; the new one becomes `out/current`.
        texts: a directory with the articles' texts: verified, and quoted on the page.
        step: told of what is being done, a few words at a time.

    Raises:
        DataError: the annotations have problems; nothing was written.
        UsageError: the path holds no annotations.
        BusyError: another build is at work there.
        GraphError: the disk failed; the old version stays.
    """
    step("reading")
    directory = paths.ontology()
    vocabulary = ontology.load(directory)
    loaded = corpus.load(path, vocabulary)
    problems = list(loaded.problems)
    if texts:
        problems += evidence.verify(loaded.corpus, texts)
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        raise DataError(sorted(errors))
    made: dict[str, int] = {}

    def fill(new: Path) -> Mapping[str, object]:
        records = _write(
            new, loaded.corpus, vocabulary, ontology_directory=directory, texts=texts, step=step
        )
        made.update(counts(records))
        return _manifest(made, texts is not None)

    version_directory = versions.make(out, fill)
    return Built(version_directory, made, tuple(p for p in problems if p.level == "warning"))


def _write(
    new: Path,
    corpus_: Corpus,
    vocabulary: Vocabulary,
    *,
    ontology_directory: Path,
    texts: Path | None,
    step: Callable[[str], None],
) -> Records:
    nquads = compile_.nquads(
        corpus_, vocabulary, ontology_directory, lambda id_: step(f"writing {id_}")
    )
    (new / "graph.nq").write_bytes(nquads)
    reach("nquads")
    step("writing TriG")
    (new / "graph.trig").write_bytes(store.trig(nquads))
    reach("trig")
    step("loading the store")
    store.make(nquads, new / "store")
    reach("store")
    records = load_records(store.open_read_only(new / "store"), vocabulary)
    step("drawing")
    style, places = Style(records, vocabulary), positions(records)
    quoted = {}
    for article in corpus_.articles.values() if texts else ():
        text = evidence.read_text(article, texts) if texts else None
        if text is not None:
            quoted[article.id] = text
    page = render(records, vocabulary, texts=quoted or None, style=style)
    (new / "graph.html").write_text(page, encoding="utf-8", newline="\n")
    reach("page")
    step("writing GEXF")
    graph = network(records, vocabulary, positions=places, style=style)
    data, _ = gexf.render(graph)
    (new / "graph.gexf").write_bytes(data)
    reach("gexf")
    return records


def _manifest(made: Mapping[str, int], with_texts: bool) -> dict[str, object]:
    used = {}
    for name in _DEPENDENCIES:
        try:
            used[name] = version(name)
        except PackageNotFoundError:
            used[name] = "unknown"
    return {
        "libyagraph": version("libyagraph"),
        "counts": dict(made),
        "with": used,
        "texts": with_texts,
    }
