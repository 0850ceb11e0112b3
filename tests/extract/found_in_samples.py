"""The sample transcripts with what is found in them, read once whichever tests and processes of a run ask."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tracker.extract import ExtractOptions
from tracker.extract.pipeline import Reading, forecasts_of, least_confidence, read_candidates
from tracker.records import Forecast, Transcript
from tracker.transcripts import read_transcript

Made = TypeVar("Made")


class Samples:
    """What is found in sample transcripts; it is kept in a folder that all processes of a test run share."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        path = self.folder / f"{name}.pickle"
        if not path.exists():
            part = path.with_suffix(f".{os.getpid()}")
            part.write_bytes(pickle.dumps(make()))
            part.replace(path)
        made: Made = pickle.loads(path.read_bytes())  # noqa: S301 - written by this run
        return made

    def reading(self, path: Path) -> tuple[Transcript, Reading]:
        """The transcript, and its classified candidates."""

        def make() -> tuple[Transcript, Reading]:
            transcript = read_transcript(str(path), path.read_bytes())
            return transcript, read_candidates(transcript, ExtractOptions())

        return self._once(path.name, make)

    def forecasts(self, path: Path, least: float | None = None) -> tuple[Transcript, list[Forecast]]:
        """The transcript, and the forecasts that `extract` finds with a minimal confidence."""
        transcript, reading = self.reading(path)
        chosen = least_confidence(ExtractOptions(min_confidence=least))
        return transcript, self._once(f"{path.name}-{chosen}", lambda: forecasts_of(transcript, reading, chosen))
