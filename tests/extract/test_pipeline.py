"""From a transcript to its forecasts: what is found, what is left out, and what a forecast always holds."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.command_line import SEEDS
from tests.extract.found_in_samples import INTERVIEW, found_in, sample_files
from tracker.errors import UndatedTranscript
from tracker.extract import ExtractOptions, explain, extract
from tracker.records import Forecast, Kind, Polarity, Transcript
from tracker.transcripts import Declared, read_transcript

SAID_ON = dt.date(2024, 6, 26)


def forecasts(text: str, said_on: dt.date = SAID_ON) -> list[Forecast]:
    """The forecasts of a short text."""
    return extract(read_transcript("talk.txt", text.encode(), Declared(said_on=said_on)))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("I think we'll have a working fusion plant on the grid by 2032.", dt.date(2032, 12, 31)),
        ("We expect revenue of 4 to 5 billion dollars in the third quarter.", dt.date(2024, 9, 30)),
        ("so i think two to three years from now we will have robots in every warehouse", dt.date(2027, 6, 26)),
        ("The new line will open in March next year.", dt.date(2025, 3, 31)),
        ("that's probably going to happen in 2025 2026 maybe 2027", dt.date(2027, 12, 31)),
    ],
)
def test_a_dated_forecast_is_found_with_its_due_date(text: str, due: dt.date) -> None:
    """One forecast, due on the last day of its horizon."""
    (found,) = forecasts(text)
    assert found.kind is Kind.DATED
    assert found.horizon is not None
    assert found.horizon.end == due
    assert found.quote is not None
    assert found.anchor is not None
    assert found.anchor in found.quote


@pytest.mark.parametrize(
    "text",
    [
        "Last year we grew 20 percent and in the second quarter of 2023 we opened four plants.",
        "I was there for five years and it was wonderful.",
        "At the end of the day nobody knows.",
        "What do you think is going to happen in 2030?",
        "We meet every year in Oslo.",
        "Hm, well.",
    ],
)
def test_the_past_questions_habits_and_silence_give_nothing(text: str) -> None:
    """Nothing is claimed about the future, so nothing is found."""
    assert forecasts(text) == []


def test_odds_make_a_forecast_without_a_date() -> None:
    """Numeric odds are enough."""
    (found,) = forecasts("Will the merger close? I'd say that's a 60/40, maybe 70/30 proposition.")
    assert found.kind is Kind.ODDS
    assert found.probability is not None
    assert (found.probability.low, found.probability.high) == (0.6, 0.7)


def test_odds_and_a_date_in_one_breath_are_one_claim() -> None:
    """The dated forecast carries the odds; there is no second one for them."""
    (found,) = forecasts("There is a 70 percent chance that we open the plant by the end of 2027.")
    assert found.horizon is not None
    assert found.probability is not None
    assert found.probability.low == 0.7


def test_a_denial_has_negative_polarity() -> None:
    """A claim with "won't" is negative."""
    (found,) = forecasts("We won't open a second plant this year.")
    assert found.polarity is Polarity.NEGATIVE


def test_a_condition_and_a_quantity_come_with_the_claim() -> None:
    """The words of the condition, and the magnitude in its unit."""
    (found,) = forecasts("If rates fall, we will borrow 10 billion dollars next year.")
    assert found.condition is not None
    assert "rates fall" in found.condition
    assert [(q.low, q.unit) for q in found.quantities] == [(1e10, "USD")]


@pytest.mark.parametrize("path", sample_files())
def test_quotes_stand_in_the_text_of_every_format(path: Path) -> None:
    """text[start:end] is the quote and holds the anchor, in each sample transcript."""
    transcript, found = found_in(path)
    assert found
    for forecast in found:
        assert forecast.quote == transcript.text[forecast.start : forecast.end]
        assert forecast.anchor_start is not None
        anchor = transcript.text[forecast.anchor_start : forecast.anchor_start + len(forecast.anchor or "")]
        assert anchor == forecast.anchor
        assert 0.0 <= forecast.confidence <= 1.0
        assert forecast.claim.endswith(".")


def in_order(words: list[str], spoken: list[str]) -> bool:
    """Whether all words occur in what was spoken, in their order."""
    left = iter(spoken)
    return all(word in left for word in words)


def faults(forecast: Forecast, transcript: Transcript) -> list[str]:
    """The words of a claim that are neither in its quote nor verbatim before it, and the figures of the quote that it lacks."""
    quote = " ".join((forecast.quote or "").split())
    before = " ".join(transcript.text[: (forecast.start or 0) + len(forecast.quote or "")].split())
    notes = re.findall(r"\[([^\]]*)\]", forecast.claim)
    spoken = re.findall(r"[^\W_]+", before.lower())
    plain = re.sub(r"\s*\[[^\]]*\]", "", forecast.claim)
    wrong = [note for note in notes if not in_order(re.findall(r"[^\W_]+", note.lower()), spoken)]
    wrong += [word for word in re.findall(r"[^\s,.;:?!\"“”()]+", plain) if word.lower() not in quote.lower()]
    wrong += [word for word in re.findall(r"[<>~≈±#$€£+−-]*\d[\d.,/%½-]*", quote) if word.rstrip(".,") not in plain]
    return wrong


@pytest.mark.parametrize("path", sample_files())
def test_a_claim_holds_what_its_quote_says_and_nothing_else(path: Path) -> None:
    """Each word and sign of a claim is in its quote, or in brackets and before it; each figure of the quote is in the claim."""
    transcript, found = found_in(path)
    assert found
    assert [(each.claim, wrong) for each in found if (wrong := faults(each, transcript))] == []


@pytest.mark.parametrize(
    "path", [*sample_files("2025-06"), *(pytest.param(*each.values, marks=pytest.mark.soak) for each in sample_files())]
)
def test_so_does_the_claim_of_every_candidate(path: Path) -> None:
    """Also where a claim is made of what is hardly a forecast."""
    transcript, found = found_in(path, 0.0)
    assert [(each.claim, wrong) for each in found if (wrong := faults(each, transcript))] == []


def test_extracting_twice_gives_the_same() -> None:
    """The same transcript gives the same forecasts to the last digit."""
    path = SEEDS / "2025-06-04-harbour-panel.md"
    transcript, found = found_in(path)
    assert read_transcript(str(path), path.read_bytes()) == transcript
    assert extract(transcript) == found


def test_the_least_confidence_is_the_callers_choice() -> None:
    """All candidates are returned at 0, and fewer as the threshold rises."""
    path = SEEDS / "2025-06-04-harbour-panel.md"
    sizes = [len(found_in(path, least)[1]) for least in (0.0, 0.5, 0.9)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2]


def test_a_guessed_speaker_stays_a_guess_in_the_claim() -> None:
    """The claim bears the probability with which its turn was given to the speaker."""
    transcript = read_transcript("talk.txt", b"We will open the second plant by 2027.", Declared(said_on=SAID_ON))
    (turn,) = transcript.utterances
    for confidence in (0.6, 1.0):
        (found,) = extract(replace(transcript, utterances=(replace(turn, speaker="Ada Vance", confidence=confidence),)))
        assert (found.speaker, found.speaker_confidence) == ("Ada Vance", confidence)


def test_a_transcript_without_a_day_is_refused() -> None:
    """Without the day of speaking nothing can be dated."""
    with pytest.raises(UndatedTranscript, match="--date"):
        extract(read_transcript("talk.txt", b"We will be there next year."))


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("in 2025 next year will we expect 60/40 . ? \n'’🙂价"), max_size=300))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    """In any text quotes are at their offsets."""
    transcript = read_transcript("x.txt", ("a " + text).encode(), Declared(said_on=SAID_ON), reader="text")
    for forecast in extract(transcript, ExtractOptions(min_confidence=0.0)):
        assert forecast.quote == transcript.text[forecast.start : forecast.end]


def test_explain_says_what_it_saw_and_why() -> None:
    """The verdict, the readings and the rules that fired, for a forecast and for none."""
    seen = explain("We will double capacity by 2027.", SAID_ON).to_json()
    assert seen["verdict"] == "forecast"
    assert seen["horizons"][0]["end"] == "2027-12-31"
    assert seen["trace"]
    assert explain("We were founded in 1999.", SAID_ON).verdict == "none"


@pytest.mark.parametrize("path", sample_files(f"{INTERVIEW}."))
def test_one_interview_in_six_formats_gives_the_same_claims(path: Path) -> None:
    """Subtitles, two kinds of WebVTT and two kinds of JSON give the sentences, windows and fields of the blob, in its order."""
    blob, other = (
        [(f.claim, (f.anchor or "").split(), f.horizon and f.horizon.end, f.polarity, f.confidence) for f in found_in(each)[1]]
        for each in (SEEDS / f"{INTERVIEW}.txt", path)
    )
    assert len(blob) > 20
    assert other == blob
