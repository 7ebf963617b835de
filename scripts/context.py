"""Writes ontology/context.jsonld, the words of the ontology as a JSON-LD context.

In goes the ontology, out comes the file; `--check` only says whether it is stale. An export in
JSON-LD carries the same context itself.
"""

from __future__ import annotations

import argparse
import json
import sys

from libyagraph import ontology, paths
from libyagraph.export.context import context

COMMAND = ".venv/bin/python scripts/context.py"
TARGET = paths.ontology() / "context.jsonld"


def text() -> str:
    """The whole file. Readers of JSON-LD pass over what stands beside the context."""
    words = context(ontology.triples(paths.ontology()))
    made = {
        "comment": f"Made by `{COMMAND}` from ontology/*.ttl: change those, not this file.",
        "@context": words,
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the file, or say whether it is stale."""
    parser = argparse.ArgumentParser(description="Write ontology/context.jsonld.")
    parser.add_argument("--check", action="store_true", help="only say whether it is stale")
    if not parser.parse_args().check:
        TARGET.write_text(text(), encoding="utf-8", newline="\n")
        print(TARGET.name)
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text():
        return 0
    print(f"ontology/context.jsonld is stale; make it anew with {COMMAND}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
