"""The value of one number from its words: a descent over tokens, linear in their number."""

import re
from collections.abc import Sequence

from tracker.numbers.number_words import BELOW_HUNDRED, FRACTION_GLYPHS, FRACTION_WORDS, SCALE, SCALE_WORDS, TENS, UNITS

GLYPHS = "".join(FRACTION_GLYPHS)
_DIGITS = r"(?:\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,12})?|\d{1,18}(?:\.\d{1,12})?|\.\d{1,12})"
NUMERAL_SHAPE = rf"{_DIGITS}(?:\s?[{GLYPHS}])?|[{GLYPHS}]"
NUMERAL = re.compile(rf"(?:{NUMERAL_SHAPE})\Z")
Parsed = tuple[float, int]  # the value, and the index of the first token that is not part of it


def numeral(token: str) -> float | None:
    """The value of digits as they are written: 5, 1,200, 2.5, .3, 2½; None for anything else."""
    if token.isascii() and token.isdigit():
        return float(token) if len(token) <= 18 else None
    if not NUMERAL.match(token):
        return None
    glyph = FRACTION_GLYPHS.get(token[-1], 0.0)
    digits = token.rstrip(GLYPHS).rstrip().replace(",", "")
    return (float(digits) if digits else 0.0) + glyph


def _below_hundred(tokens: Sequence[str], at: int) -> Parsed | None:
    word = tokens[at]
    if word in TENS:
        if at + 1 < len(tokens) and 0 < UNITS.get(tokens[at + 1], 0) <= 9:
            return TENS[word] + UNITS[tokens[at + 1]], at + 2
        return TENS[word], at + 1
    if word in BELOW_HUNDRED:
        return BELOW_HUNDRED[word], at + 1
    return None


def _decimals(tokens: Sequence[str], at: int) -> Parsed | None:
    """The digits after "point": "five", "one four", "25", "seventy five"."""
    digits = ""
    while at < len(tokens) and len(digits) < 12:
        token = tokens[at]
        if token.isascii() and token.isdigit():
            return float(f"0.{digits}{token[:12]}"), at + 1
        if token in ("oh", "o"):
            digits, at = digits + "0", at + 1
        elif (small := _below_hundred(tokens, at)) is not None:
            digits, at = digits + str(int(small[0])), small[1]
        else:
            break
    return (float(f"0.{digits}"), at) if digits else None


def _and_fraction(tokens: Sequence[str], at: int) -> Parsed | None:
    """The fraction ("and a half", "and three quarters") that follows a whole number or a scale word."""
    if tokens[at : at + 1] != ["and"] or at + 2 >= len(tokens) or tokens[at + 2] not in FRACTION_WORDS:
        return None
    count = 1 if tokens[at + 1] in ("a", "an", "one") else UNITS.get(tokens[at + 1])
    denominator = FRACTION_WORDS[tokens[at + 2]]
    if not count or count >= denominator:
        return None
    return count / denominator, at + 3


def _head(tokens: Sequence[str], at: int) -> Parsed | None:
    """What a number below a scale word begins with: digits, a word below a hundred, or nothing before "hundred" and "point"."""
    written = numeral(tokens[at])
    if written is not None:
        return written, at + 1
    if tokens[at] in ("a", "an") and tokens[at + 1 : at + 2] == ["hundred"]:
        return 1.0, at + 1
    if tokens[at] in ("hundred", "point"):
        return (1.0 if tokens[at] == "hundred" else 0.0), at
    return _below_hundred(tokens, at)


def _hundreds(tokens: Sequence[str], value: float, end: int, *, spoken: bool) -> Parsed:
    """The value times a hundred, and what follows the hundred in words, where `end` is at "hundred"."""
    if tokens[end : end + 1] != ["hundred"] or value != int(value) or not 0 < value < 100:
        return value, end
    rest = end + 2 if tokens[end + 1 : end + 2] == ["and"] else end + 1
    if spoken and rest < len(tokens) and (small := _below_hundred(tokens, rest)) is not None and small[0] > 0:
        return value * 100 + small[0], small[1]
    return value * 100, end + 1


def _group(tokens: Sequence[str], at: int) -> Parsed | None:
    """A number below a scale word: digits or words, hundreds, decimals, a half."""
    head = _head(tokens, at)
    if head is None:
        return None
    spoken = numeral(tokens[at]) is None
    value, end = _hundreds(tokens, *head, spoken=spoken)
    following = tokens[end] if end < len(tokens) else ""
    if following in ("point", "dot"):
        tail = _decimals(tokens, end + 1) if value == int(value) else None
        if tail is None:
            return None if tokens[at] == "point" else (value, end)
        return value + tail[0], tail[1]
    if not spoken and re.fullmatch(r"[1-9]/[2-9]", following):
        return value + int(following[0]) / int(following[2]), end + 1
    if (fraction := _and_fraction(tokens, end)) is not None:
        return value + fraction[0], fraction[1]
    return value, end


def _fraction(tokens: Sequence[str], at: int) -> Parsed | None:
    """A fraction, alone or of a round number: "half", "two thirds", "half a million", "a quarter of a billion"."""
    count, word = 1, at
    if tokens[at] in ("a", "an"):
        word = at + 1
    elif UNITS.get(tokens[at], 0) > 0:
        count, word = UNITS[tokens[at]], at + 1
    elif tokens[at] != "half":
        return None
    if word >= len(tokens) or tokens[word] not in FRACTION_WORDS or count >= FRACTION_WORDS[tokens[word]]:
        return None
    if tokens[word] == "quarters" and count != 3:
        return None  # two quarters are half a year
    value, end = count / FRACTION_WORDS[tokens[word]], word + 1
    after = end + (tokens[end : end + 1] == ["of"])
    after += tokens[after : after + 1] in (["a"], ["an"])
    if end < len(tokens) and tokens[end] in SCALE_WORDS:
        return value * SCALE_WORDS[tokens[end]], end + 1
    if after > end and after < len(tokens) and (tokens[after] in SCALE_WORDS or tokens[after] in ("hundred", "dozen")):
        return value * SCALE_WORDS.get(tokens[after], 100.0 if tokens[after] == "hundred" else 12.0), after + 1
    return value, end


def _first_group(tokens: Sequence[str], at: int) -> Parsed | None:
    """The group that begins a number; a bare scale word, or one after an article, counts one."""
    group = _group(tokens, at)
    if group is not None:
        return group
    article = at + (tokens[at] in ("a", "an"))
    counted = article < len(tokens) and (tokens[article] in SCALE_WORDS or tokens[article] == "dozen")
    return (1.0, article) if counted else None


def _factor(tokens: Sequence[str], at: int, *, written: bool) -> float:
    """The factor of the scale word at `at`, or of a scale letter after digits; 0.0 where there is none."""
    word = tokens[at] if at < len(tokens) else ""
    return SCALE_WORDS.get(word, 0.0) or (SCALE.get(word, 0.0) if written else 0.0) or (12.0 if word == "dozen" else 0.0)


def read_number(tokens: Sequence[str], at: int) -> tuple[float, int, float] | None:
    """The longest number that begins at token `at`: its value, the index after it, and the scale its last word gave (or 1.0)."""
    fraction = _fraction(tokens, at)
    if fraction is not None:
        return *fraction, SCALE_WORDS.get(tokens[fraction[1] - 1], 1.0)
    first = _first_group(tokens, at)
    if first is None:
        return None
    scale = _factor(tokens, first[1], written=numeral(tokens[at]) is not None)
    if not scale:
        return *first, 1.0
    total, end = first[0] * scale, first[1] + 1
    if scale > 12.0 and (extra := _and_fraction(tokens, end)) is not None:
        return total + extra[0] * scale, extra[1], scale
    if scale == 12.0 or first[0] != int(first[0]):
        return total, end, scale
    return _lower_groups(tokens, end, total, scale)


def _lower_groups(tokens: Sequence[str], end: int, total: float, scale: float) -> tuple[float, int, float]:
    """What follows a scaled group: groups of ever lower scale ("two million three hundred thousand and five")."""
    while end < len(tokens):
        start = end + 1 if tokens[end] == "and" else end
        group = _group(tokens, start) if start < len(tokens) else None
        if group is None:
            break
        value, after = group
        factor = _factor(tokens, after, written=False)
        spoken = numeral(tokens[start]) is None
        if not factor and spoken and value < min(scale, 1000):
            return total + value, after, scale
        if not factor or factor == 12.0 or value * factor >= scale:
            break
        total, scale, end = total + value * factor, factor, after + 1
    return total, end, scale
