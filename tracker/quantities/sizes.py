"""Magnitudes without a number word of their own: double, twice, half, an order of magnitude, low double digits, high teens."""

import re

from tracker.numbers import TENS_PLURAL, parse_number
from tracker.quantities.comparators import bound_before, widen
from tracker.quantities.numbered_text import NumberedText
from tracker.quantities.phrase_rules import Found, PhraseRule
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


def _quantity(numbered: NumberedText, start: int, end: int, low: float, high: float, unit: str) -> Found[Quantity]:
    """The reading, with a comparator before it."""
    before = bound_before(numbered.folded, start)
    comparator = before.comparator if before else Comparator.EXACT
    begin = before.start if before else start
    lowest, highest = widen(low, high, comparator)
    return Found(
        start=begin,
        end=end,
        reading=Quantity(text=numbered.folded[begin:end], low=lowest, high=highest, unit=unit, comparator=comparator),
    )


def _read_multiple(match: re.Match[str], numbered: NumberedText) -> Found[Quantity] | None:
    """To double, to triple, to halve: the factor it makes."""
    before = numbered.skeleton[max(0, match.start() - 12) : match.start()]
    if re.search(r"(?:\bthe|\bon\sthe|\bat\sthe|\ba)\s\Z", before) and match.group().endswith("e"):
        return None
    return _quantity(numbered, match.start(), match.end(), _STEMS[match["stem"]], _STEMS[match["stem"]], TIMES)


def _read_twice(match: re.Match[str], numbered: NumberedText) -> Found[Quantity]:
    """Twice as much, twice the rate."""
    return _quantity(numbered, match.start(), match.start() + len("twice"), 2, 2, TIMES)


def _read_fold(match: re.Match[str], numbered: NumberedText) -> Found[Quantity] | None:
    """A number word joined to "fold": "threefold"."""
    value = parse_number(match["count"])
    return None if value is None else _quantity(numbered, match.start(), match.end(), value, value, TIMES)


def _read_orders(match: re.Match[str], numbered: NumberedText) -> Found[Quantity]:
    """An order of magnitude; orders of magnitude, which are at least two."""
    if match.group().startswith("an"):
        return _quantity(numbered, match.start(), match.end(), 1, 1, ORDERS)
    reading = Quantity(text=match.group(), low=2, high=None, unit=ORDERS, comparator=Comparator.AT_LEAST)
    return Found(start=match.start(), end=match.end(), reading=reading)


_PART = {"low": (0, 3), "early": (0, 3), "mid": (4, 6), "middle": (4, 6), "high": (7, 9), "upper": (7, 9), "late": (7, 9)}
_TENS = {"teens": 10} | TENS_PLURAL
_PARTS = r"(?:low|mid|middle|high|upper)"
_TAIL = r"(?:\s?%|[\s-](?:per\s?cents?(?:age)?s?\b)(?:\s?(?:rate|range|points?)\b)?)?"


def _read_digits(match: re.Match[str], numbered: NumberedText) -> Found[Quantity]:
    """Percentages by number of digits: "mid-single digits" is 4 to 6, "low double digits" 10 to 13, "double-digit" 10 to 99."""
    ends = []
    for part in filter(None, (match["part"], match["to"])):
        low, high = _PART[part]
        base = {"single": 0, "double": 10, "triple": 100}[match["size"]]
        ends += [base + max(low, 1 if base == 0 else 0), base + high]
    if not ends:
        ends = {"single": [1, 9], "double": [10, 99], "triple": [100, 999]}[match["size"]]
    return _quantity(numbered, match.start(), match.end(), min(ends), max(ends), PERCENT)


_ABOUT_PERCENT = re.compile(
    r"%|per\s?cent|\b(?:growth|margins?|grow|growing|rate|rates|gross|decline|basis\spoints|return|returns|yield|irr|comps?|"
    r"revenue|range|ebitda|inflation)\b"
)


def _read_teens(match: re.Match[str], numbered: NumberedText) -> Found[Quantity] | None:
    """A part of a ten: "high teens" is 17 to 19, "low 40s" 40 to 43; per cent where the talk is of per cent."""
    tens = match["tens"]
    given = numbered.number_at.get(match.start("tens"))
    base = _TENS.get(tens) or (int(given.value) if given is not None and given.value % 10 == 0 else 0)
    near = numbered.folded[max(0, match.start() - 160) : match.end() + 80]
    if not 10 <= base <= 90 or not (match.group().rstrip().endswith(("%", "percent", "per cent")) or _ABOUT_PERCENT.search(near)):
        return None
    if re.search(
        r"\b(?:my|his|her|their|our|your|age|aged|he's|she's|women|men|people)\s(?:in\s(?:my|his|her|their|our|your|the)\s)?\Z|"
        r"\bin\s(?:my|his|her|their|our|your)\s\Z",
        numbered.folded[max(0, match.start() - 24) : match.start()],
    ):
        return None
    ends = []
    for part in filter(None, (match["part"], match["to"])):
        low, high = _PART[part]
        ends += [base + max(low, 1 if base == 10 and low == 0 else 0), base + high]
    return _quantity(numbered, match.start(), match.end(), min(ends), max(ends), PERCENT)


def _read_point(match: re.Match[str], numbered: NumberedText) -> Found[Quantity]:
    """One point of something: "another point of improvement"."""
    value = 0.5 if "half" in match.group() else 1
    return _quantity(numbered, match.start(), match.end(), value, value, POINTS)


def _read_buck(match: re.Match[str], numbered: NumberedText) -> Found[Quantity]:
    """A buck, and the cents that follow it: "a buck fifty"."""
    cents = next(numbered.given(match, "cents"), None)
    value = 1 + (cents.value / 100 if cents is not None and cents.value < 100 else 0)
    return _quantity(numbered, match.start(), match.end(), value, value, "USD")


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
        examples=("margins in the high teens", "mid twenties percent"),
        counter_examples=("in her mid thirties", "in the low seas"),
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
