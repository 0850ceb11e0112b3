"""Whether two forecasts near each other say the same thing."""

import re

from tracker.extract.claims.caption_marks import FUNCTION_WORDS
from tracker.extract.claims.quote_context import OPINIONS
from tracker.records import Forecast

LEAST_SHARED = 0.75  # share of the content words of the quote with fewer
LEAST_OF_MORE = 0.6  # share of those of the other
LEAST_WORDS = 2  # content words of a quote that says something
APART = 60  # characters between two quotes
_WORD = re.compile(r"[^\W_]+(?:[.,'’]\w+)*")
_SILENT = FUNCTION_WORDS | OPINIONS | frozenset("um uh so now well there going gonna maybe probably us them".split())


def content_words(forecast: Forecast) -> frozenset[str]:
    """The words of a quote in lower case without its phrase of time, function words and verbs of opinion."""
    quote, place = forecast.quote or "", (forecast.anchor_start or 0) - (forecast.start or 0)
    anchor = len(forecast.anchor or "")
    rest = f"{quote[:place]} {quote[place + anchor :]}" if forecast.horizon and place >= 0 else quote
    return frozenset(_WORD.findall(rest.casefold())) - _SILENT


def are_twins(one: Forecast, other: Forecast) -> bool:
    """Whether two forecasts of one speaker, due on the same day, say the same in quotes that overlap or nearly touch.

    They do if the quotes share most content words, all figures of the shorter one among them, and both or neither deny. A quote
    that runs on into another assertion is not the same as that one.
    """
    if one.horizon is None or other.horizon is None or one.horizon.end != other.horizon.end:
        return False
    if (one.speaker, one.polarity) != (other.speaker, other.polarity) or None in (one.start, one.end, other.start, other.end):
        return False
    if max(one.start or 0, other.start or 0) - min(one.end or 0, other.end or 0) > APART:
        return False
    fewer, more = sorted((content_words(one), content_words(other)), key=len)
    figures = {word for word in fewer if word[0].isdigit()}
    shared = len(fewer & more)
    return len(fewer) >= LEAST_WORDS and figures <= more and shared >= max(LEAST_SHARED * len(fewer), LEAST_OF_MORE * len(more))
