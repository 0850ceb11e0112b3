"""Markers at the start of lines that are not speech: line numbers, bullets, dates and times of messages, wiki mark-up."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tracker.records import Passage, PassageKind
from tracker.transcripts.layout.time_stamps import line_count

NUMBER = re.compile(r"^[ \t]{0,12}(?P<number>\d{1,5})(?:[.)](?=[ \t])|(?=[ \t]))[ \t]{1,9}(?=[^\s\d])", re.M)
BULLET = re.compile(r"^[ \t]{0,12}[•‣◦·●▪■♦➤*][ \t]{1,9}(?=[^\s*])", re.M)
_HOUR = r"\d{1,2}:\d\d(?::\d\d)?(?:[  \u202f]?[AaPp]\.?[Mm]\.?)?"
MESSAGE = re.compile(
    rf"^[ \t\u200e]{{0,9}}\[?(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}},?[ T]{{1,2}}{_HOUR}|"
    rf"\d{{1,2}}:\d\d(?::\d\d)?[  \u202f]?[AaPp][Mm])\]?"
    r"[ \t]{0,9}(?:[-–—:][ \t]{1,9})?",
    re.M,
)
HOUR_BEHIND = re.compile(rf"[ \t,–|-]{{1,9}}[\[(]?(?={_HOUR}[\])]?[ \t]*\r?$){_HOUR}(?<=[Mm.])[\])]?(?=[ \t]*\r?$)", re.M)
WIKI_BOLD = re.compile(r"'''[^'\n]{1,80}'''")
WIKI = re.compile(
    r"(?P<heading>^={1,5}[^=\n]{1,200}={1,5}[ \t]*\r?$)|'{2,5}|\[\[(?:[^\[\]|\n]{1,200}\|)?|\]\]|\{\{[^{}\n]{1,300}\}\}"
    r"|<ref[^<>]{0,200}(?:/>|>[^<>]{0,500}</ref>)",
    re.M,
)
LEAST = 4


def line_markers(text: str) -> list[Passage]:
    """The markers of a text's lines, each kind only where enough lines have it."""
    found = [*_numbers(text), *_bullets(text), *_messages(text)]
    if len(WIKI_BOLD.findall(text, 0, 100_000)) > 1:
        found += [
            Passage(start=one.start(), end=one.end(), kind=PassageKind.HEADING if one["heading"] else PassageKind.MARKUP)
            for one in WIKI.finditer(text)
        ]
    return found


def _numbers(text: str) -> Iterator[Passage]:
    """The numbers that count lines or turns: each one more than the last, or 1 again on a new page."""
    found = list(NUMBER.finditer(text))
    if len(found) < LEAST or len(found) * 4 < line_count(text, 4 * len(found) + 1) * 3:
        return
    counts = [int(one["number"]) for one in found]
    risen = sum(later == earlier + 1 or later == 1 for earlier, later in pairwise(counts))
    if risen * 10 >= (len(counts) - 1) * 9:
        yield from (Passage(start=one.start(), end=one.end(), kind=PassageKind.MARKUP) for one in found)


def _bullets(text: str) -> Iterator[Passage]:
    found = list(BULLET.finditer(text))
    if len(found) >= LEAST and len(found) * 5 >= line_count(text, 5 * len(found) + 1) * 2:
        yield from (Passage(start=one.start(), end=one.end(), kind=PassageKind.MARKUP) for one in found)


def _messages(text: str) -> Iterator[Passage]:
    """The dates and times of messages, which are not times within a recording."""
    for pattern in (MESSAGE, HOUR_BEHIND):
        found = list(pattern.finditer(text))
        if len(found) >= LEAST and len(found) * 5 >= line_count(text, 5 * len(found) + 1):
            yield from (Passage(start=one.start(), end=one.end(), kind=PassageKind.TIME_STAMP) for one in found)
