"""A transcript for a page: its turns, cut where the quotes of claims begin and end."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.records import Claim, Transcript, Utterance

# Letters shown before and after a quote; the page of the transcript shows all of it.
REACH = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Letters of a transcript that the same quotes cover: where they begin, the claim at hand or not, and another claim's id."""

    at: int
    text: str
    here: bool
    other: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTurn:
    """What somebody says, in pieces; `lit` says that the quote at hand begins in it."""

    speaker: str | None
    pieces: tuple[Piece, ...]
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The turns around a quote, or all; `cut_before` and `cut_after` say that there is more."""

    turns: tuple[MarkedTurn, ...]
    cut_before: bool
    cut_after: bool


def excerpt(transcript: Transcript, claims: Sequence[Claim], here: Claim | None, *, reach: int | None = REACH) -> Excerpt:
    """The turns within `reach` letters of the quote of `here` (all for None), with the quotes of `claims` marked."""
    text = transcript.text
    spoken = transcript.utterances or (Utterance(start=0, end=len(text)),)
    low, high = 0, len(text)
    if here is not None and here.forecast.start is not None and reach is not None:
        low = max(0, here.forecast.start - reach)
        high = min(len(text), (here.forecast.end or here.forecast.start) + reach)
    spans = sorted(
        (each.forecast.start, each.forecast.end, each.id)
        for each in claims
        if each.forecast.start is not None and each.forecast.end is not None and each.forecast.end > low
    )
    own = (here.forecast.start, here.forecast.end) if here is not None and here.forecast.start is not None else None
    own_id = here.id if here is not None else None
    others = [(start, end, claim_id) for start, end, claim_id in spans if claim_id != own_id and start < high]
    turns = []
    for each in spoken:
        start, end = max(each.start, low), min(each.end, high)
        if start < end:
            pieces = _pieces(text, start, end, own, others)
            lit = own is not None and start <= own[0] < end
            turns.append(MarkedTurn(speaker=each.speaker, pieces=pieces, lit=lit))
    return Excerpt(turns=tuple(turns), cut_before=low > 0, cut_after=high < len(text))


def _pieces(
    text: str, start: int, end: int, own: tuple[int, int | None] | None, others: list[tuple[int, int, str]]
) -> tuple[Piece, ...]:
    near = [each for each in others[: bisect_left(others, (end,))] if each[1] > start]
    low, high = (own[0], own[1] or own[0]) if own else (-1, -1)
    cuts = sorted(
        {
            start,
            end,
            *(
                min(max(at, start), end)
                for first, last in [(low, high), *((a, b) for a, b, _id in near)]
                for at in (first, last)
                if at >= 0
            ),
        }
    )
    found = []
    for begin, stop in pairwise(cuts):
        other = next((claim_id for first, last, claim_id in near if first <= begin < last), None)
        found.append(Piece(at=begin, text=text[begin:stop], here=low <= begin < high, other=other))
    return tuple(found)
