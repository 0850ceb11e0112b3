"""What was said around a quote: turns before and after, in whole sentences as far as they go."""

import re
import textwrap
from bisect import bisect_right
from dataclasses import dataclass

from tracker.boundary.shown_text import lines, one_line
from tracker.records import Forecast, Transcript, Utterance

TURNS = 2
# A caption file may be one endless turn: this many characters of it, before and after, are as much as a reader needs.
REACH = 420

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")
_MARK = re.compile("[.!?…]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn, or the part of it near the quote, clean to be shown.

    `lit` is the part of `text` that the quote covers, as offsets into it.
    """

    speaker: str | None
    text: str
    lit: tuple[int, int] | None = None


def _word_start(text: str, at: int) -> int:
    """The first start of a word at or after `at`."""
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return at


def _word_end(text: str, at: int) -> int:
    """The last end of a word at or before `at`."""
    while 0 < at < len(text) and not text[at].isspace():
        at -= 1
    return at


def _sentence_start(text: str, low: int, high: int) -> int | None:
    """The first start of a sentence from `low` to `high`, the start of the text aside."""
    for found in _SENTENCE_END.finditer(text, max(0, low - 2), high):
        at = found.end()
        while at < high and text[at].isspace():
            at += 1
        if low <= at:
            return at
    return None


def _sentence_end(text: str, low: int, high: int) -> int | None:
    """The last end of a sentence from `low` to `high`."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, low, min(len(text), high + 1)) if found.end() <= high]
    return ends[-1] if ends else None


def _clip(text: str, start: int, end: int, quote: tuple[int, int], reach: int) -> tuple[int, int]:
    """The part of a turn that lies within `reach` characters of the quote: whole sentences, or whole words where none fits."""
    low, high = max(start, quote[0] - reach), min(end, quote[1] + reach)
    if low > start:
        least = max(start, min(quote[0], end))
        sentence = _sentence_start(text, low, least)
        low = min(_word_start(text, low), least) if sentence is None else sentence
    if high < end:
        most = min(end, max(quote[1], start))
        sentence = _sentence_end(text, most, high)
        high = max(_word_end(text, high), most) if sentence is None else sentence
    return low, high


def _cut(text: str, start: int, end: int, low: int, high: int) -> tuple[str, str]:
    """The marks that say that the part from `low` to `high` of a turn begins or ends within a sentence."""
    before, after = text[start:low].rstrip(), text[low:high].rstrip()
    within = low > start and not _SENTENCE_END.search(before[-3:] + " ")
    return "… " if within else "", " …" if high < end and not _SENTENCE_END.search(after[-3:] + " ") else ""


def _clean(text: str) -> str:
    """A part of a transcript that may be shown, its line breaks as spaces."""
    return lines(text).replace("\n", " ")


def _turn(transcript: Transcript, utterance: Utterance, quote: tuple[int, int], reach: int) -> Turn:
    text, start, end = transcript.text, utterance.start, utterance.end
    speaker = one_line(utterance.speaker) if utterance.speaker else None
    low, high = _clip(text, start, end, quote, reach)
    if low >= high:
        return Turn(speaker=speaker, text="")
    before, after = _cut(text, start, end, low, high)
    if (before or after) and (end <= quote[0] or start >= quote[1]) and _MARK.search(text, start, end):
        return Turn(speaker=speaker, text="")  # another's sentence, which is not shown in part
    lit_low, lit_high = max(quote[0], low), min(quote[1], high)
    if lit_low >= lit_high:
        return Turn(speaker=speaker, text=before + _clean(text[low:high]) + after)
    head = before + _clean(text[low:lit_low])
    quoted = _clean(text[lit_low:lit_high])
    return Turn(speaker=speaker, text=head + quoted + _clean(text[lit_high:high]) + after, lit=(len(head), len(head) + len(quoted)))


def around(transcript: Transcript, forecast: Forecast, *, turns: int = TURNS, reach: int = REACH) -> list[Turn]:
    """The turns that hold the quote, with `turns` before and after, no further than `reach` characters from it.

    Empty when the forecast has no place in the text.
    """
    if forecast.start is None or forecast.end is None:
        return []
    quote = (forecast.start, forecast.end)
    spoken = transcript.utterances or (Utterance(start=0, end=len(transcript.text)),)
    # Utterances do not overlap, so that those before the quote end in the order in which they begin.
    first = bisect_right(spoken, quote[0], key=lambda each: each.end)
    last = bisect_right(spoken, quote[1] - 1, key=lambda each: each.start)
    near = spoken[max(0, first - turns) : max(first, last) + turns]
    return [turn for turn in (_turn(transcript, each, quote, reach) for each in near) if turn.text.strip()]


def context_text(transcript: Transcript | None, forecast: Forecast, *, width: int | None = None) -> str | None:
    """The same as lines of text, the quote between »guillemets«, broken to `width`; None when there is no text to show."""
    if transcript is None:
        return None
    lines = []
    for turn in around(transcript, forecast):
        text = turn.text
        if turn.lit:
            low, high = turn.lit
            text = f"{text[:low]}»{text[low:high]}«{text[high:]}"
        whole = f"{turn.speaker}: {text}" if turn.speaker else text
        lines += textwrap.wrap(whole, width) if width else [whole]
    return "\n".join(lines) or None
