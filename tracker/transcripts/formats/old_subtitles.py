"""Subtitles of older players: MicroDVD (.sub, frames), MPL2 and Phoenix (.pjs, tenths of a second) and SAMI (.smi)."""

import html
import re
from collections.abc import Iterator

from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.subtitle_cues import Cue, cue_lines, spoken_cues
from tracker.transcripts.formats.timed_pieces import compose

COUNTED = re.compile(r"^[ \t]*(?P<open>[{\[])(?P<start>\d{1,9})[}\]][{\[](?P<end>\d{0,9})[}\]](?P<words>[^\r\n]*)", re.M)
RATE = re.compile(r"\d{2}(?:[.,]\d{1,3})?")
QUOTED = re.compile(
    r"^[ \t]{0,20}(?P<start>\d{1,9}),[ \t]{0,20}(?P<end>\d{1,9}),[ \t]{0,20}\"(?P<words>[^\r\n]*)\"[ \t]{0,20}$", re.M
)
# Words per unit of time: people say two or three words a second, so fewer per unit means that units are tenths.
SLOWEST = 0.7
# The frame rate that players assume when the first line does not state one.
USUAL_RATE = 25.0
SIGN = re.compile(r"\{[^{}\n]{0,60}\}|^/", re.M)
SAMI = re.compile(r"\s{0,99}<sami[\s>]", re.I)
SYNC = re.compile(r"<sync\s[^<>]{0,60}?start\s{0,9}=\s{0,9}[\"']?(?P<start>\d{1,9})[^<>]{0,60}>", re.I)
TAG = re.compile(r"<!--(?:(?!<!--).){0,5000}?-->|<[^<>]{0,300}>", re.S)


def fits(text: str) -> bool:
    """Whether a text begins with lines of {frames}{frames} or [tenths][tenths], is lines of tenths,tenths,"words", or SAMI."""
    return COUNTED.match(text.lstrip()) is not None or SAMI.match(text) is not None or _in_tenths(text)


def read(file: InputFile) -> Draft:
    """The draft of the cues; labels in them name the speakers."""
    text = file.text or ""
    cues = _synced if SAMI.match(text) else _counted if COUNTED.match(text.lstrip()) else _quoted
    return compose(spoken_cues(lambda: cues(text)))


def _in_tenths(text: str) -> bool:
    """Whether every line is start,end,"words" with too few words for times in seconds."""
    lines = [line for line in text[:50_000].splitlines()[:-1] or text.splitlines() if line.strip()]
    found = [QUOTED.fullmatch(line) for line in lines]
    lasted = sum(int(each["end"]) - int(each["start"]) for each in found if each)
    return bool(found) and all(found) and sum(len(each["words"].split()) for each in found if each) < SLOWEST * lasted


def _quoted(text: str) -> Iterator[Cue]:
    for found in QUOTED.finditer(text):
        words = SIGN.sub("", found["words"].replace('""', '"')).split("|")
        yield Cue(int(found["start"]) * 100, int(found["end"]) * 100, cue_lines(words))


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
