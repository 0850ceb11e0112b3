"""Broken files: one clear line each, and never another exception."""

import json
import zipfile
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transcripts.transcript_writers import SPEAKING, WRITERS, interview, segments
from tracker.errors import TranscriptError
from tracker.records import Transcript
from tracker.transcripts import Declared, read_transcript, reader_names, speech

LINES = segments(interview())[:30]
BILLION_LAUGHS = '<?xml version="1.0"?><!DOCTYPE tt [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><tt><p begin="1s">&b;</p></tt>'


def zipped(names: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return made.getvalue()


BROKEN: dict[str, tuple[str, bytes, str]] = {
    "binary": ("x.txt", bytes(range(256)) * 20, "binary file"),
    "pictures": ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "binary file"),
    "zip": ("x.zip", zipped({"a.txt": b"hello"}), "binary file"),
    "srt cut in a timing line": (
        "x.srt",
        b"1\n00:00:01,000 --> 00:00:02,000\nhi\n\n2\n00:00:02,000 --> 00:",
        r"line 6: .*no timing line",
    ),
    "srt cut after a number": ("x.srt", b"1\n00:00:01,000 --> 00:00:02,000\nhi\n\n2\n", "ends after the number of cue 2"),
    "srt cut after the times": (
        "x.srt",
        b"1\n00:00:01,000 --> 00:00:02,000\nhi\n\n2\n00:00:03,000 --> 00:00:04,000",
        "ends after the times",
    ),
    "srt ends before it starts": ("x.srt", b"1\n00:00:05,000 --> 00:00:02,000\nhi\n", r"line 2: the cue ends before it starts"),
    "srt goes back": (
        "x.srt",
        b"1\n00:10:00,000 --> 00:10:02,000\nhi\n\n2\n00:00:01,000 --> 00:00:02,000\nho\n",
        r"line 6: the cue starts at 00:00:01.000, before the one above",
    ),
    "vtt with wrong times": ("x.vtt", b"WEBVTT\n\n00:05.000 --> 00:02.000\nhi\n", r"line 3: the cue ends before"),
    "vtt with no times": ("x.vtt", b"WEBVTT\n\nhello\n", "no speech"),
    "vtt cut": ("x.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nhi\n\n00:02.000 --> ", r"line 6: .*no timing line"),
    "vtt of notes": ("x.vtt", b"WEBVTT\n\nNOTE nothing\n", "no speech"),
    "json cut": ("x.json", b'{"segments": [{"start": 1, "text": "hello', r"line 1: not valid JSON.*cut off"),
    "json nested": ("x.json", b'[{"a":' + b"[" * 100_000, "nested too deeply|not valid JSON"),
    "json of numbers": ("x.json", b'{"a": 1, "b": [2, 3]}', "no format"),
    "json without words": ("x.json", b'{"segments": [{"start": 1, "text": "  "}]}', "no speech"),
    "json with a long number": ("x.json", b'{"text": ' + b"9" * 5000 + b"}", "number is too long"),
    "xml cut": ("x.xml", b'<?xml version="1.0"?><timedtext><body><p t="1" d="2">hel', "not well-formed XML.*cut off"),
    "xml nonsense": ("x.xml", b"<transcript><text start='1'>a</p></transcript>", "not well-formed XML"),
    "xml that grows": ("x.ttml", BILLION_LAUGHS.encode(), "entities of its own"),
    "html without words": ("x.html", b"<!doctype html><html><body><script>1</script></body></html>", "no speech"),
    "pdf cut": ("x.pdf", b"%PDF-1.4\n1 0 obj\n<<", "PDF is damaged"),
    "docx damaged": ("x.docx", zipped({"word/document.xml": b"<w:document"}), "Word document is damaged"),
    "captions in hexadecimal": ("x.scc", b"Scenarist_SCC V1.0\n\n" + b"00:00:04:00\t94ae 9420 d7e5 2c80\n" * 8, "in no format"),
    "a grid of tiers": ("x.TextGrid", b'File type = "x"\nxmin = 0\nxmax = 3\nsize = 1\ntext = "we ship by 2027"\n', "in no format"),
    "timed words of an alignment": ("x.ctm", b"".join(b"ep 1 %d.00 0.20 word%d\n" % (at, at) for at in range(20)), "in no format"),
    "yaml": ("x.yaml", b"turns:\n" + b"- speaker: Ada\n  start: 1\n  text: We ship by 2027.\n" * 3, "in no format"),
    "tex": ("x.tex", b"\\documentclass{article}\n\\begin{document}\nWe ship by 2027.\n", "in no format"),
    "only front matter": ("x.md", b"---\ntitle: a\n---\n", "no speech"),
    "only a sound": ("x.txt", b"[Music]\n", "no speech"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_gives_one_line_that_names_it(case: str) -> None:
    """The message names the file, the line where that is known, and what is wrong, in one line."""
    name, data, message = BROKEN[case]
    with pytest.raises(TranscriptError, match=message) as caught:
        read_transcript(name, data)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)
    assert str(caught.value).isprintable()


def check(transcript: Transcript) -> None:
    """What holds for every transcript, whatever it was read from."""
    text = transcript.text
    assert text.strip()
    text.encode("utf-8")
    shown = speech(transcript)
    assert len(shown) == len(text)
    assert shown.count("\n") == text.count("\n")
    assert not any(ord(one) < 32 and one not in "\n\r\t" for one in text)
    ends = 0
    for one in transcript.utterances:
        assert ends <= one.start < one.end <= len(text)
        assert not text[one.start].isspace()
        assert not text[one.end - 1].isspace()
        ends = one.end
    for earlier, later in pairwise(transcript.passages):
        assert earlier.start <= later.start
    assert all(0 <= one.start < one.end <= len(text) for one in transcript.passages)
    for before, after in pairwise(transcript.times):
        assert before.offset < after.offset
        assert before.milliseconds <= after.milliseconds
    assert all(0 <= mark.offset <= len(text) for mark in transcript.times)


def attempt(data: bytes, reader: str | None = None) -> None:
    declared = Declared(speaker="Ana Ruiz", host="Ben")
    try:
        transcript = read_transcript("x.txt", data, declared, reader=reader)
    except TranscriptError as error:
        message = str(error)
    else:
        message = ""
        check(transcript)
        assert read_transcript("x.txt", data, declared, reader=reader) == transcript
    assert "\n" not in message


@given(st.binary(max_size=400), st.sampled_from([None, *reader_names()]))
def test_any_bytes_give_a_transcript_or_an_error(data: bytes, reader: str | None) -> None:
    """Whatever the bytes, and whatever reader is forced on them, there is a valid transcript or a TranscriptError."""
    attempt(data, reader)


PIECES = st.sampled_from(
    [
        *["WEBVTT\n\n", "1\n", "00:00:01,000 --> 00:00:02,000\n", "00:01.000 --> 00:02.000\n", "<v Ana>", "</v>", "<c>"],
        *["<00:00:01.500>", "Ana: ", "**Ben:** ", ">> ", "- ", "[00:01]", "0:05\n", "(00:00:12)", "# T\n", "---\n", "[Music]"],
        *["date: 2024-01-02\n", "we will grow ", "by 2030 ", "\n", "\n\n", '{"', '"text": "hi"', "[{", "}]", '"start": 1,', "<p>"],
        *[
            "</p>",
            "<cite>",
            "&amp;",
            "<script>",
            "<timedtext>",
            '<?xml version="1.0"?>',
            "<tt>",
            "</tt>",
            "use code x at checkout ",
        ],
        *[
            "this episode is brought to you by ",
            "我们",
            "🚀",
            "é",
            "\r\n",
            "\u2028",
            "*",
            "_",
            "`",
            "~~~\n",
            "\\[",
            "](http://a)",
            "![",
        ],
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from([None, *reader_names()]))
def test_any_pieces_of_formats_give_a_transcript_or_an_error(source: str, reader: str | None) -> None:
    """Pieces of every format in any order, too, with every reader."""
    attempt(source.encode("utf-8"), reader)


@given(st.sampled_from([*WRITERS, *SPEAKING]), st.integers(0, 10_000), st.integers(0, 255))
def test_a_file_cut_or_spoiled_anywhere_gives_a_transcript_or_an_error(name: str, place: int, byte: int) -> None:
    """A real file that is cut off, or has one byte spoiled, still gives a valid transcript or one clear line."""
    data = {**WRITERS, **SPEAKING}[name][1](LINES).encode()
    at = place % len(data)
    attempt(data[:at])
    attempt(data[:at] + bytes([byte]) + data[at + 1 :])


KEYS = (
    "text body start startTime speaker words word segments results items channels alternatives utterances events segs tStartMs "
    "utf8 monologues elements value ts transcription offsets from audio_duration transcript speakers id"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=6),
    max_leaves=25,
)


@given(JSON, st.sampled_from([None, "whisper", "podcast", "recogniser", "json", "json3"]))
def test_any_json_gives_a_transcript_or_an_error(value: object, reader: str | None) -> None:
    """Objects with the right names and the wrong values in them do not trip a reader."""
    attempt(json.dumps(value).encode(), reader)


@pytest.mark.parametrize(
    ("second", "refused"),
    [
        ("00:00:06,000 --> 00:00:09,000", None),
        ("00:00:05,500 --> 00:00:09,000", None),
        ("00:00:04,000 --> 00:00:09,000", "line 6: the cue starts at"),
        ("00:00:12,000 --> 00:00:11,500", None),
        ("00:00:12,000 --> 00:00:10,500", "line 6: the cue ends before it starts"),
    ],
)
def test_subtitles_of_two_people_may_overlap_a_little(second: str, refused: str | None) -> None:
    """A cue may start five seconds before the one above it and end a second before it starts; more is a wrong time."""
    cues = f"1\n00:00:10,000 --> 00:00:12,000\nWe will grow.\n\n2\n{second}\nSo will we.\n"
    if refused is None:
        assert read_transcript("x.srt", cues.encode()).text.split() == "We will grow. So will we.".split()
    else:
        with pytest.raises(TranscriptError, match=refused):
            read_transcript("x.srt", cues.encode())
