#!/usr/bin/env bash
# Find a Chromium for the browser tests, or get one, and print its path on standard output.
#
# In this order: $LIBYAGRAPH_CHROMIUM; a browser on PATH; the one that Playwright already has;
# Debian's package (as root or with a sudo that asks nothing); Playwright's download. Some machines
# reach only the fourth, some only the fifth. A browser counts once it has told its version: the
# command of that name is on some systems a mere pointer to a store. Exits 3 when none can be had,
# and with CI=true says what was tried. What Playwright itself needs to start is installed too.
set -uo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf '%s\n' "$*" >&2; }

works() { [[ -n ${1:-} && -x $1 ]] && "$1" --version </dev/null >>"$log" 2>&1; }

use() { # the path of a browser that works, and the end
    printf '%s\n' "$1"
    exit 0
}

on_path() {
    local name path
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        path=$(type -P "$name") && works "$path" && use "$path"
    done
}

of_playwright() {
    local path
    path=$("$python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>>"$log") && works "$path" && use "$path"
}

limited() { # no longer than ten minutes, where the system can tell
    if type -P timeout >/dev/null; then timeout 600 "$@"; else "$@"; fi
}

if [[ $(id -u) == 0 ]]; then root=(env); else root=(sudo -n env); fi
root+=(DEBIAN_FRONTEND=noninteractive)
may=no
"${root[@]}" true >>"$log" 2>&1 && may=yes

debian() { # install packages, where this machine may
    [[ $may == yes ]] && type -P apt-get >/dev/null || return 1
    say "Installing $1 with apt-get (once)"
    local apt=("${root[@]}" apt-get -q -o Acquire::Retries=1 -o DPkg::Lock::Timeout=120)
    limited "${apt[@]}" update >>"$log" 2>&1
    limited "${apt[@]}" install -y --no-install-recommends "$@" </dev/null >>"$log" 2>&1
}

# Playwright drives the browser by a program of its own, which wants a library that a small Debian
# lacks.
if ! "$python" -m playwright --version >>"$log" 2>&1; then
    debian libatomic1
    if ! "$python" -m playwright --version >>"$log" 2>&1; then
        tail -n 3 "$log" >&2
        say "chromium.sh: playwright does not start; install libatomic1"
        exit 3
    fi
fi

if [[ -n ${LIBYAGRAPH_CHROMIUM:-} ]]; then
    works "$LIBYAGRAPH_CHROMIUM" && use "$LIBYAGRAPH_CHROMIUM"
    say "chromium.sh: LIBYAGRAPH_CHROMIUM does not start: $LIBYAGRAPH_CHROMIUM"
    exit 3
fi
on_path
of_playwright

debian chromium fonts-noto-core && on_path

say "Installing chromium with playwright (once)"
limited "$python" -m playwright install chromium </dev/null >>"$log" 2>&1
of_playwright
if [[ $may == yes ]]; then # there, but without the libraries that it needs
    limited "${root[@]}" "$python" -m playwright install-deps chromium </dev/null >>"$log" 2>&1
    of_playwright
fi

[[ ${CI:-} == true ]] && tail -n 20 "$log" >&2
say "chromium.sh: no browser: neither on PATH, nor by apt-get, nor by playwright; install chromium or set LIBYAGRAPH_CHROMIUM"
exit 3
