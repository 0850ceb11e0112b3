"""Odds in words without a number: a coin flip, even odds, odds-on, zero chance."""

import re

from tracker.quantities.comparators import bound_before
from tracker.quantities.numbered_text import NumberedText
from tracker.quantities.phrase_rules import Found, PhraseRule
from tracker.records import Comparator, Probability

TRIGGER = re.compile(
    r"\b(?:coin|flip(?=\sof\s(?:a|the)\scoin)|toss|flip(?=\sa\scoin)|flipping(?=\sa\scoin)|tossing(?=\sa\scoin)|even|evens|odds-on|odds(?=\son\b)|"
    r"low|mid|high|single|double|no\schance)"
)
_CHANCE = r"(?:chance|chances|odds|probability|likelihood|shot|bet|money)"
_LITERAL = re.compile(
    r"\b(?:won|win|wins|lost|lose|loses|before|after|opening|pregame|called|do|did|does|for|at|decided\sby|settle\w*|by|each|"
    r"every|repeated|two|three|of|fair|biased|heads\sin|simulate\w*|independent|multiple|many)\s(?:the\s|an?\s)?\Z"
)


def _bounded(numbered: NumberedText, start: int, end: int, value: float) -> Found[Probability]:
    """A single value, opened upwards or downwards by a comparator before it."""
    before = bound_before(numbered.folded, start)
    low = high = value
    if before is not None:
        start = before.start
        if before.comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
            high = 1.0
        elif before.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
            low = 0.0
    return Found(start=start, end=end, reading=Probability(text=numbered.folded[start:end], low=low, high=high))


def _read_coin(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A coin's odds: "a coin flip", "the toss of a coin", "a toss-up"."""
    if _LITERAL.search(numbered.skeleton, max(0, match.start() - 24), match.start()):
        return None
    return _bounded(numbered, match.start(), match.end(), 0.5)


def _read_even(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """Even odds, and better or worse than even."""
    return _bounded(numbered, match.start(), match.end(), 0.5)


def _read_better(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """The word "even" after "better than" or "less than", without "odds"."""
    before = bound_before(numbered.folded, match.start())
    if (
        before is None
        or before.comparator is Comparator.ABOUT
        or not re.search(
            r"(?:better|greater|more|less|worse|higher|lower)\sthan\s\Z", numbered.folded[before.start : match.start()]
        )
    ):
        return None
    return _bounded(numbered, match.start(), match.end(), 0.5)


def _read_odds_on(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A favourite at odds on: more likely than not."""
    start, end = match.span()
    return Found(start=start, end=end, reading=Probability(text=numbered.folded[start:end], low=0.5, high=1.0))


_DIGITS: dict[str, tuple[float, float]] = {
    "low single": (1, 3),
    "mid single": (4, 6),
    "high single": (7, 9),
    "single": (1, 9),
    "low double": (10, 13),
    "double": (10, 99),
}


def _read_digits(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A chance by its number of digits: "a single-digit percent chance"."""
    low, high = _DIGITS[" ".join(re.split(r"[\s-]+", match["size"]))]
    return Found(
        start=match.start(),
        end=match.end(),
        reading=Probability(text=numbered.folded[match.start() : match.end()], low=low / 100, high=high / 100),
    )


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="coin",
        pattern=re.compile(
            r"coin[\s-]?(?:flip|toss)(?!\w)(?!\s(?:before|starts|begins|opens|at\sthe\sstart|to\sdecide|to\ssee|decides|was|went|had))|(?:toss|flip)\sof\s(?:a|"
            r"the)\scoin\b|toss[\s-]?up\b(?!\s(?:the|a|your))"
        ),
        read=_read_coin,
        examples=("it's a coin flip", "the toss of a coin", "basically a toss-up", "better than a coin toss"),
        counter_examples=("they won the coin toss", "a coin toss before the game"),
    ),
    PhraseRule(
        name="flip-a-coin",
        pattern=re.compile(r"(?:flip(?:ping)?|toss(?:ing)?)\sa\scoin\b(?!\s(?:to|and|before|for)\b)"),
        read=lambda match, numbered: (
            _read_even(match, numbered)
            if re.search(
                r"\b(?:as\swell|basically|like|just|better\sthan|to|you\scould|you\scan|you\smight|could\sjust)\s(?:be\s)?\Z",
                numbered.skeleton[max(0, match.start() - 20) : match.start()],
            )
            else None
        ),
        examples=("you might as well flip a coin", "you could toss a coin on that"),
        counter_examples=("let us flip a coin", "we could toss a coin to decide"),
    ),
    PhraseRule(
        name="even-odds",
        pattern=re.compile(
            rf"even[\s-](?:(?:or\s)?better[\s-])?{_CHANCE}\b(?!\s(?:if|more|better|rise))|evens\b(?!\s(?:out|up|things|the))"
        ),
        read=_read_even,
        examples=("even odds", "an even chance", "better than even odds", "even money"),
        counter_examples=("an even split", "it evens out"),
    ),
    PhraseRule(
        name="than-even",
        pattern=re.compile(
            r"even\b(?!\s(?:that(?!\s(?:he|she|it|they|we|the|this|there|i|you|it's|he's|they're)\b)|the|i|we|when|if|before|after|last|more|a|an|in|my|our|this|at|\w+ed)\b)"
        ),
        read=_read_better,
        examples=("better than even", "less than even", "better than even that the bill dies"),
        counter_examples=("more than even last year", "better than even that one"),
    ),
    PhraseRule(
        name="odds-on",
        pattern=re.compile(
            r"odds[\s-]on\b(?!\s(?:it|this|the|a|an|my|your|our|his|him|her|them|their|us|that(?!\s(?:he|she|it|they|we|the)\b))\b)(?:\sfavou?rites?)?"
        ),
        read=_read_odds_on,
        examples=("odds-on favourite",),
        counter_examples=("the odds on it",),
    ),
    PhraseRule(
        name="digits-chance",
        pattern=re.compile(
            r"(?P<size>(?:(?:low|mid|high)[\s-])?(?:single|double))[\s-]digits?\s(?:percent(?:age)?\s)?(?:chance|probability|"
            r"likelihood|odds)\b"
        ),
        read=_read_digits,
        examples=("a single-digit percent chance", "low single digit probability"),
        counter_examples=("double digit growth",),
    ),
)
