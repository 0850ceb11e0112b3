"""Labels at the beginnings of cues and segments name speakers in every format, and cues of one label in a row are one turn."""

import json
from collections.abc import Callable, Sequence

import pytest

from tracker.records import Transcript
from tracker.transcripts import read_transcript

SAID = (
    "We opened the second plant in March.",
    "It has cost us more than we planned.",
    "We have built 9,000 units so far.",
    "They won't sell 20,000 units.",
    "Nobody in the office doubted it.",
    "That is all I can say.",
)
ZOE, BRAM, IDA = "Zoë Ríos", "Bram Okafor", "Ida Lund"


def at(index: int, point: str = ".") -> str:
    return f"00:00:{4 * index:02}{point}000"


def srt(cues: Sequence[str]) -> str:
    return "\n".join(f"{number}\n{at(number, ',')} --> {at(number + 1, ',')}\n{cue}\n" for number, cue in enumerate(cues, 1))


def vtt(cues: Sequence[str]) -> str:
    return "WEBVTT\n\n" + "\n".join(f"{at(number)} --> {at(number + 1)}\n{cue}\n" for number, cue in enumerate(cues, 1))


def sbv(cues: Sequence[str]) -> str:
    return "\n".join(f"{at(number)[1:]},{at(number + 1)[1:]}\n{cue}\n" for number, cue in enumerate(cues, 1))


def microdvd(cues: Sequence[str]) -> str:
    return "\n".join(f"{{{100 * number}}}{{{100 * number + 90}}}{cue}" for number, cue in enumerate(cues, 1)) + "\n"


def ass(cues: Sequence[str]) -> str:
    head = "[Script Info]\n\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    return head + "".join(
        f"Dialogue: 0,{at(number)[1:-1]},{at(number + 1)[1:-1]},Default,,0,0,0,,{cue}\n" for number, cue in enumerate(cues, 1)
    )


def srv1(cues: Sequence[str]) -> str:
    made = (f'<text start="{4 * number}" dur="4">{cue}</text>' for number, cue in enumerate(cues, 1))
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{"".join(made)}</transcript>'


def ttml(cues: Sequence[str]) -> str:
    made = (f'<p begin="{at(number)}" end="{at(number + 1)}">{cue}</p>' for number, cue in enumerate(cues, 1))
    return f'<tt xmlns="http://www.w3.org/ns/ttml"><body><div>{"".join(made)}</div></body></tt>'


def json3(cues: Sequence[str]) -> str:
    return json.dumps({"events": [{"tStartMs": 4000 * number, "segs": [{"utf8": cue}]} for number, cue in enumerate(cues, 1)]})


def whisper(cues: Sequence[str]) -> str:
    return json.dumps({"segments": [{"start": 4.0 * number, "text": f" {cue}"} for number, cue in enumerate(cues, 1)]})


def podcast(cues: Sequence[str]) -> str:
    made = [{"startTime": 4.0 * number, "body": cue} for number, cue in enumerate(cues, 1)]
    return json.dumps({"version": "1.0.0", "segments": made})


def rows(cues: Sequence[str]) -> str:
    return json.dumps([{"timestamp": 4.5 * number, "content": cue} for number, cue in enumerate(cues, 1)])


def csv(cues: Sequence[str]) -> str:
    return "start,text\n" + "".join(f'{4 * number}.0,"{cue}"\n' for number, cue in enumerate(cues, 1))


WRITERS = {
    "srt": srt, "vtt": vtt, "sbv": sbv, "sub": microdvd, "ass": ass, "srv1.xml": srv1, "ttml": ttml, "json3": json3,
    "whisper.json": whisper, "podcast.json": podcast, "rows.json": rows, "csv": csv,
}  # fmt: skip
# who is named at each cue -> the turns, each with its speaker and the numbers of its cues
CASES: dict[str, tuple[tuple[str, ...], list[tuple[str | None, tuple[int, ...]]]]] = {
    "one speaker": ((ZOE,) * 6, [(ZOE, (0, 1, 2, 3, 4, 5))]),
    "two speakers": ((ZOE, ZOE, ZOE, BRAM, BRAM, ZOE), [(ZOE, (0, 1, 2)), (BRAM, (3, 4)), (ZOE, (5,))]),
    "labels where the speaker changes": ((ZOE, "", BRAM, "", ZOE, ""), [(ZOE, (0, 1)), (BRAM, (2, 3)), (ZOE, (4, 5))]),
    "three who speak once": ((ZOE, BRAM, IDA), [(ZOE, (0,)), (BRAM, (1,)), (IDA, (2,))]),
    "numbered voices": (("SPEAKER 1", "SPEAKER 1", "SPEAKER 2"), [("SPEAKER 1", (0, 1)), ("SPEAKER 2", (2,))]),
    "music between": ((ZOE, "Music", "Music", ZOE), [(ZOE, (0,)), (None, (1,)), (None, (2,)), (ZOE, (3,))]),
    "nobody named": (("",) * 3, [(None, (0, 1, 2))]),
}


def turns(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(one.speaker, transcript.text[one.start : one.end]) for one in transcript.utterances]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("ending", WRITERS)
def test_cues_of_one_label_in_a_row_are_one_turn(ending: str, case: str) -> None:
    """A turn goes on until a label names somebody else, the labels are no words, and each cue keeps its time."""
    write: Callable[[Sequence[str]], str] = WRITERS[ending]
    names, wanted = CASES[case]
    cues = [f"{name}: {said}" if name else said for name, said in zip(names, SAID, strict=False)]
    transcript = read_transcript(f"x.{ending}", write(cues).encode())
    assert turns(transcript) == [(name, " ".join(SAID[number] for number in numbers)) for name, numbers in wanted]
    assert [mark.offset for mark in transcript.times] == [transcript.text.index(said) for said, _ in zip(SAID, names, strict=False)]


def test_words_keep_their_times_behind_a_label() -> None:
    """Where each word has a time, those of the label go and the others stay at their words."""
    segments = [
        {"start": start, "text": f" {ZOE}: {said}", "words": [{"word": f" {word}", "start": start + 0.5 * number}
         for number, word in enumerate(f"{ZOE}: {said}".split())]}
        for start, said in ((4.0, SAID[0]), (12.0, SAID[1]))
    ]  # fmt: skip
    transcript = read_transcript("x.json", json.dumps({"segments": segments}).encode())
    assert turns(transcript) == [(ZOE, f"{SAID[0]} {SAID[1]}")]
    told = {transcript.text[mark.offset :].split()[0]: mark.milliseconds for mark in transcript.times}
    assert (told["second"], told["March."], told["cost"]) == (6500, 8000, 14_000)


def test_a_field_that_names_speakers_stands_above_labels() -> None:
    """Where some segment's field names its speaker, a colon in the words is no label."""
    segments = [{"start": float(number), "text": f"Note: {said}", "speaker": ZOE} for number, said in enumerate(SAID)]
    transcript = read_transcript("x.json", json.dumps({"segments": segments}).encode())
    assert turns(transcript) == [(ZOE, " ".join(f"Note: {said}" for said in SAID))]


def test_a_marked_turn_between_cues_of_one_label_is_nobodys() -> None:
    """A turn marker ends a labelled turn, and the same label after it begins another."""
    transcript = read_transcript("x.srt", srt([f"{ZOE}: {SAID[0]}", f">> {SAID[1]}", f"{ZOE}: {SAID[2]}"]).encode())
    assert turns(transcript) == [(ZOE, SAID[0]), (None, SAID[1]), (ZOE, SAID[2])]
