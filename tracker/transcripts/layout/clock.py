"""Parses the times that transcripts write."""

import re
from collections.abc import Sequence

# Hours, minutes, seconds, and a fraction or a frame number.
CLOCK = r"\d{1,3}:[0-5]?\d(?::[0-5]\d(?:[:;]\d\d)?)?(?:[.,]\d{1,3})?"
# No recording is longer; larger numbers mean something else, and database columns cannot hold them.
LATEST_MS = 1_000 * 3_600_000
_PARTS = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:[.,](\d{1,9}))?")
_FRAMES = re.compile(r"(\d{1,4}:\d{1,4}:\d{1,2})[:;](\d{2})(?:\.\d+)?")
# Nobody speaks a whole transcript at less than a word in ten seconds.
SLOWEST_WORDS_PER_SECOND = 0.1
# The frame rate is not stated; taking 25 for 24 or 30 is wrong by a fifth of a second at most.
FRAMES_A_SECOND = 25
_OFFSET = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(h|ms|m|s|t|f)?")


def clock_ms(text: str) -> int | None:
    """Milliseconds of "1:02:03.500", "02:03,5" or "2:03"; None for any other text."""
    if framed := _FRAMES.fullmatch(text.strip()):
        return (clock_ms(framed[1]) or 0) + min(999, int(framed[2]) * 1000 // FRAMES_A_SECOND)
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    thousandths = int((fraction or "0")[:3].ljust(3, "0"))
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + thousandths


def clock_text(milliseconds: int) -> str:
    """Milliseconds as a clock time: "01:02:03.500"."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def seconds_ms(value: object) -> int | None:
    """Milliseconds of a number of seconds, as a number or as text ("12.5", "12.500s"), or of a clock time; None for anything else.

    Negative and unbounded values are None.
    """
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        text = value.strip()
        if ":" in text:
            return clock_ms(text)
        try:
            value = float(text.removesuffix("s"))
        except ValueError:
            return None
    if not isinstance(value, (int, float)) or not 0 <= value < 10_000_000:
        return None
    return round(value * 1000)


def offset_ms(text: str) -> int | None:
    """Milliseconds of a TTML time expression: a clock time, or a number of h, m, s or ms (W3C TTML1, section 10.3.1).

    A number without a unit means seconds, as podcast applications write it.
    """
    if ":" in text:
        return clock_ms(text)
    found = _OFFSET.fullmatch(text.strip())
    scale = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1, None: 1000}.get(found[2]) if found else None
    return None if found is None or scale is None else round(float(found[1]) * scale)


def too_slow_for_seconds(times: Sequence[float], words: int) -> bool:
    """Whether so many words in so much time would be too slow in seconds, so that the times must be milliseconds."""
    lasted = max(times, default=0) - min(times, default=0)
    return lasted > 0 and words / lasted < SLOWEST_WORDS_PER_SECOND
