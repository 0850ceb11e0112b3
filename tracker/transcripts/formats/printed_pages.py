"""Turns printed pages into paragraphs: removes running heads, page and line numbers, and joins sentences across pages."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

PAGE_LINE = re.compile(
    r"(?:page |p\. ?|seite )?[-–—|]?[ ]?\d{1,3}[ ]?(?:(?:of|/)[ ]?\d{1,4}[ ]?)?[-–—|]?(?:[ ]?page)?|[-–—|][ ]?page[ ]?\d{1,4}", re.I
)
STAMP = r"\d{1,3}(?::\d\d){1,2}(?:[.,]\d{1,3})?"
LABEL_LINE = re.compile(rf"^(?:[A-Z][^:\n]{{1,60}}:(?:\s|$)|[QA]\.?[ \t]{{1,9}}[A-Z]|[\[(<]{STAMP}|{STAMP}(?:[ \t]{{1,9}}[A-Z]|$))")
SENTENCE_END = '.?!:”"'
NUMBERED_LINE = re.compile(r"[ \t]*(\d{1,3})(?:[ \t]+|$)")
RIM = 3


def paragraphs(pages: Sequence[Sequence[str]]) -> str:
    """The pages' lines joined into paragraphs, without page numbers, headers and footers."""
    heads = _running(pages)
    text: list[list[str]] = []
    for page in pages:
        stripped = _without_numbers([line.strip() for line in page])
        rims = set(_rim(stripped))
        kept = [line for line in stripped if line not in rims or not (_bare(line) in heads or PAGE_LINE.fullmatch(line))]
        while kept and not kept[0]:
            kept.pop(0)
        while kept and not kept[-1]:
            kept.pop()
        if kept:
            text.append(_single_spaced(kept))
    return _joined([line for page in text for line in page])


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """The headers and footers, digits as "#": lines at the edges of two pages in five (of two pages, first and last lines)."""
    rims = [[_bare(line) for line in _rim([one.strip() for one in page], RIM if len(pages) > 2 else 1)] for page in pages]
    counts = Counter(line for rim in rims for line in set(rim))
    least = max(2, 3 if len(pages) > 3 else 2, -(-len(pages) * 2 // 5))
    return {line for line, count in counts.items() if count >= least and _can_head(line)}


def _can_head(line: str) -> bool:
    """Whether a line can be a header or footer: not a label, and not the middle or end of a sentence."""
    return bool(line) and not LABEL_LINE.match(line) and not (line[0].islower() or (line[-1] in ".?!,;" and "#" not in line))


def _rim(page: Sequence[str], depth: int = RIM) -> list[str]:
    lines = [line for line in page if line]
    return [*lines[:depth], *lines[-depth:]]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _without_numbers(lines: list[str]) -> list[str]:
    """The lines without the numbers before them, where these number all lines of the page."""
    numbers = [int(found[1]) if (found := NUMBERED_LINE.match(line)) else None for line in lines if line]
    counted = sum(one is not None and other == one + 1 for one, other in pairwise(numbers))
    if counted < 4 or counted * 5 < len(numbers) * 4:
        return lines
    return [NUMBERED_LINE.sub("", line, count=1) for line in lines]


def _single_spaced(lines: list[str]) -> list[str]:
    """The lines without the empty lines between nearly all of them, which wide line spacing produces."""
    full = [line for line in lines if line]
    spaced = sum(bool(one) and not other for one, other in pairwise(lines))
    ended = sum(line[-1] in SENTENCE_END for line in full)
    return full if spaced * 5 >= (len(full) - 1) * 4 and len(full) > 4 and ended * 2 < len(full) else lines


def _joined(lines: list[str]) -> str:
    """The lines joined into paragraphs, split at empty lines, labels and stamps, and after short lines that end a sentence.

    No paragraph ends inside a sentence: an empty line before a lower-case letter is ignored.
    """
    full = sorted(len(line) for line in lines if line)
    width = full[len(full) * 3 // 4] if full else 0
    text: list[str] = []
    last, empty = "", False
    for line in lines:
        if not line:
            empty = True
            continue
        if last:
            inside = last[-1] not in SENTENCE_END and line[0].islower()
            ended = (empty and not inside) or (len(last) < 0.75 * width and last[-1] in SENTENCE_END) or LABEL_LINE.match(line)
            text.append("\n\n" if ended else "" if re.search(r"[a-z]-$", last) and line[0].islower() else " ")
        text.append(line)
        last, empty = line, False
    return "".join(text)
