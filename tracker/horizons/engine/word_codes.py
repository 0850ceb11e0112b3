"""Cuts a text into words with their offsets, and gives each word one character.

Unlike in text/tokens.py every mark is a word, and "2026-27" or "mid-2026" are several: patterns name the parts.
"""

import re
from dataclasses import dataclass

from tracker.text.folding import fold
from tracker.text.word_patterns import Alphabet

_TOKEN = re.compile(
    r"[a-z]+(?:'[a-z]+)?(?![\w%'.])"  # most words, quickly
    r"|st\.(?=\s(?:patrick|paddy|andrew|george|david|stephen|nicholas|valentine))"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.(?=\s*\d)"
    r"|\d{1,4}[/-]\d{1,2}[/-]\d{1,4}(?![\d/-])|\d+(?:[.,]\d+)+[%\w]*|[$€£¥]\s?\d[\d.,]*\w*|(?<!\w)'\s?\d\ds?(?!\w)"
    r"|\w+(?:'(?:[^\W\d_]+|\d\d(?!\w)))?%?|[^\w\s]"
)
SHAPES = {
    "Y4": r"(?:19|20|21)\d\d",
    "YISH": r"(?:19|20|21)\d\dish",
    "YFAR": r"2[2-9]\d\d|3\d\d\d",
    "D2": r"[1-9]\d",
    "ZERO2": r"0\d",
    "D1": r"\d",
    "APOS2": r"'\s?\d\d",
    "DECADE4": r"(?:19|20|21)\d0'?s",
    "DECADE2": r"'?\s?[1-9]0'?s",
    "ORD": r"\d{1,3}(?:st|nd|rd|th)",
    "Q1": r"q[1-4]|[1-4]q",
    "CQ": r"[cf]q[1-4]",
    "QY": r"(?:q[1-4]|[1-4]q|h[12]|[12]h)'?(?:20)?\d\d",
    "H1": r"h[12]|[12]h",
    "FY": r"(?:fy|cy)'?(?:20)?\d\d",
    "ISO": r"\d{4}-\d{1,2}-\d{1,2}",
    "SLASHED": r"\d{1,2}/\d{1,2}/(?:\d\d|\d{4})",
    "MIDY": r"(?:mid|early|late)(?:19|20|21)\d\d(?:s)?",
    "DNUM": r"\d{1,6}(?:\.\d{1,3})?|\d{1,3}(?:,\d{3})+",
    "YPOSS": r"(?:19|20|21)\d\d's",
}
"""Classes of words with digits."""


@dataclass(slots=True)
class CodedWords:
    """The words of a text in order: `spans` are offsets, `codes` one character a word."""

    text: str
    folded: str
    spans: list[tuple[int, int]]
    words: list[str]
    codes: str


def split(text: str, alphabet: Alphabet) -> CodedWords:
    """The words of a text, in time linear in its length."""
    folded = fold(text)
    spans = [found.span() for found in _TOKEN.finditer(folded)]
    words = [folded[start:end] for start, end in spans]
    return CodedWords(text, folded, spans, words, alphabet.codes(words))
