"""One short talk in a file of every format: words, speakers, times, offsets, the account of letters, forecasts."""

import csv
import datetime as dt
import random
from itertools import groupby
from pathlib import Path

import pytest

from tests.transcripts.test_broken import check
from tracker.errors import TranscriptError
from tracker.extract import ExtractOptions, extract
from tracker.records import Transcript
from tracker.transcripts import Declared, read_transcript, speech

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "seeds" / "formats"
SAID_ON = dt.date(2024, 6, 26)
TALK = (
    (0, "Will the plant be ready soon?"),
    (4, "We will ship the first reactor by the end of 2027."),
    (9, "And what about the costs of it?"),
    (12, "Costs will fall by half in 2026, I am sure of that."),
    (18, "That is a bold thing to say."),
    (21, "It is, and the second one follows in 2029."),
)
WORDS = [word for _, text in TALK for word in text.split()]
with (ROOT / "tests" / "data" / "formats.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = {row["file"]: row for row in csv.DictReader(table, delimiter="\t")}
DUE = [dt.date(2027, 12, 31), dt.date(2026, 12, 31), dt.date(2029, 12, 31)]


def read(name: str) -> Transcript:
    return read_transcript(name, (FOLDER / name).read_bytes(), Declared(said_on=SAID_ON))


def starts(text: str) -> list[int]:
    """Where the turns of the talk begin in a text that holds its words in order."""
    found, at = [], 0
    for _, said in TALK:
        for index, word in enumerate(said.split()):
            at = text.index(word, at)
            if index == 0:
                found.append(at)
            at += len(word)
    return found


def test_every_sample_has_its_row() -> None:
    """Each file of the folder is in the table, and each row has its file."""
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_the_talk_is_read_whole_from_each_kind_of_file(name: str) -> None:
    """The reader is found; the words of the turns are those of the talk, each once and nothing else, under the speakers' names."""
    transcript = read(name)
    row = ROWS[name]
    assert transcript.reader == row["reader"]
    said = speech(transcript)
    assert [word for one in transcript.utterances for word in said[one.start : one.end].split()] == WORDS
    turns = [speaker for speaker, _ in groupby(one.speaker for one in transcript.utterances)]
    assert turns == ([None] if row["speakers"] == "-" else row["speakers"].split(" / ") * 3)
    assert transcript.account is not None
    assert not transcript.account.doubts


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row["times"] != "-"])
def test_times_stand_before_the_words_they_time(name: str) -> None:
    """The mark in force at the first word of each turn is the turn's time; where words are timed, each has its mark."""
    transcript = read(name)
    begun = starts(speech(transcript))
    for (seconds, _), at in zip(TALK, begun, strict=True):
        assert [mark.milliseconds for mark in transcript.times if mark.offset <= at][-1] == seconds * 1000
    if ROWS[name]["times"] == "word":
        assert len(transcript.times) == len(WORDS)


def test_forecasts_are_the_same_from_every_kind_of_file() -> None:
    """Each file gives the three forecasts with their days due, and each quote is at its offsets.

    Names and the shape of turns move the confidence, so that the threshold is next to nothing here.
    """
    read_ones = {transcript.sha256: transcript for transcript in map(read, ROWS)}
    for transcript in read_ones.values():
        forecasts = extract(transcript, ExtractOptions(min_confidence=0.02))
        assert [one.horizon.end for one in forecasts if one.horizon] == DUE, transcript.doc
        for one in forecasts:
            assert transcript.text[one.start : one.end] == one.quote
            assert any(" ".join(one.quote.split()).strip(".") in text for _, text in TALK), transcript.doc


def broken(data: bytes, chosen: random.Random) -> bytes:
    """A file spoiled in one way, as downloads, editors and converters spoil them."""
    at, until = sorted((chosen.randrange(len(data)), chosen.randrange(len(data) + 1)))
    lines = data.splitlines(keepends=True)
    text = data.decode("utf-8", "replace")
    ways = (
        lambda: data[:at],
        lambda: data[at:],
        lambda: data[:until] + data[at:],
        lambda: b"".join(chosen.sample(lines, len(lines))),
        lambda: data[:at] + data[at + 1 + chosen.randrange(20) :],
        lambda: data[:at] + bytes([chosen.randrange(256)]) + data[at + 1 :],
        lambda: text.replace("e", "é").encode("cp1252", "replace"),
        lambda: text.encode("utf-16"),
        lambda: data.replace(b"\n", b" "),
    )
    return chosen.choice(ways)()


def check_broken(seed: int) -> None:
    """Reads one broken variant: a sound transcript whose account adds up, or one line."""
    chosen = random.Random(seed)  # noqa: S311
    name = chosen.choice(list(ROWS))
    data = broken((FOLDER / name).read_bytes(), chosen)
    message = ""
    try:
        transcript = read_transcript(name, data, Declared(said_on=SAID_ON))
    except TranscriptError as error:
        message = str(error)
    assert "\n" not in message
    if message:
        return
    check(transcript)
    account = transcript.account
    assert account is not None
    assert account.unexplained >= 0
    assert account.speech >= 0
    assert all(count > 0 for count in account.dropped.values())
    assert account.letters == account.speech + sum(account.dropped.values()) + account.unexplained


def test_broken_samples_give_a_transcript_or_one_line() -> None:
    """Variants that are cut, doubled, shuffled or re-encoded give a clean result or one line, and the account adds up."""
    for seed in range(120):
        check_broken(seed)


@pytest.mark.soak
def test_thousands_of_broken_samples_give_a_transcript_or_one_line() -> None:
    """Two thousand variants."""
    for seed in range(1000, 3000):
        check_broken(seed)
