"""Transcripts in many layouts: labels, time stamps, tables and the output of recognisers."""

import datetime as dt
import json
from bisect import bisect_right
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tracker.records import Transcript
from tracker.transcripts import Declared, read_transcript

FOLDER = Path(__file__).parents[1] / "data" / "readers"
ROWS = [json.loads(line) for line in (FOLDER / "expected.jsonl").read_text(encoding="utf-8").splitlines()]


def _read(row: dict[str, Any]) -> Transcript:
    declared = Declared(said_on=dt.date.fromisoformat(row["date"])) if "date" in row else Declared()
    return read_transcript(row["file"], (FOLDER / row["file"]).read_bytes(), declared)


def _allowed(milliseconds: int, wanted: str) -> bool:
    """Whether a time is one of "5000", "100|5000" (either) or "0..5000" (all between); "open" is no time."""
    ends = [option.partition("..") for option in wanted.split("|") if option != "open"]
    return any(int(low) <= milliseconds <= int(high or low) for low, _, high in ends)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_turns_and_their_speakers_are_read_in_order(row: dict[str, Any]) -> None:
    """The speakers of the turns are those that the file names, in its order."""
    turns = [name for name, _ in groupby(one.speaker for one in _read(row).utterances)]
    assert turns == row["speakers"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_speech_stands_in_the_turn_of_its_speaker_with_its_time(row: dict[str, Any]) -> None:
    """Each sentence is in one turn with its speaker's name and the time that the file gives."""
    transcript = _read(row)
    for wanted in row["forecasts"]:
        pieces = wanted["quote_has"].split()
        holding = [
            one for one in transcript.utterances if " ".join(pieces) in " ".join(transcript.text[one.start : one.end].split())
        ]
        assert len(holding) == 1, wanted["quote_has"]
        (turn,) = holding
        assert (turn.speaker or "") in (wanted["speaker"] or "").split("|")
        if wanted["t_start_ms"] is not None:
            offset = transcript.text.index(pieces[0], turn.start)
            while " ".join(transcript.text[offset : turn.end].split()).find(" ".join(pieces)) != 0:
                offset = transcript.text.index(pieces[0], offset + 1)
            first, last = (bisect_right(transcript.times, at, key=lambda mark: mark.offset) - 1 for at in (turn.start, offset))
            times = [mark.milliseconds for mark in transcript.times[max(0, first) : last + 1]]
            assert any(_allowed(time, str(wanted["t_start_ms"])) for time in times)
