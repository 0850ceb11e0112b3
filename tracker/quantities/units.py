"""The units that magnitudes are spoken in: the words and signs before or after a number, and what they do to its value."""

import re
from dataclasses import dataclass

from tracker.text.one_of import one_of

PERCENT, POINTS, BASIS, TIMES, ORDERS = "percent", "percentage points", "basis points", "x", "orders of magnitude"

SIGNS = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₿": "BTC", "₽": "RUB", "₺": "TRY", "₪": "ILS",
    "₦": "NGN", "₱": "PHP", "₫": "VND",
    "฿": "THB", "₴": "UAH",
}  # fmt: skip
CODES = {
    "usd": "USD",
    "us$": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "jpy": "JPY",
    "cny": "CNY",
    "rmb": "CNY",
    "inr": "INR",
    "rs": "INR",
    "chf": "CHF",
    "cad": "CAD",
    "aud": "AUD",
}
MONEY_WORDS: dict[str, tuple[str, float]] = {
    "dollars": ("USD", 1), "dollar": ("USD", 1), "doll": ("USD", 1), "bucks": ("USD", 1), "buck": ("USD", 1),
    "grand": ("USD", 1000), "cents": ("USD", 0.01), "cent": ("USD", 0.01),
    "us dollars": ("USD", 1), "u.s. dollars": ("USD", 1), "usd": ("USD", 1), "euros": ("EUR", 1), "euro": ("EUR", 1),
    "pounds sterling": ("GBP", 1),
    "pounds": ("GBP", 1), "quid": ("GBP", 1), "pence": ("GBP", 0.01), "yen": ("JPY", 1), "yuan": ("CNY", 1),
    "renminbi": ("CNY", 1), "rmb": ("CNY", 1), "rupees": ("INR", 1), "rupee": ("INR", 1),
    "swiss francs": ("CHF", 1), "francs": ("CHF", 1), "canadian dollars": ("CAD", 1), "australian dollars": ("AUD", 1),
    "hong kong dollars": ("HKD", 1), "singapore dollars": ("SGD", 1), "new zealand dollars": ("NZD", 1), "zloty": ("PLN", 1),
    "zlotys": ("PLN", 1), "forints": ("HUF", 1), "koruna": ("CZK", 1), "kronur": ("ISK", 1), "dirhams": ("AED", 1),
    "riyals": ("SAR", 1), "baht": ("THB", 1), "ringgit": ("MYR", 1), "rupiah": ("IDR", 1), "lira": ("TRY", 1), "naira": ("NGN", 1),
    "hryvnia": ("UAH", 1), "south african rand": ("ZAR", 1), "pesos": ("MXN", 1), "eur": ("EUR", 1), "gbp": ("GBP", 1),
    "bitcoin": ("BTC", 1), "kronor": ("SEK", 1), "kroner": ("NOK", 1), "reais": ("BRL", 1), "rubles": ("RUB", 1),
    "roubles": ("RUB", 1), "shekels": ("ILS", 1), "¢": ("USD", 0.01), "€": ("EUR", 1), "£": ("GBP", 1),
}  # fmt: skip
"""Currency words after a number: the ISO 4217 code and how much of it one is. "doll" is how captions cut "dollar"."""

_MONEY = one_of(MONEY_WORDS)
_FILLER = r"(?:(?:uh|um|er|worth\sof|of)\s)?"
_FREQUENCY = (
    r"(?!\s(?:a|an|per|each|every|this|last|in|before|out|already|now|i|we|you|he|she|they|since|during|when|on|and|but|where|"
    r"so|to|it|today|when|daily|weekly|at|with|about|because)\b)"
    r"(?!\s(?:over\sthe|over\sa)\b)"
)
UNIT = re.compile(
    rf"(?:(?P<points>(?:\s?%|[\s-]{{1,2}}(?:(?:of\s)?an?\s(?:full\s)?)?per\s?cent(?:age)?)\s?-?points?\b)"
    rf"|(?P<percent>\s?%|[\s-]{{1,2}}(?:(?:of\s)?an?\s)?(?:per\s?cent(?:age)?|percents|pct)\b)"
    rf"|(?P<basis>[\s-]{{1,2}}basis[\s-]points?\b|\s?bps?\b|\s?bips\b)"
    rf"|(?P<orders>[\s-](?:whole\s|full\s)?(?:orders?|ord)\s(?:of\s)?magnitude\b)"
    rf"|(?P<times>\s?x\b|[\s-]times\b{_FREQUENCY}|[\s-]?fold\b)"
    rf"|(?P<money>(?:\s?[¢€£]|[\s-]{{1,3}}{_FILLER}{_MONEY}(?![\w])))"
    rf"|(?P<point>[\s-](?:(?:of\s)?an?\s)?(?:full\s)?points?\b))"
)
CURRENCY_BEFORE = re.compile(
    rf"(?:(?P<code>(?<!\w)(?:us|a|c|nz|hk|s)?[$]|\b(?:{'|'.join(c for c in CODES if c.isalpha())})\s?)|"
    rf"(?P<sign>[{''.join(SIGNS)}]))\s?\Z"
)
PER = re.compile(
    r"\s(?:(?:a|an|per|each|every|/)\s?(?:share|diluted\sshare|barrel|year|month|week|day|quarter|hour|minute|second|unit|user|"
    r"person|head|capita|gallon|ounce|ton|tonne|"
    r"watt|kilowatt|token|million\stokens|seat|employee|customer|store|square\sfoot|acre|mile|pound|kilo|kilogram|piece|pop|"
    r"night|ticket|subscriber|annum|year|decade)\b|annually\b|apiece\b)"
)
_PREFIXED = {"a$": "AUD", "c$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "us$": "USD", "$": "USD"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as spoken: its name, how much of it one is, where its words end, and its family."""

    name: str
    factor: float
    end: int
    family: str


_FAMILIES = {"percent": PERCENT, "points": POINTS, "point": POINTS, "basis": BASIS, "orders": ORDERS, "times": TIMES}


def unit_after(skeleton: str, at: int) -> Unit | None:
    """The unit that follows a number which ends at `at`; None where a noun, punctuation or something else follows."""
    match = UNIT.match(skeleton, at)
    if match is None:
        return None
    family = match.lastgroup or ""
    if family == "money":
        name, factor = MONEY_WORDS[" ".join(re.sub(r"^[\s-]*(?:(?:uh|um|er|worth\sof|of)\s)?", "", match.group()).split())]
        return Unit(name=name, factor=factor, end=match.end(), family="money")
    return Unit(name=_FAMILIES[family], factor=1.0, end=match.end(), family=family)


def currency_before(skeleton: str, at: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands right before `at`, and where it begins."""
    if at == 0 or not (skeleton[at - 1] == " " or skeleton[at - 1] in SIGNS or skeleton[at - 1].isalpha()):
        return None
    match = CURRENCY_BEFORE.search(skeleton, max(0, at - 6), at)
    if match is None:
        return None
    if match["sign"]:
        return SIGNS[match["sign"]], match.start()
    code = match["code"].strip()
    return _PREFIXED.get(code) or CODES[code], match.start()
