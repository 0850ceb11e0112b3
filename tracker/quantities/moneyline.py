"""American odds: "minus one fifty to win" is 0.6, "plus four hundred" 0.2 (a hundred staked against what it wins)."""

import re

from tracker.quantities.chance_values import found_between
from tracker.quantities.numbered_text import N, NumberedText
from tracker.quantities.phrase_rules import Found, PhraseRule
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


def _read(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """The chance at which a bet at American odds breaks even: x / (x + 100) for minus x, 100 / (x + 100) for plus x."""
    skeleton, start = numbered.skeleton, match.start()
    sign = _SIGN.search(skeleton, max(0, start - 7), start)
    if sign is None:
        return None
    line, end = numbered.number(match, "a").value, match.end("a")
    if match["b"] and 1 <= line < 10 and 10 <= numbered.number(match, "b").value < 100:
        line, end = 100 * line + numbered.number(match, "b").value, match.end("b")  # "one fifty"
    if not LEAST <= line <= MOST or line % 5:
        return None
    if not (_AFTER.match(skeleton, end) or _BEFORE.search(skeleton, max(0, sign.start() - 60), sign.start())):
        return None
    favourite = sign["word"] == "minus" or sign["mark"] == "-"
    value = (line if favourite else 100) / (line + 100)
    return found_between(match, numbered, sign.start(), end, value, value)


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
