"""A corpus from its files: in any layout, known by their keys, with or without a registry."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from libyagraph import compile as compile_
from libyagraph import corpus, paths
from libyagraph.errors import DataError, UsageError
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary

from tests.support import VALID, article, told, write_corpus

SUPPORT = told("a", "support", actor="alpha", recipient="beta")
OF_THE_SEEDS = article(
    [told("a", "support", actor="egypt", recipient="khalifa-haftar")], publisher="rfi"
)


def test_the_layout_of_a_corpus_does_not_matter(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """The same files in other directories, under other names, are the same corpus."""
    one = shutil.copytree(VALID, tmp_path / "one")
    other = tmp_path / "other"
    (other / "deep" / "er").mkdir(parents=True)
    for path in one.glob("*.yaml"):
        name = path.name if path.stem in ("every-construct", "second") else f"x-{path.stem}.yml"
        shutil.copy(path, other / ("deep/er" if "c" in path.name else ".") / name)
    assert corpus.load(other, vocabulary).sound() == corpus.load(one, vocabulary).sound()


def test_tables_are_sorted_whatever_the_order_of_files(corpus: Corpus) -> None:
    """Actors, places, events and articles come in the order of their ids."""
    for table in (corpus.actors, corpus.places, corpus.events, corpus.articles):
        assert list(table) == sorted(table)


def test_hidden_and_built_directories_are_left_out(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """What editors, git and builds leave is no annotation."""
    root = write_corpus(tmp_path, claims=[SUPPORT])
    for name in (".git", "build"):
        (root / name).mkdir()
        (root / name / "bad.yaml").write_text("a: [", encoding="utf-8")
    assert corpus.load(root, vocabulary).errors == ()


def test_what_does_not_exist_is_wrong_use(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A path that leads nowhere, or to no annotations, is told apart from bad data."""
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(UsageError):
            corpus.load(path, vocabulary)


def test_unsound_data_raise_with_all_problems(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """`sound()` gives the corpus, or a `DataError` that lists every error."""
    root = write_corpus(tmp_path, claims=[{**SUPPORT, "actor": "alfa", "place": "cost"}])
    with pytest.raises(DataError) as caught:
        corpus.load(root, vocabulary).sound()
    assert len(caught.value.problems) == 2
    assert caught.value.exit_code == 1


def test_articles_without_a_registry_use_that_of_the_program(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Whoever annotates one article needs no registry; no article of the program comes with it."""
    write_corpus(tmp_path / "x", articles={"mine": OF_THE_SEEDS})
    (tmp_path / "mine").mkdir()
    shutil.copy(tmp_path / "x" / "mine.yaml", tmp_path / "mine" / "mine.yaml")
    for path in (tmp_path / "mine", tmp_path / "mine" / "mine.yaml"):
        found = corpus.load(path, vocabulary)
        assert found.errors == ()
        assert list(found.corpus.articles) == ["mine"]
        assert "khalifa-haftar" in found.corpus.actors


def test_a_local_actor_is_no_registry(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """An article that declares an actor of its own still knows those of the program."""
    local = {"id": "bystander", "kind": "collective", "names": {"en": "bystander"}}
    write_corpus(tmp_path / "x", articles={"mine": {**OF_THE_SEEDS, "actors": [local]}})
    (tmp_path / "mine").mkdir()
    shutil.copy(tmp_path / "x" / "mine.yaml", tmp_path / "mine" / "mine.yaml")
    for path in (tmp_path / "mine", tmp_path / "mine" / "mine.yaml"):
        assert [str(problem) for problem in corpus.load(path, vocabulary).errors] == []


@pytest.mark.parametrize("name", ["first.yaml", "articles/first.yaml"])
def test_one_article_is_read_with_the_registry_around_it(
    name: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Given a file, the actors beside or above it are used, and only its own problems are told."""
    other = article([{**SUPPORT, "actor": "alfa"}])
    root = write_corpus(tmp_path / "c", articles={"first": article([SUPPORT]), "other": other})
    path = root / name
    path.parent.mkdir(exist_ok=True)
    if path.parent != root:
        shutil.move(root / "first.yaml", path)
    found = corpus.load(path, vocabulary)
    assert found.errors == ()
    assert {problem.file for problem in found.problems} <= {str(path)}
    assert list(found.corpus.articles) == ["first"]
    assert "khalifa-haftar" not in found.corpus.actors


@pytest.mark.parametrize("broken", ["registry", "neighbour"])
def test_one_article_beside_broken_files_is_not_called_sound_and_then_crashes(
    broken: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """What is sound can be compiled: errors elsewhere are told, or do no harm."""
    neighbour = article([{**SUPPORT, "actor": "alfa", "type": "supprt"}])
    articles = {"first": article([SUPPORT])}
    root = write_corpus(
        tmp_path, articles={**articles, "other": neighbour} if broken == "neighbour" else articles
    )
    if broken == "registry":
        (root / "actors.yaml").write_text("actors: [", encoding="utf-8")
    try:
        sound = corpus.load(root / "first.yaml", vocabulary).sound()
    except DataError:
        return
    nquads = compile_.nquads(sound, vocabulary, paths.ontology())
    assert b"claim/first/a>" in nquads
    assert b"actor/alfa>" not in nquads
