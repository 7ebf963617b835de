"""The beginning of an entry of the registry, and its way into a registry file.

In go a name and what is known of the actor, out comes an entry in which what is missing is a
comment with a TODO; and, from the bytes of a registry file, the same bytes with that entry at the
end of its actors. Everything else of the file stays as it was, to the byte.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from libyagraph.arrange import values
from libyagraph.arrange.entries import actor
from libyagraph.arrange.lines import item, written
from libyagraph.arrange.shapes import Shape, shapes
from libyagraph.arrange.tree import Comment, Document, Group, Slot
from libyagraph.errors import DataError, LibyagraphError, Problem
from libyagraph.model import Actor, Corpus
from libyagraph.read import Mapping, Node, Scalar, Sequence, read_bytes
from libyagraph.scaffold.corpus import REGISTRY
from libyagraph.vocabulary import Vocabulary

_ALIASES = """\
# aliases: # other names, and the period in which an alias means this actor
#   - {value: TODO, lang: TODO, valid: TODO}\
"""
_AFFILIATIONS = """\
# posts: # or memberships (organisation), or acts_for (actor): for whom the actor acts, and when
#   - {organisation: TODO, during: TODO, sources: [TODO]}\
"""
_SOURCES = "# sources: [TODO] # web addresses, article:ID, or the name of a data set"


def stub(id_: str, name: str, language: str, kind: str, vocabulary: Vocabulary) -> Slot:
    """An entry of an actor; a `kind` that is not known yet is left to be filled in."""
    entry = actor(
        Actor(
            id=id_,
            kind=kind,
            names={language: name},
            aliases=(),
            wikidata="",
            affiliations=(),
            sources=(),
            note="",
            file="",
            marks={},
        )
    )
    if not kind:
        entry.slots[-1].before = [Comment(f"# kind: TODO # {', '.join(vocabulary.kinds)}")]
    entry.after = [
        Comment(line) for line in (*_ALIASES.split("\n"), *_AFFILIATIONS.split("\n"), _SOURCES)
    ]
    return Slot(entry)


def shown(slot: Slot, vocabulary: Vocabulary) -> str:
    """An entry as it stands in a registry file."""
    lines = item(slot, shapes(vocabulary).registry.of("actors"), 2)
    return "".join(f"{line}\n" for line in lines)


def home(corpus: Corpus, kind: str) -> Path | None:
    """The registry file that most actors of a kind stand in, else most actors, if there is one.

    One's own files come before those that were copied from the registry of the program.
    """
    articles = {article.file for article in corpus.articles.values()}
    actors = [each for each in corpus.actors.values() if each.file not in articles]
    alike = Counter(each.file for each in actors if each.kind == kind)
    files = Counter(each.file for each in actors)
    if not files:
        return None

    def rank(file: str) -> tuple[bool, int, int, str]:
        return REGISTRY in Path(file).parts, -alike[file], -files[file], file

    return Path(min(files, key=rank))


def appended(data: bytes, name: str, slot: Slot, vocabulary: Vocabulary) -> bytes:
    """A registry file, empty or not, with one more actor; `name` is how problems call the file.

    Raises `DataError` where the file can't be read or is no registry.
    """
    registry = shapes(vocabulary).registry
    if not data.strip():
        root = Group([Slot(Group([slot], keyed=False), "actors")], keyed=True)
        return written(Document(root), registry).encode("utf-8")
    node, problems = read_bytes(data, name)
    if problems or not isinstance(node, Mapping):
        raise DataError(
            problems or [Problem(name, 1, 1, "the file must be a mapping", "wrong-root")]
        )
    if shapes(vocabulary).of_file(key.text for key, _ in node.entries) != registry:
        raise DataError([Problem(name, 1, 1, "the file is no registry", "wrong-root")])
    text = data.decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    found = _inserted(text.removeprefix(mark), node, slot, registry.of("actors"))
    after = (mark + found).encode("utf-8")
    again, wrong = read_bytes(after, name)
    if wrong or again is None or not _has_grown(node, again):
        raise LibyagraphError(f"{name}: its layout leaves no room; put the entry there by hand")
    return after


def _inserted(text: str, root: Mapping, slot: Slot, shape: Shape) -> str:
    """The text with the entry behind the last actor, and behind the comments that belong to it."""
    actors = root.get("actors")
    if actors is None or (isinstance(actors, Scalar) and not actors.text and actors.plain):
        at = len(text) if actors is None else _line_end(text, actors.span[0])
        lines = ["actors:"] if actors is None else []
        return _with(text, at, [*lines, *item(slot, shape, 2)], apart=actors is None)
    if not isinstance(actors, Sequence) or text[actors.span[0]] != "-":
        return text
    column = actors.span[0] - (text.rfind("\n", 0, actors.span[0]) + 1)
    at = _line_end(text, len(text[: _end(text, actors)].rstrip()))
    ahead = at
    while ahead < len(text):
        after = _line_end(text, ahead)
        line = text[ahead:after]
        deep = len(line) - len(line.lstrip(" ")) >= max(column, 1)
        if line.strip() and not (line.lstrip(" ").startswith("#") and deep):
            break
        at, ahead = (after if line.strip() else at), after
    return _with(text, at, item(slot, shape, column), apart=True)


def _with(text: str, at: int, lines: list[str], *, apart: bool) -> str:
    end = "\r\n" if "\r\n" in text.partition("\n")[0] + "\n" else "\n"
    before = text[:at] + ("" if not at or text[:at].endswith("\n") else end)
    return before + (end if apart else "") + "".join(line + end for line in lines) + text[at:]


def _line_end(text: str, at: int) -> int:
    """Where the line after that of a place begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _end(text: str, node: Node) -> int:
    """Where what a node says ends; a block's own span runs on to the next token."""
    if isinstance(node, Scalar) or text[node.span[0]] in "[{":
        return node.span[1]
    nodes = [value for _, value in node.entries] if isinstance(node, Mapping) else node.items
    return max((_end(text, each) for each in nodes), default=node.span[1])


def _has_grown(before: Mapping, after: Node) -> bool:
    """Whether a file says what it said, and has one more actor at the end."""
    if not isinstance(after, Mapping):
        return False
    actors, known = after.get("actors"), before.get("actors")
    if not isinstance(actors, Sequence):
        return False
    old = known.items if isinstance(known, Sequence) else ()
    others = [values(Mapping(_others(root), root.mark)) for root in (before, after)]
    kept = [values(item) for item in actors.items[:-1]] == [values(item) for item in old]
    return kept and len(actors.items) == len(old) + 1 and others[0] == others[1]


def _others(root: Mapping) -> tuple[tuple[Scalar, Node], ...]:
    return tuple(entry for entry in root.entries if entry[0].text != "actors")
