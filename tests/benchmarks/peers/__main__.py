"""Run the comparison and write the page: `python -m tests.benchmarks.peers [--out docs/peers.md]`."""

import argparse
import sys
from pathlib import Path

from tests.benchmarks.peers.compare import compare, page

ROOT = Path(__file__).resolve().parents[3]


def main() -> int:
    """Compare every tool that is installed, and write the table; 0 when it has been written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "peers.md")
    args = parser.parse_args()
    results = compare(progress=lambda line: print(line, file=sys.stderr))  # noqa: T201
    args.out.write_text(page(results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
