"""`libyagraph init` and `new`: beginnings that work at once, and that invent nothing."""

from __future__ import annotations

import doctest
import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph import corpus as corpus_
from libyagraph import edtf, likeness, paths
from libyagraph.arrange import formatted, scalars, values
from libyagraph.errors import DataError, LibyagraphError
from libyagraph.likeness import folded
from libyagraph.model import Actor, Alias, Corpus
from libyagraph.read import Mapping, Node, Sequence, read_bytes
from libyagraph.scaffold import article as article_
from libyagraph.scaffold import language as language_
from libyagraph.scaffold.actor import appended, stub
from libyagraph.scaffold.article import article_id
from libyagraph.scaffold.given import Given
from libyagraph.scaffold.language import language_of
from libyagraph.scaffold.mentions import mentions
from libyagraph.vocabulary import Vocabulary

from tests.commands import Commands
from tests.support import environment

TEXT = """\
The Lake Front says no

The leader of the Lake Front, Tomas Reyk, said on Thursday in Orsa that the front was not for sale.
The government in Orsa had asked him to leave the lake by the end of the month, and his men with
him. Velland said that it was for peace, and that Minister Brandt would come back with a plan.
"""


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    """The command line, in an empty directory."""
    return Commands(tmp_path, monkeypatch, capsysbinary)


@pytest.fixture
def own(run: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus as `init` makes it, in which the commands are then called."""
    run.fine("init", "own")
    monkeypatch.chdir(tmp_path / "own")
    (tmp_path / "own" / "texts" / "no.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "own"


def files(directory: Path) -> dict[str, bytes]:
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("module", [likeness, scalars, article_, language_])
def test_the_examples_of_the_docstrings_hold(module: ModuleType) -> None:
    """What a docstring shows is what the function gives."""
    found = doctest.testmod(module)
    assert found.attempted and not found.failed


# ---- init


@pytest.mark.parametrize("options", [(), ("--with-registry",)])
def test_a_new_corpus_works_at_once(
    run: Commands, tmp_path: Path, options: tuple[str, ...]
) -> None:
    """Without a change, it checks without a warning, is formatted, builds, and can be drawn."""
    done = run.fine("init", "own", *options)
    made = sorted(path.as_posix() for path in Path("own").rglob("*") if path.is_file())
    assert done.out.splitlines() == [*made, "corpus: own"]
    assert {"own/Makefile", "own/README.md", "own/.gitignore", "own/places.yaml"} < set(made)
    os.chdir("own")
    checked = run.fine("check", "--strict", "--texts", "texts")
    assert checked.out == ""
    assert checked.err == "1 article, 5 claims: no errors, no warnings\n"
    assert run.fine("check", "--texts", "texts", "--fix").out == ""
    assert run.fine("fmt", "--check").out == ""
    built = run.fine("build", ".", "--texts", "texts")
    assert "5 claims\n" in built.out
    run.fine("draw", "--lang", "en", "--texts", "texts", "-o", "page.html")
    page = Path("page.html").read_text(encoding="utf-8")
    assert "Ilse Brandt" in page and "forty rifles" in page
    contested = run.fine("query", "contested", "--format", "csv").out
    assert (
        "2024-03-05-lake-courier-brandt#velland-sends-rifles,orsa-government,velland" in contested
    )


def test_every_annotation_names_its_schema_in_the_first_line(run: Commands) -> None:
    """Editors find the schemas without any settings, wherever the file lies."""
    run.fine("init", "own", "--with-registry")
    for path in corpus_.find(Path("own")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        server, _, way = first.partition("$schema=")
        assert server == "# yaml-language-server: "
        schema = (path.parent / way).resolve()
        assert schema.is_file(), first
        assert schema.stem == ("article" if "articles" in path.parts else "registry")


def test_the_makefile_does_what_it_says(run: Commands) -> None:
    """`make check`, `fix`, `fmt`, `schema`, `graph` and `page` run, and `make help` lists them."""
    if not shutil.which("make"):
        pytest.skip("there is no make here")
    run.fine("init", "own")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    for target in ("check", "fix", "fmt", "schema", "page", "help", "clean"):
        done = subprocess.run(
            ["make", "-C", "own", target],
            env=environment(PATH=path),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        if target == "page":
            assert Path("own/build/page.html").is_file()
        if target == "help":
            for each in ("check", "fix", "fmt", "schema", "graph", "page", "clean"):
                assert f"  make {each} " in done.stdout
    assert not Path("own/build").exists()


def test_the_registry_comes_whole_and_without_loose_ends(
    run: Commands, corpus: Corpus, vocabulary: Vocabulary
) -> None:
    """All actors, places and shared events of the program, none with an article for its source."""
    run.fine("init", "own", "--with-registry")
    copied = corpus_.load(Path("own"), vocabulary).sound()
    local = {actor.id for article in corpus.articles.values() for actor in article.actors}
    assert copied.actors.keys() >= corpus.actors.keys() - local
    assert copied.places.keys() >= corpus.places.keys()
    assert copied.events.keys() == corpus.events.keys()
    for id_ in corpus.actors.keys() - local:
        before, after = corpus.actors[id_], copied.actors[id_]
        assert len(before.sources) == len(after.sources)
        assert (before.names, before.aliases) == (after.names, after.aliases)
        for source in (*after.sources, *(s for a in after.affiliations for s in a.sources)):
            assert not source.startswith("article:")
    comments = "".join(
        path.read_text("utf-8") for path in sorted(Path("own/registry").rglob("*.yaml"))
    )
    assert "Persons, with the posts that they hold" in comments
    assert "From the registry of libyagraph" in comments


@pytest.mark.parametrize("held", ["file.txt", ".hidden"])
def test_a_directory_with_something_in_it_is_refused(run: Commands, held: str) -> None:
    """One line, exit code 2, and nothing is written."""
    Path("own").mkdir()
    (Path("own") / held).write_text("mine", encoding="utf-8")
    done = run("init", "own")
    assert (done.code, done.out) == (2, "")
    assert done.err == "libyagraph: own is not empty; name a new directory\n"
    assert files(Path("own")) == {held: b"mine"}


def test_a_file_is_refused_and_an_empty_directory_is_taken(run: Commands) -> None:
    """A new or empty directory will do, also one that git knows already; a file will not."""
    Path("file").write_text("mine", encoding="utf-8")
    done = run("init", "file")
    assert (done.code, done.err) == (2, "libyagraph: file is a file; name a directory\n")
    Path("empty/.git").mkdir(parents=True)
    run.fine("init", "empty")
    run.fine("init", "deep/down/own")
    assert Path("deep/down/own/articles").is_dir()


def test_nothing_is_left_where_it_can_not_be_finished(tmp_path: Path) -> None:
    """What can't be written whole, here for a limit on the size of files, is not there at all."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))  # the schemas are larger

    done = subprocess.run(
        [str(Path(sys.executable).with_name("libyagraph")), "init", "deep/own"],
        cwd=tmp_path,
        env=environment(),
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1 and "file too large" in done.stderr
    assert list(tmp_path.iterdir()) == []


# ---- new article

GIVEN = {
    "--title": "The Lake Front says no: a reply",
    "--publisher": "lake-courier",
    "--date": "2024-03-14",
    "--basis": "printed",
    "--language": "en",
}
MISSING = {
    "--title": "the article has no title",
    "--publisher": "the article has no publisher",
    "--date": "the published has no date",
    "--basis": "the published has no basis",
}


def flat(given: dict[str, str]) -> list[str]:
    return [part for pair in given.items() for part in pair]


def test_an_article_is_begun(run: Commands, own: Path) -> None:
    """Id, length and checksum are made; what is given stands as given; `check` asks for claims."""
    done = run.fine(
        "new", "article", "texts/no.txt", *flat(GIVEN), "--url", "https://example.org/no"
    )
    name = "articles/2024-03-14-lake-courier-lake-front-says-no.yaml"
    assert done.out == f"article: {name}\n"
    text = (own / name).read_text(encoding="utf-8")
    root, _ = read_bytes(text.encode(), name)
    assert root and values(root) == {
        "title": "The Lake Front says no: a reply",
        "publisher": "lake-courier",
        "language": "en",
        "published": {"date": "2024-03-14", "basis": "printed", "url": "https://example.org/no"},
        "source": {
            "file": "no.txt",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
            "characters": str(len(TEXT)),
        },
    }
    assert text.startswith("# yaml-language-server: $schema=../schema/article.json\n")
    checked = run("check")
    assert checked.code == 1
    assert [line.partition(": ")[2] for line in checked.out.splitlines()] == [
        "the article has no claims"
    ]
    assert run.fine("fmt", "--check").out == ""


@pytest.mark.parametrize("left_out", [(), *((key,) for key in MISSING), tuple(MISSING)])
def test_check_asks_for_what_is_missing_and_nothing_else(
    run: Commands, own: Path, left_out: tuple[str, ...]
) -> None:
    """Each thing that is not given is a comment with a TODO, and an error until it is there."""
    given = {key: value for key, value in GIVEN.items() if key not in left_out}
    run.fine("new", "article", "texts/no.txt", *flat(given), "-o", "articles/begun.yaml")
    text = Path("articles/begun.yaml").read_text(encoding="utf-8")
    expected = [MISSING[key] for key in left_out] + ["the article has no claims"]
    if {"--date", "--basis"} <= set(left_out):
        expected = [each for each in expected if "published has" not in each]
        expected.append("the article has no published")
    told = [line.partition(": ")[2] for line in run("check").out.splitlines()]
    assert sorted(told) == sorted(expected)
    for key in left_out:
        assert f"{key.removeprefix('--')}: TODO" in text
    assert run.fine("fmt", "--check").out == ""


def test_filled_in_the_beginning_is_an_article(run: Commands, own: Path) -> None:
    """Without its `#`, and with words in place of each TODO, the skeleton is a sound claim."""
    run.fine("new", "article", "texts/no.txt", *flat(GIVEN), "-o", "articles/begun.yaml")
    path = Path("articles/begun.yaml")
    head, mark, skeleton = path.read_text(encoding="utf-8").partition("# claims:\n")
    body = "".join(line.removeprefix("# ") + "\n" for line in skeleton.splitlines())
    words = {
        "id": "reyk-refuses",
        "type": "statement",
        "actor": "tomas-reyk",
        "date": "2024-03-14",
        "modality": "reported",
        "according_to": "lake-courier",
        "words": "on Thursday",
    }
    for key, word in words.items():
        body = body.replace(f"{key}: TODO", f"{key}: {word}", 1)
    body = body.replace('quote: "TODO"', 'quote: "the front was not for sale"')
    body = "".join(
        line for line in body.splitlines(keepends=True) if "TODO" not in line.split("#")[0]
    )
    path.write_text(f"{head}{mark.removeprefix('# ')}{body}", encoding="utf-8")
    done = run.fine("check", "--texts", "texts", "--fix")
    assert done.out == ""


def test_nothing_of_the_text_gets_into_the_annotation(run: Commands, own: Path) -> None:
    """No three words in a row of the text stand in it, but for names of the registry."""
    run.fine("new", "article", "texts/no.txt", "-o", "articles/begun.yaml")
    words = folded(Path("articles/begun.yaml").read_text(encoding="utf-8"))
    text = folded(TEXT).split()
    names = {"government in orsa", "the lake front"}
    triples = {" ".join(text[at : at + 3]) for at in range(len(text) - 2)} - names
    assert not [triple for triple in triples if f" {triple} " in f" {words} "]


def test_the_actors_that_the_text_names_are_listed(run: Commands, own: Path) -> None:
    """By name or alias, with id and how often; the places too; who is not named is not listed."""
    out = run.fine("new", "article", "texts/no.txt", "-o", "-").out
    lines = [line.split() for line in out.splitlines() if line.startswith("#   ")]
    listed = {line[1]: line[-1] for line in lines if line[-1].startswith("(")}
    assert listed == {
        "ilse-brandt": "(1)",
        "lake": "(1)",
        "lake-front": "(2)",
        "orsa-government": "(1)",
        "tomas-reyk": "(1)",
        "velland": "(1)",
        "orsa": "(1)",
    } | {"orsa": listed["orsa"]}
    assert sorted(path.name for path in (own / "articles").iterdir()) == [
        "2024-03-05-lake-courier-brandt.yaml"
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--publisher", "lake-curier"), "unknown actor lake-curier; did you mean lake-courier?"),
        (("--date", "2024-02-30"), "date: 2024-02-30: 2024-02 has no day 30"),
        (("--language", "English"), "English is no language code"),
        (("--url", "example.org"), "example.org is not a web address"),
        (("--title", "a\x1bb"), "the title holds a control character"),
        (("-o", "articles/No Id.yaml"), "the name is the article's id"),
        (("-o", "articles/no-id.txt"), "the name is the article's id"),
        (("-o", "articles/2024-03-05-lake-courier-brandt.yaml"), "is there already"),
    ],
)
def test_what_no_article_may_say_is_refused(
    run: Commands, own: Path, arguments: tuple[str, ...], told: str
) -> None:
    """One line, exit code 2, and no file."""
    before = files(own)
    done = run("new", "article", "texts/no.txt", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err and done.err.count("\n") == 1
    assert files(own) == before


def test_what_is_no_text_is_refused(run: Commands, own: Path) -> None:
    """Another encoding, or nothing at all: a line with the place, exit code 1."""
    Path("texts/latin.txt").write_bytes("one\ntwo é\n".encode("latin-1"))
    Path("texts/empty.txt").write_bytes(b" \n")
    done = run("new", "article", "texts/latin.txt")
    assert done.code == 1
    assert done.err.startswith("texts/latin.txt:2:5: the text is not UTF-8\n")
    assert run("new", "article", "texts/empty.txt").code == 1
    assert run("new", "article", "texts/missing.txt").code == 2


@pytest.mark.parametrize(
    ("title", "publisher", "date", "file", "id_"),
    [
        ("La trêve de la mer", "gazette", "2024-05-16", "a.txt", "2024-05-16-gazette-treve-mer"),
        ("A", "gazette", "2024-05", "a.txt", "2024-05-gazette-a"),
        ("", "gazette", "2024-05-16/2024-05-17", "a.txt", "2024-05-16-gazette"),
        ("", "", "2024-05-16?", "Some Text.txt", "2024-05-16-some-text"),
        ("حفتر في القاهرة", "wasat", "", "a.txt", "wasat"),
        ("", "", "", "000_8ce1.txt", "000-8ce1"),
        ("", "", "", "نص.txt", ""),
        ("one two three four five six", "", "", "a.txt", "one-two-three-four"),
    ],
)
def test_the_id_is_made_of_what_is_known(
    title: str, publisher: str, date: str, file: str, id_: str
) -> None:
    """Date, publisher and words of the title; the file's name where nothing else is known."""
    given = Given(title, publisher, date=edtf.parse(date) if date else None)
    assert article_id(given, file) == id_


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le chef a dit que les hommes sont partis avec leurs armes dans la nuit."),
        ("en", "The head of the guard said that the men had left with their arms in the night."),
        ("ar", "قال رئيس الحرس إن الرجال كانت في المدينة من أجل الهدنة التي تم الاتفاق عليها بعد"),
        ("", "Le the la of des and"),
        ("", "Bonjour."),
        ("", ""),
        ("", "Der Chef sagte, dass die Leute mit ihren Waffen in der Nacht gegangen sind."),
    ],
)
def test_a_language_is_told_only_where_there_is_no_doubt(language: str, text: str) -> None:
    """Short, mixed and other texts are left to the analyst."""
    found, why = language_of(f"{text} {text}" if language else text)
    assert found == language
    assert bool(why) == bool(language)


def made(id_: str, *names: str, aliases: tuple[Alias, ...] = ()) -> Actor:
    return Actor(
        id=id_,
        kind="person",
        names={f"x{chr(97 + number)}": name for number, name in enumerate(names)},
        aliases=aliases,
        wikidata="",
        affiliations=(),
        sources=(),
        note="",
        file="",
        marks={},
    )


def named(text: str, *actors: Actor, date: str = "") -> dict[str, int]:
    found = mentions(text, actors, edtf.parse(date) if date else None)
    return {mention.entry.id: mention.times for mention in found}


def test_the_longer_of_two_names_counts() -> None:
    """A son is not taken for his father, nor a front for the lake that it is named after."""
    father, son = made("father", "Adam Reyk", "Reyk"), made("son", "Paul Reyk")
    assert named("Paul Reyk met Adam Reyk. Reyk left.", father, son) == {"father": 2, "son": 1}
    lake, front = made("lake", "the Lake"), made("front", "Lake Front")
    assert named("The Lake Front on the lake.", lake, front) == {"front": 1, "lake": 1}


def test_spellings_are_folded_and_words_are_whole() -> None:
    """Case, accents, apostrophes and Arabic forms do not hide a name; a part of a word is none."""
    assert named("l’ELYSEE et l'Élysée", made("e", "Élysée")) == {"e": 2}
    assert named("وقال حفتر، وحفتر بالقاهرة", made("h", "حفتر"), made("c", "القاهرة")) == {
        "h": 2,
        "c": 1,
    }
    assert named("Haftarism", made("h", "Haftar")) == {}


def test_acronyms_are_written_in_capitals() -> None:
    """The word « un » is not the organisation, nor the pronoun the one for health."""
    un, who = made("un", "UN", "United Nations"), made("who", "WHO")
    assert named("Un accord ? Those who signed.", un, who) == {}
    assert named("The UN and the WHO", un, who) == {"un": 1, "who": 1}


def test_an_alias_counts_in_its_period() -> None:
    """The same name means another body at another date; without a date it may mean either."""
    old = made("old", "A", aliases=(Alias("unity government", "en", edtf.parse("../2020")),))
    new = made("new", "B", aliases=(Alias("unity government", "en", edtf.parse("2021/..")),))
    assert named("the unity government", old, new, date="2019-05") == {"old": 1}
    assert named("the unity government", old, new, date="2025") == {"new": 1}
    assert named("the unity government", old, new) == {"old": 1, "new": 1}


# ---- new actor


def test_an_actor_is_begun(run: Commands, own: Path, vocabulary: Vocabulary) -> None:
    """The entry is printed as it stands in a registry; what is missing is a comment."""
    done = run.fine("new", "actor", "Jan de Vos", "--lang", "nl", "--kind", "person")
    assert done.err == ""
    assert done.out.splitlines()[:3] == [
        "  - id: jan-de-vos",
        "    kind: person",
        "    names: {nl: Jan de Vos}",
    ]
    assert "# sources: [TODO]" in done.out
    whole = f"actors:\n{done.out}"
    assert formatted(whole.encode(), "f.yaml", vocabulary) == (whole.encode(), [])
    assert "# kind: TODO # armed-group, camp" in run.fine("new", "actor", "Jan de Vos").out
    assert "names: {ar: فايز}" in run.fine("new", "actor", "فايز", "--id", "f").out


def test_near_names_are_shown_first(run: Commands, own: Path) -> None:
    """Other spellings are told on standard error and do not keep one from going on."""
    done = run.fine("new", "actor", "Thomas Reik")
    first, second = done.err.splitlines()
    assert re.fullmatch(r"near: tomas-reyk +person +Tomas Reyk \(en\) +sounds the same.*", first)
    assert re.fullmatch(r"near: reyk-spokesman .* one name is a part of the other", second)
    assert done.out.startswith("  - id: thomas-reik\n")


def test_the_same_name_needs_force(run: Commands, own: Path) -> None:
    """Whoever bears the name already is told; a namesake needs another id too."""
    done = run("new", "actor", "REYK, Tomas")
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        "libyagraph: tomas-reyk bears this name; --force makes another entry of it"
    )
    done = run("new", "actor", "Tomas Reyk", "--force")
    assert (done.code, "give another with --id" in done.err) == (2, True)
    done = run.fine("new", "actor", "Tomas Reyk", "--force", "--id", "tomas-reyk-junior")
    assert done.out.startswith("  - id: tomas-reyk-junior\n")


def test_an_entry_is_written_where_its_kind_is(run: Commands, own: Path) -> None:
    """`--write` takes the file with most of that kind, and changes nothing else of it."""
    end = b"\n# end\n"
    people = b"actors:\n- {id: a, kind: person, names: {en: A}, sources: [x]} # first\n" + end
    media = "actors:\n  - id: m\n    kind: media\n    names: {en: M}\n    sources: [x]\n"
    Path("actors/example.yaml").unlink()
    Path("actors/people.yaml").write_bytes(people)
    Path("actors/media.yaml").write_text(media, encoding="utf-8")
    done = run.fine("new", "actor", "Jan Vos", "--kind", "person", "--write")
    assert done.out == "actor: actors/people.yaml: jan-vos\n"
    found = Path("actors/people.yaml").read_bytes()
    added = found[len(people) - len(end) : -len(end)]
    assert found == people.removesuffix(end) + added + end
    assert added.startswith(b"\n- id: jan-vos\n  kind: person\n")
    assert Path("actors/media.yaml").read_text(encoding="utf-8") == media
    told = [line.split(": ")[1] for line in run("check").out.splitlines() if "people.yaml" in line]
    assert told == ["the actor has no sources"]


def test_an_entry_goes_into_a_file_of_its_own(run: Commands, own: Path) -> None:
    """`-o` takes a file that is there, or a new one."""
    run.fine("new", "actor", "Jan Vos", "--kind", "person", "-o", "actors/more.yaml")
    run.fine("new", "actor", "Eva Lund", "--kind", "person", "-o", "actors/more.yaml")
    text = Path("actors/more.yaml").read_text(encoding="utf-8")
    assert text.startswith("actors:\n  - id: jan-vos\n")
    assert "\n\n  - id: eva-lund\n" in text
    assert run.fine("fmt", "--check").out == ""


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("Jan", "--kind", "persn"), "unknown kind persn; did you mean person?"),
        (("Jan", "--id", "No Id"), "must be lower-case letters, digits and single hyphens"),
        (("Jan", "--id", "velland"), "velland is the id of an actor already"),
        (("Jan", "--lang", "Dutch"), "Dutch is no language code"),
        (("فايز",), "no id can be made of letters that are not Latin: give one with --id"),
        (("  ",), "the name is empty"),
        (("a\x07b",), "the name holds a control character"),
    ],
)
def test_what_no_entry_may_say_is_refused(
    run: Commands, own: Path, arguments: tuple[str, ...], told: str
) -> None:
    """One line, and exit code 2."""
    done = run("new", "actor", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err and done.err.count("\n") == 1


def test_a_file_that_is_no_registry_is_left_alone(run: Commands, own: Path) -> None:
    """An article, another YAML file, or one that can't be read gets no entry."""
    Path("broken.yaml").write_text("actors: [\n", encoding="utf-8")
    before = files(own)
    for name in ("articles/2024-03-05-lake-courier-brandt.yaml", "broken.yaml"):
        done = run("new", "actor", "Jan", "-o", name)
        assert (done.code, done.out) == (1, "")
        assert name in done.err
    assert files(own) == before


REGISTRIES = (
    "actors:\n  - id: a\n    kind: state\n",
    "actors:\n  - id: a\n    kind: state\n    # more of it\n  # and of all\nplaces:\n  - id: p\n",
    "# head\nactors: # all\n- id: a # it\n\n# the places\n\nplaces: []\n",
    "places:\n  - {id: p}\nactors:\n  - id: a\n    note: >-\n      one\n      two\n\n\n",
    "actors:\r\n  - {id: a}\r\nevents:\r\n  - {id: e}\r\n",
    "\ufeffactors:\n    - id: a\n      names:\n          en: A",
    "places: [{id: p}] # no actors yet",
    "actors: # none\nplaces: []\n",
    "",
)


@pytest.mark.parametrize("text", REGISTRIES)
def test_an_entry_joins_any_registry(text: str, vocabulary: Vocabulary) -> None:
    """It comes last of the actors; every line that was there is still there, in its order."""
    entry = stub("new-one", "New: one", "en", "state", vocabulary)
    found = appended(text.encode(), "f.yaml", entry, vocabulary).decode()
    root, problems = read_bytes(found.encode(), "f.yaml")
    assert problems == [] and isinstance(root, Mapping)
    actors = root.get("actors")
    assert isinstance(actors, Sequence)
    assert values(actors.items[-1]) == {
        "id": "new-one",
        "kind": "state",
        "names": {"en": "New: one"},
    }
    added = iter(found.splitlines())
    assert all(any(line == each for each in added) for line in text.splitlines())
    assert ("\r\n" in text) == ("\r\n" in found)
    assert found.count("\n") == found.count("\r\n") or "\r" not in found


def test_a_registry_in_brackets_is_left_to_its_owner(vocabulary: Vocabulary) -> None:
    """Where there is no room for an entry, nothing is rearranged."""
    entry = stub("new-one", "New one", "en", "state", vocabulary)
    with pytest.raises(LibyagraphError, match="put the entry there by hand"):
        appended(b"actors: [{id: a}]\n", "f.yaml", entry, vocabulary)
    with pytest.raises(DataError):
        appended(b"- a\n", "f.yaml", entry, vocabulary)


@given(st.text(min_size=1, max_size=30).filter(lambda name: bool(folded(name))))
def test_any_name_can_be_entered(vocabulary: Vocabulary, name: str) -> None:
    """Whatever the name, the entry reads as that name."""
    entry = stub("a", " ".join(name.split()), "en", "", vocabulary)
    found = appended(b"", "f.yaml", entry, vocabulary)
    root, problems = read_bytes(found, "f.yaml")
    if not problems:
        assert isinstance(root, Mapping)
        assert _first_name(root) == " ".join(name.split())


def _first_name(root: Mapping) -> object:
    said: Node | None = root.get("actors")
    assert isinstance(said, Sequence)
    entry = values(said.items[0])
    assert isinstance(entry, dict)
    return entry["names"]["en"]


def test_without_a_corpus_the_packaged_registry_is_asked(run: Commands) -> None:
    """In an empty directory, names are looked up in what comes with the program; said so."""
    done = run.fine("new", "actor", "Khalifa Hafter")
    assert "using the packaged corpus" in done.err
    assert "near: khalifa-haftar" in done.err
    assert not paths.seeds().joinpath("actors.yaml").exists()
    run.fine("new", "actor", "Jan Vos", "--write")
    assert Path("actors.yaml").is_file()
