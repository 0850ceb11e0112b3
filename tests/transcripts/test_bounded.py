"""The time of reading is proportional to the size of the file, whatever its content."""

import contextlib
import json
import time
from collections.abc import Callable

import pytest

from tracker.errors import TranscriptError
from tracker.transcripts import read_transcript

VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n"
SRT = "1\n00:00:01,000 --> 00:00:02,000\n"
PAGE = "<!doctype html><html><body><p>hello there "


def repeated(piece: str, before: str = "") -> Callable[[int], str]:
    return lambda length: before + piece * (length // len(piece)) + "x"


def words(length: int) -> list[dict[str, object]]:
    return [{"text": "word", "word": "word", "start": at, "utf8": " word", "tOffsetMs": at} for at in range(length // 10)]


HOSTILE: dict[str, Callable[[int], str]] = {
    "leading spaces": repeated(" ", "Ada: yes\nBen: no\nAda: yes\n"),
    "capitals": repeated("Ada "),
    "labels": repeated("Ada: x\n"),
    "names": repeated("Ada Vance\n"),
    "brackets": repeated("["),
    "clocks": repeated("00:01 "),
    "contents": repeated("0:01 Introduction\n"),
    "pictures": repeated("![", "# T\n"),
    "footnotes": repeated("[^a", "# T\n"),
    "fences": repeated("```\n", "# T\n"),
    "comments": repeated("<!--", "# T\n"),
    "wiki links": repeated("[[a", "'''A''': x\n'''B''': y\n"),
    "voices": repeated("<v ", VTT),
    "overrides": repeated("{\\", VTT),
    "tags": repeated("<c", VTT),
    "numbers": repeated("1\n", SRT),
    "spaces in a cue": repeated(" ", SRT + "x"),
    "links": repeated("<a ", PAGE),
    "attributes": repeated("b='", PAGE + "<a "),
    "scripts": repeated("<script", PAGE),
    "comments of a page": repeated("<!--", PAGE),
    "escapes": repeated("\x1b[", "hello "),
    "one event": lambda length: json.dumps({"events": [{"tStartMs": 0, "segs": words(length)}]}),
    "one segment": lambda length: json.dumps(
        {"segments": [{"start": 0, "text": "word " * (length // 10), "words": words(length)}]}
    ),
    "one turn": lambda length: json.dumps([{"speaker": "Ada", "words": words(length)}]),
    "spans": lambda length: (
        "<?xml version='1.0'?><tt><body><p begin='1s'>"
        + "<span begin='1s' unit='word'>a</span>" * (length // 36)
        + "</p></body></tt>"
    ),
    "columns": repeated("a 1 b 0.00 1.00 x\n"),
    "columns without words": repeated("a 1 b 0.00 1.00\n"),
    "one row of columns": repeated("a ", "a 1 b 0.00 1.00 x\na 1 b 1.00 2.00 "),
    "keys": repeated("TV: Tamsin Vey\n"),
    "those who take part": repeated("Ada Vance, ", "Participants: "),
    "fields": repeated('a="b" ', "Ada: yes\nBen: no\n"),
    "codes": repeated("a-1 ", "Ada: yes\nBen: no\n"),
    "boxes": repeated('<div class="menu">', PAGE),
    "bold names": repeated("<p><b>Ada</b> x ", PAGE),
    "marked sections": repeated("<![x", PAGE),
    "tiers": repeated("<TIER TIER_ID='a'>", "<?xml version='1.0'?><ANNOTATION_DOCUMENT>"),
    "cells": repeated("|", "| a | text | speaker |\n"),
}


def spent(source: str) -> float:
    """The least of two times that reading takes, in seconds of processor time."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        with contextlib.suppress(TranscriptError):
            read_transcript("x", source.encode())
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_file_takes_about_twice_the_time(name: str) -> None:
    """A hostile text of twice the length takes less than three times as long, give or take a twentieth of a second."""
    short, long = spent(HOSTILE[name](4_000)), spent(HOSTILE[name](8_000))
    assert long < 3 * short + 0.05
