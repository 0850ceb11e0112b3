"""WebVTT (W3C WebVTT): voices, word times, notes and styles, entities, rolling captions."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tracker.errors import TranscriptError
from tracker.transcripts.draft import Draft, InputFile
from tracker.transcripts.formats.srt import LINE, check_times
from tracker.transcripts.formats.subtitle_cues import Cue, cue_lines, spoken_cues
from tracker.transcripts.formats.timed_pieces import compose
from tracker.transcripts.layout.clock import clock_ms
from tracker.transcripts.metadata.front_matter import fields_of, with_metadata

HEADER = re.compile(r"\s*WEBVTT(?:[ \t][^\n]*)?(?:\r?\n|$)")
_CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})(?:[ \t]+[^\n]*)?")
# Captions of meetings name the speaker in the cue's id: 12 "Name" (3298534144).
NAMED_ID = re.compile(r"[ \t]*\d{1,9}[ \t]+\"(?P<name>[^\"\n]{1,80})\"(?:[ \t]*\(\d{1,20}\))?[ \t]*$")
NOT_CUES = ("NOTE", "STYLE", "REGION")


def fits(text: str) -> bool:
    """Whether a text begins with the word WEBVTT on a line of its own."""
    return HEADER.match(text) is not None


def read(file: InputFile) -> Draft:
    """The draft of a WebVTT file. Raises TranscriptError, with the line, for a wrong time or a file that is cut off."""
    text = file.text or ""
    draft = compose(spoken_cues(lambda: _cues(file.name, text)))
    header = re.split(r"\r?\n[ \t]*\r?\n", text[:4000], maxsplit=1)[0]
    return with_metadata(draft, fields_of(header.partition("\n")[2]))


def _cues(name: str, text: str) -> Iterator[Cue]:
    latest = 0
    timing: tuple[int, int] | None = None
    for number, block in _blocks(text):
        at = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            # A block without times is the header, a note, a style, or part of a cue that contains an empty line.
            if number > 1 and not block[0].startswith(NOT_CUES) and any("-->" in line for line in block):
                raise TranscriptError(name, "a timing line is in the middle of a cue; an empty line is missing", line=number)
            if timing is not None and not block[0].startswith(NOT_CUES) and not _is_id(block):
                yield Cue(*timing, cue_lines(block))
            continue
        times = TIMING.fullmatch(block[at])
        if times is None:
            raise TranscriptError(
                name, f"{block[at].strip()[:60]!r} is no timing line; the file is damaged or cut off", line=number + at
            )
        start, end = clock_ms(times[1]) or 0, clock_ms(times[2]) or 0
        check_times(name, number + at, start, end, latest)
        latest = max(latest, start)
        timing = start, end
        named = NAMED_ID.match(block[0]) if at else None
        yield Cue(
            start,
            end,
            tuple(replace(line, speaker=line.speaker or named["name"]) if named else line for line in cue_lines(block[at + 1 :])),
        )


def _is_id(block: list[str]) -> bool:
    """Whether a block is the id of a cue without times."""
    return len(block) == 1 and block[0].strip().isdecimal()


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Blocks of lines between empty lines, with the first line's number. Lines of spaces belong to cues, as in rolling captions."""
    block: list[str] = []
    first = 1
    for number, match in enumerate(LINE.finditer(text), 1):
        line = match[0].rstrip("\r\n")
        if line == "" or ("-->" in line and any("-->" in earlier for earlier in block)):
            if block:
                yield first, block
            block, first = ([line], number) if line else ([], number + 1)
        else:
            block.append(line)
    if block:
        yield first, block
