"""Subtitles of older players: MicroDVD (.sub, frames), MPL2 (tenths of a second) and SAMI (.smi)."""

import html
import re
from collections.abc import Iterator

from tracker.transcripts.compose import compose
from tracker.transcripts.cues import Cue, cue_lines, spoken_cues
from tracker.transcripts.draft import Draft, Material

COUNTED = re.compile(r"^[ \t]*(?P<open>[{\[])(?P<start>\d{1,9})[}\]][{\[](?P<end>\d{0,9})[}\]](?P<words>[^\r\n]*)", re.M)
RATE = re.compile(r"\d{2}(?:[.,]\d{1,3})?")
# What players take when the first line does not state the frames in a second.
USUAL_RATE = 25.0
SIGN = re.compile(r"\{[^{}\n]{0,60}\}|^/", re.M)
SAMI = re.compile(r"\s{0,99}<sami[\s>]", re.I)
SYNC = re.compile(r"<sync\s[^<>]{0,60}?start\s{0,9}=\s{0,9}[\"']?(?P<start>\d{1,9})[^<>]{0,60}>", re.I)
TAG = re.compile(r"<!--(?:(?!<!--).){0,5000}?-->|<[^<>]{0,300}>", re.S)


def fits(text: str) -> bool:
    """Whether a text begins with lines of {frames}{frames} or [tenths][tenths], or is SAMI."""
    return COUNTED.match(text.lstrip()) is not None or SAMI.match(text) is not None


def read(material: Material) -> Draft:
    """The draft of the cues; labels in them name the speakers."""
    text = material.text or ""
    return compose(spoken_cues(lambda: _synced(text) if SAMI.match(text) else _counted(text)))


def _counted(text: str) -> Iterator[Cue]:
    unit = 1000 / USUAL_RATE
    for number, found in enumerate(COUNTED.finditer(text)):
        words = found["words"].strip()
        if number == 0 and found["open"] == "{" and RATE.fullmatch(words):
            unit = 1000 / max(1.0, float(words.replace(",", ".")))
            continue
        scale = unit if found["open"] == "{" else 100.0
        start = round(int(found["start"]) * scale)
        yield Cue(start, round(int(found["end"] or 0) * scale), cue_lines(SIGN.sub("", words).split("|")))


def _synced(text: str) -> Iterator[Cue]:
    marks = list(SYNC.finditer(text))
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        words = html.unescape(TAG.sub(" ", text[mark.end() : end])).replace("\xa0", " ")
        start = int(mark["start"])
        following = int(marks[at + 1]["start"]) if at + 1 < len(marks) else start
        yield Cue(start, following, cue_lines([" ".join(words.split())]))
