"""JSON of speech recognisers with speaker labels: Amazon Transcribe, AssemblyAI, Deepgram, Google, Rev."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.json_values import inner, objects, speaker_name, text_of
from tracker.transcripts.formats.timed_pieces import Spoken, compose
from tracker.transcripts.layout.clock import seconds_ms
from tracker.transcripts.metadata.front_matter import LANGUAGE_FIELDS, first_day, first_text

NO_SPACE_BEFORE = frozenset(".,!?;:%)]}'’")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or a punctuation mark with its speaker and its time."""

    text: str
    speaker: str | None
    milliseconds: int | None


def fits(value: object) -> bool:
    """Whether a JSON value is the output of one of the recognisers."""
    return any(test(value) for test, _ in SERVICES)


def read(file: InputFile) -> Draft:
    """The draft of a recogniser's output, word by word, with its numbered speakers."""
    fields = file.value if isinstance(file.value, dict) else {}
    for test, pieces in SERVICES:
        if test(fields):
            draft = compose(pieces(fields))
            language = first_text(fields, LANGUAGE_FIELDS) or text_of(inner(fields, "results", "language_code")) or None
            return replace(draft, language=language, said_on=first_day(fields))
    raise TranscriptError(file.name, "not the JSON of a supported recogniser")


def _turns(words: Iterator[_Word]) -> Iterator[Spoken]:
    """The words joined into turns; a punctuation mark belongs to the word before it."""
    gathered: list[_Word] = []
    for word in words:
        if gathered and word.speaker != gathered[0].speaker and word.milliseconds is not None:
            yield _joined(gathered)
            gathered = []
        gathered.append(word)
    if gathered:
        yield _joined(gathered)


def _joined(words: list[_Word]) -> Spoken:
    pieces: list[str] = []
    marks = []
    length = 0
    for word in words:
        spelled = word.text.strip()
        if not spelled:
            continue
        gap = " " if pieces and not (len(spelled) == 1 and spelled in NO_SPACE_BEFORE and word.milliseconds is None) else ""
        if word.milliseconds is not None and length:
            marks.append((length + len(gap), word.milliseconds))
        pieces.append(gap + spelled)
        length += len(gap) + len(spelled)
    return Spoken(text="".join(pieces), speaker=words[0].speaker, milliseconds=words[0].milliseconds, marks=tuple(marks))


def _amazon(fields: dict[str, object]) -> Iterator[Spoken]:
    starts: dict[object, str | None] = {}
    for segment in objects(inner(fields, "results", "speaker_labels", "segments")):
        for item in objects(segment.get("items")):
            starts[item.get("start_time")] = speaker_name(item.get("speaker_label") or segment.get("speaker_label"))
    return _turns(_amazon_words(fields, starts))


def _amazon_words(fields: dict[str, object], starts: dict[object, str | None]) -> Iterator[_Word]:
    speaker: str | None = None
    for item in objects(inner(fields, "results", "items")):
        words = text_of(next(objects(item.get("alternatives")), {}).get("content"))
        time = item.get("start_time")
        if time is not None:
            named = item.get("speaker_label") or item.get("channel_label")
            speaker = speaker_name(named) or starts.get(time) or (None if not starts else speaker)
        yield _Word(words, speaker, seconds_ms(time))


def _deepgram(fields: dict[str, object]) -> Iterator[Spoken]:
    utterances = list(objects(inner(fields, "results", "utterances")))
    for utterance in utterances:
        words = list(objects(utterance.get("words")))
        yield from _turns(_plain_words(words)) if words else [_whole(utterance, "transcript")]
    if not utterances:
        for channel in objects(inner(fields, "results", "channels")):
            best = next(objects(channel.get("alternatives")), {})
            words = list(objects(best.get("words")))
            yield from _turns(_plain_words(words)) if words else [_whole(best, "transcript")]


def _assembly(fields: dict[str, object]) -> Iterator[Spoken]:
    """AssemblyAI's utterances, or its words; times are in milliseconds."""
    utterances = list(objects(fields.get("utterances")))
    for utterance in utterances or [{"words": fields.get("words")}]:
        words = list(objects(utterance.get("words")))
        if words:
            yield from _turns(_plain_words(words, scale=0.001))
        else:
            yield replace(_whole(utterance, "text"), milliseconds=_scaled(utterance.get("start"), 0.001))


def _google(fields: dict[str, object]) -> Iterator[Spoken]:
    """Google's results. With speaker labels, the last result repeats all words, and only it names the speakers."""
    results = [
        next(objects(one.get("alternatives")), {}) for one in objects(inner(fields, "response", "results") or fields.get("results"))
    ]
    tagged = [one for one in results if any(_google_speaker(word) for word in objects(one.get("words")))]
    for result in tagged[-1:] or results:
        words = list(objects(result.get("words")))
        if words:
            yield from _turns(
                _Word(
                    text_of(word.get("word")),
                    _google_speaker(word),
                    seconds_ms(word.get("startTime") or word.get("startOffset") or "0s"),
                )
                for word in words
            )
        else:
            yield _whole(result, "transcript")


def _google_speaker(word: dict[str, object]) -> str | None:
    return speaker_name(word.get("speakerLabel") or word.get("speakerTag") or None)


def _rev(fields: dict[str, object]) -> Iterator[Spoken]:
    names = {one.get("id"): speaker_name(one.get("name")) for one in objects(fields.get("speakers"))}
    for monologue in objects(fields.get("monologues")):
        number = monologue.get("speaker")
        speaker = (names.get(number) if isinstance(number, (int, str)) else None) or speaker_name(number)
        pieces: list[str] = []
        marks: list[tuple[int, int]] = []
        first: int | None = None
        for element in objects(monologue.get("elements")):
            time = seconds_ms(element.get("ts"))
            if time is not None and first is None:
                first = time
            elif time is not None:
                marks.append((sum(map(len, pieces)), time))
            pieces.append(text_of(element.get("value")))
        yield Spoken(text="".join(pieces), speaker=speaker, milliseconds=first, marks=tuple(marks))


def _plain_words(words: list[dict[str, object]], *, scale: float = 1.0) -> Iterator[_Word]:
    for word in words:
        spelled = text_of(word.get("punctuated_word")) or text_of(word.get("word")) or text_of(word.get("text"))
        yield _Word(spelled, speaker_name(word.get("speaker")), _scaled(word.get("start"), scale))


def _whole(piece: dict[str, object], key: str) -> Spoken:
    return Spoken(
        text=text_of(piece.get(key)), speaker=speaker_name(piece.get("speaker")), milliseconds=seconds_ms(piece.get("start"))
    )


def _scaled(value: object, scale: float) -> int | None:
    return seconds_ms(value * scale) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _is_assembly(value: object) -> bool:
    ours = isinstance(value, dict) and ("audio_duration" in value or "acoustic_model" in value or "audio_url" in value)
    return ours and isinstance(value, dict) and isinstance(value.get("utterances") or value.get("words"), list)


def _is_google(value: object) -> bool:
    first = next(objects(inner(value, "response", "results") or inner(value, "results")), {})
    return "transcript" in next(objects(first.get("alternatives")), {}) or "words" in next(objects(first.get("alternatives")), {})


SERVICES: tuple[tuple[Callable[[object], bool], Callable[[dict[str, object]], Iterator[Spoken]]], ...] = (
    (lambda value: isinstance(inner(value, "results", "items"), list), _amazon),
    (lambda value: isinstance(inner(value, "results", "channels"), list), _deepgram),
    (_is_assembly, _assembly),
    (_is_google, _google),
    (lambda value: isinstance(inner(value, "monologues"), list), _rev),
)
