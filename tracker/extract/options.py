"""The options of an extraction."""

import datetime as dt
from dataclasses import dataclass

from tracker.errors import InvalidRecord
from tracker.extract.encoder.last_layer import Layer


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractOptions:
    """The options that change what is found; they are stored with every extraction run.

    `said_on` overrides the transcript's own day. `min_confidence` is the lowest probability to keep a forecast (None for the
    model's threshold). `fiscal_year_end` is (month, day). `scale` names the scale that gives words of likelihood their ranges (None
    for the default). `layer` is learned from the analysts' decisions.
    """

    said_on: dt.date | None = None
    min_confidence: float | None = None
    fiscal_year_end: tuple[int, int] | None = None
    scale: str | None = None
    layer: Layer | None = None

    def __post_init__(self) -> None:
        if self.min_confidence is not None and not 0.0 <= self.min_confidence <= 1.0:
            raise InvalidRecord("min_confidence", self.min_confidence, "a number from 0 to 1")
