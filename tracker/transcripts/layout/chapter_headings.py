"""Finds chapter headings between lines of captions and between paragraphs."""

import re
from statistics import median

from tracker.records import Passage, PassageKind

LINE = re.compile(r"[^\r\n]+")
SAMPLE_LINES = 4000
SENTENCE_END = ".!,;:…—-"
SPEECH_STARTS = re.compile(r"(?:I|I'm|I've|I'd|I'll|And|But|So|Yeah|Yes|No|Um|Uh|Well|Oh|Okay|OK|Right|You know|Because)\b")


def caption_headings(text: str) -> list[Passage]:
    """The chapter headings between lines of captions.

    Captions break lines when the width is full. A heading is a line shorter than two thirds of the usual width that begins with a
    capital, has at most ten words and does not end like a sentence. A text without a usual line width, or in which more than one
    line in ten would be a heading, has none.
    """
    lines = list(LINE.finditer(text))
    if len(lines) < 8:
        return []
    lengths = [match.end() - match.start() for match in lines[:SAMPLE_LINES]]
    width = median(lengths)
    if not 20 <= width <= 140 or sum(length > 0.75 * width for length in lengths) * 10 < len(lengths) * 6:
        return []
    punctuated = sum(text[match.end() - 1] in ".?!" for match in lines[:SAMPLE_LINES]) * 8 > len(lengths)
    found = [
        match
        for index, match in enumerate(lines)
        if match.end() - match.start() < 0.66 * width and _title(match[0]) and not (punctuated and _in_sentence(text, lines, index))
    ]
    if len(found) * 10 > len(lines):
        return []
    return [Passage(start=match.start(), end=match.end(), kind=PassageKind.HEADING) for match in found]


def paragraph_headings(text: str, start: int, end: int) -> list[Passage]:
    """The paragraphs between `start` and `end` that are titles: one line of up to eight words, mostly capitalised.

    A line that ends like a sentence or a question is speech.
    """
    found = []
    for match in re.finditer(
        r"(?:\A|\n[ \t]*\r?\n)[ \t]*(?P<line>[^\W_a-z][^\n]{1,70}?)[ \t]*\r?(?=\n[ \t]*\r?\n)", text[start:end]
    ):
        line = match["line"]
        words = line.split()
        titled = sum(word[0].isupper() or word[0].isdigit() for word in words) * 2 > len(words)
        if len(words) <= 8 and titled and line[-1] not in SENTENCE_END + "?\"”')]" and not SPEECH_STARTS.match(line):
            found.append(Passage(start=start + match.start("line"), end=start + match.end("line"), kind=PassageKind.HEADING))
    return found


def _title(line: str) -> bool:
    line = line.strip()
    if not re.match(r"(?:\d{1,2}[.)]\s+)?[\"“'‘¿¡#]?[^\W\d_]", line) or not re.sub(r"^[\W\d_]+", "", line)[:1].isupper():
        return False
    return len(line.split()) <= 10 and line[-1] not in SENTENCE_END and not SPEECH_STARTS.match(line)


def _in_sentence(text: str, lines: list[re.Match[str]], index: int) -> bool:
    """Whether a short line of punctuated captions begins or ends a spoken sentence."""
    before = lines[index - 1][0].rstrip() if index else "."
    after = lines[index + 1][0].lstrip() if index + 1 < len(lines) else "A"
    return text[lines[index].end() - 1] == "?" or before[-1:] not in '.?!"”' or not after[:1].isupper()
