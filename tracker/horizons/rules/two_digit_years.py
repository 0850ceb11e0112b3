"""Years by their last two digits, alone and in a row: in 27, twenty five will be better, 2026-27."""

import itertools

from tracker.horizons.calendar.choosing_dates import window, year_of
from tracker.horizons.calendar.day_arithmetic import year_window
from tracker.horizons.calendar.readings import Count, Window
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.numbers_not_years import clause_closes, counts_things
from tracker.horizons.rules.past_or_ahead import looks_back
from tracker.horizons.rules.years import nearest_century
from tracker.numbers import UNITS, parse_number
from tracker.records import Grain

BOOK = RuleBook("two_digit_years")
TALK = frozenset("we we're we'll i i'll they they'll they're he'll she'll it'll you'll which is will would and but".split())
SEEMING = frozenset("looks seems feels gets comes starts begins goes remains brings ends".split())


def _number_texts(found: Found) -> list[str]:
    """The numbers of the match as they were said."""
    return [" ".join(found.scene.words.words[node.first : node.last]) for node in found.nodes if isinstance(node.value, Count)]


def _two_words(text: str) -> bool:
    """Whether a number is said in two words, tens and a digit: "twenty six"."""
    parts = text.replace("-", " ").split()
    return len(parts) == 2 and all(part.isalpha() for part in parts) and parts[0].endswith("ty")


PLAINLY = frozenset("in by during before until through end late early mid calendar fiscal year entering into".split())
"""Words before two digits that make them a year."""
PARTS_OF = frozenset("half end quarter part summer spring fall beginning middle rest start q1 q2 q3 q4".split())
"""Words before "of" that make the two digits behind it a year."""


@BOOK.rule(
    "two-digits",
    "atom",
    "NUMBER",
    examples=("in 27 we will ship it", "by 28"),
    counter_examples=("in 24 hours", "in 27 countries", "for 26 dollars"),
    not_before=("of", "more", "other", "/", "%", "x", "per"),
)
def two_digits(found: Found) -> Window | None:
    """A year in two digits without an apostrophe, after a preposition and before no noun."""
    word = found.nodes[0].value
    text = found.surface
    spelled = isinstance(word, Count) and word.low == word.high and 21 <= word.high <= 49 and _two_words(text)
    if not (isinstance(word, Count) and ((len(text) == 2 and text.isdigit()) or spelled)):
        return None
    before = found.raw(-1)
    year = nearest_century(found, int(word.high))
    plain = before in PLAINLY
    after_of = before == "of" and found.raw(-2) in PARTS_OF
    part_of = before == "in" and found.raw(-2) in {"early", "late", "sometime", "mid"}
    after_piece = before in {"q1", "q2", "q3", "q4", "h1", "h2", "1h", "2h"}
    named = before in {"calendar", "fiscal", "fy", "cy", "year"}
    talked = (
        before in {"for", "through", "and", "or"} and found.raw(1) in TALK and found.said_on.year <= year <= found.said_on.year + 3
    )
    plainly = before in {"in", "late", "early", "mid"} or (before in {"through", "until"} and found.raw(1) in TALK)
    said_plainly = spelled and plainly and not _ratio(found) and not looks_back(found)
    if (
        not (after_of or named or part_of or said_plainly or (not spelled and (plain or after_piece or talked)))
        or counts_things(found)
        or not (named or clause_closes(found) or (after_of and found.raw(1) in SEEMING))
        or (found.raw(1) in {"to", "or", "and", "-", "/", ".", "more", "of", "other"} and found.raw(2)[:1].isdigit())
    ):
        return None
    return year_of(year) if found.said_on.year <= year <= found.said_on.year + 12 else None


def _ratio(found: Found) -> bool:
    """Whether a number or a chance stands before "in": "one in twenty five"."""
    earlier = found.raw(-2)
    return earlier in {"chance", "shot", "out", "chances"} or parse_number(earlier) is not None


AGED = frozenset("age aged be is are turn turns reach under over of the".split())
JUDGED = frozenset(
    """a an the another better worse strong stronger tough tougher challenging flat up down similar interesting different bigger
    huge great good pivotal transitional softer harder easier our""".split()
)


@BOOK.rule(
    "two-digit-subject",
    "atom",
    "NUMBER",
    examples=("26 will be better than 24", "I think twenty five should be a better year", "27 at the earliest"),
    counter_examples=("25 will be laid off", "of the 25 will be a few", "twenty five people will be there"),
)
def two_digit_subject(found: Found) -> Window | None:
    """A year in two digits of which something is said: "twenty five will be a better year"."""
    value, text = found.nodes[0].value, found.surface
    if not isinstance(value, Count) or value.low != value.high or not ((len(text) == 2 and text.isdigit()) or _two_words(text)):
        return None
    after = found.following(3)
    said = after[:1] in (["will"], ["should"], ["could"], ["might"], ["would"]) and after[1:2] == ["be"] and after[2:] != []
    year = found.said_on.year // 100 * 100 + int(value.high)
    soonest = after in (["at", "the", "earliest"], ["at", "the", "latest"], ["at", "the", "soonest"])
    if soonest and text.isdigit() and found.raw(-1) not in AGED:
        return year_of(year) if found.said_on.year < year <= found.said_on.year + 12 else None
    if not said or after[2] not in JUDGED or found.raw(-1) in {"of", "the", "all", "those", "these", "about", "other"}:
        return None
    return year_of(year) if found.said_on.year <= year <= found.said_on.year + 3 else None


OPENERS = frozenset("before when until till by at".split())
YEARS_ABOUT = frozenset("in by be during until till around like about maybe say probably before mid early late either of".split())
SCHOOL = frozenset({"season", "school", "academic", "tax", "fiscal", "financial"})
"""Words beside two years that make them one: "the twenty eight twenty nine school year"."""
ROUND = frozenset({"thirty", "forty", "fifty"})


def _spelled_years(texts: list[str], found: Found) -> bool:
    """Whether numbers in a row, the first of two words, are years said aloud: "in twenty nine thirty"."""
    first, *later = texts
    said = all(_two_words(text) or text in ROUND for text in later)
    it_is = found.raw(-1) in {"it's", "is", "that's", "be"} and found.raw(1) in OPENERS
    looking = found.raw(-1) == "at" and found.raw(-2) == "looking"
    season = SCHOOL & {found.raw(-1), found.raw(-2) if found.raw(-1) == "," else "", found.raw(1)}
    return _two_words(first) and said and (found.raw(-1) in YEARS_ABOUT or it_is or looking or bool(season))


@BOOK.rule(
    "two-digit-list",
    "atom",
    "NUMBER [,|or|and|maybe|-|/] NUMBER [[,] [or|and|maybe] NUMBER]",
    examples=(
        "25 26",
        "maybe 26 27",
        "next season, twenty seven twenty eight",
        "in twenty nine thirty",
        "it's twenty eight twenty nine before it opens",
    ),
    counter_examples=("25 26 people", "10 11 years", "24 7"),
    not_before=("of",),
    not_after=("$", "/"),
)
def two_digit_list(found: Found) -> Window | None:
    """Years one after the other in two digits: 25 26."""
    texts = _number_texts(found)
    if not (_spelled_years(texts, found) or all(len(text) == 2 and text.isdigit() for text in texts)):
        return None
    years = [nearest_century(found, int(parse_number(text) or 0)) for text in texts]
    ascending = all(later == earlier + 1 for earlier, later in itertools.pairwise(years))
    if (
        not ascending
        or not found.said_on.year - 1 <= years[0] <= found.said_on.year + 12
        or counts_things(found)
        or not (clause_closes(found) or found.raw(1) in OPENERS | SCHOOL)
    ):
        return None
    return window((year_window(years[0])[0], year_window(years[-1])[1]), Grain.YEAR)


@BOOK.rule(
    "short-range",
    "atom",
    "PERIOD ([-|/|,|or|and|to|maybe] NUMBER){1,3}",
    examples=("in 2026-27", "2026 27", "in twenty thirty one thirty two", "the twenty twenty seven twenty eight school year"),
    counter_examples=("2025 12 people", "twenty twenty five twenty six people"),
    not_before=("of", "to", "or", "more", "per"),
)
def short_range(found: Found) -> Window | None:
    """A year and the last two digits of the next: 2026-27, 2027 or 28."""
    first = found.window()
    texts = _number_texts(found)
    digits = all(len(text) == 2 and text.isdigit() for text in texts)
    said = len(texts) == 1 and (_two_words(texts[0]) or texts[0] in ROUND or (found.has("or") and texts[0] in UNITS))
    if first.grain is not Grain.YEAR or not (digits or said):
        return None
    base = first.end.year // (10 if texts[0] in UNITS else 100) * (10 if texts[0] in UNITS else 100)
    years = [first.end.year, *(base + int(count.high) for count in found.all(Count))]
    rising = all(earlier < later <= earlier + (10 if digits else 1) for earlier, later in itertools.pairwise(years))
    if not rising or counts_things(found) or not (clause_closes(found) or found.raw(1) in SCHOOL):
        return None
    return window((first.start, year_window(years[-1])[1]), Grain.YEAR)
