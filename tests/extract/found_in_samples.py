"""The sample transcripts with what is found in them, each read once whichever tests ask."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import SEEDS
from tracker.extract import ExtractOptions
from tracker.extract.pipeline import Reading, forecasts_of, least_confidence, read_candidates
from tracker.records import Forecast, Transcript
from tracker.transcripts import read_transcript

INTERVIEW = "2025-03-12-long-build-castellan"
# The interview is there in six formats, and takes longest: a blob, rolling captions and JSON are read in every run.
LEFT_TO_SOAK = tuple(f"{INTERVIEW}.{ending}" for ending in ("srt", "vtt", "whisper.json"))


def sample_files(beginning: str = "2025-") -> list[Any]:
    """The sample transcripts whose names begin so, as parameters of tests."""
    paths = sorted(SEEDS.glob(f"{beginning}*"))
    return [pytest.param(path, id=path.name, marks=[pytest.mark.soak] * (path.name in LEFT_TO_SOAK)) for path in paths]


@cache
def _reading(path: Path) -> tuple[Transcript, Reading]:
    transcript = read_transcript(str(path), path.read_bytes())
    return transcript, read_candidates(transcript, ExtractOptions())


@cache
def found_in(path: Path, least: float | None = None) -> tuple[Transcript, list[Forecast]]:
    """The transcript, and the forecasts that `extract` finds with a minimal confidence."""
    transcript, reading = _reading(path)
    return transcript, forecasts_of(transcript, reading, least_confidence(ExtractOptions(min_confidence=least)))
