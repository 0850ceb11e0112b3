"""Any JSON that contains speech: turns, sentences or words under common names, at any depth."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from tracker.errors import TranscriptError
from tracker.transcripts.decoding import without_controls
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats import html_page
from tracker.transcripts.formats.json_values import objects, speaker_name
from tracker.transcripts.formats.labelled_pieces import with_labels
from tracker.transcripts.formats.plain_text import written
from tracker.transcripts.formats.timed_pieces import Spoken, compose, word_marks
from tracker.transcripts.layout.clock import seconds_ms, too_slow_for_seconds
from tracker.transcripts.layout.speaker_labels import speaker_labels_in
from tracker.transcripts.metadata.front_matter import first_text, with_metadata

TEXTS = (
    "punctuated_word", "display", "text", "body", "transcript", "content", "utterance", "sentence", "line", "caption", "message",
    "speech", "quote", "value", "word", "full_text", "full_transcript",
)  # fmt: skip
SPEAKERS = (
    "speaker", "speaker_name", "speakerName", "name", "author", "who", "voice", "role", "from", "speaker_label", "speakerLabel",
    "speaker_id", "speakerId", "speakerTag", "participant", "participant_name", "participantName", "displayName", "user", "sender",
    "participantId", "participant_id", "userId", "user_id",
)  # fmt: skip
MILLISECONDS = (
    "start_ms", "startMs", "begin_ms", "offset_ms", "offsetMs", "offsetMilliseconds", "tStartMs", "startTimeMs", "start_time_ms",
    "timestamp_ms",
)  # fmt: skip
TIMES = (
    "start", "start_time", "startTime", "start_timestamp", "begin", "timestamp", "time", "ts", "offset", "t", "timecode", "at",
    "start_seconds", "startSeconds", "begin_time", "beginTime",
)  # fmt: skip
# The first member of these lists is the likeliest reading; the others repeat it.
ALTERNATIVES = frozenset({"alternatives", "nBest", "nbest", "hypotheses"})
# Keys of lists of speakers, and of the ids and names in them.
PEOPLE = frozenset({"speakers", "participants", "attendees", "people", "users", "members"})
IDS = ("id", "speaker_id", "speakerId", "participant_id", "participantId", "user_id", "userId", "uid")
NAMES = ("displayName", "display_name", "full_name", "fullName", "name")
SHALLOW = 4
DURATION = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?")
DEEPEST = 9
# A text that is itself HTML, as transcript editors in browsers store it.
TAGGED = re.compile(r"\s{0,99}<(?:p|div|span|article|section|body|html|h\d)[\s>]", re.I)
NO_SPACE_BEFORE = frozenset(".,!?;:%)]}…")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of speech in the JSON; `time` is the number given for it, or for the object around it."""

    text: str
    speaker: str | None
    time: float | None
    words: tuple["_Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """Speaker and time from the objects around a piece."""

    speaker: str | None = None
    time: float | None = None


def fits(value: object) -> bool:
    """Whether a JSON value contains an object with a text."""
    return any(True for _ in islice(_pieces(value, _Around(), {}), 1))


def read(file: InputFile) -> Draft:
    """The draft of the pieces of speech in a JSON value. Raises TranscriptError if there are none."""
    value = file.value
    pieces = _voiced(value, _attached(_pieces(value, _Around(), _names(value))))
    if not pieces:
        raise TranscriptError(file.name, "no list of objects with a text in this JSON")
    fields = value if isinstance(value, dict) else next(objects(value), {}) if len(pieces) == 1 else {}
    whole = "\n\n".join(one.text for one in pieces)
    written_out = len(pieces) == 1 or (
        len(pieces) < 20 and any("\n" in one.text.strip() for one in pieces) and speaker_labels_in(whole)
    )
    if written_out and not any(one.speaker for one in pieces):
        draft = html_page.read(replace(file, text=whole)) if TAGGED.match(whole) else written(without_controls(whole), [])
    else:
        scale = _scale(value, pieces)
        draft = compose(with_labels(lambda: _spoken(pieces, scale)))
    return with_metadata(draft, fields)


def _names(value: object) -> dict[str, str]:
    """The names of speakers by their ids, where a list of speakers gives them."""
    found: dict[str, str] = {}
    for listed in _lists_of_people(value):
        for one in objects(listed):
            number = next((one[key] for key in IDS if isinstance(one.get(key), (str, int))), None)
            if number is not None and (name := first_text(one, NAMES) or speaker_name(one)):
                found.setdefault(str(number), name)
    return found


def _lists_of_people(value: object, depth: int = 0) -> Iterator[object]:
    if isinstance(value, dict) and depth < SHALLOW:
        for key, one in value.items():
            if key.casefold() in PEOPLE:
                yield one
            else:
                yield from _lists_of_people(one, depth + 1)


def _pieces(value: object, around: _Around, names: dict[str, str], depth: int = 0) -> Iterator[_Piece]:
    """The pieces of speech in a value: siblings in order, and of several lists in one object the one with most text."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            if isinstance(one, (dict, list)):
                yield from _pieces(one, around, names, depth + 1)
    elif isinstance(value, dict):
        yield from _of_object(value, around, names, depth)


def _of_object(value: dict[str, object], around: _Around, names: dict[str, str], depth: int) -> Iterator[_Piece]:
    text = next((one for key in TEXTS if isinstance(one := value.get(key), str) and one.strip()), "")
    below = {key: one for key, one in value.items() if isinstance(one, (dict, list)) and key not in SPEAKERS and one}
    named = _speaker(value, names) if text or below else None
    within = _Around(named or around.speaker, around.time if (time := _time(value)) is None else time)
    rows = _rows(value)
    if rows is not None:
        yield from _pieces(rows, around, names, depth + 1)
        return
    lists = [list(_pieces(_likeliest(key, one), within, names, depth + 1)) for key, one in below.items()]
    best = max(lists, key=_weight, default=[])
    text = html.unescape(html.unescape(text)) if "&" in text else text
    own = _letters(text)
    if best and (own == 0 or _weight(best)[0] > 1.5 * own or (own < 2 * _weight(best)[0] and _richer(best, named))):
        yield from best
    elif text:
        yield _Piece(text, within.speaker, within.time, tuple(best))


def _rows(value: dict[str, object]) -> list[object] | None:
    """The rows of an object that is really a list: turns under numbered keys, or columns of equal length; else None."""
    if len(value) > 1 and all(key.isdecimal() and isinstance(one, dict) for key, one in value.items()):
        return list(value.values())
    columns = {key: one for key, one in value.items() if isinstance(one, list)}
    texts = next((columns[key] for key in TEXTS if key in columns), [])
    if len(texts) < 2 or not all(isinstance(one, str) for one in texts):
        return None
    same = {key: one for key, one in columns.items() if len(one) == len(texts)}
    return [dict(zip(same, row, strict=True)) for row in zip(*same.values(), strict=True)] if len(same) > 1 else None


def _voiced(value: object, pieces: list[_Piece]) -> list[_Piece]:
    """The pieces; if none has a speaker, with those of other objects that give a speaker and a start but no text."""
    if any(one.speaker for one in pieces) or not any(one.time is not None for one in pieces):
        return pieces
    stretches = sorted(_stretches(value), key=lambda one: one[0])
    if not stretches:
        return pieces
    starts = [start for start, _ in stretches]
    voices = [name for _, name in stretches]
    slack = 0.001 * max(1.0, starts[-1] / 1000)

    def voice(time: float | None) -> str | None:
        at = -1 if time is None else bisect_right(starts, time + slack) - 1
        return voices[at] if at >= 0 else None

    return [replace(one, speaker=voice(one.time)) for one in pieces]


def _stretches(value: object, depth: int = 0) -> Iterator[tuple[float, str]]:
    """(start, speaker) of the objects with a speaker and a time but no text."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _stretches(one, depth + 1)
    elif isinstance(value, dict):
        time, name = _time(value), _speaker(value, {})
        if time is not None and name and not any(isinstance(value.get(key), str) for key in TEXTS):
            yield time, name
        for one in value.values():
            if isinstance(one, (dict, list)):
                yield from _stretches(one, depth + 1)


def _likeliest(key: str, value: object) -> object:
    return value[:1] if key in ALTERNATIVES and isinstance(value, list) else value


def _richer(below: list[_Piece], speaker: str | None) -> bool:
    """Whether the pieces below an object with a text say more than it: several speakers, or turns of a whole transcript."""
    voices = {one.speaker for one in below}
    return len(voices) > 1 or (speaker is None and voices != {None}) or any(one.words or " " in one.text.strip() for one in below)


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _weight(pieces: list[_Piece]) -> tuple[int, int, int]:
    """A sort key: more text, then more known speakers, then fewer and longer pieces."""
    return sum(_letters(one.text) for one in pieces), sum(one.speaker is not None for one in pieces), -len(pieces)


def _speaker(value: dict[str, object], names: dict[str, str]) -> str | None:
    told = next((value[name] for name in SPEAKERS if value.get(name) not in (None, "", [], {})), None)
    return names.get(str(told)) or speaker_name(told)


def _time(value: dict[str, object]) -> float | None:
    return next((time for key in (*MILLISECONDS, *TIMES) if (time := _number(value.get(key))) is not None), None)


def _number(value: object) -> float | None:
    """A time as a number: seconds if written as a clock time or a duration, else unchanged; the first of a pair."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value) if 0 <= value < 1e10 else None
    if isinstance(value, str) and (found := DURATION.fullmatch(value)) and len(value) > 2:
        return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)
    milliseconds = seconds_ms(value)
    return None if milliseconds is None else milliseconds / 1000


def _attached(pieces: Iterable[_Piece]) -> list[_Piece]:
    """The pieces, with separate punctuation marks joined to the word before them."""
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and piece.text.strip() in NO_SPACE_BEFORE:
            joined[-1] = replace(joined[-1], text=joined[-1].text.rstrip() + piece.text.strip())
        else:
            joined.append(piece)
    return joined


def _scale(value: object, pieces: list[_Piece]) -> float:
    """The factor from times to seconds: 0.001 if a key or the pace of speech shows that they are milliseconds."""
    if _in_milliseconds(value):
        return 0.001
    times = [one.time for one in pieces if one.time is not None]
    if len(times) < 2 or any(time != int(time) for time in times):
        return 1.0
    return 0.001 if too_slow_for_seconds(times, sum(len(one.text.split()) for one in pieces)) else 1.0


def _in_milliseconds(value: object, depth: int = 0) -> bool:
    """Whether keys of the first objects of a value say that times are in milliseconds."""
    if depth > DEEPEST:
        return False
    if isinstance(value, dict):
        timed = [one for key, one in value.items() if key in MILLISECONDS and isinstance(one, (int, float))]
        return bool(timed) or any(_in_milliseconds(one, depth + 1) for one in value.values() if isinstance(one, (dict, list)))
    return isinstance(value, list) and any(_in_milliseconds(one, depth + 1) for one in value[:3])


def _spoken(pieces: list[_Piece], scale: float) -> Iterator[Spoken]:
    for one in pieces:
        start = None if one.time is None else seconds_ms(one.time * scale)
        words = [(word.text, None if word.time is None else seconds_ms(word.time * scale)) for word in one.words]
        yield Spoken(text=one.text, speaker=one.speaker, milliseconds=start, marks=word_marks(one.text, words))
