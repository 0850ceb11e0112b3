"""Numbers as they are spoken, written and captioned."""

from tracker.numbers.lexing import Number, find_numbers, parse_number
from tracker.numbers.number_words import ORDINAL_TENS, ORDINAL_UNITS, TEENS, TENS, TENS_PLURAL, UNITS, VAGUE
from tracker.numbers.ordinals import parse_ordinal

__all__ = [
    "ORDINAL_TENS", "ORDINAL_UNITS", "TEENS", "TENS", "TENS_PLURAL", "UNITS", "VAGUE", "Number", "find_numbers", "parse_number",
    "parse_ordinal",
]  # fmt: skip
