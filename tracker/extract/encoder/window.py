"""The classifier's input: the text around a candidate, defined once for training and use."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from tracker.records import Horizon

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SIZE = 96
"""Tokens per window, including marks."""

BEFORE = 0.58
"""The share of the window around a phrase that is used for the text before it."""

LONGEST_PHRASE = 24  # tokens of a phrase that are kept
CHUNK = 40_000  # characters tokenised at a time
PHRASE, PERIOD = 1, 3  # reserved tokens before the phrase and before an earlier period; the next number follows it
NOWHERE = (-1, -1)


class RelativeTime(IntEnum):
    """When the days of a phrase are, relative to the day of speaking; the number of its reserved token is 9 more."""

    BEFORE = 0
    RUNNING = 1
    HALF_A_YEAR = 2
    A_YEAR = 3
    TWO_YEARS = 4
    FIVE_YEARS = 5
    LATER = 6
    NOT_A_TIME = 7


_AHEAD = (
    (185, RelativeTime.HALF_A_YEAR),
    (366, RelativeTime.A_YEAR),
    (732, RelativeTime.TWO_YEARS),
    (1830, RelativeTime.FIVE_YEARS),
)


def relative_time_of(said_on: dt.date, horizon: Horizon | None) -> RelativeTime:
    """When the days of a horizon are, relative to `said_on`; NOT_A_TIME for odds."""
    if horizon is None:
        return RelativeTime.NOT_A_TIME
    if horizon.start <= said_on:
        return RelativeTime.RUNNING if horizon.end > said_on else RelativeTime.BEFORE
    days = (horizon.end - said_on).days
    return next((seen for limit, seen in _AHEAD if days <= limit), RelativeTime.LATER)


@dataclass(frozen=True, slots=True)
class Pieces:
    """The tokens of a text: their ids, and the characters that each covers (none for inserted speaker labels)."""

    ids: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids for the encoder, the characters that each covers (NOWHERE for marks), and the position of the phrase's mark."""

    ids: Sequence[int]
    spans: Sequence[tuple[int, int]]
    mark: int


def pieces_of(tokenizer: "Tokenizer", text: str) -> Pieces:
    """The tokens of a whole text, tokenised in chunks so that memory does not grow quadratically."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = min(len(text), at + CHUNK)
        if end < len(text):
            end = max(text.rfind(" ", at, end), text.rfind("\n", at, end), at) or end
            end = end if end > at else min(len(text), at + CHUNK)
        found = tokenizer.encode(text[at:end], add_special_tokens=False)
        ids += found.ids
        starts += [at + first for first, _ in found.offsets]
        ends += [at + last for _, last in found.offsets]
        at = end
    return Pieces(ids, starts, ends)


def with_turns(tokenizer: "Tokenizer", pieces: Pieces, turns: Sequence[tuple[int, str]]) -> Pieces:
    """The tokens with a speaker label before each turn, as in the training transcripts ("Ada Vance: ...").

    `turns` are the offsets of turns in order, each with its label; the inserted tokens cover no characters.
    """
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    known: dict[str, list[int]] = {}
    last = 0
    for offset, label in turns:
        if label not in known:
            known[label] = list(tokenizer.encode(f"{label}:", add_special_tokens=False).ids)
        place = bisect_left(pieces.starts, offset, last)
        own = known[label]
        ids += [*pieces.ids[last:place], *own]
        starts += [*pieces.starts[last:place], *([offset] * len(own))]
        ends += [*pieces.ends[last:place], *([offset] * len(own))]
        last = place
    return Pieces([*ids, *pieces.ids[last:]], [*starts, *pieces.starts[last:]], [*ends, *pieces.ends[last:]])


# With these names the fit that left the 15 two-reader transcripts out reaches F1 0.723 on them, with "SPEAKER_00" 0.719,
# with the real names 0.721.
STAND_INS = ("Ada Vance", "Tom Reed", "Lena Park", "Omar Diaz", "Jane Hill", "Paul Cole")
_NUMBERED = re.compile(
    r"(?:un(?:known|identified)[ _-])?(?:speaker|spkr?|voice|participant)[ _-]?(\d{1,3}|[a-z])|s(\d{1,2})", re.IGNORECASE
)


def label_in_window(name: str) -> str:
    """The label that the classifier sees for a speaker: a voice that is only numbered ("SPEAKER_01") gets a name.

    The training transcripts name their speakers; without a name the classifier is less sure of whatever a voice says.
    """
    found = _NUMBERED.fullmatch(name.strip())
    if not found:
        return name
    number = found[1] or found[2]
    return STAND_INS[(int(number) if number.isdigit() else ord(number.lower())) % len(STAND_INS)]


def _spans(pieces: Pieces, first: int, last: int) -> list[tuple[int, int]]:
    """The spans of some tokens; NOWHERE for one that covers no characters."""
    pairs = zip(pieces.starts[first:last], pieces.ends[first:last], strict=True)
    return [(start, end) if end > start else NOWHERE for start, end in pairs]


def special(tokenizer: "Tokenizer", name: str) -> int:
    """The id of a special token."""
    found = tokenizer.token_to_id(name)
    assert found is not None, "the vocabulary is that of the base weights"
    return found


def _reserved(tokenizer: "Tokenizer", number: int) -> int:
    """The id of an unused token of the vocabulary."""
    return special(tokenizer, f"[unused{number}]")


def window_around(
    tokenizer: "Tokenizer", pieces: Pieces, phrase: tuple[int, int], seen: RelativeTime, *, period: tuple[int, int] | None = None
) -> Window:
    """The window around a phrase, given by its span; `period` is the span of an earlier phrase of time that may date it."""
    marked = sorted([(phrase, PHRASE), *([(period, PERIOD)] if period and period[1] <= phrase[0] else [])])
    ids: list[int] = []
    spans: list[tuple[int, int]] = []
    first = last = 0
    at = max(0, bisect_left(pieces.starts, marked[0][0][0]) - SIZE)
    for (start, end), number in marked:
        begin, stop = bisect_left(pieces.starts, start), bisect_left(pieces.starts, end)
        ids += pieces.ids[at:begin]
        spans += _spans(pieces, at, begin)
        if number == PHRASE:
            first = len(ids)
        kept = min(stop, begin + LONGEST_PHRASE)
        ids += [_reserved(tokenizer, number), *pieces.ids[begin:kept], _reserved(tokenizer, number + 1)]
        spans += [NOWHERE, *_spans(pieces, begin, kept), NOWHERE]
        if number == PHRASE:
            last = len(ids)
        at = max(at, stop)
    ids += pieces.ids[at : at + SIZE]
    spans += _spans(pieces, at, at + SIZE)
    room = SIZE - 3 - (last - first)
    left = max(int(room * BEFORE), room - (len(ids) - last))
    begin = max(0, first - left)
    stop = min(len(ids), last + room - (first - begin))
    opening = [special(tokenizer, "[CLS]"), _reserved(tokenizer, 9 + seen)]
    closing = special(tokenizer, "[SEP]")
    return Window([*opening, *ids[begin:stop], closing], [NOWHERE, NOWHERE, *spans[begin:stop], NOWHERE], first - begin + 2)


def place_of(window: Window, start: int, end: int) -> tuple[int, int] | None:
    """The first and last position of a window that touch the characters from `start` to `end`; None if outside."""
    touching = [place for place, (low, high) in enumerate(window.spans) if low >= 0 and low < end and high > start]
    return (touching[0], touching[-1]) if touching else None
