"""The table of docs/performance.md about ledgers, from what `ledger_speed` printed.

Usage: python -m tests.benchmarks.ledger_table. Reads tests/benchmarks/recorded_ledger.jsonl, to which the lines that
`python -m tests.benchmarks.ledger_speed N [URL]` prints are appended (of several lines for one step the last counts), and rewrites
the table between the marks.
"""

import json
from pathlib import Path
from typing import Any

from tests.benchmarks.pages import PAGE, rewritten

RECORDED = Path(__file__).with_name("recorded_ledger.jsonl")
BEGIN, END = "<!-- ledger: made by `python -m tests.benchmarks.ledger_table` -->", "<!-- end of the ledger's table -->"
SIZES = (10_000, 100_000, 1_000_000)
DATABASES = (("sqlite", "SQLite"), ("postgresql", "PostgreSQL"))
STEPS = {
    "import": "bulk import",
    "raw": "the same rows by raw executemany",
    "verify": "verify",
    "export": "export",
    "rebuild": "rebuild",
}

Found = dict[tuple[str, int, str], dict[str, Any]]


def recorded(words: str) -> Found:
    """What was recorded, by database, size and step."""
    rows = [json.loads(line) for line in words.splitlines() if line.strip()]
    return {(row["database"], row["claims"], row["step"]): row for row in rows}


def table(found: Found) -> str:
    """The Markdown table: a column for each database and size, a dash where nothing was measured."""
    places = [(database, size) for database, _name in DATABASES for size in SIZES]
    heads = [f"{name} {size:,}" for _database, name in DATABASES for size in SIZES]
    lines = [f"| | {' | '.join(heads)} |", f"| --- |{' ---: |' * len(heads)}"]

    def line(title: str, cells: list[str]) -> None:
        lines.append(f"| {title} | {' | '.join(cells)} |")

    def cells(step: str, field: str) -> list[str]:
        rows = [found.get((*place, step), {}) for place in places]
        return [f"{row[field]:,}" if field in row else "-" for row in rows]

    for step, title in STEPS.items():
        line(f"{title}, claims/s", cells(step, "claims_per_second"))
    line("import against executemany", [_ratio(found, place) for place in places])
    for step, title in STEPS.items():
        if step != "raw":
            line(f"peak memory of {title}, MB", cells(step, "peak_memory_mb"))
    asked = [found.get((*place, "questions"), {}).get("milliseconds", {}) for place in places]
    for question in dict.fromkeys(name for each in asked for name in each):
        line(f"{question}, p50 / p95 ms", [_times(each.get(question)) for each in asked])
    return "\n".join(lines)


def _ratio(found: Found, place: tuple[str, int]) -> str:
    one, other = found.get((*place, "import")), found.get((*place, "raw"))
    return f"{one['claims_per_second'] / other['claims_per_second']:.2f}" if one and other else "-"


def _times(measured: dict[str, float] | None) -> str:
    return f"{measured['p50']:.0f} / {measured['p95']:.0f}" if measured else "-"


if __name__ == "__main__":
    made = table(recorded(RECORDED.read_text(encoding="utf-8")))
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), BEGIN, END, made), encoding="utf-8")
