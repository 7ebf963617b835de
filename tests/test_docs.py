"""The documentation says what the program does.

Conventions of the pages, by the words after the three backticks:

    console         lines after `$ ` are run by a shell, in order; what follows is all they print;
                    a line that is only `…` stands for lines left out
    text            an example that cannot be run, or that is only for reading
    … file=NAME     a whole file, written under that name before what follows is run
    yaml KEY        part of one corpus: items of the list `KEY`, or keys of the article (`article`)
    python          run in one process with the other blocks of its page
    output          what the Python block before it prints

`python -m tests.test_docs` writes what the commands and the Python blocks print into the pages.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click
import pytest
from libyagraph import corpus as corpus_
from libyagraph import paths
from libyagraph.cli import COMMANDS
from libyagraph.model import Corpus
from libyagraph.names import PREFIXES
from libyagraph.parse.article import ArticleParser
from libyagraph.query.named import NamedQuery, named
from libyagraph.vocabulary import Vocabulary

from scripts import reference
from tests.support import ROOT, environment

DOCS = ROOT / "docs"
TUTORIAL = DOCS / "examples" / "tutorial"
PAGES = sorted(DOCS.glob("*.md"))
RUN = ("tutorial", "own-corpus", "querying", "tools")
LEFT_OUT = "…"
_BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_LISTS = ("actors", "places", "events", "claims")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page; `line` is that of its opening fence."""

    info: str
    body: str
    line: int
    span: tuple[int, int]


def text_of(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(match["info"].strip(), match["body"], line, match.span("body"))


def trimmed(text: str) -> list[str]:
    return [line.rstrip() for line in text.rstrip().splitlines()]


def fits(pasted: list[str], printed: list[str]) -> bool:
    """Whether what is pasted is what was printed, but for lines left out where it says so."""
    if LEFT_OUT not in pasted:
        return pasted == printed
    at = pasted.index(LEFT_OUT)
    rest = pasted[at + 1 :]
    ends = range(at, len(printed) + 1)
    return pasted[:at] == printed[:at] and any(fits(rest, printed[end:]) for end in ends)


# ---- running a page


class Page:
    """A page whose blocks are run in a directory of its own."""

    def __init__(self, name: str, directory: Path) -> None:
        self.text = text_of(name)
        self._directory = directory
        self._environment = environment(
            PATH=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
            HOME=str(directory),
            LANG="C.UTF-8",
            LC_ALL="C.UTF-8",
            COLUMNS="80",
            NO_COLOR="1",
        )
        self._environment.pop("LIBYAGRAPH_ONTOLOGY", None)
        if name in ("querying", "tools"):
            shutil.copytree(paths.seeds(), directory / "seeds")

    def run(self) -> Iterator[tuple[Block, str]]:
        """The blocks with an output, each with what it should hold."""
        python = self._python()
        for block in blocks(self.text):
            name = block.info.partition("file=")[2]
            if name:
                (self._directory / name).write_text(block.body, encoding="utf-8")
            elif block.info == "console":
                yield block, self._console(block.body)
            elif block.info == "output":
                yield block, next(python)

    def _console(self, body: str) -> str:
        """The body anew: each command with what it prints, shortened where it was before."""
        made: list[str] = []
        for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
            if not part:
                continue
            command, *pasted = trimmed(part)
            assert command.startswith("$ "), f"a console block begins with a command: {command}"
            printed = trimmed(self._shell(command[2:]))
            made += [command, *(pasted if fits(pasted, printed) else printed)]
        return "\n".join(made) + "\n"

    def _shell(self, command: str) -> str:
        return self._process(["sh", "-c", command])

    def _process(self, command: list[str]) -> str:
        return subprocess.run(
            command,
            cwd=self._directory,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        ).stdout

    def _python(self) -> Iterator[str]:
        """What each Python block that an `output` follows prints; all run once, on first use."""
        code = [block.body for block in blocks(self.text) if block.info == "python"]
        mark = "<<<< next block >>>>"
        script = f"print({mark!r}, flush=True)\n".join(("", *code))
        printed = self._process([sys.executable, "-c", script]).split(mark + "\n")
        infos = [block.info for block in blocks(self.text)]
        shown = [i for i, info in enumerate(infos) if info == "python"]
        for number, at in enumerate(shown):
            if infos[at + 1 : at + 2] == ["output"]:
                yield printed[number + 1] if number + 1 < len(printed) else printed[-1]


@pytest.mark.parametrize("name", RUN)
def test_what_is_pasted_is_what_is_printed(name: str, tmp_path: Path) -> None:
    """Whoever types the commands of a page, in order, sees what the page shows."""
    for block, made in Page(name, tmp_path).run():
        where = f"docs/{name}.md, line {block.line}"
        assert trimmed(block.body) == trimmed(made), where


def test_no_python_block_goes_unseen() -> None:
    """Each Python block of a page that is run shows what it prints."""
    for name in RUN:
        infos = [block.info for block in blocks(text_of(name))]
        for at, info in enumerate(infos):
            if info == "python":
                assert infos[at + 1 : at + 2] == ["output"], name


def test_the_tutorial_writes_the_files_that_stand_beside_it() -> None:
    """What a reader types is what `docs/examples/tutorial` holds."""
    written = {
        block.info.partition("file=")[2]: block.body
        for block in blocks(text_of("tutorial"))
        if "file=" in block.info
    }
    held = {
        path.relative_to(TUTORIAL).as_posix(): path.read_text(encoding="utf-8")
        for path in TUTORIAL.rglob("*")
        if path.is_file()
    }
    assert written == held


# ---- the annotation language


def assembled(directory: Path) -> None:
    """The parts of annotating.md as one corpus: a registry, an article, and whole files."""
    parts: dict[str, list[str]] = {key: [] for key in ("article", *_LISTS)}
    for block in blocks(text_of("annotating")):
        key = block.info.removeprefix("yaml ")
        if "file=" in key:
            (directory / key.partition("=")[2]).write_text(block.body, encoding="utf-8")
        elif block.info != "text":
            assert key in parts, f"docs/annotating.md, line {block.line}: {block.info}"
            parts[key].append(block.body)
    claims = "".join(_with_evidence(body) for body in parts["claims"])
    article = "".join(parts["article"]) + "claims:\n" + claims
    (directory / "2024-05-16-gazette-talks.yaml").write_text(article, encoding="utf-8")
    registry = "".join(f"{key}:\n" + "".join(parts[key]) for key in _LISTS[:3])
    (directory / "registry.yaml").write_text(registry, encoding="utf-8")


def _with_evidence(body: str) -> str:
    """Claims with a passage where the example leaves it out, for the sake of its shortness."""
    claims = re.split(r"^(?=- id:)", body, flags=re.MULTILINE)
    given = '  evidence: [[0, 5, "000000000000"]]\n'
    return "".join(c + ("" if "evidence:" in c or not c.strip() else given) for c in claims)


def test_the_examples_of_the_annotation_language_are_sound(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    """All YAML of annotating.md, put together as one corpus, checks without an error."""
    assembled(tmp_path)
    found = corpus_.load(tmp_path, vocabulary)
    assert [str(problem) for problem in found.errors] == []
    assert len(found.corpus.articles) > 1


def test_every_key_of_a_claim_has_an_example(vocabulary: Vocabulary) -> None:
    """No key of a claim, an actor or an article is without an example in annotating.md."""
    shown = "".join(f"{b.info}:\n{b.body}" for b in blocks(text_of("annotating")))
    folder = Path(import_module("libyagraph.parse").__file__ or "").parent
    code = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    getters = "text|texts|id|one_of|date|integer|flag|mapping|mappings|items|take|by_language"
    claim = ArticleParser(vocabulary).claim_keys
    keys = {
        *claim,
        *re.findall(rf'\.(?:{getters})\("(\w+)"', code),
        *re.findall(r'(?:_references?|_words|_regions|matching)\(\s*\w+, "(\w+)"', code),
    }
    missing = {key for key in keys if not re.search(rf"\b{key}:", shown)}
    assert len(claim) > 20
    assert len(keys) > 40
    assert not missing


# ---- reference tables


def test_every_command_and_option_is_documented() -> None:
    """A command or an option that no page mentions is not there for its users."""
    pages = [*PAGES, ROOT / "README.md"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    missing = []
    for name in COMMANDS:
        if f"libyagraph {name}" not in text:
            missing.append(name)
        command = import_module(f"libyagraph.cli.{name}").command
        assert isinstance(command, click.Command)
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                longest = max(parameter.opts, key=len)
                if not re.search(rf"{re.escape(longest)}\b", text):
                    missing.append(f"{name} {longest}")
    assert not missing


def row_of(query: NamedQuery) -> str:
    takes = ", ".join(
        f"`{p.name}`" if p.required else f"`{p.name}` (optional)" for p in query.parameters
    )
    columns = ", ".join(f"`{column.name}`" for column in query.columns)
    lift = "yes" if query.lifts else "no"
    return f"| `{query.name}` | {query.title} | {takes or 'none'} | {lift} | {columns} |"


def test_the_table_of_named_queries_is_that_of_the_program() -> None:
    """querying.md has each named query with its parameters and columns, and no other."""
    section = text_of("querying").split("## Named queries\n")[1].split("\n### ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [row_of(query) for query in named().values()]


def test_the_prefixes_are_those_of_the_program() -> None:
    """querying.md names each prefix that a query need not declare, and no other."""
    paragraph = text_of("querying").split("These prefixes")[1].split(" The\nids")[0]
    assert set(re.findall(r"`(\w+)`", paragraph)) == set(PREFIXES)


def test_every_module_is_described() -> None:
    """architecture.md has each module of the program in the order in which imports run."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers: list[str] = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    section = text_of("architecture").split("## The house")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    assert rows == [name.strip() for layer in layers for name in layer.split("|")]


def test_every_dependency_is_accounted_for() -> None:
    """architecture.md says of each runtime dependency why it is there."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed: list[str] = settings["project"]["dependencies"]
    section = text_of("architecture").split("## What it stands on")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([\w-]+) \|", section, re.MULTILINE)
    assert rows[2:] == [re.split("[^a-z0-9]", name)[0] for name in needed]


def test_the_reference_of_the_ontology_is_not_stale(vocabulary: Vocabulary) -> None:
    """docs/ontology.md is what the ontology says now; `scripts/reference.py` makes it anew."""
    assert text_of("ontology") == reference.page(vocabulary), reference.COMMAND


def test_method_speaks_of_the_articles_and_claims_that_there_are(corpus: Corpus) -> None:
    """METHOD.md says of every article what of it is annotated; what it names is in the corpus."""
    text = (ROOT / "seeds" / "METHOD.md").read_text(encoding="utf-8")
    table = text.split("## What is annotated")[1].split("\n## ")[0]
    listed = re.findall(r"^\| `([\w-]+)` \| .+?, (\w+) \|", table, re.MULTILINE)
    assert dict(listed) == {a.id: a.basis for a in corpus.articles.values()}
    claims = {f"{a.id}#{c.id}" for a in corpus.articles.values() for c in a.claims}
    assert set(re.findall(r"`([\w-]+#[\w-]+)`", text)) <= claims


# ---- links


def _anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    text = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", title.lower()) for title in titles)
    return {title.replace(" ", "-") for title in plain}


@pytest.mark.parametrize("path", [*PAGES, ROOT / "seeds" / "METHOD.md"], ids=lambda p: p.name)
def test_internal_links_resolve(path: Path) -> None:
    """A link within the project leads to a file, and to a heading that is there."""
    text = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    for match in _LINK.finditer(text):
        target, _, anchor = match["target"].partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        page = (path.parent / target).resolve() if target else path
        assert page.exists(), match["target"]
        if anchor:
            assert anchor in _anchors(page), match["target"]


# ---- writing the pages anew


def rewrite(name: str) -> None:
    """Put what its blocks print into a page, and the named queries into their table."""
    with tempfile.TemporaryDirectory() as directory:
        page = Page(name, Path(directory))
        text = page.text
        for block, made in reversed(list(page.run())):
            if trimmed(block.body) != trimmed(made):
                assert "Traceback" not in made, made
                start, end = block.span
                text = text[:start] + "\n".join(trimmed(made)) + "\n" + text[end:]
    if name == "querying":
        head, mark, rest = text.partition("| --- | --- | --- | --- | --- |\n")
        after = re.sub(r"\A(\| `[^\n]*\n)+", "", rest)
        text = head + mark + "".join(row_of(q) + "\n" for q in named().values()) + after
    (DOCS / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for each in sys.argv[1:] or RUN:
        rewrite(each)
    print(json.dumps({"written": sys.argv[1:] or list(RUN)}))
