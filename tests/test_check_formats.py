"""How `check` tells of problems: formats, names, what can be left out, and exit codes."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from libyagraph import cli as cli_
from libyagraph import problems
from libyagraph.errors import Problem, printable
from libyagraph.evidence import digest

from scripts import problems as page
from tests.support import DATA, ROOT, VALID, article, environment, run, told, write_corpus

Run = Callable[..., tuple[int, str, str]]

TEXT = "Navigation. Alpha met Beta in Valdon. Gamma stayed at home. The end."
WORDS = ("Alpha met Beta in Valdon.", "Gamma stayed at home.")


@pytest.fixture
def check(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> Run:
    """`libyagraph check` in this process, in an empty directory: code, output, errors."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def called(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["libyagraph", "check", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            cli_.main()
        out, err = capsysbinary.readouterr()
        assert isinstance(exit_.value.code, int)
        return exit_.value.code, out.decode("utf-8"), err.decode("utf-8")

    return called


def warned(directory: Path) -> Path:
    """A sound corpus with one warning, `denies-nothing`, and one `no-digest` for its source."""
    return write_corpus(
        directory,
        claims=[told("a", "denial", actor="alpha", evidence=[[0, 5, "0" * 12]])],
    )


def wrong(directory: Path) -> Path:
    """A corpus with errors, one of them with a suggestion, and warnings."""
    return write_corpus(
        directory,
        claims=[
            told("a", "suport", actor="alpha", recipient="beta"),
            told("b", "denial", actor="alhpa"),
        ],
    )


# ---- formats


def test_warnings_tell_their_names_and_errors_do_not(check: Run) -> None:
    """The name of a warning is what one switches it off by; lines of errors are as they were."""
    code, out, _ = check(wrong(Path("c")))
    assert code == 1
    lines = [re.fullmatch(r"c/first\.yaml:\d+:\d+: (.+)", line) for line in out.splitlines()]
    messages = [match[1] for match in lines if match]
    assert len(messages) == len(lines)
    warnings = [each for each in messages if each.startswith("warning: ")]
    assert warnings and all(re.search(r" \[[a-z-]+\]$", each) for each in warnings)
    assert not any(each.endswith("]") for each in messages if each not in warnings)


def test_json_has_what_the_lines_have(check: Run) -> None:
    """One array, in the same order, with names and with suggestions of their own."""
    root = wrong(Path("c"))
    _, lines, _ = check(root)
    code, out, err = check(root, "--format", "json")
    found = json.loads(out)
    assert code == 1
    assert lines.splitlines() == [
        str(Problem(*(each[key] for key in ("file", "line", "column", "message", "name", "level"))))
        for each in found
    ]
    assert {each.get("suggestion") for each in found} >= {"support", "alpha"}
    assert all("suggestion" in each or "did you mean" not in each["message"] for each in found)
    assert re.fullmatch(r"1 article, 2 claims: \d+ errors, \d+ warnings\n", err)
    code, out, _ = check(VALID, "--format", "json")
    assert (code, json.loads(out)) == (0, [])


def test_github_gets_one_annotation_for_each_problem(check: Run) -> None:
    """The commands that a workflow takes for annotations."""
    root = wrong(Path("c"))
    _, lines, _ = check(root)
    _, out, _ = check(root, "--format", "github")
    command = re.compile(
        r"::(error|warning) file=c/first\.yaml,line=(\d+),col=(\d+),title=([a-z-]+)::(.+)"
    )
    matches = [command.fullmatch(line) for line in out.splitlines()]
    assert len(matches) == len(lines.splitlines()) and all(matches)
    for match, line in zip(matches, lines.splitlines(), strict=True):
        assert match is not None
        mark = f"warning: {match[5]} [{match[4]}]" if match[1] == "warning" else match[5]
        assert line == f"c/first.yaml:{match[2]}:{match[3]}: {mark}"


def test_what_would_end_a_github_command_is_escaped() -> None:
    """Per cent in a message; colons and commas as well in a file's name."""
    problem = Problem("a:b,c%.yaml", 3, 4, "50 %, and: so on\nnext", "syntax")
    [line] = problems.told([problem], "github")
    assert line == (
        "::error file=a%3Ab%2Cc%25.yaml,line=3,col=4,title=syntax::50 %25, and: so on<U+000A>next"
    )


HIDDEN = st.text(st.characters(categories=("Cc", "Cf", "Zl", "Zp", "Lu", "Zs", "Po")), max_size=20)


@given(HIDDEN, HIDDEN)
def test_nothing_that_controls_or_hides_text_gets_out(file: str, message: str) -> None:
    """Whatever stands in a file or in its name: in no format, and never a second line."""
    problem = Problem(file, 1, 1, message, "bad-id", "warning")
    for form in problems.FORMATS:
        lines = problems.told([problem], form)
        assert form == "json" or len(lines) == 1
        for line in lines:
            kinds = {unicodedata.category(character) for character in line}
            assert not kinds & {"Cc", "Cf", "Zl", "Zp"}
    [found] = json.loads("".join(problems.told([problem], "json")))
    assert found["file"] == file  # whole, to open it by
    assert found["message"] == printable(message)


def test_a_name_with_control_characters_is_shown_as_codes(check: Run) -> None:
    """A file's name can hold what turns the line round or colours the terminal."""
    root = Path("c\u202e\x1b[31m")
    root.mkdir()
    (root / "d\x07.yaml").write_text("titel: x\n", encoding="utf-8")
    _, out, _ = check(root)
    assert out.startswith("c<U+202E><U+001B>[31m/d<U+0007>.yaml:1:1: neither an article")
    code, out, err = check("none\x1b")
    assert (code, out) == (2, "")
    assert err == "libyagraph: none<U+001B>: no such file or directory\n"


@pytest.mark.parametrize(
    "written",
    [
        "x: &{}\n",
        "title: t\nclaims:\n- id: {}\n",
        "title: t\n{}: 1\n",
        "title: t\n{}: 1\n{}: 2\n",
        "title: t\nclaims:\n- id: a\n  type: {}\n  actor: {}\n  place: {}\n  denies: {}\n",
        "title: t\npublished: {{date: {}, url: {}}}\nsource: {{file: {}}}\nlanguage: {}\n",
        "{}: 1\n",
        "actors:\n- id: {}\n- id: {}\n  kind: {}\n",
    ],
)
def test_long_words_are_shortened(check: Run, written: str) -> None:
    """An id, a key or a value of any length makes no line of any length."""
    Path("a.yaml").write_text(written.replace("{}", "z" * 5000), encoding="utf-8")
    code, out, _ = check("a.yaml")
    assert code and out
    assert max(map(len, out.splitlines())) < 500


# ---- names


def test_a_warning_can_be_left_out(check: Run) -> None:
    """One by one; how many were left out is told, and what is left out does not count."""
    root = warned(Path("c"))
    code, out, err = check(root)
    names = re.findall(r"\[([a-z-]+)\]$", out, re.MULTILINE)
    assert (code, set(names)) == (0, {"denies-nothing", "no-digest"})
    code, out, err = check(root, "--ignore", "denies-nothing")
    assert code == 0 and "denies" not in out
    assert err == "1 article, 1 claim: no errors, 1 warning, 1 hidden\n"
    assert check(root, "--strict")[0] == 1
    assert check(root, "--strict", "--ignore", "denies-nothing")[0] == 1
    code, out, err = check(root, "--strict", "--ignore", "denies-nothing", "--ignore", "no-digest")
    assert (code, out) == (0, "")
    assert err.endswith("no errors, no warnings, 2 hidden\n")


@pytest.mark.parametrize("option", ["--ignore", "--explain"])
def test_an_unknown_name_is_wrong_use(check: Run, option: str) -> None:
    """With the nearest one; and for `--ignore`, all that can be left out."""
    code, out, err = check(option, "no-txt")
    assert (code, out) == (2, "")
    assert "no-txt; did you mean no-text?" in err
    if option == "--ignore":
        assert all(name in err for name in problems.WARNINGS)


def test_an_error_can_not_be_left_out(check: Run) -> None:
    """It stays an error, and one is told why."""
    code, out, err = check("--ignore", "unknown-key")
    assert (code, out) == (2, "")
    assert "unknown-key is an error, and only warnings can be ignored" in err


def test_each_name_is_explained(check: Run) -> None:
    """In one line, with its level."""
    for level, names in (("error", problems.ERRORS), ("warning", problems.WARNINGS)):
        for name, said in names.items():
            assert check("--explain", name) == (0, f"{name} ({level}): {said}\n", "")
            assert said.endswith(".") and "\n" not in said and len(said) <= 80


def test_names_are_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    """`--ignore` completes the names of warnings, `--explain` all names."""
    from libyagraph.cli.check import command

    found = {}
    for parameter in command.params:
        with command.make_context("check", [], resilient_parsing=True) as context:
            items = parameter.shell_complete(context, "")
        found[parameter.name] = {item.value for item in items}
    assert found["ignored"] == problems.WARNINGS.keys()
    assert found["explain"] == problems.WARNINGS.keys() | problems.ERRORS.keys()


# Which names are used is read from the program: of each call to whatever takes a `message` and a
# `name`, the name. One that is put together (`unknown-{what}`) is a pattern.

Call = tuple[str, ast.expr]
TREES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "graph" / "libyagraph").rglob("*.py"))
}


def takers() -> dict[tuple[Path | None, str], tuple[int, str | None]]:
    """What takes a message and a name: at which place the name comes, and what it is by default.

    What is private is known in its module alone.
    """
    found: dict[tuple[Path | None, str], tuple[int, str | None]] = {}
    for path, tree in TREES.items():
        for owner in ast.walk(tree):
            for node in ast.iter_child_nodes(owner):
                if not isinstance(node, ast.FunctionDef):
                    continue
                names = [argument.arg for argument in node.args.args]
                if not {"message", "name"} <= set(names):
                    continue
                at, bound = names.index("name"), names[0] in ("self", "cls")
                default = at - len(names) + len(node.args.defaults)
                value = node.args.defaults[default] if default >= 0 else None
                called = owner.name if isinstance(owner, ast.ClassDef) else ""
                called = called if node.name == "__init__" else node.name
                text = value.value if isinstance(value, ast.Constant) else None
                key = (path if called.startswith("_") else None, called)
                found[key] = (at - bound, text if isinstance(text, str) else None)
    assert {(None, "error"), (None, "warning")} <= found.keys()
    return {**found, (None, "Problem"): (4, None)}


def names_in(node: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    """The names that an expression can give, as patterns; nothing where one is handed on."""
    match node:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[a-z]+"
                for part in parts
            )
        case ast.IfExp(body=body, orelse=other):
            yield from names_in(body, constants)
            yield from names_in(other, constants)
        case ast.Name(id=id_) if id_ in constants:
            yield re.escape(constants[id_])
        case ast.Name(id="name") | ast.Attribute(attr="name"):
            return
        case _:
            pytest.fail(f"a name of a problem that can't be read: {ast.unparse(node)}")


def used() -> set[tuple[str, str]]:
    """Each name that the program gives to a problem, as a pattern, with `error` or `warning`."""
    taking, found = takers(), set()
    for path, tree in TREES.items():
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value.value, str)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            taker = taking.get((path, called)) or taking.get((None, called))
            if taker is None:
                continue
            at, default = taker
            given_ = {keyword.arg: keyword.value for keyword in node.keywords}
            name = given_.get("name", node.args[at] if len(node.args) > at else None)
            level = "warning" if called.strip("_") == "warning" else "error"
            if name is None:
                assert default is not None, ast.unparse(node)
                found.add((re.escape(default), level))
            else:
                found |= {(each, level) for each in names_in(name, constants)}
    return found


def test_every_name_that_the_program_gives_is_known_and_no_other() -> None:
    """Each problem can be explained, and each explanation is of a problem that there can be."""
    given_ = used()
    assert len(given_) > 40
    seen = set()
    for level, known in (("error", problems.ERRORS), ("warning", problems.WARNINGS)):
        for pattern, of in given_:
            if of == level:
                matching = {name for name in known if re.fullmatch(pattern, name)}
                assert matching, f"no {level} is called {pattern}"
                seen |= matching
    assert seen == problems.ERRORS.keys() | problems.WARNINGS.keys()
    assert not problems.ERRORS.keys() & problems.WARNINGS.keys()
    for names in (problems.ERRORS, problems.WARNINGS):
        assert list(names) == sorted(names)


def test_the_manual_has_every_name() -> None:
    """docs/annotating.md holds the table as the program has it; the script makes it anew."""
    text = page.TARGET.read_text(encoding="utf-8")
    assert page.renewed(text) == text, page.COMMAND


# ---- exit codes


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", 2),
        (b"# nothing but a comment\n", 2),
        ("title: é".encode("utf-16"), 2),
        ("title: e".encode("utf-16-le"), 2),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 2),
        (b"- a\n- b\n", 2),
        (b"a word\n", 2),
        (b"name: x\nversion: 1\n", 2),
        ("title: é\n".encode("latin-1"), 1),
        (b"title: [\n", 1),
        (b"titel: t\nclaims: []\n", 1),
        (b"actors: 3\n", 1),
        (b"title: a\x07b\n", 1),
    ],
)
def test_what_is_no_annotation_at_all_is_wrong_use(check: Run, data: bytes, code: int) -> None:
    """A PATH that was never an annotation: 2; one with a mistake in it: 1, with its place."""
    Path("a.yaml").write_bytes(data)
    found, out, err = check("a.yaml")
    assert found == code
    assert all(re.match(r"a\.yaml:\d+:\d+: ", line) for line in out.splitlines()) and out
    assert "Traceback" not in err
    root = write_corpus(Path("c"), claims=[told("a", "support", actor="alpha", recipient="beta")])
    shutil.copy("a.yaml", root / "a.yaml")
    found, out, _ = check(root)
    assert (found, "c/a.yaml:" in out) == (1, True)


def test_a_path_that_is_not_there_is_wrong_use(check: Run) -> None:
    """Neither a file nor a directory, or a directory without annotations."""
    Path("empty").mkdir()
    for path in ("none.yaml", "empty"):
        code, out, err = check(path)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1 and path in err


def test_help_tells_the_exit_codes(check: Run) -> None:
    """The rule stands where one looks for it."""
    _, out, _ = check("--help")
    said = " ".join(out.split())
    assert "0 nothing wrong but for warnings, 1 errors (with --strict, warnings too)" in said
    assert "2 wrong use, or PATH is no annotation at all" in said


# ---- fixing


def changed(root: Path, new: str) -> tuple[Path, Path]:
    """A corpus of one article with two claims, and its text, which has changed to `new`."""
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in WORDS]
    claims = [
        told(f"c-{n}", "support", actor="alpha", recipient="beta",
             evidence=[[start, end, digest(TEXT[start:end])]])
        for n, (start, end) in enumerate(spans)
    ]  # fmt: skip
    source = {
        "file": "a.txt",
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "characters": len(TEXT),
    }
    write_corpus(root / "corpus", articles={"first": article(claims, source=source)})
    (root / "texts").mkdir()
    (root / "texts" / "a.txt").write_text(new, encoding="utf-8")
    return root / "corpus", root / "texts"


def test_after_a_fix_the_check_is_clean(check: Run, tmp_path: Path) -> None:
    """Passages are moved, what was done is told file by file, and nothing is left to be done."""
    corpus, texts = changed(tmp_path, "Menu\n" + TEXT)
    file = corpus / "first.yaml"
    code, out, _ = check(corpus, "--texts", texts)
    assert code == 1 and out.count("no longer hold") == 2
    others = {p: p.stat().st_mtime_ns for p in corpus.iterdir() if p != file}
    code, out, err = check(corpus, "--texts", texts, "--fix")
    assert (code, out) == (0, "")
    assert err.splitlines()[0] == f"{file}: 2 passages moved, source renewed"
    assert others == {p: p.stat().st_mtime_ns for p in others}
    assert check(corpus, "--texts", texts)[:2] == (0, "")
    before = file.stat().st_mtime_ns
    code, _, err = check(corpus, "--texts", texts, "--fix")
    assert (code, err.count("\n"), file.stat().st_mtime_ns) == (0, 1, before)


def test_what_is_lost_is_told_in_one_line_with_its_claim(check: Run, tmp_path: Path) -> None:
    """Of a passage that is gone `--fix` says more than that its digest does not match."""
    corpus, texts = changed(tmp_path, "Menu\n" + TEXT.replace("stayed", "was"))
    code, out, _ = check(corpus, "--texts", texts, "--fix")
    assert code == 1
    changed_, lost = out.splitlines()
    assert "the text is not the one annotated" in changed_
    assert re.search(r"first\.yaml:\d+:\d+: claim c-1: the passage \[38, 59\] is not in", lost)


def test_another_articles_text_changes_nothing(check: Run, tmp_path: Path) -> None:
    """Said once, in the place of every passage that does not match."""
    corpus, texts = changed(tmp_path, "Quite another story.")
    before = (corpus / "first.yaml").read_bytes()
    code, out, _ = check(corpus, "--texts", texts, "--fix")
    assert code == 1
    assert out.count("\n") == 1 and "this is not the text that was annotated" in out
    assert (corpus / "first.yaml").read_bytes() == before


def test_a_diff_shows_what_a_fix_would_do(check: Run, tmp_path: Path) -> None:
    """Nothing is written; applied, it gives what `--fix` gives."""
    corpus, texts = changed(tmp_path, "Menu\n" + TEXT)
    file = corpus / "first.yaml"
    before = file.read_bytes()
    code, diff, err = check(corpus, "--texts", texts, "--fix", "--diff")
    assert code == 1
    assert file.read_bytes() == before
    assert f"{file}: 2 passages moved, source renewed\n" in err
    assert check(corpus, "--texts", texts, "--fix")[0] == 0
    assert applied(before.decode(), diff) == file.read_text(encoding="utf-8")
    assert check(corpus, "--texts", texts, "--fix", "--diff")[:2] == (0, "")


def test_a_diff_tells_only_what_it_does_not_solve(check: Run, tmp_path: Path) -> None:
    """A quote that it places is no problem any more; one that it can't place is."""
    corpus, texts = changed(tmp_path, TEXT)
    claims = [
        told("a", "support", actor="alpha", recipient="beta", evidence=[{"quote": quote}])
        for quote in (WORDS[0], "Nothing of the kind.")
    ]
    write_corpus(corpus, articles={"first": article(claims, source={"file": "a.txt"})})
    code, diff, err = check(corpus, "--texts", texts, "--fix", "--diff")
    assert code == 1
    assert "+++ " in diff
    told_ = [line for line in err.splitlines() if ": " in line and "quote" in line]
    assert [line.partition(".yaml")[2] for line in told_[:1]] == [
        ": 1 quote placed, source filled in"
    ]
    assert len([line for line in told_ if "first.yaml:" in line]) == 2
    assert "the quote is not in the text: Nothing of the kind." in err
    assert "still to be placed" not in err and "no sha256" not in err


def applied(before: str, diff: str) -> str:
    """A text with a unified diff applied."""
    lines, made, at = before.splitlines(), list[str](), 0
    for line in diff.splitlines()[2:]:
        if head := re.fullmatch(r"@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@", line):
            made += lines[at : int(head[1]) - 1]
            at = int(head[1]) - 1
        elif line.startswith("\\"):
            continue
        else:
            if line[0] in " -":
                assert lines[at] == line[1:]
                at += 1
            if line[0] in " +":
                made.append(line[1:])
    made += lines[at:]
    return "\n".join(made) + ("\n" if before.endswith("\n") else "")


def test_one_article_alone_is_fixed(check: Run, tmp_path: Path) -> None:
    """Those that it refers to are read, and left alone."""
    corpus, texts = changed(tmp_path, "Menu\n" + TEXT)
    first = corpus / "first.yaml"
    second = corpus / "second.yaml"
    second.write_text(
        first.read_text(encoding="utf-8").replace(
            '"id": "c-0"', '"id": "c-0", "about": "first#c-1"'
        ),
        encoding="utf-8",
    )
    before = first.read_bytes()
    code, _, err = check(second, "--texts", texts, "--fix")
    assert f"{second}: 2 passages moved, source renewed\n" in err
    assert (code, first.read_bytes()) == (1, before)  # the other one still does not match


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--fix",), "--fix needs --texts DIR"),
        (("--diff",), "--diff shows what --fix would change: give both"),
        (("--fix", "--texts", "."), "--fix needs PATH: there are no annotations here"),
    ],
)
def test_what_makes_no_sense_is_said(check: Run, words: tuple[str, ...], message: str) -> None:
    """The packaged corpus is nobody's to fix, and without texts there is nothing to fix by."""
    code, out, err = check(*words)
    assert (code, out) == (2, "")
    assert message in err.splitlines()[-1]


# ---- progress

BARS = """
import sys, time
from libyagraph.cli.progress import Bars
with Bars(delay=float(sys.argv[1])) as bars:
    told = bars.of("reading")
    for number in range(50):
        time.sleep(0.01)
        told(number + 1, 50)
print("done")
"""


def on_terminal(*arguments: str, **variables: str) -> str:
    """What a script prints on a terminal."""
    import pty

    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", BARS, *arguments],
        env=environment(**{"TERM": "xterm-256color", **variables}),
        stdout=child,
        stderr=child,
    ):
        os.close(child)
        found = b""
        while True:
            try:
                data = os.read(parent, 65536)
            except OSError:  # Linux says so where the other end is closed
                break
            if not data:
                break
            found += data
    os.close(parent)
    return found.decode("utf-8")


def test_a_bar_shows_on_a_terminal_after_a_while() -> None:
    """With the stage and how far it is; it vanishes, and short work has none."""
    shown = on_terminal("0")
    assert "reading" in shown and "%" in shown
    assert shown.rstrip().endswith("done")
    assert on_terminal("60").strip() == "done"
    assert on_terminal("0", TERM="dumb").strip() == "done"


def test_no_bar_gets_into_a_pipe() -> None:
    """Where standard error is no terminal, nothing is drawn on it."""
    done = run(BARS, "0")
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_the_corpus_of_invalid_files_is_told_in_each_format(check: Run) -> None:
    """All files that are wrong on purpose: the same problems in each format."""
    _, text, _ = check(DATA / "invalid")
    _, as_json, _ = check(DATA / "invalid", "--format", "json")
    _, github, _ = check(DATA / "invalid", "--format", "github")
    count = len(text.splitlines())
    assert count > 50
    assert len(json.loads(as_json)) == count == len(github.splitlines())
