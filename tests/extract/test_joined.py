"""Odds carry the date of their sentence."""

import datetime as dt
import hashlib

import pytest

from tracker.extract.claims.dated_odds import dated_odds
from tracker.extract.options import ExtractOptions
from tracker.extract.pipeline import extract
from tracker.horizons import find_horizons
from tracker.quantities import find_odds
from tracker.records import Transcript, Utterance


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("It's sixty forty that they will cut in September.", [("sixty forty", "2024-09-30")]),
        ("A four in five chance they hit the target by Easter.", [("four in five chance", "2025-04-20")]),
        ("it's a coin flip whether he beat it in August", [("coin flip", "2024-08-31")]),
        ("By the end of next year it's fifty-fifty that it opens.", [("fifty-fifty", "2025-12-31")]),
        ("It opens in 2026. There's a 30% chance it fails.", [("30% chance", None)]),
        ("There's a 30% chance in 2025 and a 60% chance in 2026.", [("30% chance", "2025-12-31"), ("60% chance", "2026-12-31")]),
        ("It's a 70% chance he goes, but in 2026 the party votes.", [("70% chance", None)]),
        ("It's three to one against.", [("three to one against", None)]),
    ],
)
def test_odds_are_dated_by_their_sentence(text: str, pairs: list[tuple[str, str | None]]) -> None:
    """Odds take the phrase of time behind them, else the one before them, of their own sentence and no other."""
    horizons, odds = find_horizons(text, dt.date(2024, 6, 26)), find_odds(text)
    dated = dated_odds(text, horizons, odds)
    found = [
        (one.reading.text, horizons[dated[place]].reading.end.isoformat() if place in dated else None)
        for place, one in enumerate(odds)
    ]
    assert [(words in said, end) for (said, end), (words, _) in zip(found, pairs, strict=True)] == [(True, end) for _, end in pairs]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("It's sixty forty that they will cut in September.", "2024-09-30"),
        ("It's a coin flip whether he resigns in August.", "2024-08-31"),
        ("I'd say there's a seventy percent chance that the bridge opens.", None),
    ],
)
def test_a_claim_with_odds_falls_due_when_its_sentence_says(text: str, due: str | None) -> None:
    """A claim found by its odds takes the due date of its sentence, and none where none is named."""
    transcript = Transcript(
        doc="odds",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        utterances=(Utterance(start=0, end=len(text)),),
    )
    (claim,) = extract(transcript, ExtractOptions(said_on=dt.date(2024, 6, 26)))
    assert claim.probability is not None
    assert (claim.horizon.end.isoformat() if claim.horizon else None) == due


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("I think we are running by the end of the decade, call it sixty forty.", [("2029-12-31", 0.6)]),
        ("We will have the plant by March, I'd put it at two to one.", [("2025-03-31", 0.667)]),
        ("They will cut rates in September. It's sixty forty.", [("2024-09-30", 0.6)]),
    ],
)
def test_odds_said_in_passing_are_those_of_the_claim_before(text: str, claims: list[tuple[str, float]]) -> None:
    """A remark that gives odds for the preceding statement makes one claim with it, with odds and a due date."""
    transcript = Transcript(
        doc="talk",
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        utterances=(Utterance(start=0, end=len(text), speaker=None),),
    )
    found = extract(transcript, ExtractOptions(said_on=dt.date(2024, 6, 26)))
    given = [(each.horizon and each.horizon.end.isoformat(), each.probability and round(each.probability.low, 3)) for each in found]
    assert given == claims
