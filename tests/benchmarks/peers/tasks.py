"""What the peers are compared on: the phrases of the corpus, what each means, and when a reading is right."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
CARRIER = "they think it will happen "
TASKS = ("horizons", "odds", "quantities")
SAID_ON = dt.date(2024, 6, 26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a tool reads at a span: the ends of a range, numbers or days, both inclusive; equal for a single value."""

    start: int
    end: int
    low: float | dt.date | None
    high: float | dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One row of the corpus: a sentence, where the phrase stands in it, and its meaning; None is an open side."""

    task: str
    sentence: str
    start: int
    end: int
    said_on: dt.date
    low: float | dt.date | None
    high: float | dt.date | None


def _rows(name: str) -> Iterator[list[str]]:
    for line in (CORPUS / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.replace("\\n", "\n").split("\t")


def phrases(task: str) -> list[Phrase]:
    """The phrases of a task, in the order of the corpus."""
    if task == "horizons":
        return [
            Phrase(
                task=task,
                sentence=CARRIER + text,
                start=len(CARRIER),
                end=len(CARRIER + text),
                said_on=dt.date.fromisoformat(said_on),
                low=dt.date.fromisoformat(start),
                high=dt.date.fromisoformat(end),
            )
            for name in ("horizons.tsv", "horizons_captions.tsv")
            for _, said_on, text, start, end, *_ in _rows(name)
        ]
    found = []
    for sentence, text, low, high, *_ in _rows(f"{task}.tsv"):
        at = sentence.index(text)
        ends = [float(cell) if cell else None for cell in (low, high)]
        found.append(Phrase(task=task, sentence=sentence, start=at, end=at + len(text), said_on=SAID_ON, low=ends[0], high=ends[1]))
    return found


def nothings(task: str) -> list[str]:
    """The sentences of a task in which there is nothing to read."""
    return [row[-1] if task == "horizons" else row[0] for row in _rows(f"{task}_none.tsv")]


def _same(wanted: float | dt.date | None, given: float | dt.date | None, *, percent: bool) -> bool:
    if isinstance(wanted, dt.date) or isinstance(given, dt.date):
        return wanted == given
    if wanted is None or given is None:
        return False
    near = abs(wanted - given) <= 0.01 * max(abs(wanted), 1e-9)
    return near or (percent and abs(wanted * 100 - given) <= 0.01 * abs(wanted * 100) + 1e-9)


def found(phrase: Phrase, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that touch the phrase."""
    return [reading for reading in readings if reading.start < phrase.end and reading.end > phrase.start]


def inside(phrase: Phrase, readings: Sequence[Reading]) -> bool:
    """Whether the day a reading ends on lies in the phrase's window: generous to tools that name one day of it."""
    return any(
        isinstance(reading.high, dt.date)
        and isinstance(phrase.low, dt.date)
        and isinstance(phrase.high, dt.date)
        and phrase.low <= reading.high <= phrase.high
        for reading in found(phrase, readings)
    )


def right(phrase: Phrase, readings: Sequence[Reading]) -> bool:
    """Whether the readings say what the phrase means.

    A horizon is right when its last day is. Odds and magnitudes are right when both ends are, in one reading or in two; an open
    side, a unit and a comparator are not asked for, and a percentage may stand for its probability.
    """
    touching = found(phrase, readings)
    if phrase.task == "horizons":
        return any(reading.high == phrase.high for reading in touching)
    given = [value for reading in touching for value in (reading.low, reading.high)]
    wanted = [value for value in (phrase.low, phrase.high) if value is not None]
    if phrase.low is not None and phrase.high is not None and phrase.low != phrase.high and 0 in wanted:
        wanted = [value for value in wanted if value != 0]
    if phrase.task == "odds" and phrase.high == 1.0 and phrase.low != phrase.high:
        wanted = [value for value in wanted if value != 1.0]
    return all(any(_same(value, other, percent=phrase.task == "odds") for other in given) for value in wanted)
