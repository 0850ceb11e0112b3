"""Magnitudes without a number word of their own: double, twice, half, an order of magnitude, low double digits, high teens."""

import re

from tracker.numbers import TENS_PLURAL, parse_number
from tracker.quantities.comparators import bound_before, widen
from tracker.quantities.phrase_rules import Found, Phrase, PhraseRule
from tracker.quantities.units import ORDERS, PERCENT, POINTS, TIMES
from tracker.records import Comparator, Quantity

_STEMS = {"doubl": 2, "twofold": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6, "halv": 0.5, "halfed": 0.5}
_MULTIPLE = r"(?P<stem>doubl|tripl|trebl|quadrupl|quintupl|sextupl|halv)(?:e|es|ed|ing)\b"
_NO_MULTIPLE = (
    r"(?![\s-](?:down|check\w*|click\w*|edged|team\w*|standards?|digits?|book\w*|dip\w*|entendre|whammy|space\w*|sided|blind|"
    r"header|triple|a\b|aa|aaa|threat|play|jeopardy|talk|"
    r"negative|quotes?|slash|tap\w*|bed|room|spend\w*|counting|taxation|buffer\w*|precision|barrel\w*|life|agent|take|time|"
    r"clicked|up|back|duty|over|helix|bottom|top|feature|"
    r"clap|shot|espresso|major|dribble|bogey|stuff|crown|axel|bonus|word|shift|vision|dare|play|free|jump|quote)\b)"
)
TRIGGER = re.compile(
    r"\b(?:doubl|tripl|trebl|quadrupl|quintupl|sextupl|halv|twice\b|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|"
    r"fifty|hundred|thousand)fold\b|an\sorder\sof|orders\sof|orders?\sof\smagnitude|low|mid|high|upper|single|double|triple|"
    r"teens|another|one|an?\s(?:full\s)?(?:percentage\s)?point|an?\sbuck|buck\b|quarter\sof\sa)"
)


def _quantity(phrase: Phrase, low: float, high: float, unit: str) -> Found[Quantity]:
    """The reading, with a comparator before it."""
    before = bound_before(phrase.folded, phrase.start)
    comparator = before.comparator if before else Comparator.EXACT
    lowest, highest = widen(low, high, comparator)
    reading = Quantity(text="", low=lowest, high=highest, unit=unit, comparator=comparator)
    return Found(start=before.start if before else phrase.start, end=phrase.end, reading=reading)


def _read_multiple(phrase: Phrase) -> Found[Quantity] | None:
    """To double, to triple, to halve: the factor it makes."""
    if phrase.match.group().endswith("e") and phrase.preceded(_NOUN, 12):
        return None
    return _quantity(phrase, _STEMS[phrase["stem"]], _STEMS[phrase["stem"]], TIMES)


_NOUN = re.compile(r"\b(?:the|a)\s\Z")


def _read_twice(phrase: Phrase) -> Found[Quantity]:
    """Twice as much, twice the rate."""
    return _quantity(phrase, 2, 2, TIMES)


def _read_fold(phrase: Phrase) -> Found[Quantity] | None:
    """A number word joined to "fold": "threefold"."""
    value = parse_number(phrase["count"])
    return None if value is None else _quantity(phrase, value, value, TIMES)


def _read_orders(phrase: Phrase) -> Found[Quantity]:
    """An order of magnitude; orders of magnitude, which are at least two."""
    if phrase.match.group().startswith("an"):
        return _quantity(phrase, 1, 1, ORDERS)
    reading = Quantity(text="", low=2, high=None, unit=ORDERS, comparator=Comparator.AT_LEAST)
    return Found(start=phrase.start, end=phrase.end, reading=reading)


_PART = {"low": (0, 3), "early": (0, 3), "mid": (4, 6), "middle": (4, 6), "high": (7, 9), "upper": (7, 9), "late": (7, 9)}
_TENS = {"teens": 10} | TENS_PLURAL
_PARTS = r"(?:low|mid|middle|high|upper)"
_TAIL = r"(?:\s?%|[\s-](?:per\s?cents?(?:age)?s?\b)(?:\s?(?:rate|range|points?)\b)?)?"


def _parts(phrase: Phrase, base: int, least: int) -> Found[Quantity]:
    """From the lowest to the highest part named, as in "mid to high" (4 to 9), above `base` and at least `least` above it."""
    ends = [end for part in (phrase["part"], phrase["to"]) if part for end in _PART[part]]
    return _quantity(phrase, base + max(min(ends), least), base + max(ends), PERCENT)


def _read_digits(phrase: Phrase) -> Found[Quantity]:
    """Percentages by number of digits: "mid-single digits" is 4 to 6, "low double digits" 10 to 13, "double-digit" 10 to 99."""
    if phrase["part"] is None:
        return _quantity(phrase, *_DIGITS[phrase["size"]], PERCENT)
    base = {"single": 0, "double": 10, "triple": 100}[phrase["size"]]
    return _parts(phrase, base, 1 if base == 0 else 0)


_DIGITS = {"single": (1, 9), "double": (10, 99), "triple": (100, 999)}
_ABOUT_PERCENT = re.compile(
    r"%|per\s?cent|\b(?:growth|margins?|grow|growing|rate|rates|gross|decline|basis\spoints|return|returns|yield|irr|comps?|"
    r"revenue|range|ebitda|inflation)\b"
)
_AGE = re.compile(
    r"\b(?:my|his|her|their|our|your|age|aged|he's|she's|women|men|people)\s(?:in\s(?:my|his|her|their|our|your|the)\s)?\Z|"
    r"\bin\s(?:my|his|her|their|our|your)\s\Z"
)


def _read_teens(phrase: Phrase) -> Found[Quantity] | None:
    """A part of a ten: "high teens" is 17 to 19, "low 40s" 40 to 43; per cent where the talk is of per cent."""
    given = phrase.numbered.number_at.get(phrase.match.start("tens"))
    base = _TENS.get(phrase["tens"]) or (int(given.value) if given is not None and given.value % 10 == 0 else 0)
    near = phrase.folded[max(0, phrase.start - 160) : phrase.end + 80]
    if not 10 <= base <= 90 or not _ABOUT_PERCENT.search(near):
        return None
    return _parts(phrase, base, 1 if base == 10 else 0)


def _read_point(phrase: Phrase) -> Found[Quantity]:
    """One point of something: "another point of improvement"."""
    value = 0.5 if "half" in phrase.match.group() else 1
    return _quantity(phrase, value, value, POINTS)


def _read_buck(phrase: Phrase) -> Found[Quantity]:
    """A buck, and the cents that follow it: "a buck fifty"."""
    cents = phrase.number("cents").value if phrase["cents"] else 100
    value = 1 + cents / 100 if cents < 100 else 1
    return _quantity(phrase, value, value, "USD")


RULES: tuple[PhraseRule[Quantity], ...] = (
    PhraseRule(
        name="multiple-verb",
        pattern=re.compile(_MULTIPLE + _NO_MULTIPLE),
        read=_read_multiple,
        examples=("revenue will double", "tripling capacity", "halve the cost"),
        counter_examples=("double down on it", "double check", "triple-A"),
    ),
    PhraseRule(
        name="twice",
        pattern=re.compile(r"twice\b(?=\s(?:as|the|that|what|this|our|its|their|normal|\w+'s)\b)"),
        read=_read_twice,
        examples=("twice as fast", "twice the size"),
        counter_examples=("twice a day",),
    ),
    PhraseRule(
        name="fold",
        pattern=re.compile(r"(?P<count>two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand)fold\b"),
        read=_read_fold,
        examples=("a threefold rise", "grew tenfold"),
        counter_examples=("into the fold", "manifold"),
    ),
    PhraseRule(
        name="orders-of-magnitude",
        pattern=re.compile(r"(?:an\sorder|orders)\sof\smagnitude\b"),
        read=_read_orders,
        examples=("an order of magnitude", "orders of magnitude faster"),
        counter_examples=("in the order of business",),
    ),
    PhraseRule(
        name="digits",
        pattern=re.compile(
            rf"(?:(?P<part>{_PARTS})(?:[\s-]to[\s-](?P<to>{_PARTS}))?[\s-])?(?P<size>single|double|triple)[\s-]digits?(?!\w){_TAIL}"
        ),
        read=_read_digits,
        examples=("mid-single digit", "low double digits", "a double-digit increase"),
        counter_examples=("a ten-digit number",),
    ),
    PhraseRule(
        name="teens",
        pattern=re.compile(
            rf"(?P<part>{_PARTS})(?:[\s-]to[\s-](?P<to>{_PARTS}))?[\s-](?P<tens>teens|twenties|thirties|forties|fifties|sixties|"
            rf"seventies|eighties|nineties|\ue000\ue00f*(?:s\b|(?=\s?%|\sper\s?cent))){_TAIL}"
        ),
        read=_read_teens,
        not_after=_AGE,
        examples=("margins in the high teens", "mid twenties percent"),
        counter_examples=("in her mid thirties", "growth stopped in her mid thirties", "in the low seas"),
    ),
    PhraseRule(
        name="a-point",
        pattern=re.compile(
            r"(?:another|one|an?|half\sa)\s(?:full\s)?(?:(?:percentage\s)point\b(?!\sof\sview)|"
            r"point\sof\s(?:\w+\s)?(?:improvement|growth|margin|share|gdp|inflation|leverage|expansion|market)\b)"
        ),
        read=_read_point,
        examples=("another point of improvement", "a percentage point"),
        counter_examples=("a point of view",),
    ),
    PhraseRule(
        name="buck",
        pattern=re.compile(r"(?:a\s)?buck(?!\w)(?:\s(?P<cents>\ue000\ue00f*))?"),
        read=_read_buck,
        examples=("a buck fifty",),
        counter_examples=("pass the butter",),
    ),
)
