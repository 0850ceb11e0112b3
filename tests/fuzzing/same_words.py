"""The same words in several formats: the claims must be the same."""

import datetime as dt
import json
import random
from collections.abc import Sequence

from tests.fuzzing.finding import Finding
from tracker.extract import extract
from tracker.transcripts import Declared, read_transcript

SPEAKERS = ("Ada Vance", "Bram Okafor", "Zoë Ríos")
WHO = ("we", "the company", "every carmaker", "I", "our team", "the bank", "they")
WHAT = (
    "open a second plant",
    "sell 20,000 units",
    "be profitable",
    "raise five million dollars",
    "ship it",
    "go to Mars",
    "run out",
)
WILL = ("will", "won't", "expect to", "are going to", "might", "would probably", "used to", "did")
WHEN = (
    "by the end of 2027",
    "next year",
    "within two years",
    "in 2031",
    "by 2030",
    "soon",
    "in the third quarter",
    "",
    "in five years",
)
ODDS = ("", "", "maybe sixty percent", "it's a one in three chance", "almost certainly")
SAID_ON = dt.date(2024, 6, 26)
Turns = Sequence[tuple[str, Sequence[str]]]


def turns(chosen: random.Random) -> Turns:
    """Four to six turns of one to three sentences each, of two speakers in turn: a label is sure to be one only when it recurs."""
    pair = chosen.sample(SPEAKERS, 2)
    return [(pair[at % 2], [_sentence(chosen) for _ in range(chosen.randint(1, 3))]) for at in range(chosen.randint(4, 6))]


def _sentence(chosen: random.Random) -> str:
    words = " ".join(filter(None, (chosen.choice(WHO), chosen.choice(WILL), chosen.choice(WHAT), chosen.choice(WHEN))))
    odds = chosen.choice(ODDS)
    return words[0].upper() + words[1:] + (f", {odds}" if odds else "") + "."


def _clock(seconds: int, mark: str) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}000"


def _cues(said: Turns, mark: str, first: str, later: str) -> list[str]:
    """Each sentence as a cue of four seconds, the first one of a turn and the later ones written in their own way."""
    lines = [
        (later if place else first).format(speaker=speaker, words=each)
        for speaker, sentences in said
        for place, each in enumerate(sentences)
    ]
    return [f"{_clock(4 * at, mark)} --> {_clock(4 * at + 4, mark)}\n{line}\n" for at, line in enumerate(lines)]


def forms(said: Turns) -> dict[str, str]:
    """The turns as a labelled text, Markdown, SubRip, WebVTT, and the JSON of two programs."""
    segments = [(speaker, each) for speaker, sentences in said for each in sentences]
    whisper = [
        {"id": at, "start": 4.0 * at, "end": 4.0 * at + 4, "speaker": speaker, "text": f" {each}"}
        for at, (speaker, each) in enumerate(segments)
    ]
    podcast = [
        {"speaker": speaker, "startTime": 4.0 * at, "endTime": 4.0 * at + 4, "body": each}
        for at, (speaker, each) in enumerate(segments)
    ]
    return {
        "talk.txt": "\n\n".join(f"{speaker}: {' '.join(each)}" for speaker, each in said) + "\n",
        "talk.md": "\n\n".join(f"**{speaker}:** {' '.join(each)}" for speaker, each in said) + "\n",
        "talk.srt": "\n".join(f"{at}\n{cue}" for at, cue in enumerate(_cues(said, ",", "{speaker}: {words}", "{words}"), 1)),
        "talk.vtt": "WEBVTT\n\n" + "\n".join(_cues(said, ".", *["<v {speaker}>{words}</v>"] * 2)),
        "whisper.json": json.dumps({"segments": whisper}, ensure_ascii=False),
        "podcast.json": json.dumps({"version": "1.0.0", "segments": podcast}, ensure_ascii=False),
    }


def format_one(chosen: random.Random) -> str:
    """Extracts the same words from two formats; who said it, the sentence, its window, odds and confidence are the same."""
    written = forms(turns(chosen))
    names = chosen.sample(sorted(written), 2)
    found = []
    for name in names:
        transcript = read_transcript(name, written[name].encode(), Declared(said_on=SAID_ON))
        found.append(
            [
                (
                    each.speaker,
                    each.claim,
                    each.horizon and (each.horizon.start, each.horizon.end),
                    each.probability,
                    each.confidence,
                )
                for each in extract(transcript)
            ]
        )
    if found[0] != found[1]:
        shown = "\n".join(f"{name}: {each}" for name, claims in zip(names, found, strict=True) for each in claims)
        raise Finding("\n=====\n".join(written[name] for name in names).encode(), shown)
    return "texts in two formats" if found[0] else "texts in two formats without a claim"
