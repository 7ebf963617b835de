"""The judgement of a whole corpus: what no file can tell alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from libyagraph import compile as compile_
from libyagraph import corpus, paths
from libyagraph.vocabulary import Vocabulary

from tests.support import Entry, article, problems, rows, store_of, told, write_corpus


def support(id: str = "a", **keys: object) -> dict[str, object]:
    keys = {"type": "support", "actor": "alpha", "recipient": "beta", **keys}
    return {**told(id), **keys}


def found(tmp_path: Path, vocabulary: Vocabulary, *claims: Entry, **more: object) -> list[str]:
    """The messages of the errors of a corpus with one article."""
    root = write_corpus(tmp_path / "c", claims=claims, **more)  # type: ignore[arg-type]
    return [problem.partition(" ")[2] for problem in problems(root, vocabulary)]


def test_a_sound_claim_has_no_problems(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """Five short lines are enough: type, actor, recipient, date, evidence."""
    assert found(tmp_path, vocabulary, support(date="2016-05-09")) == []


def test_ids_are_unique_over_all_files(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """An actor that two files declare is named, with the file and line of the first."""
    again = {"id": "alpha", "kind": "person", "names": {"en": "A"}, "sources": ["https://e.org/"]}
    [problem] = found(tmp_path, vocabulary, support(), actors=[again])
    assert problem.startswith("actor alpha stands twice, first in ")
    assert problem.endswith("actors.yaml, line 3")


def test_local_actors_share_the_ids_of_the_registry(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A local actor may not take the id of another, and needs no source of its own."""
    local = {"id": "alpha", "kind": "collective", "names": {"en": "Other"}}
    entry = article([support()], actors=[local, {**local, "id": "only-here"}])
    root = write_corpus(tmp_path, articles={"first": entry})
    [problem] = problems(root, vocabulary)
    assert "actor alpha stands twice" in problem


def test_articles_are_unique_over_all_directories(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """The name of a file is the article's id, in whatever directory it lies."""
    root = write_corpus(tmp_path, claims=[support()])
    (root / "other").mkdir()
    shutil.copy(root / "first.yaml", root / "other" / "first.yaml")
    [problem] = problems(root, vocabulary)
    assert "article first stands twice" in problem


def test_the_name_of_a_file_must_be_an_id(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A file that is called otherwise would give an IRI that nobody can type."""
    root = write_corpus(tmp_path, articles={"My Article": article([support()])})
    [problem] = problems(root, vocabulary)
    assert "the file's name is the article's id: My Article" in problem


def test_what_an_unreadable_file_declares_is_not_called_unknown(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """One typing mistake in the registry gives one problem, not hundreds."""
    root = write_corpus(tmp_path, claims=[support()])
    (root / "actors.yaml").write_text("actors: [", encoding="utf-8")
    [problem] = problems(root, vocabulary)
    assert "not YAML" in problem


@pytest.mark.parametrize(
    ("keys", "fragment"),
    [
        ({"recipient": "alpha"}, "alpha stands on both sides"),
        (
            {"type": "talks", "participants": ["alpha"], "actor": "alpha", "recipient": "beta"},
            "both",
        ),
        ({"type": "capture", "recipient": "paper"}, "paper is of kind media"),
        ({"type": "formation", "recipient": "alpha"}, "alpha is of kind person"),
        ({"participants": ["gamma"]}, "no role participants"),
        ({"type": "statement", "except": "gamma"}, "no role except"),
        ({"event": "first#b"}, "unknown claim or event"),
        ({"event": "b"}, "unknown claim or event"),
        ({"denies": ["long-march"]}, "unknown claim or event long-march"),
    ],
)
def test_what_the_ontology_does_not_allow(
    keys: dict[str, object], fragment: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Roles, kinds and references are checked against the ontology and the rest of the corpus."""
    assert any(
        fragment in message for message in found(tmp_path, vocabulary, {**support(), **keys})
    )


def test_a_retelling_may_leave_out_type_and_roles(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """They are then the event's; a wider type fits, a narrower one does not."""
    aid = told("a", "arms-supply", actor="alpha", recipient="beta")
    assert found(tmp_path / "1", vocabulary, aid, told("b", event="a")) == []
    assert found(tmp_path / "2", vocabulary, aid, told("b", "aid", event="a")) == []
    [message] = found(tmp_path / "3", vocabulary, aid, told("b", "training", event="a"))
    assert message == "type training does not fit the event, which is of type arms-supply"


def test_parties_without_sides_may_be_participants_of_a_clash(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """`participants` is for where no sides are told, and a clash is mutual."""
    clash = told("a", "clash", participants=["alpha", "beta"])
    assert found(tmp_path, vocabulary, clash) == []


def test_a_reference_to_a_shared_event_of_the_same_corpus(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Claims may tell of, deny and answer what the shared list has."""
    march = {"id": "march", "type": "offensive", "actor": "alpha", "recipient": "gamma"}
    claims = [told("a", event="march"), told("b", "denial", actor="alpha", denies="march")]
    assert found(tmp_path, vocabulary, *claims, events=[march]) == []


def test_a_denial_that_names_nothing_is_a_warning(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """What is denied may stand in no claim; the annotator is asked, the build goes on."""
    root = write_corpus(tmp_path, claims=[told("a", "denial", actor="alpha")])
    loaded = corpus.load(root, vocabulary)
    assert loaded.errors == ()
    assert "denies-nothing" in {problem.name for problem in loaded.problems}


def test_a_bad_id_gives_one_problem(vocabulary: Vocabulary, tmp_path: Path) -> None:
    """A claim without a valid id is not also said to answer itself."""
    claim = told("Bad Id", "denial", actor="alpha", denies="nothing-known")
    messages = found(tmp_path, vocabulary, claim)
    assert not any("itself" in message for message in messages)
    assert len(messages) == 2, messages


def test_the_place_of_a_problem_survives_a_broken_neighbour(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Of two references, one malformed and one dangling, the dangling one is marked where it is."""
    root = write_corpus(tmp_path, claims=[support(about=["BAD", "nothing-known"])])
    lines = (root / "first.yaml").read_text("utf-8").splitlines()
    expected = next(n for n, line in enumerate(lines, 1) if "nothing-known" in line)
    [place] = [p.split(":")[0] for p in problems(root, vocabulary) if "unknown claim" in p]
    assert place == str(expected)


@pytest.mark.parametrize("name", ["registry", "derived", "ontology"])
def test_an_article_may_not_take_the_name_of_another_graph(
    name: str, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Each article has a named graph of its own; these three are taken."""
    root = write_corpus(tmp_path, articles={name: article([support()])})
    assert any(name in problem for problem in problems(root, vocabulary))


SIDES: dict[str, st.SearchStrategy[object]] = {
    "actor": st.lists(st.sampled_from(["alpha", "beta", "envoy"]), min_size=1, unique=True),
    "recipient": st.lists(st.sampled_from(["gamma", "captain", "hills"]), min_size=1, unique=True),
}
TOGETHER: dict[str, st.SearchStrategy[object]] = {
    "participants": st.permutations(["alpha", "beta", "gamma", "envoy"])
}
REFERENCE = st.sampled_from(["a", "b", "other#a", "first#b", "march", "untold"])
KEYS: dict[str, st.SearchStrategy[object]] = {
    "denies": st.lists(REFERENCE, min_size=1, max_size=2, unique=True),
    "rejects": REFERENCE,
    "welcomes": REFERENCE,
    "in": st.sampled_from(["a", "b"]),
    "via": st.sampled_from(["envoy", "paper"]),
    "according_to": st.sampled_from(["alpha", "wire", "gamma"]),
    "modality": st.sampled_from(["alleged", "implied", "planned", "reported"]),
    "date": st.sampled_from(["undated", "2016", "2016-05-09", "2015/..", "../2016", "2016-24"]),
    "place": st.sampled_from(["coast", "harbour"]),
}
TYPES = st.sampled_from(["support", "arms-supply", "appeal", "meeting", "rejection", "welcome"])
CLAIM: st.SearchStrategy[dict[str, object]] = st.one_of(
    [
        st.fixed_dictionaries({"type": TYPES, **SIDES}, optional=KEYS),
        st.fixed_dictionaries({"type": st.just("talks"), **TOGETHER}, optional=KEYS),
        st.fixed_dictionaries({"event": REFERENCE}, optional={**SIDES, **KEYS}),
    ]
)
SHARED: list[Entry] = [
    {"id": "march", "type": "offensive", "actor": "alpha", "date": "2016/2017"},
    {"id": "untold", "type": "talks", "participants": ["alpha", "beta"]},
]


@settings(max_examples=150)
@given(
    first=st.lists(CLAIM, min_size=2, max_size=3),
    other=st.lists(CLAIM, min_size=2, max_size=3),
)
def test_what_is_sound_can_be_built(
    first: list[Entry],
    other: list[Entry],
    vocabulary: Vocabulary,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Claims that refer to each other in any way are either refused or become a whole graph."""
    root = tmp_path_factory.mktemp("c")
    entries = {
        name: article([{**told(id), **claim} for id, claim in zip(ids, claims, strict=False)])
        for name, ids, claims in (("first", "abc", first), ("other", "abc", other))
    }
    write_corpus(root, articles=entries, events=SHARED)
    loaded = corpus.load(root, vocabulary)
    if loaded.errors:
        event("refused")
        return
    event("sound")
    store = store_of(compile_.nquads(loaded.corpus, vocabulary, paths.ontology()))
    lonely = "SELECT ?x { ?x a lg:Claim FILTER NOT EXISTS { ?x lg:describes/lg:status ?s } }"
    assert rows(store, lonely) == []
    unfounded = "SELECT ?x { ?x a lg:Tie FILTER NOT EXISTS { ?x lg:basedOn/lg:inArticle ?a } }"
    assert rows(store, unfounded) == []
    looped = "SELECT ?x { ?x lg:from ?a ; lg:to ?a }"
    assert rows(store, looped) == []
    plain = """SELECT ?f { ?x a lg:Tie ; lg:from ?f ; lg:to ?t ; lg:relation ?r ; lg:status ?s
        FILTER (EXISTS { ?f ?r ?t } != EXISTS {
            ?y a lg:Tie ; lg:from ?f ; lg:to ?t ; lg:relation/rdfs:subPropertyOf* ?r ;
               lg:status lg:asserted } ) }"""
    assert rows(store, plain) == []
