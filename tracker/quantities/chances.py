"""Percentages that are chances: the words of chance come before or after the number."""

import re

from tracker.quantities.chance_words import (
    CHANCE_BEFORE,
    FOLLOWING_CHANCE,
    GIVES,
    MARKET_AT,
    MARKET_HAS,
    MEASURED,
    P_OF,
    PRICED,
    PRICED_EVENT,
    PUT_AT,
    PUT_BARE,
    SIZED,
    asked,
)
from tracker.quantities.comparators import bound_after, bound_before, widen
from tracker.quantities.denied import turned
from tracker.quantities.numbered_text import N, NumberedText
from tracker.quantities.phrase_rules import Found, PhraseRule
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
CHANCE_AFTER = re.compile(rf"{VALUE}{FOLLOWING_CHANCE}")
ALONE = re.compile(rf"{VALUE}")
REACH = 130  # characters before a number that are searched for words of chance
ENDS_CLAUSE = re.compile(
    r"\s*(?:[.,;:!?)\"\]]|\Z|[\s-](?:that|right|and|or|but|so|i|we|it|he|which|for|of|by|if|because|now|today|at|in|on|there|this|maybe|you|when|given|then|uh|um|as)\b)"
)
_RATIO_AFTER = re.compile(rf"[\s-](?:chances?\s)?(?:in|to|out\sof|against|for)[\s-](?:every\s)?{N}|\s?[/:-]\s?{N}|\stimes\b")
_PERCENT_BEFORE = re.compile(r"(?:%|per\s?cent|likely|sure)[\s-]\Z")
_IDIOM = re.compile(r"\b(?:given|give|had|gets?|got|with)\s(?:\w+\s)?\Z")
_NOT = re.compile(r"\b(?:not|never|n't|isn't|aren't|wasn't|ain't)\s(?:like\s|a\s|even\s|necessarily\s)?\Z")
_WAS = re.compile(r"\b(?:was|were|felt|been)\s(?:\w+\s){0,2}\Z")


def _bounds(match: re.Match[str], numbered: NumberedText) -> tuple[float, float] | None:
    """The values of a match as probabilities, low to high; None where they are not between 0 and 1."""
    percent = match["p"] or match["q"]
    values = []
    for number in numbered.given(match, "a", "b"):
        scaled = not percent and (number.form == "fraction" or 0 < number.value < 1)
        values += [number.low if scaled else number.low / 100, number.high if scaled else number.high / 100]
    if any(value > 1.0 + 1e-9 for value in values):
        return None
    return min(values), min(1.0, max(values))


_MOVED_UP = re.compile(r"\b(?:gone|went|goes|go|moved|come|came|ticked|jumped)\sup\sto\s\Z")


def found_between(
    match: re.Match[str],
    numbered: NumberedText,
    start: int,
    end: int,
    low: float,
    high: float,
    *,
    others: tuple[Probability, ...] = (),
) -> Found[Probability]:
    """The reading of a range with the comparators around it; `start` to `end` is the phrase without them."""
    text = numbered.folded
    before, after = bound_before(text, start), bound_after(text, end)
    if before is not None and _MOVED_UP.search(text, max(0, before.start - 8), start):
        before = None  # the verb ends there: "has gone up to"
    said = (match.groupdict().get("plus") or match.groupdict().get("more") or "").strip(" -")
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
    bottom, top = (low, high) if comparator is None else widen(low, high, comparator, top=1.0)
    reading = Probability(text=text[start:end], low=bottom or 0.0, high=1.0 if top is None else top)
    return Found(start=start, end=end, reading=reading, others=others, trace=(comparator.value,) if comparator else ())


def _taken_up(text: str, start: int, end: int) -> bool:
    """Whether a bound after a chance begins the next phrase: "a 5 percent chance at least one of them"."""
    return text[start:end].strip() in ("at least", "at most") and ENDS_CLAUSE.match(text, end) is None


def _numeric(match: re.Match[str], numbered: NumberedText) -> bool:
    """Whether the numbers need no word "percent" to be a chance: a fraction, a decimal below one, or zero."""
    number = numbered.number(match, "a")
    return number.form == "fraction" or number.value < 1


def _read_chance_after(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A number and a word of chance: "a 70% chance", "20 or 30 percent likely", "a two-thirds probability"."""
    text, start = numbered.folded, match.start()
    if match["b"] is not None and not _in_order(match, numbered):
        return None
    if not (match["p"] or match["q"] or _numeric(match, numbered)):
        return None
    before = text[max(0, start - 24) : start]
    word = match["chance"]
    half = numbered.number(match, "a").form == "fraction" and not (match["p"] or match["q"])
    if (
        half
        and numbered.number(match, "a").value == 0.5
        and (_IDIOM.search(before) or word in ("shot", "sure", "certain", "proposition", "prospect", "likely", "confident"))
    ):
        return None
    full = numbered.number(match, "a").value == 100
    felt = word in ("sure", "certain", "confident", "convinced")
    if (felt or word in ("likely", "probable")) and (_NOT.search(before) or (felt and full and _WAS.search(before))):
        return None
    nothing = numbered.number(match, "a").value == 0 and (word in ("shot", "likely", "sure") or _NOT.search(before))
    bounds = None if nothing else _bounds(match, numbered)  # nothing: "a zero shot model", "not a zero chance"
    if bounds is None:
        return None
    end, high = _afterthought(numbered, match.end("chance"), bounds[1])
    return found_between(match, numbered, _range_start(text, start), end, bounds[0], high)


_MAYBE = re.compile(
    rf",?\s(?:or\s)?(?:maybe|perhaps|possibly|even|call\sit)\s(?:even\s|up\sto\s|like\s)?(?P<n>{N})(?P<p>{PERCENT})?(?!\s?[/:-]|\w|%)"
)


_AT_MOST = re.compile(
    rf",?\s(?:or\s)?(?P<n>{N})(?P<p>{PERCENT})?,?\s(?:at\s(?:the\s)?(?:outside|most|best|very\smost)|tops|max|maybe|perhaps)(?!\w)"
)


def _afterthought(numbered: NumberedText, end: int, high: float) -> tuple[int, float]:
    """The end and the upper value of a chance that a second number widens: "a one percent chance, maybe two"."""
    more = _MAYBE.match(numbered.skeleton, end) or _AT_MOST.match(numbered.skeleton, end)
    if more is None or not (more["p"] or ENDS_CLAUSE.match(numbered.skeleton, more.end())):
        return end, high
    number = numbered.number(more, "n")
    value = number.high / 100 if more["p"] or number.value >= 1 else number.high
    return (more.end(), value) if number.scale == 1.0 and high < value < 1 else (end, high)


def _range_start(text: str, start: int) -> int:
    between = re.compile(r"\b(?:between|from|anywhere\s(?:between|from))\s(?:an?\s)?\Z").search(text, max(0, start - 24), start)
    return between.start() if between else start


def _in_order(match: re.Match[str], numbered: NumberedText) -> bool:
    """Whether a second number continues the first: it is larger, or the words between say that it is an alternative."""
    first, second = numbered.given(match, "a", "b")
    between = numbered.skeleton[match.end("a") : match.start("b")].strip(" ,-%")
    return second.value > first.value or "or" in between or "maybe" in between or between.endswith(" be")


def _without_tail(match: re.Match[str], numbered: NumberedText) -> tuple[int, tuple[float, float] | None]:
    """The end and the values of a number without a chance word after it; a second number only where it continues the first."""
    second = match["b"] is not None and _in_order(match, numbered)
    if match["b"] is not None and not second:
        end = match.end("p") if match["p"] else match.end("a")
        number = numbered.number(match, "a")
        value = number.low if number.form == "fraction" or (number.value < 1 and not match["p"]) else number.low / 100
        return end, (value, value) if value <= 1 else None
    return match.end(), _bounds(match, numbered)


_SOME_CHANCE = re.compile(r"\b(?:a|any|some|no|good|every|great|big|better)\s\Z")
_PUTTING_ODDS = re.compile(r"\b(?:puts?|sees?|saw|places?|pegs?|estimates?|put\sthe|rate|assess)\s(?:the\s|my\s|our\s|your\s)?\Z")


def _gives_a_number(head: re.Match[str], text: str) -> bool:
    """Whether a word of chance and its verb give the number after them: not "a chance that it is", nor "odds of growing at"."""
    start, about, copula = head.start(), head["about"], head["copula"]
    some = copula not in ("of", "at") and _SOME_CHANCE.search(text, max(0, start - 8), start)
    if some or _PERCENT_BEFORE.search(text, max(0, start - 14), start):
        return False
    if not about:
        return True
    if copula is None:  # "odds of a hung parliament thirty eight percent"
        plain = _PLAIN_LEAD.fullmatch(text, head.end("about"), head.end()) and _OPENS_CLAUSE.search(text, max(0, start - 24), start)
        return plain is not None and _NAMES_EVENT.match(about) is not None and _is_event(about)
    if copula == "at" and _HAS_THE.search(text, max(0, start - 24), start):
        return _is_event(about)
    return copula not in ("of", "at", "as", "at like") or _PUTTING_ODDS.search(text, max(0, start - 20), start) is not None


_HAS_THE = re.compile(r"\b(?:has|have|had|'ve|got)\s(?:the|my|our|your|his|her|their)\s\Z")
_BY_AN_AMOUNT = re.compile(
    r"(?:ing|\b(?:to|by|up|down|than|fall|rise|grow|drop|lose|gain|decline|increase|decrease|move|exceed|top|hit|reach|over|under|above|below))\Z"
)
"""What the number behind would measure: "the odds of growing", "the chance of a drop"."""


def _is_event(about: str) -> bool:
    """Whether what a chance is said to be of is no size or change that the number behind would measure."""
    return not (_BY_AN_AMOUNT.search(about) or SIZED.search(about))


_NAMES_EVENT = re.compile(r"\s(?:of|on|for)\s(?!it\b|that\b|this\b)")
_PLAIN_LEAD = re.compile(r",?\s(?:(?:now|still|maybe|about|around|roughly|like|say|probably|only|just|currently)\s){0,2}")
_OPENS_CLAUSE = re.compile(r"(?:\A|[.;:!?,]\s|\b(?:and|so|but|the|my|our|his|her|their|well|says|say|has|have)\s)\Z")


def _read_head(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A word of chance, a verb and a number: "the odds of that are 30 percent", "probability is 70", "P of x is .3"."""
    text, start = numbered.skeleton, match.start()
    begin = max(0, start - REACH)
    head = CHANCE_BEFORE.search(text, begin, start)
    letter = P_OF.search(text, max(0, start - 70), start) if head is None else None
    said = head or letter
    if said is None and asked(text, start) and (match["p"] or match["q"] or _numeric(match, numbered)):
        return _answered(match, numbered)
    if said is None or (head is not None and not _gives_a_number(head, text)):
        return None
    end, bounds = _without_tail(match, numbered)
    betting = match["b"] is not None and not (match["p"] or match["q"]) and " to " in text[match.end("a") : match.start("b")]
    if betting and max(number.value for number in numbered.given(match, "a", "b")) <= 20:
        return None  # "the odds are one to three"
    value_p = letter is not None and text.startswith("p-val", said.start())
    without_unit = not (match["p"] or match["q"] or _numeric(match, numbered)) and not ENDS_CLAUSE.match(text, end)
    if bounds is None or value_p or without_unit or _RATIO_AFTER.match(text, end):
        return None
    if head is not None and head["about"] and head["copula"] is None and not ENDS_CLAUSE.match(text, end):
        return None
    begin = said.start() if letter is not None or not said["about"] else _range_start(numbered.folded, start)
    return _from(found_between(match, numbered, _range_start(numbered.folded, start), end, *bounds), begin, numbered)


def _answered(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """The number that answers a question for a chance: "My odds on a ceasefire by summer? Thirty percent."."""
    end, bounds = _without_tail(match, numbered)
    if (
        bounds is None
        or bounds[1] >= 1
        or ENDS_CLAUSE.match(numbered.skeleton, end) is None
        or numbered.skeleton.startswith(" of", end)
    ):
        return None
    return found_between(match, numbered, match.start(), end, *bounds)


def _from(found: Found[Probability], start: int, numbered: NumberedText) -> Found[Probability]:
    """The same reading with an earlier start."""
    start = min(start, found.start)
    reading = Probability(text=numbered.folded[start : found.end], low=found.reading.low, high=found.reading.high)
    return Found(start=start, end=found.end, reading=reading, others=found.others, trace=found.trace)


_GIVE = re.compile(r"\bg(?:ives?|ave|iving)\s")
_TO_DO = re.compile(r"\s(?:to\s(?!the\b|my\b|his\b|her\b|our\b|a\b)[a-z]+|of\s[a-z]+ing)\b")


def _given_to(numbered: NumberedText, low: int, start: int, end: int) -> re.Match[str] | None:
    """Where somebody gives a named thing a chance: "bettors give the incumbent 15 percent to survive"."""
    if not _GIVE.search(numbered.skeleton, low, start):
        return None
    gives = GIVES.search(numbered.skeleton, low, start)
    return gives if gives and (_TO_DO.match(numbered.skeleton, end) or gives["market"]) else None


def _priced(numbered: NumberedText, low: int, start: int, end: int) -> re.Match[str] | None:
    """Where a market prices an event that is named behind the number: "futures are pricing in 88 percent for a cut"."""
    return PRICED.search(numbered.skeleton, low, start) if PRICED_EVENT.match(numbered.skeleton, end) else None


_SET = re.compile(r"\s(?:at|around|about|near|close\sto|above|below|(?:higher|lower|more|less)\sthan)\b")


def _read_put(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A number the speaker puts on something: "I'd put it at 70 percent", "I'd give that 30 percent"."""
    said = max(0, match.start() - 90)
    put = PUT_AT.search(numbered.skeleton, said, match.start()) or MARKET_HAS.search(numbered.skeleton, said, match.start())
    end, bounds = _without_tail(match, numbered)
    put = put or _given_to(numbered, said, match.start(), end) or _priced(numbered, said, match.start(), end)
    fraction = numbered.number(match, "a").form == "fraction" and ENDS_CLAUSE.match(numbered.skeleton, end) is not None
    if put is None or not (match["p"] or match["q"] or (fraction and (put.re is PRICED or _SET.search(put.group())))):
        return None
    if (
        bounds is None
        or bounds[1] >= 1.0
        or re.match(r"\s(?:of|off|more|less|discount|raise|growth|a\s|per\s|by\sweight|equity)", numbered.skeleton[end : end + 12])
    ):
        return None
    return found_between(match, numbered, _range_start(numbered.folded, match.start()), end, *bounds)


def _read_put_bare(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A bare number the speaker puts on something, where nothing near it is measured: "I'd put it at 70"."""
    start, skeleton = match.start(), numbered.skeleton
    if match["p"] or match["q"] or PUT_BARE.search(skeleton, max(0, start - 60), start) is None:
        return None
    end, bounds = _without_tail(match, numbered)
    said = numbered.number(match, "a")
    if bounds is None or said.scale != 1.0 or not (said.form in ("digits", "words") and 2 <= said.value < 100):
        return None
    if (
        not ENDS_CLAUSE.match(skeleton, end)
        or _RATIO_AFTER.match(skeleton, end)
        or MEASURED.search(skeleton, max(0, start - 160), start)
    ):
        return None
    return found_between(match, numbered, start, end, *bounds)


_CENTS = re.compile(rf"(?P<a>{N})\scents\b(?!\s(?:on|over|per|a|an|under|above|below)\b)")


def _read_cents(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """The price of a contract that pays a dollar: "Kalshi has it trading at 30 cents"."""
    value = numbered.number(match, "a").value / 100
    if not 0 < value < 1 or MARKET_AT.search(numbered.skeleton, max(0, match.start() - 90), match.start()) is None:
        return None
    return found_between(match, numbered, match.start(), match.end(), value, value)


_ON_IT = re.compile(
    rf"(?P<a>{N})(?P<p>{PERCENT})(?P<b>)?(?P<q>)?(?P<plus>)?\s(?:on\s(?:it|that|this|them|an?\s[a-z])|(?:it|it's|it'll|we|we'll|they|"
    r"they'll|he|she|there's|there\sis|you)\s|to\s(?:it|that|this)\b|that\s(?:it|we|they|he|she|this|there|the|by|in|i|you|ai|a|an|these|those|some|"
    r"there's|there\sis|it'll|it's|we'll)\b)"
)
_PUTTING = re.compile(
    r"\b(?:put|putting|assign|assigning|ascribe|at|say|bet|guess|i'm|i\sam)\s(?:(?:maybe|about|like|probably|around|roughly|at|say|something|a|an)\s){0,3}\Z"
)


def _read_on_it(match: re.Match[str], numbered: NumberedText) -> Found[Probability] | None:
    """A percentage put on a statement: "I'd say 70 percent that it ships", "I'm at 80 percent on that"."""
    before = _PUTTING.search(numbered.skeleton, max(0, match.start() - 50), match.start())
    if before is None or not re.search(
        r"\b(?:i|i'd|i'm|we|we'd|i'll|would)\s(?:\w+\s){0,2}\Z",
        numbered.skeleton[max(0, before.start() - 24) : before.start()] + before.group()[:4].strip() + " ",
    ):
        return None
    value = numbered.number(match, "a").low / 100
    if not 0 < value < 1:
        return None
    return found_between(match, numbered, match.start(), match.end("p"), value, value)


RULES: tuple[PhraseRule[Probability], ...] = (
    PhraseRule(
        name="percent-chance",
        pattern=CHANCE_AFTER,
        read=_read_chance_after,
        examples=(
            "a 70% chance",
            "10 20% chance",
            "70 percent likely",
            "north of 90 percent probability",
            "a two-thirds chance",
            "one percent chance maybe two",
        ),
        counter_examples=(
            "a 95% confidence interval",
            "20 percent more likely",
            "not 100% sure",
            "half a chance",
            "chances rose 20 percent",
        ),
    ),
    PhraseRule(
        name="chance-is-percent",
        pattern=ALONE,
        read=_read_head,
        examples=(
            "the probability is 70",
            "p(doom) of 10%",
            "P of x is .3",
            "the odds of a recession are about 35 percent",
            "the probability of default is put at 12 percent",
            "the chance he quits? Ten percent.",
        ),
        counter_examples=(
            "there is a chance that inflation is 5 percent",
            "a p-value of 0.05",
            "any chance? Ten percent of them came",
        ),
    ),
    PhraseRule(
        name="put-at-percent",
        pattern=ALONE,
        read=_read_put,
        examples=(
            "I'd put it at 70 percent",
            "I would give that maybe 30%",
            "we peg it at about a third",
            "the markets give the incumbent 15 percent to survive",
        ),
        counter_examples=("they give it 110 percent", "I'd give them 20 percent of the company", "I give the waiter 20 percent"),
    ),
    PhraseRule(
        name="put-at-number",
        pattern=ALONE,
        read=_read_put_bare,
        examples=("I'd put it at 70", "honestly I'd put that at maybe 60."),
        counter_examples=(
            "I'd put it at 70 feet",
            "the temperature? I'd put it at 70",
            "I'd put it at 40 people",
            "I'd put it at 3 to 1",
        ),
    ),
    PhraseRule(
        name="market-cents",
        pattern=_CENTS,
        read=_read_cents,
        examples=("Kalshi has that trading at 30 cents", "the prediction market is at 12 cents"),
        counter_examples=("the bond trades at 30 cents on the dollar", "gum costs 30 cents"),
    ),
    PhraseRule(
        name="percent-on-it",
        pattern=_ON_IT,
        read=_read_on_it,
        examples=("I'd say 70 percent that it ships", "I'd put 80 percent on that"),
        counter_examples=("I'd say 70 percent of them",),
    ),
)
