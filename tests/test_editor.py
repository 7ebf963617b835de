"""What annotators see in an editor: a real language server over real files.

`test_schema.py` holds the schemas against `check`; this is about what is shown, and where.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from libyagraph import corpus as corpus_
from libyagraph import paths
from libyagraph.model import Corpus
from libyagraph.vocabulary import Vocabulary

from tests.language_server import Editor, language_server
from tests.support import ROOT
from tests.test_docs import Block, blocks

PAGE = ROOT / "docs" / "editors.md"
TUTORIAL = ROOT / "docs" / "examples" / "tutorial"
ARTICLE = "2020-01-10-haftar-cessez-le-feu"


@pytest.fixture(scope="module")
def editor(node_modules: Path) -> Iterator[Editor]:
    with language_server(node_modules) as running:
        yield running


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the corpus, with its schemas and the lines that name them."""
    return shutil.copytree(paths.seeds(), tmp_path_factory.mktemp("corpus") / "seeds")


def changed(seeds: Path, name: str, before: str, after: str) -> Path:
    """A copy of an article under another name, with its first `before` changed."""
    text = (seeds / "articles" / f"{ARTICLE}.yaml").read_text(encoding="utf-8")
    assert before in text
    path = seeds / "articles" / f"{name}.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path


def line_of(path: Path, words: str) -> int:
    return path.read_text(encoding="utf-8").partition(words)[0].count("\n") + 1


def test_a_sound_corpus_has_no_marks(editor: Editor, seeds: Path) -> None:
    """Not one mark in any file of the corpus, and the schema is in force in each of them."""
    files = corpus_.find(paths.seeds())
    for file in files:
        assert editor.open(file) == [], file.name
    for file in files:
        text = file.read_text(encoding="utf-8") + "\nno-such-key: 1\n"
        [mark] = editor.open(seeds / file.relative_to(paths.seeds()), text)
        assert mark.words == "no-such-key", file.name


def test_a_misspelt_type_is_marked_and_the_right_one_offered(
    editor: Editor, seeds: Path, vocabulary: Vocabulary
) -> None:
    """The mark is on the word; completion there offers the types with what they mean."""
    path = changed(seeds, "misspelt-type", "type: rejection", "type: rejektion")
    [mark] = editor.open(path)
    assert (mark.line, mark.words) == (line_of(path, "rejektion"), "rejektion")
    assert "no event type has this name" in mark.message
    offered = editor.completions(path, "type: reje")
    assert offered.keys() == vocabulary.event_types.keys()
    assert offered["rejection"].startswith(vocabulary.event_types["rejection"].definitions["en"])


def test_actors_are_offered_with_their_names(editor: Editor, seeds: Path, corpus: Corpus) -> None:
    """One need not know an id by heart: all are offered, and what they are called."""
    path = changed(seeds, "actors", "actor: khalifa-haftar", "actor: kh")
    assert editor.open(path) == []
    offered = editor.completions(path, "actor: kh")
    local = {actor.id for article in corpus.articles.values() for actor in article.actors}
    assert offered.keys() == corpus.actors.keys() - local
    assert offered["khalifa-haftar"] == "Khalifa Haftar · خليفة حفتر (person)"


def test_an_actor_of_the_article_alone_is_no_mistake(editor: Editor, seeds: Path) -> None:
    """A schema cannot know it, so any id passes, in a list too; what is no id does not."""
    path = changed(seeds, "local", "actor: khalifa-haftar", "actor: [egypt, somebody-new]")
    assert editor.open(path) == []
    path = changed(seeds, "no-id", "actor: khalifa-haftar", "actor: Khalifa Haftar")
    [mark] = editor.open(path)
    assert mark.words == "Khalifa Haftar"
    assert "lower-case letters" in mark.message


def test_an_unknown_key_is_marked(editor: Editor, seeds: Path) -> None:
    """The mark is on the key; completion there offers the keys of a claim with what they mean."""
    path = changed(seeds, "unknown-key", "    modality: ", "    modalty: ")
    [mark] = editor.open(path)
    assert (mark.line, mark.words) == (line_of(path, "modalty"), "modalty")
    assert "not allowed" in mark.message
    offered = editor.completions(path, "    modal")
    assert offered["modality"].startswith("How the article has it")


def test_roles_that_a_type_lacks_or_misses_are_marked(editor: Editor, seeds: Path) -> None:
    """The mark says which roles the type takes."""
    path = changed(seeds, "roles", "type: rejection", "type: talks")
    messages = [mark.message for mark in editor.open(path)]
    assert messages == ["this type needs two sides (actor and recipient), or participants"]


def test_closed_lists_are_offered_with_their_meanings(
    editor: Editor, seeds: Path, vocabulary: Vocabulary, corpus: Corpus
) -> None:
    """Modalities, topics, places, answers and bases, each where it belongs."""
    path = changed(
        seeds, "lists", "    modality: ", "    topics: [ ]\n    place: x\n    modality: "
    )
    editor.open(path)
    assert editor.completions(path, "modality: ").keys() == vocabulary.modalities.keys()
    assert editor.completions(path, "topics: [").keys() == vocabulary.topics.keys()
    assert editor.completions(path, "place: ").keys() == corpus.places.keys()
    assert editor.completions(path, "basis: ").keys() == {"printed", "found", "inferred"}


def test_a_new_claim_is_offered_whole(editor: Editor, seeds: Path) -> None:
    """Whoever begins a claim needs no template at hand."""
    path = changed(seeds, "new-claim", "\nclaims:\n", "\nclaims:\n  - \n")
    editor.open(path)
    offered = editor.completions(path, "\nclaims:\n  - ")
    assert "claim: who did it to whom" in offered
    assert {"id", "type", "actor", "recipient", "evidence"} <= offered.keys()


def test_what_stands_there_is_explained(
    editor: Editor, seeds: Path, vocabulary: Vocabulary
) -> None:
    """Over a type its own meaning comes first."""
    path = changed(seeds, "hover", "type: ", "type: ")
    editor.open(path)
    shown = editor.hover(path, "type: rejection")
    first = shown[shown.index("* `") :]
    assert first.startswith(
        f"* `rejection`: {vocabulary.event_types['rejection'].definitions['en']}"
    )


def test_the_registry_is_checked_and_completed(
    editor: Editor, seeds: Path, vocabulary: Vocabulary
) -> None:
    """Kinds, relations and coordinates of the registry, too."""
    path = seeds / "actors" / "more.yaml"
    text = """# yaml-language-server: $schema=../schema/registry.json
actors:
  - id: someone
    kind: persn
    names: {en: Someone}
    kin:
      - {actor: khalifa-haftar, relation: sibling-of, sources: [invented]}
    sources: [invented]
places:
  - id: somewhere
    kind: city
    names: {en: Somewhere}
    latitude: 91
    sources: [invented]
"""
    marks = editor.open(path, text)
    assert {(mark.line, mark.words) for mark in marks} >= {(4, "persn"), (13, "91")}
    assert any("longitude" in mark.message for mark in marks)
    assert editor.completions(path, "kind: per").keys() == vocabulary.kinds.keys()
    assert {"kin-of", "parent-of"} <= editor.completions(path, "relation: ").keys()


# ---- the page


def _page() -> list[Block]:
    return list(blocks(PAGE.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus of the tutorial, set up as the page says, with the file that the page shows."""
    directory = shutil.copytree(TUTORIAL, tmp_path_factory.mktemp("tutorial") / "my-corpus")
    [body] = [block.body for block in _page() if block.info == "console"]
    command, *printed = body.splitlines()
    program, *arguments = command.removeprefix("$ ").split()
    done = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=directory.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == printed
    for block in _page():
        if "file=" in block.info:
            path = directory / block.info.partition("file=")[2]
            path.write_text(block.body, encoding="utf-8")
    return directory


def test_the_page_shows_what_an_editor_shows(editor: Editor, tutorial: Path) -> None:
    """The marks of editors.md, and what it says to be offered, are those of a language server."""
    page = {block.info: block.body for block in _page()}
    [name] = [info.partition("file=")[2] for info in page if "file=" in info]
    marks = sorted(editor.open(tutorial / name), key=lambda mark: mark.line)
    shown = [re.split(r"\s{2,}", row) for row in page["text marks"].splitlines()]
    assert shown == [[str(mark.line), mark.words, mark.message] for mark in marks]
    rows = [re.split(r"\s{2,}", row) for row in page["text offers"].splitlines()]
    assert len(rows) > 2
    for key, word, meaning in rows:
        assert editor.completions(tutorial / name, f"{key}: ")[word] == meaning
