"""Near-duplicates among transcripts."""

from hashlib import blake2b

import pytest

from tests.transcripts.transcript_writers import ROOT, interview, rolling_vtt, segments
from tracker.transcripts import read_transcript, speech
from tracker.transcripts.corrected.near_duplicates import SKETCH, sketch

TEXT = " ".join(words for _, words in interview())
PANEL = (ROOT / "seeds" / "2025-06-04-harbour-panel.md").read_text(encoding="utf-8")


def likeness(one: str, other: str) -> float:
    """The share of common values among the smallest of both sketches, which estimates Jaccard's measure (Broder 1997)."""
    first, second = set(sketch(one)), set(sketch(other))
    smallest = sorted(first | second)[:SKETCH]
    return sum(value in first & second for value in smallest) / len(smallest)


def test_the_same_interview_in_another_format_is_the_same() -> None:
    """Layout, case and punctuation do not count."""
    rolling = read_transcript("x.vtt", rolling_vtt(segments(interview())).encode())
    assert likeness(TEXT, rolling.text) == 1.0
    assert likeness(TEXT, TEXT.upper().replace(" and ", ", and ")) == 1.0


def test_two_interviews_are_unlike_and_an_excerpt_is_between() -> None:
    """Different talks share next to nothing; the half of a talk is about half of it."""
    assert likeness(TEXT, speech(read_transcript("x.md", PANEL.encode()))) < 0.02
    assert likeness(TEXT, TEXT[: len(TEXT) // 2]) == pytest.approx(0.5, abs=0.08)
    assert likeness(TEXT, TEXT.replace("percent", "per cent")) > 0.8


def test_the_estimate_is_near_the_true_share_of_runs() -> None:
    """The sketch estimates Jaccard's measure of the runs of five words within three standard errors."""
    words = TEXT.split()
    other = words[:900] + ["changed"] * 3 + words[1000:]
    runs = [
        {tuple(one[at : at + 5]) for at in range(len(one) - 4)}
        for one in ([w.casefold() for w in words], [w.casefold() for w in other])
    ]
    truth = len(runs[0] & runs[1]) / len(runs[0] | runs[1])
    assert likeness(TEXT, " ".join(other)) == pytest.approx(truth, abs=0.075)


def test_sketches_are_stable() -> None:
    """A sketch can be stored: it is the same on every machine and in every run; that of an empty text is empty."""
    assert sketch("we will ship the part in may") == tuple(sorted(sketch("We will ship, the part; in May!")))
    assert sketch("one two three four five") == (int.from_bytes(blake2b(b"one two three four five", digest_size=8).digest()) >> 1,)
    assert sketch("") == ()
