"""The words around a quote."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.recordings import link_into
from tracker.records import Forecast, Kind, Transcript, Utterance
from tracker.reports.around_quote import around
from tracker.reports.written import clock


def transcript(text: str, turns: Sequence[tuple[int, int, str | None]]) -> Transcript:
    utterances = tuple(Utterance(start=start, end=end, speaker=speaker) for start, end, speaker in turns)
    return Transcript(doc="talk", text=text, sha256="0" * 64, utterances=utterances)


def forecast(text: str, start: int, end: int) -> Forecast:
    return Forecast(said_on=dt.date(2024, 6, 26), claim="It rains.", kind=Kind.UNDATED, quote=text[start:end], start=start, end=end)


def labelled(words: list[str]) -> Transcript:
    text, turns = "", []
    for number, word in enumerate(words):
        turns.append((len(text), len(text) + len(word), f"speaker {number}"))
        text += word + "\n"
    return transcript(text, turns)


def test_two_turns_before_and_after() -> None:
    """The quote's turn stands lit between two turns on either side."""
    talk = labelled(["one", "two", "three", "it will rain", "five", "six", "seven"])
    start = talk.text.index("will rain")
    turns = around(talk, forecast(talk.text, start, start + 9))
    assert [turn.text for turn in turns] == ["two", "three", "it will rain", "five", "six"]
    assert [turn.text[slice(*turn.lit)] for turn in turns if turn.lit] == ["will rain"]


def test_an_endless_turn_is_cut_between_words() -> None:
    """A caption file of one turn shows whole words near the quote, with marks where it was cut."""
    text = "word " * 500 + "it will rain tomorrow " + "more " * 500
    start = text.index("will rain")
    [turn] = around(transcript(text, [(0, len(text), None)]), forecast(text, start, start + 9), reach=40)
    assert turn.text.startswith("… word ")
    assert turn.text.endswith(" more …")
    assert turn.lit is not None
    assert turn.text[slice(*turn.lit)] == "will rain"
    assert len(turn.text) < 100


@pytest.mark.parametrize(
    ("reach", "shown"),
    [
        (0, "… it will rain tomorrow …"),
        (9, "So it will rain tomorrow I think."),
        (19, "Was it dry? So it will rain tomorrow I think. Not much."),
        (60, "We met. Was it dry? So it will rain tomorrow I think. Not much. Then snow."),
    ],
)
def test_whole_sentences_where_they_fit(reach: int, shown: str) -> None:
    """What is shown of a turn begins and ends with a sentence, or between words where no sentence fits."""
    text = "We met. Was it dry? So it will rain tomorrow I think. Not much. Then snow."
    start = text.index("it will")
    [turn] = around(transcript(text, [(0, len(text), None)]), forecast(text, start, start + 21), reach=reach)
    assert turn.text == shown


@given(st.text(alphabet="ab. \n😀字", min_size=1, max_size=80), st.data())
def test_the_lit_part_is_the_quote(text: str, data: st.DataObject) -> None:
    """Whatever the text and the cut, what is lit is the quote, new lines aside."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    middle = data.draw(st.integers(0, len(text)))
    talk = transcript(text, [(0, middle, "a"), (middle, len(text), "b")])
    turns = around(talk, forecast(text, start, end), reach=data.draw(st.integers(0, 30)))
    lit = "".join(turn.text[slice(*turn.lit)] for turn in turns if turn.lit)
    assert lit.replace(" ", "") == text[start:end].replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("milliseconds", "shown"), [(0, "0:00"), (61_999, "1:01"), (3_661_000, "1:01:01"), (36_000_000, "10:00:00")]
)
def test_time_stamps(milliseconds: int, shown: str) -> None:
    """Hours only where there are any."""
    assert clock(milliseconds) == shown


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=75s"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=75s"),
        ("https://example.org/talk.mp4#top", "https://example.org/talk.mp4#t=75"),
    ],
)
def test_links_into_a_recording(url: str, link: str) -> None:
    """A minute and a quarter in, as each player understands it."""
    assert link_into(url, 75_400) == link
