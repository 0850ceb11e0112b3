"""Names that a claim speaks of."""

import datetime as dt

import pytest

from tracker.extract.explanations import explain

SAID_ON = dt.date(2024, 6, 26)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Microsoft will open a data center in Norway by 2027.", {"Microsoft", "Norway"}),
        ("I think Angela Merkel will publish a second book by 2027.", {"Angela Merkel"}),
        ("Inflation will fall to two percent by 2027.", set()),
        ("Microsoft expects EPS to grow in Q4 of 2027 because of AI.", {"Microsoft"}),
    ],
)
def test_people_companies_and_places_are_named(text: str, names: set[str]) -> None:
    """Names stand as they are written, without articles; amounts and dates are none."""
    (forecast,) = explain(text, SAID_ON).forecasts
    assert set(forecast.about) == names


def test_a_name_outside_of_the_claim_is_not_its_own() -> None:
    """A neighbour's names do not stand in a claim."""
    text = "Nokia reported last week. The bridge will open by 2027. Then Google called me."
    (forecast,) = explain(text, SAID_ON).forecasts
    assert forecast.about == ()
