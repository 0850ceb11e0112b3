"""Numbers as they are spoken, written and captioned."""

from tracker.numbers.lexing import Number, find_numbers
from tracker.numbers.number_words import (
    BELOW_HUNDRED,
    FRACTION_GLYPHS,
    FRACTION_WORDS,
    ORDINAL_TENS,
    ORDINAL_UNITS,
    SCALE,
    SCALE_LETTERS,
    SCALE_WORDS,
    TEENS,
    TENS,
    UNITS,
    VAGUE,
    VagueCount,
)
from tracker.numbers.ordinals import parse_ordinal
from tracker.numbers.parsing import parse_number
from tracker.numbers.patterns import FRACTION, GAP, NUMBER, NUMERAL, ORDINAL, PLAIN_NUMBER, START, VAGUE_NUMBER, one_of, trie
from tracker.text.folding import fold

__all__ = [
    "BELOW_HUNDRED", "FRACTION", "FRACTION_GLYPHS", "FRACTION_WORDS", "GAP", "NUMBER", "NUMERAL", "ORDINAL", "ORDINAL_TENS",
    "ORDINAL_UNITS", "PLAIN_NUMBER", "SCALE", "SCALE_LETTERS", "SCALE_WORDS", "START", "TEENS", "TENS", "UNITS", "VAGUE",
    "VAGUE_NUMBER", "Number", "VagueCount", "find_numbers", "fold", "one_of", "parse_number", "parse_ordinal", "trie",
]  # fmt: skip
