"""Periods that hold on for the sentences after the one that names them."""

import datetime as dt

import pytest

from tracker.extract import extract
from tracker.records import Forecast
from tracker.transcripts import Declared, read_transcript


def forecasts(text: str) -> list[Forecast]:
    """The forecasts of a short text, said in November 2020."""
    return extract(read_transcript("call.txt", text.encode(), Declared(said_on=dt.date(2020, 11, 5))))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "For the fourth quarter, we expect revenue of 20 to 22 million dollars. Gross margin is expected to be about 41%. "
            "We expect operating expenses of $9 million.",
            dt.date(2020, 12, 31),
        ),
        ("My predictions for 2021. Housing will cool down. Rents are going to fall in every big city.", dt.date(2021, 12, 31)),
    ],
)
def test_a_period_holds_for_the_list_after_it(text: str, due: dt.date) -> None:
    """Each sentence of the list is a forecast due at the end of the period, anchored on its predicate."""
    found = forecasts(text)
    carried = [f for f in found if f.horizon and f.horizon.rule in {"guidance list", "heading"}]
    assert len(carried) == 2
    for forecast in carried:
        assert forecast.horizon is not None
        assert forecast.horizon.end == due
        assert forecast.horizon.anchored_on == due
        assert forecast.anchor is not None
        assert forecast.anchor in (forecast.quote or "")


@pytest.mark.parametrize(
    "text",
    [
        "For the fourth quarter, we expect revenue of 20 million dollars. The office is nice and quiet.",
        "For the fourth quarter, we expect revenue of 20 million dollars.\n\nOperator: We expect 3 more questions on margins.",
    ],
)
def test_what_expects_no_figure_or_is_said_by_another_takes_nothing_up(text: str) -> None:
    """Only sentences of the same turn that expect a figure go on under the period."""
    assert not [f for f in forecasts(text) if f.horizon and f.horizon.rule == "guidance list"]
