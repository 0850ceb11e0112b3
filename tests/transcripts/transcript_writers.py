"""One interview written in every format: the samples that the tests read, and the files in seeds/.

`python tests/transcripts/transcript_writers.py` writes the seeds again.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[2]
MASTER = ROOT / "tests" / "data" / "long-build-interview.tsv"
SEED = "2025-03-12-long-build-castellan"
NAMES = {"host": "Theo Brandt", "guest": "Mira Castellan"}
WORD_MS = 340
WORDS_A_LINE = 9


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of captions: when it was said, by whom, and its words."""

    start: int
    speaker: str
    words: tuple[str, ...]

    @property
    def end(self) -> int:
        """Milliseconds at which the last word ends."""
        return self.start + WORD_MS * len(self.words)

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(self.words)


def interview() -> list[tuple[str, str]]:
    """The turns of the sample interview: (speaker's name, words)."""
    lines = MASTER.read_text(encoding="utf-8").splitlines()
    return [(NAMES[role], words) for role, _, words in (line.partition("\t") for line in lines)]


def segments(turns: Sequence[tuple[str, str]]) -> list[Segment]:
    """The turns cut to lines of captions, one word after another at an even pace."""
    made: list[Segment] = []
    clock = 0
    for speaker, text in turns:
        words = text.split()
        for at in range(0, len(words), WORDS_A_LINE):
            made.append(Segment(clock, speaker, tuple(words[at : at + WORDS_A_LINE])))
            clock = made[-1].end
    return made


def blob(lines: Sequence[Segment]) -> str:
    return " ".join(line.text for line in lines) + "\n"


def caption_lines(lines: Sequence[Segment]) -> str:
    return "".join(line.text + "\n" for line in lines)


def labelled(lines: Sequence[Segment]) -> str:
    turns: list[list[str]] = []
    for index, line in enumerate(lines):
        if index == 0 or lines[index - 1].speaker != line.speaker:
            turns.append([f"{line.speaker}:"])
        turns[-1].append(line.text)
    return "\n\n".join(" ".join(turn) for turn in turns) + "\n"


def srt(lines: Sequence[Segment]) -> str:
    cues = (f"{number}\n{clock(line.start, ',')} --> {clock(line.end, ',')}\n{line.text}\n" for number, line in enumerate(lines, 1))
    return "\n".join(cues)


def vtt(lines: Sequence[Segment]) -> str:
    return "WEBVTT\n\n" + "\n".join(
        f"{clock(line.start)} --> {clock(line.end)}\n{escape(line.text, quote=False)}\n" for line in lines
    )


def voiced_vtt(lines: Sequence[Segment]) -> str:
    cues = (
        f"{clock(line.start)} --> {clock(line.end)}\n<v {line.speaker}>{escape(line.text, quote=False)}</v>\n" for line in lines
    )
    return "WEBVTT\n\nNOTE made for a test\n\nSTYLE\n::cue { color: red }\n\n" + "\n".join(cues)


def rolling_vtt(lines: Sequence[Segment]) -> str:
    """Captions as a video site makes them: every line grows word by word, pauses, and moves up."""
    cues = []
    for index, line in enumerate(lines):
        above = lines[index - 1].text if index else " "
        timed = line.words[0] + "".join(
            f"<{clock(line.start + WORD_MS * at)}><c> {escape(word, quote=False)}</c>" for at, word in enumerate(line.words[1:], 1)
        )
        settings = "align:start position:0%"
        cues.append(f"{clock(line.start)} --> {clock(line.end - 10)} {settings}\n{above}\n{timed}\n")
        cues.append(f"{clock(line.end - 10)} --> {clock(line.end)} {settings}\n{line.text}\n \n")
    return "WEBVTT\nKind: captions\nLanguage: en\n\n" + "\n".join(cues)


def whisper_json(lines: Sequence[Segment]) -> str:
    made = [
        {
            "id": number,
            "start": line.start / 1000,
            "end": line.end / 1000,
            "text": " " + line.text,
            "words": [
                {"word": " " + word, "start": (line.start + WORD_MS * at) / 1000, "end": (line.start + WORD_MS * (at + 1)) / 1000}
                for at, word in enumerate(line.words)
            ],
        }
        for number, line in enumerate(lines)
    ]
    return json.dumps({"text": " " + " ".join(line.text for line in lines), "segments": made, "language": "en"}) + "\n"


def whisperx_json(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    made = [
        {
            "start": line.start / 1000,
            "end": line.end / 1000,
            "text": line.text,
            "speaker": f"SPEAKER_{speakers.index(line.speaker):02}",
            "words": [{"word": word, "start": (line.start + WORD_MS * at) / 1000} for at, word in enumerate(line.words)],
        }
        for line in lines
    ]
    return json.dumps({"segments": made, "language": "en"})


def whisper_cpp_json(lines: Sequence[Segment]) -> str:
    made = [
        {
            "timestamps": {"from": clock(line.start, ","), "to": clock(line.end, ",")},
            "offsets": {"from": line.start, "to": line.end},
            "text": " " + line.text,
        }
        for line in lines
    ]
    return json.dumps({"result": {"language": "en"}, "transcription": made})


def podcast_json(lines: Sequence[Segment], *, speakers: bool = False) -> str:
    made = [
        {
            **({"speaker": line.speaker} if speakers else {}),
            "startTime": line.start / 1000,
            "endTime": line.end / 1000,
            "body": line.text,
        }
        for line in lines
    ]
    return json.dumps({"version": "1.0.0", "segments": made}) + "\n"


def json3(lines: Sequence[Segment]) -> str:
    events: list[dict[str, object]] = [{"tStartMs": 0, "dDurationMs": 9_000_000, "id": 1, "wpWinPosId": 1}]
    for line in lines:
        words = [
            {"utf8": word if at == 0 else " " + word, **({"tOffsetMs": WORD_MS * at} if at else {})}
            for at, word in enumerate(line.words)
        ]
        events.append({"tStartMs": line.start, "dDurationMs": line.end - line.start, "wWinId": 1, "segs": words})
        events.append({"tStartMs": line.end - 10, "dDurationMs": 10, "wWinId": 1, "aAppend": 1, "segs": [{"utf8": "\n"}]})
    return json.dumps({"wireMagic": "pb3", "events": events})


def srv3(lines: Sequence[Segment]) -> str:
    made = []
    for line in lines:
        words = "".join(
            f"<s>{escape(word)}</s>" if at == 0 else f'<s t="{WORD_MS * at}"> {escape(word)}</s>'
            for at, word in enumerate(line.words)
        )
        made.append(
            f'<p t="{line.start}" d="{line.end - line.start}" w="1">{words}</p>\n<p t="{line.end - 10}" d="10" a="1">\n</p>'
        )
    head = '<?xml version="1.0" encoding="utf-8" ?><timedtext format="3">\n<head><ws id="0"/></head>\n<body>\n'
    return head + "\n".join(made) + "\n</body>\n</timedtext>\n"


def srv1(lines: Sequence[Segment]) -> str:
    made = (f'<text start="{line.start / 1000}" dur="2.1">{escape(escape(line.text))}</text>' for line in lines)
    return '<?xml version="1.0" encoding="utf-8" ?><transcript>' + "".join(made) + "</transcript>"


def ttml(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    agents = "".join(
        f'<ttm:agent xml:id="a{number}" type="person"><ttm:name type="full">{escape(name)}</ttm:name></ttm:agent>'
        for number, name in enumerate(speakers)
    )
    made = "".join(
        f'<p begin="{clock(line.start)}" end="{clock(line.end)}" '
        f'ttm:agent="a{speakers.index(line.speaker)}">{escape(line.text)}</p>\n'
        for line in lines
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">'
    return f"{head}<head><metadata>{agents}</metadata></head><body><div>\n{made}</div></body></tt>"


def amazon_json(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    items: list[dict[str, object]] = []
    for line in lines:
        for at, word in enumerate(line.words):
            start = f"{(line.start + WORD_MS * at) / 1000:.3f}"
            label = f"spk_{speakers.index(line.speaker)}"
            items.append(
                {
                    "start_time": start,
                    "speaker_label": label,
                    "alternatives": [{"confidence": "1.0", "content": word}],
                    "type": "pronunciation",
                }
            )
    return json.dumps(
        {"jobName": "test", "results": {"transcripts": [{"transcript": ""}], "items": items, "language_code": "en-US"}}
    )


def deepgram_json(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    words = [
        {
            "word": word,
            "start": (line.start + WORD_MS * at) / 1000,
            "speaker": speakers.index(line.speaker),
            "punctuated_word": word,
        }
        for line in lines
        for at, word in enumerate(line.words)
    ]
    whole = " ".join(line.text for line in lines)
    return json.dumps({"metadata": {}, "results": {"channels": [{"alternatives": [{"transcript": whole, "words": words}]}]}})


def assembly_json(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    made = []
    for line in lines:
        speaker = "AB"[speakers.index(line.speaker)]
        words = [{"text": word, "start": line.start + WORD_MS * at, "speaker": speaker} for at, word in enumerate(line.words)]
        made.append({"speaker": speaker, "start": line.start, "end": line.end, "text": line.text, "words": words})
    return json.dumps({"audio_duration": 900, "language_code": "en_us", "text": "", "utterances": made})


def google_json(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    words = [
        {
            "word": word,
            "startTime": f"{(line.start + WORD_MS * at) / 1000:.3f}s",
            "speakerTag": speakers.index(line.speaker) + 1,
        }
        for line in lines
        for at, word in enumerate(line.words)
    ]
    plain = [
        {"alternatives": [{"transcript": " " + line.text, "words": [{"word": word} for word in line.words]}]} for line in lines
    ]
    return json.dumps({"results": [*plain, {"alternatives": [{"words": words}]}]})


def rev_json(lines: Sequence[Segment]) -> str:
    speakers = sorted({line.speaker for line in lines})
    made = []
    for line in lines:
        elements: list[dict[str, object]] = []
        for at, word in enumerate(line.words):
            elements += [{"type": "text", "value": word, "ts": (line.start + WORD_MS * at) / 1000}, {"type": "punct", "value": " "}]
        made.append({"speaker": speakers.index(line.speaker), "elements": elements})
    names = [{"id": number, "name": name} for number, name in enumerate(speakers)]
    return json.dumps({"speakers": names, "monologues": made})


def listed_json(lines: Sequence[Segment]) -> str:
    made = [{"name": line.speaker, "timestamp": clock(line.start), "content": line.text} for line in lines]
    return json.dumps({"title": "Castellan on the mill", "date": "2025-03-12", "full_transcript": made})


def html_transcript(lines: Sequence[Segment]) -> str:
    made = []
    for index, line in enumerate(lines):
        if index == 0 or lines[index - 1].speaker != line.speaker:
            made.append(f"<cite>{escape(line.speaker)}:</cite>")
        made.append(f"<time>{clock(line.start).split('.')[0]}</time>\n<p>{escape(line.text)}</p>")
    return (
        "<!DOCTYPE html><html lang='en'><head><title>The Long Build</title><script>var p = '<p>no</p>';</script></head><body>"
        + "\n".join([*made, "</body></html>"])
    )


def clock(milliseconds: int, point: str = ".") -> str:
    """Milliseconds as hours, minutes, seconds and thousandths."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


# name of the format -> (ending, writer, reader that must be found)
WRITERS: dict[str, tuple[str, Callable[[Sequence[Segment]], str], str]] = {
    "blob": ("txt", blob, "text"),
    "caption lines": ("txt", caption_lines, "text"),
    "srt": ("srt", srt, "srt"),
    "vtt": ("vtt", vtt, "vtt"),
    "rolling vtt": ("vtt", rolling_vtt, "vtt"),
    "whisper": ("json", whisper_json, "whisper"),
    "whisper.cpp": ("json", whisper_cpp_json, "whisper"),
    "podcast": ("json", podcast_json, "podcast"),
    "json3": ("json", json3, "json3"),
    "srv3": ("srv3", srv3, "xml"),
    "srv1": ("xml", srv1, "xml"),
}
SPEAKING: dict[str, tuple[str, Callable[[Sequence[Segment]], str], str]] = {
    "labelled": ("txt", labelled, "text"),
    "voices": ("vtt", voiced_vtt, "vtt"),
    "whisperx": ("json", whisperx_json, "whisper"),
    "podcast speakers": ("json", lambda lines: podcast_json(lines, speakers=True), "podcast"),
    "ttml": ("ttml", ttml, "xml"),
    "amazon": ("json", amazon_json, "recogniser"),
    "deepgram": ("json", deepgram_json, "recogniser"),
    "assembly": ("json", assembly_json, "recogniser"),
    "google": ("json", google_json, "recogniser"),
    "rev": ("json", rev_json, "recogniser"),
    "listed": ("json", listed_json, "json"),
    "html": ("html", html_transcript, "html"),
}
SEEDS = {
    "txt": blob,
    "vtt": vtt,
    "srt": srt,
    "whisper.json": whisper_json,
    "podcast.json": podcast_json,
    "rolling.vtt": rolling_vtt,
}


def write_seeds(folder: Path) -> None:
    """Writes the sample interview in the formats of the seeds."""
    lines = segments(interview())
    for ending, writer in SEEDS.items():
        (folder / f"{SEED}.{ending}").write_text(writer(lines), encoding="utf-8")


if __name__ == "__main__":
    write_seeds(ROOT / "seeds")
