"""Finds page furniture in a text: running heads, dates and page numbers in the middle of sentences."""

import re
from collections import defaultdict
from itertools import pairwise
from statistics import mean, pstdev

from tracker.records import Passage, PassageKind
from tracker.transcripts.metadata.front_matter import MONTHS

_DAY = rf"(?:{'|'.join(month.capitalize() for month in MONTHS)}) \d{{1,2}}, (?:19|20)\d\d"
_WORD = r"[A-Z][\w.'’&-]*"
RUNNING_DAY = re.compile(rf"\b{_DAY}\b")
RUNNING_HEAD = re.compile(rf"\b{_WORD}(?:[ \t]+(?:{_WORD}|of|the|and|on|for)){{2,9}}")
PAGE_NUMBER = re.compile(r"\bPage \d{1,3} of \d{1,3}\b|^[ \t]*(?:Page )?[-–—]?[ \t]*\d{1,3}[ \t]*[-–—]?[ \t]*$", re.M)
LEAST_PAGES = 4
SHORTEST_PAGE = 800
SAMPLE = 400_000


def furniture(text: str) -> list[Passage]:
    """Running heads that recur at regular distances, and page numbers, as passages.

    A capitalised phrase or a full date is a running head if it occurs at least four times at distances that are multiples of the
    length of a page: speech does not recur so evenly.
    """
    found = [*_even(text, RUNNING_DAY, parts=False), *_even(text, RUNNING_HEAD, parts=True)]
    found += [(match.start(), match.end()) for match in PAGE_NUMBER.finditer(text)] if found else []
    return [Passage(start=start, end=end, kind=PassageKind.FURNITURE) for start, end in sorted(found)]


def _even(text: str, pattern: re.Pattern[str], *, parts: bool) -> list[tuple[int, int]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in pattern.finditer(text[:SAMPLE]):
        for phrase, start in _tails(match) if parts else [(match[0], match.start())]:
            places[phrase].append((start, match.end()))
    heads = [phrase for phrase, spans in places.items() if len(spans) >= LEAST_PAGES and _evenly([start for start, _ in spans])]
    heads = [
        phrase
        for phrase in heads
        if not any(phrase != other and other.endswith(phrase) and _as_often(places, phrase, other) for other in heads)
    ]
    return [match.span() for phrase in heads for match in re.finditer(re.escape(phrase), text)]


def _tails(match: re.Match[str]) -> list[tuple[str, int]]:
    """The phrase, and its ends without the first words, which may belong to the sentence before."""
    words = list(re.finditer(r"\S+", match[0]))
    return [(match[0][word.start() :], match.start() + word.start()) for word in words[: max(1, len(words) - 2)]]


def _as_often(places: dict[str, list[tuple[int, int]]], shorter: str, longer: str) -> bool:
    return len(places[longer]) * 4 >= len(places[shorter]) * 3


def _evenly(starts: list[int]) -> bool:
    """Whether the distances are nearly multiples of one page's length.

    One in a hundred sets of six random distances passes, and fewer of larger sets; fewer than six must be nearly equal.
    """
    distances = [later - earlier for earlier, later in pairwise(starts)]
    shortest = min(distances)
    if shortest < SHORTEST_PAGE or (len(distances) < 6 and pstdev(distances) > mean(distances) / 5):
        return False
    pages = [shortest * (0.95 + step / 100) for step in range(20)]
    return min(mean(abs(one / page - round(one / page)) for one in distances) for page in pages) < 0.07
