#!/usr/bin/env bash
# Build sdist and, from it, the wheel; install the wheel where nothing of the checkout can be seen,
# and run what a newcomer runs first. Needs `make dev`. Leaves nothing behind.
set -euo pipefail
unset PYTHONPATH
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
    printf 'wheel_check.sh: %s\n' "$*" >&2
    exit 1
}

# Without isolation: hatchling is in the environment, as constraints.txt has it.
.venv/bin/python -m build --no-isolation --outdir "$tmp/dist" . >"$tmp/build.log" 2>&1 || {
    cat "$tmp/build.log" >&2
    fail "the wheel cannot be built"
}
wheel=("$tmp"/dist/*.whl)
echo "built ${wheel[0]##*/}, $(du -k "${wheel[0]}" | cut -f1) KB"

# Every file of the package, the ontology and the corpus is in the wheel.
.venv/bin/python - "${wheel[0]}" <<'PYTHON'
import pathlib, sys, zipfile

places = {"graph/libyagraph": "libyagraph", "ontology": "libyagraph/_data/ontology",
          "seeds": "libyagraph/_data/seeds"}
held = set(zipfile.ZipFile(sys.argv[1]).namelist())
wanted = {
    f"{target}/{file.relative_to(source).as_posix()}"
    for source, target in places.items()
    for file in pathlib.Path(source).rglob("*")
    if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    and not file.name.endswith(("~", ".swp"))
}
missing = sorted(wanted - held)
sys.exit("wheel_check.sh: missing in the wheel:\n  " + "\n  ".join(missing) if missing else 0)
PYTHON

"${PYTHON:-python3}" -m venv "$tmp/venv"
"$tmp/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --constraint constraints.txt "${wheel[0]}"
"$tmp/venv/bin/python" -m pip check

cd /
run() {
    echo "\$ libyagraph $*" | sed "s|$tmp|TMP|g"
    "$tmp/venv/bin/libyagraph" "$@"
}
run --version
run build --out "$tmp/build"
run query supporters -p actor=khalifa-haftar --format csv --graph "$tmp/build/current" \
    >"$tmp/supporters.csv"
cat "$tmp/supporters.csv"
grep -q egypt "$tmp/supporters.csv" || fail "egypt is not among the supporters of khalifa-haftar"
run draw -o "$tmp/page.html" --graph "$tmp/build/current"
grep -qi '<html' "$tmp/page.html" || fail "what draw wrote is no page"

run init "$tmp/own" >"$tmp/own.log"
run check "$tmp/own" --texts "$tmp/own/texts" --strict

from=$("$tmp/venv/bin/python" -c 'import libyagraph; print(libyagraph.__file__)')
[[ $from == "$tmp"/* ]] || fail "the program ran from $from, not from the wheel"
echo "the wheel works"
