"""Whisper's JSON and its relatives: openai-whisper, faster-whisper, WhisperX, whisper.cpp, the transcription API."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.json_values import inner, objects, speaker_name, text_of
from tracker.transcripts.formats.labelled_pieces import with_labels
from tracker.transcripts.formats.timed_pieces import Spoken, compose, word_marks
from tracker.transcripts.layout.clock import clock_ms, seconds_ms
from tracker.transcripts.metadata.front_matter import first_text, with_metadata


def fits(value: object) -> bool:
    """Whether a JSON value has Whisper's segments (text with a start in seconds) or whisper.cpp's transcription with offsets."""
    first = next(objects(inner(value, "segments")), {})
    if "text" in first and "start" in first:
        return True
    return "offsets" in next(objects(inner(value, "transcription")), {})


def read(file: InputFile) -> Draft:
    """The draft of Whisper's segments, with the time of every word that has one, and the speakers of fields or labels."""
    value = file.value
    fields = value if isinstance(value, dict) else {}
    segments = _segments if "segments" in fields else _cpp
    language = first_text(fields, ("language",)) or text_of(inner(fields, "result", "language")) or None
    return with_metadata(replace(compose(with_labels(lambda: segments(fields))), language=language), fields)


def _segments(fields: dict[str, object]) -> Iterator[Spoken]:
    for segment in objects(fields.get("segments")):
        words = list(objects(segment.get("words")))
        speakers = {name for word in words if (name := speaker_name(word.get("speaker")))}
        if len(speakers) > 1:
            yield from _by_word(words)
            continue
        text = text_of(segment.get("text"))
        speaker = speaker_name(segment.get("speaker")) or next(iter(speakers), None)
        timed = [(text_of(word.get("word")) or text_of(word.get("text")), seconds_ms(word.get("start"))) for word in words]
        yield Spoken(text=text, speaker=speaker, milliseconds=seconds_ms(segment.get("start")), marks=word_marks(text, timed))


def _by_word(words: list[dict[str, object]]) -> Iterator[Spoken]:
    """A segment in which the speaker changes, word by word; a word without a speaker continues the one before it."""
    speaker: str | None = None
    for word in words:
        speaker = speaker_name(word.get("speaker")) or speaker
        yield Spoken(text=text_of(word.get("word")), speaker=speaker, milliseconds=seconds_ms(word.get("start")))


def _cpp(fields: dict[str, object]) -> Iterator[Spoken]:
    for segment in objects(fields.get("transcription")):
        offset = inner(segment, "offsets", "from")
        start = offset if isinstance(offset, int) and offset >= 0 else clock_ms(text_of(inner(segment, "timestamps", "from")))
        turn = bool(segment.get("speaker_turn_next"))
        yield Spoken(text=text_of(segment.get("text")), speaker=speaker_name(segment.get("speaker")), milliseconds=start)
        if turn:
            yield Spoken(text="", turn=True)
