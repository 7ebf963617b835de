"""Renews all that is generated from the program and the corpus: `make golden`.

The schemas of the corpus, golden answers of the tests, the reference of the ontology, and the
outputs pasted into the README, the docs and the questions. Look at the difference before you commit
it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = (
    (sys.executable, "-m", "libyagraph", "schema", "seeds", "--write"),
    (sys.executable, "scripts/golden.py"),
    (sys.executable, "scripts/reference.py"),
    (sys.executable, "scripts/problems.py"),
    (sys.executable, "scripts/context.py"),
    (sys.executable, "scripts/measures.py"),
    (sys.executable, "-m", "tests.test_docs"),
    (sys.executable, "-m", "tests.test_questions"),
)
_BLOCK = re.compile(r"```console\n(.*?)\n```", re.DOTALL)


def readme() -> None:
    """Run the README's commands, but for `make` and `export`, and paste what they print."""
    path = ROOT / "README.md"
    program = Path(sys.executable).with_name("libyagraph")
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "seeds").symlink_to(ROOT / "seeds")

        def run(block: re.Match[str]) -> str:
            commands = [line for line in block[1].split("\n") if line.startswith("$ ")]
            if any(command.startswith(("$ make", "$ export")) for command in commands):
                return block[0]
            lines = []
            for command in commands:
                words = command[2:].replace("libyagraph", str(program), 1)
                done = subprocess.run(
                    words, shell=True, cwd=scratch, capture_output=True, text=True, check=True
                )
                lines += [command, *done.stdout.rstrip("\n").split("\n")]
            return "```console\n" + "\n".join(line for line in lines if line) + "\n```"

        # The graph is asked before the block that builds it, so build it first.
        subprocess.run((str(program), "build"), cwd=scratch, check=True, capture_output=True)
        path.write_text(_BLOCK.sub(run, path.read_text(encoding="utf-8")), encoding="utf-8")
    print("README.md")


def main() -> None:
    """Renew everything, in the order in which one needs another."""
    for command in MADE:
        subprocess.run(command, cwd=ROOT, check=True)
    readme()


if __name__ == "__main__":
    main()
