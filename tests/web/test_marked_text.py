"""The pieces of a transcript's turns: they are its letters, each once, marked where quotes stand."""

from hypothesis import given
from hypothesis import strategies as st

from tests.command_line import talk
from tracker.ledger import QuotePlace
from tracker.records import Claim, Status
from tracker.web.marked_text import excerpt

TRANSCRIPT, FORECASTS = talk(4)
CLAIMS = [Claim(id=f"c{at}", forecast=each, status=Status.CANDIDATE) for at, each in enumerate(FORECASTS)]


def places(claims: list[Claim]) -> list[QuotePlace]:
    return [QuotePlace(each.forecast.start or 0, each.forecast.end or 0, each.id) for each in claims]


@given(st.lists(st.tuples(st.integers(0, len(TRANSCRIPT.text)), st.integers(0, 200)), max_size=8), st.integers(0, 3))
def test_pieces_are_the_letters_of_the_turns_each_once(spans: list[tuple[int, int]], here: int) -> None:
    """However quotes overlap, the text is whole, every piece tells its place, and the quote at hand is marked from end to end."""
    text = TRANSCRIPT.text
    others = [QuotePlace(start, min(start + length, len(text)), f"x{at}") for at, (start, length) in enumerate(spans)]
    found = excerpt(TRANSCRIPT, [*places(CLAIMS), *others], CLAIMS[here], reach=None)
    for turn, utterance in zip(found.turns, TRANSCRIPT.utterances, strict=True):
        assert "".join(piece.text for piece in turn.pieces) == text[utterance.start : utterance.end]
        assert all(text[piece.at :].startswith(piece.text) for piece in turn.pieces)
    assert "".join(piece.text for turn in found.turns for piece in turn.pieces if piece.here) == FORECASTS[here].quote
    assert [turn.lit for turn in found.turns].count(True) == 1


def test_a_long_transcript_is_shown_around_the_quote() -> None:
    transcript, forecasts = talk(300)
    claims = [Claim(id=f"c{at}", forecast=each, status=Status.CANDIDATE) for at, each in enumerate(forecasts)]
    found = excerpt(transcript, places(claims), claims[150], reach=500)
    shown = sum(len(piece.text) for turn in found.turns for piece in turn.pieces)
    assert shown < 1500
    assert found.cut_before
    assert found.cut_after
    assert {piece.other for turn in found.turns for piece in turn.pieces} > {"c149", "c151"}
