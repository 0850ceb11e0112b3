"""American odds: "minus one fifty to win" is 0.6, "plus four hundred" 0.2 (a hundred staked against what it wins)."""

import re

from tracker.quantities.chance_values import found_between
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

_SIGN = re.compile(r"(?:\b(?P<word>plus|minus)\s|(?<![\w.,)])(?P<mark>[+-])\s?)\Z")
_AFTER = re.compile(
    r"\s(?:to\s(?:win|make|take|get|be|reach|lose|finish|keep|hold|retain|beat|advance|qualify|repeat|go|stay|pass)\b|on\s(?:the\s)?(?:[a-z']+\s){1,3}?to\s[a-z]+|"
    r"(?:favou?rites?|underdogs?|dogs?|moneyline|odds)\b|(?:with|at)\sthe\s(?:books|bookies|bookmakers|sportsbooks?)\b|on\sthe\smoneyline\b)"
)
_BEFORE = re.compile(
    r"\b(?:moneyline|money\sline|odds|favou?red|favou?rites?|underdogs?|bookies|bookmakers|sportsbooks?|books|vegas|draftkings|fanduel)\b[^.;!?]{0,50}\Z"
)
LEAST, MOST = 100, 100_000


def _read(phrase: Phrase) -> Found[Probability] | None:
    """The chance at which a bet at American odds breaks even: x / (x + 100) for minus x, 100 / (x + 100) for plus x."""
    sign = phrase.preceded(_SIGN, 7)
    if sign is None:
        return None
    line, end = phrase.number().value, phrase.match.end("a")
    if phrase["b"] and 1 <= line < 10 and 10 <= phrase.number("b").value < 100:
        line, end = 100 * line + phrase.number("b").value, phrase.end  # "one fifty"
    if not LEAST <= line <= MOST or line % 5:
        return None
    if not (phrase.followed(_AFTER, end) or phrase.preceded(_BEFORE, 60, sign.start())):
        return None
    favourite = sign["word"] == "minus" or sign["mark"] == "-"
    value = (line if favourite else 100) / (line + 100)
    return found_between(phrase, sign.start(), end, value, value)


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="moneyline",
        pattern=re.compile(rf"(?P<a>{N})(?:\s(?P<b>{N}))?(?![\w%])"),
        read=_read,
        examples=("they're minus one fifty to win", "plus four hundred on the newcomer to take it", "the odds are +180"),
        counter_examples=(
            "minus 110 degrees",
            "plus four hundred on the card",
            "-150 on the gauge",
            "the books are short, minus four",
        ),
    ),
)
