"""Shared by the tests of the command line: the result of a run, and ledgers."""

import datetime as dt
import hashlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tracker import ledger
from tracker.records import Forecast, Grain, Horizon, Kind, Probability, Transcript, Utterance

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
NOW = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
SAID_ON = dt.date(2024, 6, 26)


@dataclass(frozen=True, slots=True)
class Ran:
    """The result of a command line."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of standard output."""
        return self.out.splitlines()


Command = Callable[..., Ran]


def hear_interrupts() -> None:
    """To be called in a child before it runs: a shell's background jobs ignore Ctrl-C, and so would all that they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def own_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person who runs the tests: no settings, no ledger, no TRACKER_ variables; the analyst is ana."""
    for name in [name for name in os.environ if name.startswith("TRACKER_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("TRACKER_ANALYST", "ana")


def talk(count: int, *, doc: str = "talk") -> tuple[Transcript, list[Forecast]]:
    """A labelled talk with so many forecasts in it, their confidence spread evenly from 0.05 to 0.95."""
    text, turns, forecasts = f"{doc}\n\n", [], []
    for number in range(count):
        text += "Host: "
        start = len(text)
        text += f"And what of number {number}?"
        turns.append(Utterance(start=start, end=len(text), speaker="Nora Quist"))
        text += "\n\nGuest: "
        start = len(text)
        year = 2025 + number % 10
        quote = f"plant number {number} opens by {year}, sixty percent"
        text += f"I think {quote}, as I said 🌊."
        turns.append(Utterance(start=start, end=len(text), speaker="Ada Vance"))
        text += "\n\n"
        at = text.index(quote, start)
        anchor = f"by {year}"
        forecasts.append(
            Forecast(
                said_on=SAID_ON,
                claim=f"Plant number {number} opens by {year}.",
                kind=Kind.DATED,
                doc=doc,
                quote=quote,
                start=at,
                end=at + len(quote),
                anchor=anchor,
                anchor_start=text.index(anchor, at),
                speaker="Ada Vance",
                horizon=Horizon(text=anchor, start=SAID_ON, end=dt.date(year, 12, 31), grain=Grain.YEAR, rule="by year"),
                probability=Probability(text="sixty percent", low=0.6, high=0.6),
                confidence=round(0.05 + 0.9 * number / max(1, count - 1), 4),
                trace=("by year", "odds"),
            )
        )
    transcript = Transcript(
        doc=doc,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        said_on=SAID_ON,
        title="Plants and tides",
        url="https://www.youtube.com/watch?v=plants",
        language="en",
        utterances=tuple(turns),
    )
    return transcript, forecasts


def make(path: Path, count: int) -> None:
    """A new ledger with a talk of so many candidates."""
    transcript, forecasts = talk(count)
    book = ledger.open_ledger(f"sqlite:///{path}")
    with book.begin() as session:
        ledger.store_extraction(session, transcript, forecasts, by="robot", now=NOW, options={})
    book.close()
