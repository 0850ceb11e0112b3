"""Finds tables of contents, chapter lists and show notes, which are not speech."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.records import Passage, PassageKind
from tracker.transcripts.layout.clock import CLOCK
from tracker.transcripts.layout.time_stamps import time_ms

LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")
_BULLET = r"[ \t]{0,9}(?:[-*+•·][ \t]{1,9}|\d{1,2}[.)][ \t]{1,9})?"
_STAMP = rf"[\[(]{{0,2}}{CLOCK}[\])]?(?:\(https?://[^\s()]{{1,400}}\))?[)]?"
ENTRY = re.compile(
    rf"{_BULLET}(?:(?P<before>{_STAMP})[ \t]{{0,9}}[-–—|:]?[ \t]{{0,9}}(?P<title>[^\s:][^\n:]{{1,120}}(?::[ \t][^\n:]{{1,80}})?)"
    rf"|(?P<name>[^\s:][^\n:]{{1,120}}?)[ \t]{{0,9}}[-–—|:]?[ \t]{{1,9}}(?P<after>{_STAMP}))[ \t]*"
)
ITEM = re.compile(
    r"[ \t]{0,9}(?:[-*+•·][ \t]|\d{1,2}[.)][ \t]|[\[(]?\d{1,2}:\d\d|https?://|\[[^\]\n]{1,200}\]\(|[^\n]{1,80}https?://)"
)
STAMPED = re.compile(r"[ \t]{0,9}[\[(]{0,2}\d{1,2}:\d\d")
TITLE = re.compile(
    r"(?P<level>#{1,6}[ \t]{1,9})?\*{0,2}(?:chapters?(?: markers)?|time ?stamps?|table of contents|contents|show ?notes|outline"
    r"|in this (?:episode|video|talk)|topics(?: covered)?|episode (?:outline|notes|links)|links(?: and resources)?|resources"
    r"|references|mentioned in this episode|further reading|key moments|sections)\*{0,2}[ \t]{0,9}:?\*{0,2}[ \t]*",
    re.I,
)
HEADING = re.compile(r"#{1,6}[ \t]")
LEAST = 3
MOST_WORDS = 12
# A table of contents is shorter than what follows it.
LARGEST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    time: int | None


def contents(text: str) -> list[Passage]:
    """The lines of lists about the talk: short titles with increasing times that then stop or start again, and titled lists.

    A transcript whose own lines begin with times is not a list: it would make up most of the file.
    """
    if not (":" in text or "\n#" in text or TITLE.search(text)):
        return []
    lines = [_Line(one.start(), one.end(), one[0], None) for one in LINE.finditer(text)]
    found = [*_runs(text, lines), *_titled(len(text), lines)]
    return [
        Passage(start=one.start, end=one.end, kind=PassageKind.HEADING) for one in sorted(set(found), key=lambda one: one.start)
    ]


def _entry(line: _Line) -> int | None:
    """The milliseconds of a line that consists of a time and a short title; None for any other line."""
    if line.end - line.start > 200 or ":" not in line.text:
        return None
    found = ENTRY.fullmatch(line.text)
    if found is None:
        return None
    title = found["title"] or found["name"]
    if len(title.split()) > MOST_WORDS or _speech(title) or title.rstrip()[-1] in ".!,;" or not any(map(str.isalpha, title)):
        return None
    clock = re.search(CLOCK, found["before"] or found["after"])
    return time_ms(clock[0]) if clock else None


def _runs(text: str, lines: list[_Line]) -> Iterator[_Line]:
    """Runs of three or more entries with increasing times."""
    at = 0
    while at < len(lines):
        run: list[int] = []
        while at + len(run) < len(lines) and (time := _entry(lines[at + len(run)])) is not None and (not run or time > run[-1]):
            run.append(time)
        if len(run) >= LEAST and _is_list(text, lines, at, run):
            yield from lines[at : at + len(run)]
        at += max(1, len(run))


def _is_list(text: str, lines: list[_Line], at: int, run: list[int]) -> bool:
    """Whether a run of entries is a list, not the talk itself: it is the smaller part, and its times do not continue."""
    length = lines[at + len(run) - 1].end - lines[at].start
    if length > LARGEST_SHARE * len(text):
        return False
    following = next((time for line in lines[at + len(run) :] if (time := _begins(line)) is not None), None)
    titled = at > 0 and TITLE.fullmatch(lines[at - 1].text) is not None
    return titled or following is None or following < run[-1]


def _begins(line: _Line) -> int | None:
    found = (
        re.match(rf"[ \t]{{0,9}}(?:[^\n:]{{1,60}}[ \t])?[\[(]{{0,2}}({CLOCK})", line.text[:120]) if ":" in line.text[:120] else None
    )
    return time_ms(found[1]) if found else None


def _titled(length: int, lines: list[_Line]) -> Iterator[_Line]:
    """The titles of lists of contents, links and notes, with the items below them."""
    at = 0
    while at < len(lines):
        title = TITLE.fullmatch(lines[at].text) if lines[at].end - lines[at].start < 60 else None
        if title is None:
            at += 1
            continue
        end = at + 1
        while end < len(lines) and _is_item(lines[end]):
            end += 1
        if title["level"] and (closing := _next_heading(lines, end)) is not None and end > at + 1 and closing - end <= 2:
            end = closing
        if end > at + 1 and lines[end - 1].end - lines[at].start <= LARGEST_SHARE * length:
            yield from lines[at:end]
        at = max(end, at + 1)


def _is_item(line: _Line) -> bool:
    """Whether a line is a list item: after a time there must be a short title, and after a bullet no labelled turn."""
    if STAMPED.match(line.text):
        return _entry(line) is not None
    return ITEM.match(line.text) is not None and not _speech(line.text)


def _speech(line: str) -> bool:
    """Whether a line is a turn: a short label followed by a sentence."""
    return re.match(r"[^\n:]{1,60}:[ \t][^\n]{0,400}[.?!][\"”]?[ \t]*$", line) is not None and "://" not in line


def _next_heading(lines: list[_Line], at: int) -> int | None:
    return next((index for index in range(at, min(len(lines), at + 4)) if HEADING.match(lines[index].text)), None)
