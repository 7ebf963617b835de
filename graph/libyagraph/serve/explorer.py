"""The interactive page of a version, as it is served.

In goes the directory of a version, out come its bytes with a link to the query page, plain and
compressed, and the content security policy that the page brings with it, which a server can make
stricter.
"""

from __future__ import annotations

import gzip
import html
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_BEFORE = b'<div class="switch" id="languages"'
_DOOR = b'<a href="/query">SPARQL</a>\n  '
"""What a page on a disk has no use for: the way to the page to ask from."""

_META = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Explorer:
    """The page as bytes, the same by gzip, and its policy."""

    data: bytes
    zipped: bytes
    policy: str

    @classmethod
    def of(cls, version: Path) -> Self | None:
        """The page of a version; None where it has none."""
        path = version / "graph.html"
        if not path.is_file():
            return None
        data = path.read_bytes().replace(_BEFORE, _DOOR + _BEFORE, 1)
        found = _META.search(data)
        policy = html.unescape(found[1].decode("utf-8")) if found else "default-src 'none'"
        return cls(data, gzip.compress(data, 6, mtime=0), f"{policy}; frame-ancestors 'none'")
