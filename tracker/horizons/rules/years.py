"""Calendar years in full as they are written, spoken and captioned: 2027, twenty twenty-seven, 20 27."""

import re

from tracker.horizons.calendar.choosing_dates import year_of
from tracker.horizons.calendar.readings import Kind, Window
from tracker.horizons.engine.lexicon import NAMES_BEFORE_YEARS
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.numbers_not_years import (
    YEAR_BEFORE,
    clause_closes,
    counts_things,
    in_a_code,
    of_a_house,
    of_money,
    on_the_clock,
    part_of_a_name,
    title_before,
)
from tracker.numbers import parse_number

BOOK = RuleBook("years")
BARE_UNTIL = 2100
"""The last year that four digits alone are read as; a later one needs a word before it that makes it a year."""


def _no_year(found: Found) -> bool:
    """Whether four digits name or measure something else than a year."""
    if of_money(found) or on_the_clock(found) or part_of_a_name(found) or in_a_code(found) or title_before(found):
        return True
    in_two_parts = found.raw(1) == "-" and re.fullmatch(r"\d{3,}", found.raw(2)) and len(found.raw(2)) != 4  # 2028-114
    return bool(in_two_parts) or of_a_house(found)


@BOOK.rule(
    "year",
    "number",
    "[calendar] [year] Y4",
    examples=("in 2027", "by the year 2040"),
    counter_examples=(
        "$2030",
        "2025 people came",
        "a million in 2026 euros",
        "Vision 2030 is a plan",
        "the parks plan 2035 document is long",
        "the 2035 plan is about parks",
        "the 2035 strategy paper was dull",
        "under the 2035 charter we pay",
        "version 2025",
        "ABC-2040 was approved",
        "room 2140",
        "they live at 2035 Poplar",
    ),
    unless=_no_year,
)
def four_digits(found: Found) -> Window | None:
    """A year in four digits."""
    dated = found.raw(-1) in {"in", "by", "during", "since", "until", "before", "through"}
    prefixed = dated and found.raw(1) not in {"%", "percent", "-"}
    year = int(found.surface[-4:])
    far_off = year > BARE_UNTIL and not found.has("year", "calendar")
    return None if not prefixed and (far_off or counts_things(found)) else year_of(year)


@BOOK.rule("ish", "number", "YISH", examples=("around 2030ish",))
@BOOK.rule("possessive", "number", "YPOSS", examples=("2027's",))
def possessive(found: Found) -> Window | None:
    """A year in the genitive: 2027's."""
    return year_of(int(found.surface[:4]))


@BOOK.rule("far", "number", "(in|by|until|before|around|year) [the] [year] YFAR", examples=("by 2500", "in the year 2525"))
def far(found: Found) -> Window | None:
    """A year that is centuries away, where a word says that it is a year."""
    if counts_things(found):
        return None
    year = year_of(int(found.nodes[-1].word))
    if found.nodes[0].word in {"by", "before"}:
        return year.but(start=found.said_on, kind=Kind.BOUND) if year.start > found.said_on else None
    return year


def nearest_century(found: Found, two: int) -> int:
    """The year with those two last digits that is nearest to the day of speaking."""
    base = found.said_on.year // 100 * 100
    return min((base + offset + two for offset in (-100, 0, 100)), key=lambda year: abs(year - found.said_on.year - 10))


@BOOK.rule("apostrophe", "number", "[year] APOS2", examples=("by '28", "in '27"), counter_examples=("the class of '27",))
def apostrophe(found: Found) -> Window | None:
    """A year in two digits after an apostrophe: '27."""
    named = part_of_a_name(found) or counts_things(found)
    return None if named else year_of(nearest_century(found, int(found.surface[-2:])))


@BOOK.rule("oh", "number", "oh DIGITW", examples=("by oh nine",), counter_examples=("oh nine people came", "in oh nine countries"))
def oh(found: Found) -> Window | None:
    """The ninth year of a century: "by oh nine"."""
    if counts_things(found) or found.raw(-1) not in YEAR_BEFORE or not clause_closes(found):
        return None
    return year_of(nearest_century(found, int(parse_number(found.nodes[-1].word) or 0)))


TENS_PAIR = "(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"


@BOOK.rule(
    "spoken",
    "number",
    f"(the|year)? (twenty|nineteen) [-] ({TENS_PAIR} [-] [DIGITW]|TEENW|oh DIGITW|one hundred|D2)",
    examples=("by twenty thirty", "in twenty twenty-seven", "in twenty forty"),
    counter_examples=("twenty thirty people came", "twenty five years"),
    not_before=("percent", "more"),
    not_after=NAMES_BEFORE_YEARS | {"another"},
    unless=counts_things,
)
def spoken(found: Found) -> Window | None:
    """A year said in two halves: twenty thirty, twenty twenty-seven."""
    words = [node.word for node in found.nodes if node.word not in {"-", "the", "year"}]
    rest = words[1:]
    low = 100.0 if rest == ["one", "hundred"] else parse_number(" ".join(rest[1:] if rest[0] == "oh" else rest))
    if low is None or _alternative(found) or of_a_house(found) or on_the_clock(found):
        return None
    return year_of((2000 if words[0] == "twenty" else 1900) + int(low))


def _alternative(found: Found) -> bool:
    """Whether another number follows that makes both counts: "twenty thirty or forty people"."""
    return found.raw(1) == "or" and found.raw(2) not in {"twenty", "maybe"} and found.raw(-1) not in {"in", "by", "until", "during"}


@BOOK.rule(
    "thousand",
    "number",
    f"[the] [year] (two|D1) thousand [and] ({TENS_PAIR} [-] [DIGITW]|TEENW|DIGITW|D2|D1)",
    examples=("in two thousand and thirty", "by two thousand twenty-seven", "by 2 thousand 30"),
    counter_examples=("two thousand and thirty people", "2 thousand 40 foot containers", "3 thousand 30"),
    unless=counts_things,
)
def thousand(found: Found) -> Window | None:
    """A year said as a number: two thousand and thirty."""
    words = [node.word for node in found.nodes if node.word not in {"the", "year", "-"}]
    low = parse_number(" ".join(word for word in words[2:] if word != "and"))
    strange = words[0].isdigit() and (words[0] != "2" or not (clause_closes(found) or found.raw(-1) in YEAR_BEFORE))
    return None if strange or low is None else year_of(2000 + int(low))


@BOOK.rule("thousand-digits", "number", "Y4 and (D2|D1)", examples=("in 2000 and 30",), counter_examples=("2025 and 26 people",))
def thousand_digits(found: Found) -> Window | None:
    """A caption's spelling of "two thousand and thirty": 2000 and 30."""
    if found.nodes[0].word != "2000" or counts_things(found):
        return None
    return year_of(2000 + int(found.nodes[-1].word))


@BOOK.rule(
    "digit-pair",
    "number",
    "D2 (D2|ZERO2)",
    examples=("by 20 30", "in 20 27"),
    counter_examples=("20 30 years", "20 25 percent", "10 20 people"),
    not_before=("percent",),
    unless=counts_things,
)
def digit_pair(found: Found) -> Window | None:
    """A caption's spelling of a spoken year: 20 30."""
    first, second = found.nodes[0].word, found.nodes[1].word
    if first != "20" or (found.raw(1) in {"or", "to"} and found.raw(2) != "20"):
        return None
    year = 2000 + int(second)
    prefixed = found.raw(-1) in YEAR_BEFORE
    near = found.said_on.year - 2 <= year <= found.said_on.year + 30
    return year_of(year) if prefixed or (near and clause_closes(found)) else None
