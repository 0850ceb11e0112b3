"""Records as JSON and back: frozen samples, what may be left out, and which field a wrong value is named by."""

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.codec import claim_to_json, forecast_from_json, forecast_to_json, from_json, to_json
from tracker.errors import InvalidRecord
from tracker.records import (
    Claim,
    Comparator,
    Forecast,
    Grain,
    Hedge,
    Horizon,
    Kind,
    Outcome,
    Polarity,
    Probability,
    Quantity,
    Resolution,
    Source,
)

DAY = dt.date(2024, 6, 26)
WHOLE = Forecast(
    doc="ferry",
    quote="likely 5 boats by 2027",
    start=3,
    end=25,
    anchor="by 2027",
    anchor_start=18,
    kind=Kind.DATED,
    said_on=DAY,
    speaker="Mira Okafor",
    speaker_confidence=0.8,
    t_start_ms=1000,
    t_end_ms=2500,
    horizon=Horizon(text="by 2027", start=DAY, end=dt.date(2027, 12, 31), grain=Grain.YEAR, rule="by year", anchored_on=DAY),
    probability=Probability(text="60 to 70 percent", low=0.6, high=0.7),
    hedge=Hedge(text="likely", low=0.55, high=0.85, scale="survey"),
    quantities=(Quantity(text="5 boats", low=5.0, high=None, unit="boats", comparator=Comparator.AT_LEAST),),
    condition="if the grid holds",
    polarity=Polarity.NEGATIVE,
    claim="Likely 5 boats – “naïve” 🚢.",
    confidence=1e-07,
    trace=("modal", "by year"),
    about=("Okafor",),
)
# As the releases before wrote it; what is in a chain must be written the same for ever.
WHOLE_TEXT = (
    '{"doc":"ferry","quote":"likely 5 boats by 2027","start":3,"end":25,"anchor":"by 2027","anchor_start":18,"kind":"dated",'
    '"said_on":"2024-06-26","speaker":"Mira Okafor","speaker_confidence":0.8,"t_start_ms":1000,"t_end_ms":2500,"horizon":'
    '{"text":"by 2027","start":"2024-06-26","end":"2027-12-31","grain":"year","rule":"by year","anchored_on":"2024-06-26"},'
    '"probability":{"text":"60 to 70 percent","low":0.6,"high":0.7},"hedge":{"text":"likely","low":0.55,"high":0.85,'
    '"scale":"survey"},"quantities":[{"text":"5 boats","low":5.0,"high":null,"unit":"boats","comparator":"at least"}],'
    '"condition":"if the grid holds","polarity":"negative","claim":"Likely 5 boats – “naïve” 🚢.","confidence":1e-07,'
    '"trace":["modal","by year"],"about":["Okafor"]}'
)
BARE = Forecast(said_on=DAY, claim="It opens.", kind=Kind.UNDATED)
BARE_TEXT = (
    '{"doc":null,"quote":null,"start":null,"end":null,"anchor":null,"anchor_start":null,"kind":"undated","said_on":"2024-06-26",'
    '"speaker":null,"speaker_confidence":1.0,"t_start_ms":null,"t_end_ms":null,"horizon":null,"probability":null,"hedge":null,'
    '"quantities":[],"condition":null,"polarity":"positive","claim":"It opens.","confidence":1.0,"trace":[]}'
)
RESOLUTION = Resolution(outcome=Outcome.PARTIAL, by="ana", known_on=DAY, credit=0.5, evidence=("https://a.example",))


def written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(("forecast", "text"), [(WHOLE, WHOLE_TEXT), (BARE, BARE_TEXT)], ids=["whole", "bare"])
def test_a_forecast_is_written_as_every_release_wrote_it(forecast: Forecast, text: str) -> None:
    """Records give the same bytes as before, and are read back equal."""
    assert written(forecast_to_json(forecast)) == text
    assert forecast_from_json(json.loads(text)) == forecast


def test_a_claim_is_its_forecast_with_what_the_ledger_adds() -> None:
    """Outcome and source are objects or null."""
    source = Source(doc="ferry", sha256="00", said_on=DAY)
    found = claim_to_json(Claim(id="a1", forecast=BARE, resolution=RESOLUTION, source=source, tags=("t",), chain="a1"))
    assert written(found) == (
        BARE_TEXT[:-1] + ',"id":"a1","status":"candidate","outcome":{"outcome":"partial","by":"ana","known_on":"2024-06-26",'
        '"happened_on":null,"credit":0.5,"value":null,"evidence":["https://a.example"],"note":null},"conflicting":[],'
        '"tags":["t"],"chain":"a1","source":{"doc":"ferry","sha256":"00","said_on":"2024-06-26","title":null,"url":null}}'
    )


SHARES = st.floats(0, 1)
DAYS = st.dates()
TEXTS = st.text(max_size=9)
MAYBE = st.none() | TEXTS
SIZES = st.none() | st.floats(allow_nan=False, allow_infinity=False)


def in_order(low: Any, high: Any) -> tuple[Any, Any]:
    return (low, high) if low is None or high is None or low <= high else (high, low)


@st.composite
def forecasts(draw: st.DrawFn) -> Forecast:
    """Any possible forecast, apart from its offsets."""
    first, last = in_order(draw(DAYS), draw(DAYS))
    grain, anchored = draw(st.sampled_from(Grain)), draw(st.none() | DAYS)
    horizon = Horizon(text=draw(TEXTS), start=first, end=last, grain=grain, rule=draw(TEXTS), anchored_on=anchored)
    odds = in_order(draw(SHARES), draw(SHARES))
    words = in_order(draw(st.none() | SHARES), draw(st.none() | SHARES))
    sizes = [in_order(draw(SIZES), draw(SIZES)) for _ in range(draw(st.integers(0, 2)))]
    return Forecast(
        said_on=draw(DAYS),
        claim=draw(TEXTS.filter(str.strip)),
        kind=draw(st.sampled_from(Kind)),
        speaker=draw(MAYBE),
        speaker_confidence=draw(SHARES),
        t_start_ms=draw(st.none() | st.integers(0, 2**53)),
        horizon=draw(st.sampled_from([horizon, None])),
        probability=draw(st.sampled_from([Probability(text=draw(TEXTS), low=odds[0], high=odds[1]), None])),
        hedge=draw(st.sampled_from([Hedge(text=draw(TEXTS), low=words[0], high=words[1], scale=draw(MAYBE)), None])),
        quantities=tuple(
            Quantity(text=draw(TEXTS), low=low, high=high, unit=draw(TEXTS), comparator=draw(st.sampled_from(Comparator)))
            for low, high in sizes
        ),
        condition=draw(MAYBE),
        polarity=draw(st.sampled_from(Polarity)),
        confidence=draw(SHARES),
        trace=tuple(draw(st.lists(TEXTS, max_size=2))),
        about=tuple(draw(st.lists(TEXTS, max_size=2))),
    )


@given(forecasts())
def test_every_forecast_comes_back_as_it_was(forecast: Forecast) -> None:
    """Records survive the text of JSON, which is the same as by the general encoder."""
    found = forecast_to_json(forecast)
    assert forecast_from_json(json.loads(json.dumps(found))) == forecast
    assert {"about": [], **found} == to_json(forecast)


TYPED = {"claim": "It opens.", "said_on": "2024-06-26", "speaker": None}
YEAR = Horizon(text="", start=dt.date(2030, 12, 31), end=dt.date(2030, 12, 31), grain=Grain.DAY, rule="imported")
LEFT_OUT = [
    ({}, {}),
    ({"claim": None, "quote": "it opens"}, {"claim": "it opens", "quote": "it opens"}),
    ({"confidence": None, "polarity": None, "trace": None, "colour": "red"}, {}),
    ({"horizon": {"end": "2030-12-31"}}, {"horizon": YEAR, "kind": Kind.DATED}),
    ({"probability": {"low": 0.1, "high": 1}}, {"probability": Probability(text="", low=0.1, high=1.0), "kind": Kind.ODDS}),
    ({"hedge": {"text": "maybe"}}, {"hedge": Hedge(text="maybe")}),
    ({"quantities": [{"low": 1}]}, {"quantities": (Quantity(text="", low=1.0, high=None, unit=""),)}),
]


@pytest.mark.parametrize(("more", "fields"), LEFT_OUT)
def test_what_is_left_out_or_null_follows_from_the_rest(more: dict[str, Any], fields: dict[str, Any]) -> None:
    """Only the claim or its quote, the day and the speaker are needed; unknown keys are skipped."""
    expected: dict[str, Any] = {"said_on": DAY, "claim": "It opens.", "kind": Kind.UNDATED} | fields
    assert forecast_from_json(TYPED | more) == Forecast(**expected)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"claim": ""}, "claim is ''; expected a sentence, or a quote in its place"),
    ({"claim": 3}, "claim is 3; expected text"),
    ({"said_on": "June"}, "said_on is 'June'; expected a date such as 2024-06-26"),
    ({"said_on": None}, "said_on is None; expected a value"),
    ({"start": 1.5}, "start is 1.5; expected a whole number or null"),
    ({"start": True}, "start is True; expected a whole number or null"),
    ({"kind": "odd"}, "kind is 'odd'; expected dated or odds or undated"),
    ({"kind": 4}, "kind is 4; expected dated or odds or undated"),
    ({"confidence": "high"}, "confidence is 'high'; expected a number"),
    ({"confidence": 2}, "confidence is 2.0; expected a number from 0.0 to 1.0"),
    ({"confidence": float("nan")}, "confidence is nan; expected a number from 0.0 to 1.0"),
    ({"speaker_confidence": -1}, "speaker_confidence is -1.0; expected a number from 0.0 to 1.0"),
    ({"horizon": "soon"}, "horizon is 'soon'; expected an object or null"),
    ({"horizon": {}}, "horizon.end is None; expected a date such as 2024-06-26"),
    ({"horizon": {"end": "2030-13-01"}}, "horizon.end is '2030-13-01'; expected a date such as 2024-06-26"),
    ({"horizon": {"end": "2030-12-31", "anchored_on": 5}}, "horizon.anchored_on is 5; expected a date such as 2024-06-26 or null"),
    ({"probability": {"low": 0.5}}, "probability.high is None; expected a value"),
    ({"quantities": "5"}, "quantities is '5'; expected a list"),
    ({"quantities": [{"low": 1}, 5]}, "quantities[1] is 5; expected an object"),
    ({"quantities": [{"low": "5"}]}, "quantities[0].low is '5'; expected a number or null"),
    ({"quantities": [{"low": float("inf")}]}, "quantity is inf; expected a number from "),
    ({"quantities": [{"comparator": "near"}]}, "quantities[0].comparator is 'near'; expected exact or about or "),
    ({"trace": [1]}, "trace[0] is 1; expected text"),
]


@pytest.mark.parametrize(("more", "message"), WRONG)
def test_a_wrong_value_is_named_with_its_field(more: dict[str, Any], message: str) -> None:
    """A wrong value gives one line that says where it is, what it is and what is expected."""
    with pytest.raises(InvalidRecord) as caught:
        forecast_from_json(TYPED | more)
    assert str(caught.value).startswith(message)


def test_a_number_without_end_is_refused() -> None:
    """A whole number that no float holds is an error of the field, not of the program."""
    with pytest.raises(InvalidRecord, match="value is 1000"):
        from_json(Resolution, to_json(RESOLUTION) | {"value": 10**400})


def test_every_field_of_a_forecast_is_kept_by_an_import() -> None:
    """No exported field is reported as lost, not even the names in a claim."""
    from tracker.ledger.transfer.importing import FORECAST_KEYS

    assert forecast_to_json(WHOLE).keys() == FORECAST_KEYS
