"""What was said around a quote: two turns before and after, cut to what fits a screen."""

import textwrap
from dataclasses import dataclass

from tracker.records import Forecast, Transcript, Utterance

TURNS = 2
# A caption file may be one endless turn: this many characters of it, before and after, are as much as a reader needs.
REACH = 420


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn, or the part of it near the quote. `lit` is the part of `text` that the quote covers, as offsets into it."""

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


def _clip(text: str, start: int, end: int, quote: tuple[int, int], reach: int) -> tuple[int, int]:
    """The part of a turn that lies within `reach` characters of the quote, cut between words."""
    low, high = max(start, quote[0] - reach), min(end, quote[1] + reach)
    low = start if low == start else min(_word_start(text, low), max(start, quote[0]))
    high = end if high == end else max(_word_end(text, high), min(end, quote[1]))
    return low, high


def _turn(transcript: Transcript, utterance: Utterance, quote: tuple[int, int], reach: int) -> Turn:
    low, high = _clip(transcript.text, utterance.start, utterance.end, quote, reach)
    if low >= high:
        return Turn(speaker=utterance.speaker, text="")
    before = "… " if low > utterance.start else ""
    raw = transcript.text[low:high]
    text = before + raw.replace("\n", " ") + (" …" if high < utterance.end else "")
    lit_low, lit_high = max(quote[0], low), min(quote[1], high)
    lit = (lit_low - low + len(before), lit_high - low + len(before)) if lit_low < lit_high else None
    return Turn(speaker=utterance.speaker, text=text, lit=lit)


def around(transcript: Transcript, forecast: Forecast, *, turns: int = TURNS, reach: int = REACH) -> list[Turn]:
    """The turns that hold the quote, with `turns` before and after, no further than `reach` characters from it.

    Empty when the forecast has no place in the text.
    """
    if forecast.start is None or forecast.end is None:
        return []
    quote = (forecast.start, forecast.end)
    spoken = transcript.utterances or (Utterance(start=0, end=len(transcript.text)),)
    holding = [at for at, each in enumerate(spoken) if each.start < quote[1] and each.end > quote[0]]
    first, last = (holding[0], holding[-1]) if holding else (0, -1)
    near = spoken[max(0, first - turns) : last + 1 + turns]
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


def time_stamp(milliseconds: int) -> str:
    """Milliseconds as h:mm:ss, or m:ss below an hour."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def link_into(url: str, milliseconds: int) -> str:
    """A recording's address with the second to start at: `t` for YouTube, a media fragment (W3C) for the rest."""
    seconds = milliseconds // 1000
    if "youtube.com/" in url or "youtu.be/" in url:
        return f"{url}{'&' if '?' in url else '?'}t={seconds}s"
    return f"{url.partition('#')[0]}#t={seconds}"
