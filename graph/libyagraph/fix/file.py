"""One file of annotations, as its text would have it; written only when it is asked to be.

In go an article and the directory of texts, out comes its file before and after, or nothing where
there is nothing to do. Byte-order marks and line ends stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path

from libyagraph.atomic import write_atomically
from libyagraph.errors import Problem, printable
from libyagraph.evidence import holds, read_text
from libyagraph.fix.annotation import fix
from libyagraph.model import Article


@dataclass(frozen=True, slots=True)
class FixedFile:
    """A file before and after; `done` says what was done, in words."""

    file: str
    before: bytes
    after: bytes
    done: tuple[str, ...]
    problems: tuple[Problem, ...]

    def write(self) -> None:
        """Put the new file in place of the old. Raises `OSError`, and the old one stays."""
        if self.after != self.before:
            write_atomically(Path(self.file), self.after)

    def diff(self) -> str:
        """What would change, as a unified diff; nothing where nothing would."""
        before, after = (_lines(data.decode("utf-8")) for data in (self.before, self.after))
        name = printable(self.file)
        lines = unified_diff(before, after, name, name)
        cut = "\n\\ No newline at end of file\n"
        return "".join(line if line.endswith("\n") else line + cut for line in lines)


def _lines(text: str) -> list[str]:
    """The lines with their ends; nothing but a line feed ends one for those who apply a diff."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def fixed_file(article: Article, texts: Path, *, preview: bool = False) -> FixedFile | None:
    """An article's file with all that its text can tell, or None where the text lacks or agrees.

    In a `preview`, problems stand where they do in the file as it is. Raises `OSError` where the
    file can't be read.
    """
    text = read_text(article, texts)
    if text is None or _agrees(article, text):
        return None
    before = Path(article.file).read_bytes()
    try:
        fixed = fix(before.decode("utf-8"), text, article.file, preview=preview)
    except UnicodeDecodeError:  # it has changed since it was read
        return None
    after = fixed.annotation.encode("utf-8")
    return FixedFile(article.file, before, after, fixed.done, fixed.problems)


def _agrees(article: Article, text: str) -> bool:
    """Whether nothing is to be filled in or moved."""
    return (
        article.sha256 == sha256(text.encode("utf-8")).hexdigest()
        and article.characters == len(text)
        and all(holds(passage, text) for claim in article.claims for passage in claim.evidence)
    )
