"""One talk arranged in the ways in which people publish transcripts: words, speakers and times of every turn."""

import re
import textwrap
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

from tracker.transcripts import read_transcript, speech

FILE = Path(__file__).parents[1] / "data" / "arrangements.txt"
TALK = {
    "1": "Will the plant be ready soon?",
    "2": "We will ship the first reactor by the end of 2027, whatever the permits cost.",
    "3": "And what about the price of it?",
    "4": "Costs will fall by half in 2026, I am sure of that. Nobody else is close.",
    "5": "That is a bold thing to say.",
    "6": "It is, and the second one follows in 2029.",
    "7": "Good day, and welcome to the call of the second quarter.",
}
TOKEN = re.compile(r"\{(\d)(?:\|(\d+))?\}")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A file, and of each turn in it the speaker (or several names, each right), the words, and the time in milliseconds."""

    name: str
    source: str
    speakers: tuple[str, ...]
    words: tuple[str, ...]
    times: tuple[int, ...]


def _arranged(block: str) -> Arrangement:
    """An arrangement from its name, the speakers (all of them, or the two who take turns), the times, and the file.

    `{1}` stands for the first turn of the talk, `{1|40}` for its lines of 40 signs.
    """
    name, speakers, times, source = block.split("\n", 3)
    names = speakers.removeprefix("speakers: ").split(" / ")
    tokens = TOKEN.findall(source)
    names = names if len(names) == len(tokens) else [names[at % len(names)] for at in range(len(tokens))]
    return Arrangement(
        name=name.strip(),
        source=TOKEN.sub(lambda found: textwrap.fill(TALK[found[1]], int(found[2])) if found[2] else TALK[found[1]], source),
        speakers=tuple(names),
        words=tuple(TALK[number] for number, _ in tokens),
        times=tuple(round(float(one) * 1000) for one in times.removeprefix("times: ").split() if one != "any"),
    )


ARRANGEMENTS = [_arranged(block) for block in re.split(r"^=== ", FILE.read_text(encoding="utf-8"), flags=re.M)[1:]]


@pytest.mark.parametrize("arranged", ARRANGEMENTS, ids=lambda one: one.name)
def test_each_turn_is_read_whole_and_under_its_name(arranged: Arrangement) -> None:
    """Every turn has its words and no others, its speaker, and its time."""
    transcript = read_transcript(arranged.name, arranged.source.encode())
    said = speech(transcript)
    turns = [list(group) for _, group in groupby(transcript.utterances, key=lambda one: one.speaker)]
    read = [" ".join(" ".join(said[one.start : one.end] for one in turn).split()) for turn in turns]
    if turns[0][0].speaker is None and arranged.speakers[0] != "-":
        # What stands above the first label is nobody's.
        turns, read = turns[1:], read[1:]
    if arranged.speakers[0] == "-":
        assert [turn[0].speaker for turn in turns] == [None]
        assert read == [" ".join(arranged.words)]
    else:
        assert read == list(arranged.words)
        assert all(turn[0].speaker in names.split("|") for turn, names in zip(turns, arranged.speakers, strict=True))
    if arranged.times:
        starts = _starts(said, arranged.words)
        assert [[mark.milliseconds for mark in transcript.times if mark.offset <= at][-1:] for at in starts] == [
            [time] for time in arranged.times
        ]


def _starts(said: str, turns: tuple[str, ...]) -> list[int]:
    """Where the turns begin in a text that holds their words in order."""
    found, at = [], 0
    for turn in turns:
        for index, word in enumerate(turn.split()):
            at = said.index(word, at)
            if index == 0:
                found.append(at)
            at += len(word)
    return found
