"""The schemas by which editors check: they take what `check` takes, and refuse most of the rest.

Files are typed as editors do it, by the core schema of YAML 1.2: there `no` and `2019-05-09` are
words, `2019` and `010` numbers. `test_editor.py` opens files in a real language server.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from libyagraph import corpus as corpus_
from libyagraph import edtf, paths, schema
from libyagraph.arrange.entries import article_text, registry_text
from libyagraph.model import Actor, Article, Corpus, Event, Place
from libyagraph.schema.link import line, linked
from libyagraph.vocabulary import Vocabulary

from tests import strategies
from tests.support import DATA, ROOT, VALID, article, environment, run, told, write_corpus
from tests.test_docs import assembled

INVALID = sorted((DATA / "invalid").glob("*.yaml"))
TUTORIAL = ROOT / "docs" / "examples" / "tutorial"

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large)

BEYOND = {
    "actor-of-the-wrong-kind": "a schema does not know the kinds of local actors",
    "anchor": "the editor's YAML allows it",
    "answers-itself": "ids of claims",
    "dangling-event": "ids of claims",
    "dangling-reference": "ids of claims",
    "duplicate-id": "ids of claims",
    "duplicate-key": "the editor reports it, the schema does not",
    "duplicate-top-key": "the editor reports it, the schema does not",
    "escaped-control-character": "the editor's YAML allows it",
    "event-chain": "ids of claims",
    "event-of-another-type": "ids of claims",
    "event-of-itself": "ids of claims",
    "id-of-a-shared-event": "ids of claims",
    "in-a-cycle": "ids of claims",
    "in-another-article": "ids of claims",
    "in-itself": "ids of claims",
    "meeting-with-oneself": "a schema compares no roles",
    "passage-in-an-ignored-region": "a schema compares no numbers",
    "region-beyond-the-text": "a schema compares no numbers",
    "tag": "the editor's YAML allows it",
    "two-documents": "the editor's YAML allows it",
    "unknown-actor": "it might be a local one",
    "unknown-label-target": "it might be a local one",
    "unknown-publisher": "it might be a local one",
    "unknown-teller": "it might be a local one",
    "unplaced-quote": "what an annotator writes first",
}
"""What only `check` tells of `data/invalid`, with the reason."""


# ---- files as an editor reads them

_CORE = (
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)


def typed(node: yaml.Node) -> Any:
    """A node with its scalars typed as YAML 1.2 does; keys are as they are written."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: typed(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [typed(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    text = node.value
    if node.style:
        return text
    return next((make(text) for form, make in _CORE if form.fullmatch(text)), text)


def parsed(text: str) -> Any:
    """The value of a file, as an editor has it."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    return None if root is None else typed(root)


@dataclass(frozen=True)
class Schemas:
    """The schemas of one corpus, to be asked about texts."""

    article: Draft7Validator
    registry: Draft7Validator

    def refuses(self, value: Any) -> list[str]:
        """Where and why a value is refused; a registry is known by its keys."""
        is_registry = isinstance(value, Mapping) and not {"claims", "title"} & value.keys()
        validator = self.registry if is_registry else self.article
        errors = sorted(validator.iter_errors(value), key=lambda error: error.json_path)
        return [f"{error.json_path}: {error.message}" for error in errors]


def schemas_of(corpus: Corpus, vocabulary: Vocabulary) -> Schemas:
    made = [json.loads(schema.text(what, corpus, vocabulary)) for what in schema.FILES]
    for each in made:
        Draft7Validator.check_schema(each)
    return Schemas(*(Draft7Validator(each) for each in made))


def loaded(directory: Path, vocabulary: Vocabulary) -> Corpus:
    return corpus_.load(directory, vocabulary).corpus


@pytest.fixture(scope="module")
def of_valid(vocabulary: Vocabulary) -> Schemas:
    return schemas_of(loaded(VALID, vocabulary), vocabulary)


# ---- what they take


@pytest.mark.parametrize(
    "directory", [paths.seeds(), VALID, TUTORIAL], ids=["seeds", "valid", "tutorial"]
)
def test_a_sound_corpus_is_taken(directory: Path, vocabulary: Vocabulary) -> None:
    """No file of a sound corpus has a mark of an error in an editor."""
    schemas = schemas_of(loaded(directory, vocabulary), vocabulary)
    files = corpus_.find(directory)
    assert len(files) > 1
    for file in files:
        assert schemas.refuses(parsed(file.read_text(encoding="utf-8"))) == [], file.name


def test_the_examples_of_the_annotation_language_are_taken(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """All YAML of annotating.md passes in an editor."""
    assembled(tmp_path)
    schemas = schemas_of(loaded(tmp_path, vocabulary), vocabulary)
    for file in corpus_.find(tmp_path):
        assert schemas.refuses(parsed(file.read_text(encoding="utf-8"))) == [], file.name


def test_an_empty_corpus_has_schemas(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Whoever begins has neither places nor events, and may name any."""
    empty = Corpus(actors={}, places={}, events={}, articles={})
    schemas = schemas_of(empty, vocabulary)
    new = article([told("a", "visit", actor="one", recipient="other", place="nowhere")])
    assert schemas.refuses(new) == []


SCALARS = (
    ("note: 12", "a number"),
    ("note: true", "a flag"),
    ("note: 1e3", "a number with an exponent"),
    ("review: 0x1F", "a hexadecimal number"),
    ("date: 2016", "a year"),
    ("date: 2016-05-09", "a day"),
    ('date: "2016-05-09"', "a day in quotes"),
    ("date: 2016/..", "an open period"),
    ("words: 1999", "a year as it is cited"),
    ('nth: "2"', "a number in quotes"),
    ('repeated: "true"', "a flag in quotes"),
    ("figures: {killed: 3, wounded: '>510'}", "figures"),
    ("label: {term: 9, for: beta}", "one label, and a cited number"),
    ("evidence: {quote: 12}", "one quote, a number"),
    ("evidence: [['3', 5, 123456789012]]", "digits that are a digest"),
    ("topics: arms", "one topic"),
    ("id: 10", "an id of digits"),
    ("in: 10", "a reference of digits"),
)


@pytest.mark.parametrize("written", [pair[0] for pair in SCALARS], ids=[p[1] for p in SCALARS])
def test_what_looks_like_a_number_is_still_text(
    written: str, of_valid: Schemas, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """An editor guesses the types of scalars; what `check` takes has no mark of an error."""
    claim = {"id": "a", "type": "support", "actor": "alpha", "recipient": "beta"}
    lines = [f"{key}: {value}" for key, value in claim.items() if not written.startswith(key)]
    lines += [] if written.startswith("evidence") else ['evidence: [[0, 5, "000000000000"]]']
    body = "\n    ".join([*lines, written])
    other = '{id: 10, type: denial, actor: beta, evidence: [[0, 5, "000000000000"]]}'
    rest = "" if written.startswith("id:") else f"  - {other}\n"
    head = yaml.safe_dump(article([]), sort_keys=False).replace("claims: []\n", "")
    text = f"{head}claims:\n  - {body}\n{rest}"
    root = write_corpus(tmp_path / "c")
    (root / "first.yaml").write_text(text, encoding="utf-8")
    errors = [e for e in corpus_.load(root, vocabulary).errors if e.name != "unplaced-quote"]
    assert errors == []
    assert of_valid.refuses(parsed(text)) == []


_DATES = st.from_regex(
    r"-?[0-9]{2}[0-9X]{2}(-([012X][0-9X]|3[0-9]))?(-[0-3X][0-9X])?[?~%]?", fullmatch=True
)
_WHEN = _DATES | st.builds("{}/{}".format, _DATES | st.just(".."), _DATES | st.just(""))


@given(text=_WHEN)
def test_every_date_is_taken(text: str, of_valid: Schemas) -> None:
    """What `check` reads as a date is one to the schema too."""
    try:
        edtf.parse(text)
    except ValueError:
        assume(False)
    value = article([told("a", "denial", actor="alpha", date=parsed(text))])
    assert of_valid.refuses(value) == []


def _without_rules(what: str, vocabulary: Vocabulary) -> Draft7Validator:
    """The schema of a corpus without entries, but for the rules on roles."""
    empty = Corpus(actors={}, places={}, events={}, articles={})
    made = json.loads(schema.text(what, empty, vocabulary))
    for name in ("claim", "event"):
        for rule in ("dependencies", "if", "then", "else"):
            made["definitions"].get(name, {}).pop(rule, None)
    return Draft7Validator(made)


def _has_null(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_null, value.values()))
    return any(map(_has_null, value)) if isinstance(value, list) else value is None


def test_every_article_is_taken(vocabulary: Vocabulary) -> None:
    """Whatever an article can say, in whatever words, has no mark in an editor.

    The roles are drawn at random here; the rules on them are tested for every choice below.
    """
    validator = _without_rules("article", vocabulary)

    @settings(max_examples=100, suppress_health_check=_SLOW)
    @given(strategies.articles(vocabulary))
    def judged(found: Article) -> None:
        value = parsed(article_text(found, vocabulary))
        assume(not _has_null(value))
        assert [error.json_path for error in validator.iter_errors(value)] == []

    judged()


def test_every_registry_is_taken(vocabulary: Vocabulary) -> None:
    """The same of actors, places and shared events."""
    validator = _without_rules("registry", vocabulary)
    actors = st.lists(strategies.actors(vocabulary), min_size=1, max_size=2)
    places = st.lists(strategies.places(vocabulary), max_size=2)
    events = st.lists(strategies.events(vocabulary), max_size=2)

    @settings(max_examples=100, suppress_health_check=_SLOW)
    @given(actors, places, events)
    def judged(actors: list[Actor], places: list[Place], events: list[Event]) -> None:
        text = registry_text(vocabulary, actors=actors, places=places, events=events)
        value = parsed(text)
        assume(not _has_null(value))
        assert [error.json_path for error in validator.iter_errors(value)] == []

    judged()


# ---- what they refuse


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_mistakes_are_marked_while_one_types(path: Path, of_valid: Schemas) -> None:
    """A wrong file is refused, unless it is wrong in a way that no schema can tell."""
    try:
        refused = of_valid.refuses(parsed(path.read_text(encoding="utf-8")))
    except yaml.YAMLError:  # which an editor marks by itself
        refused = ["not YAML"] if path.stem not in BEYOND else []
    assert bool(refused) == (path.stem not in BEYOND), refused


def test_what_is_beyond_a_schema_is_still_there() -> None:
    """The list of exceptions has no more than there is."""
    assert BEYOND.keys() <= {path.stem for path in INVALID}
    assert len(BEYOND) < len(INVALID) / 2


def _at(value: Any, *path: str) -> Any:
    for key in path:
        value = value[key]
    return value


def test_the_keys_are_those_of_the_language(of_valid: Schemas, vocabulary: Vocabulary) -> None:
    """Every key that an editor offers is one that `check` knows.

    `data/valid` has each key once: one that the schema lacked would be refused there.
    """
    used: dict[str, set[str]] = {}
    for file in corpus_.find(VALID):
        value = parsed(file.read_text(encoding="utf-8"))
        used.setdefault("registry" if "claims" not in value else "article", set()).update(value)
        for key in ("actors", "places", "events", "claims"):
            for entry in value.get(key, ()):
                used.setdefault(key[:-1], set()).update(entry)
    article_, registry = of_valid.article.schema, of_valid.registry.schema
    assert _at(article_, "properties").keys() == used["article"]
    assert _at(registry, "properties").keys() == used["registry"]
    assert _at(article_, "definitions", "claim", "properties").keys() == used["claim"]
    used["event"] |= vocabulary.roles.keys()
    for what in ("actor", "place", "event"):
        assert _at(registry, "definitions", what, "properties").keys() == used[what]


def _roles(vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """Every type with every choice of roles, and one or two participants."""
    keys = list(vocabulary.roles)
    everyone = {"actor": "alpha", "recipient": "beta", "against": "gamma", "except": "delta"}
    for type_ in vocabulary.event_types:
        for size in range(len(keys) + 1):
            for chosen in itertools.combinations(keys, size):
                for loose in (["envoy"], ["envoy", "office"])[: 1 + ("participants" in chosen)]:
                    roles = {key: everyone.get(key, loose) for key in chosen}
                    yield {"type": type_, **roles}


@pytest.mark.parametrize("told_of", [False, True], ids=["own event", "event of another"])
def test_roles_are_judged_as_check_does(
    told_of: bool, of_valid: Schemas, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    """Which roles a type takes and needs, an editor and `check` say alike, for every choice."""
    claims = [
        told(f"c{number}", **roles, **({"event": f"an-{roles['type']}"} if told_of else {}))
        for number, roles in enumerate(_roles(vocabulary))
    ]
    events = [{"id": f"an-{key}", "type": key} for key in vocabulary.event_types]
    root = write_corpus(tmp_path, claims=claims, events=events)
    text = (root / "first.yaml").read_text(encoding="utf-8")
    # A claim begins on the line before that of its id, which counts from 0 here.
    starts = [number for number, row in enumerate(text.splitlines()) if '"id": "c' in row]
    wrong = {
        bisect(starts, error.line) - 1
        for error in corpus_.load(root, vocabulary).errors
        if error.name in ("wrong-role", "missing-role") and error.file.endswith("first.yaml")
    }
    refused = {error.absolute_path[1] for error in of_valid.article.iter_errors(json.loads(text))}
    assert len(claims) > 30 * len(vocabulary.event_types)
    assert wrong
    assert refused == wrong


# ---- the texts of the schemas


def test_the_schemas_of_the_corpus_are_not_stale(corpus: Corpus, vocabulary: Vocabulary) -> None:
    """`libyagraph schema seeds --write` (or `make golden`) makes seeds/schema anew."""
    folder = schema.path_of(paths.seeds(), "article").parent
    made = {f"{what}.json": schema.text(what, corpus, vocabulary) for what in schema.FILES}
    held = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert held == made, schema.COMMAND


def test_every_file_of_the_corpus_names_its_schema() -> None:
    """An editor finds the right schema by the first line of each file."""
    for file in corpus_.find(paths.seeds()):
        what = "article" if file.parent.name == "articles" else "registry"
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        assert first == line(file, schema.path_of(paths.seeds(), what)), file.name


def test_actors_come_with_their_names(corpus: Corpus, vocabulary: Vocabulary) -> None:
    """Completion offers each actor of the registry with its names, and no local one."""
    made = json.loads(schema.text("article", corpus, vocabulary))
    known = made["definitions"]["actor-id"]["anyOf"][0]
    offered = dict(zip(known["enum"], known["enumDescriptions"], strict=True))
    local = {actor.id for a in corpus.articles.values() for actor in a.actors}
    assert local
    assert offered.keys() == corpus.actors.keys() - local
    assert offered["egypt"] == "Egypt · Égypte · مصر (state)"


def test_types_come_with_their_definitions(vocabulary: Vocabulary, corpus: Corpus) -> None:
    """Completion offers each type with its definition and its roles, from the ontology alone."""
    made = json.loads(schema.text("registry", corpus, vocabulary))
    known = made["definitions"]["type"]["anyOf"][0]
    offered = dict(zip(known["enum"], known["enumDescriptions"], strict=True))
    assert offered.keys() == vocabulary.event_types.keys()
    for key, type_ in vocabulary.event_types.items():
        assert offered[key].startswith(type_.definitions["en"])
        assert all(role in offered[key] for role in type_.required)


def test_the_same_corpus_gives_the_same_schema() -> None:
    """The order of sets has no part in it."""
    script = (
        "from libyagraph import corpus, ontology, paths, schema\n"
        "words = ontology.load(paths.ontology())\n"
        "loaded = corpus.load(None, words).corpus\n"
        "print(*(schema.text(what, loaded, words) for what in schema.FILES))"
    )
    first, second = (run(script, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout


def test_a_schema_stays_small(corpus: Corpus, vocabulary: Vocabulary) -> None:
    """An editor reads it at every start."""
    for what in schema.FILES:
        assert len(schema.text(what, corpus, vocabulary).encode()) < 80_000


# ---- files


def test_write_makes_both_beside_the_corpus(
    tmp_path: Path, corpus: Corpus, vocabulary: Vocabulary
) -> None:
    """Both files are there, whole, and nothing else is."""
    written = schema.write(tmp_path, corpus, vocabulary)
    folder = tmp_path / "schema"
    assert written == [folder / "article.json", folder / "registry.json"]
    assert sorted(folder.iterdir()) == written
    assert schema.write(tmp_path, corpus, vocabulary) == written


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: T\n", "FIRST\ntitle: T\n"),
        ("# mine\ntitle: T\n", "FIRST\n# mine\ntitle: T\n"),
        ("title: T\r\nurl: u\r\n", "FIRST\r\ntitle: T\r\nurl: u\r\n"),
        ("\ufefftitle: T\n", "\ufeffFIRST\ntitle: T\n"),
        ("# yaml-language-server: $schema=x.json\ntitle: T\n", None),
        ("# mine\n\n# $schema: x.json\r\ntitle: T\n", None),
        ("title: T\n# yaml-language-server: $schema=x.json\n", "FIRST\n"),
        ("", "FIRST\n"),
    ],
    ids=["plain", "comment", "CR LF", "mark", "named", "named later", "too late", "empty"],
)
def test_the_first_line_is_added_once(before: str, after: str | None) -> None:
    """A file that names a schema keeps it; what else stands in a file stays."""
    found = linked(before, "FIRST")
    if after is None:
        assert found == before
    elif after == "FIRST\n":
        assert found == after + before
    else:
        assert found == after


# ---- the command


def cli(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("libyagraph"), "schema", *arguments],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_writes_one_or_both(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """To standard output, to a file, and both beside the corpus: always the same texts."""
    root = write_corpus(tmp_path / "c", claims=[told("a", "denial", actor="alpha")])
    corpus = loaded(root, vocabulary)
    made = {what: schema.text(what, corpus, vocabulary) for what in schema.FILES}
    assert cli("c", cwd=tmp_path).stdout == made["article"]
    assert cli("c", "--for", "registry", cwd=tmp_path).stdout == made["registry"]
    done = cli("c/first.yaml", "--for", "registry", "-o", "r.json", cwd=tmp_path)
    assert done.stdout == "schema: r.json\n"
    assert (tmp_path / "r.json").read_text(encoding="utf-8") == made["registry"]
    done = cli("--write", cwd=root)
    assert done.stdout == "schema: schema/article.json\nschema: schema/registry.json\n"
    held = {path.stem: path.read_text(encoding="utf-8") for path in (root / "schema").iterdir()}
    assert held == made


def test_link_names_the_schemas_once(tmp_path: Path, vocabulary: Vocabulary) -> None:
    """Each file of the corpus gets the line that an editor reads from where the file lies."""
    root = write_corpus(tmp_path / "c", claims=[told("a", "denial", actor="alpha")])
    (root / "deep" / "er").mkdir(parents=True)
    (root / "first.yaml").rename(root / "deep" / "er" / "first.yaml")
    before = {file: file.read_text(encoding="utf-8") for file in corpus_.find(root)}
    assert cli("c", "--write", "--link", cwd=tmp_path).returncode == 0
    for file, text in before.items():
        way, what = ("../../", "article") if file.stem == "first" else ("", "registry")
        first = f"# yaml-language-server: $schema={way}schema/{what}.json\n"
        assert file.read_text(encoding="utf-8") == first + text
    done = cli("c", "--write", "--link", cwd=tmp_path)
    assert "linked" not in done.stdout
    assert corpus_.load(root, vocabulary).errors == ()


def test_a_borrowed_registry_is_offered_and_not_touched(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """A corpus without actors is offered those of the program, whose files stay as they are."""
    entry = article([told("a", "denial", actor="egypt")], publisher="rfi")
    (tmp_path / "mine.yaml").write_text(json.dumps(entry), encoding="utf-8")
    before = {file: file.read_bytes() for file in corpus_.find(paths.seeds())}
    done = cli("--write", "--link", cwd=tmp_path)
    assert done.stdout.splitlines()[2:] == ["linked: mine.yaml"]
    assert "egypt" in (tmp_path / "schema" / "article.json").read_text(encoding="utf-8")
    assert {file: file.read_bytes() for file in before} == before


def test_a_corpus_with_mistakes_still_has_a_schema(tmp_path: Path) -> None:
    """One needs help most while something is wrong; what may be missing is said."""
    root = write_corpus(tmp_path / "c", claims=[told("a", "denail")])
    done = cli("c", "--write", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (root / "places.yaml").write_text("places: [", encoding="utf-8")
    done = cli("c", "--write", cwd=tmp_path)
    assert done.returncode == 0
    assert "places.yaml" in done.stderr and "not in the schema" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "no such file or directory"),
        (("c", "--link"), "--link goes with --write"),
        (("c", "--write", "--for", "article"), "leave out --for and -o"),
        (("c", "--write", "-o", "x.json"), "leave out --for and -o"),
        (("c/actors.yaml", "--write"), "needs a directory"),
        (("c", "--for", "claims"), "'claims' is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    """One clear line, exit code 2, and nothing written."""
    write_corpus(tmp_path / "c")
    before = sorted(tmp_path.rglob("*"))
    done = cli(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr.splitlines()[-1]
    assert sorted(tmp_path.rglob("*")) == before
