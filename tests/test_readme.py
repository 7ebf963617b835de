"""The README shows what the program prints: its commands and its Python are run as they stand.

In `console` blocks, lines that begin with `$ libyagraph` are run by a shell, in order, in a copy of
the corpus with a built graph; what follows is all they print. Other commands are left alone.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from libyagraph import paths
from libyagraph.build import Built

from tests.support import ROOT, environment
from tests.test_docs import Block, blocks, fits, trimmed

README = ROOT / "README.md"


@pytest.fixture(scope="module")
def found() -> list[Block]:
    """The fenced blocks of the README."""
    return list(blocks(README.read_text(encoding="utf-8")))


@pytest.fixture
def scratch(built: Built, texts: Path, tmp_path: Path) -> Path:
    """A checkout as a reader has it after `make graph`, with the texts beside it."""
    work = tmp_path / "checkout"
    shutil.copytree(paths.seeds(), work / "seeds")
    shutil.copytree(built.directory.parents[1], work / "build", symlinks=True)
    (tmp_path / "texts").symlink_to(texts)
    return work


def run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    variables = environment(
        PATH=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))),
        XDG_CACHE_HOME=str(cwd / ".cache"),
        HOME=str(cwd),
        LC_ALL="C.UTF-8",
    )
    variables.pop("LIBYAGRAPH_ONTOLOGY", None)
    return subprocess.run(
        command,
        cwd=cwd,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def commands(found: list[Block]) -> list[tuple[int, str, list[str]]]:
    """Each `$ libyagraph …` with its line in the README and the output shown."""
    told: list[tuple[int, str, list[str]]] = []
    for block in found:
        if block.info != "console":
            continue
        for number, line in enumerate(block.body.splitlines(), block.line + 1):
            if line.startswith("$ "):
                told.append((number, line[2:], []))
            elif told:
                told[-1][2].append(line)
    return [one for one in told if one[1].startswith("libyagraph ")]


def test_commands_print_what_the_readme_shows(found: list[Block], scratch: Path) -> None:
    """Whoever types the commands of the README, in order, sees what it shows."""
    told = commands(found)
    assert len(told) >= 5, "the README shows no commands"
    for line, command, shown in told:
        done = run(["bash", "-o", "pipefail", "-c", command], scratch)
        printed = trimmed(done.stdout)
        if command.startswith("libyagraph check") and not trimmed("\n".join(shown)):
            # a check that finds nothing prints its count alone, which the README may leave out
            assert done.returncode == 0, f"README.md, line {line}: {done.stdout}"
            continue
        assert fits(trimmed("\n".join(shown)), printed), f"README.md, line {line}: {done.stdout}"
        assert done.returncode in (0, 1), f"README.md, line {line}"


def test_python_of_the_readme_runs(found: list[Block], scratch: Path) -> None:
    """Its Python runs from top to bottom, and prints what an `output` block after it shows."""
    python = [(at, block) for at, block in enumerate(found) if block.info == "python"]
    assert python, "the README shows no Python"
    for at, block in python:
        ast.parse(block.body, f"README.md, line {block.line}")
        done = run([sys.executable, "-W", "error", "-c", block.body], scratch)
        assert done.returncode == 0, f"README.md, line {block.line}: {done.stdout}"
        assert done.stdout
        if [after.info for after in found[at + 1 : at + 2]] == ["output"]:
            assert trimmed(done.stdout) == trimmed(found[at + 1].body)


def test_every_language_of_a_block_is_known(found: list[Block]) -> None:
    """No block escapes the tests by a misspelt language."""
    assert {block.info for block in found} <= {"console", "python", "output", "yaml", "text", "sh"}


def test_the_readme_opens_with_what_it_is_and_what_it_answers(found: list[Block]) -> None:
    """The first screen: what it is, how to have it, and a question with its real answer."""
    text = README.read_text(encoding="utf-8")
    first = text.splitlines()[:40]
    assert first[0].startswith("# ")
    assert any(line.startswith("$ libyagraph query") for line in first)


def test_the_exit_codes_are_documented() -> None:
    """The README tells the contract of the exit codes."""
    text = README.read_text(encoding="utf-8")
    assert "0 fine, 1 the data have problems, 2 wrong use, 3 failure" in text.replace("\n", " ")
