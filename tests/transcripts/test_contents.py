"""Lists about the talk, signs of lines and files beside a transcript."""

import json
from pathlib import Path

import pytest

from tracker.cli.read.inputs import gather
from tracker.errors import TranscriptError
from tracker.transcripts import Declared, read_transcript, speech
from tracker.transcripts.metadata.sidecar import declared_in_sidecar

TALK = (
    ("Tamsin Vey", "Will the plant be ready soon?"),
    ("Odo Lind", "We will ship the first reactor by the end of 2027."),
    ("Tamsin Vey", "And what about the costs of it?"),
    ("Odo Lind", "Costs will fall by half in 2026, I am sure of that."),
    ("Tamsin Vey", "That is a bold thing to say."),
    ("Odo Lind", "It is, and the second one follows in 2029."),
)
LABELLED = "\n\n".join(f"{name}: {said}" for name, said in TALK)
TIMED = "\n\n".join(f"[00:00:{at * 4:02}] {name}: {said}" for at, (name, said) in enumerate(TALK))
LISTS = {
    "times and titles": "0:00 The plant in 2027\n0:09 Costs in 2026\n0:18 The second one in 2029\n",
    "titles and times": "The plant in 2027 - 00:00\nCosts in 2026 - 00:09\nThe second one in 2029 - 00:18\n",
    "bullets": "Chapters\n- (00:00) The plant in 2027\n- (00:09) Costs in 2026\n- (00:18) The second one in 2029\n",
    "linked": "".join(f"* [0:{at:02}](https://v.example/?t={at}) Part {at} until 2029\n" for at in (0, 9, 18)),
    "notes": "Show notes:\n- Plans until 2040: https://example.org/plans\n- https://example.org/b\n",
}


def turns(source: str) -> list[tuple[str | None, str]]:
    transcript = read_transcript("x.txt", source.encode())
    said = speech(transcript)
    return [(one.speaker, said[one.start : one.end]) for one in transcript.utterances]


@pytest.mark.parametrize("body", [LABELLED, TIMED], ids=["labelled", "timed"])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_about_the_talk_is_no_speech(name: str, body: str) -> None:
    """Tables of contents with times, chapters and show notes above or below the talk are not part of any turn."""
    assert turns(f"{LISTS[name]}\n{body}\n") == list(TALK)


def test_a_talk_whose_lines_begin_with_times_is_no_list() -> None:
    """Short lines of captions with rising times are speech."""
    source = "".join(f"0:{at * 4:02} so we will ship in {2027 + at}\n" for at in range(6))
    assert (
        speech(read_transcript("x.txt", source.encode())).split()
        == " ".join(f"so we will ship in {2027 + at}" for at in range(6)).split()
    )


def test_what_stands_beside_a_file_yields_to_it(tmp_path: Path) -> None:
    """Title, day, address and channel come from NAME.info.json for NAME.en.vtt; the folder's search takes it for no transcript."""
    (tmp_path / "talk.en.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\nWe will ship it by the end of 2027.\n", encoding="utf-8"
    )
    about = {"title": "The plant", "upload_date": "20240626", "webpage_url": "https://v.example/1", "channel": "Mill Talks"}
    (tmp_path / "talk.info.json").write_text(json.dumps(about), encoding="utf-8")
    (found,) = gather([str(tmp_path)], None, Declared())
    transcript = read_transcript(found.name, Path(found.name).read_bytes(), found.declared)
    assert (transcript.title, str(transcript.said_on), transcript.url) == ("The plant", "2024-06-26", "https://v.example/1")
    assert (transcript.channel, transcript.notes) == ("Mill Talks", ())
    told = declared_in_sidecar("talk.info.json", json.dumps(about).encode())
    assert (told.title, str(told.said_on), told.url) == ("The plant", "2024-06-26", "https://v.example/1")


def test_a_broken_file_beside_is_named() -> None:
    """A NAME.info.json that is no object is said in one line."""
    with pytest.raises(TranscriptError, match=r"talk.info.json: not a JSON object"):
        declared_in_sidecar("talk.info.json", b"[1")
