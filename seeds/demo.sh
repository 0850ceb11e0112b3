#!/bin/sh
# A tour on the sample transcripts, in a throw-away ledger; `make demo` runs it.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TRACKER_DB="sqlite:///$folder/demo.sqlite3"
TRACKER_ANALYST=demo
export TRACKER_DB TRACKER_ANALYST

say() { printf '\n\033[1m$ %s\033[0m\n' "$1"; }

say 'tracker extract seeds/2025-03-12-long-build-castellan.txt --speaker "Mira Castellan"'
tracker extract seeds/2025-03-12-long-build-castellan.txt --speaker "Mira Castellan"

say 'tracker import seeds/ledger.jsonl     # three speakers, decided and resolved'
tracker import seeds/ledger.jsonl

say 'tracker due --as-of 2026-11-22 --within 1y'
tracker due --as-of 2026-11-22 --within 1y

say 'tracker scorecard --group-by speaker --as-of 2026-11-22'
tracker scorecard --group-by speaker --as-of 2026-11-22

say 'tracker scorecard --speaker "Ada Vance" --as-of 2026-11-22'
tracker scorecard --speaker "Ada Vance" --as-of 2026-11-22

printf '\nThat was a throw-away ledger. Yours begins with: .venv/bin/tracker extract FILE\n'
printf 'The same in a browser: .venv/bin/tracker serve --open\n'
