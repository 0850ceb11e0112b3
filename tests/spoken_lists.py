"""Lists of spoken sentences, and how many of them the grammars read right: `python -m tests.spoken_lists [LIST...]`."""

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tracker.horizons import find_horizons
from tracker.quantities import find_odds

FILE = Path(__file__).parent / "corpus" / "spoken.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and what is right: the days due (empty for none), the ends of the odds (None without any)."""

    part: str
    kind: str
    said_on: dt.date
    text: str
    ends: tuple[str, ...]
    odds: tuple[float, float] | None


def sentences() -> list[Sentence]:
    """All lists, one after the other."""
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_sentence(*line.split("\t")) for line in lines]


def _sentence(part: str, kind: str, said_on: str, text: str, _start: str, end: str, low: str, high: str) -> Sentence:
    return Sentence(
        part=part,
        kind=kind,
        said_on=dt.date.fromisoformat(said_on),
        text=text,
        ends=tuple(end.split(";")) if end else (),
        odds=(float(low), float(high)) if low else None,
    )


def _within(day: str, wanted: str) -> bool:
    first, _, last = wanted.partition("..")
    return first <= day <= (last or first)


def readings(one: Sentence) -> Iterator[tuple[str, bool, object]]:
    """What is counted of a sentence: "horizons", "odds" or "nothing", whether it is right, and what was read.

    Horizons are right where every phrase read ahead is wanted and falls due on the day wanted, odds where one range is read and it
    is the right one, nothing where neither is read.
    """
    ends = sorted({each.reading.end.isoformat() for each in find_horizons(one.text, one.said_on)})
    odds = [(each.reading.low, each.reading.high) for each in find_odds(one.text)]
    if one.kind == "N":
        yield "nothing", not ends and not odds, (ends, odds)
        return
    if one.ends or ends:
        matched = len(ends) == len(one.ends) and all(map(_within, ends, one.ends))
        yield "horizons", matched, ends
    if one.odds or odds:
        wanted = [one.odds] if one.odds else []
        close = [
            abs(a - b) <= max(0.005 * b, 5e-5)
            for got, right in zip(odds, wanted, strict=False)
            for a, b in zip(got, right, strict=True)
        ]
        yield "odds", len(odds) == len(wanted) and all(close), odds


def main(parts: Sequence[str]) -> None:
    """Print what is read wrong, then the shares right of each list."""
    for part in parts or sorted({one.part for one in sentences()}, key=int):
        counted: dict[str, list[bool]] = {}
        for one in (each for each in sentences() if each.part == part):
            for what, right, read in readings(one):
                counted.setdefault(what, []).append(right)
                if not right:
                    sys.stdout.write(f"list {part}: {what}: {one.text} {read}\n")
        told = "; ".join(
            f"{what} {sum(rights)} of {len(rights)} ({sum(rights) / len(rights):.3f})" for what, rights in counted.items()
        )
        sys.stdout.write(f"list {part}: {told}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
