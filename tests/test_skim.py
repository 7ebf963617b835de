"""What is skimmed is what the reader reads; the rest is left to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libyagraph.read import Mapping, Node, Scalar, Sequence, read_bytes
from libyagraph.skim import Skimmer

from tests.support import DATA, ROOT

FILES = sorted((*(ROOT / "seeds").rglob("*.yaml"), *DATA.rglob("*.yaml")))


def values(node: Node) -> object:
    """A tree without positions."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [values(item) for item in node.items]
    return [(key.text, values(value)) for key, value in node.entries]


def agrees(skimmer: Skimmer, text: str) -> bool:
    """Whether a text was skimmed; what was skimmed must be what the reader reads."""
    skimmed = skimmer.skim(text)
    if skimmed is None:
        return False
    node, problems = read_bytes(text.encode("utf-8", "surrogatepass"), "skimmed")
    assert not problems, text
    assert isinstance(node, Mapping), text
    assert values(skimmed) == values(node), text
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_that_is_skimmed_reads_the_same(path: Path) -> None:
    agrees(Skimmer(), path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize("path", sorted((ROOT / "seeds" / "articles").glob("*.yaml")))
def test_the_corpus_is_in_the_usual_style(path: Path) -> None:
    """Its articles are skimmed: the quick way is the one that people take."""
    assert agrees(Skimmer(), path.read_text(encoding="utf-8"))


SHAPES = [
    ("a: b", True),
    ("a:\n- b\n- c", True),
    ("a:\n  - b: c\n    d: e\n  - b: f", True),
    ("a: [b, [c, {d: e}], 'f', \"g\"] # h", True),
    ("a: >-\n  b\n  c\n\nd: e", True),
    ("a: b#c # d", True),
    ("a: {b: http://c/d, e: f#g}", True),
    ("a:\n- - b", False),
    ("a: b\n  c", False),
    ("a: b: c", False),
    ("a: &b c", False),
    ("a: *b", False),
    ("a: !b c", False),
    ("a: |\n  b\n", True),
    ("a: >\n  b\n  c\n", True),
    ("a: |-\n  b: c\n  # d\ne: f", True),
    ("a: |\n  b", False),
    ("a: |+\n  b\n\n", False),
    ("a: 'b''c'", True),
    ("a: >-\n  b\n    c", False),
    ("a: >-\n  b\n\n  c", False),
    ('a: "b\\n"', False),
    ("a: [b\n  , c]", False),
    ("a: [b,]", False),
    ("a: [, b]", False),
    ("a: {b}", False),
    ("a: {b: c, b: d}", False),
    ("a: b\na: c", False),
    ("a:\nb: c", False),
    ("a: b\n---\nc: d", False),
    ("%YAML 1.2\n---\na: b", False),
    ("a:\tb", False),
    ("a: b\r\n", False),
    ("a: b\u2028c: d", False),
    ("\ufeffa: b", False),
    ("a: \u202eb", False),
    ("? a\n: b", False),
    ("<<: a", False),
    ("- a", False),
    ("", False),
    ("a", False),
]


@pytest.mark.parametrize(("text", "plain"), SHAPES)
def test_the_plain_is_skimmed_and_the_rest_is_left(text: str, plain: bool) -> None:
    assert agrees(Skimmer(), text) is plain


def test_lines_that_were_seen_before_mean_the_same_elsewhere() -> None:
    skimmer = Skimmer()
    assert agrees(skimmer, "a: >-\n  b\n  c: d\n")
    assert agrees(skimmer, "a:\n  c: d\n  e: f")
    assert agrees(skimmer, "e: >-\n  c: d\na:\n  b: c")
    assert agrees(skimmer, "a:\n  - b: c\n  - b: c")


PIECES = r"""
a b-c 1 010 no -1 - -- --- ... .. ../2 ~ : :: a:b a: :a # a#b #a # ? ?a & * ! | > >- % @ ` ' "
'' "" 'a' "a" 'a''b' "a\\b" [ ] { } , [] {} [a] {a: b} {a:b} {a} [a, b] << <<: = é « ا
http://a.b/c?d=e&f a,b (a) a) [1, 2, 'c']
"""
WORDS = st.sampled_from(PIECES.split())
VALUES = st.lists(WORDS, max_size=4).map(" ".join)
KEYS = st.sampled_from(["", "a:", "b:", "c:", "d-e:", "<<:", "'a':", "? ", "a :"])
LINES = st.builds(
    lambda indent, dash, key, value: " " * indent + " ".join(filter(None, (dash, key, value))),
    st.integers(0, 5),
    st.sampled_from(["", "", "-", "- -"]),
    KEYS,
    VALUES,
)
TEXTS = st.lists(LINES, min_size=1, max_size=7).map("\n".join)


@settings(max_examples=3000, deadline=None)
@given(TEXTS)
def test_any_text_is_skimmed_rightly_or_not_at_all(text: str) -> None:
    agrees(Skimmer(), text)


ARTICLES = [path.read_text(encoding="utf-8") for path in FILES if "articles" in path.parts]


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(ARTICLES),
    st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 3),
            st.sampled_from([*"\n\t -:#,[]{}'\"&*!|>%?@`.~=a0é\u2028", "\n  ", ": ", " #", "- "]),
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_a_changed_article_is_skimmed_rightly_or_not_at_all(
    text: str, edits: list[tuple[float, int, str]]
) -> None:
    for where, length, new in edits:
        at = int(where * len(text))
        text = text[:at] + new + text[at + length :]
    agrees(Skimmer(), text)
