"""A claim that an analyst types."""

import datetime as dt
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.records import Forecast, Hedge, Polarity, Probability
from tracker.wording import due_from, kind_of, named_in, odds_from

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext


def forecast_by_hand(
    *,
    statement: str | None,
    quote: str | None,
    said_on: dt.date,
    speaker: str | None,
    due: str | None = None,
    odds: str | None = None,
    condition: str | None = None,
    negative: bool = False,
    context: "HorizonContext | None" = None,
) -> Forecast:
    """A forecast typed by an analyst; dates, odds, likelihood and magnitudes that are not given are read from its words.

    Raises TrackerError if there is neither a sentence nor a quote, NotUnderstood for a date or odds that cannot be read.
    """
    text = (statement or quote or "").strip()
    if not text:
        raise TrackerError("a claim needs a sentence, or a --quote from a --source")
    named = named_in(quote or text, said_on, context)
    horizon = due_from(due, said_on, context=context) if due is not None else named.horizon
    likely = odds_from(odds) if odds is not None else named.probability
    probability = likely if isinstance(likely, Probability) else None
    return Forecast(
        said_on=said_on,
        claim=text,
        kind=kind_of(horizon, probability),
        quote=quote,
        anchor=(horizon.text if horizon else probability.text if probability else None) if quote else None,
        speaker=speaker,
        horizon=horizon,
        probability=probability,
        hedge=likely if isinstance(likely, Hedge) else named.hedge,
        quantities=named.quantities,
        condition=condition,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        trace=("by hand",),
    )
