"""The words that numbers are spoken with, as data: cardinals, scales, fractions, ordinals and vague counts."""

from dataclasses import dataclass

UNITS: dict[str, int] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS: dict[str, int] = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
TENS_PLURAL: dict[str, int] = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
}  # fmt: skip
BELOW_HUNDRED: dict[str, int] = UNITS | TEENS | TENS

SCALE_WORDS: dict[str, float] = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5,
    "crore": 1e7,
}
"""Scale words that follow a number after a space (short scale: a billion is 1e9)."""

SCALE_LETTERS: dict[str, float] = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mil": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12,
    "trn": 1e12,
}  # fmt: skip
"""Scale letters as they are written after digits: 50k, 1.5m, 10bn."""

SCALE: dict[str, float] = SCALE_WORDS | SCALE_LETTERS

FRACTION_WORDS: dict[str, int] = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "hundredth": 100, "halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8,
    "ninths": 9, "tenths": 10, "hundredths": 100,
}  # fmt: skip
"""The denominator each fraction word stands for."""

FRACTION_GLYPHS: dict[str, float] = {
    "½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5, "⅙": 1 / 6,
    "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip

ORDINAL_UNITS: dict[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19,
}  # fmt: skip
ORDINAL_TENS: dict[str, int] = {
    "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
    "ninetieth": 90, "hundredth": 100,
}  # fmt: skip

SURVEY = "zonination/perceptions, 46 readers (MIT): lower quartile and upper quartile"
CONVENTION = "the usual reading: one step of the scale"


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueCount:
    """What a vague count stands for: the value to use when one is needed, its stated spread, and where that comes from."""

    low: float
    typical: float
    high: float
    source: str


VAGUE: dict[str, VagueCount] = {
    "couple": VagueCount(low=2, typical=2, high=2, source=SURVEY),
    "few": VagueCount(low=3, typical=3, high=4, source=SURVEY),
    "several": VagueCount(low=5, typical=5, high=7.75, source=SURVEY),
    "handful": VagueCount(low=3, typical=5, high=5, source="what a hand can count"),
    "dozen": VagueCount(low=12, typical=12, high=12, source="exact"),
    "dozens": VagueCount(low=24, typical=36, high=36, source=SURVEY),
    "scores": VagueCount(low=40, typical=80, high=200, source=SURVEY),
    "tens": VagueCount(low=10, typical=30, high=100, source=CONVENTION),
    "hundreds": VagueCount(low=100, typical=300, high=1000, source=CONVENTION),
    "thousands": VagueCount(low=1e3, typical=3e3, high=1e4, source=CONVENTION),
    "millions": VagueCount(low=1e6, typical=3e6, high=1e7, source=CONVENTION),
    "billions": VagueCount(low=1e9, typical=3e9, high=1e10, source=CONVENTION),
    "trillions": VagueCount(low=1e12, typical=3e12, high=1e13, source=CONVENTION),
}
"""Vague counts by their head word. "a couple" 2, "a few" 3, "several" 5; plural scales run to the next power of ten."""
