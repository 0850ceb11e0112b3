"""Values as analysts type them: a due date, odds, a magnitude in the words people speak, read by the project's own grammars."""

import datetime as dt
import re
from dataclasses import replace

from tracker.errors import TrackerError
from tracker.records import Grain, Horizon, Probability, Quantity

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s*(%|percent|per cent)?", re.IGNORECASE)
_NONE = frozenset({"", "-", "none", "no"})


class NotUnderstood(TrackerError):
    """Words that no grammar reads as what was asked for."""

    def __init__(self, what: str, words: str, example: str) -> None:
        """Name what was asked for, the words, and an example that can be read."""
        self.what, self.words, self.example = what, words, example
        super().__init__(f"{words!r} does not read as {what}; try {example}")


def none_meant(words: str) -> bool:
    """Whether the words take a value away: nothing, "-", "none"."""
    return words.strip().lower() in _NONE


def due_from(words: str, said_on: dt.date, before: Horizon | None = None) -> Horizon | None:
    """The window that words such as "by the end of 2027" or a day such as 2027-12-31 give, or None for "none".

    A bare day keeps the start of the window that stood `before`. Raises NotUnderstood.
    """
    text = words.strip()
    if none_meant(text):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return _spoken_horizon(text, said_on)
    start = before.start if before else said_on
    return Horizon(text=text, start=min(start, day), end=day, grain=Grain.DAY, rule="typed")


def _spoken_horizon(text: str, said_on: dt.date) -> Horizon:
    from tracker.horizons import find_horizons

    # Spoken on its own, "end of 2027" wants the preposition it has in a sentence.
    for tried in (text, f"by {text}", f"in {text}"):
        found = find_horizons(tried, said_on)
        if len(found) == 1:
            # However its words count, it is a date that an analyst gave: it does not move with the day of speaking.
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


def odds_from(words: str) -> Probability | None:
    """The odds in "60%", "0.6-0.7", "60/40", "one in three", or None for "none". Raises NotUnderstood."""
    text = words.strip()
    if none_meant(text):
        return None
    shares = _shares(text)
    if shares:
        return Probability(text=text, low=shares[0], high=shares[1])
    from tracker.quantities import find_odds

    found = find_odds(text) or find_odds(f"a {text} chance")
    if len(found) != 1:
        raise NotUnderstood("odds", text, "60%, 60-70%, 60/40 or 'one in three'")
    return found[0].reading


def sizes_from(words: str) -> tuple[Quantity, ...]:
    """Every magnitude in the words; none for "none". Raises NotUnderstood when there is nothing to read."""
    if none_meant(words):
        return ()
    from tracker.quantities import find_quantities

    found = find_quantities(words)
    if not found:
        raise NotUnderstood("a size", words.strip(), "'more than 10 billion dollars' or '5 per cent'")
    return tuple(each.reading for each in found)
