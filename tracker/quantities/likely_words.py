"""Odds in words without a number: a coin flip, even odds, odds-on, zero chance."""

import re

from tracker.quantities.comparators import bound_before, widen
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.records import Probability

TRIGGER = re.compile(
    r"\b(?:coin|flip(?=\sof\s(?:a|the)\scoin)|toss|flip(?=\sa\scoin)|flipping(?=\sa\scoin)|tossing(?=\sa\scoin)|even|evens|odds-on|odds(?=\son\b)|"
    r"low|mid|high|single|double|no\schance)"
)
_CHANCE = r"(?:chance|chances|odds|probability|likelihood|shot|bet|money)"
_LITERAL = re.compile(
    r"\b(?:won|win|wins|lost|lose|loses|before|after|opening|pregame|called|do|did|does|for|at|decided\sby|settle\w*|by|each|"
    r"every|repeated|two|three|of|fair|biased|heads\sin|simulate\w*|independent|multiple|many)\s(?:the\s|an?\s)?\Z"
)


def _bounded(phrase: Phrase) -> Found[Probability]:
    """Even odds, opened upwards or downwards by a comparator before them."""
    before = bound_before(phrase.folded, phrase.start)
    if before is None:
        return Found(start=phrase.start, end=phrase.end, reading=Probability(text="", low=0.5, high=0.5))
    low, high = widen(0.5, 0.5, before.comparator, top=1.0)
    return Found(start=before.start, end=phrase.end, reading=Probability(text="", low=low or 0.0, high=high or 1.0))


def _read_digits(phrase: Phrase) -> Found[Probability]:
    """A chance by its number of digits: "a single-digit percent chance"."""
    low, high = _DIGITS[" ".join(re.split(r"[\s-]+", phrase["size"]))]
    return Found(start=phrase.start, end=phrase.end, reading=Probability(text="", low=low / 100, high=high / 100))


_DIGITS: dict[str, tuple[float, float]] = {
    "low single": (1, 3),
    "mid single": (4, 6),
    "high single": (7, 9),
    "single": (1, 9),
    "low double": (10, 13),
    "double": (10, 99),
}


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="coin",
        pattern=re.compile(
            r"coin[\s-]?(?:flip|toss)(?!\w)(?!\s(?:before|starts|begins|opens|at\sthe\sstart|to\sdecide|to\ssee|decides|was|went|had))|(?:toss|flip)\sof\s(?:a|"
            r"the)\scoin\b|toss[\s-]?up\b(?!\s(?:the|a|your))"
        ),
        read=_bounded,
        not_after=_LITERAL,
        examples=("it's a coin flip", "the toss of a coin", "basically a toss-up", "better than a coin toss"),
        counter_examples=("they won the coin toss", "a coin toss before the game"),
    ),
    PhraseRule(
        name="flip-a-coin",
        pattern=re.compile(r"(?:flip(?:ping)?|toss(?:ing)?)\sa\scoin\b(?!\s(?:to|and|before|for)\b)"),
        read=_bounded,
        after=re.compile(
            r"\b(?:as\swell|basically|like|just|better\sthan|to|you\scould|you\scan|you\smight|could\sjust)\s(?:be\s)?\Z"
        ),
        examples=("you might as well flip a coin", "you could toss a coin on that"),
        counter_examples=("let us flip a coin", "we could toss a coin to decide"),
    ),
    PhraseRule(
        name="even-odds",
        pattern=re.compile(
            rf"even[\s-](?:(?:or\s)?better[\s-])?{_CHANCE}\b(?!\s(?:if|more|better|rise))|evens\b(?!\s(?:out|up|things|the))"
        ),
        read=_bounded,
        examples=("even odds", "an even chance", "better than even odds", "even money"),
        counter_examples=("an even split", "it evens out"),
    ),
    PhraseRule(
        name="than-even",
        pattern=re.compile(
            r"even\b(?!\s(?:that(?!\s(?:he|she|it|they|we|the|this|there|i|you|it's|he's|they're)\b)|the|i|we|when|if|before|after|last|more|a|an|in|my|our|this|at|\w+ed)\b)"
        ),
        read=_bounded,
        after=re.compile(r"\b(?:better|greater|more|less|worse|higher|lower)\sthan\s\Z"),
        examples=("better than even", "less than even", "better than even that the bill dies"),
        counter_examples=("more than even last year", "better than even that one", "it is even"),
    ),
    PhraseRule(
        name="odds-on",
        pattern=re.compile(
            r"odds[\s-]on\b(?!\s(?:it|this|the|a|an|my|your|our|his|him|her|them|their|us|that(?!\s(?:he|she|it|they|we|the)\b))\b)(?:\sfavou?rites?)?"
        ),
        read=lambda phrase: Found(start=phrase.start, end=phrase.end, reading=Probability(text="", low=0.5, high=1.0)),
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
