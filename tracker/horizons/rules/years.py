"""Calendar years, decades and centuries as they are written, spoken and captioned."""

import itertools
import re
from itertools import pairwise

from tracker.horizons.calendar.choosing_dates import window, year_of
from tracker.horizons.calendar.day_arithmetic import year_window
from tracker.horizons.calendar.readings import Count, Kind, Past, Rank, Window
from tracker.horizons.engine.lexicon import CLOSED_CLASS, COUNT_NOUNS, NAMES_BEFORE_YEARS, UNIT_OF
from tracker.horizons.engine.matching import Found
from tracker.horizons.engine.rule_book import RuleBook
from tracker.horizons.rules.parts import take
from tracker.horizons.rules.past_or_ahead import looks_back
from tracker.numbers import TENS_PLURAL, UNITS, parse_number
from tracker.records import Grain

BOOK = RuleBook("years")

TALK = frozenset(
    {
        "we",
        "we're",
        "we'll",
        "i",
        "i'll",
        "they",
        "they'll",
        "they're",
        "he'll",
        "she'll",
        "it'll",
        "you'll",
        "which",
        "is",
        "will",
        "would",
        "and",
        "but",
    }
)
MEASURES = frozenset(
    """temperature temperatures degrees fahrenheit percent margin margins multiple multiples rate rates age ages aged
    price prices priced shares stock trading""".split()
)
TIME_NEXT = frozenset(
    """time timeframe window season budget guidance outlook plan goal target targets somewhere sometime ish thing frame range
    event""".split()
)


def _counted(found: Found) -> bool:
    """Whether what follows makes the number a count."""
    nearest = [word for word in found.following(2) if word not in {"-", ","}]
    after = found.raw(1)
    rate = [word in {"a", "per", "each", "every"} for word in found.following(3)[1:2]] == [True] and found.raw(3) in UNIT_OF
    rate = rate and after not in CLOSED_CLASS  # "2030 loaves a week"
    if after in {"%", "°"} or rate or after in COUNT_NOUNS or (after in UNIT_OF and after not in {"half"}):
        return True
    return after == "-" and bool(nearest) and nearest[0] in UNIT_OF


MODEL_NAMES = frozenset(
    """model models edition version toyota honda ford chevy chevrolet corolla civic camry accord tesla bmw audi mercedes
    porsche subaru jeep mustang nissan hyundai kia mazda volkswagen macbook imac ipad iphone vintage truck suv sedan""".split()
)


SECURITIES = frozenset("notes note bonds bond debentures maturities convertibles".split())
NAMED_BY_YEAR = SECURITIES | {"vision", "bus", "train", "flight", "ferry"}
BARE_UNTIL = 2100
"""The last year that four digits alone are read as; a later one needs a word before it that makes it a year."""
PROJECTING = frozenset("we they i to you he she can also now analysts would could".split())


def _named(found: Found) -> bool:
    before = found.raw(-1)
    owned = before in {"my", "his", "her"} and not _closed(found)
    if owned or (before in {"the", "a", "my", "new"} and found.raw(1) in MODEL_NAMES):
        return True
    if before in NAMES_BEFORE_YEARS or (before in {"$", "£", "€", "#", "."} and before != "."):
        return True
    if before == "of" and found.raw(-2) == "class":
        return True
    if before == "due" and SECURITIES & set(found.previous(8)):
        return True
    if before == "project" and found.raw(-2) not in PROJECTING and _closed(found):
        return True
    return (before not in YEAR_BEFORE and found.raw(1) in NAMED_BY_YEAR) or _of_a_document(found)


PLANS = frozenset(
    "plan strategy programme program blueprint roadmap framework masterplan manifesto charter agenda prospectus".split()
)
DOCUMENTS = PLANS | frozenset("document documents paper report brochure booklet leaflet consultation website".split())
TOLD_OF_PLANS = frozenset("has had says said sets runs covers contains calls reads was lists sits mentions".split())
"""Verbs that tell what stands in a document: "the 2035 plan says"."""
DESCRIBES = frozenset("about a an the called just only mostly full long short out available nothing very too".split())
"""Words behind "is" that describe a document; "the 2035 plan is to" tells what is meant to come."""


def _of_a_document(found: Found) -> bool:
    """Whether the year belongs to the name of a plan or paper: "the housing plan 2035 document", "the 2035 plan is about"."""
    before, after, behind = found.raw(-1), found.raw(1), found.raw(2)
    if before in PLANS and after in DOCUMENTS:
        return True
    named = before not in YEAR_BEFORE and after in PLANS
    if named and found.raw(-2) == "under":
        return True
    return named and (behind in DOCUMENTS or behind in TOLD_OF_PLANS or (behind == "is" and found.raw(3) in DESCRIBES))


def _coded(found: Found) -> bool:
    """Whether a hyphen ties the number to capital letters, as in the name of a compound or a part: ABC-2140."""
    first = found.nodes[0].first
    if found.raw(-1) != "-" or first < 2:
        return False
    start, end = found.scene.words.spans[first - 2]
    return found.scene.words.text[start:end].isupper() and found.scene.words.codes[first - 2] == "o"


def _title_before(found: Found) -> bool:
    """Whether a capitalised word that no rule knows stands directly before, as in the name of a programme or a film."""
    spans, first = found.scene.words.spans, found.nodes[0].first
    if first < 2:
        return False
    start, end = spans[first - 1]
    word = found.scene.words.text[start:end]
    known = found.scene.words.codes[first - 1] != "o"
    opens = found.scene.words.words[first - 2] in {".", "?", "!", ":", '"'} or first < 3
    return word[:1].isupper() and word[1:2].islower() and not known and not opens and word.lower() not in CLOSED_CLASS


def _four(found: Found) -> Window | None:
    prefixed = found.raw(-1) in {"in", "by", "during", "since", "until", "before", "through"} and found.raw(1) not in {
        "%",
        "percent",
        "-",
    }
    if _money_of(found) or _on_the_clock(found):
        return None
    if (_counted(found) and not prefixed) or _named(found) or _coded(found) or _title_before(found) or _of_a_house(found):
        return None
    if found.raw(1) == "-" and re.fullmatch(r"\d{3,}", found.raw(2)) and len(found.raw(2)) != 4:
        return None  # a number in two parts: 2028-114
    digits = re.search(r"\d{4}", found.surface)
    if digits is None or (int(digits.group()) > BARE_UNTIL and not prefixed and not found.has("year", "calendar")):
        return None
    return year_of(int(digits.group()))


def _of_a_house(found: Found) -> bool:
    """Whether the number is that of a house: "she lives at 2031 Maple", "twenty thirty two Elm Street"."""
    last = found.nodes[-1].last
    if not STREETS.isdisjoint(found.following(3)[1:]) and found.scene.words.codes[last : last + 1] == "o":
        return True
    return found.raw(-1) == "at" and found.scene.words.codes[last : last + 1] == "o" and not _closed(found) and not _counted(found)


STREETS = frozenset("street avenue road lane drive boulevard crescent terrace court st ave rd blvd".split())
LOOKED = frozenset("look looking looks looked aim aimed aiming pointed pointing pegged".split())


def _on_the_clock(found: Found) -> bool:
    """Whether the number is a time of day, or a code that somebody tells: "the bus leaves at 2030", "my PIN is 2027"."""
    if found.raw(-1) == "at":
        return found.raw(-2) not in LOOKED and not _closed_by_latest(found)
    return found.raw(-1) in {"is", "isn't", "was"} and found.raw(-2) in CODES


def _closed_by_latest(found: Found) -> bool:
    return found.raw(1) in {"at", "latest", "earliest", "or", "the"}


CODES = frozenset(
    "score locker flat room gate flight pin code number password combination passcode extension id reference serial".split()
)
MONEY = frozenset("dollars euros pounds yen francs rupees yuan pesos kroner kronor money prices terms".split())


def _money_of(found: Found) -> bool:
    """Whether the year says what a sum is worth: "a million in 2019 euros", "in 2026 prices"."""
    after = found.raw(2)
    return found.raw(1) in MONEY and (not after or not after[0].isalnum() or after in {"and", "or", "by", "for", "to", "that"})


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
)
def four_digits(found: Found) -> Window | None:
    """A year in four digits."""
    return _four(found)


@BOOK.rule("ish", "number", "YISH", examples=("around 2030ish",))
@BOOK.rule("possessive", "number", "YPOSS", examples=("2027's",))
def possessive(found: Found) -> Window | None:
    """A year in the genitive: 2027's."""
    return year_of(int(found.surface[:4]))


@BOOK.rule("far", "number", "(in|by|until|before|around|year) [the] [year] YFAR", examples=("by 2500", "in the year 2525"))
def far(found: Found) -> Window | None:
    """A year that is centuries away, where a word says that it is a year."""
    if _counted(found):
        return None
    year = year_of(int(found.nodes[-1].word))
    if found.nodes[0].word in {"by", "before"}:
        return year.but(start=found.said_on, kind=Kind.BOUND) if year.start > found.said_on else None
    return year


def _century(found: Found, two: int) -> int:
    """The year with those two last digits that is nearest to the day of speaking."""
    base = found.said_on.year // 100 * 100
    return min((base + offset + two for offset in (-100, 0, 100)), key=lambda year: abs(year - found.said_on.year - 10))


@BOOK.rule("apostrophe", "number", "[year] APOS2", examples=("by '28", "in '27"), counter_examples=("the class of '27",))
def apostrophe(found: Found) -> Window | None:
    """A year in two digits after an apostrophe: '27."""
    if _named(found) or _counted(found):
        return None
    return year_of(_century(found, int(found.surface[-2:])))


@BOOK.rule("oh", "number", "oh DIGITW", examples=("by oh nine",), counter_examples=("oh nine people came", "in oh nine countries"))
def oh(found: Found) -> Window | None:
    """The ninth year of a century: "by oh nine"."""
    if _counted(found) or found.raw(-1) not in YEAR_BEFORE or not _closed(found):
        return None
    return year_of(_century(found, int(parse_number(found.nodes[-1].word) or 0)))


TENS_PAIR = "(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"


@BOOK.rule(
    "spoken",
    "number",
    f"(the|year)? (twenty|nineteen) [-] ({TENS_PAIR} [-] [DIGITW]|TEENW|oh DIGITW|one hundred|D2)",
    examples=("by twenty thirty", "in twenty twenty-seven", "in twenty forty"),
    counter_examples=("twenty thirty people came", "twenty five years"),
    not_before=("percent", "more"),
    not_after=NAMES_BEFORE_YEARS | {"another"},
)
def spoken(found: Found) -> Window | None:
    """A year said in two halves: twenty thirty, twenty twenty-seven."""
    words = [node.word for node in found.nodes if node.word not in {"-", "the", "year"}]
    rest = words[1:]
    low = 100.0 if rest == ["one", "hundred"] else parse_number(" ".join(rest[1:] if rest[0] == "oh" else rest))
    if low is None or _counted(found) or _alternative(found) or _of_a_house(found) or _on_the_clock(found):
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
)
def thousand(found: Found) -> Window | None:
    """A year said as a number: two thousand and thirty."""
    words = [node.word for node in found.nodes if node.word not in {"the", "year", "-"}]
    low = parse_number(" ".join(word for word in words[2:] if word != "and"))
    digit = words[0].isdigit()
    if digit and (words[0] != "2" or not (_closed(found) or found.raw(-1) in YEAR_BEFORE)):
        return None
    if low is None or _counted(found):
        return None
    return year_of(2000 + int(low))


@BOOK.rule("thousand-digits", "number", "Y4 and (D2|D1)", examples=("in 2000 and 30",), counter_examples=("2025 and 26 people",))
def thousand_digits(found: Found) -> Window | None:
    """A caption's spelling of "two thousand and thirty": 2000 and 30."""
    if found.nodes[0].word != "2000" or _counted(found):
        return None
    return year_of(2000 + int(found.nodes[-1].word))


@BOOK.rule(
    "digit-pair",
    "number",
    "D2 (D2|ZERO2)",
    examples=("by 20 30", "in 20 27"),
    counter_examples=("20 30 years", "20 25 percent", "10 20 people"),
    not_before=("percent",),
)
def digit_pair(found: Found) -> Window | None:
    """A caption's spelling of a spoken year: 20 30."""
    first, second = found.nodes[0].word, found.nodes[1].word
    if first != "20" or _counted(found) or (found.raw(1) in {"or", "to"} and found.raw(2) != "20"):
        return None
    year = 2000 + int(second)
    prefixed = found.raw(-1) in YEAR_BEFORE
    if not prefixed and not (found.said_on.year - 2 <= year <= found.said_on.year + 30):
        return None
    if not prefixed and not _closed(found):
        return None
    return year_of(year)


YEAR_BEFORE = frozenset(
    """in by for during before until till through of since over to into end late early mid from around calendar fiscal fy cy
    year summer spring fall autumn winter quarter q1 q2 q3 q4 half and or maybe - beyond entering exiting throughout""".split()
)


def _closed(found: Found) -> bool:
    """Whether the phrase ends where a noun could not be missing: before punctuation or a word of the closed classes."""
    after = found.raw(1)
    return not after or not after[0].isalnum() or after in CLOSED_CLASS or after in TIME_NEXT


SEEMING = frozenset("looks seems feels gets comes starts begins goes remains brings ends".split())


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
    year = _century(found, int(word.high))
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
        or _counted(found)
        or not (named or _closed(found) or (after_of and found.raw(1) in SEEMING))
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
    texts = [" ".join(found.scene.words.words[node.first : node.last]) for node in found.nodes if isinstance(node.value, Count)]
    if not (_spelled_years(texts, found) or all(len(text) == 2 and text.isdigit() for text in texts)):
        return None
    years = [_century(found, int(parse_number(text) or 0)) for text in texts]
    ascending = all(later == earlier + 1 for earlier, later in itertools.pairwise(years))
    if (
        not ascending
        or not found.said_on.year - 1 <= years[0] <= found.said_on.year + 12
        or _counted(found)
        or not (_closed(found) or found.raw(1) in OPENERS | SCHOOL)
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
    texts = [" ".join(found.scene.words.words[node.first : node.last]) for node in found.nodes if isinstance(node.value, Count)]
    digits = all(len(text) == 2 and text.isdigit() for text in texts)
    said = len(texts) == 1 and (_two_words(texts[0]) or texts[0] in ROUND or (found.has("or") and texts[0] in UNITS))
    if first.grain is not Grain.YEAR or not (digits or said):
        return None
    base = first.end.year // (10 if texts[0] in UNITS else 100) * (10 if texts[0] in UNITS else 100)
    years = [first.end.year, *(base + int(count.high) for count in found.all(Count))]
    rising = all(earlier < later <= earlier + (10 if digits else 1) for earlier, later in pairwise(years))
    if not rising or _counted(found) or not (_closed(found) or found.raw(1) in SCHOOL):
        return None
    return window((first.start, year_window(years[-1])[1]), Grain.YEAR)


@BOOK.rule("decade", "number", "[the] DECADE4", examples=("in the 2030s", "by the 2040s"))
def decade(found: Found) -> Window | Past | None:
    """A decade in digits: the 2030s."""
    first = int(found.nodes[-1].word[:4])
    if first <= found.said_on.year and looks_back(found, near=True):
        return Past(why="past")
    if first % 100 == 0 and found.has("the") is False and first < 2000:
        return None
    return window((year_window(first)[0], year_window(first + 9)[1]), Grain.DECADE)


SHADES = frozenset({"early", "mid", "late"})
AGES = frozenset(
    "his her my their your our aged age people women men guys girls boys he's she's i'm who he she years-old older younger".split()
)
"""Words near a decade that make it an age: "in their late twenties"."""


def _tens(found: Found, tens: int) -> Window:
    """The decade that "the thirties" names: the one that runs or comes within thirty years, else the last one.

    In a clause that looks back it is a past one, and after "by" it may be forty years ahead.
    """
    year, said = found.said_on.year // 100 * 100 + tens, found.said_on.year
    reach = 39 if found.raw(-1) in {"by", "until", "till"} else 29
    if year + 9 < said:
        year += 100 if said - year > 60 else 0
    elif year > said + reach or (looks_back(found) and year + 9 > said):
        year -= 100
    return window((year_window(year)[0], year_window(year + 9)[1]), Grain.DECADE)


SHADE = "(early|mid|late) [-]"


@BOOK.rule(
    "decade-run",
    "number",
    f"[the] {SHADE} (DECADEW|DECADE2) [,] [or|to|maybe|-|into|and] [the] {SHADE} (DECADEW|DECADE2)",
    examples=("late twenties early thirties", "the late thirties or early forties"),
    counter_examples=("she is in her late twenties early thirties", "women in their late twenties or early thirties"),
    not_before=("percent", "degrees", "per"),
)
@BOOK.rule(
    "shades-of-decade",
    "number",
    f"[the] {SHADE} (to|or|into|and) {SHADE} (DECADEW|DECADE2|DECADE4)",
    examples=("in the early to mid thirties", "the mid to late 2030s"),
    counter_examples=("a man in his mid to late forties",),
    not_before=("percent", "degrees", "per"),
)
def decade_run(found: Found) -> Window | None:
    """Late twenties early thirties, early to mid thirties: from the one part to the other."""
    if AGES & set(found.previous(5)) or MEASURES & set(found.previous(6)):
        return None
    words = [node.word for node in found.nodes]
    shades = [word for word in words if word in SHADES]
    named = [
        _named_decade(found, word) for word in words if word in TENS_PLURAL or (word[-1] == "s" and word.strip("'s").isdigit())
    ]
    first, last = take(shades[0], named[0], found.said_on), take(shades[1], named[-1], found.said_on)
    if first is None or last is None or last.end <= first.end or last.end < found.said_on:
        return None
    return first.but(end=last.end)


def _named_decade(found: Found, word: str) -> Window:
    """The decade of a word of ten or of digits."""
    digits = word.strip("'s ")
    if len(digits) == 4:
        return window((year_window(int(digits))[0], year_window(int(digits) + 9)[1]), Grain.DECADE)
    return _tens(found, TENS_PLURAL.get(word) or int(digits))


@BOOK.rule(
    "decade-pair",
    "number",
    "the (DECADE4|DECADEW|DECADE2) [,] (and|or|to|into|through) [the] (DECADEW|DECADE2)",
    examples=("in the 2030s and 40s", "sometime in the thirties or forties"),
    counter_examples=("in the 40s or 50s degrees", "his forties and fifties"),
    not_before=("percent", "degrees", "per"),
)
def decade_pair(found: Found) -> Window | None:
    """The 2030s and 40s: from the first year of the one to the last of the other."""
    if AGES & set(found.previous(5)) or MEASURES & set(found.previous(6)):
        return None
    words = [node.word for node in found.nodes if node.word in TENS_PLURAL or node.word.strip("'s").isdigit()]
    first, last = (_named_decade(found, word) for word in (words[0], words[-1]))
    if last.start <= first.start or last.end < found.said_on:
        return None
    return first.but(end=last.end)


PARTS = frozenset("end start beginning middle close half rest course turn".split())


@BOOK.rule(
    "short-decade",
    "number",
    "the (DECADE2|DECADEW)",
    examples=("in the '30s", "in the thirties", "toward the end of the thirties rates will fall"),
    counter_examples=("he is in his thirties",),
    not_before=("percent", "degrees", "per"),
)
@BOOK.rule(
    "spoken-decade",
    "number",
    "[the] twenty [-] DECADEW",
    examples=("by the twenty thirties", "it'll be the early twenty fifties before it pays"),
    not_before=("percent", "degrees", "per"),
)
@BOOK.rule(
    "part-decade",
    "number",
    "(early|mid|late) [-] (DECADEW|DECADE2)",
    examples=("in the late thirties",),
    counter_examples=("in his mid thirties", "the mid 30s percent"),
    not_before=("percent", "degrees", "per"),
)
def short_decade(found: Found) -> Window | None:
    """A decade in two digits or in a word."""
    last = found.nodes[-1].word
    tens = TENS_PLURAL.get(last) or int(re.sub(r"\D", "", last))
    owned = (found.raw(-1) == "in" or AGES & set(found.previous(5))) and found.nodes[0].word in SHADES
    if _counted(found) or owned:
        return None
    part = found.raw(-1) == "of" and found.raw(-2) in PARTS
    runs_on = last in TENS_PLURAL and found.raw(1)[:1].isalpha() and not _closed(found)
    whole_name = found.has("twenty") and (found.has("the") or found.raw(-1) in {"in", "by", "during", "until", *SHADES})
    if set(found.previous(6)) & MEASURES or (runs_on and not part and not whole_name):
        return None
    by = found.raw(-1) == "the" and found.raw(-2) in {"by", "until", "before"}
    if last[0].isdigit() and found.nodes[0].word != "the" and not by:
        return None
    if found.has("twenty"):  # "the twenty fifties" names its century
        return window((year_window(2000 + tens)[0], year_window(2009 + tens)[1]), Grain.DECADE)
    whole = _tens(found, tens)
    if found.nodes[0].word == "the":
        return whole
    return take(found.nodes[0].word, whole, found.said_on)


@BOOK.rule("century", "period", "[the] RANK century", examples=("by the end of the 22nd century", "in the twenty-second century"))
def century(found: Found) -> Window | Past | None:
    """A century by its number."""
    rank = found.all(Rank)[0].rank
    if not 15 <= rank <= 99:
        return None
    first = (rank - 1) * 100
    return window((year_window(first)[0], year_window(first + 99)[1]), Grain.CENTURY)
