"""The extractor as a component of a spaCy pipeline: `nlp.add_pipe("forecasts", config={"said_on": "2024-06-26"})`."""

import datetime as dt
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from tracker.codec import forecast_from_json, forecast_to_json
from tracker.errors import InvalidRecord, TrackerError
from tracker.extract.extract_call import day_of
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import extract
from tracker.records import Forecast
from tracker.transcripts import one_turn

NAME = "forecasts"
"""The name of the component, the span group and the document attribute."""

STORED = "tracker.forecasts"
"""The key of a document's user data with its forecasts as JSON, so that it can be saved and sent between processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastComponent:
    """Finds the forecasts of a document: spans in `doc.spans[spans_key]`, and in the same order records in `doc._.forecasts`."""

    said_on: dt.date | None
    speaker: str | None
    options: ExtractOptions
    spans_key: str

    def __call__(self, doc: Doc) -> Doc:
        """The same document with its forecasts. Raises TrackerError if the day of speaking is unknown."""
        said_on = day_of(doc._.said_on) or self.said_on
        if said_on is None:
            raise TrackerError('no day of speaking: add_pipe("forecasts", config={"said_on": "2024-06-26"}), or set doc._.said_on')
        # The transcript has exactly the document's text, so that offsets agree.
        transcript = one_turn(doc.text, doc="doc", said_on=said_on, speaker=self.speaker, confidence=1.0)
        found = extract(transcript, self.options) if doc.text.strip() else []
        spans = [doc.char_span(each.start or 0, each.end or 0, label=each.kind.value, alignment_mode="expand") for each in found]
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        doc.user_data[STORED] = [forecast_to_json(each) for each in found]
        return doc


def forecasts_of_doc(doc: Doc) -> tuple[Forecast, ...]:
    """The forecasts that the component found in a document; none if it has not run."""
    return tuple(forecast_from_json(each) for each in doc.user_data.get(STORED, ()))


@Language.factory(
    NAME,
    assigns=["doc.spans", "doc._.forecasts"],
    default_config={"said_on": None, "speaker": None, "min_confidence": None, "fiscal_year_end": None, "spans_key": NAME},
)
def make_component(
    nlp: Language,
    name: str,  # noqa: ARG001 - spaCy passes it to every factory
    said_on: str | None,
    speaker: str | None,
    min_confidence: float | None,
    fiscal_year_end: str | None,
    spans_key: str,
) -> ForecastComponent:
    """The component for a pipeline's config, in which days are strings so that it can be saved.

    Raises InvalidRecord for an invalid day, and TrackerError for a pipeline that is not English.
    """
    if nlp.lang != "en":
        raise TrackerError(f"forecasts are found in English; this pipeline is one of {nlp.lang!r}")
    for attribute, how in (("said_on", {"default": None}), (NAME, {"getter": forecasts_of_doc})):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, **how)
    options = ExtractOptions(min_confidence=min_confidence, fiscal_year_end=_month_day(fiscal_year_end))
    return ForecastComponent(said_on=day_of(said_on), speaker=speaker, options=options, spans_key=spans_key)


def _month_day(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    try:
        day = dt.date.fromisoformat(f"2024-{text}")
    except ValueError:
        raise InvalidRecord("fiscal_year_end", text, "a month and a day such as 09-30") from None
    return day.month, day.day
