"""Phrases made from the patterns of the rules themselves: one way through each choice, a word of each class."""

import random
import re

from tracker.horizons.engine.lexicon import CLASSES, WEEKDAYS

_SYMBOL = re.compile(r"[A-Z][A-Z0-9_]*|[a-z0-9'&]+(?:\.[a-z])?|[?*+]|\{\d*,?\d*\}|\S")
_SAID: dict[str, list[str]] = {
    **CLASSES,
    "WEEKDAYP": list(WEEKDAYS),
    "NUMBER": ["one", "two", "five", "20", "27", "twenty five", "a few", "several", "a dozen", "a hundred", "5000000"],
    "RANK": ["first", "third", "4th", "twenty-first", "31st", "99th"],
    "LENGTH": ["five years", "a quarter", "a generation", "two and a half quarters", "half a decade", "a year or two", "900 years"],
    "PIECE": ["march", "friday", "the third quarter", "second half", "winter", "christmas", "february 29", "h2"],
    "PERIOD": ["2027", "next year", "this quarter", "next week", "tomorrow", "the 2030s", "fy27", "the 99th century", "q3 2027"],
    "LOOSE": ["the year", "the decade", "the quarter", "the election"],
    "HORIZON": ["by 2030", "in march", "over the next year", "until tomorrow"],
    "REFERENCE": ["by then", "in that year"],
    "PAST": ["last year", "five years ago"],
    "PART": ["early"],
    "Y4": ["2027", "1999", "2199"], "YISH": ["2030ish"], "YFAR": ["2500", "3999"], "D2": ["10", "27", "99"],
    "ZERO2": ["05"], "D1": ["1", "7"], "APOS2": ["'28"], "DECADE4": ["2030s"], "DECADE2": ["'30s"], "ORD": ["4th", "999th"],
    "Q1": ["q3", "4q"], "CQ": ["cq1"],
    "QY": ["q4'27", "h227"], "H1": ["h2"], "FY": ["fy27", "cy2028"], "ISO": ["2027-03-15", "2027-13-45"],
    "SLASHED": ["3/15/2027", "99/99/99"], "MIDY": ["mid2026"], "DNUM": ["12", "1,200", "2.5"], "YPOSS": ["2027's"],
}  # fmt: skip


def spoken(pattern: str, chooser: random.Random) -> str:
    """A phrase that a rule's pattern matches, or all but matches; which one is up to `chooser`."""
    words, _ = _choice(_SYMBOL.findall(pattern), 0, chooser)
    return " ".join(words)


def _choice(symbols: list[str], at: int, chooser: random.Random) -> tuple[list[str], int]:
    """One of the alternatives from `at` to the closing bracket or the end, and the place of that bracket."""
    ways: list[list[str]] = [[]]
    while at < len(symbols) and symbols[at] not in ")]":
        symbol = symbols[at]
        if symbol == "|":
            ways.append([])
            at += 1
            continue
        if symbol in "([":
            said, at = _choice(symbols, at + 1, chooser)
            said = said if symbol == "(" or chooser.random() < 0.5 else []
        else:
            said = [chooser.choice(_SAID[symbol]) if symbol[0].isupper() else symbol]
        at += 1
        if at < len(symbols) and re.fullmatch(r"[?*+]|\{.*\}", symbols[at]):
            said = said * chooser.randint(0 if symbols[at] in "?*" else 1, 2)
            at += 1
        ways[-1] += said
    return chooser.choice(ways), at
