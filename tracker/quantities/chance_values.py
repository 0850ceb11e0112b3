"""The numbers of a chance: a percentage, a fraction or a range of them, and the bounds around it."""

import re

from tracker.quantities.comparators import bound_after, bound_before, widen
from tracker.quantities.denied import turned
from tracker.quantities.numbered_text import N
from tracker.quantities.phrase_rules import Found, Phrase
from tracker.records import Comparator, Probability

PERCENT = r"(?:\s?%|[\s-]{1,2}(?:(?:of\s)?an?\s)?(?:per\s?cent|percentage|pct|percents?)\b)"
_PLUS = (
    r"(?P<plus>\s?\+|[\s-]plus(?=[\s.,;!?-]|\Z)"
    r"|[\s-]odd\b|\s(?:or|and)\s(?:more|better|higher|greater|above)(?!\w)|\s?-?ish\b|\sor\sso\b|\sor\s(?:less|lower|fewer)\b)?"
)
_TO = (
    r"(?:\s?-\s?|,?\s(?:(?:up\s)?to|or|and|maybe"
    r"|or\smaybe|perhaps|or\seven|maybe\seven|even|through|(?:could|might|may)\sbe)\s(?:maybe\s|even\s|like\s|about\s|perhaps\s|an?\s)?|,\s|\s)"
)
VALUE = rf"(?P<a>{N})(?P<p>{PERCENT})?(?:{_TO}(?P<b>{N}))?{_PLUS}(?P<q>{PERCENT})?{_PLUS.replace('?P<plus>', '?P<more>')}"
ALONE = re.compile(VALUE)
ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:!?)\"\]]|\Z|[\s-](?:that|right|and|or|but|so|i|we|it|he|which|for|of|by|if|because|now|today|at|in|on|there|this|maybe|you|when|given|then|uh|um|as)\b)"
)
RATIO_FOLLOWS = re.compile(rf"[\s-](?:chances?\s)?(?:in|to|out\sof|against|for)[\s-](?:every\s)?{N}|\s?[/:-]\s?{N}|\stimes\b")


def as_probabilities(phrase: Phrase) -> tuple[float, float] | None:
    """The values of a match as probabilities, low to high; None where they are not between 0 and 1."""
    values = []
    for number in phrase.numbers():
        scaled = not phrase.percent and (number.form == "fraction" or 0 < number.value < 1)
        values += [number.low if scaled else number.low / 100, number.high if scaled else number.high / 100]
    if any(value > 1.0 + 1e-9 for value in values):
        return None
    return min(values), min(1.0, max(values))


_MOVED_UP = re.compile(r"\b(?:gone|went|goes|go|moved|come|came|ticked|jumped|is|are|now|back)\sup\sto\s\Z")


def found_between(
    phrase: Phrase, start: int, end: int, low: float, high: float, *, others: tuple[Probability, ...] = ()
) -> Found[Probability]:
    """The reading of a range with the comparators around it; `start` to `end` is the phrase without them."""
    text = phrase.folded
    before, after = bound_before(text, start), bound_after(text, end)
    if before is not None and _MOVED_UP.search(text, max(0, before.start - 8), start):
        before = None  # the verb ends there: "has gone up to"
    groups = phrase.match.groupdict()
    said = (groups.get("plus") or groups.get("more") or "").strip(" -")
    comparator = None
    if said in ("+", "plus") or said.endswith(("more", "better", "higher", "greater", "above")):
        comparator = Comparator.AT_LEAST
    elif said.endswith(("less", "lower", "fewer")):
        comparator = Comparator.AT_MOST
    elif before is not None and not (before.comparator is Comparator.ABOUT and after and after.comparator is Comparator.AT_MOST):
        comparator, start = turned(text, before.start, before.comparator), before.start
    elif after is not None and after.comparator is not Comparator.ABOUT and not _taken_up(text, end, after.end):
        comparator, end = after.comparator, after.end
        if comparator is Comparator.AT_MOST and low < high:
            comparator = None  # "a quarter, a third at most": the second is the most
    if comparator in (None, Comparator.ABOUT) and said == "":
        comparator = _fronted_bound(phrase, start) or comparator
    bottom, top = (low, high) if comparator is None else widen(low, high, comparator, top=1.0)
    reading = Probability(text="", low=bottom or 0.0, high=1.0 if top is None else top)
    return Found(start=start, end=end, reading=reading, others=others, trace=(comparator.value,) if comparator else ())


_MOST, _LEAST = r"at\s(?:the\s)?(?:very\s)?(?:most|outside)", r"at\s(?:the\s)?(?:very\s)?least"
_GIVES = (
    r"(?:i|we|they|he|she|you)(?:'d|'ll|\swould|\swill)?\s(?:only\s|still\s)?"
    r"(?:give|gives|put|puts|say|go|call|rate|make|see|sees|guess|peg|handicap|assign|bet|reckon)\b"
)
_FRONTED = re.compile(
    rf"(?:\A|[.,;:!?]\s|\b(?:and|but|so|well|oh)\s)(?:(?P<most>{_MOST}),?\s(?:{_GIVES}|(?:there|it|that|he|she)(?:'s|\sis)\b|(?:we|they)(?:'ve|\shave)\b)"
    rf"|(?P<best>at\s(?:the\s)?(?:very\s)?best),?\s{_GIVES}|{_LEAST},?\s{_GIVES})[^.;:!?\ue000-\uf8ff]*\Z"
)
"""A bound at the head of the clause that gives a chance: "at most I'd give it"; "at least there's a chance" is a comfort."""
FRONT_REACH = 120  # characters of a clause before its chance


def _fronted_bound(phrase: Phrase, start: int) -> Comparator | None:
    """The bound at the head of the clause that a chance at `start` belongs to; None without one."""
    head = phrase.preceded(_FRONTED, FRONT_REACH, start)
    if head is None:
        return None
    return Comparator.AT_MOST if head["most"] or head["best"] else Comparator.AT_LEAST


def _taken_up(text: str, start: int, end: int) -> bool:
    """Whether a bound after a chance begins the next phrase: "a 5 percent chance at least one of them"."""
    return text[start:end].strip() in ("at least", "at most") and ENDS_CLAUSE.match(text, end) is None


_RANGE = re.compile(r"\b(?:between|from|anywhere\s(?:between|from))\s(?:an?\s)?\Z")


def range_start(text: str, start: int) -> int:
    """Where the words "between" or "from" right before `start` begin; `start` itself without them."""
    between = _RANGE.search(text, max(0, start - 24), start)
    return between.start() if between else start


def in_order(phrase: Phrase) -> bool:
    """Whether a second number continues the first: it is larger, or the words between say that it is an alternative."""
    first, second = phrase.numbers()
    between = phrase.skeleton[phrase.match.end("a") : phrase.match.start("b")].strip(" ,-%")
    return second.value > first.value or "or" in between or "maybe" in between or between.endswith(" be")


def without_tail(phrase: Phrase) -> tuple[int, tuple[float, float] | None]:
    """The end and the values of a number without a chance word after it; a second number only where it continues the first."""
    second = phrase["b"] is not None and in_order(phrase)
    if phrase["b"] is not None and not second:
        end = phrase.match.end("p") if phrase["p"] else phrase.match.end("a")
        number = phrase.number()
        value = number.low if number.form == "fraction" or (number.value < 1 and not phrase["p"]) else number.low / 100
        return end, (value, value) if value <= 1 else None
    return phrase.end, as_probabilities(phrase)
