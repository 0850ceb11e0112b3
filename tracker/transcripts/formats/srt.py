"""SubRip (.srt), and its relative SubViewer (.sbv)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.subtitle_cues import Cue, cue_lines, spoken_cues
from tracker.transcripts.formats.timed_pieces import compose
from tracker.transcripts.layout.clock import clock_ms, clock_text

_CLOCK = r"\d{1,3}:\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*(?:-->|,)[ \t]*({_CLOCK})(?:[ \t]+\S[^\n]*)?[ \t]*")
FIRST = re.compile(rf"\s*(?:\d+[ \t]*\r?\n)?[ \t]*{_CLOCK}[ \t]*(?:-->[ \t]*\d|,[ \t]*{_CLOCK}[ \t]*\r?$)", re.M)
SUBVIEWER = re.compile(r"\s{0,99}\[INFORMATION\]", re.I)
EMPTY_LAST = re.compile(rf"{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}[^\n]*\n\s*$")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
# Subtitles of two speakers may overlap a little; more means a wrong time.
TOLERATED_MS = 5000
BACKWARDS_MS = 1000


def fits(text: str) -> bool:
    """Whether a text begins with a cue number and a timing line, or with a timing line."""
    return FIRST.match(text) is not None or SUBVIEWER.match(text) is not None


def read(file: InputFile) -> Draft:
    """The draft of a SubRip file. Raises TranscriptError, with the line, for a wrong time or a file that is cut off."""
    text = file.text or ""
    draft = compose(spoken_cues(lambda: _cues(file.name, text)))
    return replace(draft, notes=(*draft.notes, "the last cue is empty")) if EMPTY_LAST.search(text[-300:]) else draft


def check_times(name: str, line: int, start: int, end: int, before: int) -> None:
    """Raises TranscriptError if a cue ends more than a second before it starts, or starts long before an earlier one."""
    if end < start - BACKWARDS_MS:
        why = f"the cue ends before it starts ({clock_text(start)} --> {clock_text(end)}); correct the times"
        raise TranscriptError(name, why, line=line)
    if start < before - TOLERATED_MS:
        why = f"the cue starts at {clock_text(start)}, before the one above it at {clock_text(before)}"
        raise TranscriptError(name, f"{why}; correct the times or sort the cues", line=line)


def _cues(name: str, text: str) -> Iterator[Cue]:
    timing: tuple[int, int] | None = None
    lines: list[str] = []
    latest = 0
    numbered: int | None = None
    for number, match in enumerate(LINE.finditer(text), 1):
        line = match[0].rstrip("\r\n")
        times = TIMING.fullmatch(line) if ":" in line else None
        if times is None:
            if "-->" in line:
                raise TranscriptError(name, f"{line.strip()[:60]!r} is no timing line; the file is damaged or cut off", line=number)
            lines.append(line)
            continue
        if timing is not None:
            numbered = None if numbered is None else numbered + 1
            yield Cue(*timing, cue_lines(_without_number(lines, numbered)))
        else:
            numbered = next((int(one) for line in lines if (one := line.strip()[:9]).isdecimal()), None)
        timing = clock_ms(times[1]) or 0, clock_ms(times[2]) or 0
        check_times(name, number, *timing, latest)
        latest = max(latest, timing[0])
        lines = []
    if timing is None:
        raise TranscriptError(name, "no timing line in the file")
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) >= 2 and not lines[-2].strip() and lines[-1].strip().isdecimal():
        raise TranscriptError(name, f"the file ends after the number of cue {lines[-1].strip()}; it is cut off")
    if not lines and not text.endswith(("\n", "\r")):
        raise TranscriptError(name, f"the file ends after the times of its last cue ({clock_text(timing[0])}); it is cut off")
    if lines:
        yield Cue(*timing, cue_lines([line.replace("[br]", " ") for line in lines]))


def _without_number(lines: list[str], following: int | None) -> list[str]:
    """The lines of a cue without the next cue's number, which is alone on its line or the expected one."""
    kept = [line.replace("[br]", " ") for line in lines]
    while kept and not kept[-1].strip():
        kept.pop()
    if kept and kept[-1].strip().isdecimal() and (len(kept) == 1 or not kept[-2].strip() or int(kept[-1].strip()[:9]) == following):
        kept.pop()
    return kept
