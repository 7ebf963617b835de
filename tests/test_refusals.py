"""What is bad is refused in one line, where it stands, soon, and without an echo of what it hides.

`refusals.py` has the mistakes, kind by kind; here they are put into a corpus one by one. What takes
a process of its own is called as people call it, and its time and memory are measured.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from libyagraph import corpus, evidence
from libyagraph.errors import Problem
from libyagraph.resolve import resolve
from libyagraph.vocabulary import Vocabulary

from tests import oversized, refusals
from tests.commands import Commands
from tests.oversized import Large, many
from tests.refusals import ARTICLE, EVIDENCE, TEXT, Edit, Whole, places, write
from tests.support import environment

LINE = re.compile(r".+:[1-9]\d*:[1-9]\d*: (?:warning: )?\S.*")
"""How a problem is told."""

Commanded = Callable[..., Commands]


@pytest.fixture
def call(tmp_path: Path) -> Path:
    """The article of a sound corpus that stands beside it."""
    return write(tmp_path / "corpus")


@pytest.fixture
def command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Commands:
    """`libyagraph`, called in this process."""
    return Commands(tmp_path, monkeypatch, capsysbinary)


def told(problems: Iterable[Problem]) -> str:
    """Problems as they are printed; each must be one line of the right form."""
    lines = [str(problem) for problem in problems]
    for line in lines:
        assert line.isprintable(), line
        assert LINE.fullmatch(line), line
    return "\n".join(lines)


def refused(file: Path, content: str, said: str, vocabulary: Vocabulary) -> None:
    """Write a file: it alone must be wrong, where `§` stands, alone and among the others."""
    text, expected = places(content)
    file.write_bytes(text.encode("utf-8"))
    for path in (file, file.parent):
        loaded = corpus.load(path, vocabulary)
        assert [error.file for error in loaded.errors] == [str(file)] * len(expected)
        assert [(error.line, error.column) for error in loaded.errors] == expected
        assert said in told(loaded.errors)
        told(evidence.verify(loaded.corpus, file.parent / "texts"))


def changed(edit: Edit) -> str:
    """The article with an edit."""
    old, new, _ = edit
    assert old in ARTICLE
    return ARTICLE.replace(old, new, 1)


def named(value: object) -> str | None:
    """What a test is called: what is written, without what can't stand in a name."""
    if not isinstance(value, tuple):
        return None
    shown = [part if len(part) < 40 else part[:39] + "…" for part in value[-2:]]
    return ascii(" → ".join(shown))


def test_the_corpus_of_all_these_mistakes_is_sound(call: Path, vocabulary: Vocabulary) -> None:
    """Whatever is refused below is refused for its one mistake."""
    loaded = corpus.load(call, vocabulary)
    assert loaded.problems == ()
    assert evidence.verify(loaded.corpus, call.parent / "texts") == []


@pytest.mark.parametrize("edit", refusals.SYNTAX, ids=named)
def test_what_is_not_plain_yaml_is_refused(edit: Edit, call: Path, vocabulary: Vocabulary) -> None:
    """Syntax errors, tabs, keys twice, tags, anchors, aliases, merge keys, several documents."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.CONTROL, ids=named)
def test_what_hides_or_turns_text_is_refused(
    edit: Edit, call: Path, vocabulary: Vocabulary
) -> None:
    """Control characters, raw and escaped; the message has their codes, never themselves."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.KEYS, ids=named)
def test_unknown_and_missing_keys_are_refused(
    edit: Edit, call: Path, vocabulary: Vocabulary
) -> None:
    """A key that nobody knows stands for another one, or for nothing; some must be there."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.TYPES, ids=named)
def test_values_of_another_form_are_refused(edit: Edit, call: Path, vocabulary: Vocabulary) -> None:
    """Whatever a key carries, a list, a mapping, a text or a number in its place is told."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.IDS, ids=named)
def test_ids_and_what_they_name_are_judged(edit: Edit, call: Path, vocabulary: Vocabulary) -> None:
    """Ids that break an address or a path, stand twice, name nothing, or the claim itself."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.DATES, ids=named)
def test_impossible_dates_are_refused(edit: Edit, call: Path, vocabulary: Vocabulary) -> None:
    """No day is made of what the calendar does not have."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.PASSAGES, ids=named)
def test_impossible_passages_are_refused(edit: Edit, call: Path, vocabulary: Vocabulary) -> None:
    """Empty, reversed, negative, endless, or where nothing of the article is."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("edit", refusals.ROLES, ids=named)
def test_roles_follow_the_ontology(edit: Edit, call: Path, vocabulary: Vocabulary) -> None:
    """A meeting with oneself, one side alone, roles that a type lacks, actors of a wrong kind."""
    refused(call, changed(edit), edit[2], vocabulary)


@pytest.mark.parametrize("whole", refusals.CLAIMS, ids=named)
def test_claims_that_turn_in_a_circle_are_refused(
    whole: Whole, call: Path, vocabulary: Vocabulary
) -> None:
    """A claim in itself or telling of itself, by any number of others; and what is no claim."""
    head = ARTICLE[: ARTICLE.index("claims:")]
    refused(call, f"{head}claims:\n{whole[0]}\n", whole[1], vocabulary)


@pytest.mark.parametrize("whole", refusals.REGISTRY, ids=named)
def test_mistakes_in_the_registry_are_refused(
    whole: Whole, call: Path, vocabulary: Vocabulary
) -> None:
    """Actors, places and shared events are judged as strictly as claims."""
    refused(call.with_name("registry.yaml"), whole[0], whole[1], vocabulary)


# ---- what is no annotation


@pytest.mark.parametrize("whole", refusals.NO_ANNOTATION, ids=named)
def test_what_is_no_annotation_exits_with_two(whole: Whole, call: Path, command: Commands) -> None:
    """Alone it is a wrong argument; among annotations it is an error as any other."""
    text, [(line, column)] = places(whole[0])
    call.write_bytes(text.encode("utf-8"))
    for path, code in ((call, 2), (call.parent, 1)):
        done = command("check", path)
        assert done.code == code
        assert done.out.startswith(f"{call}:{line}:{column}: ")
        assert whole[1] in done.out
        assert done.out.count("\n") == 1


ACCENTED = ARTICLE.replace("title: A call", "title: L'Élysée")


@pytest.mark.parametrize(
    ("data", "said", "code"),
    [
        (ACCENTED.encode("latin-1"), "1:10: the file is not UTF-8", 1),
        (ACCENTED.encode("cp1252"), "1:10: the file is not UTF-8", 1),
        (ACCENTED.encode("mac-roman"), "1:10: the file is not UTF-8", 1),
        (ACCENTED.encode("utf-16"), "1:1: the file is not UTF-8", 2),
        (ACCENTED.encode("utf-16-le"), "the file is not UTF-8", 2),
        (ARTICLE.encode("utf-16-be"), "1:1: control character U+0000", 2),
        (ACCENTED.encode("utf-32"), "1:1: the file is not UTF-8", 2),
        (ARTICLE.encode("utf-32-le"), "1:2: control character U+0000", 2),
        (ARTICLE.encode("utf-32-be"), "1:1: control character U+0000", 2),
        (ARTICLE.encode("cp037"), "the file is not UTF-8", 1),
        (b"\xef\xbb\xbf\xff", "1:1: the file is not UTF-8", 1),
        (ARTICLE.encode().replace(b"bay", b"b\xed\xa0\x80ay"), "not UTF-8", 1),  # half a pair
        (ARTICLE.encode().replace(b"bay", b"b\xc0\x80ay"), "not UTF-8", 1),  # a long form of NUL
        (ARTICLE.encode().replace(b"bay", b"b\xf4\x90\x80\x80ay"), "not UTF-8", 1),  # too high
        (ARTICLE.encode() + b"\xe2\x82", "28:1: the file is not UTF-8", 1),  # cut off
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "the file is not UTF-8", 2),
        (b"\x1f\x8b\x08\x00" + bytes(99), "the file is not UTF-8", 2),
        (b"PK\x03\x04" + bytes(99), "1:3: control character U+0003", 2),
        (bytes(1000), "1:1: control character U+0000", 2),
    ],
)
def test_other_encodings_and_what_is_no_text(
    data: bytes, said: str, code: int, call: Path, command: Commands
) -> None:
    """A file is UTF-8 or refused, and never guessed at."""
    call.write_bytes(data)
    for path, expected in ((call, code), (call.parent, 1)):
        done = command("check", path)
        assert done.code == expected
        assert said in done.out
        assert done.out.isascii()
        assert LINE.match(done.out)


# ---- what is fine


@pytest.mark.parametrize("start", ["", "\ufeff", "---\n", "# comment\n---\n", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_line_ends_of_windows_are_fine(
    start: str, end: str, call: Path, vocabulary: Vocabulary
) -> None:
    """What editors put there on their own is read as if it were not there."""
    expected = corpus.load(call, vocabulary).corpus.articles["call"]
    call.write_bytes((start + ARTICLE).replace("\n", end).encode("utf-8"))
    loaded = corpus.load(call, vocabulary)
    assert loaded.problems == ()
    assert loaded.corpus.articles["call"] == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mistake_stands_on_the_line_that_an_editor_shows(
    end: str, call: Path, vocabulary: Vocabulary
) -> None:
    """Neither a byte-order mark nor the ends of lines move what is told."""
    text, [(line, column)] = places(ARTICLE.replace("actor: beta", "actor: §bet"))
    call.write_bytes(("\ufeff" + text.replace("\n", end)).encode("utf-8"))
    [error] = corpus.load(call, vocabulary).errors
    assert (error.line, error.column) == (line, column)


@pytest.mark.parametrize(
    "word",
    [
        *("no", "on", "yes", "null", "~", "true", "010", "0x1F", "1e3", "3e91", ".inf", "0.10"),
        *("12:30:45", "2019-05", "2019-05-09 10:00:00", "1_000", "=", "<<x", "+1", "مصر", "🕊"),
    ],
)
def test_words_mean_what_was_typed(word: str, call: Path, vocabulary: Vocabulary) -> None:
    """Text stays text, whatever YAML takes it for: as a title, a note, a name or an alias."""
    call.write_text(ARTICLE.replace("A call across the bay", word), encoding="utf-8")
    (call.parent / "more.yaml").write_text(
        f"actors:\n- id: more\n  kind: person\n  names: {{en: {word}}}\n  sources: [x]\n"
        f"  note: {word}\n  aliases:\n  - {{value: {word}, lang: en}}\n",
        encoding="utf-8",
    )
    loaded = corpus.load(call.parent, vocabulary)
    assert loaded.problems == ()
    more = loaded.corpus.actors["more"]
    written = (loaded.corpus.articles["call"].title, more.names["en"], more.note)
    assert {*written, more.aliases[0].value} == {word}


@pytest.mark.parametrize("id_", ["no", "on", "010", "1e3", "null", "2019-05", "0", "a" * 100])
def test_what_looks_like_a_number_may_be_an_id(
    id_: str, call: Path, vocabulary: Vocabulary
) -> None:
    """An actor who is called `no` is told by that word, and not by false."""
    call.write_text(ARTICLE.replace("actor: alpha", f"actor: {id_}"), encoding="utf-8")
    entry = f"actors:\n- {{id: {id_}, kind: person, names: {{en: X}}, sources: [x]}}\n"
    (call.parent / "more.yaml").write_text(entry, encoding="utf-8")
    loaded = corpus.load(call.parent, vocabulary)
    assert loaded.problems == ()
    assert loaded.corpus.claims["call"]["appeal"].roles["actor"] == (id_,)


# ---- with the texts


@pytest.mark.parametrize("edit", refusals.TEXTS, ids=named)
def test_with_the_text_every_passage_is_verified(edit: Edit, call: Path, command: Commands) -> None:
    """Without the text positions are taken on trust; with it they must hold."""
    content, [(line, column)] = places(changed(edit))
    call.write_text(content, encoding="utf-8")
    assert command("check", call).code == 0
    for path in (call, call.parent):
        done = command("check", path, "--texts", call.parent / "texts")
        assert done.code == 1
        assert done.out.startswith(f"{call}:{line}:{column}: ")
        assert edit[2] in done.out
        assert done.out.count("\n") == 1


def test_a_text_that_has_changed_is_told_with_every_passage_in_it(
    call: Path, command: Commands
) -> None:
    """One letter of the first sentence: the text is another, and of its passages one."""
    changed = TEXT.replace("Alpha called", "Alpha calls ")
    (call.parent / "texts" / "bay.txt").write_text(changed, encoding="utf-8")
    done = command("check", call, "--texts", call.parent / "texts")
    assert done.code == 1
    assert [line.split(": ", 1)[0] for line in done.out.splitlines()] == [
        f"{call}:5:9",
        f"{call}:14:16",
    ]


@pytest.mark.parametrize("what", ["missing", "directory", "pipe", "endless", "circle", "latin-1"])
def test_a_text_that_can_not_be_read_is_a_warning(what: str, call: Path, command: Commands) -> None:
    """Evidence is then not verified, and nothing waits for what never comes."""
    text = call.parent / "texts" / "bay.txt"
    text.unlink()
    odd(text, what)
    done = command("check", call, "--texts", text.parent)
    assert done.code == 0
    assert "evidence not verified [no-text]" in done.out
    assert done.out.count("\n") == 1


@pytest.mark.parametrize("file", ["/dev/zero", "../call.yaml", "/etc/passwd", "..", "."])
def test_a_path_in_place_of_a_name_is_not_followed(
    file: str, call: Path, command: Commands
) -> None:
    """No annotation makes the program read, or wait for, what lies outside of the texts."""
    call.write_text(ARTICLE.replace("file: bay.txt", f"file: {file}"), encoding="utf-8")
    done = command("check", call, "--texts", call.parent / "texts")
    assert done.code == 1
    assert done.out == f"{call}:5:16: file must be a name, without a path\n"


# ---- several files


def odd(path: Path, what: str) -> None:
    """Put at a path what is no file to be read."""
    match what:
        case "directory":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "endless":
            path.symlink_to("/dev/zero")
        case "circle":
            path.symlink_to(path)
        case "nowhere":
            path.symlink_to("nowhere.txt")
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(os.path.relpath(path))
        case "latin-1":
            path.write_bytes("é".encode("latin-1"))


@pytest.mark.parametrize("what", ["pipe", "endless", "circle", "nowhere", "socket"])
def test_what_is_no_file_is_told_and_hides_nothing(
    what: str, call: Path, command: Commands
) -> None:
    """A pipe keeps nobody waiting, and the mistakes of other files are all there."""
    call.write_text(ARTICLE.replace("actor: alpha", "actor: alfa"), encoding="utf-8")
    bad = call.with_name("bad.yaml")
    odd(bad, what)
    done = command("check", call.parent)
    assert done.code == 1
    first, second = done.out.splitlines()
    assert first.startswith(f"{bad}:1:1: can't be read: ")
    assert second == f"{call}:10:12: unknown actor alfa; did you mean alpha?"
    assert command("check", bad).code == 2


def test_a_directory_that_is_called_like_a_file_is_looked_into(
    call: Path, command: Commands
) -> None:
    """What it holds belongs to the corpus; alone and empty it holds no annotations."""
    inner = call.with_name("inner.yaml")
    inner.mkdir()
    assert command("check", call.parent).code == 0
    assert command("check", inner).code == 2
    (inner / "bad.yaml").write_text("[", encoding="utf-8")
    assert command("check", call.parent).out.startswith(f"{inner / 'bad.yaml'}:1:2: not YAML")


def test_directories_may_be_nested_as_deep_as_a_path_goes(
    call: Path, command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand directories, one in the other, are looked through."""
    monkeypatch.chdir(call.parent)
    try:
        for _ in range(1200):
            os.mkdir("d")  # noqa: PTH102 - the path grows too long for one call
            os.chdir("d")
        Path("deep.yaml").write_text("title: x: y", encoding="utf-8")
        monkeypatch.chdir(call.parent)
        done = command("check", ".")
    finally:  # no function of Python removes it
        subprocess.run(["rm", "-rf", call.with_name("d")], check=True)
    assert "/d/d/d/deep.yaml:1:9: not YAML" in done.out


def test_all_problems_of_all_files_come_at_once_and_in_order(
    call: Path, vocabulary: Vocabulary
) -> None:
    """By file, line and column; what can't be read does not keep others from being judged."""
    mistakes = {
        "a.yaml": ARTICLE.replace("recipient: beta", "recipient: bet").replace("paper", "papper"),
        "b.yaml": "claims: [\n",
        "c.yaml": ARTICLE.replace("2016-05-10", "2016-05-32"),
        "d.yaml": ARTICLE.replace("title", "titel").replace("type: meeting", "type: meting"),
        "e.yaml": "\x00",
        "f.yaml": "places: [{id: x, kind: citty, names: {}, sources: [], within: nowhere}]\n",
    }
    for name, content in mistakes.items():
        (call.parent / name).write_text(content, encoding="utf-8")
    found = corpus.load(call.parent, vocabulary).errors
    assert [(Path(e.file).name, e.line, e.column, e.name) for e in found] == [
        ("a.yaml", 2, 12, "unknown-actor"),
        ("a.yaml", 11, 16, "unknown-actor"),
        ("b.yaml", 1, 10, "syntax"),
        ("c.yaml", 4, 19, "bad-date"),
        ("c.yaml", 12, 11, "bad-date"),
        ("d.yaml", 1, 1, "missing-key"),
        ("d.yaml", 1, 1, "unknown-key"),
        ("d.yaml", 22, 11, "unknown-word"),
        ("e.yaml", 1, 1, "control"),
        ("f.yaml", 1, 24, "unknown-word"),
        ("f.yaml", 1, 38, "wrong-type"),
        ("f.yaml", 1, 51, "wrong-type"),
        ("f.yaml", 1, 63, "unknown-place"),
    ]


def test_what_a_broken_registry_declares_is_not_called_unknown(
    call: Path, vocabulary: Vocabulary
) -> None:
    """One slip in the registry gives one problem; what it does not even name is still unknown."""
    registry = call.with_name("actors.yaml")
    text = registry.read_text(encoding="utf-8")
    call.write_text(ARTICLE.replace("according_to: wire", "according_to: wier"), encoding="utf-8")
    for broken in (text.replace("kind: person", "kind: [person", 1), f"{text}\t- x\n", f"%{text}"):
        registry.write_text(broken, encoding="utf-8")
        for path in (call, call.parent):
            first, second = corpus.load(path, vocabulary).errors
            assert (first.file, first.name) == (str(registry), "syntax")
            assert second.message.startswith("unknown actor wier")
    for encoding in ("utf-16", "latin-1"):
        registry.write_bytes(text.encode(encoding, "replace") + "\xe9".encode(encoding))
        first, second = corpus.load(call, vocabulary).errors
        assert (first.file, first.name) == (str(registry), "encoding")
        assert second.message.startswith("unknown actor wier")


OTHER = re.sub("(id|rejects): appeal", r"\1: second-appeal", ARTICLE)
CLERK = "actors: [{id: clerk, kind: person, names: {en: Clerk}}]\n"
REPLY = "    type: rejection\n    actor: beta\n    rejects: second-appeal\n"
PAIRS = [
    ("claims:", f"actors: [§{CLERK[9:]}claims:", "actor clerk stands twice, first in"),
    ("actor: envoy", "actor: [envoy, §clerk]", "clerk is an actor of another article alone"),
    (REPLY, "    event: §call#nothing\n", "unknown claim or event call#nothing"),
    (REPLY, "    event: §cal#appeal\n", "unknown article cal; did you mean call?"),
    (REPLY, "    event: §call#retold\n", "call#retold itself tells of appeal: name that event"),
    (REPLY, "    event: call#appeal\n    in: §call#appeal\n", "names no claim of this article"),
    (REPLY, "    event: call#appeal\n    type: §meeting\n", "type meeting does not fit the event"),
    ("rejects: second-appeal", "rejects: §appeal", "unknown claim or event appeal; did you mean"),
]


@pytest.mark.parametrize("edit", PAIRS, ids=named)
def test_what_one_article_says_of_another_is_judged(
    edit: Edit, call: Path, vocabulary: Vocabulary
) -> None:
    """Ids of local actors, references to claims and events, across files."""
    retold = f"  - {{id: retold, event: appeal, evidence: {EVIDENCE}}}\n"
    call.write_text(ARTICLE.replace("claims:", f"{CLERK}claims:") + retold, encoding="utf-8")
    old, new, said = edit
    assert old in OTHER
    refused(call.with_name("other.yaml"), OTHER.replace(old, new, 1), said, vocabulary)


@pytest.mark.parametrize("name", ["actors.yaml", "registry.yaml", "actors/all.yaml"])
def test_the_registry_is_found_above(name: str, call: Path, vocabulary: Vocabulary) -> None:
    """An article, or a directory of articles, is judged by the registry of its own corpus."""
    registry = call.parent / name
    registry.parent.mkdir(exist_ok=True)
    call.with_name("actors.yaml").rename(registry)
    articles = call.with_name("articles")
    articles.mkdir()
    article = call.rename(articles / "call.YAML")
    for path in (article, articles, articles.parent):
        assert corpus.load(path, vocabulary).problems == ()
    article.write_text(ARTICLE.replace("actor: alpha", "actor: alfa"), encoding="utf-8")
    for path in (article, articles, articles.parent):
        [error] = corpus.load(path, vocabulary).errors
        assert error.message == "unknown actor alfa; did you mean alpha?"


def test_an_article_that_stands_twice_is_told(call: Path, vocabulary: Vocabulary) -> None:
    """Its name is its id, in whatever directory it lies."""
    again = call.parent / "more" / call.name
    again.parent.mkdir()
    again.write_text(ARTICLE, encoding="utf-8")
    [error] = corpus.load(call.parent, vocabulary).errors
    assert str(error) == f"{again}:1:1: article call stands twice, first in {call}"


# ---- names of files


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize(
    "name",
    [f"a{chr(code)}b" for code in (0x0A, 0x0D, 0x1B, 0x07, 0x85, 0x202E, 0x200B, 0x2028, 0xDCFF)],
    ids=ascii,
)
def test_the_name_of_a_file_is_not_echoed_raw(
    name: str, form: str, call: Path, command: Commands
) -> None:
    """A name can move a terminal's cursor, or begin a line of its own: it is told by codes."""
    path = call.rename(call.with_name(f"{name}.yaml"))
    for given in (path, call.parent, call.with_name(f"{name}x.yaml")):
        done = command("check", given, "--format", form)
        assert done.code in (1, 2)
        assert (done.out + done.err).replace("\n", "").isprintable()
        lines = done.out.splitlines()
        if form == "json" and lines:
            assert [each["file"] for each in json.loads(done.out)] == [str(path)]
        elif lines:
            assert len(lines) == 1
            assert "the file's name is the article's id" in lines[0]


# ---- in a process of its own: exit codes, time, memory, and what is written

MEASURED = """
import json, os, sys
command = [sys.executable, "-m", "libyagraph", *sys.argv[2:]]
_, status, used = os.wait4(os.posix_spawn(command[0], command, os.environ), 0)
found = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss
with open(sys.argv[1], "w") as file:
    json.dump(found, file)
"""
SECONDS = 12
"""Of the processor, on any machine that tests run on: 3 here. What is quadratic takes minutes."""

MEGABYTES = 400


class Ran(NamedTuple):
    """What a process did."""

    code: int
    out: str
    err: str


def ran(directory: Path, *arguments: object, **variables: str) -> Ran:
    """Run `libyagraph check` by itself: it must be quick and modest, and write nothing."""
    before = listing(directory)
    measure = directory.with_name("measure.json")
    process = subprocess.run(
        [sys.executable, "-c", MEASURED, measure, "check", *map(str, arguments)],
        env=environment(**variables),
        cwd=directory,
        capture_output=True,
        timeout=120,
        check=True,
    )
    code, seconds, kilobytes = json.loads(measure.read_text(encoding="utf-8"))
    assert seconds < SECONDS
    assert kilobytes < MEGABYTES * 1000
    assert listing(directory) == before
    out, err = process.stdout.decode(), process.stderr.decode()
    assert "Traceback" not in err
    assert (out + err).replace("\n", "").isprintable()
    return Ran(code, out, err)


def listing(directory: Path) -> list[tuple[str, int]]:
    """All that lies below a directory, with when it was changed."""
    return sorted((str(path), path.lstat().st_mtime_ns) for path in directory.rglob("*"))


KINDS = [
    *(group[len(group) // 2] for group in (refusals.SYNTAX, refusals.KEYS, refusals.TYPES)),
    *(group[len(group) // 2] for group in (refusals.IDS, refusals.DATES, refusals.PASSAGES)),
    *refusals.CONTROL[::9],
    refusals.ROLES[0],
]


@pytest.mark.parametrize(
    ("form", "edit"),
    [
        *(("text", edit) for edit in KINDS),
        *(("json", edit) for edit in KINDS[::4]),
        *(("github", edit) for edit in KINDS[::4]),
    ],
    ids=named,
)
def test_the_command_itself_refuses(form: str, edit: Edit, call: Path) -> None:
    """As people call it: the exit code is 1, each problem has its place, in every format."""
    content, expected = places(changed(edit))
    call.write_bytes(content.encode("utf-8"))
    code, out, _ = ran(call.parent, call, "--format", form)
    assert code == 1
    if form == "json":
        assert [(each["line"], each["column"]) for each in json.loads(out)] == expected
    else:
        place = "{}:{}:{}: " if form == "text" else "::error file={},line={},col={},"
        for line, (row, column) in zip(out.splitlines(), expected, strict=True):
            assert line.startswith(place.format(call, row, column))


def test_a_terminal_that_knows_ascii_alone_is_no_reason_to_fail(call: Path) -> None:
    """What it can't show is shown as an escape."""
    content = ARTICLE.replace("actor: alpha", "actor: énvoy").replace("harbour", "مرفأ")
    call.write_text(content, encoding="utf-8")
    for variables in ({"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}):
        code, out, _ = ran(call.parent, call, **variables)
        assert code == 1
        assert out.count("\n") == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-", "> /dev/full", "| head -0"])
def test_output_that_goes_nowhere_is_no_crash(closed: str, call: Path) -> None:
    """A closed or full output, or a reader who has gone, ends in an exit code and no traceback."""
    call.write_text(ARTICLE.replace("claims:\n", many(2000, "k#: x\n") + "claims:\n"), "utf-8")
    command = f'"{sys.executable}" -m libyagraph check "{call}" {closed}'
    done = subprocess.run(
        ["sh", "-c", command], env=environment(), capture_output=True, check=False, text=True
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr
    assert done.returncode == {"> /dev/full": 3, "| head -0": 0}.get(closed, 1)


def is_refused(large: Large, name: str, call: Path) -> None:
    """Write a file of that name beside the corpus; all of its errors must come, soon."""
    path = call.with_name(name)
    path.write_text(large.make(), encoding="utf-8")
    code, out, _ = ran(path.parent, path.parent)
    errors = [line for line in out.splitlines() if ": warning: " not in line]
    assert code == 1
    assert len(errors) == large.errors
    assert any(large.said in line for line in errors)
    assert all(line.startswith(f"{path}:") for line in errors)


@pytest.mark.parametrize("large", oversized.QUICK.values(), ids=oversized.QUICK)
def test_what_is_too_much_is_refused_at_once(large: Large, call: Path) -> None:
    """Deep nesting, long words, what multiplies itself, long chains."""
    is_refused(large, "large.yaml", call)


def test_long_chains_are_followed_to_their_end(call: Path, vocabulary: Vocabulary) -> None:
    """Five thousand claims in each other, and as many that tell of each other, are sound."""
    last = "{id: LAST, type: support, actor: alpha, recipient: beta, date: 2016-05-09, EVIDENCE}"
    claims = (
        many(
            5000, "- {id: in-#, type: support, actor: alpha, recipient: beta, in: in-@, EVIDENCE}\n"
        )
        + many(5000, "- {id: of-#, event: of-@, EVIDENCE}\n")
        + "".join(f"- {last.replace('LAST', f'{word}-5000')}\n" for word in ("in", "of"))
    )
    text = oversized.HEAD + "claims:\n" + claims.replace("EVIDENCE", "evidence: [[0, 5]]")
    call.write_text(text, encoding="utf-8")
    whole = corpus.load(call, vocabulary).sound()
    told = {each.ref: each for each in resolve(whole.articles["call"], whole)}
    assert str(told["call#in-0"].date) == str(told["call#in-5000"].date)
    assert told["call#in-0"].date is not None
    assert told["call#of-0"].event == "call#of-5000"


@pytest.mark.slow
@pytest.mark.parametrize("large", oversized.SLOW.values(), ids=oversized.SLOW)
def test_as_many_mistakes_as_fit_into_a_file_are_all_told(large: Large, call: Path) -> None:
    """All of them are told, and no way through them is longer than they are many."""
    is_refused(large, "large.yaml", call)


@pytest.mark.slow
def test_thousands_of_files_are_all_told(call: Path) -> None:
    """One small mistake in each of three thousand files."""
    for number in range(3000):
        content = ARTICLE.replace("actor: alpha", f"actor: unknown-{number}")
        call.with_name(f"call-{number}.yaml").write_text(content, encoding="utf-8")
    code, out, _ = ran(call.parent, call.parent, "--ignore", "same-event")
    assert code == 1
    assert out.count("\n") == 3000
