"""`check --fix` fills in what a machine can, and touches nothing else of the file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph.evidence import digest
from libyagraph.fix import fix
from libyagraph.fix.tree import evidence
from libyagraph.read import Mapping, read_bytes

from tests.support import VALID

TEXT = "Alpha met Beta. 🕊 Gamma did not. Alpha left.\nThe end."


def fixed(annotation: str, text: str = TEXT) -> tuple[str, list[str]]:
    """An annotation after `fix`, with the problems; what comes out must be readable."""
    assert read_bytes(annotation.encode(), "f.yaml")[1] == []
    found = fix(annotation, text, "f.yaml")
    assert read_bytes(found.annotation.encode(), "f.yaml")[1] == [], found
    return found.annotation, [str(problem) for problem in found.problems]


def entry(start: int, end: int) -> str:
    return f'[{start}, {end}, "{digest(TEXT[start:end])}"]'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("evidence: [[0, 5]]", f"evidence: [{entry(0, 5)}]"),
        ("evidence: [{quote: met Beta}]", f"evidence: [{entry(6, 14)}]"),
        ("evidence: {quote: met Beta}", f"evidence: [{entry(6, 14)}]"),
        ('evidence: [{quote: "🕊 Gamma"}, [0, 5]]', f"evidence: [{entry(16, 23)}, {entry(0, 5)}]"),
        ("evidence: [ [0,5 ,] ]", f"evidence: [ {entry(0, 5)[:-1].replace('0, 5', '0,5')} ,] ]"),
        ("evidence: [[ '0', \"5\" ]]", f'evidence: [[ \'0\', "5", "{digest(TEXT[:5])}" ]]'),
    ],
)
def test_passages_on_one_line(before: str, after: str) -> None:
    """Digests are added, quotes become positions, and what has a digest stays."""
    head = "# a comment\nclaims:\n  - id: a # another\n    "
    tail = "   # the last\n    note:   'odd   spacing'\n"
    assert fixed(head + before + tail) == (head + after + tail, [])


@pytest.mark.parametrize(
    "quote",
    [
        "quote: met Beta",
        'quote: "met Beta"',
        "quote: 'met Beta'",
        "quote: met Beta  # why",
        "quote: |-\n          met Beta",
        "quote: >-\n          met\n          Beta",
        "quote: met\n          Beta",
    ],
)
@pytest.mark.parametrize("indent", ["    ", "      "])
def test_passages_in_blocks(quote: str, indent: str) -> None:
    """However a quote is written, it becomes one passage, and what follows stays where it is."""
    before = f"claims:\n  - id: a\n    evidence:\n{indent}- {quote}\n{indent}- [0, 5]\n  - id: b\n"
    found, problems = fixed(before)
    assert problems == []
    root, _ = read_bytes(found.encode(), "f.yaml")
    expected, _ = read_bytes(
        f"claims: [{{id: a, evidence: [{entry(6, 14)}, {entry(0, 5)}]}}, {{id: b}}]".encode(), "f"
    )
    assert shape(root) == shape(expected), found


def shape(node: object) -> object:
    """A tree without its marks."""
    if entries := getattr(node, "entries", None):
        return {key.text: shape(value) for key, value in entries}
    items = getattr(node, "items", None)
    return [shape(item) for item in items] if items else getattr(node, "text", None)


@pytest.mark.parametrize("quote", ["Alpha left. The end.", "did   not. Alpha\\n left.\\nThe"])
def test_any_white_space_of_a_quote_stands_for_any_other(quote: str) -> None:
    """A text is broken into lines where its copy is not."""
    found, problems = fixed(f'claims:\n  - evidence: [{{quote: "{quote}"}}]\n')
    assert not problems
    start, end, words = re.findall(r"\[(\d+), (\d+), \"(\w+)\"\]", found)[0]
    said = TEXT[int(start) : int(end)]
    assert said.split() == quote.replace("\\n", " ").split()
    assert digest(said) == words


@pytest.mark.parametrize(
    ("quote", "message"),
    [
        ("Delta", "the quote is not in the text: Delta"),
        ("Alpha", "the quote stands more than once in the text"),
        ("Gama did nt. Alpha", "Gama did nt. Alpha; near is 18–38: Gamma did not. Alpha"),
        ("GAMMA DID NO", "near is 18–32: Gamma did not."),
        ("Beta met Delta in the south of the country", "the quote is not in the text"),
    ],
)
def test_a_quote_that_can_not_be_placed_stays_and_is_reported(quote: str, message: str) -> None:
    """Nothing is guessed: not found, or found twice, it is named with its place."""
    before = f"claims:\n  - evidence: [{{quote: {quote}}}, [0, 5]]\n"
    found, [problem] = fixed(before)
    assert f"{{quote: {quote}}}" in found
    assert entry(0, 5) in found
    assert problem.startswith("f.yaml:2:16: ") and message in problem


@pytest.mark.parametrize(
    "passage", ["[5, 5]", "[9, 3]", "[0, 9999]", "[-1, 3]", "[a, 3]", "[², 3]"]
)
def test_a_passage_outside_of_the_text_stays_and_is_reported(passage: str) -> None:
    """Reversed, empty, beyond the end, or no numbers at all."""
    before = f"claims:\n  - evidence: [{passage}]\n"
    found, problems = fixed(before)
    assert found == before
    assert len(problems) == 1


SHA = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("source: {file: a.txt}\n", f'source: {{file: a.txt, sha256: "{SHA}", characters: 53}}\n'),
        (
            "source: { file: a.txt } # c\n",
            f'source: {{ file: a.txt, sha256: "{SHA}", characters: 53 }} # c\n',
        ),
        (
            "source:\n    file: a.txt # c\ntitle: T\n",
            f'source:\n    file: a.txt # c\n    sha256: "{SHA}"\n    characters: 53\ntitle: T\n',
        ),
        (
            f"source: {{file: a.txt, sha256: {SHA}}}\n",
            f"source: {{file: a.txt, sha256: {SHA}, characters: 53}}\n",
        ),
        (
            f"source: {{file: a.txt, sha256: '{SHA}', characters: 1}}\n",
            f"source: {{file: a.txt, sha256: '{SHA}', characters: 53}}\n",
        ),
    ],
)  # fmt: skip
def test_the_source_is_pinned(before: str, after: str) -> None:
    """SHA-256 and length are added where they lack; a length that the SHA-256 belies is mended."""
    assert len(TEXT) == 53
    assert fixed(before) == (after, [])


def test_fixing_twice_changes_nothing() -> None:
    """What is fixed is fixed, and the valid corpus is as `fix` would leave it."""
    for name, text in (("every-construct", "harbour"), ("second", "second")):
        annotation = (VALID / f"{name}.yaml").read_text(encoding="utf-8")
        words = (VALID / "texts" / f"{text}.txt").read_bytes().decode()
        assert fixed(annotation, words) == (annotation, [])


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    """An annotation with CRLF keeps its line ends around what is filled in."""
    before = "claims:\r\n  - evidence:\r\n      - quote: met Beta\r\n      - [0, 5]\r\n"
    after = f"claims:\r\n  - evidence:\r\n      - {entry(6, 14)}\r\n      - {entry(0, 5)}\r\n"
    assert fixed(before) == (after, [])


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_every_quote_of_the_text_is_found_or_named(one: int, other: int) -> None:
    """Any piece of a text, quoted, becomes its own position, or is said to stand more than once."""
    start, end = sorted((one, other))
    quote = TEXT[start:end]
    if not quote.strip():
        return
    escaped = quote.replace("\n", "\\n")
    found, problems = fixed(f'claims: [{{evidence: [{{quote: "{escaped}"}}]}}]')
    if TEXT.count(quote) == 1:
        assert problems == []
        assert entry(start, end) in found
    else:
        assert len(problems) == 1


@pytest.mark.parametrize("typed", ['l\'envoyé a dit "non" à', "l’envoyé a dit “non” à"])
def test_a_quote_may_be_typed_with_a_plain_keyboard(typed: str) -> None:
    """A straight apostrophe or a plain space finds what a newspaper prints otherwise."""
    text = "Hier, l’envoyé a dit “non”\u00a0à la presse."
    escaped = typed.replace('"', '\\"')
    found, problems = fixed(f'claims: [{{evidence: [{{quote: "{escaped}"}}]}}]', text)
    assert problems == []
    assert f'[6, {6 + len(typed)}, "{digest(text[6 : 6 + len(typed)])}"]' in found


# ---- a text that has changed

OLD = "Navigation. Alpha met Beta in Valdon. Gamma stayed at home. Delta spoke of boats. Footer."
FIRST, SECOND, THIRD = "Alpha met Beta in Valdon.", "Gamma stayed at home.", "Delta spoke of boats."


def at(words: str, text: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def written(words: str, text: str) -> str:
    start, end = at(words, text)
    return f'[{start}, {end}, "{digest(words)}"]'


def sums(text: str) -> str:
    return f'sha256: "{hashlib.sha256(text.encode()).hexdigest()}", characters: {len(text)}'


def told(text: str, *, sums_of: str | None = None, third: str = "", regions: str = "") -> str:
    """An annotation of three passages as it is in a text, with comments and odd layout."""
    return (
        "# Invented.\n"
        f"source: {{file: a.txt, {sums(sums_of or text)}}}   # the source\n"
        f"{regions}"
        "claims:\n"
        f"  - id: meeting   # who met\n    evidence: [{written(FIRST, text)}]\n"
        "  - id: other\n    evidence:\n"
        f"      - {written(SECOND, text)}   # the second\n\n"
        f"      -   {third or written(THIRD, text)}\n"
    )


CHANGES = {
    "above": "Menu\n\n" + OLD,
    "below": OLD + "\nMore of the page.",
    "around": "Menu\n\n" + OLD + "\nMore of the page.",
    "between": OLD.replace(SECOND, "Advertisement! " + SECOND),
    "many": "Menu\n" + OLD.replace(SECOND, "Ad! " + SECOND).replace("Footer", "Foot"),
    "gone": OLD.replace("Navigation. ", ""),
    "beyond the basic plane": "🕊🕊 " + OLD,
    "same length": OLD.replace("Footer", "FOOTER"),
    "none": OLD,
}


@pytest.mark.parametrize("new", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_positions_move_along_with_the_text(new: str, end: str, mark: str) -> None:
    """What comes out is what would have been written for the new text, byte for byte."""
    before, after = (mark + told(text).replace("\n", end) for text in (OLD, new))
    found = fix(before, new, "f.yaml")
    assert (found.annotation, found.problems) == (after, ())
    assert fix(after, new, "f.yaml").annotation == after
    assert bool(found.done) == (before != after)


def test_what_was_done_is_told() -> None:
    """Counted, in words."""
    new = "Menu\n" + OLD
    before = told(OLD, third=f"{{quote: {THIRD}}}")
    assert fix(before, new, "f.yaml").done == (
        "1 quote placed",
        "2 passages moved",
        "source renewed",
    )
    before = told(OLD, third=str(list(at(THIRD, OLD))))
    assert fix(before, OLD, "f.yaml").done == ("1 digest filled in",)
    assert fix(told(OLD), OLD, "f.yaml").done == ()


def test_other_apostrophes_renew_digests() -> None:
    """Where only the signs of typing differ, the passage is proven, and gets its new digest."""
    old = "Alpha’s envoy met Beta. Gamma’s did not."
    new = "Menu\n" + old.replace("’", "'")
    one, other = old.partition(". ")[::2]

    def annotation(text: str) -> str:
        passages = (
            written(words.replace("’", "’" if text is old else "'"), text) for words in (one, other)
        )
        source = f"source: {{file: a.txt, {sums(text)}}}\n"
        return f"{source}claims: [{{evidence: [{', '.join(passages)}]}}]\n"

    found = fix(annotation(old), new, "f.yaml")
    assert (found.annotation, found.problems) == (annotation(new), ())
    assert found.done == ("2 passages moved", "2 digests renewed", "source renewed")


def test_a_lost_passage_stays_and_the_state_stays_visible() -> None:
    """The others move, the SHA-256 waits; once the lost one is quoted anew, all is as it should be.

    The length goes with the positions: else those beyond the old end would count for wrong.
    """
    new = "Menu, with a good deal more of it\n" + OLD.replace("stayed", "remained")
    found = fix(told(OLD), new, "f.yaml")
    [problem] = found.problems
    start, end = at(SECOND, OLD)
    assert problem.name == "lost-passage"
    assert (
        f"claim other: the passage [{start}, {end}] is not in the text any more" in problem.message
    )
    low, high = (int(number) for number in problem.message.split("from ")[1].split(" to "))
    assert new[low:high].strip() == "Gamma remained at home."
    assert written(FIRST, new) in found.annotation and written(THIRD, new) in found.annotation
    assert written(SECOND, OLD) in found.annotation
    assert hashlib.sha256(OLD.encode()).hexdigest() in found.annotation
    assert f"characters: {len(new)}}}" in found.annotation
    again = fix(found.annotation, new, "f.yaml")
    assert again.annotation == found.annotation
    assert [p.name for p in again.problems] == ["lost-passage"]
    assert "look from" not in again.problems[0].message  # the others have moved away from it
    quoted = found.annotation.replace(written(SECOND, OLD), "{quote: Gamma remained at home.}")
    last = fix(quoted, new, "f.yaml")
    assert last.problems == () and last.done == ("1 quote placed", "source renewed")
    assert sums(new) in last.annotation


@pytest.mark.parametrize(
    "new",
    [
        "",
        "Nothing of it.",
        "Delta spoke of bricks. " * 20,
        "Another article of the same length. " * 9,
    ],
)
def test_another_article_changes_nothing(new: str) -> None:
    """Where not a single passage stands in a text it is not the article's; that is said once."""
    found = fix(told(OLD), new, "f.yaml")
    assert found.annotation == told(OLD)
    [problem] = found.problems
    assert problem.name == "another-text"
    assert "none of 3 passages stand in it; nothing was changed" in problem.message


def test_one_passage_of_many_is_no_proof() -> None:
    """One sentence may be in any text on the same matter: of many passages, more must be there."""
    sentences = [f"In sentence {n} the paper told of it." for n in range(20)]
    old, new = " ".join(sentences), f"Quite another text. {sentences[7]}"
    passages = ", ".join(written(words, old) for words in sentences)
    annotation = f"source: {{file: a.txt, {sums(old)}}}\nclaims: [{{evidence: [{passages}]}}]\n"
    found = fix(annotation, new, "f.yaml")
    assert found.annotation == annotation
    assert [problem.name for problem in found.problems] == ["another-text"]
    assert "1 of 20 passages stands in it" in found.problems[0].message


def test_a_passage_without_a_digest_is_not_taken_from_a_changed_text() -> None:
    """Which words were meant can't be told, but where the whole old text is still there."""
    bare = str(list(at(THIRD, OLD)))
    proven = fix(told(OLD, third=bare), "Menu\n" + OLD, "f.yaml")
    assert (proven.annotation, proven.problems) == (told("Menu\n" + OLD), ())
    new = "Menu\n" + OLD + "More"
    unsure = fix(told(OLD, third=bare), new.replace("Nav", "nav"), "f.yaml")
    assert bare in unsure.annotation
    assert [problem.name for problem in unsure.problems] == ["unsure-passage"]


def test_positions_that_were_mistyped_are_found_in_an_unchanged_text() -> None:
    """The digest says which words were meant."""
    wrong = f'[1, {1 + len(THIRD)}, "{digest(THIRD)}"]'
    found = fix(told(OLD, third=wrong), OLD, "f.yaml")
    assert (found.annotation, found.done) == (told(OLD), ("1 passage moved",))


@pytest.mark.parametrize("words", ["Beta", "a"])
def test_the_sha256_proves_what_the_words_alone_do_not(words: str) -> None:
    """Too short, or there many times: but all of the old text is still there, and shows where."""

    def alone(text: str) -> str:
        start = text.index("Alpha met Beta") + "Alpha met Beta".index(words)
        passage = f'[{start}, {start + len(words)}, "{digest(words)}"]'
        return f"source: {{file: a.txt, {sums(text)}}}\nclaims: [{{evidence: [{passage}]}}]\n"

    new = "Menu\n" + OLD
    found = fix(alone(OLD), new, "f.yaml")
    assert (found.annotation, found.problems) == (alone(new), ())
    assert fix(alone(OLD), new.replace("Footer", "Foot"), "f.yaml").annotation == alone(OLD)


# ---- regions


def with_regions(text: str, *ignored: tuple[int, int]) -> str:
    lines = "".join(
        f"  - {{at: [{start}, {end}], why: menu}}  # no part\n" for start, end in ignored
    )
    return told(text, regions=f"ignore:\n{lines}")


def test_regions_move_along_where_both_sides_show_it() -> None:
    """Between two passages that moved alike, and at the ends of the text."""
    gap = at(" ", OLD[37:])[0] + 37
    before = with_regions(OLD, (0, 11), (gap, gap + 1), at("Footer.", OLD))
    new = "Menu\n" + OLD + " More."
    found = fix(before, new, "f.yaml")
    after = with_regions(new, (0, 16), (gap + 5, gap + 6), (at("Footer.", new)[0], len(new)))
    assert found.annotation == after
    assert [problem.name for problem in found.problems] == ["grown-region", "grown-region"]
    assert all(problem.level == "warning" for problem in found.problems)
    assert found.done == ("3 passages moved", "3 regions moved", "source renewed")


def test_what_was_put_in_is_found_to_the_character() -> None:
    """One stretch put in beside a region: the old SHA-256 shows on which side."""
    gap = at(SECOND, OLD)[1]
    for ad, moved in ((" Ad.", (gap + 4, gap + 5)), (" Ad", (gap + 3, gap + 4))):
        new = OLD[:gap] + ad + OLD[gap:]
        found = fix(with_regions(OLD, (gap, gap + 1)), new, "f.yaml")
        assert found.problems == ()
        assert found.annotation == with_regions(new, moved)


def test_a_region_that_nothing_shows_stays_and_is_reported() -> None:
    """Text changed on both sides of it: passages move, the region is for the analyst to place.

    The SHA-256 waits for that; the next `--fix` takes the region as it then stands.
    """
    gap = at(SECOND, OLD)[1]
    before = with_regions(OLD, (gap, gap + 1))
    new = OLD.replace(THIRD, "Ad. " + THIRD).replace("Footer", "Foot")
    found = fix(before, new, "f.yaml")
    [problem] = found.problems
    assert (problem.name, problem.line) == ("unsure-region", 4)
    assert f"ignore [{gap}, {gap + 1}]" in problem.message
    assert written(THIRD, new) in found.annotation and f"at: [{gap}, {gap + 1}]" in found.annotation
    assert hashlib.sha256(OLD.encode()).hexdigest() in found.annotation
    placed = found.annotation.replace(f"at: [{gap}, {gap + 1}]", f"at: [{gap}, {gap + 4}]")
    last = fix(placed, new, "f.yaml")
    assert (last.annotation, last.problems) == (with_regions(new, (gap, gap + 4)), ())


# ---- whatever the file


def test_problems_stand_where_they_do_in_the_new_file() -> None:
    """A quote of several lines becomes one line; what follows is reported where it stands then."""
    long = "quote: >-\n          Alpha met Beta\n          in Valdon."
    lost = "{quote: Not there at all.}"
    before = f"claims:\n  - id: a\n    evidence:\n      - {long}\n      - {lost}\n"
    found = fix(before, OLD, "f.yaml")
    [problem] = found.problems
    line = found.annotation.splitlines().index(f"      - {lost}") + 1
    assert (problem.line, problem.column) == (line, 9)
    [preview] = fix(before, OLD, "f.yaml", preview=True).problems
    assert preview.line == before.splitlines().index(f"      - {lost}") + 1 > line


def test_comments_within_and_behind_a_passage_stay() -> None:
    """A digest is put in where it belongs; what stands between and behind is left alone."""
    before = (
        "claims:\n- evidence:\n  - [ 0,  # from\n      5 ]  # to\n  - - 6\n    - 14\n  # the end\n"
    )
    after, problems = fixed(before)
    assert problems == []
    assert f'[ 0,  # from\n      5, "{digest(TEXT[:5])}" ]  # to\n' in after
    assert after.endswith(f"  - {entry(6, 14)}\n  # the end\n")


SIGNS = st.sampled_from(("a", "é", "🕊", "’", " ", "\n", "Menu. ", "\u00a0"))
GAPS = st.lists(SIGNS, max_size=25).map("".join)
STYLES = ("[{}, {}, '{}']", '[ {},{},"{}" ]', "[{}, {}, {}] # c", "- {}\n     - {}\n     - {}")


@given(st.data(), st.integers(1, 6))
def test_after_a_fix_nothing_is_wrong_and_nothing_else_has_changed(
    data: st.DataObject, count: int
) -> None:
    """Whatever happens between the passages: verified after it, and only numbers differ."""
    words = [f"Passage {n} tells of « events ». " for n in range(count)]
    old, new = (
        "".join(data.draw(GAPS) + each for each in words) + data.draw(GAPS) for _ in range(2)
    )
    claims = []
    for each in data.draw(st.permutations(words)):
        style = data.draw(st.sampled_from(STYLES))
        claims.append(f" - evidence:\n   - {style.format(*at(each, old), digest(each))}\n")
    end, mark = (
        data.draw(st.sampled_from(("\n", "\r\n"))),
        data.draw(st.sampled_from(("", "\ufeff"))),
    )
    source = f"source: {{file: a.txt, {sums(old)}}} # é\n"
    before = mark + (source + "claims:\n" + "".join(claims)).replace("\n", end)
    found = fix(before, new, "f.yaml")
    assert found.problems == ()
    numbers = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{64}|\d{1,6})(?![0-9a-f])")
    assert numbers.sub("#", found.annotation) == numbers.sub("#", before)
    root, _ = read_bytes(found.annotation.encode(), "f.yaml")
    assert isinstance(root, Mapping)
    for item in evidence(root):
        assert item.passage is not None
        start, stop, said = item.passage
        assert digest(new[start:stop]) == said
    assert sums(new) in found.annotation
    assert fix(found.annotation, new, "f.yaml").annotation == found.annotation


@given(st.text(alphabet="[]{}0123456789-:, \n'\"#aé|>?", max_size=80), st.text(max_size=20))
def test_no_file_makes_it_fail(body: str, text: str) -> None:
    """Whatever stands under `claims` and `source`: it is left alone or filled in, never broken."""
    for before in (f"claims: {body}\n", f"source:\n  file: {body}\n", body):
        found = fix(before, text, "f.yaml")
        if read_bytes(before.encode(), "f.yaml")[1] == []:
            assert read_bytes(found.annotation.encode(), "f.yaml")[1] == []
