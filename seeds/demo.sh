#!/bin/sh
# A tour of the sample transcripts, in a temporary ledger; `make demo` runs it.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
TRACKER_DB="sqlite:///$folder/demo.sqlite3"
TRACKER_ANALYST=demo
export TRACKER_DB TRACKER_ANALYST

step() { printf '\n\033[1m%s\n$ %s\033[0m\n' "$1" "$2"; }

step 'Find the forecasts in a transcript; they are stored as candidates.' \
    'tracker extract seeds/2025-03-12-long-build-castellan.txt --speaker "Mira Castellan"'
tracker extract seeds/2025-03-12-long-build-castellan.txt --speaker "Mira Castellan"

step 'Import reviewed and resolved forecasts of three other speakers.' 'tracker import seeds/ledger.jsonl'
tracker import seeds/ledger.jsonl

step 'List predictions without an outcome that are due by then or within a year.' 'tracker due --as-of 2026-11-22 --within 1y'
tracker due --as-of 2026-11-22 --within 1y

step 'Score the resolved predictions of each speaker.' 'tracker scorecard --group-by speaker --as-of 2026-11-22'
tracker scorecard --group-by speaker --as-of 2026-11-22

step 'Compare two speakers.' 'tracker compare "Ada Vance" "Bram Okafor" --as-of 2026-11-22'
tracker compare "Ada Vance" "Bram Okafor" --as-of 2026-11-22

printf '\nThis tour used a temporary ledger. To start your own: .venv/bin/tracker extract FILE\n'
printf 'To review candidates: .venv/bin/tracker review, or in a browser: .venv/bin/tracker serve --open\n'
