"""Sound annotations, damaged at random and on purpose: nothing crashes, and no damage is silent.

Random damage is what a slip, a bad merge or a bad copy leaves behind; the same numbers always give
the same damage. Damage on purpose hits what gives meaning, one place at a time: digests, passages,
ids, references, dates, keys.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from libyagraph import corpus, evidence
from libyagraph.errors import Problem
from libyagraph.read import Mapping, Node, Scalar, Sequence, read_bytes
from libyagraph.vocabulary import Vocabulary

from scripts.generated.make import generate
from tests.support import ROOT, VALID

NAMES = ("valid", "seeds", "generated")
FEW = {"valid": 1350, "seeds": 40, "generated": 110}
MANY = {"valid": 6000, "seeds": 1500, "generated": 2500}


@dataclass(frozen=True)
class Sound:
    """A sound corpus on disk, with its texts where they are at hand, and its files as they were."""

    directory: Path
    texts: Path | None
    files: dict[Path, str]

    def problems(self, vocabulary: Vocabulary) -> list[Problem]:
        """All problems as the files are now, those with the texts included."""
        loaded = corpus.load(self.directory, vocabulary)
        found = list(loaded.problems)
        if self.texts:
            found += evidence.verify(loaded.corpus, self.texts)
        return sorted(set(found))

    def damaged(self, path: Path, text: str, vocabulary: Vocabulary) -> list[Problem]:
        """The problems with another text in a file, which is then as it was before."""
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return self.problems(vocabulary)
        finally:
            path.write_bytes(self.files[path].encode("utf-8"))


@pytest.fixture(scope="module")
def corpora(tmp_path_factory: pytest.TempPathFactory, vocabulary: Vocabulary) -> dict[str, Sound]:
    """The corpus of every construct, that of the packaged articles, and an invented one."""
    root = tmp_path_factory.mktemp("sound")
    shutil.copytree(VALID, root / "valid")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    generate(4, root / "generated", seed=3)
    own = Path(os.environ.get("LIBYAGRAPH_TEXTS", ROOT / ".." / "shared" / "articles"))
    made = {}
    for name in NAMES:
        files = {
            path: path.read_bytes().decode("utf-8")
            for path in sorted((root / name).rglob("*.yaml"))
        }
        texts = own if name == "seeds" else root / name / "texts"
        made[name] = Sound(root / name, texts if texts.is_dir() else None, files)
        assert made[name].problems(vocabulary) == []
    return made


# ---- at random

Damage = Callable[[str, random.Random], str]

LETTERS = [*"\n\t -:?,[]{}&*!|>'\"%@`#~<=.\\/0129aezé🕊\0\r\x1b\x85\u2028\u202e\ufeff\ud800"]
PIECES = [*LETTERS, "\n  ", ": ", " #", "- ", "---\n", "<<: ", "[[", "]]", "{}", "\r\n", "? ", "''"]


def letters(text: str, chance: random.Random) -> str:
    """Some characters are lost, others are there instead."""
    at = chance.randrange(len(text) + 1)
    new: str = chance.choice([*PIECES, ""])
    return text[:at] + new + text[at + chance.randrange(4) :]


def line_lost(text: str, chance: random.Random) -> str:
    """A line, or a few, are lost."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join(lines[:at] + lines[at + chance.randint(1, 3) :])


def line_twice(text: str, chance: random.Random) -> str:
    """A line, or a few, stand twice, there or elsewhere."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    part = lines[at : at + chance.randint(1, 6)]
    to = chance.choice([at, to])
    return "\n".join([*lines[:to], *part, *lines[to:]])


def lines_swapped(text: str, chance: random.Random) -> str:
    """Two lines take each other's place."""
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def indented(text: str, chance: random.Random) -> str:
    """A line is moved to the left or to the right."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    lines[at] = chance.choice(["  ", " ", "\t", ""]) + lines[at].removeprefix(chance.choice("  "))
    return "\n".join(lines)


def swapped(pattern: re.Pattern[str]) -> Damage:
    """Two pieces of one kind take each other's place."""

    def damage(text: str, chance: random.Random) -> str:
        found = list(pattern.finditer(text))
        if len(found) < 2:
            return text
        one, other = sorted(chance.sample(found, 2), key=lambda match: match.start())
        between = text[one.end() : other.start()]
        return f"{text[: one.start()]}{other[0]}{between}{one[0]}{text[other.end() :]}"

    return damage


def digits(text: str, chance: random.Random) -> str:
    """A number becomes another one."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return text
    match = chance.choice(found)
    number = chance.choice(["0", "-1", "00", "99999999999999999999", "1e9", str(int(match[0]) + 1)])
    return text[: match.start()] + number + text[match.end() :]


DAMAGES: list[Damage] = [
    *(letters, letters, line_lost, line_twice, lines_swapped, indented, digits),
    swapped(re.compile(r"\b[a-z_]+(?=:)")),
    swapped(re.compile(r"(?<=: )\S.*")),
    swapped(re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")),
    swapped(re.compile(r"\d{4}-\d\d-\d\d")),
]


def stands_in(problem: Problem, files: dict[str, str]) -> None:
    """A problem is one printable line, and stands at a character of a file, or at an end."""
    assert str(problem).isprintable()
    assert problem.message.strip()
    lines = re.split(r"\r\n|\n", files[problem.file].removeprefix("\ufeff"))
    assert 1 <= problem.line <= len(lines), problem
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1, problem


def endure(made: Sound, count: int, vocabulary: Vocabulary) -> None:
    """Damage a corpus so many times, each time anew."""
    paths = sorted(made.files)
    for number in range(count):
        chance = random.Random(number)
        path = chance.choice(paths)
        text = made.files[path]
        for damage in chance.choices(DAMAGES, k=chance.randint(1, 3)):
            text = damage(text, chance)
        files = {str(each): content for each, content in made.files.items()} | {str(path): text}
        problems = made.damaged(path, text, vocabulary)
        for problem in problems:
            stands_in(problem, files)
        if number % 5 == 0 and not text.startswith("\ufeff"):
            # What is not in the usual style is not skimmed, and must be judged alike.
            assert made.damaged(path, f"\ufeff{text}", vocabulary) == problems


@pytest.mark.parametrize("name", NAMES)
def test_random_damage_is_endured(
    name: str, corpora: dict[str, Sound], vocabulary: Vocabulary
) -> None:
    """Whatever becomes of a file, its problems are lines with places in it, and nothing crashes."""
    endure(corpora[name], FEW[name], vocabulary)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_damages_are_endured(
    name: str, corpora: dict[str, Sound], vocabulary: Vocabulary
) -> None:
    """The same, ten thousand times."""
    endure(corpora[name], MANY[name], vocabulary)


# ---- on purpose

REFERENCES = {
    *("actor", "recipient", "participants", "against", "except", "according_to", "via", "place"),
    *("in", "event", "denies", "rejects", "evades", "welcomes", "justifies", "about", "for"),
    *("publisher", "agency", "republished_by", "organisation", "within"),
}
DATED = {"date", "effective", "during", "valid"}
FREE = {"names", "title", "figures"}
"""Keys of mappings whose own keys are words of the annotator."""


@dataclass(frozen=True)
class Part:
    """A key or a value of a file, with the keys above it."""

    above: tuple[str, ...]
    node: Scalar
    is_key: bool = False

    @property
    def name(self) -> str:
        """The key that it is, or stands under."""
        return self.node.text if self.is_key else self.above[-1]


def parts(node: Node, *above: str) -> Iterator[Part]:
    """All keys and values of a tree."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield Part(above, key, is_key=True)
            yield from parts(value, *above, key.text)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from parts(item, *above)
    else:
        yield Part(above, node)


def parts_of(made: Sound) -> list[tuple[Path, Part]]:
    """All keys and values of all files."""
    found = []
    for path, text in made.files.items():
        root, _ = read_bytes(text.encode("utf-8"), str(path))
        assert root is not None
        found += [(path, part) for part in parts(root)]
    return found


def replaced(made: Sound, path: Path, part: Part, new: str) -> str:
    """The text of a file with something else in the place of a part."""
    start, end = part.node.span
    return made.files[path][:start] + new + made.files[path][end:]


def chosen(found: list[tuple[Path, Part]], most: int) -> list[tuple[Path, Part]]:
    """So many of them, always the same."""
    return found if len(found) <= most else random.Random(0).sample(found, most)


def told_at(problems: list[Problem], path: Path, part: Part, *names: str) -> bool:
    """Whether an error of one of these names stands on the line of a part."""
    return any(
        (problem.file, problem.line) == (str(path), part.node.mark.line)
        and problem.level == "error"
        and problem.name in names
        for problem in problems
    )


HITS = [pytest.param(20, id="some"), pytest.param(400, id="many", marks=pytest.mark.slow)]


@pytest.mark.parametrize("most", HITS)
@pytest.mark.parametrize("name", NAMES)
class TestDamageOnPurpose:
    """Where meaning is hit, an error says so, on that line."""

    def test_a_digest(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """One digit of a digest or of a SHA-256 is another one: with the text, that is seen."""
        made = corpora[name]
        if made.texts is None:
            pytest.skip("the texts are not at hand")
        hexadecimal = re.compile(r"[0-9a-f]{12}|[0-9a-f]{64}")
        found = [
            (path, part)
            for path, part in parts_of(made)
            if part.name in ("evidence", "sha256") and hexadecimal.fullmatch(part.node.text)
        ]
        assert found
        for path, part in chosen(found, most):
            at = random.Random(part.node.text).randrange(len(part.node.text))
            other = "1" if part.node.text[at] == "0" else "0"
            new = f'"{part.node.text[:at]}{other}{part.node.text[at + 1 :]}"'
            problems = made.damaged(path, replaced(made, path, part, new), vocabulary)
            assert told_at(problems, path, part, "digest-mismatch", "text-changed"), (path, part)

    def test_a_passage(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """A start or an end is one character off: with the text, that is seen."""
        made = corpora[name]
        if made.texts is None:
            pytest.skip("the texts are not at hand")
        found = [
            (path, part)
            for path, part in parts_of(made)
            if part.name == "evidence" and part.node.text.isdecimal() and len(part.node.text) < 9
        ]
        assert found
        for path, part in chosen(found, most):
            new = str(int(part.node.text) + 1)
            problems = made.damaged(path, replaced(made, path, part, new), vocabulary)
            expected = ("digest-mismatch", "bad-passage", "ignored-passage")
            assert told_at(problems, path, part, *expected), (path, part)

    def test_a_reference(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """An id that is misspelt names nothing, and that is seen."""
        made = corpora[name]
        found = [
            (path, part)
            for path, part in parts_of(made)
            if part.name in REFERENCES and not part.is_key and part.above != ("claims", "within")
        ]
        assert found
        for path, part in chosen(found, most):
            new = part.node.text + random.Random(part.node.text).choice(["x", "-x", "--", "X"])
            problems = made.damaged(path, replaced(made, path, part, new), vocabulary)
            expected = ("unknown-actor", "unknown-place", "unknown-claim", "bad-id")
            assert told_at(problems, path, part, *expected), (path, part)

    def test_an_id(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """Where an entry is renamed, whatever names it by its old id is told."""
        made = corpora[name]
        everything = parts_of(made)
        named = {
            part.node.text.rpartition("#")[2]
            for _, part in everything
            if part.name in REFERENCES and not part.is_key
        }
        found = [
            (path, part)
            for path, part in everything
            if part.name == "id" and not part.is_key and part.node.text in named
        ]
        assert found
        for path, part in chosen(found, most):
            new = replaced(made, path, part, f"{part.node.text}-renamed")
            problems = made.damaged(path, new, vocabulary)
            told = [each for each in problems if each.name.startswith("unknown-")]
            assert any(part.node.text in each.message for each in told), (path, part)

    def test_a_date(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """A date that the calendar does not have is told, wherever a date may stand."""
        made = corpora[name]
        found = [
            (path, part) for path, part in parts_of(made) if part.name in DATED and not part.is_key
        ]
        assert found
        for path, part in chosen(found, most):
            dates = ["2019-02-30", "2019-13", "2019-5-9", "14/03/2025", "2019/2018", "soon", "19"]
            new = random.Random(part.node.mark.line).choice(dates)
            problems = made.damaged(path, replaced(made, path, part, new), vocabulary)
            assert told_at(problems, path, part, "bad-date"), (path, part)

    def test_a_value(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """Nothing, or a list or a mapping of another depth, is told wherever it stands."""
        made = corpora[name]
        found = [each for each in parts_of(made) if not each[1].is_key]
        for path, part in chosen(found, most):
            values = ["''", "[[[x]]]", "{x: {y: [z]}}"]
            new = random.Random(part.node.mark.line).choice(values)
            problems = made.damaged(path, replaced(made, path, part, new), vocabulary)
            here = [each for each in problems if each.file == str(path)]
            lines = {each.line for each in here if each.level == "error"}
            assert part.node.mark.line in lines, (path, part, new)

    def test_a_key(
        self, name: str, most: int, corpora: dict[str, Sound], vocabulary: Vocabulary
    ) -> None:
        """A key that is misspelt is told, and never passed over."""
        made = corpora[name]
        found = [
            (path, part)
            for path, part in parts_of(made)
            if part.is_key and not (part.above and part.above[-1] in FREE)
        ]
        assert found
        for path, part in chosen(found, most):
            new = part.node.text + random.Random(part.node.mark.line).choice(["x", "_s", " s", "S"])
            problems = made.damaged(path, replaced(made, path, part, new), vocabulary)
            expected = ("unknown-key", "wrong-root")
            assert told_at(problems, path, part, *expected), (path, part, new)
