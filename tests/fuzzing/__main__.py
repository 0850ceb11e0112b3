"""A long run of generated inputs: `make fuzz`, by default ten minutes.

`python -m tests.fuzzing --minutes 60 --seed 1 --kinds readers,phrases,imports,commands,formats` reports executions and findings;
each finding is written to build/fuzz/ and makes the run end with 1.
"""

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.fuzzing.finding import Finding, Try
from tests.fuzzing.reading import phrase_one, read_one

FOUND = Path(__file__).parents[2] / "build" / "fuzz"
KINDS = ("readers", "phrases", "imports", "commands", "formats")


def tries(kinds: Sequence[str], folder: Path) -> dict[str, Try]:
    """What is tried for each kind; a ledger is made in a folder where one needs it."""
    found: dict[str, Try] = {"readers": read_one, "phrases": phrase_one}
    if "formats" in kinds:
        from tests.fuzzing.same_words import format_one

        found["formats"] = format_one
    if {"imports", "commands"} & set(kinds):
        from tests.fuzzing.command_lines import CommandLines
        from tests.fuzzing.importing import Imports
        from tests.fuzzing.throwaway import Throwaway, own_surroundings

        own_surroundings(folder)
        ledger = Throwaway(folder)
        found |= {"imports": Imports(ledger).one, "commands": CommandLines(ledger).one}
    return {kind: found[kind] for kind in kinds}


def run(minutes: float, seed: int, kinds: Sequence[str]) -> int:
    """Tries the kinds in turn until the time is over and prints the counts; returns the number of findings."""
    chosen = random.Random(seed)  # noqa: S311
    counts: Counter[str] = Counter()
    found = 0
    with tempfile.TemporaryDirectory(prefix="tracker-fuzz-") as folder:
        each = list(tries(kinds, Path(folder)).values())
        until = time.monotonic() + minutes * 60
        while time.monotonic() < until:
            for one in each:
                try:
                    counts[one(chosen)] += 1
                except Finding as finding:
                    found += 1
                    counts["findings"] += 1
                    keep(finding, f"{seed}-{found}")
                except Exception:  # noqa: BLE001 - whatever else is raised is a finding too
                    found += 1
                    counts["findings"] += 1
                    keep(Finding(b"", traceback.format_exc()), f"{seed}-{found}")
    listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    sys.stdout.write(f"{counts.total()} executions in {time.process_time():.0f} s of processor time: {listed}\n")
    return found


def keep(finding: Finding, name: str) -> None:
    """Writes a finding to two files: the input, and what is wrong."""
    FOUND.mkdir(parents=True, exist_ok=True)
    (FOUND / f"{name}.bin").write_bytes(finding.data)
    (FOUND / f"{name}.txt").write_text(finding.why, encoding="utf-8", errors="backslashreplace")


def kinds_of(text: str) -> list[str]:
    """The kinds in a list with commas."""
    kinds = [each.strip() for each in text.split(",")]
    if unknown := set(kinds) - set(KINDS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: the kinds are {', '.join(KINDS)}")
    return kinds


def main() -> None:
    """Runs with the options of the command line; ends with 1 where something was found."""
    options = argparse.ArgumentParser(prog="tests.fuzzing", description="Try generated inputs against the program.")
    options.add_argument("--minutes", type=float, default=10.0)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--kinds", type=kinds_of, default=list(KINDS), help=f"any of {','.join(KINDS)}")
    given = options.parse_args()
    sys.exit(1 if run(given.minutes, given.seed, given.kinds) else 0)


if __name__ == "__main__":
    main()
