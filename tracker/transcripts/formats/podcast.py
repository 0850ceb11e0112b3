"""The transcript JSON of the podcast namespace ("Podcasting 2.0", docs/examples/transcripts/transcripts.md)."""

from collections.abc import Iterator

from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.json_values import inner, objects, speaker_name, text_of
from tracker.transcripts.formats.labelled_pieces import with_labels
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.layout.clock import seconds_ms
from tracker.transcripts.metadata.front_matter import with_metadata


def fits(value: object) -> bool:
    """Whether a JSON value has segments with a body."""
    return "body" in next(objects(inner(value, "segments")), {})


def read(file: InputFile) -> Draft:
    """The draft of the segments. A segment without a speaker continues the one before it, since the format marks only changes."""
    fields = file.value if isinstance(file.value, dict) else {}
    return with_metadata(compose(with_labels(lambda: _segments(fields))), fields)


def _segments(fields: dict[str, object]) -> Iterator[Spoken]:
    speaker: str | None = None
    for segment in objects(fields.get("segments")):
        named = speaker_name(segment.get("speaker"))
        confidence = 1.0 if named or speaker is None else 0.9
        speaker = named or speaker
        start = seconds_ms(segment.get("startTime"))
        yield Spoken(text=text_of(segment.get("body")), speaker=speaker, milliseconds=start, confidence=confidence)
