"""Finds time stamps in written text: clock times, ranges, seconds, times in words; in brackets, as links, alone on a line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from tracker.transcripts.layout.clock import CLOCK, clock_ms, seconds_ms

_UNTIL = r"[ \t]{0,3}(?:-{1,2}>|[-–—]|to)[ \t]{0,3}"
WORDS = (
    r"(?:\d{1,2} hours?,?[ ]?)?(?:\d{1,3} minutes?,?[ ]?)?\d{1,2} seconds?|(?:\d{1,2} hours?,?[ ]?)?\d{1,3} minutes?"
    r"|\d{1,2} hours?(?=[ \t]*$)|\d{1,2}h ?\d{1,2}m(?: ?\d{1,2}s)?\b|\d{1,3}m ?\d{1,2}s\b"
)
RANGE = rf"{CLOCK}(?:{_UNTIL}{CLOCK})?"
# A time as it may appear in a speaker label.
TIME = rf"(?:{RANGE}|(?:{WORDS})(?:{CLOCK})?)"
LINK = r"(?:\(https?://[^\s()]{1,400}\))?"
_SECONDS = (
    rf"\d{{1,6}}\.\d{{1,3}}s?(?:{_UNTIL}\d{{1,6}}(?:\.\d{{1,3}})?s?)"
    rf"|\d{{1,6}}(?:\.\d{{1,3}})?s(?:{_UNTIL}\d{{1,6}}(?:\.\d{{1,3}})?s)?"
)
STAMP = re.compile(
    rf"(?=[\\\[(<{{#])(?:<(?P<d>{RANGE}|\d{{1,6}}\.\d{{1,3}}s?)>|#(?P<e>{CLOCK})(?:-\d)?#|\{{(?P<f>{RANGE})\}}|\\?\[\(?(?P<a>{RANGE}|{_SECONDS})\)?\\?\]{LINK}"
    rf"|\((?P<b>\d{{1,2}}:\d\d:\d\d(?:[.,:;]\d{{1,3}})?(?:{_UNTIL}{CLOCK})?)\)|(?<![^\n])[ \t]{{0,9}}\((?P<c>{RANGE})\)(?=\s))",
    re.M,
)
BARE = re.compile(rf"^[ \t]{{0,9}}(?P<a>{RANGE})(?=\s|$)[ \t]{{0,9}}(?:[-–—|][ \t]{{1,9}})?", re.M)
ALONE = re.compile(
    rf"^[ \t]{{0,9}}(?:#{{1,6}}[ \t]{{1,9}})?(?:Starting point is[ \t]{{1,9}})?"
    rf"[*_]{{0,2}}[\[(]?(?P<a>{TIME})[\])]?[*_]{{0,2}}[ \t]{{0,9}}\r?$",
    re.M,
)
LINE_START = re.compile(r"^[^\S\n]*\S", re.M)
_PARTS = re.compile(r"(\d{1,3}) ?(hour|minute|second|h(?=[ \d])|m(?=[ \d])|s\b)")
_UNITS = {"hour": 3_600_000, "minute": 60_000, "second": 1000, "h": 3_600_000, "m": 60_000, "s": 1000}
_FIRST = re.compile(rf"{CLOCK}|\d{{1,6}}(?:\.\d{{1,3}})?s?")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp in a text: its span and its time in milliseconds (of a range, the start)."""

    start: int
    end: int
    milliseconds: int


def time_ms(text: str) -> int | None:
    """Milliseconds of a time as stamps write it: "1:02:03", "00:04.000 --> 00:09.000", "4.00s -> 9.00s", "32 minutes 8 seconds"."""
    parts = _PARTS.findall(text)
    if parts and not (len(parts) == 1 and parts[0][1] == "s"):
        return sum(int(number) * _UNITS[unit] for number, unit in parts)
    found = _FIRST.match(text.strip())
    if found is None:
        return None
    return clock_ms(found[0]) if ":" in found[0] else seconds_ms(found[0])


def stamps_in(text: str) -> list[Stamp]:
    """The time stamps of a text in order.

    A time in brackets is a stamp anywhere. A bare time is one if it is alone on its line and increases with the others, or if bare
    times open at least one line in five: "10:30 works for me" opens just one paragraph.
    """
    found = [*_bracketed(text), *_lines_of_time(text), *_bare(text)]
    kept: list[Stamp] = []
    for stamp in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or stamp.start >= kept[-1].end:
            kept.append(stamp)
    return kept


def _bracketed(text: str) -> Iterator[Stamp]:
    for match in STAMP.finditer(text):
        milliseconds = time_ms(next(time for time in match.groups() if time))
        if milliseconds is not None:
            yield Stamp(match.start(), match.end(), milliseconds)


def _lines_of_time(text: str) -> list[Stamp]:
    found = [Stamp(match.start(), match.end(), time_ms(match["a"]) or 0) for match in ALONE.finditer(text)]
    if len(found) < 2:
        return []
    risen = sum(earlier.milliseconds <= later.milliseconds for earlier, later in pairwise(found))
    return found if risen * 10 >= (len(found) - 1) * 9 else []


def _bare(text: str) -> list[Stamp]:
    bare = list(BARE.finditer(text)) if ":" in text else []
    if len(bare) < 3 or len(bare) * 5 < line_count(text, 5 * len(bare) + 1):
        return []
    return [Stamp(match.start(), match.end(), milliseconds) for match in bare if (milliseconds := time_ms(match["a"])) is not None]


def line_count(text: str, limit: int) -> int:
    """The number of non-empty lines, counted up to `limit`."""
    count = 0
    for _ in LINE_START.finditer(text):
        count += 1
        if count >= limit:
            break
    return count
