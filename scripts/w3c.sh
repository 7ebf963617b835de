#!/usr/bin/env bash
# Get the W3C's tests of SPARQL into a directory: scripts/w3c.sh DIR
#
# rdflib's source distribution carries them whole, with their licence. pip gets it from wherever pip
# gets packages, in the version that constraints.txt has. Nothing of it is built, installed or run,
# but for its metadata, which pip reads. Exits 3 where it can't be had.
set -euo pipefail
cd "$(dirname "$0")/.."
directory=${1:?the directory to fill}
suites=test/data/suites/w3c

got=$(mktemp -d)
trap 'rm -rf "$got"' EXIT
PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip download --quiet --no-deps \
    --no-binary rdflib --constraint constraints.txt --dest "$got" rdflib </dev/null || exit 3
archive=("$got"/rdflib-*.tar.gz)
name=$(basename "${archive[0]}" .tar.gz)
tar -xzf "${archive[0]}" -C "$got" "$name/$suites/dawg-data-r2" "$name/$suites/sparql11" || exit 3
rm -rf "$directory"
mkdir -p "$(dirname "$directory")"
mv "$got/$name/$suites" "$directory"
