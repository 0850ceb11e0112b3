"""Measures everything and rewrites the table in docs/performance.md and the recorded ratios.

Usage: python -m tests.benchmarks.make_table [--transcripts FOLDER] [--quick]. With a folder of real transcripts speed is measured
on them too; what was recorded of a folder before stays when none is given. `--quick` leaves out what needs minutes or an idle
machine.
"""

import argparse
import datetime as dt
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import (
    against_spacy,
    folder_of,
    generated,
    growth,
    jobs,
    machine,
    memory,
    shares,
    start_up,
)
from tests.benchmarks.pages import PAGE, rewritten

RECORDED = Path(__file__).with_name("recorded.json")
BEGIN, END = "<!-- table: made by `make bench` -->", "<!-- end of the table -->"


def measured(transcripts: Path | None, *, quick: bool) -> dict[str, Any]:
    """All figures by name."""
    found: dict[str, Any] = {
        "machine": machine(),
        "day": dt.datetime.now(dt.UTC).date().isoformat(),
        "load": round(os.getloadavg()[0], 1),
        "small": against_spacy(generated(4, 1200), every=4, rounds=3),
        "generated": against_spacy(generated(20, 4000), every=10, rounds=2),
        "growth": growth((5_000, 20_000, 80_000)),
    }
    if transcripts:
        named = folder_of(transcripts)
        found["real"] = {
            "files": len(named),
            "day": found["day"],
            **against_spacy(named, every=6, rounds=2),
            "shares": shares(named),
        }
    else:
        found["generated"]["shares"] = shares(generated(20, 4000))
    with tempfile.TemporaryDirectory() as folder:
        found["start_up"] = start_up(Path(folder))
        if not quick:
            found["memory"] = memory(Path(folder))
            found["jobs"] = jobs(Path(folder))
    return found


def rows(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The rows of the table: what is measured, the figure, and the aim."""
    lines = []
    for name, what in (("real", "real transcripts"), ("generated", "generated talks")):
        if name in found:
            one = found[name]
            measured_on = "" if one.get("day", found["day"]) == found["day"] else f" on {one['day']}"
            speed = f"{one['words_per_second']:,} against {one['spacy_words_per_second']:,} words/s"
            words = f"{what}{measured_on} ({one['words']:,} words)"
            lines.append((f"extraction against bare spaCy, {words}", f"**{one['ratio']}** ({speed})", "2; 4"))
            lines.append(("the same against spaCy fed one text at a time", f"{one['ratio_to_single']}", ""))
    speeds = ", ".join(f"{int(words):,} words: {speed:,.0f}/s" for words, speed in found["growth"].items())
    lines.append(("words per second by the length of one transcript", speeds, "even"))
    start = found["start_up"]
    lines.append(("`tracker --help` against `import spacy`", f"{start['help_to_import_spacy']}", "at most 0.2"))
    lines.append(("`tracker due` against `import spacy`", f"{start['due_to_import_spacy']}", "at most 0.8"))
    if "memory" in found:
        one = found["memory"]
        lines.append(("peak memory, 2,000 transcripts against 20", f"{one['many_to_few']} ({one['megabytes']} MB)", "at most 1.3"))
    if "jobs" in found:
        one = found["jobs"]
        text = f"{one['jobs_2_to_jobs_1']} (load before: {one['load_before']}; {one['files_per_second']} files/s with one)"
        lines.append((f"`--jobs 2` against `--jobs 1`, {one['files']} transcripts of 3,000 words", text, "at least 1.7"))
    return lines


def table(found: dict[str, Any]) -> str:
    """The Markdown between the two marks of the page."""
    lines = [f"Measured on {found['day']}: {found['machine']}; load average {found['load']} when it began.", ""]
    lines += ["| what | figure | aim |", "| --- | --- | --- |"]
    lines += [f"| {what} | {figure} | {aim} |" for what, figure, aim in rows(found)]
    parts = found.get("real", found["generated"]).get("shares", {})
    lines += ["", "| part | share of the time |", "| --- | --- |"]
    lines += [f"| {part} | {share:.0%} |" for part, share in parts.items()]
    return "\n".join(lines)


def main() -> None:
    """Measures, records and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=Path)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    before = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    found = before | measured(given.transcripts, quick=given.quick)
    RECORDED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8"), BEGIN, END, table(found)), encoding="utf-8")
    print(table(found))  # noqa: T201


if __name__ == "__main__":
    main()
