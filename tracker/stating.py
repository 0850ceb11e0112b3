"""A claim as one reads it: without what stands before it, and with the day it falls due where no column beside it says that."""

import calendar
import datetime as dt
import re

from tracker.records import Forecast

_BEFORE = re.compile(r"\A\[[^\[\]]*\]\s+(?=\S)")
_SAID = re.compile(r"\((?:due )?by (?:the end of )?[^()]*\b\d{4}\)\W*$")


def day_words(day: dt.date) -> str:
    """A day on which something falls due, in words: "by the end of 2026", "by the end of June 2025", "by 26 June 2027"."""
    if (day.month, day.day) == (12, 31):
        return f"by the end of {day.year}"
    if day.day == calendar.monthrange(day.year, day.month)[1]:
        return f"by the end of {day:%B} {day.year}"
    return f"by {day.day} {day:%B} {day.year}"


def own_sentence(claim: str) -> str:
    """A claim without the sentences in square brackets in front of it, which were said before it; never empty."""
    return _BEFORE.sub("", claim, count=1)


def stated(forecast: Forecast) -> str:
    """The sentence of a claim with the day it falls due in brackets behind it.

    Nothing is added where the sentence says it itself: a date in brackets at its end, or the year at whose end it falls due.
    """
    sentence = forecast.claim
    if forecast.horizon is None or _SAID.search(sentence):
        return sentence
    end = forecast.horizon.end
    if (end.month, end.day) == (12, 31) and re.search(rf"\b{end.year}\b", own_sentence(sentence)):
        return sentence
    mark = sentence[-1] if sentence[-1] in ".?!" else ""
    return f"{sentence.removesuffix(mark)} ({day_words(end)}){mark}"
