"""Reads typed or imported words, a due date, odds, words of likelihood or magnitudes, with the grammars used for speech."""

import datetime as dt
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.errors import TrackerError
from tracker.records import Grain, Hedge, Horizon, Kind, Probability, Quantity

if TYPE_CHECKING:
    from tracker.horizons import HorizonContext

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(%|percent|per cent)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?")
# Negative odds, or odds against zero: a grammar of speech would read them without the sign.
_NO_ODDS = re.compile(r"^\s*[-\u2212\u2013+]|(?<![\d.,])0+\s*[/:]\s*\d|\d\s*[/:]\s*0+(?![\d.,])")
_NONE = frozenset({"", "-", "none", "no"})


class NotUnderstood(TrackerError):
    """Words that cannot be read as what was asked for."""

    def __init__(self, what: str, words: str, example: str) -> None:
        """Name what was asked for, the words, and a readable example."""
        self.what, self.words, self.example = what, words, example
        super().__init__(f"{words!r} cannot be read as {what}; try {example}")


def number_from(words: str) -> float:
    """A finite number, with or without commas between thousands. Raises ValueError: "0,6" may be 6 or 0.6, and "nan" is none."""
    found = float(words.replace(",", "") if _THOUSANDS.fullmatch(words.strip()) else words)
    if not math.isfinite(found):
        raise ValueError(words)
    return found


def none_meant(words: str) -> bool:
    """Whether the words remove a value: nothing, "-", "none"."""
    return words.strip().lower() in _NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a sentence names. The horizon and the odds are None if it names none, or several of equal standing."""

    horizon: Horizon | None
    probability: Probability | None
    hedge: Hedge | None
    quantities: tuple[Quantity, ...]


def named_in(text: str, said_on: dt.date, context: "HorizonContext | None" = None) -> Named:
    """What a sentence names: its only future window (else its only window), its only odds, a likelihood, every magnitude."""
    from tracker.horizons import HorizonContext, find_horizons
    from tracker.quantities import find_measures

    windows = [each.reading for each in find_horizons(text, said_on, context or HorizonContext())]
    ahead = [each for each in windows if each.end >= said_on]
    due = ahead if len(ahead) == 1 else windows
    found = find_measures(text)
    hedges = sorted((each.reading for each in found.hedges), key=lambda each: each.low is None)
    return Named(
        horizon=due[0] if len(due) == 1 else None,
        probability=found.odds[0].reading if len(found.odds) == 1 else None,
        hedge=hedges[0] if hedges else None,
        quantities=tuple(each.reading for each in found.quantities),
    )


def kind_of(horizon: Horizon | None, probability: Probability | None) -> Kind:
    """The kind of a forecast with this horizon and probability."""
    return Kind.DATED if horizon else Kind.ODDS if probability else Kind.UNDATED


def due_from(
    words: str, said_on: dt.date, before: Horizon | None = None, context: "HorizonContext | None" = None
) -> Horizon | None:
    """The window that words such as "by the end of 2027" or a day such as 2027-12-31 give, or None for "none".

    A bare day keeps the start of the window `before`; `context` holds the fiscal year for phrases such as "Q3". Raises
    NotUnderstood.
    """
    text = words.strip()
    if none_meant(text):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return _spoken_horizon(text, said_on, context)
    start = before.start if before else said_on
    return Horizon(text=text, start=min(start, day), end=day, grain=Grain.DAY, rule="typed")


def _spoken_horizon(text: str, said_on: dt.date, context: "HorizonContext | None") -> Horizon:
    from tracker.horizons import HorizonContext, find_horizons

    # On its own, "end of 2027" lacks the preposition that it has in a sentence.
    for tried in (text, f"by {text}", f"in {text}"):
        found = find_horizons(tried, said_on, context or HorizonContext())
        if len(found) == 1:
            # A date typed by an analyst does not move with the day of speaking.
            return replace(found[0].reading, rule="typed")
    raise NotUnderstood("one date or time", text, "'by the end of 2027', 'in two years' or 2027-12-31")


def _shares(text: str) -> tuple[float, float] | None:
    """One or two plain numbers, "0.6", "60%", "60-70%", "0.6 to 0.7", as a range of probabilities."""
    parts = [_NUMBER.fullmatch(part.strip()) for part in re.split(r"\s*(?:-|\u2013|\bto\b)\s*", text)]
    if not 1 <= len(parts) <= 2 or any(part is None for part in parts):
        return None
    signed = any(part[2] for part in parts if part)
    values = [float(part[1]) for part in parts if part]
    if signed or any(value > 1 for value in values):
        values = [value / 100 for value in values]
    low, high = min(values), max(values)
    return (low, high) if high <= 1 else None


def odds_from(words: str) -> Probability | Hedge | None:
    """The odds in "60%", "0.6-0.7", "60/40", "two to one", or words of likelihood such as "very likely"; None for "none".

    Raises NotUnderstood.
    """
    text = words.strip()
    if none_meant(text):
        return None
    if _NO_ODDS.search(text):
        raise NotUnderstood("odds", text, "60%, 60-70%, 60/40, 'one in three' or 'very likely'")
    shares = _shares(text)
    if shares:
        return Probability(text=text, low=shares[0], high=shares[1])
    from tracker.quantities import find_hedges, find_odds

    # Odds on their own lack the words that mark them as odds in a sentence.
    for tried in (text, f"the odds are {text}", f"a {text} chance"):
        odds = find_odds(tried)
        if len(odds) == 1:
            return replace(odds[0].reading, text=text)
    hedges = find_hedges(text)
    if len(hedges) == 1:
        return hedges[0].reading
    raise NotUnderstood("odds", text, "60%, 60-70%, 60/40, 'one in three' or 'very likely'")


def likelihood_from(words: str) -> Hedge | None:
    """Words of likelihood, with the range that the default scale gives them, if any; None for "none"."""
    if none_meant(words):
        return None
    from tracker.quantities import find_hedges

    found = find_hedges(words)
    return found[0].reading if len(found) == 1 and found[0].reading.text == words.strip() else Hedge(text=words.strip())


def sizes_from(words: str) -> tuple[Quantity, ...]:
    """Every magnitude in the words; none for "none". Raises NotUnderstood if there is none to read."""
    if none_meant(words):
        return ()
    from tracker.quantities import find_quantities

    found = find_quantities(words)
    if not found:
        raise NotUnderstood("a size", words.strip(), "'more than 10 billion dollars' or '5 per cent'")
    return tuple(each.reading for each in found)
