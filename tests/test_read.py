"""Reading is strict, knows lines, and never guesses a type."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libyagraph.errors import Problem
from libyagraph.read import DEEPEST, LARGEST, Mapping, Node, Scalar, Sequence, read, read_bytes


def only(data: bytes | str) -> str:
    """The only problem, as `line:column name message`, of what can't be read at all."""
    root, problems = read_bytes(data.encode() if isinstance(data, str) else data, "f.yaml")
    assert root is None
    assert len(problems) == 1, problems
    [problem] = problems
    return f"{problem.line}:{problem.column} {problem.name} {problem.message}"


def good(data: bytes | str) -> Node:
    root, problems = read_bytes(data.encode() if isinstance(data, str) else data, "f.yaml")
    assert problems == []
    assert root is not None
    return root


def plain(node: Node | None) -> object:
    """A node as values of Python, all scalars as text."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


WORDS = [
    "no", "on", "yes", "010", "1e3", "3e91", "12:30", "0x1F", "1_000", ".inf", "~", "null", "true",
    "2019-02-30", "2019-05-09", "=", "0.10", "+5",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_scalars_stay_text(word: str) -> None:
    """No scalar is turned into a number, a date or a truth value, in a value, list or key."""
    assert plain(good(f"a: {word}\nb: [{word}]\n{word}: c")) == {"a": word, "b": [word], word: "c"}


def test_marks_count_code_points_from_one() -> None:
    """Columns count code points, not bytes and not UTF-16 units, also beyond the basic plane."""
    root = good("é: x\n🕊 مص: {b: [c,\n  d]}\n")
    assert isinstance(root, Mapping)
    key, value = root.entries[1]
    assert (key.mark.line, key.mark.column) == (2, 1)
    assert (value.mark.line, value.mark.column) == (2, 7)
    inner = value.get("b") if isinstance(value, Mapping) else None
    assert isinstance(inner, Sequence)
    assert [(item.mark.line, item.mark.column) for item in inner.items] == [(2, 12), (3, 3)]


def test_spans_cut_out_what_was_written() -> None:
    """The span of a node cuts its own words out of the file, which `check --fix` relies on."""
    source = 'é🕊: "a\\tb"\nlist: [c, {d: e}]\nplain: two words # comment\n'
    root = good(source)
    assert isinstance(root, Mapping)
    assert [source[slice(*value.span)] for _, value in root.entries] == [
        '"a\\tb"',
        "[c, {d: e}]",
        "two words",
    ]


def test_duplicate_keys_are_all_reported_and_the_first_wins() -> None:
    """Each repetition has its own problem, which names the line of the first."""
    root, problems = read_bytes(b"a: 1\nb: {c: 2, c: 3}\na: 4\n'a': 5\n", "f.yaml")
    assert plain(root) == {"a": "1", "b": {"c": "2"}}
    assert [str(problem) for problem in problems] == [
        "f.yaml:2:11: duplicate key c, first on line 2",
        "f.yaml:3:1: duplicate key a, first on line 1",
        "f.yaml:4:1: duplicate key a, first on line 1",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a: !!str b", "1:4 tag tags (!) are not allowed"),
        ("!!map {a: b}", "1:1 tag tags (!) are not allowed"),
        ("a: !<tag:x,2000:y> b", "1:4 tag tags (!) are not allowed"),
        ("a: !!python/object/apply:os.system [id]", "1:4 tag tags (!) are not allowed"),
        ("a: &x b", "1:4 anchor anchors (&) are not allowed"),
        ("a: &x [b]", "1:4 anchor anchors (&) are not allowed"),
        ("a: *x", "1:4 alias aliases (*) are not allowed"),
        ("<<: {a: b}", "1:1 merge merge keys (<<) are not allowed"),
        ("a: b\nc:\n  <<: {a: b}", "3:3 merge merge keys (<<) are not allowed"),
        ("a: b\n---\nc: d", "2:1 documents a second document"),
        ("a: b\n...\n---\nc: d", "3:1 documents a second document"),
        ("%YAML 1.2\n---\na: b", "1:1 directive directives are not allowed"),
        ("%TAG ! tag:x,2000:\n---\na: b", "1:1 directive directives are not allowed"),
        ("a: b\n\tc: d", "2:1 syntax not YAML"),
        ("a: \x00b", "1:4 control control character U+0000"),
        ("a: é🕊\x07", "1:6 control control character U+0007"),
        ("a: b\nc: \x1b[31m", "2:4 control control character U+001B"),
        ("a: \u202eb", "1:4 control control character U+202E"),
        ('a: "\\0"', "1:4 control escaped control character U+0000"),
        ('a: "\\x1b[0m"', "1:4 control escaped control character U+001B"),
        ('a: "x\\u202e"', "1:4 control escaped control character U+202E"),
        ('a: "\\ud800"', "1:7 syntax not YAML"),
        ("? [a, b]\n: c", "1:3 key a key must be a word"),
        ("? {a: b}\n: c", "1:3 key a key must be a word"),
        ("a: [b, c\n", "1:4 syntax not YAML"),
        ("a: 'b", "1:6 syntax not YAML"),
        ("a: b: c", "1:5 syntax not YAML"),
        ("a: b\n c: d", "2:3 syntax not YAML"),
        ("", "1:1 empty the file is empty"),
        ("\n\n# only a comment\n", "1:1 empty the file is empty"),
        ("---\n", "1:1 empty the file is empty"),
        ("\ufeff", "1:1 empty the file is empty"),
    ],
)
def test_what_is_refused(source: str, expected: str) -> None:
    """Each refusal is one problem, at the place where it stands."""
    assert only(source).startswith(expected)


def test_a_quoted_merge_key_is_a_word_like_any_other() -> None:
    """Only the plain `<<` merges in YAML; in quotes it is text, and the model may refuse it."""
    assert plain(good('"<<": {a: b}')) == {"<<": {"a": "b"}}


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("latin-1", "2:4 encoding the file is not UTF-8"),
        ("cp1252", "2:4 encoding the file is not UTF-8"),
        ("utf-16", "1:1 encoding the file is not UTF-8"),
        ("utf-32", "1:1 encoding the file is not UTF-8"),
    ],
)
def test_other_encodings_are_refused_where_they_begin(encoding: str, expected: str) -> None:
    """A file that is not UTF-8 is named as such, and never half read or guessed."""
    assert only("a: b\nb: Élysée\n".encode(encoding)) == expected


def test_a_byte_order_mark_and_windows_line_ends_are_fine() -> None:
    """Editors on Windows write both: the values and lines are those of any other file."""
    root = good("\ufeffa: b\r\nc:\r\n  - d\r\n  - |\r\n    e\r\n".encode())
    assert plain(root) == {"a": "b", "c": ["d", "e\n"]}
    assert isinstance(root, Mapping)
    assert root.entries[0][0].mark.column == 1
    assert root.entries[1][0].mark.line == 2


def nested(depth: int) -> list[str]:
    """Sources nested to a depth: in lists, in mappings, in blocks."""
    return [
        "[" * depth + "b" + "]" * depth,
        "{a: " * depth + "b" + "}" * depth,
        "- " * depth + "b",
    ]


@pytest.mark.parametrize("shape", range(3))
def test_nesting_has_a_limit(shape: int) -> None:
    """64 levels of mappings and sequences are read, 65 and 100,000 are refused; none crashes."""
    good(nested(DEEPEST)[shape])
    assert "nesting nested deeper than 64" in only(nested(DEEPEST + 1)[shape])
    assert "nest" in only(nested(100_000)[shape])


def test_size_has_a_limit(tmp_path: Path) -> None:
    """A file over 5 MB is refused unread, on disk as in memory."""
    large = b"# " + b"x" * LARGEST
    path = tmp_path / "large.yaml"
    path.write_bytes(large)
    assert [problem.name for problem in read(path)[1]] == ["size"]
    assert only(large).startswith("1:1 size the file is over 5 MB")
    assert read_bytes(b"a: " + b"x" * (LARGEST - 3), "f.yaml")[1] == []


def test_what_can_not_be_opened_is_a_problem(tmp_path: Path) -> None:
    """A missing file, or a directory that is called like one, is reported and raises nothing."""
    (tmp_path / "directory.yaml").mkdir()
    for name in ("missing.yaml", "directory.yaml"):
        root, problems = read(tmp_path / name, name)
        assert root is None
        [problem] = problems
        assert str(problem).startswith(f"{name}:1:1: can't be read: ")


def judged(root: Node | None, problems: list[Problem], data: bytes) -> None:
    """What holds of any answer: a root or a problem, and every mark lies in the file."""
    assert root is not None or problems
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85")
    lines += data.count(b"\xe2\x80\xa8") + data.count(b"\xe2\x80\xa9") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert "\n" not in str(problem)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    """Any bytes give a root or problems, and no exception."""
    judged(*read_bytes(data, "f.yaml"), data)


YAMLISH = st.lists(
    st.sampled_from(
        [*"abé🕊 \n\t:-?,[]{}&*!|>'\"%@`#~<\\\r\x00\x85\u2028\ufeff", "\n  ", ": ", "---"]
    )
    | st.text(max_size=3),
    max_size=40,
).map("".join)


@settings(max_examples=300)
@given(YAMLISH)
def test_no_text_crashes_the_reader(text: str) -> None:
    """Any text, however much it looks like YAML, gives a root or problems."""
    data = text.encode("utf-8", "surrogatepass")
    judged(*read_bytes(data, "f.yaml"), data)
