"""The window of words around a candidate, as the classifier sees it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.extract.encoder.classifier import default_classifier
from tracker.extract.encoder.window import (
    NOWHERE,
    SIZE,
    STAND_INS,
    RelativeTime,
    label_in_window,
    pieces_of,
    place_of,
    relative_time_of,
    window_around,
    with_turns,
)
from tracker.records import Grain, Horizon

SAID_ON = dt.date(2024, 6, 26)


def horizon(start: str, end: str) -> Horizon:
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    return Horizon(text="", start=first, end=last, grain=Grain.DAY, rule="test")


@pytest.mark.parametrize(
    ("days", "seen"),
    [
        (horizon("2023-01-01", "2023-12-31"), RelativeTime.BEFORE),
        (horizon("2024-06-26", "2024-12-31"), RelativeTime.RUNNING),
        (horizon("2024-07-01", "2024-09-30"), RelativeTime.HALF_A_YEAR),
        (horizon("2025-01-01", "2025-06-20"), RelativeTime.A_YEAR),
        (horizon("2025-01-01", "2025-12-31"), RelativeTime.TWO_YEARS),
        (horizon("2029-01-01", "2029-06-01"), RelativeTime.FIVE_YEARS),
        (horizon("2040-01-01", "2049-12-31"), RelativeTime.LATER),
        (None, RelativeTime.NOT_A_TIME),
    ],
)
def test_days_are_seen_from_the_day_of_speaking(days: Horizon | None, seen: RelativeTime) -> None:
    """A horizon lies behind, runs, or lies so far ahead; odds have no days."""
    assert relative_time_of(SAID_ON, days) is seen


@settings(max_examples=60)
@given(st.integers(0, 300), st.integers(0, 300), st.sampled_from(["word", "naïve", "🙂", "2030", "価格"]))
def test_a_window_marks_its_phrase_and_keeps_to_its_size(before: int, after: int, word: str) -> None:
    """The phrase is between its marks, whatever surrounds it, and no window is too long for the encoder."""
    text = f"{word} " * before + "by 2030" + f" {word}" * after
    start = text.index("by 2030")
    tokenizer = default_classifier().tokenizer
    window = window_around(tokenizer, pieces_of(tokenizer, text), (start, start + 7), RelativeTime.LATER)
    assert len(window.ids) == len(window.spans) <= SIZE
    assert tokenizer.id_to_token(window.ids[window.mark]) == "[unused1]"
    place = place_of(window, start, start + 7)
    assert place is not None
    assert place[0] == window.mark + 1
    assert tokenizer.id_to_token(window.ids[place[1] + 1]) == "[unused2]"
    assert text[window.spans[place[0]][0] : window.spans[place[1]][1]] == "by 2030"
    covered = [span for span in window.spans if span != NOWHERE]
    assert covered == sorted(covered)


def test_the_window_is_the_same_far_inside_a_long_text() -> None:
    """Text outside a window does not change it."""
    tokenizer = default_classifier().tokenizer
    near = "so far so good " * 40 + "we open the line by 2030 and then we rest " + "as before " * 60
    far = "and on and on it went " * 4000 + near
    windows = [
        window_around(
            tokenizer, pieces_of(tokenizer, text), (text.rindex("by 2030"), text.rindex("by 2030") + 7), RelativeTime.LATER
        ).ids
        for text in (near, far)
    ]
    assert windows[0] == windows[1]


def test_an_earlier_period_is_marked_as_well() -> None:
    """A period that may hold for a later predicate has marks of its own."""
    text = "My predictions for 2026. Prices will fall."
    tokenizer = default_classifier().tokenizer
    predicate, period = (text.index("will fall"), text.index("will fall") + 9), (text.index("2026"), text.index("2026") + 4)
    window = window_around(tokenizer, pieces_of(tokenizer, text), predicate, RelativeTime.TWO_YEARS, period=period)
    names = [tokenizer.id_to_token(each) for each in window.ids]
    assert names.index("[unused3]") < names.index("[unused4]") < names.index("[unused1]") == window.mark


def test_names_stand_before_turns_and_cover_no_characters() -> None:
    """Who speaks is in the window, and spans of the window are those of the text alone."""
    tokenizer = default_classifier().tokenizer
    text = "Will it open? It will open in 2031."
    pieces = with_turns(tokenizer, pieces_of(tokenizer, text), [(0, "Ada Vance"), (14, "Bram Okafor")])
    window = window_around(tokenizer, pieces, (27, 34), RelativeTime.LATER)
    said = tokenizer.decode(list(window.ids), skip_special_tokens=False)
    assert "ada vance : will it open? bram okafor : it will open" in said
    assert "".join(text[start:end] for start, end in window.spans if start >= 0) == text.replace(" ", "")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("SPEAKER_00", STAND_INS[0]),
        ("SPEAKER_01", STAND_INS[1]),
        ("Speaker 7", STAND_INS[1]),
        ("speaker B", STAND_INS[ord("b") % len(STAND_INS)]),
        ("spk_2", STAND_INS[2]),
        ("Unknown Speaker 3", STAND_INS[3]),
        ("S4", STAND_INS[4]),
        ("Odo Lind", "Odo Lind"),
        ("Speaker of the House", "Speaker of the House"),
        ("S", "S"),
    ],
)
def test_a_voice_that_is_only_numbered_has_a_name_in_the_window(label: str, shown: str) -> None:
    """The classifier sees recognisers' labels as names, the same one for the same voice; names stay."""
    assert label_in_window(label) == shown
