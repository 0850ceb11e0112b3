"""Any JSON list of objects with a text, a speaker and a time under their common names."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.errors import TranscriptError
from tracker.transcripts.clock import seconds_ms
from tracker.transcripts.compose import Spoken, compose
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft, Material
from tracker.transcripts.jsons import inner, objects, speaker_name
from tracker.transcripts.metadata import LANGUAGE_FIELDS, TITLE_FIELDS, URL_FIELDS, first_day, first_text, names_in
from tracker.transcripts.text import written

TEXTS = (
    "text",
    "body",
    "transcript",
    "content",
    "utterance",
    "sentence",
    "line",
    "caption",
    "message",
    "speech",
    "quote",
    "value",
    "word",
)
SPEAKERS = (
    "speaker", "speaker_name", "speakerName", "name", "author", "who", "voice", "role", "from", "speaker_label", "speakerLabel",
    "speaker_id", "speakerId", "participant", "user", "sender",
)  # fmt: skip
MILLISECONDS = (
    "start_ms",
    "startMs",
    "begin_ms",
    "offset_ms",
    "offsetMs",
    "tStartMs",
    "startTimeMs",
    "start_time_ms",
    "timestamp_ms",
)
TIMES = ("start", "start_time", "startTime", "begin", "timestamp", "time", "ts", "offset", "t", "timecode", "at")
# Nobody speaks slower than a word in ten seconds for a whole transcript: where the times say so, they are milliseconds.
SLOWEST_WORDS_PER_SECOND = 0.1


def fits(value: object) -> bool:
    """Whether somewhere in a JSON value stands a list of objects with a text, or the value is an object with one text."""
    return bool(_listed(value)) or bool(_single(value))


def read(material: Material) -> Draft:
    """The draft of the longest list of objects with a text. Raises TranscriptError when there is none."""
    value = material.value
    listed = _listed(value)
    fields = value if isinstance(value, dict) else {}
    if listed:
        names = {str(one.get("id")): speaker_name(one) for one in objects(inner(value, "speakers")) if one.get("id") is not None}
        draft = compose(_spoken(listed, names))
    elif _single(value):
        draft = written(without_controls(_single(value)), [])
    else:
        raise TranscriptError(material.name, "no list of objects with a text in this JSON")
    return replace(
        draft,
        said_on=draft.said_on or first_day(fields),
        title=draft.title or first_text(fields, TITLE_FIELDS),
        url=draft.url or first_text(fields, URL_FIELDS),
        language=draft.language or first_text(fields, LANGUAGE_FIELDS),
        speakers=draft.speakers or names_in(fields),
    )


def _spoken(listed: list[dict[str, object]], names: dict[str, str | None]) -> Iterator[Spoken]:
    key = next((key for key in (*MILLISECONDS, *TIMES) if any(_number(one.get(key)) is not None for one in listed[:20])), "")
    scale = 0.001 if key in MILLISECONDS or _in_milliseconds(listed, key) else 1.0
    for one in listed:
        told = next((one[name] for name in SPEAKERS if one.get(name) not in (None, "")), None)
        speaker = names.get(str(told)) or speaker_name(told)
        time = _number(one.get(key))
        yield Spoken(text=_text(one), speaker=speaker, milliseconds=None if time is None else seconds_ms(time * scale))


def _in_milliseconds(listed: list[dict[str, object]], key: str) -> bool:
    times = [time for one in listed if (time := _number(one.get(key))) is not None]
    if len(times) < 2 or any(time != int(time) for time in times):
        return False
    words = sum(len(_text(one).split()) for one in listed)
    lasted = max(times) - min(times)
    return lasted > 0 and words / lasted < SLOWEST_WORDS_PER_SECOND


def _number(value: object) -> float | None:
    """A time as a number: of seconds where it was written as a clock time, else as it stands; the first of a pair."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if 0 <= value < 1e10 else None
    milliseconds = seconds_ms(value)
    return None if milliseconds is None else milliseconds / 1000


def _text(one: dict[str, object]) -> str:
    return next((value for key in TEXTS if isinstance(value := one.get(key), str) and value.strip()), "")


def _listed(value: object, depth: int = 0) -> list[dict[str, object]]:
    """The list of objects with most text in a JSON value, no more than four levels down."""
    candidates: list[list[dict[str, object]]] = []
    if isinstance(value, list):
        listed = list(objects(value))
        if sum(bool(_text(one)) for one in listed) * 2 > len(value):
            candidates.append(listed)
        elif depth < 4:
            candidates += [_listed(one, depth + 1) for one in value[:50]]
    elif isinstance(value, dict) and depth < 4:
        candidates += [_listed(one, depth + 1) for one in value.values() if isinstance(one, (dict, list))]
    return max(candidates, key=_weight, default=[])


def _weight(listed: list[dict[str, object]]) -> tuple[int, int]:
    """More text first; of equal texts the list with fewer, longer pieces, since they carry the speakers."""
    return sum(len("".join(_text(one).split())) for one in listed), -len(listed)


def _single(value: object) -> str:
    text = (
        next((value[key] for key in (*TEXTS, "full_text", "full_transcript") if isinstance(value.get(key), str)), "")
        if isinstance(value, dict)
        else ""
    )
    return text if isinstance(text, str) else ""
