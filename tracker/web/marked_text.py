"""A transcript for a page: its turns, split where quotes of claims start and end."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.ledger import QuotePlace
from tracker.records import Claim, Transcript, Utterance

# Characters shown before and after a quote; the transcript's own page shows all of it.
REACH = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a transcript under the same quotes: its start, whether the current claim's is one, and another claim's id."""

    at: int
    text: str
    here: bool
    other: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTurn:
    """One speaker's turn, in pieces; `lit` says that the current quote starts in it."""

    speaker: str | None
    pieces: tuple[Piece, ...]
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The turns around a quote, or all turns; `cut_before` and `cut_after` say that there are more."""

    turns: tuple[MarkedTurn, ...]
    cut_before: bool
    cut_after: bool


def excerpt(transcript: Transcript, places: Sequence[QuotePlace], here: Claim | None, *, reach: int | None = REACH) -> Excerpt:
    """The turns within `reach` characters of the quote of `here` (all for None), with it and the quotes at `places` marked."""
    text = transcript.text
    spoken = transcript.utterances or (Utterance(start=0, end=len(text)),)
    own = None
    if here is not None and here.forecast.start is not None and here.forecast.end is not None:
        own = (here.forecast.start, here.forecast.end)
    low, high = 0, len(text)
    if own is not None and reach is not None:
        low, high = max(0, own[0] - reach), min(len(text), own[1] + reach)
    own_id = here.id if here is not None else None
    others = sorted(each for each in places if each.claim_id != own_id and each.end > low and each.start < high)
    turns = []
    for each in spoken:
        start, end = max(each.start, low), min(each.end, high)
        if start < end:
            lit = own is not None and start <= own[0] < end
            turns.append(MarkedTurn(speaker=each.speaker, pieces=_pieces(text, start, end, own, others), lit=lit))
    return Excerpt(turns=tuple(turns), cut_before=low > 0, cut_after=high < len(text))


def _pieces(text: str, start: int, end: int, own: tuple[int, int] | None, others: list[QuotePlace]) -> tuple[Piece, ...]:
    near = [each for each in others[: bisect_left(others, end, key=lambda place: place.start)] if each.end > start]
    low, high = own or (start, start)
    bounds = [low, high, *(each.start for each in near), *(each.end for each in near)]
    cuts = sorted({start, end, *(min(max(at, start), end) for at in bounds)})
    found = []
    for begin, stop in pairwise(cuts):
        other = next((each.claim_id for each in near if each.start <= begin < each.end), None)
        found.append(Piece(at=begin, text=text[begin:stop], here=low <= begin < high, other=other))
    return tuple(found)
